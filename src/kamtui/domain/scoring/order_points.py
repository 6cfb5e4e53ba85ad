"""What more orders bring a customer to: all that they leave alone is counted once.

The search for the least orders asks hundreds of times, "three of 4,000, would that do?"; between
two answers only a handful of facts differ.
"""

from collections.abc import Callable, Sequence

from kamtui.domain.metrics import Fact
from kamtui.domain.scoring.compiled import CompiledCriterion, Points
from kamtui.domain.scoring.effects import ANY_AMOUNT, Effects, Growth, Values
from kamtui.domain.scoring.evaluate import Ratio, Scorer

__all__ = ["OrderPoints", "Rising"]


class Rising:
    """What orders with a number of new products on them go on earning."""

    def __init__(
        self, rising: Sequence[tuple[Growth, Callable[[Fact], Points]]], lacking: Ratio
    ) -> None:
        """Start from what they must earn, besides all that the first of them changes."""
        self._rising = rising
        self._upper, self._lower = lacking

    def lacks_less(self, other: "Rising") -> bool:
        """Whether the orders themselves must earn less than others."""
        return self._upper * other._lower < other._upper * self._lower

    def reach(self, count: int, size: int) -> bool:
        """Whether so many orders, each of an amount, reach the class."""
        earned = self._earned(count, size)
        return earned.numerator * self._lower >= self._upper * earned.denominator

    def missing(self, count: int, size: int) -> Ratio:
        """The points missing after them, 0 or less for none."""
        earned = self._earned(count, size)
        below = earned.denominator
        return self._upper * below - earned.numerator * self._lower, self._lower * below

    def _earned(self, count: int, size: int) -> Points:
        earned: Points = 0
        for growth, points in self._rising:
            earned += points(growth(count, size))
        return earned


class OrderPoints:
    """Judges orders in a world beside any facts of it."""

    def __init__(self, scorer: Scorer, effects: Effects, goal: int) -> None:
        """Ask for the class of a place among the model's, the best being 0."""
        self._scorer, self._effects, self._goal = scorer, effects, goal

    def beside(self, values: Values) -> Callable[[int], Rising | None]:
        """Return what tells for a number of new products which orders reach the class.

        None is told where no orders do, whatever they come to: too little would be known.
        """
        effects = self._effects
        after = effects.ordered(values, 1, ANY_AMOUNT, 0)
        growing = effects.growths(values)
        named = effects.products_at
        rising: list[tuple[Growth, Callable[[Fact], Points]]] = []
        by_product: list[CompiledCriterion] = []
        fixed: Points = 0
        available = 0
        for at, points, maximum in self._scorer.lean:
            if at in named:
                continue
            if at in growing:
                rising.append((growing[at], points))
                available += maximum
            elif (fact := after[at]) is not None:
                fixed += points(fact)
                available += maximum
        by_product = [one for one in self._scorer.criteria if one.at in named]

        def with_products(products: int) -> Rising | None:
            lacking = self._lacking(values, by_product, products, fixed, available)
            return None if lacking is None else Rising(rising, lacking)

        return with_products

    def _lacking(
        self,
        values: Values,
        by_product: Sequence[CompiledCriterion],
        products: int,
        fixed: Points,
        available: int,
    ) -> Ratio | None:
        """The points the orders themselves must earn, None where too little would be known."""
        facts = [
            self._effects.products_after(values[one.at], one.at, products) for one in by_product
        ]
        ways = [facts]
        if None in facts:
            # An order may name a product where none was known, which is data too.
            ways.append([1 if fact is None else fact for fact in facts])
        most: Ratio | None = None
        for way in ways:
            earned, known = fixed, available
            for one, fact in zip(by_product, way, strict=True):
                if fact is not None:
                    earned += one.points(fact)
                    known += one.maximum
            lacking = self._scorer.lacking(self._goal, earned, known)
            if lacking is None:
                return None
            if most is None or lacking[0] * most[1] > most[0] * lacking[1]:
                most = lacking
        return most
