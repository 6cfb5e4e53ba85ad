"""Models that differ from another one in one number: a maximum, a cut-off, the data needed.

Every result went through `from_document`, so it is a model that can be stored.
"""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from itertools import pairwise

from kamtui.domain.errors import KamError
from kamtui.domain.scoring.document import from_document, to_document
from kamtui.domain.scoring.model import Criterion, ScoringModel
from kamtui.domain.scoring.reading import MOST_PLACES, Reason, refuse
from kamtui.domain.scoring.rounding import as_number
from kamtui.domain.scoring.rules import Bands, PerUnit, UpperBands, most_raw_points

__all__ = ["checked", "scaled", "with_cut_off", "with_maximum", "with_minimum"]

_PLACES = Decimal(1).scaleb(-MOST_PLACES)


def checked(model: ScoringModel) -> ScoringModel:
    """Return the model as a document would hold it.

    Raises:
        KamError: ``model.invalid``; ``grade.cut_order`` naming the two classes where one does not
            begin above the next.
    """
    for upper, lower in pairwise(model.classes):
        if upper.cut_off <= lower.cut_off:
            raise KamError(
                "grade.cut_order",
                {
                    "upper": upper.key,
                    "high": _text(upper.cut_off),
                    "lower": lower.key,
                    "low": _text(lower.cut_off),
                },
                exit_code=2,
            )
    return from_document(to_document(model))


def with_maximum(
    model: ScoringModel, key: str, points: Decimal, *, base: Criterion | None = None
) -> ScoringModel:
    """Return the model with another maximum of a criterion; the line keeps its shape.

    Args:
        model: Whose.
        key: Of the criterion.
        points: The new maximum.
        base: The line as it was before somebody moved its maximum step by step: proportions are
            taken from it, so that steps there and back lead to the very same line.

    Raises:
        KamError: ``model.unknown_criterion``; what `checked` raises.
    """
    known = {one.key: one for one in model.criteria}
    if key not in known:
        raise KamError("model.unknown_criterion", {"key": key, "known": list(known)}, exit_code=2)
    changed = scaled(known[key], points, base)
    if changed.maximum != points:  # a rule whose best case earns nothing has no proportions
        refuse(f"criteria[{list(known).index(key) + 1}]", Reason.NO_POINTS)
    lines = tuple(changed if one.key == key else one for one in model.criteria)
    return checked(model._replace(criteria=lines))


def with_cut_off(model: ScoringModel, key: str, cut_off: Decimal) -> ScoringModel:
    """Return the model with another beginning of a class.

    Raises:
        KamError: ``model.unknown_class``; what `checked` raises.
    """
    known = [one.key for one in model.classes]
    if key not in known:
        raise KamError("model.unknown_class", {"key": key, "known": known}, exit_code=2)
    classes = tuple(
        one._replace(cut_off=cut_off) if one.key == key else one for one in model.classes
    )
    return checked(model._replace(classes=classes))


def with_minimum(model: ScoringModel, points: Decimal) -> ScoringModel:
    """Return the model with another number of points that need data.

    Raises:
        KamError: What `checked` raises.
    """
    return checked(model._replace(minimum_with_data=points))


def scaled(criterion: Criterion, points: Decimal, base: Criterion | None = None) -> Criterion:
    """Return a criterion that gives at most so many points, in proportion to what it gave.

    The maximum is exact; weights and points in between keep four decimals, as documents do.

    Args:
        criterion: The line.
        points: Its new maximum.
        base: What the line was scaled from already, if it was.
    """
    if base is not None and scaled(base, criterion.maximum) == criterion:
        criterion = base
    now = criterion.maximum
    if points == now:
        return criterion
    if isinstance(criterion.rule, PerUnit):
        return _scaled_per_unit(criterion, criterion.rule, points)
    cap = criterion.cap
    if now <= 0:  # it gave nothing, so there is no proportion: the rule's best is worth it all
        raw = most_raw_points(criterion.rule)
        if raw <= 0:
            return criterion
        return _exact(criterion._replace(weight=points / raw, cap=None), points)
    factor = points / now
    binding = cap is not None and now == cap
    if cap is not None:
        cap = points if binding else _rounded(cap * factor)
    return _exact(criterion._replace(weight=criterion.weight * factor, cap=cap), points)


def _scaled_per_unit(criterion: Criterion, rule: PerUnit, points: Decimal) -> Criterion:
    now = criterion.maximum
    weight = criterion.weight * points / now if now > 0 else criterion.weight or Decimal(1)
    weight = _rounded(weight)
    if points > 0 and weight * rule.points <= 0:
        weight = _PLACES
    return criterion._replace(weight=weight if points > 0 else criterion.weight, cap=points)


def _exact(criterion: Criterion, points: Decimal) -> Criterion:
    """Give a line with a weight of many decimals one that a document can hold."""
    weight = _rounded(criterion.weight)
    rounded = criterion._replace(weight=weight)
    if rounded.maximum == points:
        return rounded
    rule = criterion.rule
    if isinstance(rule, Bands | UpperBands) and criterion.cap is None:
        # The points themselves are scaled, the best band to exactly the maximum.
        top = rule.bands[0].points
        bands = tuple(
            band._replace(
                points=points if band.points == top else _rounded(band.points * criterion.weight)
            )
            for band in rule.bands
        )
        return criterion._replace(rule=type(rule)(bands), weight=Decimal(1))
    return criterion._replace(
        weight=as_number(criterion.weight.quantize(_PLACES, ROUND_CEILING)), cap=points
    )


def _rounded(number: Decimal) -> Decimal:
    return as_number(number.quantize(_PLACES, ROUND_HALF_UP))


def _text(number: Decimal) -> int | str:
    return int(number) if number == int(number) else str(number)
