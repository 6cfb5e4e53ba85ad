"""RFM: how lately, how often and for how much customers buy, each scored 1 to 5.

A score is 1 plus the number of the 20, 40, 60 and 80 % quantiles that the value exceeds, recency
reversed (product.md, RFM): few days since the last order score high.  Quantiles interpolate
linearly between neighbours and are exact fractions; equal values share a score.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


class Scores(Mapping[str, RfmScore]):
    """The scores of many customers, worked out where somebody looks at them."""

    def __init__(self, bought: Mapping[str, Purchases], limits: Thresholds, *, until: int) -> None:
        """Score what customers bought up to a day, an ordinal, who have a known amount."""
        self._bought = bought
        self._until = until
        # What a whole number exceeds, it exceeds rounded down, and integers compare at a fraction
        # of the price.
        self._recency = [floor(limit) for limit in limits.recency]
        self._frequency = [floor(limit) for limit in limits.frequency]
        self._amount = [floor(limit) for limit in limits.amount]

    def __getitem__(self, customer_id: str) -> RfmScore:
        """Return the scores of a customer."""
        one = self._bought[customer_id]
        days, amount = self._until - one.last_on.toordinal(), one.amount_minor or 0
        return RfmScore(
            r=score(days, self._recency, reverse=True),
            f=score(one.orders, self._frequency),
            m=score(amount, self._amount),
            recency_days=days,
            frequency=one.orders,
            amount_minor=amount,
        )

    def __iter__(self) -> Iterator[str]:
        """Return the customers."""
        return iter(self._bought)

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self._bought)

    def column(self, name: str) -> dict[str, int]:
        """Return one of ``r``, ``f``, ``m`` of everybody; equal values are scored once."""
        bought = self._bought
        match name:
            case "r":
                days = {
                    on: score(self._until - on.toordinal(), self._recency, reverse=True)
                    for on in {one.last_on for one in bought.values()}
                }
                return {key: days[one.last_on] for key, one in bought.items()}
            case "f":
                counts = {
                    orders: score(orders, self._frequency)
                    for orders in {one.orders for one in bought.values()}
                }
                return {key: counts[one.orders] for key, one in bought.items()}
            case _:
                limits = self._amount
                return {
                    key: 1 + bisect_left(limits, one.amount_minor or 0)
                    for key, one in bought.items()
                }


def rfm(
    many: Iterable[Purchases],
    *,
    as_of: date,
    others: Iterable[Purchases] = (),
    limits: Thresholds | None = None,
) -> tuple[Scores, Thresholds]:
    """Score customers against each other.

    Customers without a known amount are left out, of the quantiles as well.

    Args:
        many: What each bought; customers without an order are not among them.
        as_of: The day recency is counted to.
        others: Customers who get scores but do not move the quantiles: the archived ones.
        limits: The quantiles where they are known already, of more customers than these.
    """
    known = {one.customer_id: one for one in many if _counts(one)}
    if limits is None:
        limits = thresholds(known.values(), as_of=as_of)
    if known:
        known |= {one.customer_id: one for one in others if _counts(one)}
    return Scores(known, limits, until=as_of.toordinal()), limits


def thresholds(many: Iterable[Purchases], *, as_of: date) -> Thresholds:
    """Return the quantiles of what customers with a known amount bought."""
    known = [(one.last_on, one.orders, one.amount_minor or 0) for one in many if _counts(one)]
    until = as_of.toordinal()
    return Thresholds(
        recency=quantiles(until - last_on.toordinal() for last_on, _, _ in known),
        frequency=quantiles(orders for _, orders, _ in known),
        amount=quantiles(amount for _, _, amount in known),
        customers=len(known),
    )


def _counts(one: Purchases) -> bool:
    return one.orders > 0 and one.amount_minor is not None
