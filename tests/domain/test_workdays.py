"""Working days: weekends, make-up days, counting on and back, the days off around a holiday."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.errors import KamError
from kamtui.domain.workdays import (
    Break,
    WeekendCalendar,
    add_working_days,
    breaks_in,
    is_made_up,
    last_working_day,
    next_working_day,
    spread,
)

DAY = timedelta(days=1)
START = date(2026, 1, 1)


@dataclass(frozen=True)
class Listed:
    worked: frozenset[date]

    def is_working(self, day: date) -> bool:
        return day in self.worked


@dataclass(frozen=True)
class Holidays:
    """Weekends, some days off with names, some weekends worked."""

    off: frozenset[date]
    worked: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def holiday(self, day: date) -> str | None:
        return "Feast" if day in self.off or day in self.worked else None

    def knows(self, day: date) -> bool:
        return True

    def breaks(self, first: date, last: date) -> Sequence[Break]:
        return breaks_in(self, first, last)


ahead = st.integers(0, 400).map(lambda days: START + timedelta(days=days))
calendars = st.builds(
    lambda off, worked: Holidays(frozenset(off) - frozenset(worked), frozenset(worked)),
    st.lists(ahead, max_size=60),
    st.lists(ahead, max_size=20),
)


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


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 11, 22), date(2026, 11, 20)), (date(2026, 11, 20), date(2026, 11, 20))],
)
def test_weekends_move_back_to_friday(day: date, expected: date) -> None:
    assert last_working_day(day, WeekendCalendar()) == expected


def test_a_calendar_may_work_on_a_saturday() -> None:
    saturday = date(2026, 2, 14)
    assert next_working_day(date(2026, 2, 9), Listed(frozenset({saturday}))) == saturday


@pytest.mark.parametrize("find", [next_working_day, last_working_day])
def test_a_calendar_without_working_days_ends(find: object) -> None:
    with pytest.raises(KamError) as caught:
        find(date(2026, 11, 22), Listed(frozenset()))  # type: ignore[operator]
    assert caught.value.code == "calendar.no_working_day"


@given(calendars, ahead, st.integers(1, 40))
def test_so_many_on_and_so_many_back_is_where_one_was(
    calendar: Holidays, day: date, count: int
) -> None:
    start = next_working_day(day, calendar)
    there = add_working_days(start, count, calendar)
    assert calendar.is_working(there)
    assert add_working_days(there, -count, calendar) == start
    between = (there - start).days
    worked = [start + timedelta(days=n) for n in range(1, between + 1)]
    assert sum(map(calendar.is_working, worked)) == count


@given(calendars, ahead, st.integers(0, 20), st.integers(0, 20))
def test_steps_add_up(calendar: Holidays, day: date, one: int, two: int) -> None:
    in_steps = add_working_days(add_working_days(day, one, calendar), two, calendar)
    expected = add_working_days(next_working_day(day, calendar) if not one else day, one + two,
                                calendar)  # fmt: skip
    assert in_steps == expected


@given(calendars, ahead)
def test_next_and_last_enclose_a_day(calendar: Holidays, day: date) -> None:
    before, after = last_working_day(day, calendar), next_working_day(day, calendar)
    assert before <= day <= after
    assert (before == day == after) is calendar.is_working(day)
    gap = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert not any(map(calendar.is_working, gap))


@given(calendars, ahead, st.integers(0, 120))
def test_breaks_are_whole_runs_in_order(calendar: Holidays, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    found = breaks_in(calendar, first, last)
    for one in found:
        assert one.names and one.first <= last and one.last >= first
        run = [one.first + timedelta(days=n) for n in range((one.last - one.first).days + 1)]
        assert not any(map(calendar.is_working, run))
        assert calendar.is_working(one.first - DAY) and calendar.is_working(one.last + DAY)
    assert all(one.last < two.first for one, two in pairwise(found))
    named = {day for day in calendar.off if first <= day <= last and not calendar.is_working(day)}
    covered = {one.first + timedelta(days=n) for one in found
               for n in range((one.last - one.first).days + 1)}  # fmt: skip
    assert named <= covered


def test_a_weekend_worked_for_a_holiday_is_made_up() -> None:
    calendar = Holidays(frozenset({date(2026, 2, 17)}), frozenset({date(2026, 2, 14)}))
    assert is_made_up(date(2026, 2, 14), calendar)
    assert not is_made_up(date(2026, 2, 15), calendar)
    assert not is_made_up(date(2026, 2, 13), calendar)


@given(
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 1)), max_size=60),
    st.integers(1, 7),
)
def test_spread_days_are_worked_never_early_and_never_crowded(
    wanted: list[date], per_day: int
) -> None:
    first = date(2026, 3, 2)
    days = spread(wanted, per_day, first, WeekendCalendar())
    assert len(days) == len(wanted)
    for asked, day in zip(wanted, days, strict=True):
        assert day.weekday() < 5 and day >= max(asked, first)
    counts = {day: days.count(day) for day in days}
    assert all(number <= per_day for number in counts.values())
    # Nobody waits while a day between has room.
    for asked, day in zip(wanted, days, strict=True):
        between = next_working_day(max(asked, first), WeekendCalendar())
        while between < day:
            assert counts.get(between) == per_day
            between = next_working_day(between + timedelta(days=1), WeekendCalendar())
