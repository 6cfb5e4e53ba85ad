"""Where an import's rows go: into the open transaction, or (a dry run) nowhere."""

import json
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Protocol

from kamtui.services.transfer.records import BLANK, JSON_COLUMNS, Row

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Rows kept back before they are sent together.
_CHUNK = 5_000


class Sink(Protocol):
    """Takes rows and changes of rows."""

    def insert(self, table: str, row: Row) -> None:
        """Write a new row, at the latest on `flush`; the caller may change it until then."""

    def update(self, table: str, identifier: str, values: Row, *, count_version: bool) -> None:
        """Change columns of a row, after every insert made so far."""

    def flush(self) -> None:
        """Send everything kept back."""


class NoSink:
    """Writes nothing: the dry run."""

    def insert(self, table: str, row: Row) -> None:
        """Drop it."""

    def update(self, table: str, identifier: str, values: Row, *, count_version: bool) -> None:
        """Drop it."""

    def flush(self) -> None:
        """Nothing is kept back."""


class StoreSink:
    """Writes through the transaction's connection in chunks, parents before children."""

    def __init__(self, connection: "Connection", *, now: str) -> None:
        """Write through ``connection``; ``now`` stamps updates."""
        self._connection = connection
        self._now = now
        self._waiting: dict[str, list[Row]] = {table: [] for table in BLANK}
        self._changes: dict[tuple[str, tuple[str, ...], bool], list[tuple[Any, ...]]] = defaultdict(
            list
        )
        self._count = 0

    def insert(self, table: str, row: Row) -> None:
        """Keep a new row until the chunk is full."""
        self._waiting[table].append(row)
        self._count += 1
        if self._count >= _CHUNK:
            self.flush()

    def update(self, table: str, identifier: str, values: Row, *, count_version: bool) -> None:
        """Keep a change until the chunk is full."""
        columns = tuple(sorted(values))
        bound = tuple(_stored(column, values[column]) for column in columns)
        self._changes[table, columns, count_version].append((*bound, self._now, identifier))
        self._count += 1
        if self._count >= _CHUNK:
            self.flush()

    def flush(self) -> None:
        """Send inserts in the order of foreign keys, then changes."""
        for table, rows in self._waiting.items():
            if rows:
                self._insert(table, rows)
                rows.clear()
        for (table, columns, count_version), bound in self._changes.items():
            version = ", version = version + 1" if count_version else ""
            marks = self._marks(len(columns) + 2)
            assigned = ", ".join(
                f"{column} = {mark}"
                for column, mark in zip((*columns, "updated_at"), marks, strict=False)
            )
            self._connection.exec_driver_sql(
                f"UPDATE {table} SET {assigned}{version} WHERE id = {marks[-1]}", bound
            )
        self._changes.clear()
        self._count = 0

    def _insert(self, table: str, rows: list[Row]) -> None:
        columns = tuple(BLANK[table])
        pick = itemgetter(*columns)
        json_at = [index for index, name in enumerate(columns) if name in JSON_COLUMNS]
        bound: list[tuple[Any, ...]] = [pick(row) for row in rows]
        if json_at:
            bound = [
                tuple(
                    json.dumps(value) if index in json_at else value
                    for index, value in enumerate(values)
                )
                for values in bound
            ]
        marks = ", ".join(self._marks(len(columns)))
        names = ", ".join(f'"{name}"' for name in columns)
        self._connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", bound)

    def _marks(self, count: int) -> list[str]:
        """Return placeholders in the driver's own spelling."""
        style = self._connection.dialect.paramstyle
        if style == "qmark":
            return ["?"] * count
        if style.startswith("numeric"):
            sign = "$" if style == "numeric_dollar" else ":"
            return [f"{sign}{index + 1}" for index in range(count)]
        return ["%s"] * count


def _stored(column: str, value: Any) -> Any:
    return json.dumps(value) if column in JSON_COLUMNS else value
