"""The grade review as a list: what is proposed, what was decided today, what cannot be judged."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kamtui.domain.decisions import Decision
from kamtui.domain.scoring.treatment import Treatments
from kamtui.domain.views.grading import Missing, Proposal, Review


@dataclass(frozen=True, slots=True)
class PartThen:
    """What a criterion was worth when a grade was decided."""

    criterion: str
    value: Decimal | None
    points: Decimal


@dataclass(frozen=True, slots=True)
class GradeDecision:
    """One line of a customer's grade history.

    ``on`` is the local date; ``score`` is as shown in lists, None where none was kept; ``parts``
    are empty for decisions that came without an evaluation; ``by`` is who decided, where known;
    ``model`` and ``revision`` are what judged, None where nothing did.
    """

    at: datetime
    on: date
    decision: str
    from_grade: str | None
    to_grade: str | None
    proposed: str | None
    score: int | None
    reason: str | None
    parts: tuple[PartThen, ...]
    by: str | None = None
    model: str | None = None
    revision: int | None = None


#: Decisions against a proposal, which does not come back until it proposes something else.
_AGAINST = frozenset({Decision.OVERRIDDEN.value, Decision.KEPT.value})


def rejected(newest: GradeDecision | None, proposed: str | None, current: str | None) -> bool:
    """Tell whether the last word was against just this proposal."""
    return (
        newest is not None
        and newest.decision in _AGAINST
        and newest.proposed == proposed
        and newest.to_grade == current
    )


@dataclass(frozen=True, slots=True)
class Account:
    """What a filter asks of a customer; None and empty where nothing is on file."""

    owner: str | None = None
    region: str | None = None
    city: str | None = None
    lifecycle: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One customer of the review.

    Attributes:
        proposal: The evaluation of today; ``proposal.current`` is the grade there is now.
        before: The grade the review began with, which today's decision may have changed.
        decided: Today's decision, None while it is open.
        previous: The decision before today's that the grade is compared with, None where there is
            none.
        standing: The newest decision before today's, which stands until today's.
        account: What filters ask, None where it was not read.
    """

    proposal: Proposal
    before: str | None
    decided: GradeDecision | None
    previous: GradeDecision | None
    standing: GradeDecision | None = None
    account: Account | None = None

    @property
    def customer_id(self) -> str:
        """The customer."""
        return self.proposal.customer_id

    @property
    def proposed(self) -> str | None:
        """The class proposed, None with too little data."""
        return self.proposal.proposed

    @property
    def is_refused(self) -> bool:
        """Whether somebody decided against just this proposal before."""
        return self.decided is None and rejected(
            self.standing, self.proposed, self.proposal.current
        )

    @property
    def is_open(self) -> bool:
        """Whether there is something to accept."""
        return self.decided is None and self.proposal.changes


@dataclass(frozen=True, slots=True)
class GradeReview:
    """The list, and what it rests on.

    Attributes:
        rows: Open and decided ones, the largest consequence first, then those without enough data.
        unlisted: How many more have too little data.
        judged: The evaluation the rows were made of, to be used again after a decision.
        classes: Class and cut-off, highest first.
        maximum: Points of the whole model.
        refused: Proposals somebody has decided against, which are no rows.
        treatments: How the classes are treated.
    """

    rows: tuple[ReviewRow, ...]
    unlisted: int
    judged: Review
    classes: tuple[tuple[str, Decimal], ...]
    maximum: Decimal
    refused: tuple[ReviewRow, ...] = ()
    treatments: Treatments | None = None

    def rises(self, before: str | None, after: str | None) -> bool:
        """Tell whether a grade is better than another; any is better than none."""
        rank = {key: place for place, (key, _cut) in enumerate(self.classes)}
        return rank.get(after or "", len(rank)) < rank.get(before or "", len(rank))

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What those without enough data lack, the most frequent first."""
        return self.judged.missing
