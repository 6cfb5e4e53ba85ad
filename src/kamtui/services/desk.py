"""An open book: where reads and writes of every service begin."""

from _thread import allocate_lock
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from kamtui.config.preferences import Preferences
from kamtui.services.clock import Clock
from kamtui.store.location import Location
from kamtui.store.reader import EmptyReader, Reader, SqlAlchemyReader, SqliteReader
from kamtui.store.schema import SCHEMA_VERSION
from kamtui.store.sniff import schema_version_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from kamtui.store.unit_of_work import UnitOfWork


class Desk:
    """One book, its clock and whose hand writes; safe to use from several threads.

    Reads use the standard library only; the first write loads the ORM (architecture.md, "Two ways
    to the data").
    """

    def __init__(
        self,
        *,
        location: Location,
        clock: Clock,
        preferences: Preferences,
        actor: str,
        device: str | Callable[[], str],
        sample: bool = False,
    ) -> None:
        """Use `kamtui.services.bootstrap.open_desk`.

        ``device`` may be what finds the id: looking does not leave one on this computer.
        """
        self.location = location
        self.clock = clock
        self.preferences = preferences
        self.actor = actor
        self._device = device
        #: True for the sample book, which the screens announce.
        self.sample = sample
        self._lock = allocate_lock()
        self._idle: list[Reader] = []
        self._engine: Engine | None = None
        self._checked = False

    @property
    def path(self) -> "Path | None":
        """The book's file, None on a database server."""
        return self.location.path

    @property
    def device(self) -> str:
        """This computer's id in the change log; undo is per device."""
        if not isinstance(self._device, str):
            self._device = self._device()
        return self._device

    def today(self) -> date:
        """Today by the desk's clock."""
        return self.clock.today()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Lend a reader; a book that does not exist reads as an empty one.

        Raises:
            KamError: With exit code 3 when the file cannot be used.
        """
        reader = self._take()
        reader.zone = self.clock.now().tzinfo
        try:
            yield reader
        except BaseException:
            reader.close()
            raise
        self._give_back(reader)

    @contextmanager
    def write(self, what: str, *, undoes: str | None = None) -> Iterator["UnitOfWork"]:
        """Open one write named ``what``; creates the book where there is none.

        Raises:
            KamError: With exit code 3 when the file cannot be used.
        """
        from kamtui.store.unit_of_work import open_unit_of_work

        with open_unit_of_work(
            self.engine(),
            what=what,
            now=self.clock.now(),
            actor=self.actor,
            device=self.device,
            undoes=undoes,
        ) as work:
            yield work

    def engine(self) -> "Engine":
        """Return the write engine, creating or migrating the book first where needed."""
        self.ensure()
        with self._lock:
            if self._engine is None:
                from kamtui.store.engine import open_engine

                self._engine = open_engine(self.location)
            return self._engine

    def ensure(self) -> None:
        """Create the book where it is missing, and bring an older one to today's schema."""
        place = self.location.place
        if place is None:
            self._ensure_remote()
            return
        version = schema_version_of(place)
        if version == SCHEMA_VERSION:
            return
        from pathlib import Path

        from kamtui.services import upkeep

        upkeep.prepare(Path(place), version=version, now=self.clock.now())

    def up_to_date(self) -> bool:
        """Tell whether this is a book in a file that has today's schema, so that reading it is all.

        Raises:
            KamError: With exit code 3 when the file cannot be used.
        """
        place = self.location.place
        return place is not None and schema_version_of(place) == SCHEMA_VERSION

    def close(self) -> None:
        """Let every connection go."""
        with self._lock:
            idle, self._idle = self._idle, []
            engine, self._engine = self._engine, None
        for reader in idle:
            reader.close()
        if engine is not None:
            engine.dispose()

    def _ensure_remote(self) -> None:
        if self._checked:
            return
        from kamtui.store.engine import open_engine
        from kamtui.store.migrate import migrate

        engine = open_engine(self.location)
        migrate(engine)
        engine.dispose()
        self._checked = True

    def _take(self) -> Reader:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        place = self.location.place
        if place is None:
            return SqlAlchemyReader(self.location.url or "")
        version = schema_version_of(place)
        if version is None:
            return EmptyReader()
        if version < SCHEMA_VERSION:
            self.ensure()
        return SqliteReader(place)

    def _give_back(self, reader: Reader) -> None:
        if isinstance(reader, EmptyReader):
            return
        with self._lock:
            self._idle.append(reader)
