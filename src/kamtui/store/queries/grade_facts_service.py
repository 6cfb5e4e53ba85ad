"""Facts from payments, surveys and communications."""

from bisect import bisect_left
from collections import defaultdict
from decimal import Decimal, InvalidOperation

from kamtui.domain.metrics import Fact, Lateness, MetricRequest
from kamtui.store.queries.grade_facts_scope import Scope, customer
from kamtui.store.queries.what_counts import owed

#: Receivables that fell due in a window; those of orders that came to nothing are not judged.
DUE = (
    "FROM receivable r LEFT JOIN sales_order o ON o.id = r.order_id"
    " WHERE r.due_on > :after AND r.due_on <= :as_of AND r.amount_minor > 0"
    f" AND r.deleted_at IS NULL AND {owed('r.')}"
    " {scope}"
)
#: Surveys with a score; the latest of a customer counts.
SURVEYS = "FROM survey WHERE on_date <= :as_of AND score IS NOT NULL AND deleted_at IS NULL {scope}"
#: Surveys that say how willing the customer is to recommend.
RECOMMENDING = SURVEYS.replace("score IS NOT NULL", "recommend IS NOT NULL")
#: Formal complaints opened before the day judged ended; a grumble is none (requirements S2-27).
COMPLAINTS = (
    "FROM complaint WHERE kind = 'complaint' AND opened_at < :end AND deleted_at IS NULL {scope}"
)
#: Communications up to the day judged.
TALKS = "FROM communication WHERE on_date <= :as_of AND deleted_at IS NULL {scope}"


def lateness(scope: Scope, request: MetricRequest) -> dict[str, Fact]:
    """How the receivables that fell due in the window were paid (requirements S4-02).

    Those paid on time are counted by the database; the days late of the others are counted here,
    because date arithmetic is not portable SQL.
    """
    after = scope.after(request.months)
    on_time = scope.rows(
        f"SELECT {customer('r.')}, count(*) {DUE} AND r.settled_on <= r.due_on"
        f" GROUP BY {customer('r.')}",
        "r.customer_id",
        after=after,
    )
    late = scope.rows(
        f"SELECT r.customer_id, r.due_on, r.settled_on {DUE}"
        " AND (r.settled_on IS NULL OR r.settled_on > r.due_on)",
        "r.customer_id",
        after=after,
    )
    limits = request.days_late or (0,)
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * (len(limits) + 1))
    late_count: dict[str, int] = defaultdict(int)
    worst: dict[str, int] = defaultdict(int)
    for customer_id, count in on_time:
        counts[customer_id][0] = int(count)
    until = scope.as_of.toordinal()
    for customer_id, due, settled in late:
        paid = until if settled is None else min(scope.day(settled).toordinal(), until)
        days = paid - scope.day(due).toordinal()
        if days <= 0:
            # Due on the very day and not yet paid: neither on time nor late.
            continue
        counts[customer_id][bisect_left(limits, days)] += 1
        late_count[customer_id] += 1
        worst[customer_id] = max(worst[customer_id], days)
    return {
        customer_id: Lateness(tuple(buckets), late_count[customer_id], worst[customer_id])
        for customer_id, buckets in counts.items()
    }


def satisfaction(scope: Scope) -> dict[str, Fact]:
    """The latest survey's score; of two on one day the one recorded last."""
    rows = scope.rows(
        "SELECT customer_id, score FROM (SELECT customer_id, score, row_number() OVER"
        " (PARTITION BY customer_id ORDER BY on_date DESC, id DESC) AS place"
        f" {SURVEYS}) ranked WHERE place = 1"
    )
    found: dict[str, Fact] = {}
    for customer_id, score in rows:
        try:
            found[customer_id] = Decimal(score)
        except InvalidOperation:
            # A score no program of ours writes is no data rather than a failed list of grades.
            continue
    return found


def recommend(scope: Scope) -> dict[str, Fact]:
    """The willingness to recommend of the latest survey that asked, 0 to 10."""
    rows = scope.rows(
        "SELECT customer_id, recommend FROM (SELECT customer_id, recommend, row_number() OVER"
        " (PARTITION BY customer_id ORDER BY on_date DESC, id DESC) AS place"
        f" {RECOMMENDING}) ranked WHERE place = 1"
    )
    return {row[0]: int(row[1]) for row in rows}


def visits(scope: Scope, request: MetricRequest) -> dict[str, Fact]:
    """Visits in the window; none for a customer nobody ever spoke to."""
    rows = scope.rows(
        f"SELECT {customer()}, count(*) FILTER (WHERE channel = 'visit' AND on_date > :after)"
        f" {TALKS} GROUP BY {customer()}",
        after=scope.after(request.months),
    )
    return {row[0]: int(row[1]) for row in rows}


def complaints(scope: Scope, request: MetricRequest) -> dict[str, Fact]:
    """Complaints opened in the window.

    No complaint is a fact only of a customer somebody dealt with: one with an order, a
    communication or a complaint up to the day judged.
    """
    begin, end = scope.moments(request.months)
    found: dict[str, Fact] = {}
    for known in (
        f"SELECT DISTINCT customer_id {TALKS}",
        "SELECT DISTINCT customer_id FROM sales_order WHERE ordered_on <= :as_of"
        " AND status <> 'cancelled' AND deleted_at IS NULL {scope}",
    ):
        found.update((row[0], 0) for row in scope.rows(known))
    rows = scope.rows(
        f"SELECT {customer()}, count(*) FILTER (WHERE opened_at >= :begin) {COMPLAINTS}"
        f" GROUP BY {customer()}",
        begin=begin,
        end=end,
    )
    found.update((row[0], int(row[1])) for row in rows)
    return found


def contacts(scope: Scope, request: MetricRequest) -> dict[str, Fact]:
    """Communications in the window; none for a customer nobody ever spoke to.

    All of them are counted from the index alone, and the few deleted ones taken off again: looking
    each row up, only to see that it is not deleted, takes twice as long.
    """
    counted = "count(*) AS ever, count(*) FILTER (WHERE on_date > :after) AS lately"
    rows = scope.rows(
        f"SELECT a.customer_id, a.lately - coalesce(d.lately, 0) FROM"
        f" (SELECT customer_id, {counted} FROM communication"
        "  WHERE on_date <= :as_of {scope} GROUP BY customer_id) a"
        f" LEFT JOIN (SELECT {customer()} AS customer_id, {counted} FROM communication"
        "  WHERE on_date <= :as_of AND deleted_at IS NOT NULL {scope}"
        f" GROUP BY {customer()}) d ON d.customer_id = a.customer_id"
        " WHERE a.ever > coalesce(d.ever, 0)",
        after=scope.after(request.months),
    )
    return {row[0]: int(row[1]) for row in rows}
