"""While somebody is looking: no phone number and no amount stays readable, wherever it stands.

Columns, panes and forms hide theirs themselves; this is for what people wrote into notes, plans
and names.  Hiding a number too many costs nothing, so the rules are simple.
"""

import re

from rich.cells import cell_len

__all__ = ["hidden"]

#: Seven digits or more, in groups of three and more or in one; a date's groups are shorter.
_PHONE = r"\+?\d{1,4}(?:[ -]\(?\d{3,}\)?)+(?=\D|$)|\+?\d{7,}"
_AMOUNT = (
    r"[¥￥$€£]\s?\d[\d,.]*(?:\s?[万亿kKM])?"
    r"|\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?"
    r"|\d[\d.]*\s?(?:[万亿]\d{0,4}|千元|元|块|(?:k|K|M|RMB|CNY|USD|EUR)(?![A-Za-z]))"
)
_NUMBER = re.compile(f"(?<![0-9A-Za-z])(?:{_AMOUNT}|{_PHONE})")
_LEAST_DIGITS = 7
_STARS = "***"


def hidden(text: str) -> str:
    """Return a text as wide as before with its phone numbers and amounts as stars."""
    return _NUMBER.sub(_stars, text) if any(map(str.isdigit, text)) else text


def _stars(found: "re.Match[str]") -> str:
    number = found[0]
    is_amount = re.fullmatch(_AMOUNT, number) is not None
    if not is_amount and sum(map(str.isdigit, number)) < _LEAST_DIGITS:
        return number
    cells = cell_len(number)
    return _STARS[:cells].ljust(cells)
