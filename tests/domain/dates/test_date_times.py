"""A time typed with a day, in both languages: it is kept, refused, or named, never dropped."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.domain.dates import parse_date
from kamtui.domain.log_line import parse_log_line
from kamtui.domain.plan_line import parse_plan_line

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("周五十点", 27, time(10)),
        ("周 五 十 点", 27, time(10)),
        ("週五十點", 27, time(10)),
        ("星期五十点半", 27, time(10, 30)),
        ("周五十五点", 27, time(15)),
        ("周五十二点半", 27, time(12, 30)),
        ("周五二十点一刻", 27, time(20, 15)),
        ("周五十点二十", 27, time(10, 20)),
        ("周五十:30", 27, time(10, 30)),
        ("周一十一点", 23, time(11)),
        ("周二十点", 24, time(10)),
        ("星期二十一点", 24, time(11)),
        ("周三十点", 25, time(10)),
        ("周日十点", 29, time(10)),
        ("下周三下午3点", 25, time(15)),
        ("下周三下午三点", 25, time(15)),
        ("明早9点", 23, time(9)),
        ("明早九点半", 23, time(9, 30)),
        ("明天早9点", 23, time(9)),
        ("周五晚8点", 27, time(20)),
        ("周五早九点", 27, time(9)),
        ("今晚八点", 22, time(20)),
        ("晚8点", 22, time(20)),
        ("周五10时", 27, time(10)),
        ("周五15时30分", 27, time(15, 30)),
        ("fri 10am", 27, time(10)),
        ("tomorrow morning at 9", 23, time(9)),
        ("tomorrow morning 9:30", 23, time(9, 30)),
        ("tomorrow in the afternoon at 3", 23, time(15)),
        ("fri evening 8pm", 27, time(20)),
        ("tonight at 8", 22, time(20)),
        ("this afternoon 3", 22, time(15)),
        ("next wed 3pm", 25, time(15)),
    ],
)
def test_a_time_beside_the_day(text: str, day: int, at: time) -> None:
    typed = parse_date(text, today=TODAY)
    assert (typed.on, typed.at, typed.half) == (date(2026, 11, day), at, "")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("周五五点", "ambiguous"),  # 5 or 17
        ("周五三点", "ambiguous"),
        ("下周三3点", "ambiguous"),
        ("tonight 12", "ambiguous"),
        ("tomorrow morning 14", "invalid"),
        ("三十点", "invalid"),
        ("周五十", "unknown"),
        ("周十点", "unknown"),
        ("good morning", "unknown"),
        ("in the morning", "unknown"),
    ],
)
def test_what_has_two_readings_or_none_is_refused(text: str, error: str) -> None:
    assert parse_date(text, today=TODAY).error == error


@pytest.mark.parametrize(
    ("text", "day", "half"),
    [
        ("明天上午", 23, "上午"),
        ("明早", 23, "早上"),
        ("周五晚", 27, "晚上"),
        ("tomorrow morning", 23, "morning"),
        ("fri in the evening", 27, "evening"),
        ("tonight", 22, "evening"),
    ],
)
def test_a_half_day_without_an_hour_stays_among_the_words(text: str, day: int, half: str) -> None:
    typed = parse_date(text, today=TODAY)
    assert (typed.on, typed.at, typed.half) == (date(2026, 11, day), None, half)
    plan = parse_plan_line(f"{text} 样品回访", today=TODAY)
    assert (plan.typed.on, plan.what) == (date(2026, 11, day), f"{half} 样品回访")
    log = parse_log_line(f"谈妥 >{text} 样品回访", today=TODAY)
    assert (log.next_on, log.next_what) == (date(2026, 11, day), f"{half} 样品回访")


DAYS = (
    "周五", "下周三", "明天", "后天", "12月15日", "15号", "2w", "fri", "tomorrow", "next_wed",
)  # fmt: skip
TIMES = (  # noqa: SIM905
    "十点 10点 早 晚 早9点 晚八点 上午 下午三点 点 时 十时 :30 十点半 一刻 夜 今夜 morning "
    "evening_8 at_9 in_the tonight 8pm 25:00 99点 早上早 晚晚"
).split()


@settings(max_examples=500)
@given(
    st.lists(st.sampled_from([*DAYS, *TIMES, " ", "x", "\u202e", "十"]), max_size=6).map("".join),
    st.sampled_from(["", " ", "，"]),
)
def test_no_input_raises_and_no_time_is_dropped(text: str, gap: str) -> None:
    text = text.replace("_", " ")
    typed = parse_date(text, today=TODAY)
    assert [typed.on is not None, typed.clears, typed.error is not None].count(True) == 1
    assert not (typed.at is not None and typed.half)
    plan = parse_plan_line(f"{text}{gap}回访", today=TODAY)
    if plan.typed.on is not None and plan.typed.at is None and plan.typed.half:
        assert plan.typed.half in plan.what


@given(
    st.sampled_from("一二三四五六日"),
    st.sampled_from(["周", "星期", "礼拜"]),
    st.integers(7, 23),
)
def test_every_weekday_and_every_hour_in_words(day: str, word: str, hour: int) -> None:
    names = ["", *"一二三四五六七八九十", "十一", "十二", "十三", "十四", "十五", "十六", "十七",
             "十八", "十九", "二十", "二十一", "二十二", "二十三"]  # fmt: skip
    typed = parse_date(f"{word}{day}{names[hour]}点", today=TODAY)
    assert typed.on is not None
    assert (typed.on.weekday(), typed.at) == ("一二三四五六日".index(day), time(hour))
