"""Grades and scores of a new sample book: what the default model says, as the lists store it."""

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kamtui.domain.scoring.defaults import default_grade_model
from kamtui.domain.scoring.evaluate import scorer
from kamtui.services.grade_history import kept_parts
from kamtui.store.queries.grade_facts import grade_facts
from kamtui.store.reader import SqliteReader

if TYPE_CHECKING:
    from sqlalchemy import Engine

_CURRENCY = "CNY"
#: One in so many generated customers has a grade that its score no longer earns.
_ODD_ONE = 40
_OTHER = {"A": "B", "B": "C", "C": "B"}


def _judge(path: Path, *, as_of: date) -> list[tuple[str, str | None, int | None, int]]:
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
                None if score is None else int(score),
                int(judging.in_points(available)),
            )
        )
    return found


def _give_grades(
    connection: sqlite3.Connection, judged: list[tuple[str, str | None, int | None, int]]
) -> None:
    """Give the generated customers, who have none yet, the grade they earn; a few an older one."""
    connection.executemany(
        "UPDATE customer SET grade = ? WHERE id = ? AND grade IS NULL",
        (
            (_OTHER.get(grade or "", "C") if place % _ODD_ONE == 0 else grade, customer)
            for place, (customer, grade, _, _) in enumerate(judged)
        ),
    )


def _remembered(path: Path) -> list[tuple[str, int, str, str]]:
    """Return (score, points with data, parts, id) of accepted grades that the records bear out.

    So that the review can say what moved since; where the records of that day propose another
    grade, the decision keeps the score of its story.
    """
    model = default_grade_model()
    found = []
    with SqliteReader(path) as reader:
        for key, customer, at, grade in reader.rows(
            "SELECT id, customer_id, at, to_grade FROM grade_change WHERE decision = 'accepted'"
        ):
            as_of = date.fromisoformat(at[:10])
            facts = grade_facts(
                reader, model.requests, as_of=as_of, currency=_CURRENCY, customer_ids=[customer]
            )
            judged = scorer(model, as_of).evaluate(facts[0])
            if judged.proposed == grade:
                parts = json.dumps(kept_parts(judged))
                found.append((str(judged.score), int(judged.with_data), parts, key))
    return found


def derive(engine: "Engine", path: Path, *, today: date, stories: list[str]) -> None:
    """Fill what follows from the records: grades, facts, search rows, scores.

    Args:
        engine: On the book.
        path: Its file, for the read path.
        today: The day scores are as of.
        stories: Customers whose search rows are not written yet.
    """
    from kamtui.store.facts import refresh_facts
    from kamtui.store.search_index import refresh_search

    judged, remembered = _judge(path, as_of=today), _remembered(path)
    with engine.begin() as connection:
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        _give_grades(raw, judged)
        raw.executemany(
            "UPDATE grade_change SET score = ?, with_data = ?, parts = ? WHERE id = ?", remembered
        )
        refresh_facts(connection, None)
        refresh_search(connection, stories)
        raw.executemany(
            "UPDATE customer_facts SET last_score = ?, last_with_data = ? WHERE customer_id = ?",
            ((score, with_data, customer) for customer, _, score, with_data in judged),
        )
        # So that opening the book need not work them out once more (services/scores).
        raw.executemany(
            "INSERT OR REPLACE INTO app_meta (key, value) VALUES (?, ?)",
            (("scored_on", today.isoformat()), ("scored_seq", "0")),
        )
