"""The customer list by windows: what is shown costs, not what there is."""

from datetime import date

from kamtui.domain.customer_filter import CustomerFilter, SortOrder
from kamtui.store.queries.customers import like
from kamtui.store.reader import Reader, Row

#: Ends in the id, so that two windows never show one customer twice.
_ORDERS = {
    SortOrder.GRADE: "f.active, f.grade_order, f.last_score DESC, f.customer_id",
    SortOrder.NAME: "c.name_key, c.id",
    SortOrder.SILENT: "f.active, f.last_contact_on, f.customer_id",
    SortOrder.NEXT: "f.next_due_on IS NULL, f.next_due_on, f.grade_order, f.customer_id",
    SortOrder.SCORE: "f.last_score IS NULL, f.last_score DESC, f.customer_id",
}


def window(
    reader: Reader,
    wanted: CustomerFilter,
    *,
    order: SortOrder,
    today: date,
    offset: int,
    limit: int,
) -> list[Row]:
    """Return ``limit`` rows from ``offset``.

    A row is (customer_id, customer_no, name, grade, contact_name, phone, last_contact_on,
    last_channel, next_due_on, next_due_time, last_score, owner, city).
    """
    condition, params = _conditions(wanted, today)
    first = "customer c JOIN customer_facts f ON f.customer_id = c.id"
    if order is not SortOrder.NAME:
        first = "customer_facts f JOIN customer c ON c.id = f.customer_id"
    return reader.rows(
        "SELECT f.customer_id, c.customer_no, c.name, f.grade, f.contact_name, f.phone,"
        " f.last_contact_on, f.last_channel, f.next_due_on, f.next_due_time, f.last_score,"
        f" c.owner, c.city FROM {first} WHERE {condition}"
        f" ORDER BY {_ORDERS[order]} LIMIT :limit OFFSET :offset",
        limit=limit,
        offset=offset,
        **params,
    )


def count(reader: Reader, wanted: CustomerFilter, *, today: date) -> int:
    """Return how many customers the filter leaves."""
    condition, params = _conditions(wanted, today)
    joined = "customer_facts f"
    if "c." in condition:
        joined += " JOIN customer c ON c.id = f.customer_id"
    return int(reader.value(f"SELECT count(*) FROM {joined} WHERE {condition}", 0, **params))


def by_grade(reader: Reader) -> list[Row]:
    """Return (grade, customers) of all who are not archived, A first."""
    return reader.rows(
        "SELECT grade_order, count(*) FROM customer_facts WHERE active = TRUE"
        " GROUP BY grade_order ORDER BY grade_order"
    )


def out_of_touch(reader: Reader, *, before: date) -> int:
    """Return how many customers were talked to once, but not since ``before``."""
    return int(
        reader.value(
            "SELECT count(*) FROM customer_facts WHERE active = TRUE"
            " AND last_contact_on <= :before",
            0,
            before=before.isoformat(),
        )
    )


def _conditions(wanted: CustomerFilter, today: date) -> tuple[str, dict[str, object]]:
    parts = ["f.active = TRUE"]
    params: dict[str, object] = {}
    if wanted.archived:
        parts = ["f.active = FALSE", "c.deleted_at IS NULL", "c.archived_on IS NOT NULL"]
    if wanted.grades:
        parts.append("f.grade_order IN :grades")
        params["grades"] = wanted.grades
    for name in ("owner", "region", "city", "lifecycle"):
        value = getattr(wanted, name)
        if value is not None:
            parts.append(f"c.{name} = :{name}")
            params[name] = value
    if wanted.tag is not None:
        parts.append("c.tags LIKE :tag ESCAPE '!'")
        params["tag"] = f"%{like(_json_word(wanted.tag))}%"
    if wanted.late:
        parts.append("f.next_due_on < :today")
        params["today"] = today.isoformat()
    if wanted.without_plan:
        parts.append("f.next_due_on IS NULL")
    return " AND ".join(parts), params


def _json_word(tag: str) -> str:
    """Return a tag as it stands in the stored list, quotes and all."""
    import json

    return json.dumps(tag)
