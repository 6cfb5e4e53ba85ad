"""Put a backup back: into the live file where possible, beside a damaged one where not."""

from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kamtui.config.paths import make_private
from kamtui.domain.errors import KamError
from kamtui.store.backup import (
    STAMP,
    Fingerprint,
    copy_book,
    fingerprint,
    open_plain,
    pump,
    quick_check,
    read_fingerprint,
    take_backup,
)
from kamtui.store.disk import disk_failure, draft_beside, place, sync_file, sync_folder
from kamtui.store.reader import SQLITE_TROUBLE, connect_live, read_failure
from kamtui.store.schema import APPLICATION_ID, SCHEMA_VERSION
from kamtui.store.sniff import forget, schema_version_of, version_in_header

#: What says that a book's own file is broken; anything else must not be overwritten.
_DAMAGED = frozenset(
    {
        "file.damaged",
        "file.not_database",
        "file.encrypted",
        "file.empty",
        "backup.not_verified",
    }
)


def verify_backup(path: Path) -> Fingerprint:
    """Return what a backup holds, after checking it whole.

    Raises:
        KamError: ``file.missing``; ``restore.not_a_backup`` for a file that is not ours;
            ``file.newer``; ``file.damaged``; ``file.permission``.
    """
    try:
        version = version_in_header(path)
    except KamError as failure:
        if failure.code in {"file.newer", "file.damaged", "file.permission", "file.failed"}:
            raise
        raise KamError("restore.not_a_backup", {"path": str(path)}, exit_code=3) from failure
    if version is None:
        raise KamError("file.missing", {"path": str(path)}, exit_code=3)
    try:
        with closing(open_plain(path)) as connection:
            connection.execute("PRAGMA query_only=ON")
            found = read_fingerprint(connection)
            sound = quick_check(connection)
            application = connection.execute("PRAGMA application_id").fetchone()[0]
    except SQLITE_TROUBLE as problem:
        raise read_failure(problem, path) from problem
    if not sound:
        raise KamError("file.damaged", {"path": str(path)}, exit_code=3)
    if application != APPLICATION_ID or not 0 < found.schema <= SCHEMA_VERSION:
        raise KamError("restore.not_a_backup", {"path": str(path)}, exit_code=3)
    return found


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        before: The backup of the state it replaced, None where there was nothing whole to keep.
        damaged: Where the damaged original lies now, None where it was sound.
        state: What the book holds now.
    """

    before: Path | None
    damaged: Path | None
    state: Fingerprint


def restore_into(path: Path, backup: Path, *, folder: Path, now: datetime) -> Restored:
    """Put a backup's state into the live book, so that another window keeps working.

    Args:
        path: The live book; it may be missing or damaged.
        backup: A backup, or any book of ours.
        folder: Where the present state is backed up first.
        now: Aware; names the backup and a damaged original.

    Raises:
        KamError: What `verify_backup` finds; ``restore.same_file``; ``file.newer`` or
            ``file.foreign`` for a live file that must not be overwritten; ``file.locked``,
            ``file.full``, ``file.read_only``.  The live book is as before then.
    """
    with suppress(OSError):
        if path.samefile(backup):
            raise KamError("restore.same_file", {"path": str(backup)})
    state = verify_backup(backup)
    if not path.exists():
        _restore_beside(path, backup)
        return Restored(before=None, damaged=None, state=state)
    try:
        schema_version_of(path)
        before = take_backup(path, folder, now=now, reason="restore")
    except KamError as failure:
        if failure.code not in _DAMAGED:
            raise
        return _restore_over_damage(path, backup, now=now)
    _restore_in_place(path, backup)
    return Restored(before=before, damaged=None, state=fingerprint(path, live=True))


def _restore_over_damage(path: Path, backup: Path, *, now: datetime) -> Restored:
    """Keep the damaged original under another name and put the backup in its place."""
    kept = _name_for_damaged(path, now=now)
    if _keep_pages(path, kept):
        try:
            _restore_in_place(path, backup)
            return Restored(before=None, damaged=kept, state=fingerprint(path, live=True))
        except KamError as failure:
            if failure.code not in _DAMAGED:
                raise
        kept = _name_for_damaged(path, now=now)
    _move_aside(path, kept)
    try:
        _restore_beside(path, backup)
    except BaseException:
        _move_back(kept, path)
        raise
    return Restored(before=None, damaged=kept, state=fingerprint(path, live=True))


def _keep_pages(path: Path, kept: Path) -> bool:
    """Copy the pages of a damaged book as they are; False where SQLite cannot open it at all."""
    try:
        with draft_beside(kept) as draft:
            with closing(connect_live(path)) as source, closing(open_plain(draft)) as target:
                pump(source, target, pages=-1)
            sync_file(draft)
            return place(draft, kept)
    except SQLITE_TROUBLE as problem:
        failure = read_failure(problem, kept)
        if failure.code not in _DAMAGED:
            raise failure from problem
        return False
    except OSError as problem:
        raise disk_failure(problem, kept) from problem


def _restore_in_place(path: Path, backup: Path) -> None:
    try:
        with closing(open_plain(backup)) as source, closing(connect_live(path)) as target:
            target.execute("PRAGMA synchronous=EXTRA")
            target.execute("PRAGMA cache_spill=OFF")
            pump(source, target, pages=-1)
            if not quick_check(target):
                raise KamError("file.damaged", {"path": str(path)}, exit_code=3)
    except SQLITE_TROUBLE as problem:
        raise read_failure(problem, path) from problem


def _restore_beside(path: Path, backup: Path) -> None:
    try:
        make_private(path.parent)
    except OSError as problem:
        raise disk_failure(problem, path) from problem
    if not copy_book(backup, path):
        raise KamError("file.exists", {"path": str(path)})


def _name_for_damaged(path: Path, *, now: datetime) -> Path:
    name = f"{path.name}.damaged-{now.strftime(STAMP)}"
    kept = path.with_name(name)
    take = 1
    while kept.exists():
        take += 1
        kept = path.with_name(f"{name}.{take}")
    return kept


def _move_aside(path: Path, aside: Path) -> None:
    try:
        path.rename(aside)
        # A journal belongs to its file: left behind, it would be played into the restored one.
        for side in ("-journal", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                Path(f"{path}{side}").rename(f"{aside}{side}")
        sync_folder(path.parent)
    except OSError as problem:
        raise disk_failure(problem, path) from problem
    forget(path)


def _move_back(aside: Path, path: Path) -> None:
    for side in ("-journal", "-wal", "-shm", ""):
        with suppress(OSError):
            Path(f"{aside}{side}").rename(f"{path}{side}")
