"""From a path or bytes to sheets, by what the contents are, whatever the suffix says."""

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kamtui.domain.errors import KamError
from kamtui.exchange import codes
from kamtui.exchange.delimited import open_delimited
from kamtui.exchange.encodings import looks_like_workbook
from kamtui.exchange.sheets import Sheet
from kamtui.exchange.spreadsheet import open_spreadsheet

#: Largest file read; text is streamed, a workbook is held by its reader.
TEXT_LIMIT: Final = 1024 * 1024 * 1024
BOOK_LIMIT: Final = 64 * 1024 * 1024


def open_sheets(
    source: Path | bytes, *, file: str, sheet: str | None = None, encoding: str | None = None
) -> Sequence[Sheet]:
    """The tables a file holds: one for text, the sheets of a workbook otherwise.

    Raises:
        KamError: The file cannot be read, is too big, or has no such sheet.
    """
    try:
        head, size = _head(source)
    except FileNotFoundError as error:
        raise KamError(codes.FILE_MISSING, {"path": file}) from error
    except IsADirectoryError as error:
        raise KamError(codes.FILE_DIRECTORY, {"path": file}) from error
    except OSError as error:
        reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
        raise KamError(codes.FILE_UNREADABLE, {"file": file, "reason": reason}) from error
    if not looks_like_workbook(head):
        _limit(file, size, TEXT_LIMIT)
        if sheet is not None:
            raise _no_sheet(file, sheet, ())
        return (open_delimited(source, file=file, encoding=encoding),)
    _limit(file, size, BOOK_LIMIT)
    sheets = open_spreadsheet(source, file=file)
    if sheet is None:
        return sheets
    found = [one for one in sheets if one.name == sheet]
    found = found or [one for one in sheets if _fold(one.name) == _fold(sheet)]
    if not found:
        raise _no_sheet(file, sheet, tuple(one.name or "" for one in sheets))
    return found


def _head(source: Path | bytes) -> tuple[bytes, int]:
    if isinstance(source, bytes):
        return source[:16], len(source)
    with source.open("rb") as handle:
        return handle.read(16), source.stat().st_size


def _fold(name: str | None) -> str:
    return (name or "").strip().casefold()


def _limit(file: str, size: int, limit: int) -> None:
    if size > limit:
        params: dict[str, object] = {
            "file": file,
            "size_mb": size // 2**20,
            "limit_mb": limit // 2**20,
        }
        raise KamError(codes.FILE_TOO_BIG, params)


def _no_sheet(file: str, sheet: str, sheets: tuple[str, ...]) -> KamError:
    params: dict[str, object] = {"file": file, "sheet": sheet, "sheets": sheets}
    return KamError(codes.FILE_BAD_SHEET, params, exit_code=2)
