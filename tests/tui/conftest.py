"""An application over the fake book, and waiting for what should come true."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
from textual.pilot import Pilot

from kamtui.config import paths
from kamtui.i18n import set_language
from kamtui.tui import coach
from kamtui.tui.operations import Operations

set_language("en")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Start in English; a test may switch."""
    set_language("en")
    yield
    set_language("en")


@pytest.fixture(autouse=True)
def coached(isolated_environment: None) -> None:
    """Be no newcomer: the coach's line has been shown often enough; its own tests undo this."""
    folder = paths.make_private(paths.state_folder())
    (folder / "coached").write_text(f"{coach.SESSIONS}\n", encoding="utf-8")


async def until(pilot: Pilot[None], condition: Callable[[], bool], seconds: float = 15.0) -> None:
    """Wait for a condition, not for a time; fail with what is on the screen.

    What is read beside it has come too when this returns: a test that looks at the screen next
    does not depend on how busy the machine is.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while not condition():
        if loop.time() > end:
            raise AssertionError("never came true:\n" + "\n".join(screen_text(pilot)))
        await pilot.pause(0.01)
    await at_rest(pilot)


async def at_rest(pilot: Pilot[None], seconds: float = 1.0) -> None:
    """Wait until the threads behind the screens have nothing to do, or are held up by a test."""
    operations = getattr(pilot.app, "operations", None)
    if not isinstance(operations, Operations):
        return
    for _round in range(3):  # an answer may ask for more
        pools = list(operations._pools.values())
        try:
            waits = [asyncio.wrap_future(pool.submit(_nothing)) for pool in pools]
        except RuntimeError:  # the program is closing
            return
        if waits and (await asyncio.wait(waits, timeout=seconds))[1]:
            return
        await pilot.pause(0.005)


def _nothing() -> None:
    """Run behind everything that a thread was given before."""


def screen_text(pilot: Pilot[None]) -> list[str]:
    """Return the rows of the screen as text."""
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]
