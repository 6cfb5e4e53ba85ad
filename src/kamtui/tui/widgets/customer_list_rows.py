"""The customer list as rows: its columns, their titles, and windows read when they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from kamtui.domain.silence import SilenceLimits
from kamtui.i18n import _, pgettext
from kamtui.present.dates import ago, clock_text
from kamtui.present.labels import channel_label
from kamtui.present.phones import phone_text
from kamtui.present.spoken import customer_words
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.windowed_rows import PAGE, WindowedRows
from kamtui.tui.widgets.words import chip, put_badge, put_name

if TYPE_CHECKING:
    from kamtui.domain.views.customer_list import CustomerRow

__all__ = ["PAGE", "CustomerListRows", "ListColumns", "Titles"]


#: Cells of the columns right of the name with the gap before each (look.md, Columns).
_CELLS = {"contact": 10, "phone": 15, "channel": 8, "days": 6, "next": 8, "score": 6}
_LEAST_NAME = 19


@dataclass(frozen=True, slots=True)
class ListColumns:
    """Columns as start and cells; 0 cells is not shown."""

    customer: tuple[int, int]
    contact: tuple[int, int]
    phone: tuple[int, int]
    channel: tuple[int, int]
    days: tuple[int, int]
    next: tuple[int, int]
    score: tuple[int, int]

    @classmethod
    def of(cls, width: int) -> ListColumns:
        """Return the columns for a width: below 70 the phone goes, then the score."""
        names = list(_CELLS)
        start = 6
        for victim in ("phone", "score", "contact", "channel", "days", "next"):
            if start + _LEAST_NAME + sum(_CELLS[name] for name in names) + 1 <= width:
                break
            names.remove(victim)
        room = max(0, width - 1 - start - sum(_CELLS[name] for name in names))
        x = start + room
        placed: dict[str, tuple[int, int]] = {}
        for name, cells in _CELLS.items():
            if name not in names:
                placed[name] = (x, 0)
                continue
            gap = 0 if name in ("days", "score") else 1
            placed[name] = (x + gap, cells - gap)
            x += cells
        return cls((start, room), **placed)


class Titles(LineWidget):
    """One muted row of column titles, at the bottom where there is a blank row above it."""

    DEFAULT_CSS: ClassVar[str] = "Titles { height: 1; }"

    def __init__(
        self, brush: Brush, draw: Callable[[Line, Brush], None], *, id: str | None = None
    ) -> None:
        """Take what puts the titles into a row."""
        super().__init__(brush, id=id)
        self._draw_row = draw

    @property
    def drawn_by(self) -> Callable[[Line, Brush], None]:
        """What puts the titles into a row."""
        return self._draw_row

    def show(self, draw: Callable[[Line, Brush], None]) -> None:
        """Show the titles of other rows."""
        self._draw_row = draw
        self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the rows."""
        line = Line(width)
        self._draw_row(line, self.brush)
        return [*(Line(width) for _row in range(height - 1)), line]


def put_titles(line: Line, brush: Brush) -> None:
    """Put the titles of the customer list over their columns."""
    columns = ListColumns.of(line.width)
    for (x, cells), title, right in (
        (columns.customer, pgettext("column", "Customer"), False),
        (columns.contact, pgettext("column", "Contact"), False),
        (columns.phone, pgettext("column", "Phone"), False),
        (columns.channel, pgettext("column", "Last"), False),
        (columns.next, pgettext("column", "Next"), True),
        (columns.score, pgettext("column", "Score"), True),
    ):
        if right:
            line.put_right(x + cells, title, "muted", limit=cells)
        else:
            line.put(x, title, "muted", limit=cells)


class CustomerListRows(WindowedRows["CustomerRow"]):
    """A `RowSource` over any number of customers, of whom only windows are read.

    A row that is not read yet is drawn blank.
    """

    def __init__(
        self,
        total: int,
        today: date,
        *,
        ask: Callable[[int], None],
        by_grade: bool = True,
        silence: SilenceLimits | None = None,
        masked: bool = False,
    ) -> None:
        """Prepare.

        Args:
            total: How many customers there are.
            today: For days since and until.
            ask: Told the number of a window that is needed.
            by_grade: The order is by grade: only the first of a run has a filled badge.
            silence: From when on a customer is out of touch.
            masked: Hide phones: somebody is looking.
        """
        super().__init__(total, ask=ask)
        self._today = today
        self._by_grade = by_grade
        self._silence = silence or SilenceLimits()
        self._masked = masked

    def mask(self, masked: bool) -> None:
        """Hide phones, or show them."""
        self._masked = masked

    def spoken(self, index: int) -> str:
        """Return one row in words."""
        row = self.row(index)
        if row is None:
            self.need(index // PAGE)
            return _("still being read")
        return customer_words(
            row,
            today=self._today,
            silence_days=self._silence.days(row.grade),
            masked=self._masked,
        )

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        line = Line(width, state.plane)
        put_cursor(line, state, brush)
        row = self.row(index)
        if row is None:
            self.need(index // PAGE)
            return line
        columns = ListColumns.of(width)
        before = self.row(index - 1)
        first = before is None or before.grade != row.grade
        put_badge(line, 2, row.grade, brush, filled=not self._by_grade or first or state.cursor)
        x, cells = columns.customer
        put_name(line, x, cells, row.name, brush, bold=state.cursor)
        x, cells = columns.contact
        line.put(x, row.contact or "-", "text", limit=cells, ellipsis=brush.ellipsis)
        x, cells = columns.phone
        phone = "-" if not row.phone else "***" if self._masked else phone_text(row.phone)
        line.put(x, phone, "text", limit=cells, ellipsis=brush.ellipsis)
        self._put_last(line, row, columns, brush)
        self._put_next(line, row, columns.next)
        x, cells = columns.score
        if row.score is None:
            line.put_right(x + cells, "-", "muted", limit=cells)
        else:
            line.put_right(x + cells, row.score, "text", limit=cells)
        return line

    def _put_last(self, line: Line, row: CustomerRow, columns: ListColumns, brush: Brush) -> None:
        if row.last_contact is None:
            x, cells = columns.channel
            line.put(x, pgettext("contact", "never"), "muted", limit=cells)
            return
        x, cells = columns.channel
        line.put(x, channel_label(row.last_channel), "muted", limit=cells, ellipsis=brush.ellipsis)
        days = (self._today - row.last_contact).days
        text, role = ago(days), "muted"
        if days >= self._silence.days(row.grade):
            text, role = f"!{text}", "late"
        elif days >= self._silence.shown(row.grade):
            role = "late_plain"
        x, cells = columns.days
        line.put_right(x + cells, text, role, bold=role == "late", limit=cells)

    def _put_next(self, line: Line, row: CustomerRow, column: tuple[int, int]) -> None:
        x, cells = column
        if row.next_due is None:
            line.put_right(x + cells, _("no plan"), "muted", limit=cells)
            return
        if row.next_due == self._today and row.next_time is not None:
            line.put_right(x + cells, clock_text(row.next_time), "accent", bold=True, limit=cells)
            return
        text, role = chip(row.next_due, self._today)
        line.put_right(x + cells, text, role, bold=role in ("late", "chip"), limit=cells)
