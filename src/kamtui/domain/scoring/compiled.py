"""Criteria turned into functions on integers, so that 10,000 customers cost one loop.

Points are counted in whole parts of a common scale; only a mean that does not end is a Fraction,
so every comparison with a cut-off is exact.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor, lcm
from typing import NamedTuple

from kamtui.domain.metrics import MINOR_UNITS, MONEY, Fact, Lateness, MetricKey, full_years
from kamtui.domain.scoring.model import Criterion, ScoringModel
from kamtui.domain.scoring.rules import Bands, MeanShare, PerUnit, Share, UpperBands

#: Parts of one in which a customer's own number is read: the decimals a limit can have.
PARTS = 10_000
#: Points in parts of the model's scale.
Points = int | Fraction


class CompiledCriterion(NamedTuple):
    """A criterion ready to judge facts.

    Attributes:
        criterion: What was compiled.
        at: Position of its fact in `CustomerFacts.values`.
        points: From a fact (never None) to points in parts of the scale.
        maximum: In parts of the scale.
        steps: The readings at which a banded rule gives more, with the points there in parts of
            the scale, rising; the readings rise too, or fall where less is better.  Empty for
            other rules.
    """

    criterion: Criterion
    at: int
    points: Callable[[Fact], Points]
    maximum: int
    steps: tuple[tuple[int, int], ...]


def scale_of(model: ScoringModel) -> int:
    """The smallest number of parts of a point in which all points of the model are whole."""
    numbers: list[Fraction] = [Fraction(model.minimum_with_data)]
    for criterion in model.criteria:
        weight = Fraction(criterion.weight)
        numbers.append(Fraction(criterion.maximum))
        match criterion.rule:
            case PerUnit(points):
                numbers.append(Fraction(points) * weight)
            case Bands(bands) | UpperBands(bands):
                numbers.extend(Fraction(band.points) * weight for band in bands)
            case Share() | MeanShare():
                numbers.append(weight)
    return lcm(*(number.denominator for number in numbers))


def readings_per_unit(criterion: Criterion) -> int:
    """How many steps of the integer reading one unit of the criterion's limits has."""
    match criterion.metric:
        case metric if metric in MONEY:
            return MINOR_UNITS
        case MetricKey.CONTACTS_PER_MONTH:
            return criterion.months or 1
        case MetricKey.CUSTOM:
            return PARTS
        case _:
            return 1


def reading(metric: MetricKey, fact: Fact, as_of: date) -> int:
    """The whole number a rule compares: cents, counts, days, full years, a rounded score.

    Raises:
        TypeError: When the fact is not of the metric's type.
    """
    if isinstance(fact, date):
        if metric is MetricKey.DAYS_SINCE_ORDER:
            return (as_of - fact).days
        return full_years(fact, as_of)
    if isinstance(fact, Decimal) and metric is MetricKey.CUSTOM:
        # Rounded down: nothing counts as reached that is not.
        return floor(fact * PARTS)
    if isinstance(fact, Decimal):
        # product.md, Numbers: an average is rounded half up before its band applies.
        return int(fact.quantize(Decimal(1), ROUND_HALF_UP))
    if isinstance(fact, int):
        return fact
    raise TypeError(f"{metric} cannot be {type(fact).__name__}")


def compile_criterion(
    criterion: Criterion, *, at: int, scale: int, as_of: date
) -> CompiledCriterion:
    """Prepare one criterion."""
    maximum = _whole(Fraction(criterion.maximum) * scale)
    steps = _steps(criterion, scale=scale, maximum=maximum)
    points: Callable[[Fact], Points]
    rule = criterion.rule
    if isinstance(rule, MeanShare):
        points = _mean_share(rule, criterion, scale=scale, maximum=maximum)
    else:
        points = _from_reading(
            criterion.metric,
            as_of,
            _banded(steps)
            if isinstance(rule, Bands)
            else _banded_down(steps)
            if isinstance(rule, UpperBands)
            else _linear(criterion, scale=scale, maximum=maximum),
        )
    return CompiledCriterion(criterion, at, points, maximum, steps)


def _whole(number: Fraction) -> int:
    if number.denominator != 1:
        raise ValueError("the scale must make all points whole")
    return number.numerator


def _from_reading(
    metric: MetricKey, as_of: date, judge: Callable[[int], Points]
) -> Callable[[Fact], Points]:
    def points(fact: Fact) -> Points:
        if type(fact) is int:
            return judge(fact)
        return judge(reading(metric, fact, as_of))

    return points


def _steps(criterion: Criterion, *, scale: int, maximum: int) -> tuple[tuple[int, int], ...]:
    if not isinstance(criterion.rule, Bands | UpperBands):
        return ()
    upper = isinstance(criterion.rule, UpperBands)
    per_unit = readings_per_unit(criterion)
    weight = Fraction(criterion.weight) * scale
    # Two limits may begin at the same whole reading ("to 0", "below 1"): the better one counts.
    steps: dict[int, int] = {}
    for band in reversed(criterion.rule.bands):
        limit = Fraction(band.limit) * per_unit
        # Readings are whole, so every limit has a first whole reading that reaches it.
        if upper:
            first = floor(limit) if band.inclusive else ceil(limit) - 1
        else:
            first = ceil(limit) if band.inclusive else floor(limit) + 1
        steps[first] = min(maximum, _whole(Fraction(band.points) * weight))
    return tuple(steps.items())


def _banded(steps: tuple[tuple[int, int], ...]) -> Callable[[int], Points]:
    limits = [limit for limit, _ in steps]
    points = [0, *(points for _, points in steps)]

    def judge(value: int) -> Points:
        return points[bisect_right(limits, value)]

    return judge


def _banded_down(steps: tuple[tuple[int, int], ...]) -> Callable[[int], Points]:
    judge_negative = _banded(tuple((-limit, points) for limit, points in steps))

    def judge(value: int) -> Points:
        return judge_negative(-value)

    return judge


def _linear(criterion: Criterion, *, scale: int, maximum: int) -> Callable[[int], Points]:
    per_unit = points_per_unit(criterion) * scale / readings_per_unit(criterion)
    upper, lower = per_unit.numerator, per_unit.denominator
    bound = maximum * lower

    def judge(value: int) -> Points:
        earned = value * upper
        if earned <= 0:
            return 0
        if earned >= bound:
            return maximum
        whole, rest = divmod(earned, lower)
        return Fraction(earned, lower) if rest else whole

    return judge


def points_per_unit(criterion: Criterion) -> Fraction:
    """Weighted points per unit of a linear rule."""
    rule = criterion.rule
    weight = Fraction(criterion.weight)
    if isinstance(rule, PerUnit):
        return Fraction(rule.points) * weight
    if isinstance(rule, Share):
        return weight / Fraction(rule.full_at)
    raise TypeError("only rules per unit and shares are linear")


def _mean_share(
    rule: MeanShare, criterion: Criterion, *, scale: int, maximum: int
) -> Callable[[Fact], Points]:
    weight = Fraction(criterion.weight) * scale
    shares = [Fraction(step.share) * weight for step in rule.steps]
    lower = lcm(*(share.denominator for share in shares))
    uppers = [_whole(share * lower) for share in shares]

    def points(fact: Fact) -> Points:
        if not isinstance(fact, Lateness):
            raise TypeError(f"{criterion.metric} cannot be {type(fact).__name__}")
        # The last bucket holds what is later than every step: worth nothing.
        earned = sum(count * share for count, share in zip(fact.counts, uppers, strict=False))
        below = fact.total * lower
        whole, rest = divmod(earned, below)
        mean: Points = Fraction(earned, below) if rest else whole
        return min(mean, maximum)

    return points
