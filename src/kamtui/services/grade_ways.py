"""The way to the next grade: read only for the customers it is shown of.

A review judges everybody but tells the way of one or of those listed; what the way needs besides
(past orders, money soon due, the facts of days ahead) is read for these alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from kamtui.domain.metrics import CustomerFacts, Fact, MetricKey
from kamtui.domain.scoring.distance import Distance, NextGrade, days_ahead, gap
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.domain.scoring.outlook import Outlook, latest_wait
from kamtui.domain.views.grading import Proposal
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.services.live_scores import model_in
from kamtui.store.queries.grade_facts import grade_facts
from kamtui.store.queries.grade_outlook import due_soon, orders_until
from kamtui.store.reader import Reader

__all__ = ["way", "ways_in", "with_ways"]


def way(desk: Desk, *, customer_id: str, as_of: date | None = None) -> NextGrade | None:
    """Return the way of one customer to its next grade, None where there is none.

    Args:
        desk: The open book.
        customer_id: Whose.
        as_of: The day it is judged at, today by default.
    """
    today = desk.today()
    with desk.read() as reader:
        found = _ways(reader, [customer_id], model=None, as_of=as_of or today, today=today)
    return found.get(customer_id)


def with_ways(
    desk: Desk,
    proposals: Sequence[Proposal],
    *,
    model: str | None = None,
    as_of: date | None = None,
) -> list[Proposal]:
    """Return proposals of a review with their ways.

    Args:
        desk: The open book.
        proposals: Those that are shown.
        model: What judged them, None for the grade model in force.
        as_of: The day they were judged at, today by default.
    """
    ids = [one.customer_id for one in proposals if one.following is not None]
    with desk.read() as reader:
        found = _ways(reader, ids, model=model, as_of=as_of or desk.today(), today=desk.today())
    return [replace(one, following=found.get(one.customer_id, one.following)) for one in proposals]


def ways_in(
    reader: Reader, scorer: Scorer, many: Iterable[CustomerFacts], *, today: date
) -> dict[str, NextGrade]:
    """Return the ways of those of some customers who have a next grade, inside an open read.

    Of a day in the past only what could have been done on it is told: what came after is known,
    so that nothing can be promised of it.
    """
    below, gaps = {}, {}
    for one in many:
        missing = gap(scorer, one)
        if missing is not None:
            below[one.customer_id], gaps[one.customer_id] = one, missing
    outlooks = _outlooks(reader, scorer, below, ahead=scorer.as_of >= today)
    distance = Distance(scorer)
    return {
        customer_id: distance.way(gaps[customer_id], facts, outlooks[customer_id])
        for customer_id, facts in below.items()
    }


def _ways(
    reader: Reader,
    customer_ids: Sequence[str],
    *,
    model: str | None,
    as_of: date,
    today: date,
) -> dict[str, NextGrade]:
    if not customer_ids:
        return {}
    chosen = model_in(reader, model)
    currency = str(rules.value_of(reader, "currency"))
    many = grade_facts(
        reader, chosen.requests, as_of=as_of, currency=currency, customer_ids=customer_ids
    )
    return ways_in(reader, Scorer(chosen, as_of=as_of), many, today=today)


def _outlooks(
    reader: Reader, scorer: Scorer, many: dict[str, CustomerFacts], *, ahead: bool
) -> dict[str, Outlook]:
    currency, ids, as_of = str(rules.value_of(reader, "currency")), list(many), scorer.as_of
    last = latest_wait(as_of) if ahead else as_of
    orders = orders_until(reader, ids, last=last, currency=currency)
    judged = {one.metric for one in scorer.model.requests}
    due = {}
    if ahead and MetricKey.PAYMENT_TIMELINESS in judged:
        due = due_soon(reader, ids, first=as_of, last=last, currency=currency)
    found = {
        one: Outlook(tuple(orders.get(one, ())), tuple(due.get(one, ())), currency=currency)
        for one in ids
    }
    if not ahead:
        return found
    by_day: dict[date, list[str]] = defaultdict(list)
    for customer_id, facts in many.items():
        for day in days_ahead(scorer, facts, found[customer_id]):
            by_day[day].append(customer_id)
    later: dict[str, dict[date, tuple[Fact, ...]]] = defaultdict(dict)
    for day, some in by_day.items():
        for facts in grade_facts(
            reader, scorer.model.requests, as_of=day, currency=currency, customer_ids=some
        ):
            later[facts.customer_id][day] = facts.values
    return {one: outlook._replace(later=later.get(one, {})) for one, outlook in found.items()}
