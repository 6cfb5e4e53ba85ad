"""Dates as files write them (vendor-headers.md, 9.5)."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, TypeVar

from kamtui.exchange import codes
from kamtui.exchange.cell_error import CellError

_Day = TypeVar("_Day", bound=date)

DMY: Final = "dmy"
MDY: Final = "mdy"
#: Years of two digits in front: 24/5/6.
YMD: Final = "ymd"
_EXCEL_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a calendar origin, no instant
_YEARS: Final = (1800, 2200)
_SERIALS: Final = (10_000, 90_000)  # 1927 to 2146

_TIME = (
    r"(?:[\sT,]+(?P<half1>上午|下午|am|pm)?\s*(?P<h>\d{1,2})[:：时点](?P<mi>\d{1,2})?(?:分)?"
    r"(?:[:：](?P<s>\d{1,2})(?:[.,]\d+)?)?秒?\s*(?P<half2>上午|下午|[ap]\.?m\.?)?"
    r"\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?)?"
)
_WEEKDAY = r"(?:\s*\(?(?:星期|周)[一二三四五六日天]\)?)?"
_YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日号]?"
    + _WEEKDAY + _TIME + r"$",
    re.I,
)  # fmt: skip
_YEAR_LAST = re.compile(
    r"(?P<a>\d{1,2})(?P<sep>[/.\-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{1,2})" + _TIME + r"$", re.I
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_DAY_NAME = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s\-/.]+(?:of\s+)?" + _NAME
    + r"[\s\-/.,]+(?P<y>\d{4}|\d{2})" + _TIME + r"$",
    re.I,
)  # fmt: skip
_NAME_DAY = re.compile(
    r"(?:[a-z]{3,9},?\s+)??" + _NAME + r"[\s\-/.]+(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s\-/.,]+"
    r"(?P<y>\d{4})" + _TIME + r"$",
    re.I,
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})$")
_YEAR_MONTH = re.compile(r"(?P<y>(?:19|20)\d{2})(?:\s*[-/.年]\s*(?P<m>\d{1,2})\s*月?|年)?$")


class AmbiguousDate(Exception):  # noqa: N818 - a question, not a failure
    """Day and month cannot be told apart without the rest of the column."""


def order_evidence(text: str) -> str | None:
    """What a date shows of its column's order: "dmy", "mdy", "?" when either fits, else None."""
    match = _YEAR_LAST.match(unicodedata.normalize("NFKC", text.strip()))
    if match is None or len(match["y"]) == 1:
        return None
    first, second = int(match["a"]), int(match["b"])
    if first > 12 >= second:
        return DMY
    if second > 12 >= first:
        return MDY
    if first > 12 or first == second:
        return None
    return "?"


def short_parts(text: str) -> tuple[tuple[int, int, int], bool] | None:
    """The parts of a date with a year of two digits, and whether the last may be the year.

    The first is -1 where it has one digit and so is no year; None for any other text.
    """
    match = _YEAR_LAST.match(unicodedata.normalize("NFKC", text.strip()))
    if match is None or len(match["y"]) > 2:
        return None
    return _parts(match), len(match["y"]) == 2


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    first = int(match["a"]) if len(match["a"]) == 2 else -1
    return first, int(match["b"]), int(match["y"])


def may_begin_with_year(parts: tuple[int, int, int]) -> bool:
    """Whether year, month and day may stand in this order; a year has two digits."""
    year, month, day = parts
    return year >= 0 and 1 <= month <= 12 and 1 <= day <= 31


def read_moment(text: str, *, order: str | None = None, partial: bool = False) -> datetime | date:
    """A date, with its time when it has one.

    Args:
        text: As the file has it.
        order: "dmy" or "mdy" for 03/04/2024, "ymd" for 24/5/6.
        partial: Whether a year, or a year and month, stand for their first day.

    Returns:
        A date, a naive datetime (the wall clock of whoever wrote it), or an aware one where the
        text names a zone or counts from the epoch.

    Raises:
        AmbiguousDate: Either order fits and none is given.
        CellError: It is no date.
    """
    try:
        return _read(text, order, partial)
    except (ValueError, OverflowError):
        raise CellError(codes.CELL_DATE) from None


def _read(text: str, order: str | None, partial: bool) -> datetime | date:
    clean = unicodedata.normalize("NFKC", text).strip()
    if clean.isdigit() or re.fullmatch(r"\d{5}\.\d+", clean):
        return _number(clean, partial)
    match = _YEAR_FIRST.match(clean)
    if match is not None:
        return _with_time(int(match["y"]), int(match["m"]), int(match["d"]), match)
    match = _YEAR_LAST.match(clean)
    if match is not None:
        return _year_last(match, order)
    match = _DAY_NAME.match(clean) or _NAME_DAY.match(clean)
    if match is not None:
        month = _MONTHS.get(match["name"].lower())
        if month is not None:
            return _with_time(_year(match["y"]), month, int(match["d"]), match)
    match = _YEAR_MONTH.match(clean) if partial else None
    if match is not None:
        return date(int(match["y"]), int(match["m"] or 1), 1)
    # Last: forms of ISO 8601 such as 20240131T101500Z.
    return _sane(datetime.fromisoformat(clean))


def _number(clean: str, partial: bool) -> datetime | date:
    match = _COMPACT.match(clean)
    if match is not None:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    value = float(clean)
    if _SERIALS[0] <= value <= _SERIALS[1]:
        return from_serial(value)
    if len(clean) == 13:
        return datetime.fromtimestamp(value / 1000, UTC)
    if len(clean) == 10:
        return datetime.fromtimestamp(value, UTC)
    if partial and len(clean) == 4:
        return _sane(date(int(clean), 1, 1))
    raise ValueError


def from_serial(value: float) -> datetime | date:
    """A day as Excel counts it, with its time when there is a fraction."""
    if not _SERIALS[0] <= value <= _SERIALS[1]:
        raise CellError(codes.CELL_DATE)
    moment = _EXCEL_EPOCH + timedelta(seconds=round(value * 86_400))
    return moment.date() if float(value).is_integer() else moment


def _year_last(match: re.Match[str], order: str | None) -> datetime | date:
    first, second, year = int(match["a"]), int(match["b"]), _year(match["y"])
    if len(match["y"]) < 3 and order in (None, YMD) and may_begin_with_year(_parts(match)):
        if order is None:
            raise AmbiguousDate
        return _with_time(_year(match["a"]), second, int(match["y"]), match)
    if len(match["y"]) == 1:
        raise ValueError
    if order in (None, YMD):
        if first > 12 or first == second:
            order = DMY
        elif second > 12:
            order = MDY
        elif match["sep"] == ".":
            order = DMY  # nobody writes 12.05.2024 for the fifth of December
        elif order == YMD:
            order = MDY
        else:
            raise AmbiguousDate
    day, month = (first, second) if order == DMY else (second, first)
    return _with_time(year, month, day, match)


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 2:
        return year + (2000 if year < 70 else 1900)
    return year


def _with_time(year: int, month: int, day: int, match: re.Match[str]) -> datetime | date:
    on = _sane(date(year, month, day))
    if match["h"] is None:
        return on
    hour = int(match["h"])
    half = (match["half1"] or match["half2"] or "").lower().replace(".", "")
    if half in {"pm", "下午"} and hour < 12:
        hour += 12
    elif half in {"am", "上午"} and hour == 12:
        hour = 0
    zone = match["zone"]
    return datetime(
        year, month, day, hour, int(match["mi"] or 0), int(match["s"] or 0),
        tzinfo=None if zone is None else _zone(zone.lower()),
    )  # fmt: skip


def _zone(text: str) -> timezone:
    if text in {"z", "utc", "gmt"}:
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def _sane(on: _Day) -> _Day:
    if not _YEARS[0] <= on.year <= _YEARS[1]:
        raise ValueError
    return on
