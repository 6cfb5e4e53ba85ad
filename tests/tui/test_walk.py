"""What a stranger stumbled over: stale words, keys that lie, columns that touch, cut sentences."""

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import NAMES, app_over, fill, id_of, list_of, status_of
from tests.tui.fake_book import ROWS, FakeBook, item_of
from tests.tui.test_customer import opened, rows
from tests.tui.test_history import form_of

from kamtui.i18n import set_language
from kamtui.services import contacts, customers, history, records
from kamtui.services.desk import Desk
from kamtui.tui.app import KamApp
from kamtui.tui.screens.customer.order_sums import Pair, SumRow, _starts
from kamtui.tui.widgets.paint import Brush, Line


async def test_another_tab_begins_at_its_first_row_and_without_words_about_the_last(
    desk: Desk,
) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        screen.open_tab("changes")
        await until(pilot, lambda: screen._tab.value is not None and "Logged" in rows(pilot))
        screen.open_tab("contacts")
        await pilot.press("Z")
        assert "Z means nothing here" in status_of(app)
        contacts.add(desk, customer_id=screen.customer_id, assignments={"name": "张工"})
        screen.open_tab("changes")
        assert status_of(app) == ""
        await until(pilot, lambda: "contact 张工  new" in rows(pilot))
        assert list_of(app).ordinal == 0, "what came meanwhile stands under the cursor"


async def test_in_a_note_the_footer_names_the_key_that_saves(desk: Desk) -> None:
    """It said "Enter Save" where Enter is a new line."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await form_of(pilot, app)
        assert "ctrl+s Save" in screen_text(pilot)[-1]
        assert "Enter Save" not in screen_text(pilot)[-1]
        await pilot.press("tab")
        await until(pilot, lambda: "Enter Save" in screen_text(pilot)[-1])
        await pilot.resize_terminal(60, 20)
        await pilot.press("tab")
        await until(pilot, lambda: "Enter Save" in screen_text(pilot)[-1])
        assert "Esc Close" in screen_text(pilot)[-1] and "Field before" not in rows(pilot)


@pytest.mark.parametrize(("language", "days"), [("en", 0), ("zh", 0), ("zh", 120), ("en", 1200)])
async def test_who_and_the_last_contact_never_touch(language: str, days: int) -> None:
    set_language("zh" if language == "zh" else "en")
    items = tuple(item_of((*row[:7], "J.Smith", days, row[9])) for row in ROWS)
    app = KamApp(FakeBook(items))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.query_one("#list").ordinal >= 0)  # type: ignore[attr-defined]
        found = [row for row in screen_text(pilot)[1:19] if "J.S" in row]
        assert len(found) > 3
        for row in found:
            assert len(row[row.index("J.S") :].split()) == 2, row


async def test_undo_names_the_record_and_not_the_customer_alone(desk: Desk) -> None:
    """ "Undone: Deleted 华东机械有限公司" after one promise was deleted frightened people."""
    fill(desk)
    brief = customers.brief(desk, customer_id=id_of(desk, NAMES[0]))
    records.delete(desk, entity="promise", record_id=brief.promises[0].id)
    assert history.undo(desk).subject == f"{NAMES[0]} 样品 2 件"
    assert history.redo(desk).subject == f"{NAMES[0]} 样品 2 件"
    contacts.add(desk, customer_id=brief.customer.id, assignments={"name": "张工"})
    assert history.undo(desk).subject == f"{NAMES[0]} 张工"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Undone: contact "), ("zh", "已撤销 联系人 ")]
)
async def test_undo_says_the_step_and_not_that_it_was_done(
    desk: Desk, language: str, said: str
) -> None:
    set_language("zh" if language == "zh" else "en")
    fill(desk)
    contacts.add(desk, customer_id=id_of(desk, NAMES[0]), assignments={"name": "张工"})
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("u")
        await until(pilot, lambda: status_of(app).startswith(f"{said}{NAMES[0]} 张工"))


@pytest.mark.parametrize("width", [40, 60, 70, 80, 120])
def test_the_sums_of_orders_are_cut_only_where_nothing_else_helps(width: int) -> None:
    """ "12 months 420k, 10 orde…" stood beside a column half empty."""
    pairs = tuple(
        Pair(label, value)
        for label, value in (
            ("All together", "898k"), ("12 months", "420k, 10 orders"),
            ("12 months before", "310k"),
            ("Owes", "0"), ("of it late", "0"), ("Credit", "60 days"),
        )
    )  # fmt: skip
    for columns in (3, 2, 1):
        starts = _starts(pairs, columns, width)
        if starts is None:
            continue
        for at in range(0, len(pairs), columns):
            line = SumRow(pairs[at : at + columns], starts).draw(Line(width), Brush())
            text = line.strip(Brush()).text
            assert "…" not in text and cell_len(text) == width, text
    assert width < 80 or _starts(pairs, 3, width) is not None


@pytest.mark.parametrize(
    ("column", "words"),
    [(14, "华东机械"), (34, "续约报价"), (53, "计划"), (67, "李总")],
)
async def test_the_agenda_keeps_the_cells_of_its_picture(column: int, words: str) -> None:
    set_language("zh")
    app = KamApp(FakeBook())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.query_one("#list").ordinal >= 0)  # type: ignore[attr-defined]
        row = next(row for row in screen_text(pilot)[1:] if "续约报价" in row)
        assert words in row and cell_len(row[: row.index(words)]) == column, row
