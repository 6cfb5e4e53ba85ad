"""What the segment under the cursor is: rows under the list, or a pane beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from kamtui.i18n import ngettext
from kamtui.present.columns import wrap_cells
from kamtui.present.money import short_amount
from kamtui.present.segment_about import Section, about_segment
from kamtui.present.segment_words import HIDDEN, segment_label, share_text
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane
from kamtui.tui.widgets.words import head

if TYPE_CHECKING:
    from kamtui.domain.views.segments import ClvView, SegmentRow, SegmentsView

__all__ = ["AboutPane", "AboutRows", "rows_wanted"]

#: Rows under the list: the name, rule, movement and value; thresholds need three more.
_ROWS, _SCORED = 6, 3
#: Rows that a rule, or what is left out, may take more.
_MORE = 2
#: Cells below which nothing is said.
_LEAST = 12


def rows_wanted(view: SegmentsView | None, room: int) -> int:
    """Return the rows to say everything about a segment in; more where the list leaves them."""
    scored = view is not None and view.thresholds is not None
    wanted = _ROWS + (_SCORED if scored else 0)
    spare = room - (len(view.rows) if view is not None else 0)
    return max(wanted, min(spare, wanted + _MORE))


class _About(LineWidget):
    """Values in; the subclass draws the sections."""

    PLANE: ClassVar[Plane] = "panel"
    #: The lifetime value in few rows.
    BRIEF: ClassVar[bool] = False

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(brush, id=id)
        self._view: SegmentsView | None = None
        self._row: SegmentRow | None = None
        self._clv: ClvView | None = None
        self._masked = False

    def show(
        self,
        view: SegmentsView | None,
        row: SegmentRow | None,
        clv: ClvView | None,
        *,
        masked: bool,
    ) -> None:
        """Show a segment, or nothing."""
        self._view, self._row, self._clv, self._masked = view, row, clv, masked
        self.redraw()

    def sections(self) -> list[Section]:
        """Return what there is to say."""
        if self._view is None or self._row is None:
            return []
        return about_segment(
            self._view,
            self._row,
            self._clv,
            brief=self.BRIEF,
            ascii_only=self.brush.ascii,
            masked=self._masked,
        )

    def put_head(self, line: Line, start: int, end: int) -> None:
        """Put name and numbers of the segment."""
        view, row = self._view, self._row
        if view is None or row is None:
            return
        count = ngettext("{count} customer", "{count} customers", row.customers)
        amount = HIDDEN if self._masked else short_amount(row.amount_minor)
        share = share_text(row.share)
        words = "  ".join(
            part for part in (count.format(count=f"{row.customers:,}"), amount, share) if part
        )
        name = segment_label(view.by, row.key)
        at = end
        if cell_len(words) + 8 <= end - start:
            at = line.put_right(end, words, "muted") - 2
        line.put(start, name, "text", bold=True, limit=max(0, at - start),
                 ellipsis=self.brush.ellipsis)  # fmt: skip


class AboutRows(_About):
    """Under the list: the name, then a muted label and its words, wrapped."""

    BRIEF: ClassVar[bool] = True
    DEFAULT_CSS: ClassVar[str] = """
    AboutRows { height: 7; width: 100%; background: $panel; }
    .with-form AboutRows, AboutRows.away { display: none; }
    """

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the rows that fit."""
        found = self.sections()
        if not found or width < _LEAST:
            return []
        first = Line(width, "panel")
        self.put_head(first, 1, width - 1)
        lines = [first]
        start = 2 + max(cell_len(one.title) for one in found)
        start = min(start, max(6, width // 3))
        for one in found:
            lines += self._section(one, width, start)
        return lines

    def _section(self, one: Section, width: int, start: int) -> list[Line]:
        lines = []
        texts = [
            part
            for text in _joined(one.lines, width - 1 - start)
            for part in wrap_cells(text, max(2, width - 1 - start))
        ]
        for place, text in enumerate(texts):
            line = Line(width, "panel")
            if not place:
                line.put(1, one.title, "muted", limit=start - 2, ellipsis=self.brush.ellipsis)
            line.put(start, text, "text")
            lines.append(line)
        return lines


class AboutPane(_About):
    """Beside the list: the same by sections."""

    DEFAULT_CSS: ClassVar[str] = "AboutPane { height: 100%; }"

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the rows that fit."""
        found = self.sections()
        if not found or width < _LEAST:
            return []
        first = Line(width, "panel")
        self.put_head(first, 2, width - 2)
        lines = [Line(width, "panel"), first]
        for one in found:
            title = Line(width, "panel")
            head(title, one.title, self.brush, start=2, end=width - 2)
            lines += [Line(width, "panel"), title]
            for text in one.lines:
                for part in wrap_cells(text, width - 4):
                    line = Line(width, "panel")
                    line.put(2, part, "text")
                    lines.append(line)
        return lines


def _joined(texts: Sequence[str], cells: int) -> list[str]:
    """Put short texts beside each other where they fit into one row."""
    rows: list[str] = []
    for text in texts:
        if rows and cell_len(rows[-1]) + 3 + cell_len(text) <= cells:
            rows[-1] += "   " + text
        else:
            rows.append(text)
    return rows
