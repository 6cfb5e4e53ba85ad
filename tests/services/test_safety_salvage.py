"""Salvage: every readable row of a damaged book, and the original untouched."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kamtui.domain.errors import KamError
from kamtui.services import safety
from kamtui.services.desk import Desk

PAGE = 4096


@pytest.fixture(scope="module")
def filled(template_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book of 3,000 customers with 6,000 communications, written once."""
    path = tmp_path_factory.mktemp("filled") / "filled.db"
    path.write_bytes(template_book.read_bytes())
    at = "2026-11-22T01:00:00.000Z"
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(
            "INSERT INTO customer (id, created_at, updated_at, version, customer_no, name,"
            " name_key, tags, custom) VALUES (?, ?, ?, 1, ?, ?, ?, '[]', '{}')",
            [(f"{n:032x}", at, at, str(n), f"客户{n}", f"客户{n}") for n in range(3000)],
        )
        connection.executemany(
            "INSERT INTO communication (id, created_at, updated_at, version, customer_id, at,"
            " on_date, channel, content, noted)"
            " VALUES (?, ?, ?, 1, ?, ?, '2026-11-22', 'call', ?, 1)",
            [(f"c{n:031x}", at, at, f"{n % 3000:032x}", at, f"谈话{n}" * 5) for n in range(6000)],
        )
        connection.commit()
    return path


def leaf_pages(path: Path, table: str) -> list[int]:
    """Return the pages that hold rows of ``table``, read off the file's own tree."""
    book = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()[0]

    def below(number: int) -> list[int]:
        start = (number - 1) * PAGE
        if book[start] == 13:
            return [number]
        cells = int.from_bytes(book[start + 3 : start + 5], "big")
        children = []
        for index in range(cells):
            at = int.from_bytes(book[start + 12 + 2 * index : start + 14 + 2 * index], "big")
            children.append(int.from_bytes(book[start + at : start + at + 4], "big"))
        children.append(int.from_bytes(book[start + 8 : start + 12], "big"))
        return [leaf for child in children for leaf in below(child)]

    return below(root)


def broken_copy(filled: Path, target: Path, pages: list[int]) -> Path:
    content = bytearray(filled.read_bytes())
    noise = random.Random(7)
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = noise.randbytes(PAGE)
    target.write_bytes(content)
    return target


def rows_on(filled: Path, table: str, pages: list[int]) -> int:
    """Return how many rows lie on these leaf pages."""
    book = filled.read_bytes()
    return sum(
        int.from_bytes(book[(page - 1) * PAGE + 3 : (page - 1) * PAGE + 5], "big")
        for page in pages
        if page in leaf_pages(filled, table)
    )


def test_three_broken_pages_cost_the_rows_on_them_and_no_others(
    filled: Path, tmp_path: Path, desk_on: Callable[..., Desk]
) -> None:
    leaves = leaf_pages(filled, "communication")
    pages = [leaves[3], leaves[40], leaves[-1]]
    path = broken_copy(filled, tmp_path / "book.db", pages)
    before = path.read_bytes()
    report = safety.salvage(path, tmp_path / "saved.db")
    assert path.read_bytes() == before
    there = 6000 - rows_on(filled, "communication", pages)
    found = {table.table: table for table in report.tables}
    assert found["communication"].saved == there
    assert found["communication"].unreadable == 6000 - there
    assert found["customer"].saved == 3000
    saved = desk_on(tmp_path / "saved.db")
    with saved.read() as reader:
        assert reader.value("SELECT count(*) FROM customer_search") == 3000
        assert reader.value("SELECT sum(communications) FROM customer_facts") == there
        assert reader.rows("PRAGMA integrity_check") == [("ok",)]
        assert reader.rows("PRAGMA foreign_key_check") == []


def test_lost_customers_keep_what_the_indexes_know_so_that_their_records_stay(
    filled: Path, tmp_path: Path, desk_on: Callable[..., Desk]
) -> None:
    leaves = leaf_pages(filled, "customer")
    path = broken_copy(filled, tmp_path / "book.db", leaves[2:4])
    report = safety.salvage(path, tmp_path / "saved.db")
    found = {table.table: table for table in report.tables}
    assert found["customer"].mended == rows_on(filled, "customer", leaves[2:4]) > 0
    assert report.stand_ins == report.lost == 0
    with desk_on(tmp_path / "saved.db").read() as reader:
        assert reader.value("SELECT count(*) FROM communication") == 6000
        assert reader.value("SELECT count(*) FROM customer") == 3000
        odd = "SELECT count(*) FROM customer WHERE name <> '客户' || customer_no"
        assert reader.value(odd) == 0


def test_customers_no_index_knows_get_stand_ins(
    filled: Path, tmp_path: Path, desk_on: Callable[..., Desk]
) -> None:
    pages = leaf_pages(filled, "customer")[2:4]
    with closing(sqlite3.connect(filled)) as connection:
        pages += [
            row[0]
            for row in connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'customer' AND type = 'index'"
            )
        ]
    lost = rows_on(filled, "customer", pages[:2])
    path = broken_copy(filled, tmp_path / "book.db", pages)
    report = safety.salvage(path, tmp_path / "saved.db")
    assert report.stand_ins == lost > 0
    with desk_on(tmp_path / "saved.db").read() as reader:
        assert reader.value("SELECT count(*) FROM communication") == 6000
        assert reader.value("SELECT count(*) FROM customer WHERE name LIKE '? %'") == lost


def test_a_lost_first_page_costs_nothing(filled: Path, tmp_path: Path) -> None:
    path = broken_copy(filled, tmp_path / "book.db", [1])
    report = safety.salvage(path, tmp_path / "saved.db")
    assert report.lost == 0
    assert report.saved >= 9000


def test_a_cut_off_file_gives_what_is_left(filled: Path, tmp_path: Path) -> None:
    content = filled.read_bytes()
    path = tmp_path / "book.db"
    path.write_bytes(content[: len(content) * 2 // 3])
    report = safety.salvage(path, tmp_path / "saved.db")
    assert report.saved > 3000


def test_what_holds_nothing_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "noise.db"
    path.write_bytes(random.Random(1).randbytes(PAGE * 4))
    before = path.read_bytes()
    with pytest.raises(KamError) as caught:
        safety.salvage(path, tmp_path / "saved.db")
    assert (caught.value.code, caught.value.exit_code) == ("salvage.nothing", 3)
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir() if each.is_file()) == ["noise.db"]


def test_salvage_never_overwrites(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "taken.db"
    target.write_text("mine")
    with pytest.raises(KamError) as caught:
        safety.salvage(filled, target)
    assert caught.value.code == "file.exists"
    assert target.read_text() == "mine"
