"""Ways to reach a person, or the customer itself, inside a write: listed, replaced, added."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kamtui.domain.contact_texts import NUMBERS
from kamtui.domain.names import digits

if TYPE_CHECKING:
    from kamtui.store.tables import ContactPoint
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["add_point", "add_points_of_kind", "points_of", "put_points", "write_value"]


def points_of(
    work: "UnitOfWork", *, contact_id: str | None = None, customer_id: str | None = None
) -> "list[ContactPoint]":
    """Return the living details of a person or of a customer, in the order they are shown."""
    from sqlmodel import select

    from kamtui.store.tables import ContactPoint

    owner = (
        ContactPoint.contact_id == contact_id
        if contact_id is not None
        else ContactPoint.customer_id == customer_id
    )
    found = work.session.exec(
        select(ContactPoint).where(
            owner,
            ContactPoint.deleted_at == None,  # noqa: E711  (SQL, not Python)
        )
    ).all()
    return sorted(found, key=lambda point: (not point.is_main, point.kind, point.id))


def put_points(
    work: "UnitOfWork",
    kind: str,
    wanted: Sequence[str],
    *,
    contact_id: str | None = None,
    customer_id: str | None = None,
) -> None:
    """Let the details of one kind be exactly these, the first one the main one.

    A value that is new takes the record of one that is gone, so that a corrected number is a
    change of that number and not a stranger beside a deletion.
    """
    present = [
        point
        for point in points_of(work, contact_id=contact_id, customer_id=customer_id)
        if point.kind == kind
    ]
    kept = {point.value: point for point in reversed(present) if point.value in wanted}
    spare = [point for point in present if kept.get(point.value) is not point]
    made: list[ContactPoint] = []
    for value in wanted:
        if value in kept:
            made.append(kept[value])
        elif spare:
            write_value(spare[0], value)
            made.append(spare.pop(0))
        else:
            made.append(
                add_point(
                    work,
                    kind,
                    value,
                    contact_id=contact_id,
                    customer_id=customer_id,
                    is_main=not present and not made,
                )
            )
    for point in spare:
        work.delete(point)
    order = sorted(made, key=lambda point: (not point.is_main, point.id))
    if made and order[0] is not made[0]:
        for point in made:
            point.is_main = point is made[0]


def add_points_of_kind(
    work: "UnitOfWork", kind: str, values: Sequence[str], *, contact_id: str
) -> None:
    """Add what a person does not have yet; the first of a kind is the main one."""
    present = [point for point in points_of(work, contact_id=contact_id) if point.kind == kind]
    known = {point.value for point in present}
    for value in values:
        if value not in known:
            add_point(work, kind, value, contact_id=contact_id, is_main=not known)
            known.add(value)


def add_point(
    work: "UnitOfWork",
    kind: str,
    value: str,
    *,
    contact_id: str | None = None,
    customer_id: str | None = None,
    is_main: bool = False,
) -> "ContactPoint":
    """Add one detail of a person, or of a customer where no person is named."""
    from kamtui.store.tables import ContactPoint

    return work.add(
        ContactPoint(
            contact_id=contact_id,
            customer_id=None if contact_id else customer_id,
            kind=kind,
            value=value,
            digits=digits(value) if kind in NUMBERS else None,
            is_main=is_main,
        )
    )


def write_value(point: "ContactPoint", value: str) -> None:
    """Give a detail another value, and its digits with it."""
    point.value = value
    point.digits = digits(value) if point.kind in NUMBERS else None
