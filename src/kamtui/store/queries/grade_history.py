"""Grade decisions as the review reads them."""

from collections.abc import Sequence

from kamtui.store.reader import Reader, Row

_COLUMNS = "customer_id, at, decision, from_grade, to_grade, proposed, score, reason, parts, by"
_CHUNK = 500


def of_customers(reader: Reader, customer_ids: Sequence[str]) -> list[Row]:
    """Return the decisions about these customers, the newest first.

    A row is (customer_id, at, decision, from_grade, to_grade, proposed, score, reason, parts,
    by).
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


def count_misgraded(reader: Reader, *, classes: Sequence[tuple[str, int]]) -> dict[str | None, int]:
    """Return how many customers of each grade stand in another than their stored score earns.

    Every grade is one or two ranges of the list's index: the cost grows with the answer.
    """
    parts: list[tuple[str, str]] = []
    params: dict[str, object] = {}
    upper: int | None = None
    for place, (key, cut) in enumerate(classes):
        params[f"key{place}"] = key
        if place < len(classes) - 1:
            parts.append((key, f"grade_order = :key{place} AND last_score < :cut{place}"))
            params[f"cut{place}"] = cut
        if upper is not None:
            parts.append((key, f"grade_order = :key{place} AND last_score >= :cut{place - 1}"))
        upper = cut
    known = {key for key, _cut in classes}
    for place, other in enumerate(sorted({*"ABCD", "~"} - known)):
        parts.append((other, f"grade_order = :other{place} AND last_score IS NOT NULL"))
        params[f"other{place}"] = other
    counts = ", ".join(
        f"(SELECT count(*) FROM customer_facts WHERE active = TRUE AND {part})"
        for _grade, part in parts
    )
    [row] = reader.rows(f"SELECT {counts}", **params)
    found: dict[str | None, int] = {}
    for (grade, _part), number in zip(parts, row, strict=True):
        if number:
            shown = None if grade == "~" else grade
            found[shown] = found.get(shown, 0) + int(number)
    return found


def misgraded(
    reader: Reader, *, classes: Sequence[tuple[str, int]]
) -> dict[str, tuple[str | None, str]]:
    """Return (grade, grade earned by the stored score) of every customer where they differ.

    ``classes`` are keys and whole cut-offs, highest first.
    """
    cases = " ".join(
        f"WHEN last_score >= :cut{place} THEN :key{place}" for place in range(len(classes) - 1)
    )
    params: dict[str, object] = {"last": classes[-1][0]}
    for place, (key, cut) in enumerate(classes[:-1]):
        params[f"cut{place}"], params[f"key{place}"] = cut, key
    earned = f"CASE {cases} ELSE :last END" if cases else ":last"
    rows = reader.rows(
        f"SELECT customer_id, grade, {earned} FROM customer_facts"
        f" WHERE active = TRUE AND last_score IS NOT NULL AND grade_order <> {earned}",
        **params,
    )
    return {row[0]: (row[1], row[2]) for row in rows}
