"""Four processes that count up on one record: 800 is 800, and nobody is told "locked"."""

import os
from pathlib import Path

import pytest
from tests.conftest import make_desk
from tests.store.states import make_customer

from kamtui.domain.errors import KamError
from kamtui.services import safety
from kamtui.services.desk import Desk
from kamtui.store import tables

pytestmark = pytest.mark.soak
HANDS, TIMES = 4, 200


def test_four_times_two_hundred(desk: Desk, book_path: Path) -> None:
    with desk.write("create") as work:
        customer_id = make_customer(work, "1").id
        work.get(tables.Customer, customer_id).employees = 0
        work.commit()
    desk.close()
    reading, writing = os.pipe()
    children = []
    for number in range(HANDS):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                count(make_desk(book_path, device=f"device-{number}"), customer_id)
                status = 0
            except KamError as failure:
                os.write(writing, f"{failure.code} {failure.params}\n".encode())
            except BaseException as problem:
                os.write(writing, f"{problem!r}\n".encode())
            finally:
                os._exit(status)
        children.append(child)
    os.close(writing)
    watcher = make_desk(book_path, device="watcher")
    looks = 0
    for child in children:
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            with watcher.read() as reader:  # and a window that keeps looking
                assert reader.value("SELECT employees FROM customer") <= HANDS * TIMES
            looks += 1
            if looks % 200 == 0:
                safety.backup_now(watcher)
    with os.fdopen(reading) as pipe:
        assert pipe.read() == ""
    with watcher.read() as reader:
        assert reader.value("SELECT employees FROM customer") == HANDS * TIMES
        assert reader.value("SELECT count(*) FROM change_log WHERE what = 'edit'") == HANDS * TIMES
    print(f"\n{HANDS} x {TIMES} increments: 800, {looks} looks meanwhile, 0 locked")


def count(desk: Desk, customer_id: str) -> None:
    """Add one, as often as asked."""
    for _ in range(TIMES):
        with desk.write("edit") as work:
            customer = work.get(tables.Customer, customer_id)
            customer.employees = (customer.employees or 0) + 1
            work.commit()
