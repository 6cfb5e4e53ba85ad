"""What the rules of segments rest on, for all customers or some, at any date.

One grouped statement a table and only for the facts that are asked for; what the grades measure is
read as the grades read it (`kamtui.store.queries.grade_facts`).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from kamtui.domain.metrics import (
    CustomerFacts,
    Fact,
    Lateness,
    MetricKey,
    MetricRequest,
    full_years,
)
from kamtui.domain.segments.measures import CUSTOM, SCORES, Need, Value
from kamtui.domain.segments.rfm import Purchases, RfmScore
from kamtui.store.queries import segments_records as records
from kamtui.store.queries.grade_facts import CHUNK, grade_facts
from kamtui.store.queries.grade_facts_orders import COUNTS, OWN, WHERE
from kamtui.store.queries.grade_facts_scope import Scope, customer
from kamtui.store.queries.segments_fields import FIELDS, fields
from kamtui.store.reader import Reader, Row
from kamtui.store.values import instant_text

__all__ = ["Basis", "Facts", "away", "facts", "industries", "members", "purchases", "spellings"]

#: The money a segment is shown with, whatever its rules ask.
MONEY = MetricRequest(MetricKey.AMOUNT, 12)
_CATALOGUE = {
    "amount": MetricKey.AMOUNT,
    "orders": MetricKey.ORDERS,
    "products": MetricKey.PRODUCTS,
    "years_together": MetricKey.YEARS_TOGETHER,
    "strategic_value": MetricKey.STRATEGIC_VALUE,
    "satisfaction": MetricKey.SATISFACTION,
    "contacts": MetricKey.CONTACTS_PER_MONTH,
    "contacts_per_month": MetricKey.CONTACTS_PER_MONTH,
}
_LATE = ("late_payments", "worst_days_late")
_ACTIVITIES = ("activities", "activities_per_month")
Column = Mapping[str, Value]


class Basis(NamedTuple):
    """What facts are measured with.

    Attributes:
        as_of: The day; later records do not exist.
        currency: The book's.
        zone: Of the desk, in which instants fall on days.
        scores: RFM scores by customer, where a rule asks for them.
        valued: Folded industries of customers of high value, where a rule asks for them.
        scored_months: Window of the scores; None for the whole history.
    """

    as_of: date
    currency: str
    zone: tzinfo | None
    scores: Mapping[str, RfmScore] = {}
    valued: frozenset[str] = frozenset()
    scored_months: int | None = None


class Facts(NamedTuple):
    """One customer: the facts in the order of the needs, and its money.

    Attributes:
        customer_id: Who.
        values: The facts.
        amount_minor: Amount of the last 12 months, None where none is known.
        left_out: Currencies whose amounts were left out of the sums.
    """

    customer_id: str
    values: tuple[Value, ...]
    amount_minor: int | None
    left_out: tuple[str, ...]


def facts(
    reader: Reader,
    needs: Sequence[Need],
    basis: Basis,
    *,
    customer_ids: Sequence[str] | None = None,
) -> list[Facts]:
    """Return the facts of all customers that are not archived, or of some, by customer number."""
    if customer_ids is None:
        return _facts(reader, needs, basis, None)
    wanted = list(dict.fromkeys(customer_ids))
    found = []
    for start in range(0, len(wanted), CHUNK):
        found += _facts(reader, needs, basis, tuple(wanted[start : start + CHUNK]))
    return found


def _facts(
    reader: Reader, needs: Sequence[Need], basis: Basis, ids: tuple[str, ...] | None
) -> list[Facts]:
    wanted = [MONEY, *(one for need in needs for one in _requests(need))]
    if any(one.measure in SCORES for one in needs):
        # So that currencies the scores leave out are named.
        wanted.append(MetricRequest(MetricKey.AMOUNT, basis.scored_months))
    requests = list(dict.fromkeys(wanted))
    measured = grade_facts(
        reader, requests, as_of=basis.as_of, currency=basis.currency, customer_ids=ids
    )
    places = {request: at for at, request in enumerate(requests)}
    columns = _columns(Scope(reader, basis.as_of, ids), needs, basis)
    # A column at a time: a hundred thousand customers are judged while somebody waits.
    found = [
        _measured(need, measured, places, basis.as_of)
        if (column := columns.get(need)) is None
        else _looked_up(need, measured, column)
        for need in needs
    ]
    values = zip(*found, strict=True) if found else [()] * len(measured)
    money = places[MONEY]
    return [
        Facts(one.customer_id, facts, _whole(one.values[money]), one.left_out)
        for one, facts in zip(measured, values, strict=True)
    ]


def _requests(need: Need) -> tuple[MetricRequest, ...]:
    """What of the grades' catalogue a fact is made of."""
    if need.measure in _ACTIVITIES:
        return (
            MetricRequest(MetricKey.ORDERS, need.months),
            MetricRequest(MetricKey.CONTACTS_PER_MONTH, need.months),
        )
    if need.measure in _LATE:
        return (MetricRequest(MetricKey.PAYMENT_TIMELINESS, need.months, (0,)),)
    key = _CATALOGUE.get(need.measure)
    return () if key is None else (MetricRequest(key, need.months),)


def _measured(
    need: Need,
    measured: Sequence[CustomerFacts],
    places: Mapping[MetricRequest, int],
    as_of: date,
) -> list[Value]:
    """A fact the grades know, of everybody."""
    at, *more = (places[one] for one in _requests(need))
    if need.measure in _ACTIVITIES:
        # Orders and contacts together; no data only where there was never either.
        return [_sum(one.values[at], one.values[more[0]]) for one in measured]
    if need.measure == "years_together":
        years: dict[Fact, Value] = {None: None}
        for one in measured:
            since = one.values[at]
            if since not in years and isinstance(since, date):
                years[since] = full_years(since, as_of)
        return [years.get(one.values[at]) for one in measured]
    if need.measure in _LATE:
        worst = need.measure == "worst_days_late"
        return [_late(one.values[at], worst) for one in measured]
    return [_plain(one.values[at]) for one in measured]


def _looked_up(need: Need, measured: Sequence[CustomerFacts], column: Column) -> list[Value]:
    """A fact of everybody from a column by customer."""
    # No complaint on record is none: records of complaints are the only data there is.
    default = 0 if need.measure == "complaints" else None
    return [column.get(one.customer_id, default) for one in measured]


def _late(fact: Fact, worst: bool) -> Value:
    if not isinstance(fact, Lateness):
        return None
    return fact.worst_days if worst else fact.late


def _sum(orders: Fact, contacts: Fact) -> Value:
    if isinstance(orders, int):
        return orders + contacts if isinstance(contacts, int) else orders
    return contacts if isinstance(contacts, int) else None


def _columns(scope: Scope, needs: Sequence[Need], basis: Basis) -> dict[Need, Column]:
    """The facts the grades do not know, by customer."""
    found: dict[Need, Column] = {}
    until = _end_of(basis.as_of, basis.zone)
    for need in needs:
        match need.measure:
            case "last_order_days":
                found[need] = records.last_order_days(scope)
            case "last_contact_days":
                found[need] = records.contact_days(scope, "max")
            case "first_contact_days":
                found[need] = records.contact_days(scope, "min")
            case "complaints":
                start = scope.after(need.months)
                after = _end_of(date.fromisoformat(start), basis.zone) if start else ""
                found[need] = records.complaints(scope, after=after, until=until)
            case "margin":
                found[need] = records.margins(scope, need.months, basis.currency)
            case "feedback":
                found[need] = records.feedback(scope, until=until)
            case name if name in SCORES:
                found[need] = {
                    one: int(getattr(score, name)) for one, score in basis.scores.items()
                }
    own = [one for one in needs if one.measure in FIELDS or one.measure.startswith(CUSTOM)]
    if own:
        found |= fields(scope, own, valued=basis.valued)
    return found


def _end_of(day: date, zone: tzinfo | None) -> str:
    """The first instant after a day, as stored."""
    if day >= date.max:
        return instant_text(datetime.max.replace(tzinfo=zone))
    return instant_text(datetime.combine(day + timedelta(days=1), time(), tzinfo=zone))


def _plain(fact: Fact) -> Value:
    """A fact of the grades as a number the rules compare."""
    if isinstance(fact, int):
        return fact
    if isinstance(fact, Decimal):
        return int(fact) if fact == int(fact) else Fraction(fact)
    return None


def _whole(fact: Fact) -> int | None:
    return fact if isinstance(fact, int) else None


def purchases(
    reader: Reader, *, as_of: date, months: int | None, currency: str, by_day: bool
) -> list[Purchases]:
    """Return what every customer that ordered in the window bought, by customer.

    Args:
        reader: Where to read.
        as_of: The day.
        months: The window; None for the whole history.
        currency: The book's; amounts in another are not counted.
        by_day: Count days with an order rather than orders.
    """
    scope = Scope(reader, as_of, None)
    counted = "count(DISTINCT ordered_on)" if by_day else "count(*)"
    rows = scope.rows(
        f"SELECT {customer()}, max(ordered_on) FILTER (WHERE {COUNTS}),"
        f" {counted} FILTER (WHERE {COUNTS}), sum(amount_minor) FILTER (WHERE {OWN}),"
        f" count(*) FILTER (WHERE {COUNTS} AND {OWN})"
        f" {WHERE} AND ordered_on > :after AND customer_id NOT IN"
        " (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"
        f" GROUP BY {customer()} ORDER BY 1",
        currency=currency,
        after=scope.after(months),
    )
    return [
        Purchases(row[0], scope.day(row[1]), int(row[2]), int(row[3]) if row[4] else None)
        for row in rows
        if row[2]
    ]


def away(reader: Reader) -> frozenset[str]:
    """Return the customers that are archived; deleted ones are nowhere."""
    rows = reader.rows(
        "SELECT id FROM customer WHERE deleted_at IS NULL AND archived_on IS NOT NULL"
    )
    return frozenset(row[0] for row in rows)


def members(reader: Reader, customer_ids: Sequence[str]) -> list[Row]:
    """Return (id, customer_no, name, grade, owner, city) of some customers, in their order."""
    found: dict[str, Row] = {}
    for start in range(0, len(customer_ids), CHUNK):
        rows = reader.rows(
            "SELECT id, customer_no, name, grade, owner, city FROM customer WHERE id IN :ids",
            ids=customer_ids[start : start + CHUNK],
        )
        found.update((row[0], row) for row in rows)
    return [found[one] for one in customer_ids if one in found]


def industries(reader: Reader, customer_ids: Sequence[str]) -> list[str]:
    """Return the industries some customers are in, each once as written."""
    found: dict[str, None] = {}
    for start in range(0, len(customer_ids), CHUNK):
        rows = reader.rows(
            "SELECT DISTINCT industry FROM customer WHERE id IN :ids AND industry <> ''",
            ids=customer_ids[start : start + CHUNK],
        )
        found.update((row[0], None) for row in rows)
    return list(found)


def spellings(reader: Reader, need: Need) -> dict[str, int]:
    """Return how many customers have each spelling of a field; none for a field of one's own."""
    column = FIELDS.get(need.measure)
    if column is None:
        return {}
    rows = reader.rows(
        f"SELECT {column}, count(*) FROM customer WHERE deleted_at IS NULL"
        f" AND archived_on IS NULL AND {column} <> '' GROUP BY {column}"
    )
    return {str(row[0]): int(row[1]) for row in rows}
