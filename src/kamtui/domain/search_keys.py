"""The folded columns that a look-up scans, one row per customer."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kamtui.domain.names import digits, fold, name_key
from kamtui.domain.suffixes import strip_suffix

#: Stands before, between and after the items of a column.
SEPARATOR = "|"


class SearchKeys(NamedTuple):
    """Folded items of one customer, each column as ``|item|item|``.

    ``LIKE '%|hdj%'`` finds items that begin with hdj, ``'%hdj%'`` items that contain it; a column
    without items is empty.

    Attributes:
        names: Name, name without company suffix, short name, number: whatever was given.
        pinyin: Initials and full pinyin of the names, a double separator, then those of the
            contacts, so that ``LIKE '%|hdj%||%'`` finds names alone.
        contacts: Contacts.
        digits: Digits of phone numbers, Chinese ones also without their country code.
    """

    names: str
    pinyin: str
    contacts: str
    digits: str


def search_keys(
    *, names: Sequence[str], contacts: Sequence[str], numbers: Sequence[str]
) -> SearchKeys:
    """Return the columns by which a customer is found.

    Args:
        names: Customer name first, then short name, customer no. and other names.
        contacts: Names of people.
        numbers: Phone numbers as written, one per item.
    """
    return SearchKeys(
        names=_column(key for name in names for key in (name_key(name), _stem(name))),
        pinyin=_pinyin_column(names, contacts),
        contacts=_column(map(name_key, contacts)),
        digits=_column(key for number in numbers for key in _numbers(number)),
    )


def query_key(text: str) -> str:
    """Return what somebody typed as it is compared with the columns."""
    return name_key(text).replace(SEPARATOR, " ")


def _stem(name: str) -> str:
    return name_key(strip_suffix(name))


def _pinyin_column(names: Sequence[str], contacts: Sequence[str]) -> str:
    """Return pinyin of names, a double separator, pinyin of people; Latin names need none."""
    if all(map(str.isascii, (*names, *contacts))):
        return ""
    own, people = _items(_pinyin(names)), _items(_pinyin(contacts))
    return SEPARATOR.join(["", *own, "", *people, ""] if people else ["", *own, "", ""])


def _pinyin(names: Sequence[str]) -> Iterable[str]:
    """Yield initials of every name before full pinyin."""
    from kamtui.domain.pinyin import readings, suffix_initials

    keys = [(readings(name), suffix_initials(name)) for name in names]
    for key, suffix in keys:
        # The first reading goes on through the suffix: hdjxyxgs is found, and hdjx begins it.
        yield from (key.initials[0] + suffix, *key.initials[1:]) if key.initials else ()
    for key, _ in keys:
        yield from key.full


def _numbers(number: str) -> Iterable[str]:
    key = digits(number)
    yield key
    start = fold(number).lstrip("( ")
    for code in ("+86", "0086"):
        if start.startswith(code):
            yield key.removeprefix("00").removeprefix("86")


def _column(items: Iterable[str]) -> str:
    kept = _items(items)
    return f"{SEPARATOR}{SEPARATOR.join(kept)}{SEPARATOR}" if kept else ""


def _items(items: Iterable[str]) -> list[str]:
    kept = dict.fromkeys(item.replace(SEPARATOR, " ").strip() for item in items)
    kept.pop("", None)
    return list(kept)
