"""The rows of a form's fields, drawn cell by cell: labels, wells, echoes, the text cursor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from kamtui.present.columns import fit
from kamtui.present.graphemes import window
from kamtui.present.safe_text import safe_text
from kamtui.tui.panels.field import Field
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.prompt import Part

__all__ = ["ECHO_AT", "Drawn", "draw_fields"]

#: Column of a date's echo in an 80-cell form, so that it never moves while one types (look.md).
ECHO_AT = 22
_GAP = 3
#: Code points of a text that can be in sight, per cell: what is behind them is not looked at.
_DENSITY = 8
_STARS = "***"
#: Cells the field in hand gets in a row of several, before others leave the row.
_ROOM = 14
_LEAST_LABEL = 4


@dataclass(slots=True)
class Drawn:
    """The rows of all fields, and where things are in them.

    Attributes:
        lines: Every row of the form.
        places: Row, columns from and to, and number of each field.
        cursor: Column and row of the text cursor.
    """

    lines: list[Line]
    places: list[tuple[int, int, int, int]] = field(default_factory=list)
    cursor: tuple[int, int] | None = None


def draw_fields(
    brush: Brush,
    fields: Sequence[Field],
    *,
    width: int,
    start: int,
    active: int | None,
    heads: Mapping[int, str],
) -> Drawn:
    """Draw every row.

    Args:
        brush: How to draw.
        fields: In the order of Tab.
        width: Cells of a row.
        start: Column where wells begin.
        active: The field the keyboard is in, None while it is elsewhere.
        heads: Titles of groups by row.
    """
    rows = 1 + max((one.row for one in fields), default=0)
    drawn = Drawn([Line(width, "panel") for _row in range(rows)])
    start = min(start, max(_LEAST_LABEL, width // 3))  # a narrow form rather cuts its labels
    pen = _Pen(brush, fields, drawn, width, start, active)
    for row, title in heads.items():
        pen.head(row, title)
    flat: dict[int, list[int]] = {}
    for index, one in enumerate(fields):
        if one.well:
            pen.well(index)
        else:
            flat.setdefault(one.row, []).append(index)
    for row, indices in flat.items():
        pen.flat(row, indices)
    return drawn


@dataclass(slots=True)
class _Pen:
    """Draws fields into the rows there are."""

    brush: Brush
    fields: Sequence[Field]
    drawn: Drawn
    width: int
    start: int
    active: int | None

    def head(self, row: int, title: str) -> None:
        """Draw the title of a group, quietly."""
        line = self.drawn.lines[row]
        x = line.put(1, title, "muted", limit=max(0, self.width - 2))
        line.fill(x + 1, self.width - 1, self.brush.glyph("rule"))

    def well(self, index: int) -> None:
        """Draw a field of its own row."""
        one, active = self.fields[index], index == self.active
        line = self.drawn.lines[one.row]
        self._label(line, 1, index, self.start - 2)
        end = max(self.start + 1, self.width - 1)
        self.drawn.places.append((one.row, 0, end, index))
        well = Well(line, self.start, end, self.brush)
        if active:
            well.put(self.start, self.brush.glyph("cursor"), "accent")
        echo = self._echo(one, active)
        room = end - self.start - 2
        if echo:
            fits = cell_len(self._shown(one, ECHO_AT)) < ECHO_AT - self.start - 2
            room = (
                ECHO_AT - self.start - 2
                if fits and end > ECHO_AT + 8
                else max(4, min(room, room - _cells(echo) - 2, room // 2 + 8))
            )
        x = self._well_text(well, one, active, room)
        if echo:
            x = max(x + 1, ECHO_AT if end > ECHO_AT + 8 else 0)
            for text, role, bold in echo:
                x = well.put(x, text, role, bold=bold)
        well.close()

    def flat(self, row: int, indices: list[int]) -> None:
        """Draw the fields that share a row."""
        line, room = self.drawn.lines[row], self.width - 2
        shown = {index: self._flat_text(index) for index in indices}
        labels = {index: cell_len(safe_text(self.fields[index].label)) for index in indices}
        indices = self._in_sight(indices, shown, labels)
        texts = sum(cell_len(shown[index]) for index in indices)
        gap = _GAP
        names = sum(labels[index] for index in indices)
        while gap > 1 and names + texts + len(indices) * (1 + gap) > room:
            gap -= 1
        budget = room - names - len(indices) - gap * (len(indices) - 1)
        active = indices.index(self.active) if self.active in indices else None
        cells = _shares([cell_len(shown[index]) for index in indices], budget, keep=active)
        x = 1
        for place, index in enumerate(indices):
            start = x
            x = self._label(line, x, index, self.width - 1 - x) + 1
            one, most = self.fields[index], cells[place]
            if index == self.active:
                x = self._flat_active(line, x, one, max(2, most))
            elif most > 0:
                role = "text" if one.typed else "muted"
                line.put(x, fit(shown[index], most, ellipsis=self.brush.ellipsis), role)
                x += most
            self.drawn.places.append((row, start, x + 1, index))
            x += gap

    def _in_sight(
        self, indices: list[int], shown: dict[int, str], labels: dict[int, int]
    ) -> list[int]:
        """Leave out the fields farthest from the keyboard where a row is too short for all."""
        here = self.active
        if here is None or here not in indices:
            return indices
        kept = list(indices)
        need = min(_ROOM, cell_len(shown[here]))
        while len(kept) > 1:
            taken = sum(labels[index] + 1 for index in kept) + len(kept) - 1
            if self.width - 2 - taken - (len(kept) - 1) >= need:
                break
            kept.remove(max(kept, key=lambda index: abs(index - here)))
        return kept

    def _label(self, line: Line, x: int, index: int, limit: int) -> int:
        active = index == self.active
        return line.put(
            x,
            self.fields[index].label,
            "accent" if active else "muted",
            bold=active,
            limit=max(0, limit),
            ellipsis=self.brush.ellipsis,
        )

    def _shown(self, one: Field, room: int) -> str:
        """Return what stands in a field the keyboard is not in, as far as it can be in sight."""
        if one.secret and one.typed:
            return _STARS
        return safe_text(one.typed[: _DENSITY * max(room, 8)])

    def _echo(self, one: Field, active: bool) -> tuple[Part, ...]:
        """Return what stands behind the text: what it may mean, else what it means."""
        if active and one.prompt.problem:
            return one.prompt.problem
        offered = one.offered() if active else ()
        if not offered:
            return one.echo(one.typed) if active or not one.secret else ()
        arrow = "->" if self.brush.ascii else "→"
        first, others = offered[0], offered[1:6]
        rest = tuple(("  " + safe_text(other), "muted", False) for other in others)
        return ((arrow + " ", "accent", False), (safe_text(first), "text", False), *rest)

    def _well_text(self, well: "Well", one: Field, active: bool, room: int) -> int:
        prompt, x = one.prompt, self.start + 1
        if not active:
            if not prompt.text:
                return well.put(x, one.hint, "muted", limit=room) if one.hint else x
            return well.put(x, self._shown(one, room), "text", limit=room)
        head, under, tail, cut = window(prompt.text, prompt.at, room)
        if cut and cell_len(head) > 1:
            head = self.brush.ellipsis + fit_end(head, cell_len(head) - 1)
        begin = x
        x = well.put(x, head, "text", bold=prompt.fresh, typed=True)
        self.drawn.cursor = (x, one.row)
        x = well.put(x, under, "caret", typed=True)
        left = max(0, begin + room - x)
        if tail:
            x = well.put(x, tail, "text", limit=left, typed=True)
        elif not prompt.text and one.hint:
            x = well.put(x + 1, one.hint, "muted", limit=max(0, left - 1))
        return x

    def _flat_text(self, index: int) -> str:
        one = self.fields[index]
        text = self._shown(one, self.width) or safe_text(one.hint) or "-"
        return text + "  " if index == self.active else text

    def _flat_active(self, line: Line, x: int, one: Field, room: int) -> int:
        prompt, start = one.prompt, x
        head, under, tail, _cut = window(prompt.text, prompt.at, room)
        x = line.put(x, head, "text", bold=prompt.fresh, typed=True)
        self.drawn.cursor = (x, one.row)
        x = line.put(x, under, "caret", typed=True)
        if tail:
            x = line.put(x, tail, "text", limit=max(0, start + room - x), typed=True)
        return max(x, start + min(room, 2))


def fit_end(text: str, cells: int) -> str:
    """Return the end of a text in exactly so many cells; a wide character cut leaves a blank."""
    while text and cell_len(text) > cells:
        text = text[1:]
    return " " * max(0, cells - cell_len(text)) + text


class Well:
    """A field cut out of the panel: pieces from left to right, gaps in the page's background."""

    def __init__(self, line: Line, start: int, end: int, brush: Brush) -> None:
        """Begin at a column and reach up to, not including, another."""
        self._line, self._at, self._end, self._brush = line, start, end, brush

    def put(
        self,
        x: int,
        text: str,
        role: str,
        *,
        bold: bool = False,
        limit: int | None = None,
        typed: bool = False,
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
            x,
            safe,
            f"well:{role}",
            bold=bold,
            limit=room,
            ellipsis=self._brush.ellipsis,
            typed=typed,
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
