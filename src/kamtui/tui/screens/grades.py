"""The grade review: proposals accepted, overridden or left, each one explained."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from kamtui.domain.errors import KamError
from kamtui.i18n import _, ngettext, pgettext
from kamtui.present.dates import weekday_date
from kamtui.present.grading import class_label
from kamtui.present.safe_text import safe_text
from kamtui.tui.commands import Command, command
from kamtui.tui.messages import Changed, Failure
from kamtui.tui.screens.customers_base import CustomerRowsScreen
from kamtui.tui.widgets.customer_list_empty import WordRows
from kamtui.tui.widgets.customer_list_rows import Titles
from kamtui.tui.widgets.explanation import Explained, Explanation, rows_needed
from kamtui.tui.widgets.grade_rows import GradeRows, no_review, put_titles, rises
from kamtui.tui.widgets.header import Group, Header, Progress, Tab
from kamtui.tui.widgets.keys import Keys
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.pane import Pane
from kamtui.tui.widgets.prompt import ChoicePrompt, Option, Part, TextPrompt
from kamtui.tui.widgets.status import Status

if TYPE_CHECKING:
    from kamtui.domain.views.grade_review import GradeDecision, GradeReview, ReviewRow
    from kamtui.domain.views.grading import Review

__all__ = ["GradesScreen"]

#: Seconds after somebody else's change at which everybody is judged anew.
SETTLE = 0.8
#: Changes that leave what proposals rest on as it was.
_DECISIONS = frozenset({"customer", "grade_change", "scoring_model"})
#: Changes that make other proposals of the same records.
_RULES = frozenset({"scoring_model", "setting"})
#: What every list can do to the row under the cursor.
_ON_A_ROW = ("list.open", "list.mark", "list.mark_group", "list.repeat", "list.delete")
#: Histories kept read.
_HISTORIES = 200


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


class GradesScreen(CustomerRowsScreen):
    """List, explanation, pane, status and keys."""

    KIND: ClassVar[str] = "grades"
    TAB: ClassVar[str] = "grades"
    FOOTER: ClassVar[Sequence[str]] = (
        "grades.accept", "grades.override", "grades.skip", "list.open", "grades.log", "app.undo",
        "app.menu", "app.help",
    )  # fmt: skip

    def __init__(self) -> None:
        """Start without values; they are asked for when the screen is mounted."""
        super().__init__()
        self._review: GradeReview | None = None
        self._rows: GradeRows | None = None
        self._judged: Review | None = None
        self._deciding: dict[str, str] = {}
        self._skipped: set[str] = set()
        self._histories: dict[str, tuple[GradeDecision, ...]] = {}
        self._settling: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay the widgets out; sizes are in base.tcss."""
        brush = self.brush
        yield Header(brush, id="header")
        with Container(id="body"):
            with Container(id="left"):
                yield Titles(brush, put_titles, id="titles")
                yield LineList(brush, id="list")
                yield Explanation(brush, id="explanation")
            yield Pane(brush, id="pane")
        yield Status(brush, id="status")
        yield Keys(brush, id="keys")

    def on_mount(self) -> None:
        """Ask for the review."""
        self.lay_out()
        self.say(_("Working out the scores"))
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
        explanation.display = room >= 3

    # -- values ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Ask for the review; everybody is judged anew only where that may differ."""
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        book, judged = self.lists, self._judged

        def work() -> None:
            worker = get_current_worker()
            try:
                answer: Message = ReviewLoaded(book.grade_review(judged=judged))
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
        decided = changes is not None and changes.kinds <= _DECISIONS
        if changes is not None and decided and not (changes.everything or changes.kinds <= _RULES):
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

    def on_screen_resume(self) -> None:
        """Judge anew what changed while hidden."""
        if self.stale:
            self._judged = None
        super().on_screen_resume()

    @on(ReviewLoaded)
    def _loaded(self, event: ReviewLoaded) -> None:
        first = self._review is None
        self._review, self._judged = event.review, event.review.judged
        if not self.operations.writing:
            self._deciding.clear()
        self.show_rows()
        self.lay_out()
        self.show_header()
        if first or self._said_at is None:
            self.idle()
        self._shown_customer = None
        self.load_facts()
        self._explain()

    # -- showing -----------------------------------------------------------------------------

    def show_rows(self) -> None:
        """Draw the rows there are, each where it stood before."""
        review = self._review
        if review is None or not self.is_mounted or self._find is not None:
            return
        order = [row.customer_id for row in self._rows.rows] if self._rows is not None else []
        self._rows = GradeRows(
            review,
            order,
            deciding=self._deciding,
            skipped=frozenset(self._skipped),
            masked=self.kam.masked,
        )
        self.kam.tab_counts["grades"] = len(self._reviewed())
        if not self._rows.rows:
            self.line_list.show(WordRows(no_review(review)))
        else:
            self.line_list.show(self._rows, follow=True)
        self._explain()

    def _reviewed(self) -> list[ReviewRow]:
        """Return the rows there was something to decide about."""
        rows = self._rows.rows if self._rows is not None else ()
        return [row for row in rows if row.decided is not None or row.is_open]

    def tabs(self) -> tuple[Tab, ...]:
        """Return the screens of the header with how many grades there are to review."""
        count = len(self._reviewed()) if self._review is not None else None
        return tuple(
            Tab(tab.id, tab.label, count, tab.active) if tab.id == self.TAB else tab
            for tab in super().tabs()
        )

    def show_header(self) -> None:
        """Draw the tabs, how many rise and fall, and how far the review is."""
        review, rows = self._review, self._rows
        if review is None or rows is None or not self.is_mounted:
            return
        reviewed = self._reviewed()
        up = down = 0
        for row in reviewed:
            wanted = self._deciding.get(row.customer_id) or (
                row.decided.to_grade if row.decided is not None else row.proposed
            )
            up += rises(row.before, wanted, review)
            down += rises(wanted, row.before, review)
        done = sum(1 for row in reviewed if not rows.is_open(row))
        groups: list[Group | Progress] = [
            Group(((_("{count} up").format(count=up), "text", True),), drop=4),
            Group(((_("{count} down").format(count=down), "text", True),), drop=3),
            Progress(done, len(reviewed), 10, drop=2),
        ]
        if self.is_wide:
            groups.append(Group(((weekday_date(review.judged.as_of), "muted", False),), drop=5))
        if self.kam.sample:
            groups.insert(0, Group(((_("SAMPLE"), "mark", True),), drop=6))
        self.query_one(Header).show(self.tabs(), groups)

    def idle_words(self) -> tuple[Part, ...]:
        """Return how many are still open, and the place of the cursor."""
        rows = self._rows
        if rows is None or not rows.rows:
            return ()
        left = len(rows.open_keys())
        words = (
            ngettext("{count} to decide", "{count} to decide", left).format(count=left)
            if left
            else _("Everything is decided")
        )
        place = _("{place} of {total}").format(
            place=self.line_list.ordinal + 1, total=len(rows.rows)
        )
        return ((words, "muted", False), ("   " + place, "muted", False))

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
        explanation.show(Explained(row, review, history, self.kam.masked))
        if history is None and self.is_tall:
            book, customer_id = self.lists, row.customer_id
            self.operations.read(
                self,
                lambda: book.grade_history(customer_id=customer_id),
                lambda found: HistoryLoaded(customer_id, found),
                group="history",
            )

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
        acts = one.scope == "grades" or one.id in _ON_A_ROW
        if acts and self._find is None and self.row is None:
            return _("There is no grade to review")
        return super().why_not(one)

    def _words_of(self, row: ReviewRow, grade: str) -> tuple[Part, ...]:
        arrow = " > " if self.brush.ascii else " → "
        before = class_label(row.before) if row.before else "-"
        return (
            (safe_text(row.proposal.name), "text", False),
            (f"  {before}{arrow}{class_label(grade)}", "muted", False),
        )

    def do_grades_accept(self) -> None:
        """Accept what is proposed, for every marked row or the one under the cursor."""
        rows = self._rows
        if rows is None:
            return
        keys = self.line_list.marks or ((self.line_list.key,) if self.line_list.key else ())
        chosen = [row for key in keys if (row := rows.row(key)) is not None and rows.is_open(row)]
        if not chosen:
            self._say_why_not()
            return
        ids = tuple(row.customer_id for row in chosen)
        told: tuple[Part, ...] = ((_("Accepted") + " ", "muted", False),)
        if len(chosen) == 1:
            told += self._words_of(chosen[0], chosen[0].proposed or "")
        else:
            told += (self.subject(ids),)
        self._decide({row.customer_id: row.proposed or "" for row in chosen})
        book = self.lists
        self.write(lambda: book.accept_grades(customer_ids=ids), told)

    def _say_why_not(self) -> None:
        row = self.row
        if row is None:
            return
        name = safe_text(row.proposal.name)
        if row.decided is not None or row.customer_id in self._deciding:
            self.say(
                (
                    (name, "text", False),
                    (" " + _("is decided") + "   ", "muted", False),
                    ("o", "accent", False),
                    (" " + _("decides again") + "  ", "muted", False),
                    ("u", "accent", False),
                    (" " + _("undo"), "muted", False),
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

    def _decide(self, grades: dict[str, str]) -> None:
        """Show rows as decided at once, and go to the next open one."""
        self._deciding.update(grades)
        self.line_list.set_marks(())
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
            row = rows.rows[place]
            if rows.is_open(row) and row.customer_id not in self._skipped:
                listing.move_to_ordinal(place)
                return

    async def do_grades_override(self) -> None:
        """Ask for another grade, then for the reason; the history keeps both."""
        row, review = self.row, self._review
        if row is None or review is None:
            return
        options = tuple(
            Option(str(place), class_label(key), key, keys=(key.lower(), key.upper()))
            for place, (key, _cut) in enumerate(review.classes, 1)
        )
        grade = await self.ask(ChoicePrompt(_("Grade"), options))
        if grade is None:
            return
        reason = await self._ask_reason()
        if not reason:
            return
        customer_id = row.customer_id
        book = self.lists
        kept = grade == row.proposal.current
        verb = _("Kept") if kept else _("Set")
        told = ((verb + " ", "muted", False), *self._words_of(row, grade))
        self._decide({customer_id: grade})
        self.write(
            lambda: book.override_grade(customer_id=customer_id, grade=grade, reason=reason), told
        )

    async def _ask_reason(self) -> str | None:
        reasons = (
            pgettext("reason", "strategic"),
            pgettext("reason", "a one-off"),
            pgettext("reason", "data missing"),
            pgettext("reason", "manager agreed"),
        )
        options = tuple(Option(str(at), words, words) for at, words in enumerate(reasons, 1))
        other = Option("0", pgettext("reason", "other"), "", keys=("r",))
        answer = await self.ask(ChoicePrompt(pgettext("override", "Why"), (*options, other)))
        if answer != "":
            return answer
        return await self.ask(
            TextPrompt(
                pgettext("override", "Why"),
                check=lambda text: (
                    None if text.strip() else ((_("a reason is needed"), "late", True),)
                ),
            )
        )

    def do_grades_skip(self) -> None:
        """Leave the row for another day."""
        row = self.row
        if row is None:
            return
        self._skipped.add(row.customer_id)
        self.show_rows()
        self._to_next_open()
        self.say(
            (
                (_("Skipped") + " ", "muted", False),
                (safe_text(row.proposal.name), "text", False),
            )
        )

    def failed_write(self) -> None:
        """Show the rows as they are in the book."""
        self._deciding.clear()
        self.reload()

    def do_list_mark_group(self) -> None:
        """Mark everything still open; again: nothing."""
        rows = self._rows
        if rows is None:
            return
        group = rows.open_keys()
        marks = set(self.line_list.marks)
        self.line_list.set_marks(() if group and marks >= set(group) else group)
        self.tell_marks()

    def mark_hints(self) -> tuple[tuple[str, str], ...]:
        """Return the key that acts on marked rows."""
        return (("1", _(command("grades.accept").label)),)

    def do_list_repeat(self) -> None:
        """Accept, which is what is repeated here."""
        self.do_grades_accept()

    async def do_grades_log(self) -> None:
        """Open the log panel."""
        await self.open_log()

    async def do_grades_edit(self) -> None:
        """Change the customer."""
        await self.open_edit()

    async def do_grades_copy(self) -> None:
        """Copy the phone."""
        await self.copy_phone()

    def neighbours(self) -> tuple[str, ...]:
        """Return the customers of the list in order, for J and K on the customer screen."""
        return tuple(row.customer_id for row in self._rows.rows) if self._rows is not None else ()
