"""The single-line fields of a form as one widget: exact cells, one cursor, no re-layout."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset
from textual.message import Message

from kamtui.present.safe_text import safe_text
from kamtui.tui.panels.field import Field
from kamtui.tui.panels.field_rows import ECHO_AT, draw_fields
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane

__all__ = ["ECHO_AT", "FieldLines", "label_cells"]


def label_cells(labels: Sequence[str]) -> int:
    """Return the column fields begin at: labels take 6 cells, more where a word is longer."""
    return max(5, *(cell_len(safe_text(label)) for label in labels)) + 2


class FieldLines(LineWidget, can_focus=True):
    """Rows of fields; the form around it decides what Tab, Enter and Esc mean."""

    PLANE: ClassVar[Plane] = "panel"
    DEFAULT_CSS = "FieldLines { height: auto; width: 100%; }"

    class Edited(Message):
        """A field's text changed."""

        def __init__(self, field: Field) -> None:
            """Name the field."""
            super().__init__()
            self.field = field

    class Went(Message):
        """The keyboard went to another field by itself: a group further, or by the mouse."""

    class Refused(Message):
        """What was pasted does not fit one line."""

        def __init__(self, field: Field) -> None:
            """Name the field."""
            super().__init__()
            self.field = field

    def __init__(
        self,
        brush: Brush,
        fields: Sequence[Field],
        *,
        start: int,
        heads: Mapping[int, str] | None = None,
        id: str | None = None,
    ) -> None:
        """Hold these fields.

        Args:
            brush: How to draw.
            fields: In the order of Tab.
            start: Column where wells begin.
            heads: Titles of groups of fields by their row.
            id: Of the widget.
        """
        super().__init__(brush, id=id)
        self.fields = list(fields)
        self.index = 0
        self.heads = dict(heads or {})
        self._start = start
        self._top = 0
        self._places: list[tuple[int, int, int, int]] = []
        #: Column and row of the text cursor, None while the keyboard is elsewhere.
        self.caret: tuple[int, int] | None = None
        #: Rows that may be in sight.
        self.limited = 0
        self.limit(self.rows)

    @property
    def in_hand(self) -> bool:
        """Whether the keyboard is here; `has_focus` follows only after `on_focus`."""
        return self.is_attached and self.screen.focused is self

    @property
    def rows(self) -> int:
        """The rows all of it takes."""
        return 1 + max((one.row for one in self.fields), default=0)

    def limit(self, rows: int) -> None:
        """Show so many rows at the most; the others come into sight with the keyboard."""
        height = max(1, min(rows, self.rows))
        if height != self.limited:
            self.limited = height
            self.styles.height = height

    @property
    def current(self) -> Field:
        """The field the keyboard is in."""
        return self.fields[self.index]

    def named(self, name: str) -> Field:
        """Return a field by its name."""
        return next(one for one in self.fields if one.name == name)

    def extend(self, fields: Sequence[Field]) -> None:
        """Hold further fields behind the others; whoever lays the form out gives them room."""
        self.fields += fields
        self.redraw()

    def enter(self, index: int) -> None:
        """Put the keyboard into a field."""
        self.current.settle()
        self.index = max(0, min(len(self.fields) - 1, index))
        self.current.enter()
        self.redraw()

    def step(self, by: int) -> bool:
        """Go to the next field or the one before; False at an end."""
        if not 0 <= self.index + by < len(self.fields):
            return False
        self.enter(self.index + by)
        return True

    def step_group(self, by: int) -> bool:
        """Go to the first field of the next group or of the one before; False without groups."""
        firsts = [0, *(n for n, one in enumerate(self.fields) if one.row - 1 in self.heads)]
        wanted = [n for n in firsts if (n > self.index if by > 0 else n < self.index)]
        if wanted:
            self.enter(wanted[0] if by > 0 else wanted[-1])
        elif by > 0 and self.heads:
            self.enter(len(self.fields) - 1)
        return bool(self.heads)

    def on_key(self, event: events.Key) -> None:
        """Edit; keys that edit nothing go on to the form."""
        before = (self.current.prompt.text, self.current.prompt.at, self.current.prompt.fresh)
        if event.key in ("enter", "escape", "tab", "shift+tab", "up", "down", "ctrl+c"):
            return
        if event.key in ("pageup", "pagedown") and self.step_group(-1 if "up" in event.key else 1):
            event.stop()
            event.prevent_default()
            self.post_message(self.Went())
            return
        changed = self.current.press(event.key, event.character)
        after = (self.current.prompt.text, self.current.prompt.at, self.current.prompt.fresh)
        if before != after or event.is_printable:
            event.stop()
            event.prevent_default()
            self.redraw()
        if changed:
            self.post_message(self.Edited(self.current))

    def on_paste(self, event: events.Paste) -> None:
        """Paste one line."""
        event.stop()
        fits = self.current.insert(event.text)
        self.redraw()
        self.post_message(self.Edited(self.current) if fits else self.Refused(self.current))

    def on_click(self, event: events.Click) -> None:
        """Go to the field under the mouse."""
        for y, start, end, index in self._places:
            if event.y == y and start <= event.x < end:
                self.enter(index)
                self.post_message(self.Went())

    def on_focus(self) -> None:
        """Show the cursor."""
        self.current.enter()
        self.redraw()

    def on_blur(self) -> None:
        """Hide it."""
        self.current.settle()
        self.redraw()

    # -- drawing -------------------------------------------------------------------------------

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the rows in sight: those around the field the keyboard is in."""
        active = self.index if self.in_hand else None
        drawn = draw_fields(
            self.brush, self.fields, width=width, start=self._start, active=active,
            heads=self.heads,
        )  # fmt: skip
        rows = len(drawn.lines)
        self._top = self._first_row(rows, height)
        self._places = [
            (row - self._top, start, end, index) for row, start, end, index in drawn.places
        ]
        self.caret = None
        if drawn.cursor is not None:
            x, row = drawn.cursor
            self.caret = (x, row - self._top)
            self._cursor_at(x, row - self._top)
        return drawn.lines[self._top : self._top + height]

    def _first_row(self, rows: int, height: int) -> int:
        """Return the first row in sight: it moves only as far as the field in hand needs."""
        row = self.current.row
        above = row - 1 if row - 1 in self.heads else row  # a group's first field shows its head
        top = max(min(self._top, above), row - height + 1)
        return max(0, min(top, rows - height))

    def _cursor_at(self, x: int, y: int) -> None:
        """Move the terminal's own cursor here: an input method shows its candidates beside it."""
        if self.in_hand:
            self.app.cursor_position = Offset(self.region.x + x, self.region.y + y)
