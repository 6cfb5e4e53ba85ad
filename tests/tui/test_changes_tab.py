"""The changes of a customer: said in words, shown whole, taken back one by one."""

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import NAMES, app_over, fill, id_of, list_of, status_of
from tests.tui.test_customer import opened, rows
from tests.tui.test_log import HOSTILE
from textual.pilot import Pilot

from kamtui.domain.views.customer import CustomerBrief
from kamtui.i18n import set_language
from kamtui.services import contacts, customers, history, records
from kamtui.services.desk import Desk
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.customer.change_rows import read_key
from kamtui.tui.session import DeskApp


async def shown(pilot: Pilot[None], app: DeskApp) -> CustomerScreen:
    screen = await opened(pilot, app)
    await pilot.press("shift+tab")
    await until(pilot, lambda: screen.tab == "changes" and read_key(list_of(app).key) is not None)
    return screen


def brief(desk: Desk) -> CustomerBrief:
    return customers.brief(desk, customer_id=id_of(desk, NAMES[0]))


def edit(desk: Desk, **fields: str) -> None:
    records.edit(desk, customer_id=id_of(desk, NAMES[0]), assignments=fields)


def line_of(pilot: Pilot[None], words: str) -> str:
    return next((row for row in screen_text(pilot) if words in row), "")


async def go_to(pilot: Pilot[None], app: DeskApp, words: str) -> None:
    """Move down to the row with some words, which is on the screen."""
    await until(pilot, lambda: bool(line_of(pilot, words)))
    await pilot.press("home")
    for _step in range(list_of(app).selectable):
        if line_of(pilot, words).startswith("▌"):
            return
        await pilot.press("down")
    raise AssertionError(rows(pilot))


async def test_a_line_says_which_record_and_the_values_in_words(desk: Desk) -> None:
    fill(desk)
    edit(desk, lifecycle="mature", verified_on="2026-11-20", credit_limit="5000", city="苏州")
    contacts.change(
        desk,
        contact_id=brief(desk).contacts[0].id,
        assignments={"role": "decides", "mobile": "1390000"},
    )
    app = app_over(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, app)
        await until(pilot, lambda: "lifecycle -" in rows(pilot))
        text = screen_text(pilot)
        assert any(row.startswith(" 2026-11 ──") for row in text)
        assert "contact 李总  role -→decides" in rows(pilot)
        assert "mobile (李总)  138 2803 4063→139 0000" in rows(pilot)
        assert "promise 样品 2 件  new" in rows(pilot)
        assert "tester" in line_of(pilot, "role -→decides")
        assert "name_key" not in rows(pilot) and "digits" not in rows(pilot)
        await go_to(pilot, app, "lifecycle -")
        await pilot.press("enter")
        for words in ("lifecycle          - → mature", "verified on        - → 20 Nov",
                      "credit limit       - → 5,000", "tester, this computer"):  # fmt: skip
            await until(pilot, lambda words=words: words in rows(pilot))  # type: ignore[misc]
        await pilot.press("8")
        await until(pilot, lambda: "credit limit       - → ***" in rows(pilot))
        assert "139 0000" not in rows(pilot)
        await pilot.press("8", "enter")
        await until(pilot, lambda: "this computer" not in rows(pilot))


async def test_reverting_a_line_and_undoing_that(desk: Desk) -> None:
    fill(desk)
    edit(desk, city="苏州", owner="王")
    edit(desk, city="上海", owner="李")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await pilot.press("v")
        await until(pilot, lambda: status_of(app).startswith("Reverted: customer"))
        assert (brief(desk).customer.city, brief(desk).customer.owner) == ("苏州", "王")
        await until(pilot, lambda: "Reverted" in line_of(pilot, "上海→苏州"))
        await pilot.press("u")
        await until(pilot, lambda: brief(desk).customer.city == "上海")
        await until(pilot, lambda: "undone" in line_of(pilot, "上海→苏州"))
        await go_to(pilot, app, "city 上海→苏州")
        await pilot.press("v")
        await until(pilot, lambda: "was taken back already" in status_of(app))


async def test_one_field_of_a_line_shown_whole(desk: Desk) -> None:
    fill(desk)
    edit(desk, city="苏州", owner="王")
    edit(desk, city="上海", owner="李")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: "苏州 → 上海" in rows(pilot))
        await go_to(pilot, app, "苏州 → 上海")
        await pilot.press("v")
        await until(pilot, lambda: status_of(app).startswith("Reverted: customer  city"))
        assert (brief(desk).customer.city, brief(desk).customer.owner) == ("苏州", "李")
        await go_to(pilot, app, "苏州 → 上海")
        await pilot.press("v")
        await until(pilot, lambda: "as it was before already" in status_of(app))


async def test_a_field_changed_since_asks_with_all_values(desk: Desk) -> None:
    fill(desk)
    edit(desk, city="苏州")
    edit(desk, city="上海")
    edit(desk, city="无锡")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await go_to(pilot, app, "city 苏州→上海")
        await pilot.press("v")
        question = "city is 无锡 by now, was 上海. Set it to 苏州?"
        await until(pilot, lambda: question in rows(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app) == "Nothing was reverted")
        assert brief(desk).customer.city == "无锡"
        await pilot.press("v")
        await until(pilot, lambda: question in rows(pilot))
        edit(desk, city="常州")  # the other window, while the question is on the screen
        await pilot.press("y")
        await until(pilot, lambda: "city is 常州 by now" in rows(pilot))
        await pilot.press("1")
        await until(pilot, lambda: brief(desk).customer.city == "苏州")


async def test_what_was_deleted_comes_back_and_what_was_made_goes(desk: Desk) -> None:
    fill(desk)
    before = brief(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown(pilot, app)
        contacts.delete(desk, contact_id=before.contacts[0].id)
        for entity, record in (
            ("promise", before.promises[0]), ("communication", before.communications[0]),
            ("follow_up", before.follow_ups[0]),
        ):  # fmt: skip
            records.delete(desk, entity=entity, record_id=record.id)
        screen.reload()  # as the application does once a second, where the book changed
        for words in ("follow-up Order check A", "communication 12 Nov", "promise 样品 2 件",
                      "contact 李总"):  # fmt: skip
            gone = f"Deleted       {words}"
            await until(pilot, lambda gone=gone: bool(line_of(pilot, gone)))  # type: ignore[misc]
            found = [one for one in screen_text(pilot) if words in one and "Deleted" in one]
            assert found, words + rows(pilot)
            row = found[0]
            await go_to(pilot, app, row[:60].strip(" ▌"))
            await pilot.press("v")
            await until(
                pilot,
                lambda words=words: status_of(app).startswith(f"Reverted: {words}"),  # type: ignore[misc]
            )
        assert brief(desk) == before
        await pilot.press("end")
        await pilot.press("home")
        contacts.add(desk, customer_id=before.customer.id, assignments={"name": "张工"})
        screen.reload()
        await until(pilot, lambda: bool(line_of(pilot, "contact 张工  new")))
        await go_to(pilot, app, "contact 张工  new")
        await pilot.press("v")
        await until(pilot, lambda: "Delete contact 张工?" in rows(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app) == "Nothing was reverted")
        await pilot.press("v", "1")
        await until(pilot, lambda: len(brief(desk).contacts) == 1)


async def test_reverting_the_customer_itself_leaves_its_screen(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await pilot.press("end", "up")
        await go_to(pilot, app, "Added         customer")
        await pilot.press("v", "y")
        await until(pilot, lambda: not isinstance(app.screen, CustomerScreen))
        await until(pilot, lambda: status_of(app).startswith("Reverted: customer"))
        await pilot.press("u")
        await until(pilot, lambda: id_of(desk, NAMES[0]) != "" and len(brief(desk).contacts) == 1)


async def test_revert_belongs_to_this_tab_and_can_be_reached_by_digits(desk: Desk) -> None:
    fill(desk)
    edit(desk, city="苏州")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        assert "Revert" not in screen_text(pilot)[-1]
        await pilot.press("v")
        await until(pilot, lambda: "in the tab with the changes" in status_of(app))
        await pilot.press("shift+tab")
        await until(pilot, lambda: screen.tab == "changes" and "v Revert" in screen_text(pilot)[-1])
        await until(pilot, lambda: "苏州" in rows(pilot))
        await pilot.press("0")
        await until(pilot, lambda: "Take one change back" in rows(pilot))
        number = next(row for row in screen_text(pilot) if "Take one change back" in row).split()[0]
        await pilot.press(*number.strip("▌"), *(["enter"] if len(number) > 1 else []))
        await until(pilot, lambda: brief(desk).customer.city is None)
        await until(pilot, lambda: bool(line_of(pilot, "city 苏州→-")))
        await go_to(pilot, app, "city 苏州→-")
        await pilot.press("ｖ")  # an input method is on
        await until(pilot, lambda: brief(desk).customer.city == "苏州")


async def test_more_lines_are_read_near_the_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kamtui.tui.screens.customer.changes import ChangesTab

    monkeypatch.setattr(ChangesTab, "limit", 4)
    fill(desk)
    for number in range(30):
        edit(desk, city=f"City {number}")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await until(pilot, lambda: list_of(app).selectable >= 30)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (20, 5), (1, 1)])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_rows_have_their_width_with_hostile_values(
    desk: Desk, size: tuple[int, int], language: str, ascii_only: bool
) -> None:
    set_language("zh" if language == "zh" else "en")
    fill(desk)
    for text in (*HOSTILE, "x" * 10_000, "[red]", ""):
        edit(desk, remarks=text, owner=text, **{"custom.[b]": text})
        contacts.add(
            desk,
            customer_id=id_of(desk, NAMES[0]),
            assignments={"name": text or "n", "fax": f"1{text}"},
        )
    history.undo(desk)
    app = app_over(desk, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("shift+tab")
        await until(pilot, lambda: screen.tab == "changes" and list_of(app).key is not None)
        for key in ("enter", "down", "down", "enter", "down", "enter", "v", "n", "end", "enter",
                    "home", "8", "v", "escape"):  # fmt: skip
            await pilot.press(key)
            await pilot.pause(0.01)
            assert {cell_len(row) for row in screen_text(pilot)} == {size[0]}, key
            assert not any("\x1b" in row or "\u202e" in row for row in screen_text(pilot))
            if ascii_only:
                drawn = {c for row in screen_text(pilot) for c in row if not c.isascii()}
                assert not drawn & set("─━▌…→")
