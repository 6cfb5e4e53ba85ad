"""Birthdays near a day, whom a festival concerns, and what was sent before."""

from collections.abc import Sequence

from kamtui.store.reader import Reader, Row

_CHUNK = 500


def any_lunar(reader: Reader) -> bool:
    """Tell whether any birthday is of the lunar calendar: only then is that needed."""
    return bool(
        reader.value(
            "SELECT count(*) FROM (SELECT 1 FROM contact WHERE birth_lunar = TRUE"
            " AND birth_month IS NOT NULL LIMIT 1) one",
            0,
        )
    )


def birthdays(reader: Reader, *, lunar: bool, month: int, first: int, last: int) -> list[Row]:
    """Return (contact_id, customer_id, day, grade, outstanding) of birthdays in part of a month."""
    return reader.rows(
        "SELECT k.id, k.customer_id, k.birth_day, f.grade, f.outstanding_minor"
        " FROM contact k JOIN customer_facts f ON f.customer_id = k.customer_id"
        f" WHERE k.birth_lunar = {'TRUE' if lunar else 'FALSE'} AND k.birth_month = :month"
        " AND k.birth_day >= :first AND k.birth_day <= :last"
        " AND k.deleted_at IS NULL AND f.active",
        month=month,
        first=first,
        last=last,
    )


def handled(reader: Reader, keys: Sequence[str]) -> set[str]:
    """Return which of some occasions were met: something was sent, or is planned or was."""
    found: set[str] = set()
    for start in range(0, len(keys), _CHUNK):
        part = keys[start : start + _CHUNK]
        for table, condition in (
            ("communication", ""),
            ("follow_up", " AND state <> 'cancelled'"),
        ):
            rows = reader.rows(
                f"SELECT source_key FROM {table} WHERE source_key IN :keys"
                f" AND deleted_at IS NULL{condition}",
                keys=part,
            )
            found.update(row[0] for row in rows)
    return found


def greeted(reader: Reader, grades: Sequence[str], *, prefix: str, most: int) -> list[Row]:
    """Return (customer_id, grade, outstanding) of whom a festival still concerns, best first.

    Args:
        reader: Where to look.
        grades: Of these grades.
        prefix: What the occasion's key begins with; the customer's id follows.
        most: At most so many.
    """
    return reader.rows(
        "SELECT f.customer_id, f.grade, f.outstanding_minor FROM customer_facts f"
        " WHERE f.active = TRUE AND f.grade_order IN :grades"
        " AND NOT EXISTS (SELECT 1 FROM communication m WHERE m.source_key = :prefix ||"
        " f.customer_id AND m.deleted_at IS NULL)"
        " AND NOT EXISTS (SELECT 1 FROM follow_up u WHERE u.source_key = :prefix ||"
        " f.customer_id AND u.deleted_at IS NULL AND u.state <> 'cancelled')"
        " ORDER BY f.grade_order, f.last_score DESC, f.customer_id LIMIT :most",
        grades=list(grades),
        prefix=prefix,
        most=most,
    )


def count_of_grades(reader: Reader, grades: Sequence[str]) -> int:
    """Return how many customers have one of some grades."""
    return int(
        reader.value(
            "SELECT count(*) FROM customer_facts WHERE active = TRUE AND grade_order IN :grades",
            0,
            grades=list(grades),
        )
    )


def count_handled(reader: Reader, prefix: str) -> int:
    """Return how many times an occasion of one year was met; the keys begin with ``prefix``."""
    return int(
        reader.value(
            "SELECT (SELECT count(*) FROM communication WHERE source_key >= :first"
            " AND source_key < :last AND deleted_at IS NULL)"
            " + (SELECT count(*) FROM follow_up WHERE source_key >= :first"
            " AND source_key < :last AND deleted_at IS NULL AND state <> 'cancelled')",
            0,
            first=prefix,
            last=prefix[:-1] + chr(ord(prefix[-1]) + 1),
        )
    )


def sent_before(reader: Reader, keys: Sequence[str]) -> list[Row]:
    """Return (key, content) of what was sent at some occasions, the latest first."""
    found: list[Row] = []
    for start in range(0, len(keys), _CHUNK):
        found += reader.rows(
            "SELECT source_key, content FROM communication WHERE source_key IN :keys"
            " AND content IS NOT NULL AND deleted_at IS NULL ORDER BY at DESC, id DESC",
            keys=list(keys[start : start + _CHUNK]),
        )
    return found


def people(reader: Reader, contact_ids: Sequence[str]) -> dict[str, Row]:
    """Return (name, year, month, day, lunar) of contacts by id."""
    found: dict[str, Row] = {}
    for start in range(0, len(contact_ids), _CHUNK):
        rows = reader.rows(
            "SELECT id, name, birth_year, birth_month, birth_day, birth_lunar FROM contact"
            " WHERE id IN :ids",
            ids=list(contact_ids[start : start + _CHUNK]),
        )
        found.update((row[0], row[1:]) for row in rows)
    return found


def contact(reader: Reader, tail: str) -> list[Row]:
    """Return (id, customer_id, birth_month, birth_day, birth_lunar) by an id or its tail."""
    return reader.rows(
        "SELECT id, customer_id, birth_month, birth_day, birth_lunar FROM contact"
        " WHERE id LIKE :tail ESCAPE '!' AND deleted_at IS NULL",
        tail=tail if len(tail) >= 32 else f"%{tail}",
    )
