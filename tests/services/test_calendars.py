"""The working days of countries, China's against the State Council's lists of three years."""

from datetime import date, timedelta

import holidays
import pytest

from kamtui.domain.expected_holidays import expected_breaks
from kamtui.domain.workdays import is_made_up
from kamtui.services import calendars, settings
from kamtui.services.desk import Desk

CHINA = calendars.for_country("CN")

#: Weekends that the State Council's notices make working days, and the days off that are none.
MADE_UP = (
    "2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14",
    "2024-09-29", "2024-10-12", "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28",
    "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20",
    "2026-10-10",
)  # fmt: skip
OFF = (
    ("2024-01-01", "2024-01-01"), ("2024-02-10", "2024-02-17"), ("2024-04-04", "2024-04-06"),
    ("2024-05-01", "2024-05-05"), ("2024-06-10", "2024-06-10"), ("2024-09-15", "2024-09-17"),
    ("2024-10-01", "2024-10-07"), ("2025-01-01", "2025-01-01"), ("2025-01-28", "2025-02-04"),
    ("2025-04-04", "2025-04-06"), ("2025-05-01", "2025-05-05"), ("2025-05-31", "2025-06-02"),
    ("2025-10-01", "2025-10-08"), ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"), ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"), ("2026-10-01", "2026-10-07"),
)  # fmt: skip


def days(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def test_china_is_as_the_state_council_arranged_it() -> None:
    off = {day for first, last in OFF for day in days(first, last)}
    made_up = set(map(date.fromisoformat, MADE_UP))
    for day in days("2024-01-01", "2026-12-31"):
        expected = day in made_up or (day.weekday() < 5 and day not in off)
        assert CHINA.is_working(day) is expected, day
        assert is_made_up(day, CHINA) is (day in made_up), day


@pytest.mark.parametrize("day", ["2024-02-09", "2026-02-14", "2025-01-26", "2025-02-08"])
def test_days_everybody_gets_wrong_are_worked(day: str) -> None:
    assert CHINA.is_working(date.fromisoformat(day))


def test_two_libraries_agree_about_china() -> None:
    other = holidays.country_holidays("CN")
    for day in days("2024-01-01", "2026-12-31"):
        assert CHINA.is_working(day) == other.is_working_day(day), day


def test_past_its_data_china_has_weekends_only_and_says_so() -> None:
    assert CHINA.knows(date(2026, 12, 31)) and not CHINA.knows(date(2027, 1, 1))
    for day in days("2028-01-01", "2028-12-31"):
        assert CHINA.is_working(day) is (day.weekday() < 5)
        assert CHINA.holiday(day) is None


def test_the_coming_festivals_fall_where_an_independent_library_has_them() -> None:
    words = {"Chinese New Year (Spring Festival)": "Spring Festival",
             "Tomb-Sweeping Day": "Tomb-sweeping Day",
             "Dragon Boat Festival": "Dragon Boat Festival",
             "Mid-Autumn Festival": "Mid-autumn Festival"}  # fmt: skip
    other = holidays.country_holidays("CN", years=range(2027, 2051), language="en_US")
    theirs: dict[tuple[int, str], date] = {}
    for day, names in sorted(other.items()):
        for name in str(names).split("; "):
            if name in words:
                theirs.setdefault((day.year, words[name]), day)
    assert len(theirs) == 24 * 4
    first = {"Spring Festival": 1}
    for one in expected_breaks(date(2027, 1, 1), date(2050, 12, 31)):
        (name,) = one.names
        start = one.first + timedelta(days=first.get(name, 0))
        assert theirs.get((start.year, name), start) == start, one


def test_other_countries_come_from_the_other_library() -> None:
    germany = calendars.for_country("DE")
    assert not germany.is_working(date(2026, 12, 25))
    assert germany.holiday(date(2026, 12, 25)) == "Christmas Day"
    assert germany.is_working(date(2026, 10, 1)) and germany.knows(date(2035, 1, 1))
    emirates = calendars.for_country("SA")  # Friday and Saturday
    assert emirates.is_working(date(2026, 11, 22)) and not emirates.is_working(date(2026, 11, 20))


def test_an_unknown_country_has_weekends_and_says_so() -> None:
    nowhere = calendars.for_country("QX")
    assert nowhere.is_working(date(2026, 10, 1)) and not nowhere.is_working(date(2026, 11, 22))
    assert not nowhere.knows(date(2026, 1, 1)) and not nowhere.breaks(
        date(2026, 1, 1), date(2026, 12, 31)
    )


def test_the_books_country_counts(desk: Desk) -> None:
    assert calendars.of_desk(desk) is CHINA
    settings.change(desk, key="country", text="de")
    assert calendars.of_desk(desk) is calendars.for_country("DE")
