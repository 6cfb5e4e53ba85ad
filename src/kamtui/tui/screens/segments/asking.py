"""What the screens of segments ask in the status row: a dimension, are you sure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kamtui.i18n import _
from kamtui.present.safe_text import safe_text
from kamtui.present.segment_words import dimension_label
from kamtui.tui.widgets.prompt import ChoicePrompt, Option

if TYPE_CHECKING:
    from kamtui.tui.screens.base import KamScreen

__all__ = ["ask_dimension", "ask_sure"]

#: More dimensions than digits: the others are reached by Tab.
_DIGITS = 9
#: Cells of a name in a question.
_CLIPPED = 24


async def ask_dimension(screen: KamScreen, names: Sequence[str]) -> str | None:
    """Ask for a dimension by a digit."""
    options = tuple(
        Option(str(number), dimension_label(name)[:_CLIPPED], name)
        for number, name in enumerate(names[:_DIGITS], 1)
    )
    return await screen.ask(ChoicePrompt(_("By"), options))


async def ask_sure(screen: KamScreen, name: str, *, own: bool) -> bool:
    """Ask whether a dimension of one's own is forgotten, or the seeds' rules put back."""
    words = _("Forget this dimension") if own else _("Rules as shipped")
    title = safe_text(dimension_label(name))[:_CLIPPED]
    answer = await screen.ask(
        ChoicePrompt(
            title,
            (Option("n", _("No"), "no", keys=("enter", "0")), Option("1", words, "yes")),
        )
    )
    return answer == "yes"
