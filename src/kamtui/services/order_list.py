"""The orders of a customer as its screen shows them: a window, all open money, what is opened."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from kamtui.domain.credit import credit_ended
from kamtui.domain.views.orders import (
    CustomerOrders,
    OrderDetail,
    OrderLineView,
    OrderView,
    OtherCurrency,
    PaymentView,
    ReceivableView,
    YearSum,
)
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.services.receivables import receivable_view
from kamtui.store.queries import orders as queries
from kamtui.store.reader import Reader, Row
from kamtui.store.values import as_day

__all__ = ["LOOSE", "WINDOW", "read"]

#: Orders read first; more follow as the cursor nears the end.
WINDOW = 300
#: Settled money of no order that is listed.
LOOSE = 50


def read(
    desk: Desk, *, customer_id: str, limit: int = WINDOW, whole: Collection[str] = ()
) -> CustomerOrders:
    """Return the newest orders and all open money of a customer.

    Args:
        desk: The open book.
        customer_id: Whose.
        limit: Orders at most.
        whole: Ids of orders and receivables whose lines and payments are wanted too.
    """
    today = desk.today()
    with desk.read() as reader:
        currency = str(rules.value_of(reader, "currency"))
        return CustomerOrders(
            customer_id=customer_id,
            currency=currency,
            orders=_orders(reader, customer_id, limit),
            total=queries.count(reader, customer_id),
            years=tuple(
                YearSum(int(year), orders, amount)
                for year, orders, amount in queries.years(
                    reader, customer_id, today=today, currency=currency
                )
            ),
            others=tuple(
                OtherCurrency(*row)
                for row in queries.other_currencies(
                    reader, customer_id, today=today, currency=currency
                )
            ),
            receivables=tuple(map(receivable_view, queries.open_receivables(reader, customer_id))),
            loose=_loose(reader, customer_id),
            details=_details(reader, sorted(whole), today),
        )


def _orders(reader: Reader, customer_id: str, limit: int) -> tuple[OrderView, ...]:
    products: dict[str, dict[str, None]] = defaultdict(dict)
    for order_id, product in queries.products_of_newest(reader, customer_id, limit=limit):
        if product:
            products[order_id][product] = None
    owed = {
        row[0]: (int(row[1]), int(row[2]), as_day(row[3]))
        for row in queries.receivables_of_newest(reader, customer_id, limit=limit)
    }
    paid = {row[0]: row[1] for row in queries.paid_of_newest(reader, customer_id, limit=limit)}
    return tuple(
        OrderView(
            id=row[0],
            order_no=row[1],
            ordered_on=date.fromisoformat(row[2]),
            status=row[3],
            amount_minor=row[4],
            currency=row[5],
            products=tuple(products.get(row[0], ())),
            receivables=owed.get(row[0], (0, 0, None))[0],
            owed_minor=owed.get(row[0], (0, 0, None))[1],
            paid_minor=int(paid.get(row[0], 0)),
            due_on=owed.get(row[0], (0, 0, None))[2],
        )
        for row in queries.newest(reader, customer_id, limit=limit)
    )


def _loose(reader: Reader, customer_id: str) -> tuple[ReceivableView | PaymentView, ...]:
    found: list[ReceivableView | PaymentView] = [
        *map(receivable_view, queries.loose_receivables(reader, customer_id, limit=LOOSE)),
        *map(_payment, queries.loose_payments(reader, customer_id, limit=LOOSE)),
    ]
    found.sort(key=_happened, reverse=True)
    return tuple(found[:LOOSE])


def _happened(one: ReceivableView | PaymentView) -> date:
    return one.received_on if isinstance(one, PaymentView) else one.settled_on or one.due_on


def _details(reader: Reader, ids: list[str], today: date) -> dict[str, OrderDetail]:
    if not ids:
        return {}
    lines: dict[str, list[OrderLineView]] = defaultdict(list)
    for row in queries.lines(reader, ids):
        lines[row[1]].append(OrderLineView(*row))
    owed: dict[str, list[ReceivableView]] = defaultdict(list)
    for row in queries.receivables(reader, ids):
        owed[row[1]].append(receivable_view(row))
    of_order = {one.id: order_id for order_id, ones in owed.items() for one in ones}
    paid: dict[str, dict[str, PaymentView]] = defaultdict(dict)
    for row in queries.payments(reader, ids):
        payment = _payment(row)
        for owner in (
            payment.order_id, payment.receivable_id, of_order.get(payment.receivable_id or "")
        ):  # fmt: skip
            if owner is not None:
                paid[owner][payment.id] = payment
    ended = {
        row[0]: credit_ended(date.fromisoformat(row[1]), row[2], today=today)
        for row in queries.on_credit(reader, [one for one in ids if one not in owed | paid])
    }
    return {
        one: OrderDetail(
            lines=tuple(lines.get(one, ())),
            receivables=tuple(owed.get(one, ())),
            payments=tuple(paid.get(one, {}).values()),
            credit_ended=ended.get(one),
        )
        for one in ids
    }


def _payment(row: Row) -> PaymentView:
    return PaymentView(
        id=row[0],
        order_id=row[1],
        receivable_id=row[2],
        received_on=date.fromisoformat(row[3]),
        amount_minor=row[4],
        method=row[5],
        currency=row[6],
    )
