"""Bands that end at a number: limits, words to come down to, and the mirror of those that begin."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.scoring.facts import TODAY, row

from kamtui.domain.errors import KamError
from kamtui.domain.metrics import CustomerFacts, Fact
from kamtui.domain.scoring.deeds import Deed
from kamtui.domain.scoring.distance import next_grade
from kamtui.domain.scoring.document import from_document, to_document
from kamtui.domain.scoring.evaluate import Part, Scorer
from kamtui.domain.scoring.rules import UpperBands

DAYS = [{"to": 30, "points": 10}, {"below": 90, "points": 6}, {"to": 365, "points": 1}]


def model(metric: str, bands: list[dict[str, Any]], **more: Any) -> Any:
    criterion = {"key": "x", "metric": metric, "rule": {"kind": "bands", "bands": bands}, **more}
    return from_document(
        {
            "name": "m", "axis": "rating", "normalise": False, "criteria": [criterion],
            "classes": [{"key": "good", "from": 5}, {"key": "poor", "from": 0}],
        }
    )  # fmt: skip


def part(metric: str, bands: list[dict[str, Any]], fact: Fact, **more: Any) -> Part:
    scorer = Scorer(model(metric, bands, **more), as_of=TODAY)
    return scorer.evaluate(CustomerFacts("c", (fact,))).parts[0]


@pytest.mark.parametrize(
    ("days", "points", "next_at"),
    [
        (0, 10, None), (29, 10, None), (30, 10, None), (31, 6, 30), (89, 6, 30),
        (90, 1, 89), (91, 1, 89), (365, 1, 89), (366, 0, 365), (5000, 0, 365),
    ],
)  # fmt: skip
def test_days_since_the_last_order(days: int, points: int, next_at: int | None) -> None:
    found = part("days_since_order", DAYS, TODAY - timedelta(days=days))
    assert found.points == points and found.value == days and found.less_is_better
    assert (found.next_step.at if found.next_step else None) == next_at
    assert found.raw == points


def test_no_order_is_no_data() -> None:
    found = part("days_since_order", DAYS, None)
    assert not found.has_data and found.points == 0


@pytest.mark.parametrize(("count", "points"), [(0, 10), (1, 10), (2, 0), (9, 0)])
def test_two_complaints_or_more(count: int, points: int) -> None:
    """ "两次以上" includes the number: fewer than two still earn."""
    bands = [{"below": 2, "points": 10}]
    assert part("complaints", bands, count, months=12).points == points


@pytest.mark.parametrize(
    ("number", "up", "down"),
    [("79.9999", 0, 10), ("80", 5, 10), ("80.0001", 5, 0), ("-3", 0, 10), ("1000000000", 5, 0)],
)
def test_an_own_number_may_be_good_either_way(number: str, up: int, down: int) -> None:
    fact = Decimal(number)
    rising = part("custom", [{"from": 80, "points": 5}], fact, field="信用评分")
    falling = part("custom", [{"to": 80, "points": 10}], fact, field="信用评分")
    assert row(rising.points, falling.points) == (up, down)
    assert rising.field == "信用评分"


def test_an_order_today_is_the_way_up() -> None:
    scorer = Scorer(model("days_since_order", DAYS), as_of=TODAY)
    facts = CustomerFacts("c", (TODAY - timedelta(days=200),))
    found = next_grade(scorer, facts)
    assert found is not None and found.grade == "good"
    (hint,) = found.hints or ()
    assert row(hint.deed, hint.count, hint.amount_minor) == (Deed.ORDER, 1, None)
    assert scorer.line(CustomerFacts("c", (TODAY,))).proposed == "good"


def test_no_way_is_offered_where_nobody_has_one() -> None:
    bands = [{"to": 0, "points": 10}]
    scorer = Scorer(model("complaints", bands, months=12), as_of=TODAY)
    found = next_grade(scorer, CustomerFacts("c", (3,)))
    assert found is not None and found.hints == ()


@pytest.mark.parametrize(
    ("metric", "rule", "path", "reason"),
    [
        ("complaints", {"kind": "bands", "bands": [{"from": 1, "points": 1}]}, "kind", "not_for"),
        ("complaints", {"kind": "per_unit", "points": 1}, "kind", "not_for_metric"),
        ("complaints", {"kind": "share", "full_at": 1}, "kind", "not_for_metric"),
        ("amount", {"kind": "bands", "bands": [{"to": 1, "points": 1}]}, "kind", "not_for_metric"),
        (
            "complaints",
            {"kind": "bands", "bands": [{"to": 2, "points": 2}, {"to": 1, "points": 1}]},
            "bands", "lowest_first",
        ),
        (
            "complaints",
            {"kind": "bands", "bands": [{"to": 1, "points": 1}, {"to": 2, "points": 2}]},
            "bands", "lowest_first",
        ),
        (
            "complaints",
            {"kind": "bands", "bands": [{"to": 1, "points": 2}, {"from": 2, "points": 1}]},
            "bands[2].from", "mixed_bands",
        ),
        (
            "complaints", {"kind": "bands", "bands": [{"below": 0, "points": 2}]},
            "bands[1].below", "out_of_range",
        ),
        (
            "complaints", {"kind": "bands", "bands": [{"to": 1, "below": 2, "points": 2}]},
            "bands[1].below", "duplicate",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be(metric: str, rule: dict[str, Any], path: str, reason: str) -> None:
    with pytest.raises(KamError) as caught:
        from_document(
            {
                "name": "m", "axis": "rating", "normalise": False,
                "criteria": [{"key": "x", "metric": metric, "rule": rule, "cap": 1}],
                "classes": [{"key": "a", "from": 0}],
            }
        )  # fmt: skip
    assert str(caught.value.params["path"]).endswith(path)
    assert str(caught.value.params["reason"]).startswith(reason)


@given(
    st.lists(st.tuples(st.integers(0, 300), st.booleans()), min_size=1, max_size=5,
             unique_by=lambda one: one[0]),
    st.integers(0, 320),
)  # fmt: skip
def test_the_first_band_that_fits_by_its_words(limits: list[tuple[int, bool]], count: int) -> None:
    limits = sorted((limit, inclusive or limit == 0) for limit, inclusive in limits)
    bands = [
        {"to" if inclusive else "below": limit, "points": 30 - place}
        for place, (limit, inclusive) in enumerate(limits)
    ]
    wanted = next(
        (
            30 - place
            for place, (limit, inclusive) in enumerate(limits)
            if count < limit or (inclusive and count == limit)
        ),
        0,
    )
    found = part("complaints", bands, count)
    assert found.points == wanted == found.raw
    built = model("complaints", bands)
    assert isinstance(built.criteria[0].rule, UpperBands)
    assert from_document(to_document(built)) == built
    if found.next_step is not None:
        better = part("complaints", bands, int(found.next_step.at))
        assert better.points == found.next_step.points > found.points
        assert part("complaints", bands, int(found.next_step.at) + 1).points == found.points
