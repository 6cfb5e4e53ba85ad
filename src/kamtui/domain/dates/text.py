"""Typed text made even: width, case, spaces, Chinese punctuation and numerals."""

import re
import unicodedata

from kamtui.domain.han import simplified

_MARKS = str.maketrans(
    {"、": "/", "。": ".", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-"}
    | {"\u2014": "-", "\u2212": "-"}
)
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "廿": 20, "卅": 30}
_NUMERAL = "零〇一二两三四五六七八九十廿卅百"
_HALF_DAYS = "上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上|夜里"
_BARE_WEEKDAY = re.compile(rf"([一二三四五六日])(?=$| ?(?:[0-9]{{1,2}}:|{_HALF_DAYS}))")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜) ?([一二三四五六日天])")
_RUN = re.compile(rf"(?<![0-9])[{_NUMERAL}]+(?![0-9])")
#: A time right behind a weekday: 周五十点 is ten o'clock, not 五十.
_AT_ONCE = re.compile(rf"[0-9]|[{_NUMERAL}]+[点时:]")
#: 周五晚8点, 明天早九点, 晚8点.
_SHORT_HALF = re.compile(rf"(?:^|(?<=[天日号1-7]))([早晚])(?=$| ?[0-9{_NUMERAL}])")
_SPACE_AT_HAN = re.compile("(?<=[\u4e00-\u9fff]) | (?=[\u4e00-\u9fff])")
_SHORT_FORMS = (
    ("今早", "今天早上"), ("今晚", "今天晚上"), ("明早", "明天早上"), ("明晚", "明天晚上"),
    ("昨晚", "昨天晚上"), ("昨夜", "昨天晚上"), ("今晨", "今天早上"), ("今夜", "今天晚上"),
    ("tonight", "today evening"), ("this morning", "today morning"),
    ("this afternoon", "today afternoon"), ("this evening", "today evening"),
)  # fmt: skip


def normalise(text: str) -> str:
    """Return a typed date in the one form that the rules read.

    Lower case, single spaces, none beside Chinese characters, ``周5`` for every Chinese weekday,
    Chinese numerals as digits where they have one reading (``两三天`` keeps its own).
    """
    text = unicodedata.normalize("NFKC", text.translate(_MARKS)).translate(_MARKS).casefold()
    text = simplified(" ".join(text.split())).rstrip(".,;!")
    text = _BARE_WEEKDAY.sub(r"周\1", text) if _BARE_WEEKDAY.match(text) else text
    if text and all(sign in _NUMERAL for sign in text):
        return text
    for short, long in _SHORT_FORMS:
        text = text.replace(short, long)
    text = _WEEKDAY.sub(_weekday, text)
    text = _SHORT_HALF.sub(r"\1上", text)
    text = _RUN.sub(_numeral, text)
    return _SPACE_AT_HAN.sub("", text)


def _weekday(match: re.Match[str]) -> str:
    number = "一二三四五六日天".index(match[1]) + 1
    space = " " if _AT_ONCE.match(match.string, match.end()) else ""
    return f"周{min(number, 7)}{space}"


def _numeral(match: re.Match[str]) -> str:
    """Return a Chinese numeral in digits; digit by digit only in a year, 二〇二六年."""
    run = match[0]
    if not any(sign in "十廿卅百" for sign in run):
        if len(run) == 1 or match.string[match.end() : match.end() + 1] == "年":
            return "".join(str(_DIGITS[sign]) for sign in run)
        return run
    total, digit, smallest = 0, None, 1000
    for sign in run:
        if sign in _DIGITS:
            if digit:
                return run
            digit = _DIGITS[sign]
            continue
        value = 100 if sign == "百" else _TENS[sign]
        if value >= smallest or (value not in (10, 100) and digit):
            return run
        total += value * (1 if digit is None else digit)
        digit, smallest = None, 100 if value == 100 else 10
    return str(total + (digit or 0))
