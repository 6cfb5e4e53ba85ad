"""Fewer bytes for the same picture: only the colours that change are sent (ux.md, Slow SSH).

Rich writes every piece of text with all its colours and a reset behind it.  On one row most pieces
share their background, so what a terminal needs to hear is a third shorter.
"""

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["slim"]

_SGR = re.compile(r"\x1b\[([\d;]*)m")
#: Moves of the cursor: the only text that looks the same whatever the colours are.
_MOVES = re.compile(r"(?:\x1b\[\d+;\d+H)*")
#: Moves and blanks: of the colours only the background shows.
_BLANK = re.compile(r"(?:\x1b\[\d+;\d+H)* +")
#: A new line that the move behind it makes needless.
_NEEDLESS = re.compile(r"\r?\n(?=\x1b\[\d+;\d+H)")
_FLAGS = frozenset("1234579")
#: Flags that show on a blank.
_ON_BLANKS = frozenset("479")
#: What ends a flag; bold and dim end together.
_ENDS = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29"}


class _Look(NamedTuple):
    """How text looks: flags such as bold, foreground and background as SGR codes or empty."""

    flags: frozenset[str] = frozenset()
    fore: str = ""
    back: str = ""


_PLAIN = _Look()


def slim(data: str) -> str:
    """Return terminal output that paints the same with fewer bytes.

    The terminal must show plain text before, and does so again afterwards.  Output with codes
    this module does not know is returned as it is.
    """
    wanted = actual = _PLAIN
    out: list[str] = []
    at = 0
    whole, data = data, _NEEDLESS.sub("", data)
    for match in _SGR.finditer(data):
        text = data[at : match.start()]
        if text:
            if wanted != actual and _MOVES.fullmatch(text) is None:
                shown = wanted if _BLANK.fullmatch(text) is None else _on_blank(actual, wanted)
                out.append(_change(actual, shown))
                actual = shown
            out.append(text)
        at = match.end()
        after = _after(wanted, match[1])
        if after is None:
            return whole
        wanted = after
    if not at:
        return data
    text = data[at:]
    if wanted != actual:
        out.append(_change(actual, wanted))
    out.append(text)
    return "".join(out)


@lru_cache(maxsize=4096)
def _after(look: _Look, codes: str) -> _Look | None:
    """Return how text looks after a sequence; None for codes nobody here knows."""
    flags, fore, back = look
    rest = codes.split(";") if codes else ["0"]
    while rest:
        code = rest.pop(0)
        if code in ("", "0"):
            flags, fore, back = _PLAIN
        elif code in _FLAGS:
            flags |= {code}
        elif code in ("38", "48"):
            size = {"5": 2, "2": 4}.get(rest[0] if rest else "", 0)
            if not size or len(rest) < size:
                return None
            colour = ";".join((code, *rest[:size]))
            del rest[:size]
            fore, back = (colour, back) if code == "38" else (fore, colour)
        elif code.isdecimal() and (30 <= int(code) <= 37 or 90 <= int(code) <= 97):
            fore = code
        elif code.isdecimal() and (40 <= int(code) <= 47 or 100 <= int(code) <= 107):
            back = code
        elif code == "39":
            fore = ""
        elif code == "49":
            back = ""
        else:
            return None
    return _Look(flags, fore, back)


@lru_cache(maxsize=4096)
def _on_blank(before: _Look, after: _Look) -> _Look:
    """Return the look nearest to the one before in which a blank looks like the one after."""
    if after.flags & _ON_BLANKS:
        return after
    return _Look(before.flags - _ON_BLANKS, before.fore, after.back)


@lru_cache(maxsize=4096)
def _change(before: _Look, after: _Look) -> str:
    """Return the shortest sequence that leads from one look to another."""
    if after == before:
        return ""
    if after == _PLAIN:
        return "\x1b[0m"
    ended = {_ENDS[flag] for flag in before.flags - after.flags}
    kept = {flag for flag in before.flags if _ENDS[flag] not in ended}
    codes = [*sorted(ended), *sorted(after.flags - kept)]
    if before.fore != after.fore:
        codes.append(after.fore or "39")
    if before.back != after.back:
        codes.append(after.back or "49")
    whole = [*sorted(after.flags), after.fore, after.back]
    anew = ";".join(["0", *filter(None, whole)])
    return f"\x1b[{min(';'.join(codes), anew, key=len)}m"
