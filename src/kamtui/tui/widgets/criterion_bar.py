"""A criterion as a row: label, a line as long as its maximum, points, the fact (look.md, Bars)."""

from collections.abc import Sequence
from decimal import Decimal

from kamtui.domain.scoring.evaluate import Part
from kamtui.present.grading import criterion_label, number_text, why_text
from kamtui.tui.widgets.paint import Brush, Line

__all__ = ["bar_scale", "criterion_runs", "put_criterion"]

#: Columns at 80 cells (look.md, Explanation).
_LABEL, _BAR, _POINTS_END, _FACT = (1, 19), 21, 41, 46
#: Points of one cell and the most cells a bar has.
_POINTS_PER_CELL, _BAR_CELLS = 2, 15
#: Narrower than this there is no room for bars.
_NARROW = 72


def criterion_runs(
    points: Decimal, maximum: Decimal, brush: Brush, *, scale: Decimal = Decimal(1)
) -> list[tuple[int, str, str]]:
    """Return a bar whose track is as long as the maximum: a cell is two points, half a cell one.

    Args:
        points: Earned.
        maximum: To be earned.
        brush: How to draw.
        scale: Shrinks models with larger criteria, so that the longest bar has 15 cells.
    """
    track = max(1, round(maximum * scale))
    filled = round(points * scale) if points < maximum else track
    if points > 0:
        filled = max(1, filled)
    if 0 < points < maximum:
        filled = min(filled, max(1, track - 1))
    pieces: list[tuple[int, str, str]] = []
    for cell in range((track + 1) // 2):
        left, right = 2 * cell, 2 * cell + 1
        if right < filled:
            pieces.append((cell, brush.glyph("full"), "accent"))
        elif left < filled:
            pieces.append((cell, brush.glyph("half_left"), "accent"))
        elif right < track:
            pieces.append((cell, brush.glyph("track"), "rule"))
        elif left < track:
            # The left half: look.md's ╴.
            pieces.append((cell, brush.glyph("half_right"), "rule"))
    return pieces


def bar_scale(parts: Sequence[Part]) -> Decimal:
    """Return what bars of these criteria are shrunk by, so that the longest has 15 cells."""
    top = max((one.maximum for one in parts), default=Decimal(30))
    most = Decimal(_BAR_CELLS * _POINTS_PER_CELL)
    return Decimal(1) if top <= most else most / top


def put_criterion(
    line: Line, part: Part, brush: Brush, *, scale: Decimal = Decimal(1), masked: bool = False
) -> None:
    """Put a criterion into a row; without room for bars everything right of them moves left.

    Args:
        line: The row.
        part: The criterion.
        brush: How to draw.
        scale: Of the bars, see `bar_scale`.
        masked: Hide amounts: somebody is looking.
    """
    narrow = line.width < _NARROW
    left = _BAR_CELLS + 1 if narrow else 0
    label, cells = _LABEL
    role = "text" if part.has_data else "muted"
    name = criterion_label(part.metric, part.months, part.field)
    line.put(label, name, role, limit=cells, ellipsis=brush.ellipsis)
    if part.has_data and not narrow:
        for x, text, bar_role in criterion_runs(part.points, part.maximum, brush, scale=scale):
            line.put(_BAR + x, text, bar_role)
    end = _POINTS_END - left
    points = number_text(part.points) if part.has_data else "-"
    line.put_right(end, points, role, bold=part.has_data)
    line.put(end, f"/{number_text(part.maximum)}", "muted", limit=5)
    full = part.has_data and part.points >= part.maximum
    x = _FACT - left
    line.put(
        x,
        why_text(part, masked=masked),
        "text" if part.has_data and not full else "muted",
        limit=max(0, line.width - 1 - x),
        ellipsis=brush.ellipsis,
    )
