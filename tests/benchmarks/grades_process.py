"""Judge every customer beside one SQL aggregate of the same facts, in turn; prints JSON.

Run as a process of its own, with the collector set as the program sets it: inside pytest Python
looks through a hundred thousand objects of other tests again and again.
"""

import gc
import json
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

from kamtui.config.preferences import Preferences
from kamtui.services import grade_review, grading
from kamtui.services.bootstrap import open_desk
from kamtui.services.clock import FixedClock

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


def main(book: str, runs: int) -> None:
    """Time the aggregate, the proposals and the review as the screen reads it."""
    from kamtui.__main__ import _GARBAGE_AFTER

    gc.set_threshold(_GARBAGE_AFTER)
    clock = FixedClock(datetime(2026, 11, 22, 1, tzinfo=UTC))
    days = {"today": "2026-11-22", "year": "2025-11-22", "quarter": "2026-08-22"}
    desk = open_desk(book=book, clock=clock, preferences=Preferences())
    with closing(sqlite3.connect(book)) as connection:
        measured: dict[str, Callable[[], object]] = {
            "floor": lambda: connection.execute(_AGGREGATE, days).fetchall(),
            "review": lambda: grading.review(desk),
            "read": lambda: grade_review.read(desk),
        }
        took: dict[str, list[float]] = {name: [] for name in measured}
        for turn in range(runs + 1):
            for name, call in measured.items():
                start = time.perf_counter()
                call()
                if turn:  # The first one loads modules and warms the page cache.
                    took[name].append(time.perf_counter() - start)
    desk.close()
    json.dump(took, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
