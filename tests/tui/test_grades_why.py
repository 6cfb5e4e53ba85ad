"""The review asked why: what changed, the filter, the timers of the agenda."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import app_over, list_of
from tests.tui.sample_desk import app_of, listing, said, sample_desk, shown
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import agenda, grading, records
from kamtui.services.clock import FixedClock
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.store.tables import CustomerFacts
from kamtui.tui.app import KamApp
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.grades import GradesScreen
from kamtui.tui.screens.what_if.screen import WhatIfScreen


@pytest.fixture
def sample(tmp_path: Path, unsynced: None) -> Desk:
    return sample_desk(tmp_path)


async def opened(pilot: Pilot[None], app: KamApp) -> GradesScreen:
    await pilot.press("f4")
    await until(pilot, lambda: isinstance(app.screen, GradesScreen))
    await until(pilot, lambda: listing(app).key is not None)
    screen = app.screen
    assert isinstance(screen, GradesScreen)
    return screen


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_what_changed_is_one_key_away(
    sample: Desk, language: str, ascii_only: bool, size: tuple[int, int]
) -> None:
    set_language("zh" if language == "zh" else "en")
    app = app_of(sample, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("i")
        await shown(pilot, "SO261006-8440")
        for _step in range(len(screen.neighbours())):
            rows = screen_text(pilot)
            assert [cell_len(row) for row in rows] == [size[0]] * size[1]
            if ascii_only:
                assert not set("\n".join(rows)) & set("▌━─┿┼…→✓↑↓±")
            await pilot.press("j")
        await pilot.press("i")
        await until(pilot, lambda: "SO26" not in "\n".join(screen_text(pilot)))
    sample.close()


async def test_the_grade_tab_opens_what_changed(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        await shown(pilot, "Since Fri 20 Jun 2025 (accepted A): 77 → 71")
        await shown(pilot, "Grade history 2")
        assert "SO250422" not in "\n".join(screen_text(pilot))
        assert listing(app).move_to_key("since")
        await pilot.press("enter")
        await shown(pilot, "new: order SO261006-8440 of 6 Oct, 90,000")
        assert listing(app).key == "since"
        await pilot.press(*"jjjjjjjjj")
        await shown(pilot, "order SO250422-6004 of 22 Apr 2025 fell out of the 12 months")
        await pilot.press("enter")
        await until(pilot, lambda: "SO250422" not in "\n".join(screen_text(pilot)))
        listing(app).move_to_key("criterion/amount")
        await pilot.press("enter")
        await shown(pilot, "rule: from 500k: 30, from 100k: 20, above 0: 10")
        await pilot.press("8")
        await until(pilot, lambda: "rule:" not in "\n".join(screen_text(pilot)))
    sample.close()


async def test_a_filter_leaves_some_and_esc_brings_all_back(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        assert len(screen.neighbours()) == 11
        await pilot.press("f", *"up A")
        await until(pilot, lambda: "2 rows" in screen_text(pilot)[-2])
        await pilot.press("enter")
        await until(pilot, lambda: len(screen.neighbours()) == 2)
        assert "filter: up A   Esc all rows" in said(app)
        assert "Grades 10" in screen_text(pilot)[0], "the header counts all of them"
        await pilot.press("1")
        await until(pilot, lambda: "1/10" in screen_text(pilot)[0])
        await pilot.press("f", *"down xyz ")
        await until(pilot, lambda: "not understood" in screen_text(pilot)[-2])
        await pilot.press("enter", "escape", "escape")
        await until(pilot, lambda: len(screen.neighbours()) == 11)
    sample.close()


async def test_nothing_fits_and_those_without_data(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        screen.filter_by("decided")
        await shown(pilot, "No grade to review fits the filter")
        await pilot.press("y")
        await pilot.press("f", *"nod", "tab", "enter")
        await until(pilot, lambda: len(screen.neighbours()) == 1)
        await shown(pilot, "Kappa Labs")
        await pilot.press("i")
        await shown(pilot, "Nothing that counts has changed since.")
    sample.close()


async def test_the_cursor_follows_past_hostile_filters(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await opened(pilot, app)
        for text in ("[red]", "‮up", "x" * 10_000, "owner:", "#", "ｕｐ", "\x00"):
            screen.filter_by(text)
            await pilot.pause()
            rows = screen_text(pilot)
            assert [cell_len(row) for row in rows] == [60] * 20
    sample.close()


async def test_the_model_is_looked_over_where_its_line_stands(desk: Desk) -> None:
    who = records.add(desk, draft=CustomerDraft("甲", grade="A")).records[0]
    assert isinstance(desk.clock, FixedClock)
    desk.clock = FixedClock(desk.clock.now().replace(year=2027, month=6, day=1))
    with desk.write("score") as work:
        facts = work.session.get(CustomerFacts, who)
        assert facts is not None
        facts.last_score = 90
        work.session.commit()
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).key is not None)
        await shown(pilot, "!10d     Review the scoring model  last 22 Nov 2026, every 6 months")
        assert "1 late" in screen_text(pilot)[0]
        assert list_of(app).move_to_key("review:model")
        await pilot.press("2", "5")
        await until(pilot, lambda: not _has_model(desk))
        await pilot.press("u")
        await until(pilot, lambda: _has_model(desk))
        await shown(pilot, "Review the scoring model")
        assert list_of(app).move_to_key("review:model")
        await pilot.press("1")
        await until(pilot, lambda: not _has_model(desk))
        await pilot.press("u")
        await until(pilot, lambda: _has_model(desk))
        await shown(pilot, "Review the scoring model")
        assert list_of(app).move_to_key("review:model")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WhatIfScreen))


def _has_model(desk: Desk) -> bool:
    return any(one.id == "review:model" for one in agenda.read(desk).folded)


async def test_another_window_decides_while_one_reads_why(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("i")
        await shown(pilot, "accepted A")
        assert sample.path is not None
        first = screen.neighbours()[0]
        grading.accept(sample, customer_ids=[first])
        await pilot.press("j", "k")
        await shown(pilot, "accepted A")
    sample.close()
