"""Copying to the terminal's clipboard (OSC 52): the phone at once, the rest by a strip."""

from typing import NamedTuple

from kamtui.domain.views.agenda import AgendaItem
from kamtui.domain.views.customer import ContactView, CustomerBrief
from kamtui.i18n import _
from kamtui.present.labels import channel_label
from kamtui.present.phones import phone_text
from kamtui.present.safe_text import safe_text
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.preview import main_contact
from kamtui.tui.widgets.prompt import ChoicePrompt, Option, Part

__all__ = [
    "MEMORY",
    "Whose",
    "dialled",
    "open_code",
    "open_copy",
    "put_on_clipboard",
    "things_to_copy",
]

#: Remembers whose phone was copied last: pressed again there, copying asks what else.
MEMORY = "copied"
#: Characters of a phone number that dial.
_DIALLED = "+0123456789"
#: The strip's last answer: no text, a code.
_CODE = "code"


class Whose(NamedTuple):
    """A person at a customer, the main contact where none is named."""

    customer_id: str
    contact_id: str | None = None


async def open_copy(screen: KamScreen, item: object = None) -> None:
    """Copy the phone; pressed again on the same customer, ask what else."""
    contact_id = item.contact_id if isinstance(item, Whose) else None
    customer_id = item.customer_id if isinstance(item, (AgendaItem, Whose)) else item
    if not isinstance(customer_id, str):
        return
    book = screen.book
    brief = await screen.operations.fetch(
        lambda: book.brief(customer_id=customer_id, communications=1)
    )
    person = _person(brief, contact_id)
    things = things_to_copy(brief, person)
    again = screen.kam.memory.get(MEMORY) == customer_id
    if not things:
        screen.say(_("There is nothing to copy: no phone, no WeChat, no address"))
        return
    if "phone" in things and not again:
        screen.kam.memory[MEMORY] = customer_id
        whose = person.name if person is not None and person.phone else ""
        _copy(screen, "phone", things, whose=whose, more=len(things) > 1)
        return
    screen.kam.memory.pop(MEMORY, None)
    words = {
        "phone": _("phone"),
        "wechat": channel_label("wechat"),
        "address": _("address"),
        "email": channel_label("email"),
        "brief": _("brief"),
    }
    names = [*things, *((_CODE,) if "phone" in things else ())]
    words[_CODE] = _("QR code")
    options = tuple(Option(str(place), words[name], name) for place, name in enumerate(names, 1))
    chosen = await screen.ask(ChoicePrompt(_("Copy"), options))
    if chosen == _CODE:
        await screen.kam.open_panel("code", screen, Whose(customer_id, contact_id))
    elif chosen is not None:
        _copy(screen, chosen, things, more=False)


async def open_code(screen: KamScreen, item: object = None) -> None:
    """Show the QR codes of a person at a customer."""
    from kamtui.tui.screens.code_sheet import show_code

    if isinstance(item, Whose):
        await show_code(screen, customer_id=item.customer_id, contact_id=item.contact_id)


def _person(brief: CustomerBrief, contact_id: str | None) -> ContactView | None:
    named = (one for one in brief.contacts if one.id == contact_id)
    return next(named, None) or main_contact(brief)


def things_to_copy(brief: CustomerBrief, person: ContactView | None = None) -> dict[str, str]:
    """Return what of a customer can be copied, by name, in the strip's order."""
    contact, customer = person or main_contact(brief), brief.customer
    phone = (contact.phone if contact else None) or customer.phone
    number = dialled(phone or "")
    email = next((one.value for one in contact.points if one.kind == "email"), None) if (
        contact is not None
    ) else None  # fmt: skip
    fields = customer.fields
    things = {
        "phone": number or safe_text(phone or ""),
        "wechat": safe_text((contact.wechat if contact else None) or ""),
        "address": safe_text(fields.get("address") or ""),
        "email": safe_text(email or fields.get("email") or ""),
    }
    found = {name: text for name, text in things.items() if text}
    if found:
        lines = [safe_text(customer.name), safe_text(contact.name) if contact else ""]
        found["brief"] = " ".join(part for part in (*lines, *found.values()) if part)
    return found


def dialled(number: str) -> str:
    """Return what of a phone number can be dialled; one with an extension stays as written."""
    text = safe_text(number)
    kept = "".join(part for part in text if part in _DIALLED)
    return text if any(map(str.isalpha, text)) else kept


def _copy(
    screen: KamScreen, name: str, things: dict[str, str], *, whose: str = "", more: bool
) -> None:
    hint = (("   6", "accent", False), (" " + _("WeChat, address"), "muted", False)) if more else ()
    put_on_clipboard(screen, things[name], phone=name == "phone", whose=whose, hint=hint)


def put_on_clipboard(
    screen: KamScreen,
    text: str,
    *,
    phone: bool,
    whose: str = "",
    hint: tuple[Part, ...] = (),
) -> None:
    """Copy a text and say so, hidden while somebody is looking."""
    screen.app.copy_to_clipboard(text)
    shown = "***" if screen.kam.masked else phone_text(text) if phone else text
    screen.say(
        (
            (_("Copied:") + " ", "muted", False),
            (shown, "text", False),
            (f" {safe_text(whose)}" if whose else "", "muted", False),
            *hint,
        )
    )
