"""Rules in a form: what a line means, what is refused and where, conflicts, one undo step."""

from pathlib import Path

import pytest
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, said, sample_desk, shown
from tests.tui.segment_desks import beside, dimension, opened

from kamtui.domain.segments.defaults import DIMENSIONS
from kamtui.services import segments
from kamtui.services.desk import Desk
from kamtui.tui.panels.segment_rules import RulesForm
from kamtui.tui.session import DeskApp


@pytest.fixture
def sample(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


def form(app: DeskApp) -> RulesForm:
    return app.screen.query_one(RulesForm)


async def test_a_threshold_moves_customers_in_one_step(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        before = [row.customers for row in screen.view.rows] if screen.view else []
        await pilot.press("e")
        await shown(pilot, "high: amount.12 >= 500000")
        await pilot.press("backspace", *"1")
        await until(pilot, lambda: said(app) == "= High value: amount (12 months) ≥ 500,001")
        await pilot.press("ctrl+u", *"high: amount.12 >= 400000", "enter")
        await until(pilot, lambda: said(app).startswith("Rules changed: Value   u undo"))
        await until(
            pilot,
            lambda: (
                screen.view is not None and [row.customers for row in screen.view.rows] != before
            ),
        )
        assert segments.rules_of(sample, by="value")[0] == "high: amount.12 >= 400000"
        await pilot.press("u")
        await until(
            pilot,
            lambda: (
                screen.view is not None and [row.customers for row in screen.view.rows] == before
            ),
        )
        assert segments.rules_of(sample, by="value") == DIMENSIONS["value"]


async def test_the_form_opens_at_the_segment_under_the_cursor(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await dimension(pilot, screen, "rfm")
        listing(app).move_to_key("hibernating")
        await pilot.press("e")
        await until(pilot, lambda: bool(app.screen.query(RulesForm)))
        await until(pilot, lambda: said(app).startswith("= Hibernating: R < 4"))
        assert form(app).lines.current.name == "line8"
        await shown(pilot, "8     ▌hibernating: r < 4")
        await pilot.press("escape")
        assert said(app) == "" and not app.screen.query(RulesForm)
        await shown(pilot, "Cannot lose them")


async def test_a_refused_line_is_named_and_nothing_typed_is_lost(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("e")
        await shown(pilot, "core: amount.12")
        await pilot.press("tab", "ctrl+u", *"core: amount.12 >= lots", "tab", "enter")
        await until(pilot, lambda: said(app).startswith("line 2: "))
        assert "a number is needed" in said(app) and "lots" in said(app)
        assert form(app).lines.current.name == "line2"
        assert form(app).lines.named("line2").typed == "core: amount.12 >= lots"
        await pilot.press("ctrl+u", "ctrl+k", *"low: amount.12 >= 1", "enter")
        await until(pilot, lambda: "there twice" in said(app))
        assert form(app).lines.current.name == "line3"
        await pilot.press("escape")
        assert said(app) == "Nothing was changed; the form brings back what you typed"
        assert segments.rules_of(sample, by="value") == DIMENSIONS["value"]


async def test_what_was_typed_comes_back_on_every_line(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("e")
        await shown(pilot, "low: amount.12")
        form(app).lines.enter(4)
        await pilot.press(*"five: region = x", "tab", *"six: otherwise", "escape", "e")
        await shown(pilot, "six: otherwise")
        assert form(app).lines.named("line5").typed == "five: region = x"
        assert len(form(app).lines.fields) == 7
        await pilot.press("ctrl+n")
        await until(pilot, lambda: not form(app).lines.named("line6").typed)


@pytest.mark.parametrize(
    "text",
    ["[red]", "\u202e", "x" * 1500, "名字：金额", "a: b: c", 'q: region = "unclosed', "：", "each",
     "👩‍👩‍👧‍👦: amount ≥ １００", "otherwise", "a: otherwise", "= = ="],
)  # fmt: skip
async def test_hostile_lines_are_said_and_break_nothing(sample: Desk, text: str) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("e")
        await shown(pilot, "core: amount.12")
        field = form(app).lines.named("line4")
        form(app).lines.enter(3)
        field.insert(text)
        form(app)._edited()
        assert said(app) or not field.typed.strip()
        await pilot.press("enter")
        await until(pilot, lambda: not app.operations.writing and not form_saving(app))
        assert app.is_running


def form_saving(app: DeskApp) -> bool:
    forms = list(app.screen.query(RulesForm))
    return bool(forms) and forms[0].saving


async def test_a_conflict_keeps_mine_or_takes_theirs(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        for key, expected in (("ctrl+t", "theirs: otherwise"), ("ctrl+s", "mine: otherwise")):
            await pilot.press("e")
            await until(pilot, lambda: bool(app.screen.query(RulesForm)))
            other = beside(sample)
            segments.set_rules(other, by="value", lines=["theirs: otherwise"])
            other.close()
            for name in ("line2", "line3"):
                form(app).lines.named(name).put("", touched=True)
            form(app).lines.named("line1").put("mine: otherwise", touched=True)
            await pilot.press("enter")
            await until(pilot, lambda: said(app).startswith("Another window changed these rules"))
            await pilot.press(key)
            if key == "ctrl+t":
                assert form(app).lines.named("line1").typed == "theirs: otherwise"
                await pilot.press("enter")
            await until(pilot, lambda: not app.screen.query(RulesForm))
            assert segments.rules_of(sample, by="value") == (expected,)
            segments.set_rules(sample, by="value", lines=None)


async def test_a_dimension_of_ones_own_from_its_name_to_its_end(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("9", "enter")
        await until(pilot, lambda: said(app) == "A dimension needs a name")
        await pilot.press(*"RFM", "enter")
        await until(pilot, lambda: said(app) == "There is a dimension of this name already")
        await pilot.press("ctrl+u", *"Town", "enter")
        await until(pilot, lambda: "needs a line" in said(app))
        assert form(app).lines.current.name == "line1"
        await pilot.press(*"each ci", "right")
        assert form(app).lines.current.typed in ("each city", "each ci")
        await pilot.press("ctrl+u", *"each city")
        await until(pilot, lambda: said(app) == "= a segment for each city")
        await pilot.press("enter")
        await until(pilot, lambda: screen.view is not None and screen.view.by == "Town")
        assert "Town" in screen_text(pilot)[1]
        await shown(pilot, "city = ")
        await pilot.press("delete", "1")
        await until(pilot, lambda: screen.view is not None and screen.view.by == "value")
        assert "Town" not in segments.names(sample)
        await pilot.press("u")
        await until(pilot, lambda: "Town" in screen_text(pilot)[1], seconds=8)


async def test_the_ranges_of_rfm_and_more_lines_than_shown(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await dimension(pilot, screen, "rfm")
        await pilot.press("e")
        await shown(pilot, "champions: r >= 4")
        count = len(form(app).lines.fields)
        assert count == 10
        form(app).lines.enter(count - 1)
        await pilot.press(*"my_own: r >= 1")
        assert len(form(app).lines.fields) == count + 1
        await pilot.press("shift+tab", *"x")
        form(app).lines.named("line9").put("", touched=True)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: said(app).startswith("Rules changed: RFM"))
        assert segments.rules_of(sample, by="rfm")[-1] == "my_own: r >= 1"
        await until(pilot, lambda: listing(app).source.key(8) == "my_own")


async def test_facts_are_completed(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("e")
        await shown(pilot, "low: amount.12")
        form(app).lines.enter(3)
        await pilot.press(*"bad: compl", "right", *" >= 2")
        assert form(app).lines.current.typed == "bad: complaints >= 2"
        await until(pilot, lambda: said(app) == "= bad: complaints ≥ 2")
