"""``kamtui done`` and ``kamtui snooze``: acting on agenda rows by their ids."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import date, time

from kamtui.cli.context import Context
from kamtui.cli.output import emit, emit_json, emit_lines
from kamtui.domain.dates import parse_as_of, parse_date
from kamtui.domain.errors import KamError
from kamtui.domain.markers import LineProblem
from kamtui.domain.views.acted import Acted
from kamtui.domain.views.changes import ChangeSet
from kamtui.i18n import _
from kamtui.services import acting, actions


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    if name == "done":
        parser.add_argument(
            "ids", nargs="+", metavar="ID",
            help=_("follow-up: done; promise: delivered; money: received; complaint: responded,"
                   " then settled; silence: a contact; care: done with what was sent (--sent);"
                   " stale:CUSTOMER_NO: verified today"),
        )  # fmt: skip
        parser.add_argument("--sent", default="", metavar="TEXT", help=_("care: what was sent"))
        parser.set_defaults(run=run_done)
    else:
        parser.add_argument("ids", nargs="+", metavar="ID",
                            help=_("as printed by agenda; silence and care: a follow-up is planned"
                                   " for the day; money: the day it was promised for; complaints"
                                   " cannot be put off"))  # fmt: skip
        parser.add_argument("date", metavar="DATE", help=_("the new day, such as fri or +3"))
        parser.set_defaults(run=run_snooze)
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run_done(context: Context) -> int:
    """Clear rows."""
    options = context.options
    called = _called(context, options.ids)
    rows = acting.meant(context.desk, item_ids=options.ids)
    changes = actions.done(context.desk, item_ids=options.ids, sent=options.sent, called=called)
    _report(context, changes, rows, called)
    return 0


def run_snooze(context: Context) -> int:
    """Move rows to another day."""
    day, at = plan_day(context, context.options.date)
    ids = context.options.ids
    called = _called(context, ids)
    rows = acting.meant(context.desk, item_ids=ids, put_off=True)
    changes = actions.snooze(context.desk, item_ids=ids, to=day, at=at, called=called)
    _report(context, changes, rows, called, day=planned(context, day, at), on=day)
    return 0


def _report(
    context: Context,
    changes: ChangeSet,
    rows: Sequence[Acted],
    called: Mapping[str, str],
    *,
    day: str = "",
    on: date | None = None,
) -> None:
    """Say what was done to each row, a line each, and what cadence planned next."""
    from kamtui.domain.money import decimal_text
    from kamtui.present.acted_words import acted_line
    from kamtui.present.change_words import change_sentence
    from kamtui.present.plan_words import planned_words
    from kamtui.present.workday_words import unknown_years

    if not changes.group_id:
        report(context, changes.group_id, change_sentence(changes), rows=[])
        return
    said = [acted_line(one, called=called.get(one.id, ""), day=day) for one in rows]
    said += [words] if (words := planned_words(changes)) else []
    if unknown := unknown_years((one.on for one in changes.planned), context.calendar):
        said.append(unknown)
    document = [
        {
            "id": one.id,
            "step": one.step,
            "customer_no": one.customer_no or None,
            "customer": one.customer or None,
            "what": called.get(one.id, "") or one.what,
            "amount": None if one.amount_minor is None else decimal_text(one.amount_minor),
            "to": None if on is None else on.isoformat(),
        }
        for one in rows
    ]
    if context.as_json:
        emit_json({"group": changes.group_id, "rows": document})
    else:
        emit_lines(said)


def _called(context: Context, ids: Sequence[str]) -> dict[str, str]:
    """Return what a row without a record is called, by the id typed for it."""
    derived = [one for one in ids if one.startswith(("care:", "silence:"))]
    if not derived:
        return {}
    from kamtui.present.agenda_table import public_id
    from kamtui.present.agenda_words import called
    from kamtui.services import agenda

    rows = agenda.read(context.desk, days=60).items
    words = called(rows)
    typed = {public_id(item): item.id for item in rows}
    found = {one: typed.get(one, one) for one in derived}
    return {one: words[whole] for one, whole in found.items() if whole in words}


def report(context: Context, group_id: str, sentence: str, **more: object) -> None:
    """Say what a write did, as a sentence or as JSON."""
    if context.as_json:
        emit_json({"group": group_id, **more})
    else:
        emit(sentence)


def plan_day(context: Context, text: str) -> tuple[date, time | None]:
    """Return the day and time of a typed date that lies ahead.

    Raises:
        KamError: ``date.unknown``, ``date.past`` and their like, with the text.
    """
    typed = parse_date(
        text,
        today=context.today,
        now=context.clock.now(),
        order=context.order,
        calendar=context.calendar,
    )
    if typed.on is None:
        raise date_failure(typed.error or "unknown", text, typed.suggestion)
    return typed.on, typed.at


def past_day(context: Context, text: str) -> date:
    """Return the day of the past an option means, such as ``--as-of "last quarter"``.

    Raises:
        KamError: ``date.future``, ``date.unknown_past`` and their like, as usage errors.
    """
    typed = parse_as_of(
        text,
        today=context.today,
        now=context.clock.now(),
        order=context.order,
        calendar=context.calendar,
    )
    if typed.on is not None:
        return typed.on
    error = typed.error or "unknown"
    code = "date.unknown_past" if error in ("unknown", "empty") else f"date.{error}"
    raise KamError(code, {"text": text, "date": text}, exit_code=2)


def date_failure(error: str, text: str, suggestion: date | None) -> KamError:
    """Return the failure of a typed date, with the day to offer where there is one."""
    params: dict[str, object] = {"text": text, "date": text}
    if suggestion is not None:
        params["next_year"] = suggestion
    return KamError(f"date.{error}", params)


def line_failure(problem: LineProblem) -> KamError:
    """Return the failure of what a one-line grammar could not understand."""
    topic, _dot, error = problem.code.partition(".")
    if topic == "date":
        return date_failure(error, problem.text, problem.suggestion)
    return KamError(problem.code, {"text": problem.text})


def planned(context: Context, day: date, at: time | None = None) -> str:
    """Return a planned day as understood, with its time, and said where nobody works."""
    from kamtui.present.dates import clock_text, echo
    from kamtui.present.workday_words import remarks

    said = echo(day, context.today) + (f" {clock_text(at)}" if at else "")
    more = remarks(day, context.calendar) if day >= context.today else ""
    return _("{date}, {remark}").format(date=said, remark=more) if more else said
