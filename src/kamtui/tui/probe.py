"""Asks the terminal, before the screens start, how wide it draws an ambiguous character."""

import os
import re
import select
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Self

__all__ = ["Probe", "locale_is_utf8", "width_in"]

#: Seconds after which no answer means an ordinary terminal.
PATIENCE = 0.1
_ANSWER = re.compile(rb"\x1b\[(\d{1,5});(\d{1,5})R")
#: Draw a rule at the first column, ask where the cursor is, and wipe the rule.
_QUESTION = "\r\u2500\x1b[6n\r\x1b[K"


class Probe:
    """One question to the terminal; answers arrive while other things are imported.

    Some Chinese terminals draw box lines and bars two cells wide (ux.md, CJK width): there the
    screens would shift, so they are drawn in ASCII.
    """

    def __init__(self, *, wanted: bool = True) -> None:
        """Prepare; nothing is asked unless both ends are a terminal."""
        self._wanted = wanted
        self._asked_at: float | None = None
        self._before: list[object] | None = None
        self._input = -1

    def __enter__(self) -> Self:
        if not self._wanted or not (sys.stdin.isatty() and sys.stdout.isatty()):
            return self
        try:
            import termios
            import tty

            self._input = sys.stdin.fileno()
            self._before = termios.tcgetattr(self._input)
            tty.setcbreak(self._input, termios.TCSANOW)
            os.write(sys.stdout.fileno(), _QUESTION.encode("utf-8"))
            self._asked_at = time.monotonic()
        except (ImportError, OSError, ValueError):  # no such terminal, as on Windows
            self._asked_at = None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._before is None:
            return
        import termios

        with suppress(termios.error, OSError):
            termios.tcsetattr(self._input, termios.TCSANOW, self._before)  # type: ignore[arg-type]

    def is_wide(self) -> bool:
        """Return whether the rule took other than one cell; no answer in time means one."""
        if self._asked_at is None:
            return False
        answer = b""
        until = self._asked_at + PATIENCE
        while _ANSWER.search(answer) is None and len(answer) < 256:
            left = max(0.0, until - time.monotonic())
            try:
                ready, _write, _other = select.select([self._input], [], [], left)
                if not ready:
                    break
                answer += os.read(self._input, 64)
            except OSError:
                break
        width = width_in(answer)
        return width is not None and width != 1


def width_in(answer: bytes) -> int | None:
    """Return the cells a character drawn at the first column took, from a position report."""
    found = _ANSWER.search(answer)
    return int(found[2]) - 1 if found else None


def locale_is_utf8(environ: Mapping[str, str]) -> bool:
    """Tell whether the locale's characters are UTF-8; one that says nothing is taken as such."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        value = environ.get(name, "")
        if value:
            return "utf" in value.casefold().replace("-", "")
    return True
