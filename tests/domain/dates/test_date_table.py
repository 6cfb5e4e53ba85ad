"""Every row of the date table of ux.md, and what goes with it."""

from datetime import date, datetime, time

import pytest

from kamtui.domain.dates import DateOrder, TypedDate, parse_date

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 15, 42)  # noqa: DTZ001 - local time of day, as typed

TABLE = {
    "2026-11-22": "today 今天 0 ０ 今日",
    "2026-11-23": "tom tmr 明天 1 tomorrow mon 周一 一",
    "2026-11-24": "后天 2 後天",
    "2026-11-25": "大后天|+3|3d|3天|三天后|3天后|下周三|wed|in 3 days|3 天 后|下個週三|廿五号|25th",
    "2026-11-27": "fri 周五 星期五 礼拜五 五 Friday ＦＲＩ 禮拜五 下周五",
    "2026-11-29": "下周日 周日 星期天 日 sun 下周天",
    "2026-11-30": "下下周一 mon+1 月底 eom 11月底 本月底 周一+1",
    "2026-12-01": "月初 下月初 下个月初",
    "2026-12-05": "下个月5号 下月5日",
    "2026-12-06": "2w +2w 两周后 2周 两个星期后 14 兩週後 十四天后",
    "2026-12-07": "半个月后",
    "2026-12-15": (
        "15/12 15.12 15、12 15。12 12-15 1215 2026-12-15 12月15日 12月15 15号 15日 15th 月中 "
        "20261215 2026/12/15 2026.12.15 2026年12月15日 26年12月15日 十二月十五日 十二月十五 "
        "１２－１５ 15/12/2026 15.12.2026 15/12/26 12/15/2026 15dec 15-Dec-2026 15-12-2026 十五号"
    ),
    "2026-12-22": "1m 一个月后 1个月",
    "2026-12-31": "季末 eoq 年底 eoy 31号 12月底 本季末",
    "2027-01-06": "一个半月后",
    "2027-05-22": "半年后",
    "2027-11-21": "11-21",
    "2028-02-29": "2-29 29feb 2月29日",
}
SPACED = {
    "2026-11-24": ["day after tomorrow"],
    "2026-11-27": ["next fri", "next  Friday", "周 五", "周五。"],
    "2026-11-30": ["end of month", "month end"],
    "2026-12-06": ["in 2 weeks", "2 weeks", "两 周 后", "Sun 6 Dec 2026", "6 Dec, Sun"],
    "2026-12-15": [
        "15 dec", "Dec 15", "15 December 2026", "december 15, 2026", "15th of December", "15 号",
        "12 月 15 日", "Tue 15 Dec", "2026-12-15（周二）", "12月15日 周二", "the 15th",
    ],
}  # fmt: skip
ROWS = [
    (text, date.fromisoformat(day))
    for day, texts in TABLE.items()
    for text in (texts.split("|") if "|" in texts else texts.split())
] + [(text, date.fromisoformat(day)) for day, texts in SPACED.items() for text in texts]


@pytest.mark.parametrize(("text", "day"), ROWS)
def test_table(text: str, day: date) -> None:
    assert parse_date(text, today=TODAY) == TypedDate(text, on=day)


@pytest.mark.parametrize("text", ["never", "none", "无", "無", "-", "－", "None"])
def test_clears(text: str) -> None:
    assert parse_date(text, today=TODAY) == TypedDate(text, clears=True)
    assert parse_date(text, today=TODAY, past=True).error == "unknown"


@pytest.mark.parametrize(
    ("text", "day_month", "month_day"),
    [
        ("5/12", date(2026, 12, 5), date(2027, 5, 12)),
        ("5.12", date(2026, 12, 5), date(2027, 5, 12)),
        ("5、12", date(2026, 12, 5), date(2027, 5, 12)),
        ("5-12", date(2027, 5, 12), date(2027, 5, 12)),
        ("13/12", date(2026, 12, 13), date(2026, 12, 13)),
        ("12/13", date(2026, 12, 13), date(2026, 12, 13)),
        ("5/12/2027", date(2027, 12, 5), date(2027, 5, 12)),
        ("12/15/26", date(2026, 12, 15), date(2026, 12, 15)),
    ],
)
def test_order_decides_only_what_is_open(text: str, day_month: date, month_day: date) -> None:
    assert parse_date(text, today=TODAY, order=DateOrder.DMY).on == day_month
    assert parse_date(text, today=TODAY, order=DateOrder.MDY).on == month_day


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("fri 10:30", 27, time(10, 30)),
        ("周五10:30", 27, time(10, 30)),
        ("下周三 上午10点", 25, time(10)),
        ("明天下午3点半", 23, time(15, 30)),
        ("明天下午三点半", 23, time(15, 30)),
        ("明天 下午 3:30", 23, time(15, 30)),
        ("明天晚上8点", 23, time(20)),
        ("明晚8点", 23, time(20)),
        ("明天中午12点", 23, time(12)),
        ("明天中午1点", 23, time(13)),
        ("明天下午12点", 23, time(12)),
        ("明天凌晨1点", 23, time(1)),
        ("明天三点", None, None),
        ("明天10点", 23, time(10)),
        ("明天14点15分", 23, time(14, 15)),
        ("明天上午十点一刻", 23, time(10, 15)),
        ("tomorrow 3pm", 23, time(15)),
        ("tomorrow at 3:30 pm", 23, time(15, 30)),
        ("tomorrow 12am", 23, time(0)),
        ("2026-11-25T10:30", 25, time(10, 30)),
        ("2026-11-25 10:30:15", 25, time(10, 30, 15)),
        ("25号10:30", 25, time(10, 30)),
        ("3 10:30", 25, time(10, 30)),
        ("五 10:30", 27, time(10, 30)),
        ("明天上午", 23, None),
        ("14:00", 22, time(14)),
        ("today 9:00", 22, time(9)),
    ],
)
def test_time_of_day(text: str, day: int | None, at: time | None) -> None:
    typed = parse_date(text, today=TODAY, now=NOW)
    assert (typed.on and typed.on.day, typed.at) == (day, at)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昨天", "2026-11-21"), ("yesterday", "2026-11-21"), ("前天", "2026-11-20"),
        ("大前天", "2026-11-19"), ("上周五", "2026-11-13"), ("上上周五", "2026-11-06"),
        ("周五", "2026-11-20"), ("fri", "2026-11-20"), ("last fri", "2026-11-20"),
        ("sun", "2026-11-15"), ("本周五", "2026-11-20"), ("-2d", "2026-11-20"),
        ("-2", "2026-11-20"), ("3天前", "2026-11-19"), ("3 days ago", "2026-11-19"),
        ("两周前", "2026-11-08"), ("一个月前", "2026-10-22"), ("半年前", "2026-05-22"),
        ("12-15", "2025-12-15"), ("11-22", "2026-11-22"), ("15 oct", "2026-10-15"),
        ("15号", "2026-11-15"), ("25号", "2026-10-25"), ("上个月5号", "2026-10-05"),
        ("月底", "2026-10-31"), ("上月底", "2026-10-31"), ("月初", "2026-11-01"),
        ("去年12月5日", "2025-12-05"), ("2-29", "2024-02-29"), ("2010-12-01", "2010-12-01"),
        ("today", "2026-11-22"), ("10:00", "2026-11-22"), ("now", "2026-11-22"),
        ("昨晚8点", "2026-11-21"), ("季末", "2026-09-30"), ("年底", "2025-12-31"),
    ],
)  # fmt: skip
def test_what_happened_lies_in_the_past(text: str, day: str) -> None:
    assert parse_date(text, today=TODAY, now=NOW, past=True).on == date.fromisoformat(day)


def test_now_is_to_the_minute() -> None:
    assert parse_date("now", today=TODAY, now=NOW, past=True).at == time(10, 15)
    assert parse_date("now", today=TODAY, past=True).at is None


@pytest.mark.parametrize(
    ("text", "past", "error", "suggestion"),
    [
        ("2025-12-15", False, "past", "2026-12-15"),
        ("2026-11-21", False, "past", "2027-11-21"),
        ("2020-02-29", False, "past", "2028-02-29"),
        ("昨天", False, "past", None),
        ("-2d", False, "past", None),
        ("本周五", False, "past", "2026-11-27"),
        ("this fri", False, "past", "2026-11-27"),
        ("9:00", False, "past", "2026-11-23"),
        ("last fri", False, "past", None),
        ("2d", True, "future", "2026-11-20"),
        ("3", True, "future", "2026-11-19"),
        ("明天", True, "future", None),
        ("next fri", True, "future", None),
        ("2026-12-15", True, "future", "2025-12-15"),
        ("10:30", True, "future", None),
        ("2027-02-29", False, "invalid", "2027-02-28"),
        ("2026-02-29", True, "invalid", "2026-02-28"),
        ("30/2", False, "invalid", None),
        ("31/4", False, "invalid", None),
        ("32号", False, "invalid", None),
        ("0号", False, "invalid", None),
        ("13-13", False, "invalid", None),
        ("1399", False, "invalid", None),
        ("0000", False, "invalid", None),
        ("2026-13-01", False, "invalid", None),
        ("12月15日周五", False, "invalid", None),
        ("fri 25:00", False, "invalid", None),
        ("明天13am", False, "invalid", None),
        ("下个月31号", False, None, None),
        ("本月31号", False, "invalid", "2026-11-30"),
        ("999y", False, None, None),
        ("5-12-2027", False, "ambiguous", None),
        ("明天3点", False, "ambiguous", None),
        ("明天晚上12点", False, "ambiguous", None),
        ("", False, "empty", None),
        ("  ", False, "empty", None),
    ],
)
def test_refused(text: str, past: bool, error: str | None, suggestion: str | None) -> None:
    typed = parse_date(text, today=TODAY, now=NOW, past=past)
    assert typed.error == error
    assert typed.suggestion == (date.fromisoformat(suggestion) if suggestion else None)
    assert (typed.on is None) == (error is not None)


@pytest.mark.parametrize(
    "text",
    [
        "soon", "下周", "next week", "next month", "十五", "五一", "十一", "两三天后", "三五天",
        "12月", "dec", "dec 2026", "26年", "fri 3", "5 6", "12345", "261215", "1e3", "٣", "9/9/9/9",
        "2天半", "周八", "周0", "星期", "今天明天", "fri fri", "3x", "--", "+", "/", "...", "?",
        "节后", "年后", "国庆前", "3.5天", "1,5", "2d3", "t10:30:", "next next fri", "回访",
        "15/", "+2w后", "in", "五一二", "2十", "上午", "10:30 fri 10:30", "fri+", "x" * 100_000,
    ],
)  # fmt: skip
def test_never_guesses(text: str) -> None:
    assert parse_date(text, today=TODAY, now=NOW) == TypedDate(text, error="unknown")


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        (date(2027, 1, 31), "1m", date(2027, 2, 28)),
        (date(2028, 1, 31), "1m", date(2028, 2, 29)),
        (date(2028, 2, 29), "1y", date(2029, 2, 28)),
        (date(2027, 1, 31), "月底", date(2027, 1, 31)),
        (date(2027, 2, 1), "月初", date(2027, 2, 1)),
        (date(2027, 1, 30), "31号", date(2027, 1, 31)),
        (date(2027, 2, 1), "31号", date(2027, 3, 31)),
        (date(2026, 11, 27), "fri", date(2026, 12, 4)),
        (date(2026, 11, 27), "下周五", date(2026, 12, 4)),
        (date(2026, 11, 23), "本周五", date(2026, 11, 27)),
        (date(2026, 11, 23), "下周一", date(2026, 11, 30)),
        (date(2026, 12, 15), "12-15", date(2026, 12, 15)),
        (date(2026, 12, 31), "1", date(2027, 1, 1)),
        (date(2096, 3, 1), "2-29", date(2104, 2, 29)),
        (date(2026, 11, 22), "明年3月底", date(2027, 3, 31)),
    ],
)
def test_edges_of_the_calendar(today: date, text: str, day: date) -> None:
    assert parse_date(text, today=today).on == day
