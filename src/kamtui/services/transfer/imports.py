"""Import files: good rows together in one transaction and one undo step (cli.md)."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kamtui.exchange.kinds import Kind
from kamtui.exchange.typed import TypedRow
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.services.transfer.booking import Ledger
from kamtui.services.transfer.handler import Book
from kamtui.services.transfer.importers import Importers
from kamtui.services.transfer.match import CustomerIndex
from kamtui.services.transfer.people import People
from kamtui.services.transfer.result import ColumnUse, FileNote, ImportResult, Outcome
from kamtui.services.transfer.run import Run
from kamtui.services.transfer.sink import NoSink, StoreSink
from kamtui.services.transfer.tally import Tally
from kamtui.store.values import instant_text

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.exchange.table import Table
    from kamtui.store.unit_of_work import UnitOfWork

#: Told now and then: rows done, and how far through the file that is (0.0 to 1.0).
Progress = Callable[[int, float], None]

_CHUNK = 1_000
_PREVIEW = 5
#: Above this many customers, naming each costs more than recomputing all facts.
_NAMED = 5_000


@dataclass(frozen=True, slots=True)
class Source:
    """One file to import.

    Attributes:
        content: A path, or the bytes of a table pasted on standard input.
        name: How it is called; the path's own name when empty.
    """

    content: Path | bytes
    name: str = ""

    @property
    def label(self) -> str:
        """Its name as shown."""
        return self.name or (str(self.content) if isinstance(self.content, Path) else "-")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        results: One a file, in their order.
        changes: The undo step; None where nothing changed, and after a dry run.
    """

    results: tuple[ImportResult, ...]
    changes: "ChangeSet | None" = None


def import_file(
    desk: Desk,
    *,
    source: Path | bytes,
    name: str = "",
    kind: str | None = None,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    create_customers: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportResult:
    """Import one file; see `import_files`."""
    return import_files(
        desk,
        sources=[Source(source, name)],
        kind=kind,
        sheet=sheet,
        mapping=mapping,
        encoding=encoding,
        create_customers=create_customers,
        dry_run=dry_run,
        progress=progress,
    )[0]


def import_files(
    desk: Desk,
    *,
    sources: Sequence[Source],
    kind: str | None = None,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    create_customers: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> tuple[ImportResult, ...]:
    """Import files in their order and report on each; see `import_step`."""
    return import_step(
        desk,
        sources=sources,
        kind=kind,
        sheet=sheet,
        mapping=mapping,
        encoding=encoding,
        create_customers=create_customers,
        dry_run=dry_run,
        progress=progress,
    ).results


def import_step(
    desk: Desk,
    *,
    sources: Sequence[Source],
    kind: str | None = None,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    create_customers: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Import files in their order, as one transaction and one undo step.

    A file that cannot be read as a table stops the whole import: nothing is written.

    Args:
        desk: The open book; made where it does not exist (not by a dry run).
        sources: What to read.
        kind: What the files hold; recognised from each header when None.
        sheet: A workbook's sheet.
        mapping: Field by column header, over what is recognised.
        encoding: Of text files.
        create_customers: Make customers that rows of other kinds name and nobody knows.
        dry_run: Report the same and write nothing; needs no right to write.
        progress: Told how far the running file is; what it raises ends the import, and nothing
            is written.

    Raises:
        KamError: An ``import.*`` code for a file that is no table or cannot be mapped; ``file.*``
            with exit code 3 for a book that cannot be used.
    """
    from kamtui.exchange.table import open_table

    tables = [
        open_table(
            source.content,
            kind=kind,
            sheet=sheet,
            mapping=mapping,
            encoding=encoding,
            name=source.label,
        )
        for source in sources
    ]
    with _no_collection():
        hashes = [] if dry_run else [_hash(source.content) for source in sources]
        return _import_tables(desk, tables, hashes, create_customers, dry_run, progress)


def _import_tables(
    desk: Desk,
    tables: Sequence["Table"],
    hashes: Sequence[str | None],
    create_customers: bool,
    dry_run: bool,
    progress: Progress | None,
) -> Imported:
    if dry_run:
        with desk.read() as reader:
            run = _run(desk, reader.rows, NoSink(), _unlogged, create_customers)
            run.keeps = len(tables) > 1
            planned = Importers(_book(run))
            return Imported(
                tuple(
                    _import_table(planned, table, progress=progress, dry_run=True)
                    for table in tables
                )
            )
    with desk.read():
        pass  # A file that is not the book's is named before anything is done about it.
    _backup(desk)
    with desk.write("import") as work:
        query = _query_of(work)
        sink = StoreSink(work.connection, now=instant_text(work.now))

        def log_update(
            table: str,
            identifier: str,
            customer_id: str | None,
            fields: dict[str, Any],
            base: int,
        ) -> None:
            op = "delete" if "deleted_at" in fields else "update"
            work.log(
                entity=table,
                entity_id=identifier,
                op=op,
                customer_id=customer_id,
                fields=fields,
                base_version=base,
                new_version=base + 1,
            )

        run = _run(desk, query, sink, log_update, create_customers)
        run.keeps = len(tables) > 1
        importers = Importers(_book(run))
        results = []
        changes = None
        for table, digest in zip(tables, hashes, strict=True):
            result = _import_table(importers, table, progress=progress, dry_run=False)
            sink.flush()
            if run.changed:
                _note_batch(work, run.batch_id, result, digest)
            if run.inserted:
                work.log(entity="import_batch", entity_id=run.batch_id, op="bulk_create")
            results.append(result)
        if run.kinds:
            touched = frozenset(run.touched)
            if len(touched) <= _NAMED:
                work.touch(customer_ids=touched, kinds=frozenset(run.kinds))
            else:
                work.touch_everything(frozenset(run.kinds))
            names = ", ".join(Path(result.file).name for result in results)
            changes = work.commit(subject=names)
    return Imported(tuple(results), changes)


def _import_table(
    importers: Importers, table: "Table", *, progress: Progress | None, dry_run: bool
) -> ImportResult:
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
        for row in chunk[: max(0, _PREVIEW - len(preview))]:
            preview.append(row.raw)
        good = []
        for row in chunk:
            if row.problems and row.rejected:
                tally.refuse(row)
            elif numbers_first and not row.values.get("customer_no"):
                late.append(row)
            else:
                good.append(row)
        importer.prefetch(good)
        for row in good:
            importer.take(row)
        count += len(chunk)
        if progress is not None:
            progress(count, table.fraction_read)
    for start in range(0, len(late), _CHUNK):
        importer.prefetch(late[start : start + _CHUNK])
        for row in late[start : start + _CHUNK]:
            importer.take(row)
    importer.finish()
    counts = tally.counts
    return ImportResult(
        file=table.file,
        kind=str(table.kind),
        vendor=table.vendor,
        encoding=table.encoding,
        encoding_guessed=table.encoding_guessed,
        rows=count,
        created=counts[Outcome.CREATED],
        updated=counts[Outcome.UPDATED],
        unchanged=counts[Outcome.UNCHANGED],
        duplicates=counts[Outcome.DUPLICATES],
        rejected=tuple(sorted(tally.rejected, key=lambda one: one.row)),
        warnings=tuple(sorted(tally.warnings, key=lambda one: one.row)),
        notes=tuple(FileNote(one.column, one.code, one.params) for one in table.notes),
        header=table.header,
        columns=tuple(ColumnUse(one.header, one.field, one.custom) for one in table.columns),
        preview=tuple(preview),
        import_id=run.batch_id if run.changed and not dry_run else None,
        dry_run=dry_run,
    )


def _numbers_first(table: "Table", *, create: bool) -> bool:
    """Whether rows without a customer number must wait for those that have one.

    Their customers may be given a number made up here, which must not be one that a later row
    brings along.
    """
    numbered = any(one.field == "customer_no" for one in table.columns)
    return numbered and (create or table.kind is Kind.CUSTOMERS)


def _run(
    desk: Desk,
    query: Callable[..., Sequence[tuple[Any, ...]]],
    sink: StoreSink | NoSink,
    log_update: Callable[[str, str, str | None, dict[str, Any], int], None],
    create_customers: bool,
) -> Run:
    now = desk.clock.now()
    with desk.read() as reader:
        prefix, respond, settle = (
            rules.value_of(reader, key)
            for key in ("customer_no.prefix", "complaint.respond_hours", "complaint.settle_hours")
        )
    return Run(
        query=query,
        sink=sink,
        log_update=log_update,
        now=now,
        stamp=instant_text(now),
        today=now.date(),
        actor=desk.actor,
        create_customers=create_customers,
        prefix=prefix,
        respond_hours=respond,
        settle_hours=settle,
    )


def _book(run: Run) -> Book:
    return Book(run, CustomerIndex(run), People(run), Ledger(run))


def _query_of(work: "UnitOfWork") -> Callable[..., Sequence[tuple[Any, ...]]]:
    from sqlalchemy import text

    from kamtui.store.reader import expand_lists

    def query(sql: str, **params: object) -> list[tuple[Any, ...]]:
        expanded, bound = expand_lists(sql, params)
        return [tuple(row) for row in work.connection.execute(text(expanded), dict(bound))]

    return query


def _note_batch(
    work: "UnitOfWork", batch_id: str, result: ImportResult, digest: str | None
) -> None:
    from kamtui.store.tables import ImportBatch

    work.session.add(
        ImportBatch(
            id=batch_id,
            file_name=Path(result.file).name,
            file_hash=digest,
            vendor=result.vendor,
            kind=result.kind,
            counts={
                "rows": result.rows,
                "created": result.created,
                "updated": result.updated,
                "unchanged": result.unchanged,
                "duplicates": result.duplicates,
                "rejected": len(result.rejected),
            },
            group_id=work.group_id,
            at=work.now,
        )
    )


def _unlogged(
    table: str, identifier: str, customer_id: str | None, fields: dict[str, Any], base: int
) -> None:
    """Log nothing: a dry run changes nothing."""


def _backup(desk: Desk) -> None:
    """Make a backup before an import into a book that exists (trust.md 7)."""
    if desk.path is not None and desk.path.exists():
        from kamtui.services import safety

        safety.backup_before(desk.path, reason="import", now=desk.clock.now())


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the cycle collector from walking hundreds of thousands of rows that hold no cycle.

    It took a quarter of the time of an import of 70,000 orders.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _hash(content: Path | bytes) -> str | None:
    if isinstance(content, bytes):
        return sha256(content).hexdigest()
    digest = sha256()
    try:
        with content.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()
