"""Scoring models in words: what a criterion gives for what, and why a change is refused."""

import re
from collections.abc import Mapping, Sequence

from kamtui.domain.enums import Axis
from kamtui.domain.errors import KamError
from kamtui.domain.names import fold
from kamtui.domain.scoring.model import Criterion, ScoringModel
from kamtui.i18n import _
from kamtui.present.error_words.model_reasons import MODEL_REASONS
from kamtui.present.errors import sentence
from kamtui.present.grading import class_label, class_words, criterion_label
from kamtui.present.safe_text import safe_text

__all__ = [
    "class_named",
    "criterion_name",
    "criterion_named",
    "kind_label",
    "refusal_text",
    "with_labels",
]


def kind_label(axis: Axis) -> str:
    """Return what a model of an axis is called over its lines."""
    return _("Grade model") if axis is Axis.GRADE else _("Rating model")


def criterion_name(criterion: Criterion) -> str:
    """Return what a line of a model is called."""
    return criterion_label(criterion.metric, criterion.months, criterion.field)


def class_named(text: str, model: ScoringModel) -> str:
    """Return the class a word means: its key or what it is shown as; else the word itself."""
    return _named(text, {one.key: class_words(one.key) for one in model.classes})


def criterion_named(text: str, model: ScoringModel) -> str:
    """Return the criterion a word means: its key or what it is shown as; else the word itself."""
    return _named(text, {one.key: (criterion_name(one),) for one in model.criteria})


def with_labels(error: KamError, model: ScoringModel) -> KamError:
    """Return a refusal of numbers a command gave, naming lines as they are shown, too."""
    if error.code == "model.invalid":
        path = _where(str(error.params.get("path", "")), model)
        return KamError(error.code, {**error.params, "path": path}, exit_code=2)
    if error.code == "model.unknown_class":
        labels = {one.key: class_label(one.key) for one in model.classes}
    elif error.code == "model.unknown_criterion":
        labels = {one.key: criterion_name(one) for one in model.criteria}
    else:
        return error
    known = [key if key == label else f"{key} ({label})" for key, label in labels.items()]
    return KamError(error.code, {**error.params, "known": known}, error.exit_code)


def _named(text: str, labels: Mapping[str, Sequence[str]]) -> str:
    """Return the key of a word; a key as it is written comes before what folds to it."""
    if text in labels:
        return text
    wanted = fold(text)
    for names in ([(key, (key,)) for key in labels], labels.items()):
        found = next((key for key, words in names if wanted in map(fold, words)), None)
        if found is not None:
            return found
    return text


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
        "treatment": _("treatment"),
    }.get(field, "")
    return " ".join(part for part in (name, word) if part)
