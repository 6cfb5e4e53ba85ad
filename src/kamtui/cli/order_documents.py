"""Which orders of a customer count, as JSON."""

from kamtui.domain.order_standing import OrderStanding

__all__ = ["orders_document"]


def orders_document(one: OrderStanding | None) -> dict[str, object] | None:
    """Return how many orders count and why the others do not; null where all is seen."""
    if one is None:
        return None
    return {
        "currency": one.currency,
        "counted": one.counted,
        "other_currencies": dict(one.others),
        "cancelled_or_returned": one.void,
        "taken_back": one.back,
        "last": None if one.last_on is None else one.last_on.isoformat(),
    }
