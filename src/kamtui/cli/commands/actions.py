"""``kamtui done`` and ``kamtui snooze``: acting on agenda rows by their ids."""

import argparse
from datetime import date, time

from kamtui.cli.context import Context
from kamtui.cli.output import emit, emit_json
from kamtui.domain.dates import parse_date
from kamtui.domain.errors import KamError
from kamtui.domain.markers import LineProblem
from kamtui.i18n import _
from kamtui.services import actions


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    if name == "done":
        parser.add_argument(
            "ids", nargs="+", metavar="ID",
            help=_("follow-up: done; promise: delivered; money: received; complaint: responded,"
                   " then settled"),
        )  # fmt: skip
        parser.set_defaults(run=run_done)
    else:
        parser.add_argument("ids", nargs="+", metavar="ID", help=_("as printed by agenda"))
        parser.add_argument("date", metavar="DATE", help=_("the new day, such as fri or +3"))
        parser.set_defaults(run=run_snooze)
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run_done(context: Context) -> int:
    """Clear rows."""
    from kamtui.present.change_words import change_sentence

    changes = actions.done(context.desk, item_ids=context.options.ids)
    report(context, changes.group_id, change_sentence(changes))
    return 0


def run_snooze(context: Context) -> int:
    """Move rows to another day."""
    from kamtui.present.change_words import change_sentence

    day, at = plan_day(context, context.options.date)
    changes = actions.snooze(context.desk, item_ids=context.options.ids, to=day, at=at)
    report(context, changes.group_id, f"{change_sentence(changes)} = {planned(context, day, at)}")
    return 0


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
