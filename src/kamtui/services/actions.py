"""Acting on agenda rows: done, and another day.  Each call is one undo step, however many rows."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import TYPE_CHECKING

from kamtui.domain.enums import Channel, FollowUpChannel, FollowUpState
from kamtui.domain.errors import KamError
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.services.agenda_quiet import is_silent
from kamtui.services.cadence_plans import plan_next
from kamtui.services.clock import zone_name
from kamtui.services.desk import Desk
from kamtui.services.occasions import BIRTHDAY, content_of, read_occasion
from kamtui.services.review_timers import MODEL, REVIEWS, note_reviewed, put_off_in
from kamtui.services.targets import Target, find_target

if TYPE_CHECKING:
    from kamtui.store.tables import FollowUp
    from kamtui.store.unit_of_work import UnitOfWork


def done(
    desk: Desk,
    *,
    item_ids: Sequence[str],
    sent: str = "",
    called: Mapping[str, str] | None = None,
) -> ChangeSet:
    """Clear agenda rows; never asks (product.md, Done).

    A follow-up by call, visit or message writes a communication without content that counts as
    contact; an errand counts as none.  A promise is delivered today, money received in full today,
    a complaint responded to, then settled.  Silence ends with a contact that is not noted; care
    writes a contact with what was sent, and the occasion does not come back this year; a customer
    named by ``stale:CUSTOMER_NO`` was verified today.  Cadence
    plans the next contact where nothing else is planned, in the same step
    (`cadence_plans.plan_next`).

    Args:
        desk: The open book.
        item_ids: The rows.
        sent: What was sent or said, for rows of care.
        called: What an occasion of care is called, by the row's id; it stands before ``sent``.

    Raises:
        KamError: ``agenda.unknown_id``, ``agenda.already_done`` and their like; nothing is changed
            when one of several ids is wrong.  ``agenda.review_open`` for the grades to review;
            the model is looked over by this.
    """
    looked = MODEL in item_ids
    targets = _targets(desk, [one for one in item_ids if one != MODEL])
    words = called or {}
    with desk.write("done") as work:
        if looked:
            note_reviewed(work, desk.today())
        for identifier, target in targets.items():
            if target.entity == "care":
                _greet(desk, work, target, sent=sent, called=words.get(identifier, ""))
            else:
                _FINISH[target.entity](desk, work, target)
        chosen = tuple(targets.values())
        plan_next(work, _closed(work, chosen))
        return work.commit(subject=_subject(work, chosen))


def snooze(
    desk: Desk,
    *,
    item_ids: Sequence[str],
    to: date,
    at: time | None = None,
    called: Mapping[str, str] | None = None,
) -> ChangeSet:
    """Move agenda rows to another day; money gets the day it was promised for.

    Silence and care have no day of their own to move: a follow-up is planned for the day, called
    as ``called`` says by the row's id, and the row stays away for it.

    Raises:
        KamError: ``date.past`` for a day before today; ``agenda.clock_runs`` for a complaint,
            whose clock no rep may move; ``agenda.stale_waits`` for a record to verify; and what
            `done` raises.
    """
    if to < desk.today():
        raise KamError("date.past", {"date": to.isoformat()})
    targets = _targets(desk, [one for one in item_ids if one not in REVIEWS])
    words = called or {}
    with desk.write("snooze") as work:
        for one in REVIEWS.intersection(item_ids):
            put_off_in(work, one, to, desk.today())
        for identifier, target in targets.items():
            if target.entity in ("silence", "care"):
                _plan_instead(work, target, to=to, at=at, what=words.get(identifier, ""))
            else:
                _move(work, target, to=to, at=at)
        return work.commit(subject=_subject(work, tuple(targets.values())))


def _targets(desk: Desk, item_ids: Sequence[str]) -> dict[str, Target]:
    """Return what the ids name, each record once, under the first id that named it."""
    with desk.read() as reader:
        found = {identifier: find_target(reader, identifier) for identifier in item_ids}
        for identifier, target in found.items():
            if target.entity == "silence" and not is_silent(reader, target.id, today=desk.today()):
                raise KamError("agenda.already_done", {"id": identifier})
    first = {target: identifier for identifier, target in reversed(found.items())}
    return {one: target for one, target in found.items() if first[target] == one}


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
    return _trace(
        desk,
        work,
        plan.customer_id,
        channel=plan.channel or Channel.CALL.value,
        contact_id=plan.contact_id,
        follow_up_id=plan.id,
    )


def _trace(
    desk: Desk,
    work: "UnitOfWork",
    customer_id: str,
    *,
    channel: str,
    contact_id: str | None = None,
    follow_up_id: str | None = None,
    content: str = "",
    key: str | None = None,
) -> str:
    """Write a contact that happened now; without content it is "not noted"."""
    from kamtui.store.tables import Communication, CommunicationContact

    talked = work.add(
        Communication(
            customer_id=customer_id,
            at=work.now,
            on_date=desk.today(),
            zone=zone_name(desk.clock.now()),
            channel=channel,
            content=content or None,
            noted=bool(content),
            by=desk.actor or None,
            follow_up_id=follow_up_id,
            source_key=key,
        )
    )
    if contact_id:
        work.session.add(CommunicationContact(communication_id=talked.id, contact_id=contact_id))
    return talked.id


def _end_silence(desk: Desk, work: "UnitOfWork", target: Target) -> None:
    _trace(desk, work, target.customer_id, channel=Channel.CALL.value)


def _greet(desk: Desk, work: "UnitOfWork", target: Target, *, sent: str, called: str) -> None:
    _trace(
        desk,
        work,
        target.customer_id,
        channel=Channel.WECHAT.value,
        contact_id=_born(target),
        content=content_of(clean(called), clean(sent)),
        key=target.id,
    )


def _plan_instead(
    work: "UnitOfWork", target: Target, *, to: date, at: time | None, what: str
) -> None:
    """Plan a follow-up for the day something that is no record was put off to."""
    from kamtui.store.tables import FollowUp

    care = target.entity == "care"
    work.add(
        FollowUp(
            customer_id=target.customer_id,
            contact_id=_born(target) if care else None,
            due_on=to,
            due_time=at,
            channel=FollowUpChannel.WECHAT.value if care else FollowUpChannel.CALL.value,
            purpose=clean(what),
            source_key=target.id if care else None,
        )
    )


def _born(target: Target) -> str | None:
    """Return whose birthday a row of care is about, None for a festival."""
    occasion = read_occasion(target.id)
    return occasion.who if occasion is not None and occasion.code == BIRTHDAY else None


def _verify(desk: Desk, work: "UnitOfWork", target: Target) -> None:
    from kamtui.store.tables import Customer

    work.get(Customer, target.id).verified_on = desk.today()


def _finish_promise(desk: Desk, work: "UnitOfWork", target: Target) -> None:
    from kamtui.store.tables import Promise

    work.get(Promise, target.id).delivered_on = desk.today()


def _finish_receivable(desk: Desk, work: "UnitOfWork", target: Target) -> None:
    from kamtui.services import receivables
    from kamtui.store.tables import Receivable

    owed = work.get(Receivable, target.id)
    receivables.book(work, owed, amount_minor=owed.amount_minor - owed.paid_minor, on=desk.today())


def _finish_complaint(desk: Desk, work: "UnitOfWork", target: Target) -> None:
    from kamtui.services import feedback
    from kamtui.store.tables import Complaint

    complaint = work.get(Complaint, target.id)
    if complaint.responded_at is None:
        feedback.respond_in(work, complaint)
    else:
        feedback.settle_in(work, complaint)


def _move(work: "UnitOfWork", target: Target, *, to: date, at: time | None) -> None:
    from kamtui.services import receivables
    from kamtui.store.tables import FollowUp, Promise, Receivable

    if target.entity == "complaint":
        raise KamError("agenda.clock_runs")
    if target.entity == "stale":
        raise KamError("agenda.stale_waits")
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
    "silence": _end_silence,
    "stale": _verify,
}
