"""The form of a customer: every field, in the rows there are."""

import asyncio
from functools import partial

from textual import on

from kamtui.domain.cadence import format_cadence
from kamtui.domain.cadence_words import read_cadence
from kamtui.domain.errors import KamError
from kamtui.domain.money import AmountError, parse_amount, to_minor
from kamtui.domain.views.customer_sheet import CustomerSheet
from kamtui.i18n import _
from kamtui.present.money import full_amount
from kamtui.services import customer_sheet, customers, records
from kamtui.tui.panels.customer_fields import (
    DATES,
    NEW,
    Sources,
    build_fields,
    column_of,
    label_of,
    shown_text,
    typed_value,
    value_text,
)
from kamtui.tui.panels.dates import echo_parts, read_happened
from kamtui.tui.panels.field_form import FieldForm
from kamtui.tui.panels.fields import FieldLines
from kamtui.tui.panels.form import show_form
from kamtui.tui.panels.log_words import numbered
from kamtui.tui.panels.offers import offers_of
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part
from kamtui.tui.widgets.words import cadence_text

__all__ = ["CustomerForm", "open_edit_customer"]

#: Seconds without a key before companies are looked for.
PAUSE = 0.12
#: Part of the terminal's rows the fields begin with.
_SHARE = 0.55
#: Companies offered.
_COMPANIES = 5


async def open_edit_customer(screen: KamScreen, customer_id: str) -> None:
    """Read the customer as it stands now and open its form."""
    desk = screen.desk
    sheet = await screen.operations.fetch(
        lambda: customer_sheet.read(desk, customer_id=customer_id)
    )
    await show_form(screen, CustomerForm(screen, sheet))


class CustomerForm(FieldForm):
    """Every field of a customer; only what was changed is written."""

    def __init__(self, screen_: KamScreen, sheet: CustomerSheet) -> None:
        """Start with what stands in the book."""
        super().__init__(screen_)
        self.title = _("Edit")
        self.subject = sheet.name if screen_.KIND != "customer" else ""
        self._sheet = sheet
        self._today = screen_.book.today()
        self._words: dict[str, tuple[str, ...]] = {}
        self._companies: tuple[str, tuple[str, ...]] = ("", ())
        fields, heads = build_fields(sheet, self._sources(), masked=screen_.kam.masked)
        self._texts = {one.name: one.typed for one in fields}
        self._base: dict[str, object] = {
            column_of(one.name): self._stored(one.name) for one in fields if one.name != NEW
        }
        self.build(fields, heads)
        self.lines.limit(int(screen_.app.size.height * _SHARE))  # until the rows there are count

    def on_mount(self) -> None:
        """Ask for the words the book holds; typing does not wait for them."""
        self.run_worker(self._read_words(), group="words", exit_on_error=False)
        self.moved()

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "customer"

    @property
    def draft_record(self) -> str:
        """Whose."""
        return self._sheet.customer_id

    def place(self) -> str:
        """Return which field of how many the keyboard is in, where not all are in sight."""
        lines = self.lines
        if lines.limited >= lines.rows:
            return ""
        return f"{lines.index + 1}/{len(lines.fields)}"

    # -- while one types -------------------------------------------------------------------------

    def _sources(self) -> Sources:
        offers = {
            name: offers_of(partial(self._held, name))
            for name in (*customer_sheet.WORD_FIELDS, "tags")
        }
        return Sources(
            offers={
                **offers,
                "parent": self._offered_companies,
                NEW: offers_of(partial(self._held, "custom")),
            },
            echoes={
                **{name: partial(self._day, name) for name in DATES},
                "cadence": self._cadence,
                "credit_limit": self._amount,
            },
        )

    def _held(self, name: str) -> tuple[str, ...]:
        """Return the words the book holds for a field, none while they are on their way."""
        return self._words.get(name, ())

    async def _read_words(self) -> None:
        desk = self.owner.desk
        found = await self.owner.operations.fetch(lambda: customer_sheet.words(desk))
        self._words.update(found)
        self.lines.redraw()

    def _day(self, name: str, text: str) -> tuple[Part, ...]:
        if not text.strip() or text == self._texts.get(name):
            return ()
        return echo_parts(read_happened(text, self._today), self._today)

    def _cadence(self, text: str) -> tuple[Part, ...]:
        if not text.strip():
            held = cadence_text(self._sheet.cadence)
            return ((_("by grade:") + f" {held}", "muted", False),) if held else ()
        try:
            cadence = read_cadence(text)
        except KamError as error:
            how = error.code == "cadence.no_channel"
            words = _("and how? visit, call, e-mail") if how else _("monthly visit, 3m call, none")
            return ((words, "muted", False),)
        said = cadence_text(format_cadence(cadence)) or _("planned by hand, no cadence")
        return (("= ", "muted", False), (said, "text", True))

    def _amount(self, text: str) -> tuple[Part, ...]:
        if not text.strip() or text == self._texts.get("credit_limit"):
            return ()
        try:
            minor = to_minor(parse_amount(text))
        except AmountError:
            return (
                (_("not an amount yet"), "muted", False),
                ("   " + _("500k, 12,000"), "muted", False),
            )
        return (("= ", "muted", False), (full_amount(minor), "text", True))

    def _offered_companies(self, typed: str) -> tuple[str, ...]:
        asked, found = self._companies
        return found if typed.strip() and asked == typed.strip() else ()

    @on(FieldLines.Edited)
    def _edited(self, event: FieldLines.Edited) -> None:
        event.stop()
        if event.field.name == "parent":
            text = event.field.typed.strip()
            self.run_worker(
                self._look_for(text), group="parent", exclusive=True, exit_on_error=False
            )

    async def _look_for(self, text: str) -> None:
        await asyncio.sleep(PAUSE)
        desk, own = self.owner.desk, self._sheet.customer_id
        found = await self.owner.operations.fetch(
            lambda: customers.find(desk, text=text, limit=_COMPANIES + 1)
        )
        names = tuple(one.name for one in found if one.customer_id != own)
        self._companies = (text, names[:_COMPANIES])
        self.lines.redraw()

    def moved(self) -> None:
        """Say what can be chosen."""
        options = self.lines.current.options
        if options and self.screen.focused is self.lines:
            spaces = (("   " + _("Space chooses"), "muted", False),)
            self.owner.say((*numbered(options), *spaces))
        else:
            self.owner.say("")

    # -- saving ----------------------------------------------------------------------------------

    async def save(self) -> None:
        """Write the fields whose text was changed."""
        changed = self._changed()
        if not changed:
            self.close()
            self.owner.say(_("Nothing was changed"))
            return
        desk, customer_id, base = self.owner.desk, self._sheet.customer_id, dict(self._base)
        try:
            changes = await self.owner.operations.perform(
                lambda: records.edit(desk, customer_id=customer_id, assignments=changed, base=base)
            )
        except KamError as error:
            if error.code == "record.conflict":  # their words, which only the book knows
                self._sheet = await self.owner.operations.fetch(
                    lambda: customer_sheet.read(desk, customer_id=customer_id)
                )
            raise
        self.close()
        if not changes.group_id:
            self.owner.say(_("Nothing was changed"))
            return
        self.tell(_("Changed:"), changes)

    def _changed(self) -> dict[str, str]:
        changed: dict[str, str] = {}
        for one in self.lines.fields:
            if one.typed.strip() == self._texts[one.name].strip():
                continue
            if one.name != NEW:
                changed[one.name] = typed_value(one, self._today)
                continue
            name, _colon, value = one.typed.replace("：", ":").partition(":")
            if not name.strip() or not value.strip():
                raise KamError("custom.no_name", {"field": NEW})
            changed[f"custom.{name.strip()}"] = value.strip()
        return changed

    def _stored(self, name: str) -> object:
        if name.startswith("custom."):
            return self._sheet.custom.get(name.partition(".")[2])
        return self._sheet.values.get(column_of(name))

    def failed(self, error: KamError) -> None:
        """Say why and go to the field; after a conflict one may keep one's own value or theirs."""
        name = self._field_of(error)
        names = [one.name for one in self.lines.fields]
        if name in names:
            self.lines.enter(names.index(name))
            self.screen.set_focus(self.lines, scroll_visible=False)
            self.refresh_title()
        if error.code == "record.conflict" and name in names:
            before = error.params.get("base")
            shown = error if name != "parent" else _with_base(error, self._texts[name])
            if name == "credit_limit":
                shown = _with_base(error, value_text(name, before))
            theirs = shown_text(name, self._sheet)
            self._base[column_of(name)] = error.params.get("theirs")
            self.conflict(shown, label_of(name), name=name, theirs=theirs)
            return
        super().failed(error)

    def _field_of(self, error: KamError) -> str:
        if error.code == "customer.duplicate_no":
            return "customer_no"
        column = str(error.params.get("field") or "")
        return next(
            (one.name for one in self.lines.fields if column in (one.name, column_of(one.name))),
            column,
        )

    def took(self, name: str, theirs: str) -> None:
        """Their value is what the field starts with now."""
        self._texts[name] = theirs


def _with_base(error: KamError, base: str) -> KamError:
    return KamError(error.code, {**error.params, "base": base}, error.exit_code)
