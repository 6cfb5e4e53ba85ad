"""Facts for the default grade model, by name."""

from datetime import date
from decimal import Decimal

from kamtui.domain.metrics import CustomerFacts, Lateness

TODAY = date(2026, 11, 22)


def grade_facts(
    *,
    amount: int | None = None,
    orders: int | None = None,
    products: int | None = None,
    since: date | None = None,
    strategic: int | None = None,
    payment: tuple[int, int, int] | None = None,
    satisfaction: Decimal | None = None,
    contacts: int | None = None,
) -> CustomerFacts:
    """Facts in the order of the default grade model; `amount` in whole units of currency."""
    lateness = None
    if payment is not None:
        late = payment[1] + payment[2]
        lateness = Lateness(payment, late, 8 if payment[2] else 3 if late else 0)
    return CustomerFacts(
        "customer",
        (
            None if amount is None else amount * 100,
            orders,
            products,
            since,
            strategic,
            lateness,
            satisfaction,
            contacts,
        ),
    )


def row(*values: object) -> tuple[object, ...]:
    """Several values to compare at once, whatever their number types."""
    return values
