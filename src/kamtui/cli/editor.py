"""A text in the user's own editor; it lives in a private file and is never lost."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kamtui.config.paths import state_folder, write_private
from kamtui.domain.errors import KamError
from kamtui.i18n import _


class Draft:
    """A text on its way through an editor."""

    def __init__(self, path: Path) -> None:
        """Use `edited_text`."""
        self.path = path
        self.kept = False

    def edit(self) -> str:
        """Open the editor and return what it left.

        Raises:
            KamError: ``editor.failed`` with the command.
        """
        command = editor_command()
        try:
            words = shlex.split(command, posix=os.name != "nt")
            code = subprocess.run([*words, str(self.path)], check=False).returncode
        except (OSError, ValueError) as problem:
            reason = getattr(problem, "strerror", None) or str(problem)
            raise KamError("editor.failed", {"command": command, "reason": reason}) from problem
        if code != 0:
            raise KamError("editor.failed", {"command": command, "reason": str(code)})
        try:
            return self.path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            raise KamError(
                "setting.file", {"path": str(self.path), "where": str(problem)}
            ) from problem

    def asks_again(self) -> bool:
        """Ask whether to edit again; no where nobody is there to answer."""
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return False
        sys.stderr.write(_("Enter edits it again, q gives up: "))
        sys.stderr.flush()
        answer = sys.stdin.readline()
        return bool(answer) and answer.strip().casefold() != "q"

    def keep(self) -> Path:
        """Leave the text where it is and return the place."""
        self.kept = True
        return self.path


@contextmanager
def edited_text(text: str, *, name: str) -> Iterator[Draft]:
    """Put a text into a private file for an editor; the file goes unless it is kept."""
    path = state_folder() / f"{name}-{os.getpid()}.toml"
    try:
        write_private(path, text)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise KamError("export.failed", {"path": str(path), "reason": reason}) from problem
    draft = Draft(path)
    try:
        yield draft
    finally:
        if not draft.kept:
            path.unlink(missing_ok=True)


def editor_command() -> str:
    """Return what edits text here: ``VISUAL``, ``EDITOR``, or what every system has."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    return named or ("notepad" if os.name == "nt" else "vi")
