"""Saved filters in the strip and the palette; deleted customers; values with spaces."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, said, sample_desk, shown
from tests.tui.test_customers_screen import opened

from kamtui.domain.customer_filter import parse_filter
from kamtui.i18n import set_language
from kamtui.services import customer_list, customers, records, saved_filters
from kamtui.services.desk import Desk
from kamtui.tui.screens.customers import CustomersScreen
from kamtui.tui.screens.customers_filter import completions

HOSTILE = ("[red]", "a\u202eb", "x" * 40, "1", "东区 A类", "\x1b[2J", "😀" * 8)


@pytest.fixture
def sample(tmp_path: Path, unsynced: None) -> Desk:
    return sample_desk(tmp_path)


async def test_a_filter_is_kept_and_comes_back_in_two_keys(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("f", *"B noplan", "ctrl+s")
        await shown(pilot, "a name for B noplan")
        await pilot.press(*"东区A类", "enter")
        await until(pilot, lambda: "Filter saved: 东区A类   f 1 shows it" in said(app))
        await until(pilot, lambda: "Customers 2 " in screen_text(pilot)[0])
        await pilot.press("escape")
        await shown(pilot, "Customers 24")
        await pilot.press("f", "1")
        await until(pilot, lambda: "only 东区A类   1 of 2" in said(app))
        await pilot.press("f")
        await shown(pilot, "1 东区A类")  # also where a filter stands there already
        await pilot.press("escape", "escape")
        await shown(pilot, "Customers 24")


@pytest.mark.parametrize("digit", ["2", "２"])
async def test_digits_are_those_of_the_order_kept(sample: Desk, digit: str) -> None:
    for name, words in (("first", "A"), ("second", "B"), ("third", "C")):
        saved_filters.save(sample, name=name, words=words)
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("f", digit)
        await until(pilot, lambda: "only second   1 of 9" in said(app))
        await pilot.press("f", *"thi", "tab")
        await shown(pilot, "Filter C")
        await pilot.press("enter")
        await until(pilot, lambda: "only C   1 of 9" in said(app))
        await pilot.press("f", *"FIRST", "enter")  # the name is enough
        await until(pilot, lambda: "only first   1 of 6" in said(app))
        await pilot.press("f", "9")  # there is no ninth: it is a word like any other
        await pilot.press("enter")
        await shown(pilot, "not understood: 9")


async def test_one_is_deleted_and_comes_back(sample: Desk) -> None:
    for name in ("first", "second"):
        saved_filters.save(sample, name=name, words="late")
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("f", "delete")
        await shown(pilot, "Delete filter")
        await pilot.press("escape")
        await until(pilot, lambda: "Nothing was deleted" in said(app))
        await pilot.press("f", "delete")
        await shown(pilot, "Delete filter")
        await pilot.press("1")
        await until(pilot, lambda: "Filter deleted: first   u undo" in said(app))
        assert [one.name for one in saved_filters.read(sample)] == ["second"]
        await pilot.press("u")
        await until(pilot, lambda: len(saved_filters.read(sample)) == 2)
        await pilot.press("f", "delete")
        await shown(pilot, "Delete filter")
        await pilot.press(*"sec", "enter")
        await until(pilot, lambda: "Filter deleted: second" in said(app))


async def test_nothing_is_kept_without_words_or_name(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("f", *"latte", "ctrl+s")
        await shown(pilot, "not understood: latte")
        await pilot.press("ctrl+u", "ctrl+s")
        await shown(pilot, "Keep as")
        await pilot.press("x", "enter")
        await shown(pilot, "This filter leaves everybody")
        await pilot.press("f", "A", "ctrl+s", "enter")
        await shown(pilot, "A filter needs a name")
        await pilot.press("f", "A", "ctrl+s", "escape")
        await shown(pilot, "Nothing was saved")
        assert saved_filters.read(sample) == ()


async def test_the_palette_knows_them_from_every_screen(sample: Desk) -> None:
    saved_filters.save(sample, name="东区A类", words="A")
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: listing(app).key is not None)
        for typed in ("dqa", "东区", "filter: 东", "筛选"):
            await pilot.press(":", *typed)
            await shown(pilot, "Filter: 东区A类")
            await pilot.press("escape")
        await pilot.press(":", *"dqa")
        await shown(pilot, "Filter: 东区A类")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await until(pilot, lambda: "only 东区A类   1 of 6" in said(app))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_hostile_names_are_drawn_and_picked(
    sample: Desk, size: tuple[int, int], ascii_only: bool
) -> None:
    for name in HOSTILE:
        saved_filters.save(sample, name=name, words="A late")
    app = app_of(sample, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        for keys in (("f",), ("f", "delete"), (":", *"filter:")):
            await pilot.press(*keys)
            await shown(pilot, "[red]")
            rows = screen_text(pilot)
            assert [cell_len(row) for row in rows] == [size[0]] * size[1]
            assert not set("".join(rows)) & {"\x1b", "\u202e"}
            assert not (ascii_only and "…" in "".join(rows))
            await pilot.press("escape")
        await pilot.press("f", "6")
        await until(pilot, lambda: "1 of 2" in said(app))


async def test_a_value_with_spaces_is_completed_in_quotes(sample: Desk) -> None:
    hdj = customers.find(sample, text="hdj")[0].customer_id
    fields = {"owner": "John Smith", "tags": "key account"}
    records.edit(sample, customer_id=hdj, assignments=fields)
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("f", *"owner:jo")
        await shown(pilot, "Tab owner:")
        await pilot.press("tab")
        await shown(pilot, 'owner:"John Smith"')
        await pilot.press("#", "k", "tab", "enter")
        await until(pilot, lambda: 'only owner:"John Smith" #"key account"' in said(app))
        await until(pilot, lambda: "1 of 1" in said(app))


@pytest.mark.parametrize(("language", "word"), [("en", "deleted"), ("zh", "已删除")])
async def test_deleted_customers_are_shown_and_brought_back(
    sample: Desk, language: str, word: str
) -> None:
    hdj = customers.find(sample, text="hdj")[0].customer_id
    records.delete(sample, entity="customer", record_id=hdj)
    set_language("zh" if language == "zh" else "en")
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("f", *word, "enter")
        await until(pilot, lambda: listing(app).key == hdj)
        for key in ("enter", "l", "e", "d", "c", "r"):
            await pilot.press(key)
            await until(pilot, lambda: "Del" in said(app))
        await pilot.press("delete")
        await until(pilot, lambda: "1 " in "\n".join(screen_text(pilot)[-2:-1]))
        await pilot.press("enter")  # No
        await pilot.press("space", "delete", "1")
        await until(pilot, lambda: customers.find(sample, text="hdj") != ())
        await until(pilot, lambda: "华东机械" in said(app))
        await pilot.press("u")
        await until(pilot, lambda: customers.find(sample, text="hdj") == ())


async def test_archive_and_deleted_are_found_by_name(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press(":", *"archive", "enter")
        await until(pilot, lambda: "Archived: 华东机械有限公司" in said(app))
        await shown(pilot, "Customers 23")
        await pilot.press("f", *"archived", "enter")
        await until(pilot, lambda: "1 of 1" in said(app))
        await pilot.press(":", *"gd", "enter")  # its initials in Chinese
        await until(pilot, lambda: "Brought back: 华东机械有限公司" in said(app))
        await pilot.press(":", *"deleted cust", "enter")
        await shown(pilot, "No customer fits deleted")


async def test_who_is_not_verified_is_listed_and_one_says_verified(sample: Desk) -> None:
    app = app_of(sample)
    stale = customer_list.count(sample, wanted=parse_filter("stale"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: listing(app).move_to_key("stale"))
        await shown(pilot, "Not verified")
        await pilot.press("1")
        await until(pilot, lambda: "there 1 says verified" in said(app))
        await pilot.press("enter")
        await until(pilot, lambda: f"only stale   1 of {stale}" in said(app))
        await pilot.press("1")
        await until(pilot, lambda: "Verified today:" in said(app))
        await until(
            pilot, lambda: customer_list.count(sample, wanted=parse_filter("stale")) == stale - 1
        )
        await until(pilot, lambda: f"Customers {stale - 1} " in screen_text(pilot)[0])
        await pilot.press("u")
        await until(pilot, lambda: f"Customers {stale} " in screen_text(pilot)[0])
        await pilot.press("f", *"sta")
        await shown(pilot, "stale")


def test_the_filter_word_is_completed_in_both_languages() -> None:
    assert completions("sta", {}) == ("stale",)
    set_language("zh")
    assert completions("待", {}) == ("待核实",)
