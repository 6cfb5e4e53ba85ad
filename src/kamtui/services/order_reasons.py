"""Beside criteria of orders: why there are none, and what whole thousands are counted from."""

from collections.abc import Mapping, Sequence
from datetime import date

from kamtui.domain.metrics import MetricKey
from kamtui.domain.order_standing import OrderStanding
from kamtui.domain.scoring.evaluate import Evaluation, Part
from kamtui.store.queries.order_standing import order_standings, order_sums
from kamtui.store.reader import Reader

__all__ = ["with_order_reasons"]

#: Criteria that rest on orders alone.
_ORDERS = frozenset(
    {
        MetricKey.AMOUNT,
        MetricKey.ORDERS,
        MetricKey.WHOLE_THOUSANDS,
        MetricKey.AVERAGE_ORDER,
        MetricKey.DAYS_SINCE_ORDER,
    }
)


def with_order_reasons(
    reader: Reader, evaluations: Sequence[Evaluation], *, as_of: date, currency: str
) -> list[Evaluation]:
    """Return evaluations that know why orders are missing from them, in the order given.

    Asked are only the customers some of whose orders are left out, or whose orders a criterion
    does not see: most are not asked about at all.
    """
    ids = [one.customer_id for one in evaluations if _asks(one)]
    explained = list(evaluations)
    if ids:
        found = order_standings(reader, ids, as_of=as_of, currency=currency)
        explained = [_explained(one, found) for one in evaluations]
    for at, part in enumerate(explained[0].parts if explained else ()):
        # Thousands of each order are counted; what they come from is another, larger number.
        if part.metric is MetricKey.WHOLE_THOUSANDS:
            who = [one.customer_id for one in explained]
            sums = order_sums(reader, who, as_of=as_of, currency=currency, months=part.months)
            explained = [_amounting(one, at, sums.get(one.customer_id)) for one in explained]
    return explained


def _amounting(one: Evaluation, at: int, amount_minor: int | None) -> Evaluation:
    part = one.parts[at]._replace(amount_minor=amount_minor)
    return one._replace(parts=(*one.parts[:at], part, *one.parts[at + 1 :]))


def _explained(one: Evaluation, found: Mapping[str, OrderStanding]) -> Evaluation:
    standing = found.get(one.customer_id)
    if standing is None:
        return one
    parts = tuple(part._replace(orders=standing) if _is_blank(part) else part for part in one.parts)
    return one._replace(parts=parts, orders=standing)


def _asks(one: Evaluation) -> bool:
    return bool(one.left_out) or any(map(_is_blank, one.parts))


def _is_blank(part: Part) -> bool:
    """Whether a criterion of orders saw none: not at all, or none in its window."""
    return part.metric in _ORDERS and not (part.has_data and part.value)
