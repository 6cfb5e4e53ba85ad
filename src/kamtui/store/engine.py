"""Engines for the write path: journal policy, transactions, file modes.  Nothing happens at import.

A rollback journal with ``synchronous=EXTRA`` is used everywhere: SQLite before 3.51.3 can corrupt a
WAL database when two connections write or checkpoint at once, network file systems cannot share WAL
memory, and the price is about a millisecond a commit (trust.md).
"""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from kamtui.config.paths import make_private
from kamtui.store.disk import disk_failure, private_file
from kamtui.store.location import Location
from kamtui.store.reader import connect_live

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=EXTRA",
    # A large transaction would spill its cache and lock readers out long before it commits.
    "PRAGMA cache_spill=OFF",
    "PRAGMA temp_store=MEMORY",
)


def open_engine(location: Location) -> Engine:
    """Return an engine whose transactions begin immediate and whose file only its owner reads.

    Raises:
        KamError: ``file.permission`` where the file or its folder cannot be made.
    """
    if location.path is None:
        return create_engine(location.url or "")
    path = location.path
    ensure_private_file(path)
    engine = create_engine(
        # Made of parts: a path may hold "?", "#" and "%".
        URL.create("sqlite+pysqlite", database=str(path)),
        # A file that vanished, say with its network drive, must not come back empty.
        creator=lambda: connect_live(path),
        poolclass=NullPool,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def ensure_private_file(path: Path) -> None:
    """Create ``path`` (0600) and the folders it needs (0700) where they are missing.

    Raises:
        KamError: ``file.permission``, ``file.full`` or what else the system refused.
    """
    try:
        make_private(path.parent)
        private_file(path)
    except FileExistsError:
        return
    except OSError as problem:
        raise disk_failure(problem, path) from problem


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own transaction handling does not roll back DDL; BEGIN is ours (trust.md).
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_immediate(connection: Connection) -> None:
    # A plain BEGIN that turns into a write fails at once when another window wrote meanwhile.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
