"""A day of the past on the grades screen: who would move, only to look at, and the way back."""

from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, said, sample_desk
from tests.tui.test_grades_screen import opened
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import grade_review, history
from kamtui.services.desk import Desk
from kamtui.tui.app import KamApp
from kamtui.tui.screens.grades import GradesScreen

DAY = date(2026, 10, 1)


@pytest.fixture
def sample(tmp_path: Path, unsynced: None) -> Desk:
    return sample_desk(tmp_path)


def header(pilot: Pilot[None]) -> str:
    return screen_text(pilot)[0]


async def back_to(pilot: Pilot[None], app: KamApp, day: str) -> GradesScreen:
    screen = await opened(pilot, app)
    await pilot.press("t", *day, "enter")
    await until(pilot, lambda: day in header(pilot) and listing(app).key is not None)
    return screen


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_rows_are_those_of_the_command(
    sample: Desk, language: str, size: tuple[int, int]
) -> None:
    set_language("zh" if language == "zh" else "en")
    app = app_of(sample)
    today = [row.customer_id for row in grade_review.read(sample).rows if row.is_open]
    wanted = [row.customer_id for row in grade_review.listed(sample, as_of=DAY).rows]
    assert wanted and wanted != today
    async with app.run_test(size=size) as pilot:
        screen = await back_to(pilot, app, DAY.isoformat())
        assert list(screen.neighbours()) == wanted
        assert [cell_len(row) for row in screen_text(pilot)] == [size[0]] * size[1]
        await pilot.press("escape")
        await until(pilot, lambda: list(screen.neighbours())[: len(today)] == today)
        assert DAY.isoformat() not in header(pilot) and app.screen is screen
    sample.close()


async def test_nothing_is_decided_in_the_past(sample: Desk) -> None:
    app = app_of(sample)
    before = history.latest_seq(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await back_to(pilot, app, DAY.isoformat())
        for keys in ("y", "1", "-", "i"), ("o", "enter"), ("2", "enter"), ("n", "enter"):
            await pilot.press(*keys)  # an answer to what was refused is not run as keys
            await until(pilot, lambda: "comes back to today" in said(app))
            assert app.screen is screen
        rows = screen.neighbours()
        await pilot.press("t", *"2099-01-01", "enter")  # nothing is known of a day to come
        await until(pilot, lambda: "2099" in screen_text(pilot)[-2])
        await pilot.press("escape")
        assert screen.neighbours() == rows
        assert history.latest_seq(sample) == before
        await pilot.press("t", *["backspace"] * 12, "enter")
        await until(pilot, lambda: DAY.isoformat() not in header(pilot))
        await until(pilot, lambda: listing(app).key is not None)
        await pilot.press("y")
        await until(pilot, lambda: not app.operations.writing)
        assert history.latest_seq(sample) > before
    sample.close()


async def test_a_day_before_anything_was_written_down_says_so(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("t", *"1999-01-01", "enter")
        await until(pilot, lambda: "no grade would move" in "\n".join(screen_text(pilot)))
        await pilot.press("y", "escape")
        await until(pilot, lambda: len(screen.neighbours()) > 0)
    sample.close()
