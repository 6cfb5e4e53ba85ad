"""Taking a record away with what is part of it, and bringing back what left together."""

from typing import TYPE_CHECKING

from kamtui.services.main_contact import hand_on, people_of

if TYPE_CHECKING:
    from kamtui.store.tables import Record
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["bring_back", "take_away"]

#: What is nothing without its owner: entity of the part and the column that names the owner.
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "contact": (("contact_point", "contact_id"),),
    "communication": (("promise", "communication_id"),),
    "sales_order": (
        ("order_line", "order_id"),
        ("receivable", "order_id"),
        ("payment", "order_id"),
    ),
}


def take_away(work: "UnitOfWork", record: "Record") -> None:
    """Delete a record and its parts.

    Another person becomes the main contact where one leaves; a receivable by itself leaves its
    payments where they are, booked on nothing, for the money did come in.
    """
    from kamtui.services.receivables import unbook
    from kamtui.store.tables import Contact, Receivable

    for part in _parts(work, record):
        if part.deleted_at is None:
            work.delete(part)
    if isinstance(record, Contact):
        hand_on(work, record)
    if isinstance(record, Receivable):
        unbook(work, record)
    work.delete(record)


def bring_back(work: "UnitOfWork", record: "Record") -> None:
    """Lift the tombstone of a record and of the parts that were deleted in the same step.

    Parts deleted by themselves before stay deleted.  A person who comes back is the main contact
    only where nobody else is meanwhile.
    """
    from kamtui.store.tables import Contact

    together = _left_with(work, record)
    for part in _parts(work, record):
        if part.id in together:
            part.deleted_at = None
    record.deleted_at = None
    if isinstance(record, Contact) and record.is_main:
        others = (one for one in people_of(work, record.customer_id) if one.id != record.id)
        if any(one.is_main for one in others):
            record.is_main = False


def _parts(work: "UnitOfWork", record: "Record") -> "list[Record]":
    """Return the parts, living and deleted."""
    from sqlmodel import select

    from kamtui.store.entities import record_type

    found: list[Record] = []
    for entity, column in PARTS.get(str(record.__tablename__), ()):
        kind = record_type(entity)
        found.extend(work.session.exec(select(kind).where(getattr(kind, column) == record.id)))
    return found


def _left_with(work: "UnitOfWork", record: "Record") -> set[str]:
    """Return the ids of what was deleted in the step that deleted a record last."""
    from sqlmodel import select

    from kamtui.store.tables import ChangeLog

    deletions = select(ChangeLog).where(ChangeLog.op == "delete")
    last = work.session.exec(
        deletions.where(
            ChangeLog.entity == str(record.__tablename__), ChangeLog.entity_id == record.id
        ).order_by(ChangeLog.seq.desc())  # type: ignore[union-attr]
    ).first()
    if last is None:
        return set()
    lines = work.session.exec(deletions.where(ChangeLog.group_id == last.group_id))
    return {line.entity_id for line in lines if line.entity_id}
