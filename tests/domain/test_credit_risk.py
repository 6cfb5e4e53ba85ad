"""What late payments say of credit: a table of cases, and the laws behind it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.scoring.facts import grade_facts

from kamtui.domain.credit_risk import CreditTerms, Risk, hint_of, risk_of
from kamtui.domain.scoring.defaults import default_grade_model
from kamtui.domain.scoring.evaluate import Scorer

TERMS = CreditTerms(2, 70, 90, "strict", "flexible")
SCORER = Scorer(default_grade_model(), as_of=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("payment", "risk"),
    [
        ((8, 0, 0), Risk.LOW),  # all on time
        ((9, 0, 1), Risk.LOW),  # 90 %: the limit belongs to it
        ((4, 1, 0), Risk.LOW),  # 90 %
        ((3, 1, 0), Risk.MIDDLE),  # 87.5 %
        ((3, 2, 0), Risk.MIDDLE),  # 80 %: three days late twice is no high risk
        ((7, 0, 3), Risk.MIDDLE),  # 70 %: still not below
        ((5, 0, 3), Risk.HIGH),  # 62.5 %: 3 of 8 more than a week late
        ((2, 0, 1), Risk.HIGH),
        ((0, 0, 2), Risk.HIGH),
        ((0, 0, 1), None),  # one payment says nothing
        ((1, 0, 0), None),
        (None, None),
    ],
)
def test_cases(payment: tuple[int, int, int] | None, risk: Risk | None) -> None:
    hint = hint_of(TERMS, SCORER.evaluate(grade_facts(payment=payment)))
    assert (None if hint is None else hint.risk) == risk
    if hint is not None and payment is not None:
        assert (hint.late, hint.total, hint.months) == (sum(payment[1:]), sum(payment), 12)


def test_the_first_evaluation_that_judged_enough_speaks() -> None:
    few = SCORER.evaluate(grade_facts(payment=(1, 0, 0)))
    many = SCORER.evaluate(grade_facts(payment=(0, 0, 5)))
    good = SCORER.evaluate(grade_facts(payment=(5, 0, 0)))
    found = hint_of(TERMS, few, many, good)
    assert found is not None and found.risk is Risk.HIGH
    assert hint_of(TERMS, None, few) is None
    assert hint_of(TERMS) is None


@given(
    st.decimals(0, 1, places=4), st.decimals(0, 1, places=4), st.integers(0, 100),
    st.integers(0, 100),
)  # fmt: skip
def test_paying_better_never_makes_the_risk_higher(
    one: Decimal, other: Decimal, strict: int, flexible: int
) -> None:
    terms = TERMS._replace(strict_below=strict, flexible_from=flexible)
    order = [Risk.HIGH, Risk.MIDDLE, Risk.LOW]
    worse, better = sorted((one, other))
    assert order.index(risk_of(worse, terms)) <= order.index(risk_of(better, terms))
