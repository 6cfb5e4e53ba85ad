"""What a key costs over a slow link: time to the first byte back, and bytes painted."""

from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from tests.benchmarks import report
from tests.benchmarks.commands import kamtui
from tests.benchmarks.terminal import Terminal, TerminalError

pytestmark = pytest.mark.benchmark
ROW = "广州百汇".encode()
_MOVES = 40


def _ready(book: Path, env: dict[str, str]) -> Terminal:
    terminal = Terminal(kamtui(book), environment=env)
    try:
        terminal.wait_for(ROW)
        terminal.settle(quiet=1.5)
    except TerminalError:
        terminal.close()
        raise
    return terminal


def _copy(book: Path, folder: Path) -> Path:
    """A book of its own for keys that write."""
    copy = folder / "book.db"
    copy.write_bytes(book.read_bytes())
    return copy


def test_idle_and_moves_on_the_agenda(book_of: Callable[[str], Path], env: dict[str, str]) -> None:
    try:
        with _ready(book_of("100k"), env) as terminal:
            report.add("idle 5 s", f"{terminal.idle(5.0)} B", goal="0 B")
            moves = [terminal.press(b"j") for _ in range(12)]
            page = [terminal.press(key)[1] for key in (b"\x04", b"\x15", b"\x04")]
    except TerminalError as problem:
        report.missing("keys on the agenda", goal="", why=str(problem))
        return
    report.add("j on the agenda", report.kilobytes(median(m[1] for m in moves)), goal="1 KB")
    report.add("a page on the agenda", report.kilobytes(max(page)), goal="7 KB")


def test_moves_in_the_list_of_customers(
    book_of: Callable[[str], Path], env: dict[str, str]
) -> None:
    what, goal = "key to first byte, 100k list, p95", "<= 16 ms"
    try:
        with _ready(book_of("100k"), env) as terminal:
            terminal.press(b"\x1bOR", quiet=1.0)  # F3: the list of customers.
            moves = [terminal.press(b"j") for _ in range(_MOVES)]
            pages = [terminal.press(b"\x04")[1] for _ in range(5)]
    except TerminalError as problem:
        report.missing(what, goal=goal, why=str(problem))
        return
    report.add(what, report.milliseconds(report.p95([first for first, _ in moves])), goal=goal)
    # On the first screenful j moves the cursor; further down it scrolls the list.
    still = [painted for _, painted in moves[1:12]]
    report.add("j in the list", report.kilobytes(median(still)), goal="1 KB")
    rolled = [painted for _, painted in moves[-12:]]
    report.add("j that scrolls", report.kilobytes(median(rolled)), goal="7 KB")
    report.add("a page in the list", report.kilobytes(max(pages)), goal="7 KB")


def test_row_action_and_prompt(
    book_of: Callable[[str], Path], env: dict[str, str], tmp_path: Path
) -> None:
    try:
        with _ready(_copy(book_of("10k"), tmp_path), env) as terminal:
            # The first one loads the write path; a day has many.
            terminal.expect(b"d", "Done: ", quiet=3.0)
            undone = terminal.expect(b"u", "Undone: ", quiet=1.0)
            action = terminal.expect(b"d", "Done: ", quiet=1.0)
            terminal.expect(b"2", "tomorrow", quiet=1.0)  # the first one loads the strip
            terminal.press(b"\x1b", quiet=0.5)
            prompt = terminal.expect(b"2", "tomorrow", quiet=0.5)
            snoozed = terminal.expect(b"1", "Snoozed: ", quiet=1.0)
            terminal.expect(b"l", "Note", quiet=1.5)  # the first one loads the form
            terminal.press(b"\x1b", quiet=0.5)
            form = terminal.expect(b"l", "Note", quiet=1.0)
    except TerminalError as problem:
        report.missing("a row action", goal="7 KB", why=str(problem))
        return
    report.add("a row action (done)", report.kilobytes(action[1]), goal="7 KB")
    report.add("a row action (snoozed)", report.kilobytes(snoozed[1]), goal="7 KB")
    report.add("undo", report.kilobytes(undone[1]), goal="7 KB")
    report.add("opening a form (log)", report.kilobytes(form[1]), goal="")
    report.add("a prompt (snooze strip)", report.kilobytes(prompt[1]), goal="1.5 KB")


def test_typing_in_the_search_box(book_of: Callable[[str], Path], env: dict[str, str]) -> None:
    what, goal = "typing in the search box, 100k, per key", "<= 30 ms"
    words = (b"hdj", b"njnk", b"4063", b"acme")
    took = []
    try:
        with _ready(book_of("100k"), env) as terminal:
            for word in words:
                terminal.press(b"/", quiet=0.4)
                for place in range(len(word)):
                    before = terminal.painted
                    _, painted = terminal.press(word[place : place + 1], quiet=0.4)
                    took.append(terminal.last_byte)
                    assert painted and before < terminal.painted
                terminal.press(b"\x1b", quiet=0.4)
    except TerminalError as problem:
        report.missing(what, goal=goal, why=str(problem))
        return
    report.add(what, report.milliseconds(median(took)), goal=goal)
    report.add(f"{what}, worst", report.milliseconds(max(took)), goal=goal)
