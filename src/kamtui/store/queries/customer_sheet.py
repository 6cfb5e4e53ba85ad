"""A customer's own record, and the words that repeat from customer to customer."""

import json
from collections import Counter
from collections.abc import Mapping

from kamtui.store.queries.customer_detail import ACCOUNT_FIELDS
from kamtui.store.reader import Reader
from kamtui.store.values import as_day

#: Columns whose values are words that repeat.
WORD_COLUMNS = ("owner", "region", "city", "country", "industry", "intent", "revenue_band")
_DATES = ("customer_since", "verified_on", "archived_on")
#: Customers whose tags and own fields are looked at: enough to know the words of a book.
_SAMPLE = 5000


def sheet(
    reader: Reader, customer_id: str
) -> tuple[dict[str, object], Mapping[str, object], str] | None:
    """Return (columns, own fields, name of the parent) of a living customer."""
    columns = (*(name for name in ACCOUNT_FIELDS if name != "custom"), "parent_id")
    listed = ", ".join(f"c.{name}" for name in columns)
    row = reader.one(
        f"SELECT {listed}, c.custom, p.name FROM customer c"
        " LEFT JOIN customer p ON p.id = c.parent_id"
        " WHERE c.id = :customer_id AND c.deleted_at IS NULL",
        customer_id=customer_id,
    )
    if row is None:
        return None
    values: dict[str, object] = dict(zip(columns, row[:-2], strict=True))
    for name in _DATES:
        values[name] = as_day(row[columns.index(name)])
    tags = _json(values["tags"])
    values["tags"] = tuple(tags) if isinstance(tags, (list, tuple)) else ()
    custom = _json(row[-2])
    return values, custom if isinstance(custom, dict) else {}, row[-1] or ""


def words(reader: Reader, column: str, *, limit: int) -> list[str]:
    """Return what living customers have in one of `WORD_COLUMNS`, the most frequent first."""
    if column not in WORD_COLUMNS:
        raise ValueError(column)
    rows = reader.rows(
        f"SELECT {column} FROM customer WHERE deleted_at IS NULL AND {column} <> ''"
        f" GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT :limit",
        limit=limit,
    )
    return [row[0] for row in rows]


def tags(reader: Reader, *, limit: int) -> list[str]:
    """Return the tags of living customers, the most frequent first."""
    counted = Counter(tag for found in _documents(reader, "tags") for tag in found)
    return [str(tag) for tag, _count in counted.most_common(limit)]


def custom_names(reader: Reader, *, limit: int) -> list[str]:
    """Return the names of the book's own fields, the most frequent first."""
    counted = Counter(name for found in _documents(reader, "custom") for name in found)
    return [str(name) for name, _count in counted.most_common(limit)]


def _documents(reader: Reader, column: str) -> list[list[object]]:
    rows = reader.rows(
        f"SELECT {column} FROM customer WHERE deleted_at IS NULL ORDER BY id DESC LIMIT :sample",
        sample=_SAMPLE,
    )
    return [list(found) for row in rows if isinstance(found := _json(row[0]), (list, dict))]


def _json(value: object) -> object:
    return json.loads(value) if isinstance(value, str) else value
