"""People at customers as records: add, change, delete, and the company's own numbers."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.contact_texts import POINTS, YES, point_texts
from kamtui.domain.errors import KamError
from kamtui.domain.names import digits, fold
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.customer import ContactView
from kamtui.services.contact_points import add_point, add_points_of_kind, put_points
from kamtui.services.contact_values import (
    COLUMNS,
    company_texts,
    in_columns,
    put_fields,
    put_texts,
    read_texts,
    refuse_conflicts,
    separate,
    stored_texts,
)
from kamtui.services.desk import Desk
from kamtui.services.main_contact import people_of

if TYPE_CHECKING:
    from kamtui.store.tables import Contact
    from kamtui.store.unit_of_work import UnitOfWork

#: Shortest tail of an id that names a person, as for every record.
_TAIL = 4


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
        contact = _made(work, customer.id, texts)
        put_texts(work, contact, _without(texts, "is_main"))
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


def set_contact(desk: Desk, *, customer_id: str, assignments: Mapping[str, str]) -> ChangeSet:
    """Add a person, or change the one of this name; details are added, empty text removes them.

    ``id`` is the tail of a person's id: it tells two of one name apart, and with it ``name``
    renames.

    Raises:
        KamError: What `read_texts` raises; ``contact.unknown`` and ``contact.ambiguous`` for an
            id; ``contact.same_name`` where several have the name.
    """
    given = {name.strip().casefold(): value for name, value in assignments.items()}
    tail = clean(given.pop("id", "")).casefold()
    if not tail and not clean(given.get("name", "")):
        raise KamError("contact.no_name", {"field": "name"})
    texts = read_texts(given, today=desk.today())
    from kamtui.store.tables import Customer

    with desk.write("contact") as work:
        customer = work.get(Customer, customer_id)
        people = people_of(work, customer.id)
        contact = _of_id(people, tail, customer.name) if tail else _of_name(people, texts["name"])
        if contact is None:
            contact = _made(work, customer.id, texts)
        elif not tail:
            texts = _without(texts, "name")  # 张工 is still called as somebody wrote it first
        put_texts(work, contact, texts, points=False)
        for kind in [name for name in texts if name in POINTS]:
            if texts[kind]:
                add_points_of_kind(work, kind, separate(texts[kind]), contact_id=contact.id)
            else:
                put_points(work, kind, (), contact_id=contact.id)
        return work.commit(subject=customer.name)


def _made(work: "UnitOfWork", customer_id: str, texts: Mapping[str, str]) -> "Contact":
    """Add a person with its fields in one line of the log; the first one is the main contact."""
    from kamtui.store.tables import Contact

    people = people_of(work, customer_id)
    main = not people or texts.get("is_main") == YES
    for other in people if main else ():
        other.is_main = False
    contact = Contact(customer_id=customer_id, name=texts["name"], is_main=main)
    put_fields(contact, texts)
    return work.add(contact)


def _of_name(people: "Sequence[Contact]", name: str) -> "Contact | None":
    found = [one for one in people if fold(one.name) == fold(name)]
    if len(found) > 1:
        raise KamError(
            "contact.same_name",
            {
                "text": name,
                "count": len(found),
                "matches": [
                    " ".join(part for part in (one.name, one.title, f"id={one.id[-8:]}") if part)
                    for one in found
                ],
            },
        )
    return found[0] if found else None


def _of_id(people: "Sequence[Contact]", tail: str, customer: str) -> "Contact":
    found = [one for one in people if len(tail) >= _TAIL and one.id.endswith(tail)]
    if len(found) != 1:
        raise KamError(
            "contact.ambiguous" if found else "contact.unknown",
            {"text": tail, "customer": customer, "matches": [one.name for one in found or people]},
        )
    return found[0]


def _without(texts: Mapping[str, str], name: str) -> dict[str, str]:
    return {each: text for each, text in texts.items() if each != name}


def add_contact(work: "UnitOfWork", customer_id: str, name: str, *, is_main: bool) -> "Contact":
    """Add a person inside a write."""
    from kamtui.store.tables import Contact

    return work.add(Contact(customer_id=customer_id, name=clean(name), is_main=is_main))


def add_points(
    work: "UnitOfWork", phones: Sequence[str], *, contact_id: str | None, customer_id: str
) -> None:
    """Add phones of a person, or of the customer where there is none, inside a write."""
    # A customer's first phone stands in its own column; the others are points.
    rest = phones if contact_id else phones[1:]
    for index, phone in enumerate(rest):
        add_point(
            work,
            phone_kind(digits(phone)),
            clean(phone),
            contact_id=contact_id,
            customer_id=customer_id,
            is_main=index == 0,
        )


def phone_kind(number: str) -> str:
    """Return whether digits are a mobile's (Chinese shape) or any phone's."""
    local = number.removeprefix("86") if len(number) == 13 else number
    return "mobile" if len(local) == 11 and local.startswith("1") else "phone"
