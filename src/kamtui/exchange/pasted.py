"""Tables pasted as people see them: Markdown, box drawings, columns aligned by spaces."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kamtui.exchange.sheets import SourceRow

_RULE = re.compile(r"^[\s|+:=\-─━┄┈│┃┌┐└┘├┤┬┴┼╭╮╰╯═║╔╗╚╝╠╣╦╩╬]+$")
_BARS = re.compile(r"[│┃║]")
_ESCAPED_BAR = re.compile(r"(?<!\\)\|")
_GAP = re.compile(r"\s{2,}|\t")


@dataclass(frozen=True, slots=True)
class PlainTable:
    """How the lines of a pasted table are cut.

    Attributes:
        separator: For the record: a bar or spaces.
        cut: Cells of one line.
    """

    separator: str
    cut: Callable[[str], list[str]]

    def rows(self, lines: Iterator[str]) -> Iterator[SourceRow]:
        """The rows of the table; rules between them are left out but counted."""
        for number, line in enumerate(lines, 1):
            text = line.strip("\r\n")
            if not text.strip() or _RULE.match(text):
                continue
            cells = self.cut(text)
            if any(cells):
                yield SourceRow(number, cells)


def plain_table(sample: list[str]) -> PlainTable | None:
    """Recognise a table drawn for the eye, or None when the text is delimited the usual way."""
    lines = [line.strip("\r\n") for line in sample if line.strip()]
    if len(lines) < 2:
        return None
    rules = sum(1 for line in lines if _RULE.match(line))
    content = [line for line in lines if not _RULE.match(line)]
    if rules and content and all(_BARS.sub("|", line).lstrip().startswith("|") for line in content):
        return PlainTable("|", _cut_bars)
    plain = not any(mark in line for line in lines for mark in ("\t", ",", ";", "|"))
    if plain and len(lines) >= 2:
        widths = {len(_cut_gaps(line)) for line in lines}
        if len(widths) == 1 and widths.pop() >= 2:
            return PlainTable(" ", _cut_gaps)
    return None


def _cut_bars(line: str) -> list[str]:
    text = _BARS.sub("|", line).strip()
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _ESCAPED_BAR.split(text)]


def _cut_gaps(line: str) -> list[str]:
    return _GAP.split(line.strip())
