"""Failures to exit codes and sentences; nobody ever sees a stack trace."""

import os
import sys
from collections.abc import Callable

from kamtui.cli.output import close_quietly, end_progress, warn
from kamtui.domain.errors import KamError
from kamtui.i18n import _

DONE = 0
NOT_DONE = 1
USAGE = 2
INTERRUPTED = 130
#: What a process killed by a closed pipe would return.
BROKEN_PIPE = 141


def guarded(command: Callable[[], int]) -> int:
    """Run a command and turn whatever it raises into a sentence on stderr and an exit code."""
    try:
        return _on_whole_text(command)
    except KamError as problem:
        from kamtui.present.errors import sentence

        end_progress()
        warn(sentence(problem))
        return problem.exit_code
    except KeyboardInterrupt:
        end_progress()
        return INTERRUPTED
    except BrokenPipeError:
        close_quietly()
        return BROKEN_PIPE
    except SystemExit as leaving:
        # argparse has said what it had to say.
        return leaving.code if isinstance(leaving.code, int) else USAGE
    except Exception as problem:
        if os.environ.get("KAMTUI_DEBUG"):
            raise
        end_progress()
        where = _note_crash(problem)
        warn(
            _("kamtui met a fault of its own ({kind}). What was saved before is safe.").format(
                kind=type(problem).__name__
            ),
            _("Details without your data: {where}").format(where=where) if where else "",
        )
        return NOT_DONE


def _on_whole_text(command: Callable[[], int]) -> int:
    """Run a command; bytes of the command line that are no text reach the book as halves.

    Raises:
        KamError: ``text.surrogate`` where the book refused them.
    """
    try:
        return command()
    except UnicodeEncodeError as problem:
        if problem.reason != "surrogates not allowed":
            raise
        raise KamError("text.surrogate") from problem


def _note_crash(problem: Exception) -> str | None:
    """Write where it happened, without messages or values, which may hold personal data."""
    import traceback

    from kamtui.config.paths import state_folder, write_private

    lines = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(problem.__traceback__)
    ]
    file = state_folder() / "last-fault.txt"
    words = " ".join(word for word in sys.argv[1:2] if word.isalpha())
    try:
        write_private(file, "\n".join([type(problem).__name__, words, *lines]) + "\n")
    except OSError:
        return None
    return str(file)
