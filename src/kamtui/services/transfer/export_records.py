"""What was said, planned, ordered, owed and answered, as tables."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from kamtui.services.desk import Desk
from kamtui.services.transfer.sheet import Sheet, day, local, money, number

#: One column: its field name, the SQL that gives it, and what makes a cell of it.
Column = tuple[str, str, Callable[[Any], object]]


def _same(value: Any) -> object:
    return value


_CUSTOMER: tuple[Column, ...] = (
    ("customer_no", "c.customer_no", _same),
    ("customer", "c.name", _same),
)


def _texts(*names: str, alias: str = "t") -> tuple[Column, ...]:
    return tuple((name, f"{alias}.{name}", _same) for name in names)


def _sheet(desk: Desk, table: str, columns: tuple[Column, ...], *, join: str, order: str) -> Sheet:
    """Read the living rows of a table that belong to a living customer."""
    picked = ", ".join(sql for _, sql, _ in columns)
    with desk.read() as reader:
        found = reader.rows(
            f"SELECT {picked} FROM {table} t {join}"
            " WHERE t.deleted_at IS NULL AND c.deleted_at IS NULL"
            f" ORDER BY c.customer_no, {order}, t.id"
        )
    makers = [maker for _, _, maker in columns]
    return Sheet(
        tuple(name for name, _, _ in columns),
        [tuple(make(cell) for make, cell in zip(makers, row, strict=True)) for row in found],
    )


_JOIN = "JOIN customer c ON c.id = t.customer_id"
_WITH_ORDER = f"{_JOIN} LEFT JOIN sales_order o ON o.id = t.order_id"


def communication_sheet(desk: Desk) -> Sheet:
    """Return communications in local time."""
    zone = desk.clock.now().tzinfo
    people: dict[str, list[str]] = defaultdict(list)
    with desk.read() as reader:
        for communication_id, name in reader.rows(
            "SELECT l.communication_id, k.name FROM communication_contact l"
            " JOIN contact k ON k.id = l.contact_id ORDER BY k.id"
        ):
            people[communication_id].append(name)
    columns: tuple[Column, ...] = (
        *_CUSTOMER,
        ("at", "t.at", lambda text: local(text, zone)),
        ("channel", "t.channel", _same),
        ("contact", "t.id", lambda identifier: "、".join(people.get(identifier, ())) or None),
        *_texts("content", "outcome", "by"),
        ("who", "t.who", _same),
    )
    found = _sheet(desk, "communication", columns, join=_JOIN, order="t.at")
    # Names on file and names as typed share one column: that is how import reads them.
    rows = [
        (*row[:4], "、".join(str(name) for name in (row[4], row[8]) if name) or None, *row[5:8])
        for row in found.rows
    ]
    return Sheet(found.fields[:8], rows)


def follow_up_sheet(desk: Desk) -> Sheet:
    """Return follow-ups, closed ones included."""
    columns: tuple[Column, ...] = (
        *_CUSTOMER,
        ("due_on", "t.due_on", day),
        ("channel", "t.channel", _same),
        ("what", "t.purpose", _same),
        *_texts("goal", "expected_result", "assignee", "state"),
    )
    return _sheet(desk, "follow_up", columns, join=_JOIN, order="t.due_on")


def order_sheet(desk: Desk) -> Sheet:
    """Return orders, one row each; their lines are a table of their own."""
    columns: tuple[Column, ...] = (
        *_CUSTOMER,
        ("order_no", "t.order_no", _same),
        ("ordered_on", "t.ordered_on", day),
        ("amount", "t.amount_minor", money),
        ("cost", "t.cost_minor", money),
        *_texts("currency", "status"),
    )
    return _sheet(desk, "sales_order", columns, join=_JOIN, order="t.ordered_on")


def order_line_sheet(desk: Desk) -> Sheet:
    """Return the lines that name a product."""
    columns: tuple[Column, ...] = (
        *_CUSTOMER,
        ("order_no", "o.order_no", _same),
        ("product", "p.name", _same),
        ("quantity", "t.quantity", number),
        ("price", "t.price_minor", money),
        ("cost", "t.cost_minor", money),
    )
    join = (
        "JOIN sales_order o ON o.id = t.order_id AND o.deleted_at IS NULL"
        " JOIN product p ON p.id = t.product_id JOIN customer c ON c.id = o.customer_id"
    )
    return _sheet(desk, "order_line", columns, join=join, order="o.ordered_on, o.id")


def receivable_sheet(desk: Desk) -> Sheet:
    """Return receivables with what came in so far; the payments are a table of their own."""
    columns: tuple[Column, ...] = (
        *_CUSTOMER,
        ("order_no", "o.order_no", _same),
        ("due_on", "t.due_on", day),
        ("amount", "t.amount_minor", money),
        ("invoice_no", "t.invoice_no", _same),
        ("paid", "t.paid_minor", money),
        ("settled_on", "t.settled_on", day),
    )
    return _sheet(desk, "receivable", columns, join=_WITH_ORDER, order="t.due_on")


def payment_sheet(desk: Desk) -> Sheet:
    """Return payments."""
    columns: tuple[Column, ...] = (
        *_CUSTOMER,
        ("order_no", "o.order_no", _same),
        ("received_on", "t.received_on", day),
        ("amount", "t.amount_minor", money),
        *_texts("method", "invoice_no"),
    )
    return _sheet(desk, "payment", columns, join=_WITH_ORDER, order="t.received_on")


def survey_sheet(desk: Desk) -> Sheet:
    """Return answers to surveys."""
    columns: tuple[Column, ...] = (
        *_CUSTOMER,
        ("on", "t.on_date", day),
        ("score", "t.score", number),
        *_texts("recommend", "suggestion", "source"),
    )
    return _sheet(desk, "survey", columns, join=_JOIN, order="t.on_date")


def complaint_sheet(desk: Desk) -> Sheet:
    """Return complaints and grumbles in local time."""
    zone = desk.clock.now().tzinfo

    def moment(text: str | None) -> object:
        return local(text, zone)

    columns: tuple[Column, ...] = (
        *_CUSTOMER,
        *_texts("kind", "cause"),
        *((name, f"t.{name}", moment) for name in ("opened_at", "responded_at", "settled_at")),
        *_texts("description", "resolution"),
    )
    return _sheet(desk, "complaint", columns, join=_JOIN, order="t.opened_at")


def inbox_sheet(desk: Desk) -> Sheet:
    """Return the notes that belong to no customer yet, the oldest first, in local time."""
    zone = desk.clock.now().tzinfo
    with desk.read() as reader:
        found = reader.rows(
            "SELECT at, content, by FROM inbox_note WHERE deleted_at IS NULL ORDER BY at, id"
        )
    rows = [(local(at, zone), content, by) for at, content, by in found]
    return Sheet(("at", "inbox_note", "by"), rows)


def promise_sheet(desk: Desk) -> Sheet:
    """Return promises, delivered ones included."""
    columns: tuple[Column, ...] = (
        *_CUSTOMER,
        ("what", "t.what", _same),
        ("due_on", "t.due_on", day),
        ("delivered_on", "t.delivered_on", day),
    )
    return _sheet(desk, "promise", columns, join=_JOIN, order="t.due_on")
