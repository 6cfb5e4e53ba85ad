"""Taking one line of the change log back as a new step, while undo takes back whole steps."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kamtui.domain.change_fields import HIDDEN, custom_changes, with_companions
from kamtui.domain.enums import Decision, FollowUpState
from kamtui.domain.errors import KamError
from kamtui.domain.names import digits, name_key
from kamtui.domain.views.changes import ChangeEntry, ChangeSet
from kamtui.services.cadence_plans import held_by, redate
from kamtui.services.change_entries import read_entries
from kamtui.services.desk import Desk
from kamtui.services.grade_history import note_grade
from kamtui.services.main_contact import make_main
from kamtui.services.restoring import bring_back, take_away
from kamtui.store.queries import changes as queries

if TYPE_CHECKING:
    from kamtui.store.tables import Record
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["revert"]

#: Kinds that belong to no customer and have a screen of their own.
_ELSEWHERE = frozenset({"setting", "scoring_model"})
#: What a record cannot come back without: its kind, the column, the owner's kind.
_OWNERS = {"contact_point": ("contact_id", "contact"), "order_line": ("order_id", "sales_order")}
Pair = tuple[object, object]


def revert(
    desk: Desk,
    *,
    seq: int,
    field: str | None = None,
    over: Mapping[str, object] | None = None,
) -> ChangeSet:
    """Take one line of the log back: the old values, the record again, or the record gone.

    A grade is set back by hand, which the grade history says.  What was deleted in the same
    instant as part of a record comes back with it.

    Args:
        desk: The open book.
        seq: The line.
        field: Only this field of it, ``custom.NAME`` for one of the customer's own.
        over: Fields changed since that are set back all the same, with the values seen there: one
            that has changed again is refused again.

    Raises:
        KamError: ``revert.unknown``; ``revert.undone`` for a step that does not stand;
            ``revert.bulk`` for an import; ``revert.elsewhere``; ``revert.decision`` for a grade
            that was kept; ``revert.already``; ``revert.changed`` with the first field concerned
            and all of them in ``conflicts`` as (now, then, old); ``revert.owner_gone``;
            ``record.deleted``; ``customer.duplicate_no``.
    """
    with desk.read() as reader:
        row = queries.line(reader, seq)
        if row is None:
            raise KamError("revert.unknown", {"seq": seq})
        [line] = read_entries(reader, [row])
    _refuse(line)
    with desk.write("revert") as work:
        record = _record(work, line)
        if line.entity == "grade_change" and line.op == "create":
            _set_back(work, "customer", record, {"grade": line.about.grades or (None, None)}, over)
        elif line.op in ("create", "restore"):
            if record.deleted_at is not None:
                raise KamError("revert.already")
            take_away(work, record)
        elif line.op == "delete":
            if record.deleted_at is None:
                raise KamError("revert.already")
            _refuse_orphan(work, line.entity, record)
            bring_back(work, record)
        else:
            if record.deleted_at is not None:
                raise KamError("record.deleted", {"kind": line.entity})
            _set_back(work, line.entity, record, _chosen(line, field), over)
        return work.commit(subject=line.customer or "")


def _refuse(line: ChangeEntry) -> None:
    if line.undone:
        raise KamError("revert.undone")
    if line.op.startswith("bulk"):
        raise KamError("revert.bulk")
    if line.entity in _ELSEWHERE or line.entity == "communication_contact":
        raise KamError("revert.elsewhere", {"kind": line.entity})
    grades = line.about.grades
    if line.entity == "grade_change" and grades is not None and grades[0] == grades[1]:
        raise KamError("revert.decision")


def _record(work: "UnitOfWork", line: ChangeEntry) -> "Record":
    """Return the record a line is about; of a decision about a grade the customer."""
    from kamtui.store.entities import record_type
    from kamtui.store.tables import Customer, GradeChange

    record = work.session.get(record_type(line.entity), line.entity_id)
    if isinstance(record, GradeChange) and line.op == "create":
        return work.get(Customer, record.customer_id)
    if record is None:
        raise KamError("record.unknown", {"kind": line.entity, "id": line.entity_id})
    return record


def _chosen(line: ChangeEntry, field: str | None) -> dict[str, Pair]:
    """Return the fields to set back: all of a line, or one with those that go with it."""
    if field is None:
        return dict(line.fields)
    name, _dot, key = field.partition(".")
    if name == "custom" and name in line.fields:
        changed = custom_changes(*line.fields[name])
        if key in changed:
            before, after = changed[key]
            return {"custom": ({key: before}, {key: after})}
    names = with_companions(line.entity, field)
    if field not in line.fields:
        raise KamError("revert.unknown", {"field": field})
    return {each: pair for each, pair in line.fields.items() if each in names}


def _set_back(
    work: "UnitOfWork",
    entity: str,
    record: "Record",
    fields: Mapping[str, Pair],
    over: Mapping[str, object] | None,
) -> None:
    from kamtui.store.entities import from_json, to_json

    wanted: dict[str, object] = {}
    own: dict[str, object] = dict(getattr(record, "custom", None) or {})
    conflicts: dict[str, tuple[object, object, object]] = {}
    for name, key, old, new in _single(fields):
        path = f"{name}.{key}" if key else name
        present = own.get(key) if key else to_json(getattr(record, name))
        if present == old:
            continue
        if present != new and not (over and path in over and over[path] == present):
            conflicts[path] = (present, new, old)
        elif key:
            own = {**own, key: old}
            wanted[name] = {each: value for each, value in own.items() if value is not None}
        else:
            wanted[name] = from_json(entity, name, old)
    told = {name: values for name, values in conflicts.items() if name not in HIDDEN}
    if told:
        field, (present, new, old) = next(iter(told.items()))
        raise KamError(
            "revert.changed",
            {"field": field, "now": present, "then": new, "old": old, "conflicts": told},
        )
    if not wanted:
        raise KamError("revert.already")
    # Bookkeeping follows the field it is made from, also one that is set back all the same.
    wanted.update((name, from_json(entity, name, values[2])) for name, values in conflicts.items())
    _put(work, record, wanted)


def _put(work: "UnitOfWork", record: "Record", values: Mapping[str, object]) -> None:
    """Set values and what the book's rules tie to them."""
    from kamtui.store.tables import Contact, ContactPoint, Customer, FollowUp

    before = held_by(record) if isinstance(record, Customer) else None
    for name, value in values.items():
        setattr(record, name, value)
    if isinstance(record, Customer):
        record.name_key = name_key(record.name)
        if before is not None and record.grade != before.grade:
            note_grade(work, record, before.grade, Decision.MANUAL)
        if before is not None:
            redate(work, record, before)
    elif isinstance(record, Contact) and values.get("is_main"):
        make_main(work, record)
    elif isinstance(record, ContactPoint) and "value" in values and record.digits is not None:
        record.digits = digits(record.value)
    elif isinstance(record, FollowUp) and record.state == FollowUpState.OPEN:
        # What completed it is no part of a plan that is open; other lines of the step link it.
        record.completed_at = record.communication_id = None


def _refuse_orphan(work: "UnitOfWork", entity: str, record: "Record") -> None:
    from kamtui.store.entities import record_type

    column, kind = _OWNERS.get(entity, ("", ""))
    owner_id = getattr(record, column, None) if column else None
    if owner_id is not None:
        owner = work.session.get(record_type(kind), owner_id)
        if owner is None or owner.deleted_at is not None:
            raise KamError("revert.owner_gone", {"kind": kind})


def _single(fields: Mapping[str, Pair]) -> Iterator[tuple[str, str, object, object]]:
    """Yield (field, key of an own field or nothing, old, new)."""
    for name, (old, new) in fields.items():
        if name != "custom":
            yield name, "", old, new
            continue
        for key, (before, after) in custom_changes(old, new).items():
            yield name, key, before, after
