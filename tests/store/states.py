"""What a book holds, as values to compare: its state, its derived tables, its log."""

import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from kamtui.domain.errors import KamError
from kamtui.domain.ids import new_id
from kamtui.services.desk import Desk
from kamtui.store import tables
from kamtui.store.entities import RECORDS, logged_fields
from kamtui.store.unit_of_work import UnitOfWork
from kamtui.store.values import instant_text

State = dict[str, list[tuple[Any, ...]]]
TODAY = date(2026, 11, 22)


def state_of(path: Path) -> State:
    """Return every living record without its bookkeeping, and the links between them."""
    state: State = {}
    with closing(sqlite3.connect(path)) as connection:
        for entity in RECORDS:
            columns = ", ".join(sorted(logged_fields(entity) - {"deleted_at"}))
            rows = connection.execute(
                f"SELECT id, {columns} FROM {entity} WHERE deleted_at IS NULL ORDER BY id"
            ).fetchall()
            state[entity] = rows
        state["links"] = connection.execute(
            "SELECT communication_id, contact_id FROM communication_contact ORDER BY 1, 2"
        ).fetchall()
    return state


def unlogged(path: Path) -> list[tuple[str, str, int]]:
    """Return (entity, id, version) of records whose versions the change log does not explain."""
    found = []
    with closing(sqlite3.connect(path)) as connection:
        logged = {
            (entity, identifier): lines
            for entity, identifier, lines in connection.execute(
                "SELECT entity, entity_id, count(*) FROM change_log GROUP BY entity, entity_id"
            )
        }
        bulk = dict(
            connection.execute(
                "SELECT entity_id, count(*) FROM change_log WHERE entity = 'import_batch'"
                " GROUP BY entity_id"
            ).fetchall()
        )
        for entity in RECORDS:
            for identifier, version, batch in connection.execute(
                f"SELECT id, version, import_batch_id FROM {entity}"
            ):
                lines = logged.get((entity, identifier), 0) + bulk.get(batch, 0)
                if version > lines or lines == 0:
                    found.append((entity, identifier, version))
    return found


def make_customer(work: UnitOfWork, number: str) -> tables.Customer:
    """Add a customer."""
    return work.add(tables.Customer(customer_no=number, name=f"客户{number}", name_key=number))


class Typist:
    """Writes anything a person may write, chosen by a seed, through ``desk.write``."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.random = random.Random(seed)
        self.count = 0

    def write(self) -> bool:
        """Make one write of one of the kinds; False where there was nothing to write on."""
        chosen = self.random.choice(self.kinds())
        with self.desk.write(chosen.__name__) as work:
            if not chosen(work):
                return False
            return bool(work.commit().group_id)

    def kinds(self) -> list[Callable[[UnitOfWork], bool]]:
        """Return every kind of write."""
        return [
            self.create,
            self.edit,
            self.talk,
            self.plan,
            self.finish,
            self.sell,
            self.pay,
            self.move_payment,
            self.meet,
            self.move_point,
            self.move_contact,
            self.delete,
            self.restore,
            self.bulk,
            self.complain,
        ]

    def create(self, work: UnitOfWork) -> bool:
        """A new customer with a contact and a number, one undo step."""
        self.count += 1
        customer = make_customer(work, f"{self.count}-{self.random.random()}")
        contact = work.add(tables.Contact(customer_id=customer.id, name="王经理", is_main=True))
        work.add(tables.ContactPoint(contact_id=contact.id, kind="mobile", value="138"))
        customer.grade = "A"
        return True

    def edit(self, work: UnitOfWork) -> bool:
        """Several fields of one customer, one of them JSON, one twice."""
        customer = self._any(work, tables.Customer)
        if customer is None:
            return False
        customer.grade = self.random.choice(["A", "B", "C", None])
        work.session.flush()
        customer.grade = self.random.choice(["A", "B", "C", None])
        customer.custom = {"colour": self.random.choice(["red", "blue"])}
        customer.verified_on = TODAY - timedelta(days=self.random.randrange(400))
        return True

    def talk(self, work: UnitOfWork) -> bool:
        """A communication with a promise."""
        customer = self._any(work, tables.Customer)
        if customer is None:
            return False
        day = TODAY - timedelta(days=self.random.randrange(300))
        said = work.add(
            tables.Communication(
                customer_id=customer.id, at=work.now, on_date=day, channel="call", content="谈"
            )
        )
        work.add(
            tables.Promise(
                customer_id=customer.id, communication_id=said.id, what="报价", due_on=TODAY
            )
        )
        return True

    def plan(self, work: UnitOfWork) -> bool:
        """A follow-up."""
        customer = self._any(work, tables.Customer)
        if customer is None:
            return False
        due = TODAY + timedelta(days=self.random.randrange(-9, 30))
        work.add(tables.FollowUp(customer_id=customer.id, due_on=due, purpose="回访"))
        return True

    def finish(self, work: UnitOfWork) -> bool:
        """A follow-up done."""
        plan = self._any(work, tables.FollowUp)
        if plan is None or plan.state == "done":
            return False
        plan.state = "done"
        plan.completed_at = work.now
        return True

    def sell(self, work: UnitOfWork) -> bool:
        """An order with a line and a receivable."""
        customer = self._any(work, tables.Customer)
        if customer is None:
            return False
        amount = self.random.randrange(-100, 90000)
        order = work.add(
            tables.SalesOrder(customer_id=customer.id, ordered_on=TODAY, amount_minor=amount)
        )
        work.add(tables.OrderLine(order_id=order.id, quantity="1", amount_minor=amount))
        work.add(
            tables.Receivable(
                customer_id=customer.id, order_id=order.id, due_on=TODAY, amount_minor=amount
            )
        )
        return True

    def pay(self, work: UnitOfWork) -> bool:
        """A payment, now and then booked on another customer's receivable."""
        receivable = self._any(work, tables.Receivable)
        if receivable is None:
            return False
        payer = receivable.customer_id
        if self.random.random() < 0.2:
            other = self._any(work, tables.Customer)
            payer = other.id if other else payer
        work.add(
            tables.Payment(
                customer_id=payer,
                receivable_id=receivable.id,
                received_on=TODAY,
                amount_minor=self.random.choice([100, receivable.amount_minor]),
            )
        )
        return True

    def move_payment(self, work: UnitOfWork) -> bool:
        """A payment booked on another receivable, or on none."""
        payment = self._any(work, tables.Payment)
        if payment is None:
            return False
        receivable = self._any(work, tables.Receivable)
        payment.receivable_id = receivable.id if receivable and self.random.random() < 0.7 else None
        return True

    def meet(self, work: UnitOfWork) -> bool:
        """A second contact who becomes the main one."""
        customer = self._any(work, tables.Customer)
        if customer is None:
            return False
        contact = work.add(tables.Contact(customer_id=customer.id, name="李", is_main=True))
        work.add(tables.ContactPoint(contact_id=contact.id, kind="phone", value="021"))
        return True

    def move_point(self, work: UnitOfWork) -> bool:
        """A number given to another person, perhaps at another customer, or to the customer."""
        point = self._any(work, tables.ContactPoint)
        contact = self._any(work, tables.Contact)
        if point is None or contact is None:
            return False
        if self.random.random() < 0.3:
            point.contact_id, point.customer_id = None, contact.customer_id
        else:
            point.contact_id, point.customer_id = contact.id, None
        return True

    def move_contact(self, work: UnitOfWork) -> bool:
        """A person who changed to another customer."""
        contact = self._any(work, tables.Contact)
        customer = self._any(work, tables.Customer)
        if contact is None or customer is None:
            return False
        contact.customer_id = customer.id
        return True

    def delete(self, work: UnitOfWork) -> bool:
        """Any record deleted."""
        record = self._any(work, self.random.choice(list(RECORDS.values())))
        if record is None:
            return False
        work.delete(record)
        return True

    def restore(self, work: UnitOfWork) -> bool:
        """Any deleted record brought back, unless its number is taken."""
        record = self._any(work, self.random.choice(list(RECORDS.values())), living=False)
        if record is None:
            return False
        record.deleted_at = None
        return True

    def bulk(self, work: UnitOfWork) -> bool:
        """An import: rows by plain statements, one line of the log."""
        batch = new_id()
        now = instant_text(work.now)
        for _ in range(self.random.randrange(1, 6)):
            identifier = new_id()
            work.connection.execute(
                text(
                    "INSERT INTO customer (id, created_at, updated_at, version, import_batch_id,"
                    " customer_no, name, name_key, tags, custom)"
                    " VALUES (:id, :now, :now, 1, :batch, :id, '导入', 'x', '[]', '{}')"
                ),
                {"id": identifier, "now": now, "batch": batch},
            )
        work.touch_everything(frozenset({"customer"}))
        work.log(entity="import_batch", entity_id=batch, op="bulk_create")
        return True

    def complain(self, work: UnitOfWork) -> bool:
        """A complaint."""
        customer = self._any(work, tables.Customer)
        if customer is None:
            return False
        work.add(tables.Complaint(customer_id=customer.id, opened_at=work.now))
        return True

    def _any(self, work: UnitOfWork, kind: Any, *, living: bool = True) -> Any:
        table = str(kind.__tablename__)
        wanted = "IS NULL" if living else "IS NOT NULL"
        ids = work.connection.execute(
            text(f"SELECT id FROM {table} WHERE deleted_at {wanted} ORDER BY id")
        ).scalars()
        found = list(ids)
        return work.session.get(kind, self.random.choice(found)) if found else None


def try_write(typist: Typist) -> bool:
    """Make one write; a refusal by the book's own rules counts as none."""
    try:
        return typist.write()
    except KamError as failure:
        assert failure.code in {"customer.duplicate_no", "record.constraint"}, failure.params
        return False


def derived_of(path: Path) -> State:
    """Return the derived tables and the derived columns."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            "facts": connection.execute("SELECT * FROM customer_facts ORDER BY 1").fetchall(),
            "search": connection.execute("SELECT * FROM customer_search ORDER BY 1").fetchall(),
            "receivable": connection.execute(
                "SELECT id, paid_minor, settled_on FROM receivable ORDER BY id"
            ).fetchall(),
        }


def as_text(state: State) -> str:
    """Return a state as text, for comparing across processes."""
    return json.dumps(state, sort_keys=True, default=str)
