"""The what-if screen over real desks: numbers moved, who moves, saving, forms, days of the past."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.conftest import TODAY, make_desk
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, said, sample_desk
from textual.pilot import Pilot

from kamtui.cli.main import run
from kamtui.domain.metrics import CATALOGUE, MetricKey
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.domain.scoring.rule_text import rule_text
from kamtui.i18n import set_language
from kamtui.present.metric_words import meaning_text
from kamtui.present.money import short_amount
from kamtui.services import drafts, grading, models
from kamtui.services.desk import Desk
from kamtui.store.queries.grade_facts import grade_facts
from kamtui.tui.app import KamApp
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.report import ReportScreen
from kamtui.tui.screens.what_if.models import ModelsScreen
from kamtui.tui.screens.what_if.movers import Totals
from kamtui.tui.screens.what_if.screen import WhatIfScreen
from kamtui.tui.widgets.line_list import LineList


@pytest.fixture
def sample(tmp_path: Path, unsynced: None) -> Desk:
    return sample_desk(tmp_path)


async def opened(pilot: Pilot[None], app: KamApp) -> WhatIfScreen:
    await pilot.press("f4")
    await until(pilot, lambda: app.screen.query("#explanation").first() is not None)
    await pilot.press("w")
    await until(pilot, lambda: isinstance(app.screen, WhatIfScreen))
    screen = app.screen
    assert isinstance(screen, WhatIfScreen)
    await judged(pilot, screen)
    return screen


async def judged(pilot: Pilot[None], screen: WhatIfScreen) -> None:
    """Wait until everybody is judged by what is on the screen."""

    def done() -> bool:
        draft, outcome = screen.draft, screen.outcome
        return draft is not None and outcome is not None and outcome.after == draft.model

    await until(pilot, done)


async def go_to(pilot: Pilot[None], screen: WhatIfScreen, key: str) -> None:
    await until(pilot, lambda: screen.main_list.filled)
    screen.main_list.move_to_key(key)
    await pilot.pause()


def between(desk: Desk, low: int, high: int) -> set[str]:
    """Return who has a score in a range, judged one by one."""
    model = models.get(desk, name="grade")
    scorer = Scorer(model, as_of=TODAY)
    with desk.read() as reader:
        many = grade_facts(reader, model.requests, as_of=TODAY, currency="CNY")
    found = set()
    for facts in many:
        line = scorer.line(facts)
        exact = scorer.exact_score(line.earned, line.available)
        if exact is not None and low <= exact < high:
            found.add(facts.customer_id)
    return found


async def test_moving_a_from_75_to_70_lists_exactly_who_would_move(
    sample: Desk, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await go_to(pilot, screen, "class:A")
        for key in "-----":
            await pilot.press(key)
        assert screen.draft is not None and screen.draft.model.classes[0].cut_off == 70
        await judged(pilot, screen)
        outcome = screen.outcome
        assert outcome is not None
        source = screen.movers.source
        shown = {source.key(at) for at in range(len(source))}
        assert shown and shown == between(sample, 70, 75)
        moves = grading.what_if(sample, weights={}, cuts={"A": "70"})[1].moves()
        assert [one.customer_id for one in moves] == [source.key(at) for at in range(len(source))]
        rows = screen_text(pilot)
        assert any("70 (75)" in row for row in rows)
        assert any("Who moves 1" in row for row in rows)
        name = moves[0].name
        assert any(name in row and "71 → 71" in row for row in rows)
        assert models.get(sample, name="grade").classes[0].cut_off == 75  # nothing is saved
    names = [one.name for one in moves]
    path = str(sample.path)
    sample.close()
    monkeypatch.setenv("KAMTUI_DB", path)
    monkeypatch.setenv("KAMTUI_TODAY", TODAY.isoformat())
    assert run(["grades", "what-if", "--cut", "A=70", "--json"]) == 0
    document = json.loads(capsysbinary.readouterr().out)
    assert [one["name"] for one in document["moves"]] == names


async def test_a_number_is_typed_whole_and_taken_back(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        draft = screen.draft
        assert draft is not None
        await go_to(pilot, screen, "class:A")
        for key in ("7", "０", "enter"):  # an input method is on
            await pilot.press(key)
        await until(pilot, lambda: draft.model.classes[0].cut_off == 70)
        assert "75 → 70" in said(app)
        await pilot.press("u")
        await until(pilot, lambda: not draft.changed)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: draft.model.classes[0].cut_off == 70)
        await go_to(pilot, screen, "criterion:amount")
        for key in ("enter", "4", "0", "enter"):
            await pilot.press(key)
        await until(pilot, lambda: draft.model.criteria[0].maximum == 40)
        await pilot.press("d")
        assert draft.model.criteria[0] == draft.saved.criteria[0] and draft.changed
        await pilot.press("D")
        assert not draft.changed
        assert "brings the changes back" in said(app)
        await pilot.press("u", "u")
        assert draft.model.criteria[0].maximum == 40
    sample.close()


@pytest.mark.parametrize(
    ("place", "typed", "words"),
    [
        ("class:A", "45", "A has to begin above B"),
        ("class:A", "101", "A cut-off: it is out of range"),
        ("class:A", "7x", "cannot be used here"),
        ("class:A", "nan", "cannot be used here"),
        ("class:A", "1e9", "out of range"),
        ("criterion:amount", "99999999", "Amount, 12 months"),
        ("data:", "101", "The points that need data: it is out of range"),
    ],
)
async def test_a_wrong_number_is_refused_with_a_sentence(
    sample: Desk, place: str, typed: str, words: str
) -> None:
    app = app_of(sample)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(pilot, app)
        await go_to(pilot, screen, place)
        await pilot.press("enter", *typed, "enter")
        await until(pilot, lambda: words in screen_text(pilot)[-2])
        assert screen.draft is not None and not screen.draft.changed
        await pilot.press("escape")
        assert not screen.status.asking
    sample.close()


async def test_steps_stop_at_the_next_class_and_the_lowest_class_stays(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        draft = screen.draft
        assert draft is not None
        await go_to(pilot, screen, "class:A")
        for _press in range(40):
            await pilot.press("-")
        assert draft.model.classes[0].cut_off == 46
        assert "begin above" in said(app)
        await go_to(pilot, screen, "class:C")
        for key in ("+", "5"):
            await pilot.press(key)
            assert "begins at 0" in said(app)
    sample.close()


async def test_saving_is_one_step_and_says_what_follows(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("ctrl+s")
        assert "Nothing is changed" in said(app)
        await go_to(pilot, screen, "class:A")
        await pilot.press("6", "0", "enter")
        await judged(pilot, screen)
        assert screen.outcome is not None
        follow = screen.outcome.proposals_after
        await pilot.press("ctrl+s")
        await until(pilot, lambda: models.get(sample, name="grade").classes[0].cut_off == 60)
        await until(pilot, lambda: f"{follow} proposals follow" in said(app))
        assert len(grading.review(sample).proposals) == follow
        await until(pilot, lambda: screen.draft is not None and screen.draft.revision == 2)
        assert screen.draft is not None and not screen.draft.changed
        assert drafts.latest_forms(sample) == ()
        await pilot.press("u")
        await until(pilot, lambda: models.get(sample, name="grade").classes[0].cut_off == 75)
        await until(
            pilot, lambda: screen.draft is not None and screen.draft.saved.classes[0].cut_off == 75
        )
    sample.close()


async def test_another_window_that_saved_meanwhile_is_told_of(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await go_to(pilot, screen, "class:A")
        await pilot.press("-")
        theirs = models.get(sample, name="grade")
        theirs = theirs._replace(minimum_with_data=Decimal(50))
        models.save(sample, model=theirs, base_revision=1)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Another window saved version 2" in said(app))
        assert models.get(sample, name="grade").minimum_with_data == 50
        await pilot.press("ctrl+s")
        await until(pilot, lambda: models.get(sample, name="grade").classes[0].cut_off == 74)
    sample.close()


async def test_what_is_not_saved_is_kept_and_offered_again(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await go_to(pilot, screen, "class:A")
        await pilot.press("-", "escape")
        await until(pilot, lambda: app.screen is not screen)
        assert "kept, not saved" in said(app)
        again = await opened(pilot, app)
        assert again.draft is not None and again.draft.model.classes[0].cut_off == 74
        assert "Changed before, not saved" in said(app)
        await pilot.press("D")
        await until(pilot, lambda: again.draft is not None and not again.draft.changed)
        await pilot.press("escape")
        await until(pilot, lambda: drafts.latest_forms(sample) == ())
    sample.close()


async def test_a_kept_draft_never_writes_over_what_was_saved_since(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await go_to(pilot, screen, "class:A")
        await pilot.press("-", "escape")
        await until(pilot, lambda: len(drafts.latest_forms(sample)) == 1)
        theirs = models.get(sample, name="grade")
        models.save(sample, model=theirs._replace(minimum_with_data=Decimal(50)), base_revision=1)
        again = await opened(pilot, app)
        assert again.draft is not None and again.draft.changed
        assert any("version 2" in row for row in screen_text(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Another window saved version 2" in said(app))
        assert models.get(sample, name="grade").minimum_with_data == 50
    sample.close()


async def test_who_moves_is_walked_into_and_opened(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        assert len(screen.movers.source) == 24  # nobody moves: everybody is shown
        assert any("Nobody would move" in row for row in screen_text(pilot))
        await go_to(pilot, screen, "class:A")
        await pilot.press("5", "0", "enter")
        await judged(pilot, screen)
        await until(pilot, lambda: 1 < len(screen.movers.source) < 24)
        await pilot.press("w")
        assert screen.on_movers
        await pilot.press("+")
        assert "Lines of the model" in said(app)
        await pilot.press("k")
        assert not screen.on_movers
        await pilot.press("end", "j")
        assert screen.on_movers
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
    sample.close()


async def test_a_day_of_the_past_is_only_looked_at(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("t", *"2027-01-01", "enter")
        await until(pilot, lambda: screen.status.asking and "to come" in screen_text(pilot)[-2])
        await pilot.press("ctrl+u", *"soonish", "enter")
        await until(pilot, lambda: screen.status.asking and "not a day" in screen_text(pilot)[-2])
        assert "last quarter" in screen_text(pilot)[-2]
        await pilot.press("escape", "t", *"last quarter")
        await until(pilot, lambda: "30 Sep 2026" in screen_text(pilot)[-2])
        await pilot.press("enter")
        await until(pilot, lambda: screen.outcome is not None and screen.outcome.as_of.month == 9)
        await pilot.press("t", "ctrl+u", *"2026-03-01", "enter")
        await until(pilot, lambda: screen.outcome is not None and screen.outcome.as_of.month == 3)
        await until(pilot, lambda: "as of" in screen_text(pilot)[0])
        outcome = screen.outcome
        assert outcome is not None and outcome.replayed
        by_id = classes_by(sample, None, as_of=outcome.as_of)
        assert {one.key: one.before for one in outcome.classes} == {
            **dict.fromkeys([one.key for one in outcome.classes], 0),
            **_counts(sample, outcome.as_of),
        }
        source = screen.movers.source  # the class everybody had then
        assert [outcome.customer(at).after for at in range(outcome.customers)] == [
            by_id[str(source.key(at))] for at in range(len(source))
        ]
        await go_to(pilot, screen, "class:A")
        await pilot.press("-", "ctrl+s")
        assert "A day of the past is shown" in said(app)
        await pilot.press("t", "ctrl+u", "enter")
        await until(pilot, lambda: screen.outcome is not None and not screen.outcome.replayed)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: models.get(sample, name="grade").classes[0].cut_off == 74)
    sample.close()


def classes_by(desk: Desk, model: str | None, as_of: date | None = None) -> dict[str, str | None]:
    """Return everybody's class by a model at a day."""
    judged = grading.review(desk, model=model, everybody=True, as_of=as_of)
    return {one.customer_id: one.proposed for one in judged.proposals}


def _counts(desk: Desk, day: date) -> dict[str | None, int]:
    """Return how many have each class at a day."""
    judged = grading.review(desk, everybody=True, as_of=day)
    return Counter(one.proposed for one in judged.proposals)


async def test_lines_are_changed_added_and_taken_out_in_forms(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        draft = screen.draft
        assert draft is not None
        await pilot.press("e")  # the amount: another window, other steps
        await until(pilot, lambda: bool(screen.query("CriterionForm")))
        await pilot.press("tab", "tab", "6", "tab", "tab", "ctrl+u", *"20万=30;>0=5", "enter")
        await until(pilot, lambda: draft.changed)
        line = draft.model.criteria[0]
        assert line.months == 6 and rule_text(line.rule) == "200000=30, >0=5"
        await judged(pilot, screen)
        await pilot.press("a")
        await until(pilot, lambda: bool(screen.query("CriterionForm")))
        await pilot.press(*"visits", "tab", "tab", "3", "tab", "tab", "ctrl+u", *"4=10", "enter")
        await until(pilot, lambda: draft.model.criteria[-1].metric.value == "visits")
        await judged(pilot, screen)
        await go_to(pilot, screen, "criterion:variety")
        await pilot.press("delete")
        assert all(one.key != "variety" for one in draft.model.criteria)
        await judged(pilot, screen)
        assert any("taken out" in row for row in screen_text(pilot))
        await pilot.press("d")
        assert [one.key for one in draft.model.criteria][2] == "variety"
        await go_to(pilot, screen, "class:B")
        await pilot.press("a")
        await until(pilot, lambda: bool(screen.query("ClassForm")))
        await pilot.press(*"A+", "tab", *"90", "enter")
        await until(pilot, lambda: draft.model.classes[0].key == "A+")
        await judged(pilot, screen)
        await go_to(pilot, screen, "class:B")
        await pilot.press("e")
        await until(pilot, lambda: bool(screen.query("ClassForm")))
        await pilot.press(*"Bb", "enter")
        await until(pilot, lambda: "Bb" in [one.key for one in draft.model.classes])
        await pilot.press("o")
        await until(pilot, lambda: bool(screen.query("WholeForm")))
        await pilot.press("2", "tab", "ctrl+u", *"10", "enter")
        await until(pilot, lambda: not draft.model.normalise)
        assert draft.model.minimum_with_data == 10
        await judged(pilot, screen)
        assert models.get(sample, name="grade") == draft.saved
        wanted = draft.model
        await pilot.press("ctrl+s")
        await until(pilot, lambda: models.get(sample, name="grade")._replace(version=1) == wanted)
    sample.close()


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("tab", "tab", "x", "enter"), "months: a number is needed"),
        (("tab", "tab", "1", ".", "5", "enter"), "a whole number is needed"),
        (("tab", "tab", "tab", "tab", "ctrl+u", *"what", "enter"), "is no rule"),
        (("tab", "tab", "tab", "tab", "ctrl+u", *"1=1,1=2", "enter"), "the highest must come"),
        (("tab",) * 5 + ("ctrl+u", "-", "1", "enter"), "weight: it is out of range"),
        (("tab",) * 7 + ("ctrl+u", *"orders", "enter"), "name: it is there twice"),
        (("p", "a", "y", "enter"), "does not suit"),
    ],
)
async def test_every_refusal_is_a_sentence_in_the_form(
    sample: Desk, keys: tuple[str, ...], words: str
) -> None:
    app = app_of(sample)
    async with app.run_test(size=(100, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("e")
        await until(pilot, lambda: bool(screen.query("CriterionForm")))
        await pilot.press(*keys)
        await until(pilot, lambda: words in said(app))
        assert screen.query("CriterionForm") and screen.draft is not None
        assert not screen.draft.changed
    sample.close()


async def test_what_was_typed_into_a_form_comes_back(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("e")
        await until(pilot, lambda: bool(screen.query("CriterionForm")))
        await pilot.press("tab", "tab", "9", "escape")
        await until(pilot, lambda: not screen.query("CriterionForm"))
        assert "brings back what you typed" in said(app)
        await pilot.press("e")
        await until(pilot, lambda: "not saved" in said(app))
        await pilot.press("enter")
        await until(pilot, lambda: screen.draft is not None and screen.draft.changed)
        assert screen.draft is not None and screen.draft.model.criteria[0].months == 9
    sample.close()


async def test_a_broken_model_in_force_can_be_left_for_another(sample: Desk) -> None:
    model = models.get(sample, name="grade")
    models.save(sample, model=model._replace(minimum_with_data=Decimal(50)), base_revision=1)
    with closing(sqlite3.connect(str(sample.path))) as connection, connection:
        connection.execute("UPDATE scoring_model SET document = '{}'")
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "scoring model" in said(app))
        await app.open_panel("what_if", app.screen)  # type: ignore[arg-type]
        await until(pilot, lambda: "scoring model" in said(app))
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        await until(pilot, lambda: any("cannot be read" in row for row in screen_text(pilot)))
        listing = app.screen
        assert isinstance(listing, ModelsScreen)
        assert listing.line_list.move_to_key("four classes") or listing.line_list.key
        await pilot.press("v")
        await until(pilot, lambda: models.get(sample, name="grade").name == "four classes")
    sample.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_help_palette_and_find_give_the_screen_back(
    sample: Desk, size: tuple[int, int]
) -> None:
    app = app_of(sample)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        for keys in ((), ("w",)):
            await pilot.press(*keys)
            before = screen_text(pilot)[1:-2]
            for key in ("?", ":", "/"):
                await pilot.press(key)
                await until(pilot, lambda: screen.status.asking)
                if key == "/":
                    await pilot.press("a", "c")
                    await until(pilot, lambda: "Acme" in "".join(screen_text(pilot)))
                await pilot.press("escape")
                await until(pilot, lambda before=before: screen_text(pilot)[1:-2] == before)  # type: ignore[misc]
            assert isinstance(screen.focused, LineList)  # the keys go on meaning something
    sample.close()


async def test_coming_back_from_a_screen_far_above(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("w", "enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        app.screen.action_run("app.what_if")  # type: ignore[attr-defined]
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("k")
        await until(pilot, lambda: not screen.on_movers)
    sample.close()


async def test_models_are_chosen_copied_put_in_force_and_deleted(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        listing = app.screen
        assert isinstance(listing, ModelsScreen)
        await until(pilot, lambda: listing.line_list.key == "default")
        await pilot.press("c", *"Mine [red]", "enter")
        await until(pilot, lambda: "Copied" in said(app))
        assert "Mine [red]" in [one.name for one in models.listed(sample)]
        await until(pilot, lambda: listing.line_list.move_to_key("Mine [red]"))
        await pilot.press("e", "ctrl+u", *"mine", "enter")
        await until(pilot, lambda: "Renamed" in said(app))
        await until(pilot, lambda: listing.line_list.move_to_key("mine"))
        await pilot.press("v")
        await until(pilot, lambda: models.get(sample, name="grade").name == "mine")
        await until(pilot, lambda: "In force" in said(app))
        await pilot.press("v")
        assert "already" in said(app)
        await pilot.press("delete")
        await until(pilot, lambda: "is in force" in said(app))
        listing.line_list.move_to_key("default")
        await pilot.press("delete")
        await until(pilot, lambda: "ships with the program" in said(app))
        await pilot.press("v")
        await until(pilot, lambda: models.get(sample, name="grade").name == "default")
        await until(pilot, lambda: listing.line_list.move_to_key("mine"))
        await pilot.press("delete", "y")
        await until(pilot, lambda: "mine" not in [one.name for one in models.listed(sample)])
        await until(pilot, lambda: "Deleted" in said(app))
        await pilot.press("u")
        await until(pilot, lambda: "mine" in [one.name for one in models.listed(sample)])
        await until(pilot, lambda: listing.line_list.move_to_key("points table"))
        await pilot.press("enter")
        await until(
            pilot, lambda: screen.draft is not None and screen.draft.saved.axis.value == "rating"
        )
        await judged(pilot, screen)
        assert any("VIP" in row for row in screen_text(pilot))
        await go_to(pilot, screen, "class:vip")
        await pilot.press("6", "1", "enter")
        await judged(pilot, screen)
        totals = screen.query_one(Totals)
        assert "move" in totals.text
    sample.close()


async def test_another_model_is_compared_with_the_one_in_force(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        screen.show_model("four classes")
        await until(
            pilot, lambda: screen.draft is not None and screen.draft.saved.name == "four classes"
        )
        await judged(pilot, screen)
        outcome = screen.outcome
        assert outcome is not None and outcome.before.name == "default"
        was, now = classes_by(sample, None), classes_by(sample, "four classes")
        moved = {one for one in was if was[one] != now[one]}
        assert moved and {one.customer_id for one in outcome.moves()} == moved
        assert any("against 100 points, A to C" in row for row in screen_text(pilot))
        await pilot.press("c", *"mine", "enter")
        await until(pilot, lambda: "mine" in [one.name for one in models.listed(sample)])
        await until(pilot, lambda: screen.draft is not None and screen.draft.saved.name == "mine")
        assert models.get(sample, name="grade").name == "default"
    sample.close()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (110, 32), (120, 40), (200, 60), (40, 8)])
async def test_every_row_is_exactly_as_wide_as_the_screen(
    sample: Desk, language: str, ascii_only: bool, size: tuple[int, int]
) -> None:
    set_language("zh" if language == "zh" else "en")
    app = app_of(sample, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        await go_to(pilot, screen, "class:A")
        for keys in (("5", "0", "enter"), ("delete",), ("w",), ("8",), ("m",), ("escape", "e")):
            await pilot.press(*keys)
            await pilot.pause()
            rows = screen_text(pilot)
            assert [cell_len(row) for row in rows] == [size[0]] * size[1]
            if ascii_only:
                assert not set("\n".join(rows)) & set("▌━─┿┼…→✓↑↓╸╴▁·≤")
    sample.close()


async def test_a_book_without_customers_has_a_model_too(book_path: Path) -> None:
    desk = make_desk(book_path)
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        assert any("no customers yet" in row for row in screen_text(pilot))
        await go_to(pilot, screen, "class:A")
        await pilot.press("+", "w")
        assert "nobody can move" in said(app)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: models.get(desk, name="grade").classes[0].cut_off == 76)
    desk.close()


async def test_hidden_amounts_are_hidden_here_too(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await go_to(pilot, screen, "class:A")
        await pilot.press("5", "0", "enter")
        await judged(pilot, screen)
        outcome = screen.outcome
        assert outcome is not None
        amounts = {short_amount(one.money_minor) for one in outcome.moves()}
        assert amounts and any(one in "\n".join(screen_text(pilot)) for one in amounts)
        app.do_app_mask()
        await pilot.pause()
        text = "\n".join(screen_text(pilot))
        assert "***" in text
        assert not any(f" {one} " in text for one in amounts)
    sample.close()


async def test_a_draft_that_is_no_model_any_more_is_left_alone(sample: Desk) -> None:
    texts = {"document": drafts.FormText(json.dumps({"name": "default", "axis": "grade"}), "1")}
    drafts.keep_form(sample, drafts.FormDraft("scoring_model", "default", "x", texts))
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        assert screen.draft is not None and not screen.draft.changed
    sample.close()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_catalogue_stands_where_a_metric_is_chosen(
    sample: Desk, language: str, size: tuple[int, int]
) -> None:
    set_language("zh" if language == "zh" else "en")
    app = app_of(sample)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        before = screen.main_list.key
        await pilot.press("a")
        await until(pilot, lambda: screen.main_list.key == "orders")
        assert len(screen.main_list.source) == len(CATALOGUE)
        assert meaning_text(MetricKey.ORDERS)[:6] in "\n".join(screen_text(pilot))
        await pilot.press("space")
        await until(pilot, lambda: screen.main_list.key == "products")
        assert [cell_len(row) for row in screen_text(pilot)] == [size[0]] * size[1]
        await pilot.press("tab")
        await until(pilot, lambda: screen.main_list.key == before)
        await pilot.press("shift+tab")
        await until(pilot, lambda: screen.main_list.key == "products")
        await pilot.press("escape")
        await until(pilot, lambda: screen.main_list.key == before)
    sample.close()


async def test_a_refused_name_stays_to_be_mended_and_the_copy_is_gone_to(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
        await until(pilot, lambda: app.screen.query_one("#list", LineList).key is not None)
        await pilot.press("c", *"four classes", "enter")
        await until(pilot, lambda: "There is a scoring model" in screen_text(pilot)[-2])
        assert "four classes" in screen_text(pilot)[-2]  # nothing typed is lost
        await pilot.press(*"2", "enter")
        await until(pilot, lambda: app.screen.query_one("#list", LineList).key == "four classes2")
        assert "four classes2" in [one.name for one in models.listed(sample)]
        await pilot.press("e", *"x" * 80, "enter")
        await until(pilot, lambda: "too long" in screen_text(pilot)[-2])
        await pilot.press("escape")
        await until(pilot, lambda: "too long" not in screen_text(pilot)[-2])
    sample.close()
