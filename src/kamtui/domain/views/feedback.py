"""What customers think of us: surveys, and complaints with their clocks."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """A complaint or grumble; ``respond_by`` and ``settle_by`` are where its clocks end.

    ``guessed_from`` is the first day of a clock on working days whose holidays are unknown.
    """

    id: str
    kind: str
    cause: str | None
    description: str | None
    opened_at: datetime
    respond_by: datetime
    settle_by: datetime
    responded_at: datetime | None
    settled_at: datetime | None
    resolution: str | None
    handled_by: str | None
    guessed_from: date | None = None


@dataclass(frozen=True, slots=True)
class SurveyView:
    """One answer to a survey; ``score`` is the text as written (1 to 5), ``recommend`` 0 to 10."""

    id: str
    on: date
    score: str | None
    recommend: int | None
    suggestion: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class CustomerFeedback:
    """Everything one customer said: open complaints, settled ones, surveys; the newest first."""

    complaints: tuple[ComplaintView, ...] = ()
    surveys: tuple[SurveyView, ...] = ()


@dataclass(frozen=True, slots=True)
class ComplaintValues:
    """What of a complaint can be changed."""

    kind: str
    cause: str | None
    description: str | None
    opened_at: datetime
    responded_at: datetime | None = None
    settled_at: datetime | None = None
    resolution: str | None = None
    handled_by: str | None = None


@dataclass(frozen=True, slots=True)
class SurveyValues:
    """What of a survey can be changed."""

    on_date: date
    score: str | None = None
    recommend: int | None = None
    suggestion: str | None = None
    source: str | None = None
