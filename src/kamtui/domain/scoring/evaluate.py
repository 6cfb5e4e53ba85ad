"""Judging customers by a model: the lean line for lists, the whole evaluation for one."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from kamtui.domain.metrics import CustomerFacts, Fact, Lateness, MetricKey
from kamtui.domain.order_standing import OrderStanding
from kamtui.domain.scoring.compiled import (
    CompiledCriterion,
    Points,
    compile_criterion,
    points_per_unit,
    reading,
    readings_per_unit,
    scale_of,
)
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.scoring.rounding import as_number, hundredths, places_of, shown, whole_points
from kamtui.domain.scoring.rules import Bands, MeanShare, PerUnit, Share, UpperBands

#: Decimals of a score, of points and of missing points in data (JSON, grade history).
PLACES = 2
#: Numerator and denominator, the latter above 0.
Ratio = tuple[int, int]
#: Parts remembered per model and date.
MOST_REMEMBERED = 50_000


class NextStep(NamedTuple):
    """What more would earn on one criterion.

    Attributes:
        at: The value to reach, in the metric's unit (whole units of currency for money).
        points: The points of the criterion there.
    """

    at: Decimal
    points: Decimal


class Part(NamedTuple):
    """One criterion of an evaluation.

    Attributes:
        criterion: The criterion's key.
        metric: What it judges.
        months: Its window, None for the whole history.
        fact: What was measured; None for no data.
        value: The number the rule judged, in the metric's unit: whole units of currency, full
            years, contacts per month, the mean share; a survey's score before rounding.
        judged: The same after rounding, different from `value` only for a survey average and for
            a customer's own number of more than two decimals.
        raw: Points before the weight and the cap.
        weight: What a raw point is worth.
        points: Points earned, rounded to `PLACES`.
        maximum: Points there are to be earned.
        next_step: What would earn more, None at the top and where more cannot be named.
        field: The customer's own field that was judged, else empty.
        less_is_better: The next step is a number to come down to.
        orders: Of a criterion that judges orders and found none in its window: why.
        amount_minor: Of one that counts whole thousands of each order: what the orders amount to.
    """

    criterion: str
    metric: MetricKey
    months: int | None
    fact: Fact
    value: Decimal | None
    judged: Decimal | None
    raw: Decimal
    weight: Decimal
    points: Decimal
    maximum: Decimal
    next_step: NextStep | None
    field: str = ""
    less_is_better: bool = False
    orders: OrderStanding | None = None
    amount_minor: int | None = None

    @property
    def has_data(self) -> bool:
        """Whether anything is known; a part without data counts neither way."""
        return self.fact is not None


class ScoreLine(NamedTuple):
    """The outcome for one customer without the reasons: what lists and totals need.

    Attributes:
        customer_id: Whose score it is.
        earned: Points earned, in parts of the scorer's scale.
        available: Points that have data, in parts of the scorer's scale.
        proposed: The class, or None with too little data.
    """

    customer_id: str
    earned: Points
    available: int
    proposed: str | None


class Evaluation(NamedTuple):
    """The outcome for one customer with every reason.

    Attributes:
        customer_id: Whose evaluation it is.
        score: To `PLACES` decimals, never shown as reaching a cut-off it has not reached; None
            with too little data.
        shown_score: The score as lists show it, with the decimals of the cut-offs (usually none).
        points: Points earned, rounded to `PLACES`.
        with_data: Points that have data.
        maximum: Points of the whole model.
        parts: One per criterion, in the model's order.
        proposed: The class, or None with too little data.
        missing: Keys of the criteria without data.
        left_out: Currencies whose amounts were left out.
        orders: The customer's orders, where some are in another currency or none can be judged.
    """

    customer_id: str
    score: Decimal | None
    shown_score: Decimal | None
    points: Decimal
    with_data: Decimal
    maximum: Decimal
    parts: tuple[Part, ...]
    proposed: str | None
    missing: tuple[str, ...]
    left_out: tuple[str, ...]
    orders: OrderStanding | None = None


class Scorer:
    """A model compiled for one date.

    Attributes:
        model: The model.
        as_of: The date the facts were measured at.
        scale: Parts of a point in which the compiled rules count.
        criteria: The compiled criteria.
    """

    def __init__(self, model: ScoringModel, *, as_of: date) -> None:
        self.model = model
        self.as_of = as_of
        self.scale = scale_of(model)
        position = {request: at for at, request in enumerate(model.requests)}
        self.criteria: tuple[CompiledCriterion, ...] = tuple(
            compile_criterion(one, at=position[one.request], scale=self.scale, as_of=as_of)
            for one in model.criteria
        )
        # Facts repeat between customers: the same number of orders, the same day, all paid on time.
        remembered = lru_cache(maxsize=MOST_REMEMBERED)
        # The means come last: once there is a fraction, every further sum costs ten times more.
        in_turn = sorted(self.criteria, key=lambda one: isinstance(one.criterion.rule, MeanShare))
        #: Where each fact is, its points and the most of them.
        self.lean = [(one.at, remembered(one.points), one.maximum) for one in in_turn]
        # At least one part of a point: with nothing known there is nothing to normalise by.
        self._least = max(
            ceil(Fraction(model.minimum_with_data) * self.scale), 1 if model.normalise else 0
        )
        top = 100 if model.normalise else self.scale
        # score >= cut_off, multiplied out: earned * top * lower >= upper * (available or scale^2)
        self._cuts: list[tuple[str, int, int]] = []
        for one in model.classes:
            cut = Fraction(one.cut_off)
            self._cuts.append((one.key, top * cut.denominator, cut.numerator))
        self.maximum = model.maximum
        self.places = places_of(model.cut_offs)
        self._parts: dict[tuple[int, Fact], Part] = {}

    def totals(
        self, values: tuple[Fact, ...], places: Collection[int] | None = None
    ) -> tuple[Points, int]:
        """Points earned and points that have data, in parts of the scale.

        Args:
            values: The facts.
            places: Count only what judges these facts; None for all.
        """
        earned: Points = 0
        available = 0
        for at, points, maximum in self.lean:
            if places is not None and at not in places:
                continue
            fact = values[at]
            if fact is not None:
                earned += points(fact)
                available += maximum
        return earned, available

    def proposed(self, earned: Points, available: int) -> str | None:
        """The class of a total, None with too little data."""
        if available < self._least:
            return None
        # Whole numbers: comparing fractions costs ten times that.
        upper = earned.numerator
        divisor = self._divisor(available) * earned.denominator
        for key, factor, cut in self._cuts:
            if upper * factor >= cut * divisor:
                return key
        return self.model.classes[-1].key

    def lacking(self, place: int, earned: Points, available: int) -> Ratio | None:
        """The points a total lacks for the class of a place (0 the best); 0 or less for none.

        None with too little data.
        """
        if available < self._least:
            return None
        _key, factor, cut = self._cuts[place]
        below = earned.denominator
        return cut * self._divisor(available) * below - earned.numerator * factor, factor * below

    def reaches(self, place: int, earned: Points, available: int) -> bool:
        """Whether a total is of the class of a place (0 the best) or a better one."""
        if available < self._least:
            return False
        _key, factor, cut = self._cuts[place]
        return earned.numerator * factor >= cut * self._divisor(available) * earned.denominator

    def _divisor(self, available: int) -> int:
        return available if self.model.normalise else self.scale * self.scale

    def line(self, facts: CustomerFacts) -> ScoreLine:
        """Judge one customer without the reasons."""
        earned, available = self.totals(facts.values)
        return ScoreLine(facts.customer_id, earned, available, self.proposed(earned, available))

    def lines(self, many: Iterable[CustomerFacts]) -> list[ScoreLine]:
        """Judge many customers without the reasons."""
        return [self.line(facts) for facts in many]

    def exact_score(self, earned: Points, available: int) -> Fraction | None:
        """The exact score of a total, None with too little data."""
        if available < self._least:
            return None
        upper, divisor = (100, available) if self.model.normalise else (1, self.scale)
        return Fraction(earned.numerator * upper, earned.denominator * divisor)

    def score(self, earned: Points, available: int) -> Decimal | None:
        """The score to `PLACES` decimals (see `Evaluation.score`)."""
        exact = self.exact_score(earned, available)
        places = max(PLACES, self.places)
        return None if exact is None else shown(exact, places=places, limits=self.model.cut_offs)

    def shown_score(self, earned: Points, available: int) -> Decimal | None:
        """The score as lists show it (see `Evaluation.shown_score`)."""
        exact = self.exact_score(earned, available)
        return (
            None if exact is None else shown(exact, places=self.places, limits=self.model.cut_offs)
        )

    def whole_score(self, earned: Points, available: int) -> int | None:
        """The score in whole points, of the same class as the exact one (see `whole_points`)."""
        exact = self.exact_score(earned, available)
        return None if exact is None else whole_points(exact, self.model.cut_offs)

    def evaluate(self, facts: CustomerFacts) -> Evaluation:
        """Judge one customer with every reason."""
        earned, available = self.totals(facts.values)
        parts = tuple(
            self._remembered(at, one, facts.values[one.at]) for at, one in enumerate(self.criteria)
        )
        return Evaluation(
            customer_id=facts.customer_id,
            score=self.score(earned, available),
            shown_score=self.shown_score(earned, available),
            points=self.in_points(earned),
            with_data=self.in_points(available),
            maximum=self.maximum,
            parts=parts,
            proposed=self.proposed(earned, available),
            missing=tuple(part.criterion for part in parts if not part.has_data),
            left_out=facts.left_out,
        )

    def in_points(self, parts: Points) -> Decimal:
        """Parts of the scale as points, rounded half up to at most `PLACES`."""
        return hundredths(Fraction(parts.numerator, parts.denominator * self.scale))

    def _remembered(self, at: int, compiled: CompiledCriterion, fact: Fact) -> Part:
        """The part for a fact; facts repeat a lot between customers."""
        part = self._parts.get((at, fact))
        if part is None:
            if len(self._parts) >= MOST_REMEMBERED:
                self._parts.clear()
            part = self._parts[at, fact] = self._part(compiled, fact)
        return part

    def _part(self, compiled: CompiledCriterion, fact: Fact) -> Part:
        criterion = compiled.criterion
        points: Points = 0 if fact is None else compiled.points(fact)
        value, judged = _values(compiled, fact, self.as_of)
        return Part(
            criterion=criterion.key,
            metric=criterion.metric,
            months=criterion.months,
            fact=fact,
            value=value,
            judged=judged,
            raw=_raw(compiled, fact, self.as_of),
            weight=criterion.weight,
            points=self.in_points(points),
            maximum=criterion.maximum,
            next_step=None if fact is None else self._next_step(compiled, fact, points),
            field=criterion.field,
            less_is_better=isinstance(criterion.rule, UpperBands),
        )

    def _next_step(
        self, compiled: CompiledCriterion, fact: Fact, points: Points
    ) -> NextStep | None:
        criterion = compiled.criterion
        if points >= compiled.maximum or isinstance(criterion.rule, MeanShare):
            return None
        per_unit = readings_per_unit(criterion)
        if isinstance(criterion.rule, Bands | UpperBands):
            for limit, there in compiled.steps:
                if there > points:
                    return NextStep(hundredths(Fraction(limit, per_unit)), self.in_points(there))
            return None
        full = Fraction(criterion.maximum) / points_per_unit(criterion)
        full = Fraction(ceil(full * per_unit), per_unit)
        return NextStep(hundredths(full), self.in_points(compiled.maximum))


def _values(
    compiled: CompiledCriterion, fact: Fact, as_of: date
) -> tuple[Decimal | None, Decimal | None]:
    """What was measured and what was judged, in the metric's unit."""
    if fact is None:
        return None, None
    if isinstance(fact, Lateness):
        rule = compiled.criterion.rule
        if not isinstance(rule, MeanShare) or not fact.total:
            return None, None
        shares = [Fraction(step.share) for step in rule.steps]
        earned = sum(
            (count * share for count, share in zip(fact.counts, shares, strict=False)),
            Fraction(0),
        )
        mean = hundredths(earned / fact.total)
        return mean, mean
    judged = Fraction(
        reading(compiled.criterion.metric, fact, as_of), readings_per_unit(compiled.criterion)
    )
    if isinstance(fact, Decimal):
        return as_number(fact), hundredths(judged)
    return hundredths(judged), hundredths(judged)


def _raw(compiled: CompiledCriterion, fact: Fact, as_of: date) -> Decimal:
    """Points before the weight and the cap, as a points table shows them."""
    rule = compiled.criterion.rule
    if isinstance(fact, Lateness):
        return _values(compiled, fact, as_of)[1] or Decimal(0)
    if fact is None or isinstance(rule, MeanShare):
        return Decimal(0)
    judged = Fraction(
        reading(compiled.criterion.metric, fact, as_of), readings_per_unit(compiled.criterion)
    )
    match rule:
        case PerUnit(points):
            return hundredths(max(Fraction(0), judged * Fraction(points)))
        case Share(full_at):
            return hundredths(min(Fraction(1), max(Fraction(0), judged / Fraction(full_at))))
        case Bands(bands):
            for band in bands:
                if judged > band.limit or (band.inclusive and judged == band.limit):
                    return band.points
            return Decimal(0)
        case UpperBands(bands):
            for band in bands:
                if judged < band.limit or (band.inclusive and judged == band.limit):
                    return band.points
            return Decimal(0)


@lru_cache(maxsize=8)
def scorer(model: ScoringModel, as_of: date) -> Scorer:
    """The compiled model for a date, kept for the next call."""
    return Scorer(model, as_of=as_of)


def evaluate(model: ScoringModel, facts: CustomerFacts, *, as_of: date) -> Evaluation:
    """Judge one customer with every reason."""
    return scorer(model, as_of).evaluate(facts)
