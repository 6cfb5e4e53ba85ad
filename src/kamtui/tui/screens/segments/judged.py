"""Who is in which segment, worked out in a thread of its own and kept until the book changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from kamtui.domain.errors import KamError
from kamtui.domain.segments.model import BUILT_IN
from kamtui.tui.messages import Failure

if TYPE_CHECKING:
    from kamtui.domain.views.segments import ClvView, SegmentsView
    from kamtui.services.desk import Desk
    from kamtui.tui.screens.base import KamScreen

__all__ = ["FEW", "SETTLE", "Judged", "judge", "think"]

#: So many customers are judged before one notices; of more a change waits for the next key.
FEW = 5_000
#: Seconds after a change at which many customers are judged anew.
SETTLE = 0.8


@dataclass(slots=True)
class Judged:
    """What was worked out for one day, shared by the list of segments and that of members.

    Attributes:
        day: The day; None for today.
        views: By dimension.
        values: Lifetime values by dimension and segment.
        turn: Counts the changes of the book: what was begun before one is not kept after it.
    """

    day: date | None = None
    views: dict[str, SegmentsView] = field(default_factory=dict)
    values: dict[tuple[str, str], ClvView] = field(default_factory=dict)
    turn: int = 0

    def forget(self) -> None:
        """The book, or the day, is another one."""
        self.turn += 1
        self.views.clear()
        self.values.clear()

    def keep(self, view: SegmentsView, turn: int) -> None:
        """Keep what was begun in a turn, if that is still the same."""
        if turn == self.turn:
            self.views[view.by] = view


def judge(desk: Desk, by: str, day: date | None) -> SegmentsView:
    """Return a dimension at a day; where it was forgotten meanwhile, the first one.

    Raises:
        KamError: What the service raises.
    """
    from kamtui.services import segments

    try:
        return segments.overview(desk, by=by, as_of=day)
    except KamError as error:
        if error.code != "segments.unknown":
            raise
        return segments.overview(desk, by=BUILT_IN[0], as_of=day)


def think(
    screen: KamScreen,
    ask: Callable[[], Message],
    *,
    group: str,
    failed: Callable[[KamError], Message] = Failure,
) -> None:
    """Work something long out beside the thread of the short reads, which nobody waits behind.

    Of one screen and group only what was asked for last is answered.
    """

    def work() -> None:
        worker = get_current_worker()
        try:
            answer = ask()
        except KamError as error:
            answer = failed(error)
        except Exception as error:
            details: dict[str, object] = {"kind": type(error).__name__, "text": str(error)}
            answer = failed(KamError("unexpected", details))
        if not worker.is_cancelled:
            screen.post_message(answer)

    screen.run_worker(work, group=group, exclusive=True, thread=True, exit_on_error=False)
