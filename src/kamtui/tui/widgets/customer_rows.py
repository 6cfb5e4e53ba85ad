"""Customers as rows: the columns of the customer list and of what a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kamtui.i18n import _, pgettext
from kamtui.present.dates import ago
from kamtui.present.labels import channel_label
from kamtui.present.phones import phone_text
from kamtui.present.spoken import customer_words
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import chip, put_badge, put_name

if TYPE_CHECKING:
    from kamtui.domain.views.search import CustomerMatch

__all__ = ["CustomerColumns", "CustomerRows", "put_match_titles"]


@dataclass(frozen=True, slots=True)
class CustomerColumns:
    """Columns as start and cells; 0 cells is not shown (look.md, Columns)."""

    customer: tuple[int, int]
    contact: tuple[int, int]
    phone: tuple[int, int]
    channel: tuple[int, int]
    days: tuple[int, int]
    next: tuple[int, int]
    score: tuple[int, int]

    @classmethod
    def of(cls, width: int) -> CustomerColumns:
        """Return the columns for a width; below 70 the phone goes, then the score."""
        names = ["contact", "phone", "channel", "days", "next", "score"]
        cells = {"contact": 10, "phone": 15, "channel": 7, "days": 6, "next": 8, "score": 6}
        for victim in ("phone", "score", "channel", "contact", "days", "next"):
            if 7 + 19 + sum(cells[name] for name in names) + 1 <= width:
                break
            names.remove(victim)
        room = max(0, width - 7 - sum(cells[name] for name in names))
        x = 6 + room
        placed: dict[str, tuple[int, int]] = {}
        for name in ("contact", "phone", "channel", "days", "next", "score"):
            if name not in names:
                placed[name] = (x, 0)
                continue
            gap = 0 if name in ("days", "score") else 1
            placed[name] = (x + gap, cells[name] - gap)
            x += cells[name]
        return cls((6, max(0, room)), **placed)


def put_match_titles(line: Line, brush: Brush) -> None:
    """Put the titles of what a search finds over their columns."""
    columns = CustomerColumns.of(line.width)
    for (x, cells), title in (
        (columns.customer, pgettext("column", "Customer")),
        (columns.contact, pgettext("column", "Contact")),
        (columns.phone, pgettext("column", "Phone")),
        (columns.channel, pgettext("column", "Last")),
    ):
        line.put(x, title, "muted", limit=cells)
    for (x, cells), title in (
        (columns.next, pgettext("column", "Next")),
        (columns.score, pgettext("column", "Score")),
    ):
        line.put_right(x + cells, title, "muted", limit=cells)


class CustomerRows:
    """A `RowSource` over customers; grades are filled only where a run of them begins."""

    def __init__(
        self,
        matches: Sequence[CustomerMatch],
        today: date,
        *,
        by_grade: bool = False,
        masked: bool = False,
    ) -> None:
        """Show these customers.

        Args:
            matches: In order.
            today: For days since and until.
            by_grade: The order is by grade: only the first of a run has a filled badge.
            masked: Hide phones: somebody is looking.
        """
        self._masked = masked
        self._matches = matches
        self._today = today
        self._by_grade = by_grade

    heads: Sequence[int] = ()

    def __len__(self) -> int:
        """Customers."""
        return len(self._matches)

    def key(self, index: int) -> str | None:
        """Return a customer's id."""
        return self._matches[index].customer_id

    def spoken(self, index: int) -> str:
        """Return one row in words."""
        return customer_words(self._matches[index], today=self._today, masked=self._masked)

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        match = self._matches[index]
        line = Line(width, state.plane)
        columns = CustomerColumns.of(width)
        put_cursor(line, state, brush)
        same = index > 0 and self._matches[index - 1].grade == match.grade
        filled = not self._by_grade or not same or state.cursor
        put_badge(line, 2, match.grade, brush, filled=filled)
        x, cells = columns.customer
        put_name(line, x, cells, match.name, brush, bold=state.cursor)
        x, cells = columns.contact
        line.put(x, match.contact or "-", "text", limit=cells, ellipsis=brush.ellipsis)
        x, cells = columns.phone
        phone = "***" if self._masked else phone_text(match.phone)
        phone = phone if match.phone else "-"
        line.put(x, phone, "text", limit=cells, ellipsis=brush.ellipsis)
        x, cells = columns.channel
        line.put(x, channel_label(match.last_channel), "muted", limit=cells)
        x, cells = columns.days
        if match.last_contact is not None:
            since = ago((self._today - match.last_contact).days)
            line.put_right(x + cells, since, "muted", limit=cells)
        x, cells = columns.next
        if match.next_due is not None:
            text, role = chip(match.next_due, self._today)
            line.put_right(x + cells, text, role, limit=cells)
        else:
            line.put_right(x + cells, _("no plan"), "muted", limit=cells)
        x, cells = columns.score
        line.put_right(x + cells, "-" if match.score is None else match.score, "text", limit=cells)
        return line
