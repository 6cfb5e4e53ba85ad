"""Whether there is anything in a book yet: an empty one greets differently."""

from kamtui.services.desk import Desk

__all__ = ["has_customers"]


def has_customers(desk: Desk) -> bool:
    """Tell whether the book holds any customer that is not deleted."""
    with desk.read() as reader:
        return bool(reader.value("SELECT 1 FROM customer WHERE deleted_at IS NULL LIMIT 1", 0))
