"""The visit brief with its judgements: what ``show`` needs beside the records (cli.md)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kamtui.services import customers, grading
from kamtui.services.desk import Desk

if TYPE_CHECKING:
    from kamtui.domain.views.customer import CustomerBrief
    from kamtui.domain.views.grading import Proposal

#: The points table; a separate axis, never mapped onto the grade (product.md).
RATING_MODEL = "rating"
#: Newest communications and plans a brief lists.
COMMUNICATIONS = 10
FOLLOW_UPS = 20


@dataclass(frozen=True, slots=True)
class Briefing:
    """A customer's records, the grade they add up to, and the rating, each with its model."""

    brief: "CustomerBrief"
    grade: "Proposal"
    rating: "Proposal"
    grade_model: str
    rating_model: str


def briefing(desk: Desk, *, customer: str, communications: int = COMMUNICATIONS) -> Briefing:
    """Return the brief of the customer meant by a number, a name or text with one match.

    Raises:
        KamError: ``customer.unknown``; ``customer.ambiguous`` with the first matches.
    """
    customer_id = customers.resolve(desk, customer=customer)[0]
    return Briefing(
        brief=customers.brief(
            desk, customer_id=customer_id, communications=communications, follow_ups=FOLLOW_UPS
        ),
        grade=grading.explain(desk, customer_id=customer_id),
        rating=grading.explain(desk, customer_id=customer_id, model=RATING_MODEL),
        grade_model=grading.model_named(desk).name,
        rating_model=grading.model_named(desk, name=RATING_MODEL).name,
    )
