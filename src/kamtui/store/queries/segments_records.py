"""Facts for segments from dated records: orders, contacts, complaints, what customers say."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from kamtui.domain.segments.clv import ClvFacts
from kamtui.domain.segments.measures import Value
from kamtui.store.queries.grade_facts_orders import COUNTS, OWN, WHERE
from kamtui.store.queries.grade_facts_scope import Scope, customer
from kamtui.store.queries.grade_facts_service import TALKS
from kamtui.store.values import as_instant

#: Complaints opened up to the day judged.
_COMPLAINTS = "FROM complaint WHERE opened_at < :until AND deleted_at IS NULL {scope}"
#: Orders in the book's currency whose cost is known.
_COSTED = f"{COUNTS} AND {OWN} AND cost_minor IS NOT NULL"


def last_order_days(scope: Scope) -> Mapping[str, Value]:
    """Days since the last order that counts."""
    rows = scope.rows(
        f"SELECT {customer()}, max(ordered_on) {WHERE} AND {COUNTS} GROUP BY {customer()}"
    )
    return {row[0]: (scope.as_of - scope.day(row[1])).days for row in rows}


def contact_days(scope: Scope, which: str) -> Mapping[str, Value]:
    """Days since the last (``max``) or first (``min``) communication."""
    rows = scope.rows(f"SELECT {customer()}, {which}(on_date) {TALKS} GROUP BY {customer()}")
    return {row[0]: (scope.as_of - scope.day(row[1])).days for row in rows}


def days_to_first_order(scope: Scope) -> Mapping[str, Value]:
    """Days from the first communication to the first order that counts (S1-28, 咨询-成交周期).

    None without either, and where the first order came before anybody was spoken to: how long it
    took is not on record.
    """
    orders = scope.rows(
        f"SELECT {customer()}, min(ordered_on) {WHERE} AND {COUNTS} GROUP BY {customer()}"
    )
    talks = scope.rows(f"SELECT {customer()}, min(on_date) {TALKS} GROUP BY {customer()}")
    first = {row[0]: row[1] for row in talks}
    return {
        row[0]: (scope.day(row[1]) - scope.day(first[row[0]])).days
        for row in orders
        if row[0] in first and first[row[0]] <= row[1]
    }


def pause_before_last_order(scope: Scope) -> Mapping[str, Value]:
    """Days between the last day with an order that counts and the one before it.

    Half a year and more, with an order lately, is a customer that was won back (S1-28, 激活).
    """
    rows = scope.rows(
        f"SELECT DISTINCT {customer()} AS customer_id, ordered_on {WHERE} AND {COUNTS}"
        " ORDER BY 1, 2"
    )
    found: dict[str, Value] = {}
    for (customer_id, before), (following, on) in pairwise(rows):
        if customer_id == following:  # the last pair of a customer is the one that stays
            found[customer_id] = (scope.day(on) - scope.day(before)).days
    return found


def average_order_change(scope: Scope, months: int, currency: str) -> Mapping[str, Value]:
    """Percent by which the average order of a window differs from that of the window before.

    Averages as the grades have them (`MetricKey.AVERAGE_ORDER`): returns subtract and count as no
    order.  None where either window has no order, or the earlier average is not above 0.
    """
    lately, earlier = "ordered_on > :after", "ordered_on <= :after"
    rows = scope.rows(
        f"SELECT {customer()},"
        f" sum(amount_minor) FILTER (WHERE {OWN} AND {lately}),"
        f" count(*) FILTER (WHERE {COUNTS} AND {OWN} AND {lately}),"
        f" sum(amount_minor) FILTER (WHERE {OWN} AND {earlier}),"
        f" count(*) FILTER (WHERE {COUNTS} AND {OWN} AND {earlier})"
        f" {WHERE} AND ordered_on > :before GROUP BY {customer()}",
        currency=currency,
        after=scope.after(months),
        before=scope.after(2 * months),
    )
    return {
        row[0]: Fraction(100 * int(row[1]) * int(row[4]), int(row[2]) * int(row[3])) - 100
        for row in rows
        if row[2] and row[4] and int(row[3]) > 0
    }


def complaints(scope: Scope, *, after: str, until: str) -> Mapping[str, Value]:
    """Formal complaints opened between two instants; grumbles are not complaints (S2-31)."""
    rows = scope.rows(
        f"SELECT {customer()}, count(*) {_COMPLAINTS} AND kind = 'complaint'"
        f" AND opened_at >= :after GROUP BY {customer()}",
        until=until,
        after=after,
    )
    return {row[0]: int(row[1]) for row in rows}


def answer_hours(scope: Scope, *, after: str, until: str) -> Mapping[str, Value]:
    """Mean hours from a complaint or grumble opened between two instants to its answer.

    One that is not answered by then is left out: how long it takes is not known yet.
    """
    hours: dict[str, list[Fraction]] = defaultdict(list)
    for customer_id, opened, answered in scope.rows(
        f"SELECT customer_id, opened_at, responded_at {_COMPLAINTS} AND opened_at >= :after"
        " AND responded_at >= opened_at AND responded_at < :until",
        until=until,
        after=after,
    ):
        began, ended = as_instant(opened), as_instant(answered)
        if began is not None and ended is not None:
            hours[customer_id].append(Fraction(int((ended - began).total_seconds()), 3600))
    return {one: sum(many, Fraction(0)) / len(many) for one, many in hours.items()}


def feedback(scope: Scope, *, until: str) -> Mapping[str, Value]:
    """What customers said: suggestions of surveys, complaints and grumbles with their causes."""
    found: dict[str, list[str]] = defaultdict(list)
    for customer_id, words in scope.rows(
        "SELECT customer_id, suggestion FROM survey WHERE on_date <= :as_of"
        " AND suggestion <> '' AND deleted_at IS NULL {scope} ORDER BY on_date, id"
    ):
        found[customer_id].append(words)
    for customer_id, cause, words in scope.rows(
        f"SELECT customer_id, cause, description {_COMPLAINTS} ORDER BY opened_at, id",
        until=until,
    ):
        if cause:
            found[customer_id].append(f"cause: {cause}")
        if words:
            found[customer_id].append(words)
    return {customer_id: "\n".join(words) for customer_id, words in found.items()}


def margins(scope: Scope, months: int | None, currency: str) -> Mapping[str, Value]:
    """Gross margin in percent over the orders whose cost is known."""
    rows = scope.rows(
        f"SELECT {customer()}, sum(amount_minor), sum(cost_minor) {WHERE} AND {_COSTED}"
        f" AND ordered_on > :after GROUP BY {customer()}",
        currency=currency,
        after=scope.after(months),
    )
    return {row[0]: 100 - Fraction(100 * int(row[2]), int(row[1])) for row in rows if row[1]}


class Bought(NamedTuple):
    """What one customer put into a lifetime value; see `ClvFacts`."""

    orders: int
    known: int
    amount_minor: int
    costed_orders: int
    costed_minor: int
    cost_minor: int


def bought(scope: Scope, *, months: int, currency: str) -> dict[str, Bought]:
    """Return what every customer of the scope that ordered in the window bought."""
    costed = "cost_minor IS NOT NULL"
    rows = scope.rows(
        f"SELECT {customer()}, count(*) FILTER (WHERE {COUNTS}),"
        f" count(*) FILTER (WHERE {COUNTS} AND {OWN}),"
        f" coalesce(sum(amount_minor) FILTER (WHERE {OWN}), 0),"
        f" count(*) FILTER (WHERE {COUNTS} AND {OWN} AND {costed}),"
        f" coalesce(sum(amount_minor) FILTER (WHERE {COUNTS} AND {OWN} AND {costed}), 0),"
        f" coalesce(sum(cost_minor) FILTER (WHERE {COUNTS} AND {OWN} AND {costed}), 0)"
        f" {WHERE} AND ordered_on > :after GROUP BY {customer()}",
        currency=currency,
        after=scope.after(months),
    )
    return {row[0]: Bought(*map(int, row[1:])) for row in rows}


class Loyalty(NamedTuple):
    """Who bought in the year before the last twelve months, and who of them did again."""

    buyers_before: int
    bought_again: int


def loyalty(scope: Scope, *, away: frozenset[str]) -> Loyalty:
    """Count the whole book's buyers of the year before, without the archived and deleted ones."""
    year = scope.after(12)
    rows = scope.rows(
        f"SELECT {customer()}, max(ordered_on) {WHERE} AND {COUNTS} AND ordered_on > :before"
        " AND customer_id NOT IN (SELECT id FROM customer WHERE deleted_at IS NOT NULL)"
        f" GROUP BY {customer()} HAVING min(ordered_on) <= :year",
        before=scope.after(24),
        year=year,
    )
    last = [row[1] for row in rows if row[0] not in away]
    return Loyalty(len(last), sum(on > year for on in last))


def together(many: Sequence[Bought], loyal: Loyalty, *, months: int) -> ClvFacts:
    """Return what some customers bought as one."""
    ordered = [one for one in many if one.orders]
    return ClvFacts(
        customers=len(ordered),
        orders=sum(one.orders for one in ordered),
        amount_minor=(
            sum(one.amount_minor for one in many) if any(one.known for one in ordered) else None
        ),
        months=months,
        costed_orders=sum(one.costed_orders for one in many),
        costed_minor=sum(one.costed_minor for one in many),
        cost_minor=sum(one.cost_minor for one in many),
        buyers_before=loyal.buyers_before,
        bought_again=loyal.bought_again,
    )


def other_currencies(scope: Scope, *, months: int, currency: str) -> dict[str, tuple[str, ...]]:
    """Return by customer the currencies of orders in the window whose amounts are left out."""
    rows = scope.rows(
        f"SELECT DISTINCT customer_id, currency {WHERE} AND NOT {OWN} AND amount_minor <> 0"
        " AND ordered_on > :after ORDER BY customer_id, currency",
        currency=currency,
        after=scope.after(months),
    )
    found: dict[str, tuple[str, ...]] = {}
    for customer_id, other in rows:
        found[customer_id] = (*found.get(customer_id, ()), other)
    return found
