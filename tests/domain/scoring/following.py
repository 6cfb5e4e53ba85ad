"""Doing what hints say on facts, by words of its own, and drawing what customers rest on."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from hypothesis import strategies as st
from tests.domain.scoring.facts import TODAY
from tests.domain.scoring.models import fact_rows

from kamtui.domain.metrics import CustomerFacts, Fact, Lateness, MetricKey, MetricRequest
from kamtui.domain.months import add_months
from kamtui.domain.scoring.deeds import Deed, Hint, order_effort, survey_effort
from kamtui.domain.scoring.distance import days_ahead
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.domain.scoring.outlook import Due, Outlook, PastOrder, Sizes

Values = tuple[Fact, ...]
M = MetricKey


def _inside(request: MetricRequest, day: date, moment: date = TODAY) -> bool:
    return moment <= day and (request.months is None or moment > add_months(day, -request.months))


def average(request: MetricRequest, orders: Sequence[PastOrder], day: date) -> int | None:
    """The average order as the store has it."""
    some = [one.amount_minor for one in orders if _inside(request, day, one.on)]
    count = sum(amount >= 0 for amount in some)
    return sum(some) // count if count else None


def _margin(outlook: Outlook) -> tuple[int, int] | None:
    known = [
        one
        for one in outlook.orders
        if one.cost_minor is not None and one.amount_minor > 0 and one.on <= TODAY
    ]
    amount = sum(one.amount_minor for one in known)
    profit = amount - sum(one.cost_minor or 0 for one in known)
    return (profit, amount) if profit > 0 else None


def follow(
    scorer: Scorer, values: Values, hints: Sequence[Hint], outlook: Outlook, day: date
) -> list[Values]:
    """The facts of a day after hints were followed today: more than one where it is not said."""
    after = values
    orders = list(outlook.orders)
    first_product = False
    for hint in hints:
        found: list[Fact] = []
        size = hint.amount_minor or 1
        if hint.deed is Deed.ORDER:
            first_product = not hint.products
            orders += [PastOrder(TODAY, size)] * hint.count
        for request, fact in zip(scorer.model.requests, after, strict=True):
            number = fact if isinstance(fact, int) else 0
            n = hint.count if _inside(request, day) else 0
            match hint.deed, request.metric:
                case Deed.ORDER, M.ORDERS:
                    fact = number + n
                case Deed.ORDER, (M.AMOUNT | M.WHOLE_THOUSANDS) as metric:
                    unit = 1 if metric is M.AMOUNT else 100_000
                    if fact is None:  # only money back: it has counted for nothing so far
                        number = sum(
                            int(one.amount_minor / unit)
                            for one in outlook.orders
                            if _inside(request, day, one.on)
                        )
                    fact = number + n * (size // unit)
                case Deed.ORDER, M.AVERAGE_ORDER:
                    fact = average(request, orders, day)
                case Deed.ORDER, M.PROFIT:
                    margin = _margin(outlook)
                    if margin and fact is not None:
                        fact = number + n * (size * margin[0] // margin[1])
                case Deed.ORDER, M.PRODUCTS:
                    if hint.products:
                        fact = number + (hint.products if n else 0)
                case Deed.ORDER, M.DAYS_SINCE_ORDER:
                    fact = TODAY if fact is None else max(fact, TODAY)
                case Deed.ORDER, M.YEARS_TOGETHER:
                    fact = TODAY if fact is None else fact
                case ((Deed.ORDER | Deed.CONTACT | Deed.VISIT), M.COMPLAINTS):
                    fact = number
                case ((Deed.CONTACT | Deed.VISIT), M.CONTACTS_PER_MONTH):
                    fact = number + n
                case Deed.VISIT, M.VISITS:
                    fact = number + n
                case Deed.CONTACT, M.VISITS:
                    fact = number
                case Deed.SURVEY, M.SATISFACTION:
                    fact = hint.score
                case Deed.RECOMMEND, M.RECOMMEND:
                    fact = int(hint.score or 0)
                case Deed.REFERRAL, M.REFERRALS:
                    fact = number + hint.count
                case Deed.PAYMENT, M.PAYMENT_TIMELINESS:
                    fact = lateness(fact, request, outlook.due[: hint.count], day, paid=True)
                case _:
                    pass
            found.append(fact)
        after = tuple(found)
    variants = [after]
    unknown = [
        at for at, one in enumerate(scorer.model.requests)
        if one.metric is M.PRODUCTS and after[at] is None
    ]  # fmt: skip
    if first_product and unknown:
        variants.append(tuple(1 if at in unknown else one for at, one in enumerate(after)))
    return variants


def lateness(
    fact: Fact, request: MetricRequest, due: Sequence[Due], day: date, *, paid: bool
) -> Fact:
    """A payment fact after receivables came due: left open, or open ones paid on time."""
    buckets = len(request.days_late) + 1
    counts = list(fact.counts) if isinstance(fact, Lateness) else [0] * buckets
    for one in due:
        if not _inside(request, day, one.on):
            continue
        days = (day - one.on).days
        at = sum(days > limit for limit in request.days_late)
        if days:
            counts[at] += -1 if paid else 1
        counts[0] += paid
    late = sum(counts[1:])
    return Lateness(tuple(counts), late, 9 if late else 0) if any(counts) else None


def rank(scorer: Scorer, values: Values) -> int:
    """The place of a class, the best first; the last for none."""
    keys = [one.key for one in scorer.model.classes]
    found = scorer.line(CustomerFacts("x", values)).proposed
    return len(keys) if found is None else keys.index(found)


def reaches(
    scorer: Scorer, values: Values, hints: Sequence[Hint], outlook: Outlook, day: date, goal: str
) -> bool:
    """Whether following hints brings at least a class on a day."""
    there = Scorer(scorer.model, as_of=day)
    wanted = [one.key for one in scorer.model.classes].index(goal)
    return all(
        rank(there, after) <= wanted for after in follow(scorer, values, hints, outlook, day)
    )


def single_facts(sizes: Sizes | None, values: Values, scorer: Scorer) -> list[Hint]:
    """Every single fact of today there could be, by brute force."""
    amounts: list[int | None] = [None]
    if sizes:
        amounts += list(range(sizes.step, sizes.most + 1, sizes.step))
    usual = sizes.usual if sizes else 1
    found = [
        Hint(Deed.ORDER, count, order_effort(count, new, size or 1, usual), amount_minor=size,
             products=new)
        for count, new, size in product(range(1, 11), range(4), amounts)
    ]  # fmt: skip
    found += [Hint(Deed.CONTACT, count, count) for count in range(1, 13)]
    found += [Hint(Deed.VISIT, count, 3 * count) for count in range(1, 7)]
    found += [Hint(Deed.REFERRAL, count, 12 * count) for count in range(1, 4)]
    for deed, metric, top in ((Deed.SURVEY, M.SATISFACTION, 5), (Deed.RECOMMEND, M.RECOMMEND, 10)):
        known = [values[at] for at, one in enumerate(scorer.model.requests) if one.metric is metric]
        last = next((int(one) for one in known if isinstance(one, int | Decimal)), None)
        found += [
            Hint(deed, 1, survey_effort(deed, score, last), score=Decimal(score))
            for score in range((last or 0) + 1, top + 1)
        ]
    return found


_orders = st.lists(
    st.tuples(st.integers(-80, 900), st.sampled_from((-9_000, 0, 1, 40_000, 990_000, 47_310_000)),
              st.none() | st.integers(0, 500_000)),
    max_size=6,
)  # fmt: skip
_due = st.lists(st.tuples(st.integers(0, 80), st.integers(1, 10**7)), max_size=3)


@st.composite
def customers(draw: st.DrawFn, scorer: Scorer) -> tuple[Values, Outlook]:
    """Facts of today, and what lies before and ahead, that agree with one another."""
    requests = scorer.model.requests
    past = tuple(
        PastOrder(TODAY - timedelta(days=ago), amount, cost) for ago, amount, cost in draw(_orders)
    )
    due = tuple(
        Due(TODAY + timedelta(days=days), amount, "CNY") for days, amount in sorted(draw(_due))
    )
    today = _agreeing(draw(fact_rows(requests)), requests, past, (), TODAY)
    outlook = Outlook(past, due, currency="CNY")
    later = {}
    for day in sorted(days_ahead(scorer, CustomerFacts("x", today), outlook)):
        row = _agreeing(draw(fact_rows(requests)), requests, past, due, day)
        later[day] = tuple(
            now if one.metric is M.YEARS_TOGETHER else then
            for one, now, then in zip(requests, today, row, strict=True)
        )
    return today, outlook._replace(later=later)


def _agreeing(
    row: Values,
    requests: Sequence[MetricRequest],
    past: Sequence[PastOrder],
    due: Sequence[Due],
    day: date,
) -> Values:
    found: list[Fact] = []
    for request, fact in zip(requests, row, strict=True):
        if request.metric is M.AVERAGE_ORDER:
            fact = average(request, past, day)
        elif request.metric in (M.AMOUNT, M.WHOLE_THOUSANDS) and fact is None:
            unit = 1 if request.metric is M.AMOUNT else 100_000
            known = [one for one in past if one.on <= day]
            if any(one.amount_minor >= 0 for one in known):
                fact = sum(
                    int(one.amount_minor / unit) for one in known if _inside(request, day, one.on)
                )
        elif request.metric is M.PAYMENT_TIMELINESS:
            fact = lateness(fact, request, due, day, paid=False)
        found.append(fact)
    return tuple(found)
