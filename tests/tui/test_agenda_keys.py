"""What the keys of the agenda do: counted, undone, and never silent."""

from collections.abc import Callable

import pytest
from tests.tui.conftest import screen_text, until
from tests.tui.desks import app_over, fill
from tests.tui.fake_book import FakeBook
from textual.pilot import Pilot

from kamtui.domain.errors import KamError
from kamtui.i18n import set_language
from kamtui.services.desk import Desk
from kamtui.tui.app import KamApp
from kamtui.tui.screens.agenda_steps import Step, review_words
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.status import Status

Book = FakeBook


def list_of(app: KamApp) -> LineList:
    return app.screen.query_one("#list", LineList)


def status_of(app: KamApp) -> str:
    return app.screen.query_one("#status", Status).text


async def ready(pilot: Pilot[None], app: KamApp) -> None:
    await until(pilot, lambda: list_of(app).key == "f0")


async def settled(pilot: Pilot[None], app: KamApp, check: Callable[[], bool]) -> None:
    await until(pilot, lambda: check() and not app.operations.writing)


async def test_done_keeps_the_place_and_undo_brings_row_and_cursor_back() -> None:
    book = FakeBook()
    app = KamApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("j", "d")
        await settled(pilot, app, lambda: book.calls == [("done", ("f1",))])
        await until(pilot, lambda: list_of(app).key == "p1")
        await until(pilot, lambda: status_of(app).startswith("Done: 华东机械有限公司 续约报价"))
        assert list_of(app).ordinal == 1
        await pilot.press("u")
        await until(pilot, lambda: list_of(app).key == "f1")
        assert list_of(app).ordinal == 1
        assert "Undone: 华东机械有限公司" in status_of(app)


@pytest.mark.parametrize("keys", ["ddddd", "11111", "ｄｄｄｄｄ", "１１１１１"])
async def test_five_done_are_five_keys_and_five_different_rows(keys: str) -> None:
    book = FakeBook()
    app = KamApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press(*keys)
        await settled(pilot, app, lambda: len(book.calls) == 5)
        assert [call[1] for call in book.calls] == [("f0",), ("f1",), ("p1",), ("f2",), ("c1",)]
        await until(pilot, lambda: list_of(app).key == "c2")


async def test_marked_rows_are_one_step_and_undo_restores_the_marks() -> None:
    book = FakeBook()
    app = KamApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("j", "space", "space", "1")
        await settled(pilot, app, lambda: book.calls == [("done", ("f1", "p1"))])
        await until(pilot, lambda: "2 rows" in status_of(app))
        assert list_of(app).marks == ()
        await pilot.press("7")
        await until(pilot, lambda: set(list_of(app).marks) == {"f1", "p1"})


async def test_star_marks_the_group_then_all_then_nothing() -> None:
    app = KamApp(FakeBook())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("j", "*")
        assert len(list_of(app).marks) == 8
        await pilot.press("*")
        assert len(list_of(app).marks) == 13
        await pilot.press("*")
        assert list_of(app).marks == ()


async def test_repeat_does_the_last_action_again() -> None:
    book = FakeBook()
    app = KamApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press(".")
        assert "Nothing to repeat yet" in status_of(app)
        await pilot.press("d", "。", ".")
        await settled(pilot, app, lambda: len(book.calls) == 3)
        assert [call[1] for call in book.calls] == [("f0",), ("f1",), ("p1",)]


async def test_a_write_that_fails_brings_the_row_back_and_says_why() -> None:
    book = FakeBook()
    book.fail = KamError("file.locked", {"path": "/x/book.db"})
    app = KamApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("d")
        await until(pilot, lambda: "book.db" in screen_text(pilot)[22])
        await until(pilot, lambda: list_of(app).key == "f0")


async def test_a_fault_of_a_service_is_shown_and_nothing_dies() -> None:
    book = FakeBook()

    def broken(*, customer_id: str) -> int | None:
        raise ZeroDivisionError("no")

    book.score = broken  # type: ignore[method-assign]
    app = KamApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Nothing was changed" in screen_text(pilot)[22])
        await pilot.press("j")
        assert app.is_running


async def test_nothing_to_undo_says_so() -> None:
    app = KamApp(FakeBook())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("u")
        await until(pilot, lambda: bool(status_of(app)))


async def test_another_window_shows_within_a_second_and_the_cursor_stays_on_its_row() -> None:
    book = FakeBook()
    app = KamApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await until(pilot, lambda: app._sequence is not None, 3)
        await pilot.press("j", "j")
        assert list_of(app).key == "p1"
        book.items = book.items[2:]
        book.seq += 1
        await until(pilot, lambda: list_of(app).selectable == 13, 1.5)
        assert list_of(app).key == "p1"


async def test_find_as_you_type_opens_with_enter_and_leaves_with_escape() -> None:
    book = FakeBook()
    opened: list[object] = []
    app = KamApp(book)

    async def panel(name: str, screen: object, item: object = None) -> None:
        opened.append((name, item))

    app.open_panel = panel  # type: ignore[method-assign]
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("/", "h", "d", "j")
        await until(pilot, lambda: "138 2803 4063" in screen_text(pilot)[1])
        assert "华东机械" in screen_text(pilot)[1]
        assert "1 customer" in screen_text(pilot)[22]
        await pilot.press("escape")
        await until(pilot, lambda: "Late 8" in screen_text(pilot)[2])
        await pilot.press("、", "h", "d", "j", "enter")
        await until(pilot, lambda: opened == [("customer", "id-华东机械有限公司")])
        await pilot.press("/", "Z", "Z", "enter")
        await until(pilot, lambda: opened[-1] == ("add_customer", "ZZ"))


async def test_input_method_hint_once_a_minute() -> None:
    set_language("zh")
    now = [0.0]
    app = KamApp(FakeBook(), monotonic=lambda: now[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("我")
        assert "输入法" in status_of(app)
        app.screen.say("x")  # type: ignore[attr-defined]
        await pilot.press("们")
        assert status_of(app) == "x"
        now[0] = 61
        await pilot.press("们")
        assert "输入法" in status_of(app)


async def test_q_twice_leaves_and_once_does_not() -> None:
    now = [0.0]
    app = KamApp(FakeBook(), monotonic=lambda: now[0])
    saved: list[str] = []
    app.before_exit.append(lambda: saved.append("draft"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("q")
        now[0] = 3.0
        await pilot.press("q")
        assert app.is_running and "again to quit" in status_of(app)
        await pilot.press("q")
    assert saved == ["draft"]
    assert app.return_code == 0


async def test_leaving_in_the_middle_of_a_question_is_clean() -> None:
    app = KamApp(FakeBook())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("/", "h")
        await pilot.press("ctrl+q")
    assert app.fault is None


async def test_every_key_answers() -> None:
    """No key may do nothing: each changes the screen or says why not (ux.md)."""
    from kamtui.tui.commands import SCOPES_OF

    app = KamApp(FakeBook())

    async def panel(name: str, screen: object, item: object = None) -> None:
        app.screen.say(f"panel {name}")  # type: ignore[attr-defined]

    app.open_panel = panel  # type: ignore[method-assign]
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        silent: list[str] = []
        for key in app.key_map.table(SCOPES_OF["agenda"]):
            if key in ("ctrl+q", "ctrl+c", "ctrl+l"):
                continue
            app._quit_asked = float("-inf")
            app.screen.say("")  # type: ignore[attr-defined]
            await pilot.press("j", "k")
            before = screen_text(pilot)
            app.screen.say("")  # type: ignore[attr-defined]
            await pilot.press(key)
            await pilot.pause(0.02)
            if screen_text(pilot) == before:
                silent.append(key)
            if app.screen.query_one("#status", Status).asking:
                await pilot.press("escape")
                await pilot.pause(0.02)
        assert silent == []


async def test_mouse_moves_the_cursor_and_the_footer_runs() -> None:
    book = FakeBook()
    app = KamApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.click("#list", offset=(20, 5))
        assert list_of(app).key == "c1"
        await pilot.click("#list", offset=(20, 1))  # a head takes no cursor
        assert list_of(app).key == "c1"
        await pilot.click("#keys", offset=(2, 0))
        await settled(pilot, app, lambda: book.calls == [("done", ("c1",))])


async def test_nothing_is_painted_when_nothing_changed() -> None:
    """An idle screen writes no byte: the poll must not repaint."""
    app = KamApp(FakeBook())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.pause(0.3)
        painted: list[object] = []
        display = app._display
        app._display = lambda screen, renderable: painted.append(renderable)  # type: ignore[method-assign]
        await pilot.pause(1.8)
        app._display = display  # type: ignore[method-assign]
    assert painted == []


async def test_escape_twice_does_not_leave() -> None:
    app = KamApp(FakeBook(), monotonic=lambda: 0.0)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("escape", "escape", "left", "h")
        assert app.is_running and "q twice leaves" in status_of(app)
        await pilot.press("q", "escape", "q")
        assert app.is_running


async def test_mask_hides_amounts_and_phones_everywhere() -> None:
    app = KamApp(FakeBook())
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot, app)
        await pilot.press("j")
        await until(pilot, lambda: any("138 2803 4063" in row for row in screen_text(pilot)))
        await pilot.press("8")
        await until(pilot, lambda: any("*** owed" in row for row in screen_text(pilot)))
        await until(pilot, lambda: any("李总   采购部长" in row for row in screen_text(pilot)))
        text = "\n".join(screen_text(pilot))
        assert not any(secret in text for secret in ("138 2803", "420k", "80k", "540k", "340k"))
        await pilot.press("/", "h", "d", "j")
        await until(pilot, lambda: "华东机械" in screen_text(pilot)[2])
        assert "2803" not in "\n".join(screen_text(pilot))


async def test_the_end_of_a_review_says_how_it_went(desk: Desk) -> None:
    """ux.md, First run 3: after the last row that was due, one line says what was cleared."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3 and list_of(app).key is not None)
        await pilot.press("d", "s", "3")
        await until(pilot, lambda: status_of(app).startswith("Snoozed:"))
        await pilot.press("r", *"15/12", "enter")
        await until(pilot, lambda: "3 cleared: 1 done, 1 snoozed, 1 moved" in status_of(app))
        assert "u undo" in status_of(app)
        await pilot.press("u")
        await until(pilot, lambda: status_of(app).startswith("Undone:"))
        await pilot.press("d")
        await until(pilot, lambda: "3 cleared: 2 done, 1 snoozed" in status_of(app))


def test_counting_a_review() -> None:
    none = Step("redo", (), None, ())
    assert review_words([none]) == ("", "")
    assert review_words([Step("log", (), None, ()), none]) == ("1 cleared:", "1 logged")
