"""The same customers judged by one model after another, column by column.

A moved cut-off changes no points and a moved weight only one column of them, so of 10,000
customers only what differs is worked out again.  The arithmetic is that of `evaluate.Scorer`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from operator import add
from typing import NamedTuple

from kamtui.domain.metrics import Fact, MetricRequest
from kamtui.domain.scoring.compiled import CompiledCriterion, Points
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.domain.scoring.model import Criterion, ScoringModel

__all__ = ["FactColumns", "Judged"]

#: Columns of points remembered; a model has at most 40 criteria.
MOST_COLUMNS = 96

#: A criterion without its name, the scale it is counted in.
_ColumnKey = tuple[Criterion, int]
#: Points earned and points with data.
_Column = tuple[list[Points], list[int]]


class Judged(NamedTuple):
    """Every customer under one model, in the order of the columns.

    Attributes:
        scorer: The compiled model.
        earned: Points earned, in parts of the scorer's scale.
        available: Points that have data, in parts of the scorer's scale.
        classes: The class of each, None with too little data.
    """

    scorer: Scorer
    earned: Sequence[Points]
    available: Sequence[int]
    classes: Sequence[str | None]


class FactColumns:
    """Facts by request; each column has one fact per customer, in one order.

    Attributes:
        as_of: The date they were measured at.
        count: How many customers.
    """

    def __init__(
        self, columns: Mapping[MetricRequest, Sequence[Fact]], *, count: int, as_of: date
    ) -> None:
        """Hold the columns."""
        self.as_of = as_of
        self.count = count
        self._facts = dict(columns)
        self._columns: dict[_ColumnKey, _Column] = {}
        self._totals: tuple[tuple[_ColumnKey, ...], _Column] | None = None

    def missing(self, model: ScoringModel) -> tuple[MetricRequest, ...]:
        """Return what a model asks for that is not here yet."""
        return tuple(one for one in model.requests if one not in self._facts)

    def add(self, columns: Mapping[MetricRequest, Sequence[Fact]]) -> None:
        """Hold further columns."""
        self._facts.update(columns)

    def column(self, request: MetricRequest) -> Sequence[Fact]:
        """Return one column."""
        return self._facts[request]

    def judge(self, model: ScoringModel) -> Judged:
        """Judge every customer.

        Raises:
            KeyError: A column is missing (`missing` names them).
        """
        scorer = Scorer(model, as_of=self.as_of)
        earned, available = self._total(scorer)
        # One class for each pair of totals: many customers share theirs.
        known: dict[tuple[Points, int], str | None] = {}
        classes: list[str | None] = []
        for pair in zip(earned, available, strict=True):
            try:
                classes.append(known[pair])
            except KeyError:
                known[pair] = found = scorer.proposed(*pair)
                classes.append(found)
        return Judged(scorer, earned, available, classes)

    def _total(self, scorer: Scorer) -> _Column:
        keys = tuple((one.criterion._replace(key=""), scorer.scale) for one in scorer.criteria)
        if self._totals is not None and self._totals[0] == keys:
            return self._totals[1]
        if len(self._columns) + len(keys) > MOST_COLUMNS:
            self._columns.clear()
        earned: list[Points] = [0] * self.count
        available: list[int] = [0] * self.count
        for key, compiled in zip(keys, scorer.criteria, strict=True):
            column = self._columns.get(key)
            if column is None:
                column = self._columns[key] = self._points(compiled)
            earned = list(map(add, earned, column[0]))
            available = list(map(add, available, column[1]))
        self._totals = keys, (earned, available)
        return earned, available

    def _points(self, compiled: CompiledCriterion) -> _Column:
        points, maximum = compiled.points, compiled.maximum
        known: dict[Fact, Points] = {}
        earned: list[Points] = []
        facts = self._facts[compiled.criterion.request]
        for fact in facts:
            if fact is None:
                earned.append(0)
                continue
            found = known.get(fact)
            if found is None:
                found = known[fact] = points(fact)
            earned.append(found)
        return earned, [0 if fact is None else maximum for fact in facts]
