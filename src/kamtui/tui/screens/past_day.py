"""What every screen of judged customers asks in the status row: the day to look back at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kamtui.i18n import _
from kamtui.tui.panels.dates import as_of_parts, read_as_of
from kamtui.tui.widgets.prompt import Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.tui.screens.base import KamScreen

__all__ = ["ask_day"]


async def ask_day(screen: KamScreen, day: date | None) -> tuple[bool, date | None]:
    """Ask for a past day, nothing typed for today; False where the question was left."""
    today, now = screen.book.today(), screen.book.now()

    def check(text: str) -> tuple[Part, ...] | None:
        typed = read_as_of(text, today, now)
        if not text.strip() or typed.on is not None:
            return None
        return tuple((words, "late", True) for words, _role, _bold in as_of_parts(typed, today))

    def remark(text: str) -> tuple[Part, ...]:
        if not text.strip():
            return ((_("nothing typed: today"), "muted", False),)
        return as_of_parts(read_as_of(text, today, now), today)

    start = day.isoformat() if day is not None else ""
    text = await screen.ask(TextPrompt(_("As of"), start, remark=remark, check=check))
    if text is None:
        return False, day
    wanted = read_as_of(text, today, now).on if text.strip() else None
    return True, None if wanted is None or wanted >= today else wanted
