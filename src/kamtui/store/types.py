"""Column types and their one textual form, shared by the write path and the read path."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from kamtui.store.values import as_instant, instant_text


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant as ``2026-11-22T09:30:00.000Z``: text order is time order."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Refuse naive times: a time without a zone is a different time on every laptop."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return an aware instant."""
        return as_instant(value)


class Day(TypeDecorator[date]):
    """A calendar date stored as ``2026-11-22`` in every database."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """A datetime would store a time by accident."""
        if value is None:
            return None
        if isinstance(value, datetime):
            raise TypeError("a date is wanted, not a date and time")
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """Return a date."""
        return None if value is None else date.fromisoformat(value)


class TimeOfDay(TypeDecorator[time]):
    """A local time of day stored as ``09:30``."""

    impl = String(5)
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        """Minutes are as fine as an appointment gets."""
        return None if value is None else value.strftime("%H:%M")

    def process_result_value(self, value: Any, dialect: Dialect) -> time | None:
        """Return a naive local time."""
        return None if value is None else time.fromisoformat(value)


__all__ = ["UTC", "Day", "Instant", "TimeOfDay"]
