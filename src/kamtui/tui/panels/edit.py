"""Editing where one stands: a follow-up or promise on the agenda; what every such form shares."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widget import Widget

from kamtui.domain.enums import AgendaKind, FollowUpChannel
from kamtui.domain.errors import KamError
from kamtui.domain.views.agenda import AgendaItem
from kamtui.domain.views.customer import CustomerBrief
from kamtui.i18n import _, pgettext
from kamtui.present.columns import fit
from kamtui.present.dates import clock_text
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

#: Cells of a value in the sentence about a conflict.
_CLIPPED = 14

__all__ = ["PlanForm", "as_text", "open_edit"]


async def open_edit(screen: KamScreen, item: object = None) -> None:
    """Open the form of an agenda row or of a customer."""
    if isinstance(item, CustomerBrief):
        from kamtui.tui.panels.edit_customer import open_edit_customer

        await open_edit_customer(screen, item.customer.id)
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
    #: The field in question after a conflict: its name, its words, their value.
    _theirs: tuple[str, str, str] | None = None

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield from super().compose()
        yield self.lines

    def editors(self) -> Sequence[Widget]:
        """Return the fields."""
        return (self.lines,)

    def build(self, fields: Sequence[Field], heads: Mapping[int, str] | None = None) -> None:
        """Take these fields, and the titles of groups of them by row."""
        start = label_cells([one.label for one in fields])
        self.lines = FieldLines(self.brush, fields, start=start, heads=heads)

    def left_open(self) -> None:
        """Say that nothing was changed where something was typed."""
        if any(one.touched for one in self.lines.fields):
            self.owner.say(_("Nothing was changed"))

    def conflict(
        self, error: KamError, shown: str, *, name: str = "", theirs: str | None = None
    ) -> None:
        """Say what is mine, theirs and what it was; saving again keeps mine.

        Args:
            error: The refusal.
            shown: What the field is called.
            name: The field that may take theirs, empty where that is not possible.
            theirs: Their value as it would be typed; taken from the error otherwise.
        """
        params = error.params
        if theirs is None:
            theirs = as_text(params.get("theirs"))
        self._theirs = (name, shown, theirs) if name else None
        parts: list[Part] = [
            (f"{shown}: ", "late", True),
            (_("yours") + " ", "muted", False),
            (_clip(self.lines.named(name).typed if name else params.get("mine")), "text", False),
            ("  " + _("theirs") + " ", "muted", False),
            (_clip(theirs), "text", True),
            ("  " + _("before") + " ", "muted", False),
            (_clip(params.get("base")), "text", False),
            ("   ctrl+s", "accent", False),
            (" " + _("keeps yours"), "muted", False),
        ]
        if name:
            parts += [("  ctrl+t", "accent", False), (" " + _("theirs"), "muted", False)]
        self.owner.say(tuple(parts))

    def do_panel_theirs(self) -> None:
        """Take the other window's value of the field that is in question."""
        if self._theirs is None:
            self.owner.say(_("Nobody else has changed anything here"))
            return
        (name, shown, theirs), self._theirs = self._theirs, None
        self.lines.named(name).put(theirs, touched=False)
        self.took(name, theirs)
        self.lines.redraw()
        self.owner.say(
            (
                (shown + " ", "text", False),
                (_("stays as the other window wrote it"), "muted", False),
            )
        )

    def took(self, name: str, theirs: str) -> None:
        """Their value stands in a field now: it is no change any more."""


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


def as_text(value: object) -> str:
    """Return a stored value as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(safe_text(part) for part in value)
    return safe_text(value)


def _clip(value: object) -> str:
    text = as_text(value) or "-"
    return text if cell_len(text) <= _CLIPPED else fit(text, _CLIPPED).rstrip()
