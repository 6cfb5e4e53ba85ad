"""Since when a customer's record counts as not verified."""

from datetime import date, timedelta

from kamtui.services import rules
from kamtui.store.reader import Reader

__all__ = ["stale_before"]


def stale_before(reader: Reader, today: date) -> date:
    """Return the day before which a verification is too long ago, by the book's rule."""
    return today - timedelta(days=int(rules.value_of(reader, "stale.days")))
