"""What the book keeps of an import: which file it was, and what became of its rows."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kamtui.services.transfer.result import ImportResult

if TYPE_CHECKING:
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["hash_of", "note_batch"]


def note_batch(work: "UnitOfWork", batch_id: str, result: ImportResult, digest: str | None) -> None:
    """Note a file that was imported, with the hash of its content where it could be read."""
    from kamtui.store.tables import ImportBatch

    work.session.add(
        ImportBatch(
            id=batch_id,
            file_name=Path(result.file).name,
            file_hash=digest,
            vendor=result.vendor,
            kind=result.kind,
            counts={
                "rows": result.rows,
                "created": result.created,
                "updated": result.updated,
                "unchanged": result.unchanged,
                "duplicates": result.duplicates,
                "rejected": len(result.rejected),
            },
            group_id=work.group_id,
            at=work.now,
        )
    )


def hash_of(content: Path | bytes) -> str | None:
    """Return the SHA-256 of a file or a pasted table; None where it cannot be read again."""
    if isinstance(content, bytes):
        return sha256(content).hexdigest()
    digest = sha256()
    try:
        with content.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()
