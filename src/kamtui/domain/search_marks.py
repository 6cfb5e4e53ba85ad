"""Which signs occur in a customer's folded columns, as bits: a scan skips most rows by them.

A row can hold a text only where all bits of the text are among the row's, so that LIKE, which
takes most of a scan, looks at a tenth of the rows.  Different signs may share a bit: bits only
ever leave out what cannot match.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from kamtui.domain.search_keys import SEPARATOR, SearchKeys

__all__ = ["Marks", "marks_of", "marks_of_columns", "token_marks"]

#: A prime below the bits of a number every database keeps.
_BITS = 61


class Marks(NamedTuple):
    """Bits of a customer, or of a text looked for.

    Attributes:
        hanzi: Characters beyond ASCII in names and people.
        pairs: Two neighbours of ASCII in names, people and phone digits.
        starts: The first two characters of each item of pinyin.
    """

    hanzi: int
    pairs: int
    starts: int


def marks_of(keys: SearchKeys) -> Marks:
    """Return the bits of a customer's columns."""
    return marks_of_columns(keys.names, keys.pinyin, keys.contacts, keys.digits)


def marks_of_columns(names: str, pinyin: str, contacts: str, digits: str) -> Marks:
    """Return the bits of columns as they are stored."""
    words = (names, contacts)
    items = pinyin.split(SEPARATOR)
    return Marks(_hanzi(words), _pairs((*words, digits)), _starts(items))


def token_marks(token: str) -> Marks:
    """Return the bits every row has that holds a folded word; as pinyin, that begins with it."""
    # LIKE reads a pattern up to a null character.
    plain = token.partition("\0")[0]
    return Marks(_hanzi((plain,)), _pairs((plain,)), _starts((plain,)))


def _hanzi(texts: Iterable[str]) -> int:
    found = 0
    for text in texts:
        for character in text:
            if character > "\x7f":
                found |= 1 << ord(character) % _BITS
    return found


def _pairs(texts: Iterable[str]) -> int:
    found = 0
    for text in texts:
        for first, second in pairwise(text):
            if first < "\x80" and second < "\x80" and SEPARATOR not in (first, second):
                found |= _pair(first, second)
    return found


def _starts(items: Iterable[str]) -> int:
    found = 0
    for item in items:
        if len(item) > 1:
            found |= _pair(item[0], item[1])
    return found


def _pair(first: str, second: str) -> int:
    # LIKE takes capitals for small letters of ASCII.
    return 1 << (ord(first.lower()[0]) * 31 + ord(second.lower()[0])) % _BITS
