"""A message in the cells there are: the key at its end stays whole, the longest words give way."""

from collections.abc import Sequence

from rich.cells import cell_len

from kamtui.present.columns import fit
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.prompt import Part

__all__ = ["fitted"]

#: Words are not cut below so many cells while a longer piece can give way.
_LEAST = 10


def fitted(parts: Sequence[Part], cells: int, ellipsis: str) -> tuple[Part, ...]:
    """Return the parts of a message, shortened where they are too wide together.

    A message ends in a key and its word (``   u undo``): that is what one must be able to read.
    Of the words before, the longest piece is cut, as far as it stays recognisable, then what
    stands last.

    Args:
        parts: Words, role, bold.
        cells: The room.
        ellipsis: Ends what was cut.
    """
    safe = [(safe_text(text), role, bold) for text, role, bold in parts]
    over = sum(cell_len(text) for text, _role, _bold in safe) - cells
    if over <= 0 or cells <= 0:
        return tuple(parts)
    end = _ending(safe)
    head, tail = safe[:end], safe[end:]
    room = cells - sum(cell_len(text) for text, _role, _bold in tail)
    if room < _LEAST:  # nothing but the key would be left: cut as it comes
        return tuple(parts)
    while over > 0 and head:
        place = max(range(len(head)), key=lambda at: (cell_len(head[at][0]), at))
        wide = cell_len(head[place][0])
        if wide <= _LEAST:
            break
        text, role, bold = head[place]
        kept = max(_LEAST, wide - over)
        cut = fit(text, kept, ellipsis=ellipsis).rstrip(" ")
        over -= wide - cell_len(cut)
        head[place] = (cut, role, bold)
    while over > 0 and head:
        over -= cell_len(head.pop()[0])
    return (*head, *tail)


def _ending(parts: Sequence[Part]) -> int:
    """Return where the last key with its word begins; behind everything where there is none."""
    for place in range(len(parts) - 1, max(-1, len(parts) - 3), -1):
        text, role, _bold = parts[place]
        if role == "accent" and text.startswith("   "):
            return place
    return len(parts)
