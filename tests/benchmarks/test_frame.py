"""The benchmarks' own tools: quick, and part of every run of the tests."""

import os
import sys

import pytest
from tests.benchmarks import report
from tests.benchmarks.terminal import Terminal, TerminalError

ECHO = """
import os, sys, tty
tty.setraw(0)
sys.stdout.write("\\x1b[?2026$p"); sys.stdout.flush()
answer = os.read(0, 64)
sys.stdout.write("ready" if answer == b"\\x1b[?2026;2$y" else "wrong"); sys.stdout.flush()
while True:
    sys.stdout.write(os.read(0, 1).decode() * 3); sys.stdout.flush()
"""


def test_a_terminal_answers_and_counts() -> None:
    with Terminal([sys.executable, "-c", ECHO], environment=dict(os.environ)) as terminal:
        assert terminal.wait_for(b"ready", timeout=20) > 0
        terminal.settle(quiet=0.05)
        first, painted = terminal.press(b"x", quiet=0.05)
        assert painted == 3
        assert 0 < first < 2
        assert 0 < terminal.last_byte < 2
        assert terminal.idle(0.1) == 0
    assert terminal.process.returncode is not None


def test_a_program_that_ends_is_reported() -> None:
    command = [sys.executable, "-c", "print('no such option')"]
    with (
        Terminal(command, environment=dict(os.environ)) as terminal,
        pytest.raises(TerminalError, match="no such option"),
    ):
        terminal.wait_for(b"agenda", timeout=20)


def test_the_table_is_aligned_and_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "ROWS", [])
    report.add_times("find 华东", floor=[0.02, 0.04, 0.03], measured=[0.06, 0.03, 0.09], goal="2 x")
    report.missing("grades", goal="", why="no such\n command")
    lines = report.table()
    assert lines[2].split() == ["find", "华东", "30.0", "ms", "60.0", "ms", "2.00", "x", "2", "x"]
    assert "not there yet" in lines[3]
    assert report.p95([float(number) for number in range(100)]) == 95.0
    assert report.kilobytes(1536) == "1.50 KB"
