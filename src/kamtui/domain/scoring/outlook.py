"""What the way to the next class rests on besides the facts: orders, what is due, later days."""

from collections.abc import Mapping
from datetime import date
from statistics import median
from typing import NamedTuple

from kamtui.domain.metrics import MINOR_UNITS, Fact, window_start
from kamtui.domain.months import add_months

__all__ = ["Due", "Outlook", "PastOrder", "Sizes", "latest_wait", "sizes_of"]

#: Nobody is told to wait longer than from one review to the next: by then other facts have changed.
WAIT_MONTHS = 3
#: The window whose orders tell what is usual; all orders where it holds none.
USUAL_MONTHS = 12


class PastOrder(NamedTuple):
    """An order that stands, in the book's currency; one of a negative amount only subtracts."""

    on: date
    amount_minor: int
    cost_minor: int | None = None


class Due(NamedTuple):
    """What is open of a receivable that falls due on the day judged or later."""

    on: date
    amount_minor: int
    currency: str


class Outlook(NamedTuple):
    """One customer beyond the facts of the day judged.

    Attributes:
        orders: Those of the past, and those already dated in the days ahead.
        due: What falls due within the wait, the earliest first.
        later: The facts of days ahead if nothing else happens: the windows have moved on by then.
        currency: The book's.
    """

    orders: tuple[PastOrder, ...] = ()
    due: tuple[Due, ...] = ()
    later: Mapping[date, tuple[Fact, ...]] = {}
    currency: str = ""


class Sizes(NamedTuple):
    """What an order of this customer may be asked to amount to, in minor units.

    Attributes:
        usual: The median of its orders.
        step: Amounts are named in multiples of this: two digits of the usual one.
        most: The largest multiple it has ordered before.
    """

    usual: int
    step: int
    most: int


def latest_wait(as_of: date) -> date:
    """The last day a promise may name."""
    try:
        return add_months(as_of, WAIT_MONTHS)
    except OverflowError:
        return date.max


def sizes_of(outlook: Outlook, as_of: date) -> Sizes | None:
    """The sizes of orders this customer is known for, None where it never bought for money."""
    paid = [one for one in outlook.orders if one.amount_minor > 0 and one.on <= as_of]
    if not paid:
        return None
    begin = window_start(as_of, USUAL_MONTHS)
    amounts = [one.amount_minor for one in paid if one.on > begin] or [
        one.amount_minor for one in paid
    ]
    usual = max(1, int(median(amounts)))
    step = 10 ** max(0, len(str(usual // MINOR_UNITS)) - 2) * MINOR_UNITS
    return Sizes(usual, step, max(amounts) // step * step)


def margin_of(outlook: Outlook, as_of: date) -> tuple[int, int] | None:
    """Profit and amount of the orders whose cost is known, None where they earned nothing."""
    costed = [
        (one.amount_minor - one.cost_minor, one.amount_minor)
        for one in outlook.orders
        if one.cost_minor is not None and one.amount_minor > 0 and one.on <= as_of
    ]
    profit, amount = sum(one for one, _ in costed), sum(amount for _, amount in costed)
    return (profit, amount) if profit > 0 else None
