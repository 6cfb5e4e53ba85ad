"""The words of a note around what was looked for, in as many cells as there are."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from kamtui.domain.note_words import places
from kamtui.domain.views.search import NoteMatch
from kamtui.present.columns import ELLIPSIS
from kamtui.present.safe_text import safe_text

__all__ = ["Piece", "excerpt", "note_text"]


class Piece(NamedTuple):
    """Some words, and whether they are what was looked for."""

    text: str
    hit: bool


def note_text(match: NoteMatch) -> str:
    """Return content and outcome in a line, as a history shows them; safe to draw."""
    content, outcome = safe_text(match.content), safe_text(match.outcome)
    return f"{content}  [{outcome}]" if content and outcome else content or outcome


def excerpt(
    text: str, words: tuple[str, ...], cells: int, *, ellipsis: str = ELLIPSIS
) -> Sequence[Piece]:
    """Return the piece of a line that shows the first hit, cut in front where it has to be.

    What is too long behind is left to whoever draws.

    Args:
        text: One line, safe to draw.
        words: What was looked for.
        cells: Room there is.
        ellipsis: Marks the cut.
    """
    found = places(text, words)
    start = _start(text, found[0], cells) if found and cell_len(text) > cells else 0
    pieces = [Piece(ellipsis, False)] if start else []
    at = start
    for begin, end in found:
        if begin > at:
            pieces.append(Piece(text[at:begin], False))
        pieces.append(Piece(text[begin:end], True))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:], False))
    return pieces


def _start(text: str, hit: tuple[int, int], cells: int) -> int:
    """Return where to begin so that the hit is seen with a few words before it."""
    begin, end = hit
    if cell_len(text[:end]) <= cells:
        return 0
    room = max(0, min(cells // 4, cells - 2 - cell_len(text[begin:end])))
    at = begin
    while at > 0 and (used := cell_len(text[at - 1])) <= room:
        room -= used
        at -= 1
    return at
