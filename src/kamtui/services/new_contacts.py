"""New people and their numbers, inside a write."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.contact_texts import YES
from kamtui.domain.names import digits
from kamtui.domain.text import clean
from kamtui.services.contact_points import add_point
from kamtui.services.contact_values import put_fields
from kamtui.services.main_contact import people_of

if TYPE_CHECKING:
    from kamtui.store.tables import Contact
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["add_contact", "add_points", "make_contact", "phone_kind"]


def make_contact(work: "UnitOfWork", customer_id: str, texts: Mapping[str, str]) -> "Contact":
    """Add a person with its fields in one line of the log; the first one is the main contact."""
    from kamtui.store.tables import Contact

    people = people_of(work, customer_id)
    main = not people or texts.get("is_main") == YES
    for other in people if main else ():
        other.is_main = False
    contact = Contact(customer_id=customer_id, name=texts["name"], is_main=main)
    put_fields(contact, texts)
    return work.add(contact)


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
