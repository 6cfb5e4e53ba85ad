"""Follow-ups that cadence plans: the next one, a new day when the cadence changes, many at once.

Every day is a working day of the book's country (product.md, Dates), and every one has a goal and
an expected result (S0-26).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.cadence import Cadence, next_date, parse_cadence
from kamtui.domain.enums import FollowUpChannel, FollowUpState, Origin
from kamtui.domain.errors import KamError
from kamtui.domain.views.changes import ChangeSet, PlannedStep
from kamtui.domain.workdays import WorkCalendar, add_working_days, spread
from kamtui.services import calendars, rules
from kamtui.services.desk import Desk
from kamtui.services.plan_templates import Template, template, templates
from kamtui.store.queries import cadence as queries
from kamtui.store.reader import Reader
from kamtui.store.values import as_day

if TYPE_CHECKING:
    from kamtui.store.tables import Customer, FollowUp
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["Held", "Unplanned", "held_by", "plan_many", "plan_next", "redate", "unplanned"]


@dataclass(frozen=True, slots=True)
class Held:
    """What a customer's cadence follows from."""

    grade: str | None
    own: str | None


@dataclass(frozen=True, slots=True)
class Unplanned:
    """Customers with nothing planned whom cadence can plan, the most important first.

    Attributes:
        customer_ids: A first, then who was not spoken to for longest.
        without_cadence: How many more there are, who have none.
        per_day: How many a working day the book's setting says.
        calendar: The working days they are spread over.
        starts: The working day they begin on.
        wanted: The day each one's cadence asks for.
    """

    customer_ids: tuple[str, ...]
    without_cadence: int
    per_day: int
    calendar: WorkCalendar
    starts: date
    wanted: tuple[date, ...]

    def need_somebody(self) -> None:
        """Refuse where cadence can plan nobody.

        Raises:
            KamError: ``plan.none``; ``plan.no_cadence`` with how many only lack a cadence.
        """
        if not self.customer_ids and self.without_cadence:
            raise KamError("plan.no_cadence", {"count": self.without_cadence})
        if not self.customer_ids:
            raise KamError("plan.none")

    def ends(self, per_day: int) -> date:
        """Return the day of the last one at so many a working day."""
        days = spread(self.wanted, per_day, self.starts, self.calendar)
        return max(days, default=self.starts)


def held_by(customer: "Customer") -> Held:
    """Return what a customer's cadence follows from now, to be compared after a change."""
    return Held(customer.grade, customer.cadence)


def plan_next(work: "UnitOfWork", closed: Sequence["FollowUp"]) -> None:
    """Plan the next contact of customers whose follow-ups were just completed.

    Only where nothing else is planned, and by default after any follow-up, so that nobody is left
    without a next step (setting ``cadence.auto``).  It counts from the day it was done; an errand
    is no contact, so after one it counts from the last contact, to no day before tomorrow.
    """
    reader = work.reader
    auto = rules.value_of(reader, "cadence.auto")
    after = {
        plan.customer_id: plan
        for plan in closed
        if auto == "all" or (auto == "cadence" and plan.origin == Origin.CADENCE)
    }
    if not after:
        return
    from kamtui.store.tables import Customer

    work.session.flush()
    busy = queries.with_plan(reader, tuple(after))
    calendar = calendars.of_reader(reader)
    for customer_id, plan in after.items():
        customer = work.session.get(Customer, customer_id)
        if customer is None or customer.deleted_at or customer.archived_on or customer_id in busy:
            continue
        cadence = _cadence(reader, held_by(customer))
        if cadence is None:
            continue
        today = work.now.date()
        start = today
        if plan.channel == FollowUpChannel.ERRAND.value:
            start = queries.last_contact(reader, customer_id) or today
        day = _next(start, cadence, calendar)
        if day is None:
            continue
        day = max(day, add_working_days(today, 1, calendar))
        words = template(reader, customer.grade, cadence.channel)
        added = _follow_up(customer_id, day, cadence, words)
        added.contact_id, added.assignee = plan.contact_id, plan.assignee
        work.add(added)
        work.planned.append(PlannedStep(customer_id, day, cadence.channel.value))


def redate(work: "UnitOfWork", customer: "Customer", before: Held) -> None:
    """Give what cadence has planned the day of another cadence, after a change of grade.

    The day counts from the last contact.  Where that day is over, it counts from today, but never
    becomes later than it was planned: nobody is seen later for being worth more.
    """
    held = held_by(customer)
    if held == before:
        return
    reader = work.reader
    old, new = _cadence(reader, before), _cadence(reader, held)
    if new is None or new == old:
        return
    work.session.flush()
    plans = _open_by_cadence(work, customer.id)
    if not plans:
        return
    calendar, today = calendars.of_reader(reader), work.now.date()
    spoken = queries.last_contact(reader, customer.id)
    day = _next(spoken or today, new, calendar)
    fresh = _next(today, new, calendar)
    if day is None or fresh is None:
        return
    words = template(reader, customer.grade, new.channel)
    earlier = templates(reader, before.grade, old.channel) if old else ()
    for plan in plans:
        wanted = day if day > today else min(plan.due_on, fresh)
        moved = wanted != plan.due_on or plan.channel != new.channel.value
        plan.due_on = wanted
        if old is None or plan.channel == old.channel.value:
            plan.channel = new.channel.value
        _renew(plan, earlier, words)
        if moved:
            work.planned.append(PlannedStep(customer.id, plan.due_on, plan.channel, moved=True))


def unplanned(
    desk: Desk, *, customer_ids: Sequence[str] | None = None, grades: Sequence[str] = ()
) -> Unplanned:
    """Return whom cadence can plan: customers without a plan, all or some of them."""
    with desk.read() as reader:
        calendar = calendars.of_reader(reader)
        rows = queries.without_plan(reader, customer_ids)
        cadences = _Cadences(reader)
        chosen = [row for row in rows if not grades or row[1] in grades]
        per_day = int(rules.value_of(reader, "plan.per_day"))
    starts = add_working_days(desk.today(), 1, calendar)
    able, wanted = [], []
    for customer_id, grade, own, _name, spoken in chosen:
        cadence = cadences.of(Held(grade, own))
        if cadence is not None:
            able.append(customer_id)
            wanted.append(_wanted(spoken, cadence, starts, calendar))
    left = len(chosen) - len(able)
    return Unplanned(tuple(able), left, per_day, calendar, starts, tuple(wanted))


def plan_many(desk: Desk, *, customer_ids: Sequence[str], per_day: int) -> ChangeSet:
    """Plan customers who have no plan, so many a working day, as one step.

    Each is planned for the day its cadence asks for, counted from its last contact; who was never
    spoken to, or should have been by now, comes from the next working day on.  Who has a plan or no
    cadence by now is left alone.

    Raises:
        KamError: ``plan.per_day`` for less than one a day; ``plan.none`` where nobody is left.
    """
    if per_day < 1:
        raise KamError("plan.per_day", {"count": per_day}, exit_code=2)
    with desk.write("plan") as work:
        reader = work.reader
        calendar, cadences = calendars.of_reader(reader), _Cadences(reader)
        starts = add_working_days(desk.today(), 1, calendar)
        able = [
            (customer_id, grade, cadence, called, _wanted(spoken, cadence, starts, calendar))
            for customer_id, grade, own, called, spoken in queries.without_plan(
                reader, customer_ids
            )
            if (cadence := cadences.of(Held(grade, own))) is not None
        ]
        if not able:
            raise KamError("plan.none")
        days = spread([one[-1] for one in able], per_day, starts, calendar)
        plans: list[FollowUp] = []
        words: dict[tuple[str | None, FollowUpChannel], Template] = {}
        for (customer_id, grade, cadence, _called, _day), day in zip(able, days, strict=True):
            key = (grade, cadence.channel)
            if key not in words:
                words[key] = template(reader, grade, cadence.channel)
            plans.append(_follow_up(customer_id, day, cadence, words[key]))
        name = able[0][3]
        work.add_all(plans)
        work.planned += [PlannedStep(one.customer_id, one.due_on, one.channel) for one in plans]
        return work.commit(subject=name if len(plans) == 1 else "")


def _wanted(spoken: str | None, cadence: Cadence, starts: date, calendar: WorkCalendar) -> date:
    """Return the day a cadence asks for, never before the day planning starts on."""
    last = as_day(spoken)
    day = None if last is None else _next(last, cadence, calendar)
    return starts if day is None else max(starts, day)


class _Cadences:
    """The cadences of many customers, each text read once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[Held, Cadence | None] = {}

    def of(self, held: Held) -> Cadence | None:
        if held not in self._known:
            self._known[held] = _cadence(self._reader, held)
        return self._known[held]


def _cadence(reader: Reader, held: Held) -> Cadence | None:
    text = rules.effective_cadence(reader, grade=held.grade, own=held.own)
    try:
        return parse_cadence(text) if text else None
    except KamError:  # written by another program
        return None


def _next(start: date, cadence: Cadence, calendar: WorkCalendar) -> date | None:
    try:
        return next_date(start, cadence, calendar)
    except (KamError, OverflowError):  # beyond the days there are
        return None


def _follow_up(customer_id: str, day: date, cadence: Cadence, words: Template) -> "FollowUp":
    from kamtui.store.tables import FollowUp

    return FollowUp(
        customer_id=customer_id,
        due_on=day,
        channel=cadence.channel.value,
        purpose=words.what,
        goal=words.goal or None,
        expected_result=words.result or None,
        origin=Origin.CADENCE.value,
    )


def _renew(plan: "FollowUp", earlier: Sequence[Template], words: Template) -> None:
    """Put the new grade's words where the old one's stand unchanged, in whichever language."""
    if plan.purpose in {one.what for one in earlier}:
        plan.purpose = words.what
    if (plan.goal or "") in {one.goal for one in earlier}:
        plan.goal = words.goal or None
    if (plan.expected_result or "") in {one.result for one in earlier}:
        plan.expected_result = words.result or None


def _open_by_cadence(work: "UnitOfWork", customer_id: str) -> Sequence["FollowUp"]:
    from sqlmodel import col, select

    from kamtui.store.tables import FollowUp

    return work.session.exec(
        select(FollowUp).where(
            FollowUp.customer_id == customer_id,
            FollowUp.state == FollowUpState.OPEN.value,
            FollowUp.origin == Origin.CADENCE.value,
            col(FollowUp.deleted_at).is_(None),
        )
    ).all()
