"""The agenda as rows: timed items, sections with heads, folded lines; drawn when they show."""

from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from rich.cells import cell_len

from kamtui.domain.enums import AgendaKind, DueState
from kamtui.domain.views.agenda import Agenda, AgendaItem, FoldedItem
from kamtui.i18n import _
from kamtui.present.agenda_words import folded_title, is_model, timer_text, what_text, why_text
from kamtui.present.dates import ago, clock_text
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.empty import nothing_owed
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import chip, head, put_badge, put_name

__all__ = ["FOLDED_KEY", "AgendaColumns", "AgendaRows", "Section", "put_cursor"]

Section = Literal["timed", "late", "today", "next"]

FOLDED_KEY = "folded"
#: What the last line is of, which can be planned by cadence; the others are lines of their own.
_LAST_LINE = (AgendaKind.NO_PLAN,)

#: Cells of the fixed columns, with the gap before them where they have one.
_CELLS = {"why": 14, "who": 8, "last": 5}


class AgendaColumns(NamedTuple):
    """Columns as start and cells; 0 cells is not shown."""

    customer: tuple[int, int]
    what: tuple[int, int]
    why: tuple[int, int]
    who: tuple[int, int]
    last: tuple[int, int]

    @classmethod
    def of(cls, width: int) -> "AgendaColumns":
        """Return the columns for a width: 80 cells are look.md's table.

        Wider, the names and words get the rest; narrower, who goes first, then why, what, last.
        """
        start, end = 14, width - 1
        for names in (("why", "who", "last"), ("why", "last"), ("last",), ("",), ()):
            fixed = sum(_CELLS.get(name, 0) for name in names)
            # The day of the last contact is right-aligned and short: no gap beside the name.
            fixed += 1 if "last" in names and "who" not in names else 0
            flexible = max(0, end - start - fixed)
            if flexible >= (25 if names else 0):
                break
        if not names:
            return cls((start, flexible), (end, 0), (end, 0), (end, 0), (end, 0))
        # 38 cells are 19 for the customer, a gap, 18 for what.
        customer = (flexible + 1) // 2 if flexible <= 38 else 19 + (flexible - 38) // 2
        what = (start + customer + 1, flexible - customer - 1)
        x = what[0] + what[1]
        placed = {"why": (x, 0), "who": (x, 0)}
        for name in ("why", "who"):
            if name in names:
                placed[name] = (x + 1, _CELLS[name] - 1)
                x += _CELLS[name]
        last = (end - 5, 5) if "last" in names else (end, 0)
        return cls((start, customer), what, placed["why"], placed["who"], last)


class _Head(NamedTuple):
    section: Section
    items: int
    timed: int = 0
    #: Rows of the section whose day lies further ahead than it says.
    further: int = 0


class _Words(NamedTuple):
    """A sentence where nothing is owed: the folded line alone would be a riddle."""

    text: str
    bold: bool


_Row = (
    AgendaItem | FoldedItem | _Head | _Words | None
)  # None is a blank row; the folded line is its own


class AgendaRows:
    """A `RowSource` over an agenda."""

    def __init__(
        self,
        agenda: Agenda,
        now: datetime,
        *,
        spaced: bool = False,
        without: frozenset[str] = frozenset(),
        days: int = 7,
        masked: bool = False,
    ) -> None:
        """Lay the rows out.

        Args:
            agenda: What is owed.
            now: For complaint clocks.
            spaced: A blank row before every section (screens of 32 rows and more).
            without: Ids of items that are being cleared and no longer shown.
            days: How far ahead the last section reaches, for its title.
            masked: Hide amounts: somebody is looking.
        """
        self.masked = masked
        self.today: date = agenda.today
        self.now = now
        self.days = days
        self.folded = tuple(one for one in agenda.folded if one.kind in _LAST_LINE)
        own = [one for one in agenda.undated if one.kind not in _LAST_LINE]
        self._lines = {one.id: one for one in agenda.folded if one.kind not in _LAST_LINE}
        self._rows: list[_Row] = []
        self._sections: dict[str, Section] = {}
        self._items: dict[str, AgendaItem] = {}
        groups: dict[Section, list[AgendaItem | FoldedItem]] = {
            "timed": [], "late": [], "today": [], "next": [],
        }  # fmt: skip
        for one in agenda.rows:
            if one.id not in without:
                groups[_section(one, agenda.today)].append(one)
        self.counts = {section: len(items) for section, items in groups.items()}
        heads: list[int] = []
        for section, items in groups.items():
            if not items:
                continue
            if spaced and self._rows:
                heads.append(len(self._rows))
                self._rows.append(None)
            if section != "timed":
                heads.append(len(self._rows))
                timed = len(groups["timed"]) if section == "today" else 0
                further = 0
                if section == "next":
                    last = agenda.today + timedelta(days=days)
                    further = sum(item.due is not None and item.due > last for item in items)
                self._rows.append(_Head(section, len(items), timed, further))
            self._rows.extend(items)
            owed = [one for one in items if isinstance(one, AgendaItem)]
            self._sections.update((item.id, section) for item in owed)
            self._items.update((item.id, item) for item in owed)
        self._folded_at = -1
        listed = any(groups.values())
        if (self.folded or own) and not listed:
            self._rows += [None, _Words(nothing_owed(agenda.counts.done_today), True)]
            if self.folded:
                hint = _("Nothing is planned with these: Enter shows them, r gives one a date")
                self._rows.append(_Words(hint, False))
            self._rows.append(None)
            heads += range(len(self._rows))
        if (own or self.folded) and spaced and listed:
            heads.append(len(self._rows))
            self._rows.append(None)
        self._rows.extend(own)
        if self.folded:
            self._folded_at = len(self._rows)
            self._rows.append(None)
        self._heads = heads

    @property
    def heads(self) -> list[int]:
        """Indices of heads and blank rows."""
        return self._heads

    def __len__(self) -> int:
        """Rows, heads and blank ones too."""
        return len(self._rows)

    def key(self, index: int) -> str | None:
        """Return an item's id."""
        if index == self._folded_at:
            return FOLDED_KEY
        row = self._rows[index]
        return row.id if isinstance(row, (AgendaItem, FoldedItem)) else None

    def line(self, key: str | None) -> FoldedItem | None:
        """Return the line of its own that a key stands for."""
        return self._lines.get(key) if key is not None else None

    def item(self, key: str | None) -> AgendaItem | None:
        """Return an item by its id."""
        return self._items.get(key) if key is not None else None

    def section_keys(self, key: str) -> tuple[str, ...]:
        """Return the ids of the section a row stands in."""
        wanted = self._sections.get(key)
        return tuple(one for one, section in self._sections.items() if section == wanted)

    def all_keys(self) -> tuple[str, ...]:
        """Return the ids of every item."""
        return tuple(self._sections)

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        if index == self._folded_at:
            return self._draw_folded(width, state, brush)
        row = self._rows[index]
        if isinstance(row, AgendaItem):
            return self._draw_item(row, width, state, brush)
        if isinstance(row, FoldedItem):
            return self._draw_line(row, width, state, brush)
        line = Line(width)
        if isinstance(row, _Head):
            self._draw_head(line, row, brush)
        elif isinstance(row, _Words):
            line.put(3, row.text, "text" if row.bold else "muted", bold=row.bold,
                     limit=max(0, width - 4), ellipsis=brush.ellipsis)  # fmt: skip
        return line

    def spoken(self, index: int) -> str:
        """Return one row in words; a head is read as it is drawn."""
        # Late: nothing of it belongs to the first frame, and most never hear it.
        from kamtui.present.spoken import folded_words, item_words, line_words

        row = self._rows[index]
        if index == self._folded_at:
            return folded_words(self.folded)
        if isinstance(row, FoldedItem):
            dated = row.due is not None
            return line_words(row, today=self.today) if dated else folded_words((row,))
        if isinstance(row, AgendaItem):
            return item_words(row, today=self.today, now=self.now, masked=self.masked)
        return ""

    def alone(self, index: int) -> bool:
        """Tell whether a row stands for many, below the sections and not in the last of them."""
        row = self._rows[index]
        return index == self._folded_at or (isinstance(row, FoldedItem) and row.due is None)

    def _draw_head(self, line: Line, row: _Head, brush: Brush) -> None:
        title = {
            "late": _("Late"),
            "today": _("Today"),
            "next": _("Next {days} days").format(days=self.days),
        }[row.section]
        remark = _("and {count} timed").format(count=row.timed) if row.timed else ""
        if row.further:
            remark = _("{count} of them later").format(count=row.further)
        head(
            line,
            title,
            brush,
            end=line.width - 1,
            count=row.items,
            late=row.section == "late",
            remark=remark,
        )

    def _draw_item(self, item: AgendaItem, width: int, state: RowState, brush: Brush) -> Line:
        line = Line(width, state.plane)
        columns = AgendaColumns.of(width)
        put_cursor(line, state, brush)
        self._put_due(line, item)
        put_badge(line, 10, item.grade, brush)
        x, cells = columns.customer
        put_name(line, x, cells, item.customer, brush, bold=state.cursor)
        x, cells = columns.what
        line.put(x, what_text(item), "text", limit=cells, ellipsis=brush.ellipsis)
        x, cells = columns.why
        line.put(x, self._why(item, cells), "muted", limit=cells, ellipsis=brush.ellipsis)
        last = ago((self.today - item.last_contact).days) if item.last_contact else "-"
        x, cells = columns.who
        if cell_len(last) >= columns.last[1]:  # "today", "120天": the name before keeps a gap
            cells -= 1
        line.put(x, item.contact or "-", "muted", limit=max(0, cells), ellipsis=brush.ellipsis)
        x, cells = columns.last
        if cells:
            line.put_right(x + cells, last, "muted", limit=cells)
        return line

    def _why(self, item: AgendaItem, cells: int) -> str:
        if self.masked and item.why == "owed":
            return _("{amount} owed").format(amount="***")
        return why_text(item, self.now, cells=cells)

    def _put_due(self, line: Line, item: AgendaItem) -> None:
        if item.due is None:
            line.put_right(9, "-", "muted", limit=7)
        elif item.at is not None and item.due == self.today:
            line.put_right(9, clock_text(item.at), "accent", bold=True, limit=7)
        else:
            text, role = chip(item.due, self.today)
            line.put_right(9, text, role, limit=7)

    def _draw_line(self, row: FoldedItem, width: int, state: RowState, brush: Brush) -> Line:
        """Return a line that stands for many of one kind: a title, how many, by grade.

        One with a day has it where rows have theirs, and its title where they have names.
        """
        line = Line(width, state.plane)
        put_cursor(line, state, brush)
        start = 1
        if row.due is not None:
            text, role = chip(row.due, self.today)
            line.put_right(9, text, role, limit=7)
            start, _cells = AgendaColumns.of(width).customer
        x = line.put(start, folded_title(row), "muted" if row.due is None else "text",
                     bold=state.cursor and row.due is not None)  # fmt: skip
        if row.by_grade:
            x = self._put_grades(line, x, row)
        elif not is_model(row):
            x = line.put(x + 1, str(row.count), "text")
        if row.since is not None:
            words = timer_text(row)
            # Whole where the row has room for it, else beside the key that opens it.
            room = max(0, width - x - 3)
            if cell_len(words) > room:
                room = max(0, room - 12)
            x = line.put(x + 2, words, "muted", limit=room, ellipsis=brush.ellipsis)
        _put_open(line, x, ("1", _("looked over")) if is_model(row) else None)
        return line

    def _put_grades(self, line: Line, x: int, row: FoldedItem) -> int:
        x += 1
        for count in row.by_grade:
            letter = safe_text(count.grade)[:1] if count.grade else ""
            x = line.put(x + 1, letter or "-", f"grade:{letter}", bold=True)
            x = line.put(x + 1, str(count.customers), "text") + 1
        return x - 1

    def _draw_folded(self, width: int, state: RowState, brush: Brush) -> Line:
        line = Line(width, state.plane)
        put_cursor(line, state, brush)
        x = 1
        for item in self.folded:
            x = self._put_grades(line, line.put(x, folded_title(item), "muted"), item)
        _put_open(line, x, ("1", _("by cadence")))
        return line


def _put_open(line: Line, x: int, also: tuple[str, str] | None = None) -> None:
    """Say at the end of a line that Enter opens it, where there is room after ``x``.

    Args:
        line: The row.
        x: The column after what stands there.
        also: A further key and what it does, where there is still room.
    """
    end = line.width - 1
    for key, hint in ((_("Enter"), _("open")), *((also,) if also else ())):
        start = end - cell_len(hint) - 1 - cell_len(key)
        if start > x + 1:
            line.put(start, key, "accent")
            line.put(start + cell_len(key) + 1, hint, "muted")
        end = start - 3


def put_cursor(line: Line, state: RowState, brush: Brush) -> None:
    """Put the cursor's bar in column 0 and the mark in column 1."""
    if state.cursor:
        line.put(0, brush.glyph("cursor"), "accent" if state.active else "rule")
    if state.marked:
        line.put(1, "*", "mark", bold=True)


def _section(item: AgendaItem | FoldedItem, today: date) -> Section:
    if isinstance(item, AgendaItem) and item.at is not None and item.due == today:
        return "timed"
    if item.state == DueState.OVERDUE:
        return "late"
    return "today" if item.state == DueState.TODAY else "next"
