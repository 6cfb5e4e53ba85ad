"""What every scene stands on: the sample book of one fixed day, and waiting for it to be shown."""

import asyncio
import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from tests.tools.pictures import Capture, Scene, capture, register
from textual.pilot import Pilot

from kamtui.config.preferences import Preferences
from kamtui.i18n import Language
from kamtui.services.clock import FixedClock
from kamtui.services.desk import Desk
from kamtui.store.location import Location

#: Sunday morning in Shanghai, the day of every picture.
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=8)))
#: Each screen in both languages at both sizes, and in both themes once.
VARIANTS: tuple[tuple[Language, int, int, str], ...] = (
    ("zh", 80, 24, "dark"),
    ("en", 80, 24, "light"),
    ("zh", 120, 40, "light"),
    ("en", 120, 40, "dark"),
)
#: Seconds a screen may take to show what a scene waits for.
PATIENCE = 30.0

Act = Callable[[Pilot[None]], Awaitable[None]]


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kamtui-pictures-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def book_folder() -> str:
    """Return a folder whose name is the same in every picture."""
    folder = Path(tempfile.gettempdir()) / "kamtui"
    folder.mkdir(exist_ok=True)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return str(folder)


@cache
def _sample() -> Path:
    """Build the sample book once a run."""
    from kamtui.services import sample

    path = _folder() / "sample.db"
    sample.build(path, today=NOW.date())
    return path


def scenes(
    title: str,
    act: Act,
    *,
    variants: tuple[tuple[Language, int, int, str], ...] = VARIANTS,
    empty: bool = False,
    ascii_only: bool = False,
    missing: bool = False,
) -> None:
    """Register a screen in every variant.

    Args:
        title: Name of the picture.
        act: Brings the screen to the moment of the picture.
        variants: Language, columns, rows, theme.
        empty: Over a book without customers instead of the sample.
        ascii_only: Drawn with ASCII characters.
        missing: Where there is no book yet.
    """

    async def draw(scene: Scene) -> Capture:
        book = _folder() / f"{scene.name}.db"
        if missing:
            book = Path(book_folder()) / "kamtui.db"
        elif empty:
            from kamtui.store.migrate import create_book

            create_book(book)
        else:
            shutil.copyfile(_sample(), book)
        state = _folder() / f"state-{scene.name}"
        state.mkdir(exist_ok=True)
        (state / "coached").write_text("3\n", encoding="utf-8")  # no newcomer's picture
        os.environ["KAMTUI_STATE_DIR"] = str(state)
        os.environ["TEXTUAL_ANIMATIONS"] = "none"
        os.environ["TZ"] = "Asia/Shanghai"  # hours are shown as they were there
        time.tzset()
        from kamtui.config import paths
        from kamtui.tui.launch import build

        paths.forget()
        desk = Desk(
            location=Location(path=book),
            clock=FixedClock(NOW),
            preferences=Preferences(theme=scene.theme, language=scene.language),
            actor="Wang",
            device="pictures",
        )
        app = build(desk, ascii_only=ascii_only, first_run=missing)
        try:
            async with app.run_test(size=(scene.columns, scene.rows)) as pilot:
                if scene.theme == "ansi":
                    # A picture has no terminal whose own sixteen colours it could use.
                    app.ansi_color = False
                await settle(pilot)
                # The last of what is done after the first paint: grades to review are counted.
                if not missing:
                    await until(pilot, lambda: "grades" in app.tab_counts)
                await act(pilot)
                await settle(pilot)
                return capture(app)
        finally:
            desk.close()
            book.unlink(missing_ok=True)

    for language, columns, rows, theme in variants:
        register(Scene(title, language, columns, rows, theme, draw))


def text_of(pilot: Pilot[None]) -> str:
    """Return what the screen says."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def shown(pilot: Pilot[None], *words: str) -> None:
    """Wait until the screen says one of some words (one a language)."""
    await until(pilot, lambda: any(word in text_of(pilot) for word in words))


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Wait until something holds.

    Raises:
        AssertionError: It never did; says what the screen shows.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while not condition():
        if loop.time() > end:
            raise AssertionError(f"never came true over\n{text_of(pilot)}")
        await pilot.pause(0.02)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the screen has said the same for a while."""
    await pilot.pause()
    before, same = "", 0
    for _round in range(400):
        now = text_of(pilot)
        same = same + 1 if now == before else 0
        if same >= 8 and now.strip():
            return
        before = now
        await pilot.pause(0.03)
