"""Cadences: text, defaults, next dates."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.domain.cadence import (
    DEFAULT_CADENCES,
    Cadence,
    CadenceUnit,
    format_cadence,
    next_date,
    parse_cadence,
)
from kamtui.domain.enums import FollowUpChannel
from kamtui.domain.errors import KamError
from kamtui.domain.workdays import WeekendCalendar

cadences = st.builds(
    Cadence,
    every=st.integers(1, 60),
    unit=st.sampled_from(CadenceUnit),
    channel=st.sampled_from(FollowUpChannel),
)


def test_defaults_by_grade() -> None:
    texts = {grade: format_cadence(cadence) for grade, cadence in DEFAULT_CADENCES.items()}
    assert texts == {"A": "1m visit", "B": "3m call", "C": "6m email"}


@pytest.mark.parametrize("text", ["2W  WeChat", "２ｗ　wechat", "2 w wechat"])
def test_reads_what_people_type(text: str) -> None:
    assert parse_cadence(text) == Cadence(2, CadenceUnit.WEEK, FollowUpChannel.WECHAT)


def test_none() -> None:
    assert parse_cadence("None") is None
    assert format_cadence(None) == "none"


@pytest.mark.parametrize(
    "text", ["", "visit", "1m", "0m visit", "-1m visit", "1000d call", "1y visit", "1m fax", "1m  "]
)
def test_refuses(text: str) -> None:
    with pytest.raises(KamError) as caught:
        parse_cadence(text)
    assert (caught.value.code, caught.value.exit_code) == ("cadence.invalid", 2)


@pytest.mark.parametrize("every", [0, -1, 1000])
def test_every_is_within_bounds(every: int) -> None:
    with pytest.raises(KamError):
        Cadence(every, CadenceUnit.DAY, FollowUpChannel.CALL)


@given(cadences)
def test_text_round_trip(cadence: Cadence) -> None:
    assert parse_cadence(format_cadence(cadence)) == cadence


@pytest.mark.parametrize(
    ("start", "text", "expected"),
    [
        (date(2026, 11, 22), "1m visit", date(2026, 12, 22)),
        (date(2026, 11, 22), "3m call", date(2027, 2, 22)),
        (date(2026, 11, 22), "6m email", date(2027, 5, 24)),
        (date(2027, 1, 31), "1m visit", date(2027, 3, 1)),
        (date(2026, 1, 31), "1m visit", date(2026, 3, 2)),
        (date(2028, 1, 31), "1m visit", date(2028, 2, 29)),
        (date(2026, 11, 22), "2w call", date(2026, 12, 7)),
        (date(2026, 11, 20), "1d call", date(2026, 11, 23)),
    ],
)
def test_next_date(start: date, text: str, expected: date) -> None:
    cadence = parse_cadence(text)
    assert cadence is not None
    assert next_date(start, cadence, WeekendCalendar()) == expected


@settings(max_examples=1000)
@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), cadences)
def test_agrees_with_dateutil_and_falls_on_a_working_day(start: date, cadence: Cadence) -> None:
    steps = {
        CadenceUnit.DAY: relativedelta(days=cadence.every),
        CadenceUnit.WEEK: relativedelta(weeks=cadence.every),
        CadenceUnit.MONTH: relativedelta(months=cadence.every),
    }
    day = next_date(start, cadence, WeekendCalendar())
    plain = start + steps[cadence.unit]
    assert timedelta(0) <= day - plain <= timedelta(days=2)
    assert day.weekday() < 5
    assert day == plain or plain.weekday() >= 5
