"""Acting on agenda rows: done, and another day.  Each call is one undo step, however many rows."""

from collections.abc import Sequence
from datetime import date, time
from typing import TYPE_CHECKING

from kamtui.domain.enums import Channel, FollowUpChannel, FollowUpState
from kamtui.domain.errors import KamError
from kamtui.domain.views.changes import ChangeSet
from kamtui.services.cadence_plans import plan_next
from kamtui.services.clock import zone_name
from kamtui.services.desk import Desk
from kamtui.services.targets import Target, find_target

if TYPE_CHECKING:
    from kamtui.store.tables import FollowUp
    from kamtui.store.unit_of_work import UnitOfWork


def done(desk: Desk, *, item_ids: Sequence[str]) -> ChangeSet:
    """Clear agenda rows; never asks (product.md, Done).

    A follow-up by call, visit or message writes a communication without content that counts as
    contact; an errand counts as none.  A promise is delivered today, money received in full today,
    a complaint responded to, then settled.  Cadence plans the next contact where nothing else is
    planned, in the same step (`cadence_plans.plan_next`).

    Raises:
        KamError: ``agenda.unknown_id``, ``agenda.already_done`` and their like; nothing is changed
            when one of several ids is wrong.
    """
    targets = _targets(desk, item_ids)
    with desk.write("done") as work:
        for target in targets:
            _FINISH[target.entity](desk, work, target)
        plan_next(work, _closed(work, targets))
        return work.commit(subject=_subject(work, targets))


def snooze(desk: Desk, *, item_ids: Sequence[str], to: date, at: time | None = None) -> ChangeSet:
    """Move agenda rows to another day; money gets the day it was promised for.

    Raises:
        KamError: ``date.past`` for a day before today; ``agenda.clock_runs`` for a complaint,
            whose clock no rep may move; and what `done` raises.
    """
    if to < desk.today():
        raise KamError("date.past", {"date": to.isoformat()})
    targets = _targets(desk, item_ids)
    with desk.write("snooze") as work:
        for target in targets:
            _move(work, target, to=to, at=at)
        return work.commit(subject=_subject(work, targets))


def _targets(desk: Desk, item_ids: Sequence[str]) -> list[Target]:
    with desk.read() as reader:
        found = [find_target(reader, identifier) for identifier in item_ids]
    return list(dict.fromkeys(found))


def _closed(work: "UnitOfWork", targets: Sequence[Target]) -> "list[FollowUp]":
    from kamtui.store.tables import FollowUp

    return [work.get(FollowUp, one.id) for one in targets if one.entity == "follow_up"]


def _subject(work: "UnitOfWork", targets: Sequence[Target]) -> str:
    from kamtui.store.tables import Customer

    customers = {target.customer_id for target in targets}
    if len(customers) != 1:
        return ""
    customer = work.session.get(Customer, customers.pop())
    return customer.name if customer else ""


def _finish_follow_up(desk: Desk, work: "UnitOfWork", target: Target) -> None:
    from kamtui.store.tables import FollowUp

    complete(desk, work, work.get(FollowUp, target.id))


def complete(
    desk: Desk, work: "UnitOfWork", plan: "FollowUp", *, communication_id: str | None = None
) -> None:
    """Close a follow-up; without a communication given, leave the trace that `done` leaves."""
    plan.state = FollowUpState.DONE.value
    plan.completed_at = work.now
    if communication_id is None and plan.channel != FollowUpChannel.ERRAND.value:
        communication_id = _not_noted(desk, work, plan)
    plan.communication_id = communication_id


def _not_noted(desk: Desk, work: "UnitOfWork", plan: "FollowUp") -> str:
    from kamtui.store.tables import Communication, CommunicationContact

    talked = work.add(
        Communication(
            customer_id=plan.customer_id,
            at=work.now,
            on_date=desk.today(),
            zone=zone_name(desk.clock.now()),
            channel=plan.channel or Channel.CALL.value,
            noted=False,
            by=desk.actor or None,
            follow_up_id=plan.id,
        )
    )
    if plan.contact_id:
        work.session.add(
            CommunicationContact(communication_id=talked.id, contact_id=plan.contact_id)
        )
    return talked.id


def _finish_promise(desk: Desk, work: "UnitOfWork", target: Target) -> None:
    from kamtui.store.tables import Promise

    work.get(Promise, target.id).delivered_on = desk.today()


def _finish_receivable(desk: Desk, work: "UnitOfWork", target: Target) -> None:
    from kamtui.services import receivables
    from kamtui.store.tables import Receivable

    owed = work.get(Receivable, target.id)
    receivables.book(work, owed, amount_minor=owed.amount_minor - owed.paid_minor, on=desk.today())


def _finish_complaint(desk: Desk, work: "UnitOfWork", target: Target) -> None:
    from kamtui.store.tables import Complaint

    complaint = work.get(Complaint, target.id)
    if complaint.responded_at is None:
        complaint.responded_at = work.now
    else:
        complaint.settled_at = work.now


def _move(work: "UnitOfWork", target: Target, *, to: date, at: time | None) -> None:
    from kamtui.services import receivables
    from kamtui.store.tables import FollowUp, Promise, Receivable

    if target.entity == "complaint":
        raise KamError("agenda.clock_runs")
    if target.entity == "receivable":
        receivables.promised(work.get(Receivable, target.id), to)
    elif target.entity == "promise":
        work.get(Promise, target.id).due_on = to
    else:
        plan = work.get(FollowUp, target.id)
        plan.due_on = to
        if at is not None:
            plan.due_time = at


_FINISH = {
    "follow_up": _finish_follow_up,
    "promise": _finish_promise,
    "receivable": _finish_receivable,
    "complaint": _finish_complaint,
}
