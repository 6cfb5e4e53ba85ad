"""The end of a review: words filled in one after the other, notes filed, the report copied."""

from pathlib import Path

import pytest
from tests.tui.conftest import screen_text, until
from tests.tui.desks import app_over, fill, id_of, items, list_of, status_of
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import actions, customers, day, inbox
from kamtui.services.desk import Desk
from kamtui.tui.panels.log import LogPanel
from kamtui.tui.panels.note_form import NoteForm
from kamtui.tui.panels.talk import TalkForm
from kamtui.tui.screens.day.screen import DayScreen
from kamtui.tui.screens.report import ReportScreen
from kamtui.tui.session import DeskApp
from kamtui.tui.widgets.day_tail import DAY_KEY

HUADONG = "华东机械有限公司"


def rows(pilot: Pilot[None]) -> str:
    return "\n".join(screen_text(pilot))


async def on_the_day(pilot: Pilot[None], app: DeskApp) -> DayScreen:
    """Open the end of the review from the agenda's last row."""
    await until(pilot, lambda: DAY_KEY in [list_of(app).source.key(i) for i in
                                           range(len(list_of(app).source))])  # fmt: skip
    await pilot.press("G", "enter")
    await until(pilot, lambda: isinstance(app.screen, DayScreen) and list_of(app).key is not None)
    assert isinstance(app.screen, DayScreen)
    return app.screen


async def test_words_are_filled_in_one_contact_after_the_other(desk: Desk) -> None:
    fill(desk)
    actions.done(desk, item_ids=[item.id for item in items(desk)[:3]])
    assert len(day.unnoted(desk)) == 3
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "3 not noted" in rows(pilot))
        await on_the_day(pilot, app)
        for left in (2, 1):
            key = list_of(app).key
            if left == 2:
                await pilot.press("enter")
            await until(pilot, lambda: bool(app.screen.query(TalkForm)))
            await pilot.press(*f"words {left}", "ctrl+s")
            await until(pilot, lambda left=left: len(day.unnoted(desk)) == left)  # type: ignore[misc]
            await until(pilot, lambda key=key: list_of(app).key not in (key, None))  # type: ignore[misc]
        await until(pilot, lambda: bool(app.screen.query(TalkForm)))
        await pilot.press("escape")
        await until(pilot, lambda: "Not noted: Enter writes the words 1" in rows(pilot))
        await pilot.press("u")
        await until(pilot, lambda: len(day.unnoted(desk)) == 2)


async def test_a_note_without_a_customer_is_kept_and_filed(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("N")
        await until(pilot, lambda: bool(app.screen.query(NoteForm)))
        await pilot.press(*"fair: valves", "ctrl+s")
        await until(pilot, lambda: "Inbox 1" in rows(pilot))
        await on_the_day(pilot, app)
        await pilot.press("home")
        await until(pilot, lambda: (list_of(app).key or "").startswith("n:"))
        await pilot.press("enter", *"hdj")
        await until(pilot, lambda: "华东机械" in rows(pilot) and "1 customer" in rows(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query(LogPanel)))
        panel = app.screen.query_one(LogPanel)
        assert panel.note.text == "fair: valves"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Filed: 华东机械"))
        assert inbox.listed(desk) == ()
        talk = customers.brief(desk, customer_id=id_of(desk, HUADONG)).communications[0]
        assert talk.content == "fair: valves"
        await pilot.press("u")
        await until(pilot, lambda: len(inbox.listed(desk)) == 1)


async def test_filing_can_be_left_and_a_note_deleted(desk: Desk) -> None:
    fill(desk)
    inbox.add(desk, content="[red]x\x1b[0m")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_the_day(pilot, app)
        await pilot.press("home", "enter", "escape")
        await until(pilot, lambda: "[red]x" in rows(pilot))
        assert "\x1b" not in rows(pilot)
        await pilot.press("delete")
        await until(pilot, lambda: "Delete this note?" in rows(pilot))
        await pilot.press("y")
        await until(pilot, lambda: inbox.listed(desk) == ())
        await pilot.press("7")
        await until(pilot, lambda: len(inbox.listed(desk)) == 1)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
@pytest.mark.parametrize("tongue", ["zh", "en"])
async def test_every_row_fits(desk: Desk, size: tuple[int, int], tongue: str) -> None:
    fill(desk)
    actions.done(desk, item_ids=[items(desk)[0].id])
    inbox.add(desk, content="很长" * 100)
    set_language(tongue)  # type: ignore[arg-type]
    app = app_over(desk)
    async with app.run_test(size=size) as pilot:
        await on_the_day(pilot, app)
        from rich.cells import cell_len

        assert {cell_len(row) for row in screen_text(pilot)} == {size[0]}
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        await until(pilot, lambda: {cell_len(row) for row in screen_text(pilot)} == {size[0]})


async def test_the_report_is_copied_by_one_key_and_hides_what_is_hidden(desk: Desk) -> None:
    from kamtui.domain.views.orders import OrderValues
    from kamtui.services import orders

    fill(desk)
    values = OrderValues("SO-1", desk.today(), 42_000_000)
    orders.add(desk, customer_id=id_of(desk, HUADONG), values=values)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        assert app.clipboard.startswith("Daily report Sun 22 Nov\n") and "420k" in app.clipboard
        await pilot.press("8", "R")
        await until(pilot, lambda: "***" in app.clipboard)
        assert "420k" not in app.clipboard and "420k" not in rows(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ReportScreen))


async def test_a_review_all_done_still_shows_the_way_in(desk: Desk) -> None:
    fill(desk, names=(HUADONG,))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("1")
        await until(pilot, lambda: "1 not noted" in rows(pilot))


async def test_a_read_only_book_says_so_and_keeps_the_note(desk: Desk, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from kamtui.domain.errors import KamError

    fill(desk)
    app = app_over(desk)

    def refuse(*_args: object, **_named: object) -> None:
        raise KamError("file.read_only", {"path": str(Path("/x/book.db"))})

    monkeypatch.setattr(inbox, "add", refuse)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("N", *"words", "ctrl+s")
        await until(pilot, lambda: "book.db" in status_of(app))
        assert app.screen.query_one(NoteForm).note.text == "words"


async def test_the_inbox_is_found_and_its_rows_say_what_can_be_done(desk: Desk) -> None:
    fill(desk)
    actions.done(desk, item_ids=[items(desk)[0].id])
    inbox.add(desk, content="fair: valves")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("colon", *"inbox", "enter")
        await until(pilot, lambda: isinstance(app.screen, DayScreen))
        await until(pilot, lambda: (list_of(app).key or "").startswith("n:"))
        await until(pilot, lambda: screen_text(pilot)[-1].startswith(" Enter File  Del Delete"))
        keys = screen_text(pilot)[-1]
        for word in ("Log", "Copy", "Mark", "Again"):
            assert word not in keys
        await pilot.press("k")
        await until(pilot, lambda: screen_text(pilot)[-1].startswith(" Enter Fill in"))
        assert "Log" in screen_text(pilot)[-1] and "Mark" not in screen_text(pilot)[-1]


async def test_an_empty_inbox_says_so(desk: Desk) -> None:
    set_language("zh")
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("colon", *"inbox", "enter")
        await until(pilot, lambda: isinstance(app.screen, DayScreen))
        await until(pilot, lambda: "N" in status_of(app) and "收件箱" in status_of(app))
