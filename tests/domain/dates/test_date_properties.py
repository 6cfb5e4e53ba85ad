"""What holds for any text and any day."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.domain.dates import DateOrder, longest_date_prefix, parse_date

TODAY = date(2026, 11, 22)
PIECES = (  # noqa: SIM905 - readable
    "周 五 下 上 个 月 日 号 年 底 初 半 后 前 天 两 十 三 点 上午 晚上 今 明 - / . 、 : + 1 2 "
    "15 31 2026 fri next last dec d w m th am pm none at 季 末 ０ 廿 百"
).split()
hostile = st.one_of(
    st.text(max_size=25), st.lists(st.sampled_from([*PIECES, " "]), max_size=7).map("".join)
)
days = st.dates(date.min, date.max)


@settings(max_examples=600, deadline=None)
@given(hostile, days, st.booleans(), st.sampled_from(DateOrder))
def test_any_text_gives_a_day_or_an_error(
    text: str, today: date, past: bool, order: DateOrder
) -> None:
    now = datetime.combine(today, time(12))
    typed = parse_date(text, today=today, now=now, order=order, past=past)
    assert typed.text == text
    assert [typed.on is not None, typed.clears, typed.error is not None].count(True) == 1
    if typed.on is not None:
        assert typed.on <= today if past else typed.on >= today


@given(st.dates(TODAY, date(9999, 12, 31)), st.sampled_from(DateOrder))
def test_iso_round_trip(day: date, order: DateOrder) -> None:
    assert parse_date(day.isoformat(), today=TODAY, order=order).on == day
    assert parse_date(f"{day.year}年{day.month}月{day.day}日", today=TODAY, order=order).on == day
    assert parse_date(f"{day.day} {day:%B} {day.year:04}", today=TODAY, order=order).on == day


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 365))
def test_a_day_without_its_year_is_the_next_one(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    typed = parse_date(f"{day:%m-%d}", today=today)
    assert typed.on is not None
    assert (typed.on.month, typed.on.day) == (day.month, day.day)
    assert typed.on <= day


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.sampled_from("一二三四五六日"))
def test_weekdays_are_strictly_after_and_strictly_before(today: date, name: str) -> None:
    coming = parse_date(f"周{name}", today=today).on
    gone = parse_date(f"周{name}", today=today, past=True).on
    assert coming is not None
    assert gone is not None
    assert 1 <= (coming - today).days <= 7
    assert 1 <= (today - gone).days <= 7
    assert coming.weekday() == gone.weekday() == "一二三四五六日".index(name)


@settings(deadline=None)
@given(st.lists(hostile, max_size=8))
def test_a_prefix_never_takes_more_than_there_is(tokens: list[str]) -> None:
    typed, taken = longest_date_prefix(tokens, today=TODAY)
    assert 0 <= taken <= len(tokens)
    assert (taken > 0) or typed.error is not None
