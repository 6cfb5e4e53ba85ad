"""Grade proposals against one SQL aggregate of the same facts."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.benchmarks import report
from tests.benchmarks.commands import python, runs

pytestmark = pytest.mark.benchmark
_PROCESS = Path(__file__).with_name("grades_process.py")
_GOAL = "<= 2 x"


def test_proposals(book_of: Callable[[str], Path], env: dict[str, str]) -> None:
    command = python(str(_PROCESS), str(book_of("10k")), str(runs()))
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    if done.returncode:
        problem = done.stderr.decode("utf-8", "replace")
        report.missing("grade proposals, 10k", goal=_GOAL, why=problem[-40:])
        return
    took = json.loads(done.stdout)
    for name, what in (("review", "grade proposals"), ("read", "the grade review as shown")):
        report.add_times(
            f"{what}, 10k, 100k orders", floor=took["floor"], measured=took[name], goal=_GOAL
        )
