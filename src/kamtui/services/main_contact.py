"""Who is the main contact of a customer: one person at most, kept so inside every write."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kamtui.store.tables import Contact
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["hand_on", "make_main", "people_of"]


def people_of(work: "UnitOfWork", customer_id: str) -> "list[Contact]":
    """Return the living people of a customer, the main contact first, then as they were added."""
    from sqlmodel import select

    from kamtui.store.tables import Contact

    found = work.session.exec(
        select(Contact).where(
            Contact.customer_id == customer_id,
            Contact.deleted_at == None,  # noqa: E711  (SQL, not Python)
        )
    ).all()
    return sorted(found, key=lambda person: (not person.is_main, person.id))


def make_main(work: "UnitOfWork", contact: "Contact", wanted: bool = True) -> None:
    """Make a person the main contact instead of whoever was, or let nobody be it."""
    if wanted:
        for other in people_of(work, contact.customer_id):
            if other.id != contact.id:
                other.is_main = False
    contact.is_main = wanted


def hand_on(work: "UnitOfWork", contact: "Contact") -> None:
    """Somebody is leaving: where it is the main contact, the person added first becomes it.

    Lists ask for the first person where nobody is main, so this is whom they would show anyway.
    """
    if contact.is_main:
        others = [one for one in people_of(work, contact.customer_id) if one.id != contact.id]
        if others and not any(one.is_main for one in others):
            others[0].is_main = True
