"""How dates and distances in days are written, long and in the few cells of a column."""

from datetime import date, time

from kamtui.i18n import N_, _, ngettext, pgettext

__all__ = [
    "VERY_LATE_DAYS",
    "ago",
    "clock_text",
    "day_month",
    "distance",
    "due_text",
    "echo",
    "late_text",
    "long_date",
    "month_day",
    "short_date",
    "weekday",
    "weekday_date",
]

#: Later than this is very late: its own stage on the agenda and its own colour (look.md).
VERY_LATE_DAYS = 30

#: A date this near needs no year: month and day name the next such day, as when typing one.
_YEAR_NEEDED_DAYS = 300

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)


def weekday(day: date) -> str:
    """Return ``Sun``, ``周日``."""
    return _(_WEEKDAYS[day.weekday()])


def day_month(day: date) -> str:
    """Return ``22 Nov``, ``11月22日``."""
    return _("{day} {month}").format(day=day.day, month=_(_MONTHS[day.month - 1]))


def weekday_date(day: date) -> str:
    """Return ``Sun 22 Nov``, ``11月22日 周日``."""
    return _("{weekday} {day_month}").format(weekday=weekday(day), day_month=day_month(day))


def long_date(day: date) -> str:
    """Return ``Sun 6 Dec 2026``, ``2026年12月6日 周日``."""
    return _("{weekday} {day_month} {year}").format(
        weekday=weekday(day), day_month=day_month(day), year=day.year
    )


def short_date(day: date, today: date) -> str:
    """Return ``22 Nov``, ``11月22日``, with its year when that is not this year's."""
    if day.year == today.year:
        return day_month(day)
    return _("{day_month} {year}").format(day_month=day_month(day), year=day.year)


def month_day(day: date) -> str:
    """Return ``10-09``, the date of a history row under its year's head: 5 cells."""
    return f"{day.month:02d}-{day.day:02d}"


def clock_text(at: time) -> str:
    """Return ``10:00``: 5 cells."""
    return f"{at.hour:02d}:{at.minute:02d}"


def distance(day: date, today: date) -> str:
    """Return how far off a date is: ``in 14 days``, ``14 天后``, ``3 days ago``, ``today``."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in {days} day", "in {days} days", days).format(days=days)
    return ngettext("{days} day ago", "{days} days ago", -days).format(days=-days)


def echo(day: date, today: date) -> str:
    """Return a typed date as understood: ``Sun 6 Dec 2026 (14 days)`` (ux.md, Dates)."""
    days = (day - today).days
    if days > 0:
        off = ngettext("{days} day", "{days} days", days).format(days=days)
        return pgettext("a date to come", "{date} ({distance})").format(
            date=long_date(day), distance=off
        )
    return pgettext("a date", "{date} ({distance})").format(
        date=long_date(day), distance=distance(day, today)
    )


def late_text(days: int) -> str:
    """Return ``!12d``, ``!!41天``: lateness in at most 7 cells; days are 1 or more.

    A thousand days and more are whole years (365 days), which still fit.
    """
    mark = "!!" if days > VERY_LATE_DAYS else "!"
    return mark + _short_days(days)


def ago(days: int) -> str:
    """Return ``44d``, ``44天``: days since something, at most 5 cells; 0 and less are today."""
    return _short_days(days) if days > 0 else _("today")


def due_text(day: date, today: date) -> str:
    """Return when something is due in at most 7 cells (ux.md, Columns).

    ``!!41d``, ``!12d`` late; ``today``; ``Tue 24`` within 7 days; ``12-15`` later; ``2027-10``
    from 300 days on, where month and day alone could be read as this year's.
    """
    days = (day - today).days
    if days < 0:
        return late_text(-days)
    if days == 0:
        return _("today")
    if days <= 7:
        return _("{weekday} {day}").format(weekday=weekday(day), day=day.day)
    return month_day(day) if days < _YEAR_NEEDED_DAYS else f"{day.year:04d}-{day.month:02d}"


def _short_days(days: int) -> str:
    """Return days with their letter, from a thousand on years with theirs."""
    if days < 1000:
        return _("{days}d").format(days=days)
    return _("{years}y").format(years=min(days // 365, 99))  # a mistyped year, in any case
