"""节后, 年后, 国庆前, 月底前 and their English twins, by China's calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.dates import longest_date_prefix, parse_date
from kamtui.domain.log_line import parse_log_line
from kamtui.domain.plan_line import parse_plan_line
from kamtui.domain.quick_add import parse_quick_add
from kamtui.domain.workdays import WeekendCalendar
from kamtui.services.calendars import for_country

CHINA = for_country("CN")

#: Today -> text -> day.
CASES: dict[str, dict[str, str]] = {
    # Spring Festival 2026 is 15 to 23 February; Saturday the 14th is worked.
    "2026-01-22": {
        "节后": "2026-02-24", "节前": "2026-02-14", "放假前": "2026-02-14", "假期后": "2026-02-24",
        "年后": "2026-02-24", "年前": "2026-02-14", "春节后": "2026-02-24", "春节前": "2026-02-14",
        "過年後": "2026-02-24", "过完年后": "2026-02-24", "春节长假后": "2026-02-24",
        "国庆前": "2026-09-30", "国庆节之前": "2026-09-30", "十一前": "2026-09-30",
        "国庆后": "2026-10-08", "十一长假后": "2026-10-08", "五一前": "2026-04-30",
        "五一以后": "2026-05-06", "劳动节后": "2026-05-06", "清明后": "2026-04-07",
        "端午前": "2026-06-18", "中秋后": "2026-09-28", "元旦前": "2026-12-31",
        "月底前": "2026-01-30", "下月底前": "2026-02-28", "本月末前": "2026-01-30",
        "5月底前": "2026-05-29", "季末前": "2026-03-31", "年底前": "2026-12-31",
        "after the holiday": "2026-02-24", "before the holidays": "2026-02-14",
        "After CNY": "2026-02-24", "before spring festival": "2026-02-14",
        "before National Day": "2026-09-30", "after labour day": "2026-05-06",
        "before month end": "2026-01-30", "before the end of the month": "2026-01-30",
        "before eom": "2026-01-30", "before the end of the year": "2026-12-31",
        "after mid-autumn festival": "2026-09-28",
    },
    # On the last day before, and inside, and on the first day after.
    "2026-09-30": {"国庆前": "2026-09-30", "节前": "2026-09-30", "节后": "2026-10-08",
                   "月底前": "2026-09-30"},
    "2026-10-03": {"国庆后": "2026-10-08", "国庆前": "2027-09-30", "节后": "2026-10-08"},
    "2026-10-08": {"节后": "2027-01-04", "国庆后": "2027-10-08"},
    # The month's last working day is over: the next month's.
    "2026-10-31": {"月底前": "2026-11-30"},
    # Nothing is arranged yet for 2027: the days themselves are known all the same.
    "2026-11-22": {"年后": "2027-02-15", "年前": "2027-02-04", "节后": "2027-01-04",
                   "元旦后": "2027-01-04", "五一前": "2027-04-30", "月底前": "2026-11-30"},
    # National Day and Mid-autumn together: 1 to 8 October 2025.
    "2025-09-20": {"中秋后": "2025-10-09", "国庆后": "2025-10-09", "节前": "2025-09-30"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("today", "text", "day"), [(t, x, d) for t, found in CASES.items() for x, d in found.items()]
)
def test_table(today: str, text: str, day: str) -> None:
    typed = parse_date(text, today=date.fromisoformat(today), calendar=CHINA)
    assert (typed.on, typed.error) == (date.fromisoformat(day), None)


@pytest.mark.parametrize("text", ["国庆前上午10点", "before national day 10:00"])
def test_a_time_may_follow(text: str) -> None:
    typed = parse_date(text, today=date(2026, 1, 22), calendar=CHINA)
    assert typed.on == date(2026, 9, 30) and typed.at is not None and typed.at.hour == 10


@pytest.mark.parametrize(
    ("text", "day"),
    [("节后", "2026-10-08"), ("国庆前", "2026-09-30"), ("年后", "2026-02-24")],
)
def test_where_something_happened_the_last_one_is_meant(text: str, day: str) -> None:
    typed = parse_date(text, today=date(2026, 11, 22), past=True, calendar=CHINA)
    assert typed.on == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["圣诞前", "before christmas"])
def test_a_holiday_the_country_does_not_have_is_refused(text: str) -> None:
    assert parse_date(text, today=date(2026, 11, 22), calendar=CHINA).error == "holiday"


@pytest.mark.parametrize("text", ["节后", "国庆前", "after the holiday"])
def test_without_a_country_or_its_data_nothing_is_guessed(text: str) -> None:
    today = date(2026, 11, 22)
    assert parse_date(text, today=today).error == "unknown"
    unknown = WeekendCalendar(known=False)
    assert parse_date(text, today=today, calendar=unknown).error == "holiday"
    assert parse_date("月底前", today=today, calendar=unknown).on == date(2026, 11, 30)


@pytest.mark.parametrize(
    "text",
    ["前", "后", "人前", "付款前", "after tomorrow", "before lunch", "after the", "before a",
     "after " + "x" * 500, "节后节后", "[red]节后[/]", "节\x00后", "\u202e节后",
     "before (national"],
)  # fmt: skip
def test_anything_else_is_no_date(text: str) -> None:
    assert parse_date(text, today=date(2026, 1, 22), calendar=CHINA).on is None


@given(st.text("节年国庆五一十月底季末前后之以beforaft hldynwi0123号", max_size=14))
def test_never_raises_and_never_a_day_off(text: str) -> None:
    typed = parse_date(text, today=date(2026, 1, 22), calendar=CHINA)
    if typed.on is not None and text.endswith(("国庆前", "节后", "月底前")):
        assert CHINA.is_working(typed.on)


def test_other_countries_have_their_own_names() -> None:
    germany, today = for_country("DE"), date(2026, 11, 22)
    assert parse_date("after christmas", today=today, calendar=germany).on == date(2026, 12, 28)
    assert parse_date("before easter", today=today, calendar=germany).on == date(2027, 3, 25)
    assert parse_date("节后", today=today, calendar=germany).on == date(2026, 12, 28)


def test_every_line_grammar_knows_them() -> None:
    today = date(2026, 1, 22)
    line = parse_log_line("同意 >国庆前 拜访", today=today, calendar=CHINA)
    assert (line.next_on, line.next_what) == (date(2026, 9, 30), "拜访")
    added = parse_quick_add("新客户 >after the holiday call", today=today, calendar=CHINA)
    assert (added.next_on, added.next_what) == (date(2026, 2, 24), "call")
    plan = parse_plan_line("节后 电话 回访", today=today, calendar=CHINA)
    assert (plan.typed.on, plan.channel, plan.what) == (date(2026, 2, 24), "call", "回访")
    typed, taken = longest_date_prefix(
        ["before", "the", "end", "of", "the", "month", "pay"], today=today, calendar=CHINA
    )
    assert (typed.on, taken) == (date(2026, 1, 30), 6)
