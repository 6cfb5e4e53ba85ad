"""Notes as rows: when, by which channel, with whom, and the words around what was looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.note_words import note_words
from kamtui.i18n import pgettext
from kamtui.present.dates import month_day
from kamtui.present.excerpt import excerpt, note_text
from kamtui.present.labels import channel_label
from kamtui.present.spoken import note_match_words
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import put_name

if TYPE_CHECKING:
    from kamtui.domain.views.search import NoteMatch

__all__ = ["NoteColumns", "NoteRows", "put_note_titles"]


@dataclass(frozen=True, slots=True)
class NoteColumns:
    """Columns as start and cells; 0 cells is not shown."""

    day: tuple[int, int]
    channel: tuple[int, int]
    customer: tuple[int, int]
    words: tuple[int, int]

    @classmethod
    def of(cls, width: int) -> NoteColumns:
        """Return the columns for a width: the words get what is left; the channel goes first."""
        channel = 9 if width >= 76 else 0
        customer = 24 if width >= 100 else 20 if width >= 76 else max(8, min(16, width // 4))
        at = 14
        words = at + channel + customer + 1
        return cls(
            (3, 10), (at, max(0, channel - 1)), (at + channel, customer),
            (words, max(0, width - 1 - words)),
        )  # fmt: skip


def put_note_titles(line: Line, brush: Brush) -> None:
    """Put the titles over the columns."""
    columns = NoteColumns.of(line.width)
    for (x, cells), title in (
        (columns.day, pgettext("column", "Day")),
        (columns.channel, pgettext("column", "Channel")),
        (columns.customer, pgettext("column", "Customer")),
        (columns.words, pgettext("column", "Note")),
    ):
        line.put(x, title, "muted", limit=cells)


class NoteRows:
    """A `RowSource` over communications that have some words."""

    heads: Sequence[int] = ()

    def __init__(self, matches: Sequence[NoteMatch], text: str, today: date) -> None:
        """Show these for a text that was typed."""
        self._matches = matches
        self._words = note_words(text)
        self._today = today

    def __len__(self) -> int:
        """Notes."""
        return len(self._matches)

    def key(self, index: int) -> str | None:
        """Return a communication's id."""
        return self._matches[index].communication_id

    def spoken(self, index: int) -> str:
        """Return one row in words."""
        return note_match_words(self._matches[index], today=self._today)

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        match = self._matches[index]
        line = Line(width, state.plane)
        put_cursor(line, state, brush)
        columns = NoteColumns.of(width)
        day = month_day(match.on) if match.on.year == self._today.year else match.on.isoformat()
        x, cells = columns.day
        line.put(x, day, "muted", limit=cells)
        x, cells = columns.channel
        line.put(x, channel_label(match.channel), "muted", limit=cells, ellipsis=brush.ellipsis)
        x, cells = columns.customer
        put_name(line, x, cells, match.name, brush, bold=state.cursor)
        x, cells = columns.words
        end = x + cells
        for words, hit in excerpt(note_text(match), self._words, cells, ellipsis=brush.ellipsis):
            x = line.put(x, words, "accent" if hit else "text", bold=hit, limit=max(0, end - x),
                         ellipsis=brush.ellipsis)  # fmt: skip
        return line
