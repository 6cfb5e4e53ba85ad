"""What is counted from orders and money, by the meaning it has had since version 0.3.0.

Until then a returned order counted, what a cancelled or deleted one left unpaid was owed, and
money given back and paid anew did not move the day a receivable was settled.  Books of before kept
what they had counted until a customer was written about again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# Only where money was given back can the day have been another.
_SETTLED = """
SELECT r.id, r.settled_on, CASE WHEN r.paid_minor >= r.amount_minor THEN coalesce(
  (SELECT min(d.received_on) FROM payment d
   WHERE d.receivable_id = r.id AND d.deleted_at IS NULL
     AND d.received_on > coalesce(
       (SELECT max(e.received_on) FROM payment e
        WHERE e.receivable_id = r.id AND e.deleted_at IS NULL
          AND (SELECT sum(g.amount_minor) FROM payment g
               WHERE g.receivable_id = r.id AND g.deleted_at IS NULL
                 AND g.received_on <= e.received_on) < r.amount_minor),
       '')),
  r.due_on) END
FROM receivable r
WHERE EXISTS (SELECT 1 FROM payment p
              WHERE p.receivable_id = r.id AND p.deleted_at IS NULL AND p.amount_minor < 0)
"""

_COUNTED = """
SELECT f.customer_id, f.first_order_on, f.last_order_on, f.orders, f.outstanding_minor,
       o.first_on, o.last_on, coalesce(o.orders, 0), coalesce(r.outstanding, 0)
FROM customer_facts f
LEFT JOIN (SELECT customer_id, min(ordered_on) AS first_on, max(ordered_on) AS last_on,
                  count(*) AS orders
           FROM sales_order
           WHERE deleted_at IS NULL AND status NOT IN ('cancelled', 'returned')
             AND amount_minor >= 0
           GROUP BY customer_id) o ON o.customer_id = f.customer_id
LEFT JOIN (SELECT w.customer_id, sum(w.amount_minor - w.paid_minor) AS outstanding
           FROM receivable w
           LEFT JOIN sales_order v ON v.id = w.order_id
           WHERE w.deleted_at IS NULL AND w.settled_on IS NULL
             AND (v.id IS NULL
                  OR (v.status NOT IN ('cancelled', 'returned') AND v.deleted_at IS NULL))
           GROUP BY w.customer_id) r ON r.customer_id = f.customer_id
"""


def upgrade() -> None:
    """Write what differs; where anything does, let scores be worked out anew."""
    connection = op.get_bind()
    days = [
        {"id": identifier, "settled_on": now}
        for identifier, before, now in connection.execute(sa.text(_SETTLED))
        if before != now
    ]
    if days:
        connection.execute(
            sa.text("UPDATE receivable SET settled_on = :settled_on WHERE id = :id"), days
        )
    names = ("first_on", "last_on", "orders", "outstanding")
    facts = [
        {"id": row[0], **dict(zip(names, row[5:], strict=True))}
        for row in connection.execute(sa.text(_COUNTED))
        if tuple(row[1:5]) != tuple(row[5:])
    ]
    if facts:
        connection.execute(
            sa.text(
                "UPDATE customer_facts SET first_order_on = :first_on, last_order_on = :last_on,"
                " orders = :orders, outstanding_minor = :outstanding WHERE customer_id = :id"
            ),
            facts,
        )
    if days or facts:
        connection.execute(sa.text("DELETE FROM app_meta WHERE key IN ('scored_on', 'scored_seq')"))
