"""Look at a file's first bytes before SQLite does: foreign, newer, damaged and empty told apart.

Opening a live database file with plain ``open()`` and closing it drops SQLite's locks, so a file
is sniffed only before this process's first connection to it (data-model.md, traps).
"""

import struct
from pathlib import Path

from kamtui.domain.errors import KamError
from kamtui.store.schema import APPLICATION_ID, SCHEMA_VERSION

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_SIDE_FILES = ("-journal", "-wal")
_seen: set[str] = set()


def schema_version_of(path: Path) -> int | None:
    """Return the schema version of the book at ``path``, None when there is no file.

    Never writes, never creates.  A file already connected to in this process is not opened again:
    it was ours then, and the current version is returned.

    Raises:
        KamError: ``file.empty``, ``file.not_database``, ``file.foreign``, ``file.newer``,
            ``file.damaged``, ``file.directory`` or ``file.permission``, all with exit code 3.
    """
    key = str(path)
    if key in _seen:
        return SCHEMA_VERSION if path.exists() else None
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
            file.seek(0, 2)
            size = file.tell()
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        raise _refusal("file.directory", path) from None
    except PermissionError:
        raise _refusal("file.permission", path) from None
    except OSError as problem:
        raise _refusal("file.unreadable", path, reason=problem.strerror or "") from None
    return _judge(path, header, size)


def _judge(path: Path, header: bytes, size: int) -> int:
    if not header:
        if any(Path(f"{path}{side}").exists() for side in _SIDE_FILES):
            # A first transaction that was cut off: SQLite rolls the file back to nothing.
            return 0
        raise _refusal("file.empty", path)
    if not header.startswith(_MAGIC):
        raise _refusal("file.not_database", path)
    if len(header) < _HEADER:
        raise _refusal("file.damaged", path)
    page = struct.unpack(">H", header[16:18])[0]
    page = 65536 if page == 1 else page
    version: int = struct.unpack(">I", header[60:64])[0]
    application: int = struct.unpack(">I", header[68:72])[0]
    hot = any(Path(f"{path}{side}").exists() for side in _SIDE_FILES)
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
        raise KamError(
            "file.newer",
            {"path": str(path), "version": version, "known": SCHEMA_VERSION},
            exit_code=3,
        )
    return version


def remember(path: Path) -> None:
    """Note that this process has a connection to ``path``."""
    _seen.add(str(path))


def _refusal(code: str, path: Path, **params: object) -> KamError:
    return KamError(code, {"path": str(path), **params}, exit_code=3)
