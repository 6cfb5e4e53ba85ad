"""What done and another day mean on each kind of row of the agenda (ux.md, Key map)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.enums import AgendaKind
from kamtui.i18n import _
from kamtui.present.agenda_words import called, what_text
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.prompt import Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.domain.views.agenda import AgendaItem
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.tui.screens.agenda import AgendaScreen

__all__ = ["asks", "done_one", "hand_over", "writer"]

Write = Callable[[], "ChangeSet"]


def writer(screen: AgendaScreen, items: tuple[AgendaItem, ...], to: date | None) -> Write:
    """Return what writes that rows are done, or put off to a day; runs in the writing thread."""
    ids, book, words = tuple(item.id for item in items), screen.book, called(items)
    if not words:
        if to is None:
            return lambda: book.done(item_ids=ids)
        day = to
        return lambda: book.snooze(item_ids=ids, to=day)
    desk = screen.desk

    def write() -> ChangeSet:
        from kamtui.services import actions

        if to is None:
            return actions.done(desk, item_ids=ids, called=words)
        return actions.snooze(desk, item_ids=ids, to=to, called=words)

    return write


def asks(item: AgendaItem) -> bool:
    """Tell whether done asks something about a row first."""
    settles = item.kind is AgendaKind.COMPLAINT and item.why == "settle"
    return settles or item.kind in (AgendaKind.SILENCE, AgendaKind.CARE)


async def done_one(screen: AgendaScreen, item: AgendaItem) -> None:
    """Do what done means on a row that asks something first.

    Silence is ended by a log, care by what was sent, a complaint that was answered by how it was
    settled.
    """
    if item.kind is AgendaKind.SILENCE:
        await screen.kam.open_panel("log", screen, item)
    elif item.kind is AgendaKind.CARE:
        sent = await _ask_sent(screen, item)
        if sent is not None:
            desk, words = screen.desk, called((item,))

            def greet() -> ChangeSet:
                from kamtui.services import actions

                return actions.done(desk, item_ids=(item.id,), sent=sent, called=words)

            screen.clear_rows("done", (item,), write=greet)
    else:
        from kamtui.tui.panels.complaint import ask_resolution, resolution_line

        line = resolution_line(screen, item.id, item.customer_id)
        resolution = await ask_resolution(screen, line)
        if resolution is not None:
            desk, words_of_it = screen.desk, resolution

            def settle() -> ChangeSet:
                from kamtui.services import feedback

                changes = feedback.settle(desk, complaint_id=item.id, resolution=words_of_it)
                line.forget()
                return changes

            screen.clear_rows("done", (item,), write=settle)


async def hand_over(screen: AgendaScreen, item: AgendaItem) -> None:
    """Give a complaint to a colleague: it stays on the agenda, its clocks run on."""
    from kamtui.tui.panels import complaint

    written = await complaint.hand_over(screen, item.id)
    if written is not None:
        changes, name = written
        screen.say(
            screen.told(
                _("Handed over:"), item.customer, screen.arrow(), (safe_text(name), "text", False)
            )
        )
        screen.note_written(changes)
        screen.kam.broadcast(changes)


async def _ask_sent(screen: AgendaScreen, item: AgendaItem) -> str | None:
    """Ask what was sent; what was sent last time stands there already."""

    def remark(text: str) -> tuple[Part, ...]:
        if text:
            return ()
        return ((_("what was sent or said; Enter alone is enough"), "muted", False),)

    who = f"{item.contact} " if item.contact and item.birthday is not None else ""
    title = safe_text(f"{who}{what_text(item)}")[:30]
    return await screen.ask(TextPrompt(title, item.gift or "", remark=remark))
