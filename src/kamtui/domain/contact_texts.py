"""A person's fields as they are typed: the closed list of them, and what each text must have."""

import unicodedata
from collections.abc import Iterable

from kamtui.domain.birthdays import birthday_text, parse_birthday
from kamtui.domain.enums import PointKind
from kamtui.domain.errors import KamError
from kamtui.domain.names import digits
from kamtui.domain.text import clean
from kamtui.domain.views.customer import ContactPointView, ContactView

__all__ = [
    "BETWEEN",
    "NUMBERS",
    "POINTS",
    "YES",
    "checked_birthday",
    "joined",
    "point_texts",
    "split_points",
    "texts_of",
]

#: Every kind of contact details, by name.
POINTS = tuple(kind.value for kind in PointKind)
#: Kinds that are dialled.
NUMBERS = frozenset({"phone", "mobile", "fax"})
#: Stands between several of one kind in one field.
BETWEEN = "; "
#: The text of the main contact's ``is_main``; everybody else's is empty.
YES = "yes"


def joined(values: Iterable[str]) -> str:
    """Return several details of one kind as one field shows them."""
    return BETWEEN.join(values)


def texts_of(person: ContactView) -> dict[str, str]:
    """Return every field of a person as it would be typed, by cli.md's names; empty for none."""
    return {
        "name": person.name,
        "title": person.title or "",
        "role": person.role or "",
        "is_main": YES if person.is_main else "",
        "birthday": birthday_text(person.birthday),
        "remarks": person.remarks or "",
        **point_texts(person.points),
    }


def point_texts(points: Iterable[ContactPointView]) -> dict[str, str]:
    """Return the text of each kind of contact details, the main one of a kind first."""
    found: dict[str, list[str]] = {kind: [] for kind in POINTS}
    for point in points:
        found.setdefault(point.kind, []).append(point.value)
    return {kind: joined(values) for kind, values in found.items()}


def split_points(kind: str, text: str) -> tuple[str, ...]:
    """Return the details of one kind a field states, each once, in its order.

    Several are separated by ``;`` or ``；``.  A number may have any characters (转8003, ext. 12)
    but must have digits.

    Raises:
        KamError: ``contact.no_digits`` or ``contact.no_at`` with the text and its field.
    """
    found: dict[str, None] = {}
    for part in text.replace("；", ";").split(";"):
        value = clean(part)
        if not value:
            continue
        if kind in NUMBERS and not digits(value):
            raise KamError("contact.no_digits", {"field": kind, "value": value})
        if kind == PointKind.EMAIL:
            # A full-width @ is what an input method types for one.
            value = unicodedata.normalize("NFKC", value)
            before, at, after = value.partition("@")
            if not (at and before.strip() and after.strip()):
                raise KamError("contact.no_at", {"field": kind, "value": value})
        found[value] = None
    return tuple(found)


def checked_birthday(text: str) -> str:
    """Return a typed birthday as it is written everywhere, empty for none.

    Raises:
        KamError: ``contact.birthday``.
    """
    try:
        return birthday_text(parse_birthday(clean(text)))
    except ValueError:
        raise KamError("contact.birthday", {"field": "birthday", "value": text}) from None
