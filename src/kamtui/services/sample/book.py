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
from kamtui.services.sample.building import GENERATOR, SEED, Progress, make_draft
from kamtui.services.sample.sizes import Sizes
from kamtui.store.reader import SqliteReader
from kamtui.store.schema import SCHEMA_VERSION
from kamtui.store.sniff import schema_version_of


class Opened(StrEnum):
    """What was done about a sample book before it was opened."""

    BUILT = "built"
    REBUILT = "rebuilt"
    CURRENT = "current"
    #: Made for another day, but somebody worked in it.
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Sample:
    """An open sample book.

    Attributes:
        desk: The book.
        opened: What was done before.
        made_for: The day the book is about; not today where it was kept.
    """

    desk: Desk
    opened: Opened
    made_for: date


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
) -> Sample:
    """Open the sample book, making it first where it is missing or stale.

    Args:
        path: Where the default sample is kept; None for this computer's place for it.
        clock: Default: this computer's.
        sizes: Other sizes are kept in a file of their own.
        progress: See `build`.

    Raises:
        KamError: ``sample.not_sample`` for a book that holds anything but a sample; whatever
            opening or writing a book raises.
    """
    from kamtui.config import paths
    from kamtui.services.bootstrap import open_desk

    clock = clock or SystemClock()
    sizes = sizes or Sizes()
    place = sample_path(path or paths.sample_book(), sizes)
    opened, made_for = _ensure(place, today=clock.today(), sizes=sizes, progress=progress)
    return Sample(open_desk(book=place, clock=clock, sample=True), opened, made_for)


def ensure_sample(
    path: Path, *, today: date, sizes: Sizes | None = None, progress: Progress | None = None
) -> bool:
    """Make the sample book at ``path`` fit ``today``; return whether it was built or rebuilt.

    A book in which anything was changed is kept, whatever day it was made for.

    Raises:
        KamError: See `open_sample`.
    """
    opened, _ = _ensure(path, today=today, sizes=sizes or Sizes(), progress=progress)
    return opened in (Opened.BUILT, Opened.REBUILT)


def _ensure(
    path: Path, *, today: date, sizes: Sizes, progress: Progress | None
) -> tuple[Opened, date]:
    from kamtui.config.paths import make_private

    marks = _marks(path)
    if marks is None:
        try:
            make_private(path.parent)
        except OSError as problem:
            raise _denied(path, problem) from problem
        draft = _draft(path, today, sizes, progress)
        try:
            draft.rename(path)
        finally:
            draft.unlink(missing_ok=True)
        return Opened.BUILT, today
    if marks.made_for is None:
        raise KamError("sample.not_sample", {"path": str(path)}, exit_code=3)
    if marks.edited:
        kept = Opened.CURRENT if marks.made_for == today else Opened.KEPT
        return kept, marks.made_for
    if marks.made_for == today and marks.generator == str(GENERATOR):
        return Opened.CURRENT, today
    draft = _draft(path, today, sizes, progress)
    try:
        replaced = _replace(path, draft)
    finally:
        draft.unlink(missing_ok=True)
    return (Opened.REBUILT, today) if replaced else (Opened.KEPT, marks.made_for)


def _draft(path: Path, today: date, sizes: Sizes, progress: Progress | None) -> Path:
    try:
        return make_draft(path, today=today, sizes=sizes, seed=SEED, progress=progress)
    except OSError as problem:
        raise _denied(path, problem) from problem


def _denied(path: Path, problem: OSError) -> KamError:
    return KamError(
        "file.permission", {"path": str(path), "reason": problem.strerror or ""}, exit_code=3
    )


def _marks(path: Path) -> _Marks | None:
    """Return what the book at ``path`` says about itself, None where there is none.

    Raises:
        KamError: For a file that is no book of ours.
    """
    version = schema_version_of(path)
    if version is None:
        return None
    if version < SCHEMA_VERSION:
        # Opening it migrates it; what an older schema holds is not judged here.
        return _Marks(date.min, None, edited=True)
    with SqliteReader(path) as reader:
        meta: dict[str, str] = dict(reader.rows("SELECT key, value FROM app_meta"))
        edited = bool(reader.value("SELECT count(*) FROM change_log", 0))
    made_for = meta.get("sample.made_for")
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
