"""The customers of a segment as rows: grade, name, where they came from, scores, money."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from kamtui.i18n import _, pgettext
from kamtui.present.dates import ago
from kamtui.present.money import short_amount
from kamtui.present.safe_text import safe_text
from kamtui.present.segment_words import HIDDEN, segment_label
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.windowed_rows import PAGE, WindowedRows
from kamtui.tui.widgets.words import put_badge, put_name

if TYPE_CHECKING:
    from kamtui.domain.views.segments import MemberRow
    from kamtui.tui.widgets.line_list import RowState
    from kamtui.tui.widgets.paint import Brush, Line

__all__ = ["MemberRows", "Moved", "put_member_titles"]

Moved = Literal["came", "left"]
#: Cells of the columns behind the name with the gap before each.
_WAS, _SCORES, _LAST, _CITY, _AMOUNT = 18, 7, 7, 10, 9
_LEAST_NAME = 20


class Columns(NamedTuple):
    """Columns as start and cells; 0 cells is not shown."""

    name: tuple[int, int]
    was: tuple[int, int]
    scores: tuple[int, int]
    last: tuple[int, int]
    city: tuple[int, int]
    amount: tuple[int, int]

    @classmethod
    def of(cls, width: int, *, scored: bool, moves: bool) -> Columns:
        """Return the columns for a width: the town goes first, then where they were, the days."""
        wanted = {
            "was": _WAS if moves else 0,
            "scores": _SCORES if scored else 0,
            "last": _LAST if scored else 0,
            "city": _CITY,
            "amount": _AMOUNT,
        }
        names = [name for name, cells in wanted.items() if cells]
        for victim in ("city", "last", "was", "scores", "amount"):
            if 6 + _LEAST_NAME + sum(wanted[name] for name in names) < width:
                break
            if victim in names:
                names.remove(victim)
        room = max(0, width - 1 - 6 - sum(wanted[name] for name in names))
        x, placed = 6 + room, {}
        for name in wanted:
            cells = wanted[name] if name in names else 0
            gap = min(1, cells)
            placed[name] = (x + gap, cells - gap)
            x += cells
        return cls((6, room), **placed)


def put_member_titles(
    *, scored: bool, moves: bool, moved: Moved | None
) -> Callable[[Line, Brush], None]:
    """Return what puts the titles over the columns."""

    def put(line: Line, brush: Brush) -> None:
        columns = Columns.of(line.width, scored=scored, moves=moves)
        gone = moved == "left"
        was = pgettext("segments", "Now in") if gone else pgettext("segments", "Came from")
        for (x, cells), title, right in (
            (columns.name, pgettext("column", "Customer"), False),
            (columns.was, was, False),
            (columns.scores, pgettext("column", "R F M"), False),
            (columns.last, pgettext("column", "Last"), True),
            (columns.city, pgettext("column", "Town"), False),
            (columns.amount, pgettext("column", "12 mon."), True),
        ):
            if right:
                line.put_right(x + cells, title, "muted", limit=cells)
            else:
                line.put(x, title, "muted", limit=cells, ellipsis=brush.ellipsis)

    return put


class MemberRows(WindowedRows["MemberRow"]):
    """A `RowSource` over any number of members, of whom only windows are read."""

    def __init__(
        self,
        total: int,
        by: str,
        *,
        ask: Callable[[int], None],
        scored: bool,
        moves: bool,
        moved: Moved | None = None,
        masked: bool = False,
    ) -> None:
        """Prepare.

        Args:
            total: How many members there are.
            by: Name of the dimension.
            ask: Told the number of a window that is needed.
            scored: The dimension rests on RFM.
            moves: It is known who moved.
            moved: Only those who came, or who left.
            masked: Hide amounts: somebody is looking.
        """
        super().__init__(total, ask=ask)
        self.by = by
        self._scored, self._moves, self._moved = scored, moves, moved
        self.masked = masked

    def spoken(self, index: int) -> str:
        """Return one row in words."""
        row = self.row(index)
        if row is None:
            self.need(index // PAGE)
            return _("still being read")
        score = row.score
        scores = f"R {score.r} F {score.f} M {score.m}" if score is not None else ""
        parts = (row.grade or "", safe_text(row.name), self._was(row), scores, self._amount(row))
        return ", ".join(part for part in parts if part)

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        from kamtui.tui.widgets.paint import Line

        line = Line(width, state.plane)
        put_cursor(line, state, brush)
        row, dots = self.row(index), brush.ellipsis
        if row is None:
            self.need(index // PAGE)
            return line
        columns = Columns.of(width, scored=self._scored, moves=self._moves)
        put_badge(line, 2, row.grade, brush, filled=state.cursor)
        x, cells = columns.name
        put_name(line, x, cells, row.name, brush, bold=state.cursor)
        x, cells = columns.was
        line.put(x, self._was(row), "accent", limit=cells, ellipsis=dots)
        x, cells = columns.scores
        if cells:
            score = row.score
            words = "- - -" if score is None else f"{score.r} {score.f} {score.m}"
            line.put(x, words, "muted" if score is None else "text", limit=cells)
        x, cells = columns.last
        if cells and row.score is not None:
            line.put_right(x + cells, ago(row.score.recency_days), "muted", limit=cells)
        x, cells = columns.city
        line.put(x, row.city or "", "muted", limit=max(0, cells), ellipsis=dots)
        x, cells = columns.amount
        line.put_right(x + cells, self._amount(row), "text", limit=cells)
        return line

    def _was(self, row: MemberRow) -> str:
        """Return where a member was, or, of those who left, where it is now."""
        if self._moved == "left":
            return segment_label(self.by, row.segment)
        return segment_label(self.by, row.was) if row.was is not None else ""

    def _amount(self, row: MemberRow) -> str:
        if row.amount_minor is None:
            return "-"
        mark = "*" if row.left_out else ""  # amounts in another currency are not in it
        return mark + (HIDDEN if self.masked else short_amount(row.amount_minor))
