"""Filters of the grade review under a name: kept, by digit, deleted, palette, command line."""

from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, said, sample_desk, shown
from textual.pilot import Pilot

from kamtui.domain.filter_of import FilterOf
from kamtui.i18n import set_language
from kamtui.services import history, records, saved_filters
from kamtui.services.desk import Desk
from kamtui.tui.app import KamApp
from kamtui.tui.screens.grades import GradesScreen

GRADES = FilterOf.GRADES
HOSTILE = ("[red]", "x" * 40, "东区 A类", "😀" * 8, "１")


@pytest.fixture
def sample(tmp_path: Path, unsynced: None) -> Desk:
    return sample_desk(tmp_path)


def shows(screen: GradesScreen, name: str) -> bool:
    return screen.filter_now == ("up", name)


async def opened(pilot: Pilot[None], app: KamApp) -> GradesScreen:
    await pilot.press("f4")
    await until(pilot, lambda: isinstance(app.screen, GradesScreen))
    await until(pilot, lambda: listing(app).key is not None)
    screen = app.screen
    assert isinstance(screen, GradesScreen)
    return screen


def kept(desk: Desk) -> list[tuple[str, str]]:
    return [(one.name, one.words) for one in saved_filters.read(desk, of=GRADES)]


async def test_a_filter_is_kept_and_comes_back_by_its_digit(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        every = len(screen.neighbours())
        judged = screen._judged
        await pilot.press("f", *"up A")
        await shown(pilot, "ctrl+s keep it")
        await pilot.press("ctrl+s")
        await shown(pilot, "a name for up A")
        await pilot.press(*"to A", "enter")
        await until(pilot, lambda: "Filter saved: to A   f 1 shows it" in said(app))
        assert kept(sample) == [("to A", "up A")]
        assert saved_filters.read(sample) == ()
        assert saved_filters.read(sample, of=FilterOf.AGENDA) == ()
        assert len(screen.neighbours()) == 2
        assert screen._judged is judged, "nobody is judged anew for a filter"
        await pilot.press("escape")
        await until(pilot, lambda: len(screen.neighbours()) == every)
        await pilot.press("f", "１")
        await until(pilot, lambda: screen.filter_now == ("up A", "to A"))
        assert "filter: to A   Esc all rows" in said(app)
        await pilot.press("escape", "f", *"TO a", "enter")
        await until(pilot, lambda: screen.filter_now == ("up A", "to A"))
        await pilot.press("u")
        await until(pilot, lambda: kept(sample) == [])
    sample.close()


async def test_one_is_deleted_and_comes_back(sample: Desk) -> None:
    for name in ("first", "second"):
        saved_filters.save(sample, name=name, words="down", of=GRADES)
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        screen.action_run("grades.save_filter")
        await until(pilot, lambda: "f filters first" in said(app))
        await pilot.press("f", "delete")
        await shown(pilot, "Delete filter")
        await pilot.press("1")
        await until(pilot, lambda: kept(sample) == [("second", "down")])
        assert "Filter deleted: first" in said(app)
        await pilot.press("u")
        await until(pilot, lambda: len(kept(sample)) == 2)
    sample.close()


async def test_the_palette_shows_one_before_the_review_is_there(sample: Desk) -> None:
    saved_filters.save(sample, name="rising", words="up", of=GRADES)
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: listing(app).key is not None)
        await pilot.press(":", *"rising")
        await shown(pilot, "Grades filter: rising")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, GradesScreen))
        screen = app.screen
        assert isinstance(screen, GradesScreen)
        assert screen.filter_now == ("up", "rising")
        await until(pilot, lambda: len(screen.neighbours()) == 3)
        await until(pilot, lambda: "filter: rising" in said(app))
    sample.close()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_hostile_names_stand_in_their_cells(
    sample: Desk, language: str, size: tuple[int, int]
) -> None:
    for name in HOSTILE:
        saved_filters.save(sample, name=name, words="up", of=GRADES)
    set_language("zh" if language == "zh" else "en")
    app = app_of(sample)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        for place, name in enumerate(HOSTILE, 1):
            await pilot.press("f")
            await until(pilot, lambda: screen.status.asking)
            assert [cell_len(row) for row in screen_text(pilot)] == [size[0]] * size[1]
            await pilot.press(str(place))
            wanted = kept(sample)[place - 1][0]
            await until(pilot, partial(shows, screen, wanted))
            assert [cell_len(row) for row in screen_text(pilot)] == [size[0]] * size[1], name
    sample.close()


def test_undo_takes_a_kept_filter_back(sample: Desk) -> None:
    saved_filters.save(sample, name="甲", words="升 A", of=GRADES)
    assert history.undo(sample).what == "undo:filter"
    assert kept(sample) == []
    sample.close()


async def test_a_row_that_an_undo_brings_back_stands_in_its_place(sample: Desk) -> None:
    """Another way to decide took it off the list; it belongs where its consequence puts it."""
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        before = screen.neighbours()
        assert listing(app).move_to_key(before[5])
        gone = before[2]
        # The grade itself is changed, so that nothing is proposed any more: the row leaves.
        review = screen._review
        assert review is not None
        row = next(one for one in review.rows if one.customer_id == gone)
        records.edit(sample, customer_id=gone, assignments={"grade": str(row.proposed)})
        screen._judge_anew()
        await until(pilot, lambda: gone not in screen.neighbours())
        assert listing(app).key == before[5]
        history.undo(sample)
        screen._judge_anew()
        await until(pilot, lambda: gone in screen.neighbours())
        assert screen.neighbours() == before
        assert listing(app).key == before[5], "the cursor stays on its row"
    sample.close()
