"""Names made comparable: folding, keys for matching, company suffixes, digits."""

import re
import unicodedata
from functools import lru_cache

from kamtui.domain.han import close_up, simplified

# Letters that canonical decomposition leaves whole, as people without the key type them.
_LATIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f]")

_ZH_SUFFIX = re.compile(
    r"(?:[(（]?(?:集团|集團)[)）]?)?(?:控股)?(?:股份)?(?:有限责任公司|有限責任公司|有限公司|(?<![分子总總母])公司)$"
    r"|[(（]?(?:集团|集團)[)）]?$"
    r"|[(（](?:有限合伙|普通合伙|个体工商户|有限合夥)[)）]$"
    r"|(?:株式会社|株式會社)$"
)
_EN_SUFFIX = re.compile(
    r"(?:^|(?<=[\s,.&、，)）\u3400-\u9fff]))(?:"
    r"co(?:mpany)?\.?\s*,?\s*(?:ltd|limited)\.?(?:\s*,?\s*inc\.?)?"
    r"|pty\.?\s*(?:ltd|limited)\.?|pte\.?\s*(?:ltd|limited)\.?|sdn\.?\s*bhd\.?|\(pty\)\s*ltd\.?"
    r"|gmbh\s*&\s*co\.?\s*(?:kg|kgaa|ohg)|gmbh|mbh|kgaa|kg|ag|ug"
    r"|s\.?\s?a\.? de c\.?\s?v\.?|s\.a\.s?\.?|sas|sarl|s\.a\.r\.l\.?|s\.?r\.?l\.?|s\.?p\.?a\.?|sa"
    r"|sp\.?\s*z\s*o\.?\s*o\.?|s\.r\.o\.?|a\.s\.|d\.o\.o\.?|kft\.?|ltda\.?|eireli"
    r"|b\.v\.?|bv|n\.v\.?|nv|oyj?|ab|a/s|aps|asa|as|se"
    r"|ltd\.?|limited|inc\.?|incorporated|corp\.?|corporation|company|co\.?"
    r"|l\.?l\.?c\.?|l\.?l\.?p\.?|l\.p\.?|plc\.?|k\.?k\.?"
    r")$",
    re.IGNORECASE,
)
#: What may stand between a name and its suffix and belongs to neither.
_JOINTS = " \t\u3000,，.、&-"


def fold(text: str) -> str:
    """Return a text as it is compared: width, case, accents, traditional forms, spaces.

    ``Köhler`` gives ``kohler``, ``華東　機械`` gives ``华东 机械``.  Folding twice changes nothing.
    """
    if text.isascii():
        return " ".join(_INVISIBLE.sub("", text).casefold().split())
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
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
    stem, _ = split_suffix(name)
    letters = "".join(character for character in fold(stem) if character.isalnum())
    return letters or name_key(name)


def strip_suffix(name: str) -> str:
    """Return a company's name without what only says that it is a company."""
    return split_suffix(name)[0]


def split_suffix(name: str) -> tuple[str, str]:
    """Split a name into its own part and its company suffix, which screens mute.

    The two parts make up the name exactly; the suffix takes the comma and spaces before it and is
    empty when nothing of the name would remain.
    """
    even = _same_length(name)
    end = len(even.rstrip())
    cut = end
    while True:
        match = _ZH_SUFFIX.search(even[:cut]) or _EN_SUFFIX.search(even[:cut])
        if match is None:
            break
        stem = even[: match.start()].rstrip(_JOINTS)
        if not any(character.isalnum() for character in stem):
            break
        cut = len(stem)
    return (name, "") if cut == end else (name[:cut], name[cut:])


def digits(text: str) -> str:
    """Return the decimal digits of a text in ASCII, of whatever script they are."""
    if text.isascii():
        return "".join(filter(str.isdecimal, text))
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


def _same_length(text: str) -> str:
    """Return the text with full-width forms narrowed, each character still in its place."""
    if text.isascii():
        return text
    narrow = (unicodedata.normalize("NFKC", character) for character in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(narrow, text, strict=True))


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
