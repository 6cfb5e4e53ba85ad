"""The note's row in a form: its label, the text, one column of margin."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from kamtui.i18n import _
from kamtui.tui.panels.fields import FieldLines
from kamtui.tui.panels.form import ALONE
from kamtui.tui.panels.note import NoteArea
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane

__all__ = ["NoteRow"]

#: From this height of the terminal a note grows beyond two rows.
_TALL = 32


class NoteRow(Horizontal):
    """A note that grows with its text where the screen has the rows."""

    DEFAULT_CSS = "NoteRow { height: auto; width: 100%; background: $panel; }"

    def __init__(self, brush: Brush, note: NoteArea, label_cells: int) -> None:
        """Lay a note beside a label of so many cells."""
        super().__init__()
        self.note = note
        self._label = NoteLabel(brush, label_cells)
        self._margin = Margin(brush)

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield self._label
        yield self.note
        yield self._margin

    def light(self, active: bool) -> None:
        """Show that the keyboard is here, or is not."""
        self._label.active = active
        self._label.redraw()

    def grow(self, room: int = 0) -> None:
        """Give a long note more rows where the screen has them; it never shrinks while typing.

        Args:
            room: Rows there are at all, 0 for enough.
        """
        most = 2 if self.app.size.height < _TALL else 6
        wanted = max(2, min(most, self.note.wrapped_document.height))
        height = self.note.styles.height
        if room:
            wanted = min(room, max(wanted, int(height.value) if height else 2))
        elif height is not None and height.value >= wanted:
            return
        self.note.styles.height = max(1, wanted)

    def share(self, room: int, lines: FieldLines, *, title: Widget) -> None:
        """Share rows with the fields below: the note comes first, the fields scroll.

        Where there is a single row, it is the one that has the keyboard.

        Args:
            room: Rows there are.
            lines: The fields.
            title: Left out where every row is needed.
        """
        rows = room if room < ALONE else room - 1  # the list keeps one
        self.grow(max(1, rows - 5))
        in_fields = self.screen.focused is lines
        lines.display = rows > 1 or in_fields
        self.display = rows > 1 or not in_fields
        title.display = rows > 2
        note = 1 if rows < 7 else 2
        lines.limit(max(1, rows - note - int(rows > 2)))


class NoteLabel(LineWidget):
    """The word beside the note, and the left edge of its well: no border, so no re-layout."""

    PLANE: ClassVar[Plane] = "panel"
    DEFAULT_CSS = "NoteLabel { height: 100%; }"

    def __init__(self, brush: Brush, cells: int) -> None:
        """Take so many cells."""
        super().__init__(brush)
        self.styles.width = cells
        self.active = False

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the rows."""
        lines = [Line(width, "panel") for _row in range(height)]
        role = "accent" if self.active else "muted"
        for line in lines[:1]:
            line.put(1, _("Note"), role, bold=self.active, limit=max(0, width - 3))
        for line in lines:
            edge = self.brush.glyph("cursor") if self.active else " "
            line.fill(width - 1, width, edge, "well:accent")
        return lines


class Margin(LineWidget):
    """The last column of the note's row: text ends before it (look.md, One margin)."""

    PLANE: ClassVar[Plane] = "panel"
    DEFAULT_CSS = "Margin { width: 1; height: 100%; }"

    def draw(self, width: int, height: int) -> list[Line]:
        """Return blank rows."""
        return []
