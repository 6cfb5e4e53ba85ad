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
    assert grade_review.count(sample) == 10
    history.undo(sample)
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


def test_history_is_the_newest_first(sample: Desk) -> None:
    row = grade_review.read(sample).rows[0]
    grading.accept(sample, customer_ids=[row.customer_id])
    found = grade_review.history(sample, customer_id=row.customer_id)
    assert found[0].decision == "accepted" and found[0].to_grade == row.proposed
    assert found[0].parts and [one.at for one in found] == sorted(
        (one.at for one in found), reverse=True
    )


def test_an_empty_book_has_nothing_to_review(desk: Desk) -> None:
    review = grade_review.read(desk)
    assert review.rows == () and review.judged.customers == 0
    assert grade_review.count(desk) == 0
