"""The two timers of grading: grades are looked over quarterly, their model every half year.

Each grade is due so long after it was decided about (S1-31, S4-10), so that a review that was begun
and left is still there tomorrow with what is left of it.  Saving another version of the model, or
saying that it was looked over and stays, resets the second (S1-19).  Each can be put off.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from kamtui.domain.decisions import Decision
from kamtui.domain.errors import KamError
from kamtui.domain.months import add_months, months_before
from kamtui.domain.owed import GRADES_REVIEW, MODEL_REVIEW
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.store.queries import agenda as queries
from kamtui.store.queries import grade_history
from kamtui.store.reader import Reader
from kamtui.store.values import as_instant, instant_text

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["GRADES", "MODEL", "REVIEWED", "REVIEWS", "Asked", "Due", "asked", "decided_before",
           "local_day", "model_due", "model_reviewed", "note_reviewed", "put_off",
           "put_off_in"]  # fmt: skip

#: The lines of the agenda.
GRADES, MODEL = GRADES_REVIEW, MODEL_REVIEW
REVIEWS = frozenset({GRADES, MODEL})
#: The setting that counts the months, and those that remember, which nobody types.
_MONTHS = {GRADES: "review.months", MODEL: "review.model_months"}
_UNTIL = {GRADES: "timer.grades_until", MODEL: "timer.model_until"}
_LOOKED = "timer.model_on"
#: Decisions that look a grade over.
REVIEWED = (Decision.ACCEPTED.value, Decision.OVERRIDDEN.value, Decision.KEPT.value)


class Asked(NamedTuple):
    """A timer as the settings have it.

    Attributes:
        months: So often it is due.
        until: The day it was put off to, None where it was not.
    """

    months: int
    until: date | None


class Due(NamedTuple):
    """A review with its day.

    Attributes:
        since: The day of the last one, else the day it is counted from.
        months: So often it is due.
        on: The day it is due, or was put off to.
    """

    since: date
    months: int
    on: date

    @classmethod
    def after(cls, since: date, asked: Asked) -> "Due":
        """Return when a review is due that was last on a day."""
        on = _after(since, asked.months)
        return cls(since, asked.months, on if asked.until is None else max(on, asked.until))


def asked(desk: Desk, reader: Reader, until: date) -> Asked | None:
    """Return how often grades are reviewed, None where none can be due by a day.

    That is told from the oldest record and one look at the decisions; whose grades are due is
    another question.
    """
    found = _asked(reader, GRADES)
    if found.until is not None and found.until > until:
        return None
    before = decided_before(desk, found.months, until)
    begun = queries.begun(reader)
    if begun is not None and begun <= before:
        return found
    return None if queries.last_review(reader, REVIEWED, before=before) is None else found


def model_due(desk: Desk, reader: Reader, until: date) -> Due | None:
    """Return when the model is to be looked over, None where that is after a day."""
    stored = grade_history.model_changed(reader) or queries.begun(reader)
    if stored is None:
        return None
    since = local_day(desk, stored)
    kept = _kept(reader)
    if (looked := kept.get(_LOOKED)) is not None:
        since = max(since, looked)
    found = Due.after(since, _asked(reader, MODEL, kept))
    return found if found.on <= until else None


def _asked(reader: Reader, timer: str, kept: Mapping[str, date] | None = None) -> Asked:
    days = _kept(reader) if kept is None else kept
    return Asked(int(rules.value_of(reader, _MONTHS[timer])), days.get(_UNTIL[timer]))


def local_day(desk: Desk, stored: str) -> date:
    """Return the day here of an instant as stored."""
    moment = as_instant(stored)
    assert moment is not None
    return moment.astimezone(desk.clock.now().tzinfo).date()


def decided_before(desk: Desk, months: int, day: date) -> str:
    """Return the end of the last day whose decisions are due for review by a day, as stored."""
    now = desk.clock.now()
    last = months_before(day, months)
    # Three months after 30 November are over on 28 February.
    while last < date.max and _after(last + timedelta(days=1), months) <= day < date.max:
        last += timedelta(days=1)
    return instant_text(datetime.combine(last, time.max, tzinfo=now.tzinfo))


def _after(day: date, months: int) -> date:
    """Return the day so many months later, the last day there is where the calendar ends."""
    try:
        return add_months(day, months)
    except OverflowError:
        return date.max


def model_reviewed(desk: Desk) -> "ChangeSet":
    """Note that the model was looked over today and stays as it is; its timer begins anew."""
    with desk.write("model-review") as work:
        note_reviewed(work, desk.today())
        return work.commit()


def put_off(desk: Desk, *, timer: str, to: date) -> "ChangeSet":
    """Let a review rest until a day.

    Raises:
        KamError: ``date.past``; ``agenda.unknown_id`` for what is no timer.
    """
    with desk.write("snooze") as work:
        put_off_in(work, timer, to, desk.today())
        return work.commit()


def note_reviewed(work: "UnitOfWork", today: date) -> None:
    """Note it inside a write."""
    _store(work, _LOOKED, today.isoformat())
    _store(work, _UNTIL[MODEL], None)


def put_off_in(work: "UnitOfWork", timer: str, to: date, today: date) -> None:
    """Put off inside a write; raises what `put_off` does."""
    if timer not in REVIEWS:
        raise KamError("agenda.unknown_id", {"id": timer})
    if to < today:
        raise KamError("date.past", {"date": to.isoformat()})
    _store(work, _UNTIL[timer], to.isoformat())


def _store(work: "UnitOfWork", key: str, value: str | None) -> None:
    from kamtui.services.saved_filters import store

    store(work, key, value)


def _kept(reader: Reader) -> dict[str, date]:
    """Return the days that are remembered; what is no day (another program's) is left out."""
    rows = reader.rows(
        "SELECT key, value FROM setting WHERE key IN :keys AND deleted_at IS NULL",
        keys=[*_UNTIL.values(), _LOOKED],
    )
    found = {}
    for key, stored in rows:
        try:  # a day in JSON is a day in quotation marks: every agenda would pay for a parser
            found[key] = date.fromisoformat(str(stored).strip().strip('"'))
        except ValueError:
            continue
    return found
