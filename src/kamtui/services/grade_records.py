"""Why a grade is what it is, record by record: exactly the rows a criterion's value is made of."""

from collections.abc import Callable
from datetime import date, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from kamtui.domain.enums import Channel
from kamtui.domain.errors import KamError
from kamtui.domain.metrics import MetricKey, window_start
from kamtui.domain.own_fields import field_number, intent_step
from kamtui.domain.scoring.model import Criterion
from kamtui.domain.views.grade_records import (
    ComplaintRecord,
    CriterionRecords,
    FieldRecord,
    OrderRecord,
    ProductRecord,
    ReceivableRecord,
    Record,
    ReferralRecord,
    SinceRecord,
    StrategicRecord,
    SurveyRecord,
    TalkRecord,
)
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.services.live_scores import model_in
from kamtui.store.queries import grade_facts_account
from kamtui.store.queries import grade_records as queries
from kamtui.store.queries.grade_facts_scope import Scope
from kamtui.store.reader import Reader, Row
from kamtui.store.values import as_instant

__all__ = ["of_criterion", "records", "records_of_all"]


def records(
    desk: Desk,
    *,
    customer_id: str,
    criterion: str,
    model: str | None = None,
    as_of: date | None = None,
) -> CriterionRecords:
    """Return the records a criterion's value rests on, the newest first.

    They are those that count and no others: recomputing the value from them gives the value of
    the explanation.  None means that the criterion has no data, or a value of 0.

    Args:
        desk: The open book.
        customer_id: Whose.
        criterion: Key of a criterion of the model.
        model: Name of another model than the active one.
        as_of: The day judged, today by default.

    Raises:
        KamError: ``customer.unknown``; ``model.unknown``; ``model.unknown_criterion``.
    """
    return _read(desk, customer_id, model, as_of, criterion)[0]


def records_of_all(
    desk: Desk, *, customer_id: str, model: str | None = None, as_of: date | None = None
) -> tuple[CriterionRecords, ...]:
    """Return the records of every criterion in the model's order; see `records`."""
    return _read(desk, customer_id, model, as_of, None)


def _read(
    desk: Desk, customer_id: str, model: str | None, as_of: date | None, criterion: str | None
) -> tuple[CriterionRecords, ...]:
    day = as_of or desk.today()
    with desk.read() as reader:
        chosen = model_in(reader, model)
        keys = [one.key for one in chosen.criteria]
        if criterion is not None and criterion not in keys:
            raise KamError("model.unknown_criterion", {"key": criterion, "known": sorted(keys)})
        scope = Scope(reader, day, (customer_id,))
        if queries.account(scope) is None:
            raise KamError("customer.unknown", {"customer": customer_id})
        currency = str(rules.value_of(reader, "currency"))
        zone = desk.clock.now().tzinfo
        return tuple(
            _of(scope, one, currency, zone)
            for one in chosen.criteria
            if criterion is None or one.key == criterion
        )


def of_criterion(
    reader: Reader,
    customer_id: str,
    criterion: Criterion,
    day: date,
    currency: str,
    zone: tzinfo | None,
) -> CriterionRecords:
    """Return what one criterion rests on at a day, inside an open read."""
    return _of(Scope(reader, day, (customer_id,)), criterion, currency, zone)


class _Ask(NamedTuple):
    """What is asked of one metric."""

    scope: Scope
    months: int | None
    currency: str
    zone: tzinfo | None
    field: str


def _of(scope: Scope, one: Criterion, currency: str, zone: tzinfo | None) -> CriterionRecords:
    found = _READ[one.metric](_Ask(scope, one.months, currency, zone, one.field))
    first = None
    if one.months is not None:
        start = window_start(scope.as_of, one.months)
        first = start + timedelta(days=1)
    return CriterionRecords(
        one.key, one.metric, one.months, first, scope.as_of, currency, tuple(found), one.field
    )


def _orders(ask: _Ask) -> list[Record]:
    rows = queries.orders(ask.scope, months=ask.months, currency=None, returns=False)
    return [_order(ask.scope, row) for row in rows]


def _sums(ask: _Ask) -> list[Record]:
    """Orders a sum is made of; what was taken back counts only beside an order that was not."""
    if not queries.has_order(ask.scope, currency=ask.currency):
        return []
    rows = queries.orders(ask.scope, months=ask.months, currency=ask.currency, returns=True)
    return [_order(ask.scope, row) for row in rows]


def _profit(ask: _Ask) -> list[Record]:
    """Orders that have a cost; what was taken back counts only beside one that was not."""
    known = queries.orders(ask.scope, months=None, currency=ask.currency, returns=False)
    if all(row[5] is None for row in known):
        return []
    rows = queries.orders(ask.scope, months=ask.months, currency=ask.currency, returns=True)
    return [_order(ask.scope, row) for row in rows if row[5] is not None]


def _average(ask: _Ask) -> list[Record]:
    rows = queries.orders(ask.scope, months=ask.months, currency=ask.currency, returns=True)
    found: list[Record] = [_order(ask.scope, row) for row in rows]
    return found if any(row[3] >= 0 for row in rows) else []


def _last_order(ask: _Ask) -> list[Record]:
    row = queries.last_order(ask.scope)
    return [] if row is None else [_order(ask.scope, row)]


def _order(scope: Scope, row: Row) -> OrderRecord:
    cost = None if row[5] is None else int(row[5])
    return OrderRecord(row[0], scope.day(row[1]), row[2], int(row[3]), row[4], cost)


def _products(ask: _Ask) -> list[Record]:
    return [
        ProductRecord(row[0], row[1] or "", row[2], int(row[3]), ask.scope.day(row[4]))
        for row in queries.products(ask.scope, months=ask.months)
    ]


def _since(ask: _Ask) -> list[Record]:
    account = queries.account(ask.scope)
    since = None if account is None or account[0] is None else ask.scope.day(account[0])
    if since is not None and since <= ask.scope.as_of:
        return [SinceRecord(since, None)]
    first = queries.first_order(ask.scope)
    if first is None:
        return []
    order = _order(ask.scope, first)
    return [SinceRecord(order.on, order)]


def _strategic(ask: _Ask) -> list[Record]:
    account = queries.account(ask.scope)
    if account is None or account[1] is None:
        return []
    on, actor = _set(ask, "strategic_value", account[3])
    return [StrategicRecord(int(account[1]), account[2], on, actor)]


def _set(ask: _Ask, field: str, created_at: str) -> tuple[date | None, str | None]:
    """Return the local day a field got its value, and by whom."""
    at, actor = queries.field_set(ask.scope, field) or (created_at, None)
    when = as_instant(at)
    return when.astimezone(ask.zone).date() if when is not None else None, actor


def _intent(ask: _Ask) -> list[Record]:
    account = queries.account(ask.scope)
    if account is None or intent_step(account[4]) is None:
        return []
    return [FieldRecord(account[4], *_set(ask, "intent", account[3]))]


def _custom(ask: _Ask) -> list[Record]:
    account = queries.account(ask.scope)
    if account is None:
        return []
    number = field_number(grade_facts_account.custom_fields(account[5]), ask.field)
    if number is None:
        return []
    return [FieldRecord(f"{number:f}", *_set(ask, "custom", account[3]))]


def _referrals(ask: _Ask) -> list[Record]:
    (customer_id,) = ask.scope.customer_ids or ("",)
    found: list[Record] = []
    for key, number, name, created in grade_facts_account.referred(ask.scope.reader).get(
        customer_id, ()
    ):
        found.append(ReferralRecord(key, ask.scope.local_day(created), number, name))
    return found


def _complaints(ask: _Ask) -> list[Record]:
    found: list[Record] = []
    for key, opened, cause, description, settled in queries.complaints(
        ask.scope, months=ask.months
    ):
        settled_on = None if settled is None else ask.scope.local_day(settled)
        if settled_on is not None and settled_on > ask.scope.as_of:
            settled_on = None
        found.append(
            ComplaintRecord(key, ask.scope.local_day(opened), cause, description, settled_on)
        )
    return found


def _recommending(ask: _Ask) -> list[Record]:
    row = queries.recommending(ask.scope)
    if row is None:
        return []
    return [SurveyRecord(row[0], ask.scope.day(row[1]), str(row[2]), row[3])]


def _receivables(ask: _Ask) -> list[Record]:
    scope = ask.scope
    found: list[Record] = []
    for key, due, settled, amount, other, order_no, invoice_no in queries.receivables(
        scope, months=ask.months
    ):
        due_on = scope.day(due)
        # A payment after the day judged had not come in by then.
        paid = scope.day(settled) if settled is not None else None
        paid_on = paid if paid is not None and paid <= scope.as_of else None
        late = max(0, ((paid_on or scope.as_of) - due_on).days)
        found.append(
            ReceivableRecord(key, due_on, paid_on, late, int(amount), other, order_no, invoice_no)
        )
    return found


def _survey(ask: _Ask) -> list[Record]:
    row = queries.survey(ask.scope)
    if row is None:
        return []
    try:
        Decimal(row[2])
    except InvalidOperation:  # not ours: no data rather than a failed explanation
        return []
    return [SurveyRecord(row[0], ask.scope.day(row[1]), str(row[2]), row[3])]


def _talks(ask: _Ask, channel: str | None = None) -> list[Record]:
    return [
        TalkRecord(row[0], ask.scope.day(row[1]), row[2], row[3], row[4])
        for row in queries.talks(ask.scope, months=ask.months, channel=channel)
    ]


def _visits(ask: _Ask) -> list[Record]:
    return _talks(ask, Channel.VISIT.value)


_READ: dict[MetricKey, Callable[[_Ask], list[Record]]] = {
    MetricKey.AMOUNT: _sums,
    MetricKey.ORDERS: _orders,
    MetricKey.PRODUCTS: _products,
    MetricKey.YEARS_TOGETHER: _since,
    MetricKey.STRATEGIC_VALUE: _strategic,
    MetricKey.PAYMENT_TIMELINESS: _receivables,
    MetricKey.SATISFACTION: _survey,
    MetricKey.CONTACTS_PER_MONTH: _talks,
    MetricKey.WHOLE_THOUSANDS: _sums,
    MetricKey.PROFIT: _profit,
    MetricKey.AVERAGE_ORDER: _average,
    MetricKey.DAYS_SINCE_ORDER: _last_order,
    MetricKey.VISITS: _visits,
    MetricKey.COMPLAINTS: _complaints,
    MetricKey.RECOMMEND: _recommending,
    MetricKey.REFERRALS: _referrals,
    MetricKey.INTENT: _intent,
    MetricKey.CUSTOM: _custom,
}
