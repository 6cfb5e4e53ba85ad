"""The doctor finds what is wrong, changes nothing, and repairs what can be derived."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from kamtui.services import doctor, safety
from kamtui.services.clock import FixedClock
from kamtui.services.desk import Desk
from kamtui.store.schema import SCHEMA_VERSION


def add_customers(desk: Desk, count: int) -> None:
    from kamtui.store.tables import Customer

    with desk.write("create") as work:
        for number in range(count):
            work.add(Customer(customer_no=str(number), name=f"客户{number}", name_key=str(number)))
        work.commit()


def codes(report: doctor.DoctorReport) -> set[str]:
    return {problem.code for problem in report.problems}


def test_the_report_has_exactly_the_contracts_keys() -> None:
    assert [each.name for each in fields(doctor.DoctorReport)] == [
        "file",
        "size",
        "sqlite",
        "journal",
        "schema",
        "integrity",
        "backups",
        "terminal",
        "problems",
    ]


def test_a_healthy_book_has_no_problems(desk: Desk, book_path: Path) -> None:
    add_customers(desk, 3)
    safety.backup_now(desk)
    before = book_path.read_bytes()
    terminal = doctor.TerminalView("xterm", "", "utf-8", "en_US.UTF-8", 80, 24, 256, True)
    report = doctor.examine(desk, terminal=terminal)
    assert report.problems == ()
    assert (report.journal, report.integrity.sound) == ("delete", True)
    assert (report.schema.version, report.schema.known) == (SCHEMA_VERSION, SCHEMA_VERSION)
    assert report.backups is not None
    assert report.backups.count == 1
    assert report.terminal == terminal
    assert book_path.read_bytes() == before


def test_no_book_is_no_problem(desk_on: Callable[..., Desk], tmp_path: Path) -> None:
    report = doctor.examine(desk_on(tmp_path / "none" / "book.db"))
    assert (report.problems, report.size, report.schema.version) == ((), 0, None)
    assert not (tmp_path / "none").exists()


def test_a_book_nobody_wrote_in_needs_no_backup(desk: Desk) -> None:
    assert doctor.examine(desk).problems == ()


def test_wrong_facts_and_missing_search_rows_are_found_and_rebuilt(
    desk: Desk, book_path: Path
) -> None:
    add_customers(desk, 5)
    safety.backup_now(desk)
    with closing(sqlite3.connect(book_path)) as connection:
        connection.execute("UPDATE customer_facts SET open_follow_ups = 9 WHERE rowid = 1")
        connection.execute("DELETE FROM customer_facts WHERE rowid = 2")
        connection.execute("DELETE FROM customer_search WHERE rowid IN (1, 2, 3)")
        connection.execute("UPDATE customer_search SET hanzi = 0 WHERE rowid = 4")
        connection.commit()
    report = doctor.examine(desk)
    found = {problem.code: problem for problem in report.problems}
    assert found["doctor.facts_differ"].params == {"customers": 2, "receivables": 0}
    assert found["doctor.search_missing"].params == {"customers": 4}
    assert all(problem.repairable for problem in report.problems)
    assert doctor.rebuild(desk).everything
    assert codes(doctor.examine(desk)) == set()
    with desk.read() as reader:
        assert reader.value("SELECT count(*) FROM change_log") == 5


def test_open_modes_are_found_and_tightened(desk: Desk, book_path: Path) -> None:
    add_customers(desk, 1)
    made = safety.backup_now(desk)
    for path, mode in ((book_path, 0o644), (made, 0o640), (made.parent, 0o755)):
        path.chmod(mode)
    report = doctor.examine(desk)
    assert {problem.params["path"] for problem in report.problems} == {
        str(book_path),
        str(made),
        str(made.parent),
    }
    assert len(doctor.tighten(desk)) == 3
    assert doctor.examine(desk).problems == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "file.empty"), (b"hello" * 500, "file.not_database")],
)
def test_an_unusable_file_is_named_not_raised(
    desk_on: Callable[..., Desk], tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "book.db"
    path.write_bytes(content)
    path.chmod(0o600)
    report = doctor.examine(desk_on(path))
    assert codes(report) == {code}
    assert not report.integrity.sound
    assert path.read_bytes() == content


def test_damage_names_the_tables(desk: Desk, book_path: Path) -> None:
    add_customers(desk, 300)
    with closing(sqlite3.connect(book_path)) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'customer'"
        ).fetchone()[0]
    desk.close()
    with book_path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xa5" * 4096)
    report = doctor.examine(desk)
    assert "file.damaged" in codes(report)
    assert "customer" in report.integrity.broken_tables


def test_old_and_damaged_backups_are_named(
    desk: Desk, desk_on: Callable[..., Desk], book_path: Path
) -> None:
    add_customers(desk, 1)
    assert codes(doctor.examine(desk)) == {"backup.none"}
    made = safety.backup_now(desk)
    later = desk_on(book_path, clock=FixedClock(desk.clock.now() + timedelta(days=30)))
    assert codes(doctor.examine(later)) == {"doctor.backup_old"}
    content = bytearray(made.read_bytes())
    content[4096 * 2 : 4096 * 12] = b"\xa5" * 4096 * 10
    made.write_bytes(content)
    assert codes(doctor.examine(desk)) == {"doctor.backup_damaged"}
