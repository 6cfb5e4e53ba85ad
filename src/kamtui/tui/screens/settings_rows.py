"""Settings and keys as rows, their titles, and two rows about the one under the cursor."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from rich.cells import cell_len

from kamtui.i18n import _, pgettext
from kamtui.present.safe_text import safe_text
from kamtui.present.spoken import clauses
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane
from kamtui.tui.widgets.words import head

__all__ = ["About", "SettingRow", "SettingRows", "put_key_titles", "put_titles"]


class SettingRow(NamedTuple):
    """One row: what tells it apart, its name, value, default where that differs, its meaning."""

    key: str
    name: str
    value: str
    default: str | None
    meaning: str


@dataclass(slots=True)
class SettingRows:
    """A `RowSource` of sections; a title before the rows that follow it."""

    rows: Sequence[SettingRow | str]
    heads: Sequence[int] = field(init=False)

    def __post_init__(self) -> None:
        """Find the titles."""
        self.heads = [at for at, row in enumerate(self.rows) if isinstance(row, str)]

    def __len__(self) -> int:
        """Rows and titles."""
        return len(self.rows)

    def key(self, index: int) -> str | None:
        """Return a setting's key."""
        row = self.rows[index]
        return None if isinstance(row, str) else row.key

    def row(self, key: str | None) -> SettingRow | None:
        """Return a row by its key."""
        return next((one for one in self.rows if not isinstance(one, str) and one.key == key), None)

    def spoken(self, index: int) -> str:
        """Return a setting in words: its name, value, default and meaning."""
        row = self.rows[index]
        if isinstance(row, str):
            return row
        value = _("{label}: {value}").format(label=row.name, value=row.value or _("empty"))
        default = row.default and _("by default {value}").format(value=row.default)
        return clauses((value, default, row.meaning))

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        row = self.rows[index]
        if isinstance(row, str):
            return head(Line(width), row, brush, end=width - 1)
        line = Line(width, state.plane)
        put_cursor(line, state, brush)
        columns = _columns(width)
        dots = brush.ellipsis
        x, cells = columns.name
        line.put(x, row.name, "text", bold=state.cursor, limit=cells, ellipsis=dots)
        x, cells = columns.value
        own = row.default is not None
        line.put(x, row.value, "text", bold=own, limit=cells, ellipsis=dots)
        x, cells = columns.default
        if row.default is not None:
            line.put(x, row.default, "muted", limit=cells, ellipsis=dots)
        x, cells = columns.meaning
        line.put(x, row.meaning, "muted", limit=cells, ellipsis=dots)
        return line


class _Columns(NamedTuple):
    """First cell and cells of each column; no cells where there is no room."""

    name: tuple[int, int]
    value: tuple[int, int]
    default: tuple[int, int]
    meaning: tuple[int, int]


def _columns(width: int) -> _Columns:
    """Return the columns: the meaning needs a wide window, everybody else shares a narrow one."""
    end = width - 1
    if width >= 100:
        return _Columns((2, 26), (30, 24), (56, 18), (76, max(0, end - 76)))
    name = max(8, min(26, (width - 6) * 2 // 5))
    value = max(6, min(26, (width - 6) * 2 // 5))
    left = 2 + name + 2 + value + 2
    return _Columns((2, name), (4 + name, value), (left, max(0, end - left)), (end, 0))


def put_titles(line: Line, brush: Brush) -> None:
    """Put the titles of the settings over their columns."""
    _put_titles(line, pgettext("column", "Setting"), pgettext("column", "Value"))


def put_key_titles(line: Line, brush: Brush) -> None:
    """Put the titles of the key map over its columns."""
    _put_titles(line, pgettext("column", "Action"), pgettext("column", "Keys"))


def _put_titles(line: Line, name: str, value: str) -> None:
    columns = _columns(line.width)
    for (x, cells), title in (
        (columns.name, name),
        (columns.value, value),
        (columns.default, pgettext("column", "Default")),
        (columns.meaning, pgettext("column", "Meaning")),
    ):
        line.put(x, title, "muted", limit=cells)


class About(LineWidget):
    """What the row under the cursor means and may be, or why a change was refused."""

    PLANE: ClassVar[Plane] = "panel"
    DEFAULT_CSS = "About { height: 2; width: 100%; background: $panel; }"

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(brush, id=id)
        self._meaning = self._possible = self._name = self._problem = ""

    @property
    def text(self) -> str:
        """What is shown, for tests and screen readers."""
        return self._problem or " ".join(part for part in (self._meaning, self._possible) if part)

    def show(self, meaning: str, possible: str, name: str) -> None:
        """Show a row: what it means, what it may be, what the command line calls it."""
        self._meaning, self._possible, self._name = meaning, possible, name
        self._problem = ""
        self.redraw()

    def refuse(self, sentence: str) -> None:
        """Say why a change was refused; empty takes that back."""
        if sentence != self._problem:
            self._problem = sentence
            self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return both rows."""
        first, second = Line(width, "panel"), Line(width, "panel")
        if self._problem:
            for line, words in zip(
                (first, second), _wrapped(self._problem, width - 2), strict=False
            ):
                line.put(1, words, "late", limit=width - 2, ellipsis=self.brush.ellipsis)
            return [first, second]
        first.put(1, self._meaning, "text", limit=width - 2, ellipsis=self.brush.ellipsis)
        end = second.put_right(width - 1, self._name, "muted") if self._name else width - 1
        if self._possible:
            words = _("possible: {choices}").format(choices=self._possible)
            second.put(1, words, "muted", limit=max(0, end - 3), ellipsis=self.brush.ellipsis)
        return [first, second]


def _wrapped(text: str, cells: int) -> list[str]:
    """Return a sentence in lines, broken at a space, or between Hanzi where there is none."""
    lines: list[str] = []
    rest = safe_text(text)
    while rest and len(lines) < 1 and cell_len(rest) > cells:
        at = 0
        while at < len(rest) and cell_len(rest[: at + 1]) <= cells:
            at += 1
        space = rest.rfind(" ", 0, at + 1)
        at = space if space > at // 2 else max(1, at)
        lines.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*lines, rest]
