"""Grade decisions as the review reads them."""

from collections.abc import Sequence

from kamtui.store.reader import Reader, Row

_COLUMNS = "customer_id, at, decision, from_grade, to_grade, proposed, score, reason, parts"
_CHUNK = 500


def of_customers(reader: Reader, customer_ids: Sequence[str]) -> list[Row]:
    """Return the decisions about these customers, the newest first.

    A row is (customer_id, at, decision, from_grade, to_grade, proposed, score, reason, parts).
    """
    found: list[Row] = []
    for start in range(0, len(customer_ids), _CHUNK):
        found += reader.rows(
            f"SELECT {_COLUMNS} FROM grade_change WHERE customer_id IN :ids"
            " AND deleted_at IS NULL ORDER BY at DESC, id DESC",
            ids=customer_ids[start : start + _CHUNK],
        )
    return found


def decided_since(reader: Reader, *, since: str, decisions: Sequence[str]) -> list[str]:
    """Return the customers decided about since an instant, as stored."""
    rows = reader.rows(
        "SELECT DISTINCT g.customer_id FROM grade_change g JOIN customer c ON c.id = g.customer_id"
        " WHERE g.at >= :since AND g.decision IN :decisions AND g.deleted_at IS NULL"
        " AND c.deleted_at IS NULL",
        since=since,
        decisions=decisions,
    )
    return [row[0] for row in rows]
