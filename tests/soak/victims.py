"""A process that is killed at a random moment, and what it had been told was saved."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

Say = Callable[[str], None]
_LINE = 64


def killed(work: Callable[[Say], None], *, after: float, wait_for: int = 0) -> list[str]:
    """Fork, run ``work``, kill -9 it, and return what it said.

    Args:
        work: Told a function that hands one short line to the parent at once.
        after: Seconds to wait before the kill.
        wait_for: Lines to wait for before these seconds begin.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            work(lambda line: _say(writing, line))
        finally:
            os._exit(0)
    os.close(writing)
    heard = b""
    while len(heard) < wait_for * _LINE:
        part = os.read(reading, 65536)
        if not part:
            break
        heard += part
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    while part := os.read(reading, 65536):
        heard += part
    os.close(reading)
    os.waitpid(child, 0)
    return [heard[start : start + _LINE].decode().strip() for start in range(0, len(heard), _LINE)]


def _say(pipe: int, line: str) -> None:
    os.write(pipe, line.ljust(_LINE).encode())


def trials(count: int, *, seed: int, longest: float) -> Iterator[tuple[int, float]]:
    """Yield (number, seconds until the kill) of each trial."""
    chance = random.Random(seed)
    for number in range(count):
        yield number, chance.random() * longest


def leftovers(folder: Path) -> list[str]:
    """Return the names of files that should not stay."""
    return [each.name for each in folder.rglob("*") if ".part" in each.name]
