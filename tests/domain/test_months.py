"""Month arithmetic."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.domain.months import add_months, month_end, months_before

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_add_months(day: date, count: int, expected: date) -> None:
    assert add_months(day, count) == expected


@settings(max_examples=1000)
@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.integers(-2400, 2400))
def test_agrees_with_dateutil(day: date, count: int) -> None:
    assert add_months(day, count) == day + relativedelta(months=count)


def test_outside_the_calendar() -> None:
    with pytest.raises(OverflowError):
        add_months(date(9999, 12, 1), 1)
    with pytest.raises(OverflowError):
        months_before(date(1, 1, 1), 1)


def test_month_end() -> None:
    assert month_end(date(2028, 2, 1)) == date(2028, 2, 29)
    assert month_end(date(2026, 12, 31)) == date(2026, 12, 31)
