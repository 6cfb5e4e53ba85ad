"""What the money panels are opened with: a record to change, or where a new one goes."""

from typing import NamedTuple

from kamtui.domain.views.orders import (
    OrderDetail,
    OrderLineView,
    OrderView,
    PaymentView,
    ReceivableView,
)

__all__ = ["EditLine", "EditOrder", "EditPayment", "EditReceivable", "Received"]


class EditOrder(NamedTuple):
    """An order to change."""

    order: OrderView


class EditLine(NamedTuple):
    """A line to change; without one, a new line of the order."""

    order: OrderView
    line: OrderLineView | None = None


class EditReceivable(NamedTuple):
    """A receivable to change; without one, a new receivable of the order."""

    receivable: ReceivableView | None = None
    order: OrderView | None = None
    detail: OrderDetail = OrderDetail()


class EditPayment(NamedTuple):
    """A payment to change; without one, a new payment for the order.

    ``receivables`` are those it can be booked on.
    """

    payment: PaymentView | None = None
    order: OrderView | None = None
    receivables: tuple[ReceivableView, ...] = ()


class Received(NamedTuple):
    """Money that came in for a receivable."""

    receivable: ReceivableView
