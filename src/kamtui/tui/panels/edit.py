"""Editing where one stands: a follow-up or promise on the agenda, a customer's main fields."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from textual.app import ComposeResult
from textual.widget import Widget

from kamtui.domain.enums import AgendaKind, FollowUpChannel
from kamtui.domain.errors import KamError
from kamtui.domain.views.agenda import AgendaItem
from kamtui.domain.views.customer import CustomerBrief
from kamtui.i18n import _, pgettext
from kamtui.present.dates import clock_text
from kamtui.present.fields import field_label
from kamtui.present.labels import channel_label, choices
from kamtui.present.safe_text import safe_text
from kamtui.services.follow_ups import PlanEdit, PlanValues
from kamtui.tui.panels.dates import date_error, day_text, echo_parts, read_plan
from kamtui.tui.panels.field import Field, matching
from kamtui.tui.panels.fields import FieldLines, label_cells
from kamtui.tui.panels.form import Form, show_form
from kamtui.tui.panels.ledger import ledger_of
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part

__all__ = ["CUSTOMER_FIELDS", "CustomerForm", "PlanForm", "open_edit"]

#: What of a customer is changed most; the command line sets every field.
CUSTOMER_FIELDS = (
    "name", "grade", "phone", "city", "address", "owner", "cadence", "tags", "remarks",
)  # fmt: skip
#: Rows of fields where the screen is short: the first ones.
_SHORT = 6


async def open_edit(screen: KamScreen, item: object = None) -> None:
    """Open the form of an agenda row or of a customer."""
    if isinstance(item, CustomerBrief):
        await show_form(screen, CustomerForm(screen, item))
        return
    if not isinstance(item, AgendaItem):
        return
    if item.kind is AgendaKind.COLLECTION:
        await _open_owed(screen, item)
        return
    ledger = ledger_of(screen)
    try:
        values = await screen.operations.fetch(lambda: ledger.plan_values(item_id=item.id))
    except KamError as error:
        if error.code != "agenda.not_editable":
            raise
        screen.say(_("Complaints are changed with the customer: Enter opens it"))
        return
    await show_form(screen, PlanForm(screen, item, values))


async def _open_owed(screen: KamScreen, item: AgendaItem) -> None:
    """Open the form of the receivable behind a collection row."""
    from kamtui.services import receivables
    from kamtui.tui.panels.money_items import EditReceivable
    from kamtui.tui.panels.receivable_forms import open_receivable

    if screen.kam.masked:
        screen.say(_("Amounts are hidden; 8 shows them again"))
        return
    desk, item_id = screen.desk, item.id
    owed = await screen.operations.fetch(lambda: receivables.find(desk, item_id=item_id))
    await open_receivable(screen, EditReceivable(owed))


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


class PlanForm(_FieldForm):
    """Day, words and channel of a follow-up; day and words of a promise."""

    def __init__(self, screen_: KamScreen, item: AgendaItem, values: PlanValues) -> None:
        """Start with what stands in the book."""
        super().__init__(screen_)
        self.title = _("Edit")
        self.subject = item.customer
        self._item, self._base = item, values
        self._today = screen_.book.today()
        when = day_text(values.on, self._today) if values.on else ""
        if values.at is not None:
            when += f" {clock_text(values.at)}"
        self._when = when
        fields = [
            Field("on", pgettext("field", "Date"), when, row=0, echo=self._echo),
            Field("what", _("What"), values.what, row=1),
        ]
        if values.kind == "follow_up":
            fields.append(
                Field(
                    "channel",
                    _("Channel"),
                    channel_label(values.channel),
                    row=2,
                    options=choices(FollowUpChannel),
                    hint=_("Space chooses"),
                )
            )
        self.build(fields)

    def _echo(self, text: str) -> tuple[Part, ...]:
        if text == self._when and self._base.on is not None:
            return ()
        return echo_parts(read_plan(text, self._today, self.owner.book.now()), self._today)

    async def save(self) -> None:
        """Write what was changed."""
        wanted = self._wanted()
        ledger, item_id = ledger_of(self.owner), self._item.id
        edit = PlanEdit(wanted, self._base)
        changes = await self.owner.operations.perform(
            lambda: ledger.change_plan(item_id=item_id, edit=edit)
        )
        self.close()
        if not changes.group_id:
            self.owner.say(_("Nothing was changed"))
            return
        self.tell(_("Changed:"), changes)

    def _wanted(self) -> PlanValues:
        base, text = self._base, self.lines.named("on").typed.strip()
        wanted = replace(base, what=self.lines.named("what").typed)
        if text != self._when:
            typed = read_plan(text, self._today, self.owner.book.now())
            if typed.on is None and not (typed.clears and base.kind == "promise"):
                raise date_error(typed)
            wanted = replace(wanted, on=typed.on, at=typed.at)
        if base.kind == "follow_up":
            typed_channel = self.lines.named("channel").typed.strip()
            value = matching(typed_channel, choices(FollowUpChannel))
            if typed_channel and value is None:
                known = [word for _value, word in choices(FollowUpChannel)]
                raise KamError("channel.unknown", {"channel": typed_channel, "known": known})
            wanted = replace(wanted, channel=value)
        return wanted

    def failed(self, error: KamError) -> None:
        """Say why; after a conflict saving again keeps one's own value."""
        if error.code != "record.conflict":
            super().failed(error)
            return
        field = str(error.params.get("field"))
        names = {"due_on": "on", "due_time": "at", "purpose": "what", "channel": "channel"}
        name, theirs = names.get(field, field), error.params.get("theirs")
        day = pgettext("field", "Date")
        words = {"on": day, "at": day, "what": _("What"), "channel": _("Channel")}
        self._base = replace(self._base, **{name: theirs})  # type: ignore[arg-type]
        self.conflict(error, words.get(name, name))


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
