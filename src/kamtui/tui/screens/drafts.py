"""What was typed and not saved: each draft is opened where it was typed, or discarded."""

from functools import partial

from kamtui.domain.names import fold
from kamtui.i18n import _, pgettext
from kamtui.present.dates import clock_text, day_month
from kamtui.present.safe_text import safe_text
from kamtui.services import drafts
from kamtui.services.drafts import FormDraft
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.command_rows import Entry
from kamtui.tui.screens.overlay import Overlay
from kamtui.tui.widgets.prompt import ChoicePrompt, Option

__all__ = ["draft_title", "draft_when", "open_drafts"]

#: Forms and questions that a panel opens from what they are about.
_PANELS = {"log": "log", "add_customer": "add_customer", "note": "note", "add_plan": "add",
           "add_order": "add_order", "filing": "day"}  # fmt: skip
#: Where on the customer's screen the others are.
_TABS = {
    "talk": "history", "customer": "history", "contact": "contacts",
    "add_contact": "contacts", "plan": "plans", "order": "orders", "line": "orders",
    "receivable": "orders", "payment": "orders", "received": "orders",
    "complaint": "feedback", "survey": "feedback", "override": "grade",
}  # fmt: skip
#: Screens whose status row and list a form stands under.
_ROOMY = ("agenda", "customers", "customer")


def draft_title(draft: FormDraft) -> str:
    """Return what a draft is called: ``Log Acme``, ``New customer``."""
    title = safe_text(draft.title)
    return f"{_('Log')} {title}" if draft.form == drafts.LOG else title


def draft_when(draft: FormDraft) -> str:
    """Return when it was typed last."""
    if draft.kept_at is None:
        return ""
    at = draft.kept_at.astimezone()
    return f"{day_month(at.date())} {clock_text(at.time())}"


async def open_drafts(screen: KamScreen, item: object = None) -> None:
    """List the drafts of this book; Enter opens one, Del discards it after a question."""
    desk = screen.desk
    while True:
        kept = await screen.operations.fetch(lambda: drafts.everything(desk))
        if not kept:
            screen.say(_("No draft is kept: everything typed was saved"))
            return
        entries = [Entry(draft=one, group=_("Typed and not saved")) for one in kept]

        def filtered(text: str, entries: list[Entry] = entries) -> list[Entry]:
            wanted = fold(text)
            return [one for one in entries if one.draft and wanted in fold(draft_title(one.draft))]

        overlay = Overlay(
            screen,
            title=_("Drafts"),
            name=_("Drafts"),
            filtered=filtered,
            hint=_("Enter opens one, Del discards it"),
            deletes=True,
        )
        entry = await overlay.run()
        draft = entry.draft if entry is not None else None
        if draft is None:
            return
        if not overlay.deleting:
            screen.call_later(_open_soon, screen, draft)
            return
        if await _sure(screen, draft):
            await screen.operations.fetch(partial(drafts.drop, desk, draft))


async def _sure(screen: KamScreen, draft: FormDraft) -> bool:
    title = _("Discard {draft}?").format(draft=draft_title(draft)[:24])
    options = (
        Option("1", pgettext("draft", "discard"), "yes", keys=("y",)),
        Option("2", pgettext("draft", "keep"), "", keys=("n",)),
    )
    return await screen.ask(ChoicePrompt(title, options)) == "yes"


def _open_soon(screen: KamScreen, draft: FormDraft) -> None:
    """Open after the flow of the list has ended: what is opened begins a flow of its own."""
    screen.flow(_opened(screen, draft))


async def _opened(screen: KamScreen, draft: FormDraft) -> None:
    """Open what a draft was typed into, or the customer it is about with a word on where."""
    if screen.KIND not in _ROOMY:
        await screen.kam.switch_mode("agenda")
        now = screen.kam.screen
        if not isinstance(now, KamScreen):
            return
        screen = now
    panel = _PANELS.get(draft.form)
    if panel is not None:
        await screen.kam.open_panel(panel, screen, draft.record)
        return
    tab = _TABS.get(draft.form)
    if tab is None or not draft.customer_id:
        words = _("{draft}: open it where it was, what you typed is in it")
        screen.say(words.format(draft=draft_title(draft)))
        return
    from kamtui.tui.screens.customer import CustomerScreen

    shown = CustomerScreen(draft.customer_id, (), tab=screen.TAB, first=tab)
    await screen.kam.push_screen(shown)
    words = _("{draft}: edit its row, what you typed is in the form")
    shown.call_after_refresh(lambda: shown.say(words.format(draft=draft_title(draft))))
