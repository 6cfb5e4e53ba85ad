"""The agenda's last row: what lacks words, what waits for a customer, what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamtui.i18n import _, ngettext
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import spoken_of, stands_alone
from kamtui.tui.widgets.paint import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kamtui.domain.views.day import Waiting
    from kamtui.tui.widgets.line_list import RowSource, RowState
    from kamtui.tui.widgets.paint import Brush
    from kamtui.tui.widgets.prompt import Part

__all__ = ["DAY_KEY", "DayTail", "waiting_parts"]

#: Its key.
DAY_KEY = "day"


def waiting_parts(waiting: Waiting) -> tuple[Part, ...]:
    """Return what waits at the end of a review, in a line."""
    texts = []
    if waiting.unnoted:
        words = ngettext("{count} not noted", "{count} not noted", waiting.unnoted)
        texts.append((words.format(count=waiting.unnoted), "text"))
    if waiting.inbox:
        texts.append((_("Inbox {count}").format(count=waiting.inbox), "text"))
    if waiting.done:
        texts.append((_("Done today {count}").format(count=waiting.done), "muted"))
    parts: list[Part] = []
    for text, role in texts:
        parts.append((("   " if parts else "") + text, role, False))
    return tuple(parts)


class DayTail:
    """A `RowSource` with one more row at its end: what waits, and Enter opens it."""

    def __init__(self, rows: RowSource, waiting: Waiting, *, spaced: bool) -> None:
        """Add the row, with a blank one before it where rows breathe."""
        self._rows, self._waiting = rows, waiting
        self._at = len(rows) + int(spaced)
        blank = [len(rows)] if spaced else []
        self.heads: Sequence[int] = [*rows.heads, *blank]

    def __len__(self) -> int:
        """Rows."""
        return self._at + 1

    def key(self, index: int) -> str | None:
        """Return a row's key."""
        if index < len(self._rows):
            return self._rows.key(index)
        return DAY_KEY if index == self._at else None

    def spoken(self, index: int) -> str:
        """Return one row in words, empty where it is read as it is drawn."""
        return spoken_of(self._rows, index) if index < len(self._rows) else ""

    def alone(self, index: int) -> bool:
        """Tell whether a row stands in no section, as the last one does."""
        return index >= len(self._rows) or stands_alone(self._rows, index)

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        if index < len(self._rows):
            return self._rows.draw(index, width, state, brush)
        line = Line(width, state.plane)
        if index != self._at:
            return line
        put_cursor(line, state, brush)
        x = 1
        for text, role, bold in waiting_parts(self._waiting):
            x = line.put(x, text, role, bold=bold, limit=max(0, width - 1 - x))
        if width - x > 14:
            end = line.put_right(width - 1, _("open"), "muted")
            line.put_right(end - 1, _("Enter"), "accent")
        return line
