"""Grade decisions as the review reads them."""

from collections.abc import Sequence

from kamtui.store.reader import Reader, Row

_COLUMNS = (
    "customer_id, at, decision, from_grade, to_grade, proposed, score, reason, parts, by,"
    " model, model_revision"
)
_CHUNK = 500


def of_customers(reader: Reader, customer_ids: Sequence[str]) -> list[Row]:
    """Return the decisions about these customers, the newest first.

    A row is (customer_id, at, decision, from_grade, to_grade, proposed, score, reason, parts,
    by, model, model's revision).
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


def count_misgraded(reader: Reader, *, classes: Sequence[tuple[str, int]]) -> int:
    """Return how many customers stand in another grade than their stored score earns.

    Every grade is one or two ranges of the list's index: the cost grows with the answer.
    """
    parts, params = [], dict[str, object]()
    upper: int | None = None
    for place, (key, cut) in enumerate(classes):
        params[f"key{place}"] = key
        if place < len(classes) - 1:
            parts.append(f"grade_order = :key{place} AND last_score < :cut{place}")
            params[f"cut{place}"] = cut
        if upper is not None:
            parts.append(f"grade_order = :key{place} AND last_score >= :cut{place - 1}")
        upper = cut
    known = {key for key, _cut in classes}
    for place, other in enumerate(sorted({*"ABCD", "~"} - known)):
        parts.append(f"grade_order = :other{place} AND last_score IS NOT NULL")
        params[f"other{place}"] = other
    counts = " + ".join(
        f"(SELECT count(*) FROM customer_facts WHERE active = TRUE AND {part})" for part in parts
    )
    return int(reader.value(f"SELECT {counts}", 0, **params))


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


def accounts(reader: Reader, customer_ids: Sequence[str]) -> list[Row]:
    """Return (id, owner, region, city, lifecycle, tags) of some customers."""
    found: list[Row] = []
    for start in range(0, len(customer_ids), _CHUNK):
        found += reader.rows(
            "SELECT id, owner, region, city, lifecycle, tags FROM customer WHERE id IN :ids",
            ids=customer_ids[start : start + _CHUNK],
        )
    return found


def model_changed(reader: Reader) -> str | None:
    """Return the instant a grade model was last changed by somebody, None where nobody did.

    The first version of the program's own model is kept with the first decision: no change.
    """
    found: str | None = reader.value(
        "SELECT max(created_at) FROM scoring_model WHERE axis = 'grade' AND deleted_at IS NULL"
        " AND NOT (name = 'default' AND revision = 1)",
        None,
    )
    return found


def has_scores(reader: Reader) -> bool:
    """Tell whether the model judges anybody yet."""
    found = reader.value(
        "SELECT 1 FROM customer_facts WHERE active = TRUE AND last_score IS NOT NULL LIMIT 1", None
    )
    return found is not None
