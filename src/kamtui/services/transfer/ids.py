"""Identifiers of a batch, in the order in which its rows were written."""

import os
import struct
import time

_COUNTS = 1 << 12
_BLOCK = 1024


class OrderedIds:
    """UUIDv7s that rise from call to call (RFC 9562, 6.2: a counter beside the milliseconds).

    Lines, contacts and phones read in the order of their ids, and a file's order means something
    to its owner.  The tail, which people type, stays random.
    """

    def __init__(self) -> None:
        self._milliseconds = time.time_ns() // 1_000_000
        self._count = 0
        self._random: list[int] = []

    def next(self) -> str:
        """Return the next identifier, as `kamtui.domain.ids.new_id` writes them."""
        self._count += 1
        if self._count == _COUNTS:
            self._count = 0
            self._milliseconds += 1
        if not self._random:
            self._random = list(struct.unpack(f"{_BLOCK}Q", os.urandom(8 * _BLOCK)))
        tail = self._random.pop() >> 2 | 1 << 63
        return f"{self._milliseconds:012x}7{self._count:03x}{tail:016x}"
