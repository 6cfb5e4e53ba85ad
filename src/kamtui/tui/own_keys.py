"""A user's own keys: read as people type them, checked, given and put back.  No screen here."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from kamtui.domain.errors import KamError
from kamtui.tui.commands import COMMANDS, SCOPES_OF, Command, command
from kamtui.tui.keymap import BANNED, KeyMap, key_of_twin

__all__ = ["Given", "give", "keys_text", "named", "put_back", "read_keys", "settle", "typed_key"]

#: Keys with a name, as Textual calls them.
_NAMES = frozenset(
    (
        *("space", "enter", "escape", "tab", "backspace", "delete", "insert", "home", "end"),
        *("pageup", "pagedown", "up", "down", "left", "right"),
        *(f"f{number}" for number in range(1, 25)),
    )
)
#: Other names people know them by.
_ALIASES = {
    "esc": "escape", "return": "enter", "del": "delete", "ins": "insert", "pgup": "pageup",
    "pgdn": "pagedown", "pgdown": "pagedown", "spc": "space", "comma": ",", "plus": "+",
}  # fmt: skip
_CHORDS = ("ctrl", "shift", "alt")


def named(text: str) -> str | None:
    """Return a key as the registry writes it, None for what is none.

    Full-width characters, capital names and other names are understood: ``ｄ`` is ``d``,
    ``Ctrl+R`` is ``ctrl+r``, ``Esc`` is ``escape``.  A single capital letter stays one.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) == 1:
        return plain if plain.isprintable() and plain.isascii() else key_of_twin(plain)
    *chords, last = plain.casefold().replace("-", "+").split("+")
    last = _ALIASES.get(last, last)
    if not last or any(chord not in _CHORDS for chord in chords):
        return None
    if not chords:
        return last if last in _NAMES or len(last) == 1 else None
    if chords == ["shift"] and len(last) == 1 and last.isalpha():
        return last.upper()
    if last not in _NAMES and not (len(last) == 1 and last.isascii() and last.isprintable()):
        return None
    return "+".join((*(chord for chord in _CHORDS if chord in chords), last))


def typed_key(key: str, character: str | None) -> str | None:
    """Return the key that was pressed as the registry writes it; an input method may be on."""
    if character in (" ", "\u3000"):
        return "space"
    if character and len(character) == 1 and character.isprintable() and not key.startswith("ctrl"):
        return named(character)
    return named(key)


def read_keys(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the keys of a settings file by command: ``"d x"``, ``"d, x"``, ``","``.

    What is no key stays as typed, for `settle` to name; a key given twice counts once.
    """
    found = {}
    for command_id, text in texts.items():
        alone = text.strip() in (",", "，")
        parts = [","] if alone else text.replace("，", " ").replace(",", " ").split()
        found[command_id.strip()] = tuple(dict.fromkeys(named(part) or part for part in parts))
    return found


def keys_text(keys: tuple[str, ...]) -> str:
    """Return keys as the settings file has them; `read_keys` takes them back."""
    return keys[0] if keys == (",",) else " ".join("comma" if key == "," else key for key in keys)


def settle(overrides: Mapping[str, tuple[str, ...]]) -> tuple[KeyMap, tuple[KamError, ...]]:
    """Return the key map with the keys that can hold, and why the others cannot.

    Commands whose keys cannot hold keep the program's own: nobody is kept out by a settings file.
    """
    if not overrides:  # the usual start: the program's own keys are tested
        return KeyMap(), ()
    held: dict[str, tuple[str, ...]] = {}
    problems: list[KamError] = []
    for command_id, keys in overrides.items():
        problem = _problem(command_id, keys)
        if problem is None:
            held[command_id] = keys
        else:
            problems.append(problem)
    while (clash := _clash(KeyMap(held))) is not None:
        guilty = {str(clash.params["first"]), str(clash.params["second"])} & held.keys()
        if not guilty:  # the program's own keys clash: tests would have said so
            raise clash
        problems.append(clash)
        held = {name: keys for name, keys in held.items() if name not in guilty}
    return KeyMap(held), tuple(problems)


@dataclass(frozen=True, slots=True)
class Given:
    """A key map after a change, and the commands whose keys are others now."""

    key_map: KeyMap
    changed: tuple[str, ...]

    def settings(self) -> dict[str, str | None]:
        """Return the change as settings: keys typed, None for the program's own."""
        found: dict[str, str | None] = {}
        for name in self.changed:
            keys = self.key_map.overrides.get(name)
            found[f"keys.{name}"] = None if keys is None else keys_text(keys)
        return found


def holders(key_map: KeyMap, one: Command, key: str) -> tuple[Command, ...]:
    """Return the other commands a key runs on a screen this command answers on."""
    return tuple(
        other
        for other in COMMANDS
        if other.id != one.id and _meet(one, other) and key in key_map.keys(other)
    )


def give(key_map: KeyMap, one: Command, key: str, *, swap: bool = False) -> Given:
    """Give a command another first key; its further keys stay.

    Args:
        key_map: The keys there are.
        one: The command.
        key: As the registry writes it.
        swap: Whoever has the key gets the one that becomes free.

    Raises:
        KamError: ``keys.clash`` naming who has the key (without `swap`); ``keys.digit``,
            ``keys.banned``, ``keys.typed``, ``keys.required``.
    """
    own = key_map.overrides.get(one.id, one.keys)
    free = own[0] if own and own[0] != key else None
    wanted = {one.id: (key, *(each for each in own[1:] if each != key))}
    for other in holders(key_map, one, key):
        if key == other.digit:
            raise KamError("keys.digit", {"key": key, "command": other.id})
        if not swap:
            raise KamError("keys.clash", {"key": key, "first": other.id, "second": one.id})
        before = key_map.overrides.get(other.id, other.keys)
        swapped = (free if each == key else each for each in before)
        wanted[other.id] = tuple(dict.fromkeys(each for each in swapped if each is not None))
    return _changed(key_map, {**key_map.overrides, **wanted}, tuple(wanted))


def put_back(key_map: KeyMap, one: Command) -> Given:
    """Give a command the program's keys again, and everybody who has one of them now.

    Raises:
        KamError: ``keys.clash`` where that cannot be.
    """
    left = dict(key_map.overrides)
    wanted = [one.id]
    while True:
        for name in wanted:
            left.pop(name, None)
        clash = _clash(KeyMap(left))
        if clash is None:
            return _changed(key_map, left, tuple(wanted))
        guilty = {str(clash.params["first"]), str(clash.params["second"])} & left.keys()
        if not guilty:
            raise clash
        wanted += sorted(guilty)


def _changed(
    key_map: KeyMap, overrides: Mapping[str, tuple[str, ...]], names: tuple[str, ...]
) -> Given:
    plain = {
        name: keys for name, keys in overrides.items() if keys != command(name).keys
    }  # the program's own need no line
    for name in names:
        problem = _problem(name, plain[name]) if name in plain else None
        if problem is not None:
            raise problem
    after = KeyMap(plain)
    clash = _clash(after)
    if clash is not None:
        raise clash
    return Given(after, names)


def _meet(one: Command, other: Command) -> bool:
    return any(one.scope in scopes and other.scope in scopes for scopes in SCOPES_OF.values())


def _problem(command_id: str, keys: tuple[str, ...]) -> KamError | None:
    """Return what is wrong with a command's own keys whatever the others are."""
    try:
        one = command(command_id)
    except KeyError:
        return KamError("keys.unknown", {"command": command_id})
    if one.required and not keys:
        return KamError("keys.required", {"command": command_id})
    for key in keys:
        params: dict[str, object] = {"key": key, "command": command_id}
        if key in BANNED or key.startswith("alt+"):
            return KamError("keys.banned", params)
        if named(key) != key:
            return KamError("keys.no_key", params)
        if one.scope in ("panel", "log") and (len(key) == 1 or key == "space"):
            return KamError("keys.typed", params)
    return None


def _clash(key_map: KeyMap) -> KamError | None:
    for scopes in SCOPES_OF.values():
        try:
            key_map.table(scopes)
        except KamError as error:
            return error
    return None
