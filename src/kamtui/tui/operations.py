"""Read and write in the background: one thread each, answers come back as messages."""

import asyncio
import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

from kamtui.domain.errors import KamError
from kamtui.tui.messages import Failure

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

__all__ = ["Operations"]

Value = TypeVar("Value")


class Operations:
    """The two threads behind the screens.

    Reads run one after the other, and of those one screen asks for in one group only the newest
    counts: older ones that have not begun never begin, and an older answer is dropped.  Writes run
    in the order they were asked for and are never cancelled, at exit neither.
    """

    def __init__(self) -> None:
        """Start no thread yet: the pools do at their first task."""
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._closed = False
        self._tickets = itertools.count()
        self._newest: dict[tuple[int, str], int] = {}
        self._pending = 0

    @property
    def writing(self) -> bool:
        """Whether a write has been asked for whose answer has not been made."""
        return self._pending > 0

    def read(
        self,
        target: MessagePump,
        ask: Callable[[], Value],
        answer: Callable[[Value], Message],
        *,
        group: str = "read",
    ) -> None:
        """Ask in the background and post the answer to `target`.

        Args:
            target: The screen or application that gets the answer, or a `Failure`.
            ask: Runs in the thread; touches no widget.
            answer: Makes the message.
            group: Of one target and group only the newest question is answered.
        """
        key = (id(target), group)
        ticket = self._newest[key] = next(self._tickets)

        def work() -> None:
            if self._newest.get(key) != ticket:
                return
            message = _attempt(ask, answer)
            if isinstance(message, Failure) and message.error.code == "read.interrupted":
                return  # stopped because nobody wants it any more
            if self._newest.get(key) == ticket:
                target.post_message(message)

        self._submit("read", work)

    def write(
        self,
        target: MessagePump,
        do: Callable[[], Value],
        answer: Callable[[Value], Message],
        *,
        failed: Callable[[KamError], Message] = Failure,
    ) -> None:
        """Write in the background and post the answer, or what `failed` makes of the error."""
        self._pending += 1

        def work() -> None:
            try:
                message = _attempt(do, answer, failed)
            finally:
                self._pending -= 1
            target.post_message(message)

        self._submit("write", work)

    async def fetch(self, ask: Callable[[], Value]) -> Value:
        """Read in the background and return the answer, for flows that go from top to bottom.

        Raises:
            KamError: What the read raised; anything else as ``unexpected``.
        """
        return await self._awaited("read", ask)

    async def perform(self, do: Callable[[], Value]) -> Value:
        """Write in the background and return the answer; a flow that ends early cancels no write.

        Raises:
            KamError: What the write raised; anything else as ``unexpected``.
        """
        self._pending += 1

        def work() -> Value:
            try:
                return do()
            finally:
                self._pending -= 1

        return await asyncio.shield(self._awaited("write", work))

    async def _awaited(self, pool: str, work: Callable[[], Value]) -> Value:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool(pool), work)
        except KamError:
            raise
        except Exception as error:
            details: dict[str, object] = {"kind": type(error).__name__, "text": str(error)}
            raise KamError("unexpected", details) from error

    def forget(self, target: MessagePump) -> None:
        """Drop what a closed screen still waits for."""
        for key in [key for key in self._newest if key[0] == id(target)]:
            del self._newest[key]

    def close(self) -> None:
        """Finish the writes asked for; forget the reads."""
        self._closed = True
        if "read" in self._pools:
            self._pools["read"].shutdown(wait=False, cancel_futures=True)
        if "write" in self._pools:
            self._pools["write"].shutdown(wait=True)

    def _pool(self, name: str) -> "ThreadPoolExecutor":
        """Return a pool, made at its first task: the first frame needs neither.

        Raises:
            RuntimeError: The program is closing.
        """
        if self._closed:
            raise RuntimeError("closed")
        if name not in self._pools:
            from concurrent.futures import ThreadPoolExecutor

            self._pools[name] = ThreadPoolExecutor(1, thread_name_prefix=f"kamtui-{name}")
        return self._pools[name]

    def _submit(self, pool: str, work: Callable[[], None]) -> None:
        try:
            self._pool(pool).submit(work)
        except RuntimeError:  # closing: nobody waits for the answer any more
            return


def _attempt(
    do: Callable[[], Value],
    answer: Callable[[Value], Message],
    failed: Callable[[KamError], Message] = Failure,
) -> Message:
    """Return the answer; every failure becomes a message, none disappears."""
    try:
        return answer(do())
    except KamError as error:
        return failed(error)
    except Exception as error:
        return failed(KamError("unexpected", {"kind": type(error).__name__, "text": str(error)}))
