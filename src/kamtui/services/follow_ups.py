"""Changing what is planned or promised: every field a form shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from kamtui.domain.enums import FollowUpChannel, FollowUpState
from kamtui.domain.errors import KamError
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.customer import FollowUpView
from kamtui.services.actions import complete
from kamtui.services.cadence_plans import plan_next
from kamtui.services.desk import Desk
from kamtui.services.targets import Target, find_target
from kamtui.store.reader import Reader

if TYPE_CHECKING:
    from kamtui.store.tables import FollowUp
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["PlanEdit", "PlanValues", "change", "listed", "people_of", "values_of"]

#: Follow-ups one customer's list reads at most, and those of them that are closed.
_MOST, _CLOSED = 1000, 20


@dataclass(frozen=True, slots=True)
class PlanValues:
    """What of a follow-up or a promise can be changed.

    A promise has a day, words and a day of delivery; a follow-up everything but that.

    Attributes:
        kind: ``follow_up`` or ``promise``.
        on: The day; a promise may have none.
        at: The local time of day.
        what: What is to be done, or was promised.
        channel: A `FollowUpChannel` value.
        contact_id: With whom.
        place: Where.
        goal: What is to be reached.
        expected_result: How one will know.
        assignee: Who does it.
        state: A `FollowUpState` value.
        result: What came of it.
        delivered_on: When a promise was kept.
    """

    kind: str
    on: date | None
    at: time | None
    what: str
    channel: str | None
    contact_id: str | None = None
    place: str | None = None
    goal: str | None = None
    expected_result: str | None = None
    assignee: str | None = None
    state: str = FollowUpState.OPEN.value
    result: str | None = None
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanEdit:
    """The values wanted; those equal to the ones started from are left alone."""

    wanted: PlanValues
    base: PlanValues


#: Column of each value of a follow-up and of a promise.
_COLUMNS: dict[str, Mapping[str, str]] = {
    "follow_up": {
        "on": "due_on",
        "at": "due_time",
        "what": "purpose",
        "channel": "channel",
        "contact_id": "contact_id",
        "place": "place",
        "goal": "goal",
        "expected_result": "expected_result",
        "assignee": "assignee",
        "result": "result",
        "state": "state",
    },
    "promise": {"on": "due_on", "what": "what", "delivered_on": "delivered_on"},
}
#: Free text that may be empty.
_TEXTS = ("place", "goal", "expected_result", "assignee", "result")


def listed(desk: Desk, *, customer_id: str) -> tuple[FollowUpView, ...]:
    """Return a customer's follow-ups: every open one by date, then those closed last."""
    from kamtui.services.brief_records import plans_of

    with desk.read() as reader:
        found = plans_of(reader, customer_id, limit=_MOST)
    closed = [one for one in found if one.state != FollowUpState.OPEN]
    closed.sort(key=_closed_on, reverse=True)
    return (*(one for one in found if one.state == FollowUpState.OPEN), *closed[:_CLOSED])


def _closed_on(plan: FollowUpView) -> tuple[str, str]:
    at = plan.completed_at
    return (at.isoformat() if at else plan.due_on.isoformat(), plan.id)


def people_of(desk: Desk, *, item_id: str) -> tuple[tuple[str, str], ...]:
    """Return (id, name) of whom a follow-up may be with, the one it is with included.

    Raises:
        KamError: What `values_of` raises.
    """
    with desk.read() as reader:
        target = _target(reader, item_id)
        rows = reader.rows(
            "SELECT k.id, k.name FROM contact k WHERE k.customer_id = :customer"
            " AND (k.deleted_at IS NULL"
            " OR k.id IN (SELECT contact_id FROM follow_up WHERE id = :id))"
            " ORDER BY k.is_main DESC, k.id",
            customer=target.customer_id,
            id=target.id,
        )
    return tuple((str(row[0]), str(row[1])) for row in rows)


def values_of(desk: Desk, *, item_id: str) -> PlanValues:
    """Return what stands in the book now, also of one that is done.

    Raises:
        KamError: ``agenda.not_editable`` for money and complaints; what `find_target` raises.
    """
    from kamtui.store.values import as_day, as_time

    with desk.read() as reader:
        target = _target(reader, item_id)
        names = _COLUMNS.get(target.entity)
        if names is None:
            raise KamError("agenda.not_editable", {"kind": target.entity})
        row = reader.one(
            f"SELECT {', '.join(names.values())} FROM {target.entity} WHERE id = :id", id=target.id
        )
    if row is None:
        raise KamError("agenda.unknown_id", {"id": item_id})
    found = dict(zip(names, row, strict=True))
    on, at, delivered = (found.pop(name, None) for name in ("on", "at", "delivered_on"))
    return PlanValues(
        target.entity,
        as_day(on),
        as_time(at),
        found.pop("what") or "",
        found.pop("channel", None),
        delivered_on=as_day(delivered),
        **found,
    )


def _target(reader: Reader, item_id: str) -> Target:
    """Find a record by its whole id, done or not; else what is open on the agenda."""
    for entity in _COLUMNS:
        row = reader.one(
            f"SELECT customer_id FROM {entity} WHERE id = :id AND deleted_at IS NULL", id=item_id
        )
        if row is not None:
            return Target(entity, item_id, str(row[0]))
    return find_target(reader, item_id)


def change(desk: Desk, *, item_id: str, edit: PlanEdit) -> ChangeSet:
    """Write the values that differ from those the form started with, as one undo step.

    A follow-up set done leaves the trace `actions.done` leaves, the next one by cadence too; one
    set open again has nothing that closed it any more, but what was written then stays.

    Raises:
        KamError: ``record.conflict`` with mine, theirs and base where another window changed the
            same field meanwhile (trust.md 3); ``plan.empty``, ``promise.empty``, ``date.past``,
            ``date.future``, ``channel.unknown``, ``value.invalid``.
    """
    wanted, base = edit.wanted, edit.base
    changed = _changed(wanted, base)
    _check(desk, wanted, changed)
    with desk.read() as reader:
        target = _target(reader, item_id)
    from kamtui.store.tables import Customer, FollowUp, Promise

    columns = _COLUMNS.get(target.entity, {})
    with desk.write("edit") as work:
        record: FollowUp | Promise
        if target.entity == "follow_up":
            record = work.get(FollowUp, target.id)
        else:
            record = work.get(Promise, target.id)
        for name, value in changed.items():
            column = columns.get(name)
            if column is None:
                continue
            theirs, started = getattr(record, column), getattr(base, name)
            if theirs not in (started, value):
                raise KamError(
                    "record.conflict",
                    {"field": column, "mine": value, "theirs": theirs, "base": started},
                )
            if name != "state":
                setattr(record, column, value)
            elif isinstance(record, FollowUp) and theirs != value:
                _set_state(desk, work, record, str(value))
        customer = work.session.get(Customer, target.customer_id)
        return work.commit(subject=customer.name if customer else "")


def _check(desk: Desk, wanted: PlanValues, changed: Mapping[str, object]) -> None:
    if "what" in changed and not clean(wanted.what):
        if wanted.kind == "promise":
            raise KamError("promise.empty")
        if wanted.channel is None:
            raise KamError("plan.empty")
    if "on" in changed and wanted.on is not None and wanted.on < desk.today():
        raise KamError("date.past", {"date": wanted.on.isoformat()})
    delivered = wanted.delivered_on
    if "delivered_on" in changed and delivered is not None and delivered > desk.today():
        raise KamError("date.future", {"date": delivered.isoformat()})
    if "channel" in changed and wanted.channel and wanted.channel not in set(FollowUpChannel):
        raise KamError(
            "channel.unknown", {"channel": wanted.channel, "known": list(FollowUpChannel)}
        )
    if wanted.state not in set(FollowUpState):
        raise KamError("value.invalid", {"field": "state", "value": wanted.state})


def _set_state(desk: Desk, work: "UnitOfWork", plan: "FollowUp", state: str) -> None:
    if state == FollowUpState.OPEN:
        plan.state, plan.completed_at, plan.communication_id = state, None, None
    elif state == FollowUpState.DONE and plan.state == FollowUpState.OPEN:
        complete(desk, work, plan)
        plan_next(work, [plan])
    else:
        plan.state, plan.completed_at = state, plan.completed_at or work.now


def _changed(wanted: PlanValues, base: PlanValues) -> Mapping[str, object]:
    pairs: dict[str, tuple[object, object]] = {
        "on": (wanted.on, base.on),
        "at": (wanted.at, base.at),
        "what": (clean(wanted.what), clean(base.what)),
        "channel": (wanted.channel or None, base.channel or None),
        "contact_id": (wanted.contact_id, base.contact_id),
        "delivered_on": (wanted.delivered_on, base.delivered_on),
    }
    for name in _TEXTS:
        mine, started = getattr(wanted, name), getattr(base, name)
        pairs[name] = (clean(mine or "") or None, clean(started or "") or None)
    pairs["state"] = (wanted.state, base.state)  # last: what `complete` writes rests on the others
    return {name: mine for name, (mine, started) in pairs.items() if mine != started}
