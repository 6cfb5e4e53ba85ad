"""The scores lists sort by: derived, kept beside the facts, brought up to date when nobody waits.

A score moves with the day, so it is recomputed once a day and for customers just written about.
Like all derived data it has no line in the change log (data-model.md).
"""

import threading
from collections.abc import Callable, Sequence

from kamtui.domain.views.changes import ChangeSet
from kamtui.services import grading
from kamtui.services.desk import Desk
from kamtui.services.history import changes_since, latest_seq
from kamtui.store.reader import Reader

__all__ = ["CHUNK", "due", "moved_by", "refresh"]

#: Customers of one short write transaction.
CHUNK = 500
#: ``app_meta``: the day all scores are of, and the last line of the change log they include.
SCORED_ON, SCORED_SEQ = "scored_on", "scored_seq"

#: Told how many customers of how many are done.
Progress = Callable[[int, int], None]


def due(desk: Desk) -> Sequence[str] | None:
    """Return whose scores are not of today: some customers, nobody, or None for everybody."""
    with desk.read() as reader:
        meta: dict[str, str] = dict(
            reader.rows(
                "SELECT key, value FROM app_meta WHERE key IN :keys", keys=(SCORED_ON, SCORED_SEQ)
            )
        )
        scored = meta.get(SCORED_SEQ, "")
        current = meta.get(SCORED_ON) == desk.today().isoformat() and scored.isdecimal()
        if not current or _rules_changed(reader, since=int(scored)):
            return None
    _newest, changes = changes_since(desk, seq=int(scored))
    if changes is None:
        return ()
    return None if changes.everything else tuple(sorted(changes.customer_ids))


def moved_by(changes: ChangeSet) -> bool:
    """Tell whether a write changed a rule that every score may rest on.

    A decision stores the model it rests on too, which moves nobody's score.
    """
    return bool(changes.kinds & {"setting", "scoring_model"}) and "grade_change" not in (
        changes.kinds
    )


def _rules_changed(reader: Reader, *, since: int) -> bool:
    decided = "SELECT group_id FROM change_log WHERE seq > :since AND entity = 'grade_change'"
    return bool(
        reader.value(
            "SELECT count(*) FROM change_log WHERE seq > :since"
            " AND entity IN ('setting', 'scoring_model')"
            f" AND group_id NOT IN ({decided})",
            0,
            since=since,
        )
    )


def refresh(
    desk: Desk,
    progress: Progress | None = None,
    *,
    customer_ids: Sequence[str] | None = None,
    stop: threading.Event | None = None,
) -> int:
    """Recompute the stored scores of some customers, or of all; return how many differed.

    Each chunk of 500 is read and written apart, so that another write waits for milliseconds.

    Args:
        desk: The open book.
        progress: Called after each chunk; it may pause.
        customer_ids: Whose; None for everybody who is not archived.
        stop: Set by another thread to end between two chunks; the day is then not noted.

    Raises:
        KamError: With exit code 3 when the file cannot be used.
    """
    today = desk.today()
    sequence = latest_seq(desk)
    with desk.read() as reader:
        if customer_ids is None:
            wanted = [
                row[0]
                for row in reader.rows(
                    "SELECT customer_id FROM customer_facts WHERE active = TRUE"
                    " ORDER BY customer_id"
                )
            ]
        else:
            wanted = list(dict.fromkeys(customer_ids))
    if not wanted and not _exists(desk):
        return 0
    changed = 0
    for start in range(0, len(wanted), CHUNK):
        if stop is not None and stop.is_set():
            return changed
        chunk = wanted[start : start + CHUNK]
        changed += _refresh_chunk(desk, chunk)
        if progress is not None:
            progress(start + len(chunk), len(wanted))
    if customer_ids is None:
        _write(desk, _NOTE, [
            {"key": SCORED_ON, "value": today.isoformat()},
            {"key": SCORED_SEQ, "value": str(sequence)},
        ])  # fmt: skip
    return changed


_NOTE = (
    "INSERT INTO app_meta (key, value) VALUES (:key, :value)"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
_STORE = (
    "UPDATE customer_facts SET last_score = :score, last_with_data = :known"
    " WHERE customer_id = :customer"
)


def _exists(desk: Desk) -> bool:
    return desk.path is None or desk.path.exists()


def _refresh_chunk(desk: Desk, customer_ids: Sequence[str]) -> int:
    with desk.read() as reader:
        now = grading.stored_scores(reader, customer_ids=customer_ids, today=desk.today())
        before = {
            row[0]: (row[1], row[2])
            for row in reader.rows(
                "SELECT customer_id, last_score, last_with_data FROM customer_facts"
                " WHERE customer_id IN :ids",
                ids=customer_ids,
            )
        }
    rows: list[dict[str, object]] = [
        {"customer": one, "score": score, "known": known}
        for one, (score, known) in now.items()
        if one in before and before[one] != (score, known)
    ]
    if rows:
        _write(desk, _STORE, rows)
    return len(rows)


def _write(desk: Desk, statement: str, rows: list[dict[str, object]]) -> None:
    """Write in one short transaction that leaves no line in the change log.

    Raises:
        KamError: What the database refused; ``file.changed`` for a schema that moved meanwhile.
    """
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    from kamtui.domain.errors import KamError
    from kamtui.store.migrate import schema_version
    from kamtui.store.reader import read_failure
    from kamtui.store.schema import SCHEMA_VERSION

    engine = desk.engine()
    path = str(engine.url.database)
    try:
        with engine.begin() as connection:
            if schema_version(connection) != SCHEMA_VERSION:
                raise KamError("file.changed", {"path": path}, exit_code=3)
            connection.execute(text(statement), rows)
    except DBAPIError as problem:
        raise read_failure(problem, path) from problem
