"""Notes that belong to no customer yet."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from kamtui.exchange.typed import ColumnMapping, TypedRow
from kamtui.services.clock import zone_name
from kamtui.services.transfer.handler import RowByRow
from kamtui.services.transfer.result import Outcome, RowRejected
from kamtui.services.transfer.run import Run
from kamtui.services.transfer.tally import Tally
from kamtui.services.transfer.values import moment, need
from kamtui.store.values import instant_text

__all__ = ["Inbox"]

#: Characters of a stored instant that whole seconds take: files hold no fractions.
_SECONDS = 19
#: What makes two notes alike: the second and the words.
_Note = tuple[str, str]


class Inbox(RowByRow):
    """Imports notes; one that was filed since stands in its customer's history and is known."""

    def __init__(self, run: Run) -> None:
        """Know nothing yet."""
        self._run = run
        self._read: set[str] = set()
        self._known: Counter[_Note] = Counter()
        self._left: Counter[_Note] = Counter()

    def begin_file(self, columns: Sequence[ColumnMapping], tally: Tally) -> None:
        """Let every note be found again."""
        super().begin_file(columns, tally)
        self._left = Counter(self._known)

    def prefetch(self, rows: Sequence[TypedRow]) -> None:
        """Count the notes of these days, in the inbox and filed; of each day once."""
        days = set()
        for row in rows:
            with suppress(RowRejected):
                at, _day = moment(need(row.values, "at"), now=self._run.now)
                days.add(instant_text(at)[:10])
        days -= self._read
        if not days:
            return
        self._read |= days
        for table in ("inbox_note", "communication"):
            for at, content in self._run.query(
                f"SELECT at, content FROM {table} WHERE deleted_at IS NULL"
                " AND at >= :first AND at < :end AND content IS NOT NULL",
                first=min(days),
                end=max(days) + "~",
            ):
                if str(at)[:10] in days:
                    note = (str(at)[:_SECONDS], content)
                    self._known[note] += 1
                    self._left[note] += 1

    def decide(self, row: TypedRow, values: Any) -> Outcome:
        """Keep one note, or find it again."""
        at, on_date = moment(need(values, "at"), now=self._run.now, field="at")
        content = need(values, "inbox_note")
        stamp = instant_text(at)
        note = (stamp[:_SECONDS], content)
        if self._left[note] > 0:
            self._left[note] -= 1
            return Outcome.UNCHANGED
        self._run.add(
            "inbox_note",
            None,
            {
                "content": content,
                "at": stamp,
                "on_date": on_date.isoformat(),
                "zone": zone_name(at),
                "by": values.get("by"),
            },
        )
        if self._run.keeps:
            self._known[note] += 1
        return Outcome.CREATED
