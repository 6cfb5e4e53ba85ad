"""A customer's orders: read, added, changed, deleted with everything beneath them.

Each verb is one undo step.  What is paid of a receivable is derived from its payments by the unit
of work; nothing here counts it.
"""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.credit import credit_ended as ended
from kamtui.domain.credit import due_by_credit
from kamtui.domain.enums import VOID_ORDERS
from kamtui.domain.errors import KamError
from kamtui.domain.names import name_key
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.orders import LineValues, OrderValues, ReceivableValues
from kamtui.services import order_values as values_of
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.services.order_values import check_line, check_order, line_total, merged
from kamtui.services.receivables import owe
from kamtui.store.queries import orders as queries
from kamtui.store.reader import Reader

if TYPE_CHECKING:
    from kamtui.store.tables import OrderLine, SalesOrder
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = [
    "add",
    "add_line",
    "book_currency",
    "change",
    "change_line",
    "completed",
    "credit_ended",
    "line_values",
    "values",
]


def values(desk: Desk, *, order_id: str) -> OrderValues:
    """Return what of an order can be changed; raises ``record.gone``."""
    with desk.read() as reader:
        return values_of.order_values(reader, order_id)


def book_currency(desk: Desk) -> str:
    """Return the currency that amounts without one are in."""
    with desk.read() as reader:
        return str(rules.value_of(reader, "currency"))


def line_values(desk: Desk, *, line_id: str) -> LineValues:
    """Return what of a line can be changed; raises ``record.gone``."""
    with desk.read() as reader:
        return values_of.line_values(reader, line_id)


def completed(desk: Desk, *, customer_id: str, values: OrderValues) -> OrderValues:
    """Return an order as `add` would write it: due by the customer's credit where no day is said.

    An order that is nothing to pay, or that came to nothing, falls due never.
    """
    with desk.read() as reader:
        return _with_due(reader, customer_id, values, desk.today())


def credit_ended(desk: Desk, *, customer_id: str, values: OrderValues) -> date | None:
    """Return the day the customer's credit for an order ended, None where a day is said or to come.

    Nothing is owed for such an order: whether it was paid is not known.
    """
    if values.due_on is not None or values.amount_minor <= 0 or values.status in VOID_ORDERS:
        return None
    with desk.read() as reader:
        days = _credit_days(reader, customer_id)
    return ended(values.ordered_on, days, today=desk.today())


def add(desk: Desk, *, customer_id: str, values: OrderValues) -> ChangeSet:
    """Add an order with its line and its receivable, due as said, else by the customer's credit.

    Raises:
        KamError: ``record.gone`` for the customer; ``order.duplicate_no``;
            ``receivable.not_positive`` for a due day of nothing; what `check_order` raises.
    """
    checked = check_order(desk, values)
    from kamtui.store.tables import Customer, SalesOrder

    with desk.write("order") as work:
        customer = work.get(Customer, customer_id)
        _refuse_taken_number(work.reader, checked.order_no, None)
        checked = _with_due(work.reader, customer_id, checked, desk.today())
        order = work.add(
            SalesOrder(
                customer_id=customer.id,
                order_no=checked.order_no,
                ordered_on=checked.ordered_on,
                amount_minor=checked.amount_minor,
                cost_minor=checked.cost_minor,
                currency=checked.currency,
                status=checked.status,
                invoiced_state=checked.invoiced_state,
            )
        )
        _set_line(work, order, checked, before=None)
        _set_due(work, order, checked, before=None)
        return work.commit(subject=_called(order, customer.name))


def change(desk: Desk, *, order_id: str, wanted: OrderValues, base: OrderValues) -> ChangeSet:
    """Change the fields that differ from those the form started with.

    An amount that the only line or the only receivable repeats changes there too; where price or
    quantity changed and made up the amount, the amount follows.  The change set's kinds tell.

    Raises:
        KamError: ``record.gone``, ``record.conflict``, ``order.duplicate_no``,
            ``order.many_lines``, ``order.many_receivables``, ``receivable.has_payments``, and
            what `check_order` raises.
    """
    checked = check_order(desk, wanted, base)
    from kamtui.store.tables import Customer, SalesOrder

    with desk.write("edit") as work:
        order = work.get(SalesOrder, order_id)
        reader = work.reader
        before = values_of.order_values(reader, order_id)
        final = _amount_that_follows(merged(checked, base, before), before)
        if final.order_no != before.order_no:
            _refuse_taken_number(reader, final.order_no, order.id)
        order.order_no, order.ordered_on = final.order_no, final.ordered_on
        order.amount_minor, order.cost_minor = final.amount_minor, final.cost_minor
        order.currency, order.status = final.currency, final.status
        order.invoiced_state = final.invoiced_state
        _set_line(work, order, final, before=before)
        _set_due(work, order, final, before=before)
        customer = work.session.get(Customer, order.customer_id)
        return work.commit(subject=_called(order, customer.name if customer else ""))


def add_line(desk: Desk, *, order_id: str, values: LineValues) -> ChangeSet:
    """Add a line to an order; the order's own amount stays what it is.

    Raises:
        KamError: ``record.gone``, ``line.empty``, and what `check_line` raises.
    """
    checked = _complete(check_line(values))
    from kamtui.store.tables import OrderLine, SalesOrder

    with desk.write("order_line") as work:
        order = work.get(SalesOrder, order_id)
        line = OrderLine(order_id=order.id)
        _write_line(work, line, checked)
        work.add(line)
        return work.commit(subject=checked.product or _called(order, ""))


def change_line(desk: Desk, *, line_id: str, wanted: LineValues, base: LineValues) -> ChangeSet:
    """Change the fields of a line that differ; raises what `add_line` does, ``record.conflict``."""
    checked = check_line(wanted)
    from kamtui.store.tables import OrderLine

    with desk.write("edit") as work:
        line = work.get(OrderLine, line_id)
        theirs = values_of.line_values(work.reader, line_id)
        final = merged(checked, base, theirs)
        moved = (final.price_minor, final.quantity) != (theirs.price_minor, theirs.quantity)
        if moved and final.amount_minor == theirs.amount_minor:
            final = replace(final, amount_minor=None)
        final = _complete(final)
        _write_line(work, line, final)
        return work.commit(subject=final.product or "")


def _with_due(reader: Reader, customer_id: str, values: OrderValues, today: date) -> OrderValues:
    if values.due_on is not None or values.amount_minor <= 0 or values.status in VOID_ORDERS:
        return values
    due = due_by_credit(values.ordered_on, _credit_days(reader, customer_id), today=today)
    return values if due is None else replace(values, due_on=due)


def _credit_days(reader: Reader, customer_id: str) -> int | None:
    days: int | None = reader.value(
        "SELECT credit_days FROM customer WHERE id = :id AND deleted_at IS NULL",
        None,
        id=customer_id,
    )
    return days


def _called(order: "SalesOrder", customer: str) -> str:
    """Return what the status line calls an order: its number, else whose it is."""
    return order.order_no or customer


def _refuse_taken_number(reader: Reader, number: str | None, order_id: str | None) -> None:
    for identifier, ordered_on, customer in queries.same_number(reader, number or ""):
        if identifier != order_id:
            raise KamError(
                "order.duplicate_no",
                {
                    "field": "order_no", "order_no": number, "customer": customer,
                    "date": ordered_on,
                },
            )  # fmt: skip


def _amount_that_follows(final: OrderValues, before: OrderValues) -> OrderValues:
    """Return an order whose amount is price times quantity, where it was that before."""
    moved = (final.price_minor, final.quantity) != (before.price_minor, before.quantity)
    if not moved or final.amount_minor != before.amount_minor:
        return final
    if line_total(before.price_minor, before.quantity) != before.amount_minor:
        return final
    total = line_total(final.price_minor, final.quantity)
    return final if total is None else replace(final, amount_minor=total)


def _set_line(
    work: "UnitOfWork", order: "SalesOrder", final: OrderValues, *, before: OrderValues | None
) -> None:
    """Write product, quantity and price: on the only line, or on a new one."""
    from kamtui.store.tables import OrderLine

    wanted = (final.product, final.quantity, final.price_minor)
    ids = [row[0] for row in queries.lines(work.reader, [order.id])]
    if len(ids) > 1:
        if any(part is not None for part in wanted):
            raise KamError("order.many_lines", {"field": "product", "count": len(ids)})
        return
    amount = final.amount_minor
    if not ids:
        if any(part is not None for part in wanted):
            line = OrderLine(order_id=order.id)
            _write_line(work, line, LineValues(*wanted, amount))
            work.add(line)
        return
    line = work.get(OrderLine, ids[0])
    started = (before.product, before.quantity, before.price_minor) if before else ()
    if wanted != started:
        if all(part is None for part in wanted):
            work.delete(line)
            return
        _write_line(work, line, LineValues(*wanted, line.amount_minor))
    if before is not None and line.amount_minor == before.amount_minor:
        line.amount_minor = amount


def _set_due(
    work: "UnitOfWork", order: "SalesOrder", final: OrderValues, *, before: OrderValues | None
) -> None:
    """Write the due day: on the only receivable, or on a new one of the whole amount."""
    from kamtui.store.tables import Receivable

    rows = queries.receivables(work.reader, [order.id])
    if len(rows) > 1:
        if final.due_on is not None:
            raise KamError("order.many_receivables", {"field": "due_on", "count": len(rows)})
        return
    if not rows:
        if final.due_on is not None:
            owe(work, order, ReceivableValues(final.due_on, final.amount_minor))
        return
    owed = work.get(Receivable, rows[0][0])
    if final.due_on is None:
        if queries.payments_on(work.reader, owed.id):
            raise KamError("receivable.has_payments", {"field": "due_on"})
        work.delete(owed)
        return
    owed.due_on = final.due_on
    if before is None:
        return
    if owed.amount_minor == before.amount_minor and final.amount_minor > 0:
        owed.amount_minor = final.amount_minor
    if owed.currency == before.currency:
        owed.currency = final.currency


def _write_line(work: "UnitOfWork", line: "OrderLine", values: LineValues) -> None:
    line.product_id = None if values.product is None else _product(work, values.product)
    line.quantity, line.price_minor = values.quantity, values.price_minor
    line.amount_minor = values.amount_minor


def _complete(values: LineValues) -> LineValues:
    """Return a line with its amount worked out where none is given.

    Raises:
        KamError: ``line.empty`` where nothing at all is said.
    """
    if not (values.product or values.amount_minor or values.price_minor or values.quantity):
        raise KamError("line.empty", {"field": "product"})
    if values.amount_minor is not None:
        return values
    return replace(values, amount_minor=line_total(values.price_minor, values.quantity))


def _product(work: "UnitOfWork", name: str) -> str:
    """Return the product of a code or name, made where it is new."""
    from kamtui.store.tables import Product

    key = name_key(name) or name.casefold()
    found = queries.product_id(work.reader, name=name, key=key)
    return found or work.add(Product(name=name, name_key=key)).id
