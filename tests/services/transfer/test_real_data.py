"""The real files of ../shared/data: counts that add up."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.services.transfer.conftest import Ask, counts, state_of

from kamtui.services import history
from kamtui.services.desk import Desk
from kamtui.services.transfer.imports import import_file

DATA = Path(__file__).parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not here")


def check(
    desk: Desk, name: str, expected: tuple[int, int, int, int, int], create: bool = False
) -> None:
    """Import a file dry, for good and once more."""
    source = DATA / name
    assert (
        counts(import_file(desk, source=source, dry_run=True, create_customers=create)) == expected
    )
    result = import_file(desk, source=source, create_customers=create)
    assert counts(result) == expected
    assert sum(expected) == result.rows
    again = import_file(desk, source=source, create_customers=create)
    assert counts(again) == (0, 0, expected[0], expected[3], expected[4])


def test_chinook(desk: Desk, ask: Ask) -> None:
    before = state_of(desk)
    check(desk, "chinook-customers.csv", (59, 0, 0, 0, 0))
    check(desk, "chinook-invoices.csv", (412, 0, 0, 0, 0))
    assert ask("SELECT sum(amount_minor) FROM sales_order") == [(232860,)]
    assert ask("SELECT count(*), sum(amount_minor) FROM order_line") == [(412, 232860)]
    assert ask("SELECT name FROM customer WHERE customer_no = '2'") == [("Leonie Köhler",)]
    history.undo(desk)
    history.undo(desk)
    assert state_of(desk) == before


def test_chinese_organisations(desk: Desk, ask: Ask) -> None:
    check(desk, "cn-organisations.csv", (314, 0, 0, 0, 0))
    assert ask("SELECT phone FROM customer WHERE name = 'Oracle'") == [("+1-800-633-0738",)]
    assert ask(
        "SELECT p.value FROM contact_point p JOIN customer c ON c.id = p.customer_id"
        " WHERE c.name = 'Oracle' AND p.kind = 'phone' ORDER BY p.id"
    ) == [("+1-800-633-0738",), ("400-699-8888",)]


def test_online_retail(desk: Desk, desk_on: Callable[..., Desk], tmp_path: Path, ask: Ask) -> None:
    check(desk, "online-retail-customers.csv", (3569, 0, 0, 0, 0))
    # 665 rows name no customer at all.
    check(desk, "online-retail-orders.csv", (11727, 0, 0, 0, 665))
    alone = desk_on(tmp_path / "alone" / "book.db")
    first = import_file(alone, source=DATA / "online-retail-orders.csv", dry_run=True)
    assert counts(first) == (0, 0, 0, 0, 12392)
    check(alone, "online-retail-orders.csv", (11727, 0, 0, 0, 665), create=True)
    with alone.read() as reader:
        made = reader.rows("SELECT count(*), sum(amount_minor) FROM sales_order")
    assert made == ask("SELECT count(*), sum(amount_minor) FROM sales_order")
