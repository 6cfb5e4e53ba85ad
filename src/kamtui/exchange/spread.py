"""Values that stand once for several rows: merged cells, and the rows of a sub-form."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from kamtui.exchange.headers import is_part
from kamtui.exchange.sheets import Cell, SourceRow

#: A merged area: first row and column, last row and column, from 0.
Area = tuple[tuple[int, int], tuple[int, int]]
#: Most merged areas looked at; a sheet with more is no list of records.
AREAS: Final = 100_000


class Merged:
    """Fills the blank cells below the first one of a merged area while a sheet is read.

    Numbers are not repeated: an amount written once over two rows is one amount.
    """

    def __init__(self, areas: Sequence[Area], first_column: int) -> None:
        """Take the areas of a sheet whose rows begin at ``first_column``."""
        self._starts: dict[int, list[tuple[int, int]]] = {}
        self._open: dict[int, tuple[int, Cell]] = {}
        for (top, left), (bottom, _right) in areas[:AREAS]:
            if bottom > top and left >= first_column:
                self._starts.setdefault(top, []).append((left - first_column, bottom))

    def filled(self, index: int, cells: list[Cell]) -> list[Cell]:
        """Return the cells of a row (from 0), to be asked for in the order of the sheet."""
        for column, (bottom, value) in list(self._open.items()):
            if index > bottom:
                del self._open[column]
            elif column < len(cells) and cells[column] in ("", None):
                cells[column] = value
        for column, bottom in self._starts.get(index, ()):
            value = cells[column] if column < len(cells) else None
            if isinstance(value, (str, date)) and value != "":
                self._open[column] = (bottom, value)
        return cells


def part_columns(header: Sequence[str]) -> frozenset[int]:
    """Return the columns of a sub-form ("联系人.姓名"), none where all columns are of one.

    >>> sorted(part_columns(["客户名称", "联系人.姓名", "联系人.职务"]))
    [1, 2]
    """
    found = frozenset(index for index, name in enumerate(header) if is_part(name))
    return found if len(found) < len(header) else frozenset()


def continued(
    rows: Iterator[SourceRow], parts: frozenset[int], header_row: int
) -> Iterator[SourceRow]:
    """Give the further rows of a sub-form what their first row said about the record itself."""
    head: Sequence[Cell] = ()
    for row in rows:
        cells = row.cells
        if row.number <= header_row or row.reason is not None:
            yield row
            continue
        own = any(cell not in ("", None) for i, cell in enumerate(cells) if i not in parts)
        if own or not head:
            head = cells
            yield row
            continue
        width = max(len(head), len(cells))
        whole = [_at(cells if index in parts else head, index) for index in range(width)]
        yield row._replace(cells=tuple(whole) if isinstance(cells, tuple) else whole)  # type: ignore[arg-type]


def _at(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else ""
