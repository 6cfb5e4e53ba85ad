"""Decisions about grades as they were kept, and which of them stand against a proposal."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from kamtui.domain.scoring.rounding import shown
from kamtui.domain.views.grade_review import GradeDecision, PartThen, rejected
from kamtui.domain.views.grading import Proposal
from kamtui.store.queries import grade_history as queries
from kamtui.store.reader import Reader, Row
from kamtui.store.values import as_instant

__all__ = ["decisions_of", "rejected", "standing"]


def standing(reader: Reader, proposals: Sequence[Proposal], now: datetime) -> list[Proposal]:
    """Return the proposals that change a grade and that nobody has decided against."""
    changing = [one for one in proposals if one.changes]
    decisions = decisions_of(reader, [one.customer_id for one in changing], now)
    return [
        one
        for one in changing
        if not rejected(next(iter(decisions[one.customer_id]), None), one.proposed, one.current)
    ]


def decisions_of(
    reader: Reader,
    customer_ids: Sequence[str],
    now: datetime,
    *,
    cut_offs: Sequence[Decimal] = (),
) -> dict[str, list[GradeDecision]]:
    """Return every decision about each customer, the newest first.

    Args:
        reader: The open book.
        customer_ids: Whose.
        now: Its zone tells the local day of a decision.
        cut_offs: A kept score is rounded as lists round one, never across one of these.
    """
    found: dict[str, list[GradeDecision]] = defaultdict(list)
    for row in queries.of_customers(reader, customer_ids):
        found[row[0]].append(_decision(row, now, cut_offs))
    return found


def _decision(row: Row, now: datetime, cut_offs: Sequence[Decimal]) -> GradeDecision:
    at = as_instant(row[1])
    assert at is not None
    score = _number(row[6])
    return GradeDecision(
        at=at,
        on=at.astimezone(now.tzinfo).date(),
        decision=row[2],
        from_grade=row[3],
        to_grade=row[4],
        proposed=row[5],
        score=None if score is None else int(shown(Fraction(score), places=0, limits=cut_offs)),
        reason=row[7],
        parts=_parts(row[8]),
        by=row[9],
        model=row[10],
        revision=row[11],
    )


def _parts(stored: object) -> tuple[PartThen, ...]:
    """Read the parts a decision keeps; what another program wrote there must not end a review."""
    try:
        rows = json.loads(stored) if isinstance(stored, str) else stored
    except (ValueError, RecursionError):
        return ()
    parts = []
    for one in rows if isinstance(rows, list) else ():
        if isinstance(one, dict) and isinstance(one.get("criterion"), str):
            points = _number(one.get("points"))
            parts.append(
                PartThen(one["criterion"], _number(one.get("value")), points or Decimal(0))
            )
    return tuple(parts)


def _number(text: object) -> Decimal | None:
    try:
        number = Decimal(str(text)) if text is not None else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
