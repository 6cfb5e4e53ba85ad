"""Orders and money on a real book: what each verb does, refuses, and takes along."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.conftest import NOW, TODAY
from tests.store.states import state_of, unlogged

from kamtui.domain.errors import KamError
from kamtui.domain.views.orders import (
    CustomerOrders,
    LineValues,
    OrderValues,
    PaymentValues,
    ReceivableValues,
)
from kamtui.present.errors import sentence
from kamtui.services import (
    actions,
    agenda,
    customers,
    history,
    order_list,
    orders,
    receivables,
    records,
    settings,
)
from kamtui.services.clock import FixedClock
from kamtui.services.desk import Desk
from kamtui.services.order_values import MOST_MINOR
from kamtui.services.records import CustomerDraft

BASIC = OrderValues(
    order_no="SO-1", ordered_on=TODAY - timedelta(days=2), amount_minor=42_000_000,
    product="FT-200", quantity="3", price_minor=14_000_000, due_on=date(2026, 12, 20),
)  # fmt: skip


def customer(desk: Desk, name: str = "华东机械") -> str:
    return records.add(desk, draft=CustomerDraft(name)).records[0]


def added(desk: Desk, values: OrderValues = BASIC) -> tuple[str, str]:
    """Return (customer id, order id)."""
    customer_id = customer(desk)
    return customer_id, orders.add(desk, customer_id=customer_id, values=values).records[0]


def page(desk: Desk, customer_id: str) -> CustomerOrders:
    found = order_list.read(desk, customer_id=customer_id)
    whole = [*(one.id for one in found.orders), *(one.id for one in found.receivables)]
    return order_list.read(desk, customer_id=customer_id, whole=whole)


def change(desk: Desk, order_id: str, **fields: object) -> frozenset[str]:
    base = orders.values(desk, order_id=order_id)
    wanted = replace(base, **fields)  # type: ignore[arg-type]
    return orders.change(desk, order_id=order_id, wanted=wanted, base=base).kinds


def the_receivable(desk: Desk, customer_id: str) -> str:
    [one] = page(desk, customer_id).receivables
    return one.id


def test_an_order_is_there_with_its_line_and_its_receivable(desk: Desk) -> None:
    customer_id, order_id = added(desk)
    found = page(desk, customer_id)
    [order] = found.orders
    assert (order.order_no, order.amount_minor, order.products) == ("SO-1", 42_000_000, ("FT-200",))
    assert (order.owed_minor, order.paid_minor, order.due_on) == (42_000_000, 0, date(2026, 12, 20))
    detail = found.details[order_id]
    assert [(one.product, one.quantity, one.price_minor) for one in detail.lines] == [
        ("FT-200", "3", 14_000_000)
    ]
    assert [one.left_minor for one in found.receivables] == [42_000_000]
    assert [(one.year, one.orders, one.amount_minor) for one in found.years] == [
        (2026, 1, 42_000_000)
    ]
    brief = customers.brief(desk, customer_id=customer_id)
    assert (brief.money.orders, brief.money.outstanding_minor) == (1, 42_000_000)
    assert orders.values(desk, order_id=order_id) == BASIC
    assert not unlogged(desk.path)  # type: ignore[arg-type]


def test_a_product_is_found_by_its_name_whatever_the_case(desk: Desk) -> None:
    customer_id, _first = added(desk)
    orders.add(
        desk, customer_id=customer_id, values=replace(BASIC, order_no="2", product="ｆｔ-200")
    )
    with desk.read() as reader:
        assert reader.value("SELECT count(*) FROM product", 0) == 1


def test_an_amount_that_line_and_receivable_repeat_changes_there_too(desk: Desk) -> None:
    customer_id, order_id = added(desk)
    kinds = change(desk, order_id, amount_minor=45_000_000)
    assert {"sales_order", "order_line", "receivable"} <= kinds
    found = page(desk, customer_id)
    assert found.receivables[0].amount_minor == 45_000_000
    assert found.details[order_id].lines[0].amount_minor == 45_000_000
    history.undo(desk)
    assert page(desk, customer_id).receivables[0].amount_minor == 42_000_000


def test_a_receivable_of_another_amount_stays(desk: Desk) -> None:
    customer_id, order_id = added(desk)
    receivable_id = the_receivable(desk, customer_id)
    base = receivables.values(desk, receivable_id=receivable_id)
    receivables.change(
        desk, receivable_id=receivable_id, wanted=replace(base, amount_minor=1_000), base=base
    )
    assert "receivable" not in change(desk, order_id, amount_minor=45_000_000)
    assert page(desk, customer_id).receivables[0].amount_minor == 1_000


def test_with_two_receivables_none_follows(desk: Desk) -> None:
    _customer, order_id = added(desk)
    receivables.add(desk, order_id=order_id, values=ReceivableValues(TODAY, 42_000_000))
    assert "receivable" not in change(desk, order_id, amount_minor=45_000_000)
    with pytest.raises(KamError, match=r"order\.many_receivables"):
        change(desk, order_id, due_on=TODAY)


def test_the_amount_follows_price_times_quantity(desk: Desk) -> None:
    customer_id, order_id = added(desk)
    kinds = change(desk, order_id, quantity="4")
    assert "receivable" in kinds
    assert orders.values(desk, order_id=order_id).amount_minor == 56_000_000
    assert page(desk, customer_id).receivables[0].left_minor == 56_000_000
    change(desk, order_id, amount_minor=50_000_000)  # a rebate: no longer price times quantity
    change(desk, order_id, quantity="5")
    assert orders.values(desk, order_id=order_id).amount_minor == 50_000_000


def test_due_days_come_and_go_with_the_order_form(desk: Desk) -> None:
    customer_id, order_id = added(desk, replace(BASIC, due_on=None))
    assert page(desk, customer_id).receivables == ()
    change(desk, order_id, due_on=TODAY)
    assert page(desk, customer_id).receivables[0].due_on == TODAY
    change(desk, order_id, due_on=None)
    assert page(desk, customer_id).receivables == ()
    history.undo(desk)
    receivable_id = the_receivable(desk, customer_id)
    receivables.receive(desk, receivable_id=receivable_id, amount_minor=100, on=TODAY)
    with pytest.raises(KamError, match=r"receivable\.has_payments"):
        change(desk, order_id, due_on=None)


def test_products_of_the_only_line_come_and_go(desk: Desk) -> None:
    customer_id, order_id = added(desk)
    change(desk, order_id, product=None, quantity=None, price_minor=None)
    assert page(desk, customer_id).details[order_id].lines == ()
    change(desk, order_id, product="铣床")
    assert page(desk, customer_id).details[order_id].lines[0].amount_minor == 42_000_000
    orders.add_line(desk, order_id=order_id, values=LineValues("刀具", "2", 5_000, None))
    assert page(desk, customer_id).details[order_id].lines[1].amount_minor == 10_000
    with pytest.raises(KamError, match=r"order\.many_lines"):
        change(desk, order_id, product="别的")
    change(desk, order_id, order_no="SO-9")  # what is not about lines still changes


def test_lines_are_changed_by_themselves(desk: Desk) -> None:
    customer_id, order_id = added(desk)
    line_id = page(desk, customer_id).details[order_id].lines[0].id
    base = orders.line_values(desk, line_id=line_id)
    changes = orders.change_line(
        desk, line_id=line_id, wanted=replace(base, quantity="2"), base=base
    )
    assert orders.line_values(desk, line_id=line_id).amount_minor == 28_000_000
    assert changes.customer_ids == {customer_id}, "scores rest on the products of lines"
    with pytest.raises(KamError, match=r"line\.empty"):
        orders.add_line(desk, order_id=order_id, values=LineValues(None, None, None, None))


def test_money_comes_in_by_parts_and_goes_back(desk: Desk) -> None:
    customer_id, order_id = added(desk)
    receivable_id = the_receivable(desk, customer_id)
    day = TODAY - timedelta(days=1)
    receivables.receive(desk, receivable_id=receivable_id, amount_minor=12_000_000, on=day)
    [one] = page(desk, customer_id).receivables
    assert (one.paid_minor, one.left_minor) == (12_000_000, 30_000_000)
    receivables.receive(
        desk, receivable_id=receivable_id, amount_minor=30_000_000, on=TODAY, method="转账"
    )
    found = page(desk, customer_id)
    assert found.receivables == () and found.orders[0].owed_minor == 0
    detail = found.details[order_id]
    assert detail.receivables[0].settled_on == TODAY
    assert [(one.amount_minor, one.method) for one in detail.payments] == [
        (12_000_000, None), (30_000_000, "转账"),
    ]  # fmt: skip
    payment = detail.payments[1]
    base = receivables.payment_values(desk, payment_id=payment.id)
    receivables.change_payment(
        desk, payment_id=payment.id, wanted=replace(base, amount_minor=29_000_000), base=base
    )
    assert page(desk, customer_id).receivables[0].left_minor == 1_000_000
    records.delete(desk, entity="payment", record_id=payment.id)
    assert page(desk, customer_id).receivables[0].left_minor == 30_000_000
    receivables.add_payment(desk, order_id=order_id, values=PaymentValues(TODAY, -500, "refund"))
    assert page(desk, customer_id).orders[0].paid_minor == 12_000_000 - 500


def test_a_payment_moves_to_another_receivable(desk: Desk) -> None:
    customer_id, order_id = added(desk)
    first = the_receivable(desk, customer_id)
    second = receivables.add(
        desk, order_id=order_id, values=ReceivableValues(TODAY, 100, "INV-7", None)
    ).records[0]
    paid = receivables.receive(desk, receivable_id=first, amount_minor=100, on=TODAY).records[0]
    base = receivables.payment_values(desk, payment_id=paid)
    receivables.change_payment(
        desk, payment_id=paid, wanted=replace(base, receivable_id=second), base=base
    )
    left = {one.id: one.left_minor for one in page(desk, customer_id).receivables}
    assert left == {first: 42_000_000}
    other = customer(desk, "Acme")
    elsewhere = orders.add(
        desk, customer_id=other, values=replace(BASIC, order_no="X", product=None)
    ).records
    with pytest.raises(KamError, match=r"payment\.other_receivable"):
        receivables.change_payment(
            desk,
            payment_id=paid,
            wanted=replace(base, receivable_id=elsewhere[-1]),
            base=replace(base, receivable_id=second),
        )


def test_promised_days(desk: Desk) -> None:
    customer_id, _order = added(desk)
    receivable_id = the_receivable(desk, customer_id)
    receivables.promise(desk, receivable_id=receivable_id, on=TODAY + timedelta(days=3))
    assert page(desk, customer_id).receivables[0].promised_on == TODAY + timedelta(days=3)
    with pytest.raises(KamError, match=r"date\.past"):
        receivables.promise(desk, receivable_id=receivable_id, on=TODAY - timedelta(days=1))
    receivables.promise(desk, receivable_id=receivable_id, on=None)
    assert page(desk, customer_id).receivables[0].promised_on is None


def test_the_agenda_uses_the_same_verbs(desk: Desk) -> None:
    customer_id, _order = added(desk, replace(BASIC, due_on=TODAY - timedelta(days=3)))
    [item] = [one for one in agenda.read(desk).items if one.kind == "collection"]
    assert receivables.find(desk, item_id=item.id).left_minor == 42_000_000
    actions.snooze(desk, item_ids=[item.id], to=TODAY + timedelta(days=2))
    assert page(desk, customer_id).receivables[0].promised_on == TODAY + timedelta(days=2)
    changes = actions.done(desk, item_ids=[item.id])
    assert {"payment", "receivable"} <= changes.kinds
    assert page(desk, customer_id).receivables == ()


def test_deleting_an_order_takes_everything_beneath_it_along(desk: Desk) -> None:
    customer_id, order_id = added(desk)
    receivables.receive(
        desk, receivable_id=the_receivable(desk, customer_id), amount_minor=100, on=TODAY
    )
    assert desk.path is not None
    before = state_of(desk.path)
    changes = records.delete(desk, entity="sales_order", record_id=order_id)
    assert changes.kinds >= {"sales_order", "order_line", "receivable", "payment"}
    found = page(desk, customer_id)
    assert found.orders == () and found.receivables == () and found.loose == ()
    assert customers.brief(desk, customer_id=customer_id).money.outstanding_minor == 0
    history.undo(desk)
    assert state_of(desk.path) == before
    history.redo(desk)
    records.restore(desk, record_id=order_id)
    assert state_of(desk.path) == before


def test_restoring_an_order_leaves_what_was_deleted_before_it(desk: Desk) -> None:
    customer_id, order_id = added(desk)
    records.delete(desk, entity="receivable", record_id=the_receivable(desk, customer_id))
    desk.clock = FixedClock(NOW + timedelta(minutes=1))
    records.delete(desk, entity="sales_order", record_id=order_id)
    records.restore(desk, record_id=order_id)
    found = page(desk, customer_id)
    assert len(found.orders) == 1 and found.receivables == ()


def test_deleting_a_receivable_leaves_the_money_that_came_in(desk: Desk) -> None:
    customer_id, order_id = added(desk)
    receivable_id = the_receivable(desk, customer_id)
    receivables.receive(desk, receivable_id=receivable_id, amount_minor=100, on=TODAY)
    records.delete(desk, entity="receivable", record_id=receivable_id)
    found = page(desk, customer_id)
    assert found.receivables == ()
    assert [one.receivable_id for one in found.details[order_id].payments] == [None]
    history.undo(desk)
    assert page(desk, customer_id).receivables[0].paid_minor == 100


def test_two_windows(desk: Desk, desk_on: Callable[..., Desk]) -> None:
    """Different fields merge, the same one is refused with mine, theirs and base."""
    _customer, order_id = added(desk)
    assert desk.path is not None
    other = desk_on(desk.path, device="device-two")
    base = orders.values(desk, order_id=order_id)
    orders.change(other, order_id=order_id, wanted=replace(base, status="shipped"), base=base)
    orders.change(desk, order_id=order_id, wanted=replace(base, order_no="SO-2"), base=base)
    now = orders.values(desk, order_id=order_id)
    assert (now.status, now.order_no) == ("shipped", "SO-2")
    with pytest.raises(KamError) as refused:
        orders.change(desk, order_id=order_id, wanted=replace(base, status="cancelled"), base=base)
    assert refused.value.code == "record.conflict"
    assert refused.value.params["theirs"] == "shipped"
    for name, mine, theirs in (("due_on", TODAY, date(2027, 1, 1)), ("quantity", "5", "7")):
        started = orders.values(desk, order_id=order_id)
        by_them = replace(started, **{name: theirs})  # type: ignore[arg-type]
        by_me = replace(started, **{name: mine})  # type: ignore[arg-type]
        orders.change(other, order_id=order_id, wanted=by_them, base=started)
        with pytest.raises(KamError, match=r"record\.conflict") as refused:
            orders.change(desk, order_id=order_id, wanted=by_me, base=started)
        assert refused.value.params["field"] == name


def test_money_in_two_windows(desk: Desk, desk_on: Callable[..., Desk]) -> None:
    customer_id, _order_id = added(desk)
    receivable_id = the_receivable(desk, customer_id)
    assert desk.path is not None
    other = desk_on(desk.path, device="device-two")
    base = receivables.values(desk, receivable_id=receivable_id)
    receivables.change(
        other, receivable_id=receivable_id, wanted=replace(base, due_on=TODAY), base=base
    )
    with pytest.raises(KamError, match=r"record\.conflict"):
        receivables.change(
            desk, receivable_id=receivable_id,
            wanted=replace(base, due_on=date(2027, 2, 2)), base=base,
        )  # fmt: skip
    paid = receivables.receive(other, receivable_id=receivable_id, amount_minor=5, on=TODAY)
    first = receivables.payment_values(desk, payment_id=paid.records[0])
    receivables.change_payment(
        other, payment_id=paid.records[0], wanted=replace(first, method="a"), base=first
    )
    with pytest.raises(KamError, match=r"record\.conflict"):
        receivables.change_payment(
            desk, payment_id=paid.records[0], wanted=replace(first, method="b"), base=first
        )
    records.delete(other, entity="receivable", record_id=receivable_id)
    with pytest.raises(KamError, match=r"record\.gone"):
        receivables.receive(desk, receivable_id=receivable_id, amount_minor=5, on=TODAY)


def test_undo_of_an_order_keeps_another_hands_payment(
    desk: Desk, desk_on: Callable[..., Desk]
) -> None:
    customer_id, _order_id = added(desk)
    assert desk.path is not None
    other = desk_on(desk.path, device="device-two")
    receivables.receive(
        other, receivable_id=the_receivable(desk, customer_id), amount_minor=5, on=TODAY
    )
    with pytest.raises(KamError, match=r"undo\.conflict"):
        history.undo(desk)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ordered_on": TODAY + timedelta(days=1)}, "date.future"),
        ({"amount_minor": MOST_MINOR + 1}, "amount.too_large"),
        ({"price_minor": -MOST_MINOR - 1}, "amount.too_large"),
        ({"currency": "€"}, "value.invalid"),
        ({"status": "lost"}, "value.invalid"),
        ({"invoiced_state": "half"}, "value.invalid"),
        ({"quantity": "many"}, "quantity.invalid"),
        ({"quantity": "0"}, "quantity.invalid"),
        ({"order_no": "x" * 65}, "value.too_long"),
        ({"product": "x" * 10_000}, "value.too_long"),
        ({"product": "a\0b"}, "text.nul"),
        ({"amount_minor": 0}, "receivable.not_positive"),
        ({"amount_minor": -5}, "receivable.not_positive"),
    ],
)
def test_what_is_refused_says_why_and_writes_nothing(
    desk: Desk, fields: dict[str, object], code: str
) -> None:
    customer_id = customer(desk)
    with pytest.raises(KamError) as refused:
        orders.add(desk, customer_id=customer_id, values=replace(BASIC, **fields))  # type: ignore[arg-type]
    assert refused.value.code == code
    words = sentence(refused.value)
    assert "could not be done" not in words and "?" not in words, words
    assert page(desk, customer_id).orders == ()


def test_zero_and_negative_orders_are_orders(desk: Desk) -> None:
    """Negative amounts subtract and count as no order; zero counts (product.md, Numbers)."""
    customer_id = customer(desk)
    for number, amount in (("a", 0), ("b", -500), ("c", 2_000)):
        plain = OrderValues(order_no=number, ordered_on=TODAY, amount_minor=amount)
        orders.add(desk, customer_id=customer_id, values=plain)
    found = page(desk, customer_id)
    assert [(one.orders, one.amount_minor) for one in found.years] == [(2, 1_500)]


def test_other_currencies_are_named_and_left_out(desk: Desk) -> None:
    customer_id, _order = added(desk)
    orders.add(
        desk, customer_id=customer_id,
        values=replace(BASIC, order_no="U", currency="usd", amount_minor=120_000),
    )  # fmt: skip
    found = page(desk, customer_id)
    assert [
        (one.currency, one.orders, one.amount_minor, one.owed_minor) for one in found.others
    ] == [("USD", 1, 120_000, 120_000)]
    assert [one.amount_minor for one in found.years] == [42_000_000]
    assert customers.brief(desk, customer_id=customer_id).money.outstanding_minor == 42_000_000
    assert {one.currency for one in found.receivables} == {None, "USD"}
    settings.change(desk, key="currency", text="USD")
    assert page(desk, customer_id).others == ()


def test_a_number_is_one_orders(desk: Desk) -> None:
    _customer, order_id = added(desk)
    other = customer(desk, "Acme")
    with pytest.raises(KamError, match=r"order\.duplicate_no") as refused:
        orders.add(desk, customer_id=other, values=BASIC)
    assert "华东机械" in sentence(refused.value) and "SO-1" in sentence(refused.value)
    change(desk, order_id, status="shipped")  # its own number is no clash


def test_a_window_of_many_orders(desk: Desk) -> None:
    customer_id = customer(desk)
    for day in range(12):
        orders.add(
            desk, customer_id=customer_id,
            values=OrderValues(str(day), TODAY - timedelta(days=day), 100),
        )  # fmt: skip
    found = order_list.read(desk, customer_id=customer_id, limit=5)
    assert [one.order_no for one in found.orders] == ["0", "1", "2", "3", "4"]
    assert found.total == 12


def test_money_of_no_order_has_its_place(desk: Desk) -> None:
    from kamtui.store.tables import Payment, Receivable

    customer_id = customer(desk)
    with desk.write("import") as work:
        owed = work.add(Receivable(customer_id=customer_id, due_on=TODAY, amount_minor=700))
        work.add(Payment(customer_id=customer_id, received_on=TODAY, amount_minor=300))
        work.commit()
    assert [one.amount_minor for one in page(desk, customer_id).loose] == [300]
    receivables.receive(desk, receivable_id=owed.id, amount_minor=700, on=TODAY)
    assert sorted(one.amount_minor for one in page(desk, customer_id).loose) == [300, 700]
