"""Festivals on which customers are greeted: known ones by either language's name, or one's own."""

from datetime import date, timedelta
from typing import NamedTuple

from kamtui.domain.birthdays import Birthday, birthday_text, parse_birthday
from kamtui.domain.lunar import solar_day

__all__ = ["KNOWN", "Festival", "festival_named", "festival_within"]


class Festival(NamedTuple):
    """A yearly day; ``code`` is what is stored: a known one's name, or ``厂庆=05-02``."""

    code: str
    name: str
    day: Birthday


def _solar(month: int, day: int) -> Birthday:
    return Birthday(None, month, day)


def _lunar(month: int, day: int) -> Birthday:
    return Birthday(None, month, day, True)


#: Code -> its day and the names it is typed by.
KNOWN: dict[str, tuple[Birthday, tuple[str, ...]]] = {
    "new_year": (_solar(1, 1), ("元旦", "new year")),
    "spring_festival": (_lunar(1, 1), ("春节", "spring festival")),
    "lantern": (_lunar(1, 15), ("元宵", "元宵节", "lantern festival")),
    "dragon_boat": (_lunar(5, 5), ("端午", "端午节", "dragon boat")),
    "mid_autumn": (_lunar(8, 15), ("中秋", "中秋节", "mid-autumn")),
    "double_ninth": (_lunar(9, 9), ("重阳", "重阳节", "double ninth")),
    "national_day": (_solar(10, 1), ("国庆", "国庆节", "national day")),
    "christmas": (_solar(12, 25), ("圣诞", "圣诞节", "christmas")),
}
_BY_NAME = {
    name: code for code, (_day, names) in KNOWN.items() for name in (code, *names)
}  # fmt: skip
#: The first day a lunar new year can fall on, and how many days later it may.
_EARLIEST, _RANGE = (1, 20), 33


def festival_named(text: str) -> Festival:
    """Return the festival a text means: ``春节``, ``mid-autumn``, ``厂庆=05-02``, ``x=农历8-15``.

    Raises:
        ValueError: It is none that is known, and states no day of its own.
    """
    typed = text.strip()
    known = _BY_NAME.get(typed.casefold())
    if known is not None:
        return Festival(known, known, KNOWN[known][0])
    name, equals, day_text = typed.replace("＝", "=").partition("=")
    name = name.strip()
    if not equals or not name or ":" in name or not name.isprintable() or len(name) > 40:
        raise ValueError(text)
    day = parse_birthday(day_text)
    if day.month is None or day.day is None:
        raise ValueError(text)
    yearly = day._replace(year=None)
    return Festival(f"{name}={birthday_text(yearly)}", name, yearly)


def festival_within(festival: Festival, first: date, last: date) -> date | None:
    """Return the day a festival falls on within a span, None where it does not."""
    for year in sorted({first.year - 1, first.year, last.year}):
        if festival.day.lunar and not _possible(festival.day, year, first, last):
            continue
        day = solar_day(festival.day, year)
        if day is not None and first <= day <= last:
            return day
    return None


def _possible(day: Birthday, year: int, first: date, last: date) -> bool:
    """Tell whether a lunar day may fall into a span, without the table of the calendar."""
    assert day.month is not None and day.day is not None
    begins = date(year, *_EARLIEST) + timedelta(days=int((day.month - 1) * 29.5) + day.day - 2)
    leap = 30 if day.month > 1 else 0
    return begins <= last and first <= begins + timedelta(days=_RANGE + leap + 3)
