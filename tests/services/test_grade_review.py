"""The grade review: decisions of today keep their place, rejected proposals stay away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import NOW, TODAY

from kamtui.domain.views.grade_review import GradeReview, ReviewRow
from kamtui.services import grade_review, grading, history
from kamtui.services.clock import FixedClock
from kamtui.services.desk import Desk
from kamtui.services.sample import build


@pytest.fixture
def sample(tmp_path: Path, unsynced: None, desk_on: Callable[..., Desk]) -> Desk:
    """Return a desk over a fresh sample book."""
    path = tmp_path / "sample.db"
    build(path, today=TODAY)
    return desk_on(path)


def row_of(review: GradeReview, name: str) -> ReviewRow:
    return next(row for row in review.rows if row.proposal.name == name)


def test_ten_proposals_and_one_without_data(sample: Desk) -> None:
    review = grade_review.read(sample)
    assert len([row for row in review.rows if row.is_open]) == 10
    (blank,) = [row for row in review.rows if row.proposed is None]
    assert blank.proposal.name == "Kappa Labs" and review.rows[-1] is blank
    assert grade_review.count(sample) == 10
    best = [min(row.before or "~", row.proposed or "~") for row in review.rows[:-1]]
    assert best == sorted(best)  # an A won or lost comes first


def test_a_decision_stays_until_tomorrow_and_undo_opens_it(sample: Desk) -> None:
    review = grade_review.read(sample)
    first = review.rows[0]
    grading.accept(sample, customer_ids=[first.customer_id])
    for judged in (None, review.judged):  # with and without judging anew
        after = grade_review.read(sample, judged=judged)
        assert [row.customer_id for row in after.rows] == [row.customer_id for row in review.rows]
        row = row_of(after, first.proposal.name)
        assert row.decided is not None and row.decided.to_grade == first.proposed
        assert row.before == first.before and not row.is_open
    assert grade_review.count(sample) == 9
    history.undo(sample)
    assert grade_review.count(sample) == 10
    assert row_of(grade_review.read(sample), first.proposal.name).is_open


def test_a_proposal_refused_stays_away_until_it_differs(sample: Desk, tmp_path: Path) -> None:
    from datetime import timedelta

    from tests.conftest import make_desk

    row = row_of(grade_review.read(sample), "王小明商行")
    assert (row.before, row.proposed) == ("B", "C")
    grading.override(sample, customer_id=row.customer_id, grade="B", reason="战略客户")
    kept = row_of(grade_review.read(sample), "王小明商行")
    assert kept.decided is not None and kept.decided.decision == "kept"
    path = sample.path
    assert path is not None
    tomorrow = make_desk(path, clock=FixedClock(NOW + timedelta(days=1)))
    names = [one.proposal.name for one in grade_review.read(tomorrow).rows]
    assert "王小明商行" not in names and len(names) >= 9
    tomorrow.close()


def test_an_evaluation_of_yesterday_holds_no_more(sample: Desk) -> None:
    from datetime import timedelta

    from tests.conftest import make_desk

    judged = grade_review.read(sample).judged
    assert grade_review.read(sample, judged=judged).judged is judged
    path = sample.path
    assert path is not None
    tomorrow = make_desk(path, clock=FixedClock(NOW + timedelta(days=1)))
    assert grade_review.read(tomorrow, judged=judged).judged.as_of == TODAY + timedelta(days=1)
    tomorrow.close()


def test_history_is_the_newest_first(sample: Desk) -> None:
    row = grade_review.read(sample).rows[0]
    grading.accept(sample, customer_ids=[row.customer_id])
    found = grade_review.history(sample, customer_id=row.customer_id)
    assert found[0].decision == "accepted" and found[0].to_grade == row.proposed
    assert found[0].parts and [one.at for one in found] == sorted(
        (one.at for one in found), reverse=True
    )


def test_accepting_all_leaves_what_was_refused_alone(sample: Desk) -> None:
    row = row_of(grade_review.read(sample), "王小明商行")
    grading.override(sample, customer_id=row.customer_id, grade="B", reason="战略客户")
    changes = grading.accept(sample)
    assert row.customer_id not in changes.customer_ids and len(changes.customer_ids) == 9
    (newest, *_rest) = grade_review.history(sample, customer_id=row.customer_id)
    assert (newest.decision, newest.to_grade, newest.by) == ("kept", "B", "tester")
    # Named, it is accepted nevertheless.
    grading.accept(sample, customer_ids=[row.customer_id])
    assert grade_review.history(sample, customer_id=row.customer_id)[0].to_grade == "C"


def test_several_are_set_by_hand_in_one_step_with_one_reason(sample: Desk) -> None:
    rows = grade_review.read(sample).rows[:3]
    ids = [row.customer_id for row in rows]
    before = [row.before for row in rows]
    changes = grading.override_many(sample, customer_ids=ids, grade=" ｂ ", reason=" 一次性 ")
    assert changes.customer_ids == set(ids)
    for one, was in zip(ids, before, strict=True):
        newest = grade_review.history(sample, customer_id=one)[0]
        wanted = "kept" if was == "B" else "overridden"
        assert (newest.decision, newest.to_grade, newest.reason) == (wanted, "B", "一次性")
    history.undo(sample)
    assert [row.before for row in grade_review.read(sample).rows[:3]] == before


def test_nobody_accepts_or_overrides_what_was_not_seen(sample: Desk) -> None:
    from kamtui.domain.errors import KamError

    first, second = grade_review.read(sample).rows[:2]
    seq = history.latest_seq(sample)
    acts: tuple[tuple[Callable[[], object], str], ...] = (
        (
            lambda: grading.accept(
                sample, customer_ids=[first.customer_id], seen={first.customer_id: "C"}
            ),
            "grades.moved",
        ),
        (
            lambda: grading.override_many(
                sample,
                customer_ids=[first.customer_id, second.customer_id],
                grade="C",
                reason="x",
                seen={second.customer_id: "A"},
            ),
            "record.conflict",
        ),
        (
            lambda: grading.override_many(sample, customer_ids=[], grade="C", reason="x"),
            "grades.nothing",
        ),
        (
            lambda: grading.override_many(sample, customer_ids=["no"], grade="C", reason="x"),
            "customer.unknown",
        ),
        (
            lambda: grading.override_many(
                sample, customer_ids=[first.customer_id], grade="C", reason=" \n "
            ),
            "grades.no_reason",
        ),
    )
    for act, code in acts:
        with pytest.raises(KamError) as caught:
            act()
        assert caught.value.code == code
    assert history.latest_seq(sample) == seq


def test_listed_is_everybody_by_number_with_the_decision_before(sample: Desk) -> None:
    everybody = grade_review.listed(sample, everybody=True)
    numbers = [row.proposal.customer_no for row in everybody.rows]
    assert len(numbers) == 24 and numbers == sorted(numbers)
    known = {row.customer_id: row for row in everybody.rows}
    for row in (one for one in grade_review.read(sample).rows if one.is_open):
        assert known[row.customer_id] == row  # the same evaluation, the same decision before
    rating = grade_review.listed(sample, model="rating", everybody=True)
    assert {row.before for row in rating.rows} == {None}
    assert rating.classes[0][0] == "vip"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("74.5", 74), ("74.99", 74), ("75", 75), ("62.5", 63), ("44.6", 44), ("0", 0), ("x", None)],
)
def test_a_kept_score_is_rounded_as_lists_round_it(
    sample: Desk, stored: str, shown: int | None
) -> None:
    import sqlite3

    row = grade_review.read(sample).rows[0]
    grading.accept(sample, customer_ids=[row.customer_id])
    path = sample.path
    assert path is not None
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE grade_change SET score = ?, parts = '[[' WHERE score IS NOT NULL",
                    (stored,))  # fmt: skip
    newest = grade_review.history(sample, customer_id=row.customer_id)[0]
    assert newest.score == shown and newest.parts == ()


def test_an_empty_book_has_nothing_to_review(desk: Desk) -> None:
    review = grade_review.read(desk)
    assert review.rows == () and review.judged.customers == 0
    assert grade_review.count(desk) == 0
