"""The grade review as rows: the grade there is, the one proposed, the score, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len

from kamtui.domain.enums import Decision
from kamtui.i18n import _, language, ngettext, pgettext
from kamtui.present.dates import weekday_date
from kamtui.present.grade_data import is_in_the_way, lacking, offer_text, offers
from kamtui.present.grade_reasons import decision_text, reason_text
from kamtui.present.grading import criterion_label
from kamtui.present.safe_text import safe_text
from kamtui.present.spoken import arrow_words, changed_grade, clauses
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.prompt import Part
from kamtui.tui.widgets.words import put_badge, put_name

if TYPE_CHECKING:
    from kamtui.domain.views.grade_review import GradeReview, ReviewRow

__all__ = [
    "GradeColumns",
    "GradeRows",
    "change_parts",
    "next_review",
    "no_review",
    "put_titles",
    "still_judging",
]

#: Cells of a criterion's name among those without data.
_LACKING = 20
#: Least cells of a name and of a reason.
_NAME, _WHY = 12, 10


@dataclass(frozen=True, slots=True)
class GradeColumns:
    """Columns as start and cells; 0 cells is not shown (look.md, Columns)."""

    customer: tuple[int, int]
    now: int
    arrow: int
    new: int
    score: tuple[int, int]
    why: tuple[int, int]

    @classmethod
    def of(cls, width: int) -> GradeColumns:
        """Return the columns for a width; wider, name and reason share the rest."""
        extra = max(0, width - 80)
        name = 23 + extra // 3
        if width < 80:
            name = max(_NAME, min(23, width - 3 - 18 - 24))
        now = 3 + name + 1
        score = now + 10
        why = score + 7
        cells = max(0, width - 1 - why)
        return cls(
            (3, name), now, now + 4, now + 6, (score, 5), (why, cells if cells >= _WHY else 0)
        )


def _in_places(rows: Sequence[ReviewRow], order: Sequence[str]) -> tuple[ReviewRow, ...]:
    """Return rows where they stood; one that was not shown comes behind whom it follows.

    Args:
        rows: The largest consequence first.
        order: Ids in the order shown before.
    """
    place = {one: at for at, one in enumerate(order)}
    shown = sorted(
        (row for row in rows if row.customer_id in place), key=lambda row: place[row.customer_id]
    )
    behind: dict[str, list[ReviewRow]] = {}
    leader = ""
    for row in rows:
        if row.customer_id in place:
            leader = row.customer_id
        else:
            behind.setdefault(leader, []).append(row)
    found = list(behind.get("", ()))
    for row in shown:
        found += (row, *behind.get(row.customer_id, ()))
    return tuple(found)


def put_titles(line: Line, brush: Brush) -> None:
    """Put the column titles."""
    columns = GradeColumns.of(line.width)
    x, cells = columns.customer
    line.put(x, pgettext("column", "Customer"), "muted", limit=cells)
    line.put(columns.now, pgettext("grade column", "Now"), "muted", limit=5)
    line.put(columns.new, pgettext("grade column", "New"), "muted", limit=4)
    x, cells = columns.score
    line.put_right(x + cells, pgettext("column", "Score"), "muted", limit=cells)
    x, cells = columns.why
    line.put(x, pgettext("grade column", "Why"), "muted", limit=cells)


class GradeRows:
    """A `RowSource` over the review; what cannot be judged is counted below."""

    def __init__(
        self,
        review: GradeReview,
        order: Sequence[str] = (),
        *,
        deciding: Mapping[str, tuple[str, Decision]] | None = None,
        skipped: frozenset[str] = frozenset(),
        masked: bool = False,
        narrowed: bool = False,
        key: str = "",
    ) -> None:
        """Lay the rows out.

        Args:
            review: What to show.
            order: Ids in the order shown before: rows keep their place while one works.
            deciding: Grades that are being written and what decision that is, by customer.
            skipped: Customers left for another day.
            masked: Hide amounts: somebody is looking.
            narrowed: A filter leaves some out, so that nothing is said of the end or of others.
            key: Of the command that lowers the need of data.
        """
        self.review = review
        self._deciding = dict(deciding or {})
        self._skipped = skipped
        self._masked = masked
        self.rows: tuple[ReviewRow, ...] = _in_places(review.rows, order)
        self._by_id = {row.customer_id: row for row in self.rows}
        #: The rows there was something to decide about.
        self.reviewed: tuple[ReviewRow, ...] = tuple(
            row
            for row in self.rows
            if row.decided is not None or row.is_open or row.customer_id in self._deciding
        )
        #: The customers that are neither decided nor skipped, in order.
        self.left: tuple[str, ...] = tuple(
            one for one in self.open_keys() if one not in self._skipped
        )
        end = self._end() if self.is_done and self.reviewed else []
        self._foot = [] if narrowed else [*end, *_foot(review, key)]
        first = len(self.rows)
        self.heads: Sequence[int] = range(first, first + len(self._foot))

    def __len__(self) -> int:
        """Rows."""
        return len(self.rows) + len(self._foot)

    def key(self, index: int) -> str | None:
        """Return a customer's id."""
        return self.rows[index].customer_id if 0 <= index < len(self.rows) else None

    def row(self, key: str | None) -> ReviewRow | None:
        """Return a row by its customer."""
        return self._by_id.get(key) if key is not None else None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to decide; what was skipped is left for another day."""
        return not self.left

    def summary(self) -> str:
        """Return what was done: ``10 reviewed: 7 accepted, 2 overridden, 1 skipped``."""
        counts = dict.fromkeys(("accepted", "overridden", "kept", "skipped"), 0)
        for row in self.reviewed:
            writing = self._deciding.get(row.customer_id)
            if writing is not None:
                kept = writing[1] is Decision.OVERRIDDEN and writing[0] == row.proposal.current
                counts[(Decision.KEPT if kept else writing[1]).value] += 1
            elif row.decided is not None:
                counts[row.decided.decision] += 1
            elif row.customer_id in self._skipped:
                counts["skipped"] += 1
        words = {
            "accepted": ngettext("{count} accepted", "{count} accepted", counts["accepted"]),
            "overridden": ngettext(
                "{count} overridden", "{count} overridden", counts["overridden"]
            ),
            "kept": ngettext("{count} kept", "{count} kept", counts["kept"]),
            "skipped": ngettext("{count} skipped", "{count} skipped", counts["skipped"]),
        }
        facts = ("，" if language() == "zh" else ", ").join(
            words[kind].format(count=count) for kind, count in counts.items() if count
        )
        total = len(self.reviewed)
        start = ngettext("{count} reviewed", "{count} reviewed", total).format(count=total)
        return _("{total}: {facts}").format(total=start, facts=facts)

    def _end(self) -> list[tuple[Part, ...]]:
        """Return what follows the last row once everything is decided."""
        return [
            (),
            ((self.summary(), "text", True),),
            ((next_review(self.review), "muted", False),),
        ]

    def is_open(self, row: ReviewRow) -> bool:
        """Tell whether there is something to accept, nothing being written about it already."""
        return row.is_open and row.customer_id not in self._deciding

    def open_keys(self) -> tuple[str, ...]:
        """Return the customers with something to accept, in order."""
        return tuple(row.customer_id for row in self.rows if self.is_open(row))

    def spoken(self, index: int) -> str:
        """Return one row in words: who, what becomes of the grade, the score, why."""
        if index >= len(self.rows):
            return ""
        row = self.rows[index]
        writing = self._deciding.get(row.customer_id)
        decided = row.decided
        wanted = writing[0] if writing else decided.to_grade if decided else row.proposed
        score = row.proposal.evaluation.shown_score
        state = decision_text(decided) if decided else ""
        if row.customer_id in self._skipped:
            state = ngettext("{count} skipped", "{count} skipped", 1).format(count="").strip()
        return clauses(
            (
                row.proposal.name,
                changed_grade(row.before, wanted),
                state,
                _("no score") if score is None else _("score {score}").format(score=score),
                reason_text(row, self.review, arrow=arrow_words(), masked=self._masked),
            )
        )

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        line = Line(width, state.plane)
        if index >= len(self.rows):
            x = 3
            for text, role, bold in self._foot[index - len(self.rows)]:
                x = line.put(
                    x, text, role, bold=bold, limit=max(0, width - 1 - x), ellipsis=brush.ellipsis
                )
            return line
        row = self.rows[index]
        columns = GradeColumns.of(width)
        writing = self._deciding.get(row.customer_id)
        decided = row.decided is not None or writing is not None
        put_cursor(line, state, brush)
        if not state.marked:
            self._put_state(line, row, writing[0] if writing is not None else None, brush)
        quiet = decided or row.customer_id in self._skipped
        x, cells = columns.customer
        if quiet:
            line.put(
                x, row.proposal.name, "muted", bold=False, limit=cells, ellipsis=brush.ellipsis
            )
        else:
            put_name(line, x, cells, row.proposal.name, brush, bold=state.cursor)
        self._put_grades(line, row, writing[0] if writing is not None else None, columns, brush)
        x, cells = columns.score
        score = row.proposal.evaluation.shown_score
        line.put_right(
            x + cells,
            "-" if score is None else score,
            "muted" if quiet or score is None else "text",
            bold=state.cursor and not quiet and score is not None,
            limit=cells,
        )
        x, cells = columns.why
        arrow = "->" if brush.ascii else "→"
        why = reason_text(row, self.review, arrow=arrow, masked=self._masked)
        line.put(x, why, "muted", limit=cells, ellipsis=brush.ellipsis)
        return line

    def _put_state(self, line: Line, row: ReviewRow, writing: str | None, brush: Brush) -> None:
        kept = row.decided is not None and row.decided.decision == Decision.KEPT
        if kept or (writing is not None and writing == row.before):
            line.put(1, "=", "accent")
        elif row.decided is not None or writing is not None:
            line.put(1, brush.glyph("ok"), "accent")
        elif row.customer_id in self._skipped:
            line.put(1, "-", "muted")

    def _put_grades(
        self, line: Line, row: ReviewRow, writing: str | None, columns: GradeColumns, brush: Brush
    ) -> None:
        decided = row.decided is not None or writing is not None
        wanted = writing or (row.decided.to_grade if row.decided is not None else row.proposed)
        parts = change_parts(row.before, wanted, self.review, brush)
        (before, before_role), (arrow, arrow_role) = parts
        line.put(columns.now + 1, before, before_role, bold=before_role != "muted", limit=1)
        line.put(columns.arrow, arrow, arrow_role, limit=1)
        if wanted is None:
            line.put(columns.new + 1, "-", "muted")
        else:
            put_badge(line, columns.new, wanted, brush, filled=not decided)


def change_parts(
    before: str | None, after: str | None, review: GradeReview, brush: Brush
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the old grade and the arrow, each with its role."""
    old = safe_text(before)[:1] if before else "-"
    role = f"grade:{old}" if before else "muted"
    if after is None:
        return (old, role), ("?", "muted")
    if after == before:
        return (old, role), ("=", "muted")
    if review.rises(before, after):
        return (old, role), (brush.glyph("up"), "accent")
    return (old, role), (brush.glyph("down"), "late_plain")


def _foot(review: GradeReview, key: str) -> list[tuple[Part, ...]]:
    """Return what is said about those who cannot be judged, and what would let them be.

    Args:
        review: With what they lack.
        key: Of the command that lowers the need of data, as bound.
    """
    judged = review.judged
    if not judged.not_enough:
        return []
    count = judged.not_enough
    words = ngettext(
        "{count} customer has less than {least} of {maximum} points of data",
        "{count} customers have less than {least} of {maximum} points of data",
        count,
    ).format(count=f"{count:,}", least=judged.minimum_with_data, maximum=int(review.maximum))
    lines: list[tuple[Part, ...]] = [(), ((words, "muted", False),)]
    if not is_in_the_way(judged):
        named = _lacking(review)
        if named:
            lines.append(((_("mostly missing: {names}").format(names=named), "muted", False),))
        return lines
    chosen = offers(judged.suffices, most=1)
    if chosen and key:
        less = _("lower it to {offer}").format(offer=offer_text(chosen[0]))
        lines.append(((key, "accent", False), (" " + less, "text", False)))
    many = lacking(judged)
    names = [cell_len(safe_text(one.name)) for one in many]
    least = min(_LACKING, max(names, default=0))
    for one in many:
        name = safe_text(one.name)
        start = name + " " * max(0, least - cell_len(name))
        lines.append((
            (start, "text", False),
            (f"{one.points:>4}", "muted", False),
            (f"{one.customers:>8}", "muted", False),
            ("  " + one.gives, "muted", False),
        ))  # fmt: skip
    if many:
        kinds = ", ".join(dict.fromkeys(one.kind for one in many))
        lines.append(((_("kamtui import FILE --as: {kinds}").format(kinds=kinds),
                       "muted", False),))  # fmt: skip
    return lines


def _lacking(review: GradeReview, most: int = 3) -> str:
    several = review.judged.not_enough > 1
    names = [
        criterion_label(one.metric, one.months, one.field)
        + (f" ({one.customers})" if several else "")
        for one in review.missing[:most]
    ]
    return ("、" if language() == "zh" else "; ").join(names)


def next_review(review: GradeReview) -> str:
    """Return when grades are worked out next, and what brings one here before."""
    day = weekday_date(review.judged.as_of + timedelta(days=1))
    return _("Scores are worked out anew on {day} and after every change.").format(day=day)


def still_judging(known: int | None) -> list[tuple[Part, ...]]:
    """Return what a review says while it is being worked out: what was known last."""
    lines: list[tuple[Part, ...]] = [(), ((_("Working out the scores…"), "text", True),)]
    if known:
        words = ngettext(
            "{count} grade to review by the scores kept last",
            "{count} grades to review by the scores kept last",
            known,
        ).format(count=known)
        lines.append(((words, "muted", False),))
    return lines


def no_review(review: GradeReview, key: str = "") -> list[tuple[Part, ...]]:
    """Return what a review without rows says: that all is well, and what would change that.

    Args:
        review: Without rows.
        key: Of the command that lowers the need of data.
    """
    count = review.judged.customers
    if not count:
        return [
            (),
            ((_("There is nobody to grade yet"), "text", True),),
            (),
            (("F3", "accent", False), (" " + _("Customers") + "   ", "muted", False),
             ("a", "accent", False), (" " + _("adds the first one"), "muted", False)),
        ]  # fmt: skip
    fitting = ((_fitting(count, review.judged.not_enough), "muted", False),)
    if review.judged.not_enough == count:  # what to do about it needs the room
        return [(), ((_("No grade to review"), "text", True),), fitting, *_foot(review, key)]
    return [
        (),
        ((_("No grade to review"), "text", True),),
        fitting,
        (),
        ((next_review(review), "muted", False),),
        ((_("An order, a payment, a survey or contacts bring a customer here,"), "muted", False),),
        ((_("and so does the time that passes without them."), "muted", False),),
        *_foot(review, key),
    ]  # fmt: skip


def _fitting(customers: int, not_enough: int) -> str:
    """Say whose records fit their grades: who cannot be judged fits nothing."""
    judged = customers - not_enough
    if not judged:
        return _("No customer has enough records yet for a grade to be proposed")
    if not not_enough:
        return ngettext(
            "The records of the {count} customer fit the grade",
            "The records of all {count} customers fit their grades",
            judged,
        ).format(count=judged)
    return ngettext(
        "The records of {count} customer fit the grade",
        "The records of {count} customers fit their grades",
        judged,
    ).format(count=judged)
