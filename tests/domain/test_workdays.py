"""Working days."""

from dataclasses import dataclass
from datetime import date

import pytest

from kamtui.domain.errors import KamError
from kamtui.domain.workdays import WeekendCalendar, next_working_day


@dataclass(frozen=True)
class Listed:
    worked: frozenset[date]

    def is_working(self, day: date) -> bool:
        return day in self.worked


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 23)),
    ],
)
def test_weekends_move_to_monday(day: date, expected: date) -> None:
    assert next_working_day(day, WeekendCalendar()) == expected


def test_a_calendar_may_work_on_a_saturday() -> None:
    saturday = date(2026, 2, 14)
    assert next_working_day(date(2026, 2, 9), Listed(frozenset({saturday}))) == saturday


def test_a_calendar_without_working_days_ends() -> None:
    with pytest.raises(KamError) as caught:
        next_working_day(date(2026, 11, 22), Listed(frozenset()))
    assert caught.value.code == "calendar.no_working_day"
