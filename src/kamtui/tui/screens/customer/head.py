"""The top of the customer screen: who it is, the tabs, the weeks of contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.message import Message

from kamtui.domain.cadence import parse_cadence
from kamtui.domain.errors import KamError
from kamtui.domain.views.customer import FollowUpView
from kamtui.i18n import _, ngettext
from kamtui.present.dates import ago
from kamtui.present.labels import channel_label
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.bars import SCORE_CELLS, score_role, score_runs, weeks_runs
from kamtui.tui.widgets.header import Tab
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane
from kamtui.tui.widgets.pane import month_marks
from kamtui.tui.widgets.preview import Facts, main_contact
from kamtui.tui.widgets.words import cadence_text, chip, put_badge

__all__ = ["Identity", "Place", "TabStrip", "Weeks", "open_plan"]

#: Days of a unit of a cadence, roughly: only to tell when the last contact is too long ago.
_DAYS = {"d": 1, "w": 7, "m": 31}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the customer stands in the list one came from; ``total`` 0 where there is none."""

    at: int = 0
    total: int = 0


def open_plan(facts: Facts) -> FollowUpView | None:
    """Return the earliest open follow-up, None without one."""
    plans = [one for one in facts.brief.follow_ups if one.state == "open"]
    return min(plans, key=lambda one: (one.due_on, one.id), default=None)


class Identity(LineWidget):
    """Two rows: name, grade, score, next step; contact, numbers, town, cadence."""

    PLANE: ClassVar[Plane] = "panel"
    DEFAULT_CSS = "Identity { height: 2; width: 100%; background: $panel; }"

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(brush, id=id)
        self._facts: Facts | None = None
        self._place = Place()
        self._cadence: str | None = None

    def show(self, facts: Facts | None, place: Place, cadence: str | None) -> None:
        """Show a customer, its place in the list and the cadence that holds for it."""
        self._facts, self._place, self._cadence = facts, place, cadence
        self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return both rows."""
        first, second = Line(width, "panel"), Line(width, "panel")
        if self._facts is not None:
            self._draw_first(first, self._facts)
            self._draw_second(second, self._facts)
        return [first, second]

    def _draw_first(self, line: Line, facts: Facts) -> None:
        width, end = line.width, line.width - 1
        if self._place.total > 1 and width >= 60:
            text = _("{place} of {total}").format(place=self._place.at, total=self._place.total)
            end = line.put_right(end, text, "muted") - 3
        plan = open_plan(facts)
        if plan is not None:
            text, role = chip(plan.due_on, facts.today)
            end = line.put_right(end, text, role, bold=role != "muted") - 1
            words = safe_text(plan.what) or channel_label(plan.channel)
            # The name comes first: what is planned takes what a name of 12 Hanzi leaves.
            name = min(24, cell_len(safe_text(facts.brief.customer.name)))
            left = end - name - (36 if facts.score is not None and width >= 76 else 15)
            room = min(cell_len(words), 24 if width < 100 else 40, max(0, left))
            if room >= 4:
                end = line.put_right(end, words, "text", limit=room, ellipsis=self._dots()) - 2
        elif width >= 50:
            end = line.put_right(end, _("no plan"), "muted") - 2
        score = facts.score
        bar = SCORE_CELLS + 1 if score is not None and width >= 76 else 0
        marks = 2 + 3 + (4 if score is not None else 0) + bar
        x = line.put(
            1, facts.brief.customer.name, "text", bold=True,
            limit=max(4, end - 1 - marks), ellipsis=self._dots(),
        )  # fmt: skip
        put_badge(line, x + 2, facts.brief.customer.grade, self.brush)
        if score is None:
            return
        x = line.put(x + 6, str(score), score_role(score, self.brush), bold=True)
        if bar and x + 1 + SCORE_CELLS <= end:
            for offset, text, role in score_runs(score, self.brush):
                line.put(x + 1 + offset, text, role)

    def _draw_second(self, line: Line, facts: Facts) -> None:
        customer, end = facts.brief.customer, line.width - 1
        cadence = cadence_text(self._cadence)
        for text in (cadence, safe_text(customer.city or "")):
            if text and line.width >= 70:
                end = line.put_right(end, text, "muted", limit=20, ellipsis=self._dots()) - 3
        contact = main_contact(facts.brief)
        phone = facts.phone((contact.phone if contact else None) or customer.phone)
        x = 1
        if contact is not None:
            x = self._put(line, x, contact.name, "text", False, end - cell_len(phone) - 2)
            x = self._put(line, x + 1, contact.title or "", "muted", False,
                          end - cell_len(phone) - 2)  # fmt: skip
        if phone:
            x = self._put(line, x + 2 if contact else x, phone, "text", True, end)
        if contact is not None and contact.wechat and x + 12 < end:
            x = self._put(line, x + 2, channel_label("wechat"), "muted", False, end)
            shown = "***" if facts.masked else contact.wechat
            self._put(line, x + 1, shown, "text", False, end)

    def _put(self, line: Line, x: int, text: str, role: str, bold: bool, end: int) -> int:
        return line.put(x, text, role, bold=bold, limit=max(0, end - x), ellipsis=self._dots())

    def _dots(self) -> str:
        return self.brush.ellipsis


class TabStrip(LineWidget):
    """The tabs; the active one is cut out of the strip and runs into the page."""

    PLANE: ClassVar[Plane] = "panel"
    DEFAULT_CSS = "TabStrip { height: 1; width: 100%; background: $panel; }"

    class Pressed(Message):
        """A tab was clicked."""

        def __init__(self, tab_id: str) -> None:
            """Name it."""
            super().__init__()
            self.tab_id = tab_id

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(brush, id=id)
        self._tabs: tuple[Tab, ...] = ()

    def show(self, tabs: Sequence[Tab]) -> None:
        """Show these."""
        self._tabs = tuple(tabs)
        self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the row."""
        line = Line(width, "panel")
        planes = self.brush.palette.planes and not self.brush.ascii
        dots = self.brush.ellipsis
        for x, tab in self._placed(width):
            if not tab.active:
                end = line.put(x + 1, tab.label, "muted", ellipsis=dots)
                if tab.count is not None:
                    line.put(end + 1, str(tab.count), "muted", ellipsis=dots)
                continue
            role = "tab" if planes else "accent"
            start = line.put(x, " " if planes else "[", role, bold=True)
            end = line.put(start, tab.label, role, bold=True, ellipsis=dots)
            count = f" {tab.count}" if tab.count is not None else ""
            line.put(end, count + (" " if planes else "]"), role, ellipsis=dots)
        return [line]

    def on_click(self, event: events.Click) -> None:
        """Open the tab under the mouse."""
        for x, tab in self._placed(self.size.width):
            if x <= event.x < x + cell_len(tab.text) + 2:
                self.post_message(self.Pressed(tab.id))

    def _placed(self, width: int) -> list[tuple[int, Tab]]:
        tabs = list(self._tabs)
        while any(tab.active for tab in tabs[1:]) and _needed(tabs) > width:
            del tabs[0]  # the active one stays in sight
        gap = 2 if _cells(tabs) + 2 * len(tabs) <= width else 0
        placed, x = [], 0
        for tab in tabs:
            placed.append((x, tab))
            x += cell_len(tab.text) + 2 + gap
        return placed


def _cells(tabs: Sequence[Tab]) -> int:
    return sum(cell_len(tab.text) + 2 for tab in tabs)


def _needed(tabs: Sequence[Tab]) -> int:
    """Return the cells up to the end of the active tab."""
    last = next(place for place, tab in enumerate(tabs) if tab.active)
    return _cells(tabs[: last + 1])


class Weeks(LineWidget):
    """53 weeks of contact in one row, the count and the last contact beside them."""

    DEFAULT_CSS = "Weeks { height: 1; width: 100%; }"

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(brush, id=id)
        self._facts: Facts | None = None
        self._cadence: str | None = None

    def show(self, facts: Facts | None, cadence: str | None) -> None:
        """Show a customer; the last contact turns late once the cadence has passed."""
        self._facts, self._cadence = facts, cadence
        self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return one row, or four where there is room to breathe."""
        bars, months = Line(width), Line(width)
        facts = self._facts
        if facts is not None:
            end = self._draw_counts(bars, facts)
            weeks = facts.brief.weeks[-max(1, min(53, end - 5)) :]
            for x, text, role in weeks_runs(weeks, self.brush):
                bars.put(3 + x, text, role)
            for x, name in month_marks(len(weeks), facts.today):
                months.put(3 + x, name, "muted")
        return [bars] if height < 3 else [Line(width), bars, months, Line(width)]

    def _draw_counts(self, line: Line, facts: Facts) -> int:
        brief, end = facts.brief, line.width - 1
        if brief.last_contact is not None:
            days = (facts.today - brief.last_contact).days
            late = days > _allowed(self._cadence)
            words = _("last {ago}").format(ago=ago(days))
            end = line.put_right(end, words, "late" if late else "muted", bold=late) - 3
        count = sum(brief.weeks)
        words = ngettext("{count} a year", "{count} a year", count).format(count=count)
        if line.width >= 60:
            end = line.put_right(end, words, "muted")
        return end


def _allowed(cadence: str | None) -> int:
    """Return the days a cadence leaves between contacts; practically for ever without one."""
    try:
        parsed = parse_cadence(cadence) if cadence else None
    except KamError:
        parsed = None
    return 10_000 if parsed is None else parsed.every * _DAYS[parsed.unit.value]
