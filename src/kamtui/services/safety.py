"""Backups, restore, checks and salvage: what keeps a book when something breaks (trust.md)."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kamtui.config.paths import backup_folder
from kamtui.domain.errors import KamError
from kamtui.services.desk import Desk
from kamtui.store import backup as store_backup
from kamtui.store import check as store_check
from kamtui.store.rotation import Kept, to_delete
from kamtui.store.sniff import version_in_header

if TYPE_CHECKING:
    from kamtui.store.salvage import SalvageReport

#: Backups after a start are no closer together than this.
INTERVAL = timedelta(minutes=30)
#: What all backups of a book may take together unless the setting says otherwise.
LIMIT_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class BackupView:
    """One backup: ``taken_at`` is local time, ``size`` bytes, ``reason`` may be empty."""

    path: Path
    taken_at: datetime
    reason: str
    size: int


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What a restore did.

    Attributes:
        source: What was restored.
        before: The backup of what it replaced, None where nothing whole was there.
        damaged: Where the damaged original is kept, None where it was sound.
        customers: Living customers in the book now.
        changes: Lines of the change log in the book now.
    """

    source: Path
    before: Path | None
    damaged: Path | None
    customers: int
    changes: int


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One table checked: how far (1 of ``total``) and whether it is sound."""

    table: str
    done: int
    total: int
    sound: bool


def backup_before(
    path: Path, *, reason: str, now: datetime, limit_bytes: int = LIMIT_BYTES
) -> Path:
    """Back a book up before something large happens to it, and return the backup.

    Args:
        path: The live book.
        reason: ``import``, ``migration`` or ``restore``; part of the name.
        now: Aware local time.
        limit_bytes: For all backups together; the oldest beyond it go.

    Raises:
        KamError: ``file.missing``, ``file.damaged``, ``file.full``, ``backup.not_verified``: what
            was to happen must not begin.
    """
    folder = backup_folder(path)
    made = store_backup.take_backup(path, folder, now=now, reason=reason)
    rotate(folder, now=now, limit_bytes=limit_bytes)
    return made


def backup_after_start(desk: Desk, *, limit_bytes: int = LIMIT_BYTES) -> Path | None:
    """Back up when the newest backup is over half an hour old and the book changed since.

    To be called after the first paint, in a worker: it copies in small steps.  None for nothing
    to do; a book on a server is backed up there.

    Raises:
        KamError: As `backup_before`.
    """
    path = desk.path
    if path is None or not path.exists():
        return None
    now = desk.clock.now()
    newest = next(iter(backups(desk)), None)
    if newest is not None:
        age = now.replace(tzinfo=None) - newest.taken_at
        # A backup from the future says that the clock was set back, not that it is fresh.
        if timedelta(0) <= age < INTERVAL:
            return None
        if _same_state(path, newest.path):
            return None
    elif store_backup.fingerprint(path, live=True).changes == 0:
        return None
    return backup_before(path, reason="start", now=now, limit_bytes=limit_bytes)


def backup_now(desk: Desk, *, to: Path | None = None, limit_bytes: int = LIMIT_BYTES) -> Path:
    """Back up to ``to`` (a new file, or a folder), or among the book's backups.

    Raises:
        KamError: ``backup.server``, ``file.exists``, and as `backup_before`.
    """
    path = _local(desk)
    now = desk.clock.now()
    if to is None:
        return backup_before(path, reason="manual", now=now, limit_bytes=limit_bytes)
    target = to.expanduser().absolute()
    if target.is_dir():
        return store_backup.take_backup(path, target, now=now)
    if not store_backup.copy_book(path, target):
        raise KamError("file.exists", {"path": str(target)})
    return target


def restore(desk: Desk, *, source: Path) -> RestoreResult:
    """Put a backup's state into the desk's book; other windows keep working on it.

    The present state is backed up first; a damaged original is kept beside the book.  A backup of
    an older schema is upgraded.

    Raises:
        KamError: ``backup.server``, ``restore.not_a_backup``, ``restore.same_file``,
            ``file.damaged`` and ``file.newer`` naming the file meant, ``file.locked``,
            ``file.full``; the book is as before then.
    """
    from kamtui.store.restore import restore_into

    path = _local(desk)
    now = desk.clock.now()
    chosen = source.expanduser().absolute()
    desk.close()
    done = restore_into(path, chosen, folder=backup_folder(path), now=now)
    desk.ensure()
    rotate(backup_folder(path), now=now, limit_bytes=LIMIT_BYTES)
    with desk.read() as reader:
        customers = reader.value("SELECT count(*) FROM customer WHERE deleted_at IS NULL", 0)
    return RestoreResult(
        source=chosen,
        before=done.before,
        damaged=done.damaged,
        customers=int(customers),
        changes=done.state.changes,
    )


def backups(desk: Desk) -> tuple[BackupView, ...]:
    """Return the book's backups, the newest first; none for a book on a server."""
    return () if desk.path is None else backups_in(backup_folder(desk.path))


def backups_in(folder: Path) -> tuple[BackupView, ...]:
    """Return the backups in a folder, the newest first."""
    return tuple(
        BackupView(path=each.path, taken_at=each.taken_at, reason=each.reason, size=each.size)
        for each in store_backup.list_backups(folder)
    )


def check(desk: Desk) -> Iterator[CheckStep]:
    """Check the book's structure table by table, so that the caller may pause between them.

    Raises:
        KamError: ``file.damaged`` where not even the list of tables can be read.
    """
    path = _local(desk)
    if not path.exists():
        return
    for step in store_check.check_tables(path):
        yield CheckStep(table=step.table, done=step.done, total=step.total, sound=step.sound)


def salvage(path: Path, into: Path) -> "SalvageReport":
    """Save every readable row of a damaged book into a new book; the damaged one stays as it is.

    Raises:
        KamError: ``file.missing``; ``file.exists`` for ``into``; ``salvage.nothing`` where no row
            can be read; ``file.full``.
    """
    from kamtui.store.salvage import salvage_book

    return salvage_book(path.expanduser().absolute(), into.expanduser().absolute())


def rotate(folder: Path, *, now: datetime, limit_bytes: int) -> tuple[Path, ...]:
    """Delete the backups that `kamtui.store.rotation` lets go and return them.

    One that cannot be deleted stays until the next time.
    """
    known = {each.path.name: each for each in store_backup.list_backups(folder)}
    kept = [
        Kept(name=name, taken_at=each.taken_at, size=each.size, good=_looks_good(each.path))
        for name, each in known.items()
    ]
    gone = []
    local = now.replace(tzinfo=None)
    for each in to_delete(kept, now=local, limit_bytes=limit_bytes):
        path = known[each.name].path
        with suppress(OSError):
            path.unlink()
            gone.append(path)
    return tuple(gone)


def _looks_good(path: Path) -> bool:
    # Each was checked whole when it was made; the header shows what was cut short since.
    try:
        return version_in_header(path) is not None
    except KamError:
        return False


def _same_state(path: Path, newest: Path) -> bool:
    try:
        before = store_backup.fingerprint(newest, live=False)
    except KamError:
        return False
    return store_backup.fingerprint(path, live=True) == before


def _local(desk: Desk) -> Path:
    if desk.path is None:
        raise KamError("backup.server", {"url": desk.location.label})
    return desk.path


__all__ = [
    "INTERVAL",
    "LIMIT_BYTES",
    "BackupView",
    "CheckStep",
    "RestoreResult",
    "backup_after_start",
    "backup_before",
    "backup_now",
    "backups",
    "backups_in",
    "check",
    "restore",
    "rotate",
    "salvage",
]
