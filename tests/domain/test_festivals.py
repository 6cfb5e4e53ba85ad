"""Days of the lunar calendar in ours, and the festivals customers are greeted on."""

from datetime import date, timedelta

import pytest

from kamtui.domain.birthdays import Birthday
from kamtui.domain.festivals import KNOWN, Festival, festival_named, festival_within
from kamtui.domain.lunar import LAST_LUNAR_YEAR, lunar_days, solar_day


@pytest.mark.parametrize(
    ("birthday", "year", "day"),
    [
        (Birthday(None, 1, 1, True), 2024, date(2024, 2, 10)),
        (Birthday(None, 1, 1, True), 2025, date(2025, 1, 29)),
        (Birthday(None, 1, 1, True), 2026, date(2026, 2, 17)),
        (Birthday(None, 8, 15, True), 2026, date(2026, 9, 25)),
        # The sixth month came twice in 2025: the first is meant.
        (Birthday(1980, 6, 1, True), 2025, date(2025, 6, 25)),
        # A twelfth month of 29 days has no 30th.
        (Birthday(None, 12, 30, True), 2025, date(2026, 2, 16)),
        (Birthday(None, 2, 29), 2026, date(2026, 2, 28)),
        (Birthday(None, 2, 29), 2028, date(2028, 2, 29)),
        (Birthday(None, 2, None), 2026, None),
        (Birthday(1980), 2026, None),
        (Birthday(None, 1, 1, True), LAST_LUNAR_YEAR + 2, None),
    ],
)
def test_the_day_of_a_year(birthday: Birthday, year: int, day: date | None) -> None:
    assert solar_day(birthday, year) == day


def test_both_directions_agree_for_ten_years() -> None:
    first = date(2020, 1, 1)
    for (month, day), on in lunar_days(first, first + timedelta(days=3650)).items():
        year = on.year if (on.month, on.day) >= (2, 21) or month < 11 else on.year - 1
        assert on in (
            solar_day(Birthday(None, month, day, True), year),
            solar_day(Birthday(None, month, day, True), year - 1),
        )


def test_a_span_past_the_table_ends_there() -> None:
    assert lunar_days(date(2150, 1, 1), date(2150, 1, 9)) == {}


@pytest.mark.parametrize("code", KNOWN)
def test_no_festival_is_missed_in_any_year_of_the_table(code: str) -> None:
    """The rough span that spares the table of the calendar never leaves a real day out."""
    day = KNOWN[code][0]
    for year in range(1902, 2098):
        on = solar_day(day, year)
        assert on is not None
        for ahead in (0, 3, 7):
            first = on - timedelta(days=ahead)
            found = festival_within(Festival(code, code, day), first, first + timedelta(days=7))
            assert found == on


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("春节", "spring_festival"), ("Mid-Autumn", "mid_autumn"), ("new_year", "new_year"),
        ("厂庆=5-2", "厂庆=05-02"), ("厂庆＝农历八月初八", "厂庆=农历08-08"),
        ("周年=2001-05-02", "周年=05-02"),
    ],
)  # fmt: skip
def test_names(text: str, code: str) -> None:
    found = festival_named(text)
    assert found.code == code
    assert festival_named(found.code) == found


@pytest.mark.parametrize("text", ["", "x", "=5-2", "a:b=5-2", "x=5", "x=", "a\x1b=5-2", "x=13-40"])
def test_what_is_no_festival(text: str) -> None:
    with pytest.raises(ValueError):
        festival_named(text)
