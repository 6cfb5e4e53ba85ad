"""Names made comparable: folding, keys for matching, digits."""

import unicodedata
from functools import lru_cache

from kamtui.domain.han import close_up, simplified

# Letters that canonical decomposition leaves whole, as people without the key type them.
_LATIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
# Soft hyphen, zero-width and direction marks, and control characters other than white space.
_INVISIBLE: dict[int, None] = dict.fromkeys(
    (
        *(*range(9), *range(0x0E, 0x1C), 0x7F, 0xAD, 0xFEFF),
        *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)),
    )
)


def fold(text: str) -> str:
    """Return a text as it is compared: width, case, accents, traditional forms, spaces.

    ``Köhler`` gives ``kohler``, ``華東　機械`` gives ``华东 机械``.  Folding twice changes nothing.
    """
    if text.isascii():
        return " ".join(text.translate(_INVISIBLE).casefold().split())
    text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold()
    text = unicodedata.normalize("NFKC", text)
    if any("\x80" <= character < "\u0250" or _is_mark(character) for character in text) or any(
        "\u1e00" <= character < "\u1f00" for character in text
    ):
        text = _without_accents(text).translate(_LATIN)
    return " ".join(simplified(text).split())


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return the key by which a written name matches a stored one exactly.

    The fold without spaces between Chinese characters, which tables use for alignment.
    """
    return close_up(fold(name))


def duplicate_key(name: str) -> str:
    """Return a looser key without company suffix, spaces and punctuation.

    It only hints at duplicates and never matches by itself (data-model.md, Rules).
    """
    from kamtui.domain.suffixes import split_suffix

    stem, _ = split_suffix(name)
    letters = "".join(character for character in fold(stem) if character.isalnum())
    return letters or name_key(name)


def digits(text: str) -> str:
    """Return the decimal digits of a text in ASCII, of whatever script they are."""
    if text.isascii():
        return "".join(filter(str.isdecimal, text))
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


def _is_mark(character: str) -> bool:
    return "\u0300" <= character < "\u0370"


def _without_accents(text: str) -> str:
    """Drop marks on Latin letters only: in other scripts they make other letters."""
    kept: list[str] = []
    latin = False
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.combining(character):
            if latin:
                continue
        else:
            latin = character < "\u0250"
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))
