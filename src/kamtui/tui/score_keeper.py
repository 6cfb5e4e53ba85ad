"""Keeps the stored scores fresh beside the screens: once a day, and after every write."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.services.desk import Desk

__all__ = ["ScoreKeeper"]

#: More customers than this of one write wait for the next day's round, or the next start.
MOST = 50
#: Seconds between two chunks, and without a key before the next one begins.
REST, QUIET = 0.02, 0.5
#: Seconds leaving waits for a transaction to end.
LEAVE = 1.0
#: Kinds of records no score rests on.
_IRRELEVANT = frozenset({"grade_change", "scoring_model", "follow_up", "promise", "complaint"})


class ScoreKeeper:
    """One thread that never competes with keys; nothing it does is worth a message to the user."""

    def __init__(
        self, desk: Desk, *, idle: Callable[[], float], told: Callable[[int | None], None]
    ) -> None:
        """Prepare; the thread starts with the first task.

        Args:
            desk: The open book.
            idle: Seconds since the last key.
            told: Called in the thread after scores changed, with how many grades there are to
                review, or None after a single write.
        """
        self._desk = desk
        self._idle = idle
        self._told = told
        self._stop = threading.Event()
        self._tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Bring everything up to date for today, and count the grades to review."""
        self._submit(self._daily)

    def after(self, changes: ChangeSet | None) -> None:
        """Bring the customers of a write up to date."""
        if changes is None:
            return
        from kamtui.services import scores

        if scores.moved_by(changes):
            self._submit(self._daily)
            return
        if changes.everything or changes.kinds <= _IRRELEVANT:
            return
        ids = tuple(sorted(changes.customer_ids))
        if 0 < len(ids) <= MOST:
            self._submit(lambda: self._refresh(ids))

    def close(self) -> None:
        """End after the chunk that is being written; leaving never waits for more than that."""
        self._stop.set()
        self._tasks.put(None)
        if self._thread is not None:
            self._thread.join(timeout=LEAVE)

    def _submit(self, work: Callable[[], None]) -> None:
        if self._stop.is_set():
            return
        self._tasks.put(work)
        if self._thread is None:
            # A daemon: an interrupted transaction is rolled back, and nobody waits for a score.
            self._thread = threading.Thread(target=self._run, name="kamtui-scores", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while not self._stop.is_set() and (work := self._tasks.get()) is not None:
            try:
                work()
            except KamError:
                continue  # a locked or read-only book: the next round tries again

    def _daily(self) -> None:
        from kamtui.services import grade_review, scores
        from kamtui.services.warm_up import STEPS

        self._pause(0, 0)
        whose = scores.due(self._desk)
        if whose is None or whose:
            for step in STEPS:
                step()
                self._pause(0, 0)
            scores.refresh(self._desk, self._pause, customer_ids=whose, stop=self._stop)
        if not self._stop.is_set():
            self._told(grade_review.count(self._desk))

    def _refresh(self, customer_ids: Sequence[str]) -> None:
        from kamtui.services import scores

        if scores.refresh(self._desk, customer_ids=customer_ids, stop=self._stop):
            self._told(None)

    def _pause(self, _done: int, _all: int) -> None:
        """Give way: a moment after every chunk, and for as long as somebody types."""
        self._stop.wait(REST)
        while self._idle() < QUIET and not self._stop.wait(REST):
            continue
