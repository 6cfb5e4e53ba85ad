"""Scores are worked out while nobody types, once a day and after a write."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.tui.conftest import until
from tests.tui.sample_desk import app_of, sample_desk

from kamtui.services import grading, scores
from kamtui.services.desk import Desk


@pytest.fixture
def sample(tmp_path: Path, unsynced: None) -> Desk:
    return sample_desk(tmp_path)


def column(desk: Desk, name: str) -> dict[str, int | None]:
    assert desk.path is not None
    with closing(sqlite3.connect(desk.path)) as book:
        return dict(book.execute(f"SELECT customer_id, {name} FROM customer_facts"))


async def test_the_day_s_scores_are_there_after_a_while(sample: Desk) -> None:
    before = column(sample, "last_score")
    assert sample.path is not None
    with closing(sqlite3.connect(sample.path)) as book, book:
        book.execute("UPDATE customer_facts SET last_score = 1")
        book.execute("DELETE FROM app_meta WHERE key LIKE 'scored%'")
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: column(sample, "last_score") == before, seconds=10)
        await until(pilot, lambda: scores.due(sample) == ())
        await until(pilot, lambda: app.tab_counts.get("grades") == 10)
    sample.close()


async def test_a_write_brings_its_customer_up_to_date(sample: Desk) -> None:
    from kamtui.services import records

    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.tab_counts.get("grades") == 10)
        customer = next(iter(column(sample, "last_score")))
        changes = records.edit(
            sample, customer_id=customer, assignments={"strategic_value": "5"}, base=None
        )
        app.broadcast(changes)
        evaluation = grading.explain(sample, customer_id=customer).evaluation
        wanted = None if evaluation.shown_score is None else int(evaluation.shown_score)
        await until(pilot, lambda: column(sample, "last_score")[customer] == wanted)
        assert column(sample, "last_with_data")[customer] == int(evaluation.with_data)
    sample.close()
