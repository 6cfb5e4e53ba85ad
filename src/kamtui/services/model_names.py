"""Which scoring models a book has: the stored ones by name, and the built-in ones without rows."""

import unicodedata
from collections.abc import Mapping

from kamtui.domain.enums import Axis
from kamtui.domain.errors import KamError
from kamtui.domain.scoring.defaults import BUILT_IN, built_in_model
from kamtui.domain.scoring.document import from_document
from kamtui.domain.scoring.model import ScoringModel
from kamtui.store.queries import scoring_models
from kamtui.store.queries.scoring_models import StoredModel
from kamtui.store.reader import Reader

__all__ = ["ALIASES", "STANDARD", "every", "find", "folded", "model_of"]

#: Words that mean the active model of an axis; no model can have one as its name.
ALIASES: Mapping[str, Axis] = {"grade": Axis.GRADE, "rating": Axis.RATING}
#: The model an axis is judged by until another is chosen.
STANDARD: Mapping[Axis, str] = {
    axis: next(name for name, one in BUILT_IN.items() if one["axis"] == axis.value) for axis in Axis
}


def folded(name: str) -> str:
    """Return a name as it is compared: case, width and spacing make no other model."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def every(reader: Reader) -> dict[str, StoredModel]:
    """Return every model by its folded name: its revision in force, else its newest.

    Built-in ones come first and have revision 1 until they are edited; one of an axis is active.
    """
    found = {
        folded(name): StoredModel(name, str(one["axis"]), 1, False, one)
        for name, one in BUILT_IN.items()
    }
    stored = scoring_models.versions(reader)
    for row in stored:
        key = folded(row.name)
        known = found.get(key)
        if known is None or row.revision >= known.revision:
            found[key] = row._replace(active=False)
    for axis in Axis:
        judging = scoring_models.active(reader, axis=axis.value)
        if judging is not None:
            found[folded(judging.name)] = judging
        else:
            key = folded(STANDARD[axis])
            found[key] = found[key]._replace(active=True)
    return found


def find(reader: Reader, name: str) -> StoredModel:
    """Return the model of a name in any case, or the active one of ``grade`` or ``rating``.

    Raises:
        KamError: ``model.unknown`` with the names there are.
    """
    known = every(reader)
    wanted = folded(name)
    if wanted in ALIASES:
        axis = ALIASES[wanted].value
        return next(one for one in known.values() if one.active and one.axis == axis)
    if wanted not in known:
        names = [one.name for one in known.values()]
        raise KamError("model.unknown", {"name": name, "known": names})
    return known[wanted]


def model_of(stored: StoredModel) -> ScoringModel:
    """Return what a stored model says.

    Raises:
        KamError: ``model.invalid`` for a document another program broke.
    """
    if stored.document is BUILT_IN.get(stored.name):
        return built_in_model(stored.name)
    model = from_document(stored.document)
    return model if model.version == stored.revision else model._replace(version=stored.revision)
