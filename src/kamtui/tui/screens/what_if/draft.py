"""A model on its way: the saved one, every step since, and what stands there now."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple, TypeVar

from kamtui.domain.errors import KamError
from kamtui.domain.scoring.adjust import checked, with_cut_off, with_maximum, with_minimum
from kamtui.domain.scoring.document import from_document, to_document
from kamtui.domain.scoring.model import Criterion, ScoreClass, ScoringModel

__all__ = ["DATA", "Draft", "Place", "place_of"]

DATA = "data"
Line = TypeVar("Line", Criterion, ScoreClass)


class Place(NamedTuple):
    """A line of a model: ``criterion``, ``class`` or ``data``, and the line's name."""

    kind: str
    name: str = ""

    @property
    def key(self) -> str:
        """The key of its row."""
        return f"{self.kind}:{self.name}"


def place_of(key: str | None) -> Place | None:
    """Return the line of a row."""
    kind, colon, name = (key or "").partition(":")
    return Place(kind, name) if colon and kind in ("criterion", "class", DATA) else None


@dataclass(slots=True)
class Draft:
    """What is changed of one model, step by step; nothing of it is saved.

    Attributes:
        saved: The model in the book.
        revision: The revision the changes began from, the base of a save.
        active: Its axis is judged by it.
        steps: The model after every step, oldest first.
        undone: Steps taken back, the next to be done again last.
    """

    saved: ScoringModel
    revision: int
    active: bool
    steps: list[ScoringModel] = field(default_factory=list)
    undone: list[ScoringModel] = field(default_factory=list)

    @property
    def model(self) -> ScoringModel:
        """What stands there now."""
        return self.steps[-1] if self.steps else self.saved

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return self.model._replace(version=self.saved.version) != self.saved

    def put(self, model: ScoringModel) -> bool:
        """Take a step; False where nothing is another."""
        if model == self.model:
            return False
        self.steps.append(model)
        self.undone.clear()
        return True

    def undo(self) -> bool:
        """Take the last step back."""
        if not self.steps:
            return False
        self.undone.append(self.steps.pop())
        return True

    def redo(self) -> bool:
        """Take it again."""
        if not self.undone:
            return False
        self.steps.append(self.undone.pop())
        return True

    # -- numbers -----------------------------------------------------------------------------

    def criterion(self, name: str, *, saved: bool = False) -> Criterion | None:
        """Return a line by its name."""
        lines = (self.saved if saved else self.model).criteria
        return next((one for one in lines if one.key == name), None)

    def class_(self, name: str, *, saved: bool = False) -> ScoreClass | None:
        """Return a class by its name."""
        classes = (self.saved if saved else self.model).classes
        return next((one for one in classes if one.key == name), None)

    def number(self, place: Place, *, saved: bool = False) -> Decimal | None:
        """Return the number of a line, None where there is no such line."""
        if place.kind == DATA:
            return (self.saved if saved else self.model).minimum_with_data
        if place.kind == "class":
            one = self.class_(place.name, saved=saved)
            return None if one is None else one.cut_off
        line = self.criterion(place.name, saved=saved)
        return None if line is None else line.maximum

    def fixed(self, place: Place) -> bool:
        """Tell whether a line's number cannot move: the lowest class begins at 0."""
        return place.kind == "class" and place.name == self.model.classes[-1].key

    def with_number(self, place: Place, number: Decimal) -> ScoringModel:
        """Return the model with another number in a line.

        Raises:
            KamError: ``model.invalid``, ``grade.cut_order`` and the like.
        """
        if place.kind == DATA:
            return with_minimum(self.model, number)
        if place.kind == "class":
            return with_cut_off(self.model, place.name, number)
        base = self.criterion(place.name, saved=True)
        return with_maximum(self.model, place.name, number, base=base)

    def stepped(self, place: Place, by: int) -> Decimal:
        """Return the number so many steps further; one in between goes to the next whole step."""
        number = self.number(place) or Decimal(0)
        step = self.step(place)
        exact = number / step
        if exact == int(exact):
            return max(Decimal(0), number + by * step)
        rounding = ROUND_CEILING if by > 0 else ROUND_FLOOR
        return max(Decimal(0), exact.to_integral_value(rounding) * step)

    def step(self, place: Place) -> Decimal:
        """Return a sensible step: a point, five of data; more where scores are in the hundreds."""
        top = self.model.top_score if place.kind == "class" else self.model.maximum
        size = Decimal(1)
        while top > 200 * size:
            size *= 10
        return 5 * size if place.kind == DATA else size

    def reset(self, place: Place) -> ScoringModel:
        """Return the model with one line as it is saved, also one that was taken out.

        Raises:
            KamError: As `with_number`.
        """
        model = self.model
        if place.kind == DATA:
            return with_minimum(model, self.saved.minimum_with_data)
        if place.kind == "class":
            classes = _put_back(model.classes, self.saved.classes, place.name)
            return checked(model._replace(classes=classes))
        return checked(
            model._replace(criteria=_put_back(model.criteria, self.saved.criteria, place.name))
        )

    def without(self, place: Place) -> ScoringModel:
        """Return the model without a line; the lowest class that is left begins at 0.

        Raises:
            KamError: As `with_number`.
        """
        model = self.model
        if place.kind == "class":
            classes = [one for one in model.classes if one.key != place.name]
            if classes:
                classes[-1] = classes[-1]._replace(cut_off=Decimal(0))
            return checked(model._replace(classes=tuple(classes)))
        lines = tuple(one for one in model.criteria if one.key != place.name)
        left = model._replace(criteria=lines)
        return checked(left._replace(minimum_with_data=min(model.minimum_with_data, left.maximum)))

    def places(self) -> tuple[Place, ...]:
        """Return every line of the model, and those of the saved one that were taken out."""
        names = _merged(
            [one.key for one in self.model.criteria], [one.key for one in self.saved.criteria]
        )
        classes = _merged(
            [one.key for one in self.model.classes], [one.key for one in self.saved.classes]
        )
        return (
            *(Place("criterion", one) for one in names),
            *(Place("class", one) for one in classes),
            Place(DATA),
        )

    # -- kept on the disk ----------------------------------------------------------------------

    def text(self) -> str:
        """Return what is to be kept of it."""
        return json.dumps(to_document(self.model), ensure_ascii=False)

    def restore(self, text: str) -> bool:
        """Go on with what was kept; False for what is no model any more."""
        try:
            model = from_document(json.loads(text))
        except (KamError, ValueError, RecursionError):
            return False
        return model.axis is self.saved.axis and self.put(
            model._replace(name=self.saved.name, version=self.saved.version)
        )


def _merged(now: list[str], before: list[str]) -> list[str]:
    """Return the names there are, each of those taken out where it stood."""
    found = list(now)
    for at, name in enumerate(before):
        if name not in found:
            found.insert(min(at, len(found)), name)
    return found


def _put_back(lines: tuple[Line, ...], saved: tuple[Line, ...], name: str) -> tuple[Line, ...]:
    found = next((one for one in saved if one.key == name), None)
    if found is None:
        return lines
    if any(one.key == name for one in lines):
        return tuple(found if one.key == name else one for one in lines)
    order = [one.key for one in saved]
    above = order[: order.index(name)]
    put_back = list(lines)
    put_back.insert(sum(1 for one in lines if one.key in above), found)
    return tuple(put_back)
