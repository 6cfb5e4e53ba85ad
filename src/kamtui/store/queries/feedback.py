"""The surveys and complaints of one customer."""

from kamtui.store.reader import Reader, Row

_COMPLAINT = (
    "SELECT id, kind, cause, description, opened_at, respond_by, settle_by, responded_at,"
    " settled_at, resolution, handled_by, customer_id FROM complaint"
)
_SURVEY = "SELECT id, on_date, score, recommend, suggestion, source, customer_id FROM survey"


def complaints(reader: Reader, customer_id: str) -> list[Row]:
    """Return the complaints of a customer, open ones first, then the newest."""
    return reader.rows(
        f"{_COMPLAINT} WHERE customer_id = :customer AND deleted_at IS NULL"
        " ORDER BY settled_at IS NOT NULL, opened_at DESC, id DESC",
        customer=customer_id,
    )


def complaint(reader: Reader, complaint_id: str) -> Row | None:
    """Return one complaint, None where it is gone."""
    return reader.one(f"{_COMPLAINT} WHERE id = :id AND deleted_at IS NULL", id=complaint_id)


def surveys(reader: Reader, customer_id: str) -> list[Row]:
    """Return the surveys of a customer, the newest first."""
    return reader.rows(
        f"{_SURVEY} WHERE customer_id = :customer AND deleted_at IS NULL"
        " ORDER BY on_date DESC, id DESC",
        customer=customer_id,
    )


def survey(reader: Reader, survey_id: str) -> Row | None:
    """Return one survey, None where it is gone."""
    return reader.one(f"{_SURVEY} WHERE id = :id AND deleted_at IS NULL", id=survey_id)


def handlers(reader: Reader) -> list[str]:
    """Return who handles complaints or looks after customers, by name."""
    rows = reader.rows(
        "SELECT DISTINCT handled_by FROM complaint WHERE handled_by <> '' AND deleted_at IS NULL"
        " UNION SELECT DISTINCT owner FROM customer WHERE owner <> '' AND deleted_at IS NULL"
        " ORDER BY 1"
    )
    return [str(row[0]) for row in rows]
