"""A book whose data suffice for nobody: what lacks is said, and one key lowers what is needed."""

from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.conftest import make_desk
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, said, sample_desk
from textual.pilot import Pilot

from kamtui.domain.views.orders import OrderValues
from kamtui.i18n import set_language
from kamtui.services import grade_review, grading, orders, records, settings
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.tui.app import KamApp
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.grades import GradesScreen
from kamtui.tui.widgets.explanation import Explanation


@pytest.fixture
def bought(tmp_path: Path, unsynced: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a book of orders without products, payments or contacts: 55 points have data.

    Nobody is listed without a proposal, as in a large book.
    """
    monkeypatch.setattr(grade_review, "_SMALL", 0)
    return of_orders(tmp_path)


def of_orders(folder: Path) -> Desk:
    desk = make_desk(folder / "book.db")
    for name in ("Alpha", "[red]Beta", "广州百汇"):
        found = records.add(desk, draft=CustomerDraft(name))
        values = OrderValues(None, date(2026, 10, 1), 500_000)
        orders.add(desk, customer_id=next(iter(found.customer_ids)), values=values)
    records.add(desk, draft=CustomerDraft("Nobody"))
    return desk


async def opened(pilot: Pilot[None], app: KamApp) -> GradesScreen:
    await pilot.press("f4")
    await until(pilot, lambda: isinstance(app.screen, GradesScreen))
    screen = app.screen
    assert isinstance(screen, GradesScreen)
    return screen


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("listed", [False, True])
async def test_what_would_let_them_be_judged_is_said(
    tmp_path: Path,
    unsynced: None,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    size: tuple[int, int],
    listed: bool,
) -> None:
    if not listed:
        monkeypatch.setattr(grade_review, "_SMALL", 0)
    bought = of_orders(tmp_path)
    set_language("zh" if language == "zh" else "en")
    app = app_of(bought)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        offer = "3 customers can be judged" if language == "en" else "3 个客户可定级"
        if listed and size[1] < 24:  # the rows leave no room for it below them
            offer = "lowers the data needed" if language == "en" else "调低所需数据"
        await until(pilot, lambda: any(offer in row for row in screen_text(pilot)))
        assert (listing(app).key is not None) is listed
        assert screen.query_one(Explanation).display is listed
        rows = screen_text(pilot)
        assert all(cell_len(row) == size[0] for row in rows)
        if not listed and size[1] >= 24:
            await until(pilot, lambda: any("--as" in row for row in screen_text(pilot)))
    set_language("en")
    bought.close()


async def test_one_key_lowers_it_and_undo_brings_it_back(bought: Desk) -> None:
    app = app_of(bought)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: any("lower it to 55" in row for row in screen_text(pilot)))
        await pilot.press("n")
        await until(pilot, lambda: "1 55: 3 customers can be judged" in screen_text(pilot)[-2])
        await pilot.press("1")
        await until(pilot, lambda: "60 → 55" in said(app))
        assert "undo" in said(app) and "3 more customers" in said(app)
        assert settings.get(bought, key="grade.data").value == 55
        await until(pilot, lambda: sum("↑" in row for row in screen_text(pilot)[2:12]) >= 3)
        await pilot.press("u")
        await until(pilot, lambda: settings.get(bought, key="grade.data").value == 60)
        await until(pilot, lambda: any("lower it to 55" in row for row in screen_text(pilot)))
    bought.close()


@pytest.mark.parametrize(
    ("typed", "told"),
    [("abc", "0..100"), ("500", "0..100"), ("-3", "0..100"), ("[red]", "0..100"),
     ("9" * 300, "0..100")],
)  # fmt: skip
async def test_a_wrong_number_is_a_sentence(bought: Desk, typed: str, told: str) -> None:
    app = app_of(bought)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: any("lower it to 55" in row for row in screen_text(pilot)))
        await pilot.press("n", "0", *typed, "enter")
        await until(pilot, lambda: told in said(app))
        assert settings.get(bought, key="grade.data").value == 60
    bought.close()


async def test_a_number_of_ones_own_in_full_width(bought: Desk) -> None:
    app = app_of(bought)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: any("lower it to 55" in row for row in screen_text(pilot)))
        await pilot.press("n", "0", *"５０", "enter")
        await until(pilot, lambda: settings.get(bought, key="grade.data").value == 50)
    bought.close()


async def test_the_grade_tab_says_what_gives_data(bought: Desk) -> None:
    app = app_of(bought)
    async with app.run_test(size=(80, 30)) as pilot:
        grades = await opened(pilot, app)
        await until(pilot, lambda: any("lower it" in row for row in screen_text(pilot)))
        customer_id = grading.review(bought, everybody=True).proposals[0].customer_id
        await app.open_panel("customer", grades, customer_id)
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        screen = app.screen
        assert isinstance(screen, CustomerScreen)
        screen.open_tab("grade")
        await until(pilot, lambda: any("in its tab Feedback" in one for one in screen_text(pilot)))
        assert any("lowers the 60 points" in row for row in screen_text(pilot))
    bought.close()


async def test_where_everybody_has_enough_the_key_says_so(tmp_path: Path, unsynced: None) -> None:
    desk = sample_desk(tmp_path)
    settings.change(desk, key="grade.data", text="0")
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: listing(app).key is not None)
        await pilot.press("n")
        await until(pilot, lambda: "enough data" in said(app))
    desk.close()
