"""Give a damaged copy of a book its list of tables back.

The list (``sqlite_master``) begins on page 1; every book made by the same migrations has it on the
same pages, so a fresh book's stand in where the damaged ones cannot be read.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from kamtui.store.backup import open_plain
from kamtui.store.reader import SQLITE_TROUBLE

_HEADER = 100
_INTERIOR = 5


def table_list(connection: sqlite3.Connection) -> dict[str, tuple[str, int]]:
    """Return (definition, first page) of each table; empty where the list cannot be read."""
    try:
        return {
            str(row[0]): (str(row[1]), int(row[2]))
            for row in connection.execute(
                "SELECT name, sql, rootpage FROM sqlite_master WHERE type = 'table'"
            ).fetchall()
        }
    except (*SQLITE_TROUBLE, TypeError, ValueError):
        return {}


def graft_schema(copy: Path, *, donor: bytes, always: bool = False) -> bool:
    """Replace the pages of the table list in ``copy`` by those of a fresh book.

    Only a copy may be given: its first page is overwritten.

    Args:
        copy: Of a damaged book.
        donor: The bytes of a fresh book.
        always: Also where the list can be read.

    Returns:
        Whether the list was replaced.
    """
    if not always and _readable(copy):
        return False
    size = _page_size(donor)
    damaged = bytearray(copy.read_bytes())
    damaged += b"\0" * (-len(damaged) % size)
    # A list that names tables beyond the end of a file that was cut off is refused as a whole.
    damaged += b"\0" * (len(donor) - len(damaged))
    # A journal is worth nothing without the header it belongs to.
    Path(f"{copy}-journal").unlink(missing_ok=True)
    for number in _pages_of_list(donor, 1, size):
        start = (number - 1) * size
        damaged[start : start + size] = donor[start : start + size]
    damaged[28:32] = (len(damaged) // size).to_bytes(4, "big")
    # No free pages: what is on them is only of interest to a writer.
    damaged[32:40] = b"\0" * 8
    damaged[92:96] = damaged[24:28]
    copy.write_bytes(damaged)
    return True


def _readable(path: Path) -> bool:
    try:
        with closing(open_plain(path)) as connection:
            names = connection.execute("SELECT name FROM sqlite_master").fetchall()
    except SQLITE_TROUBLE:
        return False
    return ("customer",) in names


def _page_size(book: bytes) -> int:
    size = int.from_bytes(book[16:18], "big")
    return 65536 if size == 1 else size


def _pages_of_list(book: bytes, number: int, size: int) -> list[int]:
    """Return the b-tree pages below page ``number``, itself included."""
    start = (number - 1) * size
    head = start + (_HEADER if number == 1 else 0)
    found = [number]
    if book[head] != _INTERIOR:
        return found
    cells = int.from_bytes(book[head + 3 : head + 5], "big")
    pointers = [
        int.from_bytes(book[head + 12 + 2 * index : head + 14 + 2 * index], "big")
        for index in range(cells)
    ]
    children = [int.from_bytes(book[start + at : start + at + 4], "big") for at in pointers]
    children.append(int.from_bytes(book[head + 8 : head + 12], "big"))
    for child in children:
        found += _pages_of_list(book, child, size)
    return found
