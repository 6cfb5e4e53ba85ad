"""Read what can be read of a damaged book into a fresh one.

SQLite's own ``.recover`` gave nothing for a file with three broken pages; reading by rowid and
bisecting around the damage saved 19,895 of 20,000 rows (trust.md).
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from kamtui.config.paths import make_private
from kamtui.domain.errors import KamError
from kamtui.store.backup import open_plain
from kamtui.store.disk import disk_failure, draft_beside, full_disk, place, sync_file
from kamtui.store.reader import SQLITE_TROUBLE
from kamtui.store.salvage_schema import graft_schema
from kamtui.store.sniff import forget

#: Rows asked for at once while all goes well.
_SPAN = 512
#: No row of ours is smaller, which bounds the rowids of a table whose last page is gone.
_SMALLEST_ROW = 100
#: Rebuilt from the others, so not worth saving.
_DERIVED = frozenset({"customer_facts", "customer_search", "sqlite_sequence"})


@dataclass(frozen=True, slots=True)
class TableSalvage:
    """One table: rows saved, rows whose place could not be read, rows the new book refused."""

    table: str
    saved: int
    unreadable: int
    refused: int


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """What was saved, and where.

    Attributes:
        into: The new book.
        tables: Per table, those with anything in them.
        stand_ins: Customers made up because only their records survived.
        orphans: Rows dropped because what they belonged to is gone.
    """

    into: Path
    tables: tuple[TableSalvage, ...]
    stand_ins: int
    orphans: int

    @property
    def saved(self) -> int:
        """Rows in the new book that were read from the damaged one."""
        return sum(each.saved for each in self.tables)

    @property
    def lost(self) -> int:
        """Rows that were there and are not in the new book."""
        return sum(each.unreadable + each.refused for each in self.tables) + self.orphans


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
        graft_schema(copy, fresh=draft)
        with closing(open_plain(copy)) as source, closing(open_plain(draft)) as target:
            tables = tuple(_save_all(source, target, size=copy.stat().st_size))
            if not any(each.saved for each in tables if each.table != "app_meta"):
                raise KamError("salvage.nothing", {"path": str(into)}, exit_code=3)
            stand_ins, orphans = _settle_references(target)
        with engine.begin() as connection:
            refresh_facts(connection, None)
            refresh_search(connection, None)
    finally:
        engine.dispose()
        forget(draft)
    return SalvageReport(into=into, tables=tables, stand_ins=stand_ins, orphans=orphans)


def _save_all(
    source: sqlite3.Connection, target: sqlite3.Connection, *, size: int
) -> Iterator[TableSalvage]:
    target.execute("PRAGMA foreign_keys=OFF")
    names = [
        str(row[0])
        for row in target.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
    ]
    for name in names:
        if name not in _DERIVED and not name.startswith("alembic"):
            yield _save_table(source, target, name, size=size)


def _save_table(
    source: sqlite3.Connection, target: sqlite3.Connection, table: str, *, size: int
) -> TableSalvage:
    columns = _shared_columns(source, target, table)
    if not columns:
        return TableSalvage(table, 0, 0, 0)
    chosen = ", ".join(f'"{name}"' for name in columns)
    # Identity rows of the fresh book give way to the damaged one's own.
    verb = "INSERT OR REPLACE" if table == "app_meta" else "INSERT"
    insert = f'{verb} INTO "{table}" ({chosen}) VALUES ({", ".join("?" * len(columns))})'
    saved = refused = unreadable = 0
    target.execute("BEGIN")
    for rows, missed in _read_by_rowid(source, table, chosen, size=size):
        unreadable += missed
        for row in rows:
            try:
                target.execute(insert, row)
                saved += 1
            except (sqlite3.IntegrityError, sqlite3.InterfaceError):
                refused += 1
    target.execute("COMMIT")
    return TableSalvage(table, saved, unreadable, refused)


def _shared_columns(
    source: sqlite3.Connection, target: sqlite3.Connection, table: str
) -> list[str]:
    wanted = [str(row[1]) for row in target.execute(f'PRAGMA table_info("{table}")').fetchall()]
    try:
        known = {str(row[1]) for row in source.execute(f'PRAGMA table_info("{table}")').fetchall()}
    except SQLITE_TROUBLE:
        return []
    return [name for name in wanted if name in known]


def _read_by_rowid(
    source: sqlite3.Connection, table: str, columns: str, *, size: int
) -> Iterator[tuple[list[tuple[object, ...]], int]]:
    """Yield readable rows and how many places could not be read, halving around the damage."""
    span = f'SELECT {columns} FROM "{table}" NOT INDEXED WHERE rowid BETWEEN ? AND ?'
    # Not a span of one, which looks at the next page too to see that it ends.
    single = f'SELECT {columns} FROM "{table}" NOT INDEXED WHERE rowid = ?'
    last, exact = _last_rowid(source, table, size=size)
    spans = [(first, min(first + _SPAN - 1, last)) for first in range(1, last + 1, _SPAN)]
    spans.reverse()
    missed_in_a_row = 0
    while spans:
        first, end = spans.pop()
        try:
            if first == end:
                rows = source.execute(single, (first,)).fetchall()
            else:
                rows = source.execute(span, (first, end)).fetchall()
        except SQLITE_TROUBLE:
            if first == end:
                missed_in_a_row += 1
                if exact:
                    yield [], 1
            else:
                middle = (first + end) // 2
                spans += [(middle + 1, end), (first, middle)]
            continue
        if rows:
            if not exact and missed_in_a_row:
                yield [], missed_in_a_row
            missed_in_a_row = 0
            yield rows, 0


def _last_rowid(source: sqlite3.Connection, table: str, *, size: int) -> tuple[int, bool]:
    """Return the last rowid and True, or a bound above it and False."""
    for sql in (
        f'SELECT max(rowid) FROM "{table}" NOT INDEXED',
        f'SELECT max(rowid) FROM "{table}" INDEXED BY "sqlite_autoindex_{table}_1"',
    ):
        with suppress(*SQLITE_TROUBLE):
            return int(source.execute(sql).fetchone()[0] or 0), True
    return max(1, size // _SMALLEST_ROW), False


def _settle_references(target: sqlite3.Connection) -> tuple[int, int]:
    """Make a stand-in for every lost customer and drop what else points at nothing."""
    stand_ins = orphans = 0
    target.execute("BEGIN")
    while broken := target.execute("PRAGMA foreign_key_check").fetchall():
        done = 0
        for table, rowid, parent, key in broken:
            column = _column_of_key(target, table, key)
            row = target.execute(
                f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (rowid,)
            ).fetchone()
            if row is None:
                continue
            done += 1
            if parent == "customer" and column == "customer_id":
                stand_ins += _stand_in(target, row[0])
                if _is_there(target, row[0]):
                    continue
                # A key that no customer can have, such as one with flipped bits: without this the
                # row would stay broken and be met again for ever.
            try:
                target.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (rowid,))
            except sqlite3.IntegrityError:
                target.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
                orphans += 1
        if not done:
            break
    target.execute("COMMIT")
    return stand_ins, orphans


def _column_of_key(target: sqlite3.Connection, table: str, key: int) -> str:
    rows = target.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    return next(str(row[3]) for row in rows if row[0] == key)


def _is_there(target: sqlite3.Connection, customer_id: object) -> bool:
    found = target.execute("SELECT 1 FROM customer WHERE id = ?", (customer_id,)).fetchone()
    return found is not None


def _stand_in(target: sqlite3.Connection, customer_id: object) -> int:
    now = target.execute("SELECT max(at) FROM change_log").fetchone()[0]
    # The tail tells people's ids apart; the whole id also those that damage made alike.
    name = f"? {customer_id}"
    done = target.execute(
        "INSERT OR IGNORE INTO customer (id, created_at, updated_at, version, customer_no, name,"
        " name_key, tags, custom) VALUES (?, ?, ?, 1, ?, ?, ?, '[]', '{}')",
        (customer_id, now or "", now or "", name, name, name),
    )
    return done.rowcount
