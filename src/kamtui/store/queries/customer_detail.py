"""Everything about one customer, each question one indexed statement."""

from datetime import date

from kamtui.store.queries.what_counts import counted, owed, stands
from kamtui.store.reader import Reader, Row

ACCOUNT_FIELDS = (
    "id", "customer_no", "name", "short_name", "grade", "lifecycle", "need_type", "intent",
    "relation_state", "industry", "region", "city", "country", "address", "phone", "email",
    "website", "employees", "revenue_band", "uscc", "customer_since", "strategic_value",
    "strategic_reason", "credit_days", "credit_limit_minor", "preferences", "special_attention",
    "verified_on", "archived_on", "cadence", "owner", "referred_by", "tags", "custom", "remarks",
    "version",
)  # fmt: skip


def account(reader: Reader, customer_id: str) -> Row | None:
    """Return the living customer's `ACCOUNT_FIELDS`."""
    return reader.one(
        f"SELECT {', '.join(ACCOUNT_FIELDS)} FROM customer"
        " WHERE id = :customer_id AND deleted_at IS NULL",
        customer_id=customer_id,
    )


def contacts(reader: Reader, customer_id: str) -> list[Row]:
    """Return a customer's people, the main contact first.

    A row is (id, name, title, role, is_main, remarks, birth_year, birth_month, birth_day,
    birth_lunar).
    """
    return reader.rows(
        "SELECT id, name, title, role, is_main, remarks,"
        " birth_year, birth_month, birth_day, birth_lunar FROM contact"
        " WHERE customer_id = :customer_id AND deleted_at IS NULL ORDER BY is_main DESC, id",
        customer_id=customer_id,
    )


def contact_points(reader: Reader, customer_id: str) -> list[Row]:
    """Return (contact_id or None, id, kind, value, is_main) of a customer and its people."""
    return reader.rows(
        "SELECT p.contact_id, p.id, p.kind, p.value, p.is_main FROM contact_point p"
        " JOIN contact k ON k.id = p.contact_id"
        " WHERE k.customer_id = :customer_id AND p.deleted_at IS NULL"
        " UNION ALL SELECT NULL, p.id, p.kind, p.value, p.is_main FROM contact_point p"
        " WHERE p.customer_id = :customer_id AND p.deleted_at IS NULL"
        " ORDER BY 5 DESC, 3, 2",
        customer_id=customer_id,
    )


def communications(reader: Reader, customer_id: str, *, limit: int | None) -> list[Row]:
    """Return the newest communications, all of them without a limit.

    A row is (id, at, on_date, channel, direction, who, content, outcome, noted, by).
    """
    return reader.rows(
        "SELECT id, at, on_date, channel, direction, who, content, outcome, noted, by"
        " FROM communication WHERE customer_id = :customer_id AND deleted_at IS NULL"
        " ORDER BY on_date DESC, at DESC, id DESC" + (" LIMIT :limit" if limit is not None else ""),
        customer_id=customer_id,
        **({"limit": limit} if limit is not None else {}),
    )


def people_of(reader: Reader, communication_ids: list[str]) -> list[Row]:
    """Return (communication_id, contact name) of who took part."""
    return reader.rows(
        "SELECT l.communication_id, k.name FROM communication_contact l"
        " JOIN contact k ON k.id = l.contact_id"
        " WHERE l.communication_id IN :ids ORDER BY k.is_main DESC, k.id",
        ids=communication_ids,
    )


def people_of_all(reader: Reader, customer_id: str) -> list[Row]:
    """Return (communication_id, contact name) of who took part in any of a customer's."""
    return reader.rows(
        "SELECT l.communication_id, k.name FROM communication m"
        " JOIN communication_contact l ON l.communication_id = m.id"
        " JOIN contact k ON k.id = l.contact_id"
        " WHERE m.customer_id = :customer_id AND m.deleted_at IS NULL"
        " ORDER BY k.is_main DESC, k.id",
        customer_id=customer_id,
    )


def contact_days(reader: Reader, customer_id: str, *, after: date, until: date) -> list[str]:
    """Return the local day of every communication in a span (ISO dates)."""
    rows = reader.rows(
        "SELECT on_date FROM communication WHERE customer_id = :customer_id"
        " AND on_date > :after AND on_date <= :until AND deleted_at IS NULL",
        customer_id=customer_id,
        after=after.isoformat(),
        until=until.isoformat(),
    )
    return [row[0] for row in rows]


def promises(reader: Reader, customer_id: str) -> list[Row]:
    """Return (id, what, due_on, delivered_on, communication_id), the open ones first by date."""
    return reader.rows(
        "SELECT id, what, due_on, delivered_on, communication_id FROM promise"
        " WHERE customer_id = :customer_id AND deleted_at IS NULL"
        " ORDER BY delivered_on IS NOT NULL, due_on IS NULL, due_on, id",
        customer_id=customer_id,
    )


def follow_ups(reader: Reader, customer_id: str, *, limit: int) -> list[Row]:
    """Return the plans, open ones first by date, then the latest of the others.

    A row is (id, due_on, due_time, channel, purpose, goal, expected_result, state, origin,
    assignee, place, contact name, result, completed_at).
    """
    return reader.rows(
        "SELECT u.id, u.due_on, u.due_time, u.channel, u.purpose, u.goal, u.expected_result,"
        " u.state, u.origin, u.assignee, u.place, k.name, u.result, u.completed_at"
        " FROM follow_up u"
        " LEFT JOIN contact k ON k.id = u.contact_id"
        " WHERE u.customer_id = :customer_id AND u.deleted_at IS NULL"
        " ORDER BY u.state <> 'open',"
        " CASE WHEN u.state = 'open' THEN u.due_on END,"
        " u.due_on DESC, u.due_time IS NULL, u.due_time, u.id LIMIT :limit",
        customer_id=customer_id,
        limit=limit,
    )


def orders(
    reader: Reader,
    customer_id: str,
    *,
    today: date,
    year_ago: date,
    two_years_ago: date,
    currency: str,
) -> Row:
    """Return the orders in numbers, the sums in the book's currency.

    A row is (orders, amount, last order day, orders and amount of the last 12 months, amount of
    the 12 months before); cancelled orders count for nothing, negative amounts as no order.
    """
    row = reader.one(
        f"""
        SELECT count(*) FILTER (WHERE {counted()}),
               coalesce(sum(amount_minor) FILTER (WHERE own), 0),
               max(ordered_on) FILTER (WHERE {counted()}),
               count(*) FILTER (WHERE {counted()} AND ordered_on > :year_ago),
               coalesce(sum(amount_minor) FILTER (WHERE own AND ordered_on > :year_ago), 0),
               coalesce(sum(amount_minor) FILTER (
                 WHERE own AND ordered_on > :two_years_ago AND ordered_on <= :year_ago), 0)
        FROM (
          SELECT amount_minor, ordered_on, (currency IS NULL OR currency = :currency) AS own
          FROM sales_order
          WHERE customer_id = :customer_id AND ordered_on <= :today AND {stands()}
            AND deleted_at IS NULL
        ) o
        """,
        customer_id=customer_id,
        today=today.isoformat(),
        year_ago=year_ago.isoformat(),
        two_years_ago=two_years_ago.isoformat(),
        currency=currency,
    )
    return row or (0, 0, None, 0, 0, 0)


def money_owed(reader: Reader, customer_id: str, *, today: date, currency: str) -> Row:
    """Return (outstanding, overdue) in minor units of the book's currency."""
    row = reader.one(
        "SELECT coalesce(sum(amount_minor - paid_minor), 0),"
        " coalesce(sum(amount_minor - paid_minor) FILTER (WHERE due_on < :today), 0)"
        " FROM receivable WHERE customer_id = :customer_id AND settled_on IS NULL"
        f" AND deleted_at IS NULL AND (currency IS NULL OR currency = :currency) AND {owed()}",
        customer_id=customer_id,
        today=today.isoformat(),
        currency=currency,
    )
    return row or (0, 0)


def latest_satisfaction(reader: Reader, customer_id: str, *, today: date) -> str | None:
    """Return the score of the latest survey up to today, as written."""
    found: str | None = reader.value(
        "SELECT score FROM survey WHERE customer_id = :customer_id AND on_date <= :today"
        " AND score IS NOT NULL AND deleted_at IS NULL ORDER BY on_date DESC, id DESC LIMIT 1",
        customer_id=customer_id,
        today=today.isoformat(),
    )
    return found


def counts(reader: Reader, customer_id: str) -> Row:
    """Return (communications, open complaints, last contact day) from the stored facts."""
    row = reader.one(
        "SELECT communications, open_complaints, last_contact_on FROM customer_facts"
        " WHERE customer_id = :customer_id",
        customer_id=customer_id,
    )
    return row or (0, 0, None)
