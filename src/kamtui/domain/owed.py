"""What is owed and since when: the two lists the agenda needs, apart from all the others.

The morning line waits for nothing else of `domain.enums`, which costs a millisecond.
"""

from enum import StrEnum

__all__ = ["AgendaKind", "DueState"]


class DueState(StrEnum):
    """Where a date lies from today."""

    OVERDUE = "overdue"
    TODAY = "today"
    UPCOMING = "upcoming"


class AgendaKind(StrEnum):
    """Why a row is on the agenda (cli.md)."""

    FOLLOW_UP = "follow_up"
    PROMISE = "promise"
    COMPLAINT = "complaint"
    COLLECTION = "collection"
    SILENCE = "silence"
    NO_PLAN = "no_plan"
    STALE = "stale"
    CARE = "care"
    REVIEW = "review"


#: The lines of the agenda for the two reviews: of the grades, and of the model that proposes them.
GRADES_REVIEW, MODEL_REVIEW = "review:grades", "review:model"
