"""Adding a customer: similar ones are a key away, the line is kept, the cursor goes to the new."""

import pytest
from tests.tui.conftest import screen_text, until
from tests.tui.desks import NAMES, app_over, fill, id_of, list_of, status_of
from tests.tui.test_customer import typed
from textual import events
from textual.pilot import Pilot

from kamtui.services import customers, records
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.tui.panels import add_customer
from kamtui.tui.panels.add_customer import AddCustomer
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.session import DeskApp


async def on_customers(pilot: Pilot[None], app: DeskApp) -> None:
    await until(pilot, lambda: list_of(app).selectable >= 1)
    await pilot.press("f3")
    await until(pilot, lambda: getattr(app.screen, "KIND", "") == "customers")
    await until(pilot, lambda: list_of(app).key is not None)


async def adding(pilot: Pilot[None], app: DeskApp) -> AddCustomer:
    await on_customers(pilot, app)
    await pilot.press("a")
    await until(pilot, lambda: bool(app.screen.query(AddCustomer)))
    form = app.screen.query_one(AddCustomer)
    await until(pilot, lambda: form.lines.has_focus)
    return form


async def test_t4_is_two_keys_and_the_cursor_stands_on_the_new_customer(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    line = "Zeta Works 13912345678 @Ann #B #vip >2w visit"
    async with app.run_test(size=(80, 24)) as pilot:
        await on_customers(pilot, app)
        await pilot.press("a", *typed(line), "enter")
        await until(pilot, lambda: status_of(app).startswith("Added: Zeta Works"))
        assert "Enter open" in status_of(app) and "u undo" in status_of(app)
        new = id_of(desk, "Zeta Works")
        await until(pilot, lambda: list_of(app).key == new)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        await until(pilot, lambda: screen_text(pilot)[0].startswith(" Zeta Works"))


async def test_the_cursor_finds_the_new_customer_far_down_a_long_list(desk: Desk) -> None:
    for number in range(300):
        records.add(desk, draft=CustomerDraft(name=f"Name {number:03}", grade="A"))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await adding(pilot, app)
        await pilot.press(*typed("Last one #D"), "enter")
        await until(pilot, lambda: status_of(app).startswith("Added: Last one"))
        await until(pilot, lambda: list_of(app).key == id_of(desk, "Last one"))
        assert list_of(app).ordinal == 300


async def test_a_filter_that_hides_the_new_customer_is_told(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_customers(pilot, app)
        getattr(app.screen, "filter_by")("A")  # noqa: B009
        await until(pilot, lambda: list_of(app).selectable == 1)
        await pilot.press("a", *typed("Zeta #C"), "enter")
        await until(pilot, lambda: "hidden by the filter" in status_of(app))


async def test_a_similar_customer_is_opened_and_the_line_is_there_again(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await adding(pilot, app)
        await pilot.press("tab")
        await until(pilot, lambda: "Nobody of a similar name" in status_of(app))
        app.post_message(events.Paste("华东机械 #A"))
        await until(pilot, lambda: any("similar: " in row for row in screen_text(pilot)))
        assert any("C0001 华东机械有限公司" in row and "Tab" in row for row in screen_text(pilot))
        await pilot.press("tab")
        await until(pilot, lambda: status_of(app).startswith("Enter opens C0001 华东机械"))
        await pilot.press("tab")  # the line again
        await until(pilot, lambda: status_of(app) == "")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        assert not form.is_attached
        await pilot.press("q")
        await until(pilot, lambda: getattr(app.screen, "KIND", "") == "customers")
        await pilot.press("a")
        await until(pilot, lambda: "Typed 22 Nov, not saved" in status_of(app))
        form = app.screen.query_one(AddCustomer)
        assert form.lines.current.typed == "华东机械 #A"
        await pilot.press("ctrl+n")
        await until(pilot, lambda: form.lines.current.typed == "")
        await pilot.press("escape", "a")
        await until(pilot, lambda: bool(app.screen.query(AddCustomer)))
        assert app.screen.query_one(AddCustomer).lines.current.typed == ""


async def test_typing_on_goes_back_from_the_similar_ones_to_the_line(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await adding(pilot, app)
        app.post_message(events.Paste("华东机械"))
        await until(pilot, lambda: any("similar: " in row for row in screen_text(pilot)))
        await pilot.press("tab", *typed(" two"), "enter")
        await until(pilot, lambda: status_of(app).startswith("Added: 华东机械 two"))
    assert customers.find(desk, text="华东机械 two")


@pytest.mark.parametrize("name", [NAMES[0], "Ａcme  industrial"])
async def test_the_very_same_name_is_refused_and_opened_with_enter(desk: Desk, name: str) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await adding(pilot, app)
        app.post_message(events.Paste(name))
        await pilot.press("enter")
        await until(pilot, lambda: "is in the book already   Enter opens" in status_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
    with desk.read() as reader:
        assert reader.value("SELECT count(*) FROM customer") == 3


async def test_a_look_that_ends_later_leaves_what_enter_opens(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(add_customer, "PAUSE", 0.3)
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await adding(pilot, app)
        app.post_message(events.Paste(NAMES[0]))
        await pilot.press("enter")
        await until(pilot, lambda: "is in the book already   Enter opens" in status_of(app))
        await until(pilot, lambda: not [one for one in form.workers if one.group == "similar"])
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))


@pytest.mark.parametrize(
    "text",
    ["[red]x[/red] \x1b[31m #A", "e\u0301" * 30, "汉" * 200, "\U0001f469\u200d\U0001f680 co"],
)
@pytest.mark.parametrize("width", [40, 80])
async def test_hostile_lines_are_drawn_and_added(desk: Desk, text: str, width: int) -> None:
    from rich.cells import cell_len

    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(width, 24)) as pilot:
        form = await adding(pilot, app)
        app.post_message(events.Paste(text))
        await until(pilot, lambda: form.lines.current.typed != "")
        await pilot.pause(0.3)
        assert {cell_len(row) for row in screen_text(pilot)} == {width}
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app).startswith("Added:"))
