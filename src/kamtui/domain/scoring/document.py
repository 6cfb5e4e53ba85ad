"""Between a scoring model and its document: plain JSON or TOML values, refused with the key."""

from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from kamtui.domain.enums import Axis
from kamtui.domain.metrics import CATALOGUE, Better, MetricKey, MetricSpec, Window
from kamtui.domain.scoring.model import Criterion, ScoreClass, ScoringModel
from kamtui.domain.scoring.reading import Reason, Table, refuse, strictly_falling
from kamtui.domain.scoring.rounding import as_number
from kamtui.domain.scoring.rules import (
    Band,
    Bands,
    MeanShare,
    PerUnit,
    Rule,
    Share,
    ShareStep,
    UpperBands,
)

MOST_CRITERIA = 40
MOST_CLASSES = 12
MOST_BANDS = 20
MOST_MONTHS = 600
MOST_POINTS = Decimal(10_000)
#: Characters of a grade, as a customer keeps it.
LONGEST_GRADE = 8
#: Characters of how a class is treated: a line or two on the screen.
LONGEST_TREATMENT = 200


class RuleKind(StrEnum):
    """The names of the rules in a document."""

    PER_UNIT = "per_unit"
    BANDS = "bands"
    SHARE = "share"
    MEAN_SHARE = "mean_share"


def from_document(document: object) -> ScoringModel:
    """Read a model.

    Raises:
        KamError: ``model.invalid`` with the ``path`` of the key, a ``reason`` of `Reason` and the
            ``value`` found.
    """
    table = Table(document, "")
    table.only("name", "axis", "version", "normalise", "minimum_with_data", "criteria", "classes")
    normalise = table.flag("normalise") if table.has("normalise") else True
    model = ScoringModel(
        name=table.text("name"),
        axis=table.choice("axis", Axis),
        version=table.whole("version", least=1, most=10**6) if table.has("version") else 1,
        criteria=tuple(_criterion(one) for one in table.tables("criteria", most=MOST_CRITERIA)),
        classes=tuple(_class(one) for one in table.tables("classes", most=MOST_CLASSES)),
        normalise=normalise,
        minimum_with_data=(
            table.number("minimum_with_data", most=MOST_POINTS * MOST_CRITERIA)
            if table.has("minimum_with_data")
            else Decimal(60 if normalise else 0)
        ),
    )
    _check_whole(model)
    return model


def _check_whole(model: ScoringModel) -> None:
    """Refuse what no single key can show: repeated names, unreachable classes, no points."""
    seen: set[str] = set()
    for at, criterion in enumerate(model.criteria, start=1):
        if criterion.key in seen:
            refuse(f"criteria[{at}].key", Reason.DUPLICATE, criterion.key)
        seen.add(criterion.key)
    if model.maximum <= 0:
        refuse("criteria", Reason.NO_POINTS)
    names: set[str] = set()
    for at, one in enumerate(model.classes, start=1):
        if one.key.casefold() in names:
            refuse(f"classes[{at}].key", Reason.DUPLICATE, one.key)
        names.add(one.key.casefold())
        if model.axis is Axis.GRADE and len(one.key) > LONGEST_GRADE:
            refuse(f"classes[{at}].key", Reason.TOO_LONG, one.key)
    if not strictly_falling(model.cut_offs):
        refuse("classes", Reason.WRONG_ORDER)
    if model.cut_offs[0] > model.top_score:
        refuse("classes[1].from", Reason.OUT_OF_RANGE, model.cut_offs[0])
    if model.cut_offs[-1] != 0:
        refuse(f"classes[{len(model.classes)}].from", Reason.LAST_NOT_ZERO, model.cut_offs[-1])
    if model.minimum_with_data > model.maximum:
        refuse("minimum_with_data", Reason.OUT_OF_RANGE, model.minimum_with_data)


def _class(table: Table) -> ScoreClass:
    table.only("key", "from", "treatment")
    return ScoreClass(
        key=table.text("key"),
        cut_off=table.number("from", most=MOST_POINTS * 40),
        treatment=(
            table.text("treatment", longest=LONGEST_TREATMENT) if table.has("treatment") else ""
        ),
    )


def _criterion(table: Table) -> Criterion:
    table.only("key", "metric", "field", "months", "rule", "weight", "cap")
    metric = table.choice("metric", MetricKey)
    spec = CATALOGUE[metric]
    months = table.whole("months", least=1, most=MOST_MONTHS) if table.has("months") else None
    if months is None and spec.window is Window.REQUIRED:
        refuse(table.path("months"), Reason.WINDOW_NEEDED, metric)
    if months is not None and spec.window is Window.NEVER:
        refuse(table.path("months"), Reason.NO_WINDOW, metric)
    if not spec.field and table.has("field"):
        refuse(table.path("field"), Reason.NO_FIELD, metric)
    field = table.text("field") if spec.field else ""
    rule = _rule(table.table("rule"))
    if not _suits(rule, spec):
        refuse(table.path("rule.kind"), Reason.NOT_FOR_METRIC, metric)
    cap = table.number("cap", most=MOST_POINTS) if table.has("cap") else None
    if cap is None and isinstance(rule, PerUnit):
        refuse(table.path("cap"), Reason.CAP_NEEDED)
    weight = table.number("weight", most=MOST_POINTS) if table.has("weight") else Decimal(1)
    return Criterion(
        key=table.text("key"), metric=metric, rule=rule, months=months, weight=weight, cap=cap,
        field=field,
    )  # fmt: skip


def _suits(rule: Rule, spec: MetricSpec) -> bool:
    """Whether a rule judges what the metric measures, in the way the metric is good."""
    if spec.shares or isinstance(rule, MeanShare):
        return spec.shares and isinstance(rule, MeanShare)
    return spec.better in (
        Better.EITHER, Better.LESS if isinstance(rule, UpperBands) else Better.MORE
    )  # fmt: skip


def _rule(table: Table) -> Rule:
    match table.choice("kind", RuleKind):
        case RuleKind.PER_UNIT:
            table.only("kind", "points")
            return PerUnit(table.number("points", most=MOST_POINTS))
        case RuleKind.SHARE:
            table.only("kind", "full_at")
            return Share(table.number("full_at", least=Decimal("0.0001")))
        case RuleKind.BANDS:
            table.only("kind", "bands")
            return _bands(table)
        case RuleKind.MEAN_SHARE:
            table.only("kind", "shares")
            return _shares(table)


#: Keys of a band's limit, by whether it is an upper one: the limit itself belongs to the first.
_LIMITS = {False: ("from", "above"), True: ("to", "below")}


def _bands(table: Table) -> Bands | UpperBands:
    bands: list[Band] = []
    tables = table.tables("bands", most=MOST_BANDS)
    upper = tables[0].has("to") or tables[0].has("below")
    inclusive, exclusive = _LIMITS[upper]
    for one in tables:
        one.only("from", "above", "to", "below", "points")
        for name in _LIMITS[not upper]:
            if one.has(name):
                refuse(one.path(name), Reason.MIXED_BANDS)
        if one.has(inclusive) and one.has(exclusive):
            refuse(one.path(exclusive), Reason.DUPLICATE)
        name = exclusive if one.has(exclusive) else inclusive
        points = one.number("points", most=MOST_POINTS)
        limit = one.number(name)
        if upper and name == exclusive and not limit:  # nothing is below 0
            refuse(one.path(name), Reason.OUT_OF_RANGE, limit)
        bands.append(Band(limit, points, inclusive=name == inclusive))
    in_order = strictly_falling(-band.limit if upper else band.limit for band in bands)
    if not in_order or not all(a.points >= b.points for a, b in pairwise(bands)):
        refuse(table.path("bands"), Reason.LOWEST_FIRST if upper else Reason.WRONG_ORDER)
    return UpperBands(tuple(bands)) if upper else Bands(tuple(bands))


def _shares(table: Table) -> MeanShare:
    steps: list[ShareStep] = []
    for one in table.tables("shares", most=MOST_BANDS):
        one.only("days_late", "share")
        days = one.whole("days_late", least=0, most=3650)
        steps.append(ShareStep(days, one.number("share", most=Decimal(1))))
    days_rise = strictly_falling(Decimal(-step.days_late) for step in steps)
    shares_fall = all(a.share >= b.share for a, b in pairwise(steps))
    if not days_rise or not shares_fall:
        refuse(table.path("shares"), Reason.WRONG_ORDER)
    return MeanShare(tuple(steps))


def to_document(model: ScoringModel) -> dict[str, object]:
    """Write a model as plain values that `from_document` reads back to an equal model.

    Whole numbers are integers, others text, so that neither JSON nor TOML makes a float of them.
    """
    return {
        "name": model.name,
        "axis": model.axis.value,
        "version": model.version,
        "normalise": model.normalise,
        "minimum_with_data": _number(model.minimum_with_data),
        "criteria": [_criterion_document(one) for one in model.criteria],
        "classes": [_class_document(one) for one in model.classes],
    }


def _class_document(one: ScoreClass) -> dict[str, object]:
    document: dict[str, object] = {"key": one.key, "from": _number(one.cut_off)}
    if one.treatment:  # absent otherwise: documents written before there were any stay the same
        document["treatment"] = one.treatment
    return document


def _criterion_document(criterion: Criterion) -> dict[str, object]:
    document: dict[str, object] = {"key": criterion.key, "metric": criterion.metric.value}
    if criterion.field:
        document["field"] = criterion.field
    if criterion.months is not None:
        document["months"] = criterion.months
    document["rule"] = _rule_document(criterion.rule)
    document["weight"] = _number(criterion.weight)
    if criterion.cap is not None:
        document["cap"] = _number(criterion.cap)
    return document


def _rule_document(rule: Rule) -> dict[str, object]:
    match rule:
        case PerUnit(points):
            return {"kind": RuleKind.PER_UNIT.value, "points": _number(points)}
        case Share(full_at):
            return {"kind": RuleKind.SHARE.value, "full_at": _number(full_at)}
        case Bands(bands) | UpperBands(bands):
            inclusive, exclusive = _LIMITS[isinstance(rule, UpperBands)]
            listed: list[dict[str, object]] = [
                {
                    inclusive if band.inclusive else exclusive: _number(band.limit),
                    "points": _number(band.points),
                }
                for band in bands
            ]
            return {"kind": RuleKind.BANDS.value, "bands": listed}
        case MeanShare(steps):
            shares = [{"days_late": step.days_late, "share": _number(step.share)} for step in steps]
            return {"kind": RuleKind.MEAN_SHARE.value, "shares": shares}


def _number(number: Decimal) -> int | str:
    return int(number) if number == int(number) else str(as_number(number))
