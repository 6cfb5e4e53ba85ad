"""What changed about a customer's grade since the last review, and which records made it so."""

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal

from kamtui.domain.enums import Axis, Decision
from kamtui.domain.errors import KamError
from kamtui.domain.months import months_before
from kamtui.domain.scoring.evaluate import Evaluation, Part, Scorer
from kamtui.domain.scoring.model import Criterion, ScoringModel
from kamtui.domain.views.grade_changes import CriterionChange, GradeChanges, PaidOtherwise
from kamtui.domain.views.grade_records import (
    CriterionRecords,
    FieldRecord,
    ReceivableRecord,
    Record,
    SinceRecord,
    StrategicRecord,
)
from kamtui.domain.views.grade_review import GradeDecision, PartThen
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.services.grade_decisions import decisions_of
from kamtui.services.grade_records import of_criterion
from kamtui.services.live_scores import model_in
from kamtui.store.queries.grade_facts import grade_facts
from kamtui.store.reader import Reader

__all__ = ["changes_since", "last_review"]

_REVIEWED = frozenset({Decision.ACCEPTED, Decision.OVERRIDDEN, Decision.KEPT})


def last_review(decisions: Sequence[GradeDecision], today: date) -> GradeDecision | None:
    """Return the decision a grade is compared with, None where nobody has decided before today.

    That is the newest of a review, else the newest change by hand or file.

    Args:
        decisions: Of one customer, the newest first.
        today: What was decided today is what the comparison led to, not what it began with.
    """
    before = [one for one in decisions if one.on < today]
    reviewed = (one for one in before if one.decision in _REVIEWED)
    return next(reviewed, before[0] if before else None)


def changes_since(desk: Desk, *, customer_id: str, model: str | None = None) -> GradeChanges:
    """Return what changed since the last review.

    A decision keeps what it was made on.  Where none was kept, or nobody has decided yet, the
    records are read as of that day: the day of the decision, or the review's months ago.

    Args:
        desk: The open book.
        customer_id: Whose.
        model: Name of another model than the active one, whose axis has no decisions.

    Raises:
        KamError: ``customer.unknown``, ``model.unknown``.
    """
    today, now = desk.today(), desk.clock.now()
    with desk.read() as reader:
        chosen = model_in(reader, model)
        decision = None
        if model is None and chosen.axis is Axis.GRADE:
            cut_offs = chosen.cut_offs
            found = decisions_of(reader, [customer_id], now, cut_offs=cut_offs)[customer_id]
            decision = last_review(found, today)
        months = int(rules.value_of(reader, "review.months"))
        since = decision.on if decision is not None else months_before(today, months)
        currency = str(rules.value_of(reader, "currency"))
        after = _evaluate(reader, chosen, customer_id, today, currency)
        before = _evaluate(reader, chosen, customer_id, since, currency)
        kept = {one.criterion: one for one in decision.parts} if decision is not None else {}
        changed = []
        for criterion, was, part in zip(chosen.criteria, before.parts, after.parts, strict=True):
            then = kept.get(criterion.key, _as_kept(was)) if kept else _as_kept(was)
            if then.value == part.value and (then.points == part.points or part.value is None):
                continue
            windows = [
                of_criterion(reader, customer_id, criterion, day, currency, now.tzinfo)
                for day in (since, today)
            ]
            changed.append(_change(criterion, then, was, part, *windows))
    # A decision that kept its criteria also kept that there was no score.
    no_score = decision is not None and decision.score is None and not kept
    changed.sort(key=lambda one: abs(one.gained), reverse=True)
    known = sum((one.maximum for one in after.parts if _had(kept, one)), Decimal(0))
    return GradeChanges(
        since=since,
        decision=decision,
        score_then=_shown(before) if decision is None or no_score else decision.score,
        replayed=_shown(before),
        score_now=_shown(after),
        known_then=known if kept else before.with_data,
        known_now=after.with_data,
        other_model=_is_other(decision, chosen) if kept else False,
        kept=bool(kept),
        criteria=tuple(changed),
    )


def _evaluate(
    reader: Reader, model: ScoringModel, customer_id: str, day: date, currency: str
) -> Evaluation:
    many = grade_facts(
        reader, model.requests, as_of=day, currency=currency, customer_ids=[customer_id]
    )
    if not many:
        raise KamError("customer.unknown", {"customer": customer_id})
    return Scorer(model, as_of=day).evaluate(many[0])


def _as_kept(part: Part) -> PartThen:
    return PartThen(part.criterion, part.value, part.points)


def _had(kept: dict[str, PartThen], part: Part) -> bool:
    then = kept.get(part.criterion)
    return then is not None and then.value is not None


def _shown(evaluation: Evaluation) -> int | None:
    return None if evaluation.shown_score is None else int(evaluation.shown_score)


def _is_other(decision: GradeDecision | None, model: ScoringModel) -> bool:
    if decision is None or decision.model is None:
        return False
    return (decision.model, decision.revision) != (model.name, model.version)


def _change(
    criterion: Criterion,
    then: PartThen,
    replayed: Part,
    part: Part,
    before: CriterionRecords,
    after: CriterionRecords,
) -> CriterionChange:
    known_then = {_identity(one): one for one in before.records}
    known_now = {_identity(one): one for one in after.records}
    came = [one for key, one in known_now.items() if key not in known_then]
    left = [one for key, one in known_then.items() if key not in known_now]
    corrected = then.value != replayed.value
    if corrected and not came and isinstance(next(iter(after.records), None), StrategicRecord):
        # A book keeps no older value of the step: what was set since is what came.
        came, corrected = list(after.records), False
    return CriterionChange(
        criterion=criterion.key,
        then=then.value,
        now=part.value,
        points_then=None if then.value is None else then.points,
        points_now=part.points if part.has_data else None,
        maximum=part.maximum,
        came=tuple(came),
        left=tuple(left),
        otherwise=_otherwise(known_then, known_now),
        window=after,
        corrected=corrected,
    )


def _otherwise(
    then: dict[Hashable, Record], now: dict[Hashable, Record]
) -> tuple[PaidOtherwise, ...]:
    """Return the receivables of both days that are late or paid otherwise."""
    found = []
    for key, one in now.items():
        was = then.get(key)
        if (
            isinstance(one, ReceivableRecord)
            and isinstance(was, ReceivableRecord)
            and (one.paid_on, one.days_late) != (was.paid_on, was.days_late)
        ):
            found.append(PaidOtherwise(was, one))
    return tuple(found)


def _identity(record: Record) -> Hashable:
    match record:
        case SinceRecord():
            return record.on
        case StrategicRecord():
            return record.step, record.set_on
        case FieldRecord():
            return record.text, record.set_on
        case _:
            return record.id
