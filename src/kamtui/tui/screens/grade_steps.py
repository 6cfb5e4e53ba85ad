"""The steps of a grade review, so that undo brings back marks and cursor, and skips too.

The book undoes what was written; where the cursor and the marks were is known here only.
"""

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Step", "Steps"]


class Step(NamedTuple):
    """A decision or a skip: whose, and how the list stood before."""

    customer_ids: frozenset[str]
    cursor: str | None
    marks: tuple[str, ...]
    skip: bool


class Steps:
    """What was done since the screen opened, the newest last."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.skipped: frozenset[str] = frozenset()
        self._done: list[Step] = []
        self._undone: list[Step] = []
        #: Decisions whose writes have not been answered, the oldest first.
        self._waiting: list[Step] = []

    def __bool__(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def newest(self) -> Step | None:
        """The step that is taken back first."""
        return self._done[-1] if self._done else None

    def decided(
        self, customer_ids: frozenset[str], *, cursor: str | None, marks: Sequence[str]
    ) -> None:
        """Note a decision that is being written; whoever was skipped is so no more."""
        step = Step(customer_ids, cursor, tuple(marks), skip=False)
        self._done.append(step)
        self._waiting.append(step)
        self._undone.clear()
        self.skipped -= customer_ids

    def written(self) -> None:
        """The oldest write that was asked for is in the book."""
        if self._waiting:
            del self._waiting[0]

    def failed(self) -> Step | None:
        """The oldest write that was asked for failed: it is no step; return how the list stood."""
        if not self._waiting:
            return None
        gone = self._waiting.pop(0)
        self._done = [one for one in self._done if one is not gone]
        return gone

    def skip(
        self, customer_ids: frozenset[str], *, cursor: str | None, marks: Sequence[str]
    ) -> None:
        """Note a skip."""
        self._done.append(Step(customer_ids - self.skipped, cursor, tuple(marks), skip=True))
        self.skipped |= customer_ids

    def take_up(self, customer_ids: frozenset[str]) -> None:
        """Skip no more; that is no step by itself."""
        self.skipped -= customer_ids
        kept = []
        for one in self._done:
            rest = one.customer_ids - customer_ids if one.skip else one.customer_ids
            if rest:
                kept.append(one._replace(customer_ids=rest))
        self._done = kept

    def unskip(self) -> Step | None:
        """Take the newest step back if it is a skip; None leaves it to the book."""
        step = self.newest
        if step is None or not step.skip:
            return None
        self._done.pop()
        self.skipped -= step.customer_ids
        return step

    def back(self, customer_ids: frozenset[str], *, undo: bool) -> Step | None:
        """The book took a decision about these back, or did it again; return its step."""
        source, target = (self._done, self._undone) if undo else (self._undone, self._done)
        for place in range(len(source) - 1, -1, -1):
            if not source[place].skip and source[place].customer_ids == customer_ids:
                step = source.pop(place)
                target.append(step)
                return step
        return None
