"""What kamtui exported comes back as what it is, and nothing is made twice."""

from pathlib import Path

import pytest
from tests.services.transfer.conftest import Ask, Take, counts, state_of

from kamtui.domain.errors import KamError
from kamtui.services.communications import LogDraft, log
from kamtui.services.desk import Desk
from kamtui.services.transfer.export import export
from kamtui.services.transfer.imports import import_file

KINDS = ("customers", "contacts", "communications", "follow-ups", "orders", "receivables",
         "payments")  # fmt: skip


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_an_export_read_again_changes_nothing(
    desk: Desk, take: Take, tmp_path: Path, suffix: str
) -> None:
    take("customer_no,name,contact\n1,Acme,Ann\n")
    take(
        "order_no,customer_no,order date,product,quantity,price,order amount,due on,paid on\n"
        "A1,1,2026-01-02,pump,1,900,1000,2026-02-01,\n"
        ",1,2026-01-03,pump,2,50,,2026-02-02,2026-03-01\n"
        ",1,2026-01-03,hose,1,100,,2026-02-02,\n",
        kind="orders",
    )
    with desk.read() as reader:
        ((customer_id,),) = reader.rows("SELECT id FROM customer")
    log(desk, draft=LogDraft(customer_id=customer_id, content="said"))
    before = state_of(desk)
    for kind in KINDS:
        file = tmp_path / f"{kind}.{suffix}"
        export(desk, kind=kind, path=file)
        result = import_file(desk, source=file, kind=kind)
        assert counts(result)[:2] == (0, 0), kind
        assert state_of(desk) == before, kind


def test_equal_orders_meet_their_own_number_of_rows(take: Take, ask: Ask) -> None:
    take("customer_no,order date,product,amount\n1,2026-01-02,a,5\n1,2026-01-02,b,5\n",
         kind="orders", create_customers=True)  # fmt: skip
    bare = "customer_no,order date,amount\n" + "1,2026-01-02,5\n" * 3
    assert counts(take(bare, kind="orders")) == (1, 0, 2, 0, 0)
    assert ask("SELECT count(*) FROM sales_order") == [(3,)]


def test_another_product_of_the_same_amount_is_another_order(take: Take, ask: Ask) -> None:
    head = "customer_no,order date,product,amount\n"
    take(head + "1,2026-01-02,a,5\n", kind="orders", create_customers=True)
    assert counts(take(head + "1,2026-01-02,b,5\n", kind="orders")) == (1, 0, 0, 0, 0)


def test_an_order_amount_does_not_overwrite_its_lines_amount(take: Take, ask: Ask) -> None:
    take("order_no,customer_no,order date,product,quantity,price,order amount\n"
         "A1,1,2026-01-02,pump,1,900,1000\n", create_customers=True)  # fmt: skip
    before = ask("SELECT amount_minor FROM order_line")
    text = "order_no,customer_no,order date,amount\nA1,1,2026-01-02,1000\n"
    assert counts(take(text)) == (0, 0, 1, 0, 0)
    assert ask("SELECT amount_minor FROM order_line") == before


def test_a_number_typed_in_full_width_is_met_by_files(desk: Desk, take: Take, ask: Ask) -> None:
    take("customer_no,name\n7,Acme\n")
    with desk.write("edit") as work:
        from sqlalchemy import text

        work.connection.execute(text("UPDATE customer SET customer_no = '１２４'"))
        work.log(entity="customer", entity_id="x", op="update")
        work.commit()
    for number in ("１２４", "124"):
        assert counts(take(f"customer_no,name\n{number},Acme\n")) == (0, 0, 1, 0, 0)
    assert ask("SELECT customer_no FROM customer") == [("１２４",)]


@pytest.mark.parametrize("content", [b"", b"no database at all " * 9])
def test_an_import_names_what_is_wrong_with_the_book(
    desk: Desk, tmp_path: Path, content: bytes
) -> None:
    assert desk.path is not None
    desk.path.write_bytes(content)
    file = tmp_path / "c.csv"
    file.write_text("customer_no,name\n1,Acme\n")
    with pytest.raises(KamError) as caught:
        import_file(desk, source=file)
    assert caught.value.code in {"file.empty", "file.not_database"}
    assert caught.value.exit_code == 3
    assert desk.path.read_bytes() == content
