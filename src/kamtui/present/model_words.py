"""Scoring models in words: what a criterion gives for what, and why a change is refused."""

import re
from decimal import Decimal
from fractions import Fraction

from kamtui.domain.enums import Axis
from kamtui.domain.errors import KamError
from kamtui.domain.metrics import MINOR_UNITS, MONEY, MetricKey
from kamtui.domain.scoring.model import Criterion, ScoringModel
from kamtui.domain.scoring.rounding import hundredths
from kamtui.domain.scoring.rules import Bands, MeanShare, PerUnit, Share, UpperBands
from kamtui.i18n import _, language, ngettext
from kamtui.present.error_words.model_reasons import MODEL_REASONS
from kamtui.present.errors import sentence
from kamtui.present.grading import class_label, criterion_label, number_text
from kamtui.present.money import short_amount
from kamtui.present.safe_text import safe_text

__all__ = [
    "criterion_name",
    "kind_label",
    "points_text",
    "refusal_text",
    "rule_words",
    "window_words",
]

#: Criteria whose name does not say their window (`criterion_label`).
_WINDOW_UNSAID = (MetricKey.PAYMENT_TIMELINESS, MetricKey.CONTACTS_PER_MONTH)


def kind_label(axis: Axis) -> str:
    """Return what a model of an axis is called over its lines."""
    return _("Grade model") if axis is Axis.GRADE else _("Rating model")


def criterion_name(criterion: Criterion) -> str:
    """Return what a line of a model is called."""
    return criterion_label(criterion.metric, criterion.months, criterion.field)


def points_text(points: Decimal) -> str:
    """Return points with two decimals at most."""
    return number_text(hundredths(Fraction(points)))


def window_words(criterion: Criterion) -> str:
    """Return the window of a line: ``12 months``, ``all of it``."""
    if criterion.months is None:
        return ""
    return ngettext("{months} month", "{months} months", criterion.months).format(
        months=criterion.months
    )


def rule_words(criterion: Criterion) -> str:
    """Return what a line gives for what, in points as they count: ``500k: 30, 100k: 20``."""
    comma = "，" if language() == "zh" else ", "
    rule, weight = criterion.rule, criterion.weight
    match rule:
        case PerUnit(points):
            words = _("{points} for each").format(points=points_text(points * weight))
        case Share(full_at):
            words = _("all at {value}, in proportion below").format(
                value=_limit_text(criterion.metric, full_at)
            )
        case Bands(bands):
            words = comma.join(
                _gives(
                    ("" if one.inclusive else ">") + _limit_text(criterion.metric, one.limit),
                    _capped(criterion, one.points * weight),
                )
                for one in bands
            )
        case UpperBands(bands):
            words = comma.join(
                _gives(
                    ("<=" if one.inclusive else "<") + _limit_text(criterion.metric, one.limit),
                    _capped(criterion, one.points * weight),
                )
                for one in bands
            )
        case MeanShare(steps):
            words = comma.join(
                _gives(
                    ngettext("{days} day late", "{days} days late", one.days_late).format(
                        days=one.days_late
                    )
                    if one.days_late
                    else _("on time"),
                    _capped(criterion, one.share * weight),
                )
                for one in steps
            )
    if criterion.metric in _WINDOW_UNSAID and criterion.months is not None:
        words = (";" if language() == "en" else "；").join((words, window_words(criterion)))
        words = words.replace(";", "; ")
    return words


def refusal_text(error: KamError, model: ScoringModel) -> str:
    """Return why a change of a model is refused, naming the line instead of its path."""
    if error.code != "model.invalid":
        return sentence(error)
    path, reason = str(error.params.get("path", "")), str(error.params.get("reason", ""))
    words = _(MODEL_REASONS[reason]) if reason in MODEL_REASONS else ""
    if not words:
        return sentence(error)
    value = safe_text(error.params.get("value") or "")[:24]
    if value:
        words = _("{reason} (“{value}”)").format(reason=words, value=value)
    return _("{where}: {reason}").format(where=_where(path, model), reason=words)


def _where(path: str, model: ScoringModel) -> str:
    match = re.match(r"(criteria|classes)\[(\d+)\]\.?(.*)", path)
    if match is None:
        return {
            "classes": _("The classes"),
            "criteria": _("The criteria"),
            "minimum_with_data": _("The points that need data"),
            "name": _("The name"),
        }.get(path, safe_text(path))
    at, field = int(match[2]) - 1, match[3].partition(".")[0].partition("[")[0]
    lines = model.criteria if match[1] == "criteria" else model.classes
    if not 0 <= at < len(lines):
        return safe_text(path)
    line = lines[at]
    name = criterion_name(line) if isinstance(line, Criterion) else class_label(line.key)
    word = {
        "months": _("months"),
        "rule": _("rule"),
        "weight": _("weight"),
        "cap": _("cap"),
        "field": _("field"),
        "metric": _("what it judges"),
        "key": _("name"),
        "from": _("cut-off"),
    }.get(field, "")
    return " ".join(part for part in (name, word) if part)


def _gives(limit: str, points: str) -> str:
    return f"{limit}：{points}" if language() == "zh" else f"{limit}: {points}"


def _capped(criterion: Criterion, points: Decimal) -> str:
    return points_text(points if criterion.cap is None else min(points, criterion.cap))


def _limit_text(metric: MetricKey, limit: Decimal) -> str:
    if metric in MONEY and limit >= 1:
        return short_amount(int(limit * MINOR_UNITS))
    return points_text(limit)
