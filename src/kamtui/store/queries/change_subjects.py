"""What the records of the change log are called: which contact, which order, whose number."""

from collections.abc import Iterable, Mapping

from kamtui.store.reader import Reader, Row

__all__ = ["SUBJECTS", "grades_of", "names_of", "subjects"]

#: By entity: (id, text, code, day, minor units, whose), for `domain.views.changes.RecordWords`.
SUBJECTS: Mapping[str, str] = {
    "customer": "SELECT id, name, NULL, NULL, NULL, NULL FROM customer WHERE id IN :ids",
    "contact": "SELECT id, name, NULL, NULL, NULL, NULL FROM contact WHERE id IN :ids",
    "contact_point": "SELECT p.id, p.value, p.kind, NULL, NULL, k.name FROM contact_point p"
    " LEFT JOIN contact k ON k.id = p.contact_id WHERE p.id IN :ids",
    "communication": "SELECT id, substr(coalesce(content, outcome), 1, 200), channel, on_date,"
    " NULL, NULL FROM communication WHERE id IN :ids",
    "communication_contact": "SELECT id, substr(coalesce(content, outcome), 1, 200), channel,"
    " on_date, NULL, NULL FROM communication WHERE id IN :ids",
    "promise": "SELECT id, what, NULL, due_on, NULL, NULL FROM promise WHERE id IN :ids",
    "follow_up": "SELECT id, purpose, channel, due_on, NULL, NULL FROM follow_up WHERE id IN :ids",
    "product": "SELECT id, name, NULL, NULL, NULL, NULL FROM product WHERE id IN :ids",
    "sales_order": "SELECT id, order_no, NULL, ordered_on, amount_minor, NULL FROM sales_order"
    " WHERE id IN :ids",
    "order_line": "SELECT l.id, p.name, NULL, NULL, l.amount_minor, o.order_no FROM order_line l"
    " LEFT JOIN product p ON p.id = l.product_id LEFT JOIN sales_order o ON o.id = l.order_id"
    " WHERE l.id IN :ids",
    "receivable": "SELECT r.id, coalesce(r.invoice_no, o.order_no), NULL, r.due_on,"
    " r.amount_minor, NULL FROM receivable r LEFT JOIN sales_order o ON o.id = r.order_id"
    " WHERE r.id IN :ids",
    "payment": "SELECT id, invoice_no, NULL, received_on, amount_minor, NULL FROM payment"
    " WHERE id IN :ids",
    "survey": "SELECT id, score, NULL, on_date, NULL, NULL FROM survey WHERE id IN :ids",
    "complaint": "SELECT id, coalesce(description, cause), kind, substr(opened_at, 1, 10), NULL,"
    " NULL FROM complaint WHERE id IN :ids",
    "grade_change": "SELECT id, reason, decision, NULL, NULL, NULL FROM grade_change"
    " WHERE id IN :ids",
    "scoring_model": "SELECT id, name, NULL, NULL, NULL, NULL FROM scoring_model WHERE id IN :ids",
    "setting": 'SELECT id, "key", NULL, NULL, NULL, NULL FROM setting WHERE id IN :ids',
    "inbox_note": "SELECT id, substr(content, 1, 200), NULL, on_date, NULL, NULL FROM inbox_note"
    " WHERE id IN :ids",
    "import_batch": "SELECT id, file_name, NULL, NULL, NULL, NULL FROM import_batch"
    " WHERE id IN :ids",
}

#: Fields that hold another record's id, and what that record is.
REFERENCES: Mapping[str, str] = {
    "contact_id": "contact",
    "customer_id": "customer",
    "parent_id": "customer",
    "product_id": "product",
    "order_id": "sales_order",
}
_CHUNK = 500


def subjects(reader: Reader, entity: str, ids: Iterable[str]) -> list[Row]:
    """Return the `SUBJECTS` of some records of one kind; none for a kind that has no words."""
    sql = SUBJECTS.get(entity)
    wanted = sorted(set(ids))
    if sql is None:
        return []
    return [
        row
        for start in range(0, len(wanted), _CHUNK)
        for row in reader.rows(sql, ids=wanted[start : start + _CHUNK])
    ]


def grades_of(reader: Reader, ids: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
    """Return the grade before and after of some decisions."""
    wanted = sorted(set(ids))
    rows = reader.rows(
        "SELECT id, from_grade, to_grade FROM grade_change WHERE id IN :ids", ids=wanted
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def names_of(reader: Reader, references: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return what the records are called that some fields point to, by id.

    Args:
        reader: Where to look.
        references: Ids by the name of the field that holds them; fields of `REFERENCES` only.
    """
    names: dict[str, str] = {}
    for field, ids in references.items():
        for row in subjects(reader, REFERENCES[field], ids):
            if row[1]:
                names[row[0]] = str(row[1])
    return names
