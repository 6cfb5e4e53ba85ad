"""Communications as they are read whole, corrected, and deleted with what was promised in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from kamtui.domain.enums import Channel, Direction
from kamtui.domain.errors import KamError
from kamtui.domain.names import fold
from kamtui.domain.people import people_named
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.customer import CommunicationView
from kamtui.services.clock import zone_name
from kamtui.services.communications import moment_of
from kamtui.services.desk import Desk

if TYPE_CHECKING:
    from kamtui.store.tables import Communication, Promise
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["PromiseValues", "TalkEdit", "TalkValues", "change", "listed", "values_of"]

#: Stands between the names of people without a record.
_BETWEEN = "、"


@dataclass(frozen=True, slots=True)
class PromiseValues:
    """A promise as it is edited; ``id`` is None for one that is not in the book yet."""

    id: str | None
    what: str
    due_on: date | None = None
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True)
class TalkValues:
    """Everything of a communication that people change.

    Attributes:
        content: The words, over several lines.
        when: The local day where it happened, and the time of day or None where only the day is
            known.
        people: Names, those on file first.
        channel: A `Channel` value.
        direction: A `Direction` value or None.
        outcome: What came of it, empty for nothing.
        promises: What was promised in it.
    """

    content: str
    when: tuple[date, time | None]
    people: tuple[str, ...]
    channel: str
    direction: str | None
    outcome: str
    promises: tuple[PromiseValues, ...]


@dataclass(frozen=True, slots=True)
class TalkEdit:
    """The values wanted; those equal to the ones started from are left alone."""

    wanted: TalkValues
    base: TalkValues


def listed(desk: Desk, *, customer_id: str) -> tuple[CommunicationView, ...]:
    """Return every communication of a customer, the newest first."""
    from kamtui.services.brief_records import talks_of

    with desk.read() as reader:
        return talks_of(reader, customer_id, limit=None)


def values_of(desk: Desk, *, communication_id: str) -> TalkValues:
    """Return what stands in the book now.

    Raises:
        KamError: ``record.gone`` where it was deleted.
    """
    from kamtui.store.values import as_day, as_instant

    with desk.read() as reader:
        row = reader.one(
            "SELECT content, at, on_date, zone, channel, direction, outcome, who"
            " FROM communication WHERE id = :id AND deleted_at IS NULL",
            id=communication_id,
        )
        if row is None:
            raise KamError("record.gone", {"kind": "communication", "id": communication_id})
        linked = [
            str(found[0])
            for found in reader.rows(
                "SELECT k.name FROM communication_contact l JOIN contact k ON k.id = l.contact_id"
                " WHERE l.communication_id = :id ORDER BY k.is_main DESC, k.id",
                id=communication_id,
            )
        ]
        promises = reader.rows(
            "SELECT id, what, due_on, delivered_on FROM promise"
            " WHERE communication_id = :id AND deleted_at IS NULL ORDER BY id",
            id=communication_id,
        )
    content, at, on_date, zone, channel, direction, outcome, who = row
    moment = as_instant(at)
    assert moment is not None
    return TalkValues(
        content=content or "",
        when=_when(moment, date.fromisoformat(on_date), zone),
        people=_names(linked, who),
        channel=channel,
        direction=direction,
        outcome=outcome or "",
        promises=tuple(
            PromiseValues(found[0], found[1], as_day(found[2]), as_day(found[3]))
            for found in promises
        ),
    )


def change(desk: Desk, *, communication_id: str, edit: TalkEdit) -> ChangeSet:
    """Write the values that differ from those the form started with, as one undo step.

    Words make a contact that was "not noted" a noted one; a new outcome is also the result of the
    follow-up the communication answered, where nobody wrote another there.  A name that stood
    there keeps its contact; a new one is linked where exactly one contact is meant.

    Raises:
        KamError: ``record.conflict`` with mine, theirs and base where another window changed the
            same field meanwhile (trust.md 3), for a promise also its id; ``record.gone``,
            ``channel.unknown``, ``date.future``, ``promise.empty`` for a new promise without words.
    """
    wanted, base = edit.wanted, edit.base
    content, outcome = clean(wanted.content, keep_lines=True), clean(wanted.outcome)
    if wanted.channel not in set(Channel):
        raise KamError("channel.unknown", {"channel": wanted.channel, "known": list(Channel)})
    if wanted.direction is not None and wanted.direction not in set(Direction):
        raise KamError("value.invalid", {"field": "direction", "value": wanted.direction})
    from kamtui.store.tables import Communication, Customer

    with desk.write("edit") as work:
        talk = work.get(Communication, communication_id)
        present = _present(work, talk)
        if content != clean(base.content, keep_lines=True):
            _refuse("content", content, present.content, base.content)
            talk.content = content or None
        if wanted.when != base.when:
            _refuse("at", wanted.when, present.when, base.when)
            moment = moment_of(desk, on=wanted.when[0], at=wanted.when[1])
            talk.at, talk.on_date, talk.zone = moment, moment.date(), zone_name(moment)
        if wanted.channel != base.channel:
            _refuse("channel", wanted.channel, present.channel, base.channel)
            talk.channel = wanted.channel
        if wanted.direction != base.direction:
            _refuse("direction", wanted.direction, present.direction, base.direction)
            talk.direction = wanted.direction
        if outcome != clean(base.outcome):
            _refuse("outcome", outcome, present.outcome, base.outcome)
            _pass_on(work, talk, outcome or None)
            talk.outcome = outcome or None
        if wanted.people != base.people:
            _refuse("who", wanted.people, present.people, base.people)
            _set_people(work, talk, wanted.people)
        if (content, outcome) != (clean(base.content, keep_lines=True), clean(base.outcome)):
            talk.noted = bool(talk.content or talk.outcome)
        _set_promises(work, talk, wanted.promises, base.promises)
        customer = work.session.get(Customer, talk.customer_id)
        return work.commit(subject=customer.name if customer else "")


def promises_of(work: "UnitOfWork", communication_id: str) -> "list[Promise]":
    """Return the living promises made in a communication, inside a write."""
    from sqlmodel import select

    from kamtui.store.tables import Promise

    return list(
        work.session.exec(
            select(Promise).where(
                Promise.communication_id == communication_id,
                Promise.deleted_at == None,  # noqa: E711  (SQL, not Python)
            )
        )
    )


def _when(at: datetime, on: date, zone: str | None) -> tuple[date, time | None]:
    """Return the local day and time; noon stands for a day without a time (`moment_of`)."""
    sign, offset = (zone or "")[:1], (zone or "")[1:]
    hours, _colon, minutes = offset.partition(":")
    if sign not in ("+", "-") or not (hours.isdecimal() and minutes.isdecimal()):
        return on, None
    shift = timedelta(hours=int(hours), minutes=int(minutes))
    local = at.astimezone(timezone(shift if sign == "+" else -shift))
    if local.date() != on or local.time() == time(12):
        return on, None
    return on, local.time().replace(second=0, microsecond=0)


def _names(linked: Iterable[str], who: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*linked, *(who.split(_BETWEEN) if who else [])]))


def _present(work: "UnitOfWork", talk: "Communication") -> TalkValues:
    """Return the values as this write finds them."""
    return TalkValues(
        content=talk.content or "",
        when=_when(talk.at, talk.on_date, talk.zone),
        people=_names([name for _link, name in _links(work, talk.id)], talk.who),
        channel=talk.channel,
        direction=talk.direction,
        outcome=talk.outcome or "",
        promises=(),
    )


def _links(work: "UnitOfWork", communication_id: str) -> list[tuple[str, str]]:
    """Return (contact id, name) of the people linked, as they are shown."""
    from sqlmodel import select

    from kamtui.store.tables import CommunicationContact, Contact

    people = work.session.exec(
        select(Contact)
        .join(CommunicationContact)
        .where(CommunicationContact.communication_id == communication_id)
    )
    ordered = sorted(people, key=lambda one: (not one.is_main, one.id))
    return [(one.id, one.name) for one in ordered]


def _refuse(
    field: str, mine: object, theirs: object, base: object, *, promise: str | None = None
) -> None:
    if theirs not in (base, mine):
        params: dict[str, object] = {"field": field, "mine": mine, "theirs": theirs, "base": base}
        raise KamError("record.conflict", params | ({"promise": promise} if promise else {}))


def _pass_on(work: "UnitOfWork", talk: "Communication", outcome: str | None) -> None:
    """Let the follow-up it answered say the same (product.md: the outcome is given with e)."""
    from sqlmodel import select

    from kamtui.store.tables import FollowUp

    for plan in work.session.exec(
        select(FollowUp).where(
            FollowUp.communication_id == talk.id,
            FollowUp.deleted_at == None,  # noqa: E711  (SQL, not Python)
        )
    ):
        if plan.result in (None, talk.outcome):
            plan.result = outcome


def _set_people(work: "UnitOfWork", talk: "Communication", names: Sequence[str]) -> None:
    """Link and name exactly these people."""
    from sqlmodel import select

    from kamtui.store.tables import CommunicationContact, Contact

    living = select(Contact).where(
        Contact.customer_id == talk.customer_id,
        Contact.deleted_at == None,  # noqa: E711  (SQL, not Python)
    )
    on_file = [(one.id, one.name) for one in work.session.exec(living)]
    linked = _links(work, talk.id)
    kept = {fold(name) for name in (talk.who or "").split(_BETWEEN)}
    wanted: dict[str, None] = {}
    others: dict[str, None] = {}
    for name in map(clean, names):
        folded = fold(name)
        if not folded:
            continue
        meant = tuple(identifier for identifier, one in linked if fold(one) == folded)
        if not meant:
            meant = people_named(name, on_file)
            exact = any(fold(one) == folded for _id, one in on_file)
            # A name typed before stays a name unless somebody is called just so by now.
            if len(meant) != 1 or (folded in kept and not exact):
                meant = ()
        wanted.update(dict.fromkeys(meant))
        if not meant:
            others[name] = None
    talk.who = _BETWEEN.join(others) or None
    before = {identifier for identifier, _name in linked}
    for identifier in before - wanted.keys():
        link = work.session.get(CommunicationContact, (talk.id, identifier))
        if link is not None:
            work.session.delete(link)
    for identifier in wanted:
        if identifier not in before:
            work.session.add(CommunicationContact(communication_id=talk.id, contact_id=identifier))


def _set_promises(
    work: "UnitOfWork",
    talk: "Communication",
    wanted: Sequence[PromiseValues],
    base: Sequence[PromiseValues],
) -> None:
    """Add, change and remove promises until they are the ones wanted."""
    from kamtui.store.tables import Promise

    present = {one.id: one for one in promises_of(work, talk.id)}
    started = {one.id: one for one in base if one.id is not None}
    kept = {one.id for one in wanted if one.id is not None and clean(one.what)}
    for identifier, before in started.items():
        if identifier in kept or identifier not in present:
            continue
        theirs = _as_values(present[identifier])
        _refuse("promise", None, theirs, before, promise=identifier)
        work.delete(present[identifier])
    for one in wanted:
        what = clean(one.what)
        if one.id is None:
            if what:
                work.add(
                    Promise(
                        customer_id=talk.customer_id,
                        communication_id=talk.id,
                        what=what,
                        due_on=one.due_on,
                        delivered_on=one.delivered_on,
                    )
                )
            elif one.due_on or one.delivered_on:
                raise KamError("promise.empty")
        elif what and one.id in started:
            _change_promise(present.get(one.id), one, started[one.id])


def _change_promise(record: "Promise | None", wanted: PromiseValues, base: PromiseValues) -> None:
    changed: Mapping[str, tuple[object, object]] = {
        "what": (clean(wanted.what), clean(base.what)),
        "due_on": (wanted.due_on, base.due_on),
        "delivered_on": (wanted.delivered_on, base.delivered_on),
    }
    for name, (mine, started) in changed.items():
        if mine == started:
            continue
        if record is None:  # deleted meanwhile: what was typed is kept, and asked about
            _refuse("promise", wanted, None, base, promise=base.id)
            return
        theirs = getattr(record, name)
        if theirs not in (mine, started):
            _refuse("promise", wanted, _as_values(record), base, promise=base.id)
        setattr(record, name, mine)


def _as_values(record: "Promise") -> PromiseValues:
    return PromiseValues(record.id, record.what, record.due_on, record.delivered_on)
