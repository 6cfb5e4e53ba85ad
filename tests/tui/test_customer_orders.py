"""The orders tab on a real book: what it shows, what its keys do, what nothing can break."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import NAMES, TODAY, app_over, fill, id_of, list_of, status_of
from textual.pilot import Pilot

from kamtui.domain.views.orders import CustomerOrders, OrderValues
from kamtui.i18n import Language, set_language
from kamtui.services import order_list, orders, receivables, records, scores
from kamtui.services.desk import Desk
from kamtui.tui.panels.add_order import AddOrder
from kamtui.tui.panels.order_forms import LineForm, OrderForm
from kamtui.tui.panels.receivable_forms import PaymentForm, ReceivableForm, ReceivedForm
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.customer.orders import OrdersTab
from kamtui.tui.session import DeskApp

LATE = OrderValues(
    order_no="SO-1", ordered_on=date(2026, 10, 2), amount_minor=42_000_000, product="FT-200",
    quantity="3", price_minor=14_000_000, due_on=TODAY - timedelta(days=6),
)  # fmt: skip
CANCELLED = OrderValues(
    order_no="SO-0", ordered_on=date(2025, 3, 4), amount_minor=700_000, status="cancelled",
    product="cable",
)  # fmt: skip
PASTES = ("x" * 10_000, "[red]", "\u202e42", "４２", "１e99", "-", "🙂" * 50, "9" * 40)
HOSTILE = "[red]x[/red]\x1b[31m\u202e" + "长" * 40


def sell(desk: Desk, *values: OrderValues, name: str = NAMES[0]) -> str:
    """Fill the book and add orders to its first customer."""
    fill(desk)
    customer_id = id_of(desk, name)
    for one in values:
        orders.add(desk, customer_id=customer_id, values=one)
    return customer_id


def page(desk: Desk, customer_id: str) -> CustomerOrders:
    found = order_list.read(desk, customer_id=customer_id)
    return order_list.read(desk, customer_id=customer_id, whole=[one.id for one in found.orders])


async def opened(pilot: Pilot[None], app: DeskApp) -> CustomerScreen:
    """Open the first customer's orders."""
    await until(pilot, lambda: list_of(app).selectable >= 3 and list_of(app).key is not None)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
    screen = app.screen
    assert isinstance(screen, CustomerScreen)
    await until(pilot, lambda: screen.facts is not None)
    await pilot.press("tab", "tab", "tab")
    await until(pilot, lambda: screen.tab == "orders" and screen._tab.value is not None)
    return screen


def typed(text: str) -> list[str]:
    return ["space" if one == " " else one for one in text]


def rows(pilot: Pilot[None]) -> str:
    return "\n".join(screen_text(pilot))


def form_open(app: DeskApp, kind: type) -> bool:
    return bool(app.screen.query(kind))


async def test_sums_then_what_is_owed_then_the_orders_by_year(desk: Desk) -> None:
    sell(desk, LATE, CANCELLED)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: "SO-1" in rows(pilot))
        text = screen_text(pilot)
        assert "All together 420k" in text[3] and "12 months 420k, 1 order" in text[3]
        assert "Owes 420k" in text[4] and "of it late 420k" in text[4]
        assert text[5].startswith(" Receivables 1 ─")
        assert "!6d" in text[6] and "SO-1" in text[6] and "420,000" in text[6]
        assert text[7].startswith(" 2026 ─") and text[7].rstrip().endswith("1 order  420k")
        assert "10-02" in text[8] and "FT-200" in text[8] and text[8].rstrip().endswith("!6d")
        assert text[9].startswith(" 2025 ─")
        assert "03-04" in text[10] and "cancelled" in text[10]
        # The amounts of every row end in one column.
        placed = ((6, "420,000"), (8, "420,000"), (10, "7,000"))
        assert {text[row].index(amount) + len(amount) for row, amount in placed} == {71}


async def test_enter_shows_an_order_whole_and_folds_it(desk: Desk) -> None:
    customer_id = sell(desk, LATE)
    owed = page(desk, customer_id).receivables[0]
    receivables.receive(
        desk, receivable_id=owed.id, amount_minor=12_000_000, on=TODAY, method="wire"
    )
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: "300,000 of 420k" in rows(pilot))
        await pilot.press("j", "enter")
        await until(pilot, lambda: "3 x 140,000" in rows(pilot))
        assert "due 16 Nov !6d" in rows(pilot) and "received 22 Nov  wire" in rows(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "3 x 140,000" not in rows(pilot))
        await pilot.press("k", "enter")  # the receivable's own payments
        await until(pilot, lambda: "received 22 Nov  wire" in rows(pilot))


async def test_one_line_adds_an_order_and_shows_how_it_is_understood(desk: Desk) -> None:
    customer_id = sell(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: "No orders yet" in rows(pilot))
        await pilot.press("a")
        await until(pilot, lambda: form_open(app, AddOrder))
        await pilot.press(*typed("11-20 42万 FT-200 x3 due 30d oops"))
        await until(pilot, lambda: "? oops" in rows(pilot))
        assert "= Fri 20 Nov   420,000   FT-200 x3   due 20 Dec" in rows(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "“oops” is not understood" in status_of(app))
        assert page(desk, customer_id).orders == ()
        await pilot.press(*["backspace"] * 5, "enter")
        await until(pilot, lambda: status_of(app).startswith("Added:"))
        await until(pilot, lambda: "confirmed" in rows(pilot))
        [order] = page(desk, customer_id).orders
        assert (order.amount_minor, order.due_on) == (42_000_000, date(2026, 12, 20))
        await pilot.press("u")
        await until(pilot, lambda: page(desk, customer_id).orders == ())


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_an_order_past_its_credit_says_why_it_is_not_owed(
    desk: Desk, size: tuple[int, int], language: Language
) -> None:
    customer_id = sell(desk)
    records.edit(desk, customer_id=customer_id, assignments={"credit_days": "30"})
    set_language(language)
    app = app_over(desk)
    en = language == "en"
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        tab = screen._tab
        assert isinstance(tab, OrdersTab)
        await pilot.press("a")
        await until(pilot, lambda: form_open(app, AddOrder))
        await pilot.press(*typed("2026-03-01 7000 #SO-9"), "enter")
        ended = "not owed: no due day" if en else "不计欠款：无到期日"
        await until(pilot, lambda: ended in status_of(app))
        await until(pilot, lambda: tab.entry is not None)
        await pilot.press("enter")
        words = "its credit ended 31 Mar" if en else "账期已于 3月31日 到期"
        await until(pilot, lambda: words in rows(pilot))
        assert ("add a payment or a receivable" if en else "请添加回款或应收") in rows(pilot)
        assert all(cell_len(line) <= size[0] for line in screen_text(pilot))
        [order] = page(desk, customer_id).orders
        assert order.receivables == 0
    set_language("en")


async def test_received_promised_and_another_due_day(desk: Desk) -> None:
    """Money: 1 received, 2 promised for a date, 3 another day (ux.md); each is undone by u."""
    customer_id = sell(desk, LATE)

    def owed() -> list[tuple[int, date | None, date]]:
        found = page(desk, customer_id).receivables
        return [(one.left_minor, one.promised_on, one.due_on) for one in found]

    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("1")
        await until(pilot, lambda: form_open(app, ReceivedForm))
        await until(pilot, lambda: "420,000 all of it" in " ".join(rows(pilot).split()))
        await pilot.press(*"12万")
        await until(pilot, lambda: "= 120,000  300,000 stay open" in rows(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: owed()[0][0] == 30_000_000)
        await until(pilot, lambda: status_of(app).startswith("Received: SO-1  120,000"))
        await pilot.press("s")
        await until(pilot, lambda: screen_text(pilot)[-2].startswith(" Promised for  1 "))
        assert "0 date" in screen_text(pilot)[-2]
        await pilot.press("3")
        await until(pilot, lambda: owed()[0][1] == TODAY + timedelta(days=7))
        await until(pilot, lambda: "promised Sun 29" in rows(pilot))
        await pilot.press("r", *"15/12", "enter")
        await until(pilot, lambda: owed()[0][2] == date(2026, 12, 15))
        await until(pilot, lambda: status_of(app).startswith("Due:"))
        await pilot.press("u", "u")
        await until(pilot, lambda: owed()[0][1:] == (None, TODAY - timedelta(days=6)))
        await until(pilot, lambda: "promised" not in screen_text(pilot)[6])
        await pilot.press("d")
        await until(pilot, lambda: form_open(app, ReceivedForm))
        await pilot.press("enter")  # two keys for the rest, today
        await until(pilot, lambda: owed() == [])
        await until(pilot, lambda: screen_text(pilot)[6].rstrip().endswith("paid"))


async def test_on_an_order_the_digits_act_on_the_follow_up(desk: Desk) -> None:
    sell(desk, replace(LATE, due_on=None))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("1")
        await until(pilot, lambda: status_of(app).startswith("Done: Order check A"))
        assert screen.tab == "orders"


async def test_the_form_of_an_order_says_what_follows(desk: Desk) -> None:
    customer_id = sell(desk, LATE)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("j", "e")
        await until(pilot, lambda: form_open(app, OrderForm))
        form = app.screen.query_one(OrderForm)
        names = [one.name for one in form.lines.fields]
        await pilot.press(*["tab"] * names.index("amount_minor"), *"45w", "enter")
        await until(pilot, lambda: "its receivable too" in status_of(app))
        assert page(desk, customer_id).receivables[0].amount_minor == 45_000_000
        await pilot.press("e")
        await until(pilot, lambda: form_open(app, OrderForm))
        await pilot.press(*["tab"] * names.index("status"), *"canc", "enter")
        await until(pilot, lambda: "its receivable is owed no more" in status_of(app))
        await pilot.press("e")
        await until(pilot, lambda: form_open(app, OrderForm))
        await pilot.press(*["tab"] * names.index("amount_minor"), *"much", "enter")
        await until(pilot, lambda: "“much” is no amount" in status_of(app))
        form = app.screen.query_one(OrderForm)
        assert form.lines.current.typed == "much", "nothing typed is lost"
        await pilot.press("escape", "e")
        await until(pilot, lambda: status_of(app).startswith("Typed 22 Nov, not saved"))
        assert app.screen.query_one(OrderForm).lines.named("amount_minor").typed == "much"
        await pilot.press("ctrl+n", "enter")
        await until(pilot, lambda: status_of(app) == "Nothing was changed")


async def test_a_due_day_in_the_form_counts_from_the_orders_day(desk: Desk) -> None:
    customer_id = sell(desk, replace(LATE, due_on=None))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("e")
        await until(pilot, lambda: form_open(app, OrderForm))
        names = [one.name for one in app.screen.query_one(OrderForm).lines.fields]
        await pilot.press(*["tab"] * names.index("due_on"), *"30d")
        await until(pilot, lambda: "= Sun 1 Nov 2026" in rows(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: len(page(desk, customer_id).receivables) == 1)
        assert page(desk, customer_id).receivables[0].due_on == date(2026, 11, 1)


async def test_two_windows_ask_and_saving_again_keeps_mine(desk: Desk) -> None:
    customer_id = sell(desk, LATE)
    order_id = page(desk, customer_id).orders[0].id
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("j", "e")
        await until(pilot, lambda: form_open(app, OrderForm))
        names = [one.name for one in app.screen.query_one(OrderForm).lines.fields]
        await pilot.press(*["tab"] * names.index("amount_minor"), *"45w")
        base = orders.values(desk, order_id=order_id)
        orders.change(desk, order_id=order_id, wanted=replace(base, amount_minor=100), base=base)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "yours 450,000" in status_of(app))
        assert "theirs 1" in status_of(app) and "before 420,000" in status_of(app)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
        assert orders.values(desk, order_id=order_id).amount_minor == 45_000_000


async def test_receivables_lines_and_payments_are_edited_and_added_beneath_their_order(
    desk: Desk,
) -> None:
    customer_id = sell(desk, LATE)
    app = app_over(desk)

    def detail() -> tuple[list[str | None], list[str | None], list[int]]:
        found = page(desk, customer_id)
        one = found.details[found.orders[0].id]
        return (
            [line.quantity for line in one.lines],
            [owed.invoice_no for owed in one.receivables],
            [paid.amount_minor for paid in one.payments],
        )

    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("e")  # the receivable on top
        await until(pilot, lambda: form_open(app, ReceivableForm))
        await pilot.press("tab", "tab", *"INV-7", "enter")
        await until(pilot, lambda: detail()[1] == ["INV-7"])
        await pilot.press("j", "enter")
        await until(pilot, lambda: "3 x 140,000" in rows(pilot))
        await pilot.press("j", "e")
        await until(pilot, lambda: form_open(app, LineForm))
        await pilot.press("tab", "4", "enter")
        await until(pilot, lambda: detail()[0] == ["4"])
        await pilot.press("9", "2")
        await until(pilot, lambda: form_open(app, LineForm))
        await pilot.press(*"cable", "tab", "2", "tab", "5", "enter")
        await until(pilot, lambda: detail()[0] == ["4", "2"])
        await pilot.press("9", "3")
        await until(pilot, lambda: form_open(app, ReceivableForm))
        await pilot.press(*"2w", "tab", *"100", "enter")
        await until(pilot, lambda: len(detail()[1]) == 2)
        await pilot.press("9", "4")
        await until(pilot, lambda: form_open(app, PaymentForm))
        await pilot.press(*"7", "enter")
        await until(pilot, lambda: detail()[2] == [700])
        await until(pilot, lambda: "received 22 Nov" in rows(pilot))
        while not (list_of(app).key or "").endswith(
            page(desk, customer_id).details[page(desk, customer_id).orders[0].id].payments[0].id
        ):
            await pilot.press("j")
        await pilot.press("e")
        await until(pilot, lambda: form_open(app, PaymentForm))
        await pilot.press(*"8", "enter")
        await until(pilot, lambda: detail()[2] == [800])


async def test_delete_asks_says_what_goes_along_and_undo_brings_it_back(desk: Desk) -> None:
    customer_id = sell(desk, LATE)
    owed = page(desk, customer_id).receivables[0]
    receivables.receive(desk, receivable_id=owed.id, amount_minor=100, on=TODAY)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("delete")
        await until(pilot, lambda: "not the money that came in" in rows(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app) == "Nothing was deleted")
        await pilot.press("j", "delete")
        await until(pilot, lambda: "Delete order SO-1 and its 1 payment?" in rows(pilot))
        await pilot.press("y")
        await until(pilot, lambda: "No orders yet" in rows(pilot))
        assert page(desk, customer_id).receivables == ()
        await pilot.press("u")
        await until(pilot, lambda: "SO-1" in rows(pilot))
        assert page(desk, customer_id).receivables[0].paid_minor == 100


async def test_copy_takes_the_number_then_the_amount(desk: Desk) -> None:
    sell(desk, LATE)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("j", "6")
        await until(pilot, lambda: status_of(app).startswith("Copied: SO-1"))
        assert app.clipboard == "SO-1"
        await pilot.press("6")
        await until(pilot, lambda: status_of(app).startswith("Copied: 420,000"))
        assert app.clipboard == "420000"


async def test_masked_shows_no_amount_and_opens_no_form(desk: Desk) -> None:
    sell(desk, LATE)
    app = app_over(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("j", "enter")
        await until(pilot, lambda: "140,000" in rows(pilot))
        await pilot.press("8")
        await until(pilot, lambda: "***" in screen_text(pilot)[4])
        for hidden in ("420", "140,000"):
            assert hidden not in rows(pilot)
        await pilot.press("k")
        for key in ("1", "e"):
            await pilot.press(key)
            await until(pilot, lambda: status_of(app).startswith("Amounts are hidden"))
        await pilot.press("delete")
        await until(pilot, lambda: "Delete SO-1 receivable of ***" in rows(pilot))
        await pilot.press("escape", "6", "6")
        await until(pilot, lambda: status_of(app).startswith("Copied: ***"))


async def test_e_on_a_collection_row_of_the_agenda_opens_its_receivable(desk: Desk) -> None:
    customer_id = sell(desk, LATE)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "420k owed" in rows(pilot))
        await until(pilot, lambda: (list_of(app).key or "").startswith("collection:"))
        await pilot.press("e")
        await until(pilot, lambda: form_open(app, ReceivableForm))
        await pilot.press("tab", "tab", *"INV-1", "enter")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
        assert page(desk, customer_id).receivables[0].invoice_no == "INV-1"


async def test_a_grade_follows_an_order_that_was_added(desk: Desk) -> None:
    """The write names its customer and kinds, so the keeper of scores works it out anew."""
    customer_id = sell(desk)
    scores.refresh(desk, customer_ids=(customer_id,))
    app = app_over(desk)

    def stored() -> object:
        with desk.read() as reader:
            return reader.one(
                "SELECT last_score FROM customer_facts WHERE customer_id = :id", id=customer_id
            )

    before = stored()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("a", *typed("11-20 60w FT-200 x3 due 30d"), "enter")
        await until(pilot, lambda: status_of(app).startswith("Added:"))
        await until(pilot, lambda: stored() != before, seconds=10)


async def test_many_orders_are_read_as_the_cursor_comes_near(desk: Desk) -> None:
    customer_id = sell(desk)
    from kamtui.store.tables import SalesOrder

    with desk.write("import") as work:
        for number in range(700):
            work.session.add(
                SalesOrder(
                    customer_id=customer_id, order_no=f"N{number:04}", amount_minor=100,
                    ordered_on=TODAY - timedelta(days=number), created_at=work.now,
                    updated_at=work.now,
                )
            )  # fmt: skip
        work.commit()
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: list_of(app).selectable == 300)
        await pilot.press("G")
        await until(pilot, lambda: list_of(app).selectable == 700)
        assert list_of(app).ordinal == 299, "the cursor stays on its row"
        await pilot.press("G")
        await until(pilot, lambda: "N0699" in rows(pilot))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 12), (20, 5), (1, 1)])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_rows_have_their_width_whatever_they_hold(
    desk: Desk, size: tuple[int, int], language: str, ascii_only: bool
) -> None:
    set_language("zh" if language == "zh" else "en")
    hostile = OrderValues(
        order_no=HOSTILE, ordered_on=TODAY, amount_minor=99_999_999_999_999, product=HOSTILE * 2,
        quantity="999999999.999999", price_minor=1, currency="USD", due_on=date(1999, 1, 1),
    )  # fmt: skip
    customer_id = sell(desk, LATE, CANCELLED, hostile)
    for one in page(desk, customer_id).receivables:
        receivables.receive(
            desk,
            receivable_id=one.id,
            amount_minor=-99_999_999_999_999,
            on=TODAY,
            method=HOSTILE[:60],
        )
    app = app_over(desk, ascii_only=ascii_only)
    app.change_theme("ansi" if ascii_only else "dark")
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        screen._tab.whole = frozenset(one.id for one in page(desk, customer_id).orders)  # type: ignore[attr-defined]
        screen.reload()
        for key in ("j", "k", "e", "escape", "1", "escape", "j", "e", "escape", "9", "1", "escape",
                    "G", "e", "escape", "8"):  # fmt: skip
            await pilot.press(key)
            await pilot.pause(0.02)
            text = screen_text(pilot)
            assert {cell_len(row) for row in text} == {size[0]}
            assert not any("\x1b" in row or "\u202e" in row for row in text)
            if ascii_only:
                drawn = {c for row in text for c in row if not c.isascii()}
                assert not drawn & set("─━┼┿▁▃▅█▌…→×"), "\n".join(text)


async def test_hostile_texts_in_every_form(desk: Desk) -> None:
    """Pastes, markup, control characters, other scripts' digits: a sentence, never a crash."""
    customer_id = sell(desk, LATE)
    app = app_over(desk)
    from textual import events

    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        for keys, kind in ((("1",), ReceivedForm), (("e",), ReceivableForm), (("a",), AddOrder)):
            for text in (
                "x" * 10_000,
                "[red]",
                "\u202e42",
                "４２",
                "１e99",
                "-",
                "🙂" * 50,
                "9" * 40,
            ):
                await pilot.press(*keys)
                await until(pilot, lambda kind=kind: form_open(app, kind))  # type: ignore[misc]
                form = app.screen.query_one(kind)
                form.lines.current.prompt.text = ""  # type: ignore[attr-defined]
                app.screen.focused.post_message(events.Paste(text))  # type: ignore[union-attr]
                await pilot.pause(0.01)
                await pilot.press("enter")
                await pilot.pause(0.05)
                assert {cell_len(row) for row in screen_text(pilot)} == {80}
                if form_open(app, kind):
                    assert status_of(app), text
                    await pilot.press("escape")
                    await until(pilot, lambda kind=kind: not form_open(app, kind))  # type: ignore[misc]
    assert page(desk, customer_id).total >= 1


async def test_a_record_that_went_meanwhile_is_said(desk: Desk) -> None:
    customer_id = sell(desk, LATE)
    owed = page(desk, customer_id).receivables[0]
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("1")
        await until(pilot, lambda: form_open(app, ReceivedForm))
        records.delete(desk, entity="receivable", record_id=owed.id)
        await pilot.press("enter")
        await until(pilot, lambda: "deleted meanwhile" in status_of(app))
        assert form_open(app, ReceivedForm)


async def test_a_receivable_without_an_order_and_other_currencies(desk: Desk) -> None:
    customer_id = sell(desk, LATE, replace(LATE, order_no="U", currency="USD"))
    from kamtui.store.tables import Payment

    with desk.write("import") as work:
        work.add(Payment(customer_id=customer_id, received_on=TODAY, amount_minor=300))
        work.commit()
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: "Without an order 1" in rows(pilot))
        assert "Not in the sums USD 420,000 (owes 420,000)" in rows(pilot)
        assert "USD 420,000" in rows(pilot)
        assert "Owes 420k" in screen_text(pilot)[4]


def test_amounts_read_back_as_they_were_prefilled() -> None:
    from hypothesis import given
    from hypothesis import strategies as st

    from kamtui.tui.panels.money_fields import amount_text, read_minor

    @given(st.integers(-(10**14) + 1, 10**14 - 1))
    def check(minor: int) -> None:
        assert read_minor(amount_text(minor)) == minor

    check()
