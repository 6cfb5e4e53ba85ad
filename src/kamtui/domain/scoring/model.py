"""A scoring model as a value: criteria, weights, caps and the cut-offs of its classes."""

from decimal import Decimal
from typing import NamedTuple

from kamtui.domain.enums import Axis
from kamtui.domain.metrics import MetricKey, MetricRequest
from kamtui.domain.scoring.rules import MeanShare, PerUnit, Rule, most_raw_points


class Criterion(NamedTuple):
    """One line of a model.

    Attributes:
        key: Name of the line, unique in the model.
        metric: What it judges.
        rule: How the measured value becomes raw points.
        months: Window ending on the as-of date; None for the whole history.
        weight: What a raw point is worth.
        cap: The most points the line can give; a rule per unit must have one (requirements
            S4-05: purchase points are unbounded while the others are at most 1).
        field: The customer's own field it judges, for the metric ``custom``; else empty.
    """

    key: str
    metric: MetricKey
    rule: Rule
    months: int | None = None
    weight: Decimal = Decimal(1)
    cap: Decimal | None = None
    field: str = ""

    @property
    def maximum(self) -> Decimal:
        """The points the line can give."""
        if isinstance(self.rule, PerUnit):
            earns = self.rule.points * self.weight > 0
            return self.cap if earns and self.cap is not None else Decimal(0)
        weighted = most_raw_points(self.rule) * self.weight
        return weighted if self.cap is None else min(weighted, self.cap)

    @property
    def request(self) -> MetricRequest:
        """The fact this line needs."""
        limits: tuple[int, ...] = ()
        if isinstance(self.rule, MeanShare):
            limits = tuple(step.days_late for step in self.rule.steps)
        return MetricRequest(self.metric, self.months, limits, self.field)


class ScoreClass(NamedTuple):
    """A grade or rating class and the score it begins at.

    Attributes:
        key: A, B, C or vip, preferred, standard, emerging, or the user's own.
        cut_off: The lowest score of the class; the number itself belongs to it.
        treatment: How its customers are treated, in the user's own words (requirements S4-07);
            empty for the words that ship with a class of that name.
    """

    key: str
    cut_off: Decimal
    treatment: str = ""


class ScoringModel(NamedTuple):
    """How one axis is judged; build it with `kamtui.domain.scoring.document.from_document`.

    Attributes:
        name: Name of the model.
        axis: Grade or rating; nothing maps one onto the other (product.md, Axes).
        version: Counts from 1; a version that has judged a customer never changes.
        criteria: At least one.
        classes: Highest first; the last begins at 0.
        normalise: True: score = 100 x points earned / points that have data.  False: the score
            is the points earned, as in a points table.
        minimum_with_data: With fewer points' worth of data nothing is proposed.
    """

    name: str
    axis: Axis
    version: int
    criteria: tuple[Criterion, ...]
    classes: tuple[ScoreClass, ...]
    normalise: bool = True
    minimum_with_data: Decimal = Decimal(60)

    @property
    def maximum(self) -> Decimal:
        """The points of all criteria together."""
        return sum((criterion.maximum for criterion in self.criteria), Decimal(0))

    @property
    def top_score(self) -> Decimal:
        """The highest score there can be: 100, or all points of a points table."""
        return Decimal(100) if self.normalise else self.maximum

    @property
    def requests(self) -> tuple[MetricRequest, ...]:
        """The facts the model needs, each once, in the order `CustomerFacts.values` has them."""
        return tuple(dict.fromkeys(criterion.request for criterion in self.criteria))

    @property
    def treatments(self) -> dict[str, str]:
        """The user's own words on how a class is treated, by class; only where there are any."""
        return {one.key: one.treatment for one in self.classes if one.treatment}

    @property
    def cut_offs(self) -> tuple[Decimal, ...]:
        """The cut-offs, highest first."""
        return tuple(one.cut_off for one in self.classes)
