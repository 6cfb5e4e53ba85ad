"""Somebody who presses anything: random keys, pastes and resizes over a sample book."""

import random
from collections.abc import Callable, Sequence
from itertools import count

from rich.cells import cell_len
from tests.tui.conftest import screen_text
from textual import events
from textual.pilot import Pilot

from kamtui.services.desk import Desk
from kamtui.tui.commands import COMMANDS
from kamtui.tui.keymap import key_name, twins_of
from kamtui.tui.launch import build

#: Sizes between which it jumps; the smallest shows next to nothing and must not fail.
SIZES = (
    (80, 24), (120, 40), (60, 20), (110, 32), (109, 31), (40, 12), (20, 5), (5, 2), (1, 1),
    (200, 60),
)  # fmt: skip
#: Pasted now and then: lines, escapes, markup, marks that turn the writing round.
PASTES = (
    "line one\nline two", "\x1b[31mred\x1b[0m", "[/red][@click=app.quit]x[/]", "\u202eright\u202c",
    "华东机械" * 200, "2w", "", "\x00\x07\x9b2J", "👩‍👩‍👧‍👦e\u0301", "A late owner:王 #重点",
)  # fmt: skip
#: Leave the program, or stop the process: not what is tried here.
_LEAVE = frozenset({"ctrl+q"})


def keys() -> tuple[str, ...]:
    """Return every key that means something somewhere, and some that mean nothing."""
    bound = {key for one in COMMANDS for key in (*one.keys, *one.twins)}
    bound |= {one.digit for one in COMMANDS if one.digit}
    twins = {twin for key in bound for twin in twins_of(key)}
    letters = set("abcdefghijklmnopqrstuvwxyz0123456789-+,;#@>!中文")
    every = {key_name(key) for key in bound | twins | letters} - _LEAVE
    return (*sorted(every), "enter", "escape", "tab", "down", "up", "enter", "escape", "backspace")


async def go_wild(
    desk: Desk,
    *,
    seed: int,
    steps: int,
    ascii_only: bool = False,
    reader: bool = False,
    back: Sequence[str] = (),
) -> None:
    """Press random keys; fail where something raises or a row is not as wide as the screen.

    Args:
        desk: Over the book.
        seed: Of the random numbers, so that a failure can be repeated.
        steps: Keys, pastes and resizes in all.
        ascii_only: Draw with ASCII.
        reader: Draw for a screen reader.
        back: Keys that lead to a screen from anywhere, pressed now and then.
    """
    chance = random.Random(seed)
    every = keys()
    app = build(desk, ascii_only=ascii_only, reader=reader)
    # Two presses of q are never within two seconds, so it stays.
    app.monotonic = _far_apart()
    done: list[str] = []
    async with app.run_test(size=SIZES[0]) as pilot:
        size = SIZES[0]
        for step in range(steps):
            if back and step % 30 == 0:
                await pilot.press(*back)
            what = chance.random()
            if what < 0.02:
                size = chance.choice(SIZES)
                done.append(f"{size}")
                await pilot.resize_terminal(*size)
            elif what < 0.04:
                text = chance.choice(PASTES)
                done.append(f"paste {text[:20]!r}")
                app.post_message(events.Paste(text))
            else:
                key = chance.choice(every)
                done.append(key)
                await pilot.press(key)
            if chance.random() < 0.1:
                await pilot.pause()
                _check(pilot, size, done)
            if not app.is_running:
                raise AssertionError(f"it left after {done[-30:]}")
        await pilot.pause()
    if app.fault is not None:
        raise AssertionError(f"seed {seed}: {done[-30:]}") from app.fault


def _far_apart() -> Callable[[], float]:
    seconds = count(0, 10)
    return lambda: float(next(seconds))


def _check(pilot: Pilot[None], size: tuple[int, int], done: list[str]) -> None:
    rows = screen_text(pilot)
    widths = {cell_len(row) for row in rows}
    assert widths <= {size[0]} or len(rows) != size[1], f"{widths} at {size} after {done[-30:]}"
    assert not any("\x1b" in row or "\x00" in row or "\u202e" in row for row in rows), done[-30:]
