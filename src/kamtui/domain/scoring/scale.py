"""The scale a score is read on: where each class begins.  Nothing else, for what only draws it."""

from typing import NamedTuple

__all__ = ["DEFAULT_SCALE", "Scale"]


class Scale(NamedTuple):
    """Classes with their cut-offs, highest first, as whole points.

    Attributes:
        classes: Class and the lowest score of it; the last begins at 0.
        top: The highest score there can be.
        said: The cut-offs as the model has them, where they are no whole points.
    """

    classes: tuple[tuple[str, int], ...]
    top: int = 100
    said: tuple[str, ...] = ()

    def grade_of(self, score: int) -> str:
        """Return the class a shown score earns; only for its colour, `evaluate` has the rule."""
        return next((key for key, cut in self.classes if score >= cut), self.classes[-1][0])

    def cells(self, points: int, cells: int) -> int:
        """Return how many of so many cells a number of points fills."""
        return max(0, min(cells, (2 * points * cells + self.top) // (2 * self.top)))

    def ticks(self, cells: int) -> tuple[int, ...]:
        """Return the cells marked on a bar: a class is reached when the filled part touches one."""
        return tuple(
            sorted({min(cells - 1, self.cells(cut, cells)) for _key, cut in self.classes[:-1]})
        )

    @property
    def legend(self) -> str:
        """The cut-offs in few cells, the lowest first: ``B45 A75``."""
        words = self.said or tuple(str(cut) for _key, cut in self.classes)
        pairs = [(key, cut) for (key, _cut), cut in zip(self.classes, words, strict=True)]
        return " ".join(f"{key[:1].upper()}{cut}" for key, cut in reversed(pairs[:-1]))


#: The scale of the model a new book starts with (`defaults`, which costs more to load).
DEFAULT_SCALE = Scale((("A", 75), ("B", 45), ("C", 0)))
