"""The line of the first sessions over one's own book: shown, counted, retired, never in the way."""

from pathlib import Path

import pytest
from tests.tui.conftest import until
from tests.tui.desks import app_over, fill, list_of, status_of

from kamtui.config import paths
from kamtui.domain.views.agenda import AgendaCounts
from kamtui.services.desk import Desk
from kamtui.tui import coach
from kamtui.tui.launch import build


@pytest.fixture(autouse=True)
def newcomer(coached: None) -> Path:
    file = paths.state_folder() / "coached"
    file.unlink()
    return file


async def test_the_first_sessions_of_ones_own_book_say_the_keys(desk: Desk, newcomer: Path) -> None:
    fill(desk)
    for session in range(1, coach.SESSIONS + 2):
        app = app_over(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda app=app: list_of(app).selectable >= 3)  # type: ignore[misc]
            assert not status_of(app)  # the first frame waits for nothing
            if session <= coach.SESSIONS:
                await until(pilot, lambda app=app: "1 Done" in status_of(app))  # type: ignore[misc]
                assert "3 today" in status_of(app) and "? Help" in status_of(app)
                await until(pilot, lambda: newcomer.exists())
                await until(pilot, lambda n=session: newcomer.read_text().strip() == str(n))  # type: ignore[misc]
                await pilot.press("j")
                await pilot.press("f3", "f2")
            else:
                await until(pilot, lambda app=app: "grades" in app.tab_counts)  # type: ignore[misc]
                await pilot.pause(0.2)
                assert "1 Done" not in status_of(app)
    assert newcomer.read_text().strip() == str(coach.SESSIONS)


async def test_it_waits_for_something_owed_and_comes_with_the_agenda(
    desk: Desk, newcomer: Path
) -> None:
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "grades" in app.tab_counts)
        assert not newcomer.exists() and not status_of(app)
        await pilot.press("f3")
        fill(desk)
        await pilot.press("f2")
        await until(pilot, lambda: "1 Done" in status_of(app), 10)


async def test_it_covers_no_message(
    desk: Desk, newcomer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3)
        await pilot.press("d")
        await until(pilot, lambda: "u undo" in status_of(app))
        await until(pilot, lambda: "grades" in app.tab_counts)
        await pilot.pause(0.1)
        assert "u undo" in status_of(app) and not newcomer.exists()


async def test_the_sample_has_a_line_of_its_own_and_counts_nothing(
    desk: Desk, newcomer: Path
) -> None:
    fill(desk)
    desk.sample = True
    app = build(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "1 Done" in status_of(app))
        await until(pilot, lambda: "grades" in app.tab_counts)
    assert not newcomer.exists()


@pytest.mark.parametrize("content", ["", "x", "-1", "99999999999", "\x00"])
def test_a_state_file_of_any_content_is_read(newcomer: Path, content: str) -> None:
    newcomer.write_text(content, encoding="utf-8")
    assert not coach.is_over()
    coach.note_shown()
    assert newcomer.read_text().strip() == "1"


def test_a_state_folder_that_cannot_be_written_costs_nothing(
    newcomer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = newcomer.parent / "file"
    blocked.write_text("")
    monkeypatch.setenv("KAMTUI_STATE_DIR", str(blocked / "below"))
    paths.forget()
    coach.note_shown()
    assert not coach.is_over()


def test_the_line_says_what_is_late_first() -> None:
    late = coach.coach_parts(AgendaCounts(8, 3, 2))
    assert late[0] == ("8 late", "late", True)
    assert coach.coach_parts(AgendaCounts(0, 3, 2))[0][0] == "3 today"


def test_the_link_is_spoken_of_once_and_only_over_ssh() -> None:
    assert coach.link_parts({}) == ()
    over = {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}
    assert "Compression yes" in coach.link_parts(over)[0][0]
    coach.note_link()
    assert coach.link_parts(over) == ()
