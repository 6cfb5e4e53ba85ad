"""The grade review: proposals, what was decided today, and who cannot be judged yet."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from kamtui.domain.enums import Decision
from kamtui.domain.metrics import MINOR_UNITS, MetricKey
from kamtui.domain.scoring.evaluate import Part
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.scoring.rounding import whole_cut_off
from kamtui.domain.scoring.treatment import treatments_of
from kamtui.domain.views.grade_review import Account, GradeDecision, GradeReview, ReviewRow
from kamtui.domain.views.grading import Proposal, Review
from kamtui.services import grading
from kamtui.services.desk import Desk
from kamtui.services.grade_decisions import decisions_of, rejected
from kamtui.services.live_scores import model_in
from kamtui.store.queries import grade_history as queries
from kamtui.store.reader import Reader
from kamtui.store.values import instant_text

__all__ = ["count", "history", "listed", "read"]

#: Up to so many customers everybody is evaluated, so that those without enough data are listed.
_SMALL = 500
#: Customers without enough data that are listed; the others are counted.
_LISTED = 20
_REVIEWED = (Decision.ACCEPTED.value, Decision.OVERRIDDEN.value, Decision.KEPT.value)


def read(desk: Desk, *, judged: Review | None = None, blanks: bool = False) -> GradeReview:
    """Return the review of today.

    Args:
        desk: The open book.
        judged: An evaluation made before that still holds, so that only decisions are read again;
            one of another day holds no more.
        blanks: List everybody without enough data, not only some in a small book.

    Raises:
        KamError: With exit code 3 when the file cannot be used.
    """
    model = grading.model_named(desk)
    if judged is None or judged.as_of != desk.today() or (blanks and not _has_blanks(judged)):
        judged = grading.review(desk, everybody=True) if blanks else _judge(desk)
    now = desk.clock.now()
    midnight = datetime.combine(desk.today(), time(), tzinfo=now.tzinfo)
    proposed = [one for one in judged.proposals if one.changes]
    with desk.read() as reader:
        today = queries.decided_since(reader, since=instant_text(midnight), decisions=_REVIEWED)
        concerned = list(dict.fromkeys((*(one.customer_id for one in proposed), *today)))
        decisions = decisions_of(reader, concerned, now, cut_offs=model.cut_offs)
    known = {one.customer_id: one for one in judged.proposals}
    # Whoever was decided today has another grade than when it was judged.
    known.update((one.customer_id, one) for one in grading.proposals_of(desk, customer_ids=today))
    rows: list[ReviewRow] = []
    refused: list[ReviewRow] = []
    for customer_id in concerned:
        row = _row(known.get(customer_id), decisions[customer_id], midnight)
        if row is not None:
            (refused if row.is_refused else rows).append(row)
    blank = [
        one for one in judged.proposals if one.proposed is None and one.customer_id not in today
    ]
    most = len(blank) if blanks else _LISTED
    listed = [ReviewRow(one, one.current, None, None) for one in blank[:most]]
    for part in (rows, refused):
        part.sort(key=lambda row: _consequence(row, model))
    with desk.read() as reader:
        accounts = _accounts(reader, [row.customer_id for row in (*rows, *refused, *listed)])
    return GradeReview(
        rows=tuple(_filed(row, accounts) for row in (*rows, *listed)),
        refused=tuple(_filed(row, accounts) for row in refused),
        unlisted=max(0, judged.not_enough - len(listed)),
        judged=judged,
        classes=tuple((one.key, one.cut_off) for one in model.classes),
        maximum=model.maximum,
        treatments=treatments_of(model),
    )


def listed(
    desk: Desk,
    *,
    model: str | None = None,
    everybody: bool = False,
    as_of: date | None = None,
) -> GradeReview:
    """Return evaluations as rows without regard to decisions.

    Those whose class would change stand as `read` has them, the largest consequence first;
    everybody stands by customer number.

    The active model's rows know the decision before, so that they say what moved as `read` does.

    Args:
        desk: The open book.
        model: Name of another model; its rows have no current class.
        everybody: Everybody who is not archived; else those whose class would change.
        as_of: Judge by the records of a day in the past; the grades are today's.

    Raises:
        KamError: ``model.unknown``.
    """
    judged = grading.review(desk, model=model, everybody=everybody, as_of=as_of)
    with desk.read() as reader:
        chosen = model_in(reader, model)
        ids = [one.customer_id for one in judged.proposals] if model is None else []
        now = desk.clock.now()
        decisions = decisions_of(reader, ids, now, cut_offs=chosen.cut_offs)
        accounts = _accounts(reader, [one.customer_id for one in judged.proposals])
    midnight = datetime.combine(desk.today(), time(), tzinfo=now.tzinfo)
    rows = [
        _filed(_before_today(one, decisions.get(one.customer_id, ()), midnight), accounts)
        for one in judged.proposals
    ]
    if not everybody:
        rows.sort(key=lambda row: _consequence(row, chosen))
    return GradeReview(
        rows=tuple(rows),
        unlisted=0,
        judged=judged,
        classes=tuple((one.key, one.cut_off) for one in chosen.classes),
        maximum=chosen.maximum,
        treatments=treatments_of(chosen),
    )


def count(desk: Desk) -> int:
    """Return how many customers `read` would list as open, from the stored scores.

    Costs one look at the facts, so that the header can say it without judging anybody.
    """
    model = grading.model_named(desk)
    now = desk.clock.now()
    classes = [(one.key, whole_cut_off(one.cut_off)) for one in model.classes]
    with desk.read() as reader:
        moved = queries.misgraded(reader, classes=classes)
        decisions = decisions_of(reader, list(moved), now)
    return sum(
        not rejected(next(iter(decisions[customer_id]), None), proposed, current)
        for customer_id, (current, proposed) in moved.items()
    )


def history(desk: Desk, *, customer_id: str) -> tuple[GradeDecision, ...]:
    """Return every decision about a customer's grade, the newest first."""
    with desk.read() as reader:
        cut_offs = model_in(reader, None).cut_offs
        found = decisions_of(reader, [customer_id], desk.clock.now(), cut_offs=cut_offs)
    return tuple(found[customer_id])


def _judge(desk: Desk) -> Review:
    with desk.read() as reader:
        count = reader.value("SELECT count(*) FROM customer_facts WHERE active = TRUE", 0)
    return grading.review(desk, everybody=int(count) <= _SMALL)


def _row(
    proposal: Proposal | None, decisions: Sequence[GradeDecision], midnight: datetime
) -> ReviewRow | None:
    """Return the row of a customer, None where nothing is to be said."""
    if proposal is None:
        return None
    newest = decisions[0] if decisions else None
    if newest is not None and newest.at >= midnight and newest.decision in _REVIEWED:
        first = [one for one in decisions if one.at >= midnight and one.decision in _REVIEWED][-1]
        earlier = next((one for one in decisions if one.at < midnight), None)
        compared = _compared(decisions, midnight)
        return ReviewRow(proposal, first.from_grade, newest, compared, earlier)
    if not proposal.changes:
        return None
    return _before_today(proposal, decisions, midnight)


def _before_today(
    proposal: Proposal, decisions: Sequence[GradeDecision], midnight: datetime
) -> ReviewRow:
    """Return a row that nothing was decided about today."""
    newest = next((one for one in decisions if one.at < midnight), None)
    compared = _compared(decisions, midnight)
    return ReviewRow(proposal, proposal.current, None, compared, newest)


def _has_blanks(judged: Review) -> bool:
    """Whether those without enough data are among the proposals."""
    blank = sum(one.proposed is None for one in judged.proposals)
    return blank == judged.not_enough


def _accounts(reader: Reader, customer_ids: Sequence[str]) -> dict[str, Account]:
    found = {}
    for row in queries.accounts(reader, customer_ids):
        tags = json.loads(row[5]) if isinstance(row[5], str) else row[5]
        _id, owner, region, city, lifecycle, _tags = row
        found[row[0]] = Account(owner, region, city, lifecycle, tuple(map(str, tags or ())))
    return found


def _filed(row: ReviewRow, accounts: Mapping[str, Account]) -> ReviewRow:
    return replace(row, account=accounts.get(row.customer_id))


def _compared(decisions: Sequence[GradeDecision], midnight: datetime) -> GradeDecision | None:
    """Return the newest decision before today that kept what it was made on, else the newest."""
    earlier = [one for one in decisions if one.at < midnight]
    return next((one for one in earlier if one.parts), earlier[0] if earlier else None)


def _consequence(row: ReviewRow, model: ScoringModel) -> tuple[int, Decimal, str]:
    """Order by the best class gained or lost, then by the money it is about."""
    rank = {one.key: place for place, one in enumerate(model.classes)}
    wanted = row.decided.proposed if row.decided is not None else row.proposed
    best = min(rank.get(key or "", len(rank)) for key in (row.before, wanted))
    money = next(filter(None, map(_money, row.proposal.evaluation.parts)), Decimal(0))
    return best, -money, row.proposal.customer_no


def _money(part: Part) -> Decimal | None:
    """Return the amount a criterion rests on; None where it rests on something else."""
    if part.metric is MetricKey.AMOUNT:
        return part.value
    return None if part.amount_minor is None else Decimal(part.amount_minor) / MINOR_UNITS
