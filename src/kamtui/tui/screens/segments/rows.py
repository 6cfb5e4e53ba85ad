"""The segments of a dimension as rows: how many, what share of the money, who moved, the rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from kamtui.domain.segments.model import NO_DATA, NO_RULE
from kamtui.i18n import _, pgettext
from kamtui.present.money import short_amount
from kamtui.present.segment_about import moved_text, moved_words, row_rule
from kamtui.present.segment_words import HIDDEN, segment_label, share_text
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.paint import Brush, Line

if TYPE_CHECKING:
    from kamtui.domain.views.segments import SegmentRow, SegmentsView
    from kamtui.tui.widgets.line_list import RowState

__all__ = ["SegmentRows", "put_segment_titles"]

#: Cells of the columns behind the name, with the gap before each; the rule takes the rest.
_CELLS = {"number": 8, "bar": 9, "share": 5, "amount": 8, "moved": 8}
_LEAST_NAME, _MOST_NAME, _LEAST_RULE = 10, 28, 12
_BAR = 7
#: The columns that go first where there is no room.
_GO = ("bar", "share", "moved", "amount")


class Columns(NamedTuple):
    """Columns as start and cells; 0 cells is not shown."""

    name: tuple[int, int]
    number: tuple[int, int]
    bar: tuple[int, int]
    share: tuple[int, int]
    amount: tuple[int, int]
    moved: tuple[int, int]
    rule: tuple[int, int]

    @classmethod
    def of(cls, width: int, *, name: int, moved: int) -> Columns:
        """Return the columns for a width; `name` and `moved` are the cells of the widest ones."""
        name = max(_LEAST_NAME, min(name, _MOST_NAME, width // 3))
        cells = {**_CELLS, "moved": moved + 2 if moved else 0}
        names = [one for one, size in cells.items() if size]
        for victim in _GO:
            if 2 + name + sum(cells[one] for one in names) < width:
                break
            if victim in names:
                names.remove(victim)
        spare = width - 3 - name - sum(cells[one] for one in names)
        rule = spare - 2 if spare - 2 >= _LEAST_RULE else 0
        name_cells = max(0, min(name + (0 if rule else spare), _MOST_NAME))
        x = 2 + name_cells
        placed: dict[str, tuple[int, int]] = {}
        for one in cells:
            size = cells[one] if one in names else 0
            gap = min(size, 2 if one in ("bar", "moved") else 1)
            placed[one] = (x + gap, max(0, size - gap))
            x += size
        return cls((2, name_cells), **placed, rule=(x + 2, rule))


def put_segment_titles(view: SegmentsView | None) -> Callable[[Line, Brush], None]:
    """Return what puts the titles over the columns."""
    name, moved = (0, 0) if view is None else (_name_cells(view), _moved_cells(view))

    def put(line: Line, brush: Brush) -> None:
        if view is None:
            return
        columns = Columns.of(line.width, name=name, moved=moved)
        for (x, cells), title, right in (
            (columns.name, _("Segment"), False),
            (columns.number, pgettext("column", "Number"), True),
            (columns.bar, _("Share"), False),
            (columns.amount, pgettext("column", "12 mon."), True),
            (columns.moved, pgettext("segments", "Moved"), False),
            (columns.rule, _("Rule"), False),
        ):
            if right:
                line.put_right(x + cells, title, "muted", limit=cells)
            else:
                line.put(x, title, "muted", limit=cells, ellipsis=brush.ellipsis)

    return put


def _name_cells(view: SegmentsView) -> int:
    return max((cell_len(segment_label(view.by, row.key)) for row in view.rows), default=0)


def _moved_cells(view: SegmentsView) -> int:
    if view.before_on is None:
        return 0
    title = cell_len(pgettext("segments", "Moved"))
    return max(title, 5, *(cell_len(moved_text(row)) for row in view.rows))


class SegmentRows:
    """A `RowSource` of segments."""

    heads: Sequence[int] = ()

    def __init__(self, view: SegmentsView, *, masked: bool = False) -> None:
        """Show a dimension; masked hides amounts, for somebody is looking."""
        self.view = view
        self._masked = masked
        # A dimension may have a segment for each of thousands of towns: measured once.
        self._name, self._moved = _name_cells(view), _moved_cells(view)

    def __len__(self) -> int:
        """Segments."""
        return len(self.view.rows)

    def key(self, index: int) -> str | None:
        """Return a segment's name."""
        return self.view.rows[index].key

    def row(self, key: str | None) -> SegmentRow | None:
        """Return a segment by its name."""
        return next((row for row in self.view.rows if row.key == key), None)

    def spoken(self, index: int) -> str:
        """Return one row in words."""
        row = self.view.rows[index]
        parts = (
            segment_label(self.view.by, row.key),
            f"{row.customers:,}",
            self._amount(row),
            share_text(row.share),
            moved_words(self.view, row),
            row_rule(self.view, row, masked=self._masked),
        )
        return ", ".join(part for part in parts if part)

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        line = Line(width, state.plane)
        put_cursor(line, state, brush)
        row, dots = self.view.rows[index], brush.ellipsis
        columns = Columns.of(width, name=self._name, moved=self._moved)
        aside = row.key in (NO_DATA, NO_RULE)
        x, cells = columns.name
        label = segment_label(self.view.by, row.key)
        line.put(x, label, "muted" if aside else "text", bold=state.cursor, limit=cells,
                 ellipsis=dots)  # fmt: skip
        x, cells = columns.number
        line.put_right(x + cells, f"{row.customers:,}", "text", limit=cells)
        x, cells = columns.bar
        if cells and row.share is not None:
            filled = _filled(row.share)
            line.fill(x, x + filled, brush.glyph("full"), "accent")
            line.fill(x + filled, x + _BAR, brush.glyph("track"))
        x, cells = columns.share
        line.put_right(x + cells, share_text(row.share), "text", limit=cells)
        x, cells = columns.amount
        line.put_right(x + cells, self._amount(row), "text", limit=cells)
        x, cells = columns.moved
        line.put(x, moved_text(row), "text", limit=cells)
        x, cells = columns.rule
        rule = row_rule(self.view, row, ascii_only=brush.ascii, masked=self._masked)
        line.put(x, rule, "muted", limit=cells, ellipsis=dots)
        return line

    def _amount(self, row: SegmentRow) -> str:
        """Return the money of a segment; of customers without data none is known."""
        if row.key == NO_DATA and not row.amount_minor:
            return "-"
        return HIDDEN if self._masked else short_amount(row.amount_minor)


def _filled(share: Fraction) -> int:
    if share <= 0:
        return 0
    return max(1, min(_BAR, round(share * _BAR)))
