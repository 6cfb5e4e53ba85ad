"""Typed texts of a person read, checked and put into records."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.birthdays import Birthday, birthday_text, parse_birthday
from kamtui.domain.contact_texts import (
    BETWEEN,
    POINTS,
    YES,
    checked_birthday,
    joined,
    point_texts,
    split_points,
)
from kamtui.domain.errors import KamError
from kamtui.domain.text import clean
from kamtui.domain.views.customer import ContactPointView
from kamtui.services import customer_fields
from kamtui.services.contact_points import points_of, put_points
from kamtui.services.main_contact import make_main

if TYPE_CHECKING:
    from kamtui.store.tables import Contact, Customer
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = [
    "COLUMNS",
    "company_texts",
    "in_columns",
    "put_fields",
    "put_texts",
    "read_texts",
    "refuse_conflicts",
    "separate",
    "stored_texts",
]

#: Kinds whose first value stands in the customer's own record.
COLUMNS = ("phone", "email")
_TRUE = frozenset({"1", "yes", "true", "y", "是", "main"})
_FALSE = frozenset({"", "0", "no", "false", "n", "否"})


def read_texts(assignments: Mapping[str, str], *, today: date) -> dict[str, str]:
    """Return typed fields as they would be written everywhere; empty text clears a field.

    Raises:
        KamError: ``field.unknown``, ``value.invalid``, ``contact.no_name``,
            ``contact.no_digits``, ``contact.no_at``, ``contact.birthday``.
    """
    known = {name.strip().casefold(): text for name, text in assignments.items()}
    if "name" in known and not clean(known["name"]):
        raise KamError("contact.no_name", {"field": "name"})
    values = customer_fields.parse_assignments(customer_fields.CONTACT, known, today=today)
    texts = {name: value or "" for name, value in values.items()}
    for name, text in texts.items():
        if name == "is_main":
            texts[name] = YES if _truth(text) else ""
        elif name == "birthday":
            texts[name] = checked_birthday(text)
        elif name in POINTS:
            texts[name] = joined(split_points(name, text))
    return texts


def refuse_conflicts(
    wanted: Mapping[str, str], stored: Mapping[str, str], base: Mapping[str, str] | None
) -> None:
    """Refuse a field that another window changed meanwhile (trust.md 3).

    Raises:
        KamError: ``record.conflict`` with mine, theirs and base, all as they would be typed.
    """
    for name, mine in wanted.items():
        started = None if base is None else base.get(name)
        theirs = stored.get(name, "")
        if started is not None and theirs not in (started, mine):
            raise KamError(
                "record.conflict",
                {"field": name, "mine": mine, "theirs": theirs, "base": started},
            )


def stored_texts(work: "UnitOfWork", contact: "Contact") -> dict[str, str]:
    """Return what stands in the book now, as it would be typed."""
    points = [
        ContactPointView(point.id, point.kind, point.value, point.is_main)
        for point in points_of(work, contact_id=contact.id)
    ]
    birthday = Birthday(
        contact.birth_year, contact.birth_month, contact.birth_day, contact.birth_lunar
    )
    return {
        "name": contact.name,
        "title": contact.title or "",
        "role": contact.role or "",
        "is_main": YES if contact.is_main else "",
        "birthday": birthday_text(birthday),
        "remarks": contact.remarks or "",
        **point_texts(points),
    }


def company_texts(work: "UnitOfWork", customer: "Customer") -> dict[str, str]:
    """Return the company's own numbers as they would be typed, those of its record first."""
    points = [
        ContactPointView(point.id, point.kind, point.value, point.is_main)
        for point in points_of(work, customer_id=customer.id)
    ]
    return point_texts([*in_columns(customer.phone, customer.email), *points])


def in_columns(phone: str | None, email: str | None) -> list[ContactPointView]:
    """Return the numbers of a customer's own record as contact details; they have no id."""
    return [
        ContactPointView("", kind, value, True)
        for kind, value in zip(COLUMNS, (phone, email), strict=True)
        if value
    ]


def put_texts(
    work: "UnitOfWork", contact: "Contact", texts: Mapping[str, str], *, points: bool = True
) -> None:
    """Put texts into a person's records; `points` also replaces the contact details named."""
    put_fields(contact, texts)
    if "is_main" in texts:
        make_main(work, contact, texts["is_main"] == YES)
    for kind in POINTS if points else ():
        if kind in texts:
            put_points(work, kind, separate(texts[kind]), contact_id=contact.id)


def put_fields(contact: "Contact", texts: Mapping[str, str]) -> None:
    """Put the texts into a person's own fields, which may not be in the book yet."""
    for name in ("title", "role", "remarks"):
        if name in texts:
            setattr(contact, name, texts[name] or None)
    if "name" in texts:
        contact.name = texts["name"]
    if "birthday" in texts:
        birthday = parse_birthday(texts["birthday"])
        contact.birth_year, contact.birth_month, contact.birth_day = birthday[:3]
        contact.birth_lunar = birthday.lunar


def separate(text: str) -> tuple[str, ...]:
    """Return the details of a text that `read_texts` made."""
    return tuple(text.split(BETWEEN)) if text else ()


def _truth(text: str) -> bool:
    folded = text.strip().casefold()
    if folded in _TRUE:
        return True
    if folded in _FALSE:
        return False
    raise KamError("value.invalid", {"field": "is_main", "value": text})
