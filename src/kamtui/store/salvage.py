"""Read what can be read of a damaged book into a fresh one.

SQLite's own ``.recover`` gave nothing for a file with three broken pages; reading around the
damage saved 19,895 of 20,000 rows (trust.md).
"""

import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kamtui.config.paths import make_private
from kamtui.domain.errors import KamError
from kamtui.store.backup import open_plain
from kamtui.store.disk import disk_failure, draft_beside, full_disk, place, sync_file
from kamtui.store.reader import SQLITE_TROUBLE
from kamtui.store.salvage_keep import Keeper, Witness
from kamtui.store.salvage_links import settle_links
from kamtui.store.salvage_rows import TableRows
from kamtui.store.salvage_schema import graft_schema, table_list
from kamtui.store.salvage_values import columns_of
from kamtui.store.sniff import forget

#: Rebuilt from the others, so not worth saving.
_DERIVED = frozenset({"customer_facts", "customer_search", "sqlite_sequence"})


@dataclass(frozen=True, slots=True)
class TableSalvage:
    """One table of the new book.

    Attributes:
        table: Its name.
        saved: Rows read from the damaged book and kept.
        unreadable: Rows that were there and could not be read.
        refused: Rows that make no sense in this table, or contradict others.
        mended: Saved rows of which a value was lost.
        stand_ins: Rows made up because only what belongs to them survived.
        orphans: Rows dropped because what they belong to is gone.
    """

    table: str
    saved: int = 0
    unreadable: int = 0
    refused: int = 0
    mended: int = 0
    stand_ins: int = 0
    orphans: int = 0

    @property
    def lost(self) -> int:
        """Rows that were there and are not in the new book."""
        return self.unreadable + self.refused + self.orphans


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """What was saved, and where.

    Attributes:
        into: The new book.
        tables: Per table.
    """

    into: Path
    tables: tuple[TableSalvage, ...]

    @property
    def saved(self) -> int:
        """Rows in the new book that were read from the damaged one."""
        return sum(each.saved for each in self.tables)

    @property
    def lost(self) -> int:
        """Rows that were there and are not in the new book."""
        return sum(each.lost for each in self.tables)

    @property
    def mended(self) -> int:
        """Rows saved without a value that could not be."""
        return sum(each.mended for each in self.tables)

    @property
    def stand_ins(self) -> int:
        """Records made up because only what belongs to them survived."""
        return sum(each.stand_ins for each in self.tables)


def salvage_book(path: Path, into: Path) -> SalvageReport:
    """Save every readable row of ``path`` into a new book at ``into``.

    The damaged file is copied first and only the copy is opened.

    Raises:
        KamError: ``file.missing``, ``file.exists``, ``salvage.nothing``, ``file.full``,
            ``file.permission``.
    """
    if not path.is_file():
        raise KamError("file.missing", {"path": str(path)}, exit_code=3)
    if into.exists():
        raise KamError("file.exists", {"path": str(into)})
    try:
        make_private(into.parent)
        with draft_beside(into) as copy, draft_beside(into) as draft:
            _copy_raw(path, copy)
            report = _salvage(copy, draft, into)
            sync_file(draft)
            if not place(draft, into):
                raise KamError("file.exists", {"path": str(into)})
            return report
    except OSError as problem:
        raise disk_failure(problem, into) from problem
    except SQLITE_TROUBLE as problem:
        if "full" in str(problem) or "disk I/O" in str(problem):
            raise full_disk(into) from problem
        raise KamError("salvage.nothing", {"path": str(path)}, exit_code=3) from problem


def _copy_raw(path: Path, copy: Path) -> None:
    shutil.copyfile(path, copy)
    with suppress(FileNotFoundError):
        # A transaction cut off half way is rolled back in the copy, where that is possible.
        journal = Path(f"{copy}-journal")
        shutil.copyfile(f"{path}-journal", journal)
        journal.chmod(0o600)


def _salvage(copy: Path, draft: Path, into: Path) -> SalvageReport:
    from kamtui.store.engine import open_engine
    from kamtui.store.facts import refresh_facts
    from kamtui.store.location import Location
    from kamtui.store.migrate import migrate
    from kamtui.store.search_index import refresh_search

    engine = open_engine(Location(path=draft))
    try:
        migrate(engine)
        with closing(open_plain(draft)) as target:
            tables = save_rows(copy, target, fresh=draft)
            if not any(each.saved for each in tables if each.table != "app_meta"):
                raise KamError("salvage.nothing", {"path": str(into)}, exit_code=3)
            links = settle_links(target)
        with engine.begin() as connection:
            refresh_facts(connection, None)
            refresh_search(connection, None)
    finally:
        engine.dispose()
        forget(draft)
    return SalvageReport(
        into=into,
        tables=tuple(
            replace(
                each,
                saved=each.saved - links.orphans[each.table],
                mended=each.mended + links.cut[each.table],
                stand_ins=links.stand_ins[each.table],
                orphans=links.orphans[each.table],
            )
            for each in tables
        ),
    )


def save_rows(copy: Path, target: sqlite3.Connection, *, fresh: Path) -> tuple[TableSalvage, ...]:
    """Save what can be read of a damaged copy into an empty new book.

    The copy is changed where its list of tables is damaged.

    Args:
        copy: Of the damaged book.
        target: The new book.
        fresh: The file of ``target``.
    """
    donor = fresh.read_bytes()
    graft_schema(copy, donor=donor)
    target.execute("PRAGMA foreign_keys=OFF")
    names = [
        str(row[0])
        for row in target.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        if row[0] not in _DERIVED and not str(row[0]).startswith("alembic")
    ]
    listed = table_list(target)
    with closing(_open_damaged(copy)) as source:
        found = table_list(source)
        tables = {name: _save_table(source, target, name, size=_size(copy)) for name in names}
    doubtful = [
        name
        for name in names
        if found.get(name, ("", 0))[0] != listed[name][0]
        or (found[name] != listed[name] and (tables[name].lost or not tables[name].saved))
    ]
    # A flipped bit in the list renames a column or sends a table to another's page.
    if doubtful and graft_schema(copy, donor=donor, always=True):
        taken = _ids(target, names)
        with closing(_open_damaged(copy)) as source:
            for name in doubtful:
                more = _save_table(source, target, name, size=_size(copy), taken=taken)
                before = tables[name]
                tables[name] = replace(
                    before,
                    saved=before.saved + more.saved,
                    mended=before.mended + more.mended,
                    unreadable=max(before.unreadable - more.saved, 0),
                    refused=max(before.refused - more.saved, 0),
                )
    return tuple(tables.values())


def _open_damaged(copy: Path) -> sqlite3.Connection:
    source = open_plain(copy)
    # A broken letter costs the letter, not the row.
    source.text_factory = lambda raw: raw.decode("utf-8", "replace")
    # Held to the end: asking for the lock again for every rowid takes most of the time.
    source.execute("BEGIN")
    return source


def _size(path: Path) -> int:
    return path.stat().st_size


def _ids(target: sqlite3.Connection, tables: list[str]) -> frozenset[object]:
    """Return the ids of all records, which no two records share."""
    return frozenset(
        row[0]
        for table in tables
        if columns_of(target, table)[0].name == "id"
        for row in target.execute(f'SELECT id FROM "{table}"').fetchall()
    )


def _save_table(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    table: str,
    *,
    size: int,
    taken: frozenset[object] = frozenset(),
) -> TableSalvage:
    try:
        known = {str(row[1]) for row in source.execute(f'PRAGMA table_info("{table}")').fetchall()}
    except SQLITE_TROUBLE:
        known = set()
    columns = tuple(each for each in columns_of(target, table) if each.name in known)
    if not columns:
        return TableSalvage(table)
    rows = TableRows(source, table, tuple(each.name for each in columns), size=size)
    keeper = Keeper(target, table, columns, rows, Witness(source, target, table))
    target.execute("BEGIN")
    for found in rows.read():
        if found.values[0] not in taken:
            keeper.take(found)
    keeper.take_doubtful()
    target.execute("COMMIT")
    return TableSalvage(
        table,
        saved=keeper.saved,
        unreadable=rows.unreadable,
        refused=keeper.refused,
        mended=keeper.mended,
    )
