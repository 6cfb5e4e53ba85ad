"""Stored scores: what a review says, without a line in the change log, in short transactions."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import TODAY, make_desk

from kamtui.services import actions, grading, history, scores
from kamtui.services.desk import Desk
from kamtui.services.sample import build


@pytest.fixture
def sample(tmp_path: Path, unsynced: None) -> Path:
    """Return a sample book whose scores were never worked out."""
    path = tmp_path / "sample.db"
    build(path, today=TODAY, customers=60)
    with closing(sqlite3.connect(path)) as book, book:
        book.execute("UPDATE customer_facts SET last_score = NULL, last_with_data = NULL")
        book.execute("DELETE FROM app_meta WHERE key LIKE 'scored%'")
    return path


def stored(path: Path) -> dict[str, tuple[int | None, int | None]]:
    with closing(sqlite3.connect(path)) as book:
        rows = book.execute("SELECT customer_id, last_score, last_with_data FROM customer_facts")
        return {row[0]: (row[1], row[2]) for row in rows}


def test_scores_equal_a_review(sample: Path, desk_on: Callable[..., Desk]) -> None:
    desk = desk_on(sample)
    before = history.latest_seq(desk)
    assert scores.due(desk) is None
    seen: list[tuple[int, int]] = []
    changed = scores.refresh(desk, lambda done, total: seen.append((done, total)))
    found = stored(sample)
    review = grading.review(desk, everybody=True)
    assert changed == len(review.proposals) == 60 and seen == [(60, 60)]
    for proposal in review.proposals:
        evaluation = proposal.evaluation
        score = evaluation.shown_score
        assert found[proposal.customer_id] == (
            None if score is None else int(score),
            int(evaluation.with_data),
        )
    assert history.latest_seq(desk) == before  # derived data is never logged
    assert scores.due(desk) == ()
    assert scores.refresh(desk) == 0


def test_chunks_cover_everybody(
    sample: Path, desk_on: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scores, "CHUNK", 7)
    desk = desk_on(sample)
    assert scores.refresh(desk) == 60
    whole = stored(sample)
    assert all(known is not None for _score, known in whole.values())


def test_a_write_names_whose_scores_are_due(sample: Path, desk_on: Callable[..., Desk]) -> None:
    desk = desk_on(sample)
    scores.refresh(desk)
    with closing(sqlite3.connect(sample)) as book:
        plan, customer = book.execute(
            "SELECT id, customer_id FROM follow_up WHERE state = 'open' AND deleted_at IS NULL"
            " LIMIT 1"
        ).fetchone()
    actions.done(desk, item_ids=[plan])
    assert scores.due(desk) == (customer,)
    scores.refresh(desk, customer_ids=[customer])
    fresh = grading.explain(desk, customer_id=customer).evaluation.shown_score
    assert stored(sample)[customer][0] == (None if fresh is None else int(fresh))


def test_it_can_be_stopped_between_chunks(
    sample: Path, desk_on: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scores, "CHUNK", 10)
    desk, stop = desk_on(sample), threading.Event()
    changed = scores.refresh(desk, lambda _done, _total: stop.set(), stop=stop)
    assert changed == 10
    assert scores.due(desk) is None  # the day is not noted


def test_another_window_writes_between_two_chunks(
    sample: Path, desk_on: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scores, "CHUNK", 20)
    desk, other = desk_on(sample), make_desk(sample, device="two")
    with closing(sqlite3.connect(sample)) as book:
        plans = [
            row[0]
            for row in book.execute(
                "SELECT id FROM follow_up WHERE state = 'open' AND deleted_at IS NULL LIMIT 3"
            )
        ]

    def write(_done: int, _total: int) -> None:
        actions.done(other, item_ids=[plans.pop()])

    scores.refresh(desk, write)
    other.close()
    assert not plans


def test_a_book_that_is_not_there_stays_so(tmp_path: Path, desk_on: Callable[..., Desk]) -> None:
    desk = desk_on(tmp_path / "none" / "book.db")
    assert scores.refresh(desk) == 0
    assert not (tmp_path / "none").exists()
