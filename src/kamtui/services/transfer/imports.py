"""Import files: good rows together in one transaction and one undo step (cli.md)."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from kamtui.services.desk import Desk
from kamtui.services.grade_names import grades_of
from kamtui.services.transfer.batches import hash_of, note_batch
from kamtui.services.transfer.one_table import Progress, import_table
from kamtui.services.transfer.result import ImportResult
from kamtui.services.transfer.run_start import importers_of, planned, written
from kamtui.services.transfer.sink import StoreSink
from kamtui.store.values import instant_text

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.exchange.table import Table
    from kamtui.services.transfer.run import Run
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["Imported", "Options", "Source", "import_file", "import_files", "import_step"]

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


class Options(TypedDict, total=False):
    """How files are read and what is made of them; each may be left out.

    Attributes:
        kind: What the files hold; recognised from each header when None.
        sheet: A workbook's sheet.
        mapping: Field by column header, over what is recognised.
        encoding: Of text files.
        create_customers: Make customers that rows of other kinds name and nobody knows.
        dry_run: Report the same and write nothing; needs no right to write.
        progress: Told how far the running file is; what it raises ends the import, and nothing
            is written.
    """

    kind: str | None
    sheet: str | None
    mapping: Mapping[str, str] | None
    encoding: str | None
    create_customers: bool
    dry_run: bool
    progress: Progress | None


def import_file(
    desk: Desk, *, source: Path | bytes, name: str = "", **options: Unpack[Options]
) -> ImportResult:
    """Import one file; see `import_step`."""
    return import_files(desk, sources=[Source(source, name)], **options)[0]


def import_files(
    desk: Desk, *, sources: Sequence[Source], **options: Unpack[Options]
) -> tuple[ImportResult, ...]:
    """Import files in their order and report on each; see `import_step`."""
    return import_step(desk, sources=sources, **options).results


def import_step(desk: Desk, *, sources: Sequence[Source], **options: Unpack[Options]) -> Imported:
    """Import files in their order, as one transaction and one undo step.

    A file that cannot be read as a table stops the whole import: nothing is written.

    Args:
        desk: The open book; made where it does not exist (not by a dry run).
        sources: What to read.
        options: How to read them; see `Options`.

    Raises:
        KamError: An ``import.*`` code for a file that is no table or cannot be mapped; ``file.*``
            with exit code 3 for a book that cannot be used.
    """
    from kamtui.exchange.table import open_table

    tables = [
        open_table(
            source.content,
            kind=options.get("kind"),
            sheet=options.get("sheet"),
            mapping=options.get("mapping"),
            encoding=options.get("encoding"),
            name=source.label,
            grades=lambda: grades_of(desk),
        )
        for source in sources
    ]
    create, progress = options.get("create_customers", False), options.get("progress")
    with _no_collection():
        if options.get("dry_run", False):
            return _plan(desk, tables, create, progress)
        hashes = [hash_of(source.content) for source in sources]
        return _write(desk, tables, hashes, create, progress)


def _plan(
    desk: Desk, tables: Sequence["Table"], create_customers: bool, progress: Progress | None
) -> Imported:
    """Report what an import would do."""
    with desk.read() as reader:
        run = planned(desk, reader, create_customers=create_customers, keeps=len(tables) > 1)
        importers = importers_of(run)
        return Imported(
            tuple(
                import_table(importers, table, progress=progress, dry_run=True) for table in tables
            )
        )


def _write(
    desk: Desk,
    tables: Sequence["Table"],
    hashes: Sequence[str | None],
    create_customers: bool,
    progress: Progress | None,
) -> Imported:
    """Import tables in one transaction."""
    with desk.read():
        pass  # A file that is not the book's is named before anything is done about it.
    _backup(desk)
    with desk.write("import") as work:
        sink = StoreSink(work.connection, now=instant_text(work.now))
        keeps = len(tables) > 1
        run = written(desk, work, sink, create_customers=create_customers, keeps=keeps)
        importers = importers_of(run)
        results = []
        for table, digest in zip(tables, hashes, strict=True):
            result = import_table(importers, table, progress=progress, dry_run=False)
            sink.flush()
            if run.changed:
                note_batch(work, run.batch_id, result, digest)
            if run.inserted:
                work.log(entity="import_batch", entity_id=run.batch_id, op="bulk_create")
            results.append(result)
        changes = _commit(work, run, results) if run.kinds else None
    return Imported(tuple(results), changes)


def _commit(work: "UnitOfWork", run: "Run", results: Sequence[ImportResult]) -> "ChangeSet":
    """Have the facts recomputed of whoever was touched, and end the step."""
    touched, kinds = frozenset(run.touched), frozenset(run.kinds)
    if len(touched) <= _NAMED:
        work.touch(customer_ids=touched, kinds=kinds)
    else:
        work.touch_everything(kinds)
    return work.commit(subject=", ".join(Path(result.file).name for result in results))


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
