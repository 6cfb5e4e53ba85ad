"""Company suffixes, Chinese and Western: found, split off, never lost."""

import re
import unicodedata
from functools import cache

#: Endings of Chinese names, the longest first; the last not behind `_NO_COMPANY_BEHIND`.
_ZH_COMPANY = ("有限责任公司", "有限責任公司", "有限公司", "公司")
_NO_COMPANY_BEHIND = frozenset("分子总總母")
_ZH_GROUP = ("集团", "集團")
_ZH_OTHER = ("株式会社", "株式會社")
_ZH_BRACKETED = ("有限合伙", "普通合伙", "个体工商户", "有限合夥")
_OPEN, _CLOSE = frozenset("(（"), frozenset(")）")
#: No Western suffix ends with a character from here on: most names need no pattern compiled.
_FIRST_CJK = "\u2e80"
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
def _western() -> re.Pattern[str]:
    """Return the Western pattern, compiled when first needed (4 ms)."""
    return re.compile(_EN_SUFFIX, re.IGNORECASE)


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
    for _ in range(_MOST_SUFFIXES):
        # Only the tail is searched, so that a cell of megabytes costs no more than a name.
        begin = max(0, cut - _LONGEST_SUFFIX)
        start = _start(even, begin, cut)
        if start is None:
            break
        stem = even[:start].rstrip(_JOINTS)
        if not any(character.isalnum() for character in stem):
            break
        cut = len(stem)
    return (name, "") if cut == end else (name[:cut], name[cut:])


def _start(text: str, begin: int, end: int) -> int | None:
    """Return where the suffix of ``text[begin:end]`` starts, None without one."""
    chinese = _chinese_start(text, begin, end)
    if chinese is not None or not begin < end or text[end - 1] >= _FIRST_CJK:
        return chinese
    match = _western().search(text, begin, end)
    return None if match is None else match.start()


def _chinese_start(text: str, begin: int, end: int) -> int | None:
    """Return where a Chinese suffix starts; by hand, for every name on the first screen asks."""
    for company in _ZH_COMPANY:
        if not text.endswith(company, begin, end):
            continue
        at = end - len(company)
        if len(company) == 2 and at and text[at - 1] in _NO_COMPANY_BEHIND:
            return None
        for part in ("股份", "控股"):
            if text.endswith(part, begin, at):
                at -= 2
        group = _group_start(text, begin, at)
        return at if group is None else group
    group = _group_start(text, begin, end)
    if group is not None:
        return group
    for other in _ZH_OTHER:
        if text.endswith(other, begin, end):
            return end - len(other)
    if end - begin > 1 and text[end - 1] in _CLOSE:
        for words in _ZH_BRACKETED:
            at = end - 2 - len(words)
            if at >= begin and text.endswith(words, begin, end - 1) and text[at] in _OPEN:
                return at
    return None


def _group_start(text: str, begin: int, end: int) -> int | None:
    """Return where ``集团``, in brackets or not, starts."""
    inner = end - 1 if end > begin and text[end - 1] in _CLOSE else end
    if not text.endswith(_ZH_GROUP, begin, inner):
        return None
    at = inner - 2
    return at - 1 if at > begin and text[at - 1] in _OPEN else at


def _same_length(text: str) -> str:
    """Return the text with full-width forms narrowed, each character still in its place."""
    if text.isascii():
        return text
    narrow = (unicodedata.normalize("NFKC", character) for character in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(narrow, text, strict=True))
