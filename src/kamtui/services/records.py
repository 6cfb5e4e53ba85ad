"""Customers: add and edit; any record: delete and restore.  Each call is one undo step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kamtui.domain.enums import Decision
from kamtui.domain.errors import KamError
from kamtui.domain.names import duplicate_key, name_key
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.services import customer_fields, rules
from kamtui.services.cadence_plans import held_by, redate
from kamtui.services.communications import PlanDraft, check_plan, follow_up_of
from kamtui.services.contacts import add_contact, add_points
from kamtui.services.desk import Desk
from kamtui.services.grade_history import note_grade
from kamtui.services.grade_names import grades_of
from kamtui.services.restoring import bring_back, take_away
from kamtui.store.queries import customers as queries
from kamtui.store.reader import Reader

if TYPE_CHECKING:
    from kamtui.store.tables import Record
    from kamtui.store.unit_of_work import UnitOfWork

#: Companies above one another that are followed.
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """A new customer as one line gives it."""

    name: str
    phones: Sequence[str] = ()
    contacts: Sequence[str] = ()
    grade: str | None = None
    tags: Sequence[str] = ()
    next: PlanDraft | None = None
    customer_no: str | None = None


def similar(desk: Desk, *, name: str, limit: int = 3) -> tuple[tuple[str, str, str], ...]:
    """Return (id, number, name) of customers that may be the same one, for a hint only."""
    key = duplicate_key(name)
    if len(key) < 2:
        return ()
    with desk.read() as reader:
        rows = queries.same_duplicate_key(reader, key, limit=limit)
    return tuple((row[0], row[1], row[2]) for row in rows)


def add(desk: Desk, *, draft: CustomerDraft) -> ChangeSet:
    """Add a customer with its people and first plan.

    Raises:
        KamError: ``customer.no_name``; ``customer.exists`` where a customer has this very name;
            ``customer.duplicate_no``; ``date.past``.
    """
    name = clean(draft.name)
    if not name:
        raise KamError("customer.no_name")
    check_plan(desk, draft.next)
    grade = customer_fields.parse_assignments(
        customer_fields.CUSTOMER,
        {"grade": draft.grade or ""},
        today=desk.today(),
        grades=lambda: grades_of(desk),
    )["grade"]
    with desk.read() as reader:
        same = queries.ids_by_name_key(reader, name_key(name))
        if same:
            found = {"name": name, "customer_no": same[0][1], "customer_id": same[0][0]}
            raise KamError("customer.exists", found)
        number = clean(draft.customer_no or "") or next_number(reader)
    from kamtui.store.tables import Customer

    with desk.write("add") as work:
        customer = work.add(
            Customer(
                customer_no=number,
                name=name,
                name_key=name_key(name),
                phone=next(iter(draft.phones), None) if not draft.contacts else None,
                grade=grade,
                tags=list(draft.tags),
                owner=desk.actor or None,
            )
        )
        main = None
        for index, person in enumerate(draft.contacts):
            contact = add_contact(work, customer.id, person, is_main=index == 0)
            main = main or contact.id
        add_points(work, draft.phones, contact_id=main, customer_id=customer.id)
        if grade:
            note_grade(work, customer, None, Decision.MANUAL)
        if draft.next is not None:
            work.add(follow_up_of(customer.id, draft.next, main))
        return work.commit(subject=name)


def edit(
    desk: Desk,
    *,
    customer_id: str,
    assignments: Mapping[str, str],
    base: Mapping[str, object] | None = None,
) -> ChangeSet:
    """Set fields of a customer from typed text; custom fields as ``custom.NAME``.

    Another grade or cadence gives what cadence has planned another day, in the same step.

    Args:
        desk: The open book.
        customer_id: Whose.
        assignments: Field name to typed text; empty text clears.
        base: The values the editor started from by column, own fields as ``custom.NAME``; a field
            that another window changed meanwhile is refused with mine, theirs and base
            (trust.md 3).

    Raises:
        KamError: ``field.unknown``, ``value.invalid``, ``record.conflict``,
            ``customer.duplicate_no``; about the parent company ``customer.unknown``,
            ``customer.ambiguous``, ``customer.own_parent``.
    """
    custom = {
        name.partition(".")[2]: clean(value)
        for name, value in assignments.items()
        if name.casefold().startswith("custom.") and name.partition(".")[2]
    }
    known = {
        name: value for name, value in assignments.items() if name.partition(".")[2] not in custom
    }
    values = customer_fields.parse_assignments(
        customer_fields.CUSTOMER, known, today=desk.today(), grades=lambda: grades_of(desk)
    )
    if values.get("parent_id"):
        values["parent_id"] = _parent(desk, customer_id, values["parent_id"])
    from kamtui.store.tables import Customer

    with desk.write("edit") as work:
        customer = work.get(Customer, customer_id)
        now = {column: getattr(customer, column) for column in values}
        _refuse_conflicts(values, now, base)
        own = {f"custom.{name}": value or None for name, value in custom.items()}
        _refuse_conflicts(own, {f"custom.{k}": v for k, v in customer.custom.items()}, base)
        if "customer_no" in values:
            _refuse_taken_number(desk, customer.id, values["customer_no"])
        if custom:
            merged = dict(customer.custom) | custom
            values["custom"] = {name: value for name, value in merged.items() if value}
        before = held_by(customer)
        for column, value in values.items():
            setattr(customer, column, value)
        if "name" in values:
            customer.name_key = name_key(customer.name)
        if customer.grade != before.grade:
            note_grade(work, customer, before.grade, Decision.MANUAL)
        redate(work, customer, before)
        return work.commit(subject=customer.name)


def delete(desk: Desk, *, entity: str, record_id: str) -> ChangeSet:
    """Delete a record: it leaves every list and can be brought back.

    What is nothing without it goes in the same step, see `restoring.take_away`.

    Raises:
        KamError: ``record.gone``, ``record.unknown_kind``.
    """
    from kamtui.store.entities import record_type

    with desk.write("delete") as work:
        record = work.get(record_type(entity), record_id)
        take_away(work, record)
        return work.commit(subject=_called(work, record))


def restore(desk: Desk, *, record_id: str) -> ChangeSet:
    """Bring a deleted record back, with its parts that left in the same step.

    Named by its id or the id's tail.

    Raises:
        KamError: ``record.unknown``; ``record.not_deleted``; ``customer.duplicate_no`` where the
            number was given to another customer meanwhile.
    """
    from kamtui.store.entities import record_type

    entity, identifier = locate(desk, record_id=record_id, deleted=True)
    with desk.write("restore") as work:
        record = work.session.get(record_type(entity), identifier)
        if record is None:
            raise KamError("record.unknown", {"id": record_id})
        bring_back(work, record)
        return work.commit(subject=_called(work, record))


def _called(work: "UnitOfWork", record: "Record") -> str:
    """Return what a record is called, else whose it is, for undo to name."""
    from kamtui.store.tables import Customer

    name = getattr(record, "name", None)
    owner = work.session.get(Customer, getattr(record, "customer_id", None) or "")
    return str(name or (owner.name if owner else ""))


def locate(desk: Desk, *, record_id: str, deleted: bool) -> tuple[str, str]:
    """Return (entity, whole id) of a record by its id or the id's tail.

    Raises:
        KamError: ``record.unknown``; ``agenda.ambiguous_id``; ``record.not_deleted``.
    """
    wanted = record_id.strip().casefold()
    if len(wanted) < 4 or not wanted.isalnum():
        raise KamError("record.unknown", {"id": record_id})
    entities = (
        "customer", "contact", "contact_point", "communication", "promise", "follow_up",
        "sales_order", "order_line", "receivable", "payment", "survey", "complaint",
        "inbox_note",
    )  # fmt: skip
    found: list[tuple[str, str, bool]] = []
    with desk.read() as reader:
        for entity in entities:
            rows = reader.rows(
                f"SELECT id, deleted_at IS NOT NULL FROM {entity} WHERE id LIKE :tail ESCAPE '!'",
                tail=f"%{queries.like(wanted)}",
            )
            found.extend((entity, row[0], bool(row[1])) for row in rows)
    matching = [(entity, one) for entity, one, gone in found if gone == deleted]
    if len(matching) > 1:
        raise KamError("agenda.ambiguous_id", {"id": record_id, "count": len(matching)})
    if not matching:
        code = "record.not_deleted" if found and deleted else "record.unknown"
        raise KamError(code, {"id": record_id})
    return matching[0]


def next_number(reader: Reader) -> str:
    """Return a free customer number: the prefix setting and the next number, four digits at least.

    A number someone typed with the same prefix and other letters is passed over.
    """
    prefix = str(rules.value_of(reader, "customer_no.prefix"))
    largest = 0
    for (number,) in reader.rows(
        "SELECT customer_no FROM customer WHERE customer_no LIKE :shape ESCAPE '!'",
        shape=f"{queries.like(prefix)}%",
    ):
        tail = str(number).removeprefix(prefix)
        if tail.isascii() and tail.isdigit() and len(tail) <= 9:
            largest = max(largest, int(tail))
    return f"{prefix}{largest + 1:04d}"


def _parent(desk: Desk, customer_id: str, typed: str) -> str:
    """Return the id of the parent company meant; nobody is their own parent, even in a round."""
    from kamtui.services.customers import resolve_in

    with desk.read() as reader:
        try:
            found = resolve_in(reader, typed)[0]
        except KamError as error:
            params = {**error.params, "field": "parent"}
            raise KamError(error.code, params, error.exit_code) from error
        above: str | None = found
        for _step in range(_DEEPEST):
            if above is None:
                return found
            if above == customer_id:
                break
            above = reader.value("SELECT parent_id FROM customer WHERE id = :id", None, id=above)
    raise KamError("customer.own_parent", {"customer": typed, "field": "parent"})


def _refuse_conflicts(
    values: Mapping[str, Any], now: Mapping[str, Any], base: Mapping[str, object] | None
) -> None:
    for column, mine in values.items():
        if base is None or column not in base:
            continue
        theirs, started = now.get(column), base[column]
        if isinstance(started, tuple):
            started = list(started)
        if theirs not in (started, mine):
            raise KamError(
                "record.conflict",
                {"field": column, "mine": mine, "theirs": theirs, "base": started},
            )


def _refuse_taken_number(desk: Desk, customer_id: str, number: str) -> None:
    with desk.read() as reader:
        taken = queries.ids_by_number(reader, number)
    if taken and taken[0][0] != customer_id:
        raise KamError("customer.duplicate_no", {"customer_no": number, "name": taken[0][2]})
