"""Deleting: the one thing that asks, and whose default is No; undo brings it back all the same."""

from typing import NamedTuple

from kamtui.domain.enums import AgendaKind
from kamtui.domain.views.agenda import AgendaItem
from kamtui.i18n import _
from kamtui.present.columns import fit, width_of
from kamtui.present.safe_text import safe_text
from kamtui.tui.panels.ledger import ledger_of
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import ChoicePrompt, Option

__all__ = ["Deletion", "ask_delete", "confirmed", "fit_words"]

#: Which record a row of the agenda is.
_ENTITIES = {
    AgendaKind.FOLLOW_UP: "follow_up",
    AgendaKind.PROMISE: "promise",
    AgendaKind.COMPLAINT: "complaint",
}


class Deletion(NamedTuple):
    """A record to delete: its kind, its id, and what the question calls it."""

    entity: str
    record_id: str
    words: str


async def confirmed(screen: KamScreen, question: str) -> bool:
    """Ask yes or no in the status row; No is the default, and both stay in sight."""
    options = (
        Option("n", _("No"), "no", keys=("enter", "0", "2")),
        Option("y", _("Yes"), "yes", keys=("1",)),
    )
    needed = sum(width_of(one.label) + 4 for one in options) + 4
    question = fit_words(question, max(8, screen.app.size.width - needed))
    return await screen.ask(ChoicePrompt(question, options)) == "yes"


def fit_words(text: str, most: int) -> str:
    """Return a text in as many cells as it takes, at most so many."""
    return fit(text, min(most, width_of(text)))


async def ask_delete(screen: KamScreen, item: object = None) -> None:
    """Ask and delete an agenda row, or a `Deletion`."""
    if isinstance(item, AgendaItem):
        entity, record_id = _ENTITIES.get(item.kind), item.id
        words = safe_text(item.what) or safe_text(item.customer)
    elif isinstance(item, Deletion):
        entity, record_id, words = item.entity, item.record_id, item.words
    else:
        entity = record_id = words = ""
    if not entity or not record_id:
        screen.say(_("This cannot be deleted here"))
        return
    if not await confirmed(screen, _("Delete {what}?").format(what=words)):
        screen.say(_("Nothing was deleted"))
        return
    ledger = ledger_of(screen)
    changes = await screen.operations.perform(
        lambda: ledger.delete(entity=entity, record_id=record_id)
    )
    from kamtui.tui.messages import Written

    screen.say(screen.told(_("Deleted:"), words))
    screen.post_message(Written(changes))
