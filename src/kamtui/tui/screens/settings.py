"""The settings: this computer's and the book's, each changed where it stands."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual import on
from textual.message import Message

from kamtui.domain.errors import KamError
from kamtui.i18n import _, choose_language
from kamtui.present.settings_table import meaning
from kamtui.present.workday_words import coverage
from kamtui.tui.panels.dates import calendar
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.settings_base import SettingsList
from kamtui.tui.screens.settings_rows import About, SettingRow
from kamtui.tui.screens.settings_words import (
    KEY_MAP,
    choices_of,
    label,
    sections,
    shown,
    start_text,
    told_of,
    typed_text,
)
from kamtui.tui.styles.palettes import choose_theme
from kamtui.tui.widgets.prompt import ChoicePrompt, Option, Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.services.settings import Applied, SettingView

__all__ = ["SettingsScreen", "open_settings"]


class SettingsLoaded(Message):
    """The settings were read."""

    def __init__(self, views: tuple[SettingView, ...]) -> None:
        """Carry them."""
        super().__init__()
        self.views = views


async def open_settings(screen: KamScreen, item: object = None) -> None:
    """Show the settings over a screen, a section of them by its words; from the keys go back."""
    for other in reversed(screen.app.screen_stack):
        if isinstance(other, SettingsScreen):
            if other is screen:
                screen.say(_("You are here"))
            # Not awaited: this runs on the screen that goes, which waits for it to end.
            while screen.app.screen is not other:
                screen.app.pop_screen()
            return
    settings = SettingsScreen()
    if isinstance(item, str):
        settings.narrow(item)
    await screen.app.push_screen(settings)


class SettingsScreen(SettingsList):
    """Every setting with its value, changed in the status row."""

    def __init__(self) -> None:
        """Start without values; they are asked for when the screen is mounted."""
        super().__init__()
        self._views: dict[str, SettingView] = {}

    def caption(self) -> str:
        """Return what the screen is called."""
        return _("Settings")

    # -- values ----------------------------------------------------------------------------------

    def reload(self) -> None:
        """Ask for the settings anew."""
        from kamtui.services import settings

        desk = self.desk
        self.operations.read(self, lambda: settings.entries(desk), SettingsLoaded, group="settings")

    @on(SettingsLoaded)
    def _loaded(self, event: SettingsLoaded) -> None:
        self._views = {view.key: view for view in event.views}
        self.show_rows()

    def all_rows(self) -> Sequence[tuple[str, Sequence[SettingRow]]]:
        """Return every setting by section, the key map as one row."""
        if not self._views:
            return ()
        return [
            (title, [self._row(key) for key in keys])
            for title, keys in sections(tuple(self._views))
        ]

    def _row(self, key: str) -> SettingRow:
        if key == KEY_MAP:
            own = len(self.kam.key_map.overrides)
            value = _("{count} of your own").format(count=own) if own else _("as shipped")
            return SettingRow(key, label(key), value, None, _("which key runs which action"))
        view = self._views[key]
        default = None if view.value == view.default else shown(key, view.default)
        means = meaning(key)
        if key == "country":
            means += "; " + coverage(calendar(), self.desk.today())
        return SettingRow(key, label(key), shown(key, view.value), default, means)

    def tell_about(self, row: SettingRow | None) -> None:
        """Say what the row under the cursor means, may be, and is called in a shell."""
        about = self.query_one(About)
        if row is None or row.key == KEY_MAP:
            about.show(row.meaning if row else "", "", "")
            return
        about.show(row.meaning, self._possible(row.key), row.key)

    def _possible(self, key: str) -> str:
        from kamtui.services import settings

        if key == "complaint.causes":
            return _("words, with commas between them")
        words = [word for _value, word in choices_of(key)]
        return ", ".join(words or settings.allowed_texts(key))

    # -- changing --------------------------------------------------------------------------------

    async def do_settings_edit(self) -> None:
        """Give the row another value: a digit of a closed list, else typed."""
        row = self.row
        if row is None:
            return
        if row.key == KEY_MAP:
            await self.kam.open_panel("keys", self)
            return
        view = self._views[row.key]
        if choices_of(row.key):
            await self._choose(view)
        else:
            await self._type(view)

    async def _choose(self, view: SettingView) -> None:
        options = tuple(
            Option(str(number), words, value)
            for number, (value, words) in enumerate(choices_of(view.key), 1)
        )
        chosen = await self.ask(ChoicePrompt(label(view.key), options))
        if chosen is not None:
            await self._set(view.key, chosen, {view.key: view.value})

    async def _type(self, view: SettingView) -> None:
        """Ask until what is typed can be kept, or the question is left."""
        start = text = start_text(view.key, view.value)
        base, refused = view.value, False
        while True:
            prompt = TextPrompt(
                label(view.key),
                text,
                remark=lambda typed: self._remark(view.key, typed),
                check=lambda typed: self._check(view.key, typed),
                changed=lambda _typed: self.query_one(About).refuse(""),
            )
            prompt.fresh = prompt.fresh and not refused  # what was refused is corrected, not lost
            answer = await self.ask(prompt)
            if answer is None:
                self.query_one(About).refuse("")
                return
            unchanged = answer == start and base == view.value
            try:
                await self._set(
                    view.key, typed_text(base) if unchanged else answer, {view.key: base}
                )
            except KamError as error:
                text, refused = answer, True
                if error.code == "setting.conflict":
                    base = error.params["theirs"]
                self._refuse(error)
                continue
            self.query_one(About).refuse("")
            return

    def _remark(self, key: str, text: str) -> tuple[Part, ...]:
        """Return how typed text will be understood, or what is possible."""
        from kamtui.services import settings

        try:
            value = settings.check(key=key, text=text)
        except KamError:
            return ((self._possible(key), "late", False),)
        words = shown(key, value)
        return (("= ", "muted", False), (words, "text", False)) if words else ()

    def _check(self, key: str, text: str) -> tuple[Part, ...] | None:
        from kamtui.services import settings

        try:
            settings.check(key=key, text=text)
        except KamError as error:
            self._refuse(error)
            return ((self._possible(key), "late", True),)
        return None

    def _refuse(self, error: KamError) -> None:
        """Say why in the two rows above the question; without room for them in the status row."""
        from kamtui.present.errors import sentence

        about = self.query_one(About)
        if "key" in error.params:
            named = {**error.params, "key": label(str(error.params["key"]))}
            for side in ("mine", "theirs"):
                if side in named:
                    named[side] = shown(str(error.params["key"]), named[side])
            error = KamError(error.code, named)
        if about.display:
            about.refuse(sentence(error))
        else:
            self.say_error(error)

    async def _set(self, key: str, text: str, base: dict[str, Any]) -> None:
        from kamtui.services import settings

        desk = self.desk
        self.starting = True  # what is typed next means the rows as they will be
        applied = await self.operations.perform(
            lambda: settings.change(desk, key=key, text=text, base=base)
        )
        self._applied(key, settings.check(key=key, text=text), base[key], applied)

    def _applied(self, key: str, value: Any, before: Any, applied: Applied) -> None:
        if not applied.keys:
            self.say(_("Nothing changed"))
            return
        parts = told_of(key, value, before)
        if applied.changes is not None:
            self.say((*parts, *self.undo_hint()))
            self.kam.broadcast(applied.changes)
            return
        self._take_effect(key, value)
        parts = told_of(key, value, before)  # in the language it may be now
        if key == "slow":
            parts += ((" " + _("from the next start"), "muted", False),)
        elif key == "ascii" and self.kam.needs_ascii and not value:
            parts += ((" " + _("this terminal shows ASCII only"), "late", False),)
        self.say(parts)
        self.reload()

    def _take_effect(self, key: str, value: Any) -> None:
        """Show everything as this computer's settings are now."""
        kam = self.kam
        if key == "language":
            kam.change_language(choose_language(value, os.environ))
        elif key == "theme":
            kam.change_theme(choose_theme(value, dict(os.environ)))
        elif key == "ascii":
            kam.change_ascii(bool(value) or kam.needs_ascii)
        elif key == "reader":
            kam.change_reader(bool(value))
        elif key == "upcoming_days":
            kam.broadcast(None)

    async def do_settings_default(self) -> None:
        """Put the program's own value back."""
        row = self.row
        if row is None:
            return
        if row.key == KEY_MAP:
            self.say(_("Enter opens the key map; d puts a key back there"))
            return
        view = self._views[row.key]
        if view.value == view.default:
            self.say(_("This is the program's own value already"))
            return
        await self._set(row.key, typed_text(view.default) or "", {view.key: view.value})
