"""How a score came about: each criterion with its bar, its points, its fact; the way up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from kamtui.i18n import _, language, pgettext
from kamtui.present.columns import fit
from kamtui.present.grade_changes import change_lines
from kamtui.present.grade_reasons import decision_text, moved_text, since_text
from kamtui.present.grade_way import way_text
from kamtui.present.grading import (
    class_label,
    missing_text,
    needed_text,
    number_text,
    total_text,
)
from kamtui.present.safe_text import safe_text
from kamtui.present.treatments import treatment_line
from kamtui.tui.widgets.bars import SCORE_CELLS, score_role, score_runs
from kamtui.tui.widgets.change_rows import put_change, put_since
from kamtui.tui.widgets.criterion_bar import bar_scale, put_criterion
from kamtui.tui.widgets.grade_rows import change_parts
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane
from kamtui.tui.widgets.words import head, put_badge, put_name

if TYPE_CHECKING:
    from kamtui.domain.scoring.evaluate import Part as ScorePart
    from kamtui.domain.views.grade_changes import GradeChanges
    from kamtui.domain.views.grade_review import GradeDecision, GradeReview, ReviewRow

__all__ = ["Explained", "Explanation", "rows_needed"]


@dataclass(frozen=True, slots=True)
class Explained:
    """What is explained.

    Attributes:
        row: A row of a review.
        review: The review.
        history: The decisions before, where they were read.
        masked: Hide amounts: somebody is looking.
        since: Tell what changed since the last review instead of the criteria.
        changes: What changed, where it was read.
    """

    row: ReviewRow
    review: GradeReview
    history: tuple[GradeDecision, ...] | None
    masked: bool = False
    since: bool = False
    changes: GradeChanges | None = None


def rows_needed(criteria: int, *, tall: bool) -> int:
    """Return the rows an explanation takes."""
    return criteria + 11 if tall else criteria + 2


class Explanation(LineWidget):
    """The evaluation of the customer under the cursor."""

    PLANE: ClassVar[Plane] = "panel"
    DEFAULT_CSS = "Explanation { height: 10; }"

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(brush, id=id)
        self._explained: Explained | None = None

    def show(self, explained: Explained | None) -> None:
        """Show a row, or nothing."""
        self._explained = explained
        self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the rows; with little room the last criteria go first, never the total."""
        explained = self._explained
        if explained is None or height < 1:
            return []
        if explained.since:
            return self._since_review(width, height, explained)
        parts = explained.row.proposal.evaluation.parts
        tall = height >= rows_needed(len(parts), tall=True) - 3
        lines: list[Line] = []
        if tall:
            lines.append(Line(width, "panel"))
        lines.append(self._title(width, explained))
        if tall:
            lines.append(Line(width, "panel"))
        room = max(0, height - len(lines) - 1) if not tall else len(parts)
        lines += [self._criterion(width, part, explained) for part in parts[:room]]
        if tall:
            lines.append(Line(width, "panel"))
            lines += self._last_rows(width, explained)
            if len(lines) < height:
                lines += self._treatment(width, explained)
            lines += self._history(width, height - len(lines), explained)
        else:
            lines.append(self._last_row(width, explained))
        return lines[:height]

    def _since_review(self, width: int, height: int, explained: Explained) -> list[Line]:
        """Return what changed since the last review, as much as fits; the tab has all of it."""
        lines, changes = [self._title(width, explained)], explained.changes
        if changes is None:
            reading = Line(width, "panel")
            reading.put(1, _("Reading what changed…"), "muted", limit=width - 2)
            return [*lines, reading][:height]
        since = Line(width, "panel")
        put_since(since, changes, self.brush)
        lines.append(since)
        arrow = " -> " if self.brush.ascii else " → "
        told = change_lines(changes, arrow=arrow, masked=explained.masked)
        room = height - len(lines)
        if len(told) > room:
            told = change_lines(changes, arrow=arrow, masked=explained.masked, most=1)
        cut = len(told) > room
        for one in told[: max(0, room - 1) if cut else room]:
            line = Line(width, "panel")
            put_change(line, one, self.brush)
            lines.append(line)
        if cut:
            more = Line(width, "panel")
            more.put(1, _("more of it in the customer's grade (Enter)"), "muted", limit=width - 2)
            lines.append(more)
        return lines[:height]

    # -- rows ------------------------------------------------------------------------------------

    def _title(self, width: int, explained: Explained) -> Line:
        line, brush = Line(width, "panel"), self.brush
        row, evaluation = explained.row, explained.row.proposal.evaluation
        put_name(line, 1, 22 if width >= 70 else 16, row.proposal.name, self.brush, bold=True)
        x = 24 if width >= 70 else 18
        wanted = row.decided.to_grade if row.decided is not None else row.proposed
        (before, role), (arrow, arrow_role) = change_parts(
            row.before, wanted, explained.review, self.brush
        )
        line.put(x, before, role, bold=True)
        line.put(x + 2, arrow, arrow_role)
        if wanted is None:
            line.put(x + 5, "-", "muted")
        else:
            put_badge(line, x + 4, wanted, self.brush, filled=row.decided is None)
        end = width - 1
        legend = self._legend(explained.review)
        score = evaluation.shown_score
        if score is None:
            words = needed_text(evaluation, explained.review.judged.minimum_with_data)
            line.put(x + 9, words, "muted", limit=max(0, end - x - 9), ellipsis=brush.ellipsis)
            return line
        line.put(x + 9, number_text(score), score_role(int(score), self.brush), bold=True)
        bar = x + 12
        if bar + SCORE_CELLS <= end:
            for offset, text, bar_role in score_runs(int(score), self.brush):
                line.put(bar + offset, text, bar_role)
        if bar + SCORE_CELLS + 2 + sum(cell_len(text) for text, _ in legend) <= end:
            at = end
            for text, text_role in reversed(legend):
                at = line.put_right(at, text, text_role, bold=text_role != "muted")
        return line

    def _legend(self, review: GradeReview) -> list[tuple[str, str]]:
        """Return ``A from 75  B from 45`` as texts and roles."""
        parts: list[tuple[str, str]] = []
        for key, cut in review.classes[:-1]:
            label = class_label(key)
            gap = "  " if parts else ""
            words = pgettext("cut-off", "from {score}").format(score=number_text(cut))
            parts += [(gap + label, f"grade:{label[:1]}"), (f" {words}", "muted")]
        return parts

    def _criterion(self, width: int, part: ScorePart, explained: Explained) -> Line:
        line = Line(width, "panel")
        parts = explained.row.proposal.evaluation.parts
        put_criterion(line, part, self.brush, scale=bar_scale(parts), masked=explained.masked)
        return line

    def _last_row(self, width: int, explained: Explained) -> Line:
        """Put the total on the left, and the way up, or what moved, on the right."""
        line = Line(width, "panel")
        evaluation = explained.row.proposal.evaluation
        way = way_text(explained.row.proposal, masked=explained.masked)
        if evaluation.shown_score is None:
            text = missing_text(evaluation)
            line.put(1, text, "muted", limit=width - 2, ellipsis=self.brush.ellipsis)
            return line
        total = total_text(evaluation)
        if way and 1 + cell_len(total) + 3 + cell_len(way) + 1 > width:
            # The way up is worth more than words around the sum.
            points, known = number_text(evaluation.points), number_text(evaluation.with_data)
            total = f"{points}/{known} = {number_text(evaluation.shown_score)}"
        x = line.put(1, total, "muted", limit=width - 2)
        room = width - 1 - x - 3
        at_top = explained.row.proposal.following is None
        since = self._since(explained, room) if at_top else []
        if since:
            self._put_parts(line, since)
        elif way:
            cut = fit(way, room, ellipsis=self.brush.ellipsis) if cell_len(way) > room else way
            line.put_right(width - 1, cut, "muted" if at_top else "text")
        return line

    def _last_rows(self, width: int, explained: Explained) -> list[Line]:
        """Put total and what moved on one row, the way up on the next."""
        evaluation = explained.row.proposal.evaluation
        if evaluation.shown_score is None:
            return [self._last_row(width, explained)]
        first = Line(width, "panel")
        x = first.put(1, total_text(evaluation), "muted")
        since = self._since(explained, width - 4 - x)
        if since:
            self._put_parts(first, since)
        way = way_text(explained.row.proposal, masked=explained.masked)
        if not way:
            return [first]
        second = Line(width, "panel")
        role = "muted" if explained.row.proposal.following is None else "text"
        second.put(1, way, role, limit=width - 2, ellipsis=self.brush.ellipsis)
        return [first, second]

    def _treatment(self, width: int, explained: Explained) -> list[Line]:
        """Return how the customer is treated in the class it gets, else in the one it has."""
        row = explained.row
        wanted = row.decided.to_grade if row.decided is not None else row.proposed
        text = treatment_line(explained.review.treatments, wanted or row.before)
        if not text:
            return []
        line = Line(width, "panel")
        line.put(1, text, "muted", limit=width - 2, ellipsis=self.brush.ellipsis)
        return [line]

    def _put_parts(self, line: Line, parts: Sequence[tuple[str, str]]) -> None:
        x = line.width - 1 - sum(cell_len(text) for text, _role in parts)
        for text, role in parts:
            x = line.put(x, text, role, bold=role == "accent")

    def _since(self, explained: Explained, room: int) -> list[tuple[str, str]]:
        """Return how far the score moved since the decision before: ``since Aug +7: orders``.

        Two criteria that moved most, one, or none, as many as there is room for.
        """
        row = explained.row
        score, previous = row.proposal.evaluation.shown_score, row.previous
        if score is None or previous is None or previous.score is None:
            return []
        change = int(score) - previous.score
        year = explained.review.judged.as_of.year
        start = [
            (since_text(previous, year=year) + " ", "muted"),
            (f"{change:+d}" if change else "±0" if not self.brush.ascii else "0", "accent"),
        ]
        arrow = "->" if self.brush.ascii else "→"
        for most in (2, 1, 0):
            moved = moved_text(
                row.proposal.evaluation,
                previous.parts,
                arrow=arrow,
                masked=explained.masked,
                most=most,
            )
            facts = [(_(": {facts}").format(facts=moved), "muted")] if moved else []
            if sum(cell_len(text) for text, _role in (*start, *facts)) <= room:
                return [*start, *facts]
        return []

    def _history(self, width: int, room: int, explained: Explained) -> list[Line]:
        """Return the decisions before, the newest first, as many as fit."""
        history = explained.history or ()
        if room < 3 or not history:
            return []
        title = Line(width, "panel")
        head(title, _("Grade history"), self.brush, start=1, end=width - 1, count=len(history))
        lines = [Line(width, "panel"), title]
        for one in history[: room - 2]:
            lines.append(self._decision(width, one, explained.review))
        return lines

    def _decision(self, width: int, one: GradeDecision, review: GradeReview) -> Line:
        line = Line(width, "panel")
        line.put(1, f"{one.on.year:04d}-{one.on.month:02d}", "muted")
        if one.from_grade is not None and one.to_grade is not None:
            (before, role), (arrow, arrow_role) = change_parts(
                one.from_grade, one.to_grade, review, self.brush
            )
            line.put(11, before, role, bold=True)
            line.put(13, arrow, arrow_role)
        if one.to_grade is not None:
            label = safe_text(one.to_grade)[:1]
            line.put(15, label, f"grade:{label}", bold=True)
        words = [] if one.score is None else [_("score {score}").format(score=one.score)]
        words.append(_decision_words(one))
        text = ("，" if language() == "zh" else ", ").join(word for word in words if word)
        line.put(19, text, "text", limit=max(0, width - 20), ellipsis=self.brush.ellipsis)
        return line


def _decision_words(one: GradeDecision) -> str:
    return safe_text(one.reason) if one.reason else decision_text(one)
