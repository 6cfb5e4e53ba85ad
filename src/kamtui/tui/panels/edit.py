"""Editing where one stands: what every form of fields has, and a customer's main fields."""

from collections.abc import Mapping, Sequence
from datetime import date

from textual.app import ComposeResult
from textual.widget import Widget

from kamtui.domain.errors import KamError
from kamtui.domain.views.customer import CustomerBrief
from kamtui.i18n import _
from kamtui.present.fields import field_label
from kamtui.present.safe_text import safe_text
from kamtui.tui.panels.field import Field
from kamtui.tui.panels.fields import FieldLines, label_cells
from kamtui.tui.panels.form import Form, show_form
from kamtui.tui.panels.ledger import ledger_of
from kamtui.tui.screens.base import KamScreen

__all__ = ["CUSTOMER_FIELDS", "CustomerForm", "as_text", "open_edit"]

#: What of a customer is changed most; the command line sets every field.
CUSTOMER_FIELDS = (
    "name", "grade", "phone", "city", "address", "owner", "cadence", "tags", "remarks",
)  # fmt: skip
#: Rows of fields where the screen is short: the first ones.
_SHORT = 6


async def open_edit(screen: KamScreen, item: object = None) -> None:
    """Open the form of a customer, or of a row of the agenda or of a customer's plans."""
    if isinstance(item, CustomerBrief):
        await show_form(screen, CustomerForm(screen, item))
        return
    from kamtui.tui.panels.edit_plan import open_edit_plan

    await open_edit_plan(screen, item)


class _FieldForm(Form):
    """A form that is nothing but fields."""

    lines: FieldLines

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield from super().compose()
        yield self.lines

    def editors(self) -> Sequence[Widget]:
        """Return the fields."""
        return (self.lines,)

    def build(self, fields: Sequence[Field]) -> None:
        """Take these fields."""
        start = label_cells([one.label for one in fields])
        self.lines = FieldLines(self.brush, fields, start=start)

    def left_open(self) -> None:
        """Say that nothing was changed where something was typed."""
        if any(one.touched for one in self.lines.fields):
            self.owner.say(_("Nothing was changed"))

    def conflict(self, error: KamError, shown: str) -> None:
        """Say what is mine, theirs and what it was; saving again keeps mine."""
        params = error.params
        self.owner.say(
            (
                (f"{shown}: ", "late", True),
                (_("yours") + " ", "muted", False),
                (_plain(params.get("mine")), "text", False),
                ("  " + _("theirs") + " ", "muted", False),
                (_plain(params.get("theirs")), "text", True),
                ("  " + _("before") + " ", "muted", False),
                (_plain(params.get("base")), "text", False),
                ("   ctrl+s", "accent", False),
                (" " + _("keeps yours"), "muted", False),
            )
        )


class CustomerForm(_FieldForm):
    """The main fields of a customer."""

    def __init__(self, screen_: KamScreen, brief: CustomerBrief) -> None:
        """Start with what stands in the book."""
        super().__init__(screen_)
        customer = brief.customer
        self.title = _("Edit")
        self.subject = customer.name if screen_.KIND != "customer" else ""
        self._customer_id = customer.id
        self._base: dict[str, object] = {
            name: customer.fields.get(name) for name in CUSTOMER_FIELDS
        }
        self._texts = {name: as_text(value) for name, value in self._base.items()}
        hints = {
            "grade": "A B C D",
            "cadence": "1m visit, 3m call, none",
            "tags": _("words, separated by commas"),
        }
        names = CUSTOMER_FIELDS if screen_.app.size.height >= 22 else CUSTOMER_FIELDS[:_SHORT]
        self.build(
            [
                Field(name, _capital(field_label(name)), self._texts[name], row=row,
                      hint=hints.get(name, ""))
                for row, name in enumerate(names)
            ]
        )  # fmt: skip

    async def save(self) -> None:
        """Write the fields whose text was changed."""
        changed: Mapping[str, str] = {
            one.name: one.typed
            for one in self.lines.fields
            if one.typed.strip() != self._texts[one.name].strip()
        }
        if not changed:
            self.close()
            self.owner.say(_("Nothing was changed"))
            return
        ledger, customer_id, base = ledger_of(self.owner), self._customer_id, dict(self._base)
        changes = await self.owner.operations.perform(
            lambda: ledger.edit_customer(customer_id=customer_id, assignments=changed, base=base)
        )
        self.close()
        self.tell(_("Changed:"), changes)

    def failed(self, error: KamError) -> None:
        """Say why and go to the field; after a conflict saving again keeps one's own value."""
        name = str(error.params.get("field", ""))
        names = [one.name for one in self.lines.fields]
        if name in names:
            self.lines.enter(names.index(name))
        if error.code == "record.conflict":
            self._base[name] = error.params.get("theirs")
            self.conflict(error, _capital(field_label(name)))
            return
        super().failed(error)


def as_text(value: object) -> str:
    """Return a stored value as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(safe_text(part) for part in value)
    return safe_text(value)


def _plain(value: object) -> str:
    return as_text(value) or "-"


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
