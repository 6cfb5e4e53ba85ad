"""Begin a look-up while the rest of the program still loads.

SQLite works without the interpreter's lock, so that a scan of a large book and the imports of what
reads the command line and shows the answer take as long as the longer of the two.
"""

import os
import sys
from _thread import allocate_lock, start_new_thread
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kamtui.cli.front import Front, front_of

if TYPE_CHECKING:
    from kamtui.domain.views.search import CustomerMatch
    from kamtui.services.clock import Clock
    from kamtui.services.desk import Desk

__all__ = ["LIMIT", "Ahead", "look_ahead"]

#: Rows of a look-up that asks for no other number.
LIMIT = 20
#: Seconds after which a thread that waits for the interpreter is given it.
_SWITCH = 0.0002


class Ahead:
    """A look-up that began before its command line was read in full."""

    def __init__(self, desk: "Desk", book: str | None, text: str) -> None:
        """Begin to look for ``text`` in another thread."""
        self._desk, self._book, self._text = desk, book, text
        self._found: tuple[CustomerMatch, ...] | None = None
        self._done = allocate_lock()
        self._done.acquire()
        # SQLite hands the lock back before the scan; whoever imports must not keep it for 5 ms.
        sys.setswitchinterval(_SWITCH)
        start_new_thread(self._look, ())

    def desk(self, book: str | None, clock: "Clock") -> "Desk | None":
        """Return the book that is being read, where a command means the same on the same day."""
        same = book == self._book and type(clock) is type(self._desk.clock)
        return self._desk if same and clock.today() == self._desk.today() else None

    def found(self, desk: "Desk", text: str, limit: int) -> "tuple[CustomerMatch, ...] | None":
        """Wait for what was found; None where something else is asked or the look-up failed.

        Whoever gets None looks again and meets the failure, where it is reported.
        """
        if desk is not self._desk or text != self._text or limit != LIMIT:
            return None
        self._done.acquire()
        return self._found

    def _look(self) -> None:
        from kamtui.services import customers

        try:
            self._found = customers.find(self._desk, text=self._text, limit=LIMIT)
        except Exception:  # met again by the command, and reported there
            self._found = None
        finally:
            self._done.release()


def look_ahead(words: Sequence[str]) -> Ahead | None:
    """Begin the look-up a plain ``find TEXT`` asks for; None for every other command line.

    Nothing is created or brought up to date ahead: only a book of today's schema is read.
    """
    front = front_of(words)
    if front is None or front.command != "find" or not front.words:
        return None
    if any(word.startswith("-") for word in front.words):
        return None
    return _begin(front)


def _begin(front: Front) -> Ahead | None:
    from kamtui.domain.errors import KamError
    from kamtui.services import customers  # noqa: F401 - before the thread, which would wait for it
    from kamtui.services.bootstrap import open_desk
    from kamtui.services.clock import day_clock

    given = front.value_of("--db")
    book = os.environ.get("KAMTUI_DB") or None if given is None else given
    day = front.value_of("--today") or os.environ.get("KAMTUI_TODAY")
    try:
        desk = open_desk(book=book, clock=day_clock(day))
        ready = desk.up_to_date()
    except (KamError, ValueError):  # met again by the command, and reported there
        return None
    return Ahead(desk, book, " ".join(front.words)) if ready else None
