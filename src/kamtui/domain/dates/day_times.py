"""The time of day at the end of a typed date."""

import re
from datetime import time

from kamtui.domain.dates.model import RefusedDateError

_TIME = re.compile(
    r"(?:^|(?<=[0-9])t| ?\bat |(?<=[ \u4e00-\u9fff,])|(?=[上早清凌中下傍晚夜]))"
    r"(?P<half>上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上|夜里)?"
    r"(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"|[点时](?:(?P<word>半|整|钟|[13]刻)|(?P<zh_minute>[0-9]{1,2})分?)?|(?= ?[ap]))"
    r"(?: ?(?P<english>am|pm|a\.m|p\.m))?$"
)
#: ``tomorrow morning at 9``, ``fri evening 8:30``; with am or pm the half day says no more.
_ENGLISH = re.compile(
    r"(?<=.) (?:in the |at )?(?P<half>morning|afternoon|evening|night)(?: at)?"
    r" (?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?(?P<spoken> ?(?:am|pm|a\.m|p\.m))?$"
)
_HALF_ONLY = re.compile(
    r"(?<=.)(?:(?P<zh>上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上|夜里)"
    r"| (?:in the |at )?(?P<en>morning|afternoon|evening|night))$"
)
_AS_CHINESE = {"morning": "上午", "afternoon": "下午", "evening": "晚上", "night": "晚上"}
_WORDS = {"半": 30, "1刻": 15, "3刻": 45}


def split_time(text: str) -> tuple[str, time | None, str]:
    """Split a normalised text into what comes before its time of day, the time, and a half day.

    A half day without an hour (明天上午, tomorrow morning) names no time: it is returned, so that
    whoever has words beside the day keeps it.

    Raises:
        RefusedDateError: No such hour, or one with two readings (3点 is 3 or 15).
    """
    if match := _ENGLISH.search(text):
        hour, minute = match["hour"], match["minute"] or "00"
        spoken = match["spoken"] or ""
        if not spoken:
            at = _clock(_of_half_day(_AS_CHINESE[match["half"]], int(hour)), int(minute))
            return text[: match.start()], at, ""
        text = f"{text[: match.start()]} {hour}:{minute}{spoken}"
    match = _TIME.search(text)
    if match is None:
        half = _HALF_ONLY.search(text)
        if half is None:
            return text, None, ""
        return text[: half.start()], None, half["zh"] or half["en"]
    hour, minute = int(match["hour"]), int(match["minute"] or match["zh_minute"] or 0)
    minute += _WORDS.get(match["word"] or "", 0)
    spoken = match["half"] or match["english"]
    if spoken is not None:
        hour = _of_half_day(spoken, hour)
    elif match["minute"] is None and 1 <= hour <= 6:
        raise RefusedDateError("ambiguous")
    at = _clock(hour, minute, int(match["second"] or 0))
    return text[: match.start()].rstrip(" ,"), at, ""


def _clock(hour: int, minute: int, second: int = 0) -> time:
    try:
        return time(hour, minute, second)
    except ValueError:
        raise RefusedDateError("invalid") from None


def _of_half_day(half: str, hour: int) -> int:
    """Return the hour of 24 for an hour of a half day."""
    if half[0] in "ap":
        if not 1 <= hour <= 12:
            raise RefusedDateError("invalid")
        return hour % 12 + (12 if half[0] == "p" else 0)
    if half == "凌晨":
        allowed, hour = hour <= 12, hour % 12
    elif half in ("上午", "早上", "早晨", "清晨"):
        allowed = hour < 12
    elif half == "中午":
        allowed = hour in (11, 12, 13, 14, 1, 2)
        hour += 12 if hour < 11 else 0
    elif half in ("下午", "傍晚"):
        allowed = 1 <= hour <= 23
        hour += 12 if hour < 12 else 0
    else:
        # 晚上12点 may be the end or the beginning of the day.
        if hour <= 4 or hour == 12:
            raise RefusedDateError("ambiguous")
        allowed = hour <= 23
        hour += 12 if hour < 12 else 0
    if not allowed:
        raise RefusedDateError("invalid")
    return hour
