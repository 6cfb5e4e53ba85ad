"""Cells that a spreadsheet would run are written as text, and read back as they were.

Trust.md 13: a leading apostrophe goes before = + - @, tab and carriage return, their full-width
forms, also behind spaces or further apostrophes, so that taking one apostrophe away always gives
the value back.  Negative numbers stay numbers.
"""

import re

_STARTS = r"(?:\s*[=+\-@＝＋－＠﹢﹣﹦﹫⁺⁻−]|[\t\r\n])"
#: A number behind an apostrophe: on import the apostrophe of people's own is taken off, so that
#: one which is part of the value needs a second.
_FORCED = r"\s*[+\-(¥￥$]?\s*\d"
_DANGEROUS = re.compile(rf"'*{_STARTS}|'+{_FORCED}")
_GUARDED = re.compile(rf"''*{_STARTS}|''+{_FORCED}")
_NUMBER = re.compile(r"-\d{1,15}(?:\.\d{1,15})?\Z")
_FIRST = frozenset("'=+-@＝＋－＠﹢﹣﹦﹫⁺⁻− \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u3000")


def guard(text: str) -> str:
    """The text as it is safe to write into a CSV cell.

    >>> guard("=1+1"), guard("+86 138"), guard("-5"), guard("Acme")
    ("'=1+1", "'+86 138", '-5', 'Acme')
    """
    if not text or (text[0] not in _FIRST and not text[0].isspace()):
        return text
    if _DANGEROUS.match(text) is None or _NUMBER.match(text) is not None:
        return text
    return "'" + text


def unguard(text: str) -> str:
    """The text as it was before `guard`."""
    if text[:1] == "'" and _GUARDED.match(text) is not None:
        return text[1:]
    return text
