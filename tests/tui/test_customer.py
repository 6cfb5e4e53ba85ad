"""The customer screen on a real book: its tabs, its keys, its neighbours, every size."""

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import NAMES, TODAY, app_over, fill, id_of, items, list_of, status_of
from tests.tui.test_log import HOSTILE
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import customers, records, settings
from kamtui.services.desk import Desk
from kamtui.tui.panels.edit_customer import CustomerForm
from kamtui.tui.panels.edit_plan import PlanForm
from kamtui.tui.screens.customer import TABS, CustomerScreen
from kamtui.tui.session import DeskApp


async def opened(pilot: Pilot[None], app: DeskApp) -> CustomerScreen:
    await until(pilot, lambda: list_of(app).selectable >= 3 and list_of(app).key is not None)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
    await until(pilot, lambda: list_of(app).key is not None)
    assert isinstance(app.screen, CustomerScreen)
    return app.screen


def typed(text: str) -> list[str]:
    return ["space" if one == " " else one for one in text]


def rows(pilot: Pilot[None]) -> str:
    return "\n".join(screen_text(pilot))


async def test_it_says_who_what_is_next_and_what_was_said(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        text = screen_text(pilot)
        assert text[0].startswith(" 华东机械有限公司") and "Order check A today" in text[0]
        assert text[1].startswith(" 李总") and "138 2803 4063" in text[1]
        assert "monthly visit" in text[1], "the grade's cadence, though the customer has no own"
        assert "History 3" in text[2]
        assert "last 10d" in text[3]
        assert text[4].startswith(" 2026 ──") and any(row.startswith(" 2025 ──") for row in text)
        assert "talk 10 days ago second line" in text[5]


async def test_every_tab_works_and_comes_round(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    expected = {
        "contacts": "main contact",
        "plans": "Order check A",
        "orders": "No orders yet",
        "feedback": "No complaint, no survey yet",
        "grade": "points have data",
        "changes": "Logged",
        "history": "talk 10 days ago",
    }
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        for name in (*TABS[1:], TABS[0]):
            await pilot.press("tab")
            await until(pilot, lambda name=name: screen.tab == name)  # type: ignore[misc]
            await until(pilot, lambda name=name: expected[name] in rows(pilot))  # type: ignore[misc]
        await pilot.press("shift+tab")
        await until(pilot, lambda: screen.tab == TABS[-1])


async def test_enter_shows_words_whole_and_in_one_line_again(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: "second line" in [row.strip() for row in screen_text(pilot)])
        await pilot.press("enter")
        await until(pilot, lambda: "talk 10 days ago second line" in rows(pilot))


async def test_j_and_k_walk_the_list_one_came_from(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        assert "1 of 3" in screen_text(pilot)[0]
        await pilot.press("J")
        await until(pilot, lambda: screen_text(pilot)[0].startswith(" Acme Industrial"))
        await pilot.press("J", "J")
        await until(pilot, lambda: screen_text(pilot)[0].startswith(" 上海宏图贸易"))
        await until(pilot, lambda: status_of(app) == "This is the last customer")
        await pilot.press("K", "q")
        await until(pilot, lambda: not isinstance(app.screen, CustomerScreen))


async def test_done_snooze_date_and_undo_on_its_follow_up(desk: Desk) -> None:
    fill(desk)
    customer = id_of(desk, NAMES[0])
    app = app_over(desk)

    def plans() -> list[str]:
        found = customers.brief(desk, customer_id=customer).follow_ups
        return [one.due_on.isoformat() for one in found if one.state == "open"]

    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("s", "3")
        await until(pilot, lambda: status_of(app).startswith("Snoozed: Order check A"))
        assert plans() == ["2026-11-29"]
        await until(pilot, lambda: "Sun 29" in screen_text(pilot)[0])
        await pilot.press("r", *"15/12", "enter")
        await until(pilot, lambda: plans() == ["2026-12-15"])
        await pilot.press("u")
        await until(pilot, lambda: plans() == ["2026-11-29"])
        await pilot.press("r", "enter")  # the last date stands in the field
        await until(pilot, lambda: plans() == ["2026-12-15"])
        await pilot.press("d")
        await until(pilot, lambda: plans() == ["2026-12-22"])  # cadence plans the next
        await pilot.press("u")
        await until(pilot, lambda: plans() == ["2026-12-15"])
        settings.change(desk, key="cadence.auto", text="off")
        await pilot.press("d")
        await until(pilot, lambda: plans() == [])
        await until(pilot, lambda: "no plan" in screen_text(pilot)[0])
        await pilot.press("d")
        await until(pilot, lambda: status_of(app).startswith("Nothing is planned"))
        await pilot.press("7")
        await until(pilot, lambda: plans() == ["2026-12-15"])


async def test_log_add_and_copy(desk: Desk) -> None:
    fill(desk)
    customer = id_of(desk, NAMES[0])
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("l", "h", "i", "ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Logged:"))
        await until(pilot, lambda: "History 4" in screen_text(pilot)[2])
        await pilot.press("a", *"3d", "space", *"call", "enter")
        await until(pilot, lambda: status_of(app).startswith("Planned: 华东机械有限公司"))
        await pilot.press("c")
        await until(pilot, lambda: status_of(app).startswith("Copied: 138 2803 4063"))
        assert app.clipboard == "13828034063"
    found = customers.brief(desk, customer_id=customer).follow_ups
    assert "call" in [one.what for one in found if one.state == "open"]


async def test_editing_fields_and_the_same_field_in_two_windows(desk: Desk) -> None:
    fill(desk)
    customer = id_of(desk, NAMES[0])
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("E")
        await until(pilot, lambda: bool(app.screen.query(CustomerForm)))
        form = app.screen.query_one(CustomerForm)
        names = [one.name for one in form.lines.fields]
        await pilot.press(*["tab"] * names.index("city"), *"Suzhou")
        records.edit(desk, customer_id=customer, assignments={"city": "Wuxi"})
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "yours Suzhou" in status_of(app))
        assert "theirs Wuxi" in status_of(app) and "before -" in status_of(app)
        assert form.is_attached
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
    assert customers.brief(desk, customer_id=customer).customer.city == "Suzhou"


async def test_a_wrong_value_goes_to_its_field_and_keeps_the_form(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("E", "tab", "X", "enter")
        await until(pilot, lambda: "cannot be" in status_of(app))
        form = app.screen.query_one(CustomerForm)
        assert form.lines.current.name == "grade" and form.lines.current.typed == "X"


async def test_editing_a_row_of_the_agenda(desk: Desk) -> None:
    fill(desk)
    first = items(desk)[0]
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3 and list_of(app).key is not None)
        await pilot.press("e")
        await until(pilot, lambda: bool(app.screen.query(PlanForm)))
        await pilot.press(*"2w", "tab", *typed("new words"), "tab", "v", "i", "s", "enter")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
    [plan] = [
        one
        for one in customers.brief(desk, customer_id=first.customer_id).follow_ups
        if one.state == "open"
    ]
    assert (plan.due_on.isoformat(), plan.what, plan.channel) == (
        "2026-12-06",
        "new words",
        "visit",
    )


async def test_a_customer_is_added_by_one_line_with_the_parse_shown(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3)
        await pilot.press("/", *"zzq", "enter")
        await until(pilot, lambda: any("New customer" in row for row in screen_text(pilot)))
        await pilot.press(*typed(" Ltd 13912345678 @Ann #B >2w visit"))
        # What does not fit one row of 80 cells goes on in the next: nothing of it is cut.
        parsed = ("zzq Ltd   139 1234 5678   @Ann", "Sun 6 Dec 2026 (14 days) visit")
        await until(
            pilot,
            lambda: all(any(part in row for row in screen_text(pilot)) for part in parsed),
        )
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app).startswith("Added: zzq Ltd"))
    brief = customers.brief(desk, customer_id=id_of(desk, "zzq Ltd"))
    assert brief.customer.grade == "B" and brief.contacts[0].name == "Ann"
    assert (brief.follow_ups[0].due_on - TODAY).days == 14


async def test_delete_asks_and_the_default_is_no(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    before = len(items(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3 and list_of(app).key is not None)
        await pilot.press("delete", "enter")
        await until(pilot, lambda: status_of(app) == "Nothing was deleted")
        assert len(items(desk)) == before
        await pilot.press("delete", "y")
        await until(pilot, lambda: status_of(app).startswith("Deleted:"))
        await until(pilot, lambda: len(items(desk)) == before - 1)
        await pilot.press("u")
        await until(pilot, lambda: len(items(desk)) == before)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (110, 32), (20, 5), (1, 1)])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("theme", ["dark", "ansi"])
async def test_rows_have_their_width_at_every_size_with_hostile_names(
    desk: Desk, size: tuple[int, int], language: str, theme: str
) -> None:
    set_language("zh" if language == "zh" else "en")
    fill(desk, names=HOSTILE)
    app = app_over(desk, ascii_only=theme == "ansi")
    app.change_theme("ansi" if theme == "ansi" else "dark")
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        for key in ("e", "escape", "l", "escape", *["tab"] * len(TABS)):
            await pilot.press(key)
            await pilot.pause(0.02)
            assert {cell_len(row) for row in screen_text(pilot)} == {size[0]}
            assert not any("\x1b" in row or "\u202e" in row for row in screen_text(pilot))
        assert screen.tab == "history"
        if theme == "ansi":
            drawn = {c for row in screen_text(pilot) for c in row if not c.isascii()}
            assert not drawn & set("─━┼┿▁▃▅█▌…→")
