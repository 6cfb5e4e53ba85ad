"""A table before it is understood: numbered rows of raw cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

#: What a reader may put into a cell: text files give text only.
Cell = str | int | float | bool | date | datetime | time | timedelta | None


class SourceRow(NamedTuple):
    """One record as it stands in the file.

    Attributes:
        number: The line where the record starts, or the row of the sheet; the first is 1.
        cells: Raw cells, as many as the file has in this row.
        reason: A ``row.*`` or ``cell.*`` code when the reader could not take the row apart.
    """

    number: int
    cells: tuple[Cell, ...] | list[str]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that can be read from its start any number of times.

    Attributes:
        name: Of a workbook's sheet, else None.
        read: Gives the records in order, blank rows left out.
        fraction: How far the last `read` is, 0.0 to 1.0.
        encoding: Of a text file, else None.
        encoding_guessed: Whether no byte order mark and no valid UTF-8 settled it.
        separator: Of a text file, else None.
        total: Rows that `read` gives, header and titles included, when known.
    """

    name: str | None
    read: Callable[[], Iterator[SourceRow]]
    fraction: Callable[[], float]
    encoding: str | None = None
    encoding_guessed: bool = False
    separator: str | None = None
    total: int | None = None


def cell_text(cell: Cell) -> str:
    """A raw cell as a person sees it: 13800138000.0 is 13800138000, a midnight is a date.

    Whole floats are written without exponent because phone numbers and codes come as floats from
    workbooks; other floats with the 15 digits Excel keeps.
    """
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e17:
            return str(int(cell))
        return format(cell, ".15g")
    if isinstance(cell, datetime):
        if cell.hour == cell.minute == cell.second == 0:
            return cell.date().isoformat()
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)
