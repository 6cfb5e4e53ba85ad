"""What the way to the next grade rests on besides the facts: past orders, money that falls due."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from kamtui.domain.scoring.outlook import Due, PastOrder
from kamtui.store.queries.grade_facts import CHUNK
from kamtui.store.queries.grade_facts_orders import OWN, WHERE
from kamtui.store.queries.grade_facts_scope import Scope
from kamtui.store.queries.what_counts import owed
from kamtui.store.reader import Reader

__all__ = ["due_soon", "orders_until"]

_ORDERS = f"SELECT customer_id, ordered_on, amount_minor, cost_minor {WHERE} AND {OWN}"
_DUE = (
    "SELECT r.customer_id, r.due_on, r.amount_minor - r.paid_minor,"
    " coalesce(r.currency, o.currency, :currency)"
    " FROM receivable r LEFT JOIN sales_order o ON o.id = r.order_id"
    " WHERE r.due_on >= :first AND r.due_on <= :as_of AND r.settled_on IS NULL"
    " AND r.amount_minor > r.paid_minor AND r.amount_minor > 0 AND r.deleted_at IS NULL"
    f" AND {owed('r.')} {{scope}} ORDER BY r.customer_id, r.due_on, r.id"
)


def orders_until(
    reader: Reader, customer_ids: Sequence[str], *, last: date, currency: str
) -> dict[str, list[PastOrder]]:
    """Return the orders in the book's currency that stand, by customer."""
    found: dict[str, list[PastOrder]] = defaultdict(list)
    for scope in _scopes(reader, customer_ids, last):
        for customer_id, on, amount, cost in scope.rows(_ORDERS, currency=currency):
            found[customer_id].append(PastOrder(scope.day(on), amount, cost))
    return found


def due_soon(
    reader: Reader, customer_ids: Sequence[str], *, first: date, last: date, currency: str
) -> dict[str, list[Due]]:
    """Return what is open and falls due from a day to a day, the earliest first, by customer."""
    found: dict[str, list[Due]] = defaultdict(list)
    for scope in _scopes(reader, customer_ids, last):
        rows = scope.rows(_DUE, "r.customer_id", first=first.isoformat(), currency=currency)
        for customer_id, on, amount, its_own in rows:
            found[customer_id].append(Due(scope.day(on), amount, its_own))
    return found


def _scopes(reader: Reader, customer_ids: Sequence[str], last: date) -> list[Scope]:
    return [
        Scope(reader, last, tuple(customer_ids[start : start + CHUNK]))
        for start in range(0, len(customer_ids), CHUNK)
    ]
