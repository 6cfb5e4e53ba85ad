"""Grade proposals as lines of text."""

from collections.abc import Sequence

from kamtui.domain.credit_risk import CreditTerms, hint_of
from kamtui.domain.enums import Axis
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.scoring.treatment import treated_class, treatments_of
from kamtui.domain.views.grade_changes import GradeChanges
from kamtui.domain.views.grade_records import CriterionRecords
from kamtui.domain.views.grade_review import GradeReview, ReviewRow
from kamtui.domain.views.grading import Proposal
from kamtui.i18n import _, language, ngettext
from kamtui.present.columns import Column, table
from kamtui.present.credit_words import credit_line
from kamtui.present.grade_changes import change_lines, gained_text, since_words
from kamtui.present.grade_data import gives_text, is_in_the_way, lacking_lines, offer_text, offers
from kamtui.present.grade_reasons import reason_text
from kamtui.present.grade_records import record_words, window_text
from kamtui.present.grade_way import way_text
from kamtui.present.grading import (
    class_label,
    criterion_label,
    lack_text,
    left_out_text,
    missing_text,
    needed_text,
    number_text,
    total_text,
    why_text,
)
from kamtui.present.rule_words import rule_text
from kamtui.present.safe_text import safe_text
from kamtui.present.treatments import treatment_line


def review_lines(review: GradeReview, rows: Sequence[ReviewRow], *, ascii_only: bool) -> list[str]:
    """Return some rows of a review, then what keeps the others from having a proposal.

    Args:
        review: What the rows are of.
        rows: Those to show.
        ascii_only: Draw with ASCII alone.
    """
    judged = review.judged
    lines = _rows(review, rows, ascii_only)
    if not judged.customers:
        return [*lines, _("There is no customer to judge.")]
    known = judged.customers - judged.not_enough
    changing = sum(one.is_open for one in review.rows)
    enough = ngettext(
        "{judged} of {count} customer has enough data",
        "{judged} of {count} customers have enough data",
        judged.customers,
    ).format(judged=known, count=judged.customers)
    moving = (
        ngettext("{count} grade would change", "{count} grades would change", changing)
        if changing
        else _("no grade would change")
    ).format(count=changing)
    # A class of the points table replaces nothing: it is worked out, not decided.
    whole = _("{enough}; {moving}.").format(enough=enough, moving=moving)
    lines.append(_("{sentence}.").format(sentence=enough) if _is_class(review) else whole)
    refused = sum(one.changes for one in judged.proposals) - changing
    if refused > 0 and not _is_class(review):
        lines.append(
            ngettext(
                "{count} proposal was decided against; it comes back when it proposes another"
                " grade.",
                "{count} proposals were decided against; they come back when they propose another"
                " grade.",
                refused,
            ).format(count=refused)
        )
    if judged.not_enough:
        lines.append(
            ngettext(
                "{count} customer has too little: at most {most} of the {needed} points needed"
                " have data.",
                "{count} customers have too little: at most {most} of the {needed} points needed"
                " have data.",
                judged.not_enough,
            ).format(
                count=judged.not_enough,
                most=judged.most_with_data,
                needed=judged.minimum_with_data,
            )
        )
        if not is_in_the_way(judged):
            names = ("、" if language() == "zh" else ", ").join(
                f"{criterion_label(one.metric, one.months, one.field)} {one.customers}"
                for one in judged.missing
            )
            lines.append(_("Missing: {names}").format(names=names))
            return lines
        lines += lacking_lines(judged, ascii_only=ascii_only)
        if judged.axis == Axis.GRADE.value:
            lines += [
                _("{offer}: `kamtui settings set grade.data {points}`").format(
                    offer=offer_text(one), points=one.points
                )
                for one in offers(judged.suffices)
            ]
    return lines


def _is_class(review: GradeReview) -> bool:
    """Whether what is listed is a class of its own, which no customer has before."""
    return review.judged.axis != Axis.GRADE.value


def _rows(review: GradeReview, rows: Sequence[ReviewRow], ascii_only: bool) -> list[str]:
    if not rows:
        return []
    now = [Column(_("Now")), Column(""), Column(_("New"))]
    columns = [
        Column(_("No."), max_width=14),
        Column(_("Customer"), max_width=32),
        *([Column(_("Class"))] if _is_class(review) else now),
        Column(_("Score"), align="right"),
        Column(_("Why"), max_width=60),
    ]
    cells = [_row(one, review, ascii_only) for one in rows]
    if _is_class(review):
        cells = [(*one[:2], *one[4:]) for one in cells]
    return table(cells, columns, ellipsis="~" if ascii_only else "…")


def explanation_lines(
    one: Proposal,
    *,
    ascii_only: bool,
    model: ScoringModel,
    records: Sequence[CriterionRecords] = (),
    changes: GradeChanges | None = None,
    terms: CreditTerms | None = None,
) -> list[str]:
    """Return one customer's evaluation, criterion by criterion, and what changed since when.

    Args:
        one: The evaluation.
        ascii_only: Draw with ASCII alone.
        model: What judged: its rules, and the points with data a proposal needs.
        records: What each criterion rests on, to be shown below it; none where not asked for.
        changes: Since the last review; None leaves them out.
        terms: When payments ask for strict or flexible terms; None leaves that out.
    """
    evaluation = one.evaluation
    arrow = "->" if ascii_only else "→"
    ellipsis = "~" if ascii_only else "…"
    score = "-" if evaluation.shown_score is None else number_text(evaluation.shown_score)
    lines = [
        f"{safe_text(one.name)}  {_class(one.current)} {arrow} {_class(one.proposed)}  {score}"
    ]
    rows = [
        (
            criterion_label(part.metric, part.months, part.field),
            number_text(part.points) if part.has_data else "-",
            f"/{number_text(part.maximum)}",
            why_text(part),
        )
        for part in evaluation.parts
    ]
    columns = [
        Column("", max_width=28), Column("", align="right"), Column(""), Column("", max_width=60)
    ]  # fmt: skip
    behind = {found.criterion: found for found in records}
    rules = {one.key: rule_text(one) for one in model.criteria}
    criteria = table(rows, columns, ellipsis=ellipsis)
    for part, line in zip(evaluation.parts, criteria[-len(rows) :], strict=True):
        lines.append(f"  {line}")
        if part.criterion in behind:
            lines.append("      " + _("rule: {rule}").format(rule=rules[part.criterion]))
            lines += record_lines(behind[part.criterion], ascii_only=ascii_only)
    if evaluation.shown_score is None:
        known, lacking = (
            needed_text(evaluation, int(model.minimum_with_data)),
            lack_text(evaluation),
        )
        lines.append(_("{known}: {lacking}").format(known=known, lacking=lacking))
        lines += [
            f"  {criterion_label(one.metric, one.months, one.field)}: {gives_text(one.metric)}"
            for one in evaluation.parts
            if not one.has_data
        ]
        if model.axis is Axis.GRADE and evaluation.with_data > 0:
            lines.append(
                _(
                    "{points} would do here; that asks less of every customer:"
                    " `kamtui settings set grade.data {points}`"
                ).format(points=int(evaluation.with_data))
            )
    else:
        lines.append(total_text(evaluation))
        lines.append(missing_text(evaluation))
    lines += [left_out_text(evaluation), way_text(one)]
    lines.append(treatment_line(treatments_of(model), treated_class(one, model)))
    if terms is not None:
        lines.append(credit_line(hint_of(terms, evaluation), terms))
    lines += [] if changes is None else since_lines(changes, ascii_only=ascii_only)
    return [line for line in lines if line]


def since_lines(changes: GradeChanges, *, ascii_only: bool) -> list[str]:
    """Return what changed since the last review: criteria with their points, records below them."""
    arrow = " -> " if ascii_only else " → "
    lines = [since_words(changes, arrow=arrow)]
    for one in change_lines(changes, arrow=arrow):
        text = one.text
        if one.gained is not None:
            text += "  " + gained_text(one.gained, ascii_only=ascii_only)
        lines.append(f"{'      ' if one.is_record else '  '}{text}")
    return lines


def record_lines(found: CriterionRecords, *, ascii_only: bool) -> list[str]:
    """Return the window of a criterion and its records, indented below it."""
    lines = [f"      {window_text(found)}"]
    words = [record_words(one, found) for one in found.records]
    if words:
        columns = [
            Column("", max_width=10), Column("", max_width=32), Column("", align="right"),
            Column("", max_width=60),
        ]  # fmt: skip
        rows = [(one.day, one.what, one.amount, one.note) for one in words]
        drawn = table(rows, columns, ellipsis="~" if ascii_only else "…")
        lines += [f"      {line}".rstrip() for line in drawn[-len(rows) :]]
    return lines


def _row(row: ReviewRow, review: GradeReview, ascii_only: bool) -> tuple[str, ...]:
    one, arrow = row.proposal, "->" if ascii_only else "→"
    why = reason_text(row, review, arrow=arrow)
    score = one.evaluation.shown_score
    if score is None:
        return (one.customer_no, one.name, _class(one.current), "?", "-", "-", why)
    return (
        one.customer_no,
        one.name,
        _class(one.current),
        arrow if one.changes else "=",
        _class(one.proposed),
        number_text(score),
        why,
    )


def _class(key: str | None) -> str:
    return class_label(key) if key else "-"
