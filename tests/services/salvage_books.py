"""What a patient reader still gets of a damaged book, to hold salvage against."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from kamtui.store import tables

PAGE = 4096
#: Tables of records and the log; the others are derived, or the book's own notes.
TABLES = (
    "change_log", "communication", "communication_contact", "complaint", "contact",
    "contact_point", "customer", "follow_up", "grade_change", "import_batch", "inbox_note",
    "order_line", "payment", "product", "promise", "receivable", "sales_order", "scoring_model",
    "setting", "survey",
)  # fmt: skip

#: Worked out from the payments that are there, so no part of what is saved.
_DERIVED = frozenset({"paid_minor", "settled_on"})
Rows = dict[str, dict[int, tuple[object, ...]]]
_METADATA = tables.Customer.metadata
_TROUBLE = (sqlite3.Error, UnicodeDecodeError)


def rows_of(path: Path) -> Rows:
    """Return the rows of every table by their number."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: {
                row[0]: row[1:]
                for row in connection.execute(f'SELECT rowid, {_columns(table)} FROM "{table}"')
            }
            for table in TABLES
        }


def readable(path: Path, rows: Rows) -> Mapping[str, set[tuple[object, ...]]]:
    """Return the undamaged rows somebody gets who tries each number, and both directions."""
    found: dict[str, set[tuple[object, ...]]] = {table: set() for table in TABLES}
    with (
        closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection,
        suppress(*_TROUBLE),
    ):
        connection.execute("SELECT name FROM sqlite_master").fetchall()
        for table in TABLES:
            good, chosen = set(rows[table].values()), _columns(table)
            for rowid in rows[table]:
                with suppress(*_TROUBLE):
                    sql = f'SELECT {chosen} FROM "{table}" NOT INDEXED WHERE rowid = ?'
                    found[table].update(connection.execute(sql, (rowid,)).fetchall())
            for direction in ("ASC", "DESC"):
                with suppress(*_TROUBLE):
                    sql = f'SELECT {chosen} FROM "{table}" NOT INDEXED ORDER BY rowid {direction}'
                    for number, row in enumerate(connection.execute(sql)):
                        found[table].add(row)
                        if number > 4 * len(good):
                            break
            found[table] &= good
    return found


def _columns(table: str) -> str:
    return ", ".join(
        f'"{column.name}"'
        for column in _METADATA.tables[table].columns
        if column.name not in _DERIVED
    )
