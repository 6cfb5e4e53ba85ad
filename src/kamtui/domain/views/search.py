"""What a look-up finds."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class CustomerMatch(NamedTuple):
    """One customer found (cli.md, ``find``).

    ``days_overdue`` is 0 or more; ``score`` is the grade score, None where the data do not suffice.
    """

    customer_id: str
    customer_no: str
    name: str
    grade: str | None
    contact: str | None
    phone: str | None
    last_contact: date | None
    last_channel: str | None
    next_due: date | None
    days_overdue: int
    score: int | None
    #: The score to two decimals, where it was computed for this answer.
    exact_score: Decimal | None = None


class NoteMatch(NamedTuple):
    """One communication whose words contain what was looked for; content or outcome is empty."""

    customer_id: str
    customer_no: str
    name: str
    communication_id: str
    on: date
    channel: str
    content: str
    outcome: str = ""
