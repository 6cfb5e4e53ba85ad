"""The lines of iCalendar and vCard files: escaped, folded at 75 octets, ended by CRLF.

RFC 5545 (3.1, 3.3.11) and RFC 6350 (3.2, 4) share them.
"""

from collections.abc import Iterable

__all__ = ["escaped", "file_bytes", "folded"]

_OCTETS = 75


def escaped(text: str) -> str:
    """Return a text value: backslash, comma, semicolon and line ends as the standards want them.

    Characters no such file may hold (controls, halves of characters) are left out.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    plain = "".join(
        part for part in plain if part in "\n\t" or not (part < " " or "\x7f" <= part <= "\x9f")
    )
    plain = plain.encode("utf-8", "ignore").decode("utf-8")
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """Return a line with its end, broken after 75 octets at most, never inside a character."""
    pieces: list[bytes] = []
    room, now = _OCTETS, bytearray()
    for character in line:
        octets = character.encode("utf-8")
        if len(now) + len(octets) > room:
            pieces.append(bytes(now))
            room, now = _OCTETS - 1, bytearray()  # the space that goes on counts too
        now += octets
    pieces.append(bytes(now))
    return b"\r\n ".join(pieces) + b"\r\n"


def file_bytes(lines: Iterable[str]) -> bytes:
    """Return the lines as a file."""
    return b"".join(map(folded, lines))
