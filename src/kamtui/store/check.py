"""Look a whole book over, table by table, without writing to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kamtui.store.reader import SQLITE_TROUBLE, connect_live, read_failure

#: Findings of one table that are worth listing.
_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class TableCheck:
    """One table looked over; ``findings`` are SQLite's own words, empty where it is sound."""

    table: str
    done: int
    total: int
    findings: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def check_tables(path: Path, *, thorough: bool = False) -> Iterator[TableCheck]:
    """Check each table of a live book; no lock is held between two of them.

    Args:
        path: An existing book.
        thorough: Also compare every index with its table, which takes several times as long.

    Raises:
        KamError: ``file.damaged`` where not even the list of tables can be read.
    """
    pragma = "integrity_check" if thorough else "quick_check"
    try:
        with closing(connect_live(path)) as connection:
            connection.execute("PRAGMA query_only=ON")
            names = [
                str(row[0])
                for row in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
                ).fetchall()
            ]
            for done, name in enumerate(names, start=1):
                findings = _check(connection, f'PRAGMA {pragma}("{name}")')
                yield TableCheck(name, done, len(names), findings)
    except SQLITE_TROUBLE as problem:
        raise read_failure(problem, path) from problem


def _check(connection: sqlite3.Connection, sql: str) -> tuple[str, ...]:
    try:
        found = connection.execute(sql).fetchmany(_FINDINGS)
    except UnicodeDecodeError:
        return ("malformed",)
    except sqlite3.DatabaseError as problem:
        if "locked" in str(problem):
            raise
        return (str(problem),)
    return tuple(str(row[0]) for row in found if row[0] != "ok")


def dangling_rows(path: Path) -> tuple[tuple[str, str], ...]:
    """Return (table, parent table) of rows that point at nothing, at most a few.

    Raises:
        KamError: What makes the book unreadable.
    """
    try:
        with closing(connect_live(path)) as connection:
            connection.execute("PRAGMA query_only=ON")
            found = connection.execute("PRAGMA foreign_key_check").fetchmany(_FINDINGS)
    except SQLITE_TROUBLE as problem:
        raise read_failure(problem, path) from problem
    return tuple((str(row[0]), str(row[2])) for row in found)
