"""Books that counted otherwise: what they hold is right after the upgrade, and stays guarded."""

import hashlib
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.conftest import TODAY, make_desk

from kamtui.config.paths import backup_folder
from kamtui.domain.views.orders import OrderValues, ReceivableValues
from kamtui.services import customers, order_list, orders, receivables, records, scores
from kamtui.services.records import CustomerDraft
from kamtui.store import facts
from kamtui.store.derived_check import DerivedCheck, check_derived
from kamtui.store.restore import verify_backup
from kamtui.store.schema import SCHEMA_VERSION
from kamtui.store.sniff import schema_version_of

#: What `kamtui.store.facts` says, as of the schema beside it.
_FACTS, _AS_OF = "10f9efb84f1bf599", 5

#: The two statements of version 0.2.0 whose meaning changed.
_OLD_ORDERS = """
UPDATE customer_facts SET (first_order_on, last_order_on, orders) = (
  SELECT min(o.ordered_on), max(o.ordered_on), count(*) FROM sales_order o
  WHERE o.customer_id = customer_facts.customer_id AND o.deleted_at IS NULL
    AND o.status <> 'cancelled' AND o.amount_minor >= 0),
 outstanding_minor = (
  SELECT coalesce(sum(r.amount_minor - r.paid_minor), 0) FROM receivable r
  WHERE r.customer_id = customer_facts.customer_id AND r.deleted_at IS NULL
    AND r.settled_on IS NULL)
"""
_OLD_SETTLED = """
UPDATE receivable SET settled_on = (
  SELECT CASE WHEN coalesce(sum(p.amount_minor), 0) >= receivable.amount_minor
              THEN (SELECT min(d.received_on) FROM payment d
                    WHERE d.receivable_id = receivable.id AND d.deleted_at IS NULL
                      AND (SELECT sum(e.amount_minor) FROM payment e
                           WHERE e.receivable_id = receivable.id AND e.deleted_at IS NULL
                             AND e.received_on <= d.received_on) >= receivable.amount_minor) END
  FROM payment p WHERE p.receivable_id = receivable.id AND p.deleted_at IS NULL)
"""


def test_what_facts_mean_changes_with_a_migration_only() -> None:
    """Stored facts keep the old meaning until their customer's next write."""
    said = "\n".join(" ".join(step[0].split()) for step in facts._STEPS)
    found = hashlib.blake2b(said.encode(), digest_size=8).hexdigest()
    assert found == _FACTS and SCHEMA_VERSION >= _AS_OF, (
        "facts are counted otherwise than stored ones were: add a migration that counts them anew"
        f" (see v0005_facts_anew.py), then write {found!r} and its version here"
    )


def _old_book(path: Path) -> None:
    """Make a book of schema 4 whose facts are those of before."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    desk = make_desk(path)
    for name, status in (("Gone", "returned"), ("Off", "cancelled"), ("Stays", "completed")):
        customer_id = records.add(desk, draft=CustomerDraft(name)).records[0]
        for amount, kept in ((90_000, "completed"), (10_000, status), (-5_000, "completed")):
            orders.add(
                desk,
                customer_id=customer_id,
                values=OrderValues(
                    None,
                    ordered_on=TODAY - timedelta(days=amount // 1_000 + 30),
                    amount_minor=amount,
                    status=kept,
                ),
            )
        for order in order_list.read(desk, customer_id=customer_id).orders:
            if order.amount_minor == 10_000:
                receivables.add(
                    desk, order_id=order.id, values=ReceivableValues(date(2026, 9, 1), 10_000)
                )
    with desk.read() as reader:
        (owed,) = reader.rows(
            "SELECT r.id FROM receivable r JOIN customer c ON c.id = r.customer_id"
            " WHERE c.name = 'Stays'"
        )[0]
    for amount, on in ((10_000, 1), (-10_000, 5), (10_000, 20)):
        receivables.receive(desk, receivable_id=owed, amount_minor=amount, on=date(2026, 9, on))
    scores.refresh(desk)
    desk.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(_OLD_SETTLED)
        connection.execute(_OLD_ORDERS)
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
        connection.execute("PRAGMA user_version=4")


def test_a_book_with_facts_of_before_is_right_after_the_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "book" / "book.db"
    _old_book(path)
    assert check_derived(path) == DerivedCheck(facts=2, receivables=1, unsearchable=0)
    desk = make_desk(path)
    assert scores.due(desk) is None, "a look-up is enough; scores are worked out anew"
    assert check_derived(path) == DerivedCheck(facts=0, receivables=0, unsearchable=0)
    for name in ("Gone", "Off"):
        key = customers.resolve(desk, customer=name)[0]
        assert customers.brief(desk, customer_id=key).money.outstanding_minor == 0
    desk.close()
    [backup] = backup_folder(path).glob("*-migration.db")
    verify_backup(backup)
    assert schema_version_of(backup) == 4
    assert check_derived(backup).facts == 2, "as it was"


def test_a_book_that_was_right_keeps_its_scores(tmp_path: Path) -> None:
    path = tmp_path / "book" / "book.db"
    _old_book(path)
    make_desk(path).close()
    desk = make_desk(path)
    scores.refresh(desk)
    desk.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
        connection.execute("PRAGMA user_version=4")
    desk = make_desk(path)
    assert scores.due(desk) == ()
    desk.close()


@pytest.mark.parametrize("orders", [200])
def test_the_upgrade_agrees_with_the_write_path(tmp_path: Path, orders: int) -> None:
    """Whatever the sample holds: nothing differs from a recomputation afterwards."""
    from kamtui.services import sample

    path = tmp_path / "book" / "book.db"
    path.parent.mkdir(mode=0o700)
    sample.build(path, today=TODAY, customers=60, communications=50, orders=orders)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE sales_order SET status = 'returned' WHERE rowid % 7 = 0")
        connection.execute("UPDATE sales_order SET status = 'cancelled' WHERE rowid % 11 = 0")
        connection.execute("UPDATE customer_facts SET orders = 99, outstanding_minor = -1")
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
        connection.execute("PRAGMA user_version=4")
    desk = make_desk(path)
    with desk.read():
        pass
    desk.close()
    assert check_derived(path).facts == 0
