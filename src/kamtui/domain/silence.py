"""From when on a customer is out of touch: days without a contact, by grade (product.md)."""

from datetime import date, timedelta
from typing import NamedTuple

__all__ = ["GRADES", "SilenceLimits"]

#: Grades whose customers get rows of their own: somebody judged them worth a plan.
GRADES = ("A", "B", "C", "D")


class SilenceLimits(NamedTuple):
    """The rule of a book.

    Attributes:
        common: Days for whoever has no limit of their own.
        shown_days: Of so many common days, from which one is shown as getting quiet.
        by_grade: Days of the grades that have their own.
    """

    common: int = 90
    shown_days: int = 60
    by_grade: tuple[tuple[str, int], ...] = ()

    def days(self, grade: str | None) -> int:
        """Return the days without contact from which a customer of a grade is out of touch."""
        return next((days for one, days in self.by_grade if one == grade), self.common)

    def shown(self, grade: str | None) -> int:
        """Return the days from which one is shown: two thirds of the limit by default."""
        return self.days(grade) * min(self.shown_days, self.common) // self.common

    def since(self, grade: str | None, today: date) -> date:
        """Return the latest day of a last contact that is too long ago."""
        return today - timedelta(days=self.days(grade))

    def shown_since(self, grade: str | None, today: date) -> date:
        """Return the latest day of a last contact that is shown."""
        return today - timedelta(days=self.shown(grade))

    def left_alone_after(self, today: date) -> date:
        """Return the day after which a planned contact helps nobody who is getting quiet.

        A plan within the days between being shown and the limit is somebody's care; one further
        off leaves the customer out of touch.
        """
        return today + timedelta(days=self.common - min(self.shown_days, self.common))

    def cut_offs(self, today: date) -> dict[str | None, date]:
        """Return `since` of the grades with a limit that differs; None is everybody else."""
        own: dict[str | None, date] = {
            grade: self.since(grade, today) for grade, days in self.by_grade if days != self.common
        }
        return {**own, None: today - timedelta(days=self.common)}
