"""The only writer to standard output and standard error."""

import os
import sys
from collections.abc import Iterable

from kamtui.domain.errors import KamError
from kamtui.present.safe_text import safe_text

#: Characters JSON leaves as they are and a terminal might obey.
_UNSAFE = "[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"


def emit_json(document: object) -> None:
    """Print one JSON document in UTF-8, with nothing in it that drives a terminal."""
    import json
    import re

    text = json.dumps(document, ensure_ascii=False, indent=2)
    safe = re.sub(_UNSAFE, lambda match: f"\\u{ord(match[0]):04x}", text)
    _write(f"{safe}\n".encode("utf-8", "backslashreplace"))


def emit(*lines: str) -> None:
    """Print lines of text; data in them has been made safe by `present`, and is again here."""
    _write(
        "".join(f"{safe_text(line)}\n" for line in lines).encode(
            sys.stdout.encoding or "utf-8", "replace"
        )
    )


def emit_lines(lines: Iterable[str]) -> None:
    """Print any number of lines."""
    emit(*lines)


def warn(*lines: str) -> None:
    """Print lines to standard error."""
    for line in lines:
        _to_stderr(f"{safe_text(line)}\n")


def progress(text: str) -> None:
    """Rewrite one line of standard error; silent where that is not a terminal."""
    if sys.stderr.isatty():
        _to_stderr(f"\r\x1b[K{safe_text(text)}")


def end_progress() -> None:
    """Clear the progress line."""
    if sys.stderr.isatty():
        _to_stderr("\r\x1b[K")


def _to_stderr(text: str) -> None:
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    try:
        sys.stderr.write(text.encode(encoding, "replace").decode(encoding))
        sys.stderr.flush()
    except OSError:
        pass


def _write(data: bytes) -> None:
    """Write to standard output.

    Raises:
        KamError: ``output.failed`` where it takes nothing, as on a full disk.
        BrokenPipeError: A reader such as ``head`` left.
    """
    try:
        _send(data)
    except BrokenPipeError:
        raise
    except OSError as problem:
        close_quietly()
        reason = problem.strerror or type(problem).__name__
        raise KamError("output.failed", {"reason": reason}) from problem


def _send(data: bytes) -> None:
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode(sys.stdout.encoding or "utf-8", "replace"))
        return
    stream.write(data)
    stream.flush()


def close_quietly() -> None:
    """After a reader such as ``head`` left: point stdout at nothing, so that exit stays silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
