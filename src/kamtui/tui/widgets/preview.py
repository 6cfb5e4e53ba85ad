"""Three rows about the customer under the cursor, below 110 columns."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len

from kamtui.i18n import _, ngettext, pgettext
from kamtui.present.dates import short_date
from kamtui.present.labels import channel_label
from kamtui.present.money import short_amount
from kamtui.present.phones import phone_text
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.bars import SCORE_CELLS, score_role, score_runs
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane
from kamtui.tui.widgets.prompt import Part
from kamtui.tui.widgets.words import cadence_text, chip

if TYPE_CHECKING:
    from kamtui.domain.views.customer import CommunicationView, ContactView, CustomerBrief

__all__ = ["Facts", "Preview", "main_contact"]


class Facts(NamedTuple):
    """One customer as preview and pane show it; ``score`` is None where the data do not suffice."""

    brief: CustomerBrief
    score: int | None
    today: date
    masked: bool = False

    def phone(self, number: str | None) -> str:
        """Return a phone number for reading, hidden while somebody is looking."""
        return "" if not number else "***" if self.masked else phone_text(number)

    def money(self, minor: int) -> str:
        """Return an amount in few cells, hidden while somebody is looking."""
        return "***" if self.masked else short_amount(minor)


def main_contact(brief: CustomerBrief) -> ContactView | None:
    """Return the person to ask for first."""
    return next((one for one in brief.contacts if one.is_main), None) or next(
        iter(brief.contacts), None
    )


class Preview(LineWidget):
    """The name whole, how to reach them, what was said last, what is owed to them."""

    PLANE: ClassVar[Plane] = "panel"
    DEFAULT_CSS = "Preview { height: 3; }"

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(brush, id=id)
        self._facts: Facts | None = None

    def show(self, facts: Facts | None) -> None:
        """Show a customer, or nothing."""
        self._facts = facts
        self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the three rows."""
        lines = [Line(width, "panel") for _row in range(3)]
        if self._facts is not None:
            self._draw_who(lines[0], self._facts)
            self._draw_last(lines[1], self._facts)
            self._draw_owed(lines[2], self._facts)
        return lines

    def _draw_who(self, line: Line, facts: Facts) -> None:
        end = line.width - 1
        if facts.score is not None and line.width >= 70:
            start = end - SCORE_CELLS
            for x, text, role in score_runs(facts.score, self.brush):
                line.put(start + x, text, role)
            end = (
                line.put_right(
                    start - 1, str(facts.score), score_role(facts.score, self.brush), bold=True
                )
                - 2
            )
        customer = facts.brief.customer
        contact = main_contact(facts.brief)
        phone = facts.phone((contact.phone if contact else None) or customer.phone)
        x = self._put_limited(line, 1, customer.name, "text", True, end - cell_len(phone) - 2)
        if contact is not None:
            room = end - (cell_len(phone) + 2 if phone else 0)
            x = self._put_limited(line, x + 2, contact.name, "text", False, room)
            if contact.title:
                x = self._put_limited(line, x + 1, contact.title, "muted", False, room)
        if phone:
            self._put_limited(line, x + 2, phone, "text", True, end)

    def _put_limited(self, line: Line, x: int, text: str, role: str, bold: bool, end: int) -> int:
        return line.put(
            x, text, role, bold=bold, limit=max(0, end - x), ellipsis=self.brush.ellipsis
        )

    def _label(self, line: Line, label: str) -> int:
        """Put a label; the text after it stands in one column on both rows."""
        labels = (pgettext("label", "Last"), _("Promise"), pgettext("label", "Next"))
        cells = max(cell_len(one) for one in labels)
        line.put(1, label, "muted")
        return 1 + cells + 1

    def _draw_last(self, line: Line, facts: Facts) -> None:
        x = self._label(line, pgettext("label", "Last"))
        last = next(iter(facts.brief.communications), None)
        if last is None:
            line.put(x, _("no contact yet"), "muted")
            return
        x = line.put(x, last_day(last, facts.today), "text")
        x = line.put(x + 1, channel_label(last.channel), "text")
        words = safe_text(last.content) if last.content else _("not noted")
        line.put(
            x + 2,
            words,
            "text" if last.content else "muted",
            limit=line.width - 1 - x - 2,
            ellipsis=self.brush.ellipsis,
        )

    def _draw_owed(self, line: Line, facts: Facts) -> None:
        first, rest = owed_groups(facts)
        x = self._label(line, first[0][0])
        x = self._put_parts(line, x, first[1:])
        for gap in (4, 3, 2):
            needed = sum(gap + _cells(group) for group in rest)
            if x + needed <= line.width - 1:
                break
        for group in rest:
            if x + gap + _cells(group) > line.width - 1:
                break
            x = self._put_parts(line, x + gap, group)

    def _put_parts(self, line: Line, x: int, parts: tuple[Part, ...]) -> int:
        for text, role, bold in parts:
            x = self._put_limited(line, x, text, role, bold, line.width - 1)
        return x


def last_day(last: CommunicationView, today: date) -> str:
    """Return the day of a contact."""
    return short_date(last.on, today)


def owed_groups(facts: Facts) -> tuple[tuple[Part, ...], list[tuple[Part, ...]]]:
    """Return what is promised or planned with its label first, then money and cadence."""
    brief, today = facts.brief, facts.today
    promise = next((one for one in brief.promises if one.delivered_on is None), None)
    plan = next((one for one in brief.follow_ups if one.state == "open"), None)
    if promise is not None:
        first = (_("Promise"), "muted", False), *_dated(promise.what, promise.due_on, today)
    elif plan is not None:
        words = plan.what or channel_label(plan.channel)
        first = (pgettext("label", "Next"), "muted", False), *_dated(words, plan.due_on, today)
    else:
        first = (pgettext("label", "Next"), "muted", False), (_("no plan"), "muted", False)
    money = brief.money
    orders = ngettext("{count} order", "{count} orders", money.orders_12m).format(
        count=money.orders_12m
    )
    rest: list[tuple[Part, ...]] = [
        (
            (_("Owes") + " ", "muted", False),
            (
                facts.money(money.outstanding_minor),
                "late" if money.overdue_minor > 0 else "text",
                money.overdue_minor > 0,
            ),
        ),
        (
            (_("12 months") + " ", "muted", False),
            (
                _("{amount}, {orders}").format(
                    amount=facts.money(money.amount_12m_minor), orders=orders
                )
                if money.orders_12m
                else _("no orders"),
                "text",
                False,
            ),
        ),
    ]
    cadence = cadence_text(brief.cadence)
    if cadence:
        rest.append(((cadence, "muted", False),))
    return first, rest


def _dated(words: str, due: date | None, today: date) -> tuple[Part, ...]:
    parts: list[Part] = [(safe_text(words), "text", False)]
    if due is not None:
        parts.append((f" {short_date(due, today)}", "text", False))
        if due < today:
            text, role = chip(due, today)
            parts += [(" ", "text", False), (text, role, True)]
    return tuple(parts)


def _cells(parts: tuple[Part, ...]) -> int:
    return sum(cell_len(text) for text, _role, _bold in parts)
