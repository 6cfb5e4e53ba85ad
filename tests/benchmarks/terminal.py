"""A pseudo-terminal of 80x24 that answers what Textual asks, and watches what is painted."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

#: What a modern terminal says to the questions asked at the start.
_ANSWERS: tuple[tuple[bytes, bytes], ...] = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[6n", b"\x1b[1;2R"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[?u", b"\x1b[?0u"),
)
#: The end of a synchronised frame: something has been painted whole.
FRAME = b"\x1b[?2026l"


class TerminalError(Exception):
    """The program ended or stayed silent; the text says what it printed last."""


class Terminal:
    """One program in a terminal of its own; leave the block and it is gone."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        rows: int = 24,
        columns: int = 80,
    ) -> None:
        """Start ``command``; the clock of `wait_for` runs from here."""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._seen = bytearray()
        self._answered = 0
        self._last_read = 0.0
        #: Seconds from the last `press` to the last byte it painted.
        self.last_byte = 0.0
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=dict(environment),
            start_new_session=True, close_fds=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the program, politely first."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGTERM)
            deadline = time.perf_counter() + 3
            while self.process.poll() is None and time.perf_counter() < deadline:
                with contextlib.suppress(OSError):
                    self._read(0.05)
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
        os.close(self._master)

    @property
    def output(self) -> bytes:
        """Everything the program wrote so far."""
        return bytes(self._seen)

    @property
    def painted(self) -> int:
        """Bytes the program wrote so far."""
        return len(self._seen)

    def wait_for(self, marker: bytes, *, timeout: float = 60.0) -> float:
        """Return the seconds from the start until ``marker`` was painted.

        Raises:
            TerminalError: It never was.
        """
        deadline = time.perf_counter() + timeout
        while marker not in self._seen:
            if time.perf_counter() > deadline:
                raise TerminalError(self._tail())
            self._read(0.2)
            if self.process.poll() is not None and not self._read(0.05):
                if marker in self._seen:
                    break
                raise TerminalError(self._tail())
        return time.perf_counter() - self.started

    def settle(self, *, quiet: float = 0.4, timeout: float = 20.0) -> None:
        """Return once nothing was written for ``quiet`` seconds."""
        deadline = time.perf_counter() + timeout
        while time.perf_counter() < deadline and self._read(quiet):
            pass

    def press(self, keys: bytes, *, quiet: float = 0.12) -> tuple[float, int]:
        """Press keys; return the seconds to the first byte back and the bytes painted in all.

        Raises:
            TerminalError: Nothing came back within two seconds.
        """
        before = self.painted
        pressed = time.perf_counter()
        os.write(self._master, keys)
        if not self._read(2.0):
            raise TerminalError(f"no answer to {keys!r}")
        first = time.perf_counter() - pressed
        self.settle(quiet=quiet)
        self.last_byte = self._last_read - pressed
        return first, self.painted - before

    def expect(self, keys: bytes, words: str, *, quiet: float) -> tuple[float, int]:
        """Press keys as `press` does, and see that they did what they are measured for.

        Raises:
            TerminalError: The words were not painted.
        """
        before = self.painted
        answer = self.press(keys, quiet=quiet)
        if words.encode() not in self._seen[before:]:
            raise TerminalError(f"{keys!r} painted no {words!r}: {self._tail()}")
        return answer

    def idle(self, seconds: float) -> int:
        """Return the bytes painted while nobody does anything."""
        before, deadline = self.painted, time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            self._read(left)
        return self.painted - before

    def memory(self) -> int:
        """Return the resident memory in bytes; 0 where the system does not say."""
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
            for line in status.splitlines():
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) * 1024
        return 0

    def processor(self) -> float:
        """Return the processor seconds of all threads so far; 0 where the system does not say."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        with contextlib.suppress(OSError):
            return sum(int(one.read_text(encoding="ascii").split()[0]) for one in threads) / 1e9
        return 0.0

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65_536)
        except OSError:  # The program is gone.
            return False
        self._last_read = time.perf_counter()
        self._seen += data
        self._answer()
        return bool(data)

    def _answer(self) -> None:
        start = max(0, self._answered - 16)
        fresh = bytes(self._seen[start:])
        for question, answer in _ANSWERS:
            place = fresh.find(question)
            if place >= 0 and start + place + len(question) > self._answered:
                os.write(self._master, answer)
        self._answered = len(self._seen)

    def _tail(self) -> str:
        return bytes(self._seen[-300:]).decode("utf-8", "replace")
