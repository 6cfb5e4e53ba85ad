"""Commands that a shell prompt or a phone call waits for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.benchmarks import report
from tests.benchmarks.commands import CommandError, alternately, kamtui, python

pytestmark = pytest.mark.benchmark
FLOOR = python("-c", "import argparse, sqlite3")


@pytest.mark.parametrize(
    ("what", "size", "arguments", "goal"),
    [
        ("find hdj, 100k customers", "100k", ("find", "hdj"), "<= 2.5 x"),
        ("find 4063, 100k customers", "100k", ("find", "4063"), "<= 2.5 x"),
        ("find 华东, 100k customers", "100k", ("find", "华东"), "<= 2.5 x"),
        ("find zzzqq (no hit), 100k customers", "100k", ("find", "zzzqq"), "<= 2.5 x"),
        ("find g (34,000 hits), 100k customers", "100k", ("find", "g"), "<= 2.5 x"),
        ("agenda --brief, 10k customers", "10k", ("agenda", "--brief"), "< 2 x"),
        ("agenda --brief, 100k customers", "100k", ("agenda", "--brief"), "< 2 x"),
        ("agenda, 10k customers", "10k", ("agenda",), ""),
    ],
    ids=lambda value: value if isinstance(value, str) and "," in value else "",
)
def test_command(
    book_of: Callable[[str], Path],
    env: dict[str, str],
    what: str,
    size: str,
    arguments: tuple[str, ...],
    goal: str,
) -> None:
    try:
        # 1 is the answer of a look-up that found nobody.
        floor, measured = alternately(
            FLOOR, kamtui(book_of(size), *arguments), env=env, accept=(0, 1)
        )
    except CommandError as problem:
        report.missing(what, goal=goal, why=str(problem))
        return
    report.add_times(what, floor=floor, measured=measured, goal=goal)
