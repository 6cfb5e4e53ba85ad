"""Nothing typed is lost (trust.md 9), on a real pseudo-terminal: whatever ends the program."""

import fcntl
import os
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tests.tui.desks import fill

from kamtui.services import drafts
from kamtui.services.desk import Desk

pty = pytest.importorskip("pty")

_PROGRAM = """
import sys
from kamtui.__main__ import main
sys.argv = ["kamtui", "--db", sys.argv[1], "--today", "2026-11-22", "--lang", "en"]
sys.exit(main())
"""
#: How each form is opened from the agenda, what is then on the screen, what is typed, and where
#: it is to be found again.
FORMS: dict[str, tuple[tuple[bytes, ...], bytes, str]] = {
    "log": ((b"l",), b"Note", "note"),
    "talk": ((b"\r", b"e"), b"Outcome", "note"),
    "customer": ((b"\x1bOR", b"e"), b"Short name", "name"),
    "add_customer": ((b"\x1bOR", b"a"), b"New customer", "line"),
    "add_contact": ((b"\r", b"\t", b"a"), b"New contact", "line"),
    "add_order": ((b"\r", b"\t", b"\t", b"\t", b"a"), b"New order", "line"),
    "note": ((b"N",), b"Note without a customer", "note"),
    "add_plan": ((b"a",), b"a day, then what", "line"),
    "complaint": ((b"\r", b"\t", b"\t", b"\t", b"\t", b"a", b"1"), b"Description", "description"),
}
ENDS = ("SIGHUP", "SIGTERM", "SIGKILL", "closed")
TYPED = "half a 句子"


class Screen:
    """A program in a terminal of its own."""

    def __init__(self, book: Path) -> None:
        self.master, secondary = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(book)],
            stdin=secondary, stdout=secondary, stderr=secondary, env=environment,
            start_new_session=True, close_fds=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(secondary)
        self.seen = b""

    def read(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            ready, _write, _other = select.select([self.master], [], [], 0.05)
            if ready:
                try:
                    self.seen += os.read(self.master, 65536)
                except OSError:
                    return

    def wait_for(self, wanted: bytes, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while wanted not in self.seen and time.monotonic() < end:
            self.read(0.05)
        assert wanted in self.seen, self.seen[-500:]

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def hang_up(self) -> None:
        os.close(self.master)
        self.master = -1


@contextmanager
def screen(book: Path) -> Iterator[Screen]:
    one = Screen(book)
    try:
        yield one
    finally:
        with suppress(ProcessLookupError):
            one.process.kill()
        one.process.wait()
        if one.master >= 0:
            os.close(one.master)


def left_over(desk: Desk, form: str) -> dict[str, str]:
    """Return what of a form is kept."""
    if form == "log":
        return {name: text for one in drafts.latest(desk) for name, text in one.fields.items()}
    found = {one.form: one for one in drafts.latest_forms(desk)}
    return {name: text.text for name, text in found[form].fields.items()} if form in found else {}


def type_and_end(desk: Desk, form: str, how: str) -> None:
    fill(desk)
    assert desk.path is not None
    keys, marker, field = FORMS[form]
    with screen(desk.path) as one:
        one.wait_for("华东机械".encode())
        one.read(0.5)
        for key in keys:
            one.press(key)
            one.read(0.7)
        one.wait_for(marker)
        one.press(TYPED.encode())
        one.wait_for("句子".encode())
        one.read(1.0)  # at most a second of typing may be lost
        if how == "closed":
            one.hang_up()
        else:
            one.process.send_signal(getattr(signal, how))
        started = time.monotonic()
        while one.process.poll() is None and time.monotonic() < started + 10:
            if one.master >= 0:
                one.read(0.05)
            else:
                time.sleep(0.05)
        assert one.process.poll() is not None, "still running: a process left spinning"
        if how == "SIGTERM":
            one.read(0.2)
            for clean in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l"):
                assert clean in one.seen[-4000:], f"the terminal is left with {clean!r}"
    kept = left_over(desk, form)
    assert TYPED in kept.get(field, ""), kept


@pytest.mark.parametrize(
    ("form", "how"),
    [
        ("talk", "SIGTERM"),
        ("add_customer", "SIGKILL"),
        ("note", "closed"),
        ("add_plan", "SIGKILL"),
    ],
)
def test_a_sample_of_forms_and_ends(desk: Desk, form: str, how: str) -> None:
    type_and_end(desk, form, how)


@pytest.mark.soak
@pytest.mark.parametrize("how", ENDS)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_and_every_end(desk: Desk, form: str, how: str) -> None:
    type_and_end(desk, form, how)
