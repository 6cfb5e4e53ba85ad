"""A form of one line that says below what it is understood as."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from kamtui.i18n import _
from kamtui.tui.panels.field import Field
from kamtui.tui.panels.fields import FieldLines, label_cells
from kamtui.tui.panels.form import Form
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane
from kamtui.tui.widgets.prompt import Part

__all__ = ["OneLine", "Parsed"]

#: Two rows of parts.
Parsed = tuple[tuple[Part, ...], tuple[Part, ...]]


class ParsedLine(LineWidget):
    """The second line: what the first one means, and who may be the same."""

    PLANE: ClassVar[Plane] = "panel"
    DEFAULT_CSS = "ParsedLine { height: 2; width: 100%; }"

    def __init__(self, brush: Brush, start: int) -> None:
        """Begin at a column."""
        super().__init__(brush)
        self._start = start
        self.rows: tuple[tuple[Part, ...], tuple[Part, ...]] = ((), ())

    def draw(self, width: int, height: int) -> list[Line]:
        """Return both rows."""
        lines = [Line(width, "panel"), Line(width, "panel")]
        for line, parts in zip(lines, self.rows, strict=True):
            x = self._start + 1
            for text, role, bold in parts:
                x = line.put(x, text, role, bold=bold, limit=max(0, width - 1 - x),
                             ellipsis=self.brush.ellipsis)  # fmt: skip
        return lines


class OneLine(Form):
    """One field, its meaning in two rows below; a subclass gives `parsed_as` and `save`."""

    def __init__(
        self, screen_: KamScreen, title: str, hint: str, *, text: str = "", continued: bool = False
    ) -> None:
        """Start with a text.

        Args:
            screen_: The form's screen.
            title: What is added.
            hint: An example, shown while nothing is typed.
            text: What stands there at first.
            continued: Several pasted lines become one.
        """
        super().__init__(screen_)
        self.title = title
        label = _("Line")
        start = label_cells((label,))
        field = Field("line", label, text, hint=hint, continued=continued)
        self.lines = FieldLines(self.brush, [field], start=start)
        self.parsed = ParsedLine(self.brush, start)

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return self.lines.current.typed

    def parsed_as(self) -> Parsed:
        """Return what the line means, and what of it is not understood."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield from super().compose()
        yield self.lines
        yield self.parsed

    def editors(self) -> Sequence[Widget]:
        """Return the line."""
        return (self.lines,)

    def hides(self, command_id: str) -> bool:
        """One field: there is nothing to step to."""
        return command_id in ("panel.next", "panel.previous") or super().hides(command_id)

    def texts_changed(self) -> None:
        """Show what a line that was put in from outside means."""
        super().texts_changed()
        self.read_line()

    def left_open(self) -> None:
        """Say that nothing was added where something was typed."""
        if self.typed.strip():
            self.owner.say(_("Nothing was added"))

    @on(FieldLines.Edited)
    def _edited(self, event: FieldLines.Edited) -> None:
        event.stop()
        self.read_line()

    def read_line(self) -> None:
        """Show below what the line means now."""
        self.parsed.rows = self.parsed_as() if self.typed.strip() else ((), ())
        self.parsed.redraw()
