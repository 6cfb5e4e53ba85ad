"""What belongs together in a salvaged book: stand-ins for lost records that others belong to."""

import sqlite3
from collections import Counter
from dataclasses import dataclass, field

from kamtui.store.salvage_values import UNKNOWN_ID, columns_of

__all__ = ["Links", "settle_links"]

#: Records made up where they are lost, since others mean little without them: a number whose
#: person is gone, a product line whose order is.  Elsewhere the link is cut instead.
_MADE_UP = frozenset({"customer", "contact", "sales_order", "product"})
#: Where a lost record's customer is looked for, the log first.
_CUSTOMER_OF = {
    "contact": (
        "SELECT customer_id FROM change_log WHERE entity = 'contact' AND entity_id = :id"
        " ORDER BY seq DESC",
        "SELECT customer_id FROM follow_up WHERE contact_id = :id",
        "SELECT talk.customer_id FROM communication_contact link"
        " JOIN communication talk ON talk.id = link.communication_id WHERE link.contact_id = :id",
    ),
    "sales_order": (
        "SELECT customer_id FROM change_log WHERE entity = 'sales_order' AND entity_id = :id"
        " ORDER BY seq DESC",
        "SELECT customer_id FROM receivable WHERE order_id = :id",
        "SELECT customer_id FROM payment WHERE order_id = :id",
    ),
}
#: The earliest day anything is known of a lost order, and what its lines or invoices come to.
_ORDER_DAY = (
    "SELECT min(day) FROM (SELECT substr(created_at, 1, 10) AS day FROM order_line"
    " WHERE order_id = :id UNION ALL SELECT due_on FROM receivable WHERE order_id = :id"
    " UNION ALL SELECT received_on FROM payment WHERE order_id = :id"
    " UNION ALL SELECT substr(at, 1, 10) FROM change_log"
    " WHERE entity = 'sales_order' AND entity_id = :id)"
)
_ORDER_AMOUNT = (
    "SELECT coalesce((SELECT sum(amount_minor) FROM order_line WHERE order_id = :id),"
    " (SELECT sum(amount_minor) FROM receivable WHERE order_id = :id), 0)"
)


@dataclass(slots=True)
class Links:
    """What was done so that every link leads somewhere, counted by table.

    Attributes:
        stand_ins: Records made up because only what belongs to them survived.
        orphans: Rows dropped because what they belong to is gone.
        cut: Rows that lost a link and stay.
    """

    stand_ins: Counter[str] = field(default_factory=Counter)
    orphans: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)


def settle_links(target: sqlite3.Connection) -> Links:
    """Make stand-ins for lost records and cut or drop what else points at nothing."""
    links = Links()
    target.execute("BEGIN")
    now = target.execute("SELECT max(at) FROM change_log").fetchone()[0]
    while broken := target.execute("PRAGMA foreign_key_check").fetchall():
        done = 0
        for table, rowid, parent, key in broken:
            column = _column_of_key(target, table, key)
            row = target.execute(
                f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (rowid,)
            ).fetchone()
            if row is None:
                continue
            done += 1
            if parent in _MADE_UP and (
                _is_there(target, parent, row[0])
                or _make_up(target, parent, row[0], now=now, links=links)
            ):
                continue
            try:
                target.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (rowid,))
                links.cut[table] += 1
            except sqlite3.IntegrityError:
                target.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
                links.orphans[table] += 1
        if not done:
            break
    target.execute("COMMIT")
    return links


def _column_of_key(target: sqlite3.Connection, table: str, key: int) -> str:
    rows = target.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    return next(str(row[3]) for row in rows if row[0] == key)


def _is_there(target: sqlite3.Connection, table: str, identifier: object) -> bool:
    found = target.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (identifier,)).fetchone()
    return found is not None


def _make_up(
    target: sqlite3.Connection, table: str, identifier: object, *, now: str | None, links: Links
) -> bool:
    """Add a record of which only the key is known; False for a key no record can have."""
    columns = columns_of(target, table)
    if not columns[0].fits(identifier):
        return False
    # The whole id tells also those apart that damage made alike.
    name = "?" if identifier == UNKNOWN_ID else f"? {identifier}"
    day = str(now or "1970-01-01")[:10]
    known: dict[str, object] = {
        "id": identifier,
        "created_at": now,
        "updated_at": now,
        "customer_no": name,
        "name": name,
        "name_key": name,
    }
    if table in _CUSTOMER_OF:
        known["customer_id"] = next(
            (
                row[0]
                for sql in _CUSTOMER_OF[table]
                if (row := target.execute(sql, {"id": identifier}).fetchone()) and row[0]
            ),
            UNKNOWN_ID,
        )
    if table == "sales_order":
        known["order_no"] = name
        for name_of, sql in (("ordered_on", _ORDER_DAY), ("amount_minor", _ORDER_AMOUNT)):
            known[name_of] = target.execute(sql, {"id": identifier}).fetchone()[0]
    values = []
    for column in columns:
        value = known.get(column.name)
        values.append(column.stand_in(day) if value is None and column.required else value)
    holders = ", ".join("?" * len(values))
    names = ", ".join(f'"{column.name}"' for column in columns)
    done = target.execute(f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({holders})', values)
    links.stand_ins[table] += done.rowcount
    return done.rowcount == 1
