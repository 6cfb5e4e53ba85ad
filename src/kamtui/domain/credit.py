"""When an order is to be paid where nobody said so: the customer's days of credit tell."""

from datetime import date, timedelta

__all__ = ["due_by_credit"]


def due_by_credit(
    ordered_on: date, credit_days: int | None, *, today: date, paid_on: date | None = None
) -> date | None:
    """Return the day an order falls due by its customer's credit, None where nothing follows.

    An old order whose day has passed gets none: whether it was paid is not known, and what is not
    known is no debt and no lateness.  Where it is known when it was paid, it does get its day.

    Args:
        ordered_on: The day of the order.
        credit_days: The customer's days of credit; 0 is payment on the day of the order.
        today: The local date.
        paid_on: The day the money came in, where that is known.
    """
    if credit_days is None:
        return None
    try:
        due = ordered_on + timedelta(days=credit_days)
    except OverflowError:
        return None
    return due if due >= today or paid_on is not None else None
