"""Two windows on one book: neither loses a write, neither sees half of one."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.states import make_customer

from kamtui.domain.errors import KamError
from kamtui.services.desk import Desk
from kamtui.store import tables

OpenDesk = Callable[..., Desk]


def test_threads_that_count_up_lose_nothing(desk: Desk, desk_on: OpenDesk, book_path: Path) -> None:
    with desk.write("create") as work:
        customer = make_customer(work, "1")
        work.get(tables.Customer, customer.id).employees = 0
        work.commit()
    failures: list[BaseException] = []

    def count(mine: Desk) -> None:
        try:
            for _ in range(25):
                with mine.write("edit") as work:
                    found = work.get(tables.Customer, customer.id)
                    found.employees = (found.employees or 0) + 1
                    work.commit()
        except BaseException as problem:
            failures.append(problem)

    hands = [desk, desk, desk_on(book_path), desk_on(book_path, device="two")]
    threads = [threading.Thread(target=count, args=(hand,)) for hand in hands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with desk.read() as reader:
        assert reader.value("SELECT employees FROM customer") == 100
        assert reader.value("SELECT version FROM customer") == 102


def test_a_read_during_an_open_write_sees_the_state_before(desk: Desk) -> None:
    with desk.write("create") as work:
        make_customer(work, "1")
        work.session.flush()
        with desk.read() as reader:
            assert reader.value("SELECT count(*) FROM customer") == 0
        work.commit()
    with desk.read() as reader:
        assert reader.value("SELECT count(*) FROM customer") == 1


def test_a_large_write_does_not_lock_readers_out(desk: Desk) -> None:
    from sqlalchemy import text

    with desk.write("import") as work:
        work.connection.execute(
            text(
                "INSERT INTO product (id, created_at, updated_at, version, name, name_key)"
                " VALUES (:id, '', '', 1, :name, '')"
            ),
            [{"id": f"{n:032x}", "name": "x" * 200} for n in range(30_000)],
        )
        with desk.read() as reader:
            assert reader.value("SELECT count(*) FROM product") == 0
        work.session.rollback()
    with desk.read() as reader:
        assert reader.value("SELECT count(*) FROM product") == 0


def test_an_error_in_a_write_leaves_nothing(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError), desk.write("create") as work:
        make_customer(work, "1")
        raise ZeroDivisionError
    with desk.write("create") as work:
        make_customer(work, "2")  # and no commit
    with desk.read() as reader:
        assert reader.value("SELECT count(*) FROM customer") == 0
        assert reader.value("SELECT count(*) FROM change_log") == 0


def test_a_number_taken_by_another_window_is_said(desk: Desk, desk_on: OpenDesk) -> None:
    with desk.write("create") as work:
        make_customer(work, "1")
        work.commit()
    assert desk.path is not None
    with pytest.raises(KamError) as caught, desk_on(desk.path).write("create") as work:
        make_customer(work, "1")
    assert caught.value.code == "customer.duplicate_no"


def test_a_locked_book_is_said_after_a_wait(
    desk: Desk, book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3
    from contextlib import closing

    from kamtui.store import reader

    monkeypatch.setattr(reader, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(book_path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(KamError) as caught, desk.write("create") as work:
            make_customer(work, "1")
        assert (caught.value.code, caught.value.exit_code) == ("file.locked", 3)
        with pytest.raises(KamError) as caught, desk.read() as found:
            found.value("SELECT count(*) FROM customer")
        assert caught.value.code == "file.locked"
