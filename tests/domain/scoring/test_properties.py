"""What holds for every model and every customer."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.scoring.facts import TODAY, row
from tests.domain.scoring.models import fact_rows, models

from kamtui.domain.metrics import CustomerFacts, Fact, MetricKey
from kamtui.domain.scoring.defaults import default_grade_model, default_rating_model
from kamtui.domain.scoring.document import from_document
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.domain.scoring.model import ScoringModel

QUICK = settings(max_examples=120, deadline=None)
GRADE = default_grade_model()


@given(st.data(), models())
@QUICK
def test_scores_points_and_classes_agree(data: st.DataObject, document: dict[str, Any]) -> None:
    model = from_document(document)
    scorer = Scorer(model, as_of=TODAY)
    facts = CustomerFacts("x", data.draw(fact_rows(model.requests)), ("USD",))
    line, evaluation = scorer.line(facts), scorer.evaluate(facts)
    assert evaluation == scorer.evaluate(facts) == Scorer(model, as_of=TODAY).evaluate(facts)
    assert line.proposed == evaluation.proposed
    assert evaluation.left_out == ("USD",)
    for part in evaluation.parts:
        assert 0 <= part.points <= part.maximum
        assert part.has_data or part.points == 0
    assert evaluation.with_data == sum(one.maximum for one in evaluation.parts if one.has_data)
    assert abs(evaluation.points - sum(one.points for one in evaluation.parts)) <= Decimal("0.05")
    exact = scorer.exact_score(line.earned, line.available)
    if exact is None:
        assert row(evaluation.score, evaluation.shown_score, evaluation.proposed) == (None,) * 3
        return
    assert 0 <= exact <= Fraction(model.top_score)
    reached = next(one.key for one in model.classes if exact >= one.cut_off)
    assert evaluation.proposed == reached
    # Neither number on a screen may contradict the class beside it.
    for number in (evaluation.score, evaluation.shown_score):
        assert number is not None
        assert reached == next(one.key for one in model.classes if number >= one.cut_off)


@given(st.data())
@QUICK
def test_the_order_of_criteria_does_not_matter(data: st.DataObject) -> None:
    row = data.draw(fact_rows(GRADE.requests))
    order = data.draw(st.permutations(range(len(GRADE.criteria))))
    turned = GRADE._replace(criteria=tuple(GRADE.criteria[at] for at in order))
    one = Scorer(GRADE, as_of=TODAY).evaluate(CustomerFacts("x", row))
    other = Scorer(turned, as_of=TODAY).evaluate(CustomerFacts("x", tuple(row[at] for at in order)))
    assert (one.score, one.points, one.proposed) == (other.score, other.points, other.proposed)
    assert {part.criterion: part for part in one.parts} == {
        part.criterion: part for part in other.parts
    }


MORE_IS_BETTER = {
    MetricKey.AMOUNT,
    MetricKey.ORDERS,
    MetricKey.PRODUCTS,
    MetricKey.STRATEGIC_VALUE,
    MetricKey.CONTACTS_PER_MONTH,
    MetricKey.WHOLE_THOUSANDS,
}


@given(st.data(), st.sampled_from([GRADE, default_rating_model()]), st.integers(1, 10**7))
@QUICK
def test_more_never_scores_less(data: st.DataObject, model: ScoringModel, more: int) -> None:
    row: tuple[Fact, ...] = data.draw(fact_rows(model.requests))
    scorer = Scorer(model, as_of=TODAY)
    before = scorer.totals(row)
    for at, request in enumerate(model.requests):
        value = row[at]
        if request.metric in MORE_IS_BETTER and isinstance(value, int):
            earned, available = scorer.totals((*row[:at], value + more, *row[at + 1 :]))
            assert earned >= before[0]
            assert available == before[1]
