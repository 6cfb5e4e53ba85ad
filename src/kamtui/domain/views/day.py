"""What was done on a day, and what waits for words: values for the review's end and the report."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

__all__ = ["Day", "Done", "DoneKind", "InboxNote", "Unnoted", "Waiting"]


class DoneKind(StrEnum):
    """What something done is, in the order a report counts it."""

    CONTACT = "contact"
    FINISHED = "finished"
    MOVED = "moved"
    PROMISED = "promised"
    DELIVERED = "delivered"
    ORDER = "order"
    PAYMENT = "payment"
    GRADE = "grade"
    COMPLAINT = "complaint"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Done:
    """One thing done.

    Attributes:
        kind: What it is.
        id: The record's id.
        on: The local day.
        at: The local time of day, None where only the day is known.
        customer_id: Whose.
        customer_no: Number as people write it.
        customer: Name.
        grade: Grade letter or None.
        text: Its words: of the note, the plan, the promise, the order, the complaint, the reason.
        channel: Channel of a contact or a plan.
        who: People of a contact.
        noted: False for a contact without a word.
        answers: A contact that completed a plan.
        amount_minor: Of an order or a payment.
        currency: Of an order; None for the book's.
        days: Day before and day after of what was moved.
        grades: Grade before and after of a decision.
        state: ``opened``, ``responded`` or ``settled`` of a complaint.
    """

    kind: DoneKind
    id: str
    on: date
    at: time | None
    customer_id: str
    customer_no: str = ""
    customer: str = ""
    grade: str | None = None
    text: str = ""
    channel: str | None = None
    who: tuple[str, ...] = ()
    noted: bool = True
    answers: bool = False
    amount_minor: int | None = None
    currency: str | None = None
    days: tuple[date | None, date | None] | None = None
    grades: tuple[str | None, str | None] | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class NextPlan:
    """The next thing planned with a customer."""

    on: date
    at: time | None
    what: str
    channel: str | None


@dataclass(frozen=True, slots=True)
class Day:
    """What was done from one day to another, both counted, the earliest first.

    ``next`` holds the next plan of every customer something was done with.
    """

    since: date
    until: date
    done: tuple[Done, ...]
    next: dict[str, NextPlan]


@dataclass(frozen=True, slots=True)
class Unnoted:
    """A contact marked done without a word (product.md, Done)."""

    id: str
    customer_id: str
    customer: str
    grade: str | None
    on: date
    at: datetime
    channel: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class InboxNote:
    """A note without a customer; ``at`` is when it was written, as local time."""

    id: str
    content: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much the end of a review has to show."""

    unnoted: int = 0
    inbox: int = 0
    done: int = 0

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self.unnoted or self.inbox or self.done)
