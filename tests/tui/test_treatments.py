"""How a class is treated and what payments say of credit, where the grade is explained."""

from pathlib import Path

import pytest
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, sample_desk, shown
from textual import events
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import models, settings
from kamtui.services.desk import Desk
from kamtui.tui.app import KamApp
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.grades import GradesScreen
from kamtui.tui.screens.what_if.screen import WhatIfScreen


@pytest.fixture
def sample(tmp_path: Path, unsynced: None) -> Desk:
    return sample_desk(tmp_path)


def text(pilot: Pilot[None]) -> str:
    return "\n".join(screen_text(pilot))


async def grades(pilot: Pilot[None], app: KamApp) -> None:
    await pilot.press("f4")
    await until(pilot, lambda: isinstance(app.screen, GradesScreen))
    await until(pilot, lambda: listing(app).key is not None)


async def first_customer(pilot: Pilot[None], app: KamApp) -> None:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
    await until(pilot, lambda: listing(app).key is not None)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (60, 20)])
async def test_the_grade_tab_says_both(sample: Desk, width: int, height: int) -> None:
    app = app_of(sample)
    async with app.run_test(size=(width, height)) as pilot:
        await grades(pilot, app)
        await first_customer(pilot, app)
        if height < 24:  # below the criteria
            await pilot.press("G")
        await shown(pilot, "Treatment A: dedicated service team")
        await shown(pilot, "Rating Standard: ")
        if height < 32:  # without room it is where the payments are
            assert "Credit:" not in text(pilot)
            listing(app).move_to_key("criterion/payment")
            await pilot.press("enter")
        else:
            await shown(pilot, "Treatment Standard: regular promotions")
        # Two payments, both more than a week late.
        await shown(pilot, "Credit: strict credit terms (2 of 2 payments late")
    sample.close()


async def test_in_chinese_and_with_words_of_one_s_own(sample: Desk) -> None:
    settings.change(sample, key="credit.text.strict", text="先款后货")
    set_language("zh")
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await grades(pilot, app)
        await first_customer(pilot, app)
        await shown(pilot, "服务政策 A：专属客服，定制化服务")
        listing(app).move_to_key("criterion/payment")
        await pilot.press("enter")
        await shown(pilot, "信用：先款后货（2 笔款中 2 笔逾期，及时率 0%）")
    sample.close()


async def test_credit_is_silent_where_the_settings_say_so(sample: Desk) -> None:
    settings.change(sample, key="credit.least_payments", text="3")
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await grades(pilot, app)
        await first_customer(pilot, app)
        await shown(pilot, "Treatment A")
        listing(app).move_to_key("criterion/payment")
        await pilot.press("enter")
        await shown(pilot, "14 days late")
        assert "Credit:" not in text(pilot)
    sample.close()


async def test_the_pane_names_the_treatment_of_the_grade_proposed(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(120, 40)) as pilot:
        await grades(pilot, app)
        await shown(pilot, "Treatment B: regular contact and incentives")
        await pilot.press("j")  # B is to become A
        await shown(pilot, "Treatment A: dedicated service team")
    sample.close()


@pytest.mark.parametrize("words", ["每月拜访，专属报价", "[red]x[/]", "Ａ１２３ 😀"])
async def test_a_class_s_treatment_is_written_saved_and_undone(sample: Desk, words: str) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await grades(pilot, app)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WhatIfScreen))
        screen = app.screen
        assert isinstance(screen, WhatIfScreen)
        await until(pilot, lambda: screen.draft is not None and screen.main_list.filled)
        screen.main_list.move_to_key("class:A")
        await pilot.press("e")
        await shown(pilot, "Class A")
        await shown(pilot, "dedicated service team")  # what holds while nothing is typed
        await pilot.press("down", "down")
        app.post_message(events.Paste(words))
        await until(
            pilot, lambda: any("Treatment" in row and words in row for row in screen_text(pilot))
        )
        await pilot.press("enter")
        draft = screen.draft
        assert draft is not None
        await until(pilot, lambda: draft.model.treatments == {"A": words})
        assert models.get(sample, name="grade").treatments == {}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: models.get(sample, name="grade").treatments == {"A": words})
        await until(pilot, lambda: screen.draft is not None and not screen.draft.changed)
        screen.main_list.move_to_key("class:A")
        await pilot.press("e")
        await shown(pilot, "Class A")
        await pilot.press("down", "down", "end", *["backspace"] * len(words), "enter")
        await until(
            pilot, lambda: screen.draft is not None and screen.draft.model.treatments == {}
        )  # emptied, the seeds' words hold again
    sample.close()


async def test_too_long_a_treatment_stays_in_the_form(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await grades(pilot, app)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WhatIfScreen))
        screen = app.screen
        assert isinstance(screen, WhatIfScreen)
        await until(pilot, lambda: screen.draft is not None and screen.main_list.filled)
        screen.main_list.move_to_key("class:B")
        await pilot.press("e")
        await shown(pilot, "Class B")
        await pilot.press("down", "down")
        app.post_message(events.Paste("x" * 201))
        await shown(pilot, "xxxx")
        await pilot.press("enter")
        await shown(pilot, "B treatment: it is too long")
        assert screen.draft is not None and not screen.draft.changed
    sample.close()
