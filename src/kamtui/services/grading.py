"""Grades: proposals with their reasons, decisions, and what a changed model would do."""

import json
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kamtui.domain.enums import Axis, Decision
from kamtui.domain.errors import KamError
from kamtui.domain.metrics import CustomerFacts
from kamtui.domain.scoring.distance import gap
from kamtui.domain.scoring.document import to_document
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.grading import Missing, Proposal, Review, Suffices
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.services.grade_decisions import standing
from kamtui.services.grade_records import records, records_of_all
from kamtui.services.grade_ways import ways_in
from kamtui.services.live_scores import model_in, scores_of
from kamtui.services.order_reasons import with_order_reasons
from kamtui.store.queries import scoring_models
from kamtui.store.queries.grade_facts import grade_facts
from kamtui.store.reader import Reader

if TYPE_CHECKING:
    from kamtui.domain.views.what_if import Outcome
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = [
    "accept",
    "changed_model",
    "explain",
    "model_named",
    "override",
    "override_many",
    "proposals_of",
    "records",
    "records_of_all",
    "review",
    "scores",
    "stored_scores",
    "what_if",
]

#: Characters of a number somebody types.
_LONGEST_NUMBER = 20


def model_named(desk: Desk, *, name: str | None = None) -> ScoringModel:
    """Return the active grade model, or the model of a name (``rating`` for the points table).

    Raises:
        KamError: ``model.unknown`` with the names there are.
    """
    with desk.read() as reader:
        return model_in(reader, name)


def review(
    desk: Desk, *, model: str | None = None, everybody: bool = False, as_of: date | None = None
) -> Review:
    """Return who should change grade, or everybody's evaluation, at a date (today by default).

    The way to the next grade is left to `kamtui.services.grade_ways`, for whom it is shown of.
    """
    day = as_of or desk.today()
    with desk.read() as reader:
        chosen = model_in(reader, model)
        scorer, many = _judge(reader, chosen, day, None)
        grade_of = _accounts(reader)
        if day < desk.today():
            grade_of = known_then(reader, grade_of, day)
            many = [facts for facts in many if facts.customer_id in grade_of]
    proposals: list[Proposal] = []
    lacking: Counter[str] = Counter()
    known: Counter[int] = Counter()
    not_enough = 0
    for facts in many:
        number, name, current = grade_of[facts.customer_id]
        line = scorer.line(facts)
        current = current if chosen.axis is Axis.GRADE else None
        if line.proposed is None:
            not_enough += 1
            known[int(scorer.in_points(line.available))] += 1
            lacking.update(
                one.criterion.key for one in scorer.criteria if facts.values[one.at] is None
            )
        wanted = line.proposed is not None and line.proposed != current
        if everybody or wanted:
            proposals.append(
                Proposal(
                    facts.customer_id, number, name, current, scorer.evaluate(facts),
                    gap(scorer, facts),
                )
            )  # fmt: skip
    with desk.read() as reader:
        proposals = _reasoned(reader, proposals, day)
    criteria = {one.key: one for one in chosen.criteria}
    return Review(
        model=chosen.name,
        axis=chosen.axis.value,
        as_of=day,
        proposals=tuple(proposals),
        customers=len(many),
        not_enough=not_enough,
        most_with_data=max(known, default=0),
        minimum_with_data=int(chosen.minimum_with_data),
        missing=tuple(
            Missing(
                key,
                criteria[key].metric,
                criteria[key].months,
                number,
                criteria[key].field,
                criteria[key].maximum,
            )
            for key, number in lacking.most_common()
        ),
        suffices=_suffices(known),
    )


def _suffices(known: Counter[int]) -> tuple[Suffices, ...]:
    """Return which needs of data would do for whom; nobody is judged by nothing."""
    found, customers = [], 0
    for points in sorted(known, reverse=True):
        if points > 0:
            customers += known[points]
            found.append(Suffices(points, customers))
    return tuple(found)


def explain(
    desk: Desk, *, customer_id: str, model: str | None = None, as_of: date | None = None
) -> Proposal:
    """Return one customer's evaluation with every reason and the way to its next grade.

    Args:
        desk: The open book.
        customer_id: Whose.
        model: A model by name, such as ``rating``; None for the grade model in force.
        as_of: The date to judge at; None for today.

    Raises:
        KamError: ``customer.unknown``.
    """
    today = desk.today()
    with desk.read() as reader:
        chosen = model_in(reader, model)
        scorer, many = _judge(reader, chosen, as_of or today, [customer_id])
        accounts = _accounts(reader, [customer_id])
        if as_of is not None and as_of < today:
            accounts = known_then(reader, accounts, as_of, everybody=True)
        account = accounts.get(customer_id)
        if account is None or not many:
            raise KamError("customer.unknown", {"customer": customer_id})
        ways = ways_in(reader, scorer, many, today=today)
    number, name, current = account
    facts = many[0]
    found = Proposal(
        customer_id,
        number,
        name,
        current if chosen.axis is Axis.GRADE else None,
        scorer.evaluate(facts),
        ways.get(customer_id),
    )
    return _reasoned(reader, [found], as_of or today)[0]


def scores(
    reader: Reader, *, customer_ids: Sequence[str], today: date
) -> dict[str, tuple[Decimal, int]]:
    """Return (exact score, score as shown) of the customers whose data suffice."""
    return scores_of(reader, customer_ids=customer_ids, today=today)


def stored_scores(
    reader: Reader, *, customer_ids: Sequence[str], today: date
) -> dict[str, tuple[int | None, int]]:
    """Return (whole points or None, points with data) as `customer_facts` keeps them."""
    scorer, many = _judge(reader, model_in(reader, None), today, customer_ids)
    found = {}
    for facts in many:
        line = scorer.line(facts)
        known = int(scorer.in_points(line.available))
        found[facts.customer_id] = (scorer.whole_score(line.earned, line.available), known)
    return found


def proposals_of(desk: Desk, *, customer_ids: Sequence[str]) -> tuple[Proposal, ...]:
    """Return the evaluations of some customers, in the order asked; unknown ones are left out.

    The way to the next grade is left out, as in `review`.
    """
    with desk.read() as reader:
        scorer, many = _judge(reader, model_in(reader, None), desk.today(), customer_ids)
        accounts = _accounts(reader, customer_ids)
        judged = {facts.customer_id: facts for facts in many}
        found = [
            Proposal(one, *accounts[one], scorer.evaluate(judged[one]), gap(scorer, judged[one]))
            for one in dict.fromkeys(customer_ids)
            if one in judged and one in accounts
        ]
        return tuple(_reasoned(reader, found, desk.today()))


def accept(
    desk: Desk,
    *,
    customer_ids: Sequence[str] | None = None,
    seen: Mapping[str, str] | None = None,
) -> ChangeSet:
    """Accept the proposals of some customers, or all of them, as one undo step.

    All of them are those the review lists as open: a proposal somebody decided against stays
    refused until it proposes something else, or until its customer is named.

    Args:
        desk: The open book.
        customer_ids: Whose; None for all.
        seen: The grades that were shown as proposed, by customer: nobody accepts what was not
            shown.

    Raises:
        KamError: ``grades.nothing`` where nothing is proposed; ``grades.no_proposal`` naming the
            first customer whose data do not suffice; ``grades.moved`` where the records have come
            to propose something else than was seen; ``record.conflict`` where another window
            changes the grade at the same time.
    """
    found: Sequence[Proposal]
    if customer_ids is None:
        judged = review(desk).proposals
        with desk.read() as reader:
            found = standing(reader, judged, desk.clock.now())
    else:  # judging only these, one key costs the same in a large book
        found = proposals_of(desk, customer_ids=customer_ids)
        blank = [one for one in found if one.proposed is None]
        if blank:
            raise KamError("grades.no_proposal", {"customer": blank[0].name})
    for one in found:
        if one.proposed != (seen or {}).get(one.customer_id, one.proposed):
            raise KamError("grades.moved", {"customer": one.name, "grade": one.proposed})
    chosen = [one for one in found if one.changes]
    if not chosen:
        raise KamError("grades.nothing")
    model = model_named(desk)
    with desk.write("accept") as work:
        used = _keep_model(work, model)
        for one in chosen:
            _decide(work, one, one.proposed, Decision.ACCEPTED, used, reason=None)
        subject = chosen[0].name if len(chosen) == 1 else ""
        return work.commit(subject=subject)


def override(desk: Desk, *, customer_id: str, grade: str, reason: str) -> ChangeSet:
    """Set a grade by hand, with the reason that goes into the history (requirements S0-12).

    Raises:
        KamError: ``grades.unknown`` for a grade the model does not have; ``grades.no_reason``;
            ``customer.unknown``.
    """
    return override_many(desk, customer_ids=[customer_id], grade=grade, reason=reason)


def override_many(
    desk: Desk,
    *,
    customer_ids: Sequence[str],
    grade: str,
    reason: str,
    seen: Mapping[str, str | None] | None = None,
) -> ChangeSet:
    """Set the grade of several customers by hand for one reason, as one undo step.

    Whoever has the grade already keeps it, and the history says so.

    Args:
        desk: The open book.
        customer_ids: Whose.
        grade: Key of a class of the model, in any case, full-width letters too.
        reason: Goes into the history.
        seen: The grades that were shown, by customer; another one meanwhile is refused.

    Raises:
        KamError: As `override`; ``grades.nothing`` for nobody; ``record.conflict`` with mine,
            theirs and base.
    """
    from kamtui.domain.text import clean

    why = clean(reason)
    if not why:
        raise KamError("grades.no_reason")
    model = model_named(desk)
    typed = unicodedata.normalize("NFKC", grade).strip().casefold()
    wanted = next((one.key for one in model.classes if one.key.casefold() == typed), None)
    if wanted is None:
        raise KamError(
            "grades.unknown", {"grade": grade, "known": [one.key for one in model.classes]}
        )
    if not customer_ids:
        raise KamError("grades.nothing")
    chosen = proposals_of(desk, customer_ids=customer_ids)
    known = {one.customer_id for one in chosen}
    unknown = [one for one in customer_ids if one not in known]
    if unknown:
        raise KamError("customer.unknown", {"customer": unknown[0]})
    for one in chosen:
        base = (seen or {}).get(one.customer_id, one.current)
        if one.current not in (base, wanted):
            raise _conflict(mine=wanted, theirs=one.current, base=base)
    with desk.write("override") as work:
        used = _keep_model(work, model)
        for one in chosen:
            kept = wanted == one.current
            decision = Decision.KEPT if kept else Decision.OVERRIDDEN
            _decide(work, one, wanted, decision, used, reason=why)
        return work.commit(subject=chosen[0].name if len(chosen) == 1 else "")


def what_if(
    desk: Desk,
    *,
    weights: Mapping[str, str],
    cuts: Mapping[str, str],
    model: str | None = None,
    as_of: date | None = None,
) -> tuple[ScoringModel, "Outcome"]:
    """Return a model as it is kept, and what it would do were it in force with other numbers.

    It is held against the model in force of its axis, and against the grades there are.  Nothing
    is saved.

    Args:
        desk: The open book.
        weights: Criterion key to the points its best case shall give.
        cuts: Class key to its cut-off.
        model: A model by name, such as ``rating``; None for the grade model in force.
        as_of: The date to judge at; None for today.

    Raises:
        KamError: ``model.unknown``; what `changed_model` raises.
    """
    from kamtui.services.what_if import WhatIf

    chosen = model_named(desk, name=model)
    after = changed_model(chosen, weights=weights, cuts=cuts)
    in_force = model_named(desk, name=chosen.axis.value)
    return chosen, WhatIf(desk, as_of=as_of).outcome(in_force, after)


def changed_model(
    model: ScoringModel, *, weights: Mapping[str, str], cuts: Mapping[str, str]
) -> ScoringModel:
    """Return a model with other maxima or cut-offs; scaling a line keeps its shape.

    Raises:
        KamError: ``model.unknown_criterion``, ``model.unknown_class``, ``model.points``,
            ``model.invalid``, ``grade.cut_order``.
    """
    from kamtui.domain.scoring.adjust import checked, with_maximum

    for key, text in weights.items():
        model = with_maximum(model, key, _positive(key, text))
    known = [one.key for one in model.classes]
    unknown = next((key for key in cuts if key not in known), None)
    if unknown is not None:
        raise KamError("model.unknown_class", {"key": unknown, "known": known}, exit_code=2)
    wanted = {key: _positive(key, text) for key, text in cuts.items()}
    # All at once: two cut-offs may change places with what stood between them.
    classes = tuple(one._replace(cut_off=wanted.get(one.key, one.cut_off)) for one in model.classes)
    return checked(model._replace(classes=classes))


def _positive(key: str, text: str) -> Decimal:
    try:
        number = Decimal(unicodedata.normalize("NFKC", text).strip())
    except ArithmeticError:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0 or len(text) > _LONGEST_NUMBER:
        raise KamError("model.points", {"key": key, "value": text[:40]}, exit_code=2)
    return number


def _judge(
    reader: Reader, model: ScoringModel, as_of: date, customer_ids: Sequence[str] | None
) -> tuple[Scorer, list[CustomerFacts]]:
    currency = str(rules.value_of(reader, "currency"))
    many = grade_facts(
        reader, model.requests, as_of=as_of, currency=currency, customer_ids=customer_ids
    )
    return Scorer(model, as_of=as_of), many


def _reasoned(reader: Reader, proposals: Sequence[Proposal], as_of: date) -> list[Proposal]:
    """Return proposals that say why orders are missing from them."""
    currency = str(rules.value_of(reader, "currency"))
    found = with_order_reasons(
        reader, [one.evaluation for one in proposals], as_of=as_of, currency=currency
    )
    return [
        one if one.evaluation is evaluation else replace(one, evaluation=evaluation)
        for one, evaluation in zip(proposals, found, strict=True)
    ]


def _accounts(
    reader: Reader, customer_ids: Sequence[str] | None = None
) -> dict[str, tuple[str, str, str | None]]:
    scope = "" if customer_ids is None else " AND id IN :ids"
    params = {} if customer_ids is None else {"ids": customer_ids}
    rows = reader.rows(
        f"SELECT id, customer_no, name, grade FROM customer WHERE deleted_at IS NULL{scope}",
        **params,
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def known_then(
    reader: Reader,
    accounts: dict[str, tuple[str, str, str | None]],
    day: date,
    *,
    everybody: bool = False,
) -> dict[str, tuple[str, str, str | None]]:
    """Return those of some accounts that were there on a past day, with the grade of that day.

    Args:
        reader: An open read.
        accounts: Number, name and today's grade by customer.
        day: The day.
        everybody: Leave nobody out: one customer was asked for by name.
    """
    from kamtui.store.queries.grade_facts_scope import Scope
    from kamtui.store.queries.segments_past import fields_then, present

    scope = Scope(reader, day, tuple(accounts) if everybody else None)
    there = accounts if everybody else present(scope, past=True)
    grades = fields_then(scope, ("grade",))
    return {
        one: (*accounts[one][:2], grades.get(one, {}).get("grade", accounts[one][2]))
        for one in there
        if one in accounts
    }


def _keep_model(work: "UnitOfWork", model: ScoringModel) -> tuple[str, int]:
    """Store the model a decision rests on, so that an old review shows what it was judged by."""
    from sqlmodel import select

    from kamtui.store.tables import ScoringModelRow

    document = json.loads(json.dumps(to_document(model)))
    known = work.session.exec(
        select(ScoringModelRow).where(
            ScoringModelRow.name == model.name, ScoringModelRow.revision == model.version
        )
    ).first()
    if known is None:
        # Another window may have put its own model in force since this one was read.
        judging = scoring_models.active(work.reader, axis=model.axis.value)
        work.add(
            ScoringModelRow(
                name=model.name,
                axis=model.axis.value,
                revision=model.version,
                document=document,
                active=judging is None and model.axis is Axis.GRADE,
            )
        )
    elif known.deleted_at is not None:
        known.deleted_at = None
    return model.name, model.version


def _decide(
    work: "UnitOfWork",
    proposal: Proposal,
    grade: str | None,
    decision: Decision,
    used: tuple[str, int],
    *,
    reason: str | None,
) -> None:
    from kamtui.services.cadence_plans import held_by, redate
    from kamtui.services.grade_history import kept_parts, note_grade
    from kamtui.store.tables import Customer

    customer = work.get(Customer, proposal.customer_id)
    held = held_by(customer)
    before = customer.grade
    if before not in (proposal.current, grade):
        raise _conflict(mine=grade, theirs=before, base=proposal.current)
    customer.grade = grade
    evaluation = proposal.evaluation
    note_grade(
        work,
        customer,
        before,
        decision,
        reason=reason,
        details={
            "model": used[0],
            "model_revision": used[1],
            "score": None if evaluation.score is None else str(evaluation.score),
            "with_data": int(evaluation.with_data),
            "proposed": evaluation.proposed,
            "parts": kept_parts(evaluation),
        },
    )
    redate(work, customer, held)


def _conflict(*, mine: str | None, theirs: str | None, base: str | None) -> KamError:
    return KamError(
        "record.conflict", {"field": "grade", "mine": mine, "theirs": theirs, "base": base}
    )
