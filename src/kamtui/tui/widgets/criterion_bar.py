"""A criterion's points as a line as long as its maximum (look.md, Bars)."""

from kamtui.domain.scoring.evaluate import Part
from kamtui.tui.widgets.bars import bar_runs
from kamtui.tui.widgets.paint import Brush, Line

__all__ = ["put_track"]


def put_track(line: Line, x: int, cells: int, part: Part, brush: Brush) -> None:
    """Put a criterion's points as a line, and what is missing to its maximum as a track."""
    end = x
    for offset, text, role in bar_runs(
        float(part.points), float(part.maximum), cells, "accent", brush
    ):
        end = line.put(x + offset, text, role)
    line.fill(end, x + cells, brush.glyph("track"))
