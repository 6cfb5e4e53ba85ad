"""The one clock; everything else is told what time it is."""

from datetime import UTC, date, datetime
from typing import NamedTuple, Protocol


class Clock(Protocol):
    """Asked on every call, so that a program left open over midnight knows the new day."""

    def now(self) -> datetime:
        """Return the aware local time."""

    def today(self) -> date:
        """Return the local date, which is what "today" means (product.md)."""


class SystemClock:
    """This computer's clock and zone."""

    def now(self) -> datetime:
        """Return the aware local time."""
        return datetime.now(UTC).astimezone()

    def today(self) -> date:
        """Return the local date."""
        return self.now().date()


class DayClock(NamedTuple):
    """Another day at this time of day (``--today``, cli.md)."""

    day: date

    def now(self) -> datetime:
        """Return the current local time of day on ``day``."""
        now = datetime.now().astimezone()
        return datetime.combine(self.day, now.time()).astimezone()

    def today(self) -> date:
        """Return ``day``."""
        return self.day


def day_clock(day: str | None) -> Clock:
    """Return the clock of an ISO day, this computer's for none.

    Raises:
        ValueError: It is no ISO day.
    """
    return DayClock(date.fromisoformat(day)) if day else SystemClock()


class FixedClock(NamedTuple):
    """One instant for ever, for tests and pictures; ``instant`` is aware."""

    instant: datetime

    def now(self) -> datetime:
        """Return the instant."""
        return self.instant

    def today(self) -> date:
        """Return its date in its own zone."""
        return self.instant.date()


def zone_name(moment: datetime) -> str:
    """Return the zone of an aware time as kept beside an instant, such as ``+08:00``."""
    offset = moment.strftime("%z")
    return f"{offset[:3]}:{offset[3:5]}"
