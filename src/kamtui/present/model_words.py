"""Scoring models in words: what a criterion gives for what, and why a change is refused."""

import re

from kamtui.domain.enums import Axis
from kamtui.domain.errors import KamError
from kamtui.domain.scoring.model import Criterion, ScoringModel
from kamtui.i18n import _
from kamtui.present.error_words.model_reasons import MODEL_REASONS
from kamtui.present.errors import sentence
from kamtui.present.grading import class_label, criterion_label
from kamtui.present.safe_text import safe_text

__all__ = [
    "criterion_name",
    "kind_label",
    "refusal_text",
]


def kind_label(axis: Axis) -> str:
    """Return what a model of an axis is called over its lines."""
    return _("Grade model") if axis is Axis.GRADE else _("Rating model")


def criterion_name(criterion: Criterion) -> str:
    """Return what a line of a model is called."""
    return criterion_label(criterion.metric, criterion.months, criterion.field)


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
