"""Decisions that one cell cannot settle, taken over a whole column and said (issue: import)."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kamtui.exchange import codes
from kamtui.exchange.date_texts import (
    DMY,
    MDY,
    YMD,
    may_begin_with_year,
    order_evidence,
    short_parts,
)
from kamtui.exchange.sheets import SourceRow
from kamtui.exchange.typed import ColumnNote

_COMMA_DECIMAL = re.compile(r"(?:^|\D)(?:\d+,\d{1,2}|\d{1,3}(?:\.\d{3})+,\d+|0,\d+)\D*$")
_DOT_DECIMAL = re.compile(r"(?:^|\D)(?:\d+\.\d{1,2}|\d{1,3}(?:,\d{3})+\.\d+|0\.\d+)\D*$")
_LIKE_DATE = re.compile(r"[/.\-]")


@dataclass(slots=True)
class _Short:
    """What the dates of a column with years of two digits have in common.

    Attributes:
        example: The first of them, with its row.
        first: Least and greatest first part, where the year may stand.
        last: Least and greatest last part, where the year may stand too.
        year_first: Whether all of them may begin with the year.
        year_last: Whether all of them may end with it.
    """

    example: tuple[str, int]
    first: tuple[int, int]
    last: tuple[int, int]
    year_first: bool = True
    year_last: bool = True

    def see(self, parts: tuple[int, int, int], *, year_last: bool) -> None:
        """Take in one more date, and whether its last part may be a year."""
        first, middle, last = parts
        self.first = min(self.first[0], first), max(self.first[1], first)
        self.last = min(self.last[0], last), max(self.last[1], last)
        self.year_first &= may_begin_with_year(parts)
        self.year_last &= year_last and first <= 31 and middle <= 31 and min(first, middle) <= 12

    def begins_with_year(self) -> bool:
        """Whether the years stand in front: what is near today and varies least is a year."""
        if not self.year_first or not self.year_last:
            return self.year_first
        likely = [lowest >= 0 and highest <= 40 for lowest, highest in (self.first, self.last)]
        if likely[0] != likely[1]:
            return likely[0]
        spread = [highest - lowest for lowest, highest in (self.first, self.last)]
        return spread[0] < spread[1] or (spread[0] == spread[1] and "-" in self.example[0])


@dataclass(slots=True)
class _Evidence:
    """What a column has shown so far: the first value, with its row, for each side."""

    dmy: tuple[str, int] | None = None
    mdy: tuple[str, int] | None = None
    either: tuple[str, int] | None = None
    dmy_count: int = 0
    mdy_count: int = 0
    short: _Short | None = None
    comma: str | None = None
    dot: str | None = None


@dataclass(slots=True)
class Survey:
    """Date orders and decimal commas of a table, found by one more pass when first asked for.

    Attributes:
        rows: Gives the data rows from the start.
        headers: Names of the columns, for notes.
        dates: Indexes of the columns of dates.
        amounts: Indexes of the columns of amounts and numbers.
        assumed: The order taken where nothing in the file tells.
        notes: What was decided so far.
    """

    rows: Callable[[], Iterator[SourceRow]]
    headers: tuple[str, ...]
    dates: tuple[int, ...]
    amounts: tuple[int, ...]
    assumed: str
    notes: list[ColumnNote] = field(default_factory=list)
    _evidence: dict[int, _Evidence] = field(default_factory=dict)
    _orders: dict[int, str] = field(default_factory=dict)
    _commas: dict[int, bool] = field(default_factory=dict)

    def date_order(self, column: int) -> str:
        """Whether days or months come first in a column."""
        if column not in self._orders:
            self._orders[column] = self._decide_order(column)
        return self._orders[column]

    def decimal_comma(self, column: int) -> bool:
        """Whether a column writes 1.234,50 for what others write 1,234.50."""
        if column not in self._commas:
            found = self._collected(column)
            self._commas[column] = found.comma is not None and found.dot is None
            if self._commas[column]:
                self._note(column, codes.NOTE_DECIMAL_COMMA, value=found.comma)
        return self._commas[column]

    def _decide_order(self, column: int) -> str:
        found = self._collected(column)
        if found.short is not None and found.short.begins_with_year():
            value, row = found.short.example
            self._note(column, codes.NOTE_DATE_ORDER, order=YMD, value=value, row=row)
            return YMD
        if found.dmy is not None and found.mdy is not None:
            order = DMY if found.dmy_count >= found.mdy_count else MDY
            kept, other = (found.dmy, found.mdy) if order == DMY else (found.mdy, found.dmy)
            self._note(
                column, codes.NOTE_DATE_ORDER_MIXED, order=order, value=kept[0], other=other[0]
            )
            return order
        decided = self._order_of(column)
        if decided is not None:
            self._note(column, codes.NOTE_DATE_ORDER, order=decided[0], value=decided[1],
                       row=decided[2])  # fmt: skip
            return decided[0]
        # One program wrote the file: another of its columns may tell.
        for other_column in self.dates:
            decided = self._order_of(other_column)
            if decided is not None:
                self._note(column, codes.NOTE_DATE_ORDER, order=decided[0], value=decided[1],
                           row=decided[2])  # fmt: skip
                return decided[0]
        example = found.either[0] if found.either else ""
        self._note(column, codes.NOTE_DATE_ORDER_ASSUMED, order=self.assumed, value=example)
        return self.assumed

    def _order_of(self, column: int) -> tuple[str, str, int] | None:
        found = self._collected(column)
        if found.short is not None and found.short.begins_with_year():
            return None
        if found.dmy is not None and found.mdy is None:
            return (DMY, *found.dmy)
        if found.mdy is not None and found.dmy is None:
            return (MDY, *found.mdy)
        return None

    def _note(self, column: int, code: str, **params: object) -> None:
        self.notes.append(ColumnNote(self.headers[column], code, params))

    def _collected(self, column: int) -> _Evidence:
        if not self._evidence:
            self._evidence = {index: _Evidence() for index in (*self.dates, *self.amounts)}
            self._collect(self.rows())
        return self._evidence[column]

    def _collect(self, rows: Iterable[SourceRow]) -> None:
        for number, cells, _reason in rows:
            width = len(cells)
            for index in self.dates:
                cell = cells[index] if index < width else None
                if isinstance(cell, str) and _LIKE_DATE.search(cell):
                    _see_date(self._evidence[index], cell, number)
            for index in self.amounts:
                cell = cells[index] if index < width else None
                if isinstance(cell, str) and ("," in cell or "." in cell):
                    found = self._evidence[index]
                    if found.comma is None and _COMMA_DECIMAL.search(cell):
                        found.comma = cell.strip()
                    if found.dot is None and _DOT_DECIMAL.search(cell):
                        found.dot = cell.strip()


def _see_date(found: _Evidence, cell: str, number: int) -> None:
    short = short_parts(cell)
    if short is not None:
        parts, year_last = short
        if found.short is None:
            edges = (parts[0], parts[0]), (parts[2], parts[2])
            found.short = _Short((cell.strip(), number), *edges)
        found.short.see(parts, year_last=year_last)
    shown = order_evidence(cell)
    if shown == DMY:
        found.dmy = found.dmy or (cell.strip(), number)
        found.dmy_count += 1
    elif shown == MDY:
        found.mdy = found.mdy or (cell.strip(), number)
        found.mdy_count += 1
    elif shown == "?":
        found.either = found.either or (cell.strip(), number)
