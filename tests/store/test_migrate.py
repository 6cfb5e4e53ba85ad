"""A book appears whole or not at all, and its schema is the one the tables declare."""

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel
from tests.store.states import make_customer

from kamtui.domain.errors import KamError
from kamtui.services.desk import Desk
from kamtui.store import migrate as migration
from kamtui.store.engine import open_engine
from kamtui.store.location import Location
from kamtui.store.migrate import create_book, migrate
from kamtui.store.schema import SCHEMA_VERSION
from kamtui.store.sniff import schema_version_of


def in_child(work: Callable[[], None], *, kill: bool = False) -> int:
    """Run ``work`` in a process of its own; its exit status, or minus the signal's number."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    if kill:
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_migrations_make_what_the_tables_declare(book_path: Path) -> None:
    engine = open_engine(Location(path=book_path))
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        found = compare_metadata(context, SQLModel.metadata)
    # Alembic cannot compare indexes over expressions; the next test compares every one's text.
    assert [each for each in found if each[0] not in {"add_index", "remove_index"}] == []


def test_every_check_and_index_of_the_tables_is_in_the_book(
    book_path: Path, tmp_path: Path
) -> None:
    """Alembic does not compare CHECKs, so compare the text of the schema itself."""
    from sqlalchemy import create_engine

    declared = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    SQLModel.metadata.create_all(declared)

    def checks(path: Path) -> dict[str, set[str]]:
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
                " AND name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite%'"
            ).fetchall()
        return {
            name: {line.strip().rstrip(",") for line in sql.splitlines() if "CHECK" in line}
            for name, sql in rows
        }

    def indexes(path: Path) -> set[tuple[str, str]]:
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            ).fetchall()
        return {(name, " ".join(sql.split())) for name, sql in rows}

    assert checks(book_path) == checks(tmp_path / "declared.db")
    assert indexes(book_path) == indexes(tmp_path / "declared.db")


def test_migrating_twice_changes_nothing(book_path: Path) -> None:
    before = book_path.read_bytes()
    engine = open_engine(Location(path=book_path))
    migrate(engine)
    migrate(engine)
    assert book_path.read_bytes() == before


def test_creating_where_a_book_is_leaves_it(desk: Desk, book_path: Path) -> None:
    with desk.write("create") as work:
        make_customer(work, "1")
        work.commit()
    before = book_path.read_bytes()
    create_book(book_path)
    assert book_path.read_bytes() == before


def test_processes_that_create_the_same_book_at_once_share_it(tmp_path: Path) -> None:
    from tests.conftest import make_desk

    path = tmp_path / "folder" / "book.db"
    gate, opener = os.pipe()

    def write(number: int) -> None:
        os.close(opener)
        os.read(gate, 1)  # returns for all at once when the opener closes
        with make_desk(path).write("create") as work:
            make_customer(work, str(number))
            work.commit()

    children = []
    for number in range(4):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                write(number)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    os.close(gate)
    os.close(opener)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM customer").fetchone() == (4,)
        assert connection.execute("SELECT count(*) FROM app_meta").fetchone() == (1,)
    assert [each.name for each in path.parent.iterdir()] == ["book.db"]


@pytest.mark.parametrize("point", ["upgrade", "seal", "before link"])
def test_killed_while_creating_leaves_no_book_and_the_next_one_clears_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    path = tmp_path / "folder" / "book.db"

    def die(*_args: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        name = {"upgrade": "configuration", "seal": "_seal", "before link": "place"}[point]
        monkeypatch.setattr(migration, name, die)
        create_book(path)

    assert in_child(work) == -signal.SIGKILL
    assert not path.exists()
    assert schema_version_of(path) is None
    assert list(path.parent.iterdir()) != []  # the draft of the killed process
    create_book(path)
    assert [each.name for each in path.parent.iterdir()] == ["book.db"]
    assert schema_version_of(path) == SCHEMA_VERSION


def test_a_failed_upgrade_is_taken_back_whole(
    book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import Connection

    with closing(sqlite3.connect(book_path)) as connection:
        connection.execute("PRAGMA user_version=0")
        connection.execute("DELETE FROM app_meta")
        connection.commit()
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()

    def break_off(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half_done (id INTEGER)")
        connection.exec_driver_sql("SELECT * FROM nowhere")

    monkeypatch.setattr(migration, "_seal", break_off)
    monkeypatch.setattr("alembic.command.upgrade", lambda *_: None)
    with pytest.raises(KamError) as caught:
        migrate(open_engine(Location(path=book_path)))
    assert (caught.value.code, caught.value.exit_code) == ("migration.failed", 3)
    with closing(sqlite3.connect(book_path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == tables
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_rows_that_point_at_nothing_stop_an_upgrade(
    book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(book_path)) as connection:
        connection.execute(
            "INSERT INTO order_line (id, created_at, updated_at, version, order_id)"
            " VALUES ('line', '', '', 1, 'gone')"
        )
        connection.execute("PRAGMA user_version=0")
        connection.execute("DELETE FROM app_meta")
        connection.commit()
    monkeypatch.setattr("alembic.command.upgrade", lambda *_: None)
    with pytest.raises(KamError) as caught:
        migrate(open_engine(Location(path=book_path)))
    assert caught.value.code == "file.damaged"
    with closing(sqlite3.connect(book_path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)


def test_a_cut_off_first_transaction_is_completed(tmp_path: Path) -> None:
    """A file a killed process left in the middle of its first transaction is still usable."""
    path = tmp_path / "book.db"
    path.touch()
    Path(f"{path}-journal").touch()
    assert schema_version_of(path) == 0


def _dump(path: Path) -> list[str]:
    """Return every row of every table, indexes and Alembic's own mark left out."""
    with closing(sqlite3.connect(path)) as connection:
        names = [
            row[0]
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
                " AND name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite%' ORDER BY name"
            )
        ]
        return [
            f"{name} {row}"
            for name in names
            for row in connection.execute(
                f"SELECT {_old(connection, name)} FROM {name} ORDER BY 1, 2"
            )
        ]


_MARKS = ("hanzi", "pairs", "starts")


def _old(connection: sqlite3.Connection, table: str) -> str:
    """Return the columns a table had from the first."""
    rows = connection.execute(f"PRAGMA table_info({table})")
    return ", ".join(f'"{row[1]}"' for row in rows if row[1] not in _MARKS)


def _marks(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT customer_id, hanzi, pairs, starts FROM customer_search ORDER BY 1"
        ).fetchall()


def _as_first_schema(path: Path) -> None:
    """Turn a book of today into one of the first schema, by that schema's own statements."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE inbox_note")
        for column in _MARKS:
            connection.execute(f"ALTER TABLE customer_search DROP COLUMN {column}")
        connection.execute("DROP INDEX ix_customer_facts_quiet")
        connection.execute("DROP INDEX ix_customer_facts_plan")
        connection.execute(
            "CREATE INDEX ix_customer_facts_plan ON customer_facts (active, next_due_on, grade)"
        )
        connection.execute("DROP INDEX ix_contact_birth")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.execute("PRAGMA user_version=1")


def test_a_populated_book_of_the_first_schema_is_upgraded_without_losing_a_row(
    tmp_path: Path, book_path: Path
) -> None:
    """Trust.md 6: same rows before and after, the schema of a new book, a backup before."""
    from tests.conftest import TODAY, make_desk

    from kamtui.services import agenda, sample

    path = tmp_path / "old" / "book.db"
    path.parent.mkdir(mode=0o700)
    sample.build(path, today=TODAY)
    _as_first_schema(path)
    before = _dump(path)
    assert len(before) > 1000
    desk = make_desk(path)
    assert agenda.read(desk).items, "reading an older book upgrades it"
    desk.close()
    assert _dump(path) == before
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(book_path)) as new:
        schema = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
        squeeze = [[(n, " ".join(s.split())) for n, s in one.execute(schema)] for one in (old, new)]
        assert squeeze[0] == squeeze[1]
        assert old.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert old.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    backups = list(path.parent.rglob("*migration*"))
    assert len(backups) == 1 and _dump(backups[0]) == before


def test_an_upgrade_killed_on_the_way_leaves_the_old_book_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.conftest import TODAY

    from kamtui.services import sample

    path = tmp_path / "book.db"
    sample.build(path, today=TODAY)
    _as_first_schema(path)
    before = _dump(path)

    def die(*_args: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        monkeypatch.setattr(migration, "_seal", die)
        migrate(open_engine(Location(path=path)))

    assert in_child(work) == -signal.SIGKILL
    assert schema_version_of(path) == 1
    assert _dump(path) == before
    migrate(open_engine(Location(path=path)))
    assert (schema_version_of(path), _dump(path)) == (SCHEMA_VERSION, before)


def test_a_book_of_the_third_schema_finds_what_it_found(tmp_path: Path) -> None:
    from tests.conftest import TODAY, make_desk

    from kamtui.services import customers, sample

    path = tmp_path / "book.db"
    sample.build(path, today=TODAY, customers=120, communications=200, orders=100)
    texts = ("hdj", "华东", "4063", "g", "acme", "李")
    desk = make_desk(path)
    found = [customers.find(desk, text=text) for text in texts]
    desk.close()
    marks = _marks(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP INDEX ix_customer_facts_quiet")
        for column in _MARKS:
            connection.execute(f"ALTER TABLE customer_search DROP COLUMN {column}")
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
        connection.execute("PRAGMA user_version=3")
    desk = make_desk(path)
    assert [customers.find(desk, text=text) for text in texts] == found
    desk.close()
    assert _marks(path) == marks


def test_version_1_is_what_the_first_migration_makes(book_path: Path, tmp_path: Path) -> None:
    from alembic import command

    _as_first_schema(book_path)
    first = tmp_path / "first.db"
    engine = open_engine(Location(path=first))
    with engine.begin() as connection:
        command.upgrade(migration.configuration(connection), "0001")

    def schema(path: Path) -> list[tuple[str, str]]:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
            ).fetchall()

    assert schema(book_path) == schema(first)


def test_a_populated_book_of_version_1_keeps_every_row(tmp_path: Path) -> None:
    """Trust.md 6: counts and checksums equal, a verified backup before it starts."""
    from tests.conftest import TODAY, make_desk

    from kamtui.config.paths import backup_folder
    from kamtui.services import inbox, sample
    from kamtui.store.restore import verify_backup

    path = tmp_path / "book" / "book.db"
    path.parent.mkdir(mode=0o700)
    sample.build(path, today=TODAY)
    marks = _marks(path)
    _as_first_schema(path)

    def rows() -> dict[str, list[tuple[object, ...]]]:
        with closing(sqlite3.connect(path)) as connection:
            tables = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                " AND name NOT IN ('alembic_version', 'inbox_note')"
            ).fetchall()
            return {
                name: connection.execute(
                    f"SELECT {_old(connection, name)} FROM {name} ORDER BY 1, 2"
                ).fetchall()
                for (name,) in tables
            }

    before = rows()
    assert sum(map(len, before.values())) > 200
    desk = make_desk(path)
    assert inbox.listed(desk) == ()  # a look-up is enough to bring it up to date
    desk.close()
    assert rows() == before
    assert _marks(path) == marks and any(row[1] for row in marks)
    assert schema_version_of(path) == SCHEMA_VERSION
    [backup] = backup_folder(path).glob("*-migration.db")
    verify_backup(backup)
