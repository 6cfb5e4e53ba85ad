"""Why orders say nothing: another currency, called off, too long ago or none, told apart."""

from datetime import timedelta

import pytest
from tests.conftest import TODAY

from kamtui.domain.order_standing import OrderStanding
from kamtui.i18n import set_language
from kamtui.present.grade_reasons import driving_text
from kamtui.present.grading import lack_text, left_out_text, why_text
from kamtui.present.order_standing import orders_sentence, portrait_orders
from kamtui.present.segment_table import portrait_lines
from kamtui.present.segment_value import clv_lines
from kamtui.services import grade_review, grading, records, segment_portrait, settings
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.store.tables import SalesOrder

Order = tuple[int, int, str | None, str]
#: Name, orders (days ago, amount, currency, status), and what is said of the amount and why.
CASES: tuple[tuple[str, tuple[Order, ...], str, str], ...] = (
    ("none", (), "no data", "no orders"),
    (
        "one foreign", ((10, 100, "USD", "completed"),), "no data: 1 order in USD",
        "1 order in USD is not counted: the book's currency is CNY",
    ),
    (
        "foreign", tuple((days, 100, "USD", "open") for days in (1, 2, 900)),
        "no data: 3 orders in USD",
        "3 orders in USD are not counted: the book's currency is CNY",
    ),
    (
        "two foreign", ((1, 5, "EUR", "open"), (2, 5, "USD", "open"), (3, 5, "USD", "open")),
        "no data: 2 orders in USD, 1 order in EUR",
        "2 orders in USD, 1 order in EUR are not counted: the book's currency is CNY",
    ),
    (
        "one cancelled", ((5, 100, None, "cancelled"),),
        "no data: 1 order, cancelled or returned", "the only order was cancelled or returned",
    ),
    (
        "cancelled and returned", ((5, 9, "CNY", "cancelled"), (6, 9, None, "returned")),
        "no data: 2 orders, all cancelled or returned",
        "all 2 orders were cancelled or returned",
    ),
    (
        "taken back", ((5, -100, None, "completed"),), "no data: only amounts taken back",
        "only amounts taken back, no order",
    ),
    (
        "long ago", ((800, 100, None, "completed"),),
        "0, last order Fri 13 Sep 2024; any amount gives 10", "",
    ),
    (
        "long ago, now foreign", ((800, 100, None, "open"), (3, 100, "USD", "open")),
        "0, last order in CNY Fri 13 Sep 2024; any amount gives 10", "",
    ),
    ("now", ((3, 100, None, "completed"),), "100; 100k gives 20", ""),
)  # fmt: skip


def customer(desk: Desk, name: str, orders: tuple[Order, ...]) -> str:
    who = records.add(desk, draft=CustomerDraft(name)).records[0]
    with desk.write("order") as work:
        for days, amount, currency, status in orders:
            work.add(
                SalesOrder(
                    customer_id=who, ordered_on=TODAY - timedelta(days=days),
                    amount_minor=amount * 100, currency=currency, status=status,
                )
            )  # fmt: skip
        work.commit()
    return who


@pytest.mark.parametrize(("name", "orders", "why", "lack"), CASES, ids=[one[0] for one in CASES])
def test_every_case_has_its_own_words(
    desk: Desk, name: str, orders: tuple[Order, ...], why: str, lack: str
) -> None:
    who = customer(desk, name, orders)
    evaluation = grading.explain(desk, customer_id=who).evaluation
    amount = next(part for part in evaluation.parts if part.criterion == "amount")
    assert why_text(amount) == why
    said = lack_text(evaluation)
    assert said.startswith(lack) if lack else "order" not in said
    listed = [*grade_review.listed(desk, everybody=True).rows]
    (row,) = [one for one in listed if one.customer_id == who]
    assert row.proposal.evaluation == evaluation, "the list and the explanation say the same"
    assert grading.proposals_of(desk, customer_ids=[who])[0].evaluation == evaluation
    portrait = segment_portrait.read(desk, customer_id=who, as_of=None)
    lines = "\n".join((*portrait_lines(portrait, ascii_only=True), *clv_lines(portrait.clv)))
    if lack and orders:
        assert f"{lack[0].upper()}{lack[1:]}." in lines
    if not orders:
        assert "There are no orders." in lines


def test_a_sum_of_which_some_is_left_out_names_what(desk: Desk) -> None:
    own = tuple((days, 300_000, None, "completed") for days in (1, 40, 70))
    who = customer(desk, "甲", (*own, (9, 5, "USD", "open"), (9, 5, "USD", "cancelled")))
    records.edit(desk, customer_id=who, assignments={"strategic_value": "5"})
    evaluation = grading.explain(desk, customer_id=who).evaluation
    said = "1 order in USD is not counted: the book's currency is CNY"
    assert left_out_text(evaluation) == said
    set_language("zh")
    assert left_out_text(evaluation) == "1 笔 USD 订单不计入：账本币种为 CNY"
    set_language("en")
    settings.change(desk, key="currency", text="USD")
    amount = grading.explain(desk, customer_id=who).evaluation
    assert "in CNY" not in left_out_text(amount), "an order without a currency is in the book's"


def test_a_past_day_knows_only_its_orders(desk: Desk) -> None:
    who = customer(desk, "甲", ((5, 100, "USD", "open"), (300, 100, None, "cancelled")))
    then = TODAY - timedelta(days=100)
    past = grading.explain(desk, customer_id=who, as_of=then).evaluation
    assert lack_text(past).startswith("the only order was cancelled or returned")
    assert lack_text(grading.explain(desk, customer_id=who).evaluation).startswith("1 order in USD")


def test_hostile_currencies_stand_as_text() -> None:
    one = OrderStanding("C\x1b[2J", TODAY, others=(("[red]\u202e", 2),))
    said = orders_sentence(one, 12)
    assert "\x1b" not in said and "\u202e" not in said and "[red]" in said
    assert portrait_orders(OrderStanding("CNY", TODAY)) == "There are no orders."
    assert orders_sentence(None, 12) == portrait_orders(None) == ""


def test_a_reason_does_not_say_that_there_was_no_order(desk: Desk) -> None:
    foreign = customer(desk, "甲", ((800, 100, None, "open"), (3, 100, "USD", "open")))
    nothing = customer(desk, "乙", ((800, 100, None, "open"),))
    free = customer(desk, "丙", ((3, 0, None, "open"),))
    back = customer(desk, "丁", ((800, 1, None, "open"), (3, -200, None, "open")))
    said = [
        driving_text(grading.explain(desk, customer_id=one).evaluation, up=False)
        for one in (foreign, nothing, free, back)
    ]
    assert [one.partition(",")[0] for one in said] == [
        "no order in CNY in 12 months", "no order in 12 months", "amount 0", "amount -200",
    ]  # fmt: skip
