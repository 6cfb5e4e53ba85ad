"""What was done in a span of days, kind by kind; only what still stands."""

from collections import defaultdict
from collections.abc import Sequence

from kamtui.store.queries.what_counts import stands
from kamtui.store.reader import Reader, Row

__all__ = [
    "accounts",
    "complaints",
    "contacts",
    "delivered",
    "finished",
    "grades",
    "moves",
    "new_customers",
    "next_plans",
    "open_words",
    "orders",
    "payments",
    "people",
    "promised",
    "unnoted",
]

_CHUNK = 500
#: Written by a person: an import has one line for all of its rows, a sample book has none.
_BY_HAND = (
    "EXISTS (SELECT 1 FROM change_log l WHERE l.entity = '{entity}'"
    " AND l.entity_id = {alias}.id AND l.op = 'create')"
)


def contacts(reader: Reader, *, since: str, until: str) -> list[Row]:
    """Return (id, customer_id, on_date, at, channel, content, outcome, who, noted, plan, answers).

    ``plan`` is the words of the plan it was about; ``answers``: that plan is done by it.
    """
    return reader.rows(
        "SELECT m.id, m.customer_id, m.on_date, m.at, m.channel, m.content, m.outcome, m.who,"
        " m.noted, u.purpose,"
        " coalesce(u.state = 'done' AND u.communication_id = m.id, FALSE) FROM communication m"
        " LEFT JOIN follow_up u ON u.id = m.follow_up_id"
        " WHERE m.on_date >= :since AND m.on_date <= :until AND m.deleted_at IS NULL"
        " ORDER BY m.at, m.id",
        since=since,
        until=until,
    )


def people(reader: Reader, talks: Sequence[str]) -> dict[str, list[str]]:
    """Return the names of the contacts who took part, by communication."""
    found: dict[str, list[str]] = defaultdict(list)
    for start in range(0, len(talks), _CHUNK):
        for talk, name in reader.rows(
            "SELECT l.communication_id, k.name FROM communication_contact l"
            " JOIN contact k ON k.id = l.contact_id WHERE l.communication_id IN :ids"
            " ORDER BY k.is_main DESC, k.id",
            ids=talks[start : start + _CHUNK],
        ):
            found[talk].append(name)
    return found


def finished(reader: Reader, *, begin: str, end: str) -> list[Row]:
    """Return (id, customer_id, completed_at, purpose, channel, has a communication) of done plans.

    ``begin`` and ``end`` are instants as stored; the end is not counted.
    """
    return reader.rows(
        "SELECT u.id, u.customer_id, u.completed_at, u.purpose, u.channel, m.id IS NOT NULL"
        " FROM follow_up u LEFT JOIN communication m"
        " ON m.id = u.communication_id AND m.deleted_at IS NULL"
        " WHERE u.state = 'done' AND u.completed_at >= :begin AND u.completed_at < :end"
        " AND u.deleted_at IS NULL ORDER BY u.completed_at, u.id",
        begin=begin,
        end=end,
    )


def moves(reader: Reader, *, begin: str, end: str) -> list[Row]:
    """Return (group_id, entity, entity_id, customer_id, at, fields) of changed days."""
    return reader.rows(
        "SELECT group_id, entity, entity_id, customer_id, at, fields FROM change_log"
        " WHERE at >= :begin AND at < :end AND op = 'update'"
        " AND entity IN ('follow_up', 'promise', 'receivable')"
        " AND (what = 'snooze' OR what = 'edit' OR what = 'promised')"
        " ORDER BY seq",
        begin=begin,
        end=end,
    )


#: The words of what is still open, by kind.
_OPEN = {
    "follow_up": "SELECT u.id, u.purpose FROM follow_up u WHERE u.state = 'open'"
    " AND u.deleted_at IS NULL AND u.id IN :ids",
    "promise": "SELECT p.id, p.what FROM promise p WHERE p.delivered_on IS NULL"
    " AND p.deleted_at IS NULL AND p.id IN :ids",
    "receivable": "SELECT r.id, coalesce(r.invoice_no, o.order_no) FROM receivable r"
    " LEFT JOIN sales_order o ON o.id = r.order_id WHERE r.settled_on IS NULL"
    " AND r.deleted_at IS NULL AND r.id IN :ids",
}


def open_words(reader: Reader, entity: str, ids: Sequence[str]) -> dict[str, str]:
    """Return the words of records of one kind that are still open, by id."""
    found: dict[str, str] = {}
    for start in range(0, len(ids), _CHUNK):
        rows = reader.rows(_OPEN[entity], ids=ids[start : start + _CHUNK])
        found.update((row[0], row[1] or "") for row in rows)
    return found


def promised(reader: Reader, *, begin: str, end: str) -> list[Row]:
    """Return (id, customer_id, created_at, what, due_on) of promises given; none imported."""
    return reader.rows(
        "SELECT p.id, p.customer_id, p.created_at, p.what, p.due_on FROM promise p"
        " WHERE p.created_at >= :begin AND p.created_at < :end AND p.deleted_at IS NULL"
        f" AND {_BY_HAND.format(entity='promise', alias='p')} ORDER BY p.created_at, p.id",
        begin=begin,
        end=end,
    )


def delivered(reader: Reader, *, since: str, until: str) -> list[Row]:
    """Return (id, customer_id, delivered_on, what) of promises kept."""
    return reader.rows(
        "SELECT id, customer_id, delivered_on, what FROM promise"
        " WHERE delivered_on >= :since AND delivered_on <= :until AND deleted_at IS NULL"
        " ORDER BY delivered_on, id",
        since=since,
        until=until,
    )


def orders(reader: Reader, *, since: str, until: str) -> list[Row]:
    """Return (id, customer_id, ordered_on, order_no, amount, currency) of those that stand."""
    return reader.rows(
        "SELECT id, customer_id, ordered_on, order_no, amount_minor, currency FROM sales_order"
        f" WHERE ordered_on >= :since AND ordered_on <= :until AND {stands()}"
        " AND deleted_at IS NULL ORDER BY ordered_on, id",
        since=since,
        until=until,
    )


def payments(reader: Reader, *, since: str, until: str) -> list[Row]:
    """Return (id, customer_id, received_on, order_no or invoice_no, amount)."""
    return reader.rows(
        "SELECT p.id, p.customer_id, p.received_on, coalesce(o.order_no, p.invoice_no),"
        " p.amount_minor FROM payment p LEFT JOIN sales_order o ON o.id = p.order_id"
        " WHERE p.received_on >= :since AND p.received_on <= :until AND p.deleted_at IS NULL"
        " ORDER BY p.received_on, p.id",
        since=since,
        until=until,
    )


def grades(reader: Reader, *, begin: str, end: str) -> list[Row]:
    """Return (id, customer_id, at, from, to, reason) of decisions about grades."""
    return reader.rows(
        "SELECT id, customer_id, at, from_grade, to_grade, reason FROM grade_change"
        " WHERE at >= :begin AND at < :end AND deleted_at IS NULL AND import_batch_id IS NULL"
        " ORDER BY at, id",
        begin=begin,
        end=end,
    )


def complaints(reader: Reader, *, begin: str, end: str) -> list[Row]:
    """Return (id, customer_id, opened_at, responded_at, settled_at, words) touched by the span."""
    return reader.rows(
        "SELECT id, customer_id, opened_at, responded_at, settled_at, coalesce(description, cause)"
        " FROM complaint WHERE deleted_at IS NULL AND ("
        " (opened_at >= :begin AND opened_at < :end)"
        " OR (responded_at >= :begin AND responded_at < :end)"
        " OR (settled_at >= :begin AND settled_at < :end)) ORDER BY opened_at, id",
        begin=begin,
        end=end,
    )


def new_customers(reader: Reader, *, begin: str, end: str) -> list[Row]:
    """Return (id, created_at) of customers added by hand: an import is not a day's work."""
    return reader.rows(
        "SELECT c.id, c.created_at FROM customer c WHERE c.created_at >= :begin"
        " AND c.created_at < :end AND c.deleted_at IS NULL"
        f" AND {_BY_HAND.format(entity='customer', alias='c')} ORDER BY c.created_at, c.id",
        begin=begin,
        end=end,
    )


def accounts(reader: Reader, ids: Sequence[str]) -> dict[str, Row]:
    """Return (customer_no, name, grade) by id; deleted customers are left out."""
    found: dict[str, Row] = {}
    for start in range(0, len(ids), _CHUNK):
        rows = reader.rows(
            "SELECT id, customer_no, name, grade FROM customer WHERE id IN :ids"
            " AND deleted_at IS NULL",
            ids=ids[start : start + _CHUNK],
        )
        found.update((row[0], row[1:]) for row in rows)
    return found


def next_plans(reader: Reader, ids: Sequence[str]) -> dict[str, Row]:
    """Return (due_on, due_time, purpose, channel) of each customer's earliest open plan."""
    found: dict[str, Row] = {}
    for start in range(0, len(ids), _CHUNK):
        for row in reader.rows(
            "SELECT customer_id, due_on, due_time, purpose, channel FROM follow_up"
            " WHERE customer_id IN :ids AND state = 'open' AND deleted_at IS NULL"
            " ORDER BY due_on, due_time IS NULL, due_time, id",
            ids=ids[start : start + _CHUNK],
        ):
            found.setdefault(row[0], row[1:])
    return found


def unnoted(reader: Reader, *, after: str, today: str) -> list[Row]:
    """Return (id, customer_id, name, grade, on_date, at, channel, who, plan, device), newest first.

    Contacts without a word; the device is the one that wrote each, None where it was imported.
    """
    return reader.rows(
        "SELECT m.id, m.customer_id, c.name, c.grade, m.on_date, m.at, m.channel, m.who, u.purpose,"
        " (SELECT max(l.device) FROM change_log l WHERE l.entity = 'communication'"
        " AND l.entity_id = m.id AND l.op = 'create')"
        " FROM communication m JOIN customer c ON c.id = m.customer_id"
        " LEFT JOIN follow_up u ON u.id = m.follow_up_id"
        " WHERE m.noted = FALSE AND m.on_date > :after AND m.on_date <= :today"
        " AND m.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY m.at DESC, m.id DESC",
        after=after,
        today=today,
    )
