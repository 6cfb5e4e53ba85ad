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


def count_misgraded(reader: Reader, *, classes: Sequence[tuple[str, int]]) -> dict[str | None, int]:
    """Return how many customers of each grade stand in another than their stored score earns.

    Every grade is one or two ranges of the list's index: the cost grows with the answer.
    """
    parts, params = [], dict[str, object]()
    count = "FROM customer_facts WHERE active = TRUE AND"
    upper: int | None = None
    for place, (key, cut) in enumerate(classes):
        params[f"key{place}"] = key
        one = f"SELECT :key{place} AS held, count(*) AS customers {count} grade_order = :key{place}"
        if place < len(classes) - 1:
            parts.append(f"{one} AND last_score < :cut{place}")
            params[f"cut{place}"] = cut
        if upper is not None:
            parts.append(f"{one} AND last_score >= :cut{place - 1}")
        upper = cut
    # Every other grade there is, whatever its name, lies between two of the model's.
    known = sorted(key for key, _cut in classes)
    for place in range(len(known) + 1):
        between = ["last_score IS NOT NULL"]
        if place > 0:
            between.append(f"grade_order > :after{place}")
            params[f"after{place}"] = known[place - 1]
        if place < len(known):
            between.append(f"grade_order < :before{place}")
            params[f"before{place}"] = known[place]
        parts.append(
            f"SELECT grade_order AS held, count(*) AS customers {count} {' AND '.join(between)}"
            " GROUP BY grade_order"
        )
    return _by_grade(reader.rows(" UNION ALL ".join(parts), **params))


def _by_grade(rows: Sequence[Row]) -> dict[str | None, int]:
    """Return customers by grade, None without one; nobody is left out."""
    found: dict[str | None, int] = {}
    for grade, number in rows:
        if number:
            shown = None if grade == "~" else str(grade)
            found[shown] = found.get(shown, 0) + int(number)
    return found


def count_settled(
    reader: Reader,
    *,
    classes: Sequence[tuple[str, int]],
    since: str,
    decisions: Sequence[str],
) -> dict[str | None, int]:
    """Return how many of `count_misgraded` were decided about after an instant, as stored."""
    earned, params = _earned(classes)
    return _by_grade(
        reader.rows(
            "SELECT grade_order, count(*) FROM customer_facts"
            " WHERE active = TRUE AND last_score IS NOT NULL"
            f" AND grade_order <> {earned} AND customer_id IN (SELECT customer_id FROM grade_change"
            " WHERE at > :since AND decision IN :decisions AND deleted_at IS NULL)"
            " GROUP BY grade_order",
            since=since,
            decisions=decisions,
            **params,
        )
    )


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
