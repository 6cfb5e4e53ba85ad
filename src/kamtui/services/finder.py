"""Finding as one types: each key asks a little more, and looks only where an answer can be."""

from kamtui.domain.views.search import CustomerMatch
from kamtui.services.customers import match_of, query_of
from kamtui.services.desk import Desk
from kamtui.store.queries import customers as queries
from kamtui.store.queries.changes import latest_seq
from kamtui.store.reader import Reader

__all__ = ["Finder"]

#: Ids kept of one answer, so that a longer text is looked for among them only.
MOST = 4_000
#: One letter fits most of a book: it is looked for among the customers contacted last.
RECENT = 2_000

_Query = tuple[tuple[str, ...], str]


class Finder:
    """The look-ups of a search box over one book; scores are the stored ones, as in the list."""

    def __init__(self, desk: Desk) -> None:
        """Stand over a desk."""
        self._desk = desk
        self._reader: Reader | None = None
        self._query: _Query = ((), "")
        #: Everybody the last query fits, None where they are not all known.
        self._ids: list[str] | None = None
        self._sequence = -1

    def find(self, *, text: str, limit: int) -> tuple[CustomerMatch, ...]:
        """Return the customers a few letters mean, the best first.

        Raises:
            KamError: ``read.interrupted`` after `interrupt`; what the file refused.
        """
        query = query_of(text)
        if not query[0] or limit < 1:
            return ()
        today = self._desk.today()
        with self._desk.read() as reader:
            self._reader = reader
            try:
                ids = self._look(reader, query, limit)
                rows = queries.found_rows(reader, ids)
            finally:
                self._reader = None
        return tuple(match_of(row, today) for row in rows)

    def interrupt(self) -> None:
        """Stop looking, called by another thread: nobody wants that answer any more."""
        reader = self._reader
        if reader is not None:
            reader.interrupt()

    def _look(self, reader: Reader, query: _Query, limit: int) -> list[str]:
        tokens, digits = query
        sequence = latest_seq(reader)
        known = self._ids
        if sequence != self._sequence or not _is_narrower(query, self._query):
            known = None
        self._ids, self._query, self._sequence = None, query, sequence
        if known is None and len(tokens) == 1 and len(tokens[0]) == 1:
            ids = queries.find_ids(reader, tokens, digits=digits, limit=limit, recent=RECENT)
            if len(ids) >= limit:
                return ids
        ids = queries.find_ids(
            reader, tokens, digits=digits, limit=max(limit, MOST) + 1, within=known
        )
        if len(ids) <= MOST:
            self._ids = ids
        return ids[:limit]


def _is_narrower(query: _Query, before: _Query) -> bool:
    """Tell whether everybody a query fits was fitted by the one before, which lacks a few keys."""
    (tokens, digits), (old, old_digits) = query, before
    if not old or len(tokens) != len(old) or tokens[:-1] != old[:-1]:
        return False
    # A number is looked for in phones too, from its third digit on.
    same_places = not digits or bool(old_digits and digits.startswith(old_digits))
    return tokens[-1].startswith(old[-1]) and same_places
