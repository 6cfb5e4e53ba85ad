"""Logging what happened and planning what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from kamtui.domain.enums import Channel, FollowUpChannel, Origin
from kamtui.domain.errors import KamError
from kamtui.domain.names import fold
from kamtui.domain.people import people_named
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.services.actions import complete
from kamtui.services.cadence_plans import plan_next
from kamtui.services.clock import zone_name
from kamtui.services.desk import Desk
from kamtui.services.plan_templates import template
from kamtui.services.targets import find_target

if TYPE_CHECKING:
    from kamtui.store.tables import Customer, FollowUp
    from kamtui.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """The next step: a day, an optional time, and what is to be done then.

    ``by_cadence`` marks a day that cadence proposed and nobody typed: it gets the grade's goal and
    expected result, and another day when the grade changes.
    """

    on: date
    what: str
    at: time | None = None
    channel: str | None = None
    goal: str | None = None
    expected_result: str | None = None
    place: str | None = None
    contact_id: str | None = None
    by_cadence: bool = False


@dataclass(frozen=True, slots=True)
class LogDraft:
    """One communication as typed.

    Attributes:
        customer_id: Whose.
        content: The words; may be empty, then the contact is "not noted".
        channel: A `Channel` value.
        on: The local day it happened, None for now.
        at: The local time of that day, None for now or noon of a past day.
        people: Names typed or chosen; those that match a contact are linked, others kept as text.
        new_people: Those of them who become contacts where nobody on file has this very name.
        outcome: What came of it.
        promises: What was promised, each with its day or None.
        next: The next step.
        follow_up_id: The plan it answers; None for the earliest due by today.
        plan_next: Without a next step, let cadence plan one as `actions.done` does.
    """

    customer_id: str
    content: str
    channel: str = Channel.CALL.value
    on: date | None = None
    at: time | None = None
    people: Sequence[str] = ()
    outcome: str | None = None
    promises: Sequence[tuple[str, date | None]] = ()
    next: PlanDraft | None = None
    follow_up_id: str | None = None
    direction: str | None = None
    tags: Sequence[str] = field(default=())
    new_people: Sequence[str] = ()
    plan_next: bool = False


def log(desk: Desk, *, draft: LogDraft, inbox_note: str | None = None) -> ChangeSet:
    """Write a communication, its promises and its next step; close the plan it answers.

    The plan closed is the one given, else the customer's earliest one due by today
    (product.md, Log).  A note of the inbox that it is written from leaves the inbox.  All of it is
    one undo step.

    Raises:
        KamError: ``customer.unknown``, ``channel.unknown``, ``date.future`` for something that has
            not happened yet, ``date.past`` for a next step in the past, ``log.empty``,
            ``record.gone`` for a note that is in the inbox no more.
    """
    content = clean(draft.content, keep_lines=True)
    outcome = clean(draft.outcome or "") or None
    if not (content or outcome or draft.next or draft.promises):
        raise KamError("log.empty")
    if draft.channel not in set(Channel):
        raise KamError("channel.unknown", {"channel": draft.channel, "known": list(Channel)})
    moment = moment_of(desk, on=draft.on, at=draft.at)
    check_plan(desk, draft.next)
    from kamtui.store.tables import Communication, Customer, InboxNote, Promise

    with desk.write("log") as work:
        customer = work.get(Customer, draft.customer_id)
        if inbox_note is not None:
            work.delete(work.get(InboxNote, inbox_note))
        plan = _answered(desk, work, draft)
        linked, others = _people(work, customer.id, draft.people, new=draft.new_people)
        talked = work.add(
            Communication(
                customer_id=customer.id,
                at=moment,
                on_date=moment.date(),
                zone=zone_name(moment),
                channel=draft.channel,
                direction=draft.direction,
                content=content or None,
                outcome=outcome,
                noted=bool(content or outcome),
                by=desk.actor or None,
                who="、".join(others) or None,
                follow_up_id=plan.id if plan else None,
            )
        )
        _link(work, talked.id, linked)
        for what, due_on in draft.promises:
            work.add(
                Promise(
                    customer_id=customer.id,
                    communication_id=talked.id,
                    what=clean(what),
                    due_on=due_on,
                )
            )
        if plan is not None:
            complete(desk, work, plan, communication_id=talked.id)
            plan.result = outcome or plan.result
        if draft.next is not None:
            step = _worded(work, customer, draft.next)
            work.add(follow_up_of(customer.id, step, linked[0] if linked else None))
        elif draft.plan_next and plan is not None:
            plan_next(work, [plan])
        return work.commit(subject=customer.name)


def _worded(work: "UnitOfWork", customer: "Customer", draft: PlanDraft) -> PlanDraft:
    """Return a step proposed by cadence with the words its grade's templates have for it."""
    if not draft.by_cadence or draft.channel is None:
        return draft
    words = template(work.reader, customer.grade, FollowUpChannel(draft.channel))
    return replace(
        draft,
        what=clean(draft.what) or words.what,
        goal=draft.goal or words.goal,
        expected_result=draft.expected_result or words.result,
    )


def plan(
    desk: Desk,
    *,
    customer_id: str,
    draft: PlanDraft,
    contact_id: str | None = None,
) -> ChangeSet:
    """Plan a follow-up.

    Raises:
        KamError: ``customer.unknown``, ``date.past``, ``channel.unknown``, ``plan.empty``.
    """
    if not clean(draft.what):
        raise KamError("plan.empty")
    check_plan(desk, draft)
    from kamtui.store.tables import Customer

    with desk.write("plan") as work:
        customer = work.get(Customer, customer_id)
        work.add(follow_up_of(customer.id, draft, contact_id))
        return work.commit(subject=customer.name)


def check_plan(desk: Desk, draft: PlanDraft | None) -> None:
    """Refuse a next step in the past or by a channel there is not.

    Raises:
        KamError: ``date.past``, ``channel.unknown``.
    """
    if draft is None:
        return
    if draft.on < desk.today():
        raise KamError("date.past", {"date": draft.on.isoformat()})
    if draft.channel is not None and draft.channel not in set(FollowUpChannel):
        raise KamError(
            "channel.unknown", {"channel": draft.channel, "known": list(FollowUpChannel)}
        )


def moment_of(desk: Desk, *, on: date | None, at: time | None) -> datetime:
    """Return the aware local time something happened at.

    Args:
        desk: The open book.
        on: The local day, None for today.
        at: The local time, None for now or noon of a past day.

    Raises:
        KamError: ``date.future`` for a day still to come.
    """
    now = desk.clock.now()
    day = on or now.date()
    if day > now.date():
        raise KamError("date.future", {"date": day.isoformat()})
    # Noon keeps a day that was given without a time on its day in every zone near ours.
    untimed = now.time() if day == now.date() else time(12)
    return datetime.combine(day, at or untimed, tzinfo=now.tzinfo)


def _answered(desk: Desk, work: "UnitOfWork", draft: LogDraft) -> "FollowUp | None":
    from sqlmodel import select

    from kamtui.store.tables import FollowUp

    if draft.follow_up_id is not None:
        with desk.read() as reader:
            target = find_target(reader, draft.follow_up_id)
        return work.get(FollowUp, target.id) if target.entity == "follow_up" else None
    found: FollowUp | None = work.session.exec(
        select(FollowUp)
        .where(
            FollowUp.customer_id == draft.customer_id,
            FollowUp.state == "open",
            FollowUp.due_on <= desk.today(),
            FollowUp.deleted_at == None,  # noqa: E711  (SQL, not Python)
        )
        .order_by(FollowUp.due_on, FollowUp.due_time, FollowUp.id)  # type: ignore[arg-type]
    ).first()
    return found


def _people(
    work: "UnitOfWork", customer_id: str, names: Sequence[str], *, new: Sequence[str] = ()
) -> tuple[list[str], list[str]]:
    """Return the contacts meant, and the names nobody on file has; `new` ones are added first."""
    from sqlmodel import select

    from kamtui.services.contacts import add_contact
    from kamtui.store.tables import Contact

    on_file = work.session.exec(
        select(Contact).where(
            Contact.customer_id == customer_id,
            Contact.deleted_at == None,  # noqa: E711
        )
    ).all()
    people = [(person.id, person.name) for person in on_file]
    linked: list[str] = []
    others: list[str] = []
    wanted_new = {fold(clean(name)) for name in new} - {fold(person.name) for person in on_file}
    for typed in map(clean, names):
        wanted = fold(typed)
        if not wanted:
            continue
        if wanted in wanted_new:
            wanted_new.discard(wanted)
            main = not on_file and not linked
            linked.append(add_contact(work, customer_id, typed, is_main=main).id)
            continue
        meant = people_named(typed, people)
        if len(meant) == 1:
            linked.append(meant[0])
        else:
            others.append(typed)
    return list(dict.fromkeys(linked)), list(dict.fromkeys(others))


def _link(work: "UnitOfWork", communication_id: str, contact_ids: Sequence[str]) -> None:
    from kamtui.store.tables import CommunicationContact

    for contact_id in contact_ids:
        work.session.add(
            CommunicationContact(communication_id=communication_id, contact_id=contact_id)
        )


def follow_up_of(customer_id: str, draft: PlanDraft, contact_id: str | None) -> "FollowUp":
    """Return the record of a plan, to be added inside a write."""
    from kamtui.store.tables import FollowUp

    return FollowUp(
        customer_id=customer_id,
        contact_id=draft.contact_id or contact_id,
        due_on=draft.on,
        due_time=draft.at,
        channel=draft.channel,
        purpose=clean(draft.what),
        goal=clean(draft.goal or "") or None,
        expected_result=clean(draft.expected_result or "") or None,
        place=clean(draft.place or "") or None,
        origin=(Origin.CADENCE if draft.by_cadence else Origin.MANUAL).value,
    )
