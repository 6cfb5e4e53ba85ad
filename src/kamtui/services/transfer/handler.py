"""What every kind of records does with its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kamtui.exchange.typed import ColumnMapping, TypedRow
from kamtui.services.transfer.booking import Ledger
from kamtui.services.transfer.match import CustomerIndex
from kamtui.services.transfer.people import People
from kamtui.services.transfer.result import Outcome, RowRejected
from kamtui.services.transfer.run import Run
from kamtui.services.transfer.tally import Tally


@dataclass(slots=True)
class Book:
    """What the importers of all kinds share during one command."""

    run: Run
    customers: CustomerIndex
    people: People
    ledger: Ledger

    def glimpsed(self, rows: Iterable[TypedRow]) -> set[str]:
        """Return the customers that rows name, as far as they are known."""
        found = {
            self.customers.glimpse(
                _text(row.values.get("customer_no")), _text(row.values.get("customer"))
            )
            for row in rows
        }
        found.discard(None)
        return found  # type: ignore[return-value]


class Importer(Protocol):
    """Takes the rows of one file of one kind."""

    def begin_file(self, columns: Sequence[ColumnMapping], tally: Tally) -> None:
        """Start a file."""

    def prefetch(self, rows: Sequence[TypedRow]) -> None:
        """Read from the book what these rows will ask for."""

    def take(self, row: TypedRow) -> None:
        """Import one good row, and give the tally its outcome."""

    def finish(self) -> None:
        """Import what had to wait for the end of the file."""


class RowByRow:
    """An importer that decides about each row when it comes; kinds say how in `decide`."""

    tally: Tally

    def begin_file(self, columns: Sequence[ColumnMapping], tally: Tally) -> None:
        """Start a file."""
        self.tally = tally

    def prefetch(self, rows: Sequence[TypedRow]) -> None:
        """Read nothing."""

    def decide(self, row: TypedRow, values: Any) -> Outcome:
        """Import one row.

        Raises:
            RowRejected: The row must not be imported.
        """
        raise NotImplementedError

    def take(self, row: TypedRow) -> None:
        """Import one good row, and give the tally its outcome."""
        try:
            outcome = self.decide(row, row.values)
        except RowRejected as why:
            self.tally.reject(row, why)
            return
        self.tally.count(outcome)
        if row.problems:
            self.tally.warn(row)

    def finish(self) -> None:
        """Nothing waits."""


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)
