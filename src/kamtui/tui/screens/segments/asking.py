"""What the screens of segments ask in the status row: a past day, a dimension, are you sure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from kamtui.i18n import _
from kamtui.present.safe_text import safe_text
from kamtui.present.segment_words import dimension_label
from kamtui.tui.panels.dates import checker, echo_parts, read_happened
from kamtui.tui.widgets.prompt import ChoicePrompt, Option, Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.tui.screens.base import KamScreen

__all__ = ["ask_day", "ask_dimension", "ask_sure"]

#: More dimensions than digits: the others are reached by Tab.
_DIGITS = 9
#: Cells of a name in a question.
_CLIPPED = 24


async def ask_day(screen: KamScreen, day: date | None) -> tuple[bool, date | None]:
    """Ask for a past day, nothing typed for today; False where the question was left."""
    today, now = screen.book.today(), screen.book.now()
    accepted = checker(lambda typed: read_happened(typed, today, now), today)

    def check(text: str) -> tuple[Part, ...] | None:
        return accepted(text) if text.strip() else None

    def remark(text: str) -> tuple[Part, ...]:
        if not text.strip():
            return ((_("nothing typed: today"), "muted", False),)
        return echo_parts(read_happened(text, today, now), today)

    start = day.isoformat() if day is not None else ""
    text = await screen.ask(TextPrompt(_("As of"), start, remark=remark, check=check))
    if text is None:
        return False, day
    wanted = read_happened(text, today, now).on if text.strip() else None
    return True, None if wanted is None or wanted >= today else wanted


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
