"""The history of grades: one line for every decision and every change by hand or file."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kamtui.domain.enums import Decision
from kamtui.domain.scoring.evaluate import Evaluation

if TYPE_CHECKING:
    from kamtui.store.tables import Customer
    from kamtui.store.unit_of_work import UnitOfWork


def kept_parts(evaluation: Evaluation) -> list[dict[str, str | None]]:
    """Return the criteria of an evaluation as a decision keeps them, exact numbers as text."""
    return [
        {
            "criterion": part.criterion,
            "value": None if part.value is None else str(part.value),
            "points": str(part.points),
            "max": str(part.maximum),
        }
        for part in evaluation.parts
    ]


def note_grade(
    work: "UnitOfWork",
    customer: "Customer",
    before: str | None,
    decision: Decision,
    *,
    reason: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add a line to the grade history; ``details`` are columns of ``grade_change``."""
    from kamtui.store.tables import GradeChange

    work.add(
        GradeChange(
            customer_id=customer.id,
            at=work.now,
            from_grade=before,
            to_grade=customer.grade,
            decision=decision.value,
            reason=reason,
            by=work.actor,
            **(details or {}),
        )
    )
