"""Segments over 100,000 customers against one SQL aggregate, and a window against its rows."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.benchmarks import report
from tests.benchmarks.commands import TODAY, alternately, kamtui, runs

from kamtui.config.preferences import Preferences
from kamtui.services import segments
from kamtui.services.bootstrap import open_desk
from kamtui.services.clock import FixedClock
from kamtui.services.desk import Desk

pytestmark = pytest.mark.benchmark
#: Who has which amount: what deciding the value of everybody cannot do without.
_AGGREGATE = """
SELECT c.id, c.customer_no, o.amount
FROM customer c
LEFT JOIN (SELECT customer_id, sum(amount_minor) FILTER (WHERE ordered_on > :year) AS amount
           FROM sales_order WHERE status <> 'cancelled' AND deleted_at IS NULL
           GROUP BY customer_id) o ON o.customer_id = c.id
WHERE c.deleted_at IS NULL AND c.archived_on IS NULL ORDER BY c.customer_no
"""
#: The rows of one window, by their ids.
_ROWS = "SELECT id, customer_no, name, grade, owner, city FROM customer LIMIT 40 OFFSET 50000"


@pytest.fixture(scope="module")
def desk(book_of: Callable[[str], Path]) -> Desk:
    today = date.fromisoformat(TODAY)
    now = datetime(today.year, today.month, today.day, 1, tzinfo=UTC)
    return open_desk(book=book_of("100k"), clock=FixedClock(now), preferences=Preferences())


def against(desk: Desk, sql: str, act: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Return the times of a statement and of what is measured, in turns."""
    assert desk.path is not None
    floor, measured = [], []
    days = {"year": "2025-11-22"} if ":year" in sql else {}
    with closing(sqlite3.connect(desk.path)) as connection:
        connection.execute(sql, days).fetchall()
        act()
        for _ in range(runs()):
            start = time.perf_counter()
            connection.execute(sql, days).fetchall()
            middle = time.perf_counter()
            act()
            floor.append(middle - start)
            measured.append(time.perf_counter() - middle)
    return floor, measured


@pytest.mark.parametrize("by", ["value", "rfm"])
def test_everybody_judged(desk: Desk, by: str) -> None:
    floor, measured = against(desk, _AGGREGATE, lambda: segments.judge(desk, by=by, movement=False))
    report.add_times(
        f"segments by {by}, 100k customers", floor=floor, measured=measured, goal="<= 5 x"
    )


def test_everybody_judged_with_movement(desk: Desk) -> None:
    floor, measured = against(desk, _AGGREGATE, lambda: segments.judge(desk))
    report.add_times(
        "segments and who moved, 100k customers", floor=floor, measured=measured, goal="<= 10 x"
    )


def test_a_dimension_looked_at_again(desk: Desk) -> None:
    """What was worked out is kept until the book changes."""
    floor, measured = against(desk, _ROWS, lambda: segments.overview(desk))
    report.add_times(
        "segments opened again, 100k customers", floor=floor, measured=measured, goal="its rows"
    )


def test_one_customer_among_all(
    desk: Desk, book_of: Callable[[str], Path], env: dict[str, str]
) -> None:
    """``show --json`` says where a customer is, for which RFM alone needs everybody's orders."""
    assert desk.path is not None
    with closing(sqlite3.connect(desk.path)) as connection:
        (number,) = connection.execute(
            "SELECT customer_no FROM customer LIMIT 1 OFFSET 7000"
        ).fetchone()
    plain = kamtui(book_of("100k"), "show", number)
    floor, measured = alternately(plain, [*plain, "--json"], env=env)
    report.add_times(
        "show --json against show, 100k customers", floor=floor, measured=measured, goal=""
    )


def test_a_window_of_a_segment(desk: Desk) -> None:
    found = segments.judge(desk, movement=False)
    floor, measured = against(
        desk,
        _ROWS,
        lambda: segments.members(desk, segment="low", first=20_000, count=40, membership=found),
    )
    report.add_times(
        "a window of a segment of 47,000", floor=floor, measured=measured, goal="its rows"
    )
