"""The import: a file, how it is read, what would happen, and then it happens as one undo step."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on

from kamtui.domain.errors import KamError
from kamtui.i18n import _, ngettext
from kamtui.present.file_paths import shown_path
from kamtui.services.transfer.imports import Source
from kamtui.services.transfer.result import FileNote, Remark
from kamtui.tui.commands import Command
from kamtui.tui.panels.form import Form, open_form, show_form
from kamtui.tui.screens.base import Handler, KamScreen
from kamtui.tui.screens.importing import choices
from kamtui.tui.screens.importing.folder_rows import FolderRows
from kamtui.tui.screens.importing.path_form import PathForm
from kamtui.tui.screens.importing.paths import is_table, paths_in
from kamtui.tui.screens.importing.plan import Plan, Trial, pasted, perform, try_out
from kamtui.tui.screens.importing.progress import Progressed, Reading
from kamtui.tui.screens.importing.rejects import ask_rejects
from kamtui.tui.screens.importing.rows import (
    count_parts,
    preview_rows,
    remark_text,
    source_name,
)
from kamtui.tui.screens.importing.words import import_sentence
from kamtui.tui.widgets.header import Group, Header, Tab
from kamtui.tui.widgets.keys import FooterKey
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.prompt import Part

if TYPE_CHECKING:
    from kamtui.services.transfer.imports import Imported

__all__ = ["ImportScreen", "open_import"]

#: Kinds whose records show on the agenda; the others show with their customers.
_ON_THE_AGENDA = frozenset(("follow-ups", "receivables", "payments", "complaints"))
#: Commands of the footer; finding and marking belong to lists of customers.
_FOOTER = frozenset(("import.run", "import.file", "import.rejects", "app.undo", "app.help"))
#: The screens of the header, by the commands that go there.
_ELSEWHERE = {
    "app.agenda": "agenda", "app.customers": "customers", "app.grades": "grades",
    "app.segments": "segments", "app.next_screen": "agenda", "app.previous_screen": "agenda",
    "app.go": "agenda",
}  # fmt: skip


async def open_import(screen: KamScreen, item: object = None) -> None:
    """Open the import over a screen."""
    if isinstance(screen, ImportScreen):
        screen.do_import_file()
        return
    await screen.kam.push_screen(ImportScreen(first_run=screen.KIND == "first_run"))


class ImportScreen(KamScreen):
    """The preview of one file after the other, and the forms that change how it is read."""

    KIND: ClassVar[str] = "import"

    def __init__(self, *, first_run: bool = False) -> None:
        """Prepare.

        Args:
            first_run: There is no book yet; the import makes it.
        """
        super().__init__()
        self._first_run = first_run
        self._waiting: list[Source] = []
        self._files = 0
        self._plan: Plan | None = None
        self._trial: Trial | None = None
        #: The file on the screen has been imported.
        self._done = False
        #: Names of the files imported on this screen: undo takes back the last one first.
        self._undoable: list[str] = []
        self._writing = False
        self._reading: Reading | None = None
        #: A path is being typed: the list shows the folder it leads to.
        self._in_folder = False

    def on_mount(self) -> None:
        """Ask for the file."""
        self.lay_out()
        self.do_import_file()

    # -- drawing -------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.lay_out()
        self.show()
        self.refresh_words()

    def show(self) -> None:
        """Draw the preview; while a path is typed the folder has its place."""
        if not self.is_mounted or self._in_folder:
            return
        if self._plan is not None and self._trial is not None:
            rows = preview_rows(
                self._plan,
                self._trial,
                done=self._done,
                width=self.app.size.width,
                sample=self.kam.sample,
            )
            self.line_list.show(rows, follow=True)

    def show_folder(self, rows: FolderRows) -> None:
        """Show the names a path may become, while one is typed."""
        if self._in_folder:
            self.line_list.show(rows)
            self.line_list.home()

    def repaint(self) -> None:
        """Draw everything with the current brush and words."""
        super().repaint()
        self.show()

    def tabs(self) -> tuple[Tab, ...]:
        """Return this screen as the only tab: there is one way on and one back."""
        return (Tab(self.kam.current_mode, _("Import"), None, True),)

    def footer(self) -> tuple[FooterKey, ...]:
        """Return the hints of what this screen does."""
        enter = FooterKey(_("Enter"), _("change the row"), "list.open")
        hints = [hint for hint in super().footer() if hint.command_id in _FOOTER]
        return (hints[0], enter, *hints[1:])

    def refresh_words(self) -> None:
        """Show header and footer in the current language."""
        super().refresh_words()
        if not self.is_mounted:
            return
        groups = []
        if self._plan is not None:
            groups.append(Group(((source_name(self._plan), "text", False),)))
        if self._files > 1:
            place = _("file {place} of {total}").format(
                place=self._files - len(self._waiting), total=self._files
            )
            groups.append(Group(((place, "muted", False),), drop=1))
        self.query_one(Header).show(self.tabs(), groups)

    def error_words(self, error: KamError) -> str:
        """Return why something could not be done, in the words of a screen."""
        return import_sentence(error)

    @on(LineList.Moved)
    def _cursor_moved(self) -> None:
        """Say a remark in full: its row cuts what does not fit."""
        key, trial = self.line_list.key or "", self._trial
        name, _colon, number = key.partition(":")
        result = trial.result if trial is not None else None
        if self.kam.reader or result is None:  # the row is read out in full
            return
        if name not in ("rejected", "remark") or open_form(self) is not None:
            return
        remarks: Sequence[Remark | FileNote]
        remarks = result.rejected if name == "rejected" else (*result.notes, *result.warnings)
        self.say(((remark_text(remarks[int(number)]), "text", False),))

    # -- reading -------------------------------------------------------------------------------

    async def take(self, sources: Sequence[Source]) -> None:
        """Begin with other files; the first one is read at once.

        Raises:
            KamError: It cannot be read; everything stays as it was.
        """
        await self._read(Plan(sources[0]))
        self._waiting, self._files = list(sources[1:]), len(sources)
        self._in_folder = False
        for form in self.query(Form):
            form.close()
        self._show_first()

    async def change(self, plan: Plan) -> None:
        """Read the file in another way.

        Raises:
            KamError: It cannot be read like that; everything stays as it was.
        """
        await self._read(plan)
        self.show()
        self.say(_tried(self._trial))

    async def _read(self, plan: Plan) -> None:
        self._refuse_odd(plan)
        desk, reading = self.desk, self._begin(writes=False)
        self.say(_("Reading"))
        trial = await self.operations.fetch(lambda: try_out(desk, plan, reading))
        self._reading = None
        self._plan, self._trial, self._done = plan, trial, False

    def _refuse_odd(self, plan: Plan) -> None:
        """Refuse what is neither a file nor a folder: reading a pipe would wait for ever."""
        path = plan.path
        try:
            odd = path is not None and path.exists() and not (path.is_file() or path.is_dir())
        except (OSError, ValueError):
            odd = True
        if odd:
            raise KamError("import.binary", {"file": plan.source.label})

    def _show_first(self) -> None:
        """Show a file just read from its first row on."""
        self.kam.forget_typed()  # keys pressed before the preview was seen decide nothing
        self.show()
        self.line_list.home()
        self.refresh_words()
        self.say(_tried(self._trial))

    def _begin(self, *, writes: bool) -> Reading:
        """Return what a pass through the file tells how far it is; one before it ends."""
        self.stop()
        self._reading = Reading(self, writes=writes, monotonic=self.kam.monotonic)
        return self._reading

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        if event.reading is self._reading:
            self.status.say(event.parts())

    def stop(self) -> None:
        """Let a reading end that nobody waits for."""
        if self._reading is not None:
            self._reading.stop()
            self._reading = None

    def path_closed(self) -> None:
        """Show the preview again, or go back where there is none."""
        self._in_folder = False
        if self._plan is None:
            self._leave()
        else:
            self.show()

    # -- what answers --------------------------------------------------------------------------

    def why_not(self, one: Command) -> str | None:
        """Return why a command cannot run now."""
        trial = self._trial
        if one.id.startswith("import.") and self._writing:
            return _("The import is running; Esc stops it")
        if one.id in ("import.run", "import.change") and self._done:
            return _("This file has been imported; f reads another")
        if one.id == "import.run" and trial is not None and not trial.writes:
            problem = trial.survey.problem
            if problem is not None:
                return import_sentence(problem)
            if trial.result is not None and trial.result.rejected:
                return _("No row of this file can be imported; the rows below say why")
            return _("Nothing in this file is new")
        if one.id == "import.rejects" and not (
            trial is not None and trial.result is not None and trial.result.rejected
        ):
            return _("No row was rejected")
        if one.scope == "import" and one.id != "import.file" and trial is None:
            return _("No file has been read yet")
        if one.id == "app.undo" and not self._undoable:
            return _("Nothing has been imported here yet")
        if one.id in _ELSEWHERE and self._first_run:
            return None if self._undoable else _("There is no book yet: import a file, or Esc")
        return super().why_not(one)

    def handler(self, command_id: str) -> Handler | None:
        """Return what runs a command; after the first import of all the book's screens are new."""
        screen = _ELSEWHERE.get(command_id)
        if screen is not None and self._first_run:
            return lambda: self.kam.show_anew(screen)
        return super().handler(command_id)

    def do_import_file(self) -> None:
        """Ask for a file, beginning with the folder of the one before."""
        path = self._plan.path if self._plan is not None else None
        text = f"{shown_path(path.parent)}/" if path is not None else ""
        self._in_folder = True
        self.flow(show_form(self, PathForm(self, text)))

    def do_list_open(self) -> None:
        """Import on the first row, change what another says."""
        form = open_form(self)
        if self._in_folder and isinstance(form, PathForm):
            if self.line_list.key is not None:
                form.put(self.line_list.key)
            form.come_back()
            return
        self.action_run("import.run" if self.line_list.key == "run" else "import.change")

    async def do_import_change(self) -> None:
        """Open what changes the row under the cursor."""
        plan, trial = self._plan, self._trial
        if plan is None or trial is None:
            return
        name, _colon, number = (self.line_list.key or "").partition(":")
        if name == "column":
            if trial.survey.kind is None:
                self.say(_("Choose the kind first: what the columns are depends on it"))
                return
            column = trial.survey.columns[int(number)]
            await show_form(self, choices.column_form(self, plan, trial, column))
        elif name == "kind":
            await show_form(self, choices.kind_form(self, plan, trial))
        elif name == "sheet":
            await show_form(self, choices.sheet_form(self, plan, trial))
        elif name == "encoding":
            await show_form(self, choices.encoding_form(self, plan, trial))
        elif name == "customers":
            await self.change(replace(plan, create_customers=not plan.create_customers))
        elif name == "file":
            self.do_import_file()
        elif name == "run":
            self.say(_("Enter imports; the rows below can be changed"))
        else:
            self.say(_("This row is in the file; mend it there, or write it out with w"))

    async def do_import_run(self) -> None:
        """Import the file."""
        plan = self._plan
        if plan is None or self._writing:
            return
        desk, reading = self.desk, self._begin(writes=True)
        self._writing, self.starting = True, False
        self.say(_("Importing: a backup first"))
        try:
            done = await self.operations.perform(lambda: perform(desk, plan, reading))
        finally:
            self._writing, self._reading = False, None
        await self._imported(plan, done)

    async def _imported(self, plan: Plan, done: "Imported") -> None:
        result, trial = done.results[0], self._trial
        if done.changes is None or trial is None:
            self.say(_("Nothing in this file is new"))
            return
        self._trial, self._done = Trial(trial.survey, result), True
        self._undoable.append(source_name(plan))
        self.kam.broadcast(done.changes)
        count = result.created + result.updated
        words = ngettext("Imported {count} row", "Imported {count} rows", count)
        told: tuple[Part, ...] = (
            (words.format(count=f"{count:,}") + "  ", "text", True),
            *count_parts(result),
            *self.undo_hint(),
        )
        if self._first_run:
            told += self.key_hint("app.customers", _("Customers"))
            told += self.key_hint("app.help", _("Help"))
        if self._waiting:
            self.say(told)
            await self._read_next(told)
        elif result.rejected or not self.is_current:
            self.show()
            self.say((*told, ("   Esc", "accent", False), (" " + _("back"), "muted", False)))
            if not self.is_current:
                self.kam.say_where_one_is(told)
        else:
            self._leave(told)

    async def _read_next(self, told: tuple[Part, ...]) -> None:
        """Read the next of several files."""
        following = self._waiting.pop(0)
        await self._read(Plan(following))
        self._show_first()
        self.say(told)

    async def do_import_rejects(self) -> None:
        """Write the rejected rows to a file."""
        if self._plan is not None and self._trial is not None and self._trial.result is not None:
            await ask_rejects(self, self._plan, self._trial.result)

    # -- undo and leaving ----------------------------------------------------------------------

    async def do_app_undo(self) -> None:
        """Take the import back, and show what it would do once more."""
        book, plan = self.book, self._plan
        changes = await self.operations.perform(book.undo)
        name = self._undoable.pop()
        self.kam.broadcast(changes)
        if plan is not None:
            await self.change(plan)
        self.say(((_("Undone:") + " ", "muted", False), (name, "text", False)))

    def do_app_back(self) -> None:
        """Stop what is running, else leave."""
        if self._writing:
            self.stop()
            self.say(_("Stopping"))
            return
        self._leave()

    def _leave(self, told: tuple[Part, ...] = ()) -> None:
        """Go to the list that shows what was imported, or back where one came from."""
        self.stop()
        path = self.desk.path
        begun = self._first_run and path is not None and path.exists()
        if not (self._done or begun):
            self.kam.pop_screen()
            return
        kind = self._trial.survey.kind if self._trial is not None else None
        agenda = self._first_run or kind in _ON_THE_AGENDA
        self.kam.show_anew("agenda" if agenda else "customers", told)

    def on_paste(self, event: events.Paste) -> None:
        """Read a pasted table, or a dropped file, as the next one."""
        if self.status.asking or open_form(self) is not None or not event.text.strip():
            super().on_paste(event)
            return
        event.stop()
        event.prevent_default()
        text = event.text
        sources = (
            (pasted(text),)
            if is_table(text)
            else tuple(Source(path, str(path)) for path in paths_in(text))
        )
        if not self._writing:
            self.flow(self.take(sources))


def _tried(trial: Trial | None) -> str | tuple[Part, ...]:
    """Say what a trial means: nothing has been written yet."""
    if trial is None or trial.survey.problem is not None or not trial.writes:
        return ""
    return (
        (_("Nothing has been written yet") + "   ", "muted", False),
        (_("Enter"), "accent", False),
        (" " + _("imports"), "muted", False),
    )
