"""Commands of this interpreter, timed in turn with their floor."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

#: The day every benchmark takes place on, which the books are made for.
TODAY = "2026-11-22"
EMPTY_APP = Path(__file__).with_name("empty_app.py")


class CommandError(Exception):
    """A command did not do what it was asked; the text is what it said."""


def runs() -> int:
    """Return how often each thing is measured; ``KAMTUI_BENCHMARK_RUNS`` says otherwise."""
    return int(os.environ.get("KAMTUI_BENCHMARK_RUNS", "9"))


def python(*arguments: str) -> list[str]:
    """Return a command of this interpreter."""
    return [sys.executable, *arguments]


def kamtui(book: Path, *arguments: str) -> list[str]:
    """Return a kamtui command on a book, as people start it: by the installed script."""
    options = ("--db", str(book), "--today", TODAY, "--lang", "en")
    script = Path(sys.executable).with_name("kamtui")
    start = python(str(script)) if script.exists() else python("-m", "kamtui")
    return [*start, *options, *arguments]


def environment(home: Path) -> dict[str, str]:
    """Return a terminal user's environment whose folders lie in ``home``."""
    kept = {key: os.environ[key] for key in ("PATH", "VIRTUAL_ENV") if key in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TZ": "Asia/Shanghai",
        "KAMTUI_DATA_DIR": str(home / "data"),
        "KAMTUI_CONFIG_DIR": str(home / "config"),
        "KAMTUI_STATE_DIR": str(home / "state"),
    }


def seconds(
    command: Sequence[str], *, env: Mapping[str, str], accept: tuple[int, ...] = (0,)
) -> float:
    """Run a command and return how long it took.

    Raises:
        CommandError: It ended otherwise than with a code of ``accept``.
    """
    start = time.perf_counter()
    done = subprocess.run(command, env=dict(env), capture_output=True, check=False)
    took = time.perf_counter() - start
    if done.returncode not in accept:
        raise CommandError(done.stderr.decode("utf-8", "replace"))
    return took


def alternately(
    floor: Sequence[str],
    measured: Sequence[str],
    *,
    env: Mapping[str, str],
    accept: tuple[int, ...] = (0,),
) -> tuple[list[float], list[float]]:
    """Return the seconds of both commands, run in turn so that noise meets both alike."""
    seconds(floor, env=env)
    seconds(measured, env=env, accept=accept)
    pairs = [
        (seconds(floor, env=env), seconds(measured, env=env, accept=accept)) for _ in range(runs())
    ]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
