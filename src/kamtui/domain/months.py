"""Month arithmetic on plain dates: the end of a month clips, windows end today.

python-dateutil does the same, but importing it costs half of what `kamtui find` may take in all.
"""

from datetime import date

#: Days of each month of a common year.
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def add_months(day: date, count: int) -> date:
    """Return the same day ``count`` months later (earlier when negative), clipped to month end.

    Raises:
        OverflowError: The result lies outside years 1 to 9999.
    """
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"year {year} is out of range")
    return date(year, month, min(day.day, days_in_month(year, month)))


def months_before(day: date, count: int) -> date:
    """Return the same day ``count`` months earlier, clipped to month end."""
    return add_months(day, -count)


def days_in_month(year: int, month: int) -> int:
    """Return 28 to 31."""
    # Not calendar.monthrange: importing calendar loads locale too, for every look-up.
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[month - 1] + leap


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=days_in_month(day.year, day.month))
