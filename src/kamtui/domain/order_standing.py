"""Why orders say nothing about a customer: others' currency, called off, or simply none."""

from datetime import date
from typing import NamedTuple

__all__ = ["OrderStanding"]


class OrderStanding(NamedTuple):
    """A customer's orders up to a day, by whether they count.

    Attributes:
        currency: The book's, in which amounts are summed.
        as_of: The day.
        counted: Orders in it that count.
        others: Orders in other currencies that would count, by currency, the most first.
        void: Orders that were called off or taken back whole.
        back: Negative amounts, which subtract and count as no order.
        last_on: Day of the last order in the book's currency that counts.
        last_any: Day of the last order that counts in any currency.
    """

    currency: str
    as_of: date
    counted: int = 0
    others: tuple[tuple[str, int], ...] = ()
    void: int = 0
    back: int = 0
    last_on: date | None = None
    last_any: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no order of any sort."""
        return self == OrderStanding(self.currency, self.as_of)
