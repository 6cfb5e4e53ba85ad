"""The facts beside a customer's history: score by criterion, people, promises, money, soon."""

from datetime import timedelta
from decimal import Decimal
from typing import ClassVar

from rich.cells import cell_len

from kamtui.domain.scoring.evaluate import Part
from kamtui.domain.views.grading import Proposal
from kamtui.i18n import _, ngettext
from kamtui.present.dates import short_date
from kamtui.present.grade_way import way_text
from kamtui.present.grading import criterion_label, number_text
from kamtui.present.labels import channel_label
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.criterion_bar import criterion_runs
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane
from kamtui.tui.widgets.pane import contacts_section, money_section, promises_section
from kamtui.tui.widgets.preview import Facts
from kamtui.tui.widgets.words import head

__all__ = ["FactsPane"]

_START, _SOON = 2, 14


class FactsPane(LineWidget):
    """As many sections as fit, a blank row before each where there is room."""

    PLANE: ClassVar[Plane] = "panel"
    DEFAULT_CSS = "FactsPane { height: 100%; width: 40; background: $panel; }"

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(brush, id=id)
        self._facts: Facts | None = None
        self._proposal: Proposal | None = None

    def show(self, facts: Facts | None, proposal: Proposal | None) -> None:
        """Show a customer."""
        self._facts, self._proposal = facts, proposal
        self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the rows."""
        facts = self._facts
        if facts is None or width < 20:
            return []
        sections = [self._score(width)] if self._proposal is not None else []
        if facts.brief.contacts:
            sections.append(contacts_section(facts, width, self.brush))
        if any(one.delivered_on is None for one in facts.brief.promises):
            sections.append(promises_section(facts, width, self.brush))
        sections.append(money_section(facts, width, self.brush))
        soon = self._soon(facts, width)
        if soon:
            sections.append(soon)
        spaced = sum(len(one) + 1 for one in sections) + 1 <= height
        lines: list[Line] = [Line(width, "panel")] if spaced else []
        for place, section in enumerate(sections):
            if len(lines) + len(section) + (1 if spaced and place else 0) > height:
                break
            if spaced and place:
                lines.append(Line(width, "panel"))
            lines += section
        return lines

    def _title(self, title: str, width: int, count: object) -> Line:
        return head(Line(width, "panel"), title, self.brush, start=_START, end=width - 2,
                    count=count)  # fmt: skip

    def _score(self, width: int) -> list[Line]:
        proposal = self._proposal
        assert proposal is not None
        evaluation = proposal.evaluation
        score = "-" if evaluation.shown_score is None else number_text(evaluation.shown_score)
        lines = [self._title(_("Score"), width, score)]
        parts = [part for part in evaluation.parts if part.has_data]
        for part in parts:
            lines.append(self._part(part, width))
        missing = len(evaluation.parts) - len(parts)
        facts = self._facts
        words = way_text(proposal, masked=facts is not None and facts.masked)
        if missing and proposal.following is None:
            words = ngettext(
                "{count} criterion without data", "{count} criteria without data", missing
            ).format(count=missing)
        if words:
            line = Line(width, "panel")
            line.put(_START, words, "muted", limit=width - 4, ellipsis=self.brush.ellipsis)
            lines.append(line)
        return lines

    def _part(self, part: Part, width: int) -> Line:
        line = Line(width, "panel")
        name = criterion_label(part.metric, None, part.field)
        line.put(_START, name, "muted", limit=14, ellipsis=self.brush.ellipsis)
        points, most = number_text(part.points), f"/{number_text(part.maximum)}"
        end = line.put_right(width - 2, most, "muted")
        end = line.put_right(end, points, "text") - 1
        start = _START + 15
        room = Decimal(2 * min(15, end - start))
        if room >= 6:
            scale = min(Decimal(1), room / max(room, part.maximum))
            for x, text, role in criterion_runs(part.points, part.maximum, self.brush, scale=scale):
                line.put(start + x, text, role)
        return line

    def _soon(self, facts: Facts, width: int) -> list[Line]:
        until = facts.today + timedelta(days=_SOON)
        due = [
            (one.due_on, safe_text(one.what) or channel_label(one.channel))
            for one in facts.brief.follow_ups
            if one.state == "open" and facts.today <= one.due_on <= until
        ]
        due += [
            (one.due_on, safe_text(one.what))
            for one in facts.brief.promises
            if one.delivered_on is None and one.due_on and facts.today <= one.due_on <= until
        ]
        if not due:
            return []
        title = _("Next {days} days").format(days=_SOON)
        lines = [self._title(title, width, len(due))]
        dates = [short_date(day, facts.today) for day, _words in sorted(due)]
        cells = max(map(cell_len, dates))
        for text, (_day, words) in zip(dates, sorted(due), strict=True):
            line = Line(width, "panel")
            line.put(_START, text, "muted")
            line.put(_START + cells + 2, words, "text", limit=max(0, width - _START - cells - 4),
                     ellipsis=self.brush.ellipsis)  # fmt: skip
            lines.append(line)
        return lines[:5]
