"""Adding a follow-up in one line: a day, then what is to be done."""

from kamtui.domain.dates import longest_date_prefix
from kamtui.domain.views.agenda import AgendaItem
from kamtui.i18n import _
from kamtui.present.dates import weekday_date
from kamtui.present.safe_text import safe_text
from kamtui.services.communications import PlanDraft
from kamtui.tui.messages import Written
from kamtui.tui.panels.dates import date_error, echo_parts, order, problem_parts
from kamtui.tui.panels.ledger import ledger_of
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part, TextPrompt

__all__ = ["ask_plan", "open_add"]


async def open_add(screen: KamScreen, item: object = None) -> None:
    """Ask for ``2w 样品回访`` in the status row and plan it for the customer of a row."""
    customer_id = item.customer_id if isinstance(item, AgendaItem) else item
    if not isinstance(customer_id, str):
        screen.say(_("Choose a customer first"))
        return
    draft = await ask_plan(screen)
    if draft is None:
        return
    ledger = ledger_of(screen)
    changes = await screen.operations.perform(
        lambda: ledger.plan(customer_id=customer_id, draft=draft)
    )
    arrow = " > " if screen.brush.ascii else " → "
    screen.say(
        (
            (_("Planned:") + " ", "muted", False),
            (safe_text(changes.subject), "text", False),
            (arrow, "muted", False),
            (weekday_date(draft.on), "text", False),
            (" " + safe_text(draft.what), "muted", False),
            ("   u", "accent", False),
            (" " + _("undo"), "muted", False),
        )
    )
    screen.post_message(Written(changes))


async def ask_plan(screen: KamScreen, title: str = "") -> PlanDraft | None:
    """Ask for a day and what is to be done then; None where the strip was left."""
    today = screen.book.today()

    def remark(text: str) -> tuple[Part, ...]:
        words = text.split()
        if not words:
            return ((_("a day, then what: 2w sample visit"), "muted", False),)
        typed, taken = longest_date_prefix(words, today=today, order=order())
        what = " ".join(words[taken:]) if typed.error is None else ""
        return (*echo_parts(typed, today), *((("  " + what, "accent", False),) if what else ()))

    def check(text: str) -> tuple[Part, ...] | None:
        words = text.split()
        typed, taken = longest_date_prefix(words, today=today, order=order())
        if typed.on is None:
            return tuple((part, "late", True) for part, _role, _bold in problem_parts(typed, today))
        if not words[taken:]:
            return ((_("And what is to be done then?"), "late", True),)
        return None

    text = await screen.ask(TextPrompt(title or _("Add"), remark=remark, check=check))
    if text is None:
        return None
    words = text.split()
    typed, taken = longest_date_prefix(words, today=today, order=order())
    if typed.on is None:
        raise date_error(typed)
    return PlanDraft(on=typed.on, at=typed.at, what=" ".join(words[taken:]))
