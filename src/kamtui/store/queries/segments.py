"""What the rules of segments rest on, for all customers or some, at any date.

One grouped statement a table and only for the facts that are asked for; what the grades measure is
read as the grades read it (`kamtui.store.queries.grade_facts`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from kamtui.domain.metrics import (
    Fact,
    Lateness,
    MetricKey,
    MetricRequest,
    full_years,
)
from kamtui.domain.segments.measures import CUSTOM, SCORES, Need, Value
from kamtui.domain.segments.rfm import Purchases, Scores
from kamtui.store.queries import segments_records as records
from kamtui.store.queries.grade_facts import CHUNK, fact_columns
from kamtui.store.queries.grade_facts_orders import COUNTS, OWN, WHERE
from kamtui.store.queries.grade_facts_scope import Scope, customer
from kamtui.store.queries.segments_fields import FIELDS, fields
from kamtui.store.queries.segments_past import absent, fields_then, present
from kamtui.store.reader import Reader, Row
from kamtui.store.values import instant_text

__all__ = ["Basis", "Facts", "away", "facts", "members", "purchases", "spellings"]

#: The money a segment is shown with, whatever its rules ask.
MONEY = MetricRequest(MetricKey.AMOUNT, 12)
_CATALOGUE = {
    "amount": MetricKey.AMOUNT,
    "orders": MetricKey.ORDERS,
    "products": MetricKey.PRODUCTS,
    "years_together": MetricKey.YEARS_TOGETHER,
    "satisfaction": MetricKey.SATISFACTION,
    "profit": MetricKey.PROFIT,
    "average_order": MetricKey.AVERAGE_ORDER,
    "visits": MetricKey.VISITS,
    "recommend": MetricKey.RECOMMEND,
    "referrals": MetricKey.REFERRALS,
    "contacts": MetricKey.CONTACTS_PER_MONTH,
    "contacts_per_month": MetricKey.CONTACTS_PER_MONTH,
}
_LATE = ("late_payments", "worst_days_late")
_ACTIVITIES = ("activities", "activities_per_month")
#: What a list of members shows of a customer besides its name.
_SHOWN = ("grade", "owner", "city")
Column = Mapping[str, Value]


class Basis(NamedTuple):
    """What facts are measured with.

    Attributes:
        as_of: The day; later records do not exist.
        currency: The book's.
        zone: Of the desk, in which instants fall on days.
        past: The day is before today: customers and their fields are those of the day.
        scores: RFM scores by customer, where a rule asks for them.
        money: Amount of the last 12 months by customer, where it was read with the scores.
        valued: Folded industries of customers of high value, where a rule asks for them.
        scored_months: Window of the scores; None for the whole history.
    """

    as_of: date
    currency: str
    zone: tzinfo | None
    past: bool = False
    scores: Scores | None = None
    money: Mapping[str, int] | None = None
    valued: frozenset[str] = frozenset()
    scored_months: int | None = None


class Bought(NamedTuple):
    """What customers bought, and their money of the last 12 months where the same rows say it."""

    purchases: list[Purchases]
    money: Mapping[str, int] | None


class Facts(NamedTuple):
    """Many customers, a column a fact: a hundred thousand are judged while somebody waits.

    Attributes:
        ids: The customers, by customer number.
        columns: The facts, a column for each of the needs.
        amounts: Amount of the last 12 months of those where one is known, of others besides.
        left_out: Currencies whose amounts were left out of the sums, by customer.
    """

    ids: list[str]
    columns: list[list[Value]]
    amounts: Mapping[str, int]
    left_out: Mapping[str, tuple[str, ...]]


def facts(
    reader: Reader,
    needs: Sequence[Need],
    basis: Basis,
    *,
    customer_ids: tuple[str, ...] | None = None,
    money: bool = True,
) -> Facts:
    """Return the facts of all customers that are not archived, or of a few, by customer number.

    Args:
        reader: Where to read.
        needs: Which facts.
        basis: What they are measured with.
        customer_ids: Some, at most `CHUNK`, archived ones and those not there yet too.
        money: Without it ``amounts`` and ``left_out`` are nobody's.
    """
    scope = Scope(reader, basis.as_of, customer_ids)
    wanted = [one for need in needs for one in _requests(need)]
    amounts = basis.money if money and not wanted else None
    money = money and amounts is None
    if money:
        wanted.insert(0, MONEY)
    if money and any(one.measure in SCORES for one in needs):
        # So that currencies the scores leave out are named.
        wanted.append(MetricRequest(MetricKey.AMOUNT, basis.scored_months))
    requests = list(dict.fromkeys(wanted))
    known, left_out = fact_columns(scope, requests, currency=basis.currency)
    ids = (
        present(scope, past=basis.past)
        if customer_ids is None
        else [
            row[0]
            for row in scope.rows("SELECT id FROM customer WHERE deleted_at IS NULL {scope}", "id")
        ]
    )
    own = _columns(scope, needs, basis)
    found = [
        _measured(need, ids, known, basis.as_of)
        if (column := own.get(need)) is None
        # No complaint on record is none: records of complaints are the only data there is.
        else [column.get(one, 0) for one in ids]
        if need.measure == "complaints"
        else list(map(column.get, ids))
        for need in needs
    ]
    if money:
        amounts = _whole(known[MONEY])
    return Facts(ids, found, amounts or {}, left_out if money else {})


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
    ids: Sequence[str],
    known: Mapping[MetricRequest, Mapping[str, Fact]],
    as_of: date,
) -> list[Value]:
    """A fact the grades know, of everybody."""
    column, *more = (map(known[one].get, ids) for one in _requests(need))
    if need.measure in _ACTIVITIES:
        # Orders and contacts together; no data only where there was never either.
        return list(map(_sum, column, more[0]))
    if need.measure == "years_together":
        days = list(column)
        years = {day: full_years(day, as_of) for day in set(days) if isinstance(day, date)}
        return [years.get(day) if isinstance(day, date) else None for day in days]
    if need.measure in _LATE:
        worst = need.measure == "worst_days_late"
        return [_late(one, worst) for one in column]
    if need.measure == "satisfaction":
        return [_plain(one) for one in column]
    return [one if isinstance(one, int) else None for one in column]


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
            case "answer_hours":
                start = scope.after(need.months)
                after = _end_of(date.fromisoformat(start), basis.zone) if start else ""
                found[need] = records.answer_hours(scope, after=after, until=until)
            case "days_to_first_order":
                found[need] = records.days_to_first_order(scope)
            case "pause_before_last_order":
                found[need] = records.pause_before_last_order(scope)
            case "average_order_change":
                months = need.months or 1
                found[need] = records.average_order_change(scope, months, basis.currency)
            case "margin":
                found[need] = records.margins(scope, need.months, basis.currency)
            case "feedback":
                found[need] = records.feedback(scope, until=until)
            case name if name in SCORES:
                found[need] = {} if basis.scores is None else basis.scores.column(name)
    own = [one for one in needs if one.measure in FIELDS or one.measure.startswith(CUSTOM)]
    if own:
        found |= fields(scope, own, valued=basis.valued, past=basis.past)
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


def _whole(column: Mapping[str, Fact]) -> Mapping[str, int]:
    """Amounts, which are whole minor units."""
    return {key: fact for key, fact in column.items() if isinstance(fact, int)}


def purchases(
    reader: Reader,
    *,
    as_of: date,
    months: int | None,
    currency: str,
    by_day: bool,
    customer_ids: tuple[str, ...] | None = None,
) -> Bought:
    """Return what every customer that ordered in the window bought, by customer.

    Args:
        reader: Where to read.
        as_of: The day.
        months: The window; None for the whole history.
        currency: The book's; amounts in another are not counted.
        by_day: Count days with an order rather than orders.
        customer_ids: Some customers, None for all.
    """
    scope = Scope(reader, as_of, customer_ids)
    counted = "count(DISTINCT ordered_on)" if by_day else "count(*)"
    rows = scope.rows(
        f"SELECT {customer()}, max(ordered_on) FILTER (WHERE {COUNTS}),"
        f" {counted} FILTER (WHERE {COUNTS}), sum(amount_minor) FILTER (WHERE {OWN}),"
        f" count(*) FILTER (WHERE {COUNTS} AND {OWN}), count(*) FILTER (WHERE NOT {OWN}),"
        f" sum(amount_minor) FILTER (WHERE {OWN} AND ordered_on > :year)"
        f" {WHERE} AND ordered_on > :after GROUP BY {customer()} ORDER BY 1",
        currency=currency,
        after=scope.after(months),
        year=scope.after(MONEY.months),
    )
    gone = _deleted(reader)
    days = {text: scope.day(text) for text in {row[1] for row in rows} if text is not None}
    money = None
    if months is None and not any(row[5] for row in rows):
        money = {row[0]: row[6] or 0 for row in rows if row[4]}
    return Bought(
        [
            Purchases(row[0], days[row[1]], row[2], row[3] if row[4] else None)
            for row in rows
            if row[2] and row[0] not in gone
        ],
        money,
    )


def _deleted(reader: Reader) -> frozenset[str]:
    """The deleted customers, who are nowhere though their orders may be there."""
    return frozenset(
        row[0] for row in reader.rows("SELECT id FROM customer WHERE deleted_at IS NOT NULL")
    )


def away(reader: Reader, *, as_of: date, past: bool) -> frozenset[str]:
    """Return the customers that were archived on a day; deleted ones are nowhere."""
    return absent(Scope(reader, as_of, None), past=past)


def members(reader: Reader, customer_ids: Sequence[str], *, then: date | None = None) -> list[Row]:
    """Return (id, customer_no, name, grade, owner, city) of some customers, in their order.

    Args:
        reader: Where to read.
        customer_ids: Which.
        then: A day in the past whose grade, owner and town are wanted; None for today's.
    """
    found: dict[str, Row] = {}
    for start in range(0, len(customer_ids), CHUNK):
        some = tuple(customer_ids[start : start + CHUNK])
        rows = reader.rows(
            "SELECT id, customer_no, name, grade, owner, city FROM customer WHERE id IN :ids",
            ids=some,
        )
        if then is not None:
            before = fields_then(Scope(reader, then, some), _SHOWN)
            rows = [
                (*row[:3], *(before.get(row[0], {}).get(name, now)
                             for name, now in zip(_SHOWN, row[3:], strict=True)))
                for row in rows
            ]  # fmt: skip
        found.update((row[0], row) for row in rows)
    return [found[one] for one in customer_ids if one in found]


def spellings(reader: Reader, need: Need, basis: Basis) -> dict[str, int]:
    """Return how many customers have each spelling of a field; none for a field of one's own."""
    column = FIELDS.get(need.measure)
    if column is None:
        return {}
    if basis.past:
        found = facts(reader, (need,), basis, money=False)
        return dict(Counter(str(value) for value in found.columns[0] if value))
    rows = reader.rows(
        f"SELECT {column}, count(*) FROM customer WHERE deleted_at IS NULL"
        f" AND archived_on IS NULL AND {column} <> '' GROUP BY {column}"
    )
    return {str(row[0]): int(row[1]) for row in rows}
