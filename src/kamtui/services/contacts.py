"""People at customers as records: add, change, delete, and the company's own numbers."""

from collections.abc import Mapping

from kamtui.domain.contact_texts import POINTS, point_texts
from kamtui.domain.errors import KamError
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.customer import ContactView
from kamtui.services.contact_by_name import set_contact
from kamtui.services.contact_points import put_points
from kamtui.services.contact_values import (
    COLUMNS,
    company_texts,
    in_columns,
    put_texts,
    read_texts,
    refuse_conflicts,
    separate,
    stored_texts,
)
from kamtui.services.desk import Desk
from kamtui.services.new_contacts import add_contact, add_points, make_contact

__all__ = [
    "add",
    "add_contact",
    "add_points",
    "change",
    "change_company",
    "company",
    "delete",
    "delete_point",
    "main_name",
    "person",
    "set_contact",
    "set_main",
]


def person(desk: Desk, *, contact_id: str) -> ContactView:
    """Return a person with every way to reach it.

    Raises:
        KamError: ``record.gone``.
    """
    from kamtui.services import brief_records

    with desk.read() as reader:
        customer_id = reader.value(
            "SELECT customer_id FROM contact WHERE id = :id", "", id=contact_id
        )
        people, _own = brief_records.people_of(reader, str(customer_id))
    for one in people:
        if one.id == contact_id:
            return one
    raise KamError("record.gone", {"kind": "contact", "id": contact_id})


def company(desk: Desk, *, customer_id: str) -> dict[str, str]:
    """Return the company's own numbers as they would be typed, by kind.

    Phone and e-mail in the customer's own record are the first ones.
    """
    from kamtui.services import brief_records

    with desk.read() as reader:
        row = reader.one("SELECT phone, email FROM customer WHERE id = :id", id=customer_id)
        _people, own = brief_records.people_of(reader, customer_id)
    return point_texts([*in_columns(*(row or (None, None))), *own])


def main_name(desk: Desk, *, customer_id: str) -> str | None:
    """Return the name of the main contact, None where nobody is."""
    with desk.read() as reader:
        found: str | None = reader.value(
            "SELECT name FROM contact WHERE customer_id = :id AND is_main AND deleted_at IS NULL",
            id=customer_id,
        )
    return found


def add(desk: Desk, *, customer_id: str, assignments: Mapping[str, str]) -> ChangeSet:
    """Add a person, also one of a name that is there already; the first one is the main contact.

    Args:
        desk: The open book.
        customer_id: Whose.
        assignments: Field name (cli.md) to typed text; several details of one kind are separated
            by ``;``.

    Raises:
        KamError: What `read_texts` raises; ``record.gone`` for the customer.
    """
    texts = read_texts({"name": "", **assignments}, today=desk.today())
    from kamtui.store.tables import Customer

    with desk.write("contact") as work:
        customer = work.get(Customer, customer_id)
        contact = make_contact(work, customer.id, texts)
        put_texts(work, contact, {name: text for name, text in texts.items() if name != "is_main"})
        return work.commit(subject=contact.name)


def change(
    desk: Desk,
    *,
    contact_id: str,
    assignments: Mapping[str, str],
    base: Mapping[str, str] | None = None,
) -> ChangeSet:
    """Set fields of a person, its name too; a kind of contact details is replaced as a whole.

    Args:
        desk: The open book.
        contact_id: Whose.
        assignments: Field name to typed text; empty text clears.
        base: The texts the editor started from (`domain.contact_texts.texts_of`); a field that
            another window changed meanwhile is refused.

    Raises:
        KamError: What `read_texts` raises; ``record.gone``; ``record.conflict`` with mine, theirs
            and base.
    """
    texts = read_texts(assignments, today=desk.today())
    from kamtui.store.tables import Contact

    with desk.write("contact") as work:
        contact = work.get(Contact, contact_id)
        refuse_conflicts(texts, stored_texts(work, contact), base)
        put_texts(work, contact, texts)
        return work.commit(subject=contact.name)


def set_main(desk: Desk, *, contact_id: str) -> ChangeSet:
    """Make a person the main contact instead of whoever was.

    Raises:
        KamError: ``record.gone``.
    """
    return change(desk, contact_id=contact_id, assignments={"is_main": "yes"})


def change_company(
    desk: Desk,
    *,
    customer_id: str,
    assignments: Mapping[str, str],
    base: Mapping[str, str] | None = None,
) -> ChangeSet:
    """Set the company's own numbers by kind.

    The first phone and the first e-mail stand in the customer's record, the others beside it.

    Raises:
        KamError: ``field.unknown`` for what is no contact detail; what `change` raises.
    """
    for name in assignments:
        if name not in POINTS:
            raise KamError("field.unknown", {"field": name, "known": list(POINTS)}, exit_code=2)
    texts = read_texts(assignments, today=desk.today())
    from kamtui.store.tables import Customer

    with desk.write("contact") as work:
        customer = work.get(Customer, customer_id)
        refuse_conflicts(texts, company_texts(work, customer), base)
        for kind, text in texts.items():
            values = separate(text)
            if kind in COLUMNS:
                setattr(customer, kind, values[0] if values else None)
                values = values[1:]
            put_points(work, kind, values, customer_id=customer.id)
        return work.commit(subject=customer.name)


def delete(desk: Desk, *, contact_id: str) -> ChangeSet:
    """Delete a person with every contact detail.

    Where it was the main contact, the one added first of the others becomes it.

    Raises:
        KamError: ``record.gone``.
    """
    from kamtui.services.restoring import take_away
    from kamtui.store.tables import Contact

    with desk.write("delete") as work:
        contact = work.get(Contact, contact_id)
        take_away(work, contact)
        return work.commit(subject=contact.name)


def delete_point(desk: Desk, *, point_id: str) -> ChangeSet:
    """Delete one number, address or name somebody is reached by.

    Raises:
        KamError: ``record.gone``.
    """
    from kamtui.store.tables import Contact, ContactPoint, Customer

    with desk.write("delete") as work:
        point = work.get(ContactPoint, point_id)
        work.delete(point)
        owner: Contact | Customer | None = (
            work.session.get(Contact, point.contact_id)
            if point.contact_id
            else work.session.get(Customer, point.customer_id)
        )
        return work.commit(subject=owner.name if owner else "")
