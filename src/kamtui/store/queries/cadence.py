"""Whom cadence plans: customers without a plan, and when they were spoken to."""

from collections.abc import Sequence
from datetime import date

from kamtui.store.reader import Reader, Row
from kamtui.store.values import as_day

_WITHOUT = """
SELECT c.id, c.grade, c.cadence, c.name, f.last_contact_on
FROM customer c JOIN customer_facts f ON f.customer_id = c.id
WHERE f.active = TRUE AND f.next_due_on IS NULL
"""
_ORDER = """
ORDER BY c.grade IS NULL, c.grade, f.last_contact_on IS NOT NULL, f.last_contact_on, c.customer_no
"""


def without_plan(reader: Reader, customer_ids: Sequence[str] | None = None) -> list[Row]:
    """Return (id, grade, own cadence, name, last contact) of customers with nothing planned.

    A first; within a grade who was never spoken to, then who was not for longest.
    """
    rows = reader.rows(_WITHOUT + _ORDER)
    if customer_ids is None:
        return rows
    wanted = frozenset(customer_ids)
    return [row for row in rows if row[0] in wanted]


def with_plan(reader: Reader, customer_ids: Sequence[str]) -> frozenset[str]:
    """Return those of some customers who have an open follow-up, inside a write too."""
    found: set[str] = set()
    for start in range(0, len(customer_ids), 500):
        rows = reader.rows(
            "SELECT DISTINCT customer_id FROM follow_up WHERE customer_id IN :ids"
            " AND state = 'open' AND deleted_at IS NULL",
            ids=customer_ids[start : start + 500],
        )
        found.update(row[0] for row in rows)
    return frozenset(found)


def last_contact(reader: Reader, customer_id: str) -> date | None:
    """Return the day a customer was last spoken to, inside a write too."""
    return as_day(
        reader.value(
            "SELECT max(on_date) FROM communication WHERE customer_id = :id AND deleted_at IS NULL",
            None,
            id=customer_id,
        )
    )
