"""What a log panel offers as the next step: the cadence's day, where nothing else is planned."""

from dataclasses import dataclass
from datetime import date

from kamtui.domain.cadence import next_date, parse_cadence
from kamtui.domain.errors import KamError
from kamtui.services import calendars, rules
from kamtui.services.desk import Desk
from kamtui.store.reader import Reader

__all__ = ["NextProposal", "cadence_of", "propose"]


@dataclass(frozen=True, slots=True)
class NextProposal:
    """The day of the next contact by cadence (requirements S0-22..25), and how it is meant.

    ``cadence`` is the text it follows, ``1m visit``.
    """

    on: date
    channel: str
    cadence: str


def propose(
    desk: Desk, *, customer_id: str, answered: str | None = None, start: date | None = None
) -> NextProposal | None:
    """Return the next contact by cadence, None where one is planned or no cadence is set.

    Args:
        desk: The open book.
        customer_id: Whose.
        answered: A follow-up that is being completed: it does not count as planned; None for the
            earliest one due by today, which a log completes.
        start: The day to count from, today by default; days off are passed over.
    """
    today = desk.today()
    with desk.read() as reader:
        text = _cadence_text(reader, customer_id)
        calendar = calendars.of_reader(reader)
        plans = reader.rows(
            "SELECT id, due_on FROM follow_up WHERE customer_id = :id AND state = 'open'"
            " AND deleted_at IS NULL ORDER BY due_on, due_time, id",
            id=customer_id,
        )
        closing = answered
        if closing is None and plans and plans[0][1] <= today.isoformat():
            closing = plans[0][0]
        if any(plan[0] != closing for plan in plans):
            return None
    try:
        cadence = parse_cadence(text) if text else None
        if cadence is None:
            return None
        day = next_date(start or today, cadence, calendar)
    except (KamError, OverflowError):
        return None  # a cadence typed by an older program, or one beyond the calendar
    return NextProposal(day, cadence.channel.value, text or "")


def cadence_of(desk: Desk, *, customer_id: str) -> str | None:
    """Return the text of the cadence that holds for a customer: its own, else its grade's."""
    with desk.read() as reader:
        return _cadence_text(reader, customer_id)


def _cadence_text(reader: Reader, customer_id: str) -> str | None:
    row = reader.one("SELECT grade, cadence FROM customer WHERE id = :id", id=customer_id)
    if row is None:
        return None
    return rules.effective_cadence(reader, grade=row[0], own=row[1])
