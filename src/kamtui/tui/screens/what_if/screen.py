"""What-if: move a weight or a cut-off of a model and see who moves, before anything is saved."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.containers import Container
from textual.message import Message

from kamtui.domain.enums import Axis
from kamtui.domain.errors import KamError
from kamtui.i18n import _, ngettext
from kamtui.present.grading import class_label
from kamtui.present.model_table import model_label
from kamtui.present.model_words import criterion_name, refusal_text
from kamtui.present.rule_words import points_text
from kamtui.tui.commands import Command
from kamtui.tui.screens.base import WIDE, KamScreen
from kamtui.tui.screens.book_screen import BookScreen
from kamtui.tui.screens.past_day import ask_day
from kamtui.tui.screens.what_if.draft import DATA, Draft, Place, place_of
from kamtui.tui.screens.what_if.keeper import DraftKeeper
from kamtui.tui.screens.what_if.movers import MoverRows, Totals
from kamtui.tui.screens.what_if.naming import named
from kamtui.tui.screens.what_if.reading import Loaded, OutcomeLoaded, load
from kamtui.tui.screens.what_if.rows import model_rows, title_parts
from kamtui.tui.widgets.customer_list_rows import Titles
from kamtui.tui.widgets.drawn_rows import DrawnRows
from kamtui.tui.widgets.header import Group, Header, Tab
from kamtui.tui.widgets.keys import FooterKey
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.prompt import Part, TextPrompt

if TYPE_CHECKING:
    from textual.widget import Widget

    from kamtui.domain.scoring.model import ScoringModel
    from kamtui.domain.views.what_if import Outcome
    from kamtui.services.what_if import WhatIf

__all__ = ["WhatIfScreen", "open_what_if"]

#: Cells of the model beside those who move, and the least and most of the latter.
_MODEL_CELLS, _LEAST, _MOST = 72, 38, 64
#: Rows of a narrow window below which only the model is shown.
_SMALL = 13
#: Commands that need a line of the model under the cursor.
_ON_A_LINE = frozenset(
    ("what_if.more", "what_if.less", "what_if.edit", "what_if.default", "list.delete")
)
_NEVER = frozenset(("list.mark", "list.mark_group", "list.repeat", "list.sort"))
#: What can be done while there is no model: choose another.
_WITHOUT_MODEL = frozenset(("what_if.movers", "what_if.models"))
#: Longest number anybody types.
_LONGEST = 12


async def open_what_if(screen: KamScreen, item: object = None) -> None:
    """Show what another model would do; from a screen above it go back to it."""
    for other in reversed(screen.app.screen_stack):
        if isinstance(other, WhatIfScreen):
            if other is screen:
                screen.say(_("You are here"))
            # Not awaited: this runs on the screen that goes, which waits for it to end.
            while screen.app.screen is not other:
                screen.app.pop_screen()
            return
    await screen.app.push_screen(WhatIfScreen(name=item if isinstance(item, str) else ""))


class ModelList(LineList):
    """The lines of a model: a digit on one begins to type its number."""

    class Typed(Message):
        """A digit was pressed on a line."""

        def __init__(self, character: str) -> None:
            """Carry it, in half width."""
            super().__init__()
            self.character = character

    def on_key(self, event: events.Key) -> None:
        """Take digits, whatever else they mean elsewhere: here they are the number."""
        screen = self.screen
        if not isinstance(screen, KamScreen) or screen.status.asking or screen.overlaid:
            return
        typed = unicodedata.normalize("NFKC", event.character or "")
        if len(typed) == 1 and typed in "0123456789" and place_of(self.key) is not None:
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(typed))


class WhatIfScreen(BookScreen):
    """The model, and who moves: below it, or beside it where there is room."""

    KIND: ClassVar[str] = "what_if"
    TAB: ClassVar[str] = "what_if"
    OPENS: ClassVar[str] = "grade"
    ROOM = (*KamScreen.ROOM, ("#titles", 8))

    def __init__(self, *, name: str = "") -> None:
        """Show a model by its name; the grade model in force without one."""
        super().__init__()
        self._wanted = name
        self._day: date | None = None
        self._draft: Draft | None = None
        self._against: ScoringModel | None = None
        self._what_if: WhatIf | None = None
        self._outcome: Outcome | None = None
        self._keeper = DraftKeeper(self)
        self._rows = DrawnRows()
        #: What to say once the model is there.
        self._told: tuple[Part, ...] = ()

    # -- house -------------------------------------------------------------------------------

    def left_widgets(self) -> Sequence[Widget]:
        """Return the model under its title."""
        return (
            Titles(self.brush, self._put_title, id="titles"),
            ModelList(self.brush, id="list"),
        )

    def right_widgets(self) -> Sequence[Widget]:
        """Return those who move under their sums; a narrow window has them below."""
        return (
            Container(Totals(self.brush, id="totals"), LineList(self.brush, id="movers"),
                      id="moved"),
        )  # fmt: skip

    def on_mount(self) -> None:
        """Ask for the model."""
        self.kam.before_exit.append(self._keeper.keep_now)
        self.lay_out()
        self.say(_("Working out the scores…"))
        self.reload()

    def on_unmount(self) -> None:
        """Keep what is not saved."""
        self._keeper.end()

    def end(self) -> None:
        """Keep what is not saved: the screen is taken away for good."""
        super().end()
        self._keeper.keep_now()

    @property
    def movers(self) -> LineList:
        """Those who move."""
        return self.query_one("#movers", LineList)

    @property
    def main_list(self) -> LineList:
        """The model."""
        return self.query_one("#list", LineList)

    @property
    def line_list(self) -> LineList:
        """The list the keyboard is in."""
        return self.movers if self.on_movers else self.main_list

    @property
    def on_movers(self) -> bool:
        """Whether the keyboard is among those who move."""
        return self.focused is not None and self.focused.id == "movers"

    @property
    def is_wide(self) -> bool:
        """Whether those who move stand beside the model."""
        return self.app.size.width >= WIDE

    def on_resize(self) -> None:
        """Lay out again."""
        super().on_resize()
        self.lay_out()
        self.show_rows()
        self.refresh_words()

    def lay_out(self) -> None:
        """Give both parts their room; on a few rows there is only the model."""
        super().lay_out()
        width, height = self.app.size.width, self.app.size.height
        moved, body = self.query_one("#moved"), max(0, height - 3)
        self.set_class(not self.is_wide, "narrow")
        small = not self.is_wide and height < _SMALL
        self.set_class(small, "small")
        if small and self.on_movers:
            self.set_focus(self.main_list, scroll_visible=False)
        if self.is_wide:
            moved.styles.width = max(_LEAST, min(_MOST, width - _MODEL_CELLS))
            moved.styles.height = "100%"
            self.query_one(Totals).styles.height = 5 if body >= 24 else 4
            return
        moved.styles.width = "100%"
        rows = max(6, body // 3, body - 1 - len(self._rows))
        moved.styles.height = min(rows, max(0, body - 4))
        self.query_one(Totals).styles.height = 2 if rows < 14 else 4

    def repaint(self) -> None:
        """Draw everything with the current brush and words."""
        super().repaint()
        if self.is_mounted:
            self.show_rows()

    def refresh_words(self) -> None:
        """Show header, title and footer in the current language."""
        super().refresh_words()
        if self.is_mounted:
            self.show_header()
            self.query_one("#titles", Titles).redraw()

    def footer(self) -> tuple[FooterKey, ...]:
        """Return the hints without digits: on the model's lines digits type a number."""
        return tuple(
            hint._replace(key=self.letter(hint.command_id) or hint.key) for hint in super().footer()
        )

    def tabs(self) -> tuple[Tab, ...]:
        """Return the screens of the header and this one behind them, lit."""
        return (*super().tabs(), Tab(self.TAB, _("What-if"), None, True))

    def show_header(self) -> None:
        """Draw the tabs; the day, where it is one of the past."""
        groups: list[Group] = []
        outcome = self._outcome
        if self._day is not None:
            words = _("as of {day}").format(day=self._day.isoformat())
            groups.append(Group(((words, "late", True),)))
        elif outcome is not None and outcome.after.axis is Axis.GRADE:
            count = outcome.proposals_after
            words = ngettext("{count} proposal", "{count} proposals", count)
            groups.append(Group(((words.format(count=f"{count:,}"), "muted", False),), drop=2))
        self.query_one(Header).show(self.tabs(), groups)

    def _put_title(self, line: Line, brush: Brush) -> None:
        if self._draft is None:
            return
        x = 2
        for text, role, bold in title_parts(self._draft):
            x = line.put(x, text, role, bold=bold, limit=max(0, line.width - 1 - x),
                         ellipsis=brush.ellipsis)  # fmt: skip

    # -- values ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the model and everybody's facts anew; what is changed and not saved stays."""
        desk, wanted, day = self.desk, self._wanted, self._day
        known = self._draft.saved.name if self._draft is not None else wanted
        self._what_if = None
        self.operations.read(self, lambda: load(desk, known, day), lambda found: found,
                             group="model")  # fmt: skip

    def show_model(self, name: str, told: Sequence[Part] = ()) -> None:
        """Show another model; what was changed of this one is kept."""
        self._keeper.keep_now()
        self._wanted, self._draft, self._outcome = name, None, None
        self._told = tuple(told)
        self.reload()

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        entry, before = event.entry, self._draft
        self._what_if, self._against = event.what_if, event.against
        told, self._told = self._told, ()
        if before is not None and before.changed and before.saved.name == entry.name:
            # Somebody else may have saved: compared with that, and a save says so.
            before.saved = entry.model
            before.active = entry.active
        else:
            self._draft = draft = Draft(entry.model, entry.revision, entry.active)
            kept = event.kept
            if kept is not None and draft.restore(kept.text):
                # Somebody may have saved since: then a save says so before it writes over it.
                began = kept.before
                draft.revision = int(began) if began.isdecimal() else draft.revision
                told = told or (
                    (_("Changed before, not saved"), "text", False),
                    *self.key_hint("what_if.reset", _("put all back")),
                    *self.key_hint("what_if.save", _("save")),
                )
        self.show_rows()
        self.lay_out()
        if told:
            self.say(told)
        elif before is None:
            self.say(self._idle())
        self._ask()

    def _ask(self) -> None:
        """Judge everybody by what stands there now; an older question is not answered any more."""
        what_if, against, draft = self._what_if, self._against, self._draft
        if what_if is None or against is None or draft is None:
            return
        model = draft.model
        self.operations.read(
            self, lambda: what_if.outcome(against, model), OutcomeLoaded, group="outcome"
        )

    @on(OutcomeLoaded)
    def _outcome_loaded(self, event: OutcomeLoaded) -> None:
        first = self._outcome is None
        self._outcome = event.outcome
        self.show_rows()
        if first:
            self.lay_out()
        self.show_header()

    @property
    def outcome(self) -> Outcome | None:
        """Who moves, None while it is worked out."""
        return self._outcome

    @property
    def draft(self) -> Draft | None:
        """The model on the screen."""
        return self._draft

    # -- showing -----------------------------------------------------------------------------

    def show_rows(self) -> None:
        """Draw the model and those who move."""
        if not self.is_mounted or self._find is not None:
            return
        draft, outcome, masked = self._draft, self._outcome, self.kam.masked
        if draft is not None:
            self._rows = model_rows(draft, outcome, masked=masked)
            self.main_list.show(self._rows, follow=True)
        against = self._against
        other = draft is not None and against is not None and against.name != draft.saved.name
        self.query_one(Totals).show(
            outcome,
            against=model_label(against.name) if other and against is not None else "",
            masked=masked,
        )
        if outcome is not None:
            self.movers.show(MoverRows(outcome, masked=masked), follow=True)
        self.query_one("#titles", Titles).redraw()
        if not len(self.movers.source) and self.on_movers:
            self.set_focus(self.main_list, scroll_visible=False)

    def find_ended(self) -> None:
        """Show one's own rows again."""
        self.show_rows()

    def _idle(self) -> tuple[Part, ...]:
        """Return what the keys do, for whoever comes here first."""
        plus, minus = self.letter("what_if.more"), self.letter("what_if.less")
        return (
            (f"{plus} {minus}", "accent", False),
            (" " + _("move the number"), "muted", False),
            ("   0-9", "accent", False),
            (" " + _("type it"), "muted", False),
            *self.key_hint("what_if.save", _("save")),
        )

    @property
    def place(self) -> Place | None:
        """The line of the model under the cursor."""
        return None if self.on_movers else place_of(self.main_list.key)

    def name_of(self, place: Place) -> str:
        """Return what a line is called."""
        draft = self._draft
        if place.kind == "class" or draft is None:
            return class_label(place.name)
        if place.kind == DATA:
            return _("Data needed for a class")
        line = draft.criterion(place.name) or draft.criterion(place.name, saved=True)
        return place.name if line is None else criterion_name(line)

    # -- moving numbers ----------------------------------------------------------------------

    def why_not(self, one: Command) -> str | None:
        """Return why a command cannot run now."""
        draft, place = self._draft, self.place
        if self._find is not None:
            return super().why_not(one)
        if one.id in _NEVER:
            return _("Nothing is marked or sorted here")
        if one.scope == "what_if" and one.id not in _WITHOUT_MODEL and draft is None:
            return _("The model is not read yet")
        if one.id in _ON_A_LINE:
            if place is None:
                return _("Lines of the model are changed; {key} goes back to them").format(
                    key=self.letter("what_if.movers")
                )
            gone = draft is not None and draft.number(place) is None
            if gone and one.id != "what_if.default":
                return _("This line is taken out; {key} puts it back").format(
                    key=self.letter("what_if.default")
                )
            moves = one.id in ("what_if.more", "what_if.less")
            if moves and draft is not None and draft.fixed(place):
                return _("The lowest class begins at 0")
            if one.id == "list.delete" and place.kind == DATA:
                return _("Only criteria and classes are taken out")
        if one.id in ("what_if.save", "what_if.save_as") and self._day is not None:
            return _("A day of the past is shown; {key} Enter comes back to today").format(
                key=self.letter("what_if.day")
            )
        if one.id in ("what_if.save", "what_if.reset") and not (draft and draft.changed):
            return _("Nothing is changed")
        if one.id == "what_if.movers" and not self.on_movers and not len(self.movers.source):
            return _("There are no customers yet: nobody can move")
        if one.id == "list.open" and self.line_list.key is None:
            return _("There is no row to open")
        return super().why_not(one)

    def do_what_if_more(self) -> None:
        """Raise the number by a step."""
        self._step(1)

    def do_what_if_less(self) -> None:
        """Lower it."""
        self._step(-1)

    def _step(self, by: int) -> None:
        draft, place = self._draft, self.place
        if draft is None or place is None:
            return
        self._set(place, draft.stepped(place, by))

    def _set(self, place: Place, number: Decimal) -> None:
        """Move a number, or say why it cannot be."""
        draft = self._draft
        if draft is None:
            return
        before = draft.number(place)
        try:
            model = draft.with_number(place, number)
        except KamError as error:
            self.say_refusal(error, draft.model)
            return
        if before == number or not self.put(model):
            self.say(_("{name} is {number} already").format(
                name=self.name_of(place), number=points_text(number)))  # fmt: skip
            return
        self._tell(place, before, number)

    def _tell(self, place: Place, before: Decimal | None, number: Decimal) -> None:
        was = "-" if before is None else points_text(before)
        self.say(
            (
                (self.name_of(place) + "  ", "text", False),
                (was, "muted", False),
                self.arrow(),
                (points_text(number), "text", True),
                *self.key_hint("app.undo", _("undo")),
            )
        )

    def put(self, model: ScoringModel) -> bool:
        """Take a step and judge everybody by it; False where nothing is another."""
        if self._draft is None or not self._draft.put(model):
            return False
        self._moved_on()
        return True

    def _moved_on(self) -> None:
        """Show the model as it is now, and ask who moves."""
        self.show_rows()
        self.refresh_words()
        self._keeper.later()
        self._ask()

    def say_refusal(self, error: KamError, model: ScoringModel) -> None:
        """Say why a change cannot be."""
        self.say(((refusal_text(error, model), "late", True),))

    @on(ModelList.Typed)
    def _typed(self, event: ModelList.Typed) -> None:
        event.stop()
        place = self.place
        if place is not None:
            self.flow(self._type(place, event.character))

    async def do_list_open(self) -> None:
        """Type the number of a line; open the customer that moves."""
        if self.on_movers:
            customer_id = self.movers.key
            if customer_id is not None:
                await self.kam.open_panel("customer", self, customer_id)
            return
        if self.place is not None:
            await self._type(self.place, "")

    async def _type(self, place: Place, begun: str) -> None:
        draft = self._draft
        if draft is None:
            return
        if draft.fixed(place) or draft.number(place) is None:
            fixed = draft.fixed(place)
            self.say(_("The lowest class begins at 0") if fixed else
                     _("This line is taken out; {key} puts it back").format(
                         key=self.letter("what_if.default")))  # fmt: skip
            return
        now = draft.number(place) or Decimal(0)

        def check(text: str) -> tuple[Part, ...] | None:
            try:
                draft.with_number(place, _number(text))
            except KamError as error:
                return ((refusal_text(error, draft.model), "late", True),)
            return None

        was = ((_("was {number}").format(number=points_text(now)), "muted", False),)
        prompt = TextPrompt(
            self.name_of(place), begun or f"{now:f}", remark=lambda _text: was, check=check
        )
        prompt.fresh = not begun
        text = await self.ask(prompt)
        if text is None:
            self.say("")
            return
        self._set(place, _number(text))

    # -- taking steps back ---------------------------------------------------------------------

    def do_app_undo(self) -> None:
        """Take the last step on this screen back; without one the last step in the book."""
        if self._draft is not None and self._draft.undo():
            self._moved_on()
            self.say((
                (_("Taken back"), "text", False), *self.key_hint("app.redo", _("redo")),
            ))  # fmt: skip
            return
        super().do_app_undo()

    def do_app_redo(self) -> None:
        """Take it again."""
        if self._draft is not None and self._draft.redo():
            self._moved_on()
            self.say(((_("Done again"), "text", False), *self.key_hint("app.undo", _("undo"))))
            return
        super().do_app_redo()

    def do_what_if_default(self) -> None:
        """Put one line back as it is saved."""
        draft, place = self._draft, self.place
        if draft is None or place is None:
            return
        try:
            model = draft.reset(place)
        except KamError as error:
            self.say_refusal(error, draft.model)
            return
        words = _("is as it is saved") if not self.put(model) else _("put back")
        self.say((
            (self.name_of(place) + "  ", "text", False), (words, "muted", False),
            *self.key_hint("app.undo", _("undo")),
        ))  # fmt: skip

    def do_what_if_reset(self) -> None:
        """Put every line back; u brings the changes back."""
        if self._draft is not None and self.put(self._draft.saved):
            self.say((
                (_("Everything is as it is saved"), "text", False),
                *self.key_hint("app.undo", _("brings the changes back")),
            ))  # fmt: skip

    def do_list_delete(self) -> None:
        """Take a line out of the model; nothing is saved by it."""
        draft, place = self._draft, self.place
        if draft is None or place is None:
            return
        name = self.name_of(place)
        try:
            model = draft.without(place)
        except KamError as error:
            self.say_refusal(error, draft.model)
            return
        self.put(model)
        self.say((
            (name + "  ", "text", False), (_("taken out"), "muted", False),
            *self.key_hint("app.undo", _("undo")),
        ))  # fmt: skip

    # -- forms and models ----------------------------------------------------------------------

    async def do_what_if_edit(self) -> None:
        """Change the rest of a line."""
        place = self.place
        if place is not None:
            names = {"criterion": "criterion", "class": "score_class", DATA: "whole_model"}
            await self.kam.open_panel(names[place.kind], self, place.name)

    async def do_what_if_add(self) -> None:
        """Add a class where the cursor is on one, else a criterion."""
        place = self.place
        adds_class = place is not None and place.kind == "class"
        await self.kam.open_panel("score_class" if adds_class else "criterion", self)

    async def do_what_if_whole(self) -> None:
        """Change what holds for the whole model."""
        await self.kam.open_panel("whole_model", self)

    async def do_what_if_models(self) -> None:
        """Show every model."""
        await self.kam.open_panel("models", self)

    # -- saving ------------------------------------------------------------------------------

    async def do_what_if_save(self) -> None:
        """Save what is on the screen as a new version."""
        from kamtui.services import models

        draft, desk = self._draft, self.desk
        if draft is None:
            return
        model, outcome = draft.model, self._outcome
        try:
            changes = await self.operations.perform(
                lambda: models.save(desk, model=model, base_revision=draft.revision)
            )
        except KamError as error:
            revision = error.params.get("revision")
            if error.code != "record.conflict" or not isinstance(revision, int):
                self.say_refusal(error, model)
                return
            draft.revision = revision
            words = _("Another window saved version {number} meanwhile").format(number=revision)
            self.say(((words, "late", True), *self.key_hint("what_if.save", _("saves yours"))))
            return
        self._draft = Draft(model, draft.revision, draft.active)
        self._keeper.keep_now()
        follow: tuple[Part, ...] = ()
        if not draft.active:
            follow = (("  " + _("not in force"), "mark", False),)
        elif outcome is not None and outcome.after == model and model.axis is Axis.GRADE:
            count = outcome.proposals_after
            words = ngettext("{count} proposal follows", "{count} proposals follow", count)
            follow = (("  " + words.format(count=f"{count:,}"), "accent", False),)
        self.say(self.told(_("Saved:"), model_label(model.name), *follow))
        self.kam.broadcast(changes)

    async def do_what_if_save_as(self) -> None:
        """Save what is on the screen under another name, not in force."""
        from kamtui.services import models

        draft, desk = self._draft, self.desk
        if draft is None:
            return
        model = draft.model
        try:
            found = await named(
                self, _("Name of the copy"), model_label(draft.saved.name),
                lambda name: models.save(
                    desk, model=model._replace(name=name, version=1), base_revision=None
                ),
                lambda error: refusal_text(error, model),
            )  # fmt: skip
        except KamError as error:
            self.say_refusal(error, model)
            return
        if found is None:
            return
        name, changes = found
        draft.steps.clear()
        told = self.told(_("Copied:"), changes.subject, ("  " + _("not in force"), "mark", False))
        self.show_model(changes.subject or name, told)
        self.kam.broadcast(changes)

    # -- a day of the past ---------------------------------------------------------------------

    async def do_what_if_day(self) -> None:
        """Choose the day everybody is judged at; nothing typed is today."""
        answered, day = await ask_day(self, self._day)
        if not answered:
            return
        self._day = day
        self._outcome = None
        self.show_rows()
        self.show_header()
        if self._day is None:
            self.say(_("As of today"))
        else:
            words = _("Everybody as of {day}: only to look at").format(day=self._day.isoformat())
            self.say(((words, "text", False),))
        self.reload()

    # -- between the two lists -----------------------------------------------------------------

    def do_what_if_movers(self) -> None:
        """Go to those who move, and back."""
        self.set_focus(self.main_list if self.on_movers else self.movers, scroll_visible=False)
        self.show_keys()

    def do_list_down(self) -> None:
        """Move down, from the last line of the model to those who move."""
        if not self.on_movers and len(self.movers.source) and not self.has_class("small"):
            if not self.main_list.move(1):
                self.do_what_if_movers()
            return
        super().do_list_down()

    def do_list_up(self) -> None:
        """Move up, from the first who moves to the model."""
        if self.on_movers and not self.movers.move(-1):
            self.do_what_if_movers()
        elif not self.on_movers:
            super().do_list_up()

    def do_app_back(self) -> None:
        """Go back to the model, else leave; what is not saved is kept."""
        if self.on_movers:
            self.do_what_if_movers()
            return
        kept = self._draft is not None and self._draft.changed
        self._keeper.keep_now()
        self.kam.do_app_back()
        screen = self.app.screen
        if kept and isinstance(screen, KamScreen) and screen is not self:
            screen.say(_("The changed model is kept, not saved"))


def _number(text: str) -> Decimal:
    """Read a typed number; full-width digits too.

    Raises:
        KamError: ``value.invalid``.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0 or len(plain) > _LONGEST:
        raise KamError("value.invalid", {"value": text[:20]}, exit_code=2)
    return number
