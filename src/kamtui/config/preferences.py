"""What belongs to this computer and not to the book: language, theme, keys, terminal."""

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class PreferencesError(ValueError):
    """The settings file cannot be used; ``where`` names the key or line."""

    def __init__(self, path: "Path | str", where: str) -> None:
        """Keep what a sentence needs."""
        super().__init__(where)
        self.path = path
        self.where = where


class Preferences(NamedTuple):
    """One computer's settings; no dataclass, since every look-up reads them.

    Attributes:
        language: ``zh``, ``en`` or ``auto`` for the locale's.
        theme: ``dark``, ``light``, ``ansi`` or ``auto``.
        ascii: Draw with ASCII only.
        slow: Spare bytes as over a slow SSH link.
        reader: Draw for a screen reader, and say every move in a sentence.
        user_name: Who writes; empty for the login name.
        upcoming_days: How many days ahead the agenda looks.
        keys: Overrides of the key map, command id to keys.
    """

    language: str = "auto"
    theme: str = "auto"
    ascii: bool = False
    slow: bool = False
    reader: bool = False
    user_name: str = ""
    upcoming_days: int = 7
    keys: Mapping[str, str] = MappingProxyType({})


_CHOICES = {"language": ("auto", "zh", "en"), "theme": ("auto", "dark", "light", "ansi")}


def load_preferences(path: "Path | str") -> Preferences:
    """Return the settings of a TOML file; a missing file gives the defaults.

    Unknown keys are left alone, so that an older program can read a newer file.

    Raises:
        PreferencesError: The file is not TOML, or a value is of the wrong kind.
    """
    text = _text_of(path)
    if not text:
        return Preferences()
    document = _document(path, text)
    known: dict[str, Any] = {}
    for name in Preferences._fields:
        if name in document:
            known[name] = _checked(path, name, document[name])
    return Preferences(**known)


def _checked(path: "Path | str", name: str, value: object) -> object:
    if name == "keys":
        if not isinstance(value, Mapping):
            raise PreferencesError(path, f"{name} = {value!r}")
        return key_texts(value)
    right_kind = type(value) is type(getattr(Preferences(), name))
    if not right_kind or (name in _CHOICES and value not in _CHOICES[name]):
        raise PreferencesError(path, f"{name} = {value!r}")
    if name == "upcoming_days" and not (isinstance(value, int) and 1 <= value <= 366):
        raise PreferencesError(path, f"{name} = {value!r}")
    return value


def key_texts(table: Mapping[str, Any]) -> dict[str, str]:
    """Return the table of keys as command -> keys typed, however people wrote it.

    ``agenda.done = "x"`` without quotes around the name is a table in a table to TOML, and several
    keys are a list to many; what is no key is found by whoever knows the commands.
    """
    found: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            found |= {f"{name}.{inner}": keys for inner, keys in key_texts(value).items()}
        elif isinstance(value, (list, tuple)):
            found[name] = " ".join(map(str, value))
        else:
            found[name] = str(value)
    return found


def check_preference(path: "Path | str", name: str, value: object) -> object:
    """Return a value fit for a setting of this computer.

    Raises:
        PreferencesError: It is of the wrong kind or none of the values allowed.
    """
    return _checked(path, name, value)


def allowed(name: str) -> tuple[str, ...]:
    """Return what a setting may be, as typed; empty where any text will do."""
    if name in _CHOICES:
        return _CHOICES[name]
    if name in ("ascii", "slow", "reader"):
        return ("true", "false")
    return ("1..366",) if name == "upcoming_days" else ()


def save_preferences(path: "Path", changes: Mapping[str, object]) -> None:
    """Write changed values into the settings file; everything else in it stays, comments too.

    Raises:
        PreferencesError: The file there is not TOML, or a value is not allowed.
        OSError: It cannot be written; the old file is whole then.
    """
    from kamtui.config.paths import write_private
    from kamtui.config.toml_text import document_text, with_value

    text = _text_of(path)
    wanted = _document(path, text)
    before = key_texts(wanted["keys"]) if isinstance(wanted.get("keys"), Mapping) else {}
    for name, value in changes.items():
        wanted[name] = _checked(path, name, value)
    for name, value in changes.items():
        if name != "keys":
            text = with_value(text, name, value)
    if "keys" in changes:
        text = _with_keys(text, before, wanted)
    write_private(path, text if _reads_as(text, wanted) else document_text(wanted))


def _with_keys(text: str, before: Mapping[str, str], wanted: Mapping[str, Any]) -> str:
    """Return the text with other keys: line by line in their table, else on one line."""
    from kamtui.config.toml_text import with_entry, with_value

    keys: Mapping[str, str] = wanted["keys"]
    lines = text
    for name in dict.fromkeys((*before, *keys)):
        if before.get(name) != keys.get(name):
            lines = with_entry(lines, "keys", name, keys.get(name))
    return lines if _reads_as(lines, wanted) else with_value(text, "keys", keys)


def _reads_as(text: str, wanted: Mapping[str, Any]) -> bool:
    """Tell whether a text is read back as a document, keys in whatever form they stand."""
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    keys = found.pop("keys", {})
    rest = {name: value for name, value in wanted.items() if name != "keys"}
    same_keys = isinstance(keys, Mapping) and key_texts(keys) == key_texts(wanted.get("keys", {}))
    return found == rest and same_keys


def _text_of(path: "Path | str") -> str:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY), encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as problem:
        raise PreferencesError(path, str(problem)) from problem


def _document(path: "Path | str", text: str) -> dict[str, Any]:
    # Late: most computers have no settings file, and every look-up would pay.
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise PreferencesError(path, str(problem)) from problem
