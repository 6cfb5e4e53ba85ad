"""The terminal as this process finds it; nothing below the front ends asks it."""

import os
import shutil
import sys
from collections.abc import Mapping

from kamtui.services.doctor_report import TerminalView

_PROGRAMS = ("TERM_PROGRAM", "LC_TERMINAL", "TERMINAL_EMULATOR")
_TMUX_SECONDS = 2.0
_LOCALES = ("LC_ALL", "LC_CTYPE", "LANG")


def terminal_view() -> TerminalView:
    """Return what can be told without asking the terminal anything."""
    environ = os.environ
    size = shutil.get_terminal_size((80, 24))
    interactive = sys.stdout.isatty()
    waits = _of_tmux("escape-time", environ)
    return TerminalView(
        term=environ.get("TERM", ""),
        program=_program(environ),
        encoding=(sys.stdout.encoding or "").lower(),
        locale=next((environ[name] for name in _LOCALES if environ.get(name)), ""),
        columns=size.columns,
        rows=size.lines,
        colours=colours(environ),
        interactive=interactive,
        over_ssh=bool(environ.get("SSH_CONNECTION")),
        escape_time=int(waits) if waits.isdecimal() else None,
        clipboard=_of_tmux("set-clipboard", environ) or None,
    )


def _of_tmux(option: str, environ: Mapping[str, str]) -> str:
    """Return a server option of the tmux around us, empty outside it and where it does not say."""
    if not environ.get("TMUX"):
        return ""
    import subprocess

    try:
        said = subprocess.run(
            ["tmux", "show", "-sv", option],
            capture_output=True, timeout=_TMUX_SECONDS, check=False, env=dict(environ),
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.stdout.decode("utf-8", "replace").strip()


def colours(environ: Mapping[str, str]) -> int:
    """Return how many colours the environment promises: 0, 8, 16, 256 or 16777216."""
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR") or term in ("", "dumb", "unknown"):
        return 0
    if environ.get("COLORTERM", "").casefold() in ("truecolor", "24bit") or "direct" in term:
        return 16_777_216
    if "256" in term:
        return 256
    # The Linux console and old VT terminals know eight, everything else sixteen.
    return 8 if term.startswith(("linux", "vt")) else 16


def _program(environ: Mapping[str, str]) -> str:
    if environ.get("TMUX"):
        return "tmux"
    if environ.get("STY"):
        return "screen"
    if environ.get("WT_SESSION"):
        return "Windows Terminal"
    return next((environ[name] for name in _PROGRAMS if environ.get(name)), "")
