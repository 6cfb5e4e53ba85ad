"""Company suffixes, Chinese and Western: found, split off, never lost."""

import re
import unicodedata
from functools import cache

_ZH_SUFFIX = (
    r"(?:[(（]?(?:集团|集團)[)）]?)?(?:控股)?(?:股份)?(?:有限责任公司|有限責任公司|有限公司|(?<![分子总總母])公司)$"
    r"|[(（]?(?:集团|集團)[)）]?$"
    r"|[(（](?:有限合伙|普通合伙|个体工商户|有限合夥)[)）]$"
    r"|(?:株式会社|株式會社)$"
)
_EN_SUFFIX = (
    r"(?:^|(?<=[\s,.&、，)）\u3400-\u9fff]))(?:"
    r"co(?:mpany)?\.?\s*,?\s*(?:ltd|limited)\.?(?:\s*,?\s*inc\.?)?"
    r"|pty\.?\s*(?:ltd|limited)\.?|pte\.?\s*(?:ltd|limited)\.?|sdn\.?\s*bhd\.?|\(pty\)\s*ltd\.?"
    r"|gmbh\s*&\s*co\.?\s*(?:kg|kgaa|ohg)|gmbh|mbh|kgaa|kg|ag|ug"
    r"|s\.?\s?a\.? de c\.?\s?v\.?|s\.a\.s?\.?|sas|sarl|s\.a\.r\.l\.?|s\.?r\.?l\.?|s\.?p\.?a\.?|sa"
    r"|sp\.?\s*z\s*o\.?\s*o\.?|s\.r\.o\.?|a\.s\.|d\.o\.o\.?|kft\.?|ltda\.?|eireli"
    r"|b\.v\.?|bv|n\.v\.?|nv|oyj?|ab|a/s|aps|asa|as|se"
    r"|ltd\.?|limited|inc\.?|incorporated|corp\.?|corporation|company|co\.?"
    r"|l\.?l\.?c\.?|l\.?l\.?p\.?|l\.p\.?|plc\.?|k\.?k\.?"
    r")$"
)
_LONGEST_SUFFIX = 40
_MOST_SUFFIXES = 4
#: What may stand between a name and its suffix and belongs to neither.
_JOINTS = " \t\u3000,，.、&-"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the Chinese and the Western pattern, compiled when first needed (5 ms)."""
    return re.compile(_ZH_SUFFIX), re.compile(_EN_SUFFIX, re.IGNORECASE)


def strip_suffix(name: str) -> str:
    """Return a company's name without what only says that it is a company."""
    return split_suffix(name)[0]


def split_suffix(name: str) -> tuple[str, str]:
    """Split a name into its own part and its company suffix, which screens mute.

    The two parts make up the name exactly; the suffix takes the comma and spaces before it and is
    empty when nothing of the name would remain.
    """
    chinese, western = _patterns()
    even = _same_length(name)
    end = len(even.rstrip())
    cut = end
    for _ in range(_MOST_SUFFIXES):
        # Only the tail is searched, so that a cell of megabytes costs no more than a name.
        begin = max(0, cut - _LONGEST_SUFFIX)
        match = chinese.search(even, begin, cut) or western.search(even, begin, cut)
        if match is None:
            break
        stem = even[: match.start()].rstrip(_JOINTS)
        if not any(character.isalnum() for character in stem):
            break
        cut = len(stem)
    return (name, "") if cut == end else (name[:cut], name[cut:])


def _same_length(text: str) -> str:
    """Return the text with full-width forms narrowed, each character still in its place."""
    if text.isascii():
        return text
    narrow = (unicodedata.normalize("NFKC", character) for character in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(narrow, text, strict=True))
