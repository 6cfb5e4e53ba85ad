"""Every row of the agenda is exactly as wide as the screen, whatever is on it."""

from itertools import pairwise

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.fake_book import ROWS, FakeBook, item_of

from kamtui.i18n import set_language
from kamtui.tui.app import KamApp
from kamtui.tui.styles.palettes import ThemeName
from kamtui.tui.widgets.agenda_rows import AgendaColumns

SIZES = ((60, 20), (80, 24), (110, 24), (115, 34), (120, 40), (200, 60), (20, 5), (1, 1), (33, 3))
HOSTILE = "\x1b[31m\x07[bold red]红\u202e\u200b\x9b2J\r\n\t[/]" + "e\u0301" * 3


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_every_row_has_exactly_the_width_of_the_screen(
    size: tuple[int, int], language: str, ascii_only: bool
) -> None:
    set_language("zh" if language == "zh" else "en")
    app = KamApp(FakeBook(), ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.screen.query_one("#list").ordinal >= 0)  # type: ignore[attr-defined]
        await pilot.press("j", "space", "*")
        await pilot.pause()
        rows = screen_text(pilot)
        assert [cell_len(row) for row in rows] == [size[0]] * size[1]
        if ascii_only:
            drawn = {c for row in rows for c in row if not c.isascii() and not c.isalnum()}
            assert not drawn & set("─━┼┿▌▁▂▃▄▅▆█…╸╴✓→•"), drawn


@pytest.mark.parametrize("theme", ["dark", "light", "ansi"])
async def test_hostile_text_reaches_the_screen_as_plain_characters(theme: ThemeName) -> None:
    items = tuple(
        item_of(row)._replace(customer=HOSTILE, what=HOSTILE, contact=HOSTILE, phone=HOSTILE,
                grade="\x1b[5m")
        for row in ROWS
    )  # fmt: skip
    app = KamApp(FakeBook(items), theme=theme)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: any("[bold red]" in row for row in screen_text(pilot)))
        await pilot.press("d", "c")
        await pilot.pause()
        rows = screen_text(pilot)
        assert [cell_len(row) for row in rows] == [120] * 40
        text = "".join(rows)
        assert text.isprintable()
        assert not set(text) & set("\x1b\x07\x9b\u202e\u200b")
        assert "[bold red]" in text  # markup is drawn, not obeyed


async def test_the_rows_of_the_picture() -> None:
    """look/agenda-80x24-zh-dark.png, cell by cell where the data are the same."""
    set_language("zh")
    app = KamApp(FakeBook())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(
            pilot, lambda: any("lizong" in r or "采购部长" in r for r in screen_text(pilot))
        )
        await pilot.press("j")
        await until(pilot, lambda: screen_text(pilot)[3].startswith("▌"))
        rows = screen_text(pilot)
    assert rows[1].startswith("    10:00  A  广州百汇            拜访               定时")
    assert rows[2] == " 逾期 8 " + "─" * 71 + " "
    assert rows[3].startswith("▌  !!41天  A  华东机械有限公司    续约报价")
    assert rows[11] == " 今日 2 " + "─" * 57 + " 另有定时 1 项 "
    assert rows[16] == (
        "   周五27  B  厦门港务物流        生日：林总         关怀          林总    18天 "
    )
    assert rows[17].startswith(" 待核实  C 9") and rows[17].endswith("回车 展开 ")
    assert rows[18].startswith(" 未安排  B 2  C 2")
    assert rows[18].endswith("1 按周期   回车 展开 ")
    assert rows[19].endswith("81 ━━━━━━━━━┿━━━━━┿──── ")
    assert rows[20].startswith(" 上次 10月9日 电话  价格可接受")
    assert rows[23].startswith(" 1d 完成  2s 推迟  3r 改期  4l 记录  / 查找  空格 选中  . 再来  7u")


def test_columns_are_the_table_of_the_design() -> None:
    columns = AgendaColumns.of(80)
    assert columns.customer == (14, 19)
    assert columns.what == (34, 18)
    assert columns.why == (53, 13)
    assert columns.who == (67, 7)
    assert columns.last == (74, 5)


@pytest.mark.parametrize("width", range(1, 240))
def test_columns_never_overlap_or_leave_the_row(width: int) -> None:
    columns = AgendaColumns.of(width)
    spans = [
        (start, start + cells)
        for start, cells in (
            columns.customer, columns.what, columns.why, columns.who, columns.last,
        )
        if cells
    ]  # fmt: skip
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert not spans or spans[-1][1] <= width - 1


async def test_empty_agenda_says_what_was_done_and_what_comes() -> None:
    book = FakeBook(())
    book.folded = ()
    app = KamApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: any("Everything for today" in r for r in screen_text(pilot)))
        text = "\n".join(screen_text(pilot))
        assert "5 cleared today" in text and "宁波远洋" in text
        await pilot.press("d")
        await pilot.pause()
        assert "Nothing is on the agenda" in screen_text(pilot)[22]


async def test_empty_book_says_how_to_begin() -> None:
    book = FakeBook((), done=0)
    book.folded, book.customers = (), 0
    app = KamApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: any("kamtui demo" in row for row in screen_text(pilot)))
        assert any(": import" in row for row in screen_text(pilot))


async def test_language_theme_and_ascii_change_live() -> None:
    app = KamApp(FakeBook())
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: any("Late 8" in row for row in screen_text(pilot)))
        app.change_language("zh")
        await until(pilot, lambda: any("逾期 8 ─" in row for row in screen_text(pilot)))
        text = "\n".join(screen_text(pilot))
        assert "完成" in text and "Late" not in text and "Done" not in text
        app.change_theme("light")
        app.change_ascii(True)
        await until(pilot, lambda: any("[A]" in row for row in screen_text(pilot)))
        assert all(cell_len(row) == 120 for row in screen_text(pilot))


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_resize_storm(language: str) -> None:
    set_language("zh" if language == "zh" else "en")
    app = KamApp(FakeBook())
    async with app.run_test(size=(80, 24)) as pilot:
        for size in ((1, 1), (120, 40), (60, 20), (3, 50), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.press("j")
        await until(pilot, lambda: [cell_len(row) for row in screen_text(pilot)] == [80] * 24)
        assert any(row.startswith("▌") for row in screen_text(pilot))
