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


def has_grade_model(reader: Reader) -> bool:
    """Tell whether the book has a grade model of its own, instead of the one books begin with."""
    return bool(
        reader.value(
            "SELECT 1 FROM scoring_model WHERE axis = 'grade' AND active = TRUE"
            " AND deleted_at IS NULL LIMIT 1",
            0,
        )
    )


def review_due(
    reader: Reader,
    *,
    classes: Sequence[tuple[str, int]],
    before: str,
    decisions: Sequence[str],
) -> list[tuple[str | None, int, str]]:
    """Return (grade, customers, since) of those whose stored score earns another grade.

    Only those who were last decided about up to an instant, as stored; whoever never was is
    counted from the day the customer was written down.  ``since`` is the earliest of a grade;
    better grades come first.
    """
    earned, params = _earned(classes)
    rows = reader.rows(
        "SELECT f.grade_order, count(*), min(coalesce(d.at, c.created_at)) FROM customer_facts f"
        " JOIN customer c ON c.id = f.customer_id"
        " LEFT JOIN (SELECT customer_id, max(at) AS at FROM grade_change"
        " WHERE decision IN :decisions AND deleted_at IS NULL GROUP BY customer_id) d"
        " ON d.customer_id = f.customer_id"
        f" WHERE f.active = TRUE AND f.last_score IS NOT NULL AND f.grade_order <> {earned}"
        " AND coalesce(d.at, c.created_at) <= :before"
        " GROUP BY f.grade_order ORDER BY f.grade_order",
        before=before,
        decisions=decisions,
        **params,
    )
    return [(None if row[0] == "~" else str(row[0]), int(row[1]), row[2]) for row in rows]


def _earned(classes: Sequence[tuple[str, int]]) -> tuple[str, dict[str, object]]:
    """Return the grade a stored score earns, as SQL with its parameters."""
    cases = " ".join(
        f"WHEN last_score >= :cut{place} THEN :key{place}" for place in range(len(classes) - 1)
    )
    params: dict[str, object] = {"last": classes[-1][0]}
    for place, (key, cut) in enumerate(classes[:-1]):
        params[f"cut{place}"], params[f"key{place}"] = cut, key
    return (f"CASE {cases} ELSE :last END" if cases else ":last"), params


def misgraded(
    reader: Reader, *, classes: Sequence[tuple[str, int]]
) -> dict[str, tuple[str | None, str]]:
    """Return (grade, grade earned by the stored score) of every customer where they differ.

    ``classes`` are keys and whole cut-offs, highest first.
    """
    earned, params = _earned(classes)
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
