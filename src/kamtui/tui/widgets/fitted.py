"""A message in the cells there are: the key at its end stays whole, the longest words give way."""

from collections.abc import Callable, Sequence

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
    Of the words before, the longest piece is cut, as far as it stays recognisable, then remarks
    go, then what stands last; what an arrow leads to is cut after all else.

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
    over = _shorten(head, over, ellipsis, keeps=lambda at: _is_remark(head[at]) or _leads(head, at))
    for place in range(len(head) - 1, -1, -1):
        if over > 0 and _is_remark(head[place]):
            over -= cell_len(head.pop(place)[0])
    over = _shorten(head, over, ellipsis, keeps=lambda _at: False)
    while over > 0 and head:
        over -= cell_len(head.pop()[0])
    return (*head, *tail)


def _shorten(head: list[Part], over: int, ellipsis: str, *, keeps: Callable[[int], bool]) -> int:
    """Cut the longest pieces as far as they stay recognisable; return what is still too much."""
    while over > 0:
        places = [at for at in range(len(head)) if not keeps(at)]
        place = max(places, key=lambda at: (cell_len(head[at][0]), at), default=None)
        if place is None or (wide := cell_len(head[place][0])) <= _LEAST:
            break
        text, role, bold = head[place]
        cut = fit(text, max(_LEAST, wide - over), ellipsis=ellipsis).rstrip(" ")
        over -= wide - cell_len(cut)
        head[place] = (cut, role, bold)
    return over


def _is_remark(part: Part) -> bool:
    """Tell a remark set apart from the message: it goes before a name is cut beyond knowing."""
    return part[1] == "muted" and part[0].startswith("   ")


def _leads(head: Sequence[Part], place: int) -> bool:
    """Tell what an arrow leads to, such as the day something was put off to."""
    return place > 0 and head[place - 1][0].strip() in ("→", ">")


def _ending(parts: Sequence[Part]) -> int:
    """Return where the last key with its word begins; behind everything where there is none."""
    for place in range(len(parts) - 1, max(-1, len(parts) - 3), -1):
        text, role, _bold = parts[place]
        if role == "accent" and text.startswith("   "):
            return place
    return len(parts)
