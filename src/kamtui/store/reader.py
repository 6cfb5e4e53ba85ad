"""The read path: plain SQL with :named parameters, without the ORM.

The default reader is the standard library's sqlite3; the same text runs through SQLAlchemy on
another database.  Every read fetches all its rows: a half-read cursor would block every commit.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from kamtui.domain.errors import KamError
from kamtui.store.sniff import remember

if TYPE_CHECKING:
    from pathlib import Path
    from re import Match

Row = tuple[Any, ...]
#: Longest wait for another window's commit, in seconds.
BUSY_SECONDS = 10.0
#: What the driver raises; its own words about a damaged file need not be UTF-8.
SQLITE_TROUBLE = (sqlite3.Error, UnicodeDecodeError)
_LIST = r":(\w+)"


class Reader(Protocol):
    """Answers SQL with tuples.

    Attributes:
        zone: Where the days of whoever reads begin, for stored instants; None for the system's.
    """

    zone: tzinfo | None

    def rows(self, sql: str, /, **params: object) -> list[Row]:
        """Return every row; a list or tuple parameter becomes a parenthesised list."""

    def one(self, sql: str, /, **params: object) -> Row | None:
        """Return the first row, None where there is none."""

    def value(self, sql: str, default: Any = None, /, **params: object) -> Any:
        """Return the first column of the first row, ``default`` for none and for null."""

    def interrupt(self) -> None:
        """Stop the running statement of another thread, whose answer nobody wants any more."""

    def close(self) -> None:
        """Let the connection go."""


class SqlAnswers:
    """The two shapes every reader derives from `rows`."""

    zone: tzinfo | None = None

    def rows(self, sql: str, /, **params: object) -> list[Row]:
        """Return every row."""
        raise NotImplementedError

    def one(self, sql: str, /, **params: object) -> Row | None:
        """Return the first row, None where there is none."""
        found = self.rows(sql, **params)
        return found[0] if found else None

    def value(self, sql: str, default: Any = None, /, **params: object) -> Any:
        """Return the first column of the first row, ``default`` for none and for null."""
        row = self.one(sql, **params)
        return default if row is None or row[0] is None else row[0]

    def interrupt(self) -> None:
        """Nothing runs long enough to stop."""

    def close(self) -> None:
        """Nothing is held."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class EmptyReader(SqlAnswers):
    """A book that does not exist yet reads as an empty one (cli.md)."""

    def rows(self, sql: str, /, **params: object) -> list[Row]:
        """Return no rows."""
        return []


class SqliteReader(SqlAnswers):
    """Reads a local book through the standard library."""

    def __init__(self, path: "Path | str") -> None:
        """Open ``path``, which must exist.

        Opened read-write with ``query_only``, because a read-only connection cannot roll back the
        journal that a killed process left behind (data-model.md, traps).
        """
        self._path = path
        try:
            self._connection = connect_live(path)
            self._connection.execute("PRAGMA query_only=ON")
        except SQLITE_TROUBLE as problem:
            raise read_failure(problem, path) from problem

    def rows(self, sql: str, /, **params: object) -> list[Row]:
        """Run one statement and fetch everything."""
        text, bound = expand_lists(sql, params)
        try:
            return self._connection.execute(text, bound).fetchall()
        except SQLITE_TROUBLE as problem:
            raise read_failure(problem, self._path) from problem

    def interrupt(self) -> None:
        """Stop the running statement; its caller gets ``read.interrupted``."""
        self._connection.interrupt()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class SqlAlchemyReader(SqlAnswers):
    """The same SQL on any other database."""

    def __init__(self, url: str) -> None:
        """Connect lazily; the first statement meets the network."""
        from sqlalchemy import create_engine

        self._engine = create_engine(url)

    def rows(self, sql: str, /, **params: object) -> list[Row]:
        """Run one statement and fetch everything."""
        from sqlalchemy import text

        expanded, bound = expand_lists(sql, params)
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(expanded), dict(bound))]

    def close(self) -> None:
        """Drop the pool."""
        self._engine.dispose()


def connect_live(path: "Path | str") -> sqlite3.Connection:
    """Return a connection to an existing file; never creates one.

    SQLite itself falls back to reading only where the file may not be written.

    Raises:
        sqlite3.Error: What SQLite refused.
    """
    connection = sqlite3.connect(
        f"{file_uri(path)}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_SECONDS,
        cached_statements=64,
    )
    remember(path)
    return connection


def file_uri(path: "Path | str") -> str:
    """Return a path as SQLite's URI, the three characters escaped that mean something in one.

    By hand, because importing urllib.parse costs a look-up as much as its search of a small book.
    """
    text = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{text}"


def expand_lists(sql: str, params: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    """Return SQL and parameters with every list spelt out as ``(:name_0, :name_1)``.

    An empty list becomes ``(NULL)``, which matches nothing.
    """
    lists: dict[str, Sequence[object]] = {
        name: list(value)
        for name, value in params.items()
        if isinstance(value, (list, tuple, set, frozenset))
    }
    if not lists:
        return sql, params
    import re  # late: a scan begins before anybody needs it

    bound = {name: value for name, value in params.items() if name not in lists}
    for name, values in lists.items():
        bound.update({f"{name}_{index}": value for index, value in enumerate(values)})

    def spell(match: "Match[str]") -> str:
        name = match[1]
        if name not in lists:
            return match[0]
        names: Iterable[str] = (f":{name}_{index}" for index in range(len(lists[name])))
        return f"({', '.join(names) or 'NULL'})"

    return re.sub(_LIST, spell, sql), bound


def read_failure(problem: BaseException, path: "Path | str") -> KamError:
    """Return the failure that names what a driver's error means for the person at the desk.

    ``problem`` may be the driver's error or anything wrapping it in ``orig``.
    """
    from pathlib import Path

    from kamtui.store.disk import SCARCE_BYTES, free_bytes, full_disk

    cause = getattr(problem, "orig", None) or problem
    message = str(cause).lower()
    params: dict[str, object] = {"path": str(path)}
    if isinstance(cause, UnicodeDecodeError) or "could not decode" in message:
        return KamError("file.damaged", params, exit_code=3)
    if "interrupted" in message:
        return KamError("read.interrupted", params)
    if "locked" in message or "busy" in message:
        return KamError("file.locked", params, exit_code=3)
    if "malformed" in message or "not a database" in message or "corrupt" in message:
        return KamError("file.damaged", params, exit_code=3)
    if "readonly" in message or "read-only" in message or "read only" in message:
        return KamError("file.read_only", params, exit_code=3)
    if "disk is full" in message:
        return full_disk(Path(path))
    if "disk i/o" in message:
        free = free_bytes(Path(path))
        if free is not None and free < SCARCE_BYTES:
            return full_disk(Path(path))
        return KamError("file.failed", {**params, "reason": "disk I/O error"}, exit_code=3)
    if "unable to open" in message:
        return KamError("file.permission", params, exit_code=3)
    return KamError("file.failed", {**params, "reason": type(cause).__name__}, exit_code=3)
