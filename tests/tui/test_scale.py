"""Score bars follow the model in force, wherever a score is drawn."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, sample_desk

from kamtui.domain.scoring.scale import DEFAULT_SCALE, Scale
from kamtui.services import customers, settings
from kamtui.services.desk import Desk
from kamtui.tui.styles.palettes import DARK
from kamtui.tui.widgets.bars import SCORE_CELLS, score_role, score_runs
from kamtui.tui.widgets.paint import Brush


def bar(score: int, scale: Scale) -> str:
    cells = [" "] * SCORE_CELLS
    for x, text, _role in score_runs(score, Brush(DARK, scale=scale)):
        cells[x : x + len(text)] = text
    return "".join(cells)


def test_the_default_bar_is_that_of_the_pictures() -> None:
    assert bar(81, DEFAULT_SCALE) == "━━━━━━━━━┿━━━━━┿────"
    assert bar(45, DEFAULT_SCALE) == "━━━━━━━━━┼─────┼────"
    assert DEFAULT_SCALE.legend == "B45 A75" and DEFAULT_SCALE.grade_of(75) == "A"
    for score in range(101):
        assert DEFAULT_SCALE.cells(score, SCORE_CELLS) == max(0, min(20, (score + 2) // 5))


@given(st.integers(2, 100), st.integers(1, 99), st.integers(-10, 120))
def test_a_bar_is_whole_and_touches_its_tick_at_the_cut_off(a: int, b: int, score: int) -> None:
    if b >= a:
        return
    scale = Scale((("A", a), ("B", b), ("C", 0)))
    drawn = bar(score, scale)
    assert len(drawn) == SCORE_CELLS and set(drawn) <= set("━─┿┼")
    assert 1 <= sum(drawn.count(tick) for tick in "┿┼") <= 2
    for cut in (a, b):
        tick = min(SCORE_CELLS - 1, scale.cells(cut, SCORE_CELLS))
        assert bar(cut, scale)[:tick] == bar(cut, scale)[:tick].replace("─", "━").replace("┼", "┿")
    grade = "A" if score >= a else "B" if score >= b else "C"
    assert score_role(score, Brush(DARK, scale=scale)) == f"grade:{grade}"


@pytest.mark.parametrize("by", ["this window", "another"])
async def test_every_screen_follows(tmp_path: Path, desk_on: Callable[..., Desk], by: str) -> None:
    desk = sample_desk(tmp_path)
    assert desk.path is not None
    other = desk_on(desk.path, device="two") if by == "another" else desk
    app = app_of(desk)
    hdj = customers.resolve(desk, customer="hdj")[0]
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: any("B45 A75" in row for row in screen_text(pilot)))
        await until(pilot, lambda: app._sequence is not None)  # the book is being watched
        changed = settings.apply(other, values={"grade.A": 90, "grade.B": 20})
        if by == "this window":
            app.broadcast(changed.changes)
        await until(pilot, lambda: any("B20 A90" in row for row in screen_text(pilot)), seconds=10)
        assert not any("B45" in row for row in screen_text(pilot))
        await app.open_panel("customer", app.screen, hdj)  # type: ignore[arg-type]
        await until(pilot, lambda: "┿" in screen_text(pilot)[0])
        drawn = screen_text(pilot)[0]
        start = min(drawn.index(cell) for cell in "━┿" if cell in drawn)
        assert drawn[start + 4] == "┿" and drawn[start + 18] in "┼┿"
        await pilot.press("f4")
        await until(pilot, lambda: any("from 90" in row for row in screen_text(pilot)), seconds=10)
        await until(pilot, lambda: listing(app).selectable > 3)


async def test_the_scale_is_known_before_any_customer_is_drawn(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    settings.apply(desk, values={"grade.A": 90, "grade.B": 20})
    app = app_of(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        seen = []

        def drawn() -> bool:
            rows = "\n".join(screen_text(pilot))
            seen.append("B45" in rows)
            return "B20 A90" in rows

        await until(pilot, drawn)
        assert not any(seen)
