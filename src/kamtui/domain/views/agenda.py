"""What is owed: the rows of the agenda and their counts.

Named tuples: the first screen waits for this module, and each frozen dataclass takes half a
millisecond to define.
"""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from kamtui.domain.owed import AgendaKind, DueState

if TYPE_CHECKING:
    from kamtui.domain.birthdays import Birthday


class GradeCount(NamedTuple):
    """How many customers of one grade; ``grade`` is None for customers without one."""

    grade: str | None
    customers: int


class AgendaItem(NamedTuple):
    """One thing owed to a customer.

    Attributes:
        id: What ``done`` and ``snooze`` take: a record's id, ``collection:ORDER_NO``,
            ``silence:CUSTOMER_NO``, ``care:YEAR:birthday:CONTACT`` or
            ``care:YEAR:FESTIVAL:CUSTOMER_NO``.
        kind: Why it is here.
        state: Where its date lies from today.
        due: The day it is owed, None for something promised without a day.
        at: Time of day of a timed item.
        days_overdue: 0 or more.
        customer_id: The customer's key.
        customer_no: Number as people write it.
        customer: Name.
        grade: Grade letter or None.
        what: The words of the plan, the promise, the order number, the complaint; of care the
            occasion's code.
        why: A code for `present`: ``plan``, ``timed``, ``promised``, ``owed``,
            ``pay_promised``, ``pay_broken``, ``respond``, ``settle``, ``silent``, ``care``.
        amount_minor: Money this row is about, in minor units (collections).
        deadline: The instant a complaint's running clock ends.
        channel: Channel of a follow-up.
        contact: Name of the person, the main contact unless the row names one.
        phone: Main contact's phone, else the customer's.
        last_contact: Day of the last contact.
        last_channel: Its channel.
        money_minor: Money at stake: outstanding, else the last 12 months' amount.
        birthday: Of a row of care for a person: the birthday as it is written down.
        gift: Of a row of care: what was sent last time.
        owner: Who looks after the customer.
        region: Where.
        city: In which town.
        handled_by: Who handles a complaint.
        promised: The day money was promised for.
    """

    id: str
    kind: AgendaKind
    state: DueState
    due: date | None
    at: time | None
    days_overdue: int
    customer_id: str
    customer_no: str
    customer: str
    grade: str | None
    what: str
    why: str
    amount_minor: int | None
    deadline: datetime | None
    channel: str | None
    contact: str | None
    phone: str | None
    last_contact: date | None
    last_channel: str | None
    money_minor: int
    birthday: "Birthday | None" = None
    gift: str | None = None
    owner: str | None = None
    region: str | None = None
    city: str | None = None
    handled_by: str | None = None
    promised: date | None = None


class FoldedItem(NamedTuple):
    """Many customers in one line: those without a plan, or not verified (product.md, order).

    Also those out of touch or to be greeted beyond the rows, and the reviews.

    Attributes:
        id: What ``snooze`` takes of a review; of the others the kind.
        kind: What they have in common.
        count: How many.
        by_grade: How many of each grade.
        since: Of a review: the day of the one before, else the day it is counted from.
        months: Of a review: so often it is due.
        due: Of a review: the day it is due, or was put off to.
        state: Where that lies from today; lines without a day are owed today.
        days_overdue: 0 or more.
        before: Of a line with a day: the place among the items of the row it stands before.
    """

    id: str
    kind: AgendaKind
    count: int  # type: ignore[assignment]  # a tuple's own method of that name is not used
    by_grade: tuple[GradeCount, ...]
    since: date | None = None
    months: int = 0
    due: date | None = None
    state: DueState = DueState.TODAY
    days_overdue: int = 0
    before: int = 0


class AgendaCounts(NamedTuple):
    """The header's numbers, lines with a day among them.

    ``done_today`` counts what was cleared since midnight.
    """

    overdue: int
    today: int
    upcoming: int
    done_today: int = 0


class DayLoad(NamedTuple):
    """How many things are due on a day."""

    on: date
    items: int


class ReceivableBand(NamedTuple):
    """Open money by lateness: ``band`` is ``not_due``, ``late_1_7``, ``late_8_30``, ``late_31``.

    ``customer`` and ``next_due`` name the largest (late) or the next (not due) of the band.
    """

    band: str
    amount_minor: int
    customer: str | None
    next_due: date | None


class Agenda(NamedTuple):
    """Everything owed, in product.md's order: timed of today, then by stage, grade, money, days.

    ``items`` may hold only the first ``limit`` rows; ``counts`` always count all.  ``folded`` are
    the lines that stand for many, those with a day first.
    """

    today: date
    counts: AgendaCounts
    items: tuple[AgendaItem, ...]
    folded: tuple[FoldedItem, ...]

    @property
    def rows(self) -> tuple[AgendaItem | FoldedItem, ...]:
        """The items and the lines with a day among them, in the one order."""
        found: list[AgendaItem | FoldedItem] = list(self.items)
        dated = [one for one in self.folded if one.due is not None]
        for after, one in enumerate(dated):  # in order: those before it have moved the rest on
            found.insert(min(one.before, len(self.items)) + after, one)
        return tuple(found)

    @property
    def undated(self) -> tuple[FoldedItem, ...]:
        """The lines without a day, which stand below everything."""
        return tuple(one for one in self.folded if one.due is None)


class Outlook(NamedTuple):
    """The wide layout's lower half."""

    days: tuple[DayLoad, ...]
    receivables: tuple[ReceivableBand, ...]
    receivables_total_minor: int
