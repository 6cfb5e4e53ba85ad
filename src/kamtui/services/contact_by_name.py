"""A person named by what the command line knows: the name, or the tail of an id."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.contact_texts import POINTS
from kamtui.domain.errors import KamError
from kamtui.domain.names import fold
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.services.contact_points import add_points_of_kind, put_points
from kamtui.services.contact_values import put_texts, read_texts, separate
from kamtui.services.desk import Desk
from kamtui.services.main_contact import people_of
from kamtui.services.new_contacts import make_contact

if TYPE_CHECKING:
    from kamtui.store.tables import Contact

__all__ = ["set_contact"]

#: Shortest tail of an id that names a person, as for every record.
_TAIL = 4


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
            contact = make_contact(work, customer.id, texts)
        elif not tail:
            texts = {
                name: text for name, text in texts.items() if name != "name"
            }  # 张工 is still called as somebody wrote it first
        put_texts(work, contact, texts, points=False)
        for kind in [name for name in texts if name in POINTS]:
            if texts[kind]:
                add_points_of_kind(work, kind, separate(texts[kind]), contact_id=contact.id)
            else:
                put_points(work, kind, (), contact_id=contact.id)
        return work.commit(subject=customer.name)


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
