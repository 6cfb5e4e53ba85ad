"""The clocks of a complaint: when it is to be answered and settled (requirements S1-23, S2-30)."""

from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from kamtui.services import rules
from kamtui.store.reader import Reader

if TYPE_CHECKING:
    from kamtui.domain.workdays import WorkCalendar

__all__ = ["Clock"]

_HOURS_A_DAY = 24


class Clock(NamedTuple):
    """Deadlines by the rules of the book: in calendar time, or in working days.

    In working days 24 hours are one: opened on Friday at 15:00, answered by Monday at 15:00; what
    comes in on a day off begins to run with the next working day.
    """

    respond: timedelta
    settle: timedelta
    zone: tzinfo | None
    #: None in calendar time, which loads no calendar.
    calendar: "WorkCalendar | None" = None

    @classmethod
    def of(cls, reader: Reader, now: datetime) -> "Clock":
        """Return the clock of a book, in the zone of ``now``."""
        values = rules.values_of(
            reader, "complaint.respond_hours", "complaint.settle_hours", "complaint.clock"
        )
        working = values["complaint.clock"] == "working"
        return cls(
            timedelta(hours=int(values["complaint.respond_hours"])),
            timedelta(hours=int(values["complaint.settle_hours"])),
            now.tzinfo,
            _calendar(reader) if working else None,
        )

    def respond_by(self, opened: datetime) -> datetime:
        """Return when a complaint opened then is to be answered."""
        return self._after(opened, self.respond)

    def settle_by(self, opened: datetime) -> datetime:
        """Return when it is to be settled."""
        return self._after(opened, self.settle)

    def guessed_from(self, opened: datetime, until: datetime) -> date | None:
        """Return the first day of a clock's run whose holidays are unknown: only weekends are off.

        None in calendar time, and where the country's holidays are known to the end.
        """
        if self.calendar is None:
            return None
        day, last = opened.astimezone(self.zone).date(), until.astimezone(self.zone).date()
        while day <= last:
            if not self.calendar.knows(day):
                return day
            day = date(day.year + 1, 1, 1)  # holidays are known by whole years
        return None

    def _after(self, opened: datetime, allowed: timedelta) -> datetime:
        if self.calendar is None:
            return opened + allowed
        local = opened.astimezone(self.zone)
        begun = self._working(local.date())
        if begun != local.date():
            local = datetime.combine(begun, datetime.min.time(), tzinfo=self.zone)
        days, rest = divmod(int(allowed.total_seconds()), _HOURS_A_DAY * 3600)
        day = local.date()
        for _one in range(days):
            day = self._working(day + timedelta(days=1))
        ends = datetime.combine(day, local.time(), tzinfo=self.zone) + timedelta(seconds=rest)
        landed = self._working(ends.date())
        return datetime.combine(landed, ends.time(), tzinfo=self.zone)

    def _working(self, day: date) -> date:
        from kamtui.domain.workdays import next_working_day

        return day if self.calendar is None else next_working_day(day, self.calendar)


def _calendar(reader: Reader) -> "WorkCalendar":
    """Return the working days of the book's country; few books run their clocks on them."""
    from kamtui.services import calendars

    return calendars.of_reader(reader)
