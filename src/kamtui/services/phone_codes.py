"""QR codes about a customer: one dials, one saves the contact."""

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kamtui.domain.card_texts import Card, card_texts, dial_text
from kamtui.domain.dialling import international
from kamtui.services import customers, rules
from kamtui.services.desk import Desk

if TYPE_CHECKING:
    from kamtui.domain.views.customer import ContactView, CustomerBrief

__all__ = ["PhoneCode", "PhoneCodes", "read"]

#: Kinds of contact points a phone dials, in the order a contact shows them.
_DIALLED = ("mobile", "phone")


@dataclass(frozen=True, slots=True)
class PhoneCode:
    """A code: what it says, and its rows, True for dark, without the quiet zone."""

    text: str
    modules: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class PhoneCodes:
    """The codes of one person.

    Attributes:
        customer: The company's name.
        person: Who is called, empty for the company itself.
        number: As it is dialled, empty without a phone.
        written: The number as the book has it, with an extension.
        call: Dials the number, None without one.
        small: Dials it too, in the fewest modules: the scheme in capitals, as URIs may have it.
        contact: Save the contact, the fullest first.
    """

    customer: str
    person: str
    number: str
    written: str
    call: PhoneCode | None
    contact: tuple[PhoneCode, ...]
    small: PhoneCode | None = None


def read(desk: Desk, *, customer_id: str, contact_id: str | None = None) -> PhoneCodes:
    """Return the codes of a person at a customer, the main contact where none is named.

    Raises:
        KamError: ``customer.unknown``.
    """
    from kamtui.exchange.qr_code import modules_of

    brief = customers.brief(desk, customer_id=customer_id, communications=0, follow_ups=0)
    with desk.read() as reader:
        country = str(rules.value_of(reader, "country"))
    person = _person(brief, contact_id)
    own = [brief.customer.phone] if brief.customer.phone else []
    numbers = _numbers(person) if person is not None else []
    numbers = numbers or own
    dialled = [number for one in numbers if (number := international(one, country))]
    card = Card(
        name=_plain((person.name if person is not None else "") or brief.customer.name),
        company=_plain(brief.customer.name),
        title=_plain((person.title if person is not None else "") or ""),
        phones=tuple(dict.fromkeys(dialled))[:3],
        email=_email(brief, person),
    )
    call = small = None
    if dialled:
        text = dial_text(dialled[0])
        modules = modules_of(text, sturdy=True)
        call = PhoneCode(text, modules) if modules is not None else None
        # As few modules as there can be; what room is left in them goes into redundancy.
        text = text.upper()
        modules = modules_of(text, capitals=True)
        small = PhoneCode(text, modules) if modules is not None else None
    contact = tuple(
        PhoneCode(text, modules)
        for text in card_texts(card)
        if (modules := modules_of(text)) is not None
    )
    return PhoneCodes(
        customer=brief.customer.name,
        person=person.name if person is not None else "",
        number=dialled[0] if dialled else "",
        written=numbers[0] if numbers else "",
        call=call,
        contact=contact,
        small=small,
    )


def _person(brief: "CustomerBrief", contact_id: str | None) -> "ContactView | None":
    for one in brief.contacts:
        if one.id == contact_id if contact_id is not None else one.is_main:
            return one
    return next(iter(brief.contacts), None)


def _numbers(person: "ContactView") -> list[str]:
    """Return the numbers of a person, the one that is shown first."""
    found = [person.phone] if person.phone else []
    found += [one.value for kind in _DIALLED for one in person.points if one.kind == kind]
    return list(dict.fromkeys(found))


def _email(brief: "CustomerBrief", person: "ContactView | None") -> str:
    points = person.points if person is not None else brief.points
    found = next((one.value for one in points if one.kind == "email"), None)
    return _plain(
        str(found or ("" if person is not None else brief.customer.fields.get("email") or ""))
    )


def _plain(text: str) -> str:
    """Return a text without what no name has: controls, marks of direction, halves of signs."""
    return "".join(
        " " if part.isspace() else part
        for part in text
        if part.isspace() or unicodedata.category(part) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
