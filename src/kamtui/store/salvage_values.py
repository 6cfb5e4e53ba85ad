"""Whether the values of a salvaged row can be this table's, and what stands for those that cannot.

SQLite keeps any value in any column, so a row read from a damaged page may be another table's, or
hold a text where the program reads a day.  A book whose screens fail on such a row is not saved.
"""

import json
import re
import sqlite3
from dataclasses import dataclass
from datetime import date

__all__ = ["UNKNOWN_ID", "Column", "columns_of", "mended", "wrong_values"]

#: Stands for a key that damage made unreadable.
UNKNOWN_ID = "0" * 32
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_ID = re.compile(r"[0-9A-Za-z_-]{1,32}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_ONE_OF = re.compile(r"CHECK \(\"?(\w+)\"? IN \(([^)]*)\)\)")
_RANGE = re.compile(r"CHECK \(\"?(\w+)\"? BETWEEN (\d+) AND (\d+)\)")
#: Columns that mean nothing when they are made up: the row is refused instead.
_NEVER_MADE_UP = frozenset({"document", "value", "axis", "key", "entity", "op"})
_LISTS = frozenset({"tags", "parts"})
_OBJECTS = frozenset({"custom", "fields", "counts", "document"})
_LONG_AGO = "1970-01-01T00:00:00.000Z"


@dataclass(frozen=True, slots=True)
class Column:
    """What a column may hold.

    Attributes:
        name: Its name.
        kind: Its declared type, without a length that means nothing.
        required: Whether it must hold something.
        allowed: The values it is limited to; empty for any.
        span: The least and the greatest number, where it has them.
    """

    name: str
    kind: str
    required: bool
    allowed: tuple[str, ...] = ()
    span: tuple[int, int] | None = None

    def fits(self, value: object) -> bool:
        """Tell whether a value other than None can be this column's."""
        if self.allowed:
            return value in self.allowed
        if self.kind == "BOOLEAN":
            return value in (0, 1)
        if self.kind in {"INTEGER", "BIGINT"}:
            within = self.span or (-(2**62), 2**62)
            return isinstance(value, int) and within[0] <= value <= within[1]
        return isinstance(value, str) and self._reads(value)

    def _reads(self, text: str) -> bool:
        if self.kind == "VARCHAR(32)":
            return _ID.fullmatch(text) is not None
        if self.kind == "VARCHAR(24)":
            return _INSTANT.fullmatch(text) is not None and _is_day(text[:10])
        if self.kind == "VARCHAR(10)":
            return _is_day(text)
        if self.kind == "VARCHAR(5)":
            return _TIME.fullmatch(text) is not None
        return self.kind != "JSON" or self._is_json(text)

    def _is_json(self, text: str) -> bool:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return False
        if self.name in _LISTS:
            return isinstance(found, list)
        return isinstance(found, dict) if self.name in _OBJECTS else True

    def stand_in(self, day: str) -> object:
        """Return what stands for a lost value that must be there; ``day`` is the row's own."""
        if self.allowed:
            return "other" if "other" in self.allowed else self.allowed[0]
        if self.kind in {"INTEGER", "BIGINT", "BOOLEAN"}:
            return self.span[0] if self.span else int(self.name == "version")
        by_kind = {
            "VARCHAR(32)": UNKNOWN_ID,
            "VARCHAR(24)": day + _LONG_AGO[10:],
            "VARCHAR(10)": day,
            "JSON": "[]" if self.name in _LISTS else "{}",
        }
        return by_kind.get(self.kind, "?")


def columns_of(target: sqlite3.Connection, table: str) -> tuple[Column, ...]:
    """Return the columns of a table of the new book."""
    declared = target.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    sql = str(declared[0])
    allowed = {
        name: tuple(re.findall(r"'([^']*)'", values)) for name, values in _ONE_OF.findall(sql)
    }
    spans = {name: (int(low), int(high)) for name, low, high in _RANGE.findall(sql)}
    return tuple(
        Column(str(name), str(kind), bool(required), allowed.get(name, ()), spans.get(name))
        for _number, name, kind, required, _default, _key in target.execute(
            f'PRAGMA table_info("{table}")'
        ).fetchall()
    )


def wrong_values(
    columns: tuple[Column, ...], values: tuple[object, ...], *, whole: bool
) -> list[int]:
    """Return which values cannot be their column's.

    Args:
        columns: The table's, the key first.
        values: One a column.
        whole: False where None may stand for a value that could not be read.
    """
    return [
        index
        for index, (column, value) in enumerate(zip(columns, values, strict=True))
        if (not column.fits(value) if value is not None else column.required and whole)
    ]


def mended(
    columns: tuple[Column, ...], values: tuple[object, ...], *, whole: bool
) -> tuple[tuple[object, ...], bool] | None:
    """Return the values as the book may keep them and whether any of them was lost.

    One value of a wrong sort is a flipped bit; two are another table's row, or one whose columns
    have moved: None.  Arguments are those of `wrong_values`.
    """
    wrong = wrong_values(columns, values, whole=whole)
    if 0 in wrong or len(wrong) > 1:
        return None
    replaced = [None if index in wrong else value for index, value in enumerate(values)]
    day = next(
        (
            str(value)[:10]
            for column, value in zip(columns, replaced, strict=True)
            if value is not None and column.kind in {"VARCHAR(24)", "VARCHAR(10)"}
        ),
        _LONG_AGO[:10],
    )
    for index, column in enumerate(columns):
        if replaced[index] is None and column.required:
            if column.name in _NEVER_MADE_UP:
                return None
            replaced[index] = column.stand_in(day)
    broken_letters = any(isinstance(value, str) and "\ufffd" in value for value in values)
    return tuple(replaced), bool(wrong) or not whole or broken_letters


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
