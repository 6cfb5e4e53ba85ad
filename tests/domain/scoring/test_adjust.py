"""One number of a model changed: exact maxima, kept shapes, refusals that name the number."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.scoring.models import models

from kamtui.domain.errors import KamError
from kamtui.domain.scoring.adjust import (
    scaled,
    with_cut_off,
    with_maximum,
    with_minimum,
)
from kamtui.domain.scoring.defaults import default_grade_model, default_rating_model
from kamtui.domain.scoring.document import from_document, to_document
from kamtui.domain.scoring.rule_text import kind_of, read_rule, rule_text

GRADE = default_grade_model()
QUICK = settings(max_examples=80, deadline=None)


@given(models(), st.integers(1, 4000).map(lambda n: Decimal(n) / 4), st.data())
@QUICK
def test_a_line_gets_exactly_the_maximum_asked_for_and_back(
    document: dict[str, Any], points: Decimal, data: st.DataObject
) -> None:
    classes = [{"key": "A", "from": 0}]  # any number of points can be reached
    model = from_document({**document, "classes": classes})
    line = data.draw(st.sampled_from([one for one in model.criteria if one.maximum > 0]))
    moved = scaled(line, points)
    assert moved.maximum == points
    assert scaled(moved, line.maximum, line) == line  # there and back is the very same line
    after = with_maximum(model._replace(minimum_with_data=Decimal(0)), line.key, points)
    assert from_document(to_document(after)) == after  # a document holds it


def test_thirty_one_points_can_be_stored() -> None:
    """31 of 30 is no weight of four decimals: the points of the steps are scaled instead."""
    after = with_maximum(GRADE, "amount", Decimal(31))
    assert after.criteria[0].maximum == 31
    assert rule_text(after.criteria[0].rule) == "500000=31, 100000=20.6667, >0=10.3333"


def test_nothing_comes_back_from_nothing() -> None:
    none = with_maximum(GRADE, "amount", Decimal(0))
    assert none.criteria[0].maximum == 0
    again = with_maximum(none, "amount", Decimal(30), base=GRADE.criteria[0])
    assert again == GRADE


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda: with_cut_off(GRADE, "A", Decimal(45)), "grade.cut_order"),
        (lambda: with_cut_off(GRADE, "A", Decimal(101)), "model.invalid"),
        (lambda: with_cut_off(GRADE, "C", Decimal(1)), "model.invalid"),
        (lambda: with_cut_off(GRADE, "D", Decimal(1)), "model.unknown_class"),
        (lambda: with_maximum(GRADE, "amuont", Decimal(1)), "model.unknown_criterion"),
        (lambda: with_maximum(GRADE, "amount", Decimal("1e12")), "model.invalid"),
        (lambda: with_minimum(GRADE, Decimal(101)), "model.invalid"),
    ],
)
def test_what_no_model_can_have_is_refused(change: Any, code: str) -> None:
    with pytest.raises(KamError) as caught:
        change()
    assert caught.value.code == code


@given(models())
@QUICK
def test_a_rule_reads_back_from_its_line(document: dict[str, Any]) -> None:
    for line in from_document(document).criteria:
        read = read_rule(kind_of(line.rule), rule_text(line.rule))
        plain = {**document, "minimum_with_data": 0, "criteria": [
            {"key": "x", "metric": line.metric.value, "rule": read, "cap": 5,
             **({"months": line.months} if line.months else {}),
             **({"field": line.field} if line.field else {})},
            {"key": "sure", "metric": "orders",
             "rule": {"kind": "bands", "bands": [{"from": 1, "points": 10_000}]}},
        ], "classes": [{"key": "A", "from": 0}]}  # fmt: skip
        assert from_document(plain).criteria[0].rule == line.rule


@pytest.mark.parametrize(
    ("text", "bands"),
    [
        ("10万=20，５０万：30；>0=10", "500000=30, 100000=20, >0=10"),
        ("<90=5, <=30=10", "<=30=10, <90=5"),
        (">=3=5", "3=5"),
        ("1.5k=2", "1500=2"),
    ],
)
def test_a_rule_is_read_as_people_type(text: str, bands: str) -> None:
    kind = kind_of(GRADE.criteria[0].rule)
    read = read_rule(kind, text)
    document = {**to_document(default_rating_model()), "criteria": [
        {"key": "x", "metric": "days_since_order" if "<" in text else "amount", "rule": read}
    ], "classes": [{"key": "a", "from": 0}]}  # fmt: skip
    assert rule_text(from_document(document).criteria[0].rule) == bands


@pytest.mark.parametrize(
    "text", ["", "x", "5", "=5", "5=", "5=x", "1=2=3", ">>1=2", "[red]=1", "\u202e1=2", "1" * 400,
             "9" * 5000 + "=1"]
)  # fmt: skip
def test_what_is_no_rule_is_refused(text: str) -> None:
    kind = kind_of(GRADE.criteria[0].rule)
    with pytest.raises(KamError) as caught:
        read = read_rule(kind, text)
        from_document({**to_document(GRADE), "criteria": [
            {"key": "x", "metric": "amount", "rule": read}]})  # fmt: skip
    assert caught.value.code in ("rule.unreadable", "model.invalid")
