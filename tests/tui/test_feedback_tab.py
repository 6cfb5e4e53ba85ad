"""The feedback tab on a real book: written down, answered, settled, handed over, corrected."""

from datetime import timedelta

import pytest
from rich.cells import cell_len
from tests.conftest import NOW
from tests.tui.conftest import screen_text, until
from tests.tui.desks import NAMES, app_over, fill, id_of, list_of
from tests.tui.test_customer import opened
from textual.pilot import Pilot

from kamtui.domain.views.feedback import ComplaintValues, CustomerFeedback, SurveyValues
from kamtui.i18n import set_language
from kamtui.services import feedback, settings
from kamtui.services.desk import Desk
from kamtui.tui.panels.feedback_forms import ComplaintForm, SurveyForm
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.session import DeskApp


def said(desk: Desk) -> CustomerFeedback:
    return feedback.read(desk, customer_id=id_of(desk, NAMES[0]))


def complain(desk: Desk, description: str = "交期晚") -> str:
    values = ComplaintValues("complaint", "delivery", description, NOW - timedelta(days=2))
    made = feedback.add_complaint(desk, customer_id=id_of(desk, NAMES[0]), values=values)
    return made.records[0]


async def on_tab(pilot: Pilot[None], app: DeskApp) -> CustomerScreen:
    screen = await opened(pilot, app)
    await pilot.press("tab", "tab", "tab", "tab")
    await until(pilot, lambda: screen.tab == "feedback")
    await until(pilot, lambda: screen._tab.value is not None)
    await pilot.pause()
    return screen


def bottom(pilot: Pilot[None]) -> str:
    return screen_text(pilot)[-2]


async def test_a_complaint_a_grumble_and_a_survey_are_written_down(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_tab(pilot, app)
        assert any("No complaint, no survey yet" in row for row in screen_text(pilot))
        await pilot.press("9", "2")
        await until(pilot, lambda: bool(app.screen.query(ComplaintForm)))
        await pilot.press(*"slow", "enter")
        await until(pilot, lambda: len(said(desk).complaints) == 1)
        (one,) = said(desk).complaints
        assert (one.kind, one.description, one.handled_by) == ("grumble", "slow", "tester")
        await until(pilot, lambda: not app.screen.query(ComplaintForm))
        await pilot.press("a", "3")
        await until(pilot, lambda: bool(app.screen.query(SurveyForm)))
        await pilot.press("9", "enter")
        await until(pilot, lambda: "no score" in bottom(pilot))
        assert app.screen.query(SurveyForm), "the form stays with what was typed"
        await pilot.press("backspace", "4", "tab", "1", "0", "ctrl+s")
        await until(pilot, lambda: len(said(desk).surveys) == 1)
        (survey,) = said(desk).surveys
        assert (survey.score, survey.recommend) == ("4", 10)
        await until(pilot, lambda: any("4/5" in row for row in screen_text(pilot)))


async def test_one_answers_then_settles_and_two_hands_over(desk: Desk) -> None:
    fill(desk)
    complain(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_tab(pilot, app)
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("3")
        assert "cannot be put off" in bottom(pilot)
        await pilot.press("1", "escape")
        assert said(desk).complaints[0].responded_at is None, "1 was the answer to a strip"
        await pilot.press("2")
        await until(pilot, lambda: "Hand over to" in bottom(pilot))
        await pilot.press("L", "i", "enter")
        await until(pilot, lambda: said(desk).complaints[0].handled_by == "Li")
        await until(pilot, lambda: "Handed over:" in bottom(pilot))
        await pilot.press("1")
        await until(pilot, lambda: said(desk).complaints[0].responded_at is not None)
        await until(pilot, lambda: any("settle in" in row for row in screen_text(pilot)))
        await pilot.press("1")
        await until(pilot, lambda: said(desk).complaints[0].settled_at is not None)
        assert "Settled:" in bottom(pilot) and "e writes how" in bottom(pilot)
        await until(pilot, lambda: (list_of(app).key or "").startswith("closed:"))
        await pilot.press("1")
        assert "settled; e sets it open again" in bottom(pilot)
        await pilot.press("7")
        await until(pilot, lambda: said(desk).complaints[0].settled_at is None)


async def test_the_form_shows_conflicts_and_keeps_what_was_typed(desk: Desk) -> None:
    fill(desk)
    one = complain(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_tab(pilot, app)
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("e")
        await until(pilot, lambda: bool(app.screen.query(ComplaintForm)))
        form = app.screen.query_one(ComplaintForm)
        form.go_to("handled_by")
        await pilot.press("M", "e")
        feedback.hand_over(desk, complaint_id=one, to="Theirs")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Theirs" in bottom(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: said(desk).complaints[0].handled_by == "Me")


async def test_delete_asks_and_undo_brings_it_back(desk: Desk) -> None:
    fill(desk)
    complain(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_tab(pilot, app)
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("delete", "y")
        await until(pilot, lambda: not said(desk).complaints)
        await pilot.press("7")
        await until(pilot, lambda: len(said(desk).complaints) == 1)


HOSTILE = ("[red]x[/red]", "a\x1b[31mb", "\u202eabc", "😀" * 90, "长" * 300, "行一\n行二")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_rows_fit_at_every_size_and_show_nothing_raw(
    desk: Desk, language: str, size: tuple[int, int]
) -> None:
    set_language("zh" if language == "zh" else "en")
    fill(desk)
    for text in HOSTILE:
        complain(desk, text)
        feedback.add_survey(
            desk,
            customer_id=id_of(desk, NAMES[0]),
            values=SurveyValues(NOW.date(), "4", 9, text, "call"),
        )
    feedback.settle(desk, complaint_id=complain(desk, "旧"), resolution="长" * 200)
    app = app_over(desk)
    async with app.run_test(size=size) as pilot:
        screen = await on_tab(pilot, app)
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("enter")
        source = list_of(app).source
        keys = [key for index in range(len(source)) if (key := source.key(index))]
        screen._tab.whole = frozenset(keys)  # type: ignore[attr-defined]
        screen.show()
        await pilot.pause()
        for row in screen_text(pilot):
            assert cell_len(row) == size[0]
            assert "\x1b" not in row and "\u202e" not in row
        strip = screen_text(pilot)[2]
        last = "修改记录" if language == "zh" else "Changes"
        assert size[0] < 80 or last in strip


@pytest.mark.parametrize(("language", "words"), [("en", "weekends only"), ("zh", "仅按周末")])
async def test_a_working_clock_without_holidays_says_so(
    desk: Desk, language: str, words: str
) -> None:
    fill(desk)
    complain(desk)
    settings.change(desk, key="country", text="ZZ")
    settings.change(desk, key="complaint.clock", text="working")
    set_language("zh" if language == "zh" else "en")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_tab(pilot, app)
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("enter")
        await until(
            pilot, lambda: any("2026" in row and words in row for row in screen_text(pilot))
        )
        assert all(cell_len(row) == 80 for row in screen_text(pilot))


async def test_the_cursor_goes_to_what_was_added_and_back_when_undone(desk: Desk) -> None:
    fill(desk)
    old = complain(desk, "旧的")
    complain(desk, "另一个")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_tab(pilot, app)
        await until(pilot, lambda: list_of(app).key is not None)
        assert list_of(app).move_to_key(old)
        await pilot.press("9", "1")
        await until(pilot, lambda: bool(app.screen.query(ComplaintForm)))
        await pilot.press(*"new", "ctrl+s")
        await until(pilot, lambda: len(said(desk).complaints) == 3)
        (new,) = [one.id for one in said(desk).complaints if one.description == "new"]
        await until(pilot, lambda: list_of(app).key == new)
        await pilot.press("u")
        await until(pilot, lambda: len(said(desk).complaints) == 2)
        await until(pilot, lambda: list_of(app).key == old)
