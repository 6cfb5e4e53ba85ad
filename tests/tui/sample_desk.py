"""Real desks for the screens' tests: the sample book, made once, copied for each test."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.conftest import TODAY, make_desk
from tests.tui.conftest import screen_text, until
from textual.pilot import Pilot

from kamtui.services.desk import Desk
from kamtui.services.sample import build
from kamtui.tui.app import KamApp
from kamtui.tui.launch import build as build_app
from kamtui.tui.session import DeskApp
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.status import Status


@cache
def _sample(customers: int) -> Path:
    path = Path(mkdtemp(prefix="kamtui-test-")) / "sample.db"
    build(path, today=TODAY, customers=customers)
    return path


def sample_desk(folder: Path, customers: int = 24) -> Desk:
    """Return a desk over a copy of a sample book."""
    path = folder / f"sample-{customers}.db"
    shutil.copyfile(_sample(customers), path)
    path.chmod(0o600)
    return make_desk(path)


def app_of(desk: Desk, *, ascii_only: bool = False, reader: bool = False) -> DeskApp:
    """Return the application over a desk."""
    app = build_app(desk, ascii_only=ascii_only, reader=reader)
    app.change_theme("dark")  # whatever the terminal of the tests can show
    return app


def listing(app: KamApp) -> LineList:
    """Return the list of the screen in front."""
    return app.screen.query_one("#list", LineList)


def said(app: KamApp) -> str:
    """Return the status line."""
    return app.screen.query_one("#status", Status).text


async def shown(pilot: Pilot[None], words: str) -> None:
    """Wait until some words are on the screen."""
    await until(pilot, lambda: any(words in row for row in screen_text(pilot)))
