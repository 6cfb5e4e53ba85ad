"""One import while it runs: what it may ask the book, what it writes, what it has seen."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kamtui.domain.ids import new_id
from kamtui.services.transfer.ids import OrderedIds
from kamtui.services.transfer.records import BLANK, BOOL_COLUMNS, JSON_COLUMNS, Row
from kamtui.services.transfer.sink import Sink

#: Runs one SELECT and returns every row.
Query = Callable[..., Sequence[tuple[Any, ...]]]
#: Appends a line to the change log: entity, id, customer, fields, version before the change.
LogUpdate = Callable[[str, str, str | None, dict[str, Any], int], None]

_CHUNK = 800


@dataclass(slots=True)
class Run:
    """The files of one command, imported as one step.

    The same code plans and writes: in a dry run the sink drops what it is given, so both report
    the same (cli.md).

    Attributes:
        query: Reads the book.
        sink: Takes rows.
        log_update: Notes the change of a record that was there before.
        now: The aware local time.
        stamp: ``now`` as stored.
        today: The local date.
        actor: Whose hand.
        create_customers: Whether rows of unknown customers make them.
        keeps: Whether a later file of the command may ask for rows that this one makes; else they
            are let go as soon as they are written.
        prefix: What the numbers made for customers begin with.
        batch_id: The file being imported.
        batches: Every batch of the run.
        touched: Customers whose facts must be recomputed.
        kinds: Tables changed.
        inserted: Rows the file being imported has made.
        changed: Whether the file being imported has written anything.
        ids: Makes the identifiers of new rows, in their order.
    """

    query: Query
    sink: Sink
    log_update: LogUpdate
    now: datetime
    stamp: str
    today: date
    actor: str
    create_customers: bool
    keeps: bool = True
    prefix: str = "C"
    batch_id: str = ""
    batches: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    inserted: int = 0
    changed: bool = False
    ids: OrderedIds = field(default_factory=OrderedIds)
    _filled: dict[str, bool] = field(default_factory=dict)

    def begin_file(self) -> None:
        """Start the batch of the next file."""
        self.batch_id = new_id()
        self.batches.add(self.batch_id)
        self.inserted = 0
        self.changed = False

    def add(self, table: str, customer_id: str | None, values: Row) -> Row:
        """Write a new row and return it."""
        row = {
            **BLANK[table],
            "id": self.ids.next(),
            "created_at": self.stamp,
            "updated_at": self.stamp,
            "import_batch_id": self.batch_id,
            **values,
        }
        self.sink.insert(table, row)
        self.inserted += 1
        self.changed = True
        self.kinds.add(table)
        if customer_id is not None:
            self.touched.add(customer_id)
        return row

    def link(self, communication_id: str, contact_id: str) -> None:
        """Say that a contact took part in a communication."""
        self.sink.insert(
            "communication_contact",
            {"communication_id": communication_id, "contact_id": contact_id},
        )

    def change(self, table: str, row: Row, customer_id: str, values: Row) -> bool:
        """Change a row where a value differs; return whether one did.

        None never clears a value (cli.md).  A record that was there before is logged, so that
        undo puts its values back; one this import made is simply made otherwise.
        """
        fresh = {
            name: value
            for name, value in values.items()
            if value is not None and row[name] != value
        }
        return self._apply(table, row, customer_id, fresh)

    def put(self, table: str, row: Row, customer_id: str, values: Row) -> bool:
        """Like `change`, but None is a value."""
        fresh = {name: value for name, value in values.items() if row[name] != value}
        return self._apply(table, row, customer_id, fresh)

    def _apply(self, table: str, row: Row, customer_id: str, fresh: Row) -> bool:
        if not fresh:
            return False
        ours = row["import_batch_id"] in self.batches
        if not ours:
            fields = {name: [row[name], value] for name, value in fresh.items()}
            self.log_update(table, row["id"], customer_id, fields, row["version"])
            row["version"] += 1
        row.update(fresh)
        self.changed = True
        self.sink.update(table, row["id"], fresh, count_version=not ours)
        self.touched.add(customer_id)
        self.kinds.add(table)
        return True

    def select(self, table: str, where: str, ids: Iterable[str]) -> list[Row]:
        """Return the living rows of ``table`` for which ``where`` (with ``:ids``) holds."""
        wanted = list(ids)
        if not wanted or not self._has_rows(table):
            return []
        columns = tuple(BLANK[table])
        names = ", ".join(f't."{name}"' for name in columns)
        found: list[Row] = []
        for start in range(0, len(wanted), _CHUNK):
            for values in self.query(
                f"SELECT {names} FROM {table} t WHERE t.deleted_at IS NULL AND {where}"
                " ORDER BY t.id",
                ids=wanted[start : start + _CHUNK],
            ):
                found.append(_revived(dict(zip(columns, values, strict=True))))
        return found

    def _has_rows(self, table: str) -> bool:
        """Whether the book held rows of a table before this import; asked once."""
        known = self._filled.get(table)
        if known is None:
            known = bool(self.query(f"SELECT 1 FROM {table} LIMIT 1"))
            self._filled[table] = known
        return known


def _revived(row: Row) -> Row:
    for name in row.keys() & JSON_COLUMNS:
        value = row[name]
        if isinstance(value, str):
            value = json.loads(value)
        # Another database hands the parsed value back; a null reads as the empty one.
        row[name] = value if value is not None else BLANK_JSON[name]
    for name in row.keys() & BOOL_COLUMNS:
        row[name] = bool(row[name])
    return row


BLANK_JSON: dict[str, Any] = {"tags": [], "custom": {}, "parts": []}
