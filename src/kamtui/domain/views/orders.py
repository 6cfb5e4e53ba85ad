"""The orders of a customer and their money, as screens show them and forms change them.

Amounts are integer minor units; a currency of None is the book's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order in one row.

    Attributes:
        products: Names of its products, the first lines first, each once.
        receivables: How many it has.
        owed_minor: What is open of them.
        paid_minor: What came in for it.
        due_on: The earliest day of an open one.
    """

    id: str
    order_no: str | None
    ordered_on: date
    status: str
    amount_minor: int
    currency: str | None
    products: tuple[str, ...]
    receivables: int
    owed_minor: int
    paid_minor: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class OrderLineView:
    """A line of an order; ``quantity`` is the text as written."""

    id: str
    order_id: str
    product: str | None
    quantity: str | None
    price_minor: int | None
    amount_minor: int | None


@dataclass(frozen=True, slots=True)
class ReceivableView:
    """Money owed by a day; open while ``settled_on`` is None."""

    id: str
    order_id: str | None
    order_no: str | None
    due_on: date
    amount_minor: int
    paid_minor: int
    settled_on: date | None
    promised_on: date | None
    invoice_no: str | None
    currency: str | None

    @property
    def left_minor(self) -> int:
        """What is still to come in; negative when overpaid."""
        return self.amount_minor - self.paid_minor


@dataclass(frozen=True, slots=True)
class PaymentView:
    """Money that came in; a negative amount is a refund."""

    id: str
    order_id: str | None
    receivable_id: str | None
    received_on: date
    amount_minor: int
    method: str | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """What stands beneath an order that is shown whole.

    Attributes:
        credit_ended: The day its customer's credit ended, where that is the only word on when it
            was to be paid and nothing says whether it was: it is not counted as owed.
    """

    lines: tuple[OrderLineView, ...] = ()
    receivables: tuple[ReceivableView, ...] = ()
    payments: tuple[PaymentView, ...] = ()
    credit_ended: date | None = None


@dataclass(frozen=True, slots=True)
class YearSum:
    """Orders that count and what they come to in the book's currency."""

    year: int
    orders: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class OtherCurrency:
    """What is left out of the sums, because it is in another currency."""

    currency: str
    orders: int
    amount_minor: int
    owed_minor: int


@dataclass(frozen=True, slots=True)
class CustomerOrders:
    """A window on a customer's orders, the newest first, and all of its open money.

    Attributes:
        customer_id: Whose.
        currency: The book's.
        orders: The newest, at most as many as were asked for.
        total: How many there are.
        years: Sums of every year with an order.
        others: Sums in other currencies.
        receivables: Every open one, the earliest due first.
        loose: Money of no order that needs nobody's attention any more: settled receivables and
            payments booked on nothing, the newest first.
        details: Lines and money of the orders and receivables asked for, by their ids.
    """

    customer_id: str
    currency: str
    orders: tuple[OrderView, ...]
    total: int
    years: tuple[YearSum, ...]
    others: tuple[OtherCurrency, ...]
    receivables: tuple[ReceivableView, ...]
    loose: tuple[ReceivableView | PaymentView, ...]
    details: Mapping[str, OrderDetail]


@dataclass(frozen=True, slots=True)
class OrderValues:
    """What of an order can be changed.

    ``product``, ``quantity`` and ``price_minor`` are those of its only line, ``due_on`` that of
    its only receivable; where there are several they are None and belong to the rows themselves.
    """

    order_no: str | None
    ordered_on: date
    amount_minor: int
    cost_minor: int | None = None
    currency: str | None = None
    status: str = "confirmed"
    invoiced_state: str | None = None
    product: str | None = None
    quantity: str | None = None
    price_minor: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class LineValues:
    """What of a line can be changed."""

    product: str | None
    quantity: str | None
    price_minor: int | None
    amount_minor: int | None


@dataclass(frozen=True, slots=True)
class ReceivableValues:
    """What of a receivable can be changed."""

    due_on: date
    amount_minor: int
    invoice_no: str | None = None
    promised_on: date | None = None


@dataclass(frozen=True, slots=True)
class PaymentValues:
    """What of a payment can be changed; ``receivable_id`` None is booked on nothing."""

    received_on: date
    amount_minor: int
    method: str | None = None
    receivable_id: str | None = None
