"""Identifiers: UUIDv7 as 32 hexadecimal characters, the same string in every database."""

import os
import time

#: Characters of an id's tail shown to people; UUIDv7 shares its beginning within a batch.
SHORT_LENGTH = 6


def new_id() -> str:
    """Return a UUIDv7 (RFC 9562) without hyphens: 48 bits of milliseconds, then randomness.

    The time inside orders rows by creation for the index; it is never read back as a clock.
    """
    stamp = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (stamp & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (random >> 68 & 0xFFF) << 64
    value |= 0b10 << 62 | random & (1 << 62) - 1
    return f"{value:032x}"


def short_id(identifier: str) -> str:
    """Return the tail of an id as people type it."""
    return identifier[-SHORT_LENGTH:]
