"""The facts scoring models judge, for all customers or some, at any date.

Windows end on the as-of date and begin after the same day so many months before; whatever is
dated later is ignored, so any past date can be replayed (data-model.md, Windows).  One grouped
statement per table, and only for the metrics that were asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain.metrics import CustomerFacts, Fact, MetricKey, MetricRequest
from kamtui.store.queries import grade_facts_orders, grade_facts_service
from kamtui.store.queries.grade_facts_scope import Scope
from kamtui.store.reader import Reader

#: Bound variables of one statement stay well below any database's limit.
CHUNK = 500

#: Metrics that `grade_facts_account` answers.
_ACCOUNT = frozenset({MetricKey.INTENT, MetricKey.CUSTOM, MetricKey.REFERRALS})
#: Metrics that rest on the customer itself.
_OF_THE_ACCOUNT = frozenset({MetricKey.YEARS_TOGETHER, MetricKey.STRATEGIC_VALUE})
Columns = dict[MetricRequest, Mapping[str, Fact]]


class _Account(NamedTuple):
    id: str
    customer_since: date | None
    strategic_value: int | None


def grade_facts(
    reader: Reader,
    requests: Sequence[MetricRequest],
    *,
    as_of: date,
    currency: str,
    customer_ids: Sequence[str] | None = None,
) -> list[CustomerFacts]:
    """Return one `CustomerFacts` per customer, values in the order of ``requests``.

    Rules (product.md, Numbers): cancelled orders count for nothing; negative amounts subtract and
    count as no order; orders of zero count; amounts in another currency than the book's are left
    out and named.  Receivables count once they fell due; unpaid and past due ones are late by the
    days so far, one that is due on the as-of date itself and still open is not judged yet.

    Args:
        reader: Where to read.
        requests: The columns wanted, as `ScoringModel.requests` names them.
        as_of: The date to measure at.
        currency: The book's currency; orders without a currency are in it.
        customer_ids: Some customers, archived ones too; None for all that are not archived.
            Unknown ids are left out.

    Returns:
        By customer number, then id.
    """
    if customer_ids is None:
        return _facts(Scope(reader, as_of, None), requests, currency)
    wanted = list(dict.fromkeys(customer_ids))
    found: list[CustomerFacts] = []
    for start in range(0, len(wanted), CHUNK):
        scope = Scope(reader, as_of, tuple(wanted[start : start + CHUNK]))
        found.extend(_facts(scope, requests, currency))
    return found


def _facts(scope: Scope, requests: Sequence[MetricRequest], currency: str) -> list[CustomerFacts]:
    accounts = list(_accounts(scope))
    columns, left_out = _columns(scope, requests, currency, accounts)
    getters = [columns[request].get for request in requests]
    return [
        CustomerFacts(one.id, tuple([get(one.id) for get in getters]), left_out.get(one.id, ()))
        for one in accounts
    ]


def fact_columns(
    scope: Scope, requests: Sequence[MetricRequest], *, currency: str
) -> tuple[Columns, Mapping[str, tuple[str, ...]]]:
    """Return what `grade_facts` does by request and customer, and the currencies left out.

    Of a whole book archived and deleted customers may be among them: who asks knows whom it wants.
    """
    since = any(one.metric in _OF_THE_ACCOUNT for one in requests)
    accounts = list(_accounts(scope, archived=True)) if since else []
    return _columns(scope, requests, currency, accounts)


def _columns(
    scope: Scope, requests: Sequence[MetricRequest], currency: str, accounts: Sequence[_Account]
) -> tuple[Columns, Mapping[str, tuple[str, ...]]]:
    orders = grade_facts_orders.read(scope, requests, currency=currency)
    columns: Columns = dict(orders.columns)
    if any(one.metric in _ACCOUNT for one in requests):
        # Late: the models that ship ask for none of it, and look-ups wait for imports.
        from kamtui.store.queries import grade_facts_account

        columns.update(grade_facts_account.read(scope, requests))
    for request in requests:
        match request.metric:
            case MetricKey.YEARS_TOGETHER:
                columns[request] = _relation_starts(accounts, orders.first_order_on, scope.as_of)
            case MetricKey.STRATEGIC_VALUE:
                columns[request] = {one.id: one.strategic_value for one in accounts}
            case MetricKey.PRODUCTS:
                columns[request] = grade_facts_orders.products(scope, request)
            case MetricKey.PAYMENT_TIMELINESS:
                columns[request] = grade_facts_service.lateness(scope, request)
            case MetricKey.SATISFACTION:
                columns[request] = grade_facts_service.satisfaction(scope)
            case MetricKey.CONTACTS_PER_MONTH:
                columns[request] = grade_facts_service.contacts(scope, request)
            case MetricKey.VISITS:
                columns[request] = grade_facts_service.visits(scope, request)
            case MetricKey.COMPLAINTS:
                columns[request] = grade_facts_service.complaints(scope, request)
            case MetricKey.RECOMMEND:
                columns[request] = grade_facts_service.recommend(scope)
            case _:  # read with the orders or the account
                pass
    return columns, orders.left_out


def _accounts(scope: Scope, *, archived: bool = False) -> Iterator[_Account]:
    """The customers of the scope; archived ones only when asked for, or for by id."""
    living = "" if archived or scope.customer_ids else " AND archived_on IS NULL"
    rows = scope.rows(
        "SELECT id, customer_since, strategic_value FROM customer"
        f" WHERE deleted_at IS NULL{living} {{scope}} ORDER BY customer_no, id",
        "id",
    )
    for customer_id, since, strategic_value in rows:
        yield _Account(customer_id, None if since is None else scope.day(since), strategic_value)


def _relation_starts(
    accounts: Sequence[_Account], first_order_on: Mapping[str, date], as_of: date
) -> dict[str, Fact]:
    """The day the relation began: ``customer_since``, else the first order."""
    found: dict[str, Fact] = {}
    for one in accounts:
        since = one.customer_since
        # A later date is from after the day that is replayed.
        found[one.id] = since if since and since <= as_of else first_order_on.get(one.id)
    return found
