"""The distance to the next class: following a hint reaches it, and the smallest comes first."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.scoring.facts import TODAY, grade_facts, row
from tests.domain.scoring.models import fact_rows

from kamtui.domain.metrics import CustomerFacts, Fact, Lateness, MetricKey
from kamtui.domain.scoring.defaults import default_grade_model, default_rating_model
from kamtui.domain.scoring.distance import Hint, next_grade
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.domain.scoring.model import ScoringModel

GRADE = default_grade_model()
SCORER = Scorer(GRADE, as_of=TODAY)
#: 100 points of data, and 69 of them earned.
FULL: dict[str, Any] = {
    "amount": 120_000,
    "orders": 6,
    "products": 3,
    "since": date(2020, 1, 1),
    "strategic": 5,
    "payment": (1, 0, 0),
    "satisfaction": Decimal(3),
    "contacts": 0,
}


def test_points_and_the_smallest_facts() -> None:
    found = next_grade(SCORER, grade_facts(**FULL))
    assert found is not None
    assert row(found.grade, found.missing_points, found.shown_missing) == ("A", 1, 1)
    (hint,) = found.hints
    assert row(hint.metric, hint.more) == (MetricKey.ORDERS, 1)


def test_four_more_orders() -> None:
    """The sentence of product.md: 6 points to A, four more orders."""
    facts = grade_facts(**{**FULL, "amount": 900_000, "orders": 6, "contacts": 6, "strategic": 1,
                           "since": date(2026, 1, 1), "satisfaction": Decimal(1)})  # fmt: skip
    found = next_grade(SCORER, facts)
    assert found is not None
    # 30 + 9 + 5 + 3 + 2 + 15 + 0 + 5 = 69
    assert row(found.grade, found.missing_points) == ("A", 6)
    (hint,) = found.hints
    assert row(hint.metric, hint.more, hint.to) == (MetricKey.ORDERS, 4, 10)


def test_at_the_top_there_is_nothing_next() -> None:
    facts = grade_facts(**{**FULL, "amount": 900_000})
    assert SCORER.line(facts).proposed == "A"
    assert next_grade(SCORER, facts) is None


def test_with_too_little_data_there_is_nothing_next() -> None:
    assert next_grade(SCORER, grade_facts(amount=100, orders=1)) is None


def test_the_anniversary_is_named_when_it_is_near() -> None:
    # 20 + 15 + 5 + 6 + 5 + 3 = 54 of 75 points with data: 72.
    facts = grade_facts(
        amount=120_000,
        orders=10,
        products=3,
        since=date(2023, 12, 1),
        satisfaction=Decimal(3),
        contacts=3,
    )
    found = next_grade(SCORER, facts)
    assert found is not None and found.missing_points == 3
    (hint,) = found.hints
    assert row(hint.on, hint.to) == (date(2026, 12, 1), 3)


def test_an_unknown_fact_can_be_the_hint_and_a_judgement_is_the_last_one() -> None:
    # 10 + 15 + 5 + 10 + 5 = 45 of 65 points with data: 69.2.
    facts = grade_facts(amount=90_000, orders=10, products=3, since=date(2020, 1, 1), contacts=6)
    found = next_grade(SCORER, facts)
    assert found is not None and found.missing_points == Decimal("5.77")
    # 10,000 more would do; without that way, a good survey (55 of 75) does not, both do.
    assert [hint.metric for hint in found.hints] == [MetricKey.AMOUNT]
    poor = grade_facts(
        amount=1_000, orders=10, products=3, since=date(2020, 1, 1), contacts=6, payment=(4, 1, 0)
    )
    found = next_grade(SCORER, poor)
    # 58.5 of 80: 73.1; a survey of 4 makes 68.5 of 90 = 76.1.
    assert found is not None
    (hint,) = found.hints
    assert row(hint.metric, hint.had_data, hint.to) == (MetricKey.SATISFACTION, False, 4)


@pytest.mark.parametrize("orders", [0, 5])
def test_the_points_table_counts_up_from_nothing(orders: int) -> None:
    scorer = Scorer(default_rating_model(), as_of=TODAY)
    found = next_grade(scorer, CustomerFacts("x", (orders or None, 20, None, None, None)))
    assert found is not None
    assert row(found.grade, found.missing_points) == ("standard", 10 - orders)
    (hint,) = found.hints
    assert hint.more == 10 - orders


def applied(scorer: Scorer, values: tuple[Fact, ...], hint: Hint) -> tuple[Fact, ...]:
    """The facts after following a hint."""
    at = next(one.at for one in scorer.criteria if one.criterion.key == hint.criterion)
    fact = values[at]
    new: Fact
    if isinstance(fact, Lateness):
        counts = (fact.counts[0] + int(hint.more), *fact.counts[1:])
        new = Lateness(counts, fact.late, fact.worst_days)
    elif hint.metric is MetricKey.YEARS_TOGETHER:
        new = int(hint.to)
    elif hint.metric is MetricKey.SATISFACTION:
        new = Decimal(hint.to)
    elif hint.metric is MetricKey.AMOUNT:
        assert isinstance(fact, int)
        new = fact + int(hint.more * 100)
    else:
        new = int(hint.more) + (fact if isinstance(fact, int) else 0)
    return (*values[:at], new, *values[at + 1 :])


@given(st.data(), st.sampled_from([GRADE, default_rating_model()]))
@settings(max_examples=250, deadline=None)
def test_following_the_hints_reaches_the_class(data: st.DataObject, model: ScoringModel) -> None:
    scorer = Scorer(model, as_of=TODAY)
    values = data.draw(fact_rows(model.requests))
    found = next_grade(scorer, CustomerFacts("x", values))
    if found is None:
        here = scorer.line(CustomerFacts("x", values)).proposed
        assert here in (None, model.classes[0].key)
        return
    assert found.missing_points > 0 and found.shown_missing > 0
    assert len(found.hints) <= 2
    if not found.hints:
        return
    for hint in found.hints:
        values = applied(scorer, values, hint)
    keys = [one.key for one in model.classes]
    reached = scorer.line(CustomerFacts("x", values)).proposed
    assert reached is not None and keys.index(reached) <= keys.index(found.grade)
