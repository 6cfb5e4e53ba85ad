"""The day's report as values: counts, one entry a customer, and what comes next."""

from dataclasses import dataclass
from datetime import date

from kamtui.domain.views.agenda import AgendaItem
from kamtui.domain.views.day import Done, NextPlan

__all__ = ["CustomerDay", "DailyReport", "DayCounts"]


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How much was done; ``channels`` counts contacts by channel, the most frequent first.

    Amounts are minor units of the book's currency; orders in another one are counted and their
    amounts left out.
    """

    contacts: int = 0
    channels: tuple[tuple[str, int], ...] = ()
    customers: int = 0
    unnoted: int = 0
    done: int = 0
    moved: int = 0
    promised: int = 0
    delivered: int = 0
    new_customers: int = 0
    orders: int = 0
    orders_minor: int = 0
    payments: int = 0
    payments_minor: int = 0
    complaints: int = 0
    grades: int = 0


@dataclass(frozen=True, slots=True)
class CustomerDay:
    """What was done with one customer, and the next thing planned."""

    customer_no: str
    customer: str
    grade: str | None
    done: tuple[Done, ...]
    next: NextPlan | None


@dataclass(frozen=True, slots=True)
class DailyReport:
    """A span of days, as a report tells it.

    Attributes:
        since: First day.
        until: Last day.
        counts: What was done in all.
        customers: By customer, in the order of what was done first.
        next_day: The day after today; None for a report about another day.
        coming: What is owed that day, the first few.
        coming_total: How much is owed that day.
        overdue: How much is late now.
    """

    since: date
    until: date
    counts: DayCounts
    customers: tuple[CustomerDay, ...]
    next_day: date | None = None
    coming: tuple[AgendaItem, ...] = ()
    coming_total: int = 0
    overdue: int = 0
