"""Everything can be undone: sequences of writes, undo and redo, across restarts and devices."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.states import (
    State,
    Typist,
    derived_of,
    make_customer,
    state_of,
    try_write,
    unlogged,
)

from kamtui.domain.errors import KamError
from kamtui.services import doctor, history
from kamtui.services.desk import Desk
from kamtui.store import tables

OpenDesk = Callable[..., Desk]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 10**6))
def test_writes_undo_and_redo_walk_the_same_states(
    desk_on: OpenDesk, template_book: Path, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    path = tmp_path_factory.mktemp("undo") / "book.db"
    path.write_bytes(template_book.read_bytes())
    desk = desk_on(path)
    typist = Typist(desk, seed)
    choose = random.Random(seed)
    past: list[State] = [state_of(path)]
    future: list[State] = []
    for _ in range(25):
        move = choose.random()
        if move < 0.6 or len(past) == 1:
            if try_write(typist):
                past.append(state_of(path))
                future.clear()
        elif move < 0.85:
            history.undo(desk)
            future.append(past.pop())
        elif future:
            history.redo(desk)
            past.append(future.pop())
        if choose.random() < 0.1:  # a restart
            desk = typist.desk = desk_on(path)
        assert state_of(path) == past[-1]
    while len(past) > 1:
        history.undo(desk)
        future.append(past.pop())
        assert state_of(path) == past[-1]
    while future:
        history.redo(desk)
        assert state_of(path) == future.pop()
    assert unlogged(path) == []
    stored = derived_of(path)
    doctor.rebuild(desk)
    assert derived_of(path) == stored


@pytest.mark.parametrize("name", [kind.__name__ for kind in Typist(None, 0).kinds()])  # type: ignore[arg-type]
def test_each_kind_of_write_undoes_and_redoes(desk: Desk, book_path: Path, name: str) -> None:
    typist = Typist(desk, 3)
    for ground in ("create", "create", "talk", "plan", "sell", "pay"):
        with desk.write(ground) as work:
            assert getattr(typist, ground)(work)
            work.commit()
    if name == "restore":
        with desk.write("delete") as work:
            work.delete(work.get(tables.Customer, _any_customer(desk)))
            work.commit()
        typist.random = _First()
    before = state_of(book_path)
    written = False
    while not written:  # moving something to where it is already changes nothing
        with desk.write(name) as work:
            written = getattr(typist, name)(work) and bool(work.commit().group_id)
    after = state_of(book_path)
    assert after != before
    history.undo(desk)
    assert state_of(book_path) == before
    history.redo(desk)
    assert state_of(book_path) == after


class _First(random.Random):
    def choice(self, seq: object) -> object:  # type: ignore[override]
        return next(iter(seq))  # type: ignore[call-overload]


def _any_customer(desk: Desk) -> str:
    with desk.read() as reader:
        return str(reader.value("SELECT min(id) FROM customer"))


def test_a_new_write_clears_redo(desk: Desk) -> None:
    typist = Typist(desk, 1)
    for _ in range(2):
        with desk.write("create") as work:
            typist.create(work)
            work.commit()
    history.undo(desk)
    with desk.write("create") as work:
        typist.create(work)
        work.commit()
    with pytest.raises(KamError) as caught:
        history.redo(desk)
    assert caught.value.code == "redo.nothing"


def test_two_hundred_steps_back_and_forth(desk: Desk, book_path: Path) -> None:
    with desk.write("create") as work:
        customer = make_customer(work, "1")
        work.commit()
    states = []
    for step in range(200):
        with desk.write("edit") as work:
            work.get(tables.Customer, customer.id).remarks = str(step)
            work.commit()
        states.append(str(step))

    def remarks() -> str | None:
        with desk.read() as reader:
            found: str | None = reader.value("SELECT remarks FROM customer")
            return found

    for expected in [*reversed(states[:-1]), None]:
        history.undo(desk)
        assert remarks() == expected
    for expected in states:
        history.redo(desk)
        assert remarks() == expected


def _edit(desk: Desk, customer_id: str, **values: object) -> None:
    with desk.write("edit") as work:
        customer = work.get(tables.Customer, customer_id)
        for name, value in values.items():
            setattr(customer, name, value)
        work.commit()


def test_another_devices_change_of_the_same_field_is_named_not_overwritten(
    desk: Desk, desk_on: OpenDesk, book_path: Path
) -> None:
    other = desk_on(book_path, device="device-two")
    with desk.write("create") as work:
        customer = make_customer(work, "1")
        work.commit()
    _edit(desk, customer.id, city="上海", remarks="a")
    _edit(other, customer.id, remarks="b")
    before = state_of(book_path)
    with pytest.raises(KamError) as caught:
        history.undo(desk)
    assert caught.value.code == "undo.conflict"
    assert caught.value.params["field"] == "remarks"
    assert state_of(book_path) == before  # city was not taken back either
    _edit(other, customer.id, remarks="a")
    history.undo(desk)
    with desk.read() as reader:
        assert reader.one("SELECT city, remarks FROM customer") == (None, None)


def test_another_devices_change_of_another_field_stays(
    desk: Desk, desk_on: OpenDesk, book_path: Path
) -> None:
    other = desk_on(book_path, device="device-two")
    with desk.write("create") as work:
        customer = make_customer(work, "1")
        work.commit()
    _edit(desk, customer.id, city="上海")
    _edit(other, customer.id, region="华东")
    history.undo(desk)
    with desk.read() as reader:
        assert reader.one("SELECT city, region FROM customer") == (None, "华东")


def test_undo_of_a_create_keeps_what_another_device_wrote_on_it(
    desk: Desk, desk_on: OpenDesk, book_path: Path
) -> None:
    other = desk_on(book_path, device="device-two")
    with desk.write("create") as work:
        customer = make_customer(work, "1")
        work.commit()
    _edit(other, customer.id, region="华东")
    before = state_of(book_path)
    with pytest.raises(KamError) as caught:
        history.undo(desk)
    assert caught.value.code == "undo.conflict"
    assert state_of(book_path) == before
    history.undo(other)
    history.undo(desk)
    assert state_of(book_path)["customer"] == []


def test_undo_of_an_import_keeps_what_another_device_wrote_on_it(
    desk: Desk, desk_on: OpenDesk, book_path: Path
) -> None:
    other = desk_on(book_path, device="device-two")
    typist = Typist(desk, 5)
    with desk.write("import") as work:
        typist.bulk(work)
        work.commit()
    with other.read() as reader:
        customer_id = str(reader.value("SELECT min(id) FROM customer"))
    with other.write("plan") as work:
        work.add(tables.FollowUp(customer_id=customer_id, due_on=work.now.date(), purpose="x"))
        work.commit()
    before = state_of(book_path)
    with pytest.raises(KamError) as caught:
        history.undo(desk)
    assert caught.value.code == "undo.conflict"
    assert state_of(book_path) == before
