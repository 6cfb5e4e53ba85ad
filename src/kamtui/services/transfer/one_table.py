"""One table imported: its rows in portions, each refused or handed to the importer of its kind."""

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from kamtui.exchange.kinds import Kind
from kamtui.exchange.typed import TypedRow
from kamtui.services.transfer.handler import Importer
from kamtui.services.transfer.importers import Importers
from kamtui.services.transfer.result import ColumnUse, FileNote, ImportResult, Outcome
from kamtui.services.transfer.tally import Tally

if TYPE_CHECKING:
    from kamtui.exchange.table import Table

__all__ = ["Progress", "import_table"]

#: Told now and then: rows done, and how far through the file that is (0.0 to 1.0).
Progress = Callable[[int, float], None]

_CHUNK = 1_000
_PREVIEW = 5


def import_table(
    importers: Importers, table: "Table", *, progress: Progress | None, dry_run: bool
) -> ImportResult:
    """Import the rows of one table and report on them; the caller has a run under way."""
    run = importers.book.run
    run.begin_file()
    headers = {one.field: one.header for one in table.columns if one.field is not None}
    # A list of customers calls the customer's name just "name".
    tally = Tally({"customer": headers.get("name", ""), **headers})
    importer = importers.of(table.kind)
    importer.begin_file(table.columns, tally)
    preview: list[tuple[str, ...]] = []
    count = 0
    numbers_first = _numbers_first(table, create=run.create_customers)
    late: list[TypedRow] = []
    rows = table.rows()
    while chunk := list(islice(rows, _CHUNK)):
        preview += [row.raw for row in chunk[: max(0, _PREVIEW - len(preview))]]
        good = []
        for row in chunk:
            if row.problems and row.rejected:
                tally.refuse(row)
            elif numbers_first and not row.values.get("customer_no"):
                late.append(row)
            else:
                good.append(row)
        _take(importer, good)
        count += len(chunk)
        if progress is not None:
            progress(count, table.fraction_read)
    for start in range(0, len(late), _CHUNK):
        _take(importer, late[start : start + _CHUNK])
    importer.finish()
    return _result(
        table,
        tally,
        rows=count,
        preview=tuple(preview),
        import_id=run.batch_id if run.changed and not dry_run else None,
        dry_run=dry_run,
    )


def _take(importer: Importer, rows: list[TypedRow]) -> None:
    """Hand rows to their importer, what they will ask the book for first."""
    importer.prefetch(rows)
    for row in rows:
        importer.take(row)


def _numbers_first(table: "Table", *, create: bool) -> bool:
    """Whether rows without a customer number must wait for those that have one.

    Their customers may be given a number made up here, which must not be one that a later row
    brings along.
    """
    numbered = any(one.field == "customer_no" for one in table.columns)
    return numbered and (create or table.kind is Kind.CUSTOMERS)


def _result(
    table: "Table",
    tally: Tally,
    *,
    rows: int,
    preview: tuple[tuple[str, ...], ...],
    import_id: str | None,
    dry_run: bool,
) -> ImportResult:
    counts = tally.counts
    return ImportResult(
        file=table.file,
        kind=str(table.kind),
        vendor=table.vendor,
        encoding=table.encoding,
        encoding_guessed=table.encoding_guessed,
        rows=rows,
        created=counts[Outcome.CREATED],
        updated=counts[Outcome.UPDATED],
        unchanged=counts[Outcome.UNCHANGED],
        duplicates=counts[Outcome.DUPLICATES],
        rejected=tuple(sorted(tally.rejected, key=lambda one: one.row)),
        warnings=tuple(sorted(tally.warnings, key=lambda one: one.row)),
        notes=(
            *(FileNote(one.column, one.code, one.params) for one in table.notes),
            *tally.notes,
        ),
        header=table.header,
        columns=tuple(ColumnUse(one.header, one.field, one.custom) for one in table.columns),
        preview=preview,
        import_id=import_id,
        dry_run=dry_run,
    )
