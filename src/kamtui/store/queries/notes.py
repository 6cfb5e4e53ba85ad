"""What was written, looked through for words; the newest first.

There is no index of words and none by day alone: a look-up reads every communication (0.3 s for a
million), unless enough of the last days' have the words, which the customers' facts lead to.
"""

from collections.abc import Sequence
from datetime import date

from kamtui.store.queries.customers import like
from kamtui.store.reader import Reader, Row
from kamtui.store.values import as_day

#: One word in any of its spellings.
Spelt = Sequence[str]

_NEWEST_FIRST = "ORDER BY m.on_date DESC, m.at DESC, m.id DESC"
#: Ids of one statement.
_CHUNK = 500


def newest_day(reader: Reader) -> date | None:
    """Return the day of the newest communication there is, None without any."""
    day: str | None = reader.value(
        "SELECT max(last_contact_on) FROM customer_facts WHERE active IN (TRUE, FALSE)"
    )
    return as_day(day)


def recent_ids(reader: Reader, words: Sequence[Spelt], *, since: date, limit: int) -> list[str]:
    """Return the newest communications since a day that have every word."""
    condition, params = _having(words)
    # CROSS JOIN keeps the order of the tables: the customers talked to since then come first.
    rows = reader.rows(
        "SELECT m.id FROM customer_facts f CROSS JOIN communication m CROSS JOIN customer c"
        " WHERE f.active IN (TRUE, FALSE) AND f.last_contact_on >= :since"
        " AND m.customer_id = f.customer_id AND m.on_date >= :since AND c.id = m.customer_id"
        f" AND {condition} {_NEWEST_FIRST} LIMIT :limit",
        since=since.isoformat(),
        limit=limit,
        **params,
    )
    return [row[0] for row in rows]


def ids(
    reader: Reader, words: Sequence[Spelt], *, limit: int, within: Sequence[str] | None = None
) -> list[str]:
    """Return the newest communications that have every word; only among ``within`` where given."""
    condition, params = _having(words)
    if within is not None:
        # Spelt out, for SQLite looks thousands of named parameters up one by one.
        listed = ", ".join(f"'{one}'" for one in within if one.isalnum())
        condition += f" AND m.id IN ({listed or 'NULL'})"
    rows = reader.rows(
        "SELECT m.id FROM communication m CROSS JOIN customer c"
        f" WHERE c.id = m.customer_id AND {condition} {_NEWEST_FIRST} LIMIT :limit",
        limit=limit,
        **params,
    )
    return [row[0] for row in rows]


def rows_of(reader: Reader, communication_ids: Sequence[str]) -> list[Row]:
    """Return some communications in the order of their ids.

    A row is (customer_id, customer_no, name, communication id, on_date, channel, content, outcome).
    """
    found: dict[str, Row] = {}
    for start in range(0, len(communication_ids), _CHUNK):
        rows = reader.rows(
            "SELECT m.customer_id, c.customer_no, c.name, m.id, m.on_date, m.channel, m.content,"
            " m.outcome FROM communication m JOIN customer c ON c.id = m.customer_id"
            " WHERE m.id IN :ids",
            ids=communication_ids[start : start + _CHUNK],
        )
        found.update((row[3], row) for row in rows)
    return [found[one] for one in communication_ids if one in found]


def _having(words: Sequence[Spelt]) -> tuple[str, dict[str, object]]:
    """Return the condition that all words are in content or outcome, and its parameters."""
    parts = ["m.deleted_at IS NULL", "c.deleted_at IS NULL"]
    params: dict[str, object] = {}
    for place, spelt in enumerate(words):
        likes = []
        for index, one in enumerate(spelt):
            name = f"word{place}x{index}"
            params[name] = f"%{like(one)}%"
            likes += [f"m.{column} LIKE :{name} ESCAPE '!'" for column in ("content", "outcome")]
        parts.append(f"({' OR '.join(likes)})")
    return " AND ".join(parts), params
