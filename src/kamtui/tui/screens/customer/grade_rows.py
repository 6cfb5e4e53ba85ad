"""The grade of a customer as rows: criteria with their records, the way up, what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from rich.cells import cell_len

from kamtui.domain.credit_risk import CreditTerms, hint_of
from kamtui.domain.metrics import MetricKey
from kamtui.domain.scoring.evaluate import Part
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.scoring.treatment import Treatments
from kamtui.domain.views.grade_changes import GradeChanges
from kamtui.domain.views.grade_records import CriterionRecords
from kamtui.domain.views.grade_review import GradeDecision
from kamtui.domain.views.grading import Proposal
from kamtui.i18n import _, language
from kamtui.present.credit_words import credit_line
from kamtui.present.dates import short_date
from kamtui.present.grade_data import gives_text
from kamtui.present.grade_reasons import decision_text
from kamtui.present.grade_records import RecordWords, record_words, window_text
from kamtui.present.grade_way import way_text
from kamtui.present.grading import (
    HIDDEN,
    class_label,
    criterion_label,
    lack_text,
    left_out_text,
    missing_text,
    needed_text,
    not_enough_text,
    number_text,
    total_text,
    why_text,
)
from kamtui.present.model_table import model_label
from kamtui.present.safe_text import safe_text
from kamtui.present.spoken import changed_grade, clauses
from kamtui.present.treatments import treatment_line
from kamtui.tui.widgets.change_rows import change_rows, since_row
from kamtui.tui.widgets.criterion_bar import bar_scale, put_criterion
from kamtui.tui.widgets.drawn_rows import Draw, DrawnRows, blank_row, title_row, words_row
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line

__all__ = ["SINCE", "GradeFacts", "criterion_of", "decision_of", "grade_rows", "rating_text"]

#: Columns of a record: day, what, the end of the amount, the note.
_DAY, _WHAT, _AMOUNT_END, _NOTE = 3, 14, 46, 48
#: The note's column where nothing has an amount and what is said before it is short.
_NEAR_NOTE, _SHORT = 27, 12
#: Narrower than this a record has either its note or its amount.
_NARROW, _NARROW_NOTE = 72, 34
#: A line of scores says something from so many on.
_SCORES = 3
#: Between a criterion and its record in a row's key.
_OF = "/"
#: Stands for what changed among the names of opened criteria, none of which is called so.
SINCE = "/since"


@dataclass(frozen=True, slots=True)
class GradeFacts:
    """What the tab shows beyond the evaluation.

    Attributes:
        records: By criterion.
        history: Decisions, the newest first.
        classes: Keys of the model's classes, the highest first.
        needed: Points with data a proposal needs.
        rating: The evaluation by the rating model, another axis; None while it is not read.
        rules: The rule of each criterion in words.
        changes: Since the last review.
        judges: The model of each decision as it was then, by name and revision.
        treatments: How the classes of the grade model are treated.
        rating_treatments: How those of the rating model are.
        credit: When payments ask for strict or flexible terms.
    """

    records: Mapping[str, CriterionRecords] = field(default_factory=dict)
    history: tuple[GradeDecision, ...] = ()
    classes: tuple[str, ...] = ()
    needed: int = 0
    rating: Proposal | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    changes: GradeChanges | None = None
    judges: Mapping[tuple[str, int], ScoringModel] = field(default_factory=dict)
    treatments: Treatments | None = None
    rating_treatments: Treatments | None = None
    credit: CreditTerms | None = None


def decision_of(key: str | None) -> str | None:
    """Return the key of a decision, also of a row that tells what it rested on."""
    name, _of, rest = (key or "").partition(_OF)
    return f"decision{_OF}{rest.partition(_OF)[0]}" if name == "decision" else None


def criterion_of(key: str | None) -> str | None:
    """Return what a row belongs to: its own criterion, the one whose record it is, or `SINCE`."""
    name, _of, rest = (key or "").partition(_OF)
    if name == "since":
        return SINCE
    return rest.partition(_OF)[0] if name == "criterion" else None


def grade_rows(
    proposal: Proposal,
    facts: GradeFacts,
    *,
    today: date,
    opened: frozenset[str] = frozenset(),
    hints: Sequence[tuple[str, str]] = (),
    masked: bool = False,
    tall: bool = False,
) -> DrawnRows:
    """Return the grade criterion by criterion (look.md, Explanation).

    Args:
        proposal: The evaluation.
        facts: Records and decisions.
        today: Where the line of scores ends.
        opened: Criteria whose records are shown below them.
        hints: Keys that do something here and their words.
        masked: Hide amounts: somebody is looking.
        tall: There is room: credit is told without being asked, and how the rating is treated.
    """
    credit = _credit(proposal, facts)
    evaluation, rows = proposal.evaluation, DrawnRows()
    rows.add(_title(proposal, hints))
    scale = bar_scale(evaluation.parts)
    for part in evaluation.parts:

        def draw(line: Line, state: RowState, brush: Brush, one: Part = part) -> None:
            put_criterion(line, one, brush, scale=scale, masked=masked)

        said = partial(_criterion_words, part, masked=masked)
        rows.add(draw, key=f"criterion{_OF}{part.criterion}", words=said)
        found = facts.records.get(part.criterion)
        if part.criterion in opened and found is not None:
            _add_records(rows, found, facts.rules.get(part.criterion, ""), masked)
            if part.metric is MetricKey.PAYMENT_TIMELINESS and credit:
                rows.add(words_row(credit, "muted", x=_DAY))
    rows.add(blank_row)
    for text, role in _ending(proposal, facts.needed, masked):
        if text:
            rows.add(words_row(text, role))
    treatment = treatment_line(facts.treatments, proposal.current)
    _add_line(rows, treatment, "text")
    _add_line(rows, credit if tall else "", "muted")
    if facts.rating is not None:
        rows.add(words_row(rating_text(facts.rating), "muted"))
        treated = treatment_line(facts.rating_treatments, facts.rating.proposed)
        _add_line(rows, treated if tall else "", "muted")
    if facts.changes is not None:
        if tall or not treatment:  # on 24 rows the history is worth more than a blank
            rows.add(blank_row)
        _add_changes(rows, facts.changes, opened=SINCE in opened, masked=masked)
    if facts.history:
        _add_history(rows, proposal, facts, today, opened)
    return rows


def _credit(proposal: Proposal, facts: GradeFacts) -> str:
    """Return what the payments behind the grade, else behind the rating, say of the credit."""
    if facts.credit is None:
        return ""
    rating = None if facts.rating is None else facts.rating.evaluation
    return credit_line(hint_of(facts.credit, proposal.evaluation, rating), facts.credit)


def _add_line(rows: DrawnRows, text: str, role: str) -> None:
    """Add a line where there is something to say."""
    if text:
        rows.add(words_row(text, role))


def _ending(proposal: Proposal, needed: int, masked: bool) -> list[tuple[str, str]]:
    """Return how the score came about, what is missing and the way up, each with its role."""
    evaluation = proposal.evaluation
    if evaluation.shown_score is None:
        known, lacking = needed_text(evaluation, needed), lack_text(evaluation)
        total = _("{known}: {lacking}").format(known=known, lacking=lacking)
        less = _("“Data needed” in Grades lowers the {needed} points").format(needed=needed)
        return [
            (total, "text"),
            (left_out_text(evaluation), "muted"),
            *(
                (
                    f"{criterion_label(one.metric, one.months, one.field)}"
                    f" ({number_text(one.maximum)}): {gives_text(one.metric)}",
                    "muted",
                )
                for one in evaluation.parts
                if not one.has_data
            ),
            (less if evaluation.with_data > 0 else "", "muted"),
        ]
    return [
        (total_text(evaluation), "text"),
        (missing_text(evaluation), "muted"),
        (left_out_text(evaluation), "muted"),
        (way_text(proposal, masked=masked), "text" if proposal.following else "muted"),
    ]


def _criterion_words(part: Part, *, masked: bool) -> str:
    points = _("no data")
    if part.has_data:
        points = _("{points} of {maximum} points").format(
            points=number_text(part.points), maximum=number_text(part.maximum)
        )
    name = criterion_label(part.metric, part.months, part.field)
    return clauses((name, points, why_text(part, masked=masked)))


def _decision_words(one: GradeDecision, today: date) -> str:
    score = "" if one.score is None else _("score {score}").format(score=one.score)
    change = changed_grade(one.from_grade, one.to_grade)
    day = short_date(one.on, today)
    return clauses((day, change, decision_text(one), score, one.reason, one.by))


def rating_text(rating: Proposal) -> str:
    """Return the rating class with its points: ``Rating VIP: 81 of 85 points``."""
    evaluation = rating.evaluation
    if rating.proposed is None:
        return _("Rating: {known}").format(known=not_enough_text(evaluation))
    return _("Rating {rating}: {points}").format(
        rating=class_label(rating.proposed), points=total_text(evaluation)
    )


def _title(proposal: Proposal, hints: Sequence[tuple[str, str]]) -> Draw:
    """Draw the grade there is, the one proposed, the score, and what the keys do here."""
    score = proposal.evaluation.shown_score
    now = class_label(proposal.current) if proposal.current else "-"

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        x = line.put(1, _("Grade"), "text", bold=True)
        x = line.put(x + 1, now, f"grade:{now[:1]}", bold=True)
        if proposal.changes and proposal.proposed:
            wanted = class_label(proposal.proposed)
            x = line.put(x + 1, "->" if brush.ascii else "→", "muted")
            x = line.put(x + 1, wanted, f"grade:{wanted[:1]}", bold=True)
            x = line.put(x + 1, _("proposed"), "muted")
        x = line.put(x + 2, "-" if score is None else number_text(score), "text", bold=True)
        end, shown = line.width - 1, list(hints)
        while shown and end - _cells(shown) < x + 3:  # the keys are in the menu too
            shown.pop()
        start = end - _cells(shown)
        line.fill(x + 1, start, brush.glyph("rule"))
        for key, word in shown:
            start = line.put(start + 2, key, "accent")
            start = line.put(start + 1, word, "muted")

    return draw


def _cells(hints: Sequence[tuple[str, str]]) -> int:
    return sum(cell_len(f"{key} {word}") + 2 for key, word in hints)


def _add_changes(rows: DrawnRows, changes: GradeChanges, *, opened: bool, masked: bool) -> None:
    """Add what changed since the last review, each line a row the cursor can stand on."""
    rows.add(since_row(changes, opened=opened), key="since")
    if not opened:
        return
    for place, one in enumerate(change_rows(changes, masked=masked)):
        rows.add(one, key=f"since{_OF}{place}")


def _add_records(rows: DrawnRows, found: CriterionRecords, rule: str, masked: bool) -> None:
    """Add rule, window and every record of a criterion, each a row the cursor can stand on."""
    if rule and not (masked and found.metric in HIDDEN):
        rows.add(words_row(_("rule: {rule}").format(rule=rule), "muted", x=_DAY))
    rows.add(words_row(window_text(found), "muted", x=_DAY))
    words = [record_words(one, found, masked=masked) for one in found.records]
    near = all(not one.amount and cell_len(one.what) <= _SHORT for one in words)
    for place, one in enumerate(words):

        def draw(line: Line, state: RowState, brush: Brush, one: RecordWords = one) -> None:
            _put_record(line, one, brush, near=near)

        said = partial(clauses, (one.day, one.what, one.amount, one.note))
        rows.add(draw, key=f"criterion{_OF}{found.criterion}{_OF}{place}", words=said)


def _put_record(line: Line, one: RecordWords, brush: Brush, *, near: bool) -> None:
    end, ellipsis = line.width - 1, brush.ellipsis
    narrow = line.width < _NARROW
    note_at = _NEAR_NOTE if near else _NARROW_NOTE if narrow else _NOTE
    # Without room for both, what came late matters more than how much it was.
    amount = "" if narrow and one.note else one.amount
    amount_end = min(end, _AMOUNT_END)
    what_end = amount_end - cell_len(amount) if amount else note_at
    line.put(_DAY, one.day, "muted")
    line.put(_WHAT, one.what, "text", limit=max(0, what_end - 1 - _WHAT), ellipsis=ellipsis)
    line.put_right(amount_end, amount, "text")
    role = "late_plain" if one.late else "muted"
    line.put(note_at, one.note, role, limit=max(0, end - note_at), ellipsis=ellipsis)


def _add_history(
    rows: DrawnRows, proposal: Proposal, facts: GradeFacts, today: date, opened: frozenset[str]
) -> None:
    rows.add(blank_row)
    rows.add(title_row(_("Grade history"), len(facts.history)))
    points = _scores(proposal, facts.history, today)
    if len(points) >= _SCORES:
        rows.add(_score_line(points))
    rank = {key: place for place, key in enumerate(facts.classes)}
    for place, decision in enumerate(facts.history):

        def draw(line: Line, state: RowState, brush: Brush, one: GradeDecision = decision) -> None:
            _put_decision(line, one, rank, brush)

        said = partial(_decision_words, decision, today)
        rows.add(draw, key=f"decision{_OF}{place}", words=said)
        if f"decision{_OF}{place}" in opened:
            for words in _rested_on(decision, facts):
                rows.add(words_row(words, x=_WHAT))


def _rested_on(one: GradeDecision, facts: GradeFacts) -> list[str]:
    """Return what a decision was judged by: the model as it was, and each criterion's points."""
    judge = facts.judges.get((one.model or "", one.revision or 0))
    if judge is None:
        return [_("no scoring model was kept with this decision")]
    comma = "，" if language() == "zh" else ", "
    cuts = comma.join(
        f"{class_label(each.key)} {number_text(each.cut_off)}" for each in judge.classes[:-1]
    )
    words = _("judged by {model}, version {version}: {classes}").format(
        model=model_label(judge.name), version=judge.version, classes=cuts
    )
    criteria = {each.key: each for each in judge.criteria}
    found = [words]
    for part in one.parts:
        criterion = criteria.get(part.criterion)
        if criterion is not None:
            label = criterion_label(criterion.metric, criterion.months, criterion.field)
            points = number_text(part.points)
            found.append(f"{label}  {points}/{number_text(criterion.maximum)}")
    return found


def _scores(
    proposal: Proposal, history: Sequence[GradeDecision], today: date
) -> list[tuple[str, int]]:
    """Return month and score of every decision that kept one, the oldest first, then today's."""
    points = [
        (f"{one.on.year:04d}-{one.on.month:02d}", one.score)
        for one in reversed(history)
        if one.score is not None and one.on != today
    ]
    now = proposal.evaluation.shown_score
    if now is not None:
        points.append((_("today"), int(now)))
    return points


def _score_line(points: Sequence[tuple[str, int]]) -> Draw:
    """Draw the score over time; where there is no room, the oldest ones go first."""

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        x = line.put(_DAY, _("Score"), "muted") + 2
        shown = list(points)
        while (
            len(shown) > 1 and x + sum(cell_len(f"{day} {n}") + 3 for day, n in shown) > line.width
        ):
            del shown[0]
        before: int | None = None
        for day, score in shown:
            if before is not None:
                up = score > before
                glyph = "=" if score == before else brush.glyph("up" if up else "down")
                role = "muted" if score == before else "accent" if up else "late_plain"
                x = line.put(x + 1, glyph, role) + 1
            x = line.put(x, day, "muted")
            x = line.put(x + 1, score, "text", bold=True)
            before = score

    return draw


def _put_decision(line: Line, one: GradeDecision, rank: Mapping[str, int], brush: Brush) -> None:
    end, ellipsis = line.width - 1, brush.ellipsis
    line.put(_DAY, one.on.isoformat(), "muted")
    before, after = one.from_grade or "", one.to_grade or ""
    line.put(_WHAT, safe_text(before)[:1] or "-", _grade_role(before), bold=bool(before))
    if before == after:
        arrow, role = "=", "muted"
    elif rank.get(after, len(rank)) < rank.get(before, len(rank)):
        arrow, role = brush.glyph("up"), "accent"
    else:
        arrow, role = brush.glyph("down"), "late_plain"
    line.put(_WHAT + 2, arrow, role)
    line.put(_WHAT + 4, safe_text(after)[:1] or "-", _grade_role(after), bold=bool(after))
    if one.by:
        end = line.put_right(end, one.by, "muted", limit=12, ellipsis=ellipsis) - 1
    words = decision_text(one)
    if one.score is not None:
        comma = "，" if language() == "zh" else ", "
        words += comma + _("score {score}").format(score=one.score)
    if one.reason:
        words += ("：" if language() == "zh" else ": ") + safe_text(one.reason)
    x = _WHAT + 7
    line.put(x, words, "text", limit=max(0, end - x), ellipsis=ellipsis)


def _grade_role(grade: str) -> str:
    return f"grade:{safe_text(grade)[:1]}" if grade else "muted"
