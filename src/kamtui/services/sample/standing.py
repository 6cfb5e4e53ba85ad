"""Grades and scores of a new sample book: what the default model says, as the lists store it."""

import sqlite3
from datetime import date
from pathlib import Path

from kamtui.domain.scoring.defaults import default_grade_model
from kamtui.domain.scoring.evaluate import scorer
from kamtui.store.queries.grade_facts import grade_facts
from kamtui.store.reader import SqliteReader

_CURRENCY = "CNY"
#: One in so many generated customers has a grade that its score no longer earns.
_ODD_ONE = 40
_OTHER = {"A": "B", "B": "C", "C": "B"}


def judge(path: Path, *, as_of: date) -> list[tuple[str, str | None, str | None, int]]:
    """Return (customer id, proposed grade, score as shown, points with data) of every customer."""
    model = default_grade_model()
    judging = scorer(model, as_of)
    with SqliteReader(path) as reader:
        facts = grade_facts(reader, model.requests, as_of=as_of, currency=_CURRENCY)
    found = []
    for one in facts:
        earned, available = judging.totals(one.values)
        score = judging.shown_score(earned, available)
        found.append(
            (
                one.customer_id,
                judging.proposed(earned, available),
                None if score is None else str(score),
                int(judging.in_points(available)),
            )
        )
    return found


def give_grades(
    connection: sqlite3.Connection, judged: list[tuple[str, str | None, str | None, int]]
) -> None:
    """Give the generated customers, who have none yet, the grade they earn; a few an older one."""
    connection.executemany(
        "UPDATE customer SET grade = ? WHERE id = ? AND grade IS NULL",
        (
            (_OTHER.get(grade or "", "C") if place % _ODD_ONE == 0 else grade, customer)
            for place, (customer, grade, _, _) in enumerate(judged)
        ),
    )
