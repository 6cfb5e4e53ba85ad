"""The agenda as lines of text."""

import re
from datetime import datetime

from kamtui.domain.ids import short_id
from kamtui.domain.views.agenda import Agenda, AgendaItem, FoldedItem
from kamtui.i18n import _
from kamtui.present.agenda_words import folded_title, is_model, timer_text, what_text, why_text
from kamtui.present.brief_line import when_text
from kamtui.present.columns import Column, table
from kamtui.present.dates import ago, due_text, weekday_date
from kamtui.present.safe_text import safe_text

_RECORD_ID = re.compile(r"[0-9a-f]{32}")


def agenda_lines(agenda: Agenda, *, now: datetime, ascii_only: bool) -> list[str]:
    """Return the agenda with a head line, one line a row, and the folded lines.

    Lateness reads ``!12d`` without any colour; the first column is what ``done`` takes.
    """
    counts = agenda.counts
    lines = [
        "  ".join(
            (
                weekday_date(agenda.today),
                _("late {count}").format(count=counts.overdue),
                _("today {count}").format(count=counts.today),
                _("coming {count}").format(count=counts.upcoming),
            )
        )
    ]
    if agenda.rows:
        rows = [
            _row(one, agenda, now) if isinstance(one, AgendaItem) else _line(one, agenda)
            for one in agenda.rows
        ]
        columns = [
            Column(_("Id"), max_width=60),
            Column(_("Due"), align="right", max_width=7),
            Column(_("Grade"), max_width=5),
            Column(_("Customer"), max_width=28),
            Column(_("What"), max_width=32),
            Column(_("Why"), max_width=34),
            Column(_("Contact"), max_width=12),
            Column(_("Last"), align="right", max_width=5),
        ]
        lines.extend(table(rows, columns, ellipsis="~" if ascii_only else "…"))
    elif not counts.overdue + counts.today + counts.upcoming:
        lines.append(_("Nothing is due."))
    lines.extend(folded_text(item) for item in agenda.undated)
    return lines


def public_id(item: AgendaItem) -> str:
    """Return the id people type: a record's tail, or the order's name for money."""
    kind, colon, name = item.id.rpartition(":")
    return f"{kind}{colon}{short_id(name)}" if _RECORD_ID.fullmatch(name) else item.id


def folded_text(item: FoldedItem) -> str:
    """Return ``No plan: 17 (A 1, B 4, C 12)``, or just a number where it has no grades."""
    name = folded_title(item)
    if is_model(item):
        return name
    if not item.by_grade:
        return f"{name}: {item.count}"
    return f"{name}: {item.count} ({_grades(item)})"


def _grades(item: FoldedItem) -> str:
    return ", ".join(
        f"{safe_text(part.grade) if part.grade else '-'} {part.customers}" for part in item.by_grade
    )


def _line(item: FoldedItem, agenda: Agenda) -> tuple[str, ...]:
    """Return a line with a day as a row: nobody's, so that its customer is what it stands for."""
    when = due_text(item.due or agenda.today, agenda.today)
    parts = f"{item.count} ({_grades(item)})" if item.by_grade else "-"
    return (item.id, when, "-", folded_title(item), parts, timer_text(item), "-", "-")


def _row(item: AgendaItem, agenda: Agenda, now: datetime) -> tuple[str, ...]:
    last = "-"
    if item.last_contact is not None:
        last = ago((agenda.today - item.last_contact).days)
    return (
        public_id(item),
        when_text(item, agenda),
        item.grade or "-",
        item.customer,
        what_text(item),
        why_text(item, now),
        item.contact or "-",
        last,
    )
