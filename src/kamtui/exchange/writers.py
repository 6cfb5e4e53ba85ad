"""Tables out as CSV, XLSX and JSON, safe to open (trust.md 13)."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from kamtui.domain.errors import KamError
from kamtui.exchange import codes
from kamtui.exchange.atomic import replacing
from kamtui.exchange.formula_guard import guard

FORMATS: Final = ("csv", "xlsx", "json")
#: For tables that people read more than they edit.
MARKDOWN: Final = "md"
#: Rows of a sheet, and characters of a cell, that Excel can hold.
_SHEET_ROWS: Final = 1_048_576
_CELL_TEXT: Final = 32_767


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table in the format its suffix names; JSON as a list of objects.

    Raises:
        KamError: The suffix is none of `FORMATS`, or the file cannot be written.
    """
    suffix = path.suffix.lower().lstrip(".")
    if suffix == "csv":
        write_csv(path, header, rows)
    elif suffix == "xlsx":
        write_xlsx(path, header, rows)
    elif suffix == "md":
        write_markdown(path, header, rows)
    elif suffix == "json":
        write_json(path, [dict(zip(header, row, strict=True)) for row in rows])
    else:
        params: dict[str, object] = {"path": str(path), "formats": FORMATS}
        raise KamError(codes.EXPORT_FORMAT, params, exit_code=2)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as CSV in UTF-8 with the mark Excel needs to read Chinese.

    Args:
        path: Where; replaced whole or left as it was.
        header: Column names.
        rows: Texts, numbers, dates, None; texts that a spreadsheet would run are guarded.

    Raises:
        KamError: The file cannot be written.
    """
    with replacing(path) as handle:
        text = io.TextIOWrapper(
            handle, encoding="utf-8-sig", errors="replace", newline="", write_through=False
        )
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([guard(name) for name in header])
        for row in rows:
            writer.writerow([plain_text(value) for value in row])
        text.flush()
        text.detach()


def write_markdown(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as Markdown; what a cell says cannot become another cell, row or markup.

    Raises:
        KamError: The file cannot be written.
    """
    with replacing(path) as handle:
        text = io.TextIOWrapper(handle, encoding="utf-8", errors="replace", newline="\n")
        text.write(f"{_markdown_row(header)}\n|{'---|' * len(header)}\n")
        for row in rows:
            text.write(f"{_markdown_row(row)}\n")
        text.flush()
        text.detach()


def _markdown_row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(_markdown_cell(cell) for cell in cells)} |"


def _markdown_cell(value: object) -> str:
    text = " ".join(plain_text(value).split())
    return "".join(f"\\{each}" if each in "\\`*_[]<>|#~" else each for each in text)


def plain_text(value: object) -> str:
    """A value as the text of a CSV cell, guarded."""
    if value is None:
        return ""
    if isinstance(value, str):
        return guard(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (list, tuple, set, frozenset)):
        return guard(";".join(str(one) for one in value))
    return str(value)


def write_xlsx(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], *, sheet: str = "Sheet1"
) -> None:
    """Write a table as a workbook; every text is typed as text, never as a formula or a link.

    Args:
        path: Where; replaced whole or left as it was.
        header: Column names.
        rows: Texts, numbers, dates, None.
        sheet: Name of the sheet.

    Raises:
        KamError: The file cannot be written, or has more rows than a sheet holds.
    """
    import xlsxwriter

    with replacing(path) as handle:
        # In memory: the library would else put the data into the shared temporary directory, and
        # leaves an open archive behind when the disk is full.
        packed = io.BytesIO()
        book = xlsxwriter.Workbook(
            packed,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "remove_timezone": True,
            },
        )
        page = book.add_worksheet(_sheet_name(sheet))
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        bold = book.add_format({"bold": True})
        for column, name in enumerate(header):
            page.write_string(0, column, _cell_text(name), bold)
        page.freeze_panes(1, 0)
        for number, row in enumerate(rows, 1):
            if number >= _SHEET_ROWS:
                raise KamError(codes.EXPORT_FAILED, {"path": str(path), "reason": "rows"})
            for column, value in enumerate(row):
                _write_cell(page, number, column, value, day, moment)
        book.close()
        handle.write(packed.getbuffer())


def _write_cell(page: Any, row: int, column: int, value: object, day: Any, moment: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, (int, float, Decimal)) and -(10**15) < value < 10**15:
        page.write_number(row, column, value)
    elif isinstance(value, datetime) and value.year >= 1900:
        page.write_datetime(row, column, value, moment)
    elif isinstance(value, date) and value.year >= 1900:
        page.write_datetime(row, column, value, day)
    elif isinstance(value, str):
        page.write_string(row, column, _cell_text(value))
    else:
        page.write_string(row, column, _cell_text(plain_text(value)))


def _cell_text(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")[:_CELL_TEXT]


def _sheet_name(name: str) -> str:
    clean = "".join(" " if char in "[]:*?/\\'" else char for char in name).strip()
    return clean[:31] or "Sheet1"


def write_json(path: Path, document: object) -> None:
    """Write a document as JSON in UTF-8; dates are ISO, decimals are strings.

    Raises:
        KamError: The file cannot be written.
    """
    with replacing(path) as handle:
        text = io.TextIOWrapper(handle, encoding="utf-8", errors="replace", newline="\n")
        json.dump(document, text, ensure_ascii=False, indent=2, default=_json_value)
        text.write("\n")
        text.flush()
        text.detach()


def _json_value(value: object) -> object:
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(str(one) for one in value)
    return str(value)
