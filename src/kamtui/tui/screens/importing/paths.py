"""What is typed, pasted or dropped into the file field: paths as terminals write them, or a table.

No widget and no words here; only `candidates` looks at the disk.
"""

import os
import shlex
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

__all__ = ["Candidate", "candidates", "common_start", "is_table", "paths_in", "split_typed"]

#: Endings of files that are likely to hold a table; others can be read too.
TABLES = frozenset((".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".md"))
#: Entries of one folder that are looked at.
_MOST = 2_000
_QUOTES = "'\"“”‘’"


class Candidate(NamedTuple):
    """A name the typed path may be completed to.

    Attributes:
        text: The whole path as it would be typed.
        name: Its last part, with a slash behind a folder.
        folder: It is a folder.
        size: Bytes of a file.
    """

    text: str
    name: str
    folder: bool
    size: int = 0

    @property
    def is_table(self) -> bool:
        """Whether its name is a table's."""
        return not self.folder and Path(self.name).suffix.casefold() in TABLES


def is_table(text: str) -> bool:
    """Tell whether a pasted text is a table and no path: several cells, or several lines.

    Lines that are all files that exist were dropped from a file manager.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return False
    if len(lines) == 1:
        return "\t" in lines[0].strip()
    return not all(_is_there(_plain(line)) for line in lines[:50])


def paths_in(text: str) -> tuple[Path, ...]:
    """Return the files a text names: as typed, quoted, escaped for a shell, or as file addresses.

    A text that names a file as it stands is that file, whatever quotes or spaces are in it.
    Several are separated by spaces, as file managers drop them, or by lines.

    >>> paths_in("'/tmp/my list.csv'")
    (PosixPath('/tmp/my list.csv'),)
    """
    text = text.strip()
    if not text:
        return ()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        return tuple(_path(_plain(line)) for line in lines)
    if _is_there(text):
        return (_path(text),)
    words = _shell_words(text)
    if len(words) > 1 and all(_is_there(_plain(word)) for word in words):
        return tuple(_path(_plain(word)) for word in words)
    return (_path(_plain(text)),)


def split_typed(text: str) -> tuple[str, str]:
    """Return the folder part and the beginning of a name of what is being typed.

    >>> split_typed("~/Downloads/kun")
    ('~/Downloads/', 'kun')
    """
    plain = text.lstrip().lstrip(_QUOTES)
    at = plain.rfind(os.sep) + 1
    if plain == "~":
        return "~" + os.sep, ""
    return plain[:at], plain[at:]


def candidates(text: str) -> tuple[Candidate, ...]:
    """Return what the typed path may become: folders, then tables, then other files.

    Hidden names only where a dot is typed.  A folder that cannot be read has none.
    """
    folder, begun = split_typed(text)
    wanted = begun.casefold()
    found = []
    for entry in _entries(_path(folder) if folder else Path()):
        if entry.name.startswith(".") and not begun.startswith("."):
            continue
        if not entry.name.casefold().startswith(wanted) or not entry.name.isprintable():
            continue
        with suppress(OSError):
            is_folder = entry.is_dir()
            name = entry.name + (os.sep if is_folder else "")
            size = 0 if is_folder else entry.stat().st_size
            found.append(Candidate(folder + name, name, is_folder, size))
    found.sort(key=lambda one: (not one.folder, not one.is_table, one.name.casefold()))
    return tuple(found)


def common_start(names: Sequence[str]) -> str:
    """Return what several names begin with, upper and lower case alike; the first one's letters."""
    if not names:
        return ""
    first = names[0]
    length = len(first)
    for name in names[1:]:
        length = min(length, len(name))
        while length and name[:length].casefold() != first[:length].casefold():
            length -= 1
    return first[:length]


def _entries(folder: Path) -> Iterator["os.DirEntry[str]"]:
    with suppress(OSError, ValueError), os.scandir(folder) as listing:
        for count, entry in enumerate(listing):
            if count >= _MOST:
                return
            yield entry


def _plain(text: str) -> str:
    """Take away what a terminal or a shell puts around a path."""
    text = text.strip()
    if _is_there(text):
        return text
    if text.casefold().startswith("file://"):
        return unquote(urlsplit(text).path)
    words = _shell_words(text)
    if len(words) == 1:
        return words[0]
    return text.strip(_QUOTES)


def _shell_words(text: str) -> list[str]:
    try:
        # Without the posix rules a backslash stays: it separates folders on Windows.
        words = shlex.split(text, posix=os.sep == "/")
    except ValueError:  # a quotation mark that is opened and never closed
        return []
    return [word.strip(_QUOTES) for word in words] if os.sep != "/" else words


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # nobody knows where ~name lives
        return Path(text)


def _is_there(text: str) -> bool:
    try:
        return bool(text) and _path(text).exists()
    except (OSError, ValueError):  # too long for a name, or a NUL in it
        return False
