"""The least orders that reach a class: how many, of what amount, with how many new products."""

from typing import Protocol

from kamtui.domain.scoring.deeds import Deed, Hint, affordable, order_effort, orders_within
from kamtui.domain.scoring.effects import ANY_AMOUNT, Effects, Values
from kamtui.domain.scoring.evaluate import Ratio
from kamtui.domain.scoring.order_points import OrderPoints, Rising
from kamtui.domain.scoring.outlook import Sizes

__all__ = ["OrderSearch"]


class _Limit(Protocol):
    """What has been found already."""

    def room(self, before: int) -> int:
        """The most effort that is worth looking at beside what other facts cost."""


class OrderSearch:
    """Looks for orders in a world, alone or beside another fact."""

    def __init__(
        self,
        effects: Effects,
        points: OrderPoints,
        sizes: Sizes | None,
        most_products: int,
        currency: str,
    ) -> None:
        """Look with the sizes this customer is known for.

        Args:
            effects: What orders change.
            points: Whether orders reach the class.
            sizes: None where it never bought: then an order may come to anything.
            most_products: How many new products may be asked for.
            currency: Of the amounts.
        """
        self._effects, self._points = effects, points
        self._usual = sizes.usual if sizes else ANY_AMOUNT
        self._step = sizes.step if sizes else 0
        self._steps = sizes.most // sizes.step if sizes else 0
        self._products = range(most_products + 1)
        self._currency = currency

    def least(self, values: Values, limit: _Limit, before: int) -> Hint | None:
        """Return the cheapest orders that reach the class, None where none stays below the limit.

        Args:
            values: The facts without the orders.
            limit: What there is already.
            before: What the other facts cost.
        """
        found: Hint | None = None
        room = limit.room(before)
        if affordable(1, 0, room, self._usual) is None:
            return None
        beside = self._points.beside(values)
        before_it: Rising | None = None
        for products in self._products:
            most = affordable(1, products, room, self._usual)
            if most is None:
                break
            counts = orders_within(products, room)
            after, fewer = beside(products), before_it
            before_it = after
            if after is not None and fewer is not None and not after.lacks_less(fewer):
                continue  # one product more costs more and earns nothing
            if after is None or not self._may_reach(after, counts, most):
                continue
            for count in range(1, counts + 1):
                most = affordable(count, products, room, self._usual)
                if most is None:
                    break
                size = self._size(after, count, most)
                if size is not None:
                    effort = order_effort(count, products, size, self._usual)
                    found = self._hint(count, products, size, effort)
                    room = effort - 1
        return found

    def short(self, values: Values, limit: _Limit, before: int) -> Ratio | None:
        """Return the points missing after the orders that earn most of those there is room for.

        None where there is room for none, or too little would be known.
        """
        room = limit.room(before)
        beside = self._points.beside(values)
        least: Ratio | None = None
        for products in self._products:
            counts = orders_within(products, room)
            after = beside(products) if counts > 0 else None
            if after is None:
                continue
            for count in range(1, counts + 1):
                most = affordable(count, products, room, self._usual)
                if most is not None:
                    missing = after.missing(count, self._amount(self._steps_within(most)))
                    if least is None or missing[0] * least[1] < least[0] * missing[1]:
                        least = missing
        return least

    def reaches(self, values: Values, hint: Hint) -> bool:
        """Whether orders found for other facts reach the class from these."""
        size = ANY_AMOUNT if hint.amount_minor is None else hint.amount_minor
        after = self._points.beside(values)(hint.products)
        return after is not None and after.reach(hint.count, size)

    def _may_reach(self, after: Rising, counts: int, most: int) -> bool:
        """Whether looking closer is of use: most customers are not within reach of orders.

        No number there is room for is above `counts`, and no amount above `most`.
        """
        if not self._effects.more_is_more:
            return True
        return after.reach(counts, self._amount(self._steps_within(most)))

    def _hint(self, count: int, products: int, size: int, effort: int) -> Hint:
        named = size != ANY_AMOUNT
        return Hint(
            Deed.ORDER,
            count,
            effort,
            amount_minor=size if named else None,
            currency=self._currency if named else "",
            products=products,
            at_margin=named and self._effects.at_margin,
        )

    def _size(self, after: Rising, count: int, most: int) -> int | None:
        """The least amount of each order, up to one, that reaches the class; None for none."""
        low, high = 0, self._steps_within(most)
        if not after.reach(count, self._amount(high)):
            return None
        # The more an order comes to, the more it earns: the least amount is found by halving.
        while low < high:
            middle = (low + high) // 2
            if after.reach(count, self._amount(middle)):
                high = middle
            else:
                low = middle + 1
        return self._amount(high)

    def _steps_within(self, most: int) -> int:
        return min(self._steps, most // self._step) if self._step else 0

    def _amount(self, steps: int) -> int:
        return max(ANY_AMOUNT, steps * self._step)
