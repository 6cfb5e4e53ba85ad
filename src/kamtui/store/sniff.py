"""Look at a file's first bytes before SQLite does: foreign, newer, damaged and empty told apart.

Opening a live database file with plain ``open()`` and closing it drops SQLite's locks, so a file
is sniffed only before this process's first connection to it (data-model.md, traps).
"""

import os
import stat
import struct
from contextlib import closing
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.store.schema import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_SIDE_FILES = ("-journal", "-wal")
_seen: set[str] = set()


def schema_version_of(path: "Path | str") -> int | None:
    """Return the schema version of the book at ``path``, None when there is no file.

    Never writes, never creates.  A file already connected to in this process is not opened again
    but asked through SQLite: another window may have restored or upgraded it meanwhile.

    Raises:
        KamError: ``file.empty``, ``file.not_database``, ``file.encrypted``, ``file.foreign``,
            ``file.newer``, ``file.damaged``, ``file.is_directory``, ``file.permission`` or
            ``file.failed``, all with exit code 3; ``file.missing`` for a book that was here when
            this process first read it, so that nobody goes on in an empty one.
    """
    if _key(path) in _seen:
        return _ask(path)
    return version_in_header(path)


def version_in_header(path: "Path | str") -> int | None:
    """Do as `schema_version_of` from the first bytes alone; for files nobody has open.

    Raises:
        KamError: As `schema_version_of`.
    """
    try:
        kind = os.stat(path).st_mode  # noqa: PTH116 - pathlib costs a look-up a tenth of its time
        if stat.S_ISDIR(kind):
            raise _refusal("file.is_directory", path)
        if not stat.S_ISREG(kind):  # Reading a pipe would wait for ever.
            raise _refusal("file.not_database", path)
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0)), "rb") as file:
            header = file.read(_HEADER)
            file.seek(0, 2)
            size = file.tell()
    except FileNotFoundError:
        return None
    except PermissionError as problem:
        raise _refusal("file.permission", path, reason=problem.strerror or "") from None
    except OSError as problem:
        raise _refusal("file.failed", path, reason=problem.strerror or "") from None
    return _judge(path, header, size)


def _ask(path: "Path | str") -> int:
    from kamtui.store.reader import SQLITE_TROUBLE, connect_live, read_failure

    if not os.access(path, os.F_OK):
        raise _refusal("file.missing", path)
    try:
        with closing(connect_live(path)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    except SQLITE_TROUBLE as problem:
        raise read_failure(problem, path) from problem
    if application not in (APPLICATION_ID, 0) or (application == 0 and version):
        raise _refusal("file.foreign", path)
    if version > SCHEMA_VERSION:
        raise _newer(path, version)
    return version


def _judge(path: "Path | str", header: bytes, size: int) -> int:
    if not header:
        if any(os.access(f"{path}{side}", os.F_OK) for side in _SIDE_FILES):
            # A first transaction that was cut off: SQLite rolls the file back to nothing.
            return 0
        raise _refusal("file.empty", path)
    if not header.startswith(_MAGIC):
        raise _refusal("file.encrypted" if _random(header, size) else "file.not_database", path)
    if len(header) < _HEADER:
        raise _refusal("file.damaged", path)
    page = struct.unpack(">H", header[16:18])[0]
    page = 65536 if page == 1 else page
    version: int = struct.unpack(">I", header[60:64])[0]
    application: int = struct.unpack(">I", header[68:72])[0]
    hot = any(os.access(f"{path}{side}", os.F_OK) for side in _SIDE_FILES)
    if application != APPLICATION_ID:
        if hot and application == 0:
            return 0
        raise _refusal("file.foreign", path)
    if page < 512 or page & (page - 1) or (size < page and not hot):
        raise _refusal("file.damaged", path)
    pages: int = struct.unpack(">I", header[28:32])[0]
    if not hot and header[24:28] == header[92:96] and pages * page > size:
        raise _refusal("file.damaged", path)
    if version > SCHEMA_VERSION:
        raise _newer(path, version)
    return version


def _random(header: bytes, size: int) -> bool:
    """Tell whole pages of noise, as an encrypted database is, from a text or a picture.

    100 random bytes hold about 83 different ones; text and file headers hold far fewer.
    """
    return size >= 512 and size % 512 == 0 and len(set(header)) >= 70


def _newer(path: "Path | str", version: int) -> KamError:
    params = {"path": str(path), "version": version, "known": SCHEMA_VERSION}
    return KamError("file.newer", params, exit_code=3)


def remember(path: "Path | str") -> None:
    """Note that this process has a connection to ``path``."""
    _seen.add(_key(path))


def forget(path: "Path | str") -> None:
    """Note that this process let every connection to ``path`` go: it may be moved or replaced."""
    _seen.discard(_key(path))


def _key(path: "Path | str") -> str:
    # One file may be reached by several names; its locks are one.
    return os.path.realpath(path)


def _refusal(code: str, path: "Path | str", **params: object) -> KamError:
    return KamError(code, {"path": str(path), **params}, exit_code=3)
