"""The rows behind one customer's grade facts, by the same conditions as `grade_facts`.

The facts are sums over all customers; here the rows themselves of one, for the explanation.
Every statement is bounded by the customer's index; the newest rows come first.
"""

from kamtui.store.queries import grade_facts_orders, grade_facts_service
from kamtui.store.queries.grade_facts_scope import Scope
from kamtui.store.reader import Row

_ORDER = "id, ordered_on, order_no, amount_minor, currency, cost_minor"


def orders(scope: Scope, *, months: int | None, currency: str | None, returns: bool) -> list[Row]:
    """Return (id, day, number, amount, currency, cost) of the orders in a window.

    Args:
        scope: One customer and the day judged.
        months: The window, None for the whole history.
        currency: Only orders in it, for sums; None for all, for counts.
        returns: Whether negative amounts belong to it.
    """
    own = "" if currency is None else f" AND {grade_facts_orders.OWN}"
    counts = "" if returns else f" AND {grade_facts_orders.COUNTS}"
    bound: dict[str, object] = {} if currency is None else {"currency": currency}
    return scope.rows(
        f"SELECT {_ORDER} {grade_facts_orders.WHERE}{own}{counts} AND ordered_on > :after"
        " ORDER BY ordered_on DESC, id DESC",
        after=scope.after(months),
        **bound,
    )


def has_order(scope: Scope, *, currency: str | None) -> bool:
    """Tell whether the customer has an order that counts at all, else there is no data."""
    own = "" if currency is None else f" AND {grade_facts_orders.OWN}"
    bound: dict[str, object] = {} if currency is None else {"currency": currency}
    found = scope.rows(
        f"SELECT 1 {grade_facts_orders.WHERE}{own} AND {grade_facts_orders.COUNTS} LIMIT 1",
        **bound,
    )
    return bool(found)


def first_order(scope: Scope) -> Row | None:
    """Return the first order that counts, as `orders` has it."""
    found = scope.rows(
        f"SELECT {_ORDER} {grade_facts_orders.WHERE} AND {grade_facts_orders.COUNTS}"
        " ORDER BY ordered_on, id LIMIT 1"
    )
    return found[0] if found else None


def last_order(scope: Scope) -> Row | None:
    """Return the last order that counts, as `orders` has it."""
    found = scope.rows(
        f"SELECT {_ORDER} {grade_facts_orders.WHERE} AND {grade_facts_orders.COUNTS}"
        " ORDER BY ordered_on DESC, id DESC LIMIT 1"
    )
    return found[0] if found else None


def products(scope: Scope, *, months: int | None) -> list[Row]:
    """Return (product id, name, code, orders with it, the last one's day) of what was bought."""
    return scope.rows(
        "SELECT b.product_id, p.name, p.code, b.orders, b.last_on FROM (SELECT l.product_id,"
        " count(DISTINCT o.id) AS orders, max(o.ordered_on) AS last_on"
        f" {grade_facts_orders.LINES} AND o.ordered_on > :after GROUP BY l.product_id) b"
        " LEFT JOIN product p ON p.id = b.product_id"
        " ORDER BY b.last_on DESC, p.name, b.product_id",
        "o.customer_id",
        after=scope.after(months),
    )


def account(scope: Scope) -> Row | None:
    """Return (customer_since, strategic_value, strategic_reason, created_at, intent, custom)."""
    found = scope.rows(
        "SELECT customer_since, strategic_value, strategic_reason, created_at, intent, custom"
        " FROM customer"
        " WHERE deleted_at IS NULL {scope}",
        "id",
    )
    return found[0] if found else None


def field_set(scope: Scope, field: str) -> Row | None:
    """Return (at, actor) of the last line of the change log that gave a customer's field a value.

    The line that created the customer stands for a value it was created with.
    """
    found = scope.rows(
        "SELECT at, actor FROM change_log WHERE entity = 'customer'"
        " AND (CAST(fields AS TEXT) LIKE :named OR op = 'create') {scope}"
        " ORDER BY seq DESC LIMIT 1",
        "entity_id",
        named=f'%"{field}"%',
    )
    return found[0] if found else None


def receivables(scope: Scope, *, months: int | None) -> list[Row]:
    """Return what fell due in a window and is judged: paid, or past due and still open.

    A row is (id, due, settled, amount, currency, order number, invoice number).
    """
    return scope.rows(
        "SELECT r.id, r.due_on, r.settled_on, r.amount_minor, r.currency, o.order_no,"
        f" r.invoice_no {grade_facts_service.DUE}"
        " AND (r.due_on < :as_of OR r.settled_on <= r.due_on)"
        " ORDER BY r.due_on DESC, r.id DESC",
        "r.customer_id",
        after=scope.after(months),
    )


def survey(scope: Scope) -> Row | None:
    """Return (id, day, score, source) of the latest survey with a score."""
    found = scope.rows(
        f"SELECT id, on_date, score, source {grade_facts_service.SURVEYS}"
        " ORDER BY on_date DESC, id DESC LIMIT 1"
    )
    return found[0] if found else None


def recommending(scope: Scope) -> Row | None:
    """Return (id, day, 0 to 10, source) of the latest survey that asked about recommending."""
    found = scope.rows(
        f"SELECT id, on_date, recommend, source {grade_facts_service.RECOMMENDING}"
        " ORDER BY on_date DESC, id DESC LIMIT 1"
    )
    return found[0] if found else None


def talks(scope: Scope, *, months: int | None, channel: str | None = None) -> list[Row]:
    """Return (id, day, channel, who, content) of the communications in a window."""
    by_channel = "" if channel is None else " AND channel = :channel"
    bound: dict[str, object] = {} if channel is None else {"channel": channel}
    return scope.rows(
        f"SELECT id, on_date, channel, who, content {grade_facts_service.TALKS}"
        f" AND on_date > :after{by_channel} ORDER BY on_date DESC, at DESC, id DESC",
        after=scope.after(months),
        **bound,
    )


def complaints(scope: Scope, *, months: int | None) -> list[Row]:
    """Return (id, opened_at, cause, description, settled_at) of complaints in a window."""
    begin, end = scope.moments(months)
    return scope.rows(
        f"SELECT id, opened_at, cause, description, settled_at {grade_facts_service.COMPLAINTS}"
        " AND opened_at >= :begin ORDER BY opened_at DESC, id DESC",
        begin=begin,
        end=end,
    )
