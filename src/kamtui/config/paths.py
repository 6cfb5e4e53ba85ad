"""Where things live on this computer; every folder is made private to its owner."""

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_APP = "kamtui"
_BOOK = "kamtui.db"
_SETTINGS = "settings.toml"


@cache
def _folder(kind: str) -> "Path":
    from pathlib import Path

    return Path(_place(kind))


@cache
def _place(kind: str) -> str:
    """Return a folder as text: a look-up goes without pathlib, a tenth of its time."""
    override = os.environ.get(f"KAMTUI_{kind.upper()}_DIR")
    if override and override.startswith("/"):
        return override
    if override:
        from pathlib import Path

        return str(Path(override).expanduser().absolute())
    plain = sys.platform == "linux" and "ANDROID_DATA" not in os.environ
    place = _xdg(kind) if plain else None
    if place is not None:
        return f"{place}/{_APP}"
    import platformdirs

    found = {
        "data": platformdirs.user_data_path,
        "config": platformdirs.user_config_path,
        "state": platformdirs.user_state_path,
    }[kind]
    return str(found(_APP, appauthor=False))


def _xdg(kind: str) -> str | None:
    """Return the folder platformdirs names on Linux, without its 4 ms; None for rarer cases."""
    name, usual = {
        "data": ("XDG_DATA_HOME", ".local/share"),
        "config": ("XDG_CONFIG_HOME", ".config"),
        "state": ("XDG_STATE_HOME", ".local/state"),
    }[kind]
    chosen, home = os.environ.get(name, ""), os.environ.get("HOME", "")
    if chosen.startswith("/"):
        return chosen
    return f"{home}/{usual}" if home.startswith("/") and not chosen else None


def default_place() -> str:
    """The path of the user's own book as text."""
    return f"{_place('data')}/{_BOOK}"


def preferences_place() -> str:
    """The path of the settings file as text."""
    return f"{_place('config')}/{_SETTINGS}"


def default_book() -> "Path":
    """The user's own book (cli.md, ``--db``)."""
    return _folder("data") / _BOOK


def sample_book() -> "Path":
    """The sample book of ``kamtui demo``, never the user's data."""
    return _folder("data") / "sample.db"


def backup_folder(book: "Path") -> "Path":
    """Where the backups of ``book`` are kept: beside it, under its own name."""
    return book.parent / f"{book.stem}-backups"


def preferences_file() -> "Path":
    """The TOML file of language, theme, keys and terminal."""
    return _folder("config") / _SETTINGS


def state_folder() -> "Path":
    """Drafts, device id, the place one left: what may be lost without harm to the book."""
    return _folder("state")


def make_private(folder: "Path") -> "Path":
    """Create ``folder`` and its parents where missing (0700 whatever the umask) and return it."""
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for part in missing:
        part.chmod(0o700)
    return folder


def write_private(path: "Path", text: str) -> None:
    """Replace ``path`` by ``text`` in one step, readable by its owner alone (0600).

    Raises:
        OSError: What the system refused; the old file is whole then.
    """
    make_private(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    path.chmod(0o600)


def forget() -> None:
    """Look the folders up again, for tests that move them."""
    _folder.cache_clear()
    _place.cache_clear()
