"""The key map: every action with its keys, and how to give it another."""

from __future__ import annotations

from collections.abc import Sequence

from kamtui.domain.errors import KamError
from kamtui.i18n import N_, _
from kamtui.tui.commands import COMMANDS, Command, Scope, command
from kamtui.tui.keymap import KeyMap, key_text
from kamtui.tui.own_keys import Given, give, holders, put_back, read_keys, settle, typed_key
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.settings_base import SettingsList
from kamtui.tui.screens.settings_rows import About, SettingRow, put_key_titles
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.prompt import ChoicePrompt, KeyPrompt, Option, Part

__all__ = ["KeysScreen", "open_keys"]

#: What the commands of each scope are called together.
_GROUPS: tuple[tuple[Scope, str], ...] = (
    ("global", N_("Everywhere")),
    ("list", N_("In lists")),
    ("agenda", N_("Agenda")),
    ("customers", N_("Customers")),
    ("customer", N_("One customer")),
    ("grades", N_("Grades")),
    ("settings", N_("Settings")),
    ("panel", N_("In forms")),
    ("log", N_("In the log")),
)
#: A row that is no command: a line of the settings file that is not used.
_TROUBLE = "!"


async def open_keys(screen: KamScreen, item: object = None) -> None:
    """Show the key map over a screen."""
    if isinstance(screen, KeysScreen):
        screen.say(_("You are here"))
        return
    await screen.app.push_screen(KeysScreen())


class KeysScreen(SettingsList):
    """Every command; Enter waits for its new key."""

    def caption(self) -> str:
        """Return what the screen is called."""
        return _("Keys")

    def put_titles(self, line: Line, brush: Brush) -> None:
        """Put the titles over the columns."""
        put_key_titles(line, brush)

    def reload(self) -> None:
        """Show the keys as they are bound; nothing has to be read."""
        self.show_rows()

    @property
    def key_map(self) -> KeyMap:
        """The keys as they are bound."""
        return self.kam.key_map

    def all_rows(self) -> Sequence[tuple[str, Sequence[SettingRow]]]:
        """Return every command by where it answers; first what the settings file has in vain."""
        found = [
            (_(title), [self._row(one) for one in COMMANDS if one.scope == scope])
            for scope, title in _GROUPS
        ]
        troubles = self._troubles()
        return [(_("Not used"), troubles), *found] if troubles else found

    def _row(self, one: Command) -> SettingRow:
        shown = _keys_words(self.key_map, one)
        default = _keys_words(KeyMap(), one)
        return SettingRow(
            one.id, _(one.label), shown, None if shown == default else default, _(one.help)
        )

    def _troubles(self) -> list[SettingRow]:
        from kamtui.present.errors import sentence

        _key_map, problems = settle(read_keys(self.desk.preferences.keys))
        rows = []
        for place, problem in enumerate(problems):
            names = [problem.params.get(name) for name in ("command", "first", "second")]
            rows.append(
                SettingRow(
                    f"{_TROUBLE}{place}",
                    ", ".join(str(name) for name in names if name),
                    key_text(str(problem.params.get("key", ""))),
                    "",
                    sentence(problem),
                )
            )
        return rows

    def tell_about(self, row: SettingRow | None) -> None:
        """Say what the command under the cursor does and what the settings file calls it."""
        about = self.query_one(About)
        if row is None:
            about.show("", "", "")
        elif row.key.startswith(_TROUBLE):
            about.refuse(row.meaning)
        else:
            about.show(row.meaning, "", f"keys.{row.key}")

    # -- changing --------------------------------------------------------------------------------

    @property
    def _command(self) -> Command | None:
        row = self.row
        if row is None or row.key.startswith(_TROUBLE):
            self.say(_("This stands in the settings file and is not used"))
            return None
        return command(row.key)

    async def do_settings_edit(self) -> None:
        """Wait for a key and give it to the row's command."""
        one = self._command
        if one is None:
            return
        hint = _waiting()
        while True:
            prompt = KeyPrompt(_(one.label), hint)
            answer = await self.ask(prompt)
            self.query_one(About).refuse("")
            if answer is None:
                return
            if answer == "":
                await self._put_back(one)
                return
            key = typed_key(prompt.key, prompt.character)
            if key is None:
                hint = ((_("This key cannot be used; press another"), "late", True),)
                continue
            if key in self.key_map.keys(one)[:1] or key == one.digit:
                words = _("{key} runs {action} already")
                self.say(words.format(key=key_text(key), action=_(one.label)))
                return
            try:
                given = give(self.key_map, one, key)
            except KamError as error:
                if error.code != "keys.clash":
                    hint = self._refused(error)
                    continue
                answer = await self._ask_swap(one, key)
                if answer == "again":
                    hint = _waiting()
                    continue
                if answer != "swap":
                    return
                try:
                    given = give(self.key_map, one, key, swap=True)
                except KamError as refused:
                    hint = self._refused(refused)
                    continue
            await self._keep(given, one)
            return

    async def _ask_swap(self, one: Command, key: str) -> str | None:
        """Say who has the key, and offer to swap."""
        others = holders(self.key_map, one, key)
        names = ", ".join(dict.fromkeys(_(other.label) for other in others))
        title = _("{key} runs {action}:").format(key=key_text(key), action=names)
        return await self.ask(
            ChoicePrompt(
                title,
                (
                    Option("1", _("swap the keys"), "swap", keys=("y",)),
                    Option("2", _("another key"), "again"),
                    Option("0", _("leave it"), "leave", keys=("n", "enter")),
                ),
            )
        )

    def _refused(self, error: KamError) -> tuple[Part, ...]:
        """Say why in the two rows above the question; without room for them in the question."""
        from kamtui.present.errors import sentence

        about = self.query_one(About)
        if not about.display:
            return ((sentence(error), "late", True),)
        about.refuse(sentence(error))
        return _waiting()

    async def do_settings_default(self) -> None:
        """Put the program's own keys back."""
        one = self._command
        if one is not None:
            await self._put_back(one)

    async def _put_back(self, one: Command) -> None:
        if one.id not in self.key_map.overrides:
            self.say(_("This is the program's own value already"))
            return
        await self._keep(put_back(self.key_map, one), one)

    async def _keep(self, given: Given, one: Command) -> None:
        """Write the keys and bind them; say what they were."""
        from kamtui.services import settings

        desk, before = self.desk, _keys_words(self.key_map, one)
        values = given.settings()
        self.starting = True
        await self.operations.perform(lambda: settings.apply(desk, values=values))
        self.kam.change_keys(given.key_map)
        self.show_rows()
        parts: list[Part] = [
            (_(one.label) + " ", "muted", False),
            (_keys_words(self.key_map, one), "text", False),
            ("   " + _("before: {value}").format(value=before), "muted", False),
        ]
        for name in given.changed:
            if name != one.id:
                other = command(name)
                parts += [
                    ("   " + _(other.label) + " ", "muted", False),
                    (_keys_words(self.key_map, other), "text", False),
                ]
        self.say(tuple(parts))


def _waiting() -> tuple[Part, ...]:
    return (
        (_("press the new key"), "text", False),
        ("   Esc", "accent", False),
        (" " + _("leaves"), "muted", False),
        ("   Del", "accent", False),
        (" " + _("puts the program's own back"), "muted", False),
    )


def _keys_words(key_map: KeyMap, one: Command) -> str:
    """Return a command's keys as they are shown, its digit first; a dash for none."""
    keys = dict.fromkeys((*((one.digit,) if one.digit else ()), *key_map.keys(one)))
    return " ".join(key_text(key) for key in keys) or "-"
