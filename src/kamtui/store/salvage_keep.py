"""Which rows of a damaged table go into the new book, and as what."""

import sqlite3
from contextlib import suppress
from functools import cached_property

from kamtui.store.reader import SQLITE_TROUBLE
from kamtui.store.salvage_rows import Found, TableRows
from kamtui.store.salvage_values import Column, columns_of, mended, wrong_values

__all__ = ["Keeper", "Witness"]


class Witness:
    """What the rest of the damaged book knows of a record's id."""

    def __init__(self, source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> None:
        """Stand over both books, for one table."""
        self._source = source
        self._target = target
        self._table = table

    @cached_property
    def _others(self) -> list[str]:
        return [
            name
            for name in self._tables
            if name != self._table and columns_of(self._target, name)[0].name == "id"
        ]

    @cached_property
    def _links(self) -> list[tuple[str, str]]:
        return [
            (name, str(row[3]))
            for name in self._tables
            for row in self._target.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
            if row[2] == self._table
        ]

    @cached_property
    def _tables(self) -> list[str]:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        return [str(row[0]) for row in self._target.execute(sql).fetchall()]

    def is_anothers(self, identifier: object) -> bool:
        """Tell whether another table's key knows the id, which no two records share."""
        return any(
            self._says(
                f'SELECT 1 FROM "{name}" INDEXED BY "sqlite_autoindex_{name}_1" WHERE id = ?',
                identifier,
            )
            for name in self._others
        )

    def is_used(self, identifier: object) -> bool:
        """Tell whether the log or another record means the id."""
        log = f"SELECT 1 FROM change_log WHERE entity = '{self._table}' AND entity_id = ?"
        return self._says(log, identifier) or any(
            self._says(f'SELECT 1 FROM "{child}" WHERE "{column}" = ?', identifier)
            for child, column in self._links
        )

    def _says(self, sql: str, identifier: object) -> bool:
        with suppress(*SQLITE_TROUBLE):
            return self._source.execute(f"{sql} LIMIT 1", (identifier,)).fetchone() is not None
        return False


class Keeper:
    """Puts rows into a table of the new book, the doubtful ones last.

    Of two rows of one key the whole one is right, however late it is found.

    Attributes:
        saved: Rows kept.
        mended: Those among them that lost a value.
        refused: Rows that make no sense in this table, or contradict a better one.
    """

    def __init__(
        self,
        target: sqlite3.Connection,
        table: str,
        columns: tuple[Column, ...],
        rows: TableRows,
        witness: Witness,
    ) -> None:
        """Stand over an empty table of the new book and the same one of the damaged book."""
        self._target = target
        self._table = table
        self._columns = columns
        self._rows = rows
        self._witness = witness
        names = ", ".join(f'"{each.name}"' for each in columns)
        # Identity rows of the fresh book give way to the damaged one's own.
        verb = "INSERT OR REPLACE" if table == "app_meta" else "INSERT"
        holders = ", ".join("?" * len(columns))
        self._insert = f'{verb} INTO "{table}" ({names}) VALUES ({holders})'
        self._doubtful: list[tuple[tuple[object, ...], bool]] = []
        self._has_ids = columns[0].name == "id"
        self.saved = self.mended = self.refused = 0

    def take(self, found: Found) -> None:
        """Keep a row, or put it aside where something about it is odd."""
        odd = wrong_values(self._columns, found.values, whole=found.whole)
        found = self._with_indexed(found, odd)
        if self._has_ids and not self._is_indexed(found):
            found = found._replace(in_place=False)
            # All of whose values make sense is this table's: then the indexes changed places.
            if odd and self._witness.is_anothers(found.values[0]):
                self.refused += 1
                return
        row = mended(self._columns, found.values, whole=found.whole)
        if row is None or self._is_beyond(row[0][0]):
            self.refused += 1
        elif row[1] or not found.in_place:
            self._doubtful.append(row)
        elif self._keep(row[0]):
            self.saved += 1
        else:
            self.refused += 1

    def take_doubtful(self) -> None:
        """Keep of the rows put aside those that no better one stands for."""
        for values, lost_something in self._doubtful:
            if self._keep(values):
                self.saved += 1
                self.mended += lost_something
            elif not (lost_something and self._is_known(values[0])):
                self.refused += 1

    def _with_indexed(self, found: Found, odd: list[int]) -> Found:
        """Return a row with what its indexes know of columns that damage made senseless."""
        values = list(found.values)
        if not found.in_place and isinstance(values[0], int):
            values[0] = found.rowid
        for index in odd:
            known = self._rows.indexed(self._columns[index].name, found.rowid)
            if known is not None and self._columns[index].fits(known):
                values[index] = known
        if self._has_ids and not self._is_indexed(found._replace(values=tuple(values))):
            known = self._rows.indexed("id", found.rowid)
            # One letter off: the id or the index has a flipped bit, and others know which.
            if _nearly(known, values[0]) and self._columns[0].fits(known):
                used = self._witness.is_used
                values[0] = known if used(known) or not used(values[0]) else values[0]
        return found._replace(values=tuple(values))

    def _is_indexed(self, found: Found) -> bool:
        return self._rows.indexed("id", found.rowid) == found.values[0]

    def _is_beyond(self, key: object) -> bool:
        # The log counts on from its last number: one near the greatest would end all writing.
        return isinstance(key, int) and not 0 < key <= self._rows.most

    def _is_known(self, key: object) -> bool:
        sql = f'SELECT 1 FROM "{self._table}" WHERE "{self._columns[0].name}" = ?'
        return self._target.execute(sql, (key,)).fetchone() is not None

    def _keep(self, values: tuple[object, ...]) -> bool:
        with suppress(sqlite3.IntegrityError):
            self._target.execute(self._insert, values)
            return True
        if self._table != "customer" or self._is_known(values[0]):
            return False
        # Two customers of one number, one of them damaged: neither is given up for it.
        changed = tuple(
            f"{value} ? {values[0]}" if column.name == "customer_no" else value
            for column, value in zip(self._columns, values, strict=True)
        )
        with suppress(sqlite3.IntegrityError):
            self._target.execute(self._insert, changed)
            self.mended += 1
            return True
        return False


def _nearly(one: object, other: object) -> bool:
    if not (isinstance(one, str) and isinstance(other, str)) or len(one) != len(other):
        return False
    return sum(first != second for first, second in zip(one, other, strict=True)) == 1
