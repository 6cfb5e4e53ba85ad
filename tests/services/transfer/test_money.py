"""Receivables and payments, whichever comes first."""

import pytest
from tests.services.transfer.conftest import Ask, Take, counts, reasons

ORDERS = "customer_no,order_no,order date,amount\n1,A1,2026-01-02,100\n1,A2,2026-02-02,50\n"
RECEIVABLES = "order_no,应收日期,应收金额\nA1,2026-02-01,60\nA1,2026-03-01,40\nA2,2026-03-05,50\n"


@pytest.fixture(autouse=True)
def customers(take: Take) -> None:
    take("customer_no,name\n1,Acme\n2,Bravo\n")


def booked(ask: Ask) -> list[tuple[object, ...]]:
    """Return due date, amount and paid of every receivable."""
    return list(
        ask("SELECT due_on, amount_minor, paid_minor, settled_on FROM receivable ORDER BY due_on")
    )


def test_dates_of_an_order_file_give_receivable_and_payment(take: Take, ask: Ask) -> None:
    text = (
        "customer_no,order_no,order date,amount,付款到期日,付款日期\n"
        "1,A1,2026-01-02,100,2026-02-01,2026-02-03\n1,A2,2026-01-02,50,2026-02-01,\n"
        "1,A3,2026-01-02,-5,2026-02-01,2026-02-01\n"
    )
    assert counts(take(text, kind="orders")) == (3, 0, 0, 0, 0)
    assert booked(ask) == [
        ("2026-02-01", 10000, 10000, "2026-02-03"),
        ("2026-02-01", 5000, 0, None),
    ]
    assert ask("SELECT outstanding_minor FROM customer_facts ORDER BY 1 DESC LIMIT 1") == [(5000,)]
    assert counts(take(text, kind="orders")) == (0, 0, 3, 0, 0)
    paid = text.replace("50,2026-02-01,\n", "50,2026-02-01,2026-02-09\n")
    assert counts(take(paid, kind="orders")) == (0, 1, 2, 0, 0)
    assert ask("SELECT count(*) FROM payment") == [(2,)]


@pytest.mark.parametrize("first", ["receivables", "payments"])
def test_payments_are_booked_on_the_oldest_open_receivable(
    take: Take, ask: Ask, first: str
) -> None:
    take(ORDERS)
    payments = "order_no,回款日期,回款金额\nA1,2026-02-10,80\n"
    files = {"receivables": RECEIVABLES, "payments": payments}
    other = "payments" if first == "receivables" else "receivables"
    take(files[first], kind=first)
    take(files[other], kind=other)
    assert booked(ask) == [
        ("2026-02-01", 6000, 6000, "2026-02-10"),
        ("2026-03-01", 4000, 2000, None),
        ("2026-03-05", 5000, 0, None),
    ]
    assert ask("SELECT sum(amount_minor), count(receivable_id) FROM payment") == [(8000, 2)]
    for kind, text in files.items():
        again = take(text, kind=kind)
        assert (again.created, again.updated) == (0, 0)
    assert ask("SELECT sum(amount_minor) FROM payment") == [(8000,)]


def test_an_overpayment_waits_unbooked(take: Take, ask: Ask) -> None:
    take(ORDERS)
    take(RECEIVABLES, kind="receivables")
    take("order_no,回款日期,回款金额\nA2,2026-03-01,70\n", kind="payments")
    assert ask("SELECT amount_minor, receivable_id IS NULL FROM payment ORDER BY 1") == [
        (2000, 1),
        (5000, 0),
    ]


def test_a_payment_without_an_order_meets_any_of_the_customers(take: Take, ask: Ask) -> None:
    take(ORDERS)
    take(RECEIVABLES, kind="receivables")
    take("customer_no,回款日期,回款金额\n1,2026-03-01,70\n", kind="payments")
    assert [row[2] for row in booked(ask)] == [6000, 1000, 0]


def test_a_received_date_pays_the_receivable_in_full(take: Take, ask: Ask) -> None:
    text = "customer_no,应收日期,应收金额,实际回款日期,发票号\n1,2026-02-01,60,2026-02-04,F1\n"
    assert counts(take(text, kind="receivables")) == (1, 0, 0, 0, 0)
    assert booked(ask) == [("2026-02-01", 6000, 6000, "2026-02-04")]
    assert counts(take(text, kind="receivables")) == (0, 0, 1, 0, 0)
    later = "customer_no,应收日期,应收金额,发票号\n1,2026-05-01,60,F1\n"
    assert counts(take(later, kind="receivables")) == (0, 1, 0, 0, 0)
    assert booked(ask)[0][0] == "2026-05-01"


def test_an_order_file_and_a_receivables_file_do_not_double(take: Take, ask: Ask) -> None:
    take(
        "customer_no,order_no,order date,amount,付款到期日\n1,A1,2026-01-02,100,2026-02-01\n",
        kind="orders",
    )
    again = take("order_no,应收日期,应收金额\nA1,2026-02-01,100\n", kind="receivables")
    assert counts(again) == (0, 0, 1, 0, 0)


def test_unknown_orders_and_wrong_customers_are_rejected(take: Take) -> None:
    take(ORDERS)
    result = take(
        "customer_no,order_no,回款日期,回款金额\n1,B1,2026-02-10,80\n2,A1,2026-02-10,80\n",
        kind="payments",
        create_customers=True,
    )
    assert reasons(result) == [
        (2, "order_no", "B1", "row.order_unknown"),
        (3, "order_no", "A1", "row.other_customer"),
    ]
