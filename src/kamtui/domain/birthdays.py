"""Birthdays as people type them: of either calendar, any part missing (requirements S0-41)."""

import re
import unicodedata
from typing import NamedTuple

__all__ = ["LUNAR", "NO_BIRTHDAY", "Birthday", "birthday_text", "parse_birthday"]

#: Stands before a day of the lunar calendar, in what is stored nowhere and read everywhere.
LUNAR = "农历"

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LUNAR = re.compile(r"(?:农历|阴历|旧历|農曆|陰曆|lunar)", re.IGNORECASE)
_WHOLE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_MONTH_DAY = re.compile(r"(?:--)?(\d{1,2})[-/.月](\d{1,2})[日号]?")
_YEAR = re.compile(r"(\d{4})年?")
_MONTH = re.compile(r"(\d{1,2})月")
_LUNAR_WORDS = re.compile(
    r"(正|冬|腊|十[一二]?|[一二三四五六七八九])月(初|廿|三)?([一二三四五六七八九十]{1,3})日?"
)
_MONTH_WORDS = {"正": 1, "冬": 11, "腊": 12}
_DIGITS = "〇一二三四五六七八九十"


class Birthday(NamedTuple):
    """A birthday; every part may be missing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    lunar: bool = False


NO_BIRTHDAY = Birthday()


def parse_birthday(text: str) -> Birthday:
    """Return the birthday a text means: ``1980-05-02``, ``5月2日``, ``1980``, ``农历八月十五``.

    Month stands before day everywhere.  Empty text is no birthday.

    Raises:
        ValueError: It is none, or no calendar has that day.
    """
    typed = unicodedata.normalize("NFKC", text)
    bare = re.sub(r"[\s()\[\]:]+", "", _LUNAR.sub("", typed))
    lunar = _LUNAR.search(typed) is not None
    if not bare:
        if lunar:
            raise ValueError(text)
        return NO_BIRTHDAY
    words = _LUNAR_WORDS.fullmatch(bare)
    if words is not None:
        month = _MONTH_WORDS.get(words[1]) or _number(words[1])
        return _checked(Birthday(None, month, _lunar_day(words[2] or "", words[3]), True))
    for shape, parts in (
        (_WHOLE, ("year", "month", "day")),
        (_YEAR_MONTH, ("year", "month")),
        (_MONTH_DAY, ("month", "day")),
        (_YEAR, ("year",)),
        (_MONTH, ("month",)),
    ):
        match = shape.fullmatch(bare)
        if match is not None:
            found = dict(zip(parts, map(int, match.groups()), strict=True))
            return _checked(Birthday(**found, lunar=lunar))
    raise ValueError(text)


def birthday_text(birthday: Birthday) -> str:
    """Return a birthday as it would be typed, which `parse_birthday` reads back."""
    year, month, day, lunar = birthday
    if month is None:
        text = "" if year is None else f"{year:04d}"
    elif day is None:
        text = f"{month}月" if year is None else f"{year:04d}-{month:02d}"
    else:
        text = f"{month:02d}-{day:02d}" if year is None else f"{year:04d}-{month:02d}-{day:02d}"
    return f"{LUNAR}{text}" if lunar and text else text


def _checked(birthday: Birthday) -> Birthday:
    year, month, day, lunar = birthday
    if year is not None and not 1850 <= year <= 2200:
        raise ValueError(year)
    if month is not None and not 1 <= month <= 12:
        raise ValueError(month)
    if day is not None and month is not None:
        longest = 30 if lunar else _DAYS[month - 1]
        leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
        if not lunar and month == 2 and not leap:
            longest = 28
        if not 1 <= day <= longest:
            raise ValueError(day)
    return birthday


def _lunar_day(tens: str, ones: str) -> int:
    if tens == "三":
        return 30 if ones == "十" else 0
    return (20 if tens == "廿" else 0) + _number(ones)


def _number(text: str) -> int:
    """Return 一 to 三十 as a number."""
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return _DIGITS.index(text) if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)
