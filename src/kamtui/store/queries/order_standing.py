"""Which orders of some customers count, and why the others do not; as `what_counts` says it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from kamtui.domain.metrics import window_start
from kamtui.domain.order_standing import OrderStanding
from kamtui.store.queries.what_counts import counted, stands
from kamtui.store.reader import Reader
from kamtui.store.values import as_day

__all__ = ["order_standings", "order_sums"]

_ORDERS = (
    f"SELECT customer_id, coalesce(currency, :currency), {stands()}, {counted()}, count(*),"
    " max(ordered_on) FROM sales_order WHERE ordered_on <= :as_of AND deleted_at IS NULL{scope}"
    f" GROUP BY customer_id, coalesce(currency, :currency), {stands()}, {counted()}"
)
_SUMS = (
    "SELECT customer_id, sum(amount_minor) FROM sales_order"
    " WHERE ordered_on <= :as_of AND ordered_on > :after AND deleted_at IS NULL"
    f" AND {stands()} AND (currency IS NULL OR currency = :currency){{scope}} GROUP BY customer_id"
)
#: Bound variables of one statement; beyond so many customers one pass over all is cheaper.
_CHUNK, _MANY = 500, 4_000


def order_standings(
    reader: Reader, customer_ids: Sequence[str], *, as_of: date, currency: str
) -> dict[str, OrderStanding]:
    """Return the standing of every customer asked for; without an order an empty one."""
    wanted = list(dict.fromkeys(customer_ids))
    params: dict[str, object] = {"as_of": as_of.isoformat(), "currency": currency}
    rows = []
    if len(wanted) > _MANY:
        rows = reader.rows(_ORDERS.format(scope=""), **params)
    else:
        for start in range(0, len(wanted), _CHUNK):
            ids = wanted[start : start + _CHUNK]
            rows += reader.rows(_ORDERS.format(scope=" AND customer_id IN :ids"), ids=ids, **params)
    found: dict[str, OrderStanding] = {}
    others: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for customer_id, money, standing, positive, count, last in rows:
        one = found.get(customer_id, OrderStanding(currency, as_of))
        day = as_day(last)
        if not standing:
            one = one._replace(void=one.void + int(count))
        elif not positive:
            one = one._replace(back=one.back + int(count))
        elif money == currency:
            one = one._replace(counted=int(count), last_on=day, last_any=_later(one.last_any, day))
        else:
            others[customer_id][money] = int(count)
            one = one._replace(last_any=_later(one.last_any, day))
        found[customer_id] = one
    for customer_id, counts in others.items():
        by_count = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        found[customer_id] = found[customer_id]._replace(others=tuple(by_count))
    nothing = OrderStanding(currency, as_of)
    return {one: found.get(one, nothing) for one in wanted}


def order_sums(
    reader: Reader,
    customer_ids: Sequence[str],
    *,
    as_of: date,
    currency: str,
    months: int | None,
) -> dict[str, int]:
    """Return what the orders of a window amount to in the book's currency, in minor units."""
    wanted = list(dict.fromkeys(customer_ids))
    params: dict[str, object] = {"as_of": as_of.isoformat(), "currency": currency}
    params["after"] = "" if months is None else window_start(as_of, months).isoformat()
    if len(wanted) > _MANY:
        return dict(reader.rows(_SUMS.format(scope=""), **params))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _CHUNK):
        ids = wanted[start : start + _CHUNK]
        found.update(reader.rows(_SUMS.format(scope=" AND customer_id IN :ids"), ids=ids, **params))
    return found


def _later(first: date | None, second: date | None) -> date | None:
    return max((one for one in (first, second) if one is not None), default=None)
