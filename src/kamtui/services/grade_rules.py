"""The grade model's cut-offs and the data it asks for, as settings of the book.

A model never changes once it has judged a customer (data-model.md): setting one of these writes a
new version of the model and makes it the active one; decisions keep the version they rest on.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError

if TYPE_CHECKING:
    from kamtui.domain.scoring.model import ScoringModel
    from kamtui.domain.scoring.scale import Scale
    from kamtui.services.desk import Desk
    from kamtui.store.reader import Reader
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["DATA", "GRADE_RULES", "classes_in", "parse", "scale", "store", "values_in", "values_of"]

#: The points that need data before a grade is proposed.
DATA = "grade.data"
#: Setting of a cut-off -> the class it begins; the last class of a model begins at 0.
CUT_OFFS: Mapping[str, str] = {"grade.A": "A", "grade.B": "B", "grade.C": "C"}
GRADE_RULES: tuple[str, ...] = (*CUT_OFFS, DATA)
_MOST = 100


def parse(key: str, value: object) -> int:
    """Return whole points from typed text or a number of a settings document.

    Raises:
        ValueError: They are none, or not within 0 and 100.
    """
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise ValueError(value)
    points = int(value)
    if not (0 if key == DATA else 1) <= points <= _MOST:
        raise ValueError(value)
    return points


def values_of(model: "ScoringModel") -> dict[str, int | str]:
    """Return the settings of a model; those of classes it does not have are left out."""
    cuts = {one.key: one.cut_off for one in model.classes[:-1]}
    found = {key: _plain(cuts[name]) for key, name in CUT_OFFS.items() if name in cuts}
    return {**found, DATA: _plain(model.minimum_with_data)}


def values_in(reader: "Reader") -> dict[str, int | str]:
    """Return the settings of the model in force."""
    from kamtui.services.live_scores import model_in

    return values_of(model_in(reader, None))


def scale(desk: "Desk") -> "Scale":
    """Return the scale scores are read on in this book.

    Raises:
        KamError: ``model.invalid`` for a model another program broke.
    """
    from kamtui.domain.scoring.rounding import whole_cut_off
    from kamtui.domain.scoring.scale import Scale
    from kamtui.services.live_scores import model_in

    with desk.read() as reader:
        model = model_in(reader, None)
    classes = tuple((one.key, whole_cut_off(one.cut_off)) for one in model.classes)
    whole = all(one.cut_off == int(one.cut_off) for one in model.classes)
    said = () if whole else tuple(str(_plain(one.cut_off)) for one in model.classes)
    return Scale(classes, max(1, int(model.top_score)), said)


def classes_in(reader: "Reader") -> tuple[str, ...]:
    """Return the classes of the model in force, the best first."""
    from kamtui.services.live_scores import model_in

    return tuple(one.key for one in model_in(reader, None).classes)


def changed(model: "ScoringModel", values: Mapping[str, int]) -> "ScoringModel":
    """Return a model with other cut-offs or another need of data.

    Raises:
        KamError: ``grade.cut_order`` where A would not begin above B; ``setting.invalid`` for more
            data than the model has points; ``model.unknown_class``.
    """
    from kamtui.domain.scoring.document import from_document, to_document

    cuts = {one.key: one.cut_off for one in model.classes}
    for key, points in values.items():
        if key == DATA:
            continue
        begun = list(cuts)[:-1]
        if CUT_OFFS[key] == list(cuts)[-1]:
            raise KamError("grade.lowest", {"key": CUT_OFFS[key], "above": begun[-1]}, 2)
        if CUT_OFFS[key] not in begun:
            raise KamError("model.unknown_class", {"key": CUT_OFFS[key], "known": begun}, 2)
        cuts[CUT_OFFS[key]] = Decimal(points)
    ordered = list(cuts.items())
    for (upper, high), (lower, low) in pairwise(ordered):
        if high <= low:
            raise KamError(
                "grade.cut_order",
                {"upper": upper, "high": _plain(high), "lower": lower, "low": _plain(low)},
                exit_code=2,
            )
    needed = values.get(DATA, model.minimum_with_data)
    if needed > model.maximum:
        choices = [f"0..{_plain(model.maximum)}"]
        raise KamError(
            "setting.invalid", {"key": DATA, "value": str(needed), "choices": choices}, 2
        )
    document = json.loads(json.dumps(to_document(model)))
    document["minimum_with_data"] = _plain(Decimal(needed))
    for one in document["classes"]:
        one["from"] = _plain(cuts[one["key"]])
    return from_document(document)


def store(work: "UnitOfWork", values: Mapping[str, int]) -> None:
    """Write a new version of the model in force with other values and make it the active one.

    Raises:
        KamError: What `changed` raises.
    """
    from kamtui.services import models
    from kamtui.services.model_names import find, model_of

    stored = find(work.reader, "grade")
    after = changed(model_of(stored), values)
    models.store(work, after, base_revision=stored.revision)


def _plain(number: Decimal) -> int | str:
    return int(number) if number == int(number) else str(number)
