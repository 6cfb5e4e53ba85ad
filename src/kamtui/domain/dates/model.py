"""What a typed date is, how it is refused, and the frame it is read in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from kamtui.domain.workdays import WeekendCalendar, WorkCalendar

_WEEKENDS = WeekendCalendar()


class DateOrder(StrEnum):
    """Which part of ``5/12`` is the day when neither is over 12 (ux.md, Dates)."""

    DMY = "dmy"
    MDY = "mdy"


@dataclass(frozen=True, slots=True)
class TypedDate:
    """How a typed date is understood.

    Exactly one of these holds: `on` is set, `clears` is true, `error` is set.

    Attributes:
        text: As typed.
        on: The day.
        at: The time of day, naive local; None when none was typed.
        clears: The text says that there is to be no date (``none``, 无).
        error: ``empty``; ``unknown``: not a date; ``invalid``: no such day or hour;
            ``ambiguous``: two readings; ``past``: over, in a plan; ``future``: still to come,
            where something happened; ``holiday``: beside a holiday the calendar does not know.
        suggestion: A day to offer beside an error.
        half: A half day typed without an hour, ``上午`` or ``morning``: no time, but words that
            are not to be lost.
    """

    text: str
    on: date | None = None
    at: time | None = None
    clears: bool = False
    error: str | None = None
    suggestion: date | None = None
    half: str = ""


class RefusedDateError(Exception):
    """A text that is a date but cannot be taken as one; never leaves the package."""

    def __init__(self, code: str, suggestion: date | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Frame:
    """What a date is read against: today, order of numbers, whether it is over, working days."""

    today: date
    order: DateOrder
    past: bool
    calendar: WorkCalendar = _WEEKENDS

    def nearest(self, start: int, candidate: Callable[[int], date | None]) -> date:
        """Return the nearest candidate day in the right direction, today included.

        Args:
            start: The index (year or month) of today.
            candidate: The day at an index, None where there is none (29 February).

        Raises:
            RefusedDateError: Nothing fits within a dozen steps, so there is no such day.
        """
        step = -1 if self.past else 1
        for index in range(start, start + 12 * step, step):
            day = candidate(index)
            if day and (day <= self.today if self.past else day >= self.today):
                return day
        raise RefusedDateError("invalid")


#: A rule reads a whole normalised text, or returns None when the text is not of its kind.
Rule = Callable[[str, Frame], date | None]
