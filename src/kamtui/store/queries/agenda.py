"""What is owed by a day: light rows to order by, then the words for the rows shown.

Cost grows with what is due, not with the size of the book: every list starts from an index on an
open state and a date.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from kamtui.store.queries.what_counts import owed, stands
from kamtui.store.reader import Reader, Row

_FOLLOW_UPS = """
SELECT u.id, u.customer_id, u.due_on, u.due_time, f.grade, f.outstanding_minor
FROM follow_up u JOIN customer_facts f ON f.customer_id = u.customer_id
WHERE u.state = 'open' AND u.due_on <= :until AND u.deleted_at IS NULL AND f.active
"""
_PROMISES = """
SELECT p.id, p.customer_id, p.due_on, f.grade, f.outstanding_minor
FROM promise p JOIN customer_facts f ON f.customer_id = p.customer_id
WHERE p.delivered_on IS NULL AND (p.due_on IS NULL OR p.due_on <= :until)
  AND p.deleted_at IS NULL AND f.active
"""
_RECEIVABLES = f"""
SELECT r.id, r.customer_id, r.due_on, r.promised_on, f.grade, f.outstanding_minor,
       r.amount_minor - r.paid_minor
FROM receivable r JOIN customer_facts f ON f.customer_id = r.customer_id
WHERE r.settled_on IS NULL AND r.due_on <= :until AND coalesce(r.promised_on, r.due_on) <= :until
  AND r.amount_minor > r.paid_minor AND r.deleted_at IS NULL AND f.active
  AND {owed("r.")}
"""
_COMPLAINTS = """
SELECT k.id, k.customer_id, k.opened_at, k.respond_by, k.settle_by, k.responded_at, f.grade,
       f.outstanding_minor
FROM complaint k JOIN customer_facts f ON f.customer_id = k.customer_id
WHERE k.settled_at IS NULL AND k.deleted_at IS NULL AND f.active
"""


def follow_ups(reader: Reader, *, until: date) -> list[Row]:
    """Return (id, customer_id, due_on, due_time, grade, outstanding) of open plans."""
    return reader.rows(_FOLLOW_UPS, until=until.isoformat())


def promises(reader: Reader, *, until: date) -> list[Row]:
    """Return (id, customer_id, due_on, grade, outstanding) of what was promised and not given."""
    return reader.rows(_PROMISES, until=until.isoformat())


def receivables(reader: Reader, *, until: date) -> list[Row]:
    """Return (id, customer_id, due_on, promised_on, grade, outstanding, open amount) of money.

    Money that was promised for a day is left in peace until then, however long it was due.
    """
    return reader.rows(_RECEIVABLES, until=until.isoformat())


def complaints(reader: Reader) -> list[Row]:
    """Return (id, customer_id, opened_at, respond_by, settle_by, responded_at, grade, owed)."""
    return reader.rows(_COMPLAINTS)


def amounts_since(
    reader: Reader, customer_ids: Sequence[str], *, after: date, until: date
) -> dict[str, int]:
    """Return each customer's order amount in a window, minor units, of orders that stand."""
    found: dict[str, int] = {}
    for start in range(0, len(customer_ids), 500):
        rows = reader.rows(
            "SELECT customer_id, sum(amount_minor) FROM sales_order"
            " WHERE customer_id IN :ids AND ordered_on > :after AND ordered_on <= :until"
            f" AND {stands()} AND deleted_at IS NULL GROUP BY customer_id",
            ids=customer_ids[start : start + 500],
            after=after.isoformat(),
            until=until.isoformat(),
        )
        found.update((row[0], int(row[1])) for row in rows)
    return found


def words(reader: Reader, entity: str, ids: Sequence[str]) -> dict[str, Row]:
    """Return the words of records by id, for the rows that are shown.

    A row is (what, channel, contact name, order id, order number, who handles it).
    """
    statements = {
        "follow_up": "SELECT u.id, u.purpose, u.channel, k.name, NULL, NULL, NULL FROM follow_up u"
        " LEFT JOIN contact k ON k.id = u.contact_id AND k.deleted_at IS NULL WHERE u.id IN :ids",
        "promise": "SELECT id, what, NULL, NULL, NULL, NULL, NULL FROM promise WHERE id IN :ids",
        "receivable": "SELECT r.id, coalesce(r.invoice_no, o.order_no), NULL, NULL, r.order_id,"
        " o.order_no, NULL FROM receivable r LEFT JOIN sales_order o ON o.id = r.order_id"
        " WHERE r.id IN :ids",
        "complaint": "SELECT id, coalesce(description, cause), NULL, NULL, NULL, NULL, handled_by"
        " FROM complaint WHERE id IN :ids",
    }
    found: dict[str, Row] = {}
    for start in range(0, len(ids), 500):
        rows = reader.rows(statements[entity], ids=ids[start : start + 500])
        found.update((row[0], row[1:]) for row in rows)
    return found


def accounts(reader: Reader, customer_ids: Sequence[str]) -> dict[str, Row]:
    """Return what rows say of their customers, by id.

    A row is (customer_no, name, contact, phone, last_contact_on, last_channel, owner, region,
    city).
    """
    found: dict[str, Row] = {}
    for start in range(0, len(customer_ids), 500):
        rows = reader.rows(
            "SELECT c.id, c.customer_no, c.name, f.contact_name, f.phone, f.last_contact_on,"
            " f.last_channel, c.owner, c.region, c.city"
            " FROM customer c JOIN customer_facts f ON f.customer_id = c.id"
            " WHERE c.id IN :ids",
            ids=customer_ids[start : start + 500],
        )
        found.update((row[0], row[1:]) for row in rows)
    return found


def numbers(reader: Reader, customer_ids: Sequence[str]) -> dict[str, str]:
    """Return the numbers of customers by id."""
    found: dict[str, str] = {}
    for start in range(0, len(customer_ids), 500):
        rows = reader.rows(
            "SELECT id, customer_no FROM customer WHERE id IN :ids",
            ids=customer_ids[start : start + 500],
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def last_review(reader: Reader, decisions: Sequence[str], *, before: str) -> str | None:
    """Return the instant of the last decision in a grade review up to an instant, as stored."""
    found: str | None = reader.value(
        "SELECT max(at) FROM grade_change WHERE decision IN :decisions AND at <= :before"
        " AND deleted_at IS NULL",
        None,
        decisions=list(decisions),
        before=before,
    )
    return found


def begun(reader: Reader) -> str | None:
    """Return the instant the book's first customer was written down."""
    found: str | None = reader.value("SELECT created_at FROM customer ORDER BY id LIMIT 1", None)
    return found


def without_plan(reader: Reader) -> list[Row]:
    """Return (grade, customers) of customers with nothing planned."""
    return reader.rows(
        "SELECT grade, count(*) FROM customer_facts WHERE active = TRUE AND next_due_on IS NULL"
        " GROUP BY grade ORDER BY grade IS NULL, grade"
    )


def not_verified(reader: Reader, *, before: date) -> list[Row]:
    """Return (grade, customers) of records nobody verified since ``before``."""
    return reader.rows(
        "SELECT grade, count(*) FROM customer_facts WHERE active = TRUE"
        " AND (verified_on IS NULL OR verified_on < :before)"
        " GROUP BY grade ORDER BY grade IS NULL, grade",
        before=before.isoformat(),
    )


def open_per_order(reader: Reader, order_ids: Sequence[str]) -> Counter[str]:
    """Return how many open receivables each of some orders has."""
    found: Counter[str] = Counter()
    wanted = sorted(set(order_ids))
    for start in range(0, len(wanted), 500):
        rows = reader.rows(
            "SELECT order_id, count(*) FROM receivable WHERE order_id IN :ids"
            " AND settled_on IS NULL AND deleted_at IS NULL GROUP BY order_id",
            ids=wanted[start : start + 500],
        )
        found.update({row[0]: int(row[1]) for row in rows})
    return found


def done_since(reader: Reader, *, since: str, today: str) -> int:
    """Return how many things were cleared since an instant (as stored text).

    Promises and payments keep only the day they were met on, so ``today`` (ISO) counts for them.
    """
    return int(
        reader.value(
            "SELECT (SELECT count(*) FROM follow_up WHERE completed_at >= :since"
            " AND deleted_at IS NULL)"
            " + (SELECT count(*) FROM promise WHERE delivered_on = :today"
            " AND deleted_at IS NULL)"
            " + (SELECT count(*) FROM receivable WHERE settled_on = :today"
            " AND deleted_at IS NULL)"
            " + (SELECT count(*) FROM complaint WHERE settled_at >= :since"
            " AND deleted_at IS NULL)"
            " + (SELECT count(*) FROM communication WHERE source_key >= 'care:'"
            " AND source_key < 'care;' AND on_date = :today AND deleted_at IS NULL)",
            0,
            since=since,
            today=today,
        )
    )


def load_by_day(reader: Reader, *, after: date, until: date) -> dict[str, int]:
    """Return how many plans and promises are due on each day of a span (ISO dates)."""
    rows = reader.rows(
        "SELECT due_on, count(*) FROM ("
        " SELECT u.due_on FROM follow_up u JOIN customer_facts f ON f.customer_id = u.customer_id"
        " WHERE u.state = 'open' AND u.due_on > :after AND u.due_on <= :until"
        " AND u.deleted_at IS NULL AND f.active"
        " UNION ALL"
        " SELECT p.due_on FROM promise p JOIN customer_facts f ON f.customer_id = p.customer_id"
        " WHERE p.delivered_on IS NULL AND p.due_on > :after AND p.due_on <= :until"
        " AND p.deleted_at IS NULL AND f.active) due GROUP BY due_on",
        after=after.isoformat(),
        until=until.isoformat(),
    )
    return {row[0]: int(row[1]) for row in rows}


def open_receivables(reader: Reader) -> list[Row]:
    """Return (due_on, open amount, customer name) of every open receivable, oldest first."""
    return reader.rows(
        "SELECT r.due_on, r.amount_minor - r.paid_minor, c.name FROM receivable r"
        " JOIN customer c ON c.id = r.customer_id"
        " WHERE r.settled_on IS NULL AND r.amount_minor > r.paid_minor"
        f" AND r.deleted_at IS NULL AND c.deleted_at IS NULL AND {owed('r.')}"
        " ORDER BY r.due_on, r.amount_minor - r.paid_minor DESC"
    )
