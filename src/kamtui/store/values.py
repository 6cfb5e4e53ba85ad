"""Stored text to values and back, for readers that must not load the ORM."""

from datetime import UTC, date, datetime, time


def instant_text(value: datetime) -> str:
    """Return an aware instant as ``2026-11-22T09:30:00.000Z``.

    Raises:
        ValueError: The instant carries no zone.
    """
    if value.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return (
        value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"
    )


def as_instant(value: str | None) -> datetime | None:
    """Return the aware instant of a stored text."""
    if value is None:
        return None
    return datetime.fromisoformat(value.replace("Z", "+00:00"))


def as_day(value: str | None) -> date | None:
    """Return the date of a stored text."""
    return None if value is None else date.fromisoformat(value)


def as_time(value: str | None) -> time | None:
    """Return the time of day of a stored text."""
    return None if value is None else time.fromisoformat(value)
