"""The light rows an agenda is ordered by, one source of obligations after the other."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from kamtui.domain.owed import AgendaKind
from kamtui.services.agenda_care import CareWords, words_of
from kamtui.services.agenda_quiet import silent
from kamtui.services.complaint_clock import Clock
from kamtui.services.owed import Owed
from kamtui.store.queries import agenda as queries
from kamtui.store.reader import Reader
from kamtui.store.values import as_day, as_instant, as_time


class Words(NamedTuple):
    """What a row says; ``public_id`` is what people and scripts type."""

    public_id: str
    what: str
    channel: str | None
    contact: str | None
    care: CareWords | None = None
    handled_by: str | None = None


_ENTITY = {
    AgendaKind.FOLLOW_UP: "follow_up",
    AgendaKind.PROMISE: "promise",
    AgendaKind.COLLECTION: "receivable",
    AgendaKind.COMPLAINT: "complaint",
}


def gather(reader: Reader, *, now: datetime, today: date, until: date) -> list[Owed]:
    """Return every obligation due by ``until``, in no order."""
    owed = []
    for identifier, customer_id, due, at, grade, money in queries.follow_ups(reader, until=until):
        due_on = as_day(due)
        timed = at is not None and due_on == today
        owed.append(
            Owed(
                AgendaKind.FOLLOW_UP,
                identifier,
                customer_id,
                due_on,
                grade,
                money,
                "timed" if timed else "plan",
                at=as_time(at),
            )
        )
    for identifier, customer_id, due, grade, money in queries.promises(reader, until=until):
        owed.append(
            Owed(AgendaKind.PROMISE, identifier, customer_id, as_day(due), grade, money, "promised")
        )
    owed.extend(_money(reader, today=today, until=until))
    owed.extend(_complaints(reader, now=now, until=until))
    owed.extend(silent(reader, today=today, ahead=until > today))
    return owed  # fmt: skip


def _money(reader: Reader, *, today: date, until: date) -> list[Owed]:
    """Return what is to be paid: on the day it was promised for, once that passed since it is due.

    A broken promise makes money no less pressing than it was.
    """
    owed = []
    for identifier, customer_id, due, promised, grade, money, amount in queries.receivables(
        reader, until=until
    ):
        day, why = as_day(due), "owed"
        promised_on = as_day(promised)
        if promised_on is not None:
            kept = promised_on >= today
            day, why = (promised_on, "pay_promised") if kept else (day, "pay_broken")
        owed.append(
            Owed(
                AgendaKind.COLLECTION,
                identifier,
                customer_id,
                day,
                grade,
                money,
                why,
                amount_minor=int(amount),
                promised=promised_on,
            )
        )
    return owed


def _complaints(reader: Reader, *, now: datetime, until: date) -> list[Owed]:
    rows = queries.complaints(reader)
    if not rows:
        return []
    clock = Clock.of(reader, now)
    owed = []
    for identifier, customer_id, opened, respond_by, settle_by, responded, grade, money in rows:
        opened_at = as_instant(opened)
        assert opened_at is not None
        if responded is None:
            why, deadline = "respond", as_instant(respond_by) or clock.respond_by(opened_at)
        else:
            why, deadline = "settle", as_instant(settle_by) or clock.settle_by(opened_at)
        due = deadline.astimezone(now.tzinfo).date()
        if due <= until:
            owed.append(
                Owed(
                    AgendaKind.COMPLAINT,
                    identifier,
                    customer_id,
                    due,
                    grade,
                    money,
                    why,
                    deadline=deadline,
                )
            )
    return owed


def words_for(reader: Reader, owed: Sequence[Owed]) -> dict[str, Words]:
    """Return the words of the rows by record id."""
    ids: dict[AgendaKind, list[str]] = defaultdict(list)
    for row in owed:
        ids[row.kind].append(row.id)
    said: dict[str, Words] = {}
    for kind, wanted in ids.items():
        if kind is AgendaKind.CARE:
            said.update(_care_words(reader, owed, wanted))
        elif kind is AgendaKind.SILENCE:
            numbers = queries.numbers(reader, wanted)
            said.update((one, Words(f"silence:{numbers[one]}", "", None, None)) for one in wanted)
        else:
            said.update(_record_words(reader, kind, wanted))
    return said


def _care_words(reader: Reader, owed: Sequence[Owed], keys: list[str]) -> dict[str, Words]:
    customers = {row.id: row.customer_id for row in owed}
    numbers = queries.numbers(reader, [customers[key] for key in keys])
    said = {}
    for key, care in words_of(reader, keys).items():
        public = key
        if care.contact is None:  # a festival names its customer as people write it
            public = key.removesuffix(customers[key]) + numbers[customers[key]]
        said[key] = Words(public, care.code, None, care.contact, care=care)
    return said


def _record_words(reader: Reader, kind: AgendaKind, wanted: list[str]) -> dict[str, Words]:
    found = queries.words(reader, _ENTITY[kind], wanted)
    # Two receivables of one order cannot share the order's number as their id.
    order_ids = [row[3] for row in found.values() if row[3]]
    shared = queries.open_per_order(reader, order_ids) if order_ids else Counter()
    said = {}
    for identifier, (what, channel, contact, order_id, order_no, handler) in found.items():
        public = identifier
        if kind is AgendaKind.COLLECTION:
            alone = order_no and shared[order_id] == 1
            public = f"collection:{order_no if alone else identifier}"
        said[identifier] = Words(public, what or "", channel, contact, handled_by=handler)
    return said
