"""The disk below the book: free space, durable names, leftovers of killed processes."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EDQUOT, EFBIG, ENOSPC, EROFS
from pathlib import Path

from kamtui.domain.errors import KamError
from kamtui.domain.ids import new_id

_FULL = frozenset({ENOSPC, EDQUOT, EFBIG})
_DRAFT = r"\..+\.(\d+)-[0-9a-f]{8}\.part(?:-journal)?"
#: Below this many bytes free, an input/output error is taken for a full disk (trust.md).
SCARCE_BYTES = 32_000_000


def free_bytes(path: Path) -> int | None:
    """Return the bytes free where ``path`` lives or would live, None where nobody can tell."""
    import shutil

    for place in (path, *path.parents):
        try:
            return shutil.disk_usage(place).free
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return None


def full_disk(path: Path) -> KamError:
    """Return the failure of a write that found no space, with what is left in MB."""
    params: dict[str, object] = {"path": str(path)}
    free = free_bytes(path)
    if free is not None:
        params["free_mb"] = free // 1_000_000
    return KamError("file.full", params, exit_code=3)


def disk_failure(problem: OSError, path: Path) -> KamError:
    """Return the failure that names what the system refused for ``path``."""
    if problem.errno in _FULL:
        return full_disk(path)
    params: dict[str, object] = {"path": str(path), "reason": problem.strerror or ""}
    if problem.errno == EROFS:
        return KamError("file.read_only", params, exit_code=3)
    if isinstance(problem, PermissionError):
        return KamError("file.permission", params, exit_code=3)
    return KamError("file.failed", params, exit_code=3)


def private_file(path: Path) -> None:
    """Create ``path`` empty, readable by its owner alone whatever the umask.

    Raises:
        FileExistsError: There is one already.
        OSError: What the system refused.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    path.chmod(0o600)


def sync_file(path: Path) -> None:
    """Return once the content of ``path`` is on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Return once the names in ``folder`` are on the disk, where the system can promise it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)


@contextmanager
def draft_beside(path: Path) -> Iterator[Path]:
    """Lend a private empty file beside ``path`` to build it in; gone afterwards unless renamed.

    Drafts that killed processes left there are removed first.
    """
    remove_stale_drafts(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}-{new_id()[-8:]}.part")
    private_file(draft)
    try:
        yield draft
    finally:
        for part in (draft, Path(f"{draft}-journal")):
            part.unlink(missing_ok=True)


def remove_stale_drafts(folder: Path) -> None:
    """Remove the drafts in ``folder`` whose process is gone; what cannot be removed is left."""
    try:
        names = [entry.name for entry in os.scandir(folder)]
    except OSError:
        return
    for name in names:
        draft = re.fullmatch(_DRAFT, name)
        if draft and not _alive(int(draft[1])):
            with suppress(OSError):
                (folder / name).unlink()


def _alive(process: int) -> bool:
    if os.name == "nt":  # There, signal 0 would end the process.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def place(draft: Path, path: Path) -> bool:
    """Give ``draft`` the name ``path`` in one step; False where another process was faster.

    Raises:
        OSError: What the system refused; ``path`` is untouched then.
    """
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:
        # A file system without hard links, such as a memory stick's.
        if path.exists():
            return False
        draft.rename(path)
    sync_folder(path.parent)
    return True
