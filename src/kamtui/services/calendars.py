"""The working days of the book's country, each country's from a maintained library.

China has its own library: 10 ms to import, and it says where its data end, because the State
Council arranges each year anew.  Other countries come from ``holidays`` where that is installed
(``pip install 'kamtui[holidays]'``).  Both are imported when a day is first asked about.
"""

import threading
from collections.abc import Sequence
from datetime import date

from kamtui.domain.errors import KamError
from kamtui.domain.expected_holidays import expected_breaks
from kamtui.domain.workdays import (
    Break,
    WeekendCalendar,
    WorkCalendar,
    breaks_in,
    is_weekend,
)
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.store.reader import Reader

__all__ = ["country_of", "for_country", "of_desk", "of_reader"]

_known: dict[str, WorkCalendar] = {}
_lock = threading.Lock()


def of_desk(desk: Desk) -> WorkCalendar:
    """Return the working days of a book's country; the default's where the book is unreadable."""
    return for_country(country_of(desk))


def of_reader(reader: Reader) -> WorkCalendar:
    """Return the working days of a book's country, inside a read or a write."""
    return for_country(str(rules.value_of(reader, "country")))


def country_of(desk: Desk) -> str:
    """Return the country of a book, two letters; the default where the book is unreadable."""
    try:
        with desk.read() as reader:
            return str(rules.value_of(reader, "country"))
    except KamError:  # a date is understood without the book too
        return str(rules.RULES["country"].default)


def for_country(country: str) -> WorkCalendar:
    """Return the working days of a country by its two letters; weekends where nothing is known."""
    with _lock:
        if country not in _known:
            _known[country] = _made(country)
        return _known[country]


def _made(country: str) -> WorkCalendar:
    if country == "CN":
        return ChinaCalendar()
    try:
        return LibraryCalendar(country)
    except (ImportError, NotImplementedError):  # not installed, or no such country in it
        return WeekendCalendar(known=False)


class ChinaCalendar:
    """China's working days with the make-up ones, as the State Council arranges them."""

    def __init__(self) -> None:
        """Load the days."""
        from chinese_calendar.constants import holidays, workdays

        self._off, self._worked = holidays, workdays
        self._years = range(min(holidays).year, max(holidays).year + 1)

    def is_working(self, day: date) -> bool:
        """Return whether a day is worked; Monday to Friday in a year not arranged yet."""
        if not self.knows(day):
            return not is_weekend(day)
        return day in self._worked or not (is_weekend(day) or day in self._off)

    def holiday(self, day: date) -> str | None:
        """Return the holiday of a day off, or the one a make-up day makes up for."""
        return self._off.get(day) or (self._worked.get(day) if is_weekend(day) else None)

    def knows(self, day: date) -> bool:
        """Return whether a day's year is arranged."""
        return day.year in self._years

    def breaks(self, first: date, last: date) -> Sequence[Break]:
        """Return the arranged holidays; where a year is not, the days they usually have."""
        end = date(self._years[-1], 12, 31)
        found = breaks_in(self, first, min(last, end)) if first <= end else []
        later = expected_breaks(date(end.year + 1, 1, 1), last) if last > end else ()
        return (*found, *(one for one in later if one.last >= first))


class LibraryCalendar:
    """A country's working days from the ``holidays`` library, names in English."""

    def __init__(self, country: str) -> None:
        """Load the country.

        Raises:
            ImportError: The library is not installed.
            NotImplementedError: It does not have the country.
        """
        from holidays import country_holidays

        self._days = country_holidays(country)
        # Names are told apart and translated by their English text where there is one.
        for language in ("en_US", "en_GB"):
            if language in self._days.supported_languages:
                self._days = country_holidays(country, language=language)
                break
        self._start, self._end = self._days.start_year, self._days.end_year

    def is_working(self, day: date) -> bool:
        """Return whether a day is worked; the country's own weekend counts."""
        return bool(self._days.is_working_day(day))

    def holiday(self, day: date) -> str | None:
        """Return the holiday of a day."""
        name = self._days.get(day)
        return str(name) if name else None

    def knows(self, day: date) -> bool:
        """Return whether the library has a day's year."""
        return bool(self._start <= day.year <= self._end)

    def breaks(self, first: date, last: date) -> Sequence[Break]:
        """Return the holidays with the weekends that touch them."""
        return breaks_in(self, first, last)
