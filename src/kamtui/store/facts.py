"""Customer facts that do not move with the day, recomputed in the transaction that changes them.

Set-based SQL, the same for one customer and for all, so that stored facts equal a recomputation by
construction.  Receivables' ``paid_minor`` and ``settled_on`` are derived here too.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from kamtui.store.queries.what_counts import counted, owed, stands
from kamtui.store.reader import expand_lists

#: Above this many customers one pass over the whole table is cheaper than naming each.
_ALL_ABOVE = 20_000
_CHUNK = 800

_SETTLE = """
UPDATE receivable SET (paid_minor, settled_on) = (
  SELECT coalesce(sum(p.amount_minor), 0),
         CASE WHEN coalesce(sum(p.amount_minor), 0) >= receivable.amount_minor
              THEN coalesce(
                -- The day since which the whole sum has been there: a later overpayment, or the
                -- return of one, does not make it late; money given back and paid anew does.
                (SELECT min(d.received_on) FROM payment d
                 WHERE d.receivable_id = receivable.id AND d.deleted_at IS NULL
                   AND d.received_on > coalesce(
                     (SELECT max(e.received_on) FROM payment e
                      WHERE e.receivable_id = receivable.id AND e.deleted_at IS NULL
                        AND (SELECT sum(g.amount_minor) FROM payment g
                             WHERE g.receivable_id = receivable.id AND g.deleted_at IS NULL
                               AND g.received_on <= e.received_on) < receivable.amount_minor),
                     '')),
                receivable.due_on) END
  FROM payment p
  WHERE p.receivable_id = receivable.id AND p.deleted_at IS NULL)
WHERE {scope}
"""

_ADD = """
INSERT INTO customer_facts (customer_id, active, grade_order, orders, outstanding_minor,
                            communications,
                            open_follow_ups, open_promises, open_complaints)
SELECT c.id, c.deleted_at IS NULL, '~', 0, 0, 0, 0, 0, 0 FROM customer c
WHERE NOT EXISTS (SELECT 1 FROM customer_facts f WHERE f.customer_id = c.id) AND {scope}
"""

_ACCOUNT = """
UPDATE customer_facts SET (active, grade, grade_order, verified_on) = (
  SELECT c.deleted_at IS NULL AND c.archived_on IS NULL, c.grade, coalesce(c.grade, '~'),
         c.verified_on
  FROM customer c WHERE c.id = customer_facts.customer_id),
 contact_name = (
  SELECT k.name FROM contact k
  WHERE k.customer_id = customer_facts.customer_id AND k.deleted_at IS NULL
  ORDER BY k.is_main DESC, k.id LIMIT 1),
 phone = coalesce(
  (SELECT p.value FROM contact_point p
   WHERE p.contact_id = (
      SELECT k.id FROM contact k
      WHERE k.customer_id = customer_facts.customer_id AND k.deleted_at IS NULL
      ORDER BY k.is_main DESC, k.id LIMIT 1)
     AND p.kind IN ('mobile', 'phone') AND p.deleted_at IS NULL
   ORDER BY p.is_main DESC, p.kind, p.id LIMIT 1),
  (SELECT c.phone FROM customer c WHERE c.id = customer_facts.customer_id),
  (SELECT p.value FROM contact_point p
   WHERE p.customer_id = customer_facts.customer_id
     AND p.kind IN ('mobile', 'phone') AND p.deleted_at IS NULL
   ORDER BY p.is_main DESC, p.id LIMIT 1))
WHERE {scope}
"""

_ORDERS = (
    f"""
UPDATE customer_facts SET (first_order_on, last_order_on, orders) = (
  SELECT min(o.ordered_on), max(o.ordered_on), count(*)
  FROM sales_order o
  WHERE o.customer_id = customer_facts.customer_id AND o.deleted_at IS NULL
    AND {stands("o.")} AND {counted("o.")}),
 outstanding_minor = (
  SELECT coalesce(sum(r.amount_minor - r.paid_minor), 0) FROM receivable r
  WHERE r.customer_id = customer_facts.customer_id AND r.deleted_at IS NULL
    AND r.settled_on IS NULL AND {owed("r.")})
"""
    "WHERE {scope}\n"
)

_CONTACTS = """
UPDATE customer_facts SET
 communications = (
  SELECT count(*) FROM communication m
  WHERE m.customer_id = customer_facts.customer_id AND m.deleted_at IS NULL),
 (last_contact_at, last_contact_on, last_channel) = (
  SELECT m.at, m.on_date, m.channel FROM communication m
  WHERE m.customer_id = customer_facts.customer_id AND m.deleted_at IS NULL
  ORDER BY m.on_date DESC, m.at DESC, m.id DESC LIMIT 1),
 open_follow_ups = (
  SELECT count(*) FROM follow_up u
  WHERE u.customer_id = customer_facts.customer_id AND u.deleted_at IS NULL AND u.state = 'open'),
 (next_due_on, next_due_time) = (
  SELECT u.due_on, u.due_time FROM follow_up u
  WHERE u.customer_id = customer_facts.customer_id AND u.deleted_at IS NULL AND u.state = 'open'
  ORDER BY u.due_on, u.due_time IS NULL, u.due_time, u.id LIMIT 1),
 open_promises = (
  SELECT count(*) FROM promise p
  WHERE p.customer_id = customer_facts.customer_id AND p.deleted_at IS NULL
    AND p.delivered_on IS NULL),
 open_complaints = (
  SELECT count(*) FROM complaint k
  WHERE k.customer_id = customer_facts.customer_id AND k.deleted_at IS NULL
    AND k.settled_at IS NULL)
WHERE {scope}
"""

#: Statement, the column that names the customer, and the entities whose change asks for it.
_STEPS: tuple[tuple[str, str, frozenset[str]], ...] = (
    (_SETTLE, "customer_id", frozenset({"payment", "receivable"})),
    (_ADD, "c.id", frozenset({"customer"})),
    (_ACCOUNT, "customer_id", frozenset({"customer", "contact", "contact_point"})),
    (_ORDERS, "customer_id", frozenset({"sales_order", "receivable", "payment"})),
    (
        _CONTACTS,
        "customer_id",
        frozenset({"communication", "follow_up", "promise", "complaint"}),
    ),
)


def refresh_facts(
    connection: Connection,
    customer_ids: Iterable[str] | None,
    entities: frozenset[str] | None = None,
) -> None:
    """Recompute the facts of some customers, or of all where ``customer_ids`` is None.

    Args:
        connection: Inside the transaction that changed the records.
        customer_ids: Whose facts; None for everybody's.
        entities: What changed, to leave out facts that rest on nothing of it; None for all.
    """
    ids = None if customer_ids is None else sorted(set(customer_ids))
    if ids is not None and len(ids) > _ALL_ABOVE:
        ids = None
    for statement, column, sources in _STEPS:
        if entities is not None and not (entities & sources):
            continue
        if ids is None:
            connection.execute(text(statement.format(scope="1 = 1")))
            continue
        for chunk in _chunks(ids):
            sql, bound = expand_lists(statement.format(scope=f"{column} IN :ids"), {"ids": chunk})
            connection.execute(text(sql), dict(bound))


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
