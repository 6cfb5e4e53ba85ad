"""``kamtui agenda``: everything owed, as a table, as JSON, or as one short line."""

import argparse
from typing import TYPE_CHECKING

from kamtui.cli.context import Context
from kamtui.cli.output import emit, emit_json, emit_lines
from kamtui.cli.parsing import days_ahead
from kamtui.domain.views.agenda import Agenda, AgendaItem, FoldedItem
from kamtui.i18n import _
from kamtui.services import agenda

if TYPE_CHECKING:
    from kamtui.domain.agenda_filter import AgendaFilter


def add_arguments(_name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    parser.add_argument(
        "--days", type=days_ahead, default=None, help=_("how many days ahead (default 7)")
    )
    parser.add_argument("--overdue", action="store_true", help=_("only what is late"))
    parser.add_argument(
        "--filter", metavar="WORDS", default="",
        help=_("kind, grade, owner, place or days, or a saved filter's name"),
    )  # fmt: skip
    parser.add_argument(
        "--brief", action="store_true", help=_("one short line, for a prompt, tmux or motd")
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Print what is owed; an empty agenda is an answer, not a failure."""
    options = context.options
    wanted = _wanted(context) if options.filter.strip() else None
    if options.brief and not context.as_json and wanted is None:
        emit(brief_line(agenda.first(context.desk, overdue_only=options.overdue)))
        return 0
    days = context.preferences.upcoming_days if options.days is None else options.days
    if options.brief and not context.as_json and wanted is not None:
        days = 0  # the morning line says nothing of later days
        if wanted.last is not None:
            wanted = wanted._replace(last=min(wanted.last, context.today))
    found = agenda.read(context.desk, days=days, overdue_only=options.overdue, wanted=wanted)
    if context.as_json:
        emit_json(document(found))
    elif options.brief:
        emit(brief_line(found))
    else:
        print_agenda(context, found)
    return 0


def _wanted(context: Context) -> "AgendaFilter":
    from kamtui.services import saved_filters

    return saved_filters.agenda_filter(
        context.desk, text=context.options.filter, order=context.order
    )


def print_agenda(context: Context, found: Agenda) -> None:
    """Print the agenda as a table."""
    from kamtui.present.agenda_table import agenda_lines

    emit_lines(agenda_lines(found, now=context.clock.now(), ascii_only=context.options.ascii))


def brief_line(found: Agenda) -> str:
    """Return the morning line: counts, and the most pressing row."""
    from kamtui.present.brief_line import brief_text

    return brief_text(found)


def document(found: Agenda) -> dict[str, object]:
    """Return the JSON of cli.md, keys stable."""
    return {
        "today": found.today.isoformat(),
        "counts": {
            "overdue": found.counts.overdue,
            "today": found.counts.today,
            "upcoming": found.counts.upcoming,
            "done_today": found.counts.done_today,
        },
        "items": [
            *(_item(one) if isinstance(one, AgendaItem) else _folded(one) for one in found.rows),
            *(_folded(one) for one in found.undated),
        ],
    }


def _item(item: AgendaItem) -> dict[str, object]:
    from kamtui.domain.money import decimal_text

    return {
        "id": item.id,
        "kind": item.kind.value,
        "state": item.state.value,
        "due": item.due.isoformat() if item.due else None,
        "time": item.at.strftime("%H:%M") if item.at else None,
        "days_overdue": item.days_overdue,
        "customer_no": item.customer_no,
        "customer": item.customer,
        "grade": item.grade,
        "what": item.what,
        "why": item.why,
        "contact": item.contact,
        "phone": item.phone,
        "last_contact": item.last_contact.isoformat() if item.last_contact else None,
        "channel": item.channel,
        "amount": None if item.amount_minor is None else decimal_text(item.amount_minor),
        "promised": item.promised.isoformat() if item.promised else None,
        "last_gift": item.gift,
        "handled_by": item.handled_by,
        "count": None,
        "by_grade": None,
    }


def _folded(item: FoldedItem) -> dict[str, object]:
    return {
        "id": item.id,
        "kind": item.kind.value,
        "state": item.state.value,
        "due": item.due.isoformat() if item.due else None,
        "time": None,
        "days_overdue": item.days_overdue,
        "customer_no": None,
        "customer": None,
        "grade": None,
        "what": item.kind.value,
        "why": item.kind.value,
        "contact": None,
        "phone": None,
        "last_contact": None,
        "channel": None,
        "amount": None,
        "promised": None,
        "last_gift": None,
        "handled_by": None,
        "count": item.count,
        "by_grade": {part.grade or "": part.customers for part in item.by_grade},
    }
