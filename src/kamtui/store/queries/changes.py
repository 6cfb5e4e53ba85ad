"""The change log: what undo needs, what history shows, what live refresh polls."""

import json
from typing import Any

from kamtui.store.reader import Reader, Row


def latest_seq(reader: Reader) -> int:
    """Return the highest line number: it moves with every write by anybody."""
    return int(reader.value("SELECT max(seq) FROM change_log", 0))


def recent_groups(reader: Reader, *, device: str, limit: int) -> list[Row]:
    """Return (group_id, undoes, what) of a device's newest groups, oldest first.

    The log is read from its end, in growing reaches: an import may be one line or thousands.
    """
    newest = latest_seq(reader)
    reach = limit * 10
    while True:
        rows = reader.rows(
            "SELECT group_id, max(undoes), max(what), min(seq) FROM change_log"
            " WHERE device = :device AND seq > :after GROUP BY group_id ORDER BY min(seq)",
            device=device,
            after=newest - reach,
        )
        if len(rows) >= limit or reach >= newest:
            return [row[:3] for row in rows[-limit:]]
        reach *= 8


def since(reader: Reader, seq: int, *, limit: int) -> list[Row]:
    """Return (seq, entity, customer_id, op) of what changed after line ``seq``."""
    return reader.rows(
        "SELECT seq, entity, customer_id, op FROM change_log WHERE seq > :seq"
        " ORDER BY seq LIMIT :limit",
        seq=seq,
        limit=limit,
    )


#: Columns of a line of the log as people read it.
_LINE = (
    "l.seq, l.group_id, l.at, l.actor, l.device, l.what, l.entity, l.entity_id, c.name, l.op,"
    " l.fields FROM change_log l LEFT JOIN customer c ON c.id = l.customer_id"
)
#: Tables whose rows an import makes for a customer.
_IMPORTED = (
    "contact", "communication", "follow_up", "promise", "sales_order", "receivable", "payment",
    "survey", "complaint",
)  # fmt: skip


def history(reader: Reader, *, customer_id: str | None, limit: int) -> list[Row]:
    """Return the newest lines of the log, for one customer or the whole book.

    A row is (seq, group_id, at, actor, device, what, entity, entity_id, customer name, op,
    fields).  An import is one line without a customer; a customer's lines include those of the
    imports that any of its records came by.
    """
    if customer_id is None:
        return reader.rows(f"SELECT {_LINE} ORDER BY l.seq DESC LIMIT :limit", limit=limit)
    batches = " UNION ".join(
        (
            "SELECT import_batch_id FROM customer WHERE id = :customer_id",
            *(
                f"SELECT import_batch_id FROM {table} WHERE customer_id = :customer_id"
                for table in _IMPORTED
            ),
        )
    )
    return reader.rows(
        f"SELECT {_LINE} WHERE l.seq IN ("
        "SELECT seq FROM change_log WHERE customer_id = :customer_id"
        " UNION SELECT seq FROM change_log WHERE entity = 'import_batch'"
        f" AND entity_id IN ({batches})) ORDER BY l.seq DESC LIMIT :limit",
        customer_id=customer_id,
        limit=limit,
    )


def line(reader: Reader, seq: int) -> Row | None:
    """Return one line of the log, as `history` does."""
    return reader.one(f"SELECT {_LINE} WHERE l.seq = :seq", seq=seq)


def undone_groups(reader: Reader) -> set[str]:
    """Return the groups whose changes do not stand: taken back and not put back since."""
    rows = reader.rows(
        "SELECT group_id, max(undoes), min(seq) FROM change_log WHERE undoes IS NOT NULL"
        " GROUP BY group_id ORDER BY min(seq)"
    )
    target = {row[0]: row[1] for row in rows}
    undone: dict[str, bool] = {}
    for group, _target, _seq in rows:
        taken: str | None = target[group]
        state = True
        while taken is not None:
            undone[taken] = state
            # Taking an undo back puts its own target back again.
            taken, state = target.get(taken), not state
    return {group for group, state in undone.items() if state}


def subject_of(reader: Reader, group_id: str) -> str | None:
    """Return the name of the customer a group is about, None for none or many."""
    found: str | None = reader.value(
        "SELECT CASE WHEN count(DISTINCT l.customer_id) = 1 THEN max(c.name) END"
        " FROM change_log l JOIN customer c ON c.id = l.customer_id WHERE l.group_id = :group_id",
        group_id=group_id,
    )
    return found


def record_of(reader: Reader, group_id: str) -> str | None:
    """Return what the one person, promise, follow-up or order of a group is called, else None."""
    found: str | None = reader.value(
        "SELECT CASE WHEN count(DISTINCT l.entity_id) = 1"
        " THEN max(coalesce(p.name, m.what, f.purpose, o.order_no)) END"
        " FROM change_log l"
        " LEFT JOIN contact p ON l.entity = 'contact' AND p.id = l.entity_id"
        " LEFT JOIN promise m ON l.entity = 'promise' AND m.id = l.entity_id"
        " LEFT JOIN follow_up f ON l.entity = 'follow_up' AND f.id = l.entity_id"
        " LEFT JOIN sales_order o ON l.entity = 'sales_order' AND o.id = l.entity_id"
        " WHERE l.group_id = :group_id"
        " AND l.entity IN ('contact', 'promise', 'follow_up', 'sales_order')",
        group_id=group_id,
    )
    return found


def fields_of(value: Any) -> dict[str, Any]:
    """Return the fields of a log line, whichever way the database hands JSON over."""
    parsed: dict[str, Any] = json.loads(value) if isinstance(value, str) else (value or {})
    return parsed
