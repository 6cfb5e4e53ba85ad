"""What a deed changes of the facts: every metric it moves, as the store would measure it."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from math import floor

from kamtui.domain.metrics import (
    MINOR_UNITS,
    Fact,
    Lateness,
    MetricKey,
    MetricRequest,
    window_start,
)
from kamtui.domain.scoring.outlook import Due, Outlook, PastOrder, margin_of

__all__ = ["Effects", "Growth", "Values"]

Values = tuple[Fact, ...]
#: A fact after so many orders of an amount.
Growth = Callable[[int, int], Fact]
#: Amount of an order that is told without one: it holds for whatever it comes to.
ANY_AMOUNT = 1

_BY_ORDERS = frozenset(
    {
        MetricKey.AMOUNT,
        MetricKey.ORDERS,
        MetricKey.PRODUCTS,
        MetricKey.YEARS_TOGETHER,
        MetricKey.WHOLE_THOUSANDS,
        MetricKey.PROFIT,
        MetricKey.AVERAGE_ORDER,
        MetricKey.DAYS_SINCE_ORDER,
        MetricKey.COMPLAINTS,
    }
)


class Effects:
    """Deeds of one customer done on one day, measured that day or later.

    Attributes:
        done_on: The day of the deeds: the earliest, which is the worst for a window that moves.
        day: The day measured.
    """

    def __init__(
        self, requests: Sequence[MetricRequest], outlook: Outlook, *, done_on: date, day: date
    ) -> None:
        """Prepare what the deeds may change."""
        self.done_on, self.day = done_on, day
        self._outlook = outlook
        self._margin = margin_of(outlook, done_on)
        self._at: dict[MetricKey, list[tuple[int, MetricRequest]]] = {}
        for at, request in enumerate(requests):
            self._at.setdefault(request.metric, []).append((at, request))
        self._by_orders = [
            (at, one, self._is_inside(one))
            for at, one in enumerate(requests)
            if one.metric in _BY_ORDERS
        ]
        self._inside = {at for at, _request, inside in self._by_orders if inside}
        self._sums: dict[int, tuple[int, int]] = {}

    @property
    def more_is_more(self) -> bool:
        """Whether another order of the same size never takes points off again."""
        return MetricKey.AVERAGE_ORDER not in self._at

    @property
    def at_margin(self) -> bool:
        """Whether orders are counted with a profit."""
        return self._margin is not None and MetricKey.PROFIT in self._at

    def ordered(self, values: Values, count: int, size: int, products: int) -> Values:
        """The facts after so many orders of a size, with so many new products on them."""
        after = list(values)
        for at, request, inside in self._by_orders:
            fact = values[at]
            growth = self._growth(fact, at, request)
            if growth is not None:
                after[at] = growth(count if inside else 0, size)
                continue
            match request.metric:
                case MetricKey.PRODUCTS:
                    after[at] = self.products_after(fact, at, products)
                case MetricKey.DAYS_SINCE_ORDER:
                    after[at] = max(fact, self.done_on) if isinstance(fact, date) else self.done_on
                case MetricKey.YEARS_TOGETHER if fact is None:
                    after[at] = self.done_on
                case MetricKey.COMPLAINTS if fact is None:  # of a customer dealt with: none
                    after[at] = 0
                case _:
                    pass
        return tuple(after)

    @property
    def products_at(self) -> frozenset[int]:
        """Where the facts tell of products."""
        return frozenset(at for at, _request in self._at.get(MetricKey.PRODUCTS, ()))

    def products_after(self, fact: Fact, at: int, products: int) -> Fact:
        """The products of a place after orders with so many new ones."""
        if not products:
            return fact
        return _whole(fact) + (products if at in self._inside else 0)

    def growths(self, values: Values) -> dict[int, Growth]:
        """What more or larger orders go on changing of the facts, by its place.

        `ordered` tells the same of one number and amount, with all that the first order changes.
        """
        found: dict[int, Growth] = {}
        for at, request, inside in self._by_orders:
            growth = self._growth(values[at], at, request) if inside else None
            if growth is not None:
                found[at] = growth
        return found

    def _growth(self, fact: Fact, at: int, request: MetricRequest) -> Growth | None:
        match request.metric:
            case MetricKey.ORDERS:
                before = _whole(fact)
                return lambda count, _size: before + count
            case MetricKey.AMOUNT:
                before = self._sum(at, request)[0] if fact is None else _whole(fact)
                return lambda count, size: before + count * size
            case MetricKey.WHOLE_THOUSANDS:
                before = self._thousands(request) if fact is None else _whole(fact)
                return lambda count, size: before + count * (size // (1000 * MINOR_UNITS))
            case MetricKey.AVERAGE_ORDER:
                total, known = self._sum(at, request)
                return lambda count, size: (
                    (total + count * size) // (known + count) if known + count else fact
                )
            case MetricKey.PROFIT if self._margin is not None and fact is not None:
                profit, amount = self._margin
                before = _whole(fact)
                return lambda count, size: before + count * (size * profit // amount)
            case _:
                return None

    def contacted(self, values: Values, count: int) -> Values:
        """The facts after so many contacts that are no visits."""
        return self._talked(values, count, visits=0)

    def visited(self, values: Values, count: int) -> Values:
        """The facts after so many visits, each a contact too."""
        return self._talked(values, count, visits=count)

    def surveyed(self, values: Values, score: int) -> Values:
        """The facts after a survey of a score."""
        return self._set(values, MetricKey.SATISFACTION, lambda _fact: Decimal(score))

    def recommended(self, values: Values, score: int) -> Values:
        """The facts after a survey that would recommend by so many of 10."""
        return self._set(values, MetricKey.RECOMMEND, lambda _fact: score)

    def referred(self, values: Values, count: int) -> Values:
        """The facts after so many customers were brought."""
        return self._set(values, MetricKey.REFERRALS, lambda fact: _whole(fact) + count)

    def together(self, values: Values, years: int) -> Values:
        """The facts with so many years together rather than what the day makes of them."""
        return self._set(
            values,
            MetricKey.YEARS_TOGETHER,
            lambda fact: fact if fact is None else years,
        )

    def last_score(self, values: Values, metric: MetricKey) -> int | None:
        """The whole score of the last survey, rounded down; None for no survey."""
        for at, _request in self._at.get(metric, ()):
            fact = values[at]
            if isinstance(fact, int | Decimal):
                return floor(fact)
        return None

    def paid(self, values: Values, due: Sequence[Due]) -> Values:
        """The facts after what falls due up to the day measured was paid on time."""
        after = list(values)
        for at, request in self._at.get(MetricKey.PAYMENT_TIMELINESS, ()):
            after[at] = _on_time(values[at], request, due, self.day)
        return tuple(after)

    def _talked(self, values: Values, count: int, *, visits: int) -> Values:
        after = list(values)
        for metric, more in (
            (MetricKey.CONTACTS_PER_MONTH, count),
            (MetricKey.VISITS, visits),
            (MetricKey.COMPLAINTS, 0),
        ):
            for at, request in self._at.get(metric, ()):
                after[at] = _whole(values[at]) + (more if self._is_inside(request) else 0)
        return tuple(after)

    def _set(self, values: Values, metric: MetricKey, to: Callable[[Fact], Fact]) -> Values:
        after = list(values)
        for at, _request in self._at.get(metric, ()):
            after[at] = to(values[at])
        return tuple(after)

    def _is_inside(self, request: MetricRequest) -> bool:
        """Whether a deed still lies in a window on the day measured."""
        return request.months is None or self.done_on > window_start(self.day, request.months)

    def _orders(self, request: MetricRequest) -> list[PastOrder]:
        begin = None if request.months is None else window_start(self.day, request.months)
        return [
            one
            for one in self._outlook.orders
            if one.on <= self.day and (begin is None or one.on > begin)
        ]

    def _sum(self, at: int, request: MetricRequest) -> tuple[int, int]:
        """What the orders of a window amount to, and how many of them count."""
        known = self._sums.get(at)
        if known is None:
            orders = self._orders(request)
            known = self._sums[at] = (
                sum(one.amount_minor for one in orders),
                sum(one.amount_minor >= 0 for one in orders),
            )
        return known

    def _thousands(self, request: MetricRequest) -> int:
        """Whole thousands of what was only taken back, each rounded towards 0 as SQL does."""
        thousand = 1000 * MINOR_UNITS
        return sum(
            -(-one.amount_minor // thousand) if one.amount_minor < 0 else 0
            for one in self._orders(request)
        )


def _whole(fact: Fact) -> int:
    return fact if isinstance(fact, int) else 0


def _on_time(fact: Fact, request: MetricRequest, due: Sequence[Due], day: date) -> Fact:
    """How receivables were paid, once those that fall due were paid on the day."""
    limits = request.days_late or (0,)
    before = fact if isinstance(fact, Lateness) else None
    counts = list(before.counts) if before else [0] * (len(limits) + 1)
    late = before.late if before else 0
    begin = date.min if request.months is None else window_start(day, request.months)
    for one in due:
        if one.on <= begin or one.on > day:
            continue
        # Left open, it would be late by the days so far; due on the very day it is not judged.
        days = (day - one.on).days
        if days:
            counts[bisect_left(limits, days)] -= 1
            late -= 1
        counts[0] += 1
    if not any(counts):
        return fact
    return Lateness(tuple(counts), late, before.worst_days if before and late else 0)
