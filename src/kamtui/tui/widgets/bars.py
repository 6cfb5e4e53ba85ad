"""Lines that say how much: score with ticks, progress, weeks of contact, the next days, money."""

from collections.abc import Sequence

from kamtui.tui.widgets.paint import Brush

__all__ = ["SCORE_CELLS", "bar_runs", "progress_runs", "score_role", "score_runs", "weeks_runs"]

#: Offset, text, role of a piece of a bar.
Piece = tuple[int, str, str]

SCORE_CELLS = 20


def progress_runs(done: int, total: int, cells: int, brush: Brush) -> list[Piece]:
    """Return a line filled by the share that is done."""
    filled = cells if total <= 0 else min(cells, round(cells * done / total))
    if 0 < done < total:
        filled = min(cells - 1, max(1, filled))
    return [
        (0, brush.glyph("full") * filled, "accent"),
        (filled, brush.glyph("track") * (cells - filled), "rule"),
    ]


def score_role(score: int, brush: Brush) -> str:
    """Return the role to draw a score in: that of the grade it earns by the model in force."""
    return f"grade:{brush.scale.grade_of(score)}"


def score_runs(score: int, brush: Brush) -> list[Piece]:
    """Return a score as 20 cells, of 5 points each, with ticks at the cut-offs in force."""
    role = f"score:{brush.scale.grade_of(score)}"
    filled = brush.scale.cells(score, SCORE_CELLS)
    ticks = brush.scale.ticks(SCORE_CELLS)
    pieces: list[Piece] = []
    for x in range(SCORE_CELLS):
        full = x < filled
        if x in ticks:
            pieces.append(
                (x, brush.glyph("tick_full" if full else "tick"), role if full else "muted")
            )
        else:
            pieces.append((x, brush.glyph("full" if full else "track"), role if full else "rule"))
    return _merged(pieces)


def bar_runs(value: float, most: float, cells: int, role: str, brush: Brush) -> list[Piece]:
    """Return a line without a track, at least half a cell for what is above 0."""
    if value <= 0 or most <= 0 or cells <= 0:
        return []
    halves = max(1, min(2 * cells, round(2 * cells * value / most)))
    text = brush.glyph("full") * (halves // 2) + brush.glyph("half_left") * (halves % 2)
    return [(0, text, role)]


def weeks_runs(weeks: Sequence[int], brush: Brush) -> list[Piece]:
    """Return contacts per week, oldest first, one cell each: none, 1, 2, 3 and more."""
    pieces: list[Piece] = []
    for x, contacts in enumerate(weeks):
        if contacts <= 0:
            pieces.append((x, "." if brush.ascii else "▁", "rule"))
        elif brush.ascii:
            pieces.append((x, str(min(9, contacts)), "accent"))
        else:
            pieces.append((x, "▃▅█"[min(3, contacts) - 1], "accent"))
    return _merged(pieces)


def load_text(items: int, brush: Brush) -> tuple[str, str]:
    """Return two cells for a day's load and their role."""
    if items <= 0:
        return (".." if brush.ascii else "▁▁", "rule")
    if brush.ascii:
        return (f"{min(99, items):>2}", "accent")
    return ("▂▄▆"[min(3, items) - 1] * 2, "accent")


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Join neighbours of one role: fewer style changes are fewer bytes."""
    result: list[Piece] = []
    for x, text, role in pieces:
        if result and result[-1][2] == role:
            result[-1] = (result[-1][0], result[-1][1] + text, role)
        else:
            result.append((x, text, role))
    return result
