"""Looking for words in what was written: how a word may be spelt, and where a text has it."""

import unicodedata
from functools import lru_cache

from kamtui.domain.han import simplified, traditional
from kamtui.domain.names import fold

__all__ = ["note_words", "places", "spellings"]

#: Words of a question that are looked at, and characters of each.
_MOST_WORDS, _LONGEST = 8, 200
#: Spellings of one word that are looked for.
_MOST_SPELLINGS = 8


def note_words(text: str) -> tuple[str, ...]:
    """Return the words to look for: a note must have all of them, anywhere."""
    # No field holds a NUL or half a character (`kamtui.domain.text`), and no statement takes one.
    sound = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    plain = unicodedata.normalize("NFC", sound)
    return tuple(dict.fromkeys(word[:_LONGEST] for word in plain.split()))[:_MOST_WORDS]


def spellings(word: str) -> tuple[str, ...]:
    """Return how a word may stand in a note, as typed first.

    Notes are kept as they were written, without a folded copy, so that what is looked for is spelt
    out instead: half width, both Chinese scripts, capitals where a database knows only ASCII's.
    """
    if word.isascii():
        return (word,)
    narrow = unicodedata.normalize("NFKC", word)
    plain = simplified(narrow)
    forms = [word, narrow, plain, *traditional(plain)]
    forms += [change(one) for one in (word, narrow) for change in (str.lower, str.upper, str.title)]
    return tuple(dict.fromkeys(filter(None, forms)))[:_MOST_SPELLINGS]


def places(text: str, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return where a text has any of the words, however spelt, as (start, end) in order.

    Places never overlap; of two words that begin at one place the longer one is kept.
    """
    folded: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(text):
        key = _folded(character)
        folded.append(key)
        origins += [at] * len(key)
    whole = "".join(folded)
    found: list[tuple[int, int]] = []
    for word in words:
        key = "".join(map(_folded, word))
        at = whole.find(key) if key else -1
        while at >= 0:
            found.append((origins[at], origins[at + len(key) - 1] + 1))
            at = whole.find(key, at + len(key))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    return " " if character.isspace() else fold(character)
