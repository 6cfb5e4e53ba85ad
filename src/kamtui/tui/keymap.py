"""Which key runs which command: the registry, a user's own keys, and every key's twins."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.i18n import N_, _
from kamtui.tui.commands import Command, Scope, command, in_scopes

if TYPE_CHECKING:
    from textual.binding import BindingsMap

__all__ = ["BANNED", "KeyMap", "key_name", "key_text", "twins_of"]

#: Keys that terminals, multiplexers or input methods take for themselves (ux.md, Terminals).
BANNED = frozenset(
    (
        *(f"ctrl+{key}" for key in ("a", "b", "h", "i", "j", "m", "enter", "space", ".")),
        *("f1", "f10", "f11"),
    )
)

#: What an input method sends instead of these keys, besides their full-width forms.
_PUNCTUATION: Mapping[str, tuple[str, ...]] = {
    "/": ("、",),
    ".": ("。",),
    "?": ("？",),
    ":": ("：",),
    "[": ("【", "「"),
    "]": ("】", "」"),
}

#: How a key with a name is shown; untranslated message ids.
_SHOWN = {
    "space": N_("spc"),
    "enter": N_("Enter"),
    "escape": N_("Esc"),
    "delete": N_("Del"),
    "tab": N_("Tab"),
    "shift+tab": N_("shift+Tab"),
    "up": N_("Up key"),
    "down": N_("Down key"),
    "left": N_("Left key"),
    "right": N_("Right key"),
    "pageup": N_("PgUp"),
    "pagedown": N_("PgDn"),
    "home": N_("Home"),
    "end": N_("End"),
}


def key_name(key: str) -> str:
    """Return Textual's name of a key: ``?`` is ``question_mark``, ``d`` stays ``d``."""
    if len(key) != 1 or key.isalnum():
        return key
    from textual.keys import _character_to_key

    return _character_to_key(key)


def key_text(key: str) -> str:
    """Return how a key is shown: ``spc``, ``空格``, ``F2``."""
    if key in _SHOWN:
        return _(_SHOWN[key])
    return key.upper() if len(key) <= 3 and key.startswith("f") and key[1:].isdigit() else key


def twins_of(key: str) -> tuple[str, ...]:
    """Return the characters an input method may send for a key: full-width, Chinese punctuation."""
    if key == "space":
        return ("\u3000",)
    if len(key) != 1 or not "!" <= key <= "~":
        return ()
    wide = chr(ord(key) + 0xFEE0)
    return (wide, *(twin for twin in _PUNCTUATION.get(key, ()) if twin != wide))


def key_of_twin(character: str) -> str | None:
    """Return the key an input method sent a character for, None where it stands for none."""
    return next((key for key, twins in _PUNCTUATION.items() if character in twins), None)


@dataclass(frozen=True, slots=True)
class KeyMap:
    """The keys of every command.

    Attributes:
        overrides: A user's own keys by command id; they replace the command's keys, its digit
            stays.
    """

    overrides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def keys(self, one: Command) -> tuple[str, ...]:
        """Return the keys that run a command, the one to show first, without twins."""
        keys = self.overrides.get(one.id, one.keys)
        return (*keys, one.digit) if one.digit else keys

    def letter(self, command_id: str) -> str:
        """Return the first key of a command as it is shown, its digit where it has no other."""
        one = command(command_id)
        keys = self.overrides.get(one.id, one.keys)
        return key_text(keys[0]) if keys else one.digit or ""

    def shown(self, one: Command) -> str:
        """Return the key as the footer shows it: ``1d``, ``7u``, ``spc``; empty without keys."""
        keys = self.overrides.get(one.id, one.keys)
        first = key_text(keys[0]) if keys else ""
        return f"{one.digit or ''}{first}"

    def table(self, scopes: Iterable[Scope]) -> dict[str, str]:
        """Return Textual's key names and the command each one runs on a screen.

        Raises:
            KamError: ``keys.clash``, ``keys.banned``, ``keys.required`` or ``keys.unknown`` about
                a user's own keys.
        """
        table: dict[str, str] = {}
        self._check_overrides()
        plain: dict[str, str] = {}
        commands = in_scopes(scopes)
        for one in commands:
            for key in self.keys(one):
                name = key_name(key)
                other = table.get(name)
                if other is not None and other != one.id:
                    raise KamError("keys.clash", {"key": key, "first": other, "second": one.id})
                table[name] = one.id
                plain[key] = one.id
        for one in commands:  # a twin never takes a key that somebody chose
            for key in self.keys(one):
                for twin in twins_of(key):
                    table.setdefault(key_name(twin), plain[key])
            for twin in one.twins:
                table.setdefault(key_name(twin), one.id)
        return table

    def bindings(self, scopes: Iterable[Scope]) -> "BindingsMap":
        """Return the keys of a screen as Textual's bindings, each running ``run('id')``."""
        from textual.binding import Binding, BindingsMap

        bindings = BindingsMap()
        for name, command_id in self.table(scopes).items():
            one = command(command_id)
            bindings._add_binding(
                Binding(
                    name,
                    f"run('{command_id}')",
                    description=one.label,
                    show=False,
                    priority=command_id == "app.quit",
                )
            )
        return bindings

    def _check_overrides(self) -> None:
        for command_id, keys in self.overrides.items():
            try:
                one = command(command_id)
            except KeyError:
                raise KamError("keys.unknown", {"command": command_id}) from None
            if one.required and not keys:
                raise KamError("keys.required", {"command": command_id})
            for key in keys:
                if key in BANNED or key.startswith("alt+"):
                    raise KamError("keys.banned", {"key": key, "command": command_id})


def is_wide(character: str | None) -> bool:
    """Tell whether a typed character takes two cells: an input method is on."""
    return bool(character) and unicodedata.east_asian_width(character[0]) in "WF"  # type: ignore[index]
