"""The search table: folded names, pinyin, people and digits of each customer; rebuildable."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from kamtui.domain.search_keys import search_keys
from kamtui.domain.search_marks import marks_of
from kamtui.store.reader import Row, expand_lists

_CHUNK = 800


def refresh_search(connection: Connection, customer_ids: Iterable[str] | None) -> None:
    """Rewrite the search rows of some customers, or of all where ``customer_ids`` is None."""
    if customer_ids is None:
        found = connection.execute(text("SELECT id FROM customer")).all()
        ids = [str(row[0]) for row in found]
    else:
        ids = sorted(set(customer_ids))
    for start in range(0, len(ids), _CHUNK):
        _rewrite(connection, ids[start : start + _CHUNK])


def _rewrite(connection: Connection, ids: Sequence[str]) -> None:
    def rows(sql: str) -> list[Row]:
        expanded, bound = expand_lists(sql, {"ids": ids})
        return [tuple(row) for row in connection.execute(text(expanded), dict(bound))]

    accounts = rows(
        "SELECT id, name, short_name, customer_no, phone FROM customer"
        " WHERE id IN :ids AND deleted_at IS NULL"
    )
    people: dict[str, list[str]] = defaultdict(list)
    numbers: dict[str, list[str]] = defaultdict(list)
    for customer_id, name in rows(
        "SELECT customer_id, name FROM contact WHERE customer_id IN :ids AND deleted_at IS NULL"
    ):
        people[customer_id].append(name)
    for customer_id, kind, value in rows(
        "SELECT k.customer_id, p.kind, p.value FROM contact_point p"
        " JOIN contact k ON k.id = p.contact_id"
        " WHERE k.customer_id IN :ids AND p.deleted_at IS NULL AND k.deleted_at IS NULL"
        " UNION ALL"
        " SELECT p.customer_id, p.kind, p.value FROM contact_point p"
        " WHERE p.customer_id IN :ids AND p.deleted_at IS NULL"
    ):
        (numbers if kind in {"phone", "mobile", "fax"} else people)[customer_id].append(value)
    rows_out = []
    for customer_id, name, short_name, customer_no, phone in accounts:
        keys = search_keys(
            names=[part for part in (name, short_name, customer_no) if part],
            contacts=people[customer_id],
            numbers=[*numbers[customer_id], *([phone] if phone else [])],
        )
        rows_out.append(
            {
                "customer_id": customer_id,
                "names": keys.names,
                "pinyin": keys.pinyin,
                "contacts": keys.contacts,
                "digits": keys.digits,
                **marks_of(keys)._asdict(),
            }
        )
    delete, bound = expand_lists(
        "DELETE FROM customer_search WHERE customer_id IN :ids", {"ids": ids}
    )
    connection.execute(text(delete), dict(bound))
    if rows_out:
        connection.execute(
            text(
                "INSERT INTO customer_search"
                " (customer_id, names, pinyin, contacts, digits, hanzi, pairs, starts)"
                " VALUES (:customer_id, :names, :pinyin, :contacts, :digits,"
                " :hanzi, :pairs, :starts)"
            ),
            rows_out,
        )
