"""Orders and their lines (cli.md, Import rules)."""

import pytest
from tests.services.transfer.conftest import Ask, Take, counts, reasons, state_of

from kamtui.i18n import set_language
from kamtui.present.transfer_table import remark_line
from kamtui.services import history
from kamtui.services.desk import Desk

HEAD = "customer_no,order_no,order date,amount\n"


@pytest.fixture(autouse=True)
def customers(take: Take) -> None:
    take("customer_no,name\n1,Acme\n2,Bravo\n")


def test_an_order_without_product_has_one_line(take: Take, ask: Ask) -> None:
    text = HEAD + '1,A1,2026-01-02,"1,234.50"\n'
    assert counts(take(text)) == (1, 0, 0, 0, 0)
    assert ask("SELECT order_no, ordered_on, amount_minor, status FROM sales_order") == [
        ("A1", "2026-01-02", 123450, "completed")
    ]
    assert ask("SELECT product_id, amount_minor FROM order_line") == [(None, 123450)]
    assert ask(
        "SELECT orders, last_order_on FROM customer_facts f JOIN customer c"
        " ON c.id = f.customer_id WHERE c.customer_no = '1'"
    ) == [(1, "2026-01-02")]
    assert counts(take(text)) == (0, 0, 1, 0, 0)


def test_an_unknown_customer_is_rejected_unless_asked_for(take: Take, ask: Ask) -> None:
    text = HEAD + "9,A1,2026-01-02,5\n,A2,2026-01-02,5\n"
    result = take(text)
    assert reasons(result) == [
        (2, "customer_no", "9", "row.customer_unknown"),
        (3, "customer_no", "", "row.required_missing"),
    ]
    result = take(text, create_customers=True)
    assert counts(result) == (1, 0, 0, 0, 1)
    assert ask("SELECT name FROM customer WHERE customer_no = '9'") == [("9",)]


def test_equal_rows_without_a_number_are_separate_orders(take: Take, ask: Ask) -> None:
    text = "customer_no,order date,amount\n1,2026-01-02,5\n1,2026-01-02,5\n"
    assert counts(take(text, kind="orders")) == (2, 0, 0, 0, 0)
    assert counts(take(text, kind="orders")) == (0, 0, 2, 0, 0)
    longer = text + "1,2026-01-02,5\n"
    assert counts(take(longer, kind="orders")) == (1, 0, 2, 0, 0)
    assert ask("SELECT count(*) FROM sales_order") == [(3,)]


def test_equal_rows_of_one_number_are_duplicates(take: Take) -> None:
    assert counts(take(HEAD + "1,A1,2026-01-02,5\n1,A1,2026-01-02,5\n")) == (1, 0, 0, 1, 0)


def lines_of(ask: Ask, number: str = "A1") -> list[int]:
    return [
        row[0]
        for row in ask(
            "SELECT l.amount_minor FROM order_line l JOIN sales_order o ON o.id = l.order_id"
            " WHERE l.deleted_at IS NULL AND o.order_no = :number ORDER BY l.id",
            number=number,
        )
    ]


def total(ask: Ask, number: str = "A1") -> int:
    ((amount,),) = ask("SELECT amount_minor FROM sales_order WHERE order_no = :no", no=number)
    return int(amount)


def test_rows_of_one_number_are_lines_of_one_order(take: Take, ask: Ask) -> None:
    text = HEAD + "1,A1,2026-01-02,5\n2,B1,2026-01-02,9\n1,A1,2026-01-02,6\n"
    assert counts(take(text, dry_run=True)) == (3, 0, 0, 0, 0)
    assert counts(take(text)) == (3, 0, 0, 0, 0)
    assert (lines_of(ask), total(ask)) == ([500, 600], 1100)
    assert (lines_of(ask, "B1"), total(ask, "B1")) == ([900], 900)
    assert ask("SELECT orders FROM customer_facts ORDER BY customer_id") == [(1,), (1,)]
    log = ask("SELECT count(*) FROM change_log")
    assert counts(take(text)) == (0, 0, 3, 0, 0)
    assert ask("SELECT count(*) FROM change_log") == log, "nothing was written"


@pytest.mark.parametrize(
    ("rows", "outcome", "lines"),
    [
        # A longer file: the new line is said, in any order of rows.
        ([5, 6, 7], (0, 2, 1, 0, 0), [500, 600, 700]),
        ([7, 6, 5], (0, 2, 1, 0, 0), [500, 600, 700]),
        ([6, 5], (0, 0, 2, 0, 0), [500, 600]),
        ([5, 5, 6, 6], (0, 0, 2, 2, 0), [500, 600]),
        # A corrected line; and rows that say the same twice.
        ([5, 8], (0, 2, 0, 0, 0), [500, 800]),
        # One row alone: the line it repeats, or the order corrected as a whole.
        ([6], (0, 0, 1, 0, 0), [500, 600]),
        ([11], (0, 0, 1, 0, 0), [500, 600]),
        ([-2, 5, 6], (0, 2, 1, 0, 0), [500, 600, -200]),
    ],
)
def test_a_later_file_of_a_known_order(
    take: Take, ask: Ask, rows: list[int], outcome: tuple[int, ...], lines: list[int]
) -> None:
    row = "1,A1,2026-01-02,{}\n"
    take(HEAD + row.format(5) + row.format(6))
    text = HEAD + "".join(row.format(one) for one in rows)
    found = counts(take(text))
    assert sum(found) == len(rows)
    if rows != [5, 8]:  # which of the two rows counts as the change is no matter
        assert found[0] == outcome[0] and found[3:] == outcome[3:]
        assert bool(found[1]) == bool(outcome[1])
    assert sorted(lines_of(ask)) == sorted(lines)
    assert total(ask) == sum(lines)
    assert counts(take(text))[:2] == (0, 0), "the same file again changes nothing"
    assert total(ask) == sum(lines)


def test_an_order_that_came_whole_takes_its_lines(take: Take, ask: Ask) -> None:
    take(HEAD + "1,A1,2026-01-02,9\n")
    text = HEAD + "1,A1,2026-01-02,3\n1,A1,2026-01-02,6\n"
    assert take(text).updated == 2
    assert (lines_of(ask), total(ask)) == ([300, 600], 900)
    assert counts(take(text)) == (0, 0, 2, 0, 0)


def test_money_and_cost_follow_the_lines(take: Take, ask: Ask) -> None:
    head = "customer_no,order_no,order date,amount,cost,due on,paid on\n"
    text = head + "1,A1,2026-01-02,5,2,2026-02-01,2026-03-01\n"
    text += "1,A1,2026-01-02,6,3,2026-02-01,2026-03-01\n"
    take(text)
    assert ask("SELECT amount_minor, cost_minor FROM sales_order") == [(1100, 500)]
    owed = "SELECT amount_minor, paid_minor, settled_on FROM receivable WHERE deleted_at IS NULL"
    assert ask(owed) == [(1100, 1100, "2026-03-01")]
    assert counts(take(text)) == (0, 0, 2, 0, 0)
    longer = text + "1,A1,2026-01-02,4,1,2026-02-01,2026-03-01\n"
    take(longer)
    assert ask(owed) == [(1500, 1500, "2026-03-01")]
    assert ask("SELECT amount_minor FROM sales_order") == [(1500,)]
    assert counts(take(longer)) == (0, 0, 3, 0, 0)


def test_freight_without_a_product_stays_beside_the_products(take: Take, ask: Ask) -> None:
    head = LINES.format(amount="金额")
    text = head + "1,A1,2026-01-02,阀门,2,10,20\n1,A1,2026-01-02,,,,5\n"
    take(text)
    assert (sorted(lines_of(ask)), total(ask)) == ([500, 2000], 2500)
    longer = text + "1,A1,2026-01-02,水泵,1,30,30\n"
    take(longer)
    assert (sorted(lines_of(ask)), total(ask)) == ([500, 2000, 3000], 5500)
    assert counts(take(longer)) == (0, 0, 3, 0, 0)


def test_undo_of_a_longer_file(desk: Desk, take: Take, ask: Ask) -> None:
    take(HEAD + "1,A1,2026-01-02,5\n1,A1,2026-01-02,6\n")
    before = state_of(desk)
    take(HEAD + "1,A1,2026-01-02,9\n1,A1,2026-01-02,6\n1,A1,2026-01-02,7\n")
    assert total(ask) == 2200
    history.undo(desk)
    assert state_of(desk) == before


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("product", [False, True])
def test_one_number_for_two_customers_or_days_names_both_rows(
    take: Take, known: bool, product: bool
) -> None:
    column, cell = (",product", ",阀门") if product else ("", "")
    head = f"customer_no,order_no,order date,amount{column}\n"
    rows = ["1,A1,2026-01-02,5", "2,A1,2026-01-02,5", "1,A1,2026-01-03,6", "1,A1,2026-01-02,6"]
    text = head + "".join(f"{row}{cell}\n" for row in rows)
    if known:
        take(text)
    result = take(text)
    assert counts(result)[3:] == (0, 2)
    assert [(one.row, one.code, one.params["first"]) for one in result.rejected] == [
        (3, "row.number_other_customer", 2),
        (4, "row.number_other_day", 2),
    ]
    set_language("en")
    lines = [remark_line(one) for one in result.rejected]
    assert all("row 2 " in line for line in lines)
    assert lines[0].startswith("row 3") and lines[1].startswith("row 4")


def test_an_order_of_another_customer_is_not_taken_over(take: Take, ask: Ask) -> None:
    take(HEAD + "1,A1,2026-01-02,5\n")
    result = take(HEAD + "2,A1,2026-01-02,5\n")
    assert reasons(result) == [(2, "order_no", "A1", "row.other_customer")]
    assert ask("SELECT count(*) FROM sales_order") == [(1,)]


def test_a_corrected_file_updates(take: Take, ask: Ask) -> None:
    take(HEAD + "1,A1,2026-01-02,5\n")
    assert counts(take(HEAD + "1,A1,2026-01-03,7\n")) == (0, 1, 0, 0, 0)
    assert ask("SELECT ordered_on, amount_minor FROM sales_order") == [("2026-01-03", 700)]
    assert ask("SELECT amount_minor FROM order_line") == [(700,)]


LINES = "customer_no,order_no,order date,product,quantity,price,{amount}\n"


def test_rows_with_products_are_lines_and_their_amounts_add_up(take: Take, ask: Ask) -> None:
    text = LINES.format(amount="金额") + (
        "1,A1,2026-01-02,阀门,2,10,20\n1,A1,2026-01-02,水泵,1,30,30\n2,A2,2026-01-02,阀门,1,10,10\n"
    )
    assert counts(take(text)) == (3, 0, 0, 0, 0)
    assert ask("SELECT order_no, amount_minor FROM sales_order ORDER BY 1") == [
        ("A1", 5000),
        ("A2", 1000),
    ]
    assert ask("SELECT quantity, price_minor, amount_minor FROM order_line ORDER BY id") == [
        ("2", 1000, 2000),
        ("1", 3000, 3000),
        ("1", 1000, 1000),
    ]
    assert ask("SELECT count(*) FROM product") == [(2,)]
    assert counts(take(text)) == (0, 0, 3, 0, 0)


def test_a_repeated_order_total_is_not_added_up(take: Take, ask: Ask) -> None:
    take(
        LINES.format(amount="金额") + "1,A1,2026-01-02,阀门,2,10,50\n1,A1,2026-01-02,水泵,1,30,50\n"
    )
    assert ask("SELECT amount_minor FROM sales_order") == [(5000,)]
    assert ask("SELECT amount_minor FROM order_line ORDER BY id") == [(2000,), (3000,)]


def test_a_column_named_order_amount_is_the_orders_own(take: Take, ask: Ask) -> None:
    take(
        "customer_no,order_no,order date,product,订单金额\n"
        "1,A1,2026-01-02,阀门,50\n1,A1,2026-01-02,水泵,50\n"
    )
    assert ask("SELECT amount_minor FROM sales_order") == [(5000,)]


def test_a_further_line_updates_the_order(take: Take, ask: Ask) -> None:
    head = LINES.format(amount="金额")
    take(head + "1,A1,2026-01-02,阀门,2,10,20\n")
    result = take(head + "1,A1,2026-01-02,阀门,2,10,20\n1,A1,2026-01-02,水泵,1,30,30\n")
    assert result.created == 0
    assert result.updated == 2
    assert ask("SELECT amount_minor FROM sales_order") == [(5000,)]


def test_price_and_quantity_make_the_amount(take: Take, ask: Ask) -> None:
    take("customer_no,order_no,order date,product,quantity,price\n1,A1,2026-01-02,钢,1.25,3.33\n")
    assert ask("SELECT amount_minor FROM sales_order") == [(416,)]


def test_order_lines_replace_the_line_that_stood_for_the_order(take: Take, ask: Ask) -> None:
    take(HEAD + "1,A1,2026-01-02,50\n")
    text = (
        "order_no,product,quantity,price\nA1,阀门,2,10\nA1,水泵,1,30\nA1,水泵,1,30\nB7,水泵,1,1\n"
    )
    result = take(text, kind="order-lines")
    assert counts(result) == (2, 0, 0, 1, 1)
    assert reasons(result) == [(5, "order_no", "B7", "row.order_unknown")]
    assert ask("SELECT count(*) FROM order_line WHERE deleted_at IS NULL") == [(2,)]
    assert ask("SELECT amount_minor FROM sales_order") == [(5000,)]
    assert counts(take(text, kind="order-lines")) == (0, 0, 2, 1, 1)


def test_cancelled_and_negative_orders_come_as_they_are(take: Take, ask: Ask) -> None:
    take(
        "customer_no,order_no,order date,amount,status\n1,A1,2026-01-02,(500),\n"
        "1,A2,2026-01-02,5,已取消\n"
    )
    assert ask("SELECT amount_minor, status FROM sales_order ORDER BY order_no") == [
        (-50000, "completed"),
        (500, "cancelled"),
    ]
