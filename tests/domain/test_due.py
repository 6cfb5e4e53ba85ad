"""The truth table of the one overdue rule."""

from datetime import date, timedelta

import pytest

from kamtui.domain.due import Stage, days_overdue, due_state, stage
from kamtui.domain.enums import DueState

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("offset", "state", "late", "expected"),
    [
        (-400, DueState.OVERDUE, 400, Stage.VERY_LATE),
        (-31, DueState.OVERDUE, 31, Stage.VERY_LATE),
        (-30, DueState.OVERDUE, 30, Stage.LATE),
        (-8, DueState.OVERDUE, 8, Stage.LATE),
        (-7, DueState.OVERDUE, 7, Stage.JUST_LATE),
        (-1, DueState.OVERDUE, 1, Stage.JUST_LATE),
        (0, DueState.TODAY, 0, Stage.TODAY),
        (1, DueState.UPCOMING, 0, Stage.UPCOMING),
        (400, DueState.UPCOMING, 0, Stage.UPCOMING),
    ],
)
def test_truth_table(offset: int, state: DueState, late: int, expected: Stage) -> None:
    due_on = TODAY + timedelta(days=offset)
    assert due_state(due_on, TODAY) is state
    assert days_overdue(due_on, TODAY) == late
    assert stage(due_on, TODAY) is expected


def test_stages_sort_the_most_pressing_first() -> None:
    offsets = (5, 0, -3, -20, -90)
    stages = sorted(stage(TODAY + timedelta(days=offset), TODAY) for offset in offsets)
    assert stages == [
        Stage.VERY_LATE,
        Stage.LATE,
        Stage.JUST_LATE,
        Stage.TODAY,
        Stage.UPCOMING,
    ]
