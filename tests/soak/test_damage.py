"""200 damaged files: found, untouched, and all of what is readable saved or named."""

import os
import random
from collections import Counter
from pathlib import Path

import pytest
from tests.conftest import make_desk
from tests.services.salvage_books import PAGE, readable, rows_of
from tests.store.states import Typist, try_write

from kamtui.services import doctor, safety

pytestmark = pytest.mark.soak


def test_two_hundred_damaged_books(book_path: Path, tmp_path: Path) -> None:
    desk = make_desk(book_path)
    typist = Typist(desk, 8)
    for _ in range(250):
        try_write(typist)
    desk.close()
    book = book_path.read_bytes()
    rows = rows_of(book_path)
    chance = random.Random(int(os.environ.get("KAMTUI_SOAK_SEED", "10")))
    outcomes: Counter[str] = Counter()
    there_in_all = named = 0
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
        there = readable(path, rows)
        found = safety.salvage(path, folder / "saved.db")
        assert path.read_bytes() == content, how
        with make_desk(folder / "saved.db").read() as reader:
            assert reader.rows("PRAGMA integrity_check") == [("ok",)]
            assert reader.rows("PRAGMA foreign_key_check") == []
        saved = rows_of(folder / "saved.db")
        for table in found.tables:
            if table.table in there:
                lost = there[table.table] - set(saved[table.table].values())
                # A row that lost what it belongs to is counted: as dropped, or as incomplete.
                assert len(lost) <= table.mended + table.orphans, (number, how, table)
                there_in_all += len(there[table.table])
                named += len(lost)
    print(
        f"\n200 damaged books: {dict(outcomes)}; {there_in_all} readable rows, {named} of them"
        " named as dropped with what they belong to or as having lost a link, all others whole"
    )


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
        for _ in range(chance.choice([1, 20])):
            at = chance.randrange(len(content))
            content[at] ^= 1 << chance.randrange(8)
    else:
        one, two = (chance.randrange(pages) * PAGE for _ in range(2))
        content[one : one + PAGE], content[two : two + PAGE] = (
            content[two : two + PAGE],
            content[one : one + PAGE],
        )
    return bytes(content), kind
