"""Whether taking a new record or an import back would throw away somebody else's work on it.

Undo goes newest first, so this device's later changes are gone by then; another device's are not
(data-model.md: undo refuses when a later change touched the same thing, and says which).
"""

from dataclasses import dataclass

from kamtui.store.entities import RECORDS
from kamtui.store.queries.changes import undone_groups
from kamtui.store.tables import ChangeLog
from kamtui.store.unit_of_work import UnitOfWork

_LATER = """
SELECT l.group_id, l.entity, l.entity_id, l.actor FROM change_log l
WHERE l.seq > :seq AND l.undoes IS NULL AND coalesce(l.device, '') <> :device AND ({scope})
ORDER BY l.seq
"""

#: What rests on a new record without naming it in the log.
_BENEATH = {
    "sales_order": "SELECT id FROM order_line WHERE order_id = :id UNION SELECT id FROM receivable"
    " WHERE order_id = :id UNION SELECT id FROM payment WHERE order_id = :id",
    "receivable": "SELECT id FROM payment WHERE receivable_id = :id",
}


@dataclass(frozen=True, slots=True)
class LaterWork:
    """A change by another device that rests on what would be taken back."""

    entity: str
    entity_id: str | None
    actor: str | None


def later_work(work: UnitOfWork, line: ChangeLog) -> LaterWork | None:
    """Return the first standing change of another device on what ``line`` created.

    On the record itself, on any record of a created customer, or on any row of an import and of
    its customers; None where there is none.
    """
    if line.op == "bulk_create":
        scope = " OR ".join(
            f"(l.entity = '{entity}' AND l.entity_id IN"
            f" (SELECT id FROM {entity} WHERE import_batch_id = :id))"
            for entity in RECORDS
        )
        scope += " OR l.customer_id IN (SELECT id FROM customer WHERE import_batch_id = :id)"
    else:
        scope = "l.entity_id = :id OR l.customer_id = :id"
        if line.entity in _BENEATH:
            scope += f" OR l.entity_id IN ({_BENEATH[line.entity]})"
    reader = work.reader
    rows = reader.rows(
        _LATER.format(scope=scope), seq=line.seq, device=line.device or "", id=line.entity_id
    )
    if not rows:
        return None
    undone = undone_groups(reader)
    for group, entity, entity_id, actor in rows:
        if group not in undone:
            return LaterWork(entity=entity, entity_id=entity_id, actor=actor)
    return None
