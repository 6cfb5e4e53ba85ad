"""``kamtui calendar``: the working days between two dates, as follow-ups see them."""

import argparse
from collections.abc import Iterator
from datetime import date, timedelta

from kamtui.cli.context import Context
from kamtui.cli.output import emit_json, emit_lines, warn
from kamtui.domain.errors import KamError
from kamtui.domain.workdays import WorkCalendar
from kamtui.i18n import _

#: The most days one call prints: ten years.
_MOST = 3660


def add_arguments(_name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    for name in ("from", "to"):
        parser.add_argument(
            f"{name}_day", metavar=name.upper(), help=_("a day such as 2026-10-01, today or 2w")
        )
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Print every day with whether it is worked, and the holidays."""
    from kamtui.present.workday_words import calendar_lines, unknown_span
    from kamtui.services.calendars import country_of

    options = context.options
    first = _day(context, options.from_day, context.today)
    last = _day(context, options.to_day, first)
    if last < first:
        raise KamError("calendar.bad_range", {}, exit_code=2)
    if (last - first).days >= _MOST:
        raise KamError("calendar.too_long", {"most": _MOST}, exit_code=2)
    calendar, country = context.calendar, country_of(context.desk)
    days = list(_days(first, last))
    if context.as_json:
        emit_json({"country": country, "days": [_document(day, calendar) for day in days]})
    else:
        emit_lines(calendar_lines(days, calendar, country=country))
    if unknown := unknown_span(days, calendar, country=country):
        warn(unknown)
    return 0


def _document(day: date, calendar: WorkCalendar) -> dict[str, object]:
    from kamtui.present.workday_words import day_name

    return {
        "date": day.isoformat(),
        "working": calendar.is_working(day),
        "name": day_name(day, calendar) or None,
    }


def _days(first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)


def _day(context: Context, text: str, start: date) -> date:
    """Read an ISO date of any year, else a typed date counted from a day.

    Raises:
        KamError: ``date.unknown`` and its like, with the text.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    from kamtui.cli.commands.actions import date_failure
    from kamtui.domain.dates import parse_date

    typed = parse_date(text, today=start, order=context.order, calendar=context.calendar)
    if typed.on is None:
        raise date_failure(typed.error or "unknown", text, typed.suggestion)
    return typed.on
