"""Salvage against single flipped bits, which damage what SQLite reports as sound."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import make_desk
from tests.services.salvage_books import PAGE, TABLES, readable, rows_of
from tests.store.states import Typist, try_write

from kamtui.services import safety
from kamtui.store.migrate import create_book
from kamtui.store.salvage import TableSalvage, save_rows
from kamtui.store.salvage_links import settle_links

AT = "2026-11-22T01:00:00.000Z"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, unsynced: None) -> Path:
    """Return a book with something of everything, and one note of many pages."""
    path = tmp_path_factory.mktemp("written") / "book.db"
    create_book(path)
    desk = make_desk(path)
    typist = Typist(desk, 8)
    for _ in range(250):
        try_write(typist)
    desk.close()
    with closing(sqlite3.connect(path)) as connection:
        (customer,) = connection.execute("SELECT id FROM customer LIMIT 1").fetchone()
        connection.execute(
            "INSERT INTO communication (id, created_at, updated_at, version, customer_id, at,"
            " on_date, channel, content, noted)"
            " VALUES (?, ?, ?, 1, ?, ?, '2026-11-22', 'call', ?, 1)",
            ("c" * 32, AT, AT, customer, AT, "很长的谈话" * 3000),
        )
        connection.commit()
    return path


class Bench:
    """Salvages damaged copies of one book, without the wait for a whole new one."""

    def __init__(self, book: Path, template: Path, folder: Path) -> None:
        self.book = book.read_bytes()
        self.rows = rows_of(book)
        self.template = template
        self.path = folder / "damaged.db"
        self.copy = folder / "copy.db"
        self.draft = folder / "saved.db"

    def salvage(self, content: bytes) -> dict[str, TableSalvage]:
        self.path.write_bytes(content)
        self.copy.write_bytes(content)
        self.draft.write_bytes(self.template.read_bytes())
        with closing(sqlite3.connect(self.draft, isolation_level=None)) as target:
            found = save_rows(self.copy, target, fresh=self.template)
            self.links = settle_links(target)
            assert target.execute("PRAGMA foreign_key_check").fetchall() == []
        return {each.table: each for each in found}

    def saved(self, table: str) -> set[tuple[object, ...]]:
        return set(rows_of(self.draft)[table].values())

    def place_of(self, page: int) -> int:
        return (page - 1) * PAGE

    def root(self, name: str) -> int:
        with closing(sqlite3.connect(self.template)) as connection:
            sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
            return int(connection.execute(sql, (name,)).fetchone()[0])


@pytest.fixture
def bench(written: Path, template_book: Path, tmp_path: Path) -> Iterator[Bench]:
    yield Bench(written, template_book, tmp_path)


def pages_of(book: bytes) -> list[int]:
    """Return the pages of trees of tables, by their first byte."""
    return [
        page
        for page in range(2, len(book) // PAGE + 1)
        if book[(page - 1) * PAGE] in {5, 13} and book[(page - 1) * PAGE + 3 :][:2] != b"\0\0"
    ]


@pytest.mark.parametrize("seed", range(4))
def test_a_flipped_bit_costs_nothing_that_anybody_still_reads(bench: Bench, seed: int) -> None:
    chance = random.Random(seed)
    pages = pages_of(bench.book)
    for number in range(40):
        content = bytearray(bench.book)
        start = bench.place_of(chance.choice(pages))
        cells = int.from_bytes(content[start + 3 : start + 5], "big")
        head = 12 if content[start] == 5 else 8
        cell = chance.randrange(cells)
        at = head + 2 * cell
        place = int.from_bytes(content[start + at : start + at + 2], "big")
        # A page's head, a pointer to a row, the head of a row, anything at all.
        offset = (
            chance.randrange(head),
            head + chance.randrange(2 * cells),
            place + chance.randrange(12),
            chance.randrange(PAGE),
        )[number % 4]
        content[min(start + offset, len(content) - 1)] ^= 1 << chance.randrange(8)
        bench.salvage(bytes(content))
        for table, there in readable(bench.path, bench.rows).items():
            lost = there - bench.saved(table)
            cut = bench.links.cut[table] + bench.links.orphans[table]
            assert len(lost) <= cut, (seed, number, table, start + offset)


def test_a_number_out_of_its_turn_costs_no_row_after_it(bench: Bench) -> None:
    content = bytearray(bench.book)
    # Row 5 of the log becomes row 69: what looks for the rows up to 60 ends there.
    content[place_of_number(content, bench.root("change_log"), 5)] ^= 0x40
    bench.salvage(bytes(content))
    assert bench.saved("change_log") == set(bench.rows["change_log"].values())


def place_of_number(content: bytearray, root: int, rowid: int) -> int:
    """Return the place of a small rowid on a table's first page of rows."""
    start = first_leaf(content, root)
    cells = int.from_bytes(content[start + 3 : start + 5], "big")
    for index in range(cells):
        at = int.from_bytes(content[start + 8 + 2 * index : start + 10 + 2 * index], "big")
        while content[start + at] & 0x80:
            at += 1
        if content[start + at + 1] == rowid:
            return start + at + 1
    raise LookupError(rowid)


def first_leaf(content: bytearray, root: int) -> int:
    """Return where a table's first page of rows begins."""
    start = (root - 1) * PAGE
    while content[start] == 5:
        first = int.from_bytes(content[start + 12 : start + 14], "big")
        child = int.from_bytes(content[start + first : start + first + 4], "big")
        start = (child - 1) * PAGE
    return start


def test_a_lost_end_of_a_long_note_costs_the_note_not_the_record(bench: Bench) -> None:
    content = bytearray(bench.book)
    note = "很长的谈话".encode() * 200
    at = content.index(note) // PAGE * PAGE
    # The first page after the row's own: the pointer to the next one leads nowhere.
    content[at : at + 4] = b"\xff\xff\xff\xff"
    found = bench.salvage(bytes(content))
    assert found["communication"].mended == 1
    assert found["communication"].unreadable == 0
    kept = {row[0]: row for row in bench.saved("communication")}
    assert kept["c" * 32][8] == "2026-11-22"


def test_a_broken_letter_costs_the_letter(bench: Bench) -> None:
    content = bytearray(bench.book)
    name = "客户".encode()
    content[content.index(name, first_leaf(content, bench.root("customer")))] ^= 0x40
    found = bench.salvage(bytes(content))
    assert found["customer"].saved == len(bench.rows["customer"])
    assert found["customer"].mended == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("payment", "receivable"), ("contact_point", "promise"), ("sales_order", "order_line")],
)
def test_rows_of_another_table_are_not_taken_for_this_ones(
    bench: Bench, one: str, other: str
) -> None:
    content = bytearray(bench.book)
    first, second = (bench.place_of(bench.root(name)) for name in (one, other))
    content[first : first + PAGE], content[second : second + PAGE] = (
        bench.book[second : second + PAGE],
        bench.book[first : first + PAGE],
    )
    bench.salvage(bytes(content))
    theirs = {row[0] for row in bench.rows[other].values()}
    assert not theirs & {row[0] for row in bench.saved(one)}


def test_a_damaged_list_of_tables_costs_nothing(bench: Bench) -> None:
    for text in (b"customer_id VARCHAR(32) NOT NULL, \n\tkind", b"CREATE TABLE payment"):
        content = bytearray(bench.book)
        at = content.index(text) + 3
        content[at] ^= 0x02
        bench.salvage(bytes(content))
        for table in TABLES:
            assert bench.saved(table) == set(bench.rows[table].values()), (text, table)


def test_the_log_never_counts_on_from_a_damaged_number(bench: Bench) -> None:
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.deserialize(bench.book)
        memory.execute("UPDATE change_log SET seq = 9223372036854775807 WHERE seq = 7")
        memory.commit()
        content = memory.serialize()
    bench.salvage(content)
    assert max(int(str(row[0])) for row in bench.saved("change_log")) == len(
        bench.rows["change_log"]
    )


def test_senseless_values_do_not_reach_the_screens(written: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.db"
    path.write_bytes(written.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("UPDATE follow_up SET due_on = '2026-1x-22' WHERE rowid = 1")
        connection.execute("UPDATE customer SET tags = '[' WHERE rowid = 1")
        connection.execute("UPDATE customer SET lifecycle = 'ne7' WHERE rowid = 2")
        connection.execute("UPDATE contact SET birth_month = 77 WHERE rowid = 1")
        connection.commit()
    report = safety.salvage(path, tmp_path / "saved.db")
    found = {each.table: each for each in report.tables}
    assert report.lost == 0
    assert found["customer"].mended == 2
    assert found["follow_up"].mended == found["contact"].mended == 1
    with closing(sqlite3.connect(tmp_path / "saved.db")) as connection:
        broken = "SELECT count(*) FROM customer WHERE NOT json_valid(tags)"
        assert connection.execute(broken).fetchone() == (0,)
