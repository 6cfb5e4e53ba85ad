"""Every scoring model: choose the one on the screen, put one in force, copy, rename, delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message

from kamtui.domain.enums import Axis
from kamtui.domain.errors import KamError
from kamtui.i18n import _, ngettext
from kamtui.present.grading import class_label, number_text
from kamtui.present.model_table import model_label
from kamtui.present.model_words import kind_label, refusal_text
from kamtui.tui.commands import Command
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.book_screen import BookScreen
from kamtui.tui.screens.what_if.naming import named
from kamtui.tui.widgets.drawn_rows import Draw, DrawnRows
from kamtui.tui.widgets.header import Header, Tab
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.prompt import ChoicePrompt, Option
from kamtui.tui.widgets.words import head

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.domain.views.scoring_models import ModelEntry
    from kamtui.tui.screens.what_if.screen import WhatIfScreen

__all__ = ["ModelsScreen", "open_models"]

_NEVER = frozenset(("list.mark", "list.mark_group", "list.repeat", "list.sort"))
_NAME, _STANDING, _CLASSES = 2, 28, 50


class ModelsLoaded(Message):
    """The models were read."""

    def __init__(self, entries: tuple[ModelEntry, ...], broken: tuple[str, ...]) -> None:
        """Carry them, and the names of those that cannot be read."""
        super().__init__()
        self.entries, self.broken = entries, broken


async def open_models(screen: KamScreen, item: object = None) -> None:
    """Show the models over the what-if screen."""
    from kamtui.tui.screens.what_if.screen import WhatIfScreen

    if isinstance(screen, WhatIfScreen):
        await screen.app.push_screen(ModelsScreen(screen))


class ModelsScreen(BookScreen):
    """Models of both axes; Enter shows one on the what-if screen."""

    KIND: ClassVar[str] = "models"
    TAB: ClassVar[str] = "models"
    FOOTER: ClassVar[Sequence[str]] = (
        "list.open", "models.activate", "models.copy", "models.rename", "list.delete",
        "app.find", "app.undo", "app.help",
    )  # fmt: skip

    def __init__(self, below: WhatIfScreen) -> None:
        """Choose for a screen."""
        super().__init__()
        self._below = below
        self._entries: tuple[ModelEntry, ...] | None = None
        self._broken: tuple[str, ...] = ()
        #: The model to go to once it is there.
        self._goal = ""

    def on_mount(self) -> None:
        """Ask for the models."""
        self.lay_out()
        self.reload()

    def on_resize(self) -> None:
        """Lay out again."""
        super().on_resize()
        self.lay_out()
        self.show_rows()
        self.refresh_words()

    def repaint(self) -> None:
        """Draw everything with the current brush and words."""
        super().repaint()
        if self.is_mounted:
            self.show_rows()

    def refresh_words(self) -> None:
        """Show header and footer in the current language."""
        super().refresh_words()
        if self.is_mounted:
            self.query_one(Header).show(self.tabs(), ())

    def tabs(self) -> tuple[Tab, ...]:
        """Return the screens of the header and this one behind them, lit."""
        return (*super().tabs(), Tab(self.TAB, _("Models"), None, True))

    def reload(self) -> None:
        """Read the models anew."""
        from kamtui.services import models

        desk = self.desk
        self.operations.read(
            self,
            lambda: (models.listed(desk), models.unreadable(desk)),
            lambda found: ModelsLoaded(*found),
            group="models",
        )

    @on(ModelsLoaded)
    def _loaded(self, event: ModelsLoaded) -> None:
        first = self._entries is None
        self._entries, self._broken = event.entries, event.broken
        self.show_rows()
        draft = self._below.draft
        if self._goal and self.line_list.move_to_key(self._goal):
            self._goal = ""
        if first and draft is not None:
            self.line_list.move_to_key(draft.saved.name)
        self.show_keys()

    def show_rows(self) -> None:
        """Draw the models by axis."""
        if not self.is_mounted or self._entries is None or self._find is not None:
            return
        rows = DrawnRows()
        for axis in Axis:
            rows.add(_head(kind_label(axis)))
            for one in self._entries:
                if one.axis is axis:
                    rows.add(_model(one), key=one.name)
        for name in self._broken:
            rows.add(_broken(name))
        self.line_list.show(rows, follow=True)

    def find_ended(self) -> None:
        """Show one's own rows again."""
        self.show_rows()

    @property
    def entry(self) -> ModelEntry | None:
        """The model under the cursor."""
        key = self.line_list.key
        return next((one for one in self._entries or () if one.name == key), None)

    # -- acting ------------------------------------------------------------------------------

    def why_not(self, one: Command) -> str | None:
        """Return why a command cannot run now."""
        if self._find is None:
            entry = self.entry
            if one.id in _NEVER:
                return _("Nothing is marked or sorted here")
            acts = one.scope == "models" or one.id in ("list.open", "list.delete")
            if acts and entry is None:
                return _("There is no model here")
            if one.id == "models.activate" and entry is not None and entry.active:
                return _("{name} is in force already").format(name=model_label(entry.name))
        return super().why_not(one)

    def do_list_open(self) -> None:
        """Show the model on the what-if screen."""
        entry = self.entry
        if entry is None:
            return
        draft = self._below.draft
        if draft is None or draft.saved.name != entry.name:
            self._below.show_model(entry.name)
        self.kam.do_app_back()

    async def do_models_activate(self) -> None:
        """Judge by the model from now on."""
        from kamtui.services import models

        entry, desk = self.entry, self.desk
        if entry is not None:
            await self._write(
                _("In force:"), lambda: models.activate(desk, name=entry.name), entry.name
            )

    async def do_models_copy(self) -> None:
        """Keep the same model under another name."""
        from kamtui.services import models

        entry, desk = self.entry, self.desk
        if entry is None:
            return
        await self._named(
            _("Copied:"), _("Name of the copy"), entry,
            lambda name: models.copy(desk, name=entry.name, to=name),
        )  # fmt: skip

    async def do_models_rename(self) -> None:
        """Give the model another name."""
        from kamtui.services import models

        entry, desk = self.entry, self.desk
        if entry is None:
            return
        if entry.built_in:
            raise KamError("model.built_in", {"name": model_label(entry.name)})
        changes = await self._named(
            _("Renamed:"), _("New name"), entry,
            lambda name: models.rename(desk, name=entry.name, to=name),
        )  # fmt: skip
        draft = self._below.draft
        if changes is not None and draft is not None and draft.saved.name == entry.name:
            self._below.show_model(changes.subject)

    async def _named(
        self, verb: str, title: str, entry: ModelEntry, write: Callable[[str], ChangeSet]
    ) -> ChangeSet | None:
        """Ask for a name, write with it, and go to the model of that name."""
        try:
            found = await named(
                self,
                title,
                model_label(entry.name),
                write,
                lambda error: refusal_text(error, entry.model),
            )
        except KamError as error:
            self.say(((refusal_text(error, entry.model), "late", True),))
            return None
        if found is None:
            return None
        name, changes = found
        self._goal = changes.subject or name
        self.say(self.told(verb, model_label(self._goal)))
        self.kam.broadcast(changes)
        return changes

    async def do_list_delete(self) -> None:
        """Ask and delete the model; decisions that rest on it keep it."""
        from kamtui.services import models

        entry, desk = self.entry, self.desk
        if entry is None:
            return
        if entry.built_in:
            raise KamError("model.built_in", {"name": model_label(entry.name)})
        if entry.active:
            raise KamError("model.active", {"name": model_label(entry.name)})
        options = (
            Option("n", _("No"), "no", keys=("0",)),
            Option("y", _("Yes"), "yes", keys=("1",)),
        )
        question = _("Delete the model {name}?").format(name=model_label(entry.name))
        if await self.ask(ChoicePrompt(question, options)) != "yes":
            self.say("")
            return
        await self._write(_("Deleted:"), lambda: models.delete(desk, name=entry.name), entry.name)

    async def _write(self, verb: str, do: Callable[[], ChangeSet], name: str) -> ChangeSet | None:
        """Write, and say it or why not."""
        entry = self.entry
        try:
            changes = await self.operations.perform(do)
        except KamError as error:
            if entry is None:
                raise
            self.say(((refusal_text(error, entry.model), "late", True),))
            return None
        self.say(self.told(verb, model_label(changes.subject or name)))
        self.kam.broadcast(changes)
        return changes


def _head(title: str) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        head(line, title, brush, end=line.width - 1)

    return draw


def _model(entry: ModelEntry) -> Draw:
    comma: Sequence[str] = [
        f"{class_label(one.key)} {number_text(one.cut_off)}" for one in entry.model.classes[:-1]
    ]

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        end, dots = line.width - 1, brush.ellipsis
        if entry.active:
            line.put(1, brush.glyph("ok")[:1], "accent")
        line.put(_NAME + 1, model_label(entry.name), "text", bold=state.cursor or entry.active,
                 limit=_STANDING - _NAME - 3, ellipsis=dots)  # fmt: skip
        standing = _("in force") if entry.active else ""
        x = line.put(_STANDING, standing, "accent", limit=10, ellipsis=dots)
        version = _("version {number}").format(number=entry.revision)
        line.put(max(x + 1, _STANDING + 10), version, "muted", limit=max(0, end - x - 1),
                 ellipsis=dots)  # fmt: skip
        words = "  ".join(comma)
        if entry.decisions:
            count = ngettext("{count} decision", "{count} decisions", entry.decisions)
            words = f"{count.format(count=f'{entry.decisions:,}')}  {words}"
        line.put(_CLASSES, words, "muted", limit=max(0, end - _CLASSES), ellipsis=dots)

    return draw


def _broken(name: str) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        words = _("{name} cannot be read; save it anew or repair the book").format(name=name)
        line.put(_NAME + 1, words, "late", limit=max(0, line.width - _NAME - 2),
                 ellipsis=brush.ellipsis)  # fmt: skip

    return draw
