"""The people of a customer with every way to reach them, changed where they stand."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from kamtui.domain.contact_texts import BETWEEN, NUMBERS, joined
from kamtui.domain.enums import PointKind
from kamtui.domain.views.changes import ChangeSet
from kamtui.i18n import N_, _, ngettext, pgettext
from kamtui.present.fields import field_label
from kamtui.present.labels import label
from kamtui.present.safe_text import safe_text
from kamtui.tui.commands import Command
from kamtui.tui.panels.contact import Place
from kamtui.tui.panels.copy import MEMORY, dialled, put_on_clipboard
from kamtui.tui.panels.delete import confirmed, fit_words
from kamtui.tui.screens.customer.contact_rows import ContactRows, Spot, many
from kamtui.tui.screens.customer.tab import CustomerTab
from kamtui.tui.widgets.line_list import RowSource
from kamtui.tui.widgets.preview import Facts
from kamtui.tui.widgets.prompt import Part

if TYPE_CHECKING:
    from kamtui.services.desk import Desk
    from kamtui.tui.screens.customer.screen import CustomerScreen

__all__ = ["ContactsTab"]

#: From this height rows breathe; look.md.
TALL = 32
_MEMORY = "copied_row"
#: Acts on a follow-up, which no row of this tab is.
_ELSEWHERE = frozenset({"customer.done", "customer.snooze", "customer.date", "customer.revert"})


class ContactsTab(CustomerTab):
    """Contacts, the main one first, then the company's own numbers."""

    NAME: ClassVar[str] = "contacts"
    LABEL: ClassVar[str] = N_("Contacts")
    HINTS: ClassVar[tuple[str, ...]] = ("customer.add",)

    def __init__(self, screen: "CustomerScreen") -> None:
        """Belong to a screen."""
        super().__init__(screen)
        self._toggled: frozenset[str] = frozenset()
        self._spots: dict[str, Spot] = {}
        #: Who was there when somebody began to be added: the cursor goes to whoever is new.
        self._before: frozenset[str] | None = None

    def forget(self) -> None:
        """Begin anew with another customer."""
        super().forget()
        self._toggled, self._before = frozenset(), None

    def count(self, facts: Facts) -> int | None:
        """How many people."""
        return len(facts.brief.contacts)

    def rows(self, facts: Facts) -> RowSource:
        """Return the people."""
        rows = ContactRows()
        spaced, add = self.screen.app.size.height >= TALL, self.screen.letter("customer.add")
        rows.fill(facts, toggled=self._toggled, spaced=spaced, add=add)
        self._spots = rows.spots
        added = {one.id for one in facts.brief.contacts} - (self._before or frozenset())
        if self._before is not None and len(added) == 1:
            self._before = None
            self.screen.call_later(self.screen.line_list.move_to_key, added.pop())
        return rows

    @property
    def spot(self) -> Spot | None:
        """What stands under the cursor."""
        return self._spots.get(self.key or "")

    def why_not(self, one: Command) -> str | None:
        """Say what a row holds nothing for."""
        spot = self.spot
        if one.id == "list.delete" and spot is not None and (spot.person or spot.field):
            return None
        return super().why_not(one)

    def hides(self, command_id: str) -> bool:
        """Show what can be done with people rather than with a follow-up."""
        return command_id in _ELSEWHERE

    # -- keys ----------------------------------------------------------------------------------

    async def open(self) -> None:
        """Show or hide the details of a person among many; else open the form."""
        spot, facts = self.spot, self.screen.facts
        person = spot.person if spot is not None and not spot.field else None
        if person is not None and facts is not None and many(facts.brief.contacts):
            self._toggled = self._toggled ^ {person.id}
            self.screen.show()
        else:
            await self.edit()

    async def edit(self) -> None:
        """Open the form of the person or of the company, in the field of the row."""
        spot, screen = self.spot, self.screen
        if spot is None:
            await super().edit()
            return
        contact_id = spot.person.id if spot.person is not None else None
        place = Place(screen.customer_id, contact_id, spot.field, spot.value)
        await screen.kam.open_panel("contact", screen, place)

    async def add(self) -> None:
        """Add a person by one line."""
        facts = self.screen.facts
        if facts is not None:
            self._before = frozenset(one.id for one in facts.brief.contacts)
            await self.screen.kam.open_panel("add_contact", self.screen, facts.brief)

    async def copy(self) -> None:
        """Copy what stands under the cursor; pressed again, ask what else of the customer."""
        spot, screen = self.spot, self.screen
        found = _copied(spot) if spot is not None else None
        memory = screen.kam.memory
        if spot is None or found is None or memory.get(_MEMORY) == spot.key:
            if memory.pop(_MEMORY, None) is not None:
                memory[MEMORY] = screen.customer_id
            person = spot.person if spot is not None else None
            await screen.copy_customer(person.id if person is not None else None)
            return
        memory[_MEMORY] = spot.key
        text, phone = found
        hint = (("   6", "accent", False), (" " + pgettext("copy", "more"), "muted", False))
        put_on_clipboard(screen, text, phone=phone, hint=hint)

    async def delete(self) -> None:
        """Ask and delete the person, or the one detail."""
        spot, screen = self.spot, self.screen
        if spot is None:
            return
        words = self._words(spot)
        question = _("Delete {what}?").format(what=words)
        if spot.person is not None and not spot.field and spot.person.points:
            count = len(spot.person.points)
            question = ngettext(
                "Delete {name} with {count} detail?", "Delete {name} with {count} details?", count
            ).format(name=fit_words(words, 30), count=count)
        if not await confirmed(screen, question):
            screen.say(_("Nothing was deleted"))
            return
        delete, desk, customer_id = _deletion(spot, screen.customer_id), screen.desk, ""
        if spot.person is not None and not spot.field and spot.person.is_main:
            customer_id = screen.customer_id
        changes, heir = await screen.operations.perform(
            lambda: (delete(desk), _heir(desk, customer_id))
        )
        more: tuple[Part, ...] = ()
        if heir:
            said = _("{name} is the main contact now").format(name=safe_text(heir))
            more = (("   " + fit_words(said, 40), "text", False),)
        screen.say(screen.told(_("Deleted:"), fit_words(words, 30), *more))
        screen.kam.broadcast(changes)

    def _words(self, spot: Spot) -> str:
        """Return what a question calls the row."""
        if spot.person is not None and not spot.field:
            return safe_text(spot.person.name)
        name = label(PointKind, spot.field) if spot.field in set(PointKind) else field_label(
            spot.field
        )  # fmt: skip
        if self.screen.kam.masked or spot.field == "remarks":
            return name
        return pgettext("a detail", "{kind} {value}").format(
            kind=name, value=fit_words(spot.value, 30)
        )


def _copied(spot: Spot) -> tuple[str, bool] | None:
    """Return what of a row is copied and whether it is a phone number."""
    if spot.field:
        phone = spot.field in NUMBERS
        return (dialled(spot.value) if phone else safe_text(spot.value)), phone
    if spot.person is None:
        return None
    if spot.person.phone:
        return dialled(spot.person.phone), True
    other = spot.person.wechat or next((one.value for one in spot.person.points), None)
    return (safe_text(other), False) if other else None


def _deletion(spot: Spot, customer_id: str) -> "Callable[[Desk], ChangeSet]":
    """Return what deletes a row; runs in the writing thread."""
    from kamtui.services import contacts

    def delete(desk: "Desk") -> ChangeSet:
        if spot.point_id:
            return contacts.delete_point(desk, point_id=spot.point_id)
        if spot.person is None:
            base = contacts.company(desk, customer_id=customer_id)
            rest = [one for one in base[spot.field].split(BETWEEN) if one != spot.value]
            return contacts.change_company(
                desk, customer_id=customer_id, assignments={spot.field: joined(rest)}, base=base
            )
        if spot.field:
            return contacts.change(desk, contact_id=spot.person.id, assignments={spot.field: ""})
        return contacts.delete(desk, contact_id=spot.person.id)

    return delete


def _heir(desk: "Desk", customer_id: str) -> str | None:
    """Return who became the main contact of a customer; nobody is asked for without one."""
    from kamtui.services import contacts

    return contacts.main_name(desk, customer_id=customer_id) if customer_id else None
