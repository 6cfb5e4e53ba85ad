"""The least orders that reach a class: how many, of what amount, with how many new products."""

from collections.abc import Callable
from typing import Protocol

from kamtui.domain.scoring.deeds import MOST, Deed, Hint, order_effort
from kamtui.domain.scoring.effects import ANY_AMOUNT, Effects, Values
from kamtui.domain.scoring.outlook import Sizes

__all__ = ["OrderSearch"]


class _Limit(Protocol):
    """What has been found already."""

    def beats(self, effort: int) -> bool:
        """Whether an effort is not worth looking at."""


class OrderSearch:
    """Looks for orders in a world, alone or beside another fact."""

    def __init__(
        self,
        effects: Effects,
        reached: Callable[[Values], bool],
        sizes: Sizes | None,
        most_products: int,
        currency: str,
    ) -> None:
        """Look with the sizes this customer is known for.

        Args:
            effects: What orders change.
            reached: Whether facts reach the class.
            sizes: None where it never bought: then an order may come to anything.
            most_products: How many new products may be asked for.
            currency: Of the amounts.
        """
        self._effects, self._reached = effects, reached
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
        for products in self._products:
            if not self._may_reach(values, products):
                continue
            for count in range(1, MOST[Deed.ORDER] + 1):
                least = order_effort(count, products, ANY_AMOUNT, self._usual)
                if limit.beats(before + least) or (found and found.effort <= least):
                    break
                size = self._size(values, count, products)
                if size is None:
                    continue
                effort = order_effort(count, products, size, self._usual)
                if limit.beats(before + effort) or (found and found.effort <= effort):
                    continue
                found = self._hint(count, products, size, effort)
        return found

    def reaches(self, values: Values, hint: Hint) -> bool:
        """Whether orders found for other facts reach the class from these."""
        size = ANY_AMOUNT if hint.amount_minor is None else hint.amount_minor
        return self._reaches(values, hint.count, size, hint.products)

    def _may_reach(self, values: Values, products: int) -> bool:
        """Whether looking closer is of use: most customers are not within reach of orders."""
        most = self._amount(self._steps)
        return not self._effects.more_is_more or self._reaches(
            values, MOST[Deed.ORDER], most, products
        )

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

    def _size(self, values: Values, count: int, products: int) -> int | None:
        """The least amount of each order that reaches the class, None where none does."""
        if not self._reaches(values, count, self._amount(self._steps), products):
            return None
        # The more an order comes to, the more it earns: the least amount is found by halving.
        low, high = 0, self._steps
        while low < high:
            middle = (low + high) // 2
            if self._reaches(values, count, self._amount(middle), products):
                high = middle
            else:
                low = middle + 1
        return self._amount(high)

    def _amount(self, steps: int) -> int:
        return max(ANY_AMOUNT, steps * self._step)

    def _reaches(self, values: Values, count: int, size: int, products: int) -> bool:
        after = self._effects.ordered(values, count, size, products)
        if not self._reached(after):
            return False
        # An order may name a product where none was known, which is data too.
        named = self._effects.with_known_product(after)
        return named is None or self._reached(named)
