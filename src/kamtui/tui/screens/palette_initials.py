"""Pinyin initials of a program's own words, from the order of GB2312 and without a dictionary.

`kamtui.domain.pinyin` knows phrases and readings but takes a quarter of a second to load; the
words on buttons are common Hanzi, which GB2312 sorts by their most usual reading.
"""

from bisect import bisect_right
from functools import lru_cache

__all__ = ["initials"]

#: First code of every initial in the first level of GB2312.
_FIRST = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"),
    (0xB8C1, "g"), (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"),
    (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"),
    (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_CODES = tuple(code for code, _letter in _FIRST)
_END = 0xD7FA


@lru_cache(maxsize=2048)
def initials(word: str) -> str:
    """Return the initials of a word: ``完成`` is ``wc``; other characters stay, spaces go."""
    return "".join(_initial(character) for character in word.casefold() if character.strip())


def _initial(character: str) -> str:
    if character.isascii():
        return character
    try:
        encoded = character.encode("gb2312")
    except UnicodeEncodeError:
        return character
    code = int.from_bytes(encoded, "big")
    if len(encoded) != 2 or not _CODES[0] <= code < _END:
        return character
    return _FIRST[bisect_right(_CODES, code) - 1][1]
