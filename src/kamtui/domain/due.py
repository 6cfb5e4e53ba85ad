"""The only overdue rule: where a date lies from today, and how pressing that is."""

from datetime import date
from enum import IntEnum

from kamtui.domain.owed import DueState

#: Days late after which something is very late (product.md, Agenda order).
VERY_LATE_AFTER = 30
#: Days late up to which something is only just late.
JUST_LATE_UP_TO = 7


class Stage(IntEnum):
    """How pressing a date is; sorts the most pressing first (product.md, Agenda order)."""

    VERY_LATE = 0
    LATE = 1
    JUST_LATE = 2
    TODAY = 3
    UPCOMING = 4


def due_state(due_on: date, today: date) -> DueState:
    """Return whether a date is overdue, today or upcoming."""
    if due_on < today:
        return DueState.OVERDUE
    return DueState.TODAY if due_on == today else DueState.UPCOMING


def days_overdue(due_on: date, today: date) -> int:
    """Return the whole days a date lies in the past; 0 when it is today or later."""
    return max(0, (today - due_on).days)


def stage(due_on: date, today: date) -> Stage:
    """Return the stage of a date: over 30 days late, 8 to 30, 1 to 7, today, upcoming."""
    late = days_overdue(due_on, today)
    if late > VERY_LATE_AFTER:
        return Stage.VERY_LATE
    if late > JUST_LATE_UP_TO:
        return Stage.LATE
    if late > 0:
        return Stage.JUST_LATE
    return Stage.TODAY if due_on == today else Stage.UPCOMING
