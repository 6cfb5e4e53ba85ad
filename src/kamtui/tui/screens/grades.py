"""The grade review: proposals accepted, overridden or left, each one explained."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from kamtui.domain.enums import Decision
from kamtui.domain.errors import KamError
from kamtui.domain.filter_of import FilterOf
from kamtui.i18n import _, ngettext
from kamtui.present.dates import weekday_date
from kamtui.present.grade_data import is_in_the_way
from kamtui.present.grading import class_label
from kamtui.present.safe_text import safe_text
from kamtui.present.spoken import clauses
from kamtui.tui.commands import Command, command
from kamtui.tui.messages import Changed, Failure
from kamtui.tui.panels.line_drafts import LineDraft
from kamtui.tui.screens.customers_base import Acted, CustomerRowsScreen
from kamtui.tui.screens.filtered import FilteredScreen, short_name
from kamtui.tui.screens.grade_flow import ask_grade
from kamtui.tui.screens.grade_steps import Step, Steps
from kamtui.tui.screens.past_day import ask_day
from kamtui.tui.widgets.customer_list_empty import WordRows
from kamtui.tui.widgets.customer_list_rows import Titles
from kamtui.tui.widgets.drawn_rows import empty_rows
from kamtui.tui.widgets.explanation import Explained, Explanation, rows_needed
from kamtui.tui.widgets.grade_rows import GradeRows, no_review, put_titles, still_judging
from kamtui.tui.widgets.header import Group, Header, Progress, Tab
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.pane import Pane
from kamtui.tui.widgets.prompt import Part

if TYPE_CHECKING:
    from datetime import date

    from textual.widget import Widget

    from kamtui.domain.grade_filter import GradeFilter
    from kamtui.domain.scoring.distance import NextGrade
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.domain.views.grade_changes import GradeChanges
    from kamtui.domain.views.grade_review import GradeDecision, GradeReview, ReviewRow
    from kamtui.domain.views.grading import Review
    from kamtui.services.desk import Desk

__all__ = ["GradesScreen"]

#: Seconds after somebody else's change at which everybody is judged anew.
SETTLE = 0.8
#: Verbs that leave what proposals rest on as it was, also when they are undone.
_DECISIONS = frozenset({"accept", "override"})
#: Verbs that judge nobody otherwise.
_JUDGES_NOBODY = _DECISIONS | {"filter", "filter-delete"}
#: What needs no row.
_OF_ALL = frozenset(
    {
        "grades.filter",
        "grades.save_filter",
        "grades.forget_filter",
        "grades.what_if",
        "grades.data",
        "grades.day",
    }
)
#: What rests on the records of today and the grades they lead to.
_TODAY = frozenset(
    {"grades.accept", "grades.override", "grades.skip", "grades.since", "grades.data"}
)
#: What every list can do to the row under the cursor.
_ON_A_ROW = ("list.open", "list.mark", "list.mark_group", "list.repeat", "list.delete")
#: Histories kept read.
_HISTORIES = 200


def _of_day(desk: Desk, day: date, *, blanks: bool) -> GradeReview:
    """Return whose grade would be another one by the records of a day in the past."""
    from kamtui.services import grade_review

    found = grade_review.listed(desk, everybody=blanks, as_of=day)
    rows = tuple(one for one in found.rows if one.proposal.changes or one.proposed is None)
    return replace(found, rows=rows)


def _with_blanks(desk: Desk, judged: Review | None) -> GradeReview:
    from kamtui.services import grade_review

    return grade_review.read(desk, judged=judged, blanks=True)


class ReviewLoaded(Message):
    """The review was read."""

    def __init__(self, review: GradeReview) -> None:
        """Carry it."""
        super().__init__()
        self.review = review


class HistoryLoaded(Message):
    """The grade history of a customer was read."""

    def __init__(self, customer_id: str, history: tuple[GradeDecision, ...]) -> None:
        """Carry both."""
        super().__init__()
        self.customer_id = customer_id
        self.history = history


class ChangesLoaded(Message):
    """What changed about a customer's grade was read."""

    def __init__(self, customer_id: str, changes: GradeChanges) -> None:
        """Carry both."""
        super().__init__()
        self.customer_id = customer_id
        self.changes = changes


class WayLoaded(Message):
    """The way of a customer to its next grade was read."""

    def __init__(self, customer_id: str, way: NextGrade | None, day: date | None) -> None:
        """Carry them, and the day in the past it was told of."""
        super().__init__()
        self.customer_id = customer_id
        self.way = way
        self.day = day


class GradesScreen(CustomerRowsScreen, FilteredScreen):
    """List, explanation, pane, status and keys."""

    KIND: ClassVar[str] = "grades"
    TAB: ClassVar[str] = "grades"
    OPENS: ClassVar[str] = "grade"
    FILTERS: ClassVar[FilterOf] = FilterOf.GRADES
    FILTER_COMMAND: ClassVar[str] = "grades.filter"
    FOOTER: ClassVar[Sequence[str]] = (
        "grades.accept", "grades.override", "grades.skip", "grades.log",
        "grades.since", "grades.what_if", "grades.filter", "grades.day", "app.undo",
        "app.menu", "app.help",
    )  # fmt: skip
    WIDE_FOOTER: ClassVar[Sequence[str]] = (
        "grades.since", "grades.what_if", "grades.day",
    )  # fmt: skip

    def __init__(self) -> None:
        """Start without values; they are asked for when the screen is mounted."""
        super().__init__()
        self._review: GradeReview | None = None
        self._rows: GradeRows | None = None
        self._judged: Review | None = None
        self._deciding: dict[str, tuple[str, Decision]] = {}
        self._steps = Steps()
        self._ended = False
        self._histories: dict[str, tuple[GradeDecision, ...]] = {}
        self._changes: dict[str, GradeChanges] = {}
        self._ways: dict[str, NextGrade | None] = {}
        #: The lower part tells what changed since the last review.
        self._since = False
        #: The words of the filter and what they leave; None for everything.
        self._wanted: GradeFilter | None = None
        self._settling: Timer | None = None
        #: The day in the past that is shown, only to look at; None for today.
        self._day: date | None = None

    def left_widgets(self) -> Sequence[Widget]:
        """Return the list under its titles, and the explanation below it."""
        return (
            Titles(self.brush, put_titles, id="titles"),
            LineList(self.brush, id="list"),
            Explanation(self.brush, id="explanation"),
        )

    def right_widgets(self) -> Sequence[Widget]:
        """Return the pane."""
        return (Pane(self.brush, id="pane"),)

    def on_mount(self) -> None:
        """Ask for the review."""
        self.lay_out()
        self.line_list.show(WordRows(still_judging(self.kam.tab_counts.get("grades"))))
        if not self.kam.reader:  # the rows say so, and are read out
            self.say(_("Working out the scores…"))
        self.reload()

    def lay_out(self) -> None:
        """Give the explanation what it needs, and the list at least five rows."""
        super().lay_out()
        height = self.app.size.height
        rows = self._rows.rows if self._rows is not None else ()
        parts = len(rows[0].proposal.evaluation.parts) if rows else 8
        wanted = rows_needed(parts, tall=self.is_tall)
        room = max(0, height - 4 - (2 if self.is_tall else 0) - 5)
        explanation = self.query_one(Explanation)
        explanation.styles.height = min(wanted, room)
        nothing = self._rows is not None and not self._rows.rows  # then the words need the room
        explanation.display = room >= 3 and not self.kam.reader and not nothing

    # -- values ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Ask for the review; everybody is judged anew only where that may differ."""
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        book, judged, day = self.lists, self._judged, self._day
        blanks = self._wanted is not None and self._wanted.asks_for_blanks
        desk = self.desk if blanks or day is not None else None

        def work() -> None:
            worker = get_current_worker()
            try:
                if desk is None:
                    review = book.grade_review(judged=judged)
                elif day is not None:
                    review = _of_day(desk, day, blanks=blanks)
                else:
                    review = _with_blanks(desk, judged)
                answer: Message = ReviewLoaded(review)
            except KamError as error:
                answer = Failure(error)
            except Exception as error:
                details: dict[str, object] = {"kind": type(error).__name__, "text": str(error)}
                answer = Failure(KamError("unexpected", details))
            if not worker.is_cancelled:
                self.post_message(answer)

        self.run_worker(work, group="review", exclusive=True, thread=True, exit_on_error=False)

    @on(Changed)
    def _note_kinds(self, event: Changed) -> None:
        """Keep the evaluation after a decision; after anything else judge anew, when quiet."""
        changes = event.changes
        self._histories.clear()
        self._changes.clear()
        self._ways.clear()
        if changes is not None and changes.what.rpartition(":")[2] in _JUDGES_NOBODY:
            return
        if changes is None and self._judged is not None and self.is_current:
            event.stop()
            event.prevent_default()
            self.forget_facts()
            if self._settling is not None:
                self._settling.stop()
            self._settling = self.set_timer(SETTLE, self._judge_anew)
            return
        self._judged = None

    def _judge_anew(self) -> None:
        self._judged = None
        self.reload()

    @on(ReviewLoaded)
    def _loaded(self, event: ReviewLoaded) -> None:
        first = self._review is None
        if event.review.judged is not self._judged:
            # A way asked for before may have been read before what was written since.
            self._ways.clear()
        self._review = event.review
        # What a day in the past made of everybody holds for no other.
        self._judged = event.review.judged if self._day is None else None
        if not self.operations.writing:
            self._deciding.clear()
        self.show_rows()
        self.lay_out()
        self.show_header()
        ended, self._ended = self._ended, False
        if ended and self._rows is not None and self._rows.is_done:
            self.say(self._ending())
        elif first or self._said_at is None:
            self.idle()
        self.follow_cursor()
        self._explain()

    # -- showing -----------------------------------------------------------------------------

    def show_rows(self) -> None:
        """Draw the rows there are, each where it stood before."""
        review = self._review
        if review is None or not self.is_mounted or self._find is not None:
            return
        shown = self._narrowed(review)
        order = [row.customer_id for row in self._rows.rows] if self._rows is not None else []
        self._rows = GradeRows(
            shown,
            order,
            deciding=self._deciding if self._day is None else {},
            skipped=self._steps.skipped if self._day is None else frozenset(),
            masked=self.kam.masked,
            narrowed=self._wanted is not None or self._day is not None,
            key=self.letter("grades.data"),
        )
        if self._day is None:
            self.kam.tab_counts["grades"] = sum(row.is_open for row in review.rows)
        if not self._rows.rows and self._wanted is not None:
            title = _("No grade to review fits the filter")
            self.line_list.show(empty_rows(title, (("Esc", _("all rows")),)))
        elif not self._rows.rows and self._day is not None:
            title = _("By the records of {day} no grade would move").format(
                day=self._day.isoformat()
            )
            self.line_list.show(empty_rows(title, (("Esc", _("today")),)))
        elif not self._rows.rows:
            self.line_list.show(WordRows(no_review(review, self.letter("grades.data"))))
        else:
            self.line_list.show(self._rows, follow=True)
        self._explain()

    def _narrowed(self, review: GradeReview) -> GradeReview:
        """Return the review with the rows the filter leaves."""
        if self._wanted is None:
            return review
        from kamtui.domain.grade_filter import narrowed

        return replace(review, rows=narrowed(review, self._wanted))

    def _reviewed(self) -> list[ReviewRow]:
        """Return the rows there was something to decide about, whatever the filter leaves."""
        review = self._review
        if review is None:
            return []
        return [row for row in review.rows if row.decided is not None or row.is_open]

    async def do_grades_filter(self) -> None:
        """Ask for the words of a filter."""
        from kamtui.tui.screens.grades_filter import GradeWords

        if self._review is not None:
            await GradeWords(self, self._words, self._review).run()

    def do_grades_save_filter(self) -> Awaitable[None]:
        """Keep the filter that is shown under a name."""
        return self.save_filter()

    def do_grades_forget_filter(self) -> Awaitable[None]:
        """Delete a saved filter."""
        return self.forget_filter()

    def filter_by(self, text: str, *, name: str = "", told: tuple[Part, ...] = ()) -> None:
        """Show only the rows some words leave; empty words show all.

        Args:
            text: Words.
            name: What they are called where they are a saved filter.
            told: Said about it.
        """
        from kamtui.domain.grade_filter import parse_grade_filter

        wanted = parse_grade_filter(text)
        same = text.strip() == self._words
        self._words, self._filter_name = text.strip(), name
        self._wanted = None if wanted.is_plain else wanted
        if same:  # another name for what is shown: cursor and marks stay
            self._say_filtered(told)
            return
        self.line_list.set_marks(())
        self.show_rows()
        self.line_list.home()
        self.follow_cursor()
        self._say_filtered(told)
        if wanted.asks_for_blanks:
            self.reload()

    def _say_filtered(self, told: tuple[Part, ...]) -> None:
        """Say what was done with a filter, else what is shown."""
        if told:
            self.say(told)
        else:
            self.idle()
        self.show_header()

    def spoken_place(self) -> str:
        """Return the name of the screen and the filter."""
        only = self._words and f"{_('only')} {safe_text(self._filter_name or self._words)}"
        return clauses((super().spoken_place(), only))

    def do_app_back(self) -> None:
        """Put away what changed, the filter or the marks, else go back."""
        if self._since and not self.line_list.marks and self._find is None:
            self.do_grades_since()
            return
        if self._wanted is not None and not self.line_list.marks and self._find is None:
            self.filter_by("")
            return
        if self._day is not None and not self.line_list.marks and self._find is None:
            self._look_back(None)
            return
        super().do_app_back()

    async def do_grades_day(self) -> None:
        """Choose the day everybody is judged at; nothing typed is today."""
        answered, day = await ask_day(self, self._day)
        if answered:
            self._look_back(day)

    def _look_back(self, day: date | None) -> None:
        """Judge everybody at a day in the past, None for today."""
        self._day, self._review, self._rows, self._judged = day, None, None, None
        self._since = False
        self._ways.clear()
        self.line_list.set_marks(())
        self.line_list.show(WordRows(still_judging(None)))
        self._explain()
        self.show_header()
        if day is None:
            self.say(_("As of today"))
        else:
            words = _("By the records of {day}, beside today's grades: only to look at").format(
                day=day.isoformat()
            )
            self.say(((words, "text", False), ("   Esc", "accent", False),
                      (" " + _("today"), "muted", False)))  # fmt: skip
        self.reload()

    def tabs(self) -> tuple[Tab, ...]:
        """Return the screens of the header with how many grades there are to review."""
        if self._review is None or self._day is not None:
            return super().tabs()
        count = len(self._reviewed())
        return tuple(
            Tab(tab.id, tab.label, count, tab.active) if tab.id == self.TAB else tab
            for tab in super().tabs()
        )

    def show_header(self) -> None:
        """Draw the tabs, how many rise and fall, and how far the review is."""
        review, rows = self._review, self._rows
        if not self.is_mounted:
            return
        past: list[Group] = []
        if self._day is not None:
            words = _("as of {day}").format(day=self._day.isoformat())
            past.append(Group(((words, "late", True),)))
        if review is None or rows is None:
            self.query_one(Header).show(self.tabs(), past)
            return
        reviewed = self._reviewed()
        up = down = 0
        for row in reviewed:
            writing = self._deciding.get(row.customer_id)
            decided = row.decided.to_grade if row.decided is not None else row.proposed
            wanted = writing[0] if writing is not None else decided
            up += review.rises(row.before, wanted)
            down += review.rises(wanted, row.before)
        done = sum(1 for row in reviewed if not rows.is_open(row))
        groups: list[Group | Progress] = [
            Group(((_("{count} up").format(count=up), "text", True),), drop=4),
            Group(((_("{count} down").format(count=down), "text", True),), drop=3),
        ]
        if self._day is None:
            groups.append(Progress(done, len(reviewed), 10, drop=2))
        groups += past
        if self._wanted is not None:
            name = short_name(self._filter_name or self._words, self.brush.ellipsis)
            groups.append(
                Group(((_("only") + " ", "muted", False), (name, "accent", False)), drop=5)
            )
        elif self.is_wide and self._day is None:
            groups.append(Group(((weekday_date(review.judged.as_of), "muted", False),), drop=5))
        self.query_one(Header).show(self.tabs(), groups)

    def say_error(self, error: KamError) -> None:
        """Show why something could not be done until the cursor moves, also past a reload."""
        self._said_at = self.line_list.cursor
        super().say_error(error)

    def idle_words(self) -> tuple[Part, ...]:
        """Return how many are still open and the place of the cursor; at the end what was done."""
        rows = self._rows
        if rows is None or not rows.rows:
            return ()
        if rows.is_done and rows.reviewed and self._wanted is None:
            return self._ending()
        left = len(rows.left)
        if self._day is None:
            words = ngettext("{count} to decide", "{count} to decide", left).format(count=left)
        else:
            words = ngettext("{count} would move", "{count} would move", left).format(count=left)
        place = _("{place} of {total}").format(
            place=self.line_list.ordinal + 1, total=len(rows.rows)
        )
        parts: list[Part] = [(words, "muted", False), ("   " + place, "muted", False)]
        if not left and self._day is None and is_in_the_way(rows.review.judged):
            parts += self.key_hint("grades.data", _("lowers the data needed"))
        if self._wanted is not None:
            parts += [
                ("   " + _("filter:") + " ", "muted", False),
                (safe_text(self._filter_name or self._words), "text", False),
                ("   Esc", "accent", False),
                (" " + _("all rows"), "muted", False),
            ]
        elif self._day is not None:
            parts += [("   Esc", "accent", False), (" " + _("today"), "muted", False)]
        return tuple(parts)

    def _ending(self) -> tuple[Part, ...]:
        """Return what was decided, once nothing is left (ux.md, Empty states 3)."""
        rows = self._rows
        return (
            (rows.summary() if rows is not None else "", "text", False),
            *(self.key_hint("app.undo", _("undo last")) if self._steps else ()),
        )

    def name_of(self, customer_id: str) -> str:
        """Return what a customer is called."""
        row = self._rows.row(customer_id) if self._rows is not None else None
        return row.proposal.name if row is not None else ""

    @property
    def row(self) -> ReviewRow | None:
        """The row under the cursor."""
        return self._rows.row(self.line_list.key) if self._rows is not None else None

    @on(LineList.Moved)
    def _follow(self) -> None:
        self._explain()

    def _explain(self) -> None:
        """Explain the row under the cursor, reading its history where there is room for it."""
        review = self._review
        row = self.row if self._find is None else None
        explanation = self.query_one(Explanation)
        if review is None or row is None:
            explanation.show(None)
            return
        history = self._histories.get(row.customer_id)
        if history is not None and self._day is not None:
            history = tuple(one for one in history if one.at.date() <= self._day)
        changes = self._changes.get(row.customer_id)
        explained = self._with_way(row)
        explanation.show(
            Explained(explained, review, history, self.kam.masked, self._since, changes)
        )
        if self._since and changes is None:
            self._read_changes(row.customer_id)
        if history is None and self.is_tall:
            book, customer_id = self.lists, row.customer_id
            self.operations.read(
                self,
                lambda: book.grade_history(customer_id=customer_id),
                lambda found: HistoryLoaded(customer_id, found),
                group="history",
            )

    def _with_way(self, row: ReviewRow) -> ReviewRow:
        """Return a row with the way to its next grade, once that was read; it is asked for here."""
        way = row.proposal.following
        if way is None or way.hints is not None:
            return row
        customer_id, desk, day = row.customer_id, self.desk, self._day
        if customer_id in self._ways:
            read = self._ways[customer_id] or way
            return replace(row, proposal=replace(row.proposal, following=read))
        from kamtui.services import grade_ways

        self.operations.read(
            self,
            lambda: grade_ways.way(desk, customer_id=customer_id, as_of=day),
            lambda found: WayLoaded(customer_id, found, day),
            group="way",
        )
        return row

    @on(WayLoaded)
    def _way_loaded(self, event: WayLoaded) -> None:
        if event.day != self._day:
            return
        if len(self._ways) >= _HISTORIES:
            self._ways.clear()
        self._ways[event.customer_id] = event.way
        if self.row is not None and self.row.customer_id == event.customer_id:
            self._explain()

    def _read_changes(self, customer_id: str) -> None:
        from kamtui.services import grade_changes

        desk = self.desk
        self.operations.read(
            self,
            lambda: grade_changes.changes_since(desk, customer_id=customer_id),
            lambda found: ChangesLoaded(customer_id, found),
            group="changes",
        )

    @on(ChangesLoaded)
    def _changes_loaded(self, event: ChangesLoaded) -> None:
        if len(self._changes) >= _HISTORIES:
            self._changes.clear()
        self._changes[event.customer_id] = event.changes
        if self.row is not None and self.row.customer_id == event.customer_id:
            self._explain()

    def do_grades_since(self) -> None:
        """Tell what changed since the last review instead of the criteria, and back."""
        self._since = not self._since
        self._explain()

    @on(HistoryLoaded)
    def _history_loaded(self, event: HistoryLoaded) -> None:
        if len(self._histories) >= _HISTORIES:
            self._histories.clear()
        self._histories[event.customer_id] = event.history
        if self.row is not None and self.row.customer_id == event.customer_id:
            self._explain()

    # -- deciding ----------------------------------------------------------------------------

    def why_not(self, one: Command) -> str | None:
        """Return why a command cannot run now."""
        if self._day is not None and one.id in _TODAY:
            return _("A day of the past is shown; {key} Enter comes back to today").format(
                key=self.letter("grades.day")
            )
        of_all = one.id in _OF_ALL
        if one.id == "grades.save_filter" and self._wanted is None:
            return _("All rows are shown; {key} filters first").format(
                key=self.letter("grades.filter")
            )
        acts = (one.scope == "grades" and not of_all) or one.id in _ON_A_ROW
        if acts and self._find is None and self.row is None:
            return _("There is no grade to review")
        if one.id == "grades.data":
            if self._review is None:
                return _("Working out the scores…")
            if not self._review.judged.not_enough:
                return _("Every customer has enough data for a grade")
        return super().why_not(one)

    def _words_of(self, row: ReviewRow, grade: str) -> tuple[Part, ...]:
        arrow = " > " if self.brush.ascii else " → "
        before = class_label(row.before) if row.before else "-"
        return (
            (safe_text(row.proposal.name), "text", False),
            (f"  {before}{arrow}{class_label(grade)}", "muted", False),
        )

    def _chosen(self) -> list[ReviewRow]:
        """Return the marked rows in the order of the list, else the one under the cursor."""
        rows, row = self._rows, self.row
        marks = set(self.line_list.marks)
        if rows is not None and marks:
            return [one for one in rows.rows if one.customer_id in marks]
        return [row] if row is not None else []

    async def do_grades_data(self) -> None:
        """Lower the points that need data before a grade is proposed."""
        from kamtui.tui.screens.data_needed import ask_needed

        if self._review is not None:
            await ask_needed(self, self._review.judged)

    async def do_grades_what_if(self) -> None:
        """See who would move by another weight or cut-off."""
        await self.kam.open_panel("what_if", self)

    def do_grades_accept(self) -> None:
        """Accept what is proposed, for every marked row or the one under the cursor."""
        from kamtui.services import grading

        rows, desk = self._rows, self.desk
        if rows is None:
            return
        self._again = self.do_grades_accept
        chosen = [row for row in self._chosen() if rows.is_open(row)]
        if not chosen:
            self._say_why_not()
            return
        ids = tuple(row.customer_id for row in chosen)
        seen = {row.customer_id: row.proposed or "" for row in chosen}
        told: tuple[Part, ...] = ((_("Accepted") + " ", "muted", False),)
        if len(chosen) == 1:
            told += self._words_of(chosen[0], chosen[0].proposed or "")
        else:
            told += (self.subject(ids),)
        self._decide(seen, accepted=True)
        self.write(lambda: grading.accept(desk, customer_ids=ids, seen=seen), told)

    def _say_why_not(self) -> None:
        row = self.row
        if row is None:
            return
        if self.line_list.marks:
            self.say(_("None of the marked rows has anything to accept"))
            return
        name = safe_text(row.proposal.name)
        if row.decided is not None or row.customer_id in self._deciding:
            self.say(
                (
                    (name, "text", False),
                    (" " + _("is decided"), "muted", False),
                    *self.key_hint("grades.override", _("decides again")),
                    *self.undo_hint(),
                )
            )
            return
        self.say(
            (
                (name, "text", False),
                (" " + _("has too little data for a proposal") + "   ", "muted", False),
                ("o", "accent", False),
                (" " + _("sets a grade by hand"), "muted", False),
            )
        )

    def _decide(self, grades: Mapping[str, str], *, accepted: bool = False) -> None:
        """Show rows as decided at once, and go to the next open one."""
        listing = self.line_list
        self._steps.decided(frozenset(grades), cursor=listing.key, marks=listing.marks)
        kind = Decision.ACCEPTED if accepted else Decision.OVERRIDDEN
        self._deciding.update({one: (grade, kind) for one, grade in grades.items()})
        listing.set_marks(())
        self.show_rows()
        self.show_header()
        self._to_next_open()

    def _to_next_open(self) -> None:
        rows, listing = self._rows, self.line_list
        if rows is None:
            return
        here = listing.cursor
        count = len(rows.rows)
        for step in range(1, count + 1):
            place = (here + step) % count
            if rows.rows[place].customer_id in rows.left:
                listing.move_to_ordinal(place)
                return

    async def do_grades_override(self) -> None:
        """Ask for another grade, then for the reason, for every marked row or the cursor's."""
        review = self._review
        if review is None or not self._chosen():
            return
        chosen = self._chosen()
        who = chosen[0].customer_id if len(chosen) == 1 else ""
        whose = chosen[0].proposal.name if who else _("marked customers")
        title = _("Reason of a grade: {name}").format(name=whose)
        line = LineDraft(self, "override", who, title=title, customer_id=who)
        answer = await ask_grade(self, [key for key, _cut in review.classes], line)
        if answer is not None:
            self._override(*answer, line)
            self._again = lambda: self._override(*answer, line)

    def _override(self, grade: str, reason: str, line: LineDraft) -> None:
        from kamtui.services import grading

        chosen, desk = self._chosen(), self.desk
        if not chosen:
            return
        ids = tuple(row.customer_id for row in chosen)
        # The grade that is shown, which may still be on its way into the book.
        seen: dict[str, str | None] = {row.customer_id: row.proposal.current for row in chosen}
        seen.update((one, self._deciding[one][0]) for one in ids if one in self._deciding)
        told: tuple[Part, ...]
        if len(chosen) == 1:
            verb = _("Kept") if grade == seen[ids[0]] else _("Set")
            told = ((verb + " ", "muted", False), *self._words_of(chosen[0], grade))
        else:
            told = (
                (_("Set") + " ", "muted", False),
                self.subject(ids),
                (f"  {class_label(grade)}", "muted", False),
            )
        self._decide(dict.fromkeys(ids, grade))

        def write() -> ChangeSet:
            changes = grading.override_many(
                desk, customer_ids=ids, grade=grade, reason=reason, seen=seen
            )
            line.forget()
            return changes

        self.write(write, told)

    def do_grades_skip(self) -> None:
        """Leave the open rows for another day; on rows that are skipped: take them up again."""
        rows, listing = self._rows, self.line_list
        if rows is None:
            return
        self._again = self.do_grades_skip
        chosen = [row for row in self._chosen() if rows.is_open(row)]
        if not chosen:
            self._say_why_not()
            return
        ids = frozenset(row.customer_id for row in chosen)
        again = ids <= self._steps.skipped
        if again:
            self._steps.take_up(ids)
        else:
            self._steps.skip(ids, cursor=listing.key, marks=listing.marks)
        listing.set_marks(())
        self.show_rows()
        if not again:
            self._to_next_open()
        verb = _("Taken up again:") if again else _("Skipped")
        subject = self.subject(tuple(ids))
        if self._rows is not None and self._rows.is_done:
            self.say(self._ending())
            return
        self.say(((verb + " ", "muted", False), subject, *(() if again else self.undo_hint())))

    # -- taking back -------------------------------------------------------------------------

    def do_app_undo(self) -> None:
        """Take the last step of the review back; a skip is one, though nothing was written."""
        step = self._steps.unskip()
        if step is None:
            super().do_app_undo()
            return
        self.show_rows()
        self._put_back(step)
        self.say(
            (
                (_("Undone:") + " ", "muted", False),
                (_("Skipped") + " ", "muted", False),
                self.subject(tuple(step.customer_ids)),
            )
        )

    @on(Acted)
    def _note_step(self, event: Acted) -> None:
        """Keep the steps of this screen beside those of the book."""
        changes = event.changes
        if changes is None:
            step = self._steps.failed()
            if step is not None:
                self._put_back(step)
            return
        if changes.what in _DECISIONS:
            self._steps.written()
            self._ended = True

    def step_taken_back(self, changes: ChangeSet, *, undo: bool) -> str:
        """Put cursor and marks where they were before the decision."""
        if changes.what.partition(":")[2] in _DECISIONS:
            step = self._steps.back(changes.customer_ids, undo=undo)
            self._deciding.clear()
            if step is not None and undo:
                self.call_later(self._put_back, step)
            self._ended = not undo
        return super().step_taken_back(changes, undo=undo)

    def _put_back(self, step: Step) -> None:
        """Put cursor and marks where they were before a step."""
        self.line_list.set_marks(step.marks)
        if step.cursor is not None:
            self.line_list.move_to_key(step.cursor)

    def failed_write(self) -> None:
        """Show the rows as they are in the book, judged anew: what was decided on has moved."""
        self._deciding.clear()
        self._judged = None
        self.reload()

    def do_list_mark_group(self) -> None:
        """Mark everything still open; again: nothing."""
        rows = self._rows
        if rows is None:
            return
        group = rows.left or rows.open_keys()
        marks = set(self.line_list.marks)
        self.line_list.set_marks(() if group and marks >= set(group) else group)
        self.tell_marks()

    def mark_hints(self) -> tuple[tuple[str, str], ...]:
        """Return the key that acts on marked rows."""
        return (
            ("1", _(command("grades.accept").label)),
            ("2", _(command("grades.override").label)),
        )

    async def do_grades_log(self) -> None:
        """Open the log panel."""
        await self.open_log()

    async def do_grades_edit(self) -> None:
        """Change the customer."""
        await self.open_edit()

    async def do_grades_add(self) -> None:
        """Ask for a day and what is to be done then."""
        await self.kam.open_panel("add", self, self.customer_id)

    async def do_grades_copy(self) -> None:
        """Copy the phone."""
        await self.copy_phone()

    def neighbours(self) -> tuple[str, ...]:
        """Return the customers of the list in order, for J and K on the customer screen."""
        return tuple(row.customer_id for row in self._rows.rows) if self._rows is not None else ()
