"""The customer list over real desks: rows of exact width, windows, orders, filters, actions."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, said, sample_desk, shown
from textual.pilot import Pilot

from kamtui.domain.customer_filter import CustomerFilter, parse_filter
from kamtui.i18n import _, set_language
from kamtui.services import customer_list, customers, history, settings
from kamtui.services.desk import Desk
from kamtui.tui.app import KamApp
from kamtui.tui.screens.customers import CustomersScreen
from kamtui.tui.screens.customers_filter import completions
from kamtui.tui.widgets.customer_list_rows import ListColumns


@pytest.fixture
def sample(tmp_path: Path, unsynced: None) -> Desk:
    return sample_desk(tmp_path)


async def opened(pilot: Pilot[None], app: KamApp) -> CustomersScreen:
    await pilot.press("f3")
    await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
    await until(pilot, lambda: listing(app).key is not None)
    screen = app.screen
    assert isinstance(screen, CustomersScreen)
    return screen


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (110, 32), (120, 40), (200, 60)])
async def test_every_row_is_exactly_as_wide_as_the_screen(
    sample: Desk, language: str, ascii_only: bool, size: tuple[int, int]
) -> None:
    set_language("zh" if language == "zh" else "en")
    app = app_of(sample, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        await shown(pilot, "华东机械")
        rows = screen_text(pilot)
        assert [cell_len(row) for row in rows] == [size[0]] * size[1]
        text = "\n".join(rows)
        assert ("[A]" in text) is ascii_only
        if ascii_only:
            assert not set(text) & set("▌━─┿┼…→✓▁")
    sample.close()


async def test_a_row_says_who_is_out_of_touch_by_the_limit_of_its_grade(sample: Desk) -> None:
    set_language("en")
    settings.change(sample, key="silence.A", text="1")
    head = customer_list.head(sample)
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await shown(pilot, f"{head.out_of_touch} out of touch")
        await pilot.press("f", *"A quiet", "enter")
        await shown(pilot, "only A quiet")
        count = customer_list.count(sample, wanted=parse_filter("A quiet"))
        assert count and sum("!" in row for row in screen_text(pilot)[:-2]) >= count
    sample.close()


async def test_columns_are_those_of_the_design() -> None:
    columns = ListColumns.of(80)
    assert columns == ListColumns((6, 20), (27, 9), (37, 14), (52, 7), (59, 6), (66, 7), (73, 6))
    assert ListColumns.of(69).phone[1] == 0 and ListColumns.of(69).score[1] > 0
    assert ListColumns.of(60).score[1] == 0


async def test_titles_stand_over_their_columns(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await shown(pilot, "!!41d")
        rows = screen_text(pilot)
        titles, first = rows[1], rows[2]
        assert titles[6:14] == "Customer" and titles.rstrip().endswith("Next Score")
        assert "A 6  B 9  C 9  1 out of touch" in rows[0] and "Customers 24" in rows[0]
        assert first.rstrip().endswith("!!41d    81")
        assert "sorted by grade and score   1 of 24" in rows[22]
    sample.close()


async def test_a_customer_is_found_in_four_keys_and_esc_comes_back(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("j", "j")
        before = listing(app).key
        await pilot.press("/", "h", "d", "j")
        await until(pilot, lambda: "华东机械" in screen_text(pilot)[2])
        await pilot.press("escape")
        await until(pilot, lambda: listing(app).key == before)
        assert "3 of 24" in screen_text(pilot)[22]
    sample.close()


async def test_orders_step_and_say_themselves(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        for words in ("by name", "by last contact", "by next date", "by score", "by grade"):
            await pilot.press("j", "S")
            await shown(pilot, f"sorted {words}")
            await until(pilot, lambda: "1 of 24" in said(app))
    sample.close()


async def test_a_filter_is_typed_completed_counted_and_left_by_esc(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("f", "B", "space", "n", "o", "minus", "tab")
        await shown(pilot, "2 customers")
        await pilot.press("enter")
        await until(pilot, lambda: "1 of 2" in said(app))
        assert "only B no-plan" in said(app) and "Customers 2 " in screen_text(pilot)[0]
        await pilot.press("escape")
        await until(pilot, lambda: "Customers 24" in screen_text(pilot)[0])
    sample.close()


async def test_words_of_a_filter_that_mean_nothing_are_said(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("f", *"latte", "enter")
        await shown(pilot, "not understood: latte")
        await pilot.press("escape")
        await until(pilot, lambda: "1 of 24" in said(app))
        await pilot.press("f", *"city:Nowhere", "enter")
        await shown(pilot, "No customer fits city:Nowhere")
        await pilot.press("d")
        await shown(pilot, "There is no customer here")
    sample.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_offered_is_understood(language: str) -> None:
    set_language("zh" if language == "zh" else "en")
    values = {"city": ("苏州", "New York"), "owner": ("王磊",), "tag": ("重点", "key account")}
    for begun in ("", "l", "逾", "n", "A ", "未", "#", "tag:", "city:", "yq", "owner:"):
        for word in completions(begun, values, most=50):
            full = f"{word}x" if word.endswith((":", "#")) else word
            assert not parse_filter(full).unknown, word
    assert completions("A city:", values) == ("city:苏州", 'city:"New York"')
    assert completions("负责人：", values) == ("负责人:王磊",)
    assert completions("负责人:wl", values) == ("负责人:王磊",)  # initials: no input method
    assert completions('city:"new y', values) == ('city:"New York"',)
    assert completions("A ＃", values) == ("#重点", '#"key account"')
    assert completions("yq", values) == ("逾期",)
    assert completions("late lat", values) == ()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_that_the_program_types_itself_are_understood(language: str) -> None:
    """The agenda's folded line and "Deleted customers" open the list filtered."""
    set_language("zh" if language == "zh" else "en")
    assert parse_filter(_("no-plan")).without_plan and parse_filter(_("deleted")).deleted


@pytest.mark.parametrize("key", ["d", "1", "ｄ", "１"])
async def test_done_is_the_earliest_follow_up_and_undo_brings_it_back(
    sample: Desk, key: str
) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        customer = listing(app).key
        assert customer is not None
        await pilot.press(key)
        await until(pilot, lambda: "Done: 华东机械有限公司" in said(app))
        assert listing(app).ordinal == 1  # the next row, as everywhere
        await until(pilot, lambda: "!!41d" not in screen_text(pilot)[2])
        await pilot.press("u")
        await until(pilot, lambda: "!!41d" in screen_text(pilot)[2])
        assert listing(app).key == customer
    sample.close()


async def test_a_customer_without_a_plan_says_so(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        name = "Beta Tools"
        place = next(
            at
            for at in range(24)
            if (row := screen.rows.row(at)) and row.name == name  # type: ignore[union-attr]
        )
        listing(app).move_to_ordinal(place)
        for key in ("d", "s", "r"):
            await pilot.press(key)
            await until(pilot, lambda: "Beta Tools has nothing planned" in said(app))
            await pilot.press("k", "j")
    sample.close()


async def test_marked_rows_are_put_off_as_one_step(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        before = history.latest_seq(sample)
        await pilot.press("space", "space", "space", "s")
        await shown(pilot, "tomorrow")
        await pilot.press("2")
        await until(pilot, lambda: "Snoozed: 3 customers → Mon 23 Nov" in said(app))
        assert listing(app).marks == ()
        groups = {one.group for one in history.entries(sample, limit=3)}
        assert history.latest_seq(sample) == before + 3 and len(groups) == 1
    sample.close()


async def test_a_date_is_typed_and_repeated(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("r")
        await shown(pilot, "New date")
        await pilot.press(*"15/12", "enter")
        await until(pilot, lambda: "→ Tue 15 Dec" in said(app))
        await until(pilot, lambda: "12-15" in screen_text(pilot)[2])
        await pilot.press(".")
        await until(pilot, lambda: "12-15" in screen_text(pilot)[3])
    sample.close()


async def test_a_phone_is_copied_without_its_gaps(
    sample: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    app = app_of(sample)
    monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("6")
        await until(pilot, lambda: copied == ["13828034063"])
        assert "Copied: 138 2803 4063 李总" in said(app)
        await pilot.press("8", "c", "1")
        await until(pilot, lambda: "Copied: ***" in said(app))
        assert not any("138 2803" in row for row in screen_text(pilot))
    sample.close()


async def test_an_empty_book_says_how_to_begin(desk: Desk) -> None:
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await shown(pilot, "No customers yet")
        await shown(pilot, ": import")
        for key in ("j", "G", "d", "space", "*", "enter", "S", ".", "c"):
            await pilot.press(key)
        assert app.is_running


async def test_a_long_list_reads_windows_only(tmp_path: Path, unsynced: None) -> None:
    """Ends, pages and steps over 1,500 customers meet every row, and the book is not read whole."""
    crowd = sample_desk(tmp_path, 1500)
    app = app_of(crowd)
    total = customer_list.count(crowd, wanted=CustomerFilter())
    wanted = [
        row.customer_id for row in customer_list.window(crowd, wanted=CustomerFilter(), limit=total)
    ]
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("G")
        await until(pilot, lambda: listing(app).key == wanted[-1])
        assert f"{total} of {total}" in said(app)
        await pilot.press("pageup")
        await until(pilot, lambda: listing(app).key == wanted[-17])
        await pilot.press("home")
        await until(pilot, lambda: listing(app).key == wanted[0])
        for _page in range(12):
            await pilot.press("pagedown")
        await until(pilot, lambda: listing(app).key == wanted[12 * 16])
        assert screen.rows is not None and len(screen.rows._pages) < 8
        await pilot.press("g", "g")
        await until(pilot, lambda: listing(app).ordinal == 0)
        names = screen.neighbours()
        assert names[:3] == tuple(wanted[:3])
    crowd.close()


async def test_another_window_s_change_is_seen_and_the_cursor_keeps_its_customer(
    sample: Desk,
) -> None:
    from tests.conftest import make_desk

    app = app_of(sample)
    assert sample.path is not None
    other = make_desk(sample.path, device="two")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("j", "j")
        here = listing(app).key
        assert here is not None
        from kamtui.services import records

        first = customers.find(sample, text="hdj")[0].customer_id
        records.edit(other, customer_id=first, assignments={"grade": "C"}, base=None)
        await until(pilot, lambda: listing(app).ordinal == 1)
        assert listing(app).key == here
    other.close()
    sample.close()


async def test_archiving_asks_and_is_undone(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("delete")
        await shown(pilot, "Archive")
        await pilot.press("enter")  # No is the default
        await until(pilot, lambda: "Nothing was deleted" in said(app))
        await pilot.press("delete")
        await shown(pilot, "Archive")
        await pilot.press("1")
        await until(pilot, lambda: "Archived: 华东机械有限公司" in said(app))
        await shown(pilot, "Customers 23")
        await pilot.press("f", *"archived", "enter")
        await until(pilot, lambda: "华东机械" in screen_text(pilot)[2] and "1 of 1" in said(app))
        await pilot.press("escape", "u")
        await shown(pilot, "Customers 24")
    sample.close()


@pytest.mark.parametrize(("key", "words"), [("l", "Log"), ("e", "Name"), ("a", "New customer")])
async def test_forms_open_over_the_list(sample: Desk, key: str, words: str) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press(key)
        await until(pilot, lambda: bool(app.screen.query("Form")))
        await shown(pilot, words)
        assert [cell_len(row) for row in screen_text(pilot)] == [80] * 24
        await pilot.press("escape")
        await until(pilot, lambda: not app.screen.query("Form"))
    sample.close()


async def test_a_customer_is_added_in_one_line(sample: Desk) -> None:
    """T4: two keys and the text."""
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("a")
        await until(pilot, lambda: bool(app.screen.query("Form")))
        await pilot.press(*"Foo 13800138000 #A", "enter")
        await shown(pilot, "Customers 25")
        assert customers.find(sample, text="foo")[0].name == "Foo"
    sample.close()


async def test_enter_opens_the_customer_and_back_returns_to_the_row(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("j", "enter")
        await until(pilot, lambda: getattr(app.screen, "KIND", "") == "customer")
        await shown(pilot, "宁波远洋")
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        assert listing(app).ordinal == 1
    sample.close()
