"""What is owed as a calendar and a phone's contacts have it."""

from dataclasses import dataclass
from datetime import date, datetime

from kamtui.domain.views.agenda import AgendaItem, FoldedItem


@dataclass(frozen=True, slots=True)
class OwedEvent:
    """One thing owed on a day, before it has words.

    Attributes:
        id: The record's, the same at every export, so that a calendar replaces what it has.
        kind: ``follow_up``, ``promise``, ``collection``, ``complaint``, ``care`` or ``silence``
            (an `AgendaKind` value); ``review``, which is nobody's.
        starts: A day, or an aware instant where a time is given.
        version: Grows with every change.
        customer: Name.
        what: Of the plan or promise; the invoice or order number of money.
        channel: Of a follow-up.
        place: Where, else the customer's address.
        contact: The person, the main contact where none is named.
        phone: How to reach them.
        goal: What a follow-up is for.
        expected: What should come of it.
        amount_minor: Open money, in minor units.
        currency: Of that.
        item: The row of the agenda, of kinds whose words depend on more than the above.
        line: The line of the agenda, of a review.
    """

    id: str
    kind: str
    starts: date | datetime
    version: int
    customer: str
    what: str
    channel: str | None = None
    place: str | None = None
    contact: str | None = None
    phone: str | None = None
    goal: str | None = None
    expected: str | None = None
    amount_minor: int | None = None
    currency: str | None = None
    item: AgendaItem | None = None
    line: FoldedItem | None = None


@dataclass(frozen=True, slots=True)
class EventWords:
    """What an event says: its line, and its text with line ends."""

    summary: str
    description: str


@dataclass(frozen=True, slots=True)
class PhoneContact:
    """A person as a phone saves them.

    Attributes:
        id: The record's, the same at every export.
        name: Whole name.
        company: Where they work.
        title: What they are there.
        points: (kind of `PointKind`, value), the main one of each kind first.
        address: Of the company.
        birthday: (year, month, day) with None for what is not known; None without any.
        note: Remarks, and what has no place of its own.
    """

    id: str
    name: str
    company: str
    title: str
    points: tuple[tuple[str, str], ...]
    address: str
    birthday: tuple[int | None, int, int] | None
    note: str
