"""What another device wrote on a new record is seen before the record is taken back."""

from collections.abc import Callable
from pathlib import Path

from sqlmodel import select
from tests.store.states import Typist, make_customer

from kamtui.services import history
from kamtui.services.desk import Desk
from kamtui.store import tables
from kamtui.store.undo_guard import LaterWork, later_work


def _asked(desk: Desk) -> LaterWork | None:
    with desk.write("ask") as work:
        line = work.session.exec(
            select(tables.ChangeLog).order_by(tables.ChangeLog.seq)  # type: ignore[arg-type]
        ).first()
        assert line is not None
        return later_work(work, line)


def test_a_created_customer(desk: Desk, desk_on: Callable[..., Desk], book_path: Path) -> None:
    other = desk_on(book_path, device="device-two")
    with desk.write("create") as work:
        customer = make_customer(work, "1")
        work.commit()
    with desk.write("edit") as work:
        work.get(tables.Customer, customer.id).city = "上海"
        work.commit()
    assert _asked(desk) is None
    with other.write("plan") as work:
        work.add(tables.FollowUp(customer_id=customer.id, due_on=work.now.date(), purpose="x"))
        work.commit()
    found = _asked(desk)
    assert found is not None
    assert (found.entity, found.actor) == ("follow_up", "tester")
    history.undo(other)
    assert _asked(desk) is None
    history.redo(other)
    assert _asked(desk) is not None


def test_an_import(desk: Desk, desk_on: Callable[..., Desk], book_path: Path) -> None:
    other = desk_on(book_path, device="device-two")
    with desk.write("import") as work:
        Typist(desk, 5).bulk(work)
        work.commit()
    assert _asked(desk) is None
    with other.read() as reader:
        customer_id = str(reader.value("SELECT max(id) FROM customer"))
    with other.write("edit") as work:
        work.get(tables.Customer, customer_id).city = "上海"
        work.commit()
    found = _asked(desk)
    assert found is not None
    assert (found.entity, found.entity_id) == ("customer", customer_id)
