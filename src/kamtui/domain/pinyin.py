"""Pinyin of a name: every reading that somebody may type, the likeliest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice, product

from kamtui.domain.han import is_han, simplified
from kamtui.domain.suffixes import split_suffix

#: Combinations of initials kept of a name (data-model.md, Traps: all readings multiply).
MAX_INITIALS = 32
#: Full readings kept; each is long, and a search scans them all.
MAX_FULL = 8
#: Characters of a name that are read; what is longer is no name.
_MAX_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class PinyinKeys:
    """Pinyin of one name, lower case without tones, most likely reading first.

    Letters and digits between the Chinese characters stay as they are; a name without Chinese
    characters has no keys.
    """

    initials: tuple[str, ...] = ()
    full: tuple[str, ...] = ()


def readings(name: str) -> PinyinKeys:
    """Return the pinyin keys of a name without its company suffix.

    The reading of the whole phrase comes first (重庆长安 is ``cqca``), then those that differ from
    it in one character, then in two, up to `MAX_INITIALS` and `MAX_FULL`.  ``華東`` reads as 华东.
    Loads pypinyin at the first call.
    """
    stem = split_suffix(name)[0]
    text = "".join(sign for sign in _narrow(stem) if is_han(sign) or sign.isalnum())
    text = text[:_MAX_CHARACTERS].casefold()
    if not any(map(is_han, text)):
        return PinyinKeys()
    phrases = [_phrase(form) for form in dict.fromkeys((simplified(text), text))]
    choices = [
        list(dict.fromkeys([*(phrase[index] for phrase in phrases), *_character(sign)]))
        for index, sign in enumerate(text)
    ]
    letters = [
        list(dict.fromkeys(reading[:1] for reading in options)) if is_han(sign) else [sign]
        for sign, options in zip(text, choices, strict=True)
    ]
    heads = ["".join(_initial(sign, part) for sign, part in zip(text, phrase, strict=True))
             for phrase in phrases]  # fmt: skip
    return PinyinKeys(
        _first_distinct([*heads, *islice(_nearest(letters), 4 * MAX_INITIALS)], MAX_INITIALS),
        _first_distinct(
            [*map("".join, phrases), *islice(_nearest(choices), 4 * MAX_FULL)], MAX_FULL
        ),
    )


def suffix_initials(name: str) -> str:
    """Return the initials of a Chinese company suffix (有限公司 is ``yxgs``), else nothing."""
    suffix = simplified(_narrow(split_suffix(name)[1]))
    return "".join(
        reading[:1] for sign in suffix if is_han(sign) for reading in _character(sign)[:1]
    )


def _narrow(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", text)


def _initial(sign: str, reading: str) -> str:
    return reading[:1] if is_han(sign) else sign


def _first_distinct(items: Iterable[str], count: int) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(items), count))


def _nearest(options: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield combinations by how many positions leave their first option, fewest first."""
    base = [choice[0] for choice in options]
    several = [index for index, choice in enumerate(options) if len(choice) > 1]
    for changed in range(len(several) + 1):
        for places in combinations(several, changed):
            for picks in product(*(options[place][1:] for place in places)):
                parts = base.copy()
                for place, pick in zip(places, picks, strict=True):
                    parts[place] = pick
                yield "".join(parts)


def _phrase(text: str) -> list[str]:
    """Return one reading per character, as the phrases in the text suggest."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text, errors=list)  # type: ignore[arg-type]  # one item per character


@lru_cache(maxsize=8192)
def _character(sign: str) -> tuple[str, ...]:
    """Return every reading of one character, of its traditional and simplified form."""
    if not is_han(sign):
        return (sign,)
    from pypinyin import Style, pinyin

    forms = dict.fromkeys((simplified(sign), sign))
    return tuple(
        reading
        for form in forms
        for reading in pinyin(form, style=Style.NORMAL, heteronym=True, errors=list)[0]  # type: ignore[arg-type]
    )
