"""Taking the sample away again: every sample book of this computer, and nothing else."""

from contextlib import suppress
from pathlib import Path

from kamtui.domain.errors import KamError
from kamtui.services.sample.book import is_sample

__all__ = ["remove"]

#: What SQLite leaves beside a book.
_BESIDE = ("-journal", "-wal", "-shm")


def remove(*, path: Path | None = None, keep: Path | None = None) -> tuple[Path, ...]:
    """Delete the sample book, those of other sizes beside it, and their backups.

    A file is deleted only where the book in it says that it is a sample.

    Args:
        path: Where the default sample is; None for this computer's place for it.
        keep: The user's own book, which is never deleted, whatever is in it.

    Returns:
        The books deleted, none where there was no sample.

    Raises:
        KamError: ``sample.is_own_book``; ``sample.not_sample`` for another book of the sample's
            name; what the system refuses (``file.permission``).
    """
    from kamtui.config.paths import backup_folder, sample_book
    from kamtui.store.disk import disk_failure
    from kamtui.store.sniff import forget

    first = path or sample_book()
    others = sorted(first.parent.glob(f"{first.stem}-*{first.suffix}"))
    found = [first] if first.exists() else []
    found += [one for one in others if one.is_file() and _says_sample(one)]
    if found and found[0] == first and not is_sample(first):
        raise KamError("sample.not_sample", {"path": str(first)}, exit_code=3)
    for book in found:
        if keep is not None and _same(book, keep):
            raise KamError("sample.is_own_book", {"path": str(book)}, exit_code=2)
    for book in found:
        forget(book)
        try:
            for name in (book.name, *(book.name + end for end in _BESIDE)):
                book.with_name(name).unlink(missing_ok=True)
            _empty(backup_folder(book))
        except OSError as problem:
            raise disk_failure(problem, book) from problem
    return tuple(found)


def _says_sample(path: Path) -> bool:
    try:
        return is_sample(path)
    except KamError:  # another program's file, or a damaged one: not ours to delete
        return False


def _same(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return False


def _empty(folder: Path) -> None:
    """Delete the backups of a sample; a folder that holds anything else stays."""
    for one in folder.glob("*.db"):
        one.unlink()
    with suppress(OSError):
        folder.rmdir()
