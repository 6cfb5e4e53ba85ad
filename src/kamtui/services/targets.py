"""What an id on the agenda names: a record by its id or the id's tail, or a derived row.

Derived rows are ``collection:ORDER_NO``, ``silence:CUSTOMER_NO``, ``care:YEAR:birthday:CONTACT``
and ``care:YEAR:FESTIVAL:CUSTOMER_NO``; ``stale:CUSTOMER_NO`` is a record nobody verified lately.
"""

from dataclasses import dataclass

from kamtui.domain.errors import KamError
from kamtui.domain.ids import SHORT_LENGTH
from kamtui.services.occasions import BIRTHDAY, PREFIX, Occasion, read_occasion
from kamtui.services.review_timers import REVIEWS
from kamtui.store.queries import care, quiet
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
_SILENCE = "silence:"
_STALE = "stale:"
#: Lines that stand for many rows.
_FOLDED = frozenset({"no_plan", "stale", "silence", "care"})


@dataclass(frozen=True, slots=True)
class Target:
    """What a row of the agenda is about.

    Attributes:
        entity: The record's table; ``silence``, ``care`` or ``stale`` for a row that is no record.
        id: The record; of silence the customer, of care the occasion's key.
        customer_id: Whose.
    """

    entity: str
    id: str
    customer_id: str


def find_target(reader: Reader, identifier: str) -> Target:
    """Return the open record an agenda id names.

    Raises:
        KamError: ``agenda.unknown_id``, ``agenda.already_done``, ``agenda.ambiguous_id``,
            or ``agenda.folded``, ``agenda.folded_stale`` for the lines that stand for many,
            ``agenda.review_open`` for the line of the grades to review.
    """
    wanted = identifier.strip()
    if wanted == "stale":
        raise KamError("agenda.folded_stale", {"id": wanted})
    if wanted in _FOLDED:
        raise KamError("agenda.folded", {"id": wanted})
    if wanted in REVIEWS:
        raise KamError("agenda.review_open", {"id": wanted})
    if wanted.startswith(_SILENCE):
        return _customer(reader, wanted, "silence")
    if wanted.startswith(_STALE):
        return _customer(reader, wanted, "stale")
    if wanted.startswith(PREFIX):
        return _care(reader, wanted)
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


def _customer(reader: Reader, wanted: str, entity: str) -> Target:
    customer_id = quiet.customer_of(reader, wanted.removeprefix(f"{entity}:"))
    if customer_id is None:
        raise KamError("agenda.unknown_id", {"id": wanted})
    return Target(entity, customer_id, customer_id)


def _care(reader: Reader, wanted: str) -> Target:
    """Return the occasion meant; the contact may be named by the tail of its id."""
    occasion = read_occasion(wanted)
    if occasion is None:
        raise KamError("agenda.unknown_id", {"id": wanted})
    if occasion.code == BIRTHDAY:
        tail = occasion.who.casefold()
        long_enough = len(tail) >= SHORT_LENGTH - 2 and tail.isalnum() and tail.isascii()
        rows = care.contact(reader, tail) if long_enough else []
        if len(rows) > 1:
            raise KamError("agenda.ambiguous_id", {"id": wanted, "count": len(rows)})
        found = (rows[0][0], rows[0][1]) if rows else None
    else:
        customer_id = quiet.customer_of(reader, occasion.who)
        found = (customer_id, customer_id) if customer_id else None
    if found is None:
        raise KamError("agenda.unknown_id", {"id": wanted})
    key = Occasion(occasion.year, occasion.code, found[0]).key
    if care.handled(reader, [key]):
        raise KamError("agenda.already_done", {"id": wanted})
    return Target("care", key, found[1])
