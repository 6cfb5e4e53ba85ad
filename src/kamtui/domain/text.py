"""Text on its way into the book: one normal form, and nothing that no field can hold."""

import unicodedata

from kamtui.domain.errors import KamError

#: Longest text one field takes, in characters; a pasted file belongs in a folder.
LONGEST = 100_000


def clean(text: str, *, keep_lines: bool = False) -> str:
    """Return ``text`` in NFC without surrounding space; line ends become a newline or a space.

    Raises:
        KamError: ``text.nul`` for a NUL, ``text.surrogate`` for half a character,
            ``text.too_long`` past `LONGEST`.
    """
    if "\0" in text:
        raise KamError("text.nul")
    if len(text) > LONGEST:
        raise KamError("text.too_long", {"length": len(text), "longest": LONGEST})
    try:
        text.encode()
    except UnicodeEncodeError:
        raise KamError("text.surrogate") from None
    normal = unicodedata.normalize("NFC", text)
    lines = normal.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if keep_lines:
        return "\n".join(line.rstrip() for line in lines).strip()
    return " ".join(line.strip() for line in lines if line.strip()).strip()
