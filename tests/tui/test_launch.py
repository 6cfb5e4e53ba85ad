"""Starting: what is loaded before the first frame, which terminal gets what, and the chores."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.tui.conftest import until
from tests.tui.desks import app_over, fill, list_of
from tests.tui.test_drafts import _read_until
from textual.screen import Screen

from kamtui.config.paths import backup_folder
from kamtui.config.preferences import Preferences
from kamtui.services.desk import Desk
from kamtui.store.location import Location
from kamtui.tui.keymap import KeyMap
from kamtui.tui.launch import build, key_overrides, read_ahead, run, settle_environment
from kamtui.tui.probe import locale_is_utf8, width_in
from kamtui.tui.screens.agenda import AgendaScreen

_FIRST_FRAME = """
import asyncio, sys
from datetime import date
from pathlib import Path
from kamtui.services.bootstrap import open_desk
from kamtui.services.clock import DayClock
from kamtui.tui.keymap import KeyMap
from kamtui.tui.launch import build, read_ahead
from kamtui.tui.session import DeskApp

async def main():
    desk = open_desk(book=sys.argv[1], clock=DayClock(date(2026, 11, 22)))
    first, book = read_ahead(desk)
    first.result()
    app = build(desk, first=first, book=book)
    async with app.run_test(size=(80, 24)) as pilot:
        while app.screen.query_one("#list").selectable < 3:
            await pilot.pause(0.01)
        heavy = [name for name in ("sqlmodel", "sqlalchemy", "alembic", "pypinyin", "rich.markdown",
                                   "chinese_calendar", "holidays")
                 if name in sys.modules]
        print("loaded:", heavy)

asyncio.run(main())
"""


async def test_what_is_read_next_waits_for_the_first_frame(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(desk)
    order: list[str] = []
    begin, paint = AgendaScreen._begin, Screen._compositor_refresh

    def begins(screen: AgendaScreen) -> None:
        order.append("read")
        begin(screen)

    def paints(screen: Screen[object]) -> None:
        order.append("paint")
        paint(screen)

    monkeypatch.setattr(AgendaScreen, "_begin", begins)
    monkeypatch.setattr(Screen, "_compositor_refresh", paints)
    first, book = read_ahead(desk)
    first.result()
    app = build(desk, first=first, book=book)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "read" in order and list_of(app).selectable >= 3)
    assert order[0] == "paint"


def test_the_first_frame_has_loaded_nothing_of_the_write_path(desk: Desk) -> None:
    fill(desk)
    found = subprocess.run(
        [sys.executable, "-c", _FIRST_FRAME, str(desk.path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "loaded: []" in found.stdout, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("answer", "cells"),
    [
        (b"\x1b[5;2R", 1),
        (b"\x1b[5;3R", 2),
        (b"\x1b[12;4R", 3),
        (b"abc\x1b[1;2Rdef", 1),
        (b"", None),
        (b"\x1b[;R", None),
    ],
)
def test_the_width_of_an_ambiguous_character(answer: bytes, cells: int | None) -> None:
    assert width_in(answer) == cells


@pytest.mark.parametrize(
    ("environ", "utf8"),
    [
        ({}, True),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "en_US.utf8"}, True),
        ({"LANG": "C"}, False),
        ({"LC_ALL": "zh_CN.GB18030", "LANG": "zh_CN.UTF-8"}, False),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, True),
    ],
)
def test_a_locale_without_utf8_gets_ascii(environ: dict[str, str], utf8: bool) -> None:
    assert locale_is_utf8(environ) is utf8


def test_over_ssh_256_colours_are_sent() -> None:
    environ = {"COLORTERM": "truecolor", "SSH_CONNECTION": "1 2 3 4"}
    settle_environment(environ, no_color=False, slow=False)
    assert environ["TEXTUAL_COLOR_SYSTEM"] == "256"
    environ = {"COLORTERM": "truecolor"}
    settle_environment(environ, no_color=True, slow=False)
    assert "TEXTUAL_COLOR_SYSTEM" not in environ and environ["NO_COLOR"] == "1"
    settle_environment(environ, no_color=False, slow=True)
    assert environ["TEXTUAL_COLOR_SYSTEM"] == "256"


def test_a_dumb_terminal_gets_a_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert run(desk, ascii_only=False, no_color=False) == 2
    assert "TERM=dumb" in capsys.readouterr().err


def test_a_users_own_keys(desk: Desk) -> None:
    assert key_overrides({"agenda.done": "x, D", "app.find": ","}) == {
        "agenda.done": ("x", "D"),
        "app.find": (",",),
    }
    clashing = Desk(
        location=Location(path=desk.path),
        clock=desk.clock,
        preferences=Preferences(keys={"agenda.done": "s"}),
        actor="tester",
        device="one",
    )
    app = build(clashing)  # the program starts with its own keys and says why
    assert app.key_map == KeyMap() and [one.code for one in app.troubles] == ["keys.clash"]


async def test_a_missing_book_is_created_after_the_first_frame(desk_on, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "fresh" / "book.db"
    app = app_over(desk_on(path))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, path.exists, seconds=20)
        await until(pilot, lambda: not app.operations.writing)
    assert path.stat().st_mode & 0o077 == 0


async def test_a_changed_book_is_backed_up_after_the_start(desk: Desk) -> None:
    fill(desk)
    assert desk.path is not None
    folder = backup_folder(desk.path)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3)
        await until(pilot, lambda: folder.exists() and any(folder.glob("*.db")), seconds=20)


@pytest.mark.parametrize(("cells", "ruled"), [(1, True), (2, False)])
def test_the_probe_decides_between_unicode_and_ascii(desk: Desk, cells: int, ruled: bool) -> None:
    """On a pseudo-terminal that answers as narrow and as wide terminals do."""
    import pty

    fill(desk)
    primary, secondary = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    code = (
        "import sys; from kamtui.__main__ import main;"
        f"sys.argv = ['kamtui', '--db', {str(desk.path)!r}, '--today', '2026-11-22'];"
        "sys.exit(main())"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=secondary,
        stdout=secondary,
        stderr=secondary,
        env=environment,
        start_new_session=True,
    )
    os.close(secondary)
    try:
        asked = _read_until(primary, b"\x1b[6n", 20)
        assert b"\x1b[6n" in asked
        os.write(primary, f"\x1b[1;{cells + 1}R".encode())
        seen = _read_until(primary, b"Acme", 20)
        seen += _read_until(primary, b"\0never", 0.5)
        assert ("─".encode() in seen) is ruled
        os.write(primary, b"\x11")  # ctrl+q
        end = time.monotonic() + 10
        while process.poll() is None and time.monotonic() < end:
            _read_until(primary, b"\0never", 0.1)
        assert process.returncode == 0
    finally:
        process.kill()
        os.close(primary)


def test_a_redirected_standard_error_is_a_sentence_and_no_dark_screen(
    desk: Desk, tmp_path: Path
) -> None:
    """Textual draws on standard error: ``kamtui 2>log`` took the keyboard and showed nothing."""
    import pty

    primary, secondary = pty.openpty()
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kamtui", "--db", str(desk.path)],
            stdin=secondary,
            stdout=secondary,
            stderr=log,
            env={**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "KAMTUI_LANG": "en"},
            start_new_session=True,
        )
    os.close(secondary)
    try:
        assert b"drawn on standard error" in _read_until(primary, b"(2>)", 20)
        assert process.wait(20) == 2
    finally:
        process.kill()
        os.close(primary)
    assert not (tmp_path / "log").read_bytes()
