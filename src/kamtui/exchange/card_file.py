"""Contacts as vCard 3.0 (RFC 2426), the version phones, Outlook and WeChat all take."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kamtui.domain.views.events import PhoneContact
from kamtui.exchange.atomic import replacing
from kamtui.exchange.content_lines import escaped, file_bytes

__all__ = ["card_bytes", "write_cards"]

#: Properties of contact points by kind; what is not here goes into the note.
_POINTS = {
    "mobile": ("TEL;TYPE=CELL,VOICE",),
    "phone": ("TEL;TYPE=WORK,VOICE",),
    "fax": ("TEL;TYPE=WORK,FAX",),
    "email": ("EMAIL;TYPE=INTERNET",),
    "wechat": ("X-WECHAT", "IMPP"),
}


def write_cards(path: Path, contacts: Iterable[PhoneContact]) -> None:
    """Write contacts to a file, readable by its owner only, whole or not at all.

    Raises:
        KamError: The file cannot be written.
    """
    with replacing(path) as handle:
        handle.write(card_bytes(contacts))


def card_bytes(contacts: Iterable[PhoneContact]) -> bytes:
    """Return contacts as cards, one after the other."""
    return file_bytes(line for contact in contacts for line in _card(contact))


def _card(contact: PhoneContact) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"UID:{contact.id}@kamtui"
    # A Chinese name is one word: everything is the family name, as phones have it.
    yield f"N:{escaped(contact.name)};;;;"
    yield f"FN:{escaped(contact.name)}"
    if contact.company:
        yield f"ORG:{escaped(contact.company)}"
    if contact.title:
        yield f"TITLE:{escaped(contact.title)}"
    for kind, value in contact.points:
        for name in _POINTS.get(kind, ()):
            yield f"{name}:{_address_of(value) if name == 'IMPP' else escaped(value)}"
    if contact.address:
        yield f"ADR;TYPE=WORK:;;{escaped(contact.address)};;;;"
    if contact.birthday is not None:
        year, month, day = contact.birthday
        yield f"BDAY:{'-' if year is None else f'{year:04d}'}-{month:02d}-{day:02d}"
    if contact.note:
        yield f"NOTE:{escaped(contact.note)}"
    yield "END:VCARD"


def _address_of(value: str) -> str:
    """Return a WeChat name as an address of its kind."""
    from urllib.parse import quote

    return f"weixin:{quote(value.encode('utf-8', 'ignore'), safe='')}"
