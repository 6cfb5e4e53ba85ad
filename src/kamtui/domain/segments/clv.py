"""Customer lifetime value by product.md's formula, with every input kept for showing.

CLV = average order value x orders per year x gross margin x expected years, and expected years =
1 / (1 - retention), at most 10.  Retention is the share of the customers who bought in the year
before the last twelve months that bought again within them.
"""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

#: Nobody is expected to stay for longer (product.md, CLV).
MOST_YEARS = 10


class Lacking(StrEnum):
    """What a lifetime value cannot do without."""

    ORDERS = "orders"
    AMOUNT = "amount"
    MARGIN = "margin"
    RETENTION = "retention"


class ClvFacts(NamedTuple):
    """What the records say about a customer or a segment.

    Attributes:
        customers: How many customers ordered in the window.
        orders: Orders in the window.
        amount_minor: Their amount less what was taken back; None where none is known in the
            book's currency.
        months: Length of the window.
        costed_orders: Orders of the window whose cost is known.
        costed_minor: The amount of those.
        cost_minor: The cost of those.
        buyers_before: Customers who ordered in the year before the last twelve months.
        bought_again: Those of them who ordered in the last twelve months.
    """

    customers: int
    orders: int
    amount_minor: int | None
    months: int
    costed_orders: int
    costed_minor: int
    cost_minor: int
    buyers_before: int
    bought_again: int


class Clv(NamedTuple):
    """A lifetime value and all that went into it; amounts in minor units, per customer.

    Attributes:
        facts: The records.
        average_minor: Average order value.
        orders_per_year: Orders of one customer in a year.
        margin: Gross margin as a share of the amount.
        margin_assumed: True where no cost is known and the setting stands in.
        retention: Share of last year's buyers who bought again.
        retention_assumed: True where the setting says it.
        years: Expected years.
        capped: True where they would be more.
        value_minor: The lifetime value of one customer, None where an input is lacking.
        lacking: Those inputs.
    """

    facts: ClvFacts
    average_minor: Fraction | None
    orders_per_year: Fraction | None
    margin: Fraction | None
    margin_assumed: bool
    retention: Fraction | None
    retention_assumed: bool
    years: Fraction | None
    capped: bool
    value_minor: int | None
    lacking: tuple[Lacking, ...]


def expected_years(retention: Fraction) -> tuple[Fraction, bool]:
    """Return 1 / (1 - retention), at most `MOST_YEARS`, and whether it would be more."""
    if retention >= 1 or 1 / (1 - retention) > MOST_YEARS:
        return Fraction(MOST_YEARS), True
    return 1 / (1 - retention), False


def clv(
    facts: ClvFacts, *, assumed_margin: Fraction | None, assumed_retention: Fraction | None
) -> Clv:
    """Return a lifetime value.

    Args:
        facts: The records.
        assumed_margin: Stands in where no cost is known; None for no assumption.
        assumed_retention: Replaces what the records say; None for the records.
    """
    lacking = []
    average = per_year = None
    if not facts.orders:
        lacking.append(Lacking.ORDERS)
    else:
        customers = max(1, facts.customers)
        per_year = Fraction(facts.orders * 12, facts.months * customers)
        if facts.amount_minor is not None:
            average = Fraction(facts.amount_minor, facts.orders)
        else:
            lacking.append(Lacking.AMOUNT)
    margin, assumed = assumed_margin, True
    if facts.costed_orders and facts.costed_minor > 0:
        margin = 1 - Fraction(facts.cost_minor, facts.costed_minor)
        assumed = False
    if margin is None:
        lacking.append(Lacking.MARGIN)
    retention = assumed_retention
    if retention is None and facts.buyers_before:
        retention = Fraction(facts.bought_again, facts.buyers_before)
    if retention is None:
        lacking.append(Lacking.RETENTION)
    years, capped = (None, False) if retention is None else expected_years(retention)
    value = None
    if average is not None and per_year is not None and margin is not None and years is not None:
        value = _rounded(average * per_year * margin * years)
    return Clv(
        facts=facts,
        average_minor=average,
        orders_per_year=per_year,
        margin=margin,
        margin_assumed=assumed and margin is not None,
        retention=retention,
        retention_assumed=assumed_retention is not None,
        years=years,
        capped=capped,
        value_minor=value,
        lacking=tuple(lacking),
    )


def _rounded(amount: Fraction) -> int:
    """Return whole minor units, half away from zero."""
    half = Fraction(1, 2)
    return int(amount + half) if amount >= 0 else int(amount - half)
