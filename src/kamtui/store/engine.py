"""Engines for the write path: journal policy, transactions, file modes.  Nothing happens at import.

A rollback journal with ``synchronous=EXTRA`` is used everywhere: SQLite before 3.51.3 can corrupt a
WAL database when two connections write or checkpoint at once, network file systems cannot share WAL
memory, and the price is about a millisecond a commit (trust.md).
"""

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from kamtui.domain.errors import KamError
from kamtui.store.location import Location
from kamtui.store.reader import BUSY_SECONDS
from kamtui.store.sniff import remember

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
        f"sqlite+pysqlite:///{path}",
        poolclass=NullPool,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin_immediate)
    remember(path)
    return engine


def ensure_private_file(path: Path) -> None:
    """Create ``path`` (0600) and the folders it needs (0700) where they are missing."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    except OSError as problem:
        raise KamError(
            "file.permission", {"path": str(path), "reason": problem.strerror or ""}, exit_code=3
        ) from problem
    path.chmod(0o600)


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own transaction handling does not roll back DDL; BEGIN is ours (trust.md).
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_immediate(connection: Connection) -> None:
    # A plain BEGIN that turns into a write fails at once when another window wrote meanwhile.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
