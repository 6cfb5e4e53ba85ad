"""The pane of the wide layout: one customer from contact to weeks, on one right edge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from kamtui.i18n import _, ngettext, pgettext
from kamtui.present.dates import ago, month_day, short_date
from kamtui.present.labels import channel_label
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.bars import SCORE_CELLS, score_role, score_runs, weeks_runs
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane
from kamtui.tui.widgets.preview import Facts
from kamtui.tui.widgets.words import cadence_text, chip, head, put_badge

if TYPE_CHECKING:
    from kamtui.domain.views.customer import CustomerBrief

__all__ = [
    "Pane",
    "contacts_section",
    "money_section",
    "month_marks",
    "next_section",
    "pane_lines",
    "promises_section",
]

#: From this width the pane has room for roles, the town and the legend of the score.
FULL = 40
WEEKS = 36
_START = 2
_CONTACTS, _PROMISES, _HISTORY = 3, 3, 4


class Pane(LineWidget):
    """Values in; as many sections as fit."""

    PLANE: ClassVar[Plane] = "panel"
    DEFAULT_CSS = "Pane { height: 100%; }"

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(brush, id=id)
        self._facts: Facts | None = None

    def show(self, facts: Facts | None) -> None:
        """Show a customer, or nothing."""
        self._facts = facts
        self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the rows."""
        if self._facts is None or width < 12:
            return []
        spaced = height >= 29
        lines = [Line(width, "panel")] if spaced else []
        for place, section in enumerate(pane_lines(self._facts, width, self.brush)):
            if len(lines) + len(section) + 1 > height:
                break
            if place and spaced:
                lines.append(Line(width, "panel"))
            lines += section
        return lines


def pane_lines(facts: Facts, width: int, brush: Brush) -> Iterator[list[Line]]:
    """Yield the sections from the top, each as its rows."""
    yield _identity(facts, width, brush)
    brief = facts.brief
    if brief.contacts:
        yield contacts_section(facts, width, brush)
    yield next_section(facts, width, brush)
    open_promises = [one for one in brief.promises if one.delivered_on is None]
    if open_promises:
        yield promises_section(facts, width, brush)
    yield money_section(facts, width, brush)
    if brief.communications:
        yield _history(brief, width, brush)
    if any(brief.weeks):
        yield _weeks(brief, facts.today, width, brush)


def _line(width: int) -> Line:
    return Line(width, "panel")


def _title(title: str, width: int, brush: Brush, count: object = None) -> Line:
    return head(_line(width), title, brush, start=_START, end=width - 2, count=count)


def _identity(facts: Facts, width: int, brush: Brush) -> list[Line]:
    first, second = _line(width), _line(width)
    customer, end = facts.brief.customer, width - 2
    if customer.city and width >= FULL:
        end = first.put_right(end, customer.city, "muted", limit=12, ellipsis=brush.ellipsis) - 2
    first.put(_START, customer.name, "text", bold=True, limit=end - _START, ellipsis=brush.ellipsis)
    put_badge(second, _START, customer.grade, brush)
    if facts.score is None:
        second.put(_START + 4, _("no score yet"), "muted", limit=width - _START - 6)
        return [first, second]
    x = second.put(_START + 4, str(facts.score), score_role(facts.score, brush), bold=True)
    for offset, text, role in score_runs(facts.score, brush):
        if x + 1 + offset + len(text) <= width - 2:
            second.put(x + 1 + offset, text, role)
    if width >= FULL:
        second.put(x + 1 + SCORE_CELLS + 1, brush.scale.legend, "muted")
    return [first, second]


def contacts_section(facts: Facts, width: int, brush: Brush) -> list[Line]:
    """Return the people, the main one first, with their numbers."""
    people = facts.brief.contacts
    lines = [_title(_("Contacts"), width, brush, len(people))]
    shown = sorted(people, key=lambda one: not one.is_main)[:_CONTACTS]
    names = max(min(12, cell_len(safe_text(one.name))) for one in shown)
    for one in shown:
        line = _line(width)
        number = facts.phone(one.phone) or safe_text(one.wechat or "-")
        room = width - 8
        end = line.put_right(width - 2, number, "text", limit=room, ellipsis=brush.ellipsis) - 1
        line.put(_START, one.name, "text", limit=min(names, end - _START), ellipsis=brush.ellipsis)
        x = _START + names + 1
        if width >= FULL and one.title:
            line.put(x, one.title, "muted", limit=max(0, end - x), ellipsis=brush.ellipsis)
        lines.append(line)
    return lines


def _row_with_date(
    words: str, due: date | None, today: date, width: int, brush: Brush, *, when: bool = True
) -> Line:
    line, end = _line(width), width - 2
    if due is not None:
        days_late = (today - due).days
        if days_late >= 0:
            text, role = chip(due, today)
            end = line.put_right(end, text, role, bold=days_late > 0) - 1
        if days_late > 0 or days_late < 0:
            end = line.put_right(end, short_date(due, today), "muted") - 1
    line.put(_START, words, "text", limit=max(0, end - _START), ellipsis=brush.ellipsis)
    return line


def next_section(facts: Facts, width: int, brush: Brush) -> list[Line]:
    """Return the open follow-up, the last contact and the cadence."""
    brief, today = facts.brief, facts.today
    lines = [_title(_("Next step"), width, brush)]
    plan = next((one for one in brief.follow_ups if one.state == "open"), None)
    if plan is None:
        line = _line(width)
        line.put(_START, _("no plan"), "muted")
        lines.append(line)
    else:
        words = safe_text(plan.what) or channel_label(plan.channel)
        lines.append(_row_with_date(words, plan.due_on, today, width, brush))
    line, end = _line(width), width - 2
    if brief.last_contact is not None:
        days = (today - brief.last_contact).days
        text = _("last {ago} ago").format(ago=ago(days)) if days > 0 else _("last contact today")
        end = line.put_right(end, text, "muted") - 1
    room = max(0, end - _START)
    line.put(_START, cadence_text(brief.cadence), "muted", limit=room, ellipsis=brush.ellipsis)
    if line.runs:
        lines.append(line)
    return lines


def promises_section(facts: Facts, width: int, brush: Brush) -> list[Line]:
    """Return what is promised and not delivered."""
    promises = [one for one in facts.brief.promises if one.delivered_on is None]
    return [
        _title(_("Promises"), width, brush, len(promises)),
        *(
            _row_with_date(one.what, one.due_on, facts.today, width, brush)
            for one in promises[:_PROMISES]
        ),
    ]


def money_section(facts: Facts, width: int, brush: Brush) -> list[Line]:
    """Return the last 12 months and what is owed."""
    money = facts.brief.money
    first, second = _line(width), _line(width)
    labels = (_("12 months"), _("Owes"))
    x = _START + max(cell_len(label) for label in labels) + 2
    first.put(_START, labels[0], "muted")
    after = first.put(x, facts.money(money.amount_12m_minor), "text", bold=True)
    orders = ngettext("{count} order", "{count} orders", money.orders_12m)
    before = _("before {amount}").format(amount=facts.money(money.amount_before_minor))
    start = first.put_right(width - 2, before, "muted")
    text = orders.format(count=money.orders_12m)
    if after + 2 + cell_len(text) + 1 <= start:
        first.put(after + 2, text, "muted")
    second.put(_START, labels[1], "muted")
    late = money.overdue_minor > 0
    second.put(x, facts.money(money.outstanding_minor), "late" if late else "text", bold=late)
    if money.credit_days is not None:
        second.put_right(width - 2, _("credit {days}d").format(days=money.credit_days), "muted")
    return [_title(_("Money"), width, brush), first, second]


def _history(brief: CustomerBrief, width: int, brush: Brush) -> list[Line]:
    shown = brief.communications[:_HISTORY]
    lines = [_title(_("History"), width, brush, brief.communications_total)]
    channels = max(cell_len(channel_label(one.channel)) for one in shown)
    for one in shown:
        line = _line(width)
        x = line.put(_START, month_day(one.on), "muted") + 1
        line.put(x, channel_label(one.channel), "muted")
        x += channels + 1
        words = safe_text(one.content) if one.content else _("not noted")
        line.put(
            x,
            words,
            "text" if one.content else "muted",
            limit=max(0, width - 2 - x),
            ellipsis=brush.ellipsis,
        )
        lines.append(line)
    return lines


def _weeks(brief: CustomerBrief, today: date, width: int, brush: Brush) -> list[Line]:
    count = max(1, min(WEEKS, width - 4))
    weeks = brief.weeks[-count:]
    bars, months = _line(width), _line(width)
    for x, text, role in weeks_runs(weeks, brush):
        bars.put(_START + x, text, role)
    for x, name in month_marks(len(weeks), today):
        months.put(_START + x, name, "muted")
    title = _line(width)
    contacts = ngettext("{count} contact", "{count} contacts", sum(weeks))
    counted = _("{weeks} weeks, {contacts}").format(
        weeks=len(weeks), contacts=contacts.format(count=sum(weeks))
    )
    head(title, _("Contact"), brush, start=_START, end=width - 2, count=counted)
    return [title, bars, months]


def month_marks(weeks: int, today: date) -> list[tuple[int, str]]:
    """Return at which week each month begins and its short name; weeks end today."""
    names = (
        pgettext("axis", "Jan"), pgettext("axis", "Feb"), pgettext("axis", "Mar"),
        pgettext("axis", "Apr"), pgettext("axis", "May"), pgettext("axis", "Jun"),
        pgettext("axis", "Jul"), pgettext("axis", "Aug"), pgettext("axis", "Sep"),
        pgettext("axis", "Oct"), pgettext("axis", "Nov"), pgettext("axis", "Dec"),
    )  # fmt: skip
    marks: list[tuple[int, str]] = []
    month, free = None, 0
    for x in range(weeks):
        end = today - timedelta(weeks=weeks - 1 - x)
        if month is not None and end.month != month:
            name = names[end.month - 1]
            if x >= free and x + cell_len(name) <= weeks:
                marks.append((x, name))
                free = x + cell_len(name) + 1
        month = end.month
    return marks
