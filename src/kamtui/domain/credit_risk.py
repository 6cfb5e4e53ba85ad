"""How late payments speak of credit: high risk asks for strict terms, low risk for flexible ones.

The seeds give the two ends and no numbers (requirements S4-10).  The measure is theirs, payment
timeliness (S4-02: 1 on time, 0.5 up to a week late, 0 later), so that three days late once is no
high risk; the limits are settings whose defaults are kamtui's own.
"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from kamtui.domain.metrics import Lateness
from kamtui.domain.scoring.evaluate import Evaluation, Part

__all__ = ["CreditHint", "CreditTerms", "Risk", "hint_of", "risk_of"]


class Risk(StrEnum):
    """What late payments say of a customer."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


class CreditTerms(NamedTuple):
    """The settings.

    Attributes:
        least: With fewer payments that fell due nothing is said.
        strict_below: Timeliness in percent below which the risk is high.
        flexible_from: From which it is low, where it is not high.
        strict: The words for a high risk, as stored.
        flexible: Those for a low one.
    """

    least: int
    strict_below: int
    flexible_from: int
    strict: str
    flexible: str


class CreditHint(NamedTuple):
    """What is said of a customer's credit.

    Attributes:
        risk: By the timeliness.
        late: Payments at least a day late, paid or not.
        total: Payments that fell due.
        timeliness: Mean share of the payments, 0 to 1.
        months: The window they fell due in, None for the whole history.
    """

    risk: Risk
    late: int
    total: int
    timeliness: Decimal
    months: int | None


def risk_of(timeliness: Decimal, terms: CreditTerms) -> Risk:
    """Return the risk of a timeliness between 0 and 1."""
    percent = timeliness * 100
    if percent < terms.strict_below:
        return Risk.HIGH
    return Risk.LOW if percent >= terms.flexible_from else Risk.MIDDLE


def hint_of(terms: CreditTerms, *evaluations: Evaluation | None) -> CreditHint | None:
    """Return what the first evaluation that judged enough payments says of the credit."""
    for evaluation in evaluations:
        for part in () if evaluation is None else evaluation.parts:
            found = _hint(part, terms)
            if found is not None:
                return found
    return None


def _hint(part: Part, terms: CreditTerms) -> CreditHint | None:
    fact, mean = part.fact, part.value
    if not isinstance(fact, Lateness) or mean is None or fact.total < terms.least:
        return None
    return CreditHint(risk_of(mean, terms), fact.late, fact.total, mean, part.months)
