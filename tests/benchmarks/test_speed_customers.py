"""The customer list costs what it shows, not what there is; the notes of a large book."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.benchmarks import report
from tests.benchmarks.commands import kamtui
from tests.benchmarks.terminal import Terminal, TerminalError

pytestmark = pytest.mark.benchmark
#: On the first screen of every book, agenda and list.
FIRST = "广州百汇".encode()
ROUNDS = 3
#: Words of many notes, of few and of none, typed key by key.
WORDS = ("报价", "flow meter", "校准证书已", "zzz")


def _opening(book: Path, env: dict[str, str]) -> list[float]:
    """Return the seconds from F3 to the last byte of the list, each in a fresh program."""
    took = []
    for _round in range(ROUNDS):
        with Terminal(kamtui(book), environment=env) as terminal:
            terminal.wait_for(FIRST)
            terminal.settle(quiet=2.0)
            terminal.press(b"\x1bOR", quiet=0.6)
            took.append(terminal.last_byte)
    return took


def test_a_hundred_thousand_customers_open_like_a_hundred(
    book_of: Callable[[str], Path], env: dict[str, str]
) -> None:
    what, goal = "the list opens, 100 and 100k customers", "the same"
    try:
        few, many = (_opening(book_of(size), env) for size in ("100", "100k"))
    except TerminalError as problem:
        report.missing(what, goal=goal, why=str(problem))
        return
    report.add_times(what, floor=few, measured=many, goal=goal)


def test_typing_in_the_search_of_notes(book_of: Callable[[str], Path], env: dict[str, str]) -> None:
    what, goal = "a key in the search of 1M notes, worst", "never holds keys up"
    first, last = [], []
    try:
        with Terminal(kamtui(book_of("100k")), environment=env) as terminal:
            terminal.wait_for(FIRST)
            terminal.settle(quiet=2.0)
            for word in WORDS:
                terminal.press(b"/", quiet=0.4)
                terminal.press(b"/", quiet=0.4)
                for letter in word:
                    first.append(terminal.press(letter.encode(), quiet=1.0)[0])
                    last.append(terminal.last_byte)
                terminal.press(b"\x1b", quiet=0.4)
    except TerminalError as problem:
        report.missing(what, goal=goal, why=str(problem))
        return
    report.add(f"{what}: echo", report.milliseconds(max(first)), goal=goal)
    report.add(f"{what}: answer", report.milliseconds(max(last)), goal="")
