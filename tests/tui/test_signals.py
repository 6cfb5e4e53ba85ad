"""A closed terminal and a polite kill keep what was typed and end the process (a real pty)."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")

PROGRAM = """
import sys
sys.path.insert(0, {root!r})
from tests.tui.fake_book import FakeBook
from kamtui.tui.app import KamApp
app = KamApp(FakeBook())
app.before_exit.append(lambda: open({saved!r}, "w").write("draft"))
app.run()
sys.exit(app.return_code)
"""


def wait_for(pid: int, seconds: float) -> int | None:
    """Return the status of a process that ends in time, else None."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return status
        time.sleep(0.02)
    return None


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "closed terminal"])
def test_drafts_are_kept_and_the_process_ends(how: str, tmp_path: Path) -> None:
    saved = tmp_path / "draft"
    root = str(Path(__file__).parents[2])
    code = PROGRAM.format(root=root, saved=str(saved))
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-c", code])
    try:
        seen = b""
        while "华东".encode() not in seen:
            seen += os.read(fd, 65536)
        if how == "closed terminal":
            os.close(fd)
            fd = -1
        else:
            os.kill(pid, getattr(signal, how))
            time.sleep(0.3)
        status = wait_for(pid, 8)
        assert status is not None, "still running"
        assert saved.read_text() == "draft"
        if how == "SIGTERM":
            rest = os.read(fd, 65536)
            assert b"\x1b[?1049l" in rest and b"\x1b[?25h" in rest  # the terminal is left clean
            assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGTERM
    finally:
        if fd >= 0:
            os.close(fd)
        try:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
