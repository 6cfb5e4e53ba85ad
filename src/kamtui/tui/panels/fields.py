"""The single-line fields of a form as one widget: exact cells, one cursor, no re-layout."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset
from textual.message import Message

from kamtui.present.columns import fit
from kamtui.present.safe_text import safe_text
from kamtui.tui.panels.field import Field
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane
from kamtui.tui.widgets.prompt import Part

__all__ = ["ECHO_AT", "FieldLines", "label_cells"]

#: Column of a date's echo in an 80-cell form, so that it never moves while one types (look.md).
ECHO_AT = 22
_GAP = 3


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

    def __init__(
        self, brush: Brush, fields: Sequence[Field], *, start: int, id: str | None = None
    ) -> None:
        """Hold these fields.

        Args:
            brush: How to draw.
            fields: In the order of Tab.
            start: Column where wells begin.
            id: Of the widget.
        """
        super().__init__(brush, id=id)
        self.fields = list(fields)
        self.index = 0
        self._start = start
        self._places: list[tuple[int, int, int, int]] = []
        self.styles.height = 1 + max((one.row for one in fields), default=0)

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

    @property
    def rows(self) -> int:
        """Rows the fields take."""
        return 1 + max((one.row for one in self.fields), default=0)

    def enter(self, index: int) -> None:
        """Put the keyboard into a field."""
        self.index = max(0, min(len(self.fields) - 1, index))
        self.current.enter()
        self.redraw()

    def step(self, by: int) -> bool:
        """Go to the next field or the one before; False at an end."""
        if not 0 <= self.index + by < len(self.fields):
            return False
        self.enter(self.index + by)
        return True

    def on_key(self, event: events.Key) -> None:
        """Edit; keys that edit nothing go on to the form."""
        before = (self.current.prompt.text, self.current.prompt.at, self.current.prompt.fresh)
        if event.key in ("enter", "escape", "tab", "shift+tab", "up", "down", "ctrl+c"):
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
        self.current.insert(event.text)
        self.redraw()
        self.post_message(self.Edited(self.current))

    def on_click(self, event: events.Click) -> None:
        """Go to the field under the mouse."""
        for y, start, end, index in self._places:
            if event.y == y and start <= event.x < end:
                self.enter(index)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.current.enter()
        self.redraw()

    def on_blur(self) -> None:
        """Hide it."""
        self.redraw()

    # -- drawing -------------------------------------------------------------------------------

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the rows."""
        rows = 1 + max((one.row for one in self.fields), default=0)
        lines = [Line(width, "panel") for _row in range(rows)]
        self._places = []
        flat: dict[int, list[int]] = {}
        for index, one in enumerate(self.fields):
            if one.well:
                self._draw_well(lines[one.row], index, width)
            else:
                flat.setdefault(one.row, []).append(index)
        for row, indices in flat.items():
            self._draw_flat(lines[row], row, indices, width)
        first = max(0, min(self.current.row, rows - height)) if rows > height else 0
        if self.has_focus and first and self.is_attached:
            place = self.app.cursor_position
            self.app.cursor_position = Offset(place.x, max(0, place.y - first))
        return lines[first : first + height] if height < rows else lines

    def _active(self, index: int) -> bool:
        return self.has_focus and index == self.index

    def _label(self, line: Line, x: int, index: int, limit: int) -> int:
        one, active = self.fields[index], self._active(index)
        return line.put(
            x,
            one.label,
            "accent" if active else "muted",
            bold=active,
            limit=max(0, limit),
            ellipsis=self.brush.ellipsis,
        )

    def _draw_well(self, line: Line, index: int, width: int) -> None:
        one, active = self.fields[index], self._active(index)
        self._label(line, 1, index, self._start - 2)
        end = max(self._start + 1, width - 1)
        self._places.append((one.row, 0, end, index))
        well = Well(line, self._start, end, self.brush)
        if active:
            well.put(self._start, self.brush.glyph("cursor"), "accent")
        echo = one.echo(one.typed)
        room = end - self._start - 2
        if echo:
            fits = cell_len(safe_text(one.typed)) < ECHO_AT - self._start - 2
            room = (
                ECHO_AT - self._start - 2
                if fits and end > ECHO_AT + 8
                else max(4, min(room, room - _cells(echo) - 2, room // 2 + 8))
            )
        x = self._put_text(well, self._start + 1, one, active, room)
        if echo:
            x = max(x + 1, ECHO_AT if end > ECHO_AT + 8 else 0)
            for text, role, bold in echo:
                x = well.put(x, text, role, bold=bold)
        well.close()

    def _put_text(self, well: "Well", x: int, one: Field, active: bool, room: int) -> int:
        prompt = one.prompt
        if not prompt.text and not active:
            return well.put(x, one.hint, "muted", limit=room) if one.hint else x
        if not active:
            return well.put(x, prompt.text, "text", limit=room)
        before, after = safe_text(prompt.text[: prompt.at]), safe_text(prompt.text[prompt.at :])
        while before and cell_len(before) > room - 2:
            before = before[1:]
        x = well.put(x, before, "text", bold=prompt.fresh)
        self._cursor_at(x, one.row)
        x = well.put(x, after[:1] or " ", "caret")
        left = room - cell_len(before) - 1
        if after[1:]:
            x = well.put(x, after[1:], "text", limit=max(0, left))
        elif not prompt.text and one.hint:
            x = well.put(x + 1, one.hint, "muted", limit=max(0, left))
        return x

    def _draw_flat(self, line: Line, row: int, indices: list[int], width: int) -> None:
        shown = {index: self._flat_text(index) for index in indices}
        labels = {index: cell_len(safe_text(self.fields[index].label)) for index in indices}
        room = width - 2
        gap = _GAP
        while (
            gap > 1
            and sum(labels.values())
            + len(indices)
            + gap * len(indices)
            + sum(cell_len(text) for text in shown.values())
            > room
        ):
            gap -= 1
        budget = room - sum(labels.values()) - len(indices) - gap * (len(indices) - 1)
        active = indices.index(self.index) if self.index in indices else None
        cells = _shares([cell_len(shown[index]) for index in indices], budget, keep=active)
        x = 1
        for place, index in enumerate(indices):
            start = x
            x = self._label(line, x, index, width - 1 - x) + 1
            one, most = self.fields[index], cells[place]
            if self._active(index):
                x = self._put_flat_active(line, x, one, max(2, most), width)
            elif most > 0:
                role = "text" if one.typed else "muted"
                line.put(x, fit(shown[index], most, ellipsis=self.brush.ellipsis), role)
                x += most
            self._places.append((row, start, x + 1, index))
            x += gap

    def _flat_text(self, index: int) -> str:
        one = self.fields[index]
        text = safe_text(one.typed) or safe_text(one.hint) or "-"
        return text + "  " if self._active(index) else text

    def _put_flat_active(self, line: Line, x: int, one: Field, room: int, width: int) -> int:
        prompt = one.prompt
        before, after = safe_text(prompt.text[: prompt.at]), safe_text(prompt.text[prompt.at :])
        while before and cell_len(before) > room - 1:
            before = before[1:]
        start = x
        x = line.put(x, before, "text", bold=prompt.fresh)
        self._cursor_at(x, one.row)
        x = line.put(x, after[:1] or " ", "caret")
        if after[1:]:
            x = line.put(x, after[1:], "text", limit=max(0, start + room - x))
        return max(x, start + min(room, 2))

    def _cursor_at(self, x: int, row: int) -> None:
        """Move the terminal's own cursor here: an input method shows its candidates beside it."""
        if self.is_attached and self.has_focus:
            self.app.cursor_position = Offset(self.region.x + x, self.region.y + row)


class Well:
    """A field cut out of the panel: pieces from left to right, gaps in the page's background."""

    def __init__(self, line: Line, start: int, end: int, brush: Brush) -> None:
        """Begin at a column and reach up to, not including, another."""
        self._line, self._at, self._end, self._brush = line, start, end, brush

    def put(
        self, x: int, text: str, role: str, *, bold: bool = False, limit: int | None = None
    ) -> int:
        """Put a piece at a column at or after what is there; return the column after it."""
        x = max(x, self._at)
        room = self._end - x if limit is None else min(limit, self._end - x)
        safe = safe_text(text)
        if room <= 0 or not safe:
            return x
        if x > self._at:
            self._blank(x)
        self._at = self._line.put(
            x, safe, f"well:{role}", bold=bold, limit=room, ellipsis=self._brush.ellipsis
        )
        return self._at

    def close(self) -> None:
        """Fill what is left."""
        self._blank(self._end)

    def _blank(self, until: int) -> None:
        if until > self._at:
            self._line.fill(self._at, until, " ", "well:text")
            self._at = until


def _cells(parts: Sequence[Part]) -> int:
    return sum(cell_len(safe_text(text)) for text, _role, _bold in parts)


def _shares(wanted: list[int], budget: int, *, keep: int | None) -> list[int]:
    """Give each text its cells; where they do not suffice the longest give up first."""
    cells = [max(0, one) for one in wanted]
    while sum(cells) > max(0, budget):
        order = [at for at in range(len(cells)) if at != keep and cells[at] > 1]
        victims = order or [at for at in range(len(cells)) if cells[at] > 0]
        if not victims:
            break
        cells[max(victims, key=lambda at: cells[at])] -= 1
    return cells
