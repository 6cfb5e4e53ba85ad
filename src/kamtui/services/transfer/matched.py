"""Importers whose rows are found again by content and occurrence."""

from collections.abc import Sequence

from kamtui.exchange.typed import ColumnMapping, TypedRow
from kamtui.services.transfer.handler import Book, RowByRow
from kamtui.services.transfer.known import Known, SourceKeys
from kamtui.services.transfer.tally import Tally


class MatchedRows(RowByRow):
    """Rows of records that carry no number: the same file twice creates nothing twice."""

    def __init__(self, book: Book, known: Known) -> None:
        """Work on ``book``; ``known`` are its records of the kind."""
        self._book = book
        self._known = known

    def begin_file(self, columns: Sequence[ColumnMapping], tally: Tally) -> None:
        """Count occurrences anew."""
        super().begin_file(columns, tally)
        self._keys = SourceKeys()
        self._known.begin_file()

    def prefetch(self, rows: Sequence[TypedRow]) -> None:
        """Read what the customers of these rows have."""
        self._known.load(self._book.glimpsed(rows))
