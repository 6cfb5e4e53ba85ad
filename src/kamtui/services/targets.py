"""Which record an id on the agenda names: a whole id, its tail, or ``collection:ORDER_NO``."""

from dataclasses import dataclass

from kamtui.domain.errors import KamError
from kamtui.domain.ids import SHORT_LENGTH
from kamtui.store.queries.customers import like
from kamtui.store.reader import Reader

#: What can be acted on from the agenda, and the condition of still being open.
_OPEN = {
    "follow_up": "state = 'open'",
    "promise": "delivered_on IS NULL",
    "complaint": "settled_at IS NULL",
    "receivable": "settled_on IS NULL",
}
_COLLECTION = "collection:"


@dataclass(frozen=True, slots=True)
class Target:
    """A record on the agenda; ``entity`` is its table."""

    entity: str
    id: str
    customer_id: str


def find_target(reader: Reader, identifier: str) -> Target:
    """Return the open record an agenda id names.

    Raises:
        KamError: ``agenda.unknown_id``, ``agenda.already_done``, ``agenda.ambiguous_id``,
            or ``agenda.folded`` for the lines that stand for many customers.
    """
    wanted = identifier.strip()
    if wanted in {"no_plan", "stale"}:
        raise KamError("agenda.folded", {"id": wanted})
    if wanted.startswith(_COLLECTION):
        return _receivable(reader, wanted.removeprefix(_COLLECTION))
    wanted = wanted.casefold()
    if len(wanted) < SHORT_LENGTH - 2 or not wanted.isalnum():
        raise KamError("agenda.unknown_id", {"id": identifier})
    found = []
    closed = False
    for entity in _OPEN:
        for record_id, customer_id, is_open in reader.rows(
            f"SELECT id, customer_id, {_OPEN[entity]} FROM {entity}"
            " WHERE id LIKE :tail ESCAPE '!' AND deleted_at IS NULL",
            tail=f"%{like(wanted)}" if len(wanted) < 32 else wanted,
        ):
            if is_open:
                found.append(Target(entity, record_id, customer_id))
            closed = True
    if len(found) > 1:
        raise KamError("agenda.ambiguous_id", {"id": identifier, "count": len(found)})
    if not found:
        raise KamError("agenda.already_done" if closed else "agenda.unknown_id", {"id": identifier})
    return found[0]


def _receivable(reader: Reader, name: str) -> Target:
    rows = reader.rows(
        "SELECT r.id, r.customer_id FROM receivable r"
        " LEFT JOIN sales_order o ON o.id = r.order_id AND o.deleted_at IS NULL"
        " WHERE (o.order_no = :name OR r.id = :name) AND r.settled_on IS NULL"
        " AND r.deleted_at IS NULL",
        name=name,
    )
    if not rows and len(name) >= SHORT_LENGTH - 2 and name.isalnum():
        # Money of no order is printed with the tail of its own id.
        rows = reader.rows(
            "SELECT id, customer_id FROM receivable WHERE id LIKE :tail ESCAPE '!'"
            " AND settled_on IS NULL AND deleted_at IS NULL",
            tail=f"%{like(name.casefold())}",
        )
    if len(rows) > 1:
        raise KamError("agenda.ambiguous_id", {"id": name, "count": len(rows)})
    if not rows:
        raise KamError("agenda.unknown_id", {"id": f"{_COLLECTION}{name}"})
    return Target("receivable", rows[0][0], rows[0][1])
