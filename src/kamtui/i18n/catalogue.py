"""A compiled catalogue, read where it lies: a message costs a look-up, not a whole file's parsing.

The standard library's reader takes apart every message at the start, a tenth of what a look-up
may cost in all; a command shows a dozen of them.
"""

import os
import struct
from collections.abc import Callable

__all__ = ["Catalogue", "load"]

_MAGIC = 0x950412DE
#: Which form of a message is meant by a number, by what the file's header says.
_PLURALS: dict[str, Callable[[int], int]] = {
    "nplurals=1; plural=0;": lambda _count: 0,
    "nplurals=2; plural=(n != 1);": lambda count: int(count != 1),
}


class Catalogue:
    """The messages of one language; what it does not know is shown as it is."""

    def __init__(self, data: bytes = b"") -> None:
        """Take a compiled catalogue (GNU gettext's ``.mo``), or none.

        Raises:
            ValueError: These bytes are no catalogue of ours.
        """
        self._data, self._known = data, dict[str, str | None]()
        self._count = self._originals = self._translations = 0
        self._order = "<"
        self._form: Callable[[int], int] = lambda count: int(count != 1)
        if data:
            self._open(data)

    def _open(self, data: bytes) -> None:
        try:
            if struct.unpack_from("<I", data)[0] != _MAGIC:
                self._order = ">"
            magic, _version, *places = struct.unpack_from(f"{self._order}5I", data)
            self._count, self._originals, self._translations = places
            if magic != _MAGIC or not self._count:
                raise ValueError("not a catalogue")
            header = self._find("") or ""
        except (struct.error, UnicodeDecodeError) as problem:
            raise ValueError("not a catalogue") from problem
        for line in header.splitlines():
            name, _, value = line.partition(": ")
            if name == "Plural-Forms":
                self._form = _PLURALS[value.strip()]

    def gettext(self, message: str) -> str:
        """Return a message in this language."""
        found = self._look(message)
        return message if found is None else found.partition("\0")[0]

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Return the form of a message for a number."""
        found = self._look(singular)
        if found is None:
            return singular if count == 1 else plural
        forms = found.split("\0")
        return forms[min(self._form(count), len(forms) - 1)]

    def pgettext(self, context: str, message: str) -> str:
        """Return a message as it reads in a context."""
        found = self._look(f"{context}\4{message}")
        return message if found is None else found.partition("\0")[0]

    def _look(self, key: str) -> str | None:
        """Return what stands for a key, found once."""
        if key not in self._known:
            try:
                self._known[key] = self._find(key)
            except (struct.error, UnicodeDecodeError):  # a file cut off
                self._known[key] = None
        return self._known[key]

    def _find(self, key: str) -> str | None:
        """Look a key up: the originals lie in the order of their bytes.

        An original with a plural is known by its singular, as the standard library has it.
        """
        wanted = key.encode("utf-8", "surrogatepass")
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            found = self._at(self._originals, middle).partition(b"\0")[0]
            if found == wanted:
                return self._at(self._translations, middle).decode("utf-8")
            if found < wanted:
                low = middle + 1
            else:
                high = middle
        return None

    def _at(self, table: int, index: int) -> bytes:
        length, start = struct.unpack_from(f"{self._order}2I", self._data, table + 8 * index)
        if start + length > len(self._data):
            raise struct.error("cut off")
        return self._data[start : start + length]


def load(path: "str | os.PathLike[str]") -> Catalogue:
    """Return the catalogue of a file; without one that can be used, the message ids are shown."""
    try:
        number = os.open(path, os.O_RDONLY)
        with open(number, "rb") as file:  # noqa: PTH123 - a path's own open loads more than this
            return Catalogue(file.read())
    except (OSError, ValueError, KeyError):
        return Catalogue()
