"""What changed about a grade since the last review: criteria then and now, and the records why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kamtui.domain.views.grade_records import CriterionRecords, ReceivableRecord, Record
from kamtui.domain.views.grade_review import GradeDecision

__all__ = ["CriterionChange", "GradeChanges", "PaidOtherwise"]


@dataclass(frozen=True, slots=True)
class PaidOtherwise:
    """A receivable that counted then and counts now, paid or late otherwise than then."""

    then: ReceivableRecord
    now: ReceivableRecord


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """A criterion whose value or points are others than they were.

    Attributes:
        criterion: Its key.
        then: The value then, None for no data.
        now: The value now, None for no data.
        points_then: The points then, None for no data.
        points_now: The points now, None for no data.
        maximum: Points there are to be earned now.
        came: Records that count now and did not then, the newest first.
        left: Records that counted then and do not now, the newest first.
        otherwise: Receivables that came to be paid, or later still, since.
        window: The criterion's window and records now.
        corrected: What was kept then is not what the records of that day say today: some were
            entered, changed or deleted later.
    """

    criterion: str
    then: Decimal | None
    now: Decimal | None
    points_then: Decimal | None
    points_now: Decimal | None
    maximum: Decimal
    came: tuple[Record, ...]
    left: tuple[Record, ...]
    otherwise: tuple[PaidOtherwise, ...]
    window: CriterionRecords
    corrected: bool

    @property
    def gained(self) -> Decimal:
        """Points more than then; no data earned none."""
        return (self.points_now or Decimal(0)) - (self.points_then or Decimal(0))


@dataclass(frozen=True, slots=True)
class GradeChanges:
    """Then and now.

    Attributes:
        since: The day compared with.
        decision: The last review; None where there was none, so that so many months ago stand
            for it.
        score_then: The score then as lists show it, None with too little data.
        score_now: The score now.
        replayed: The score then by the records of that day as they are today.
        known_then: Points with data then.
        known_now: Points with data now.
        other_model: Then another model judged, or an older version of this one.
        kept: The decision kept what it was made on; else the records as of that day stand for it.
        criteria: Those that changed, the most points first.
    """

    since: date
    decision: GradeDecision | None
    score_then: int | None
    score_now: int | None
    replayed: int | None
    known_then: Decimal
    known_now: Decimal
    other_model: bool
    kept: bool
    criteria: tuple[CriterionChange, ...]
