"""A form docked under a list: its title, its keys, how it opens and closes."""

from collections.abc import Awaitable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.widget import Widget

from kamtui.domain.errors import KamError
from kamtui.domain.text import LONGEST
from kamtui.i18n import _
from kamtui.services.drafts import FormText
from kamtui.tui.commands import SCOPES_OF, Scope, command, in_scopes
from kamtui.tui.keymap import key_text
from kamtui.tui.panels.fields import FieldLines
from kamtui.tui.panels.form_drafts import FormDrafts, offer
from kamtui.tui.widgets.keys import FooterKey, fitting
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane
from kamtui.tui.widgets.words import planned_parts

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.tui.panels.note import NoteArea
    from kamtui.tui.screens.base import KamScreen

__all__ = ["ALONE", "Form", "FormTitle", "show_form"]


#: Below so many rows the list gives its last ones to the form.
ALONE = 6
#: Saves also from a note.
_SAVE = command("panel.save")


#: Keys that move or delete within a field: at its edges they do nothing, and need not say so.
_EDITING = frozenset(
    ("left", "right", "up", "down", "home", "end", "pageup", "pagedown", "delete", "backspace",
     "space", "ctrl+d", "ctrl+u")
)  # fmt: skip


class FormTitle(LineWidget):
    """Name, subject, a rule in accent (the keyboard is here), and the two keys that matter."""

    PLANE: ClassVar[Plane] = "panel"

    def __init__(self, brush: Brush, title: str, subject: str, hints: Sequence[tuple[str, str]]):
        """Show these words."""
        super().__init__(brush)
        self._title, self._subject, self._hints = title, subject, tuple(hints)
        self._place = ""

    def show(
        self, title: str, subject: str, hints: Sequence[tuple[str, str]], place: str = ""
    ) -> None:
        """Show other words, and how far down the keyboard is where not all is in sight."""
        self._title, self._subject, self._hints = title, subject, tuple(hints)
        self._place = place
        self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the row."""
        line = Line(width, "panel")
        hints = [pair for pair in self._hints if pair[0]]
        right = sum(cell_len(key) + 1 + cell_len(word) for key, word in hints)
        right += 3 * (len(hints) - 1) if hints else 0
        if right + 20 > width:
            hints, right = [], 0
        end = width - 1 - right
        x = line.put(1, self._title, "accent", bold=True, limit=max(0, end - 2))
        if self._subject:
            room = end - x - 6 if right else end - x - 2
            x = line.put(
                x + 1, self._subject, "text", bold=True, limit=max(0, room),
                ellipsis=self.brush.ellipsis,
            )  # fmt: skip
        line.fill(x + 1, end - 2 if right else end, self.brush.glyph("rule"), "accent")
        if self._place and end - x > cell_len(self._place) + 8:
            line.put_right(end - 4, f" {self._place} ", "muted")
        x = end
        for key, word in hints:
            x = line.put(x, key, "accent")
            x = line.put(x + 1, word, "muted") + 3
        return [line]


class Form(Widget):
    """Base of the docked forms; a subclass gives `editors` and `save`."""

    DEFAULT_CSS = """
    Form { height: auto; max-height: 100%; width: 100%; background: $panel; layout: vertical; }
    """
    #: Scopes of its keys.
    SCOPES: ClassVar[tuple[Scope, ...]] = SCOPES_OF["log"]
    ALLOW_SELECT = False

    def __init__(self, screen_: "KamScreen") -> None:
        """Belong to a screen."""
        super().__init__()
        self.owner = screen_
        self.brush = screen_.brush
        self.saving = False
        self.drafts = FormDrafts(self)
        #: What was typed before may be put back: nothing else is to stand in the form.
        self.takes_draft = True
        self._finished = False
        self._table: dict[str, str] = {}
        self._notes: dict[str, str] = {}

    # -- what subclasses say ---------------------------------------------------------------------

    title: str = ""
    subject: str = ""

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Return the keys shown at the end of the title."""
        return (("ctrl+s", _("save")), ("Esc", _("close")))

    def editors(self) -> Sequence[Widget]:
        """Return what the keyboard goes through, in order."""
        raise NotImplementedError

    async def save(self) -> None:
        """Write; raises `KamError`, and then the form stays with everything typed."""
        raise NotImplementedError

    def left_open(self) -> None:
        """Say what becomes of what was typed; called when the form is closed without saving."""

    def put_away(self) -> None:
        """Keep what was typed: the form is left without saving."""
        self.drafts.keep_now()
        self.left_open()

    # -- what was typed --------------------------------------------------------------------------

    @property
    def draft_name(self) -> str:
        """Under what name what is typed here is kept; empty where it is not worth keeping."""
        return ""

    @property
    def draft_record(self) -> str:
        """The id of the record the form is about; empty for a new one."""
        return ""

    def typed_texts(self) -> dict[str, FormText]:
        """Return what somebody typed, field by field; nothing while all stands as it began."""
        found = {
            one.name: FormText(one.typed, one.text)
            for lines in self.query(FieldLines)
            for one in lines.fields
            if one.touched and one.typed != one.text
        }
        for note, began in self._notes_begun():
            if note.text != began:
                found["note"] = FormText(note.text, began)
        return found

    def restore_texts(self, texts: "Mapping[str, FormText]") -> dict[str, str] | None:
        """Put back what was typed before; None where none of it belongs here any more.

        Returns what stands in the book by now where that is not what one began from: saving
        would write over it.
        """
        changed: dict[str, str] = {}
        fields = {one.name: one for lines in self.query(FieldLines) for one in lines.fields}
        known = [name for name in texts if name in fields]
        for name in known:
            one, kept = fields[name], texts[name]
            if one.text not in (kept.before, kept.text):
                changed[one.label] = one.text
            one.put(kept.text, touched=True)
            one.prompt.fresh = False
        for note, began in self._notes_begun():
            if "note" in texts:
                known.append("note")
                if began != texts["note"].before:
                    changed[_("Note")] = began
                note.load_text(texts["note"].text)
                note.move_cursor(note.document.end)
        if not known:
            return None
        self.texts_changed()
        return changed

    def begin_anew(self) -> None:
        """Let every field stand as it began."""
        for lines in self.query(FieldLines):
            for one in lines.fields:
                one.put(one.text, touched=False)
            lines.enter(lines.index)
        for note, began in self._notes_begun():
            note.load_text(began)
            note.move_cursor(note.document.end)
        self.texts_changed()

    def texts_changed(self) -> None:
        """Show what is understood of texts that were put in from outside."""
        for lines in self.query(FieldLines):
            lines.redraw()

    def _notes_begun(self) -> "list[tuple[NoteArea, str]]":
        """Return the note, where there is one, with the text it began with."""
        return [
            (cast("NoteArea", note), self._notes.setdefault("note", cast("NoteArea", note).text))
            for note in self.query("NoteArea")
        ]

    def place(self) -> str:
        """Return where the keyboard is among fields that are not all in sight; else nothing."""
        return ""

    # -- room ------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Take the rows there are, once it is known how many."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.is_attached and isinstance(self.parent, Widget):
            beside = (one for one in self.siblings if one.display and not _is_list(one))
            room = self.parent.size.height - sum(one.outer_size.height for one in beside)
            held = self.screen.focused is not self.owner.line_list
            self.owner.set_class(room < ALONE and held, "form-alone")
            self.take_room(max(1, room))
            if self.owner.form_keys:  # the keyboard is here, and the row may be shorter now
                self.show_keys()

    @property
    def title_row(self) -> FormTitle:
        """The row with the title and the keys."""
        return self.query_one(FormTitle)

    def take_room(self, room: int) -> None:
        """Share so many rows: the fields scroll, a quarter stays the list's.

        On a terminal of a few rows the title goes first: a field is what is needed.
        """
        title = self.title_row
        title.display = room > 2
        fixed = [one for one in self.children if not isinstance(one, FieldLines)]
        taken = sum(one.outer_size.height for one in fixed if one.display and one is not title)
        left = room - taken - int(title.display)
        for lines in self.query(FieldLines):
            lines.limit(left if room < ALONE else left - max(room // 4, 2))
        self.refresh_title()

    # -- drawing ---------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out the title; subclasses add their rows."""
        yield FormTitle(self.brush, self.title, self.subject, self.hints())

    def refresh_title(self) -> None:
        """Show the words in the current language."""
        try:
            title = self.query_one(FormTitle)
            title.show(self.title, self.subject, self.hints(), self.place())
        except NoMatches:
            return

    def footer(self) -> tuple[FooterKey, ...]:
        """Return the hints of the keys row while the keyboard is here.

        In a note Enter is a new line, so another key saves; the way back goes first where there
        is no room for all of them.
        """
        key_map = self.owner.kam.key_map
        commands = [one for one in in_scopes(self.SCOPES) if one.footer is not None]
        commands.sort(key=lambda one: one.footer or 0)
        if self._in_note():
            commands = [_SAVE if one.id == "panel.accept" else one for one in commands]
        hints = tuple(
            FooterKey(key_map.shown(one), _(one.label), one.id)
            for one in commands
            if not self.hides(one.id)
        )
        if len(fitting(hints, self.app.size.width)) == len(hints):
            return hints
        return tuple(hint for hint in hints if hint.command_id != "panel.previous")

    def hides(self, command_id: str) -> bool:
        """Tell whether a key is not worth a place in the footer now."""
        return command_id == "log.fresh" and not self.drafts.offered

    # -- keys ------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Take the keys from the key map, and the rows there are."""
        self.rebind()
        self._notes_begun()
        self.fit()

    def on_unmount(self) -> None:
        """Be kept no more."""
        self.drafts.end()

    @on(FieldLines.Edited)
    def _keep_field(self) -> None:
        self.drafts.typed()

    def on_text_area_changed(self) -> None:
        """Keep what is typed into a note."""
        self.drafts.typed()

    def rebind(self) -> None:
        """Take other keys where the key map changed while the form is open."""
        self._table = self.owner.kam.key_map.table(self.SCOPES)

    def on_key(self, event: events.Key) -> None:
        """Run the form's own keys; nothing typed here reaches the list behind."""
        command_id = self._table.get(event.key)
        if command_id is not None and self._in_note() and event.key in ("up", "down", "enter"):
            return
        if command_id is not None:
            event.stop()
            event.prevent_default()
            self.run_command(command_id)
            return
        focused = self.screen.focused
        own = focused is not None and event.key in focused._bindings.key_to_bindings
        if not own and event.key not in ("ctrl+q", "ctrl+l"):
            event.stop()
            event.prevent_default()
            if event.key in self.screen._bindings.key_to_bindings and event.key not in _EDITING:
                key = key_text(event.key)
                self.owner.say(_("{key} means nothing in a form; Esc closes it").format(key=key))

    def _in_note(self) -> bool:
        return not isinstance(self.screen.focused, FieldLines)

    def run_command(self, command_id: str) -> None:
        """Run one of the form's commands."""
        name = "do_" + command_id.replace(".", "_")
        handler = getattr(self, name, None)
        if handler is not None:
            handler()

    def do_panel_next(self) -> None:
        """Go to the next field, after the last to the first."""
        self._step(1)

    def do_panel_previous(self) -> None:
        """Go to the field before."""
        self._step(-1)

    def do_panel_accept(self) -> None:
        """Save from a single-line field."""
        self.begin_save()

    def do_panel_save(self) -> None:
        """Save."""
        self.begin_save()

    def do_panel_theirs(self) -> None:
        """Take the other window's value of a field; only some forms have such fields."""
        self.owner.say(_("Nobody else has changed anything here"))

    def do_panel_list(self) -> None:
        """Let the keyboard go to the list behind; ctrl+o there comes back."""
        self.owner.remove_class("form-alone")
        self.screen.set_focus(self.owner.line_list, scroll_visible=False)

    def do_panel_leave(self) -> None:
        """Close, keeping what was typed."""
        self.put_away()
        self.close()

    def do_log_fresh(self) -> None:
        """Throw away what was typed before and begin anew."""
        if not self.drafts.offered and not self.typed_texts():
            self.owner.say(_("Nothing is typed yet"))
            return
        self.begin_anew()
        self.drafts.forget()
        self.owner.say("")
        self.show_keys()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self._enter(self.editors()[0], first=True)

    def come_back(self) -> None:
        """Put the keyboard back where it was last."""
        self._enter(self.editors()[0], first=None)

    def _enter(self, editor: Widget, *, first: bool | None) -> None:
        if isinstance(editor, FieldLines) and first is not None:
            editor.enter(0 if first else len(editor.fields) - 1)
        self.screen.set_focus(editor, scroll_visible=False)

    def _step(self, by: int) -> None:
        editors = list(self.editors())
        focused = self.screen.focused
        at = editors.index(focused) if focused in editors else 0
        if isinstance(focused, FieldLines) and focused.step(by):
            self.refresh_title()
            self.moved()
            return
        following = editors[(at + by) % len(editors)]
        self._enter(following, first=by > 0)
        self.moved()

    def moved(self) -> None:
        """Say something about the field the keyboard came to."""

    @on(FieldLines.Went)
    def _went(self, event: FieldLines.Went) -> None:
        event.stop()
        self.refresh_title()
        self.moved()

    @on(FieldLines.Refused)
    def _refused(self, event: FieldLines.Refused) -> None:
        event.stop()
        self.owner.say(event.field.prompt.problem)

    # -- saving and leaving ------------------------------------------------------------------------

    def begin_save(self) -> None:
        """Write in the background; a second Enter meanwhile is nothing."""
        if self.saving:
            return
        self.saving = True
        self.run_worker(self._saved(self.save()), group="save", exit_on_error=True)

    async def _saved(self, steps: Awaitable[None]) -> None:
        try:
            await steps
            if self._finished:
                self.drafts.forget()
        except KamError as error:
            self.failed(error)
        finally:
            self.saving = False

    def failed(self, error: KamError) -> None:
        """Say why; the form stays."""
        self.owner.say_error(error)

    def on_note_area_refused(self, event: "NoteArea.Refused") -> None:
        """Say that nothing was pasted, and why."""
        event.stop()
        params: dict[str, object] = {"length": event.length, "longest": LONGEST}
        self.failed(KamError("text.too_long", params))

    def close(self) -> None:
        """Give the room back to the list."""
        owner = self.owner
        self._finished = True
        if self.is_attached:
            self.remove()
        owner.remove_class("with-form", "form-alone")
        owner.form_keys = ()
        if owner.is_mounted:
            owner.set_focus(owner.line_list, scroll_visible=False)
            owner.refresh_words()

    def tell(self, verb: str, changes: "ChangeSet", *more: tuple[str, str, bool]) -> None:
        """Say what was written and how to take it back, and let every screen know."""
        from kamtui.tui.messages import Written

        more += planned_parts(changes)
        self.owner.say(self.owner.told(verb, changes.subject, *more))
        self.owner.post_message(Written(changes))

    def on_descendant_focus(self) -> None:
        """Show the form's keys."""
        self.show_keys()
        self.refresh_title()

    def show_keys(self) -> None:
        """Show the hints of this form in the keys row: those that mean something now."""
        self.owner.form_keys = self.footer()
        self.owner.keys_row.show(self.owner.form_keys)

    def on_descendant_blur(self) -> None:
        """Show the screen's keys again."""
        if self.is_attached and self.owner.is_mounted:
            self.call_later(self._after_blur)

    def _after_blur(self) -> None:
        focused = self.screen.focused if self.is_attached else None
        if self.is_attached and (focused is None or self not in focused.ancestors):
            self.owner.form_keys = ()
            self.owner.refresh_words()


async def show_form(screen: "KamScreen", form: Form) -> None:
    """Open a form under the list of a screen; one that is open there is put away first."""
    for other in screen.query(Form):
        other.put_away()
        await other.remove()
    screen.say("")  # what was said about the row before is not about this form
    screen.add_class("with-form")
    await screen.query_one("#left").mount(form)
    form.focus_first()
    await offer(form)
    if form.drafts.offered and form.is_attached:
        form.show_keys()
    screen.starting = False


def open_form(screen: "KamScreen") -> Form | None:
    """Return the form that is open on a screen."""
    return next(iter(screen.query(Form)), None)


def _is_list(widget: Widget) -> bool:
    from kamtui.tui.widgets.line_list import LineList

    return isinstance(widget, (LineList, Form))


def words_of(command_id: str) -> str:
    """Return a command's word in the current language."""
    return _(command(command_id).label)
