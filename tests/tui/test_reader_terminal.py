"""``--reader`` on a real pseudo-terminal: what it shows, and where its cursor is."""

import os
import re
import sys
import unicodedata
from pathlib import Path

import pytest

pytest.importorskip("pty")
from tests.benchmarks.terminal import Terminal

ROWS, COLUMNS = 24, 80
_PIECE = re.compile(
    r"\x1b\[([?<>=]?[\d;]*)[ $]?([A-Za-z])"  # CSI
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    r"|\x1b[P_^][^\x1b]*\x1b\\"  # DCS and the like
    r"|\x1b[()][A-Z0-9]|\x1b[=>78M]"
    r"|([\r\n\b])|([^\x00-\x1f\x7f])"
)


class Shown:
    """The screen a terminal would show: text by cells, the cursor, whether that can be seen."""

    def __init__(self, written: bytes) -> None:
        self.cells = [[" "] * COLUMNS for _row in range(ROWS)]
        self.x = self.y = 0
        self.visible = True
        for match in _PIECE.finditer(written.decode("utf-8", "replace")):
            numbers, kind, control, character = match.groups()
            if character is not None:
                self._put(character)
            elif control is not None:
                self.x = 0 if control == "\r" else max(0, self.x - (control == "\b"))
                self.y = min(ROWS - 1, self.y + (control == "\n"))
            elif kind is not None:
                self._control(numbers, kind)

    def _put(self, character: str) -> None:
        if unicodedata.combining(character):
            return
        wide = unicodedata.east_asian_width(character) in "WF"
        if self.x < COLUMNS:
            self.cells[self.y][self.x] = character
        if wide and self.x + 1 < COLUMNS:
            self.cells[self.y][self.x + 1] = ""
        self.x += 1 + wide

    def _control(self, numbers: str, kind: str) -> None:
        if numbers == "?25" and kind in "hl":
            self.visible = kind == "h"
        elif kind == "H":
            row, _semicolon, column = numbers.partition(";")
            self.y, self.x = int(row or 1) - 1, int(column or 1) - 1
        elif kind == "J" and numbers == "2":
            self.cells = [[" "] * COLUMNS for _row in range(ROWS)]
        elif kind == "K":
            self.cells[self.y][self.x :] = [" "] * (COLUMNS - self.x)

    @property
    def rows(self) -> list[str]:
        return ["".join(row).rstrip() for row in self.cells]

    @property
    def row(self) -> str:
        """The row the cursor stands on: what a screen reader reads."""
        return self.rows[self.y]

    @property
    def status(self) -> str:
        return " ".join(" ".join(self.rows[-4:-1]).split())


def _environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    dirs = {f"KAMTUI_{kind}_DIR": str(folder / kind) for kind in ("DATA", "STATE", "CONFIG")}
    return {
        **kept, **dirs, "TERM": "xterm-256color", "LANG": "en_US.UTF-8", "KAMTUI_LANG": "en",
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"), **more,
    }  # fmt: skip


def _program(*words: str) -> list[str]:
    return [sys.executable, "-m", "kamtui", "--today", "2026-11-22", *words, "demo"]


def _wait(terminal: Terminal, pattern: str) -> Shown:
    """Return the screen once the status line reads so."""
    for _try in range(60):
        shown = Shown(terminal.output)
        if re.search(pattern, shown.status):
            return shown
        terminal.settle(quiet=0.25, timeout=2.0)
    raise AssertionError("\n".join(shown.rows))


@pytest.mark.parametrize(
    ("words", "more"),
    [
        (("--reader",), {}),
        (("--reader", "--ascii", "--no-color"), {}),
        ((), {"KAMTUI_READER": "1", "NO_COLOR": "1", "COLORTERM": "truecolor"}),
        (("--reader",), {"LANG": "C", "LC_ALL": "C", "TERM": "vt100", "SSH_CONNECTION": "a b c d"}),
    ],
    ids=["plain", "ascii", "environment", "C"],
)
def test_the_cursor_is_seen_on_the_row_that_is_read(
    words: tuple[str, ...], more: dict[str, str], tmp_path: Path
) -> None:
    with Terminal(_program(*words), environment=_environment(tmp_path, **more)) as terminal:
        shown = _wait(terminal, r"Agenda, \d+ rows\. 1 of 20: today at 10:00, A, ")
        assert b"\x1b[?25l" not in terminal.output
        terminal.press(b"j")
        shown = _wait(terminal, r"2 of 20: 41 days late, A, ")
        terminal.press(b"j")
        shown = _wait(terminal, r"^3 of 20: 12 days late, A, Acme Industrial, ")
        assert shown.visible and shown.x == 0
        assert "!12d" in shown.row and "Acme Industrial" in shown.row
        drawn = [row for row in shown.rows if re.search("[\u2190-\u21ff\u2500-\u25ff]", row)]
        assert not drawn, drawn
        assert not re.search("[\u2500-\u25ff]", terminal.output.decode("utf-8", "replace"))
        terminal.press(b"l")  # the cursor goes into the field
        shown = _wait(terminal, r"^Log, Acme Industrial\. Note: empty")
        assert shown.row.startswith(" Note") and shown.x > 5
        terminal.press(b"hi")
        terminal.settle(quiet=0.3)
        typed = Shown(terminal.output)
        assert typed.row.startswith(" Note") and typed.x == shown.x + 2
        terminal.press(b"\x1b", quiet=0.5)
        shown = _wait(terminal, r"Agenda, .* 3 of 20: ")
        assert shown.visible and shown.x == 0 and "Acme Industrial" in shown.row


def test_what_is_read_is_written_last_and_then_the_cursor_goes_back(tmp_path: Path) -> None:
    program = _program("--reader")
    with Terminal(program, environment=_environment(tmp_path)) as terminal:
        _wait(terminal, r"1 of 20: ")
        before = terminal.painted
        terminal.press(b"j")
        shown = _wait(terminal, r"2 of 20: ")
        text = terminal.output[before:].decode("utf-8", "replace")
        moves = [(int(row), int(x)) for row, x in re.findall(r"\x1b\[(\d+);(\d+)H", text)]
        written = [row for row, _x in moves]
        assert ROWS - 3 in written  # the status line
        assert moves[-1] == (shown.y + 1, 1)
        after = text.rindex(f"\x1b[{ROWS - 3};")
        rest = re.sub(r"\x1b\[[?\d;]*[A-Za-z]", "", text[after:])
        assert "2 of 20: 41 days late" in " ".join(rest.split())


def test_otherwise_the_cursor_stays_hidden(tmp_path: Path) -> None:
    with Terminal(_program(), environment=_environment(tmp_path)) as terminal:
        terminal.wait_for(b"Acme Industrial")
        terminal.settle()
        assert not Shown(terminal.output).visible


def test_a_dumb_terminal_is_told_about_the_commands(tmp_path: Path) -> None:
    environment = _environment(tmp_path, TERM="dumb")
    with Terminal(_program("--reader"), environment=environment) as terminal:
        terminal.wait_for(b"kamtui agenda")
        assert b"\x1b[?25l" not in terminal.output
