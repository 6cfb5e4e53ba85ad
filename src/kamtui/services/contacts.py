"""People at customers as records: add, change, and the ways to reach them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.enums import PointKind
from kamtui.domain.errors import KamError
from kamtui.domain.names import digits, fold
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.services import customer_fields
from kamtui.services.desk import Desk

if TYPE_CHECKING:
    from kamtui.store.tables import Contact
    from kamtui.store.unit_of_work import UnitOfWork

_POINTS = frozenset(kind.value for kind in PointKind)
_NUMBERS = frozenset({"phone", "mobile", "fax"})
_TRUE = frozenset({"1", "yes", "true", "y", "是", "main"})
_FALSE = frozenset({"", "0", "no", "false", "n", "否"})


def set_contact(desk: Desk, *, customer_id: str, assignments: Mapping[str, str]) -> ChangeSet:
    """Add a person, or change the one of this name; details are added, empty text removes them.

    Raises:
        KamError: ``field.unknown``, ``value.invalid``, ``contact.no_name``.
    """
    known = {name.strip().casefold(): value for name, value in assignments.items()}
    values = customer_fields.parse_assignments(customer_fields.CONTACT, known, today=desk.today())
    name = values.pop("name", None)
    if not name:
        raise KamError("contact.no_name")
    main = values.pop("is_main", None)
    birthday = values.pop("birthday", None)
    points = {kind: values.pop(kind) for kind in sorted(_POINTS & values.keys())}
    from kamtui.store.tables import Customer

    with desk.write("contact") as work:
        customer = work.get(Customer, customer_id)
        people = _people(work, customer.id)
        contact = next((one for one in people if fold(one.name) == fold(name)), None)
        if contact is None:
            contact = add_contact(work, customer.id, name, is_main=not people)
        for column, value in values.items():
            setattr(contact, column, value)
        if birthday is not None or "birthday" in known:
            _set_birthday(contact, birthday)
        if main is not None or "is_main" in known:
            _set_main(people, contact, _truth(main or "", "is_main"))
        for kind, value in points.items():
            _set_point(work, contact, kind, value)
        return work.commit(subject=customer.name)


def _people(work: "UnitOfWork", customer_id: str) -> "list[Contact]":
    from sqlmodel import select

    from kamtui.store.tables import Contact

    return list(
        work.session.exec(
            select(Contact).where(
                Contact.customer_id == customer_id,
                Contact.deleted_at == None,  # noqa: E711  (SQL, not Python)
            )
        )
    )


def add_contact(work: "UnitOfWork", customer_id: str, name: str, *, is_main: bool) -> "Contact":
    """Add a person inside a write."""
    from kamtui.store.tables import Contact

    return work.add(Contact(customer_id=customer_id, name=clean(name), is_main=is_main))


def add_points(
    work: "UnitOfWork", phones: Sequence[str], *, contact_id: str | None, customer_id: str
) -> None:
    """Add phones of a person, or of the customer where there is none, inside a write."""
    from kamtui.store.tables import ContactPoint

    # A customer's first phone stands in its own column; the others are points.
    rest = phones if contact_id else phones[1:]
    for index, phone in enumerate(rest):
        number = digits(phone)
        work.add(
            ContactPoint(
                contact_id=contact_id,
                customer_id=None if contact_id else customer_id,
                kind=phone_kind(number),
                value=clean(phone),
                digits=number,
                is_main=index == 0,
            )
        )


def phone_kind(number: str) -> str:
    """Return whether digits are a mobile's (Chinese shape) or any phone's."""
    local = number.removeprefix("86") if len(number) == 13 else number
    return "mobile" if len(local) == 11 and local.startswith("1") else "phone"


def _set_point(work: "UnitOfWork", contact: "Contact", kind: str, value: str | None) -> None:
    from sqlmodel import select

    from kamtui.store.tables import ContactPoint

    points = list(
        work.session.exec(
            select(ContactPoint).where(
                ContactPoint.contact_id == contact.id,
                ContactPoint.kind == kind,
                ContactPoint.deleted_at == None,  # noqa: E711  (SQL, not Python)
            )
        )
    )
    if value is None:
        for point in points:
            work.delete(point)
        return
    for part in value.replace("；", ";").split(";"):
        text = clean(part)
        if text and all(point.value != text for point in points):
            points.append(
                work.add(
                    ContactPoint(
                        contact_id=contact.id,
                        kind=kind,
                        value=text,
                        digits=digits(text) if kind in _NUMBERS else None,
                        is_main=not points,
                    )
                )
            )


def _set_main(people: "Sequence[Contact]", contact: "Contact", wanted: bool) -> None:
    if wanted:
        for other in people:
            other.is_main = False
    contact.is_main = wanted


def _truth(text: str, field: str) -> bool:
    folded = text.strip().casefold()
    if folded in _TRUE:
        return True
    if folded in _FALSE:
        return False
    raise KamError("value.invalid", {"field": field, "value": text})


def _set_birthday(contact: "Contact", text: str | None) -> None:
    """Read ``1980-05-02``, ``05-02`` or ``农历05-02``; parts may be missing (S0-41)."""
    if not text:
        contact.birth_year = contact.birth_month = contact.birth_day = None
        contact.birth_lunar = False
        return
    lunar = text.startswith(("农历", "lunar"))
    parts = text.removeprefix("农历").removeprefix("lunar").strip().replace("/", "-").split("-")
    try:
        *years, month, day = (int(part) for part in parts)
        year = years[0] if years else None
        # A lunar month may have 30 days where the sun's has 28; 2000 knows the 29th of February.
        date(year or 2000, month, min(day, 28) if lunar else day)
    except ValueError as problem:
        raise KamError("value.invalid", {"field": "birthday", "value": text}) from problem
    contact.birth_year, contact.birth_month, contact.birth_day = year, month, day
    contact.birth_lunar = lunar
