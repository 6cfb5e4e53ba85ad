"""What every command is given: the parsed words and the desk."""

from datetime import date
from typing import TYPE_CHECKING

from kamtui.i18n import language
from kamtui.services.clock import Clock, DayClock, SystemClock

if TYPE_CHECKING:
    import argparse

    from kamtui.cli.ahead import Ahead
    from kamtui.config.preferences import Preferences
    from kamtui.domain.dates import DateOrder
    from kamtui.domain.errors import KamError
    from kamtui.domain.workdays import WorkCalendar
    from kamtui.services.desk import Desk


class Context:
    """One call of one command."""

    def __init__(
        self,
        options: "argparse.Namespace",
        preferences: "Preferences",
        trouble: "KamError | None" = None,
        ahead: "Ahead | None" = None,
    ) -> None:
        """Keep what the command line and the settings file say, or why the file says nothing.

        ``ahead`` is a look-up that has begun already.
        """
        self.ahead = ahead
        self.options = options
        self.preferences = preferences
        self.trouble = trouble
        self._desk: Desk | None = None
        self._calendar: WorkCalendar | None = None

    @property
    def as_json(self) -> bool:
        """Whether one JSON document is wanted."""
        return bool(getattr(self.options, "json", False))

    @property
    def clock(self) -> Clock:
        """This computer's clock, or another day's (``--today``)."""
        day: date | None = self.options.today
        return DayClock(day) if day else SystemClock()

    @property
    def today(self) -> date:
        """Today."""
        return self.clock.today()

    @property
    def order(self) -> "DateOrder":
        """Day before month in English, month before day in Chinese (ux.md)."""
        from kamtui.domain.dates import DateOrder

        return DateOrder.MDY if language() == "zh" else DateOrder.DMY

    @property
    def calendar(self) -> "WorkCalendar":
        """The working days of the book's country, loaded when a day is asked about."""
        if self._calendar is None:
            from kamtui.services.calendars import of_desk

            self._calendar = of_desk(self.desk)
        return self._calendar

    @property
    def desk(self) -> "Desk":
        """The book named on the command line, opened when first asked for."""
        if self._desk is None and self.ahead is not None:
            self._desk = self.ahead.desk(self.options.db, self.clock)
        if self._desk is None:
            from kamtui.services.bootstrap import open_desk

            self._desk = open_desk(
                book=self.options.db, clock=self.clock, preferences=self.preferences
            )
        return self._desk

    def adopt(self, desk: "Desk") -> None:
        """Use another book than the one named on the command line."""
        self.close()
        self._desk, self._calendar = desk, None

    def close(self) -> None:
        """Let the book go."""
        if self._desk is not None:
            self._desk.close()
