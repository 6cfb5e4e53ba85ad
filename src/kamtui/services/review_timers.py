"""The two timers of grading: grades are looked over quarterly, their model every half year.

Each grade is due so long after it was decided about (S1-31, S4-10), so that a review that was begun
and left is still there tomorrow with what is left of it.  Saving another version of the model, or
saying that it was looked over and stays, resets the second (S1-19).  Each can be put off.
"""

from datetime import date, datetime, time
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

__all__ = ["GRADES", "MODEL", "REVIEWED", "REVIEWS", "Due", "decided_before", "due",
           "model_reviewed", "note_reviewed", "put_off", "put_off_in"]  # fmt: skip

#: The lines of the agenda.
GRADES, MODEL = GRADES_REVIEW, MODEL_REVIEW
REVIEWS = frozenset({GRADES, MODEL})
#: The setting that counts the months, and those that remember, which nobody types.
_MONTHS = {GRADES: "review.months", MODEL: "review.model_months"}
_UNTIL = {GRADES: "timer.grades_until", MODEL: "timer.model_until"}
_LOOKED = "timer.model_on"
#: Decisions that look a grade over.
REVIEWED = (Decision.ACCEPTED.value, Decision.OVERRIDDEN.value, Decision.KEPT.value)


class Due(NamedTuple):
    """A timer that has run out.

    Attributes:
        since: The day of the last review, else the day the book was begun.
        months: So often it is due.
    """

    since: date
    months: int


def due(desk: Desk, reader: Reader, timer: str, today: date) -> Due | None:
    """Return since when a review is due, None while it is not or was put off."""
    kept = _kept(reader)
    if (until := kept.get(_UNTIL[timer])) is not None and until > today:
        return None
    zone = desk.clock.now().tzinfo
    months = int(rules.value_of(reader, _MONTHS[timer]))
    if timer == GRADES:
        stored = queries.last_review(reader, REVIEWED, before=decided_before(desk, months))
    else:
        stored = grade_history.model_changed(reader)
    last = as_instant(stored or queries.begun(reader))
    if last is None:
        return None
    since = last.astimezone(zone).date()
    if timer == MODEL and (looked := kept.get(_LOOKED)) is not None:
        since = max(since, looked)
    return Due(since, months) if add_months(since, months) <= today else None


def decided_before(desk: Desk, months: int) -> str:
    """Return the end of the last day whose decisions are due for review again, as stored."""
    now = desk.clock.now()
    day = months_before(desk.today(), months)
    return instant_text(datetime.combine(day, time.max, tzinfo=now.tzinfo))


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
        import json  # few books remember a day, and every agenda would pay

        try:
            value = json.loads(stored) if isinstance(stored, str) else stored
            found[key] = date.fromisoformat(str(value))
        except ValueError:
            continue
    return found
