"""Notes without a customer."""

from kamtui.store.reader import Reader, Row

__all__ = ["count", "notes"]


def notes(reader: Reader) -> list[Row]:
    """Return (id, content, on_date, at), the newest first."""
    return reader.rows(
        "SELECT id, content, on_date, at FROM inbox_note WHERE deleted_at IS NULL"
        " ORDER BY at DESC, id DESC"
    )


def count(reader: Reader) -> int:
    """Return how many there are."""
    return int(reader.value("SELECT count(*) FROM inbox_note WHERE deleted_at IS NULL", 0))
