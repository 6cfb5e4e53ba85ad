"""A moved cut-off and a moved weight over 10,000 customers, against one SQL aggregate."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.benchmarks import report
from tests.benchmarks.commands import TODAY, runs

from kamtui.config.preferences import Preferences
from kamtui.domain.scoring.adjust import with_cut_off, with_maximum
from kamtui.domain.scoring.model import ScoringModel
from kamtui.services import models
from kamtui.services.bootstrap import open_desk
from kamtui.services.clock import FixedClock
from kamtui.services.what_if import WhatIf

pytestmark = pytest.mark.benchmark
#: What any program that kept no facts would have to ask again: one pass over the orders.
_AGGREGATE = (
    "SELECT customer_id, sum(amount_minor), count(*) FROM sales_order"
    " WHERE status <> 'cancelled' AND deleted_at IS NULL AND ordered_on > :year"
    " GROUP BY customer_id"
)


def test_what_if(book_of: Callable[[str], Path]) -> None:
    book = book_of("10k")
    today = date.fromisoformat(TODAY)
    now = datetime(today.year, today.month, today.day, 1, tzinfo=UTC)
    desk = open_desk(book=book, clock=FixedClock(now), preferences=Preferences())
    before = models.get(desk, name="grade")
    what_if = WhatIf(desk)

    def cut(at: int) -> ScoringModel:
        return with_cut_off(before, "A", Decimal(50 + at % 40))

    def weight(at: int) -> ScoringModel:
        return with_maximum(before, "amount", Decimal(31 + at))

    start = time.perf_counter()
    what_if.outcome(before, before)
    first = [time.perf_counter() - start]
    floor: list[float] = []
    measured: dict[str, list[float]] = {"cut-off": [], "weight": []}
    with closing(sqlite3.connect(book)) as connection:
        connection.execute(_AGGREGATE, {"year": "2025-11-22"}).fetchall()
        for at in range(runs()):
            start = time.perf_counter()
            connection.execute(_AGGREGATE, {"year": "2025-11-22"}).fetchall()
            floor.append(time.perf_counter() - start)
            for name, change in (("cut-off", cut), ("weight", weight)):
                start = time.perf_counter()
                what_if.outcome(before, change(at))
                measured[name].append(time.perf_counter() - start)
    desk.close()
    report.add_times("what-if, facts of 10k read once", floor=floor, measured=first, goal="")
    for name, goal in (("cut-off", "<= 50 ms"), ("weight", "<= 200 ms")):
        report.add_times(f"what-if, a moved {name}, 10k", floor=floor, measured=measured[name],
                         goal=goal)  # fmt: skip
