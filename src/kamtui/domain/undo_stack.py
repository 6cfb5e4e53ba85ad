"""Which step undo takes back and which one redo puts back: a pure walk over the change log."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One group of changes; ``undoes`` names the group it takes back, None for a new write."""

    group_id: str
    undoes: str | None
    what: str


@dataclass(frozen=True, slots=True)
class Stacks:
    """Steps that can be undone and redone, the next one last.

    A redo entry is the undo group to be inverted.
    """

    undo: tuple[Step, ...]
    redo: tuple[Step, ...]


def stacks(steps: Iterable[Step]) -> Stacks:
    """Return the stacks after ``steps``, oldest first; a new write clears redo (data-model.md)."""
    undo: list[Step] = []
    redo: list[Step] = []
    for step in steps:
        if step.undoes is None:
            undo.append(step)
            redo.clear()
        elif undo and undo[-1].group_id == step.undoes:
            undo.pop()
            redo.append(step)
        elif redo and redo[-1].group_id == step.undoes:
            redo.pop()
            undo.append(step)
    return Stacks(tuple(undo), tuple(redo))
