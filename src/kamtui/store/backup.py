"""Copies of a book through SQLite's backup API, never through the file system.

A copy of the file alone misses what is still in a journal and can tear under a writer (trust.md).
Every backup is checked before it gets its name.
"""

import os
import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kamtui.config.paths import make_private
from kamtui.domain.errors import KamError
from kamtui.store.disk import disk_failure, draft_beside, place, remove_stale_drafts, sync_file
from kamtui.store.reader import SQLITE_TROUBLE, connect_live, file_uri, read_failure
from kamtui.store.schema import APPLICATION_ID

#: Pages copied before other windows get a turn; about 2 MB.
STEP_PAGES = 512
#: Rest between two steps, in seconds, so that keys are answered.
_REST = 0.002
#: Starts over after another window's commits before one long step holds them off.
_PATIENCE = 3
#: Tries against a locked file, each after SQLite's own wait of ten seconds.
_BUSY_TRIES = 2
STAMP = "%Y-%m-%dT%H%M%S"
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6})(?:-([a-z][a-z_-]*))?(?:\.\d+)?\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup; ``taken_at`` is the local time in its name, ``size`` in bytes."""

    path: Path
    taken_at: datetime
    reason: str
    size: int


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells one state of a book from another without reading it whole."""

    schema: int
    changes: int
    last_seq: int
    last_group: str


class _StartedOverError(Exception):
    """Another window keeps committing."""


class _StillBusyError(Exception):
    """Another window does not let go."""


def take_backup(book: Path, folder: Path, *, now: datetime, reason: str = "") -> Path:
    """Back ``book`` up into ``folder`` and return the new file.

    Args:
        book: The live book; other windows may write meanwhile.
        folder: Made private to its owner where missing.
        now: Aware; the name carries its local time.
        reason: Such as ``import``; part of the name.

    Raises:
        KamError: ``file.missing``, ``file.damaged``, ``file.full`` (with ``free_mb``),
            ``backup.not_verified`` or ``backup.failed``; no partial file is left.
    """
    try:
        make_private(folder)
    except OSError as problem:
        raise disk_failure(problem, folder) from problem
    remove_stale_drafts(folder)
    stem = now.strftime(STAMP) + (f"-{reason}" if reason else "")
    target = folder / f"{stem}.db"
    take = 1
    while not copy_book(book, target):
        take += 1
        target = folder / f"{stem}.{take}.db"
    return target


def copy_book(book: Path, target: Path) -> bool:
    """Write a checked copy of ``book`` to ``target``, False where that name is taken.

    Raises:
        KamError: As `take_backup`.
    """
    if target.exists():
        return False
    if not book.exists():
        raise KamError("file.missing", {"path": str(book)}, exit_code=3)
    try:
        with draft_beside(target) as draft:
            before = _copy_pages(book, draft)
            _verify_copy(draft, before, shown=target)
            sync_file(draft)
            return place(draft, target)
    except OSError as problem:
        raise disk_failure(problem, target) from problem


def _copy_pages(book: Path, draft: Path) -> Fingerprint:
    at_fault = book
    try:
        with closing(connect_live(book)) as source:
            before = read_fingerprint(source)
            with closing(open_plain(draft)) as target:
                # The draft is private until it is whole: no journal, synced once at the end.
                target.execute("PRAGMA journal_mode=OFF")
                target.execute("PRAGMA synchronous=OFF")
                try:
                    pump(source, target, pages=STEP_PAGES)
                except SQLITE_TROUBLE as problem:
                    # The API reports both files' troubles alike; a full disk is the target's.
                    failure = read_failure(problem, draft)
                    at_fault = draft if failure.code == "file.full" else book
                    raise
    except SQLITE_TROUBLE as problem:
        failure = read_failure(problem, at_fault)
        if failure.code == "file.full":
            failure.params["path"] = str(draft.parent)
        raise failure from problem
    return before


def pump(source: sqlite3.Connection, target: sqlite3.Connection, *, pages: int) -> None:
    """Copy every page; ``pages`` at a time, or all in one go when others keep starting it over.

    Raises:
        sqlite3.Error: Including "database is locked" when another window does not let go.
    """
    try:
        source.backup(target, pages=pages, progress=_watch(patient=pages > 0))
    except _StartedOverError:
        pump(source, target, pages=-1)
    except _StillBusyError:
        raise sqlite3.OperationalError("database is locked") from None


def _watch(*, patient: bool) -> Callable[[int, int, int], None]:
    last = -1
    restarts = busy = 0

    def progress(status: int, remaining: int, _total: int) -> None:
        nonlocal last, restarts, busy
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            busy += 1
            if busy > _BUSY_TRIES:
                raise _StillBusyError
            return
        if 0 <= last < remaining:
            restarts += 1
            if patient and restarts > _PATIENCE:
                raise _StartedOverError
        last = remaining
        if remaining and patient:
            time.sleep(_REST)

    return progress


def open_plain(path: Path, *, mode: str = "rw") -> sqlite3.Connection:
    """Return a connection to a draft or backup, which unlike the live book nobody shares."""
    return sqlite3.connect(
        f"{file_uri(path)}?mode={mode}", uri=True, isolation_level=None, timeout=10.0
    )


def read_fingerprint(connection: sqlite3.Connection) -> Fingerprint:
    """Return the state of the open book."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    row = connection.execute(
        "SELECT count(*), coalesce(max(seq), 0),"
        " coalesce((SELECT group_id FROM change_log ORDER BY seq DESC LIMIT 1), '')"
        " FROM change_log"
    ).fetchone()
    return Fingerprint(version, int(row[0]), int(row[1]), str(row[2]))


def fingerprint(path: Path, *, live: bool) -> Fingerprint:
    """Return the state of a book; ``live`` for one that windows may have open.

    Raises:
        KamError: What makes it unreadable.
    """
    try:
        with closing(connect_live(path) if live else open_plain(path)) as connection:
            return read_fingerprint(connection)
    except SQLITE_TROUBLE as problem:
        raise read_failure(problem, path) from problem


def _verify_copy(draft: Path, before: Fingerprint, *, shown: Path) -> None:
    refusal = KamError("backup.not_verified", {"path": str(shown)}, exit_code=3)
    try:
        with closing(open_plain(draft)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            found = read_fingerprint(connection)
            sound = quick_check(connection)
    except SQLITE_TROUBLE as problem:
        raise refusal from problem
    right = application == APPLICATION_ID and found.schema == before.schema
    if not (right and sound and found.changes >= before.changes):
        raise refusal


def quick_check(connection: sqlite3.Connection) -> bool:
    """Tell whether SQLite finds the file's structure sound."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)])


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """Return the backups in ``folder``, the newest first; other files are not ours to name."""
    found = []
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return ()
    for entry in entries:
        match = _NAME.fullmatch(entry.name)
        if match is None:
            continue
        with suppress(OSError, ValueError):
            found.append(
                Backup(
                    path=Path(entry.path),
                    taken_at=datetime.strptime(match[1], STAMP),  # noqa: DTZ007 (local by design)
                    reason=match[2] or "",
                    size=entry.stat().st_size,
                )
            )
    return tuple(sorted(found, key=lambda each: (each.taken_at, each.path.name), reverse=True))
