"""What was done on the agenda in this session: for undo, for `.`, and for the end of the review."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kamtui.i18n import ngettext

if TYPE_CHECKING:
    from kamtui.domain.views.agenda import AgendaItem

__all__ = ["Step", "review_words"]


class Step(NamedTuple):
    """An action on rows.

    Attributes:
        verb: ``done``, ``snooze`` by a digit, ``date`` by typing one; else the verb of a form.
        items: The rows; none for a form's step.
        cursor: The row the cursor stood on, which undo returns to.
        marks: The rows that were marked.
        to: The day they were put off to.
        left: Rows chosen with them that cannot be put off.
    """

    verb: str
    items: tuple[AgendaItem, ...]
    cursor: str | None
    marks: tuple[str, ...]
    to: date | None = None
    left: tuple[AgendaItem, ...] = ()

    @property
    def subject(self) -> str:
        """The customer, or how many rows."""
        count = len(self.items)
        if count == 1:
            return self.items[0].customer
        return ngettext("{count} row", "{count} rows", count).format(count=count)


def review_words(steps: Iterable[Step]) -> tuple[str, str]:
    """Return how a review went: ``11 cleared:`` and ``5 done, 3 snoozed, 2 moved, 1 logged``.

    Both are empty where nothing was cleared.
    """
    counts = {"done": 0, "snooze": 0, "date": 0, "log": 0}
    for step in steps:
        if step.verb in counts:
            counts[step.verb] += max(1, len(step.items))
    done, snoozed, moved, logged = counts.values()
    total = sum(counts.values())
    if not total:
        return "", ""
    parts = (
        ngettext("{count} done", "{count} done", done).format(count=done) if done else "",
        ngettext("{count} snoozed", "{count} snoozed", snoozed).format(count=snoozed)
        if snoozed
        else "",
        ngettext("{count} moved", "{count} moved", moved).format(count=moved) if moved else "",
        ngettext("{count} logged", "{count} logged", logged).format(count=logged) if logged else "",
    )
    words = ngettext("{count} cleared:", "{count} cleared:", total).format(count=total)
    return words, ", ".join(part for part in parts if part)
