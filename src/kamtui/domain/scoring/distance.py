"""The distance to the next class: the one or two smallest facts that would close it.

"6 points to A: four more orders" (product.md).  Every hint is checked against the exact score,
so following it does reach the class, if nothing else changes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import combinations

from kamtui.domain.metrics import CustomerFacts, Fact, MetricKey
from kamtui.domain.scoring.compiled import CompiledCriterion, readings_per_unit
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.domain.scoring.ladder import FINE, Rung, fine, ladder, more_in_units
from kamtui.domain.scoring.rounding import as_number, hundredths

#: Two facts at once are harder than their sum.
PAIR = 3
#: Ladders remembered per model and date; facts repeat a lot between customers.
MOST_REMEMBERED = 50_000

Reaches = Callable[[int, int], bool]
Ladders = list[tuple[CompiledCriterion, tuple[Rung, ...]]]
Choice = tuple[tuple[CompiledCriterion, Rung], ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """One fact that would earn points.

    Attributes:
        criterion: Key of the criterion.
        metric: What would change.
        months: The criterion's window.
        more: How much more is needed: whole units of currency, orders, products, steps, contacts
            in the window, receivables paid on time.
        to: The value there in the metric's unit (contacts per month); for payments as `more`.
        on: The anniversary, for years together.
        had_data: False when the fact is not known at all yet.
        field: The customer's own field, else empty.
    """

    criterion: str
    metric: MetricKey
    months: int | None
    more: Decimal
    to: Decimal
    on: date | None
    had_data: bool
    field: str = ""


@dataclass(frozen=True, slots=True)
class NextGrade:
    """The next class up and the way to it.

    Attributes:
        grade: Key of the class.
        missing_points: Cut-off less the score of `Evaluation.score`; always above 0.
        shown_missing: Cut-off less `Evaluation.shown_score`; always above 0.
        hints: One or two facts, together enough; empty when no two realistic ones are.
    """

    grade: str
    missing_points: Decimal
    shown_missing: Decimal
    hints: tuple[Hint, ...]


class Distance:
    """Finds the way up for customers judged by one scorer."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._ladders: dict[tuple[int, Fact], tuple[Rung, ...]] = {}
        self._rank = {one.key: at for at, one in enumerate(scorer.model.classes)}

    def next_grade(self, facts: CustomerFacts) -> NextGrade | None:
        """The next class up, None at the top or where too little is known for a class."""
        scorer = self._scorer
        earned, available = scorer.totals(facts.values)
        here = scorer.proposed(earned, available)
        score, seen = scorer.score(earned, available), scorer.shown_score(earned, available)
        if here is None or score is None or seen is None or self._rank[here] == 0:
            return None
        goal = scorer.model.classes[self._rank[here] - 1]
        reaches = scorer.reaches(goal.key, fine=FINE)
        ladders: Ladders = []
        for at, one in enumerate(scorer.criteria):
            rungs = self._ladder(at, one, facts.values[one.at])
            if rungs:
                ladders.append((one, rungs))
        chosen = _smallest(ladders, fine(earned), available, reaches)
        return NextGrade(
            grade=goal.key,
            missing_points=as_number(goal.cut_off - score),
            shown_missing=as_number(goal.cut_off - seen),
            hints=tuple(_hint(one, rung, facts.values[one.at]) for one, rung in chosen),
        )

    def _ladder(self, at: int, one: CompiledCriterion, fact: Fact) -> tuple[Rung, ...]:
        known = self._ladders.get((at, fact))
        if known is None:
            if len(self._ladders) >= MOST_REMEMBERED:
                self._ladders.clear()
            scorer = self._scorer
            known = ladder(one, fact, as_of=scorer.as_of, normalise=scorer.model.normalise)
            self._ladders[at, fact] = known
        return known


def _smallest(ladders: Ladders, earned: int, available: int, reaches: Reaches) -> Choice:
    """The least effort of all single facts and pairs that reach the class."""
    best: Choice = ()
    least: int | None = None
    for one, rungs in ladders:
        for rung in rungs:
            if least is not None and rung.effort >= least:
                break
            if reaches(earned + rung.earned, available + rung.available):
                best, least = ((one, rung),), rung.effort
                break
    tops = sorted(ladders, key=lambda pair: pair[1][0].effort)
    for (one, rungs), (other, others) in combinations(tops, 2):
        last = others[-1]
        for rung in rungs:
            # The first of the other ladder is its least effort: nothing cheaper follows.
            if least is not None and rung.effort + others[0].effort + PAIR >= least:
                break
            now, known = earned + rung.earned, available + rung.available
            if not reaches(now + last.earned, known + last.available):
                continue
            for second in others:
                effort = rung.effort + second.effort + PAIR
                if least is not None and effort >= least:
                    break
                if reaches(now + second.earned, known + second.available):
                    best, least = ((one, rung), (other, second)), effort
                    break
    return best


def _hint(one: CompiledCriterion, rung: Rung, fact: Fact) -> Hint:
    criterion = one.criterion
    return Hint(
        criterion=criterion.key,
        metric=criterion.metric,
        months=criterion.months,
        more=as_number(more_in_units(one, rung)),
        to=hundredths(Fraction(rung.to, readings_per_unit(criterion))),
        on=rung.on,
        had_data=fact is not None,
        field=criterion.field,
    )


@lru_cache(maxsize=4)
def _distance(scorer: Scorer) -> Distance:
    return Distance(scorer)


def next_grade(scorer: Scorer, facts: CustomerFacts) -> NextGrade | None:
    """The next class up, None at the top or where too little is known for a class."""
    return _distance(scorer).next_grade(facts)
