"""Finding what was written as one types, the newest first; `kamtui find --notes` asks the same."""

from datetime import date, timedelta

from kamtui.domain.errors import KamError
from kamtui.domain.note_words import note_words, spellings
from kamtui.domain.views.search import NoteMatch
from kamtui.services.desk import Desk
from kamtui.store.queries import notes as queries
from kamtui.store.queries.changes import latest_seq
from kamtui.store.reader import Reader, Row

__all__ = ["NoteFinder"]

#: Ids kept of one answer, so that a longer text is looked for among them only.
MOST = 2_000
#: A few letters are in many notes: the last days are looked through before all the others.
RECENT_DAYS = 7

_Spelt = tuple[tuple[str, ...], ...]


class NoteFinder:
    """The look-ups of one search box: every key asks a little more, and may stop the one before."""

    def __init__(self, desk: Desk) -> None:
        """Stand over a desk."""
        self._desk = desk
        self._reader: Reader | None = None
        self._stopped = False
        self._words: _Spelt = ()
        #: Everything the last question fits, None where it is not all known.
        self._ids: list[str] | None = None
        self._sequence = -1

    def find(self, *, text: str, limit: int) -> tuple[NoteMatch, ...]:
        """Return the communications that have every word of a text, the newest first.

        Words are looked for in content and outcome, also of archived customers, in either Chinese
        script, any width and any case.

        Raises:
            KamError: ``read.interrupted`` after `interrupt`; what the file refused.
        """
        words = tuple(map(spellings, note_words(text)))
        if not words or limit < 1:
            return ()
        self._stopped = False
        with self._desk.read() as reader:
            self._reader = reader
            try:
                rows = queries.rows_of(reader, self._look(reader, words, limit))
            finally:
                self._reader = None
        return tuple(map(_match, rows))

    def interrupt(self) -> None:
        """Stop looking, called by another thread: nobody wants that answer any more."""
        self._stopped = True
        reader = self._reader
        if reader is not None:
            reader.interrupt()

    def _look(self, reader: Reader, words: _Spelt, limit: int) -> list[str]:
        sequence = latest_seq(reader)
        known = self._ids
        if sequence != self._sequence or not _is_narrower(words, self._words):
            known = None
        self._ids, self._words, self._sequence = None, words, sequence
        newest = queries.newest_day(reader) if known is None else None
        if newest is not None:
            since = newest - timedelta(days=RECENT_DAYS)
            ids = queries.recent_ids(reader, words, since=since, limit=limit)
            if len(ids) >= limit:
                return ids
        if self._stopped:  # between two statements there is nothing to interrupt
            raise KamError("read.interrupted")
        ids = queries.ids(reader, words, limit=max(limit, MOST) + 1, within=known)
        if len(ids) <= MOST:
            self._ids = ids
        return ids[:limit]


def _is_narrower(words: _Spelt, before: _Spelt) -> bool:
    """Tell whether whatever has these words has those of the question before."""
    return bool(before) and all(
        any(all(any(old in new for old in olds) for new in news) for news in words)
        for olds in before
    )


def _match(row: Row) -> NoteMatch:
    day = date.fromisoformat(row[4])
    return NoteMatch(row[0], row[1], row[2], row[3], day, row[5], row[6] or "", row[7] or "")
