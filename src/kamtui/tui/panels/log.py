"""The log panel: what was said, what comes next, and in one line who, when and how."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import TextArea

from kamtui.domain.errors import KamError
from kamtui.domain.views.agenda import AgendaItem
from kamtui.i18n import _, pgettext
from kamtui.present.dates import clock_text
from kamtui.present.safe_text import safe_text
from kamtui.services import inbox
from kamtui.services.drafts import Draft
from kamtui.tui.commands import SCOPES_OF, Scope
from kamtui.tui.panels.dates import day_text, echo_parts, read_happened, read_plan
from kamtui.tui.panels.field import Field
from kamtui.tui.panels.fields import FieldLines, label_cells
from kamtui.tui.panels.filing import Filing
from kamtui.tui.panels.form import Form, show_form
from kamtui.tui.panels.ledger import ledger_of
from kamtui.tui.panels.log_draft import DraftKeeper
from kamtui.tui.panels.log_fields import log_fields, proposed_day
from kamtui.tui.panels.log_people import People
from kamtui.tui.panels.log_start import Start, gather
from kamtui.tui.panels.log_values import FIELDS, Meaning, meaning_of, problem_words
from kamtui.tui.panels.log_words import (
    answers_words,
    draft_words,
    kept_words,
    numbered,
    planned_words,
    promise_words,
)
from kamtui.tui.panels.note import NoteArea
from kamtui.tui.panels.note_row import NoteRow
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part
from kamtui.tui.widgets.words import cadence_text

__all__ = ["LogPanel", "open_log"]


async def open_log(screen: KamScreen, item: object = None) -> None:
    """Open the log of an agenda row, or of a customer by its id; one already open gets the keys."""
    customer_id = item.customer_id if isinstance(item, (AgendaItem, Filing)) else item
    filed = item.note if isinstance(item, Filing) else None
    if not isinstance(customer_id, str):
        return
    for panel in screen.query(LogPanel):
        if panel.start.customer_id == customer_id and panel.start.filed == filed:
            panel.come_back()
            screen.starting = False
            return
    row = item if isinstance(item, AgendaItem) else None
    start = await screen.operations.fetch(lambda: gather(screen, customer_id, row, filed))
    await show_form(screen, LogPanel(screen, start))


class LogPanel(Form):
    """Note, Next, What, then When, Who, Channel, Outcome and Promise in one line."""

    SCOPES: ClassVar[tuple[Scope, ...]] = SCOPES_OF["log"]

    def __init__(self, screen_: KamScreen, start: Start) -> None:
        """Show what the panel starts with, and a draft over it."""
        super().__init__(screen_)
        self.start = start
        self.title = _("Log")
        self.people = People(start.people)
        self._learning = False
        self._today = screen_.book.today()
        draft = start.draft.fields if start.draft else filed_texts(start, self._today)
        column = label_cells((_("Note"), pgettext("label", "Next"), _("What")))
        self.note = NoteArea(draft.get("note", ""), offers=self._offered)
        self.lines = FieldLines(self.brush, self._fields(draft), start=column)
        self.note_row = NoteRow(self.brush, self.note, column + 1)
        self._mentioning = False
        self._drafts = DraftKeeper(self, screen_, start.customer_id, self._draft)
        self._meaning = self._read()
        self.refresh_subject()

    def _fields(self, draft: Mapping[str, str]) -> list[Field]:
        echoes = {"next": self._next_echo, "what": self._what_echo}
        return log_fields(self.start, draft, today=self._today, echoes=echoes, offers=self._offered)

    def compose(self) -> ComposeResult:
        """Lay out the title, the note and the fields."""
        yield from super().compose()
        yield self.note_row
        yield self.lines

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Return the keys at the end of the title."""
        return (("ctrl+s", _("save")), ("Esc", _("close, keep the draft")))

    def editors(self) -> Sequence[Widget]:
        """Return the note and the fields."""
        return (self.note, self.lines)

    def on_mount(self) -> None:
        """Offer to be saved when the program ends."""
        if self.start.filed is None:  # else it is kept with the note: the customer has another
            self._drafts.begin()
        self.note.move_cursor(self.note.document.end)
        self.note_row.grow()
        draft = self.start.draft
        self.owner.say(answers_words(self.start) if draft is None else draft_words(draft))

    def on_unmount(self) -> None:
        """Be forgotten."""
        self._drafts.end()

    def take_room(self, room: int) -> None:
        """Share so many rows: the note comes first, the fields scroll below it."""
        self.note_row.share(room, self.lines, title=self.title_row)
        self.refresh_title()

    def refresh_title(self) -> None:
        """Name whose log it is where the screen does not, or not any more."""
        self.refresh_subject()
        super().refresh_title()

    def refresh_subject(self) -> None:
        """Name the customer unless the screen in sight is this customer's."""
        shown = getattr(self.owner, "customer_id", None)
        own = not self.start.named and shown == self.start.customer_id
        self.subject = "" if own else self.start.customer

    # -- what is said --------------------------------------------------------------------------

    def _say_answers(self) -> None:
        self.owner.say(answers_words(self.start))

    def _next_echo(self, text: str) -> tuple[Part, ...]:
        meaning = self._meaning
        if meaning.from_note and meaning.next is not None:
            return (*echo_parts(meaning.next, self._today), ("   " + _("note"), "muted", False))
        if not text.strip():
            return (("2w   " + _("fri") + "   12-15", "muted", False),)
        return echo_parts(read_plan(text, self._today, self.owner.book.now()), self._today)

    def _what_echo(self, text: str) -> tuple[Part, ...]:
        line, proposal = self._meaning.line, self.start.proposal
        if line.next_what and not self.lines.named("what").touched:
            return ((safe_text(line.next_what), "text", False), ("   " + _("note"), "muted", False))
        if text.strip() or proposal is None or self.lines.named("next").touched:
            return ()
        return ((_("by cadence:") + " " + cadence_text(proposal.cadence), "muted", False),)

    def moved(self) -> None:
        """Say how a field with its own rules is filled."""
        if self.screen.focused is not self.lines:
            self._say_answers()
            return
        field = self.lines.current
        if field.name == "who":
            self._say_people()
        elif field.options:
            self.owner.say(numbered(field.options))
        elif field.name == "when":
            self.owner.say(_("now, 昨天, yesterday, 10:30"))
        elif field.name == "promise":
            self.owner.say(promise_words(field.typed, self._today))
        else:
            self._say_answers()

    def _say_people(self) -> None:
        """Say who may be meant, and who is not on file."""
        field = self.lines.named("who")
        said = self.people.said(field.typed, field.offered(), self._arrow)
        self.owner.say(said or _("names, separated by commas"))

    @property
    def _arrow(self) -> str:
        return "->" if self.brush.ascii else "→"

    def _offered(self, typed: str) -> Sequence[str]:
        """Return the people a beginning may mean; letters may be pinyin of any reading."""
        if typed.isascii() and typed and not self._learning and self.is_attached:
            self._learning = True
            if not all(person.name.isascii() for person in self.people.people):
                self.run_worker(self.people.learn, group="pinyin", thread=True, exit_on_error=False)
        return self.people.offered(typed)

    def _say_mention(self) -> bool:
        """Say who may be meant by the ``@`` at the cursor of the note."""
        offered = self.note.offered()
        if offered:
            self.owner.say(self.people.said("", offered, f"@ {self._arrow}"))
        return bool(offered)

    # -- what is typed ---------------------------------------------------------------------------

    def texts(self) -> dict[str, str]:
        """Return every field's text, the note's too."""
        return {"note": self.note.text} | {one.name: one.typed for one in self.lines.fields}

    def _touched(self) -> frozenset[str]:
        return frozenset(one.name for one in self.lines.fields if one.touched)

    def _read(self) -> Meaning:
        return meaning_of(
            self.note.text,
            {one.name: one.typed for one in self.lines.fields},
            self._touched(),
            today=self._today,
            now=self.owner.book.now(),
            meant=self.people.meant,
        )

    @on(TextArea.Changed)
    def _note_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._edited()
        self.note_row.grow()
        words = problem_words(self._meaning.line)
        if words:
            self.owner.say(((words, "late", False),))
        elif not self._say_mention() and self._mentioning:
            self._say_answers()
        self._mentioning = bool(self.note.offered())

    @on(FieldLines.Edited)
    def _field_changed(self, event: FieldLines.Edited) -> None:
        event.stop()
        self._edited()
        name, typed = event.field.name, event.field.typed
        if name == "who":
            self._say_people()
        elif name == "when" and typed.strip():
            happened = read_happened(typed, self._today, self.owner.book.now())
            self.owner.say(echo_parts(happened, self._today))
        elif name == "promise":
            self.owner.say(promise_words(typed, self._today))

    def _edited(self) -> None:
        self._meaning = self._read()
        self._show_note_marks()
        self.lines.redraw()
        if self.start.filed is None:
            self._drafts.typed()

    def _show_note_marks(self) -> None:
        """Let the fields show what the note says; what they started with steps aside for it."""
        line = self._meaning.line
        step = self.lines.named("next")
        if not step.touched:
            step.put("" if self._meaning.from_note else proposed_day(self.start, self._today))
        who, promise = self.lines.named("who"), self.lines.named("promise")
        if not who.touched:
            names = ", ".join(self._meaning.people) if line.people else self.start.who
            who.put(names)
        promise.hint = "; ".join(one.what for one in line.promises) or "-"

    def take_paste(self, text: str) -> None:
        """Add what was pasted onto the row; pasted lines stay lines."""
        self.note.take(text.strip("\r\n"))

    # -- drafts ----------------------------------------------------------------------------------

    def _draft(self) -> Draft | None:
        """Return what is worth keeping: nothing while only prefilled fields stand there."""
        texts = self.texts()
        touched = self._touched()
        kept = {name: texts[name] for name in FIELDS if name in touched}
        if texts["note"].strip():
            kept["note"] = texts["note"]
        if not any(text.strip() for text in kept.values()):
            return None
        return Draft(self.start.customer_id, self.start.customer, kept, self.owner.book.now())

    @property
    def draft_name(self) -> str:
        """What is typed while filing a note is kept with the note."""
        return "filing" if self.start.filed is not None else ""

    @property
    def draft_record(self) -> str:
        """The note."""
        return self.start.filed.id if self.start.filed is not None else ""

    def texts_changed(self) -> None:
        """Show what the texts mean."""
        super().texts_changed()
        self._edited()

    def left_open(self) -> None:
        """Keep a draft and say so."""
        if self.start.filed is not None:
            self.owner.say(_("The note stays in the inbox"))
            return
        self._drafts.keep_now()
        if self._draft() is None:
            self.owner.say("")
            return
        self.owner.say(kept_words(self.start))

    def do_log_fresh(self) -> None:
        """Throw the draft away and begin anew."""
        if self.start.filed is not None:
            super().do_log_fresh()
            return
        self.note.text = ""
        fresh = self._fields({})
        for old, new in zip(self.lines.fields, fresh, strict=True):
            old.put(new.typed, touched=False)
        self._edited()
        self.screen.set_focus(self.note, scroll_visible=False)
        self._say_answers()

    # -- saving ----------------------------------------------------------------------------------

    async def save(self) -> None:
        """Write the communication and its next step; it completes the open follow-up."""
        self._meaning = self._read()
        touched = self._touched()
        proposal = self.start.proposal
        proposed = proposal is not None and "next" not in touched and not self._meaning.from_note
        now = self.owner.book.now()
        draft = self._meaning.draft(
            {one.name: one.typed for one in self.lines.fields},
            customer_id=self.start.customer_id,
            now=now,
            follow_up_id=self.start.follow_up_id,
            next_channel=proposal.channel if proposal and proposed else None,
        )
        if not (draft.content or draft.outcome or draft.promises or touched):
            # A proposal alone is no news: nothing was typed, so nothing is written.
            raise KamError("log.empty")
        ledger = ledger_of(self.owner)
        filed, desk = self.start.filed, self.owner.kam
        if filed is not None:
            changes = await self.owner.operations.perform(
                lambda: inbox.file(desk.desk, note_id=filed.id, draft=draft)
            )
            self.close()
            self.tell(_("Filed:"), changes)
            return
        changes = await self.owner.operations.perform(lambda: ledger.log(draft=draft))
        self._drafts.end()
        await self.owner.operations.fetch(
            lambda: ledger.discard_draft(customer_id=self.start.customer_id)
        )
        self.close()
        told = planned_words(draft.next, self.brush) if draft.next is not None else ()
        self.tell(_("Logged:"), changes, *told)

    def failed(self, error: KamError) -> None:
        """Say why; the form stays as it is."""
        if error.code == "log.marked":
            self.owner.say(((problem_words(self._meaning.line), "late", True),))
            return
        super().failed(error)

    def on_descendant_focus(self) -> None:
        """Light the note's label with the note."""
        super().on_descendant_focus()
        self.note_row.light(self.screen.focused is self.note)
        self.fit()


def filed_texts(start: Start, today: date) -> Mapping[str, str]:
    """Return what a note of the inbox puts into the fields: its words and when they were said."""
    note = start.filed
    if note is None:
        return {}
    at = clock_text(note.at.time())
    return {"note": note.content, "when": f"{day_text(note.on, today)} {at}"}
