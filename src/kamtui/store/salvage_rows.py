"""The rows of one table of a damaged book, by every way that leads to them.

One way is not enough.  A flipped bit rarely makes SQLite report an error: a rowid that lost its
place ends a search for a range early, a page that lost its count of rows reads as empty, and the
largest rowid of a table whose last page is wrong is far too small.  So a table is read forwards;
where that, or an index that knows of more rows, shows anything odd, also backwards and by every
rowid there can be.
"""

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from typing import NamedTuple

from kamtui.store.reader import SQLITE_TROUBLE

__all__ = ["Found", "TableRows"]

#: Bytes of the smallest row, a link of two ids: this bounds how many rowids there can be.
_SMALLEST_ROW = 64
#: Whose lost rows are worth keeping for what the indexes alone know of them.
_NAMED_BY_INDEX = "customer"


class Found(NamedTuple):
    """A row of the damaged book.

    Attributes:
        rowid: Its number, where damage changed it the one its neighbours leave.
        values: Its columns; None also stands for what could not be read.
        whole: Whether all of them could be read.
        in_place: Whether its number was between those of its neighbours.
    """

    rowid: int
    values: tuple[object, ...]
    whole: bool = True
    in_place: bool = True


class TableRows:
    """A table, read once.

    Attributes:
        most: A number no rowid of this file exceeds.
        unreadable: Rows that were there and could not be read, known after `read`.
    """

    def __init__(
        self, source: sqlite3.Connection, table: str, columns: tuple[str, ...], *, size: int
    ) -> None:
        """Stand over a table.

        Args:
            source: The damaged book; nothing is written to it.
            table: Its name.
            columns: What to read, the key first.
            size: Bytes of the file.
        """
        self._source = source
        self._table = table
        self._columns = columns
        chosen = ", ".join(f'"{name}"' for name in columns)
        self._all = f'SELECT rowid, {chosen} FROM "{table}" NOT INDEXED'
        self.most = max(1, size // _SMALLEST_ROW)
        self._met: set[int] = set()
        self._rowids: set[int] = set()
        self._ended = False
        self._indexed: dict[str, dict[int, object]] = {}
        self.unreadable = 0

    def read(self) -> Iterator[Found]:
        """Yield each row once; two rows that damage gave one rowid are both yielded."""
        indexes = [name for name, _always in self._indexes()]
        known, sound = self._claimed(indexes[:1])
        in_order = yield from self._forwards()
        if in_order and sound and known <= self._rowids:
            return
        yield from self._backwards()
        claimed, _sound = self._claimed(indexes)
        yield from self._through(indexes)
        broken = yield from self._seek(claimed | set(range(1, self.most + 1)))
        # Places beyond the last row are no loss, even where asking for them fails.
        last = max((*self._rowids, *known), default=0)
        lost = known | {rowid for rowid in broken if rowid <= last}
        for rowid in sorted(lost - self._rowids):
            if rowid > self.most:
                continue
            if (found := self._by_indexes(rowid)) is None:
                self.unreadable += 1
            else:
                yield found

    def indexed(self, column: str, rowid: int) -> object:
        """Return what an index says that a column of a row holds, None where none says."""
        if column not in self._indexed:
            self._indexed[column] = self._read_indexed(column)
        return self._indexed[column].get(rowid)

    def _read_indexed(self, column: str) -> dict[int, object]:
        known: dict[int, object] = {}
        for name, condition in self._indexes(partial=True):
            order = self._order(name, "ASC")
            if f'"{column}"' not in order:
                continue
            # Only columns of the index are asked for, so that the table is not read.
            sql = f'SELECT rowid, "{column}" FROM "{self._table}" INDEXED BY "{name}" {condition}'
            for row in self._walk(f"{sql} ORDER BY {order}"):
                known.setdefault(row[0], row[1])
        return known

    def _by_indexes(self, rowid: int) -> Found | None:
        """Return a row that only indexes know: a link, or a customer's name."""
        values = [self.indexed(name, rowid) for name in self._columns]
        whole = None not in values
        if values[0] is None or not (whole or self._table == _NAMED_BY_INDEX):
            return None
        named = dict(zip(self._columns, values, strict=True))
        if "name_key" in named:
            named["name"] = named["name_key"]
        return Found(rowid, tuple(named.values()), whole=whole)

    def _forwards(self) -> Generator[Found, None, bool]:
        """Yield what a scan meets, and return whether it met an end and every rowid in its turn."""
        last: int | None = None
        in_order = True
        held: tuple[int, ...] | None = None
        scan = self._scan("ASC")
        while True:
            row = next(scan, None)
            if held is not None:
                found = self._placed(held[0], last or 0, None if row is None else row[0])
                in_order &= found == held[0]
                last = found or last
                yield from self._new(held, found or held[0], in_place=found == held[0])
            if row is None:
                return in_order and self._ended
            held = row

    def _placed(self, rowid: int, last: int, following: int | None) -> int | None:
        """Return the rowid that fits between two others: the row's own, or the only one free."""
        if rowid > last and (
            following is None
            or rowid < following
            # Too small a follower is out of place itself.
            or following <= last
            or (following == rowid == last + 1)
        ):
            return rowid
        return last + 1 if following == last + 2 else None

    def _backwards(self) -> Iterator[Found]:
        for row in self._scan("DESC"):
            yield from self._new(row, row[0])

    def _through(self, indexes: list[str]) -> Iterator[Found]:
        """Yield the rows an index still leads to where their own numbers do not."""
        for name in indexes:
            for direction in ("ASC", "DESC"):
                sql = self._all.replace("NOT INDEXED", f'INDEXED BY "{name}"')
                for row in self._walk(f"{sql} ORDER BY {self._order(name, direction)}"):
                    if row[0] not in self._rowids:
                        yield from self._new(row, row[0])

    def _scan(self, direction: str) -> Iterator[tuple[int, ...]]:
        return self._walk(f"{self._all} ORDER BY rowid {direction}")

    def _walk(self, sql: str) -> Iterator[tuple[int, ...]]:
        """Yield rows up to the first that cannot be read; `_ended` tells whether there was none."""
        self._ended = False
        with suppress(*SQLITE_TROUBLE), closing(self._source.execute(sql)) as rows:
            # A page that damage made its own child could be met for ever.
            for _number in range(2 * self.most):
                row = rows.fetchone()
                if row is None:
                    self._ended = True
                    return
                yield row

    def _seek(self, rowids: set[int]) -> Generator[Found, None, set[int]]:
        """Yield what single rowids lead to, and return those that cannot be read at all."""
        broken = set()
        single = f"{self._all} WHERE rowid = ?"
        for rowid in sorted(rowids):
            try:
                row = self._source.execute(single, (rowid,)).fetchone()
            except SQLITE_TROUBLE:
                if rowid in self._rowids:
                    continue
                if (part := self._in_part(rowid)) is None:
                    broken.add(rowid)
                else:
                    self._rowids.add(rowid)
                    yield part
                continue
            if row is not None:
                yield from self._new(row, rowid)
        return broken

    def _in_part(self, rowid: int) -> Found | None:
        """Return a row whose end is lost, such as a long note's; None without even its key."""
        values: list[object] = []
        for name in self._columns:
            try:
                found = self._source.execute(
                    f'SELECT "{name}" FROM "{self._table}" NOT INDEXED WHERE rowid = ?', (rowid,)
                ).fetchone()
            except SQLITE_TROUBLE:
                found = (None,)
            if found is None or (not values and found[0] is None):
                return None
            values.append(found[0])
        return Found(rowid, tuple(values), whole=False)

    def _new(self, row: tuple[int, ...], rowid: int, *, in_place: bool = True) -> Iterator[Found]:
        mark = hash(row)
        if mark not in self._met:
            self._met.add(mark)
            self._rowids.add(rowid)
            yield Found(rowid, row[1:], in_place=in_place)

    def _indexes(self, *, partial: bool = False) -> list[tuple[str, str]]:
        """Return indexes with the condition each needs, the key's first.

        Args:
            partial: Also those that know only some rows.
        """
        with suppress(*SQLITE_TROUBLE):
            found = self._source.execute(
                "SELECT list.name, coalesce(sql, '') FROM pragma_index_list(?) list"
                " LEFT JOIN sqlite_master made ON made.type = 'index' AND made.name = list.name"
                " WHERE list.partial <= ? ORDER BY list.origin != 'pk', list.name",
                (self._table, partial),
            ).fetchall()
            return [(str(name), "".join(str(sql).partition(" WHERE ")[1:])) for name, sql in found]
        return []

    def _claimed(self, indexes: list[str]) -> tuple[set[int], bool]:
        """Return the rowids that indexes know of, and whether each could be read to its end."""
        claimed: set[int] = set()
        sound = True
        for name in indexes:
            for direction in ("ASC", "DESC"):
                sql = f'SELECT rowid FROM "{self._table}" INDEXED BY "{name}"'
                order = self._order(name, direction)
                claimed.update(row[0] for row in self._walk(f"{sql} ORDER BY {order}"))
                if self._ended:
                    break
            else:
                sound = False
        return claimed, sound

    def _order(self, index: str, direction: str) -> str:
        try:
            parts = self._source.execute(f'PRAGMA index_info("{index}")').fetchall()
        except SQLITE_TROUBLE:
            parts = []
        return ", ".join(f'"{row[2]}" {direction}' for row in parts) or "rowid"
