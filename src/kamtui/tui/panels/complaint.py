"""Handing a complaint over to a colleague, from the agenda and from the customer alike."""

from kamtui.domain.views.changes import ChangeSet
from kamtui.i18n import _
from kamtui.present.safe_text import safe_text
from kamtui.services import feedback
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part, TextPrompt

__all__ = ["ask_handler", "hand_over"]


async def ask_handler(screen: KamScreen) -> str | None:
    """Ask which colleague takes a complaint over; Tab takes the first name that begins so."""
    desk = screen.desk
    names = await screen.operations.fetch(lambda: feedback.handlers(desk))

    def fitting(text: str) -> list[str]:
        wanted = text.strip().casefold()
        return [one for one in names if one.casefold().startswith(wanted) and one != text.strip()]

    def other_key(key: str) -> bool:
        found = fitting(prompt.text)
        if key not in ("tab", "down") or not found:
            return False
        prompt.put(found[0])
        return True

    def check(text: str) -> tuple[Part, ...] | None:
        return None if text.strip() else ((_("type a name"), "late", True),)

    def remark(text: str) -> tuple[Part, ...]:
        found = [safe_text(one) for one in fitting(text)[:6]]
        if not found:
            return ()
        return (("Tab ", "accent", False), ("  ".join(found), "muted", False))

    prompt = TextPrompt(_("Hand over to"), remark=remark, check=check, other_key=other_key)
    return await screen.ask(prompt)


async def hand_over(screen: KamScreen, complaint_id: str) -> tuple[ChangeSet, str] | None:
    """Ask for the colleague and hand a complaint over; None where that was left."""
    name = await ask_handler(screen)
    if name is None:
        return None
    desk = screen.desk
    changes = await screen.operations.perform(
        lambda: feedback.hand_over(desk, complaint_id=complaint_id, to=name)
    )
    return changes, name
