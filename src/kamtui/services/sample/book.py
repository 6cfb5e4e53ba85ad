"""Keeps the sample book of this computer: built when missing, rebuilt when stale, never lost."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from kamtui.domain.errors import KamError
from kamtui.services.clock import Clock, SystemClock
from kamtui.services.desk import Desk
from kamtui.services.sample.building import GENERATOR, Progress, drafted, put
from kamtui.services.sample.sizes import Sizes
from kamtui.store.reader import SqliteReader
from kamtui.store.sniff import schema_version_of

#: Where a sample book says which day it is about; no other book has it.
_DAY = "sample.made_for"


class Opened(StrEnum):
    """What was done about a sample book before it was opened."""

    BUILT = "built"
    REBUILT = "rebuilt"
    CURRENT = "current"
    #: Made for another day, but somebody worked in it.
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sample book that is ready to be opened.

    Attributes:
        path: Its file.
        opened: What was done.
        made_for: The day the book is about; not today where it was kept.
    """

    path: Path
    opened: Opened
    made_for: date

    @property
    def kept_edited(self) -> bool:
        """Whether an older book was kept because somebody worked in it."""
        return self.opened is Opened.KEPT


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a sample book says about itself; ``made_for`` is None for a book that is no sample."""

    made_for: date | None
    generator: str | None
    edited: bool


def sample_path(path: Path, sizes: Sizes) -> Path:
    """Return the file of a sample book: ``path`` itself, other sizes beside it."""
    return path if sizes.is_default else path.with_name(f"{path.stem}-{sizes.label}{path.suffix}")


def open_sample(
    *,
    path: Path | None = None,
    clock: Clock | None = None,
    sizes: Sizes | None = None,
    progress: Progress | None = None,
) -> tuple[Desk, Prepared]:
    """Open the sample book, making it first where it is missing or stale.

    Args and errors are those of `ensure`; ``clock`` is this computer's by default.
    """
    from kamtui.services.bootstrap import open_desk

    clock = clock or SystemClock()
    prepared = ensure(today=clock.today(), sizes=sizes, path=path, progress=progress)
    return open_desk(book=prepared.path, clock=clock, sample=True), prepared


def ensure_sample(
    path: Path, *, today: date, sizes: Sizes | None = None, progress: Progress | None = None
) -> bool:
    """Make the sample book of ``path`` fit ``today``; return whether it was built or rebuilt.

    Args and errors are those of `ensure`.
    """
    prepared = ensure(today=today, sizes=sizes, path=path, progress=progress)
    return prepared.opened in (Opened.BUILT, Opened.REBUILT)


def ensure(
    *,
    today: date,
    sizes: Sizes | None = None,
    path: Path | None = None,
    progress: Progress | None = None,
) -> Prepared:
    """Make the sample book fit ``today``; one in which anything was changed is kept as it is.

    Args:
        today: The day the book is to be about.
        sizes: Other sizes than the default's are kept in a file of their own.
        path: Where the default sample is kept; None for this computer's place for it.
        progress: See `kamtui.services.sample.building.build`.

    Raises:
        KamError: ``file.exists`` for a book that is no sample; whatever opening or writing a book
            raises.
    """
    from kamtui.config.paths import sample_book

    sizes = sizes or Sizes()
    place = sample_path(path or sample_book(), sizes)
    marks = _marks(place)
    if marks is None:
        with drafted(place, today=today, sizes=sizes, progress=progress) as draft:
            # Another window that was faster made the same book.
            put(draft, place)
        return Prepared(place, Opened.BUILT, today)
    if marks.made_for is None:
        raise KamError("file.exists", {"path": str(place)}, exit_code=3)
    if marks.made_for == today and (marks.edited or marks.generator == str(GENERATOR)):
        return Prepared(place, Opened.CURRENT, today)
    if marks.edited:
        return Prepared(place, Opened.KEPT, marks.made_for)
    with drafted(place, today=today, sizes=sizes, progress=progress) as draft:
        if not _replace(place, draft):
            return Prepared(place, Opened.KEPT, marks.made_for)
    return Prepared(place, Opened.REBUILT, today)


def is_sample(path: Path) -> bool:
    """Tell whether the book at ``path`` says that it is a sample.

    Raises:
        KamError: For a file that is no book of ours.
    """
    if schema_version_of(path) is None:
        return False
    with SqliteReader(path) as reader:
        # Asked of the book itself, also of an older schema: what it says decides over deleting it.
        return bool(reader.value("SELECT count(*) FROM app_meta WHERE key = :key", 0, key=_DAY))


def _marks(path: Path) -> _Marks | None:
    """Return what the book at ``path`` says about itself, None where there is none.

    Raises:
        KamError: For a file that is no book of ours.
    """
    if schema_version_of(path) is None:
        return None
    # Both tables are in every schema there was: an older sample nobody touched is made anew, and
    # one that was touched is kept and migrated when it is opened.
    with SqliteReader(path) as reader:
        meta: dict[str, str] = dict(reader.rows("SELECT key, value FROM app_meta"))
        edited = bool(reader.value("SELECT count(*) FROM change_log", 0))
    made_for = meta.get(_DAY)
    return _Marks(
        date.fromisoformat(made_for) if made_for else None, meta.get("sample.generator"), edited
    )


def _replace(path: Path, draft: Path) -> bool:
    """Copy ``draft`` into the live book, so that a second window sees the new one.

    Returns:
        False when somebody began to work in the book meanwhile, which is then left as it is.
    """
    from kamtui.store.backup import open_plain, pump

    with closing(open_plain(draft)) as source, closing(open_plain(path)) as target:
        try:
            edited = target.execute("SELECT count(*) FROM change_log").fetchone()[0]
            if edited:
                return False
            pump(source, target, pages=-1)
        except sqlite3.Error as problem:
            from kamtui.store.reader import read_failure

            raise read_failure(problem, path) from problem
    return True
