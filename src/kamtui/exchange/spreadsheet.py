"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS) as records, by python-calamine, after a safety look."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kamtui.domain.errors import KamError
from kamtui.exchange import codes
from kamtui.exchange.formula_guard import guard
from kamtui.exchange.sheets import Cell, Sheet, SourceRow
from kamtui.exchange.spread import Merged

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

#: Most a workbook's parts may unpack to; a 775 KB file can hold 299 MB (trust.md).
UNPACKED_LIMIT: Final = 128 * 1024 * 1024
#: Most cells of a sheet counted as the rectangle around them, which the reader allocates whole.
AREA_LIMIT: Final = 3_000_000
_BLOCK: Final = 1024 * 1024
_PARTS: Final = (".xml", ".rels", ".bin", ".vml")
# Quick looks that create nothing: a cell beyond column Z, below row 999, or far in one direction.
_WIDE: Final = re.compile(rb'r="[A-Za-z]{2}[0-9]')
_TALL: Final = re.compile(rb'r="[A-Za-z]{0,3}[0-9]{4}')
_FAR: Final = re.compile(rb'r="(?:[A-Za-z]{3}[0-9]|[A-Za-z]{0,3}[0-9]{6})')
#: Attributes written otherwise than the quick looks expect.
_BLANKS: Final = (b" ", b"\t", b"\n", b"\r")
_UNUSUAL: Final = (
    b"='",
    *(b"=" + blank for blank in _BLANKS),
    *(before + b"r" + after for before in _BLANKS for after in _BLANKS),
)
_LETTERS: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})[0-9]""")
_ROWS: Final = re.compile(rb"""\br\s*=\s*["'][A-Za-z]{0,3}([0-9]{1,9})["']""")
_ENTITY: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def open_spreadsheet(source: Path | bytes, *, file: str) -> tuple[Sheet, ...]:
    """Every sheet of a workbook that holds rows, in the order of its tabs.

    Args:
        source: A path, or the bytes themselves.
        file: The name used in errors.

    Returns:
        The sheets; rows are converted as they are read.

    Raises:
        KamError: The file is damaged, locked by a password, or too big when unpacked.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    _look_inside(source, file)
    try:
        if isinstance(source, bytes):
            book = CalamineWorkbook.from_filelike(io.BytesIO(source))
        else:
            book = CalamineWorkbook.from_path(str(source))
        names = list(book.sheet_names)
    except PasswordError as error:
        raise KamError(codes.FILE_PROTECTED, {"file": file}) from error
    except (CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise KamError(codes.FILE_PROTECTED, {"file": file}) from error
        raise KamError(codes.FILE_BAD_WORKBOOK, {"file": file}) from error
    return tuple(_sheet(book, name, file) for name in names)


def _sheet(book: "CalamineWorkbook", name: str, file: str) -> Sheet:
    """A sheet that is parsed when first read and kept: a workbook cannot be streamed twice."""
    loaded: list[Any] = []
    position = [0.0]

    def read() -> Iterator[SourceRow]:
        from python_calamine import CalamineError

        if not loaded:
            try:
                loaded.append(book.get_sheet_by_name(name))
            except (CalamineError, ValueError) as error:
                # A chart sheet has no cells.
                if "not found" in str(error).lower():
                    return
                raise KamError(codes.FILE_BAD_WORKBOOK, {"file": file}) from error
        sheet = loaded[0]
        height = max(sheet.total_height, 1)
        # Rows above the first filled one are given too, so the count is the sheet's own.
        merged = Merged(sheet.merged_cell_ranges or (), (sheet.start or (0, 0))[1])
        for number, cells in enumerate(sheet.iter_rows(), 1):
            merged.filled(number - 1, cells)
            if number % 1000 == 0:
                position[0] = number / height
            if any(cells) or any(cell not in ("", None) for cell in cells):
                yield SourceRow(number, tuple(map(_as_read, cells)))
        position[0] = 1.0

    return Sheet(name=name, read=read, fraction=lambda: position[0])


def _as_read(cell: Cell) -> Cell:
    """An apostrophe that is part of a text is kept from being taken for an export's guard."""
    return guard(cell) if type(cell) is str and cell[:1] == "'" else cell


def _look_inside(source: Path | bytes, file: str) -> None:
    """Refuse archives that unpack to more than they should, before anything parses them.

    The sizes an archive states may lie: every part is unpacked once, in blocks, and the stated
    size, which ends the reading, is checked against the contents.
    """
    handle = io.BytesIO(source) if isinstance(source, bytes) else source
    if not zipfile.is_zipfile(handle):
        return  # an old .xls: not packed, so its size on disk bounds it
    try:
        with zipfile.ZipFile(handle) as archive:
            parts = [part for part in archive.infolist() if part.filename.endswith(_PARTS)]
            unpacked = sum(part.file_size for part in parts)
            if unpacked > UNPACKED_LIMIT or len(archive.infolist()) > 10_000:
                raise _too_big(file, unpacked, UNPACKED_LIMIT)
            if any(part.flag_bits & 1 for part in parts):
                raise KamError(codes.FILE_PROTECTED, {"file": file})
            for part in parts:
                _check_part(archive, part, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise KamError(codes.FILE_BAD_WORKBOOK, {"file": file}) from error


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> None:
    is_sheet = "worksheets/" in part.filename
    wide = tall = far = False
    with archive.open(part) as stream:
        rest = None
        while block := stream.read(_BLOCK):
            if rest is None and _is_strange(part, block):
                raise KamError(codes.FILE_BAD_WORKBOOK, {"file": file})
            text = (rest or b"") + block
            if is_sheet and not far:
                wide = wide or _WIDE.search(text) is not None
                tall = tall or _TALL.search(text) is not None
                far = _FAR.search(text) is not None or any(mark in text for mark in _UNUSUAL)
                far = far or (wide and tall)
            rest = text[-64:]
    # At most 26 columns by 99,999 rows or 702 by 999 need no closer look.
    if far:
        area = _area(archive, part)
        if area > AREA_LIMIT:
            raise KamError(
                codes.FILE_TOO_BIG,
                {"file": file, "size_mb": area * 32 // 2**20, "limit_mb": AREA_LIMIT * 32 // 2**20},
            )


def _is_strange(part: zipfile.ZipInfo, head: bytes) -> bool:
    """Whether a part declares entities, or hides what it declares in a wide encoding."""
    if part.filename.endswith(".bin"):
        return False
    return _ENTITY.search(head[:4096]) is not None or b"\x00" in head[:4096]


def _area(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """The rectangle from A1 to the farthest cell of a sheet, in cells; blank cells count."""
    row, column = 1, 1
    with archive.open(part) as stream:
        rest = b""
        while block := stream.read(_BLOCK):
            text = rest + block
            # Letters as a set, so that most of the work is one pass in C.
            column = max(column, *map(_column_number, set(_LETTERS.findall(text))), 1)
            row = max(row, *map(int, set(_ROWS.findall(text))), 1)
            rest = text[-64:]
    return row * column


def _column_number(letters: bytes) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_big(file: str, size: int, limit: int) -> KamError:
    return KamError(
        codes.FILE_TOO_BIG, {"file": file, "size_mb": size // 2**20, "limit_mb": limit // 2**20}
    )
