"""A customer's portrait: every dimension, every trait met or not or without data, its value."""

from pathlib import Path

import pytest
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, said, sample_desk, shown
from tests.tui.segment_desks import dimension, members, mixed, opened

from kamtui.i18n import set_language
from kamtui.services import segments
from kamtui.services.desk import Desk
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.segments.portrait import PortraitScreen
from kamtui.tui.session import DeskApp
from kamtui.tui.widgets.line_list import RowState


@pytest.fixture
def sample(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


def whole(app: DeskApp) -> str:
    """Return every row of the list, however long."""
    source, brush = listing(app).source, app.brush
    state = RowState(cursor=False, active=False, marked=False)
    lines = [source.draw(at, 120, state, brush) for at in range(len(source))]
    return "\n".join(line.strip(brush).text for line in lines)


async def test_every_trait_of_the_service_with_its_mark(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(120, 60)) as pilot:
        await opened(pilot, app)
        screen = await members(pilot, app, "high")
        customer_id = screen.neighbours()[0]
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, PortraitScreen))
        await shown(pilot, "met")
        text = whole(app)
        found = segments.portrait(sample, customer_id=customer_id)
        traits = [trait for one in found.portraits for trait in one.traits]
        rows = text.splitlines()
        marks = [row.strip()[0] for row in rows if row.strip()[:2] in ("✓ ", "x ", "? ")]
        assert marks == ["?" if one.met is None else "✓" if one.met else "x" for one in traits]
        for one in found.portraits:
            assert f"{one.met} of {len(one.traits)} met" in text
        assert "gross margin 30%: assumed (segments.clv_margin), no order has a cost" in text
        assert "satisfaction: no data" in text
        score = next(one.score for one in found.placed if one.by == "rfm")
        assert score is not None
        assert f"F {score.f} ({score.frequency} orders)" in text
        assert f"M {score.m} ({score.amount_minor // 100:,})" in text
        assert said(app).startswith("✓ met   x not met   ? no data")


async def test_the_marks_need_no_colour_and_no_unicode(sample: Desk) -> None:
    app = app_of(sample, ascii_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await members(pilot, app, "high")
        await pilot.press("p")
        await shown(pilot, "belongs to it")
        text = "\n".join(screen_text(pilot))
        assert " ok " in text and " x " in text and " ? " in text and "✓" not in text


async def test_from_the_grade_tab_and_back(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: listing(app).filled)
        await pilot.press("f3")
        await until(pilot, lambda: app.current_mode == "customers" and listing(app).filled)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        customer = app.screen
        assert isinstance(customer, CustomerScreen)
        customer.open_tab("grade")
        await shown(pilot, "p portrait")
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, PortraitScreen))
        await shown(pilot, "Lifecycle")
        await pilot.press("J")
        await until(pilot, lambda: "2 of " in screen_text(pilot)[0])
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is customer)
        set_language("zh")
        app.change_language("zh")
        await pilot.press("p")
        await shown(pilot, "高价值客户画像")
        await shown(pilot, "生命周期")


async def test_no_orders_and_another_currency_are_said(desk: Desk) -> None:
    mixed(desk)
    app = app_of(desk)
    async with app.run_test(size=(120, 60)) as pilot:
        await opened(pilot, app)
        ids = (await members(pilot, app, "no_data")).neighbours()
        texts = {}
        for place, one in enumerate(ids):
            await pilot.press("p")
            await until(pilot, lambda: isinstance(app.screen, PortraitScreen))
            await until(pilot, lambda: listing(app).key is not None)
            texts[one] = whole(app)
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, PortraitScreen))
            if place == 0:
                await pilot.press("j")
        assert "not known, for lack of" in texts["Dollars"]
        assert "1 order in USD is not counted: the book's currency is CNY." in texts["Dollars"]
        other = next(text for one, text in texts.items() if one != "Dollars")
        assert "not known, for lack of orders" in other and "No data" in other


async def test_editing_a_portrait_and_what_acts_on_nothing(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await dimension(pilot, screen, "value")
        await members(pilot, app, "high")
        await pilot.press("p")
        await shown(pilot, "belongs to it")
        await pilot.press("space")
        assert "only to look at" in said(app)
        await pilot.press("e")
        await shown(pilot, "Rules Value")
        await pilot.press("escape")
        listing(app).move_to_key("portrait/high/0")
        await pilot.press("5")
        await shown(pilot, "years_together >= 3")
        await pilot.press("ctrl+u", *"amount.12 >= 1", "enter")
        await until(pilot, lambda: said(app).startswith("Rules changed: High value"))
        await shown(pilot, "amount (12 months) ≥ 1 ")
        assert segments.rules_of(sample, by="portrait.high")[0] == "amount.12 >= 1"
        await pilot.press("G", "e")
        await shown(pilot, "Gross margin assumed")
