"""Make or migrate a book before its first use; loads the ORM, so it is imported only then."""

from datetime import datetime
from pathlib import Path

from kamtui.config.paths import make_private
from kamtui.domain.errors import KamError


def prepare(path: Path, *, version: int | None, now: datetime) -> None:
    """Create the book (``version`` None) or upgrade it, after a verified backup of what is there.

    Raises:
        KamError: ``file.permission`` where the folder cannot be written; what `migrate` raises.
    """
    from kamtui.store.engine import open_engine
    from kamtui.store.location import Location
    from kamtui.store.migrate import create_book, migrate

    if version is None:
        try:
            make_private(path.parent)
        except OSError as problem:
            raise KamError(
                "file.permission",
                {"path": str(path), "reason": problem.strerror or ""},
                exit_code=3,
            ) from problem
        create_book(path)
        return
    if version > 0:
        from kamtui.services import safety

        safety.backup_before(path, reason="migration", now=now)
    engine = open_engine(Location(path=path))
    try:
        migrate(engine)
    finally:
        engine.dispose()
