"""A file appears whole or not at all, readable by its owner only (trust.md 2 and 14)."""

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kamtui.domain.errors import KamError
from kamtui.exchange import codes


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Write a file beside its final place and move it there when all of it is on the disk.

    A device or a pipe (``/dev/stdout``) is written directly.

    Args:
        path: Where the file is to be; an older file there is replaced.

    Yields:
        A binary handle to write to.

    Raises:
        KamError: It cannot be written; an older file is left as it was, nothing partial stays.
    """
    try:
        target = path.resolve()
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            with target.open("wb") as handle:
                yield handle
            return
        with _beside(target) as handle:
            yield handle
    except OSError as error:
        raise _failure(path, error) from error


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[BinaryIO]:
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    number = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(number, "wb") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_directory(target.parent)


def _sync_directory(directory: Path) -> None:
    """Make the new name durable; not every file system can."""
    with contextlib.suppress(OSError):
        number = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _failure(path: Path, error: OSError) -> KamError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return KamError(codes.EXPORT_NO_SPACE, {"path": str(path), "free_mb": _free(path)})
    reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return KamError(codes.EXPORT_FAILED, {"path": str(path), "reason": reason})


def _free(path: Path) -> int:
    try:
        state = os.statvfs(path.parent)
    except (OSError, AttributeError):
        return 0
    return state.f_bavail * state.f_frsize // 2**20
