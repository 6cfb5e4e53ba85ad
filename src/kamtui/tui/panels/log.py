"""The log panel: what was said, what comes next, and in one line who, when and how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import TextArea

from kamtui.domain.dates import TypedDate
from kamtui.domain.enums import Channel
from kamtui.domain.errors import KamError
from kamtui.domain.views.agenda import AgendaItem
from kamtui.domain.views.customer import CustomerBrief
from kamtui.i18n import _, pgettext
from kamtui.present.dates import day_month
from kamtui.present.labels import channel_label, choices
from kamtui.present.safe_text import safe_text
from kamtui.services.drafts import Draft
from kamtui.services.next_step import NextProposal
from kamtui.tui.panels.dates import (
    day_text,
    echo_parts,
    read_happened,
    read_plan,
)
from kamtui.tui.panels.field import Field
from kamtui.tui.panels.fields import FieldLines, label_cells
from kamtui.tui.panels.form import Form, show_form
from kamtui.tui.panels.ledger import ledger_of
from kamtui.tui.panels.log_values import (
    FIELDS,
    Meaning,
    as_channel,
    meaning_of,
    problem_words,
)
from kamtui.tui.panels.note import NoteArea
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane
from kamtui.tui.widgets.preview import main_contact
from kamtui.tui.widgets.prompt import Part
from kamtui.tui.widgets.words import cadence_text

__all__ = ["LogPanel", "Start", "open_log"]

#: Seconds after a key at which what was typed is on the disk, and some to spare.
KEEP_AFTER = 0.5


@dataclass(frozen=True, slots=True)
class Start:
    """What a log panel starts with.

    Attributes:
        customer_id: Whose.
        customer: Its name.
        who: The person to have spoken to.
        channel: A `Channel` value.
        answers: Words of the follow-up that saving completes, empty for none.
        follow_up_id: Its id on the agenda, None to complete the earliest one due.
        proposal: The next contact by cadence.
        draft: What was typed before.
        named: The screen does not show whose log this is, so the title says it.
    """

    customer_id: str
    customer: str
    who: str = ""
    channel: str = Channel.CALL.value
    answers: str = ""
    follow_up_id: str | None = None
    proposal: NextProposal | None = None
    draft: Draft | None = None
    named: bool = True


async def open_log(screen: KamScreen, item: object = None) -> None:
    """Open the log of an agenda row, or of a customer by its id; one already open gets the keys."""
    customer_id = item.customer_id if isinstance(item, AgendaItem) else item
    if not isinstance(customer_id, str):
        return
    for panel in screen.query(LogPanel):
        if panel.start.customer_id == customer_id:
            panel.come_back()
            screen.starting = False
            return
    row = item if isinstance(item, AgendaItem) else None
    start = await screen.operations.fetch(lambda: _start(screen, customer_id, row))
    await show_form(screen, LogPanel(screen, start))


def _start(screen: KamScreen, customer_id: str, row: AgendaItem | None) -> Start:
    """Gather what the panel starts with; runs in the reading thread."""
    ledger = ledger_of(screen)
    brief = ledger.brief(customer_id=customer_id, communications=1)
    answered = row.id if row is not None and row.kind == "follow_up" else None
    due = next(
        (
            one
            for one in sorted(brief.follow_ups, key=lambda one: one.due_on)
            if one.state == "open" and (one.id == answered or
                                        (answered is None and one.due_on <= screen.book.today()))
        ),
        None,
    )  # fmt: skip
    return Start(
        customer_id=customer_id,
        customer=brief.customer.name,
        who=_who(brief, row, due.contact if due else None),
        channel=_channel(brief, due.channel if due else None),
        answers=(due.what or channel_label(due.channel)) if due else "",
        follow_up_id=answered,
        proposal=ledger.propose_next(customer_id=customer_id, answered=due.id if due else None),
        draft=ledger.draft_of(customer_id=customer_id),
        named=screen.KIND != "customer",
    )


def _who(brief: CustomerBrief, row: AgendaItem | None, planned: str | None) -> str:
    if planned:
        return planned
    if row is not None and row.contact:
        return row.contact
    person = main_contact(brief)
    return person.name if person else ""


def _channel(brief: CustomerBrief, planned: str | None) -> str:
    if planned:
        return as_channel(planned)
    last = next(iter(brief.communications), None)
    return last.channel if last else Channel.CALL.value


class NoteLabel(LineWidget):
    """The word beside the note, and the left edge of its well: no border, so no re-layout."""

    PLANE: ClassVar[Plane] = "panel"
    DEFAULT_CSS = "NoteLabel { height: 100%; }"

    def __init__(self, brush: Brush, cells: int) -> None:
        """Take so many cells."""
        super().__init__(brush)
        self.styles.width = cells
        self.active = False

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the rows."""
        lines = [Line(width, "panel") for _row in range(height)]
        role = "accent" if self.active else "muted"
        for line in lines[:1]:
            line.put(1, _("Note"), role, bold=self.active, limit=max(0, width - 3))
        for line in lines:
            edge = self.brush.glyph("cursor") if self.active else " "
            line.fill(width - 1, width, edge, "well:accent")
        return lines


class LogPanel(Form):
    """Note, Next, What, then When, Who, Channel, Outcome and Promise in one line."""

    DEFAULT_CSS = """
    LogPanel #note-row { height: auto; width: 100%; background: $panel; }
    """

    def __init__(self, screen_: KamScreen, start: Start) -> None:
        """Show what the panel starts with, and a draft over it."""
        super().__init__(screen_)
        self.start = start
        self.title = _("Log")
        self.subject = start.customer if start.named else ""
        self._today = screen_.book.today()
        draft = start.draft.fields if start.draft else {}
        self._restored = start.draft is not None
        self._kept: dict[str, str] | None = None
        self._timer: Timer | None = None
        self._column = label_cells((_("Note"), pgettext("label", "Next"), _("What")))
        self.note = NoteArea(draft.get("note", ""))
        self.lines = FieldLines(self.brush, self._fields(draft), start=self._column)
        self._meaning = self._read()

    def _fields(self, draft: Mapping[str, str]) -> list[Field]:
        start, today = self.start, self._today
        proposal = start.proposal
        prefilled = {
            "next": day_text(proposal.on, today) if proposal else "",
            "who": start.who,
            "channel": channel_label(start.channel),
        }
        texts = {name: draft.get(name, prefilled.get(name, "")) for name in FIELDS}
        fields = [
            Field("next", pgettext("label", "Next"), texts["next"], row=0, echo=self._next_echo),
            Field("what", _("What"), texts["what"], row=1, echo=self._what_echo),
            Field("when", _("When"), texts["when"], row=3, well=False, hint=_("now")),
            Field("who", _("Who"), texts["who"], row=3, well=False, hint="-"),
            Field(
                "channel",
                _("Channel"),
                texts["channel"],
                row=3,
                well=False,
                options=choices(Channel),
            ),
            Field("outcome", _("Outcome"), texts["outcome"], row=3, well=False, hint="-"),
            Field("promise", _("Promise"), texts["promise"], row=3, well=False, hint="-"),
        ]
        for one in fields:
            one.touched = one.name in draft
        return fields

    def compose(self) -> ComposeResult:
        """Lay out the title, the note and the fields."""
        yield from super().compose()
        with Horizontal(id="note-row"):
            yield NoteLabel(self.brush, self._column + 1)
            yield self.note
            yield Margin(self.brush)
        yield self.lines

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Return the keys at the end of the title."""
        return (("ctrl+s", _("save")), ("Esc", _("close, keep the draft")))

    def editors(self) -> Sequence[Widget]:
        """Return the note and the fields."""
        return (self.note, self.lines)

    def on_mount(self) -> None:
        """Offer to be saved when the program ends."""
        self.owner.kam.before_exit.append(self._keep_now)
        self.note.move_cursor(self.note.document.end)
        self._grow()
        self._say_start()

    def on_unmount(self) -> None:
        """Be forgotten."""
        hooks = self.owner.kam.before_exit
        if self._keep_now in hooks:
            hooks.remove(self._keep_now)

    # -- what is said --------------------------------------------------------------------------

    def _say_start(self) -> None:
        start = self.start
        if start.draft is not None:
            kept = start.draft.kept_at
            when = day_month(kept.astimezone().date()) if kept else ""
            self.owner.say(
                (
                    (_("Draft of {when}").format(when=when).strip(), "text", False),
                    ("   ctrl+n", "accent", False),
                    (" " + _("begins anew"), "muted", False),
                )
            )
        else:
            self._say_answers()

    def _say_answers(self) -> None:
        if self.start.answers:
            self.owner.say(
                (
                    (_("Saving completes") + " ", "muted", False),
                    (safe_text(self.start.answers), "text", False),
                )
            )
        else:
            self.owner.say("")

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
        words = {
            "channel": _("Space: the next one; or type its beginning"),
            "when": _("now, 昨天, yesterday, 10:30"),
            "who": _("names, separated by commas"),
            "promise": _("what is promised; >fri says for when"),
        }.get(self.lines.current.name)
        if words:
            self.owner.say(words)
        else:
            self._say_answers()

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
        )

    @on(TextArea.Changed)
    def _note_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._edited()
        self._grow()
        words = problem_words(self._meaning.line)
        if words:
            self.owner.say(((words, "late", False),))

    @on(FieldLines.Edited)
    def _field_changed(self, event: FieldLines.Edited) -> None:
        event.stop()
        self._edited()
        if event.field.name == "when" and event.field.typed.strip():
            typed = read_happened(event.field.typed, self._today, self.owner.book.now())
            self.owner.say(echo_parts(typed, self._today))

    def _edited(self) -> None:
        self._meaning = self._read()
        self._show_note_marks()
        self.lines.redraw()
        if self._timer is None:
            self._timer = self.set_timer(KEEP_AFTER, self._keep_later)

    def _show_note_marks(self) -> None:
        """Let the fields show what the note says; what they started with steps aside for it."""
        line = self._meaning.line
        step = self.lines.named("next")
        if not step.touched:
            proposal = self.start.proposal
            kept = day_text(proposal.on, self._today) if proposal else ""
            step.put("" if self._meaning.from_note else kept)
        who, promise = self.lines.named("who"), self.lines.named("promise")
        if not who.touched:
            who.put(", ".join(line.people) if line.people else self.start.who)
        promise.hint = "; ".join(one.what for one in line.promises) or "-"

    def _grow(self) -> None:
        """Give a long note more rows where the screen has them; it never shrinks while typing."""
        most = 2 if self.app.size.height < 32 else 6
        wanted = max(2, min(most, self.note.wrapped_document.height))
        if self.note.styles.height is None or self.note.size.height < wanted:
            self.note.styles.height = wanted

    def take_paste(self, text: str) -> None:
        """Add what was pasted onto the row; pasted lines stay lines."""
        self.note.insert(safe_text(text, keep_lines=True).strip("\n"))

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

    def _keep_later(self) -> None:
        self._timer = None
        draft = self._draft()
        fields = dict(draft.fields) if draft else {}
        if fields == self._kept:
            return
        self._kept = fields
        ledger, customer_id = ledger_of(self.owner), self.start.customer_id

        def keep() -> None:
            if draft is None:
                ledger.discard_draft(customer_id=customer_id)
            else:
                ledger.keep_draft(draft)

        self.run_worker(keep, group="draft", thread=True, exit_on_error=False)

    def _keep_now(self) -> None:
        """Write the draft at once: the program or the form ends."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        draft = self._draft()
        if draft is not None:
            ledger_of(self.owner).keep_draft(draft)
        else:
            ledger_of(self.owner).discard_draft(customer_id=self.start.customer_id)

    def left_open(self) -> None:
        """Keep a draft and say so."""
        self._keep_now()
        if self._draft() is None:
            self.owner.say("")
            return
        self.owner.say(
            (
                (_("Draft kept:") + " ", "muted", False),
                (safe_text(self.start.customer), "text", False),
                ("   l", "accent", False),
                (" " + _("continues"), "muted", False),
            )
        )

    def do_log_fresh(self) -> None:
        """Throw the draft away and begin anew."""
        self.note.text = ""
        fresh = self._fields({})
        for old, new in zip(self.lines.fields, fresh, strict=True):
            old.put(new.typed, touched=False)
        self._restored = False
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
        changes = await self.owner.operations.perform(lambda: ledger.log(draft=draft))
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        await self.owner.operations.fetch(
            lambda: ledger.discard_draft(customer_id=self.start.customer_id)
        )
        self._forget()
        self.close()
        self.tell(_("Logged:"), changes, *self._told(self._meaning.next if draft.next else None))

    def _forget(self) -> None:
        """Saved: nothing of this is a draft any more."""
        hooks = self.owner.kam.before_exit
        if self._keep_now in hooks:
            hooks.remove(self._keep_now)

    def _told(self, step: TypedDate | None) -> tuple[Part, ...]:
        if step is None or step.on is None:
            return ()
        from kamtui.present.dates import weekday_date

        arrow = " > " if self.brush.ascii else " → "
        what = self._meaning.what
        return (
            (arrow, "muted", False),
            (weekday_date(step.on), "text", False),
            (f" {safe_text(what)}" if what else "", "muted", False),
        )

    def failed(self, error: KamError) -> None:
        """Say why; the form stays as it is."""
        if error.code == "log.marked":
            self.owner.say(((problem_words(self._meaning.line), "late", True),))
            return
        super().failed(error)

    def on_descendant_focus(self) -> None:
        """Light the note's label with the note."""
        super().on_descendant_focus()
        label = self.query_one(NoteLabel)
        label.active = self.screen.focused is self.note
        label.redraw()


class Margin(LineWidget):
    """The last column of the note's row: text ends before it (look.md, One margin)."""

    PLANE: ClassVar[Plane] = "panel"
    DEFAULT_CSS = "Margin { width: 1; height: 100%; }"

    def draw(self, width: int, height: int) -> list[Line]:
        """Return blank rows."""
        return []
