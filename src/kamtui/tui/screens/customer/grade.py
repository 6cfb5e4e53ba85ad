"""The grade of a customer, criterion by criterion."""

from typing import ClassVar

from kamtui.domain.scoring.evaluate import Part
from kamtui.domain.views.grading import Proposal
from kamtui.i18n import N_, _
from kamtui.present.grading import (
    class_label,
    criterion_label,
    left_out_text,
    missing_text,
    next_text,
    number_text,
    total_text,
    why_text,
)
from kamtui.tui.screens.customer.tab import CustomerTab
from kamtui.tui.widgets.criterion_bar import put_track
from kamtui.tui.widgets.drawn_rows import DrawnRows, blank_row, words_row
from kamtui.tui.widgets.line_list import RowSource, RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.preview import Facts

__all__ = ["GradeTab"]


class GradeTab(CustomerTab):
    """Points, maximum and fact of every criterion, and what the next grade takes."""

    NAME: ClassVar[str] = "grade"
    LABEL: ClassVar[str] = N_("Grade")

    def rows(self, facts: Facts) -> RowSource:
        """Return the criteria."""
        proposal = self.screen.proposal
        return grade_rows(proposal) if proposal is not None else DrawnRows()


def grade_rows(proposal: Proposal) -> DrawnRows:
    """Return the grade criterion by criterion (look.md, Explanation)."""
    evaluation, rows = proposal.evaluation, DrawnRows()
    now = class_label(proposal.current) if proposal.current else "-"
    shown = "-" if evaluation.shown_score is None else number_text(evaluation.shown_score)

    def title(line: Line, state: RowState, brush: Brush) -> None:
        x = line.put(1, _("Grade"), "text", bold=True)
        x = line.put(x + 1, now, f"grade:{now}", bold=True)
        if proposal.changes and proposal.proposed:
            x = line.put(x + 1, "->" if brush.ascii else "→", "muted")
            x = line.put(x + 1, class_label(proposal.proposed), f"grade:{proposal.proposed}",
                         bold=True)  # fmt: skip
            x = line.put(x + 1, _("proposed"), "muted")
        x = line.put(x + 2, shown, "text", bold=True)
        line.fill(x + 1, line.width - 1, brush.glyph("rule"))

    rows.add(title)
    for part in evaluation.parts:

        def draw(line: Line, state: RowState, brush: Brush, one: Part = part) -> None:
            _draw_part(line, one, brush)

        rows.add(draw, key=part.criterion)
    rows.add(blank_row)
    for text in (
        total_text(evaluation),
        missing_text(evaluation),
        left_out_text(evaluation),
        next_text(proposal.following),
    ):
        if text:
            rows.add(words_row(text, "text"))
    return rows


def _draw_part(line: Line, part: Part, brush: Brush) -> None:
    name = criterion_label(part.metric, part.months)
    line.put(1, name, "text" if part.has_data else "muted", limit=19, ellipsis=brush.ellipsis)
    narrow = line.width < 60
    bar_at, fact_at = 21, 46
    if part.has_data and not narrow:
        track = min(15, max(1, round(float(part.maximum) / 2)))
        put_track(line, bar_at, track, part, brush)
    at = 41 if not narrow else 26
    points = number_text(part.points) if part.has_data else "-"
    line.put_right(at, points, "text", bold=part.has_data, limit=5)
    line.put(at, f"/{number_text(part.maximum)}", "muted", limit=4)
    x = fact_at if not narrow else 31
    missing = part.has_data and part.points < part.maximum
    line.put(x, why_text(part), "text" if missing else "muted",
             limit=max(0, line.width - 1 - x), ellipsis=brush.ellipsis)  # fmt: skip
