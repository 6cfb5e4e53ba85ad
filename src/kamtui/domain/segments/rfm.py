"""RFM: how lately, how often and for how much customers buy, each scored 1 to 5.

A score is 1 plus the number of the 20, 40, 60 and 80 % quantiles that the value exceeds, recency
reversed (product.md, RFM): few days since the last order score high.  Quantiles interpolate
linearly between neighbours and are exact fractions; equal values share a score.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import floor
from typing import NamedTuple

#: Where the scores change: fifths.
FIFTHS = tuple(Fraction(at, 5) for at in range(1, 5))
HIGHEST = len(FIFTHS) + 1


class Purchases(NamedTuple):
    """What a customer bought.

    Attributes:
        customer_id: Who.
        last_on: The last order that counts.
        orders: Orders that count; product.md: frequency is orders.
        amount_minor: Their sum less what was taken back; None where no amount is known in the
            book's currency.
    """

    customer_id: str
    last_on: date
    orders: int
    amount_minor: int | None


class Thresholds(NamedTuple):
    """The four quantiles of each value; empty where nobody has ordered.

    Attributes:
        recency: Of the days since the last order.
        frequency: Of the orders.
        amount: Of the amounts, in minor units.
        customers: How many customers they rest on.
    """

    recency: tuple[Fraction, ...] = ()
    frequency: tuple[Fraction, ...] = ()
    amount: tuple[Fraction, ...] = ()
    customers: int = 0


class RfmScore(NamedTuple):
    """The scores of one customer and what they rest on."""

    r: int
    f: int
    m: int
    recency_days: int
    frequency: int
    amount_minor: int

    @property
    def average_minor(self) -> Fraction:
        """The amount of an order on average."""
        return Fraction(self.amount_minor, self.frequency)


def quantile(ordered: Sequence[int], share: Fraction) -> Fraction:
    """Return the value below which a share of ascending values lies, interpolated linearly.

    Raises:
        ValueError: There are no values.
    """
    if not ordered:
        raise ValueError("no values")
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def quantiles(values: Iterable[int]) -> tuple[Fraction, ...]:
    """Return the four quantiles of values in any order, none for no values."""
    ordered = sorted(values)
    return tuple(quantile(ordered, share) for share in FIFTHS) if ordered else ()


def score(value: int, limits: Sequence[Fraction | int], *, reverse: bool = False) -> int:
    """Return 1 plus the number of limits the value exceeds, counted from 5 down in reverse."""
    exceeded = bisect_left(limits, value)
    return HIGHEST - exceeded if reverse else 1 + exceeded


def rfm(
    many: Iterable[Purchases], *, as_of: date, others: Iterable[Purchases] = ()
) -> tuple[dict[str, RfmScore], Thresholds]:
    """Score customers against each other.

    Customers without a known amount are left out, of the quantiles as well.

    Args:
        many: What each bought; customers without an order are not among them.
        as_of: The day recency is counted to.
        others: Customers who get scores but do not move the quantiles: the archived ones.
    """
    until = as_of.toordinal()
    known = list(map(_whole, filter(_counts, many)))
    limits = Thresholds(
        recency=quantiles(until - one.last_on.toordinal() for one in known),
        frequency=quantiles(one.orders for one in known),
        amount=quantiles(one.amount_minor for one in known),
        customers=len(known),
    )
    # What a whole number exceeds, it exceeds rounded down, and integers compare at a fraction of
    # the price.
    recency = [floor(limit) for limit in limits.recency]
    frequency = [floor(limit) for limit in limits.frequency]
    amount = [floor(limit) for limit in limits.amount]
    found = {}
    for one in (*known, *map(_whole, filter(_counts, others))) if known else ():
        age = until - one.last_on.toordinal()
        found[one.customer_id] = RfmScore(
            r=score(age, recency, reverse=True),
            f=score(one.orders, frequency),
            m=score(one.amount_minor, amount),
            recency_days=age,
            frequency=one.orders,
            amount_minor=one.amount_minor,
        )
    return found, limits


class _Whole(NamedTuple):
    customer_id: str
    last_on: date
    orders: int
    amount_minor: int


def _counts(one: Purchases) -> bool:
    return one.orders > 0 and one.amount_minor is not None


def _whole(one: Purchases) -> _Whole:
    return _Whole(one.customer_id, one.last_on, one.orders, one.amount_minor or 0)
