"""Which orders and which money count: said once, for every statement that counts either.

An order that was called off or taken back whole (cancelled, returned) counts for nothing: not as
an order, not in amounts, products or years together; what it left unpaid is neither owed nor late.
Part of an order taken back is an order of a negative amount: it subtracts and counts as no order.
Open, confirmed, shipped and completed orders count alike (product.md, Numbers).
"""

__all__ = ["counted", "owed", "stands"]

_VOID = "('cancelled', 'returned')"


def stands(order: str = "") -> str:
    """Return the condition that an order was neither called off nor taken back whole.

    Args:
        order: Prefix of the order's columns, such as ``o.``.
    """
    return f"{order}status NOT IN {_VOID}"


def counted(order: str = "") -> str:
    """Return the condition that an order that stands is one to be counted, not something back."""
    return f"{order}amount_minor >= 0"


def owed(receivable: str = "receivable.") -> str:
    """Return the condition that a receivable is owed at all: of no order, or of one that stands.

    Args:
        receivable: Prefix of the receivable's columns.
    """
    return (
        "NOT EXISTS (SELECT 1 FROM sales_order void"
        f" WHERE void.id = {receivable}order_id"
        f" AND (void.status IN {_VOID} OR void.deleted_at IS NOT NULL))"
    )
