"""Where the characters a reader sees begin and end in a text: nothing is ever cut inside one."""

import unicodedata

from rich.cells import cell_len, split_graphemes

from kamtui.present.safe_text import safe_text

__all__ = ["Window", "after", "before", "window", "word_after", "word_before"]

#: Code points looked at around a place: longer than any character that is not a prank.
_NEAR = 64
#: Code points of a text looked at for each cell of room: marks pile up, but not for ever.
_DENSITY = 8
_FLAGS = range(0x1F1E6, 0x1F200)

#: Text left of the cursor, under it and right of it, as it is drawn; whether the left was cut.
Window = tuple[str, str, str, bool]


def before(text: str, at: int) -> int:
    """Return where the character that ends at or contains place ``at - 1`` begins."""
    start = max(0, at - _NEAR)
    place = start
    for begin, end in _clusters(text[start : at + _NEAR]):
        if start + begin >= at:
            break
        place = start + begin
        if start + end >= at:
            break
    return place if at > 0 else 0


def after(text: str, at: int) -> int:
    """Return where the character that begins at ``at`` ends."""
    if at >= len(text):
        return len(text)
    for _begin, end in _clusters(text[at : at + _NEAR]):
        return at + end
    return at + 1


def word_before(text: str, at: int) -> int:
    """Return where the word before a place begins: letters, or Hanzi, or marks of one kind."""
    while at and text[at - 1].isspace():
        at -= 1
    kind = ""
    while at and (found := _kind(text[at - 1])) in ("", kind or found):
        kind = kind or found
        at -= 1
    return at


def word_after(text: str, at: int) -> int:
    """Return where the word at or after a place ends."""
    while at < len(text) and text[at].isspace():
        at += 1
    kind = _kind(text[at]) if at < len(text) else ""
    while at < len(text) and _kind(text[at]) in ("", kind):
        at += 1
    return at


def window(text: str, at: int, room: int) -> Window:
    """Return what of a text is in sight in `room` cells around a cursor, each part safe to draw.

    The cursor stands on a character, or on a blank behind the text; it is always in sight.
    """
    stop = after(text, at)
    caret = safe_text(text[at:stop])
    caret = caret if cell_len(caret) else " " + caret
    left = text[max(0, at - _DENSITY * max(room, 8)) : at]
    head = safe_text(left)
    most = max(0, room - cell_len(caret) - (1 if stop < len(text) else 0))
    spans, cells = split_graphemes(head)
    cut = 0
    for _start, end, size in spans:
        if cells <= most:
            break
        cells, cut = cells - size, end
    hidden = cut > 0 or len(left) < at
    tail = safe_text(text[stop : stop + _DENSITY * max(room, 8)])
    return head[cut:], caret, tail, hidden


def _clusters(text: str) -> list[tuple[int, int]]:
    """Return (begin, end) of each character; two letters of a flag are one."""
    found: list[tuple[int, int]] = []
    half = False
    for begin, end, _cells in split_graphemes(text)[0]:
        flag = ord(text[begin]) in _FLAGS
        if flag and half:
            found[-1] = (found[-1][0], end)
            half = False
            continue
        found.append((begin, end))
        half = flag
    return found


def _kind(sign: str) -> str:
    """Return what a code point is part of; empty for one that belongs to the one before it."""
    if sign.isspace():
        return "space"
    if sign.isalnum():
        return "letter" if sign < "\u2e80" else "wide"
    return "" if unicodedata.category(sign) in ("Mn", "Me", "Mc", "Cf") else "mark"
