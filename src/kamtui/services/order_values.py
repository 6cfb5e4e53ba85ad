"""The values of orders and money: read for a form, checked, and compared with what stands there."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from kamtui.domain.enums import InvoicedState, OrderStatus
from kamtui.domain.errors import KamError
from kamtui.domain.money import from_minor, to_minor
from kamtui.domain.order_line import OrderEntry, parse_quantity, total_of
from kamtui.domain.text import clean
from kamtui.domain.views.orders import (
    LineValues,
    OrderValues,
    PaymentValues,
    ReceivableValues,
)
from kamtui.services.merging import merged, with_field
from kamtui.store.queries import orders as queries
from kamtui.store.reader import Reader
from kamtui.store.values import as_day

if TYPE_CHECKING:
    from kamtui.services.desk import Desk

__all__ = [
    "MOST_MINOR",
    "check_line",
    "check_order",
    "check_payment",
    "check_receivable",
    "entry_values",
    "line_total",
    "line_values",
    "merged",
    "order_values",
    "payment_values",
    "receivable_values",
    "with_field",
]

#: The largest amount somebody types, in minor units: sums of a hundred thousand of these still
#: fit the database's integers.
MOST_MINOR = 10**14 - 1
_LONGEST = {"order_no": 64, "product": 200, "invoice_no": 64, "method": 64}


def order_values(reader: Reader, order_id: str) -> OrderValues:
    """Return what of an order can be changed, as it stands in the book.

    Raises:
        KamError: ``record.gone``.
    """
    row = queries.order(reader, order_id)
    if row is None:
        raise KamError("record.gone", {"kind": "sales_order", "id": order_id})
    lines = queries.lines(reader, [order_id])
    owed = queries.receivables(reader, [order_id])
    only = lines[0] if len(lines) == 1 else None
    return OrderValues(
        order_no=row[1],
        ordered_on=_day(row[2]),
        amount_minor=row[3],
        cost_minor=row[4],
        currency=row[5],
        status=row[6],
        invoiced_state=row[7],
        product=only[2] if only else None,
        quantity=only[3] if only else None,
        price_minor=only[4] if only else None,
        due_on=_day(owed[0][3]) if len(owed) == 1 else None,
    )


def line_values(reader: Reader, line_id: str) -> LineValues:
    """Return what of a line can be changed; raises ``record.gone``."""
    row = queries.line(reader, line_id)
    if row is None:
        raise KamError("record.gone", {"kind": "order_line", "id": line_id})
    return LineValues(product=row[2], quantity=row[3], price_minor=row[4], amount_minor=row[5])


def receivable_values(reader: Reader, receivable_id: str) -> ReceivableValues:
    """Return what of a receivable can be changed; raises ``record.gone``."""
    row = queries.receivable(reader, receivable_id)
    if row is None:
        raise KamError("record.gone", {"kind": "receivable", "id": receivable_id})
    return ReceivableValues(
        due_on=_day(row[3]), amount_minor=row[4], invoice_no=row[8], promised_on=as_day(row[7])
    )


def payment_values(reader: Reader, payment_id: str) -> PaymentValues:
    """Return what of a payment can be changed; raises ``record.gone``."""
    row = queries.payment(reader, payment_id)
    if row is None:
        raise KamError("record.gone", {"kind": "payment", "id": payment_id})
    return PaymentValues(
        received_on=_day(row[3]), amount_minor=row[4], method=row[5], receivable_id=row[2]
    )


def entry_values(entry: OrderEntry) -> OrderValues:
    """Return the order that one line states.

    Raises:
        KamError: The code of the first thing that was not understood; nothing is left out.
    """
    for problem in entry.problems:
        raise KamError(problem.code, {"text": problem.text, "date": problem.text}, exit_code=2)
    if entry.amount is None:
        raise KamError("amount.missing", exit_code=2)
    return OrderValues(
        order_no=entry.order_no or None,
        ordered_on=entry.on,
        amount_minor=to_minor(entry.amount),
        currency=entry.currency,
        product=entry.product or None,
        quantity=None if entry.quantity is None else _plain(entry.quantity),
        price_minor=None if entry.price is None else to_minor(entry.price),
        due_on=entry.due_on,
    )


def check_order(desk: "Desk", values: OrderValues, base: OrderValues | None = None) -> OrderValues:
    """Return the values cleaned.

    Raises:
        KamError: ``date.future``, ``amount.too_large``, ``value.invalid``, ``value.too_long``,
            ``quantity.invalid``.
    """
    if values.ordered_on > desk.today() and (base is None or base.ordered_on != values.ordered_on):
        raise KamError("date.future", {"date": values.ordered_on.isoformat()})
    for name in ("amount_minor", "cost_minor", "price_minor"):
        _check_amount(name, getattr(values, name))
    return replace(
        values,
        order_no=_text("order_no", values.order_no),
        product=_text("product", values.product),
        quantity=_quantity(values.quantity),
        currency=_currency(values.currency),
        status=_one_of("status", values.status, OrderStatus),
        invoiced_state=_one_of("invoiced_state", values.invoiced_state, InvoicedState)
        if values.invoiced_state
        else None,
    )


def check_line(values: LineValues) -> LineValues:
    """Return the values cleaned; raises what `check_order` does."""
    for name in ("price_minor", "amount_minor"):
        _check_amount(name, getattr(values, name))
    return replace(
        values, product=_text("product", values.product), quantity=_quantity(values.quantity)
    )


def check_receivable(values: ReceivableValues) -> ReceivableValues:
    """Return the values cleaned.

    Raises:
        KamError: ``receivable.not_positive`` besides what `check_order` raises: what is owed to
            the customer is a payment back, not a receivable.
    """
    _check_amount("amount_minor", values.amount_minor)
    if values.amount_minor <= 0:
        raise KamError(
            "receivable.not_positive",
            {"field": "amount_minor", "value": str(from_minor(values.amount_minor))},
        )
    return replace(values, invoice_no=_text("invoice_no", values.invoice_no))


def check_payment(
    desk: "Desk", values: PaymentValues, base: PaymentValues | None = None
) -> PaymentValues:
    """Return the values cleaned; a negative amount is a refund.

    Raises:
        KamError: ``payment.zero``, ``date.future`` besides what `check_order` raises.
    """
    if values.received_on > desk.today() and (
        base is None or base.received_on != values.received_on
    ):
        raise KamError("date.future", {"date": values.received_on.isoformat()})
    _check_amount("amount_minor", values.amount_minor)
    if not values.amount_minor:
        raise KamError("payment.zero", {"field": "amount_minor"})
    return replace(values, method=_text("method", values.method))


def line_total(price_minor: int | None, quantity: str | None) -> int | None:
    """Return price times quantity in minor units, None where one is missing.

    Raises:
        KamError: ``amount.too_large``.
    """
    number = None if quantity is None else parse_quantity(quantity)
    if price_minor is None or number is None:
        return None
    total = to_minor(total_of(from_minor(price_minor), number))
    _check_amount("amount_minor", total)
    return total


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _check_amount(name: str, minor: int | None) -> None:
    if minor is not None and abs(minor) > MOST_MINOR:
        raise KamError("amount.too_large", {"field": name, "value": str(from_minor(minor))})


def _text(name: str, text: str | None) -> str | None:
    cleaned = clean(text or "")
    if len(cleaned) > _LONGEST[name]:
        raise KamError(
            "value.too_long",
            {"field": name, "length": len(cleaned), "longest": _LONGEST[name]},
        )
    return cleaned or None


def _quantity(text: str | None) -> str | None:
    cleaned = clean(text or "")
    if not cleaned:
        return None
    number = parse_quantity(cleaned)
    if number is None:
        raise KamError("quantity.invalid", {"field": "quantity", "value": cleaned})
    return _plain(number)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _currency(text: str | None) -> str | None:
    code = clean(text or "").upper()
    if not code:
        return None
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise KamError(
            "value.invalid",
            {"field": "currency", "value": code, "choices": ["CNY", "USD", "EUR", "…"]},
        )
    return code


def _one_of(name: str, value: str, values: type[StrEnum]) -> str:
    if value not in set(values):
        raise KamError(
            "value.invalid",
            {"field": name, "value": value, "choices": [one.value for one in values]},
        )
    return value
