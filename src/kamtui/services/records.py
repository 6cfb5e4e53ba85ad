"""Customers and contacts as records: add, edit, delete, restore.  Each call is one undo step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kamtui.domain.enums import Decision, PointKind
from kamtui.domain.errors import KamError
from kamtui.domain.names import digits, duplicate_key, fold, name_key
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.services import customer_fields, rules
from kamtui.services.communications import PlanDraft, _check_next, _follow_up
from kamtui.services.desk import Desk
from kamtui.store.queries import customers as queries
from kamtui.store.reader import Reader

if TYPE_CHECKING:
    from kamtui.store.tables import Contact, Customer
    from kamtui.store.unit_of_work import UnitOfWork

_POINTS = frozenset(kind.value for kind in PointKind)
_NUMBERS = frozenset({"phone", "mobile", "fax"})
_TRUE = frozenset({"1", "yes", "true", "y", "是", "main"})
_FALSE = frozenset({"", "0", "no", "false", "n", "否"})


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
    _check_next(desk, draft.next)
    grade = customer_fields.parse_assignments(
        customer_fields.CUSTOMER, {"grade": draft.grade or ""}, today=desk.today()
    )["grade"]
    with desk.read() as reader:
        same = queries.ids_by_name_key(reader, name_key(name))
        if same:
            raise KamError("customer.exists", {"name": name, "customer_no": same[0][1]})
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
            contact = _add_contact(work, customer.id, person, is_main=index == 0)
            main = main or contact.id
        _add_points(work, draft.phones, contact_id=main, customer_id=customer.id)
        if grade:
            note_grade(work, customer, None, Decision.MANUAL)
        if draft.next is not None:
            work.add(_follow_up(customer.id, draft.next, main))
        return work.commit(subject=name)


def edit(
    desk: Desk,
    *,
    customer_id: str,
    assignments: Mapping[str, str],
    base: Mapping[str, object] | None = None,
) -> ChangeSet:
    """Set fields of a customer from typed text; custom fields as ``custom.NAME``.

    Args:
        desk: The open book.
        customer_id: Whose.
        assignments: Field name to typed text; empty text clears.
        base: The values the editor started from; a field that another window changed meanwhile
            is refused with mine, theirs and base (trust.md 3).

    Raises:
        KamError: ``field.unknown``, ``value.invalid``, ``record.conflict``,
            ``customer.duplicate_no``.
    """
    custom = {
        name.partition(".")[2]: clean(value)
        for name, value in assignments.items()
        if name.casefold().startswith("custom.") and name.partition(".")[2]
    }
    known = {
        name: value for name, value in assignments.items() if name.partition(".")[2] not in custom
    }
    values = customer_fields.parse_assignments(customer_fields.CUSTOMER, known, today=desk.today())
    from kamtui.store.tables import Customer

    with desk.write("edit") as work:
        customer = work.get(Customer, customer_id)
        _refuse_conflicts(customer, values, base)
        if "customer_no" in values:
            _refuse_taken_number(desk, customer.id, values["customer_no"])
        if custom:
            merged = dict(customer.custom) | custom
            values["custom"] = {name: value for name, value in merged.items() if value}
        before = customer.grade
        for column, value in values.items():
            setattr(customer, column, value)
        if "name" in values:
            customer.name_key = name_key(customer.name)
        if customer.grade != before:
            note_grade(work, customer, before, Decision.MANUAL)
        return work.commit(subject=customer.name)


def set_contact(desk: Desk, *, customer_id: str, assignments: Mapping[str, str]) -> ChangeSet:
    """Add a person, or change the one of this name; details are added, empty text removes them.

    Raises:
        KamError: ``field.unknown``, ``value.invalid``, ``contact.no_name``.
    """
    known = {name.strip().casefold(): value for name, value in assignments.items()}
    values = customer_fields.parse_assignments(customer_fields.CONTACT, known, today=desk.today())
    name = values.pop("name", None)
    if not name:
        raise KamError("contact.no_name")
    main = values.pop("is_main", None)
    birthday = values.pop("birthday", None)
    points = {kind: values.pop(kind) for kind in sorted(_POINTS & values.keys())}
    from kamtui.store.tables import Customer

    with desk.write("contact") as work:
        customer = work.get(Customer, customer_id)
        people = _people(work, customer.id)
        contact = next((one for one in people if fold(one.name) == fold(name)), None)
        if contact is None:
            contact = _add_contact(work, customer.id, name, is_main=not people)
        for column, value in values.items():
            setattr(contact, column, value)
        if birthday is not None or "birthday" in known:
            _set_birthday(contact, birthday)
        if main is not None or "is_main" in known:
            _set_main(people, contact, _truth(main or "", "is_main"))
        for kind, value in points.items():
            _set_point(work, contact, kind, value)
        return work.commit(subject=customer.name)


def delete(desk: Desk, *, entity: str, record_id: str) -> ChangeSet:
    """Delete a record: it leaves every list and can be brought back.

    Raises:
        KamError: ``record.gone``, ``record.unknown_kind``.
    """
    from kamtui.store.entities import record_type

    with desk.write("delete") as work:
        record = work.get(record_type(entity), record_id)
        work.delete(record)
        return work.commit(subject=getattr(record, "name", None) or "")


def restore(desk: Desk, *, record_id: str) -> ChangeSet:
    """Bring a deleted record back, named by its id or the id's tail.

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
        record.deleted_at = None
        return work.commit(subject=getattr(record, "name", None) or "")


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


def note_grade(
    work: "UnitOfWork",
    customer: "Customer",
    before: str | None,
    decision: Decision,
    *,
    reason: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add a line to the grade history; ``details`` are columns of ``grade_change``."""
    from kamtui.store.tables import GradeChange

    work.add(
        GradeChange(
            customer_id=customer.id,
            at=work.now,
            from_grade=before,
            to_grade=customer.grade,
            decision=decision.value,
            reason=reason,
            **(details or {}),
        )
    )


def _refuse_conflicts(
    customer: "Customer", values: Mapping[str, Any], base: Mapping[str, object] | None
) -> None:
    for column, mine in values.items():
        if base is None or column not in base:
            continue
        theirs, started = getattr(customer, column), base[column]
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


def _people(work: "UnitOfWork", customer_id: str) -> "list[Contact]":
    from sqlmodel import select

    from kamtui.store.tables import Contact

    return list(
        work.session.exec(
            select(Contact).where(
                Contact.customer_id == customer_id,
                Contact.deleted_at == None,  # noqa: E711  (SQL, not Python)
            )
        )
    )


def _add_contact(work: "UnitOfWork", customer_id: str, name: str, *, is_main: bool) -> "Contact":
    from kamtui.store.tables import Contact

    return work.add(Contact(customer_id=customer_id, name=clean(name), is_main=is_main))


def _add_points(
    work: "UnitOfWork", phones: Sequence[str], *, contact_id: str | None, customer_id: str
) -> None:
    from kamtui.store.tables import ContactPoint

    # A customer's first phone stands in its own column; the others are points.
    rest = phones if contact_id else phones[1:]
    for index, phone in enumerate(rest):
        number = digits(phone)
        work.add(
            ContactPoint(
                contact_id=contact_id,
                customer_id=None if contact_id else customer_id,
                kind=phone_kind(number),
                value=clean(phone),
                digits=number,
                is_main=index == 0,
            )
        )


def phone_kind(number: str) -> str:
    """Return whether digits are a mobile's (Chinese shape) or any phone's."""
    local = number.removeprefix("86") if len(number) == 13 else number
    return "mobile" if len(local) == 11 and local.startswith("1") else "phone"


def _set_point(work: "UnitOfWork", contact: "Contact", kind: str, value: str | None) -> None:
    from sqlmodel import select

    from kamtui.store.tables import ContactPoint

    points = list(
        work.session.exec(
            select(ContactPoint).where(
                ContactPoint.contact_id == contact.id,
                ContactPoint.kind == kind,
                ContactPoint.deleted_at == None,  # noqa: E711  (SQL, not Python)
            )
        )
    )
    if value is None:
        for point in points:
            work.delete(point)
        return
    for part in value.replace("；", ";").split(";"):
        text = clean(part)
        if text and all(point.value != text for point in points):
            points.append(
                work.add(
                    ContactPoint(
                        contact_id=contact.id,
                        kind=kind,
                        value=text,
                        digits=digits(text) if kind in _NUMBERS else None,
                        is_main=not points,
                    )
                )
            )


def _set_main(people: "Sequence[Contact]", contact: "Contact", wanted: bool) -> None:
    if wanted:
        for other in people:
            other.is_main = False
    contact.is_main = wanted


def _truth(text: str, field: str) -> bool:
    folded = text.strip().casefold()
    if folded in _TRUE:
        return True
    if folded in _FALSE:
        return False
    raise KamError("value.invalid", {"field": field, "value": text})


def _set_birthday(contact: "Contact", text: str | None) -> None:
    """Read ``1980-05-02``, ``05-02`` or ``农历05-02``; parts may be missing (S0-41)."""
    if not text:
        contact.birth_year = contact.birth_month = contact.birth_day = None
        contact.birth_lunar = False
        return
    lunar = text.startswith(("农历", "lunar"))
    parts = text.removeprefix("农历").removeprefix("lunar").strip().replace("/", "-").split("-")
    try:
        *years, month, day = (int(part) for part in parts)
        year = years[0] if years else None
        # A lunar month may have 30 days where the sun's has 28; 2000 knows the 29th of February.
        date(year or 2000, month, min(day, 28) if lunar else day)
    except ValueError as problem:
        raise KamError("value.invalid", {"field": "birthday", "value": text}) from problem
    contact.birth_year, contact.birth_month, contact.birth_day = year, month, day
    contact.birth_lunar = lunar
