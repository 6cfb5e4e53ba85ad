"""A widget that is a few rows of cells: values in, only the cells that changed are repainted."""

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from kamtui.tui.widgets.paint import Brush, Line, Plane

__all__ = ["LineWidget", "repaint_changes"]


class LineWidget(Widget):
    """Base of header, preview, status, keys and pane: `draw` says what each row holds."""

    DEFAULT_CSS = "LineWidget { height: 1; }"
    PLANE: ClassVar[Plane] = "background"
    ALLOW_SELECT = False

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start with how to draw."""
        super().__init__(id=id)
        self._brush = brush
        self._strips: list[Strip] = []
        self._drawn_size = (-1, -1)

    @property
    def brush(self) -> Brush:
        """How to draw."""
        return self._brush

    @brush.setter
    def brush(self, brush: Brush) -> None:
        self._brush = brush
        self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the rows from the top; missing ones are blank."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw again and repaint the cells that differ, and no others."""
        if self._drawn_size != (self.size.width, self.size.height) or not self.is_mounted:
            self._drawn_size = (-1, -1)
            self.refresh()
            return
        before = self._strips
        self._build()
        repaint_changes(self, before, self._strips)

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        if self._drawn_size != (self.size.width, self.size.height):
            self._build()
        if 0 <= y < len(self._strips):
            return self._strips[y]
        return Line(self.size.width, self.PLANE).strip(self._brush)

    def _build(self) -> None:
        width, height = self.size.width, self.size.height
        lines = self.draw(width, height)[:height]
        lines += [Line(width, self.PLANE) for _ in range(height - len(lines))]
        self._strips = [line.strip(self._brush) for line in lines]
        self._drawn_size = (width, height)


def repaint_changes(widget: Widget, before: list[Strip], after: list[Strip]) -> None:
    """Repaint the cells of a widget that differ between two drawings, and no others."""
    regions = [
        region
        for y, (old, new) in enumerate(zip(before, after, strict=False))
        if old is not new and (region := changed_region(old, new, y)) is not None
    ]
    if regions:
        widget.refresh(*regions)


def changed_region(old: Strip, new: Strip, y: int) -> Region | None:
    """Return the cells in which two rows differ as one region, None when they are the same.

    One and not several: for each region of a row Textual writes the row from the widget's left
    edge, and crops it on the right only.
    """
    if old == new:
        return None
    if old.cell_length != new.cell_length:
        return Region(0, y, max(old.cell_length, new.cell_length), 1)
    before, after = _cells(old), _cells(new)
    differ = [x for x, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    return Region(differ[0], y, differ[-1] - differ[0] + 1, 1) if differ else None


def _cells(strip: Strip) -> list[tuple[str, object, int]]:
    """Return what each cell shows; the second cell of a wide character repeats it."""
    cells: list[tuple[str, object, int]] = []
    segment: Segment
    for segment in strip:
        for character in segment.text:
            size = cell_len(character)
            cells.extend((character, segment.style, part) for part in range(size))
            if not size and cells:  # a combining mark belongs to the cell before it
                text, style, part = cells[-1]
                cells[-1] = (text + character, style, part)
    return cells
