"""The customer list by windows: what is shown costs, not what there is.

A window is read in two steps: the ids in order, from an index alone where it has the order, then
the rows of those ids.  Joining first would read every skipped row as well: 420 ms instead of 5 for
the end of 100,000 customers.
"""

from collections.abc import Sequence
from datetime import date

from kamtui.domain.customer_filter import CustomerFilter, SortOrder
from kamtui.store.queries.customers import like
from kamtui.store.reader import Reader, Row

#: Columns and whether each descends.  Ends in the id, so that two windows never show one customer
#: twice.
_ORDERS: dict[SortOrder, tuple[tuple[str, bool], ...]] = {
    SortOrder.GRADE: (
        ("f.active", False),
        ("f.grade_order", False),
        ("f.last_score", True),
        ("f.customer_id", False),
    ),
    SortOrder.NAME: (("c.name_key", False), ("f.customer_id", False)),
    SortOrder.SILENT: (
        ("f.last_contact_on IS NULL", False),
        ("f.last_contact_on", False),
        ("f.customer_id", False),
    ),
    SortOrder.NEXT: (
        ("f.next_due_on IS NULL", False),
        ("f.next_due_on", False),
        ("f.grade_order", False),
        ("f.customer_id", False),
    ),
    SortOrder.SCORE: (
        ("f.last_score IS NULL", False),
        ("f.last_score", True),
        ("f.customer_id", False),
    ),
}
#: Rows read by id in one statement stay below any database's limit of variables.
_CHUNK = 500


def ids(
    reader: Reader,
    wanted: CustomerFilter,
    *,
    order: SortOrder,
    today: date,
    offset: int = 0,
    limit: int = -1,
    backwards: bool = False,
) -> list[str]:
    """Return customer ids in order, or from the last one on where ``backwards``.

    A limit of -1 returns all from ``offset`` on.
    """
    condition, params = _conditions(wanted, today)
    columns = ", ".join(
        f"{column} DESC" if descends is not backwards else column
        for column, descends in _ORDERS[order]
    )
    rows = reader.rows(
        f"SELECT f.customer_id FROM {_tables(condition + columns)} WHERE {condition}"
        f" ORDER BY {columns} LIMIT :limit OFFSET :offset",
        limit=limit,
        offset=offset,
        **params,
    )
    return [row[0] for row in rows]


def rows_of(reader: Reader, customer_ids: Sequence[str]) -> list[Row]:
    """Return the rows of these customers in the order of the ids; unknown ids are left out.

    A row is (customer_id, customer_no, name, grade, contact_name, phone, last_contact_on,
    last_channel, next_due_on, next_due_time, last_score, owner, city).
    """
    found: dict[str, Row] = {}
    for start in range(0, len(customer_ids), _CHUNK):
        rows = reader.rows(
            "SELECT f.customer_id, c.customer_no, c.name, f.grade, f.contact_name, f.phone,"
            " f.last_contact_on, f.last_channel, f.next_due_on, f.next_due_time, f.last_score,"
            " c.owner, c.city FROM customer_facts f JOIN customer c ON c.id = f.customer_id"
            " WHERE f.customer_id IN :ids",
            ids=customer_ids[start : start + _CHUNK],
        )
        found.update((row[0], row) for row in rows)
    return [found[one] for one in customer_ids if one in found]


def count(reader: Reader, wanted: CustomerFilter, *, today: date) -> int:
    """Return how many customers the filter leaves."""
    condition, params = _conditions(wanted, today)
    sql = f"SELECT count(*) FROM {_tables(condition)} WHERE {condition}"
    return int(reader.value(sql, 0, **params))


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


def words(reader: Reader, column: str, *, limit: int) -> list[str]:
    """Return what living customers have in a column, the most frequent first.

    ``column`` is one of owner, region, city.
    """
    if column not in ("owner", "region", "city"):
        raise ValueError(column)
    rows = reader.rows(
        f"SELECT {column} FROM customer WHERE deleted_at IS NULL AND archived_on IS NULL"
        f" AND {column} <> '' GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT :limit",
        limit=limit,
    )
    return [row[0] for row in rows]


def open_follow_ups(reader: Reader, customer_ids: Sequence[str]) -> dict[str, str]:
    """Return the earliest open follow-up of each of these customers that has one."""
    found: dict[str, str] = {}
    for start in range(0, len(customer_ids), _CHUNK):
        rows = reader.rows(
            "SELECT customer_id, id FROM follow_up WHERE customer_id IN :ids"
            " AND deleted_at IS NULL AND state = 'open'"
            " ORDER BY due_on DESC, due_time IS NULL DESC, due_time DESC, id DESC",
            ids=customer_ids[start : start + _CHUNK],
        )
        found.update(rows)  # the earliest comes last and stays
    return {one: found[one] for one in customer_ids if one in found}


def _tables(text: str) -> str:
    """Return the tables a condition and an order name; the facts alone where they suffice."""
    joined = " JOIN customer c ON c.id = f.customer_id" if "c." in text else ""
    return f"customer_facts f{joined}"


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
