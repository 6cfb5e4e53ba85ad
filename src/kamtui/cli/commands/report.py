"""``kamtui report``: a day's report as text for a chat, or as JSON."""

import argparse
from datetime import date
from pathlib import Path

from kamtui.cli.commands.actions import date_failure
from kamtui.cli.context import Context
from kamtui.cli.output import emit, emit_json, emit_lines
from kamtui.domain.dates import parse_date
from kamtui.domain.errors import KamError
from kamtui.domain.views.daily_report import CustomerDay, DailyReport
from kamtui.domain.views.day import Done
from kamtui.i18n import N_, _

#: The reports there are, and what each says.
REPORTS: dict[str, str] = {
    "daily": N_("what was done with whom, and what tomorrow begins with: text for a chat"),
}


def add_arguments(_name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    parser.add_argument("name", nargs="?", metavar="NAME", help=", ".join(REPORTS))
    parser.add_argument(
        "--from", dest="since", metavar="D", help=_("first day, today if not given")
    )
    parser.add_argument("--to", dest="until", metavar="D", help=_("last day, today if not given"))
    parser.add_argument("--to-file", metavar="FILE", type=Path, help=_("write it to a file"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Print a report, or the reports there are."""
    name = context.options.name
    if name is None:
        return _list(context)
    if name not in REPORTS:
        raise KamError("report.unknown", {"name": name, "known": list(REPORTS)}, exit_code=2)
    from kamtui.present.daily_report import report_text
    from kamtui.services import daily_report

    since, until = day_of(context, context.options.since), day_of(context, context.options.until)
    if since and until and since > until:
        raise KamError("report.backwards", {"first": since, "last": until}, exit_code=2)
    found = daily_report.read(context.desk, since=since, until=until)
    path = context.options.to_file
    if path is not None:
        _write(path, _json_text(found) if context.as_json else report_text(found) + "\n")
        emit(_("Written to {path}").format(path=path))
    elif context.as_json:
        emit_json(document(found))
    else:
        emit_lines(report_text(found).split("\n"))
    return 0


def document(report: DailyReport) -> dict[str, object]:
    """Return the JSON of cli.md; one row a customer."""
    from kamtui.domain.money import decimal_text

    counts = report.counts
    return {
        "name": "daily",
        "from": report.since.isoformat(),
        "to": report.until.isoformat(),
        "metrics": {
            "contacts": counts.contacts,
            "contacts_by_channel": dict(counts.channels),
            "customers": counts.customers,
            "not_noted": counts.unnoted,
            "done": counts.done,
            "moved": counts.moved,
            "promised": counts.promised,
            "delivered": counts.delivered,
            "new_customers": counts.new_customers,
            "orders": counts.orders,
            "orders_amount": decimal_text(counts.orders_minor),
            "payments": counts.payments,
            "payments_amount": decimal_text(counts.payments_minor),
            "complaints": counts.complaints,
            "grades": counts.grades,
            "overdue": report.overdue,
        },
        "rows": [_row(one) for one in report.customers],
        "next": [
            {
                "due": item.due.isoformat() if item.due else None,
                "time": item.at.strftime("%H:%M") if item.at else None,
                "customer_no": item.customer_no,
                "customer": item.customer,
                "what": item.what,
            }
            for item in report.coming
        ],
    }


def _row(one: CustomerDay) -> dict[str, object]:
    return {
        "customer_no": one.customer_no,
        "customer": one.customer,
        "grade": one.grade,
        "done": [_done(done) for done in one.done],
        "next_on": one.next.on.isoformat() if one.next else None,
        "next_what": one.next.what if one.next else None,
    }


def _done(one: Done) -> dict[str, object]:
    from kamtui.domain.money import decimal_text

    found: dict[str, object] = {
        "kind": one.kind.value,
        "on": one.on.isoformat(),
        "time": one.at.strftime("%H:%M") if one.at else None,
        "text": one.text,
    }
    if one.channel is not None:
        found |= {"channel": one.channel, "who": list(one.who), "noted": one.noted}
    if one.amount_minor is not None:
        found |= {"amount": decimal_text(one.amount_minor), "currency": one.currency}
    if one.days is not None:
        found |= {"days": [day.isoformat() if day else None for day in one.days]}
    if one.grades is not None:
        found |= {"grades": list(one.grades)}
    if one.state is not None:
        found |= {"state": one.state}
    return found


def _list(context: Context) -> int:
    if context.as_json:
        emit_json([{"name": name, "meaning": _(words)} for name, words in REPORTS.items()])
    else:
        emit_lines(f"{name}  {_(words)}" for name, words in REPORTS.items())
    return 0


def day_of(context: Context, text: str | None) -> date | None:
    """Return the past day a word means, None for no word; raises what `date_failure` says."""
    if not text:
        return None
    typed = parse_date(
        text, today=context.today, now=context.clock.now(), order=context.order, past=True
    )
    if typed.on is None:
        raise date_failure(typed.error or "unknown", text, typed.suggestion)
    return typed.on


def _json_text(found: DailyReport) -> str:
    import json

    return json.dumps(document(found), ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, text: str) -> None:
    from kamtui.services.transfer.text_file import write_text

    write_text(path, text)
