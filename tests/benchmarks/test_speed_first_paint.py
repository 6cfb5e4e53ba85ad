"""From the command to the first painted agenda, and what it costs in memory."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.benchmarks import report
from tests.benchmarks.commands import EMPTY_APP, kamtui, python, runs
from tests.benchmarks.terminal import FRAME, Terminal, TerminalError

pytestmark = pytest.mark.benchmark
#: The first row of every sample's agenda.
ROW = "广州百汇".encode()


class _Paint(NamedTuple):
    """Seconds and processor seconds to the marker; bytes painted until it is quiet; memory."""

    seconds: float
    processor: float
    painted: int
    memory: int


def _paint(command: list[str], marker: bytes, env: dict[str, str]) -> _Paint:
    with Terminal(command, environment=env) as terminal:
        seconds, processor = terminal.wait_for(marker), terminal.processor()
        terminal.settle()
        return _Paint(seconds, processor, terminal.painted, terminal.memory())


def test_first_paint(book_of: Callable[[str], Path], env: dict[str, str]) -> None:
    small, large = book_of("10k"), book_of("100k")
    empty, ten, hundred = [], [], []
    try:
        _paint(kamtui(small), ROW, env)
        _paint(kamtui(large), ROW, env)
        for _ in range(runs()):
            empty.append(_paint(python(str(EMPTY_APP)), FRAME, env))
            ten.append(_paint(kamtui(small), ROW, env))
            hundred.append(_paint(kamtui(large), ROW, env))
    except TerminalError as problem:
        report.missing("first agenda, 10k customers", goal="<= 1.3 x", why=str(problem))
        return
    floor, first, second = ([one.seconds for one in series] for series in (empty, ten, hundred))
    report.add_times("first agenda, 10k / empty app", floor=floor, measured=first, goal="<= 1.3 x")
    if all(one.processor for one in empty):  # tells more where others work on the machine too
        report.add_times(
            "first agenda, 10k, processor time",
            floor=[one.processor for one in empty],
            measured=[one.processor for one in ten],
            goal="<= 1.3 x",
        )
    report.add_times("first agenda, 100k / 10k", floor=first, measured=second, goal="<= 1.1 x")
    painted = max(one.painted for one in ten)
    report.add("bytes of the first paint, 10k", report.kilobytes(painted), goal="25 KB (ansi)")
    low, high = min(one.memory for one in empty), max(one.memory for one in hundred)
    megabytes = 1024 * 1024
    report.add(
        "memory, 100k, before a write",
        f"{high / megabytes:.0f} MB",
        floor=f"{low / megabytes:.0f} MB",
        ratio=f"+ {(high - low) / megabytes:.0f} MB",
        goal="+ 30 MB",
    )
