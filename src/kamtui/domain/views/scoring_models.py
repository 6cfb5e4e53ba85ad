"""The scoring models of a book as lists show them."""

from dataclasses import dataclass

from kamtui.domain.enums import Axis
from kamtui.domain.scoring.model import ScoringModel


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model: its revision in force, else its newest.

    Attributes:
        name: As it is spelt.
        axis: Grade or rating.
        revision: The number of this document under the name; the base of an edit.
        active: Its axis is judged by it.
        used: Decisions rest on this revision.
        decisions: How many rest on any revision of the name.
        built_in: It ships with the program and can neither be renamed nor deleted.
        edited: The book keeps revisions of it; a built-in model has none until it is edited.
        model: What it says.
    """

    name: str
    axis: Axis
    revision: int
    active: bool
    used: bool
    decisions: int
    built_in: bool
    edited: bool
    model: ScoringModel
