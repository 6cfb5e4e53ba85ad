"""Identifiers: UUIDv7 as 32 hexadecimal characters, the same string in every database."""

import os
import time
from _thread import allocate_lock

#: Characters of an id's tail shown to people; UUIDv7 shares its beginning within a batch.
SHORT_LENGTH = 6


_turn = allocate_lock()
#: Millisecond and counter of the id made last in this process.
_last = (0, 0)


def new_id() -> str:
    """Return a UUIDv7 (RFC 9562) without hyphens: milliseconds, a counter, then randomness.

    The time inside orders rows by creation for the index; it is never read back as a clock.  The
    counter (RFC 9562, 6.2, method 1) keeps what one write makes in the order it was made: three
    numbers typed at once stay in their order.
    """
    global _last
    random = int.from_bytes(os.urandom(10), "big")
    with _turn:
        stamp, count = time.time_ns() // 1_000_000, random >> 68 & 0x7FF
        if stamp <= _last[0]:
            stamp, count = _last[0], _last[1] + 1
            if count > 0xFFF:
                stamp, count = stamp + 1, 0
        _last = (stamp, count)
    value = (stamp & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | count << 64
    value |= 0b10 << 62 | random & (1 << 62) - 1
    return f"{value:032x}"


def short_id(identifier: str) -> str:
    """Return the tail of an id as people type it."""
    return identifier[-SHORT_LENGTH:]
