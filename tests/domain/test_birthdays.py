"""Birthdays as people type them: of either calendar, any part missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.birthdays import NO_BIRTHDAY, Birthday, birthday_text, parse_birthday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", NO_BIRTHDAY),
        ("1980-05-02", Birthday(1980, 5, 2)),
        ("1980年5月2日", Birthday(1980, 5, 2)),
        ("１９８０／５／２", Birthday(1980, 5, 2)),
        ("5-2", Birthday(None, 5, 2)),
        ("05/02", Birthday(None, 5, 2)),
        ("5月2号", Birthday(None, 5, 2)),
        ("--05-02", Birthday(None, 5, 2)),
        ("1980", Birthday(1980)),
        ("1980-05", Birthday(1980, 5)),
        ("5月", Birthday(None, 5)),
        ("农历八月十五", Birthday(None, 8, 15, True)),
        ("正月初三", Birthday(None, 1, 3, True)),
        ("腊月廿三", Birthday(None, 12, 23, True)),
        ("腊月三十", Birthday(None, 12, 30, True)),
        ("十一月二十", Birthday(None, 11, 20, True)),
        ("农历 8-15", Birthday(None, 8, 15, True)),
        ("lunar 02-30", Birthday(None, 2, 30, True)),
        ("1980年8月15日(农历)", Birthday(1980, 8, 15, True)),
        ("2-29", Birthday(None, 2, 29)),
    ],
)
def test_what_is_understood(text: str, expected: Birthday) -> None:
    assert parse_birthday(text) == expected


@pytest.mark.parametrize(
    "text",
    ["13-40", "2-30", "1981-02-29", "0-1", "5-0", "soon", "农历", "13月", "1980-05-02-03",
     "八月十五十", "三月三五", "9999", "\x1b[31m", "1" * 10_000],
)  # fmt: skip
def test_what_is_no_birthday(text: str) -> None:
    with pytest.raises(ValueError):
        parse_birthday(text)


@given(
    st.integers(1900, 2020) | st.none(),
    st.integers(1, 12) | st.none(),
    st.integers(1, 28) | st.none(),
    st.booleans(),
)
def test_what_is_written_is_read_back(
    year: int | None, month: int | None, day: int | None, lunar: bool
) -> None:
    birthday = Birthday(year, month, day if month is not None else None, lunar)
    if year is None and month is None:
        birthday = NO_BIRTHDAY
    assert parse_birthday(birthday_text(birthday)) == birthday
