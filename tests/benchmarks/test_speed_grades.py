"""Grade proposals against one SQL aggregate of the same facts, in one process."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.benchmarks import report
from tests.benchmarks.commands import TODAY, runs

from kamtui.config.preferences import Preferences
from kamtui.services import grading
from kamtui.services.bootstrap import open_desk
from kamtui.services.clock import FixedClock

pytestmark = pytest.mark.benchmark
#: Everything the default model asks, in one statement per customer group.
_AGGREGATE = """
SELECT c.id, c.customer_since, c.strategic_value, o.amount, o.orders, o.first, p.products,
       r.on_time, r.judged, s.score, m.contacts
FROM customer c
LEFT JOIN (SELECT customer_id, sum(amount_minor) FILTER (WHERE ordered_on > :year) AS amount,
                  count(*) FILTER (WHERE ordered_on > :year AND amount_minor >= 0) AS orders,
                  min(ordered_on) AS first
           FROM sales_order WHERE status <> 'cancelled' AND deleted_at IS NULL
           GROUP BY customer_id) o ON o.customer_id = c.id
LEFT JOIN (SELECT o.customer_id, count(DISTINCT l.product_id) AS products
           FROM sales_order o JOIN order_line l ON l.order_id = o.id
           WHERE o.status <> 'cancelled' GROUP BY o.customer_id) p ON p.customer_id = c.id
LEFT JOIN (SELECT customer_id, count(*) AS judged,
                  count(*) FILTER (WHERE settled_on <= due_on) AS on_time
           FROM receivable WHERE due_on > :year AND due_on <= :today GROUP BY customer_id) r
       ON r.customer_id = c.id
LEFT JOIN (SELECT customer_id, score, max(on_date) FROM survey GROUP BY customer_id) s
       ON s.customer_id = c.id
LEFT JOIN (SELECT customer_id, count(*) AS contacts FROM communication
           WHERE on_date > :quarter GROUP BY customer_id) m ON m.customer_id = c.id
"""


def test_proposals(book_of: Callable[[str], Path]) -> None:
    book = book_of("10k")
    today = date.fromisoformat(TODAY)
    now = datetime(today.year, today.month, today.day, 1, tzinfo=UTC)
    desk = open_desk(book=book, clock=FixedClock(now), preferences=Preferences())
    floor, measured = [], []
    days = {"today": TODAY, "year": "2025-11-22", "quarter": "2026-08-22"}
    with closing(sqlite3.connect(book)) as connection:
        connection.execute(_AGGREGATE, days).fetchall()
        grading.review(desk)
        for _ in range(runs()):
            start = time.perf_counter()
            connection.execute(_AGGREGATE, days).fetchall()
            middle = time.perf_counter()
            grading.review(desk)
            floor.append(middle - start)
            measured.append(time.perf_counter() - middle)
    desk.close()
    report.add_times(
        "grade proposals, 10k, 100k orders", floor=floor, measured=measured, goal="<= 2 x"
    )
