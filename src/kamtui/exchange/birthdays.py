"""Birthdays with or without a year, of either calendar."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Final

from kamtui.exchange import codes
from kamtui.exchange.cell_error import CellError
from kamtui.exchange.sheets import Cell, cell_text
from kamtui.exchange.typed import Birthday

_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DIGITS: Final = "〇一二三四五六七八九十"
_LUNAR: Final = re.compile(
    r"^[(\[]?(?:农历|阴历|旧历|農曆|陰曆|lunar)[)\]]?[:\s]*|\(?(?:农历|阴历)\)?$"
)
_MONTH_DAY: Final = re.compile(r"(?:--)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?\Z")
_LUNAR_WORDS: Final = re.compile(
    r"(正|冬|腊|十[一二]|[一二三四五六七八九十])月(初|廿|三)?([一二三四五六七八九十]{1,3})日?\Z"
)
_MONTH_WORDS: Final = {"正": 1, "冬": 11, "腊": 12}


def read_birthday(cell: Cell, moment: Callable[[Cell], date | None]) -> Birthday:
    """A birthday from a cell.

    Args:
        cell: The raw cell, not blank.
        moment: Reads full dates of this column.

    Returns:
        The parts that are known.

    Raises:
        CellError: It is no birthday.
    """
    text = unicodedata.normalize("NFKC", cell_text(cell)).strip().casefold()
    bare = _LUNAR.sub("", text).strip()
    lunar = bare != text
    match = _MONTH_DAY.match(bare)
    if match is not None:
        return _birthday(None, int(match[1]), int(match[2]), lunar)
    words = _LUNAR_WORDS.match(bare)
    if words is not None:
        month = _MONTH_WORDS.get(words[1]) or _chinese(words[1])
        tens = {"廿": 20, "三": 30 if words[3] == "十" else 0}.get(words[2] or "", 0)
        day = 30 if words[2] == "三" and words[3] == "十" else tens + _chinese(words[3])
        return _birthday(None, month, day, True)
    on = moment(bare if lunar else cell)
    if on is None:
        raise CellError(codes.CELL_DATE)
    # Programs write a year that nobody was born in when they know none.
    return _birthday(on.year if on.year > 1900 else None, on.month, on.day, lunar)


def _chinese(text: str) -> int:
    """一 to 三十 as a number."""
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return _DIGITS.index(text)
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def _birthday(year: int | None, month: int, day: int, lunar: bool) -> Birthday:
    longest = 30 if lunar else _DAYS[month - 1] if 1 <= month <= 12 else 0
    if not (1 <= month <= 12 and 1 <= day <= longest):
        raise CellError(codes.CELL_DATE)
    return Birthday(year, month, day, lunar)
