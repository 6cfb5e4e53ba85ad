"""Every key of the registry on every screen: something is seen to happen, and nothing breaks."""

import asyncio
from pathlib import Path

import pytest
from tests.conftest import make_desk
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, sample_desk
from textual.pilot import Pilot

from kamtui.services.desk import Desk
from kamtui.tui.commands import SCOPES_OF, command
from kamtui.tui.keymap import KeyMap, key_name, twins_of
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.customer import TABS, CustomerScreen
from kamtui.tui.session import DeskApp

#: Screen -> the keys that lead to it from the agenda.
PLACES: dict[str, tuple[str, ...]] = {
    "agenda": (),
    "customers": ("f3",),
    "grades": ("f4",),
    "segments": ("f6",),
    "members": ("f6", "enter"),
    "portrait": ("f6", "enter", "p"),
    "what_if": ("f4", "w"),
    "models": ("f4", "w", "m"),
    "settings": (",",),
    "keys": ("0", "K", "e", "y", "s", "enter"),
    "customer": ("f3", "enter"),
}
#: Keys that leave the program.
_LEAVING = frozenset({"ctrl+q"})


def keys_of(kind: str) -> list[str]:
    """Return the keys of a screen as people write them, without twins."""
    key_map = KeyMap()
    table = key_map.table(SCOPES_OF[kind])
    names = dict.fromkeys(table.values())
    return list(dict.fromkeys(key for name in names for key in key_map.keys(command(name))))


def test_every_twin_runs_what_its_key_runs() -> None:
    for scopes in SCOPES_OF.values():
        table = KeyMap().table(scopes)
        for name in dict.fromkeys(table.values()):
            for key in KeyMap().keys(command(name)):
                for twin in twins_of(key):
                    assert table[key_name(twin)] == name, (key, twin)


def seen(pilot: Pilot[None]) -> tuple[object, ...]:
    """Return what a user sees: the cells with their colours, and which screen it is.

    Without the header: its counts come from the background, whatever key is pressed.
    """
    app = pilot.app
    strips = app.screen._compositor.render_strips()[1:]
    focus = type(app.focused).__name__
    return (id(app.screen), focus, app.is_running, tuple(tuple(strip) for strip in strips))


async def calm(pilot: Pilot[None], app: DeskApp) -> None:
    """Wait until nothing is being read or written and the screen stands still."""
    before: tuple[object, ...] = ()
    for _turn in range(400):
        await pilot.pause(0.005)
        busy = app.operations.writing or getattr(app.screen, "starting", False)
        now = seen(pilot)
        if not busy and now == before:
            return
        before = now
    raise AssertionError("never calm:\n" + "\n".join(screen_text(pilot)))


async def home(
    pilot: Pilot[None], app: DeskApp, place: str, tab: int, here: KamScreen | None
) -> KamScreen:
    """Bring the application to a screen with nothing open and nothing said; return it."""
    for _turn in range(12):
        screen = app.screen
        assert isinstance(screen, KamScreen)
        if not (screen.status.asking or screen.query("Form") or screen.overlaid):
            break
        await pilot.press("escape")
        await calm(pilot, app)
    if app.screen is not here:
        while app.screen_stack[1:]:
            await app.pop_screen()
        await app.switch_mode("agenda")
        await calm(pilot, app)
        for key in PLACES[place]:
            await pilot.press(key)
            await calm(pilot, app)
    screen = app.screen
    assert isinstance(screen, KamScreen)
    if isinstance(screen, CustomerScreen) and screen.tab != TABS[tab]:
        screen.open_tab(TABS[tab])
    screen.say("")
    screen.refusal = None  # nor waits a refused question for its answer
    await calm(pilot, app)
    return screen


async def press_everything(app: DeskApp, place: str, kind: str, tab: int = 0) -> list[str]:
    """Press every key of a screen; return those after which nothing was seen to happen."""
    silent = []
    async with app.run_test(size=(80, 24)) as pilot:
        await asyncio.sleep(0)
        await until(pilot, lambda: listing(app).filled and "grades" in app.tab_counts, seconds=20)
        await calm(pilot, app)
        here = None
        for key in keys_of(kind):
            if key in _LEAVING:
                continue
            here = await home(pilot, app, place, tab, here)
            app.note_key("")  # a q before this key is none that this key repeats
            before = seen(pilot)
            await pilot.press(key_name(key))
            try:
                await until(pilot, lambda before=before: seen(pilot) != before, seconds=6.0)  # type: ignore[misc]
            except AssertionError:
                silent.append(key)
            await calm(pilot, app)
            assert app.is_running, key
    return silent


@pytest.fixture
def sample(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


@pytest.mark.parametrize("place", sorted(PLACES.keys() - {"customer"}))
async def test_on_the_sample_book(sample: Desk, place: str) -> None:
    kind = "settings" if place == "keys" else place
    assert await press_everything(app_of(sample), place, kind) == []


@pytest.mark.parametrize(
    "place", ["agenda", "customers", "grades", "segments", "what_if", "models", "settings"]
)
async def test_on_an_empty_book(book_path: Path, place: str) -> None:
    desk = make_desk(book_path)
    assert await press_everything(app_of(desk), place, place) == []


@pytest.mark.parametrize("tab", range(7))
async def test_on_a_customer(sample: Desk, tab: int) -> None:
    assert await press_everything(app_of(sample), "customer", "customer", tab) == []
