"""Who would move by another model: against judging everybody by hand, and against the sums."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.conftest import TODAY

from kamtui.domain.errors import KamError
from kamtui.domain.metrics import CustomerFacts
from kamtui.domain.scoring.adjust import with_cut_off, with_maximum, with_minimum
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.views.what_if import Outcome
from kamtui.services import grading, models, settings
from kamtui.services.desk import Desk
from kamtui.services.sample import build
from kamtui.services.what_if import WhatIf
from kamtui.store.queries.grade_facts import grade_facts
from kamtui.store.queries.grade_facts_scope import Scope
from kamtui.store.queries.segments_past import present


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "book.db"
    build(path, today=TODAY, customers=40)
    return path


@pytest.fixture
def sample_desk(sample_file: Path, tmp_path: Path, desk_on: Callable[..., Desk]) -> Desk:
    path = tmp_path / "book.db"
    path.write_bytes(sample_file.read_bytes())
    return desk_on(path)


def by_hand(desk: Desk, model: ScoringModel, day: date) -> dict[str, str | None]:
    """Judge everybody who was there one by one."""
    scorer = Scorer(model, as_of=day)
    with desk.read() as reader:
        many: list[CustomerFacts] = grade_facts(reader, model.requests, as_of=day, currency="CNY")
        there = present(Scope(reader, day, None), past=day < TODAY)
    return {one.customer_id: scorer.line(one).proposed for one in many if one.customer_id in there}


def grade(desk: Desk) -> ScoringModel:
    return models.get(desk, name="grade")


def changed(model: ScoringModel) -> list[ScoringModel]:
    lines = model.criteria
    return [
        with_cut_off(model, model.classes[0].key, model.classes[0].cut_off - 5),
        with_maximum(model, lines[1].key, lines[1].maximum + 7),
        with_minimum(model, Decimal(20)),
        model._replace(criteria=(lines[0]._replace(months=3), *lines[1:])),
        model._replace(criteria=lines[1:], minimum_with_data=Decimal(0)),
    ]


@pytest.mark.parametrize("axis", ["grade", "rating"])
@pytest.mark.parametrize("day", [TODAY, date(2026, 3, 1), date(2020, 1, 1)])
def test_everybody_who_moves_and_nobody_else(sample_desk: Desk, axis: str, day: date) -> None:
    before = models.get(sample_desk, name=axis)
    what_if = WhatIf(sample_desk, as_of=day)
    was = by_hand(sample_desk, before, day)
    for after in changed(before):
        found = what_if.outcome(before, after)
        now = by_hand(sample_desk, after, day)
        expected = {one: (was[one], now[one]) for one in was if was[one] != now[one]}
        assert {one.customer_id: (one.before, one.after) for one in found.moves()} == expected
        assert found.replayed is (day != TODAY)
        sums_agree(found, was, now)


def sums_agree(found: Outcome, was: dict[str, str | None], now: dict[str, str | None]) -> None:
    moves = found.moves()
    assert [-one.money_minor for one in moves] == sorted(-one.money_minor for one in moves)
    assert sum(one.customers for one in found.flows) == len(moves) == len(found)
    assert sum(one.money_minor for one in found.flows) == sum(one.money_minor for one in moves)
    assert found.money_minor == found.up[1] + found.down[1]
    assert len(moves) == found.up[0] + found.down[0]
    for one in found.flows:
        these = [move for move in moves if (move.before, move.after) == (one.before, one.after)]
        assert one.customers == len(these)
        assert one.money_minor == sum(move.money_minor for move in these)
    for count in found.classes:
        assert count.before == sum(1 for key in was.values() if key == count.key)
        assert count.after == sum(1 for key in now.values() if key == count.key)
    assert sum(one.before_minor for one in found.classes) == sum(
        one.after_minor for one in found.classes
    )


def test_money_is_the_orders_of_twelve_months(sample_desk: Desk) -> None:
    before = grade(sample_desk)
    found = WhatIf(sample_desk).outcome(before, with_cut_off(before, "A", Decimal(46)))
    assert len(found)
    with sample_desk.read() as reader:
        for move in found.moves():
            total = reader.value(
                "SELECT coalesce(sum(amount_minor), 0) FROM sales_order WHERE customer_id = :id"
                " AND ordered_on > '2025-11-22' AND ordered_on <= '2026-11-22'"
                " AND status <> 'cancelled' AND deleted_at IS NULL",
                0,
                id=move.customer_id,
            )
            assert move.money_minor == total


def test_proposals_that_follow_are_those_of_the_review(sample_desk: Desk) -> None:
    before = grade(sample_desk)
    after = with_cut_off(before, "A", Decimal(60))
    found = WhatIf(sample_desk).outcome(before, after)
    assert found.proposals_before == len(grading.review(sample_desk).proposals)
    models.save(sample_desk, model=after, base_revision=1)
    assert found.proposals_after == len(grading.review(sample_desk).proposals)


def test_scores_are_those_of_the_lists(sample_desk: Desk) -> None:
    before = grade(sample_desk)
    after = with_maximum(before, "amount", Decimal(60))
    everybody = grading.review(sample_desk, everybody=True).proposals
    scores = {one.customer_id: one.evaluation.shown_score for one in everybody}
    moves = WhatIf(sample_desk).outcome(before, after).moves()
    assert moves
    assert {one.customer_id: one.score_before for one in moves} == {
        one.customer_id: scores[one.customer_id] for one in moves
    }
    settings.apply(sample_desk, values={})  # nothing was written by looking
    assert models.get(sample_desk, name="grade") == before


def test_classes_renamed_and_added_have_an_order(sample_desk: Desk) -> None:
    before = grade(sample_desk)
    top, *rest = before.classes
    after = before._replace(
        classes=(top._replace(key="S", cut_off=Decimal(90)), top._replace(key="A+"), *rest)
    )
    found = WhatIf(sample_desk).outcome(before, after)
    assert [one.key for one in found.classes][-1] is None
    assert {one.key for one in found.classes} == {"S", "A+", "A", "B", "C", None}
    assert all(move.before == "A" for move in found.moves())


def test_a_book_without_customers(desk: Desk) -> None:
    before = grade(desk)
    found = WhatIf(desk).outcome(before, with_cut_off(before, "A", Decimal(70)))
    assert len(found) == found.customers == found.money_minor == 0
    assert found.flows == () and found.moves() == ()


def test_by_name_and_by_day_from_the_verb(sample_desk: Desk) -> None:
    kept, found = grading.what_if(
        sample_desk, weights={}, cuts={"vip": "65"}, model="rating", as_of=date(2026, 6, 1)
    )
    model, moves = found.after, found.moves()
    assert kept == found.before
    before = models.get(sample_desk, name="rating")
    day = date(2026, 6, 1)
    was, now = by_hand(sample_desk, before, day), by_hand(sample_desk, model, day)
    assert {one.customer_id for one in moves} == {one for one in was if was[one] != now[one]}
    with pytest.raises(KamError) as caught:
        grading.what_if(sample_desk, weights={}, cuts={"vip": "1"}, model="rating")
    assert caught.value.code == "grade.cut_order"


def grades_of(desk: Desk) -> dict[str, str | None]:
    """Return the grades in the book."""
    with desk.read() as reader:
        rows = reader.rows("SELECT id, grade FROM customer WHERE deleted_at IS NULL")
    return {row[0]: row[1] for row in rows}


def test_whoever_moves_says_the_grade_it_has(sample_desk: Desk) -> None:
    grades = grades_of(sample_desk)
    for cuts in ({"A": "70"}, {"A": "60", "B": "20"}, {"A": "90", "B": "70"}):
        kept, found = grading.what_if(sample_desk, weights={}, cuts=cuts)
        was = by_hand(sample_desk, kept, TODAY)
        now = by_hand(sample_desk, found.after, TODAY)
        assert {one.customer_id: (one.stands, one.before, one.after) for one in found.moves()} == {
            one: (grades[one], was[one], now[one]) for one in now if was[one] != now[one]
        }
        assert {one.customer_id for one in found.proposed_already} == {
            one for one in now if was[one] == now[one] is not None and now[one] != grades[one]
        }
        assert found.differs is any(one.stands != one.before for one in found.moves())
        # Both together are everybody a review would propose another grade for afterwards.
        moving = [one for one in found.moves() if one.after not in (None, one.stands)]
        assert len(moving) + len(found.proposed_already) == found.proposals_after
        sums_agree(found, was, now)


def test_a_fall_that_would_not_come_is_told_apart(sample_desk: Desk) -> None:
    """A grade A that the model in force would take away stays where the cut-off comes down."""
    falls = [
        one for one in grading.review(sample_desk).proposals
        if (one.current, one.proposed) == ("A", "B") and one.evaluation.score is not None
    ]  # fmt: skip
    assert falls
    cut = min(int(one.evaluation.score or 0) for one in falls)
    _kept, found = grading.what_if(sample_desk, weights={}, cuts={"A": str(cut)})
    stays = {one.customer_id: one for one in found.moves() if one.stands == one.after}
    assert {one.customer_id for one in falls} <= set(stays)
    assert all(one.rises and one.before == "B" for one in stays.values())
    assert any((one.before, one.after) == ("B", "A") for one in found.flows)


def test_neither_a_rating_nor_the_past_has_grades_that_stand(sample_desk: Desk) -> None:
    _kept, found = grading.what_if(sample_desk, weights={}, cuts={"vip": "65"}, model="rating")
    assert not found.standing and not found.differs and found.proposed_already == ()
    assert all(one.stands == one.before for one in found.moves())
    day = date(2026, 6, 1)
    _kept, found = grading.what_if(sample_desk, weights={}, cuts={"A": "60"}, as_of=day)
    assert len(found) and not found.standing and found.proposed_already == ()
    assert all(one.stands == one.before for one in found.moves())


def test_a_grade_no_model_has_is_like_none(sample_desk: Desk) -> None:
    """A grade D given under another model stands, and everything is better than it."""
    models.activate(sample_desk, name="four classes")
    first = grading.review(sample_desk, everybody=True).proposals
    judged = next(one for one in first if one.proposed == "B")
    grading.override(sample_desk, customer_id=judged.customer_id, grade="D", reason="x")
    models.activate(sample_desk, name="default")
    _kept, found = grading.what_if(sample_desk, weights={}, cuts={"A": "46"})
    (move,) = [one for one in found.moves() if one.customer_id == judged.customer_id]
    assert (move.stands, move.after, move.rises) == ("D", "A", True)
