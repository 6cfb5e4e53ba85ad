"""200 damaged files: found, untouched, and nearly all of what is readable saved."""

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import make_desk
from tests.store.states import Typist, try_write

from kamtui.services import doctor, safety

pytestmark = pytest.mark.soak
PAGE = 4096
TABLES = ("customer", "contact", "communication", "follow_up", "change_log")


def test_two_hundred_damaged_books(book_path: Path, tmp_path: Path) -> None:
    desk = make_desk(book_path)
    typist = Typist(desk, 8)
    for _ in range(250):
        try_write(typist)
    desk.close()
    book = book_path.read_bytes()
    keys = rows_by_key(book_path)
    chance = random.Random(10)
    outcomes: Counter[str] = Counter()
    poor: list[tuple[str, int, int]] = []
    readable = saved = 0
    for number in range(200):
        content, how = damaged(book, chance)
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "book.db"
        path.write_bytes(content)
        path.chmod(0o600)
        report = doctor.examine(make_desk(path))
        if not report.integrity.sound:
            outcomes["found"] += 1
        else:
            outcomes["harmless"] += 1  # a free page, or a byte within somebody's text
        assert path.read_bytes() == content, how
        there = still_readable(path, keys)
        assert path.read_bytes() == content, how
        safety.salvage(path, folder / "saved.db")
        assert path.read_bytes() == content, how
        kept = sum(
            len(found & keys[table]) for table, found in rows_by_key(folder / "saved.db").items()
        )
        with make_desk(folder / "saved.db").read() as reader:
            assert reader.rows("PRAGMA integrity_check") == [("ok",)]
            assert reader.rows("PRAGMA foreign_key_check") == []
        if kept < 0.99 * there:
            poor.append((how, kept, there))
        readable += there
        saved += kept
    print(f"\n200 damaged books: {dict(outcomes)}; {readable} readable rows, {saved} saved")
    assert saved >= 0.99 * readable
    # A flipped bit in an upper page of a table can cost more of one book than of all together.
    assert len(poor) <= 2, poor


def damaged(book: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Return a damaged copy and how it was damaged."""
    content = bytearray(book)
    pages = len(book) // PAGE
    kind = chance.choice(["noise", "zeros", "cut", "bits", "swap"])
    if kind in {"noise", "zeros"}:
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(pages) * PAGE
            content[at : at + PAGE] = chance.randbytes(PAGE) if kind == "noise" else bytes(PAGE)
    elif kind == "cut":
        del content[chance.randrange(pages // 2, pages) * PAGE + chance.randrange(PAGE) :]
    elif kind == "bits":
        for _ in range(20):
            at = chance.randrange(len(content))
            content[at] ^= 1 << chance.randrange(8)
    else:
        one, two = (chance.randrange(pages) * PAGE for _ in range(2))
        content[one : one + PAGE], content[two : two + PAGE] = (
            content[two : two + PAGE],
            content[one : one + PAGE],
        )
    return bytes(content), kind


def rows_by_key(path: Path) -> dict[str, set[str]]:
    """Return the key and a telling column of every row."""
    found = {}
    with closing(sqlite3.connect(path)) as connection:
        for table in TABLES:
            key = "group_id || seq" if table == "change_log" else "id"
            found[table] = {
                row[0] for row in connection.execute(f"SELECT {key} FROM {table}").fetchall()
            }
    return found


def still_readable(path: Path, keys: dict[str, set[str]]) -> int:
    """Return how many of the rows a patient reader gets, one rowid at a time."""
    count = 0
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        for table in TABLES:
            key = "group_id || seq" if table == "change_log" else "id"
            for rowid in range(1, len(keys[table]) + 1):
                try:
                    row = connection.execute(
                        f"SELECT {key}, * FROM {table} NOT INDEXED WHERE rowid = ?", (rowid,)
                    ).fetchone()
                except (sqlite3.Error, UnicodeDecodeError):
                    continue
                count += row is not None and row[0] in keys[table]
    return count
