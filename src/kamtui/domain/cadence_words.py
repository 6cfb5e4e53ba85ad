"""A cadence as people say it: ``每月拜访``, ``every two weeks by phone``, ``1m visit``."""

import re
import unicodedata

from kamtui.domain.cadence import Cadence, CadenceUnit, parse_cadence
from kamtui.domain.dates.text import normalise
from kamtui.domain.enums import FollowUpChannel
from kamtui.domain.errors import KamError

__all__ = ["read_cadence"]

_NOBODY = frozenset(
    ("none", "no", "never", "-", "无", "無", "没有", "沒有", "不", "不定期", "不设", "手动")
)

#: Words and pinyin initials of each channel (glossary.md), as they are said behind "every month".
_CHANNELS: dict[str, FollowUpChannel] = {
    **{one.value: one for one in FollowUpChannel},
    **dict.fromkeys(
        ("phone call", "phone", "calls", "tel", "电话", "電話", "打电话", "去电", "dh"),
        FollowUpChannel.CALL,
    ),
    **dict.fromkeys(("微信", "发微信", "wx"), FollowUpChannel.WECHAT),
    **dict.fromkeys(("企业微信", "企微", "qywx", "qw"), FollowUpChannel.WECOM),
    **dict.fromkeys(
        ("visits", "拜访", "拜訪", "上门", "上门拜访", "走访", "面谈", "bf"), FollowUpChannel.VISIT
    ),
    **dict.fromkeys(("video call", "视频", "视频会议", "sp", "sphy"), FollowUpChannel.VIDEO),
    **dict.fromkeys(
        ("e-mail", "mail", "e-mails", "emails", "邮件", "电子邮件", "发邮件", "郵件", "yj"),
        FollowUpChannel.EMAIL,
    ),
    **dict.fromkeys(("text", "短信", "发短信", "簡訊", "dx"), FollowUpChannel.SMS),
    **dict.fromkeys(("meet", "meetings", "会议", "開會", "开会", "hy"), FollowUpChannel.MEETING),
    **dict.fromkeys(("其他", "qt"), FollowUpChannel.OTHER),
    **dict.fromkeys(("事务", "sw"), FollowUpChannel.ERRAND),
}
#: The longest first: 视频会议 is not 会议, 企业微信 is not 微信.
_ALIASES = sorted(_CHANNELS, key=len, reverse=True)

_D, _W, _M = CadenceUnit.DAY, CadenceUnit.WEEK, CadenceUnit.MONTH
_OFTEN: dict[str, tuple[int, CadenceUnit]] = {
    "daily": (1, _D), "天天": (1, _D), "每日": (1, _D), "隔天": (2, _D),
    "weekly": (1, _W), "biweekly": (2, _W), "bi-weekly": (2, _W), "fortnightly": (2, _W),
    "every other week": (2, _W), "隔周": (2, _W), "双周": (2, _W), "每双周": (2, _W),
    "monthly": (1, _M), "月度": (1, _M), "每半月": (15, _D), "半月": (15, _D),
    "每半个月": (15, _D), "半个月": (15, _D), "every other month": (2, _M), "隔月": (2, _M),
    "quarterly": (3, _M), "季度": (3, _M), "每季": (3, _M), "half-yearly": (6, _M),
    "half yearly": (6, _M), "semiannual": (6, _M), "semiannually": (6, _M),
    "every half year": (6, _M), "every half-year": (6, _M), "twice a year": (6, _M),
    "半年": (6, _M), "每半年": (6, _M), "半年度": (6, _M), "yearly": (12, _M),
    "annual": (12, _M), "annually": (12, _M), "年度": (12, _M),
}  # fmt: skip
_UNITS: dict[str, tuple[int, CadenceUnit]] = {
    **dict.fromkeys(("d", "day", "days", "天", "日"), (1, _D)),
    **dict.fromkeys(("w", "week", "weeks", "周", "週", "星期", "礼拜"), (1, _W)),
    **dict.fromkeys(("m", "month", "months", "月"), (1, _M)),
    **dict.fromkeys(("q", "quarter", "quarters", "季", "季度"), (3, _M)),
    **dict.fromkeys(("y", "year", "years", "年"), (12, _M)),
}
_EVERY = re.compile(
    r"(?P<each>every|each|per|once a|once every|a|每隔|每)? ?(?P<count>[1-9][0-9]{0,2})? ?个?"
    rf"(?P<unit>{'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})"
)
_ENGLISH_NUMBERS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "eight": "8",
    "ten": "10", "twelve": "12",
}  # fmt: skip


def read_cadence(text: str) -> Cadence | None:
    """Return the cadence that somebody typed in either language, None for none at all.

    How often and by what channel, in either order; also everything `parse_cadence` reads.

    Raises:
        KamError: ``cadence.no_channel`` where only the channel is missing, else
            ``cadence.invalid``; both with the ``text``.
    """
    even = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if even in _NOBODY:
        return None
    try:
        return parse_cadence(even)
    except KamError:
        pass
    even = normalise(even).replace("1次", "").replace("1回", "")
    even = " ".join(_ENGLISH_NUMBERS.get(word, word) for word in even.split()).removeprefix("a ")
    for rest, channel in _split(even):
        every = _often(rest)
        if every is not None and every[0] <= 999:
            return Cadence(*every, channel)
    code = "cadence.no_channel" if _often(even) else "cadence.invalid"
    raise KamError(code, {"text": text}, 2)


def _split(even: str) -> list[tuple[str, FollowUpChannel]]:
    """Return (how often, channel) of every way to take a channel off an end, the longest first."""
    found = []
    for alias in _ALIASES:
        for rest, beside in (
            (even.removesuffix(alias), -1),
            (even.removeprefix(alias), 0),
        ):
            if len(rest) in (0, len(even)):
                continue
            touching = rest[beside]
            if not (alias.isascii() and touching.isascii() and touching.isalnum()):
                found.append((rest.strip(" ,，/").removesuffix(" by"), _CHANNELS[alias]))
    return found


def _often(text: str) -> tuple[int, CadenceUnit] | None:
    """Return every how many of which unit, None where a text does not say it."""
    plain = text.strip(" ,，/")
    for filler in ("打", "去", "发", "by"):
        plain = plain.removesuffix(filler).strip()
    fixed = _OFTEN.get(plain) or _OFTEN.get(plain.replace(" ", ""))
    if fixed is not None:
        return fixed
    match = _EVERY.fullmatch(plain)
    if match is None or not (match["each"] or match["count"]):
        return None
    count, unit = _UNITS[match["unit"]]
    return count * int(match["count"] or 1), unit
