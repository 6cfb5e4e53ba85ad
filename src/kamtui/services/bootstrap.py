"""The one place where a desk is put together."""

import os
from typing import TYPE_CHECKING

from kamtui.config import paths
from kamtui.config.preferences import Preferences, PreferencesError, load_preferences
from kamtui.domain.errors import KamError
from kamtui.domain.ids import new_id
from kamtui.services.clock import Clock, SystemClock
from kamtui.services.desk import Desk
from kamtui.store.location import Location, parse_location

if TYPE_CHECKING:
    from pathlib import Path


def open_desk(
    *,
    book: "str | Path | None" = None,
    clock: Clock | None = None,
    preferences: Preferences | None = None,
    sample: bool = False,
) -> Desk:
    """Return a desk over a book; nothing is opened or created yet.

    Args:
        book: A path or database URL; None for the user's own book.
        clock: Default: this computer's.
        preferences: Default: the settings file's.
        sample: The book is the sample book.

    Raises:
        KamError: ``setting.file`` for a settings file that cannot be read, ``file.bad_url``.
    """
    known = preferences or read_preferences()
    return Desk(
        location=parse_location(str(book)) if book else Location(path=paths.default_place()),
        clock=clock or SystemClock(),
        preferences=known,
        actor=known.user_name or login_name(),
        device=device_id,
        sample=sample,
    )


def read_preferences() -> Preferences:
    """Return this computer's settings.

    Raises:
        KamError: ``setting.file``, naming the file and what is wrong in it.
    """
    try:
        return load_preferences(paths.preferences_place())
    except PreferencesError as problem:
        raise KamError(
            "setting.file", {"path": str(problem.path), "where": problem.where}, exit_code=2
        ) from problem


def login_name() -> str:
    """Return who is logged in, empty where the system does not say."""
    return os.environ.get("USER") or os.environ.get("USERNAME") or ""


def device_id() -> str:
    """Return this computer's id in the change log, made at first need; undo is per device.

    A state folder that cannot be written gives an id for this run only.
    """
    file = paths.state_folder() / "device"
    try:
        known = file.read_text(encoding="utf-8").strip()
        if known:
            return known
    except (OSError, UnicodeDecodeError):
        pass
    fresh = new_id()
    try:
        paths.make_private(file.parent)
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return file.read_text(encoding="utf-8").strip() or fresh
    except OSError:
        return fresh
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write(fresh)
    return fresh
