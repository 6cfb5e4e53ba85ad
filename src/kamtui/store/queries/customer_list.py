"""The customer list by windows: what is shown costs, not what there is.

A window is read in two steps: the ids in order, from an index alone where it has the order, then
the rows of those ids.  Joining first would read every skipped row as well: 420 ms instead of 5 for
the end of 100,000 customers.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain.customer_filter import CustomerFilter, SortOrder
from kamtui.domain.names import fold
from kamtui.store.queries.customers import like
from kamtui.store.reader import Reader, Row

#: Chinese names among the others by their pinyin initials, as the search table begins with them;
#: who was deleted is not in it.
_BY_SOUND = "coalesce(nullif(s.pinyin, ''), s.names, '|' || c.name_key)"
#: Columns and whether each descends.  Ends in the id, so that two windows never show one customer
#: twice.
_ORDERS: dict[SortOrder, tuple[tuple[str, bool], ...]] = {
    SortOrder.GRADE: (
        ("f.active", False),
        ("f.grade_order", False),
        ("f.last_score", True),
        ("f.customer_id", False),
    ),
    SortOrder.NAME: ((_BY_SOUND, False), ("c.name_key", False), ("f.customer_id", False)),
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
#: The latest day of a last contact that is too long ago: by grade, None for all others.
CutOffs = Mapping[str | None, date]


class Limits(NamedTuple):
    """What the book's rules say about days, for the filters that need it.

    Attributes:
        quiet: Since when a customer who is out of touch was not talked to, by grade.
        stale: Since when a customer who is not verified was not.
    """

    quiet: CutOffs | None = None
    stale: date | None = None


NO_LIMITS = Limits()
#: Rows read by id in one statement stay below any database's limit of variables.
_CHUNK = 500
#: Above so many ids it is cheaper to ask who fits a filter at all.
_MANY = 5_000
#: Fields a filter names, and their columns.
_FIELDS = (("owners", "owner"), ("regions", "region"), ("cities", "city"))


def ids(
    reader: Reader,
    wanted: CustomerFilter,
    *,
    order: SortOrder,
    today: date,
    offset: int = 0,
    limit: int = -1,
    backwards: bool = False,
    limits: Limits = NO_LIMITS,
) -> list[str]:
    """Return customer ids in order, or from the last one on where ``backwards``.

    Args:
        reader: Where to look.
        wanted: Who is shown.
        order: In what order.
        today: For what is late.
        offset: Ids before the first one.
        limit: Ids at the most; -1 for all.
        backwards: From the last one on.
        limits: Since when who is out of touch, or not verified, is so.
    """
    condition, params = _conditions(reader, wanted, today, limits)
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


def among(
    reader: Reader,
    wanted: CustomerFilter,
    customer_ids: Sequence[str],
    *,
    today: date,
    limits: Limits = NO_LIMITS,
) -> list[str]:
    """Return those of some customers whom the filter leaves, in the order given."""
    if len(customer_ids) > _MANY:
        kept = set(ids(reader, wanted, order=SortOrder.GRADE, today=today, limits=limits))
        return [one for one in customer_ids if one in kept]
    condition, params = _conditions(reader, wanted, today, limits)
    found: set[str] = set()
    for start in range(0, len(customer_ids), _CHUNK):
        rows = reader.rows(
            f"SELECT f.customer_id FROM {_tables(condition)}"
            f" WHERE {condition} AND f.customer_id IN :ids",
            ids=customer_ids[start : start + _CHUNK],
            **params,
        )
        found.update(row[0] for row in rows)
    return [one for one in customer_ids if one in found]


def count(
    reader: Reader, wanted: CustomerFilter, *, today: date, limits: Limits = NO_LIMITS
) -> int:
    """Return how many customers the filter leaves."""
    condition, params = _conditions(reader, wanted, today, limits)
    sql = f"SELECT count(*) FROM {_tables(condition)} WHERE {condition}"
    return int(reader.value(sql, 0, **params))


def by_grade(reader: Reader) -> list[Row]:
    """Return (grade, customers) of all who are not archived, A first."""
    return reader.rows(
        "SELECT grade_order, count(*) FROM customer_facts WHERE active = TRUE"
        " GROUP BY grade_order ORDER BY grade_order"
    )


def out_of_touch(reader: Reader, since: CutOffs) -> int:
    """Return how many customers were talked to once, but not since the day of their grade."""
    params: dict[str, object] = {}
    condition = _not_since(since, params)
    sql = f"SELECT count(*) FROM customer_facts f WHERE f.active = TRUE AND {condition}"
    return int(reader.value(sql, 0, **params))


def words(reader: Reader, column: str, *, limit: int) -> list[str]:
    """Return what living customers have in a column, the most frequent first.

    ``column`` is one of owner, region, city, tag.
    """
    if column == "tag":
        return _tags(reader, limit)
    if column not in ("owner", "region", "city"):
        raise ValueError(column)
    rows = reader.rows(
        f"SELECT {column} FROM customer WHERE deleted_at IS NULL AND archived_on IS NULL"
        f" AND {column} <> '' GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT :limit",
        limit=limit,
    )
    return [row[0] for row in rows]


def _tags(reader: Reader, limit: int) -> list[str]:
    counts: Counter[str] = Counter()
    for tags, number in reader.rows(
        "SELECT tags, count(*) FROM customer WHERE deleted_at IS NULL AND archived_on IS NULL"
        " GROUP BY tags"
    ):
        for tag in _list(tags):
            counts[tag] += number
    ordered = sorted(counts, key=lambda tag: (-counts[tag], tag))
    return ordered[:limit]


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
    sounds = " LEFT JOIN customer_search s ON s.customer_id = f.customer_id"
    return f"customer_facts f{joined}{sounds if 's.pinyin' in text else ''}"


def _conditions(
    reader: Reader, wanted: CustomerFilter, today: date, limits: Limits
) -> tuple[str, dict[str, object]]:
    parts = ["f.active = TRUE"]
    params: dict[str, object] = {}
    if wanted.deleted:
        parts = ["f.active = FALSE", "c.deleted_at IS NOT NULL"]
        parts += ["c.archived_on IS NOT NULL"] if wanted.archived else []
    elif wanted.archived:
        parts = ["f.active = FALSE", "c.deleted_at IS NULL", "c.archived_on IS NOT NULL"]
    if wanted.grades:
        parts.append("f.grade_order IN :grades")
        params["grades"] = wanted.grades
    for attribute, column in _FIELDS:
        values: tuple[str, ...] = getattr(wanted, attribute)
        if values:
            params[column] = _spellings(reader, column, values)
            none = f" OR c.{column} IS NULL OR c.{column} = ''" if "" in values else ""
            parts.append(f"(c.{column} IN :{column}{none})")
    if wanted.lifecycles:
        parts.append("c.lifecycle IN :lifecycles")
        params["lifecycles"] = wanted.lifecycles
    if wanted.tags:
        parts += _tag_conditions(reader, wanted.tags, params)
    if wanted.late:
        parts.append("f.next_due_on < :today")
        params["today"] = today.isoformat()
    if wanted.without_plan:
        parts.append("f.next_due_on IS NULL")
    if wanted.quiet:
        parts.append(_not_since(limits.quiet or {None: today}, params))
    if wanted.stale:
        parts.append("(f.verified_on IS NULL OR f.verified_on < :verified)")
        params["verified"] = (limits.stale or today).isoformat()
    return " AND ".join(parts), params


def _not_since(since: CutOffs, params: dict[str, object]) -> str:
    """Return the condition that a last contact is as long ago as the grade's limit allows.

    Where all grades share one limit, as they do by default, that is one range of an index.
    """
    params["quiet"] = since[None].isoformat()
    own = [grade for grade in since if grade is not None]
    if not own:
        return "f.last_contact_on <= :quiet"
    others = "f.grade_order NOT IN :graded AND f.last_contact_on <= :quiet"
    params["graded"] = own
    parts = [others]
    for place, grade in enumerate(own):
        params[f"grade{place}"], params[f"quiet{place}"] = grade, since[grade].isoformat()
        parts.append(f"f.grade_order = :grade{place} AND f.last_contact_on <= :quiet{place}")
    return f"({' OR '.join(parts)})"


def _spellings(reader: Reader, column: str, values: Sequence[str]) -> list[str]:
    """Return what stands in a column and folds to one of some values.

    There is no folded column: owners, regions and cities are few, and few are asked for.
    """
    keys = {fold(value) for value in values} - {""}
    rows = reader.rows(f"SELECT DISTINCT {column} FROM customer WHERE {column} <> ''")
    return [row[0] for row in rows if fold(row[0]) in keys]


def _tag_conditions(
    reader: Reader, wanted: Sequence[str], params: dict[str, object]
) -> Iterator[str]:
    """Yield one condition a tag: any of the spellings there are of it."""
    lists = reader.rows("SELECT DISTINCT tags FROM customer")
    known = {tag: fold(tag) for (tags,) in lists for tag in _list(tags)}
    for place, one in enumerate(wanted):
        key = fold(one)
        spelt = [tag for tag, folded in known.items() if folded == key]
        names = [f"tag{place}x{index}" for index in range(len(spelt))]
        params.update(
            {
                name: f"%{like(json.dumps(tag))}%"  # as it stands in the stored list
                for name, tag in zip(names, spelt, strict=True)
            }
        )
        likes = " OR ".join(f"c.tags LIKE :{name} ESCAPE '!'" for name in names)
        yield f"({likes or '1 = 0'})"


def _list(stored: object) -> list[str]:
    """Return a stored list of tags; what is no list of words has none."""
    try:
        found = json.loads(stored) if isinstance(stored, str) else stored
    except ValueError:
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
