"""Grades as the JSON documents of cli.md: proposals, their parts, the records behind them."""

from collections.abc import Sequence
from decimal import Decimal

from kamtui.cli.commands.find import number
from kamtui.cli.order_documents import orders_document
from kamtui.domain.credit_risk import CreditTerms, hint_of
from kamtui.domain.metrics import MINOR_UNITS, MONEY, MetricKey
from kamtui.domain.money import decimal_text
from kamtui.domain.scoring.distance import NextGrade
from kamtui.domain.scoring.document import to_document
from kamtui.domain.scoring.evaluate import Part
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.scoring.treatment import treated_class, treatments_of
from kamtui.domain.views.grade_changes import CriterionChange, GradeChanges
from kamtui.domain.views.grade_records import (
    ComplaintRecord,
    CriterionRecords,
    FieldRecord,
    OrderRecord,
    ProductRecord,
    ReceivableRecord,
    Record,
    ReferralRecord,
    SinceRecord,
    StrategicRecord,
    SurveyRecord,
    TalkRecord,
)
from kamtui.domain.views.grading import Move, Proposal, Review
from kamtui.domain.views.scoring_models import ModelEntry
from kamtui.domain.views.what_if import Outcome

__all__ = [
    "advice_document",
    "model_document",
    "proposal_document",
    "review_document",
    "what_if_document",
]


def model_document(one: ModelEntry) -> dict[str, object]:
    """Return a scoring model with its document, as ``grades models --json`` lists it."""
    return {
        "name": one.name,
        "axis": one.axis.value,
        "revision": one.revision,
        "active": one.active,
        "used": one.used,
        "decisions": one.decisions,
        "built_in": one.built_in,
        "document": to_document(one.model),
    }


def review_document(found: Review, proposals: Sequence[Proposal]) -> dict[str, object]:
    """Return some proposals of a review, and what keeps the others from having one."""
    return {
        "model": found.model,
        "axis": found.axis,
        "as_of": found.as_of.isoformat(),
        "proposals": [proposal_document(one) for one in proposals],
        "customers": found.customers,
        "not_enough_data": {
            "customers": found.not_enough,
            "most_with_data": found.most_with_data,
            "needed": found.minimum_with_data,
            "missing": {one.criterion: one.customers for one in found.missing},
            "setting": "grade.data",
            "suffices": [
                {"points": one.points, "customers": one.customers} for one in found.suffices
            ],
        },
    }


def what_if_document(kept: ScoringModel, outcome: Outcome) -> dict[str, object]:
    """Return what a model with other numbers would do (``grades what-if --json``).

    Args:
        kept: The model as it is kept.
        outcome: What the changed one does; it is held against the model in force.
    """
    after, before = outcome.after, outcome.before
    return {
        "model": kept.name,
        "axis": kept.axis.value,
        "revision": kept.version,
        "as_of": outcome.as_of.isoformat(),
        "against": {"model": before.name, "revision": before.version},
        "weights": {one.key: number(one.maximum) for one in after.criteria},
        "cuts": {one.key: number(one.cut_off) for one in after.classes},
        "customers": outcome.customers,
        "moves": [_move(one, outcome) for one in outcome.moves()],
        "proposed_already": [_move(one, outcome) for one in outcome.proposed_already],
    }


def _move(one: Move, outcome: Outcome) -> dict[str, object]:
    return {
        "customer_no": one.customer_no,
        "name": one.name,
        "current": one.stands if outcome.standing else None,
        "before": one.before,
        "after": one.after,
        "score_before": number(one.score_before),
        "score_after": number(one.score_after),
        "amount": decimal_text(one.money_minor),
    }


def proposal_document(
    one: Proposal,
    records: Sequence[CriterionRecords] = (),
    changes: GradeChanges | None = None,
) -> dict[str, object]:
    """Return one proposal as cli.md's JSON has it.

    Args:
        one: The proposal.
        records: Of the criteria, in the model's order; none leaves them out.
        changes: Since the last review; None leaves them out.
    """
    evaluation = one.evaluation
    following = one.following
    behind = {found.criterion: found for found in records}
    document: dict[str, object] = {
        "customer_no": one.customer_no,
        "name": one.name,
        "current": one.current,
        "proposed": one.proposed,
        "score": number(evaluation.score),
        "with_data": number(evaluation.with_data),
        "parts": [_part(part, behind.get(part.criterion)) for part in evaluation.parts],
        "next": None if following is None else _next(following),
    }
    if evaluation.orders is not None:
        document["orders"] = orders_document(evaluation.orders)
    if changes is not None:
        document["since_review"] = _changes(changes)
    return document


def advice_document(one: Proposal, model: ScoringModel, terms: CreditTerms) -> dict[str, object]:
    """Return what follows from a class and from the payments: treatment and credit, or null."""
    from kamtui.present.credit_words import terms_words
    from kamtui.present.treatments import treatment_text

    key = treated_class(one, model)
    words = treatment_text(treatments_of(model), key)
    hint = hint_of(terms, one.evaluation)
    return {
        "treatment": {"class": key, "words": words} if words else None,
        "credit": None
        if hint is None
        else {
            "risk": hint.risk.value,
            "late": hint.late,
            "payments": hint.total,
            "timeliness": number(hint.timeliness),
            "months": hint.months,
            "words": terms_words(hint, terms),
        },
    }


def _next(following: NextGrade) -> dict[str, object]:
    """The way up in words; a script that needs only the gap has the points."""
    from kamtui.present.grade_way import hints_text

    return {
        "grade": following.grade,
        "missing_points": number(following.missing_points),
        "hint": hints_text(following.hints or ()),
    }


def _changes(found: GradeChanges) -> dict[str, object]:
    from kamtui.present.grade_changes import change_lines

    decision = found.decision
    return {
        "on": found.since.isoformat(),
        "decision": None if decision is None else decision.decision,
        "grade": None if decision is None else decision.to_grade,
        "score_then": found.score_then,
        "score_now": found.score_now,
        "with_data_then": number(found.known_then),
        "with_data_now": number(found.known_now),
        "other_model": found.other_model,
        "criteria": [_changed(one) for one in found.criteria],
        "why": [line.text for line in change_lines(found, arrow=" -> ")],
    }


def _changed(one: CriterionChange) -> dict[str, object]:
    return {
        "criterion": one.criterion,
        "value_then": _value(one.window.metric, one.then),
        "value": _value(one.window.metric, one.now),
        "points_then": number(one.points_then),
        "points": number(one.points_now),
        "gained": number(one.gained),
        "came": [_record(record, one.window) for record in one.came],
        "left": [_record(record, one.window) for record in one.left],
        "paid_otherwise": [
            {"then": _record(pair.then, one.window), "now": _record(pair.now, one.window)}
            for pair in one.otherwise
        ],
        "corrected": one.corrected,
    }


def _value(metric: MetricKey, value: Decimal | None) -> object:
    """Return what was measured: amounts as decimal strings, everything else as a number."""
    if value is None or metric not in MONEY:
        return number(value)
    return decimal_text(int(value * MINOR_UNITS))


def _part(part: Part, behind: CriterionRecords | None) -> dict[str, object]:
    from kamtui.present.grading import why_text

    document: dict[str, object] = {
        "criterion": part.criterion,
        "value": _value(part.metric, part.value),
        "points": number(part.points) if part.has_data else None,
        "max": number(part.maximum),
        "why": why_text(part),
    }
    if behind is not None:
        document["from"] = None if behind.first is None else behind.first.isoformat()
        document["to"] = behind.last.isoformat()
        document["records"] = [_record(one, behind) for one in behind.records]
    return document


def _record(one: Record, behind: CriterionRecords) -> dict[str, object]:
    match one:
        case OrderRecord():
            document: dict[str, object] = {
                "kind": "order",
                "on": one.on.isoformat(),
                "order_no": one.order_no,
                "amount": decimal_text(one.amount_minor),
                "currency": one.currency or behind.currency,
            }
            if behind.metric is MetricKey.PROFIT and one.cost_minor is not None:
                document["cost"] = decimal_text(one.cost_minor)
            return document
        case ProductRecord():
            return {
                "kind": "product",
                "name": one.name,
                "code": one.code,
                "orders": one.orders,
                "last": one.last_on.isoformat(),
            }
        case SinceRecord():
            order = None if one.order is None else _record(one.order, behind)
            return {"kind": "since", "on": one.on.isoformat(), "order": order}
        case StrategicRecord():
            return {
                "kind": "strategic_value",
                "step": one.step,
                "reason": one.reason,
                "on": None if one.set_on is None else one.set_on.isoformat(),
                "by": one.set_by,
            }
        case ReceivableRecord():
            return {
                "kind": "receivable",
                "due": one.due_on.isoformat(),
                "paid": None if one.paid_on is None else one.paid_on.isoformat(),
                "days_late": one.days_late,
                "amount": decimal_text(one.amount_minor),
                "currency": one.currency or behind.currency,
                "order_no": one.order_no,
                "invoice_no": one.invoice_no,
            }
        case SurveyRecord():
            return {
                "kind": "survey",
                "on": one.on.isoformat(),
                "score": one.score,
                "source": one.source,
            }
        case TalkRecord():
            return {
                "kind": "communication",
                "on": one.on.isoformat(),
                "channel": one.channel,
                "who": one.who,
                "content": one.content,
            }
        case ComplaintRecord():
            return {
                "kind": "complaint",
                "on": one.on.isoformat(),
                "cause": one.cause,
                "description": one.description,
                "settled": None if one.settled_on is None else one.settled_on.isoformat(),
            }
        case ReferralRecord():
            return {
                "kind": "customer",
                "on": one.on.isoformat(),
                "customer_no": one.customer_no,
                "name": one.name,
            }
        case FieldRecord():
            return {
                "kind": "field",
                "field": behind.field or behind.metric.value,
                "value": one.text,
                "on": None if one.set_on is None else one.set_on.isoformat(),
                "by": one.set_by,
            }
