"""The tabs of the customer screen as rows: history, contacts, orders, grade, changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kamtui.domain.enums import ContactRole, PointKind
from kamtui.domain.scoring.evaluate import Part
from kamtui.domain.views.changes import ChangeEntry
from kamtui.domain.views.customer import CommunicationView, ContactView
from kamtui.domain.views.grading import Proposal
from kamtui.i18n import _, pgettext
from kamtui.present.change_words import verb_text
from kamtui.present.columns import wrap_cells
from kamtui.present.dates import long_date, month_day
from kamtui.present.fields import entity_label
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
from kamtui.present.history_table import fields_text
from kamtui.present.labels import channel_label, label
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.bars import bar_runs
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.preview import Facts
from kamtui.tui.widgets.words import head

__all__ = ["DrawnRows", "HistoryRows", "change_rows", "contact_rows", "grade_rows", "order_rows"]

Draw = Callable[[Line, RowState, Brush], None]

#: Columns of the history; the text begins further left where people or channels are left out.
_DATE, _CHANNEL, _WHO, _TEXT = 3, 10, 19, 26


@dataclass(slots=True)
class _Entry:
    talk: CommunicationView
    #: Which line of the words, 0 for the first; whole words wrap over several.
    part: int = 0
    words: str = ""


class HistoryRows:
    """Communications, the newest first, under a rule for every year; Enter shows one whole."""

    def __init__(
        self,
        talks: Sequence[CommunicationView],
        *,
        width: int,
        whole: frozenset[str] = frozenset(),
        spaced: bool = False,
    ) -> None:
        """Lay them out.

        Args:
            talks: The newest first.
            width: Cells of the list, for words that wrap.
            whole: Ids of those shown whole.
            spaced: A blank row before every year after the first.
        """
        self._rows: list[_Entry | int | None] = []
        heads: list[int] = []
        year: int | None = None
        room = max(10, width - 1 - _columns(width)[2])
        for talk in talks:
            if talk.on.year != year:
                year = talk.on.year
                if spaced and self._rows:
                    heads.append(len(self._rows))
                    self._rows.append(None)
                heads.append(len(self._rows))
                self._rows.append(year)
            if talk.id not in whole:
                self._rows.append(_Entry(talk))
                continue
            lines = _whole(talk, room)
            for part, words in enumerate(lines):
                if part:
                    heads.append(len(self._rows))
                self._rows.append(_Entry(talk, part, words))
        self.heads: Sequence[int] = heads

    def __len__(self) -> int:
        """Rows, heads and further lines too."""
        return len(self._rows)

    def key(self, index: int) -> str | None:
        """Return a communication's id."""
        row = self._rows[index]
        return row.talk.id if isinstance(row, _Entry) and not row.part else None

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        row = self._rows[index]
        if row is None:
            return Line(width)
        if isinstance(row, int):
            return head(Line(width), str(row), brush, end=width - 1)
        line = Line(width, state.plane)
        channel_at, who_at, text_at = _columns(width)
        words = row.words
        if not row.part:
            put_cursor(line, state, brush)
            line.put(_DATE, month_day(row.talk.on), "muted")
            if channel_at:
                line.put(channel_at, channel_label(row.talk.channel), "muted",
                         limit=8, ellipsis=brush.ellipsis)  # fmt: skip
            if who_at:
                line.put(who_at, _people(row.talk) or "-", "muted", limit=_TEXT - _WHO - 1,
                         ellipsis=brush.ellipsis)  # fmt: skip
            words = words or _summary(row.talk)
        role = "text" if row.talk.content or row.talk.outcome else "muted"
        line.put(text_at, words, role, limit=max(0, width - 1 - text_at), ellipsis=brush.ellipsis)
        return line


def _columns(width: int) -> tuple[int, int, int]:
    if width >= 60:
        return _CHANNEL, _WHO, _TEXT
    if width >= 40:
        return _CHANNEL, 0, _WHO
    return 0, 0, _CHANNEL


def _people(talk: CommunicationView) -> str:
    """Return who took part, each once: a name may be linked and typed as well."""
    return "、".join(dict.fromkeys(safe_text(talk.who or "").split("、")))


def _summary(talk: CommunicationView) -> str:
    words = safe_text(talk.content) if talk.content else ""
    if talk.outcome:
        words = f"{words}  [{safe_text(talk.outcome)}]" if words else safe_text(talk.outcome)
    return words or _("not noted")


def _whole(talk: CommunicationView, room: int) -> list[str]:
    lines = wrap_cells(talk.content or _("not noted"), room)
    if talk.outcome:
        lines += wrap_cells(_("Outcome: {outcome}").format(outcome=talk.outcome), room)
    if talk.who:
        lines += wrap_cells(_("With {people}").format(people=_people(talk)), room)
    return lines or [""]


@dataclass(slots=True)
class DrawnRows:
    """A `RowSource` of rows that know how to draw themselves."""

    rows: list[tuple[str | None, Draw]] = field(default_factory=list)
    heads: Sequence[int] = ()

    def add(self, draw: Draw, *, key: str | None = None) -> None:
        """Add a row; without a key the cursor passes over it."""
        if key is None:
            self.heads = (*self.heads, len(self.rows))
        self.rows.append((key, draw))

    def __len__(self) -> int:
        """Rows."""
        return len(self.rows)

    def key(self, index: int) -> str | None:
        """Return a row's key."""
        return self.rows[index][0]

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        line = Line(width, state.plane)
        put_cursor(line, state, brush)
        self.rows[index][1](line, state, brush)
        return line


def _words(text: str, role: str = "muted", *, x: int = 1, bold: bool = False) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        line.put(x, text, role, bold=bold, limit=max(0, line.width - 1 - x),
                 ellipsis=brush.ellipsis)  # fmt: skip

    return draw


def _title(title: str, count: object = None) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        head(line, title, brush, end=line.width - 1, count=count)

    return draw


def _blank(line: Line, state: RowState, brush: Brush) -> None:
    """Draw nothing."""


def _pair(name: str, value: str, *, bold: bool = False, role: str = "text") -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        line.put(3, name, "muted", limit=20, ellipsis=brush.ellipsis)
        line.put(26, value, role, bold=bold, limit=max(0, line.width - 27),
                 ellipsis=brush.ellipsis)  # fmt: skip

    return draw


def contact_rows(facts: Facts) -> DrawnRows:
    """Return the people with every way to reach them."""
    rows = DrawnRows()
    people = sorted(facts.brief.contacts, key=lambda one: not one.is_main)
    for place, person in enumerate(people):
        if place:
            rows.add(_blank)

        def draw(line: Line, state: RowState, brush: Brush, who: ContactView = person) -> None:
            x = line.put(3, who.name, "text", bold=True, limit=24, ellipsis=brush.ellipsis)
            words = [safe_text(who.title or "")]
            if who.role:
                words.append(label(ContactRole, who.role))
            text = "  ".join(word for word in words if word)
            x = line.put(
                max(x + 2, 26), text, "muted", limit=max(0, line.width - 1 - max(x + 2, 26))
            )
            if who.is_main:
                line.put_right(line.width - 1, _("main contact"), "muted")

        rows.add(draw, key=person.id)
        for point in person.points:
            value = facts.phone(point.value) if point.kind in ("phone", "mobile", "fax") else (
                "***" if facts.masked else safe_text(point.value)
            )  # fmt: skip
            rows.add(_pair(label(PointKind, point.kind), value))
        if person.remarks:
            rows.add(_pair(_("Remarks"), safe_text(person.remarks), role="muted"))
    own = facts.brief.points
    if own or facts.brief.customer.phone:
        rows.add(_title(_("The company")))
        if facts.brief.customer.phone:
            rows.add(_pair(_("phone"), facts.phone(facts.brief.customer.phone)))
        for point in own:
            rows.add(_pair(label(PointKind, point.kind), facts.phone(point.value)))
    if not rows.rows:
        rows.add(_blank)
        rows.add(_words(_("No contacts yet"), "text", bold=True, x=3))
    return rows


def order_rows(facts: Facts) -> DrawnRows:
    """Return orders and money as facts."""
    money, rows = facts.brief.money, DrawnRows()
    if not money.orders and not money.outstanding_minor:
        rows.add(_blank)
        rows.add(_words(_("No orders yet"), "text", bold=True, x=3))
        return rows
    rows.add(_title(_("Orders"), money.orders))
    rows.add(_pair(_("All together"), facts.money(money.amount_minor), bold=True))
    rows.add(
        _pair(
            _("12 months"),
            _("{amount} in {count}").format(
                amount=facts.money(money.amount_12m_minor), count=money.orders_12m
            ),
            bold=True,
        )
    )
    rows.add(_pair(_("12 months before"), facts.money(money.amount_before_minor)))
    last = long_date(money.last_order_on) if money.last_order_on else "-"
    rows.add(_pair(_("Last order"), last))
    rows.add(_title(_("Receivables")))
    late = money.overdue_minor > 0
    rows.add(_pair(_("Owes"), facts.money(money.outstanding_minor), bold=True))
    rows.add(_pair(_("of it late"), facts.money(money.overdue_minor),
                   bold=late, role="late" if late else "text"))  # fmt: skip
    days = "-" if money.credit_days is None else _("{days} days").format(days=money.credit_days)
    rows.add(_pair(_("Credit"), days))
    return rows


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
    rows.add(_blank)
    for text in (
        total_text(evaluation),
        missing_text(evaluation),
        left_out_text(evaluation),
        next_text(proposal.following),
    ):
        if text:
            rows.add(_words(text, "text"))
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


def put_track(line: Line, x: int, cells: int, part: Part, brush: Brush) -> None:
    """Put a criterion's points as a line, and what is missing to its maximum as a track."""
    end = x
    for offset, text, role in bar_runs(
        float(part.points), float(part.maximum), cells, "accent", brush
    ):
        end = line.put(x + offset, text, role)
    line.fill(end, x + cells, brush.glyph("track"))


def change_rows(entries: Sequence[ChangeEntry]) -> DrawnRows:
    """Return what was changed, by whom and from what to what, the newest first."""
    rows = DrawnRows()
    for place, entry in enumerate(entries):

        def draw(line: Line, state: RowState, brush: Brush, one: ChangeEntry = entry) -> None:
            at = one.at.astimezone()
            line.put(3, at.strftime("%m-%d %H:%M"), "muted")
            x = 15
            x = line.put(x, verb_text(one.what), "text", limit=20, ellipsis=brush.ellipsis)
            if one.undone:
                x = line.put(x + 1, _("undone"), "muted")
            x = line.put(x + 2, entity_label(one.entity), "muted", limit=16)
            words = fields_text(one.fields, arrow="->" if brush.ascii else "→")
            line.put(x + 2, words, "muted" if one.undone else "text",
                     limit=max(0, line.width - 1 - x - 2), ellipsis=brush.ellipsis)  # fmt: skip

        rows.add(draw, key=f"change-{place}")
    if not entries:
        rows.add(_blank)
        rows.add(_words(_("Nothing was changed yet"), "text", bold=True, x=3))
    return rows


def empty_history() -> DrawnRows:
    """Return what a customer without any contact says."""
    rows = DrawnRows()
    rows.add(_blank)
    rows.add(_words(_("No contact yet"), "text", bold=True, x=3))

    def hint(line: Line, state: RowState, brush: Brush) -> None:
        x = line.put(3, "l", "accent")
        line.put(x + 1, pgettext("hint", "writes the first one down"), "muted",
                 limit=max(0, line.width - x - 2))  # fmt: skip

    rows.add(hint)
    return rows
