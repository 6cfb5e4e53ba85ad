"""What could realistically change on one criterion, and how hard each change is to come by."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kamtui.domain.metrics import MINOR_UNITS, MONEY, Fact, Lateness, MetricKey
from kamtui.domain.months import add_months
from kamtui.domain.scoring.compiled import CompiledCriterion, Points, reading
from kamtui.domain.scoring.rules import Bands

#: How hard one more of a metric is, to order the hints: contacts are in the rep's own hands; a
#: judgement of strategic value must not be bent to reach a grade and so comes last.
EFFORT = {
    MetricKey.CONTACTS_PER_MONTH: 2,
    MetricKey.ORDERS: 3,
    MetricKey.PRODUCTS: 4,
    MetricKey.SATISFACTION: 6,
    MetricKey.PAYMENT_TIMELINESS: 2,
    MetricKey.WHOLE_THOUSANDS: 1,
    MetricKey.YEARS_TOGETHER: 3,
    MetricKey.VISITS: 3,
    MetricKey.RECOMMEND: 4,
    MetricKey.REFERRALS: 8,
    MetricKey.STRATEGIC_VALUE: 40,
}
#: What nobody can set out to change: an average, a complaint that happened, the customer's intent,
#: a number of the book's own.
_NO_WAY = frozenset(
    {MetricKey.AVERAGE_ORDER, MetricKey.COMPLAINTS, MetricKey.INTENT, MetricKey.CUSTOM}
)
#: Amount has no natural unit: doubling what is there is this hard.
DOUBLING = 20
#: No hint asks for more than so many more orders, products or contacts,
MOST_MORE = 30
#: nor for more payments on time, which only come as they fall due.
MOST_PAYMENTS = 10
#: No hint asks to wait longer than so many months for an anniversary.
LONGEST_WAIT = 12
#: Means that do not end are counted in so many parts of a part, so that the search for the
#: smallest facts adds integers; rounding down errs on the side of one order too many.
FINE = 10**6
#: Top of the steps that strategic value, satisfaction and recommending have.
HIGHEST_STEP = {
    MetricKey.STRATEGIC_VALUE: 5,
    MetricKey.SATISFACTION: 5,
    MetricKey.RECOMMEND: 10,
}


class Rung(NamedTuple):
    """One change on one criterion.

    Attributes:
        effort: How hard it is; only compared with other efforts.
        earned: Points gained, in `FINE` parts of a part of the scorer's scale, rounded down.
        available: Points that get data by it, in parts of the scale.
        more: Readings more (cents, orders, contacts, years, receivables paid on time).
        to: The reading there.
        on: The day it happens by itself (an anniversary), else None.
    """

    effort: int
    earned: int
    available: int
    more: int
    to: int
    on: date | None = None


def fine(points: Points) -> int:
    """Points in `FINE` parts of a part of the scale, rounded down."""
    return points.numerator * FINE // points.denominator


def ladder(one: CompiledCriterion, fact: Fact, *, as_of: date, normalise: bool) -> tuple[Rung, ...]:
    """The changes that earn more, least effort first, each earning more than the one before."""
    metric = one.criterion.metric
    if metric in _NO_WAY:
        return ()
    if isinstance(fact, Lateness):
        return _payments(one, fact)
    if metric is MetricKey.DAYS_SINCE_ORDER:
        return _order_today(one, fact, as_of)
    if isinstance(fact, date):
        return _anniversary(one, fact, as_of)
    if fact is None:
        if metric in (MetricKey.PAYMENT_TIMELINESS, MetricKey.YEARS_TOGETHER):
            return ()
        if normalise and metric not in HIGHEST_STEP:
            # A first order or contact gives data to several criteria at once: no single number.
            return ()
        return _readings(one, 0, now=0, available=one.maximum)
    return _readings(one, reading(metric, fact, as_of), now=one.points(fact), available=0)


def _readings(
    one: CompiledCriterion, start: int, *, now: Points, available: int
) -> tuple[Rung, ...]:
    """Each higher reading that earns more."""
    metric = one.criterion.metric
    rungs: list[Rung] = []
    best = now
    for there in _higher(one, start):
        points = one.points(there)
        if points > best:
            best = points
            more = there - start
            rungs.append(
                Rung(_effort(metric, more, start), fine(points - now), available, more, there)
            )
        if points >= one.maximum:
            break
    return tuple(rungs)


def _higher(one: CompiledCriterion, start: int) -> list[int]:
    """Higher readings worth trying, ascending."""
    metric = one.criterion.metric
    if metric in HIGHEST_STEP:
        return list(range(start + 1, HIGHEST_STEP[metric] + 1))
    banded = isinstance(one.criterion.rule, Bands)
    if metric in MONEY:
        if banded:
            # "Above 0" begins at a cent, and nobody is told to sell for a cent.
            return [limit for limit, _ in one.steps if limit > max(start, MINOR_UNITS)]
        return [start + max(start, 1000 * MINOR_UNITS) * n // 10 for n in range(1, 11)]
    if banded:
        return [limit for limit, _ in one.steps if start < limit <= start + MOST_MORE]
    return list(range(start + 1, start + MOST_MORE + 1))


def _effort(metric: MetricKey, more: int, start: int) -> int:
    if metric in MONEY:
        return DOUBLING * more // max(start, MINOR_UNITS) + 1
    return EFFORT[metric] * more


def _payments(one: CompiledCriterion, fact: Lateness) -> tuple[Rung, ...]:
    """More receivables paid on time."""
    now = one.points(fact)
    if now >= one.maximum:
        return ()
    rungs: list[Rung] = []
    for more in range(1, MOST_PAYMENTS + 1):
        points = one.points(fact._replace(counts=(fact.counts[0] + more, *fact.counts[1:])))
        if points > now:
            effort = EFFORT[one.criterion.metric] * more
            rungs.append(Rung(effort, fine(points - now), 0, more, more))
    return tuple(rungs)


def _order_today(one: CompiledCriterion, fact: Fact, as_of: date) -> tuple[Rung, ...]:
    """One order, which begins the days since the last one again.

    A first order gives data to several criteria at once: no single number.
    """
    if fact is None:
        return ()
    now, then = one.points(fact), one.points(as_of)
    if then <= now:
        return ()
    return (Rung(EFFORT[MetricKey.ORDERS], fine(then - now), 0, 1, 0),)


def _anniversary(one: CompiledCriterion, since: date, as_of: date) -> tuple[Rung, ...]:
    """The next anniversary, where it earns more and is near."""
    years = reading(one.criterion.metric, since, as_of) + 1
    if since.year + years > date.max.year:
        return ()
    on = add_months(since, 12 * years)
    now, then = one.points(since), one.points(years)
    months = (on.year - as_of.year) * 12 + on.month - as_of.month
    if then <= now or months > LONGEST_WAIT:
        return ()
    return (Rung(EFFORT[one.criterion.metric] * max(months, 1), fine(then - now), 0, 1, years, on),)


def more_in_units(one: CompiledCriterion, rung: Rung) -> Decimal:
    """How much more, as people count it: whole contacts rather than thirds of one a month."""
    if one.criterion.metric in MONEY:
        return Decimal(rung.more) / MINOR_UNITS
    return Decimal(rung.more)
