"""What customers owe and what came in: received, promised, changed.  Each call is one undo step.

The agenda's collection rows and the orders of a customer use the same verbs.  ``paid_minor`` and
``settled_on`` follow from the payments in the unit of work; nothing here writes them.
"""

from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.credit import credit_day
from kamtui.domain.errors import KamError
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.orders import PaymentValues, ReceivableValues, ReceivableView
from kamtui.services import order_values as values_of
from kamtui.services.desk import Desk
from kamtui.services.order_values import check_payment, check_receivable, merged
from kamtui.services.targets import find_target
from kamtui.store.queries import orders as queries
from kamtui.store.reader import Row
from kamtui.store.values import as_day

if TYPE_CHECKING:
    from kamtui.store.tables import Payment, Receivable, SalesOrder
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = [
    "add",
    "add_payment",
    "book",
    "change",
    "change_payment",
    "find",
    "owe",
    "payment_values",
    "promise",
    "promised",
    "receivable_view",
    "receive",
    "unbook",
    "values",
]


def receivable_view(row: Row) -> ReceivableView:
    """Return the view of a row of `kamtui.store.queries.orders`."""
    return ReceivableView(
        id=row[0],
        order_id=row[1],
        order_no=row[2],
        due_on=date.fromisoformat(row[3]),
        amount_minor=row[4],
        paid_minor=row[5],
        settled_on=as_day(row[6]),
        promised_on=as_day(row[7]),
        invoice_no=row[8],
        currency=row[9],
    )


def find(desk: Desk, *, item_id: str) -> ReceivableView:
    """Return the open receivable of an agenda row, whose id may be ``collection:ORDER_NO``.

    Raises:
        KamError: What `find_target` raises; ``record.gone`` for a row that is not money.
    """
    with desk.read() as reader:
        row = queries.receivable(reader, find_target(reader, item_id).id)
    if row is None:
        raise KamError("record.gone", {"kind": "receivable", "id": item_id})
    return receivable_view(row)


def values(desk: Desk, *, receivable_id: str) -> ReceivableValues:
    """Return what of a receivable can be changed; raises ``record.gone``."""
    with desk.read() as reader:
        return values_of.receivable_values(reader, receivable_id)


def payment_values(desk: Desk, *, payment_id: str) -> PaymentValues:
    """Return what of a payment can be changed; raises ``record.gone``."""
    with desk.read() as reader:
        return values_of.payment_values(reader, payment_id)


def add(desk: Desk, *, order_id: str, values: ReceivableValues) -> ChangeSet:
    """Add a receivable to an order.

    Raises:
        KamError: ``record.gone``, and what `check_receivable` raises.
    """
    checked = check_receivable(values)
    from kamtui.store.tables import SalesOrder

    with desk.write("receivable") as work:
        order = work.get(SalesOrder, order_id)
        owe(work, order, checked)
        return work.commit(subject=_subject(work, order.order_no, order.customer_id))


def change(
    desk: Desk, *, receivable_id: str, wanted: ReceivableValues, base: ReceivableValues
) -> ChangeSet:
    """Change the fields of a receivable that differ from those the form started with.

    Raises:
        KamError: ``record.gone``, ``record.conflict``, and what `check_receivable` raises.
    """
    checked = check_receivable(wanted)
    from kamtui.store.tables import Receivable

    with desk.write("edit") as work:
        owed = work.get(Receivable, receivable_id)
        theirs = values_of.receivable_values(work.reader, receivable_id)
        final = merged(checked, base, theirs)
        owed.due_on, owed.amount_minor = final.due_on, final.amount_minor
        owed.invoice_no, owed.promised_on = final.invoice_no, final.promised_on
        return work.commit(subject=_money_subject(work, owed))


def receive(
    desk: Desk, *, receivable_id: str, amount_minor: int, on: date, method: str | None = None
) -> ChangeSet:
    """Book a payment on a receivable: all of it, a part, or more than is open.

    Raises:
        KamError: ``record.gone``, and what `check_payment` raises.
    """
    checked = check_payment(desk, PaymentValues(on, amount_minor, method, receivable_id))
    from kamtui.store.tables import Receivable

    with desk.write("payment") as work:
        owed = work.get(Receivable, receivable_id)
        book(work, owed, amount_minor=amount_minor, on=on, method=checked.method)
        return work.commit(subject=_money_subject(work, owed))


def promise(desk: Desk, *, receivable_id: str, on: date | None) -> ChangeSet:
    """Note the day payment was promised for; None takes the note away.

    Raises:
        KamError: ``record.gone``, ``date.past``.
    """
    if on is not None and on < desk.today():
        raise KamError("date.past", {"date": on.isoformat()})
    from kamtui.store.tables import Receivable

    with desk.write("promised") as work:
        owed = work.get(Receivable, receivable_id)
        promised(owed, on)
        return work.commit(subject=_money_subject(work, owed))


def add_payment(desk: Desk, *, order_id: str, values: PaymentValues) -> ChangeSet:
    """Add a payment for an order, booked on one of its receivables or on none.

    An order that only its customer's credit speaks for gets its receivable now: known to be paid,
    it was due when the credit ended.

    Raises:
        KamError: ``record.gone``, ``payment.other_receivable``, and what `check_payment` raises.
    """
    checked = check_payment(desk, values)
    from kamtui.store.tables import Payment, SalesOrder

    with desk.write("payment") as work:
        order = work.get(SalesOrder, order_id)
        payment = Payment(
            customer_id=order.customer_id,
            order_id=order.id,
            received_on=checked.received_on,
            amount_minor=checked.amount_minor,
            method=checked.method,
        )
        owed = checked.receivable_id or _owed_by_credit(work, order)
        _book_on(work, payment, owed)
        work.add(payment)
        return work.commit(subject=_subject(work, order.order_no, order.customer_id))


def change_payment(
    desk: Desk, *, payment_id: str, wanted: PaymentValues, base: PaymentValues
) -> ChangeSet:
    """Change the fields of a payment that differ from those the form started with.

    Raises:
        KamError: ``record.gone``, ``record.conflict``, ``payment.other_receivable``, and what
            `check_payment` raises.
    """
    checked = check_payment(desk, wanted, base)
    from kamtui.store.tables import Payment

    with desk.write("edit") as work:
        payment = work.get(Payment, payment_id)
        theirs = values_of.payment_values(work.reader, payment_id)
        final = merged(checked, base, theirs)
        payment.received_on, payment.amount_minor = final.received_on, final.amount_minor
        payment.method = final.method
        if final.receivable_id != theirs.receivable_id:
            _book_on(work, payment, final.receivable_id)
        return work.commit(subject=_subject(work, None, payment.customer_id))


# -- inside a write -------------------------------------------------------------------------------


def owe(work: "UnitOfWork", order: "SalesOrder", values: ReceivableValues) -> "Receivable":
    """Add a receivable of an order; raises what `check_receivable` does."""
    from kamtui.store.tables import Receivable

    checked = check_receivable(values)
    return work.add(
        Receivable(
            customer_id=order.customer_id,
            order_id=order.id,
            due_on=checked.due_on,
            amount_minor=checked.amount_minor,
            invoice_no=checked.invoice_no,
            promised_on=checked.promised_on,
            currency=order.currency,
        )
    )


def book(
    work: "UnitOfWork",
    owed: "Receivable",
    *,
    amount_minor: int,
    on: date,
    method: str | None = None,
) -> None:
    """Add a payment on a receivable."""
    from kamtui.store.tables import Payment

    work.add(
        Payment(
            customer_id=owed.customer_id,
            order_id=owed.order_id,
            receivable_id=owed.id,
            received_on=on,
            amount_minor=amount_minor,
            method=method,
            invoice_no=owed.invoice_no,
        )
    )
    # The receivable's derived columns follow in the commit, without a line of their own.
    work.touch(customer_ids=frozenset({owed.customer_id}), kinds=frozenset({"receivable"}))


def promised(owed: "Receivable", on: date | None) -> None:
    """Note the day payment was promised for."""
    owed.promised_on = on


def unbook(work: "UnitOfWork", owed: "Receivable") -> None:
    """Leave the payments of a receivable that goes: the money did come in."""
    from kamtui.store.tables import Payment

    for identifier in queries.payments_on(work.reader, owed.id):
        work.get(Payment, identifier).receivable_id = None


def _book_on(work: "UnitOfWork", payment: "Payment", receivable_id: str | None) -> None:
    """Book a payment on another receivable of its customer, or on none."""
    from kamtui.store.tables import Receivable

    if receivable_id is None:
        payment.receivable_id = None
        return
    owed = work.get(Receivable, receivable_id)
    if owed.customer_id != payment.customer_id:
        raise KamError("payment.other_receivable", {"field": "receivable_id"})
    payment.receivable_id = owed.id
    payment.order_id = owed.order_id or payment.order_id


def _owed_by_credit(work: "UnitOfWork", order: "SalesOrder") -> str | None:
    """Write the receivable of an order that never had one; its payments so far are booked on it."""
    from kamtui.store.tables import Payment

    for _id, _ordered_on, days in queries.on_credit(work.reader, [order.id]):
        due_on = credit_day(order.ordered_on, days)
        if due_on is None or queries.receivables_ever(work.reader, order.id):
            return None
        owed = owe(work, order, ReceivableValues(due_on, order.amount_minor))
        for (identifier,) in queries.unbooked(work.reader, order.id):
            work.get(Payment, identifier).receivable_id = owed.id
        return owed.id
    return None


def _money_subject(work: "UnitOfWork", owed: "Receivable") -> str:
    from kamtui.store.tables import SalesOrder

    order = work.session.get(SalesOrder, owed.order_id) if owed.order_id else None
    number = order.order_no if order is not None else None
    return _subject(work, number or owed.invoice_no, owed.customer_id)


def _subject(work: "UnitOfWork", number: str | None, customer_id: str) -> str:
    from kamtui.store.tables import Customer

    if number:
        return number
    customer = work.session.get(Customer, customer_id)
    return customer.name if customer else ""
