"""What a QR code says so that a phone offers to dial a number, or to save a contact."""

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Card", "card_texts", "dial_text"]

#: Characters of a name that a code still holds; a longer one is no name.
_LONGEST = 60


class Card(NamedTuple):
    """A contact to save; empty texts are left out.

    Attributes:
        name: Of the person, else the company's.
        company: Where they work.
        title: What they are there.
        phones: As dialled from anywhere.
        email: One address.
    """

    name: str
    company: str = ""
    title: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""


def dial_text(number: str) -> str:
    """Return the text of a code that dials (RFC 3966)."""
    return f"tel:{number}"


def card_texts(card: Card) -> tuple[str, ...]:
    """Return the texts a contact may have, the fullest first: a small window takes a shorter one.

    A vCard carries everything; MECARD is half as long and read by the same phones.
    """
    found = [_vcard(card)]
    for phones, company, email in ((2, True, True), (1, True, False), (1, False, False)):
        found.append(_mecard(card, card.phones[:phones], company=company, email=email))
    return tuple(dict.fromkeys(found))


def _vcard(card: Card) -> str:
    name = _escaped(card.name, ";,\\")
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{name}", f"FN:{name}"]
    if card.company and card.company != card.name:
        lines.append(f"ORG:{_escaped(card.company, ';,' + chr(92))}")
    if card.title:
        lines.append(f"TITLE:{_escaped(card.title, ';,' + chr(92))}")
    lines += [f"TEL:{phone}" for phone in card.phones]
    if card.email:
        lines.append(f"EMAIL:{_line(card.email)}")
    return "\n".join([*lines, "END:VCARD"])


def _mecard(card: Card, phones: Sequence[str], *, company: bool, email: bool) -> str:
    parts = [f"N:{_escaped(card.name, ':;,' + chr(92))}"]
    if company and card.company and card.company != card.name:
        parts.append(f"ORG:{_escaped(card.company, ':;,' + chr(92))}")
    parts += [f"TEL:{phone}" for phone in phones]
    if email and card.email:
        parts.append(f"EMAIL:{_escaped(card.email, ':;,' + chr(92))}")
    return f"MECARD:{';'.join(parts)};;"


def _escaped(text: str, special: str) -> str:
    return "".join(f"\\{part}" if part in special else part for part in _line(text))


def _line(text: str) -> str:
    """Return a text as one short line."""
    return " ".join(text.split())[:_LONGEST].strip()
