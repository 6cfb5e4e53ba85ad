"""Backups without being asked, restore into the live book, salvage."""

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kamtui.config.paths import backup_folder
from kamtui.domain.errors import KamError
from kamtui.services import safety
from kamtui.services.clock import FixedClock
from kamtui.services.desk import Desk

OpenDesk = Callable[..., Desk]


def add_customer(desk: Desk, number: str) -> str:
    from kamtui.store.tables import Customer

    with desk.write("create") as work:
        made = work.add(Customer(customer_no=number, name=f"客户{number}", name_key=number))
        work.commit()
    return made.id


def numbers(desk: Desk) -> list[str]:
    with desk.read() as reader:
        return [row[0] for row in reader.rows("SELECT customer_no FROM customer ORDER BY 1")]


def damage(path: Path, *, page: int, count: int = 1) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096 * count)


def test_a_backup_is_whole_private_and_named_after_its_time(
    desk: Desk, book_path: Path, open_umask: None
) -> None:
    add_customer(desk, "1")
    made = safety.backup_before(book_path, reason="import", now=desk.clock.now())
    assert made == backup_folder(book_path) / "2026-11-22T090000-import.db"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert [each.name for each in made.parent.iterdir()] == [made.name]
    assert [(view.path, view.reason) for view in safety.backups(desk)] == [(made, "import")]


def test_two_backups_in_one_second_both_stay(desk: Desk) -> None:
    add_customer(desk, "1")
    first = safety.backup_now(desk)
    second = safety.backup_now(desk)
    assert first != second
    assert {view.path for view in safety.backups(desk)} == {first, second}


def test_after_start_backs_up_only_what_changed_and_not_too_often(
    desk_on: OpenDesk, book_path: Path
) -> None:
    start = desk_on(book_path).clock.now()

    def at(minutes: int) -> Desk:
        return desk_on(book_path, clock=FixedClock(start + timedelta(minutes=minutes)))

    assert safety.backup_after_start(at(0)) is None  # nothing in it yet
    add_customer(at(0), "1")
    assert safety.backup_after_start(at(1)) is not None
    add_customer(at(2), "2")
    assert safety.backup_after_start(at(30)) is None  # 29 minutes old
    assert safety.backup_after_start(at(31)) is not None
    assert safety.backup_after_start(at(90)) is None  # unchanged
    add_customer(at(91), "3")
    # The clock was set back by a day: the newest seems to come from the future.
    assert safety.backup_after_start(at(-1440)) is not None


def test_restore_goes_into_the_live_file_of_another_window(
    desk: Desk, desk_on: OpenDesk, book_path: Path
) -> None:
    other = desk_on(book_path, device="device-two")
    add_customer(desk, "1")
    made = safety.backup_now(desk)
    add_customer(other, "2")
    assert numbers(other) == ["1", "2"]
    inode = book_path.stat().st_ino
    result = safety.restore(desk, source=made)
    assert book_path.stat().st_ino == inode
    assert (result.customers, result.changes, result.damaged) == (1, 1, None)
    assert numbers(other) == ["1"]
    add_customer(other, "3")
    assert numbers(desk) == ["1", "3"]
    assert result.before is not None
    safety.restore(desk, source=result.before)
    assert numbers(other) == ["1", "2"]


def test_restore_brings_back_a_lost_book(desk_on: OpenDesk, desk: Desk, book_path: Path) -> None:
    add_customer(desk, "1")
    made = safety.backup_now(desk)
    book_path.unlink()
    with pytest.raises(KamError) as caught:
        add_customer(desk, "2")
    assert caught.value.code == "file.missing"
    assert not book_path.exists()  # never started empty
    safety.restore(desk, source=made)
    assert numbers(desk) == ["1"]
    assert stat.S_IMODE(book_path.stat().st_mode) == 0o600


@pytest.mark.parametrize("page", [1, 2, 5, 20])
def test_restore_over_a_damaged_book_keeps_the_original(
    desk_on: OpenDesk, desk: Desk, book_path: Path, page: int
) -> None:
    for number in range(20):
        add_customer(desk, str(number))
    made = safety.backup_now(desk)
    desk.close()
    damage(book_path, page=page)
    bytes_before = book_path.read_bytes()
    fresh = desk_on(book_path)
    result = safety.restore(fresh, source=made)
    assert len(numbers(fresh)) == 20
    if result.damaged is not None:
        # Copied page by page where SQLite can open it, which counts one change in the header.
        assert result.damaged.read_bytes()[100:] == bytes_before[100:]
        assert stat.S_IMODE(result.damaged.stat().st_mode) == 0o600
    else:
        assert page != 1
        assert result.before is not None
    add_customer(fresh, "after")


def test_restore_refuses_what_is_not_a_backup(desk: Desk, book_path: Path, tmp_path: Path) -> None:
    add_customer(desk, "1")
    text = tmp_path / "notes.txt"
    text.write_text("not a book")
    empty = tmp_path / "empty.db"
    empty.touch()
    made = safety.backup_now(desk, to=tmp_path / "copy.db")
    torn = tmp_path / "torn.db"
    torn.write_bytes(made.read_bytes()[: 4096 * 3])
    for source, code in [
        (text, "restore.not_a_backup"),
        (empty, "restore.not_a_backup"),
        (tmp_path, "restore.not_a_backup"),
        (tmp_path / "nowhere.db", "file.missing"),
        (torn, "file.damaged"),
        (book_path, "restore.same_file"),
    ]:
        with pytest.raises(KamError) as caught:
            safety.restore(desk, source=source)
        assert caught.value.code == code, source
        assert numbers(desk) == ["1"]
    assert safety.backups(desk) == ()


def test_another_window_that_does_not_let_go_is_said(
    desk: Desk, book_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kamtui.store import reader

    add_customer(desk, "1")
    source = safety.backup_now(desk, to=tmp_path / "copy.db")
    add_customer(desk, "2")
    monkeypatch.setattr(reader, "BUSY_SECONDS", 0.05)
    for lock in ("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"):
        with closing(sqlite3.connect(book_path, isolation_level=None)) as other:
            other.execute(lock)
            with pytest.raises(KamError) as caught:
                safety.restore(desk, source=source)
            assert (caught.value.code, caught.value.exit_code) == ("file.locked", 3)
    assert numbers(desk) == ["1", "2"]


def test_a_chosen_target_is_never_overwritten(desk: Desk, tmp_path: Path) -> None:
    add_customer(desk, "1")
    taken = tmp_path / "taken.db"
    taken.write_text("mine")
    with pytest.raises(KamError) as caught:
        safety.backup_now(desk, to=taken)
    assert caught.value.code == "file.exists"
    assert taken.read_text() == "mine"
    assert safety.backup_now(desk, to=tmp_path).parent == tmp_path


def test_a_damaged_book_gives_no_backup(desk: Desk, book_path: Path) -> None:
    for number in range(50):
        add_customer(desk, str(number))
    desk.close()
    damage(book_path, page=30, count=10)
    with pytest.raises(KamError) as caught:
        safety.backup_before(book_path, reason="import", now=desk.clock.now())
    assert caught.value.code in {"file.damaged", "backup.not_verified"}
    assert list(backup_folder(book_path).iterdir()) == []


def test_check_names_every_table_and_the_broken_one(desk: Desk, book_path: Path) -> None:
    for number in range(200):
        add_customer(desk, str(number))
    steps = list(safety.check(desk))
    assert all(step.sound for step in steps)
    assert steps[-1].done == steps[-1].total == len(steps)
    desk.close()
    with closing(sqlite3.connect(book_path)) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'customer'"
        ).fetchone()[0]
    damage(book_path, page=root)
    assert "customer" in {step.table for step in safety.check(desk) if not step.sound}
