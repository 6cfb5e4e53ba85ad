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
from kamtui.domain.scoring.evaluate import Scorer
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


class _Step(NamedTuple):
    """One fact in a world.

    Attributes:
        hint: What it says.
        change: What it makes of the facts.
        fewer: What one less of it makes of them, where it is given: nothing, or fewer payments.
    """

    hint: Hint
    change: Callable[[Values], Values]
    fewer: Callable[[Values], Values] = lambda values: values

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
        reached: Whether facts of that day reach the class.
    """

    values: Values
    given: tuple[_Step, ...]
    effects: Effects
    reached: Callable[[Values], bool]


class _Best:
    """The least effort found so far, with nothing beyond what is small."""

    def __init__(self) -> None:
        self.effort: int | None = None
        self.hints: tuple[Hint, ...] = ()
        self.by: date | None = None

    def beats(self, effort: int) -> bool:
        """Whether an effort is not worth looking at."""
        return effort > SMALL or (self.effort is not None and self.effort <= effort)

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
        if missing is None:
            return None
        outlook = outlook or Outlook()
        sizes = sizes_of(outlook, self._scorer.as_of)
        best = _Best()
        for world in self._worlds(facts, outlook, self._rank[missing.grade]):
            orders = OrderSearch(
                world.effects, world.reached, sizes, self._most_products, outlook.currency
            )
            _search(world, self._steps(world), orders, best)
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
        ranks, totals, proposed = self._rank, scorer.totals, scorer.proposed

        def reached(after: Values) -> bool:
            key = proposed(*totals(after))
            return key is not None and ranks[key] <= goal

        as_of = self._scorer.as_of
        effects = Effects(scorer.model.requests, outlook, done_on=as_of, day=day)
        given: list[_Step] = []
        if payments:
            given.append(_payments(effects, outlook, payments, as_of))
        if together is not None:
            number, on = together
            hint = Hint(Deed.ANNIVERSARY, number, wait_effort(as_of, on), on=on)
            given.append(_Step(hint, partial(effects.together, years=number)))
            values = effects.together(values, years=number - 1)
        return _World(values, tuple(given), effects, reached)

    def _steps(self, world: _World) -> list[_Step]:
        """The single facts besides orders that change the score of a day, cheapest first."""
        effects, values = world.effects, world.values
        steps: list[_Step] = []
        counted: tuple[tuple[Deed, frozenset[MetricKey], Callable[[Values, int], Values]], ...] = (
            (Deed.CONTACT, _BY_CONTACTS, effects.contacted),
            (Deed.VISIT, frozenset({MetricKey.VISITS}), effects.visited),
            (Deed.REFERRAL, frozenset({MetricKey.REFERRALS}), effects.referred),
        )
        for deed, metrics, change in counted:
            if metrics & self._metrics:
                steps += self._telling(
                    world,
                    [
                        _Step(Hint(deed, count, COST[deed] * count), _done(change, count))
                        for count in range(1, MOST[deed] + 1)
                    ],
                )
        asked: tuple[tuple[Deed, MetricKey, Callable[[Values, int], Values]], ...] = (
            (Deed.SURVEY, MetricKey.SATISFACTION, effects.surveyed),
            (Deed.RECOMMEND, MetricKey.RECOMMEND, effects.recommended),
        )
        for deed, metric, change in asked:
            if metric in self._metrics:
                last = effects.last_score(values, metric)
                steps += self._telling(
                    world,
                    [
                        _Step(
                            Hint(deed, 1, survey_effort(deed, score, last), score=Decimal(score)),
                            _done(change, score),
                        )
                        for score in range(1 if last is None else last + 1, TOP_SCORE[deed] + 1)
                    ],
                )
        return sorted(steps, key=lambda one: one.effort)

    def _telling(self, world: _World, steps: Sequence[_Step]) -> list[_Step]:
        """Those of one kind that change more than the one before."""
        totals = self._scorers[world.effects.day].totals
        found, before = [], totals(world.values)
        for one in steps:
            now = totals(one.change(world.values))
            if now != before:
                found.append(one)
            before = now
        return found


def _done(change: Callable[[Values, int], Values], number: int) -> Callable[[Values], Values]:
    return lambda values: change(values, number)


def _payments(effects: Effects, outlook: Outlook, count: int, as_of: date) -> _Step:
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
    return _Step(
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


def _search(world: _World, steps: Sequence[_Step], orders: OrderSearch, best: _Best) -> None:
    """Take what reaches the class in a world with at most two facts, those given included."""
    day, reached, given = world.effects.day, world.reached, world.given
    hints = tuple(one.hint for one in given)
    effort = sum(one.effort for one in given) + PAIR * (len(given) > 1)
    if best.beats(effort):
        return
    values = _changed(world, None)
    # Where one less of what is given would do, time alone or the other fact reaches it.
    weaker = [_changed(world, at) for at in range(len(given))]
    if any(map(reached, weaker)):
        return
    if given and reached(values):
        best.take(effort, hints, day)
    if len(given) > 1:
        return
    effort += PAIR * len(given)
    alone = orders.least(values, best, effort)
    if alone is not None and not any(orders.reaches(one, alone) for one in weaker):
        best.take(effort + alone.effort, (alone, *hints), day)
    for one in steps:
        if best.beats(effort + one.effort):
            break
        if reached(one.change(values)) and not any(reached(one.change(less)) for less in weaker):
            best.take(effort + one.effort, (one.hint, *hints), day)
    if not given:
        _pairs(world, steps, orders, best)


def _changed(world: _World, weak: int | None) -> Values:
    """The facts of a day with what is given, one of it weakened."""
    values = world.values
    for at, one in enumerate(world.given):
        values = one.fewer(values) if at == weak else one.change(values)
    return values


def _pairs(world: _World, steps: Sequence[_Step], orders: OrderSearch, best: _Best) -> None:
    """Take two facts of today that reach the class together."""
    day = world.effects.day
    for one in steps:
        if best.beats(one.effort + PAIR):
            break
        beside = orders.least(one.change(world.values), best, one.effort + PAIR)
        if beside is not None:
            best.take(one.effort + PAIR + beside.effort, (beside, one.hint), day)
    for one, other in combinations(steps, 2):
        both = one.effort + other.effort + PAIR
        # Two of a kind are more of one; a visit is a contact.
        kinds = {one.hint.deed, other.hint.deed}
        if len(kinds) < 2 or kinds == {Deed.VISIT, Deed.CONTACT} or best.beats(both):
            continue
        if world.reached(other.change(one.change(world.values))):
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
