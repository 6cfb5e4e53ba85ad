"""Bring a book to today's schema, with the guards of trust.md.

The schema changes and ``user_version`` commit together or not at all; foreign keys are off while
tables are rebuilt (a rebuild with cascades deletes children) and checked before the commit; a
verified backup is made by the caller before an existing book is touched.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from kamtui.config.paths import make_private
from kamtui.domain.errors import KamError
from kamtui.domain.ids import new_id
from kamtui.store.disk import disk_failure, draft_beside, place, sync_file
from kamtui.store.engine import open_engine
from kamtui.store.location import Location
from kamtui.store.reader import SQLITE_TROUBLE, read_failure
from kamtui.store.schema import APPLICATION_ID, SCHEMA_VERSION
from kamtui.store.sniff import forget


def schema_version(connection: Connection) -> int:
    """Return the schema version the open book has now."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    return SCHEMA_VERSION if connection.dialect.has_table(connection, "app_meta") else 0


def migrate(engine: Engine) -> None:
    """Upgrade the schema to `SCHEMA_VERSION` in one transaction.

    Raises:
        KamError: ``file.newer`` when a newer program got there first; ``file.damaged`` when rows
            would be left pointing at nothing; ``file.full``, ``file.locked`` and their like, or
            ``migration.failed``, with everything as it was before.
    """
    try:
        _migrate(engine)
    except (DBAPIError, *SQLITE_TROUBLE) as problem:
        failure = read_failure(problem, str(engine.url.database))
        if failure.code == "file.failed" and "reason" in failure.params:
            failure = KamError("migration.failed", failure.params, exit_code=3)
        raise failure from problem


def _migrate(engine: Engine) -> None:
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            # Takes effect only outside a transaction, hence on the driver's connection.
            connection.connection.dbapi_connection.execute(  # type: ignore[union-attr]
                "PRAGMA foreign_keys=OFF"
            )
        with connection.begin():
            version = schema_version(connection)
            if version == SCHEMA_VERSION:
                return
            if version > SCHEMA_VERSION:
                raise KamError(
                    "file.newer",
                    {"path": str(engine.url.database), "version": version, "known": SCHEMA_VERSION},
                    exit_code=3,
                )
            command.upgrade(configuration(connection), "head")
            if version == 0:
                connection.exec_driver_sql(
                    f"INSERT INTO app_meta (key, value) VALUES ('book', '{new_id()}')"
                )
            if sqlite:
                _seal(connection)


def _seal(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise KamError("file.damaged", {"path": str(connection.engine.url.database)}, exit_code=3)
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def configuration(connection: Connection) -> Config:
    """Return Alembic's configuration, made in code: no ini file to find or to lose."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def create_book(path: Path) -> None:
    """Make an empty book at ``path`` whole: it appears with its schema or not at all.

    Built beside its place and linked into it, so that a process killed half way leaves no empty
    file that would later have to be told from a damaged book.  A book that another process made
    meanwhile is left as it is.

    Raises:
        KamError: ``file.full``, ``file.permission`` or ``file.read_only``; nothing is left then.
    """
    try:
        make_private(path.parent)
        with draft_beside(path) as draft:
            engine = open_engine(Location(path=draft))
            try:
                migrate(engine)
            finally:
                engine.dispose()
                forget(draft)
            sync_file(draft)
            place(draft, path)
    except OSError as problem:
        raise disk_failure(problem, path) from problem
    except KamError as failure:
        # The draft is nobody's business; the book's own path is.
        raise KamError(
            failure.code, {**failure.params, "path": str(path)}, failure.exit_code
        ) from failure
