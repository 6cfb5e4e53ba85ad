"""Orders and their lines (cli.md, Import rules)."""

import pytest
from tests.services.transfer.conftest import Ask, Take, counts, reasons

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


def test_one_number_with_two_meanings_is_rejected(take: Take) -> None:
    result = take(HEAD + "1,A1,2026-01-02,5\n1,A1,2026-01-02,6\n2,A1,2026-01-02,5\n")
    assert counts(result) == (1, 0, 0, 0, 2)
    assert {one.code for one in result.rejected} == {"row.duplicate_number"}


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
