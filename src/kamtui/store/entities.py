"""Entity names to tables, and stored values to the JSON of the change log and back."""

from datetime import date, datetime, time
from typing import Any

from kamtui.domain.errors import KamError
from kamtui.store import tables
from kamtui.store.tables import Record
from kamtui.store.types import Day, Instant, TimeOfDay
from kamtui.store.values import as_day, as_instant, as_time, instant_text

#: Every table whose rows people change.
RECORDS: dict[str, type[Record]] = {
    str(model.__tablename__): model
    for model in (
        tables.Customer,
        tables.Contact,
        tables.ContactPoint,
        tables.Communication,
        tables.Promise,
        tables.FollowUp,
        tables.Product,
        tables.SalesOrder,
        tables.OrderLine,
        tables.Receivable,
        tables.Payment,
        tables.Survey,
        tables.Complaint,
        tables.GradeChange,
        tables.ScoringModelRow,
        tables.Setting,
        tables.InboxNote,
    )
}

#: Bookkeeping that says nothing about the record (data-model.md: comparisons ignore it).
BOOKKEEPING = frozenset({"id", "created_at", "updated_at", "version", "import_batch_id"})
#: Columns derived from other records: recomputed, never logged.
DERIVED: dict[str, frozenset[str]] = {"receivable": frozenset({"paid_minor", "settled_on"})}


def record_type(entity: str) -> type[Record]:
    """Return the table of an entity name.

    Raises:
        KamError: ``record.unknown_kind`` for a name no table has.
    """
    try:
        return RECORDS[entity]
    except KeyError:
        raise KamError("record.unknown_kind", {"kind": entity}) from None


def logged_fields(entity: str) -> frozenset[str]:
    """Return the column names whose changes are logged."""
    columns = frozenset(record_type(entity).__table__.columns.keys())  # type: ignore[attr-defined]
    return columns - BOOKKEEPING - DERIVED.get(entity, frozenset())


def to_json(value: object) -> Any:
    """Return a value as the change log's JSON holds it."""
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value


def from_json(entity: str, column: str, value: Any) -> Any:
    """Return the value of a column from the change log's JSON."""
    kind = record_type(entity).__table__.columns[column].type  # type: ignore[attr-defined]
    if isinstance(kind, Instant):
        return as_instant(value)
    if isinstance(kind, Day):
        return as_day(value)
    if isinstance(kind, TimeOfDay):
        return as_time(value)
    return value
