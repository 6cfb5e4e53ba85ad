"""The distance to the next class: the one or two smallest facts that would close it.

"6 points to A: four more orders" (product.md).  Every hint is scored as of the day it promises,
with all that it moves and with the windows of that day, so following it does reach the class if
nothing else happens; and nothing that costs less by the table in `deeds` would.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from itertools import combinations
from typing import NamedTuple

from kamtui.domain.metrics import CustomerFacts, MetricKey, full_years
from kamtui.domain.months import add_months
from kamtui.domain.scoring.compiled import Points
from kamtui.domain.scoring.deeds import (
    COST,
    MOST,
    MOST_PRODUCTS,
    PAIR,
    SMALL,
    TOP_SCORE,
    Deed,
    Hint,
    survey_effort,
    wait_effort,
)
from kamtui.domain.scoring.effects import Effects, Values
from kamtui.domain.scoring.evaluate import Ratio, Scorer
from kamtui.domain.scoring.order_points import OrderPoints
from kamtui.domain.scoring.orders_needed import OrderSearch
from kamtui.domain.scoring.outlook import Outlook, latest_wait, sizes_of
from kamtui.domain.scoring.rounding import as_number

__all__ = ["Distance", "NextGrade", "days_ahead", "gap", "next_grade"]


@dataclass(frozen=True, slots=True)
class NextGrade:
    """The next class up and the way to it.

    Attributes:
        grade: Key of the class.
        missing_points: Cut-off less the score of `Evaluation.score`; always above 0.
        shown_missing: Cut-off less `Evaluation.shown_score`; always above 0.
        hints: One or two facts, together enough; empty where nothing small is, None where nobody
            looked for them yet.
        by: The day the class is reached, for whom does at once what the hints say.
    """

    grade: str
    missing_points: Decimal
    shown_missing: Decimal
    hints: tuple[Hint, ...] | None = None
    by: date | None = None


class _Total(NamedTuple):
    """Points earned and points that have data, or how many more of both."""

    earned: Points
    available: int

    def plus(self, other: "_Total") -> "_Total":
        """Both together."""
        return _Total(self.earned + other.earned, self.available + other.available)

    def is_below(self, wanted: Ratio) -> bool:
        """Whether it adds fewer points than wanted, and no data, which would change the want."""
        if self.available:
            return False
        return self.earned.numerator * wanted[1] < wanted[0] * self.earned.denominator


class _Given(NamedTuple):
    """What makes a day worth waiting for.

    Attributes:
        hint: What it says.
        change: What it makes of the facts.
        fewer: What one less of it makes of them: nothing, or fewer payments.
    """

    hint: Hint
    change: Callable[[Values], Values]
    fewer: Callable[[Values], Values] = lambda values: values


class _Step(NamedTuple):
    """One fact besides orders in a world.

    Attributes:
        hint: What it says.
        change: What it makes of the facts.
        more: What it adds to their total, whatever else is done of another kind: no two kinds
            but contacts and visits move the same fact.
    """

    hint: Hint
    change: Callable[[Values], Values]
    more: _Total

    @property
    def effort(self) -> int:
        """What it costs."""
        return self.hint.effort


class _World(NamedTuple):
    """A day and its facts if nothing happens until then.

    Attributes:
        values: The facts of that day, without what is given.
        given: What makes it the day: payments that fall due, an anniversary.
        effects: What deeds change.
        scorer: Judges that day.
        goal: The place of the class to reach.
    """

    values: Values
    given: tuple[_Given, ...]
    effects: Effects
    scorer: Scorer
    goal: int

    def total(self, values: Values) -> _Total:
        """The total of facts of that day."""
        return _Total(*self.scorer.totals(values))

    def reached(self, total: _Total) -> bool:
        """Whether a total reaches the class."""
        return self.scorer.reaches(self.goal, *total)


class _Best:
    """The least effort found so far, with nothing beyond what is small."""

    def __init__(self) -> None:
        self.effort: int | None = None
        self.hints: tuple[Hint, ...] = ()
        self.by: date | None = None

    def beats(self, effort: int) -> bool:
        """Whether an effort is not worth looking at."""
        return effort > self.room(0)

    def room(self, before: int) -> int:
        """The most effort that is worth looking at beside what other facts cost."""
        return (SMALL if self.effort is None else min(SMALL, self.effort - 1)) - before

    def take(self, effort: int, hints: tuple[Hint, ...], by: date) -> None:
        """Keep hints that cost less than what there is."""
        if not self.beats(effort):
            self.effort, self.hints, self.by = effort, hints, by


def gap(scorer: Scorer, facts: CustomerFacts) -> NextGrade | None:
    """The next class up without a way to it, None at the top or where too little is known."""
    earned, available = scorer.totals(facts.values)
    here = scorer.proposed(earned, available)
    score, seen = scorer.score(earned, available), scorer.shown_score(earned, available)
    if here is None or score is None or seen is None:
        return None
    classes = scorer.model.classes
    rank = next(at for at, one in enumerate(classes) if one.key == here)
    if rank == 0:
        return None
    goal = classes[rank - 1]
    return NextGrade(goal.key, as_number(goal.cut_off - score), as_number(goal.cut_off - seen))


def days_ahead(scorer: Scorer, facts: CustomerFacts, outlook: Outlook) -> frozenset[date]:
    """The days whose facts `Distance.next_grade` asks for: due days, anniversaries that earn."""
    days = {one.on for one in outlook.due[: MOST[Deed.PAYMENT]]}
    days.update(on for _years, on in _anniversaries(scorer, facts.values))
    return frozenset(day for day in days if scorer.as_of < day <= latest_wait(scorer.as_of))


class Distance:
    """Finds the way up for customers judged by one scorer."""

    def __init__(self, scorer: Scorer) -> None:
        """Judge days ahead by the same model."""
        self._scorer = scorer
        self._scorers = {scorer.as_of: scorer}
        self._rank = {one.key: at for at, one in enumerate(scorer.model.classes)}
        self._metrics = {one.metric for one in scorer.model.requests}
        self._most_products = MOST_PRODUCTS if MetricKey.PRODUCTS in self._metrics else 0

    def next_grade(self, facts: CustomerFacts, outlook: Outlook | None = None) -> NextGrade | None:
        """The next class up, None at the top or where too little is known for a class."""
        missing = gap(self._scorer, facts)
        return None if missing is None else self.way(missing, facts, outlook or Outlook())

    def way(self, missing: NextGrade, facts: CustomerFacts, outlook: Outlook) -> NextGrade:
        """The next class up with the way to it, for whom `gap` told the class."""
        sizes = sizes_of(outlook, self._scorer.as_of)
        best = _Best()
        for world in self._worlds(facts, outlook, self._rank[missing.grade]):
            points = OrderPoints(world.scorer, world.effects, world.goal)
            orders = OrderSearch(
                world.effects, points, sizes, self._most_products, outlook.currency
            )
            self._search(world, orders, best)
        return replace(missing, hints=best.hints, by=best.by)

    def _worlds(self, facts: CustomerFacts, outlook: Outlook, goal: int) -> Iterator[_World]:
        """Today, then each day ahead that a payment or an anniversary makes worth a promise."""
        as_of = self._scorer.as_of
        known = {as_of: facts.values, **outlook.later}
        due: list[int] = []
        if MetricKey.PAYMENT_TIMELINESS in self._metrics:
            soon = enumerate(outlook.due[: MOST[Deed.PAYMENT]], start=1)
            due = [count for count, last in soon if last.on in known]
        years = [one for one in _anniversaries(self._scorer, facts.values) if one[1] in known]
        choices: list[tuple[int, tuple[int, date] | None]] = [(0, None)]
        choices += [(count, None) for count in due]
        choices += [(count, one) for one in years for count in (0, *due)]
        for count, together in choices:
            days = [as_of] if together is None else [together[1]]
            if count:
                days.append(outlook.due[count - 1].on)
            yield self._world(max(days), known[max(days)], outlook, goal, count, together)

    def _world(
        self,
        day: date,
        values: Values,
        outlook: Outlook,
        goal: int,
        payments: int,
        together: tuple[int, date] | None,
    ) -> _World:
        scorer = self._scorers.get(day)
        if scorer is None:
            scorer = self._scorers[day] = Scorer(self._scorer.model, as_of=day)
        as_of = self._scorer.as_of
        effects = Effects(scorer.model.requests, outlook, done_on=as_of, day=day)
        given: list[_Given] = []
        if payments:
            given.append(_payments(effects, outlook, payments, as_of))
        if together is not None:
            number, on = together
            hint = Hint(Deed.ANNIVERSARY, number, wait_effort(as_of, on), on=on)
            given.append(_Given(hint, partial(effects.together, years=number)))
            values = effects.together(values, years=number - 1)
        return _World(values, tuple(given), effects, scorer, goal)

    def _search(self, world: _World, orders: OrderSearch, best: _Best) -> None:
        """Take what reaches the class in a world with at most two facts, those given included."""
        day, given = world.effects.day, world.given
        hints = tuple(one.hint for one in given)
        effort = sum(one.hint.effort for one in given) + PAIR * (len(given) > 1)
        if best.beats(effort):
            return
        values = _changed(world, None)
        # Where one less of what is given would do, time alone or the other fact reaches it.
        weaker = [_changed(world, at) for at in range(len(given))]
        weak = [world.total(one) for one in weaker]
        if any(map(world.reached, weak)):
            return
        total = world.total(values)
        if given and world.reached(total):
            best.take(effort, hints, day)
        if len(given) > 1:
            return
        effort += PAIR * len(given)
        alone = orders.least(values, best, effort)
        if alone is not None and not any(orders.reaches(one, alone) for one in weaker):
            best.take(effort + alone.effort, (alone, *hints), day)
        steps = self._steps(world, best.room(effort))
        for one in steps:
            if best.beats(effort + one.effort):
                break
            if world.reached(total.plus(one.more)) and not any(
                world.reached(less.plus(one.more)) for less in weak
            ):
                best.take(effort + one.effort, (one.hint, *hints), day)
        if not given:
            _pairs(world, total, steps, orders, best)

    def _steps(self, world: _World, room: int) -> list[_Step]:
        """The single facts besides orders that change the score of a day, cheapest first.

        Args:
            world: The day.
            room: The most effort that is worth looking at.
        """
        effects, values = world.effects, world.values
        steps: list[_Step] = []
        counted: tuple[tuple[Deed, frozenset[MetricKey], Callable[[Values, int], Values]], ...] = (
            (Deed.CONTACT, _BY_CONTACTS, effects.contacted),
            (Deed.VISIT, frozenset({MetricKey.VISITS}), effects.visited),
            (Deed.REFERRAL, frozenset({MetricKey.REFERRALS}), effects.referred),
        )
        for deed, metrics, change in counted:
            if metrics & self._metrics:
                hints = [
                    (count, Hint(deed, count, COST[deed] * count))
                    for count in range(1, min(MOST[deed], room // COST[deed]) + 1)
                ]
                steps += _telling(world, hints, change)
        asked: tuple[tuple[Deed, MetricKey, Callable[[Values, int], Values]], ...] = (
            (Deed.SURVEY, MetricKey.SATISFACTION, effects.surveyed),
            (Deed.RECOMMEND, MetricKey.RECOMMEND, effects.recommended),
        )
        for deed, metric, change in asked:
            if metric in self._metrics:
                last = effects.last_score(values, metric)
                hints = [
                    (score, Hint(deed, 1, effort, score=Decimal(score)))
                    for score in range(1 if last is None else last + 1, TOP_SCORE[deed] + 1)
                    if (effort := survey_effort(deed, score, last)) <= room
                ]
                steps += _telling(world, hints, change)
        return sorted(steps, key=lambda one: one.effort)


def _telling(
    world: _World, hints: Sequence[tuple[int, Hint]], change: Callable[[Values, int], Values]
) -> list[_Step]:
    """The steps of one kind that change more than the one before."""
    if not hints:
        return []
    values = world.values
    # A kind of deed changes the same few facts whatever its number.
    at = [at for at, fact in enumerate(change(values, hints[-1][0])) if fact != values[at]]
    if not at:
        return []
    start = _Total(*world.scorer.totals(values, at))

    def more(place: int) -> _Total:
        earned, available = world.scorer.totals(change(values, hints[place][0]), at)
        return _Total(earned - start.earned, available - start.available)

    last = len(hints) - 1
    found = [_Total(0, 0)] * len(hints)
    found[0], found[last] = more(0), more(last)
    # More of a kind never earns less: where both ends earn the same, so does all between.
    between = [(0, last)]
    while between:
        low, high = between.pop()
        if found[low] == found[high]:
            found[low:high] = [found[low]] * (high - low)
        elif high - low > 1:
            middle = (low + high) // 2
            found[middle] = more(middle)
            between += [(low, middle), (middle, high)]
    return [
        _Step(hint, _done(change, number), one)
        for (number, hint), one, before in zip(hints, found, [_Total(0, 0), *found], strict=False)
        if one != before
    ]


def _done(change: Callable[[Values, int], Values], number: int) -> Callable[[Values], Values]:
    return lambda values: change(values, number)


def _payments(effects: Effects, outlook: Outlook, count: int, as_of: date) -> _Given:
    """The receivables that fall due first, paid on time."""
    due = outlook.due[:count]
    until = due[-1].on
    hint = Hint(
        Deed.PAYMENT,
        count,
        COST[Deed.PAYMENT] * count + wait_effort(as_of, until),
        amount_minor=due[0].amount_minor if count == 1 else None,
        currency=due[0].currency if count == 1 else "",
        on=until,
    )
    return _Given(
        hint, partial(effects.paid, due=due), partial(effects.paid, due=outlook.due[: count - 1])
    )


def _anniversaries(scorer: Scorer, values: Values) -> list[tuple[int, date]]:
    """The next anniversary with its number of years, where it is near and earns more."""
    for one in scorer.criteria:
        since = values[one.at]
        if one.criterion.metric is not MetricKey.YEARS_TOGETHER or not isinstance(since, date):
            continue
        years = full_years(since, scorer.as_of) + 1
        if since.year + years > date.max.year:
            return []
        on = add_months(since, 12 * years)
        if on <= latest_wait(scorer.as_of) and one.points(years) > one.points(since):
            return [(years, on)]
    return []


def _changed(world: _World, weak: int | None) -> Values:
    """The facts of a day with what is given, one of it weakened."""
    values = world.values
    for at, one in enumerate(world.given):
        values = one.fewer(values) if at == weak else one.change(values)
    return values


def _pairs(
    world: _World, total: _Total, steps: Sequence[_Step], orders: OrderSearch, best: _Best
) -> None:
    """Take two facts of today that reach the class together."""
    day = world.effects.day
    short = orders.short(world.values, best, steps[0].effort + PAIR) if steps else None
    for one in steps:
        if best.beats(one.effort + PAIR):
            break
        if short is not None and one.more.is_below(short):
            continue  # not even with the most orders there is room for
        beside = orders.least(one.change(world.values), best, one.effort + PAIR)
        if beside is not None:
            best.take(one.effort + PAIR + beside.effort, (beside, one.hint), day)
    for one, other in combinations(steps, 2):
        both = one.effort + other.effort + PAIR
        # Two of a kind are more of one; a visit is a contact.
        kinds = {one.hint.deed, other.hint.deed}
        if len(kinds) < 2 or kinds == {Deed.VISIT, Deed.CONTACT} or best.beats(both):
            continue
        if world.reached(total.plus(one.more.plus(other.more))):
            first, second = sorted((one.hint, other.hint), key=lambda hint: _PLACE[hint.deed])
            best.take(both, (first, second), day)


#: What a contact moves; of a customer dealt with, no visit and no complaint are facts.
_BY_CONTACTS = frozenset({MetricKey.CONTACTS_PER_MONTH, MetricKey.VISITS, MetricKey.COMPLAINTS})
#: The order in which two facts are told.
_PLACE = {deed: place for place, deed in enumerate(Deed)}


@lru_cache(maxsize=4)
def _distance(scorer: Scorer) -> Distance:
    return Distance(scorer)


def next_grade(
    scorer: Scorer, facts: CustomerFacts, outlook: Outlook | None = None
) -> NextGrade | None:
    """The next class up, None at the top or where too little is known for a class."""
    return _distance(scorer).next_grade(facts, outlook)
