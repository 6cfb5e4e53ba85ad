"""Days off, make-up working days and unknown holidays in words."""

from collections.abc import Iterable, Sequence
from datetime import date

from kamtui.domain.workdays import WorkCalendar, is_made_up
from kamtui.i18n import N_, _, language, ngettext, pgettext
from kamtui.present.columns import fit
from kamtui.present.dates import weekday
from kamtui.present.safe_text import safe_text

__all__ = [
    "calendar_lines",
    "coverage",
    "day_name",
    "day_off",
    "holiday_name",
    "made_up",
    "remarks",
    "unknown_span",
    "unknown_year",
    "unknown_years",
    "weekends_only",
]

#: Years ahead that nobody asks further than.
_FAR = 5
#: China's holidays, as the library calls them; other countries' keep the names of theirs.
_HOLIDAYS = (
    N_("New Year's Day"),
    N_("Spring Festival"),
    N_("Tomb-sweeping Day"),
    N_("Labour Day"),
    N_("Dragon Boat Festival"),
    N_("National Day"),
    N_("Mid-autumn Festival"),
    N_("Anti-Fascist 70th Day"),
)


def holiday_name(name: str) -> str:
    """Return a holiday's name in the current language where it is one we know."""
    return _(name) if name in _HOLIDAYS else safe_text(name)


def day_off(day: date, calendar: WorkCalendar) -> str:
    """Return ``day off``, ``day off: National Day``; nothing for a working day."""
    if calendar.is_working(day):
        return ""
    name = calendar.holiday(day)
    return _("day off: {holiday}").format(holiday=holiday_name(name)) if name else _("day off")


def made_up(day: date, calendar: WorkCalendar) -> str:
    """Return ``make-up working day``, 调休上班; nothing for any other day."""
    return _("make-up working day") if is_made_up(day, calendar) else ""


def unknown_year(day: date, calendar: WorkCalendar) -> str:
    """Return ``no holiday data for 2028: weekends only`` where that is so, else nothing."""
    return "" if calendar.knows(day) else weekends_only(day.year)


def unknown_years(days: Iterable[date], calendar: WorkCalendar) -> str:
    """Return ``no holiday data for 2027, 2028: weekends only`` where that is so, else nothing."""
    years = sorted({day.year for day in days if not calendar.knows(day)})
    return weekends_only(", ".join(map(str, years))) if years else ""


def weekends_only(year: int | str) -> str:
    """Return ``no holiday data for 2028: weekends only``."""
    return _("no holiday data for {year}: weekends only").format(year=year)


def remarks(day: date, calendar: WorkCalendar) -> str:
    """Return everything there is to say about a day, joined by commas; mostly nothing."""
    said = (day_off(day, calendar), made_up(day, calendar), unknown_year(day, calendar))
    return ("，" if language() == "zh" else ", ").join(words for words in said if words)


def day_name(day: date, calendar: WorkCalendar) -> str:
    """Return ``Spring Festival``, ``Spring Festival (make-up working day)``; mostly nothing."""
    name = calendar.holiday(day)
    if name is None:
        return ""
    said = holiday_name(name)
    if not is_made_up(day, calendar):
        return said
    return _("{holiday} (make-up working day)").format(holiday=said)


def calendar_lines(days: Sequence[date], calendar: WorkCalendar, *, country: str) -> list[str]:
    """Return one line a day, with how many of them are worked at the end."""
    lines = []
    for day in days:
        word = pgettext("day", "work") if calendar.is_working(day) else pgettext("day", "off")
        line = f"{day.isoformat()}  {weekday(day)}  {fit(word, 4)}"
        lines.append(f"{line}  {day_name(day, calendar)}".rstrip())
    count = sum(map(calendar.is_working, days))
    words = ngettext("{count} working day of {total}", "{count} working days of {total}", count)
    return [*lines, "", f"{safe_text(country)}: {words.format(count=count, total=len(days))}"]


def coverage(calendar: WorkCalendar, today: date) -> str:
    """Return how far a calendar's holidays are known from today on."""
    if not calendar.knows(today):
        return _("no holiday data: weekends only")
    for year in range(today.year + 1, min(today.year + _FAR, date.max.year) + 1):
        if not calendar.knows(date(year, 1, 1)):
            return _("holidays known to {year}, then weekends").format(year=year - 1)
    return _("holidays known")


def unknown_span(days: Sequence[date], calendar: WorkCalendar, *, country: str) -> str:
    """Return for which years no holidays are known, nothing where all are."""
    years = dict.fromkeys(day.year for day in days if not calendar.knows(day))
    if not years:
        return ""
    spoken = ", ".join(map(str, years))
    return _("No holiday data for {country} in {years}: weekends only.").format(
        country=safe_text(country), years=spoken
    )
