"""Adding a person by one line, understood while it is typed."""

from kamtui.domain.contact_line import ContactLine, parse_contact_line
from kamtui.domain.contact_texts import NUMBERS
from kamtui.domain.enums import ContactRole, PointKind
from kamtui.domain.errors import KamError
from kamtui.domain.names import fold
from kamtui.domain.views.customer import CustomerBrief
from kamtui.i18n import _
from kamtui.present.birthdays import birthday_words
from kamtui.present.labels import choices, label
from kamtui.present.phones import phone_text
from kamtui.present.safe_text import safe_text
from kamtui.tui.panels.form import show_form
from kamtui.tui.panels.one_line import OneLine, Parsed
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part

__all__ = ["AddContact", "open_add_contact", "parse_parts"]


async def open_add_contact(screen: KamScreen, item: object = None) -> None:
    """Open the line for a customer, given as its brief."""
    if isinstance(item, CustomerBrief):
        await show_form(screen, AddContact(screen, item))


def roles() -> dict[str, str]:
    """Return what a role may be called in a line."""
    found = {value: value for value, _word in choices(ContactRole)}
    return {**found, **{word.casefold(): value for value, word in choices(ContactRole)}}


def parse_parts(found: ContactLine) -> Parsed:
    """Return what a line is understood as: who it is, and how to reach them."""
    first: list[Part] = [(safe_text(found.name) or "-", "text", True)]
    if found.title:
        first.append(("  " + safe_text(found.title), "text", False))
    if found.role:
        first.append(("  " + label(ContactRole, found.role), "muted", False))
    if found.is_main:
        first.append(("  " + _("main contact"), "muted", False))
    for problem in found.problems:
        if problem.code != "contact.no_name":
            first += [("   ? ", "late", True), (safe_text(problem.text), "late", False)]
    second: list[Part] = []
    for kind, value in found.points:
        gap = "   " if second else ""
        second.append((f"{gap}{label(PointKind, kind)} ", "muted", False))
        shown = phone_text(value) if kind in NUMBERS else safe_text(value)
        second.append((shown, "text", False))
    if found.birthday:
        from kamtui.domain.birthdays import parse_birthday

        gap = "   " if second else ""
        second.append((f"{gap}{_('birthday')} ", "muted", False))
        second.append((birthday_words(parse_birthday(found.birthday)), "text", False))
    return tuple(first), tuple(second)


class AddContact(OneLine):
    """A person in one line."""

    def __init__(self, screen_: KamScreen, brief: CustomerBrief) -> None:
        """Start empty."""
        super().__init__(screen_, _("New contact"), _("name title mobile e-mail wx:WeChat"))
        self._customer_id = brief.customer.id
        self._names = {fold(one.name) for one in brief.contacts}
        self._roles = roles()

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "add_contact"

    @property
    def draft_record(self) -> str:
        """Whose."""
        return self._customer_id

    def left_open(self) -> None:
        """Say that nothing was added, and that the line is kept."""
        if self.typed.strip():
            self.owner.say(_("Nothing was added; adding a contact goes on with it"))

    @property
    def found(self) -> ContactLine:
        """What stands there now."""
        return parse_contact_line(self.typed, roles=self._roles)

    def parsed_as(self) -> Parsed:
        """Return who it is and how to reach them; say where there is somebody of this name."""
        found = self.found
        first, second = parse_parts(found)
        if fold(found.name) in self._names:
            first = (*first, ("   " + _("one of this name is there already"), "late", True))
        return first, second

    async def save(self) -> None:
        """Add the person."""
        from kamtui.services import contacts

        found = self.found
        if not found.name:
            raise KamError("contact.no_name")
        desk, customer_id = self.owner.desk, self._customer_id
        changes = await self.owner.operations.perform(
            lambda: contacts.add(desk, customer_id=customer_id, assignments=found.texts())
        )
        self.close()
        self.tell(_("Added:"), changes)
