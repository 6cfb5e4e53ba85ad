"""When an order is to be paid where nobody said so: the customer's days of credit tell."""

from datetime import date, timedelta

__all__ = ["credit_day", "credit_ended", "due_by_credit"]


def credit_day(ordered_on: date, credit_days: int | None) -> date | None:
    """Return the last day of an order's credit, None without credit or past the calendar's end.

    Args:
        ordered_on: The day of the order.
        credit_days: The days of credit; 0 is payment on the day of the order.
    """
    if credit_days is None:
        return None
    try:
        return ordered_on + timedelta(days=credit_days)
    except OverflowError:
        return None


def due_by_credit(ordered_on: date, credit_days: int | None, *, today: date) -> date | None:
    """Return the day an order falls due by credit while nothing is known of its payment.

    An old order whose day has passed gets none: whether it was paid is not known, and what is not
    known is no debt and no lateness.

    Args:
        ordered_on: The day of the order.
        credit_days: The customer's days of credit.
        today: The local date.
    """
    due = credit_day(ordered_on, credit_days)
    return due if due is not None and due >= today else None


def credit_ended(ordered_on: date, credit_days: int | None, *, today: date) -> date | None:
    """Return the day an order's credit ended, None where it has none or it has not ended."""
    day = credit_day(ordered_on, credit_days)
    return day if day is not None and day < today else None
