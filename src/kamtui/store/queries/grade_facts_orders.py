"""Facts from orders and their lines: amounts, counts, whole thousands, products, first order."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain.metrics import MINOR_UNITS, Fact, MetricKey, MetricRequest
from kamtui.store.queries.grade_facts_scope import Scope, customer
from kamtui.store.queries.what_counts import counted, stands
from kamtui.store.reader import Row

#: Orders that count as one; the others only subtract.
COUNTS = counted()
#: In the book's currency.
OWN = "(currency IS NULL OR currency = :currency)"
#: Orders up to the day judged.
WHERE = (
    f"FROM sales_order WHERE ordered_on <= :as_of AND {stands()} AND deleted_at IS NULL {{scope}}"
)
#: Lines with a product of orders that count.
LINES = (
    "FROM order_line l JOIN sales_order o ON o.id = l.order_id"
    f" WHERE o.ordered_on <= :as_of AND {stands('o.')} AND {counted('o.')}"
    " AND o.deleted_at IS NULL AND l.deleted_at IS NULL AND l.product_id IS NOT NULL {scope}"
)
_METRICS = (
    MetricKey.AMOUNT, MetricKey.ORDERS, MetricKey.WHOLE_THOUSANDS, MetricKey.PROFIT,
    MetricKey.AVERAGE_ORDER, MetricKey.DAYS_SINCE_ORDER,
)  # fmt: skip
#: Metrics that add no amounts up, so that an order in another currency is as good as any.
_ANY_CURRENCY = (MetricKey.ORDERS, MetricKey.DAYS_SINCE_ORDER)
#: Columns before those of the requests, which have `_EACH` of their own.
_FIXED, _EACH = 5, 2


class OrderFacts(NamedTuple):
    """What one pass over the orders answers.

    Attributes:
        columns: Facts by request and customer, for the metrics this module knows.
        first_order_on: The first order that counts, by customer.
        left_out: Currencies whose amounts were left out, by customer.
    """

    columns: Mapping[MetricRequest, Mapping[str, Fact]]
    first_order_on: Mapping[str, date]
    left_out: Mapping[str, tuple[str, ...]]


def read(scope: Scope, requests: Sequence[MetricRequest], *, currency: str) -> OrderFacts:
    """Answer the order metrics of ``requests``; an empty answer where none needs the orders."""
    wanted = [one for one in requests if one.metric in _METRICS]
    if not wanted and all(one.metric is not MetricKey.YEARS_TOGETHER for one in requests):
        return OrderFacts({}, {}, {})
    params: dict[str, object] = {"currency": currency}
    sums = [_measures(scope, request, at, params) for at, request in enumerate(wanted)]
    rows = scope.rows(
        f"SELECT {customer()}, count(*) FILTER (WHERE {COUNTS}),"
        f" count(*) FILTER (WHERE {COUNTS} AND {OWN}),"
        f" count(*) FILTER (WHERE NOT {OWN}),"
        f" min(ordered_on) FILTER (WHERE {COUNTS})"
        f"{''.join(', ' + one for one in sums)} {WHERE} GROUP BY {customer()}",
        **params,
    )
    columns = {
        request: _column(scope, rows, request, _FIXED + _EACH * at)
        for at, request in enumerate(wanted)
    }
    first = {row[0]: scope.day(row[4]) for row in rows if row[4] is not None}
    left_out = _left_out(scope, wanted, currency) if any(row[3] for row in rows) else {}
    return OrderFacts(columns, first, left_out)


def _measures(scope: Scope, request: MetricRequest, at: int, params: dict[str, object]) -> str:
    """The SQL of one request, a measure and what it is divided or known by; binds its window."""
    window = ""
    if request.months is not None:
        params[f"after_{at}"] = scope.after(request.months)
        window = f" AND ordered_on > :after_{at}"
    match request.metric:
        case MetricKey.ORDERS:
            return f"count(*) FILTER (WHERE {COUNTS}{window}), NULL"
        case MetricKey.DAYS_SINCE_ORDER:
            return f"max(ordered_on) FILTER (WHERE {COUNTS}), NULL"
        case MetricKey.PROFIT:
            # An order without a cost is neither all profit nor none: it is left out.
            return (
                f"sum(amount_minor - cost_minor) FILTER (WHERE {OWN}{window}),"
                f" count(cost_minor) FILTER (WHERE {COUNTS} AND {OWN})"
            )
        case MetricKey.AVERAGE_ORDER:
            return (
                f"sum(amount_minor) FILTER (WHERE {OWN}{window}),"
                f" count(*) FILTER (WHERE {COUNTS} AND {OWN}{window})"
            )
        case MetricKey.WHOLE_THOUSANDS:
            # Whole thousands of each order, not of the sum (product.md, Numbers).
            thousand = 1000 * MINOR_UNITS
            return f"sum(amount_minor / {thousand}) FILTER (WHERE {OWN}{window}), NULL"
        case _:
            return f"sum(amount_minor) FILTER (WHERE {OWN}{window}), NULL"


def _column(scope: Scope, rows: Sequence[Row], request: MetricRequest, at: int) -> dict[str, Fact]:
    """One request's facts; a customer without any order that counts has none."""
    if request.metric is MetricKey.DAYS_SINCE_ORDER:
        return {row[0]: scope.day(row[at]) for row in rows if row[at] is not None}
    if request.metric is MetricKey.PROFIT:
        return {row[0]: int(row[at] or 0) for row in rows if row[at + 1]}
    if request.metric is MetricKey.AVERAGE_ORDER:
        # Whole cents, rounded down: a limit counts as reached only where it is.
        return {row[0]: int(row[at]) // int(row[at + 1]) for row in rows if row[at + 1]}
    # Amounts in another currency are not known here, so orders in it alone give no amount.
    known = 1 if request.metric is MetricKey.ORDERS else 2
    return {row[0]: int(row[at] or 0) for row in rows if row[known]}


def _left_out(
    scope: Scope, wanted: Sequence[MetricRequest], currency: str
) -> dict[str, tuple[str, ...]]:
    """The other currencies within the widest window that sums amounts."""
    sums = [scope.after(one.months) for one in wanted if one.metric not in _ANY_CURRENCY]
    if not sums:
        return {}
    rows = scope.rows(
        f"SELECT DISTINCT customer_id, currency {WHERE} AND NOT {OWN}"
        " AND amount_minor <> 0 AND ordered_on > :after ORDER BY customer_id, currency",
        currency=currency,
        after=min(sums),
    )
    found: dict[str, tuple[str, ...]] = {}
    for customer_id, other in rows:
        found[customer_id] = (*found.get(customer_id, ()), other)
    return found


def products(scope: Scope, request: MetricRequest) -> dict[str, Fact]:
    """Different products on the lines of orders that count; none without a line with a product."""
    # Outside the window, lines still say that the customer buys products: a count of 0, not none.
    window = "" if request.months is None else " FILTER (WHERE o.ordered_on > :after)"
    params = {} if request.months is None else {"after": scope.after(request.months)}
    rows = scope.rows(
        f"SELECT {customer('o.')}, count(DISTINCT l.product_id){window}"
        f" {LINES} GROUP BY {customer('o.')}",
        "o.customer_id",
        **params,
    )
    return {row[0]: int(row[1]) for row in rows}
