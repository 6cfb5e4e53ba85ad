"""Typed dates in forms and strips: how they are read, echoed and refused."""

from collections.abc import Callable
from datetime import date, datetime

from kamtui.domain.dates import DateOrder, TypedDate, parse_as_of, parse_date
from kamtui.domain.errors import KamError
from kamtui.domain.workdays import WeekendCalendar, WorkCalendar
from kamtui.i18n import _, language
from kamtui.present.dates import clock_text, distance, long_date, month_day, weekday_date
from kamtui.present.safe_text import safe_text
from kamtui.present.workday_words import day_off, made_up, unknown_year
from kamtui.tui.widgets.prompt import Part

__all__ = [
    "as_of_parts",
    "calendar",
    "date_error",
    "day_text",
    "echo_parts",
    "order",
    "read_as_of",
    "read_happened",
    "read_plan",
    "told_day",
    "use_calendar",
]

#: A day further off than this is written with its year.
_YEAR_NEEDED = 300

#: The working days dates are read and echoed by; the application puts the book's here.
_calendar: list[WorkCalendar] = [WeekendCalendar()]


def use_calendar(calendar: WorkCalendar) -> None:
    """Read and echo dates by these working days from now on."""
    _calendar[:] = [calendar]


def calendar() -> WorkCalendar:
    """Return the working days that dates are read and echoed by."""
    return _calendar[0]


def order() -> DateOrder:
    """Return whether month or day comes first where numbers leave it open (ux.md, Dates)."""
    return DateOrder.MDY if language() == "zh" else DateOrder.DMY


def read_plan(text: str, today: date, now: datetime | None = None) -> TypedDate:
    """Return how the day of a plan is understood."""
    return parse_date(text, today=today, now=now, order=order(), calendar=calendar())


def read_happened(text: str, today: date, now: datetime | None = None) -> TypedDate:
    """Return how the day something happened is understood: 周五 is the last Friday."""
    return parse_date(text, today=today, now=now, order=order(), past=True, calendar=calendar())


def read_as_of(text: str, today: date, now: datetime | None = None) -> TypedDate:
    """Return how a day to look back at is understood: 上季度 is its last day."""
    return parse_as_of(text, today=today, now=now, order=order(), calendar=calendar())


def day_text(day: date, today: date) -> str:
    """Return a day as it could be typed, for a field that starts with it: ``12-21``."""
    if 0 <= (day - today).days < _YEAR_NEEDED:
        return month_day(day)
    return day.isoformat()


def as_of_parts(typed: TypedDate, today: date) -> tuple[Part, ...]:
    """Return the live echo of a day to look back at, or what could be typed instead."""
    if typed.on is None and typed.error in ("empty", "unknown", None):
        words = _("2026-06-30  30 June  last quarter")
        return ((_("not a day yet"), "muted", False), ("   " + words, "muted", False))
    return echo_parts(typed, today)


def echo_parts(typed: TypedDate, today: date, *, empty: str = "") -> tuple[Part, ...]:
    """Return the live echo: ``= Sun 6 Dec 2026  in 14 days   day off`` (look.md)."""
    if typed.clears:
        return (("= ", "muted", False), (_("no date"), "text", True))
    if typed.on is None:
        return problem_parts(typed, today) if typed.error != "empty" or not empty else (
            (empty, "muted", False),
        )  # fmt: skip
    words = long_date(typed.on)
    if typed.at is not None:
        words += f" {clock_text(typed.at)}"
    parts: list[Part] = [
        ("= ", "muted", False),
        (words, "text", True),
        ("  " + distance(typed.on, today), "muted", False),
    ]
    if typed.half:
        remark = _("{half} names no hour, so no time is kept").format(half=safe_text(typed.half))
        parts.append(("   " + remark, "muted", False))
    if typed.on >= today:
        parts += day_remarks(typed.on)
    return tuple(parts)


def told_day(day: date, today: date) -> tuple[Part, ...]:
    """Return the day something was put off to: with another year's number, and unknown holidays.

    Whether it is a day off was said while it was chosen; that holidays are not known was not.
    """
    words = weekday_date(day) if day.year == today.year else long_date(day)
    unknown = unknown_year(day, calendar())
    more: tuple[Part, ...] = (("   " + unknown, "muted", False),) if unknown else ()
    return ((words, "text", False), *more)


def day_remarks(day: date) -> tuple[Part, ...]:
    """Return what a day's holidays are worth saying: off, made up for, or not known."""
    off, up, unknown = (
        day_off(day, calendar()),
        made_up(day, calendar()),
        unknown_year(day, calendar()),
    )
    return (
        *((("   " + off, "late", True),) if off else ()),
        *((("   " + up, "accent", False),) if up else ()),
        *((("   " + unknown, "muted", False),) if unknown else ()),
    )


def problem_parts(typed: TypedDate, today: date) -> tuple[Part, ...]:
    """Return why a text is no date, with what could be typed instead."""
    if typed.error == "empty":
        return (("2w  " + _("fri") + "  12-15", "muted", False),)
    if typed.error in ("past", "ambiguous", "invalid", "future", "holiday"):
        words = {
            "past": _("past"),
            "future": _("still to come"),
            "ambiguous": _("two readings"),
            "invalid": _("no such day"),
            "holiday": _("no such holiday known"),
        }[typed.error]
        parts: list[Part] = [(words, "late", True)]
        if typed.suggestion is not None:
            parts.append(("   " + _("perhaps") + " ", "muted", False))
            parts.append((day_text(typed.suggestion, today), "text", False))
        return tuple(parts)
    return (
        (_("not a date yet"), "muted", False),
        ("   2w  " + _("fri") + "  12-15", "muted", False),
    )


def date_error(typed: TypedDate) -> KamError:
    """Return the error of a text that is no date, for its sentence."""
    code = {
        "empty": "date.missing",
        "past": "date.past",
        "future": "date.future",
        "invalid": "date.impossible",
        "holiday": "date.holiday",
    }.get(typed.error or "", "date.unknown")
    params: dict[str, object] = {"text": typed.text, "date": typed.text}
    if code == "date.past" and typed.suggestion is not None:
        params["next_year"] = typed.suggestion.isoformat()
    return KamError(code, params)


def checker(
    read: Callable[[str], TypedDate], today: date, *, may_clear: bool = False
) -> Callable[[str], tuple[Part, ...] | None]:
    """Return what a strip asks on Enter: None accepts, parts say what is wrong."""

    def check(text: str) -> tuple[Part, ...] | None:
        typed = read(text)
        if typed.on is not None or (may_clear and typed.clears):
            return None
        if typed.clears:
            return ((_("A day is needed here"), "late", True),)
        return tuple((words, "late", True) for words, _role, _bold in problem_parts(typed, today))

    return check
