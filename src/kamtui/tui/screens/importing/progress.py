"""How far a file is, told from the background; and how a reading nobody waits for ends."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from kamtui.i18n import _, ngettext
from kamtui.tui.screens.importing.plan import StoppedError
from kamtui.tui.widgets.prompt import Part

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

__all__ = ["Progressed", "Reading"]

#: Seconds between two words about how far a reading is.
TOLD_EVERY = 0.1


class Progressed(Message):
    """How far a file has been read."""

    def __init__(self, reading: "Reading", rows: int, fraction: float) -> None:
        """Carry whose, the rows done and the part of the file."""
        super().__init__()
        self.reading, self.rows, self.fraction = reading, rows, fraction

    def parts(self) -> tuple[Part, ...]:
        """Return it as the status line says it."""
        verb = _("Importing") if self.reading.writes else _("Reading")
        words = ngettext("{count} row", "{count} rows", self.rows)
        percent = f"{min(1.0, max(0.0, self.fraction)):.0%}"
        return (
            (f"{verb}  ", "muted", False),
            (f"{percent}  ", "accent", True),
            (words.format(count=f"{self.rows:,}"), "text", False),
            ("   Esc", "accent", False),
            (" " + _("stops"), "muted", False),
        )


class Reading:
    """One pass through a file in the background; called with the rows done and the part read."""

    def __init__(
        self, target: "MessagePump", *, writes: bool, monotonic: Callable[[], float]
    ) -> None:
        """Tell a screen.

        Args:
            target: Gets `Progressed`.
            writes: It is the import itself, not a trial.
            monotonic: Seconds that only grow.
        """
        self.writes = writes
        self._target, self._monotonic = target, monotonic
        self._stop = threading.Event()
        self._told = float("-inf")

    def __call__(self, rows: int, fraction: float) -> None:
        """Say how far it is; runs in the thread that reads.

        Raises:
            StoppedError: Nobody waits for it any more.
        """
        if self._stop.is_set():
            raise StoppedError
        now = self._monotonic()
        if now - self._told >= TOLD_EVERY:
            self._told = now
            self._target.post_message(Progressed(self, rows, fraction))

    def stop(self) -> None:
        """Let it end at the next word about it."""
        self._stop.set()
