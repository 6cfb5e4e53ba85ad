"""Grade proposals: what the records say a customer's grade should be."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kamtui.domain.metrics import MetricKey
from kamtui.domain.scoring.distance import NextGrade
from kamtui.domain.scoring.evaluate import Evaluation


@dataclass(frozen=True, slots=True)
class Proposal:
    """One customer judged.

    ``following`` is the next class up, None at the top and where the data do not suffice; its
    hints are None where nobody looked for them, as in a review of everybody.
    """

    customer_id: str
    customer_no: str
    name: str
    current: str | None
    evaluation: Evaluation
    following: NextGrade | None

    @property
    def proposed(self) -> str | None:
        """The class proposed, None with too little data."""
        return self.evaluation.proposed

    @property
    def changes(self) -> bool:
        """Whether accepting it would change the grade."""
        return self.proposed is not None and self.proposed != self.current


@dataclass(frozen=True, slots=True)
class Missing:
    """A criterion without data and how many undecided customers lack it.

    Attributes:
        criterion: The criterion's key.
        metric: What it judges.
        months: Its window, None for the whole history.
        customers: How many lack it.
        field: The customer's own field it judges, else empty.
        points: What the criterion gives at most.
    """

    criterion: str
    metric: MetricKey
    months: int | None
    customers: int
    field: str = ""
    points: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Suffices:
    """A lower need of data (the setting ``grade.data``) and whom it would let be judged.

    Attributes:
        points: The points that would need data.
        customers: How many of those could be judged who cannot be now.
    """

    points: int
    customers: int


@dataclass(frozen=True, slots=True)
class Review:
    """All proposals of a model at a date.

    Attributes:
        model: Name of the model.
        axis: ``grade`` or ``rating``.
        as_of: The date the records were read at.
        proposals: Customers whose class would change, or everybody where that was asked for.
        customers: How many were judged.
        not_enough: How many have too little data for a proposal.
        most_with_data: The most points with data any of those has.
        minimum_with_data: The points with data a proposal needs.
        missing: What those lack, the most frequent first.
        suffices: Lower needs of data, the highest first, each with more customers.
    """

    model: str
    axis: str
    as_of: date
    proposals: tuple[Proposal, ...]
    customers: int
    not_enough: int
    most_with_data: int
    minimum_with_data: int
    missing: tuple[Missing, ...]
    suffices: tuple[Suffices, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """One customer whose class a changed model would change.

    Attributes:
        customer_id: Who.
        customer_no: Its number.
        name: Its name.
        before: The class by the model in force, None with too little data.
        after: The class by the changed one.
        money_minor: Orders of the last twelve months in the book's currency.
        score_before: As lists show it.
        score_after: Likewise, by the changed model.
        rises: Whether the new class is the better one.
        stands: The grade it has, where grades stand (`Outcome.standing`); else the class by the
            model in force.
    """

    customer_id: str
    customer_no: str
    name: str
    before: str | None
    after: str | None
    money_minor: int
    score_before: Decimal | None = None
    score_after: Decimal | None = None
    rises: bool = False
    stands: str | None = None
