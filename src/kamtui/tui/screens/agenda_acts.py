"""What done and another day mean on each kind of row of the agenda (ux.md, Key map)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.enums import AgendaKind
from kamtui.i18n import N_, _, ngettext
from kamtui.present.agenda_words import called, what_text
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.prompt import Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.domain.views.agenda import AgendaItem
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.tui.screens.agenda import AgendaScreen
    from kamtui.tui.screens.agenda_steps import Step

__all__ = [
    "asks", "done_one", "done_verb", "hand_over", "left_words", "movable", "put_off_verb",
    "settles", "writer",
]  # fmt: skip

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


def movable(items: tuple[AgendaItem, ...]) -> tuple[AgendaItem, ...]:
    """Return the rows that can be put off: a complaint's clock is no rep's to move."""
    return tuple(item for item in items if item.kind is not AgendaKind.COMPLAINT)


def left_words(left: tuple[AgendaItem, ...]) -> str:
    """Return which rows were not put off: complaints, by their customers."""
    if len(left) == 1:
        words = _("left out: complaint of {customer}; 2 alone hands it over")
        return words.format(customer=safe_text(left[0].customer))
    return ngettext(
        "left out: {count} complaint", "left out: {count} complaints", len(left)
    ).format(count=len(left))


def put_off_verb(items: tuple[AgendaItem, ...]) -> str:
    """Return what is said of rows that got another day: money was promised for it."""
    money = all(item.kind is AgendaKind.COLLECTION for item in items)
    return _("Promised:") if money else _("Snoozed:")


def settles(step: Step) -> bool:
    """Tell whether a step settled one complaint."""
    if step.to is not None or len(step.items) != 1:
        return False
    return step.items[0].kind is AgendaKind.COMPLAINT and step.items[0].why == "settle"


#: What done means, said of rows of one kind.
_DONE = {
    AgendaKind.COLLECTION: N_("Received:"),
    AgendaKind.PROMISE: N_("Delivered:"),
}


def done_verb(items: tuple[AgendaItem, ...]) -> str:
    """Return what is said of rows that are done: received, delivered, answered, settled."""
    kinds, whys = {item.kind for item in items}, {item.why for item in items}
    if kinds == {AgendaKind.COMPLAINT} and len(whys) == 1:
        return _("Settled:") if "settle" in whys else _("Answered:")
    return _(_DONE.get(kinds.pop(), N_("Done:"))) if len(kinds) == 1 else _("Done:")


def asks(item: AgendaItem) -> bool:
    """Tell whether done asks something about a row first."""
    return item.kind in (AgendaKind.SILENCE, AgendaKind.CARE)


async def done_one(screen: AgendaScreen, item: AgendaItem) -> None:
    """Do what done means on a row that asks something first.

    Silence is ended by a log, care by what was sent.
    """
    if item.kind is AgendaKind.SILENCE:
        await screen.kam.open_panel("log", screen, item)
    else:
        sent = await _ask_sent(screen, item)
        if sent is not None:
            desk, words = screen.desk, called((item,))

            def greet() -> ChangeSet:
                from kamtui.services import actions

                return actions.done(desk, item_ids=(item.id,), sent=sent, called=words)

            screen.clear_rows("done", (item,), write=greet)


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
