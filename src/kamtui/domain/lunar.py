"""Days of the Chinese lunar calendar in ours: birthdays and festivals (requirements S0-41)."""

from datetime import date, timedelta

from kamtui.domain.birthdays import Birthday

__all__ = ["LAST_LUNAR_YEAR", "lunar_days", "solar_day"]

#: The library's table ends here; later lunar days are not known.
LAST_LUNAR_YEAR = 2098


def solar_day(birthday: Birthday, year: int) -> date | None:
    """Return the day a yearly day falls on; ``year`` is of the calendar it is counted in.

    29 February falls on the 28th in other years, the 30th of a lunar month of 29 days on the 29th.
    Of a month that comes twice the first is meant.  None where month or day are missing, or past
    the table of the lunar calendar.
    """
    month, day = birthday.month, birthday.day
    if month is None or day is None:
        return None
    if birthday.lunar:
        return _from_lunar(year, month, day)
    if (month, day) == (2, 29) and not _leap(year):
        day = 28
    return date(year, month, day)


def lunar_days(first: date, last: date) -> dict[tuple[int, int], date]:
    """Return the lunar (month, day) of every day of a span; leap months are left out.

    The last day of a month of 29 days also stands for its 30th.
    """
    # Late: 10 ms, and few books have a lunar day within the week.
    from lunardate import LunarDate

    found: dict[tuple[int, int], date] = {}
    day = first
    # Past its table the library answers nonsense instead of failing.
    while day <= last and 1900 < day.year <= LAST_LUNAR_YEAR:
        try:
            lunar = LunarDate.from_solar_date(day.year, day.month, day.day)
            following = LunarDate.from_solar_date(*(day + timedelta(days=1)).timetuple()[:3])
        except ValueError:
            break
        if not lunar.is_leap_month:
            found[(lunar.month, lunar.day)] = day
            if lunar.day == 29 and following.day == 1:
                found[(lunar.month, 30)] = day
        day += timedelta(days=1)
    return found


def _from_lunar(year: int, month: int, day: int) -> date | None:
    from lunardate import LunarDate

    if not 1900 <= year <= LAST_LUNAR_YEAR:
        return None
    for one in (day, 29):
        try:
            found = LunarDate(year, month, one, False).to_solar_date()
        except ValueError:
            continue
        return date(found.year, found.month, found.day)
    return None


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
