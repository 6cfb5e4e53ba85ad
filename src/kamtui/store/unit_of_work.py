"""One write: a session that is rolled back unless committed, and its change log.

Everything a write does to business records is logged by this module in the same transaction, and
derived tables are brought up to date, so that no service can forget either.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from kamtui.domain.errors import KamError
from kamtui.domain.ids import new_id
from kamtui.domain.views.changes import ChangeSet, PlannedStep
from kamtui.store.entities import logged_fields, to_json
from kamtui.store.facts import refresh_facts
from kamtui.store.migrate import schema_version
from kamtui.store.reader import Reader, read_failure
from kamtui.store.schema import SCHEMA_VERSION
from kamtui.store.search_index import refresh_search
from kamtui.store.tables import (
    ChangeLog,
    Communication,
    CommunicationContact,
    Contact,
    Customer,
    OrderLine,
    Payment,
    Receivable,
    Record,
    SalesOrder,
)
from kamtui.store.work_reader import WorkReader

AnyRecord = TypeVar("AnyRecord", bound=Record)
_SEARCHED = frozenset({"customer", "contact", "contact_point"})


@dataclass(slots=True)
class _Pending:
    """What the transaction did so far."""

    log: list[dict[str, Any]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    customer_ids: set[str] = field(default_factory=set)
    records: list[str] = field(default_factory=list)
    everything: bool = False


class UnitOfWork:
    """One transaction over the book.

    Attributes:
        session: The ORM session, for queries inside the write.
        now: The instant this write happens at, the same on every row of it.
        group_id: The undo step every change of this write belongs to.
        actor: Whose hand writes, None where nobody is named.
        planned: What this write planned by cadence on the way; the change set tells it.
    """

    def __init__(
        self,
        session: Session,
        *,
        what: str,
        now: datetime,
        actor: str | None,
        device: str | None,
        undoes: str | None = None,
    ) -> None:
        """Begin a write; use `open_unit_of_work`, which also ends it."""
        self.session = session
        self.now = now
        self.group_id = new_id()
        self._what = what
        self.actor = actor or None
        self._device = device
        self._undoes = undoes
        self._pending = _Pending()
        self.planned: list[PlannedStep] = []
        self._committed: ChangeSet | None = None
        event.listen(session, "before_flush", self._before_flush)

    @property
    def connection(self) -> Connection:
        """The transaction's connection, for bulk statements; log what they do with `log_bulk`."""
        return self.session.connection()

    @property
    def reader(self) -> Reader:
        """The read path's questions, answered inside this write."""
        reader = WorkReader(self.session)
        reader.zone = self.now.tzinfo
        return reader

    def add(self, record: AnyRecord) -> AnyRecord:
        """Add a new record and send it to the database, so that its constraints speak now."""
        record.created_at = record.updated_at = self.now
        self.session.add(record)
        self.session.flush()
        self._pending.records.append(record.id)
        return record

    def add_all(self, records: Sequence[Record]) -> None:
        """Add many new records at once; one trip to the database instead of one for each."""
        for record in records:
            record.created_at = record.updated_at = self.now
        self.session.add_all(records)
        self.session.flush()
        self._pending.records += [record.id for record in records]

    def get(self, kind: type[AnyRecord], identifier: str) -> AnyRecord:
        """Return a living record.

        Raises:
            KamError: ``record.gone`` where it does not exist or was deleted.
        """
        record = self.session.get(kind, identifier)
        if record is None or record.deleted_at is not None:
            raise KamError("record.gone", {"kind": str(kind.__tablename__), "id": identifier})
        return record

    def delete(self, record: Record) -> None:
        """Set the tombstone: business rows are never removed, so undo can bring them back."""
        record.deleted_at = self.now

    def touch(self, *, customer_ids: frozenset[str], kinds: frozenset[str]) -> None:
        """Say that bulk statements changed these customers' records of these kinds."""
        self._pending.customer_ids |= customer_ids
        self._pending.kinds |= kinds

    def touch_everything(self, kinds: frozenset[str]) -> None:
        """Say that bulk statements changed any number of customers."""
        self._pending.everything = True
        self._pending.kinds |= kinds

    def log(
        self,
        *,
        entity: str,
        entity_id: str | None,
        op: str,
        customer_id: str | None = None,
        fields: dict[str, Any] | None = None,
        base_version: int | None = None,
        new_version: int | None = None,
    ) -> None:
        """Append one line to the change log; for bulk statements and undo only.

        ORM changes log themselves.
        """
        self._pending.log.append(
            {
                "group_id": self.group_id,
                "what": self._what,
                "entity": entity,
                "entity_id": entity_id,
                "customer_id": customer_id,
                "op": op,
                "base_version": base_version,
                "new_version": new_version,
                "fields": fields or {},
                "actor": self.actor,
                "device": self._device,
                "at": self.now,
                "undoes": self._undoes,
            }
        )

    def commit(self, *, subject: str = "") -> ChangeSet:
        """Write the log and the derived tables, commit, and say what changed.

        Returns a change set with an empty ``group_id`` when nothing changed.
        """
        self.session.flush()
        pending = self._pending
        if pending.log:
            connection = self.connection
            connection.execute(ChangeLog.__table__.insert(), pending.log)  # type: ignore[attr-defined]
            scope = None if pending.everything else pending.customer_ids
            refresh_facts(connection, scope, frozenset(pending.kinds))
            if pending.kinds & _SEARCHED:
                refresh_search(connection, scope)
        self.session.commit()
        return ChangeSet(
            group_id=self.group_id if pending.log else "",
            what=self._what,
            kinds=frozenset(pending.kinds),
            customer_ids=frozenset(pending.customer_ids),
            everything=pending.everything,
            records=tuple(pending.records),
            subject=subject,
            planned=tuple(self.planned),
        )

    def _before_flush(self, session: Session, _context: Any, _instances: Any) -> None:
        for record in session.deleted:
            if isinstance(record, Record):
                raise TypeError("a record is deleted by its tombstone, which undo can lift")
            if isinstance(record, CommunicationContact):
                self._note_link(record, op="delete")
        for record in session.new:
            if isinstance(record, Record):
                self._note(record, op="create", fields={}, base=None)
            elif isinstance(record, CommunicationContact):
                self._note_link(record, op="create")
        for record in session.dirty:
            if isinstance(record, Record) and session.is_modified(record):
                self._note_update(record)

    def _note_update(self, record: Record) -> None:
        entity = str(record.__tablename__)
        state = inspect(record)
        fields: dict[str, Any] = {}
        for name in logged_fields(entity):
            history = state.attrs[name].history
            if not history.has_changes():
                continue
            if history.deleted:
                old = to_json(history.deleted[0])
            else:
                # Set while unloaded, so the session never knew the value it replaces.
                old = to_json(self._stored(record, name))
            new = to_json(getattr(record, name))
            if old != new:
                fields[name] = [old, new]
        if not fields:
            return
        base = record.version
        record.version = base + 1
        record.updated_at = self.now
        op = "update"
        if "deleted_at" in fields:
            op = "restore" if fields["deleted_at"][1] is None else "delete"
        self._note(record, op=op, fields=fields, base=base)

    def _stored(self, record: Record, name: str) -> object:
        column = record.__table__.columns  # type: ignore[attr-defined]
        query = select(column[name]).where(column["id"] == record.id)
        return self.connection.execute(query).scalar()

    def _note(self, record: Record, *, op: str, fields: dict[str, Any], base: int | None) -> None:
        entity = str(record.__tablename__)
        customer_id = self._customer_of(record)
        self._pending.kinds.add(entity)
        if customer_id is not None:
            self._pending.customer_ids.add(customer_id)
        self._pending.customer_ids |= self._also_concerned(record, fields)
        self.log(
            entity=entity,
            entity_id=record.id,
            op=op,
            customer_id=customer_id,
            fields=fields,
            base_version=base,
            new_version=record.version,
        )

    def _note_link(self, link: CommunicationContact, *, op: str) -> None:
        """Log who joined or left a communication; those it begins with come and go with it."""
        if link.communication_id in self._pending.records:
            return
        with self.session.no_autoflush:
            talk = self.session.get(Communication, link.communication_id)
        customer_id = talk.customer_id if talk else None
        self._pending.kinds.add("communication_contact")
        if customer_id is not None:
            self._pending.customer_ids.add(customer_id)
        pair = [None, link.contact_id] if op == "create" else [link.contact_id, None]
        self.log(
            entity="communication_contact",
            entity_id=link.communication_id,
            op=op,
            customer_id=customer_id,
            fields={"contact_id": pair},
        )

    def _also_concerned(self, record: Record, fields: dict[str, Any]) -> set[str]:
        """Return customers besides the record's own whose facts rest on it.

        The one a record or a contact's number was moved away from, and the one whose receivable a
        payment settles.
        """
        found = {fields.get("customer_id", (None,))[0]}
        before = fields.get("contact_id", (None,))[0]
        owners: list[tuple[type[Contact] | type[Receivable], str | None]] = [(Contact, before)]
        if isinstance(record, Payment):
            owners += [
                (Receivable, record.receivable_id),
                (Receivable, fields.get("receivable_id", (None,))[0]),
            ]
        with self.session.no_autoflush:
            for kind, identifier in owners:
                owner: Any = self.session.get(kind, identifier) if identifier else None
                found.add(owner.customer_id if owner else None)
        return {each for each in found if each}

    def _customer_of(self, record: Record) -> str | None:
        if isinstance(record, Customer):
            return record.id
        customer_id = getattr(record, "customer_id", None)
        if customer_id is None and (contact_id := getattr(record, "contact_id", None)):
            with self.session.no_autoflush:
                contact = self.session.get(Contact, contact_id)
            customer_id = contact.customer_id if contact else None
        if isinstance(record, OrderLine):
            with self.session.no_autoflush:
                order = self.session.get(SalesOrder, record.order_id)
            customer_id = order.customer_id if order else None
        return customer_id


@contextmanager
def open_unit_of_work(
    engine: Engine,
    *,
    what: str,
    now: datetime,
    actor: str | None,
    device: str | None,
    undoes: str | None = None,
) -> Iterator[UnitOfWork]:
    """Open one write; leaving the block without `UnitOfWork.commit` rolls it back.

    The transaction begins immediate, and the schema version is checked inside it, because another
    window may have restored or migrated the file since the last write.

    Raises:
        KamError: ``file.locked``, ``file.full``, ``file.read_only`` and their like for what the
            database refuses; ``file.newer`` or ``file.changed`` for a schema that moved.
    """
    session = Session(engine, expire_on_commit=False)
    try:
        if schema_version(session.connection()) != SCHEMA_VERSION:
            raise KamError("file.changed", {"path": str(engine.url.database)}, exit_code=3)
        yield UnitOfWork(session, what=what, now=now, actor=actor, device=device, undoes=undoes)
    except IntegrityError as problem:
        session.rollback()
        detail = str(problem.orig)
        code = "customer.duplicate_no" if "customer_no" in detail else "record.constraint"
        raise KamError(code, {"detail": detail}) from problem
    except DBAPIError as problem:
        session.rollback()
        raise read_failure(problem, str(engine.url.database)) from problem
    except BaseException:
        session.rollback()
        raise
    finally:
        session.close()


def scalar(connection: Connection, sql: str, **params: object) -> Any:
    """Return one value inside a write."""
    return connection.execute(text(sql), params).scalar()
