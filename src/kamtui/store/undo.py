"""Take a group of changes back, or put it back again, by appending its inverse."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlmodel import select

from kamtui.domain.errors import KamError
from kamtui.store.entities import RECORDS, from_json, record_type, to_json
from kamtui.store.tables import ChangeLog, CommunicationContact, Record
from kamtui.store.undo_guard import later_work
from kamtui.store.unit_of_work import UnitOfWork
from kamtui.store.values import instant_text

#: Lines of a group that are taken back between two flushes.
_CHUNK = 500


def invert_group(work: UnitOfWork, group_id: str) -> None:
    """Apply the inverse of every change of a group, newest first.

    Works for a group that was itself an undo, which makes a redo.  State comparisons ignore
    version and timestamps.

    Raises:
        KamError: ``undo.conflict`` where a later change touched the same field; names the record
            and the field, and changes nothing because the caller's transaction rolls back.
    """
    lines = work.session.exec(
        select(ChangeLog).where(ChangeLog.group_id == group_id).order_by(ChangeLog.seq.desc())  # type: ignore[union-attr]
    ).all()
    for start in range(0, len(lines), _CHUNK):
        chunk = lines[start : start + _CHUNK]
        # Held until the chunk is flushed: the session itself keeps records only weakly.
        _held = _preload(work, chunk)
        for line in chunk:
            if line.op in {"bulk_create", "bulk_delete", "bulk_restore"}:
                _invert_bulk(work, line)
            elif line.entity == "communication_contact":
                _invert_link(work, line)
            else:
                _invert_record(work, line)
        work.session.flush()


def _preload(work: UnitOfWork, lines: Sequence[ChangeLog]) -> list[Record]:
    """Fetch the records of many lines at once; a large import's undo has tens of thousands."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line.entity in RECORDS and line.entity_id is not None:
            wanted[line.entity].append(line.entity_id)
    found: list[Record] = []
    for entity, ids in wanted.items():
        kind = record_type(entity)
        found.extend(work.session.exec(select(kind).where(kind.id.in_(ids))))  # type: ignore[attr-defined]
    return found


def _invert_record(work: UnitOfWork, line: ChangeLog) -> None:
    kind = record_type(line.entity)
    record = work.session.get(kind, line.entity_id)
    if record is None:
        raise KamError("undo.conflict", {"kind": line.entity, "field": "id"})
    if line.op == "create":
        if record.deleted_at is not None:
            raise KamError("undo.conflict", {"kind": line.entity, "field": "deleted_at"})
        _refuse_later_work(work, line)
        record.deleted_at = work.now
        return
    for name, (old, new) in line.fields.items():
        present = to_json(getattr(record, name))
        # The tombstone's instant is bookkeeping: only whether there is one matters.
        same = (present is None) == (new is None) if name == "deleted_at" else present == new
        if not same:
            raise KamError(
                "undo.conflict",
                {"kind": line.entity, "field": name, "now": present, "then": new},
            )
        setattr(record, name, from_json(line.entity, name, old))


def _refuse_later_work(work: UnitOfWork, line: ChangeLog) -> None:
    """Taking a creation back must not take away what somebody did with the record since."""
    found = later_work(work, line)
    if found is not None:
        raise KamError("undo.conflict", {"kind": found.entity, "field": "id"})


def _invert_link(work: UnitOfWork, line: ChangeLog) -> None:
    """Take a person's part in a communication back, or give it again."""
    old, new = line.fields["contact_id"]
    talk_id, contact_id = str(line.entity_id), new or old
    link = work.session.get(CommunicationContact, (talk_id, contact_id))
    if (link is None) != (new is None):
        raise KamError("undo.conflict", {"kind": line.entity, "field": "contact"})
    if link is not None:
        work.session.delete(link)
    else:
        work.session.add(CommunicationContact(communication_id=talk_id, contact_id=contact_id))


def _invert_bulk(work: UnitOfWork, line: ChangeLog) -> None:
    """Tombstone what an import made, or bring back exactly what its undo had tombstoned."""
    # What earlier lines set must be in the database before their records are forgotten below.
    work.session.flush()
    params: dict[str, Any] = {"batch": line.entity_id, "now": instant_text(work.now)}
    if line.op == "bulk_delete":
        params["then"] = line.fields["deleted_at"][1]
        change = "deleted_at = NULL"
        scope = "deleted_at = :then"
        op, fields = "bulk_restore", {"deleted_at": [params["then"], None]}
    else:
        _refuse_later_work(work, line)
        change = "deleted_at = :now"
        scope = "deleted_at IS NULL"
        op, fields = "bulk_delete", {"deleted_at": [None, params["now"]]}
    touched = set()
    for entity in RECORDS:
        done = work.connection.execute(
            text(
                f"UPDATE {entity} SET {change}, version = version + 1, updated_at = :now"
                f" WHERE import_batch_id = :batch AND {scope}"
            ),
            params,
        )
        if done.rowcount:
            touched.add(entity)
    work.session.expire_all()
    work.touch_everything(frozenset(touched))
    work.log(entity="import_batch", entity_id=line.entity_id, op=op, fields=fields)
