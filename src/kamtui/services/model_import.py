"""Models of a settings document on their way into the book: only what differs is written."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kamtui.domain.enums import Axis
from kamtui.domain.errors import KamError
from kamtui.services import grade_rules
from kamtui.services.desk import Desk
from kamtui.services.model_names import every, folded, model_of
from kamtui.services.model_toml import WantedModel
from kamtui.store.queries.scoring_models import StoredModel

if TYPE_CHECKING:
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["ModelPlan", "plan", "staying", "store"]


class ModelPlan(NamedTuple):
    """What is to be written.

    Attributes:
        models: Those that differ from what the book has.
        values: The settings without cut-offs that a model says already.
        cut_offs: Cut-off settings that are other ones by a model.
    """

    models: tuple[WantedModel, ...]
    values: dict[str, Any]
    cut_offs: tuple[str, ...]


def plan(desk: Desk, wanted: Sequence[WantedModel], values: Mapping[str, Any]) -> ModelPlan:
    """Compare a document with the book.

    A document may give the cut-offs twice: as settings, and in the model in force.  Where they
    differ the one that was changed holds; where both were, nobody can tell.

    Raises:
        KamError: ``model.contradicts``.
    """
    with desk.read() as reader:
        known = every(reader)
    changed = tuple(one for one in wanted if _differs(one, known.get(folded(one.model.name))))
    judging = _judging(wanted, known)
    given = {key: value for key, value in values.items() if key in grade_rules.GRADE_RULES}
    if judging is None or not given:
        return ModelPlan(changed, dict(values), ())
    says = grade_rules.values_of(judging.model)
    others = {key: value for key, value in values.items() if key not in given}
    unlike = [key for key, value in given.items() if key in says and says[key] != value]
    if not unlike:
        before = next(one for one in known.values() if one.active and one.axis == Axis.GRADE.value)
        return ModelPlan(changed, others, _moved(before, given))
    if judging in changed:
        raise KamError(
            "model.contradicts",
            {"name": judging.model.name, "key": unlike[0], "value": given[unlike[0]],
             "says": says[unlike[0]]},
            exit_code=2,
        )  # fmt: skip
    return ModelPlan(changed, {**others, **{key: given[key] for key in unlike}}, ())


def staying(desk: Desk, wanted: Sequence[WantedModel]) -> tuple[str, ...]:
    """Return models in force that a document wants out of force, with none in their place.

    An axis is always judged by a model: they stay in force, which is to be said.
    """
    with desk.read() as reader:
        known = every(reader)
    replaced = {one.model.axis.value for one in wanted if one.active}
    held = [known.get(folded(one.model.name)) for one in wanted if not one.active]
    return tuple(one.name for one in held if one and one.active and one.axis not in replaced)


def store(work: "UnitOfWork", wanted: WantedModel, bases: Mapping[str, int] | None) -> None:
    """Write a model inside an open write.

    Args:
        work: The write.
        wanted: The model.
        bases: The revisions that were edited, by name; None overwrites whatever there is.

    Raises:
        KamError: What `kamtui.services.models.store` raises.
    """
    from kamtui.services import models

    known = every(work.reader).get(folded(wanted.model.name))
    base = None if known is None else known.revision
    if bases is not None:
        name = folded(wanted.model.name)
        base = next((number for each, number in bases.items() if folded(each) == name), None)
    models.store(work, wanted.model, base_revision=base, activate=wanted.active)


def _differs(wanted: WantedModel, known: StoredModel | None) -> bool:
    if known is None or (wanted.active and not known.active):
        return True
    try:
        kept = model_of(known)
    except KamError:  # another program broke it: the document mends it
        return True
    return kept != wanted.model._replace(name=kept.name, version=kept.version)


def _judging(wanted: Sequence[WantedModel], known: Mapping[str, StoredModel]) -> WantedModel | None:
    """Return the document's model that will judge grades."""
    graded = [one for one in wanted if one.model.axis is Axis.GRADE]
    chosen = next((one for one in graded if one.active), None)
    if chosen is not None:
        return chosen
    return next(
        (one for one in graded if (held := known.get(folded(one.model.name))) and held.active), None
    )


def _moved(before: StoredModel, given: Mapping[str, Any]) -> tuple[str, ...]:
    try:
        was = grade_rules.values_of(model_of(before))
    except KamError:
        return tuple(given)
    return tuple(key for key, value in given.items() if was.get(key) != value)
