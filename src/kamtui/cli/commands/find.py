"""``kamtui find``: a customer by a few letters or digits, or what was written."""

import argparse
from collections.abc import Sequence
from decimal import Decimal

from kamtui.cli.ahead import LIMIT
from kamtui.cli.context import Context
from kamtui.cli.output import emit_json, emit_lines, warn
from kamtui.cli.parsing import whole_number
from kamtui.domain.views.search import CustomerMatch, NoteMatch
from kamtui.i18n import _
from kamtui.services import customers


def add_arguments(_name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help=_("any part of it"))
    parser.add_argument("--notes", action="store_true", help=_("search what was written"))
    parser.add_argument(
        "--limit", type=whole_number, default=LIMIT, help=_("rows at the most (default 20)")
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Print the matches; 1 when there are none."""
    options = context.options
    text = " ".join(options.text)
    limit = min(options.limit, 10_000)
    if options.notes:
        return _notes(context, text, limit)
    found = _scored(context, text, limit)
    if context.as_json:
        emit_json({"query": text, "matches": [_match(match) for match in found]})
    elif found:
        from kamtui.present.find_table import match_lines

        emit_lines(match_lines(found, today=context.today, ascii_only=options.ascii))
    else:
        warn(_("No customer matches {text}.").format(text=text))
    return 0 if found else 1


def _scored(context: Context, text: str, limit: int) -> Sequence[CustomerMatch]:
    """Return the matches; what shows them is loaded while SQLite is still looking."""
    if context.ahead is not None:
        from kamtui.present import find_table  # noqa: F401
        from kamtui.services import live_scores  # noqa: F401

        found = context.ahead.found(context.desk, text, limit)
        if found is not None:
            return customers.scored(context.desk, found)
    return customers.find_scored(context.desk, text=text, limit=limit)


def _notes(context: Context, text: str, limit: int) -> int:
    from kamtui.services.note_finder import NoteFinder

    found = NoteFinder(context.desk).find(text=text, limit=limit)
    if context.as_json:
        emit_json({"query": text, "matches": [_note(match) for match in found]})
    elif found:
        from kamtui.present.find_table import note_lines

        emit_lines(note_lines(found, text=text, ascii_only=context.options.ascii))
    else:
        warn(_("No note contains {text}.").format(text=text))
    return 0 if found else 1


def number(value: Decimal | None) -> int | float | None:
    """Return a score as a JSON number: 81, 74.55, null."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _match(match: CustomerMatch) -> dict[str, object]:
    return {
        "customer_no": match.customer_no,
        "name": match.name,
        "grade": match.grade,
        "contact": match.contact,
        "phone": match.phone,
        "last_contact": match.last_contact.isoformat() if match.last_contact else None,
        "last_channel": match.last_channel,
        "next_due": match.next_due.isoformat() if match.next_due else None,
        "days_overdue": match.days_overdue,
        "score": number(match.exact_score),
    }


def _note(match: NoteMatch) -> dict[str, object]:
    return {
        "customer_no": match.customer_no,
        "name": match.name,
        "id": match.communication_id,
        "on": match.on.isoformat(),
        "channel": match.channel,
        "content": match.content,
        "outcome": match.outcome,
    }
