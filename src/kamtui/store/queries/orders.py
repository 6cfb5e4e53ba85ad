"""A customer's orders with their lines, receivables and payments; each question one statement."""

from datetime import date

from kamtui.store.queries.what_counts import counted, owed, stands
from kamtui.store.reader import Reader, Row

#: The orders of one window, the newest first.
_WINDOW = (
    "SELECT id FROM sales_order WHERE customer_id = :customer_id AND deleted_at IS NULL"
    " ORDER BY ordered_on DESC, id DESC LIMIT :limit"
)
_RECEIVABLE = (
    "SELECT r.id, r.order_id, o.order_no, r.due_on, r.amount_minor, r.paid_minor, r.settled_on,"
    " r.promised_on, r.invoice_no, r.currency FROM receivable r"
    " LEFT JOIN sales_order o ON o.id = r.order_id AND o.deleted_at IS NULL"
    " WHERE r.deleted_at IS NULL"
)
_PAYMENT = (
    "SELECT p.id, p.order_id, p.receivable_id, p.received_on, p.amount_minor, p.method,"
    " coalesce(r.currency, o.currency) FROM payment p"
    " LEFT JOIN receivable r ON r.id = p.receivable_id"
    " LEFT JOIN sales_order o ON o.id = p.order_id"
    " WHERE p.deleted_at IS NULL"
)
_LINE = (
    "SELECT l.id, l.order_id, coalesce(g.name, g.code), l.quantity, l.price_minor, l.amount_minor"
    " FROM order_line l LEFT JOIN product g ON g.id = l.product_id"
    " WHERE l.deleted_at IS NULL"
)


def newest(reader: Reader, customer_id: str, *, limit: int) -> list[Row]:
    """Return (id, order_no, ordered_on, status, amount, currency) of a window."""
    return reader.rows(
        "SELECT id, order_no, ordered_on, status, amount_minor, currency FROM sales_order"
        " WHERE customer_id = :customer_id AND deleted_at IS NULL"
        " ORDER BY ordered_on DESC, id DESC LIMIT :limit",
        customer_id=customer_id,
        limit=limit,
    )


def products_of_newest(reader: Reader, customer_id: str, *, limit: int) -> list[Row]:
    """Return (order id, product) of the lines of a window, in the order of the lines."""
    return reader.rows(
        "SELECT l.order_id, coalesce(g.name, g.code) FROM order_line l"
        " JOIN product g ON g.id = l.product_id"
        f" WHERE l.order_id IN ({_WINDOW}) AND l.deleted_at IS NULL ORDER BY l.id",
        customer_id=customer_id,
        limit=limit,
    )


def receivables_of_newest(reader: Reader, customer_id: str, *, limit: int) -> list[Row]:
    """Return (order id, receivables, open amount, earliest open due day) of a window."""
    return reader.rows(
        "SELECT order_id, count(*),"
        " coalesce(sum(amount_minor - paid_minor) FILTER (WHERE settled_on IS NULL"
        f" AND {owed()}), 0),"
        " min(due_on) FILTER (WHERE settled_on IS NULL"
        f" AND {owed()}) FROM receivable"
        f" WHERE order_id IN ({_WINDOW}) AND deleted_at IS NULL GROUP BY order_id",
        customer_id=customer_id,
        limit=limit,
    )


def paid_of_newest(reader: Reader, customer_id: str, *, limit: int) -> list[Row]:
    """Return (order id, amount that came in for it or for a receivable of it) of a window."""
    return reader.rows(
        "SELECT coalesce(p.order_id, r.order_id), sum(p.amount_minor) FROM payment p"
        " LEFT JOIN receivable r ON r.id = p.receivable_id"
        " WHERE p.customer_id = :customer_id AND p.deleted_at IS NULL"
        f" AND coalesce(p.order_id, r.order_id) IN ({_WINDOW})"
        " GROUP BY coalesce(p.order_id, r.order_id)",
        customer_id=customer_id,
        limit=limit,
    )


def years(reader: Reader, customer_id: str, *, today: date, currency: str) -> list[Row]:
    """Return (year, orders, amount in the book's currency); by product.md's rules of counting."""
    return reader.rows(
        f"SELECT substr(ordered_on, 1, 4), count(*) FILTER (WHERE {counted()}),"
        " coalesce(sum(amount_minor) FILTER (WHERE currency IS NULL OR currency = :currency), 0)"
        " FROM sales_order WHERE customer_id = :customer_id AND ordered_on <= :today"
        f" AND {stands()} AND deleted_at IS NULL GROUP BY substr(ordered_on, 1, 4)",
        customer_id=customer_id,
        today=today.isoformat(),
        currency=currency,
    )


def other_currencies(reader: Reader, customer_id: str, *, today: date, currency: str) -> list[Row]:
    """Return (currency, orders, their amount, open amount) of what no sum contains."""
    return reader.rows(
        "SELECT currency, sum(orders), sum(amount), sum(owed) FROM ("
        " SELECT currency, count(*) AS orders, sum(amount_minor) AS amount, 0 AS owed"
        " FROM sales_order WHERE customer_id = :customer_id AND ordered_on <= :today"
        f" AND {stands()} AND deleted_at IS NULL AND currency <> :currency"
        " GROUP BY currency UNION ALL"
        " SELECT currency, 0, 0, sum(amount_minor - paid_minor) FROM receivable"
        " WHERE customer_id = :customer_id AND settled_on IS NULL AND deleted_at IS NULL"
        f" AND currency <> :currency AND {owed()} GROUP BY currency) t"
        " GROUP BY currency ORDER BY currency",
        customer_id=customer_id,
        today=today.isoformat(),
        currency=currency,
    )


def count(reader: Reader, customer_id: str) -> int:
    """Return how many orders there are, cancelled ones too."""
    return int(
        reader.value(
            "SELECT count(*) FROM sales_order WHERE customer_id = :customer_id"
            " AND deleted_at IS NULL",
            0,
            customer_id=customer_id,
        )
    )


def open_receivables(reader: Reader, customer_id: str) -> list[Row]:
    """Return the open receivables, the earliest due first."""
    return reader.rows(
        f"{_RECEIVABLE} AND r.customer_id = :customer_id AND r.settled_on IS NULL"
        f" AND {owed('r.')} ORDER BY r.due_on, r.id",
        customer_id=customer_id,
    )


def loose_receivables(reader: Reader, customer_id: str, *, limit: int) -> list[Row]:
    """Return settled receivables without a living order, the newest first."""
    return reader.rows(
        f"{_RECEIVABLE} AND r.customer_id = :customer_id AND r.settled_on IS NOT NULL"
        " AND o.id IS NULL ORDER BY r.settled_on DESC, r.id DESC LIMIT :limit",
        customer_id=customer_id,
        limit=limit,
    )


def loose_payments(reader: Reader, customer_id: str, *, limit: int) -> list[Row]:
    """Return payments booked on no living receivable and for no living order, the newest first."""
    return reader.rows(
        f"{_PAYMENT} AND p.customer_id = :customer_id"
        " AND (r.id IS NULL OR r.deleted_at IS NOT NULL)"
        " AND (o.id IS NULL OR o.deleted_at IS NOT NULL)"
        " ORDER BY p.received_on DESC, p.id DESC LIMIT :limit",
        customer_id=customer_id,
        limit=limit,
    )


def lines(reader: Reader, order_ids: list[str]) -> list[Row]:
    """Return the lines of orders: (id, order id, product, quantity, price, amount)."""
    return reader.rows(f"{_LINE} AND l.order_id IN :ids ORDER BY l.id", ids=order_ids)


def on_credit(reader: Reader, order_ids: list[str]) -> list[Row]:
    """Return (id, ordered_on, days of credit of its customer) of orders there is to pay for."""
    return reader.rows(
        "SELECT o.id, o.ordered_on, c.credit_days FROM sales_order o"
        " JOIN customer c ON c.id = o.customer_id"
        f" WHERE o.id IN :ids AND c.credit_days IS NOT NULL AND {stands('o.')}"
        " AND o.amount_minor > 0",
        ids=order_ids,
    )


def receivables_ever(reader: Reader, order_id: str) -> int:
    """Return how many receivables an order has or had."""
    return int(reader.value("SELECT count(*) FROM receivable WHERE order_id = :id", 0, id=order_id))


def unbooked(reader: Reader, order_id: str) -> list[Row]:
    """Return the ids of an order's payments that are on no receivable."""
    return reader.rows(
        "SELECT id FROM payment WHERE order_id = :id AND receivable_id IS NULL"
        " AND deleted_at IS NULL ORDER BY id",
        id=order_id,
    )


def receivables(reader: Reader, order_ids: list[str]) -> list[Row]:
    """Return the receivables of orders, the earliest due first."""
    return reader.rows(
        f"{_RECEIVABLE} AND r.order_id IN :ids ORDER BY r.due_on, r.id", ids=order_ids
    )


def payments(reader: Reader, ids: list[str]) -> list[Row]:
    """Return the payments of orders or receivables, the earliest first."""
    return reader.rows(
        f"{_PAYMENT} AND (p.order_id IN :ids OR p.receivable_id IN :ids OR r.order_id IN :ids)"
        " ORDER BY p.received_on, p.id",
        ids=ids,
    )


def order(reader: Reader, order_id: str) -> Row | None:
    """Return one living order.

    A row is (customer id, order_no, ordered_on, amount, cost, currency, status, invoiced state).
    """
    return reader.one(
        "SELECT customer_id, order_no, ordered_on, amount_minor, cost_minor, currency, status,"
        " invoiced_state FROM sales_order WHERE id = :id AND deleted_at IS NULL",
        id=order_id,
    )


def line(reader: Reader, line_id: str) -> Row | None:
    """Return one living line, as `lines` does."""
    return reader.one(f"{_LINE} AND l.id = :id", id=line_id)


def receivable(reader: Reader, receivable_id: str) -> Row | None:
    """Return one living receivable, as `receivables` does."""
    return reader.one(f"{_RECEIVABLE} AND r.id = :id", id=receivable_id)


def payment(reader: Reader, payment_id: str) -> Row | None:
    """Return one living payment, as `payments` does."""
    return reader.one(f"{_PAYMENT} AND p.id = :id", id=payment_id)


def same_number(reader: Reader, number: str) -> list[Row]:
    """Return (order id, order day, customer name) of the living orders of a number."""
    return reader.rows(
        "SELECT o.id, o.ordered_on, c.name FROM sales_order o"
        " JOIN customer c ON c.id = o.customer_id"
        " WHERE o.order_no = :number AND o.deleted_at IS NULL",
        number=number,
    )


def product_id(reader: Reader, *, name: str, key: str) -> str | None:
    """Return the living product of a code or a name, the code first."""
    found = reader.value(
        "SELECT id FROM product WHERE (code = :name OR name_key = :key) AND deleted_at IS NULL"
        " ORDER BY CASE WHEN code = :name THEN 0 ELSE 1 END, id LIMIT 1",
        None,
        name=name,
        key=key,
    )
    return None if found is None else str(found)


def children(reader: Reader, order_id: str) -> list[Row]:
    """Return (table, id) of everything beneath an order, deleted rows too."""
    return reader.rows(
        "SELECT 'order_line', id FROM order_line WHERE order_id = :id"
        " UNION ALL SELECT 'receivable', id FROM receivable WHERE order_id = :id"
        " UNION ALL SELECT 'payment', id FROM payment WHERE order_id = :id OR receivable_id IN"
        " (SELECT id FROM receivable WHERE order_id = :id)",
        id=order_id,
    )


def payments_on(reader: Reader, receivable_id: str) -> list[str]:
    """Return the ids of the living payments booked on a receivable."""
    rows = reader.rows(
        "SELECT id FROM payment WHERE receivable_id = :id AND deleted_at IS NULL",
        id=receivable_id,
    )
    return [row[0] for row in rows]
