"""What somebody who lives in the program would stumble over: each test names its reason."""

import time

import pytest
from tests.tui.conftest import screen_text, until
from tests.tui.desks import app_over, fill, id_of, items, status_of
from tests.tui.fake_book import FakeBook
from textual import events
from textual.filter import LineFilter, Monochrome, NoColor
from textual.pilot import Pilot

from kamtui.domain.errors import KamError
from kamtui.i18n import set_language
from kamtui.services import communications, grade_review
from kamtui.services.communications import PlanDraft
from kamtui.services.desk import Desk
from kamtui.tui.app import KamApp
from kamtui.tui.panels import log
from kamtui.tui.panels.log import LogPanel
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.styles.palettes import ThemeName
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.preview import Preview


def listing(app: KamApp) -> LineList:
    return app.screen.query_one("#list", LineList)


async def ready(pilot: Pilot[None], app: KamApp) -> None:
    await until(
        pilot,
        lambda: (
            bool(app.screen.query("#list"))
            and listing(app).selectable >= 3
            and listing(app).key is not None
        ),
    )


async def test_resizing_leaves_the_preview_away_and_the_footer_of_the_help(desk: Desk) -> None:
    """A resize brought the preview back over the help, and the footer of the list behind it."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("?")
        await until(pilot, lambda: "Esc back" in screen_text(pilot)[23])
        for size in ((20, 5), (200, 60), (60, 20), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await until(pilot, lambda: len(screen_text(pilot)) == 24)
        assert not app.screen.query_one(Preview).display
        assert "Esc back" in screen_text(pilot)[23]
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.query_one(Preview).display)
        assert "1d Done" in screen_text(pilot)[23]


async def test_a_list_has_the_keyboard_again_after_the_palette(desk: Desk) -> None:
    """Hidden behind the palette the list lost the focus, and its cursor stayed pale for good."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press(":", "escape")
        await until(pilot, lambda: listing(app).display and app.focused is listing(app))
        assert listing(app).has_focus


async def test_enter_in_the_palette_waits_for_the_search(desk: Desk) -> None:
    """Whoever typed faster than the search had the Enter swallowed and typed on into the line."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press(":", "h", "d", "j", "x", "enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))


async def test_the_palette_says_that_nothing_has_that_name(desk: Desk) -> None:
    """An empty screen without a word looks broken."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press(":", *"qqqqq")
        await until(pilot, lambda: "nothing of that name" in screen_text(pilot)[22])


async def test_language_and_colours_change_at_once_by_the_palette(desk: Desk) -> None:
    """A rep switches without leaving the program."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press(":", *"language", "enter")
        await until(pilot, lambda: "1 中文" in screen_text(pilot)[22])
        await pilot.press("1")
        await until(pilot, lambda: "今日待办" in screen_text(pilot)[0])
        assert "完成" in screen_text(pilot)[23]
        await pilot.press(":", *"theme", "enter")
        await until(pilot, lambda: "2 浅色" in screen_text(pilot)[22])
        await pilot.press("2")
        await until(pilot, lambda: app.theme == "light")
    set_language("en")


async def test_enter_on_the_folded_line_shows_who_has_no_plan() -> None:
    """It said "this does not exist yet" though the line itself offers Enter."""
    book = FakeBook()
    app = KamApp(book)
    asked: list[str] = []

    async def show_customers(words: str, *, name: str = "") -> None:
        asked.append(words)

    app.show_customers = show_customers  # type: ignore[method-assign]
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: listing(app).selectable >= 3)
        await pilot.press("G", "enter")
        await until(pilot, lambda: asked == ["no-plan"])


async def test_the_folded_customers_are_those_without_a_plan(desk: Desk) -> None:
    """The list opens filtered, and one steps back to the agenda."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await app.show_customers("noplan")
        await until(pilot, lambda: "No customer fits" in "\n".join(screen_text(pilot)))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.current_mode == "agenda")


async def test_a_paste_onto_a_row_opens_its_log(desk: Desk) -> None:
    """ux.md, Panels; pasted onto a list, text went nowhere without a word."""
    fill(desk)
    app = app_over(desk)
    text = "\n".join(f"line {number}" for number in range(200))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        app.post_message(events.Paste(text + "\n\x1b[31m"))
        await until(pilot, lambda: bool(app.screen.query(LogPanel)))
        panel = app.screen.query_one(LogPanel)
        await until(pilot, lambda: len(panel.note.text.splitlines()) >= 200)
        assert panel.note.text.startswith("line 0\nline 1\n") and "\x1b" not in panel.note.text


async def test_a_complaint_refuses_another_date_before_one_is_typed() -> None:
    """The strip opened, took a date and only then said that the clock cannot be moved."""
    book = FakeBook()
    app = KamApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: listing(app).selectable >= 3)
        rows = screen_text(pilot)
        assert any("Complaint" in row for row in rows)
        for _ in range(20):
            if "深圳新锐电子" in next(row for row in screen_text(pilot) if row.startswith("▌")):
                break
            await pilot.press("j")
        await pilot.press("j", "k", "r")
        await until(pilot, lambda: "cannot be put off" in screen_text(pilot)[22])


async def test_help_and_menu_leave_out_what_a_screen_never_does(desk: Desk) -> None:
    """The grades have no other order: S in their help led to "this does not exist yet"."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 70)) as pilot:
        await ready(pilot, app)
        await pilot.press("f4")
        await until(pilot, lambda: app.current_mode == "grades")
        await pilot.press("0")
        await until(pilot, lambda: any("Mark group" in row for row in screen_text(pilot)))
        assert not any("Sort" in row for row in screen_text(pilot))
        await pilot.press("escape", "S")
        await until(pilot, lambda: "not possible on this screen" in status_of(app))


async def test_what_was_said_before_is_not_said_about_a_form(desk: Desk) -> None:
    """ "There is nothing to go back to" stood under the form opened after it."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("escape")
        await until(pilot, lambda: "nothing to go back" in status_of(app))
        await pilot.press("e")
        await until(pilot, lambda: any(" Edit " in row for row in screen_text(pilot)))
        assert "nothing to go back" not in status_of(app)


async def test_an_error_with_a_long_path_keeps_what_to_do_in_sight() -> None:
    """At 80 cells a path pushed "nothing was changed; try again" off the line."""
    book = FakeBook()
    path = "/home/somebody/with a long/path to the/data of this/book.db"
    book.fail = KamError("file.locked", {"path": path})
    app = KamApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: listing(app).selectable >= 3)
        await pilot.press("d")
        await until(pilot, lambda: "try again" in screen_text(pilot)[22])


async def test_the_customer_is_named_before_its_plan(desk: Desk) -> None:
    """A long follow-up cut the name of the customer to a dozen letters."""
    fill(desk)
    customer_id = id_of(desk, "Acme Industrial")
    app = app_over(desk)
    draft = PlanDraft(on=app.book.today(), what="Trial unit decision of the whole board")
    communications.plan(desk, customer_id=customer_id, draft=draft)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        assert isinstance(app.screen, KamScreen)
        await app.open_panel("customer", app.screen, customer_id)
        await until(pilot, lambda: screen_text(pilot)[0].startswith(" Acme Industrial "))


async def test_the_first_customer_is_added_on_the_agenda(desk: Desk) -> None:
    """An empty book answered `a` with "nothing is on the agenda" and told to use the shell."""
    desk.ensure()
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: any("This book is empty" in row for row in screen_text(pilot)))
        assert "0/0" not in screen_text(pilot)[0]
        await pilot.press("a", *"Foo", "enter")
        await until(pilot, lambda: status_of(app).startswith("Added: Foo"))


@pytest.mark.parametrize(("theme", "filter_"), [("ansi", NoColor), ("dark", Monochrome)])
async def test_no_color_is_no_black_on_black(
    theme: ThemeName, filter_: type[LineFilter], monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR in the sixteen colours drew names and titles in black on black."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = KamApp(FakeBook(), theme=theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: listing(app).selectable >= 3)
        mine = [one for one in app.get_line_filters() if isinstance(one, (NoColor, Monochrome))]
        assert [type(one) for one in mine] == [filter_]


async def test_words_for_a_panel_that_never_opened_are_no_commands(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program held the book, `l` waited and the words after it ran as keys."""
    fill(desk)
    app = app_over(desk)

    def busy(*_arguments: object) -> None:
        time.sleep(2.5)
        raise KamError("file.locked", {"path": "book.db"})

    monkeypatch.setattr(log, "gather", busy)
    before = len(items(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        for key in ("l", "d", "a", "x"):
            app.post_message(events.Key(key, key))
        await until(pilot, lambda: "try again" in status_of(app))
        await pilot.pause(0.3)
        assert not app.screen_stack[-1].query("Form") and "try again" in status_of(app)
    assert len(items(desk)) == before


async def test_undoing_several_rows_says_how_many(desk: Desk) -> None:
    """The line said "Undone:" and then nothing."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("space", "space", "d")
        await until(pilot, lambda: status_of(app).startswith("Done: 2 rows"))
        await pilot.press("u")
        await until(pilot, lambda: status_of(app).startswith("Undone: 2 rows"))


async def test_a_similar_name_does_not_hide_what_is_to_be_done(desk: Desk) -> None:
    """The long date took the row that the follow-up's words needed."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("f3")
        await until(pilot, lambda: app.current_mode == "customers" and listing(app).selectable >= 3)
        await pilot.press("a", *"华东机械", "space")
        await pilot.press(*("space" if c == " " else c for c in "13800138000 @Lee #A >2w a quote"))
        await until(pilot, lambda: any("similar" in row for row in screen_text(pilot)))
        await until(pilot, lambda: any("Sun 6 Dec a quote" in row for row in screen_text(pilot)))


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_who_cannot_be_judged_fits_no_grade(
    desk: Desk, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a first import nobody has a grade, yet "the records of all fit their grades" stood
    there, and the criteria that are missing had the names they have in the code.
    """
    set_language("zh" if lang == "zh" else "en")
    fill(desk)
    monkeypatch.setattr(grade_review, "_SMALL", 2)  # as with thousands of customers
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("f4")
        words = "无法建议等级" if lang == "zh" else "No customer has enough records yet"
        await until(pilot, lambda: any(words in row for row in screen_text(pilot)))
        lacking = "近一年成交额" if lang == "zh" else "Amount, 12 months"
        row = next(row for row in screen_text(pilot) if lacking in row)
        assert row.replace(lacking, "").split()[:2] == ["30", "3"]


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "ctrl+p", "ctrl+r"])
async def test_a_key_of_the_list_says_that_a_form_is_open(desk: Desk, key: str) -> None:
    """In a form the keys of the header's screens did nothing, without a word."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("l")
        await until(pilot, lambda: bool(app.screen.query(LogPanel)))
        await pilot.press("x", key)
        await until(pilot, lambda: "means nothing in a form; Esc closes it" in status_of(app))
        assert app.screen.query(LogPanel)
        await pilot.press("tab", key)
        await until(pilot, lambda: "means nothing in a form; Esc closes it" in status_of(app))
