"""How the customers of each class of a model are treated, as far as the model says so itself."""

from collections.abc import Mapping
from typing import NamedTuple

from kamtui.domain.enums import Axis
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.views.grading import Proposal

__all__ = ["Treatments", "treated_class", "treatments_of"]


class Treatments(NamedTuple):
    """What a class's treatment is told from; `kamtui.present.treatments` has the words.

    Attributes:
        axis: Grade or rating.
        classes: Keys of the model's classes, highest first.
        own: The user's own words by class; the others have the words that ship.
    """

    axis: Axis
    classes: tuple[str, ...]
    own: Mapping[str, str]


def treatments_of(model: ScoringModel) -> Treatments:
    """Return what a model says of its classes."""
    return Treatments(model.axis, tuple(one.key for one in model.classes), model.treatments)


def treated_class(one: Proposal, model: ScoringModel) -> str | None:
    """Return the class a customer is treated by: its grade, or the rating its points give."""
    return one.current if model.axis is Axis.GRADE else one.proposed
