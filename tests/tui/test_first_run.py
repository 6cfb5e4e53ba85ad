"""The first start: one screen where there is no book, each choice, and nothing made by looking."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import make_desk
from tests.tui.conftest import screen_text, until
from tests.tui.desks import fill, status_of
from textual import events
from textual.pilot import Pilot

from kamtui.config import paths
from kamtui.config.preferences import load_preferences
from kamtui.i18n import language, set_language
from kamtui.services.desk import Desk
from kamtui.tui import launch
from kamtui.tui.launch import build
from kamtui.tui.screens.agenda import AgendaScreen
from kamtui.tui.screens.first_run import FirstRunScreen
from kamtui.tui.screens.importing import ImportScreen
from kamtui.tui.session import DeskApp, FirstRunApp


@pytest.fixture
def missing(desk_on: Callable[..., Desk], tmp_path: Path) -> Desk:
    """Return a desk over a book that does not exist, in a folder that does not either."""
    return desk_on(tmp_path / "nowhere" / "book.db")


def app_of(desk: Desk, own: Callable[[], Desk] | None = None) -> DeskApp:
    return build(desk, first_run=True, own=own)


def text(pilot: Pilot[None]) -> str:
    return "\n".join(screen_text(pilot))


async def shown(pilot: Pilot[None], words: str, seconds: float = 20.0) -> None:
    await until(pilot, lambda: words in text(pilot), seconds)


def everything(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


@pytest.mark.parametrize(("size"), [(80, 24), (120, 40), (60, 20)])
@pytest.mark.parametrize("name", ["en", "zh"])
async def test_it_says_what_this_is_in_one_language(
    missing: Desk, size: tuple[int, int], name: str
) -> None:
    set_language("zh" if name == "zh" else "en")
    app = app_of(missing)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "1" in text(pilot) and "3" in text(pilot))
        found = text(pilot)
        assert isinstance(app.screen, FirstRunScreen)
        assert "book.db" in "".join(row.strip() for row in screen_text(pilot))
        assert ("重点客户" in found) is (name == "zh")
        assert ("sample data" in found) is (name == "en")
        # The other language appears as its own name only, on the key that leads to it.
        assert ("l English" if name == "zh" else "l 中文") in screen_text(pilot)[-1]
        assert "?" in screen_text(pilot)[-1]
        assert "…" not in found


@pytest.mark.parametrize("name", ["en", "zh"])
async def test_ascii_has_no_drawing_character(missing: Desk, name: str) -> None:
    set_language("zh" if name == "zh" else "en")
    app = build(missing, ascii_only=True, first_run=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: ">" in text(pilot))
        odd = {c for c in text(pilot) if not c.isascii() and not "\u3000" <= c <= "\uffef"}
        assert odd <= set("中文"), odd


async def test_looking_and_leaving_makes_nothing(
    missing: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(tmp_path)
    app = app_of(missing)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "How do you want to begin?")
        for key in ("j", "k", "down", "G", "l", "l", "escape", "h", "left", "8", "u", "d", "slash",
                    "f3", "tab", "x", "？"):  # fmt: skip
            await pilot.press(key)
        await pilot.press("escape", "escape")
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)
    assert app.return_code == 0
    assert everything(tmp_path) == before


async def test_opening_the_users_own_book_makes_nothing_either(tmp_path: Path) -> None:
    """The device's id is written with the first change, not by looking."""
    from kamtui.services.bootstrap import open_desk

    before = everything(tmp_path)
    desk = open_desk(book=tmp_path / "own.db")
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "How do you want to begin?")
        await pilot.press("q")
    assert everything(tmp_path) == before
    assert desk.device and (paths.state_folder() / "device").exists()


@pytest.mark.parametrize("keys", [("enter",), ("1",), ("１",)])
async def test_the_sample_opens_in_this_program(
    missing: Desk, desk_on: Callable[..., Desk], keys: tuple[str, ...]
) -> None:
    assert missing.path is not None
    app = app_of(missing, lambda: desk_on(missing.path))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "How do you want to begin?")
        await pilot.press(*keys)
        await shown(pilot, "华东机械", 40)
        assert app.sample and "SAMPLE" in screen_text(pilot)[0]
        assert app.desk.path == paths.sample_book() and not missing.path.exists()
        await shown(pilot, "1 Done")
        assert isinstance(app.screen, AgendaScreen)
        await pilot.press("d")
        await until(pilot, lambda: "u undo" in status_of(app))
        await pilot.press("colon", *"leave")
        await shown(pilot, "Leave the sample")
        await pilot.press("enter")
        await shown(pilot, "How do you want to begin?")
        assert not app.sample and app.desk.path == missing.path
        assert "SAMPLE" not in screen_text(pilot)[0]
        await pilot.press("3")
        await shown(pilot, "This book is empty")
        await until(pilot, lambda: not app.operations.writing)
    assert missing.path.exists() and paths.sample_book().exists()


async def test_leaving_the_sample_opens_the_book_there_is(
    desk: Desk, desk_on: Callable[..., Desk], missing: Desk
) -> None:
    fill(desk)
    assert desk.path is not None
    app = app_of(missing, lambda: desk_on(desk.path))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "How do you want to begin?")
        await pilot.press("1")
        await shown(pilot, "广州百汇", 40)
        await app.do_app_leave_sample()
        await until(pilot, lambda: "广州百汇" not in text(pilot))
        await shown(pilot, "上海宏图贸易")
        assert "SAMPLE" not in text(pilot)
        await pilot.press("colon", *"leave")
        await shown(pilot, "Leave the program")
        assert "Leave the sample" not in text(pilot)


async def test_a_double_key_chooses_once_and_acts_on_nothing(missing: Desk) -> None:
    """1 is Done on the agenda: pressed twice in a row it must not clear a row of the sample."""
    app = app_of(missing)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "How do you want to begin?")
        for _press in range(3):
            app.post_message(events.Key("1", "1"))
        await shown(pilot, "华东机械", 40)
        await shown(pilot, "4 Log")
        assert "0/12" in screen_text(pilot)[0]


async def test_empty_makes_the_book_and_shows_its_agenda(missing: Desk) -> None:
    app = app_of(missing)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "How do you want to begin?")
        await pilot.press("j", "j", "enter")
        await shown(pilot, "This book is empty")
        assert missing.path is not None and missing.path.stat().st_mode & 0o077 == 0
        await pilot.press("q")
        await shown(pilot, "again to quit")
        assert app.current_mode == "agenda" and app.is_running
        await pilot.press("a")
        await shown(pilot, "ctrl+s")


async def test_import_can_be_left_again(missing: Desk, tmp_path: Path) -> None:
    before = everything(tmp_path)
    app = app_of(missing)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "How do you want to begin?")
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        await shown(pilot, "paste a table")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, FirstRunScreen))
        await pilot.press("2")
        await shown(pilot, "paste a table")
        await pilot.press("escape", "q")
        await until(pilot, lambda: not app.is_running)
    assert everything(tmp_path) == before


async def test_a_folder_that_cannot_be_written_is_named(
    desk_on: Callable[..., Desk], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    app = app_of(desk_on(tmp_path / "file" / "book.db"))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "How do you want to begin?")
        await pilot.press("3")
        await until(pilot, lambda: "book.db" in status_of(app) or "cannot" in status_of(app))
        assert isinstance(app.screen, FirstRunScreen)
        await pilot.press("3")  # the choice can be made again
        await until(pilot, lambda: "Making" not in status_of(app))


async def test_the_language_is_switched_here_and_kept_by_a_choice(missing: Desk) -> None:
    app = app_of(missing)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "How do you want to begin?")
        await pilot.press("l")
        await shown(pilot, "您想怎样开始")
        assert language() == "zh" and not paths.preferences_file().exists()
        await pilot.press("3")
        await until(pilot, lambda: app.current_mode == "agenda")
    assert load_preferences(paths.preferences_file()).language == "zh"


async def test_everything_else_says_that_there_is_no_book_yet(missing: Desk) -> None:
    app = app_of(missing)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "How do you want to begin?")
        for key in ("u", "f3", "f4", "f6", "8", "slash", "g"):
            await pilot.press(key)
            await until(pilot, lambda: "choose 1, 2 or 3" in status_of(app))
            await pilot.press("j" if key in ("u", "f4", "f6", "slash") else "k")
            await until(pilot, lambda: "choose" not in status_of(app))
        await pilot.press("?")
        await shown(pilot, "Start empty")
        assert "Undo the last step" not in text(pilot)
        await pilot.press("escape", "0")
        await shown(pilot, "Begin with an empty book")


async def test_odd_sizes_do_no_harm(missing: Desk) -> None:
    app = app_of(missing)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "How do you want to begin?")
        for size in ((1, 1), (3, 3), (20, 5), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await shown(pilot, "How do you want to begin?")


def test_it_is_shown_where_the_file_is_missing_and_only_there(
    desk: Desk, missing: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[type[DeskApp]] = []

    def run(app: DeskApp, *_args: object, **_options: object) -> None:
        begun.append(type(app))

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(DeskApp, "run", run)
    for one in (desk, missing):
        assert launch.run(one, ascii_only=True, no_color=False) == 0
    assert begun == [DeskApp, FirstRunApp]
    assert missing.path is not None and not missing.path.parent.exists()


async def test_an_empty_book_that_exists_shows_its_agenda(desk: Desk) -> None:
    app = build(make_desk(desk.path) if desk.path else desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "This book is empty")
        await shown(pilot, ": import")
