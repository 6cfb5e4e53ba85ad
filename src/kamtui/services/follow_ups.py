"""Changing what is planned or promised: its day, its words, its channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from kamtui.domain.enums import FollowUpChannel
from kamtui.domain.errors import KamError
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.services.desk import Desk
from kamtui.services.targets import find_target

__all__ = ["PlanEdit", "PlanValues", "change", "values_of"]


@dataclass(frozen=True, slots=True)
class PlanValues:
    """What of a follow-up or a promise can be changed.

    A promise has neither time nor channel, and may have no day.
    """

    kind: str
    on: date | None
    at: time | None
    what: str
    channel: str | None


@dataclass(frozen=True, slots=True)
class PlanEdit:
    """The values wanted; those equal to the ones started from are left alone."""

    wanted: PlanValues
    base: PlanValues


def values_of(desk: Desk, *, item_id: str) -> PlanValues:
    """Return what stands in the book now.

    Raises:
        KamError: ``agenda.not_editable`` for money and complaints; what `find_target` raises.
    """
    from kamtui.store.values import as_day, as_time

    with desk.read() as reader:
        target = find_target(reader, item_id)
        if target.entity == "follow_up":
            row = reader.one(
                "SELECT due_on, due_time, purpose, channel FROM follow_up WHERE id = :id",
                id=target.id,
            )
        elif target.entity == "promise":
            row = reader.one(
                "SELECT due_on, NULL, what, NULL FROM promise WHERE id = :id", id=target.id
            )
        else:
            raise KamError("agenda.not_editable", {"kind": target.entity})
    if row is None:
        raise KamError("agenda.unknown_id", {"id": item_id})
    return PlanValues(target.entity, as_day(row[0]), as_time(row[1]), row[2] or "", row[3])


def change(desk: Desk, *, item_id: str, edit: PlanEdit) -> ChangeSet:
    """Write the values that differ from those the form started with, as one undo step.

    Raises:
        KamError: ``record.conflict`` with mine, theirs and base where another window changed the
            same field meanwhile (trust.md 3); ``plan.empty``, ``date.past``, ``channel.unknown``.
    """
    wanted, base = edit.wanted, edit.base
    changed = _changed(wanted, base)
    if "what" in changed and not clean(wanted.what) and wanted.kind == "promise":
        raise KamError("plan.empty")
    if "on" in changed and wanted.on is not None and wanted.on < desk.today():
        raise KamError("date.past", {"date": wanted.on.isoformat()})
    if "channel" in changed and wanted.channel and wanted.channel not in set(FollowUpChannel):
        raise KamError(
            "channel.unknown", {"channel": wanted.channel, "known": list(FollowUpChannel)}
        )
    with desk.read() as reader:
        target = find_target(reader, item_id)
    from kamtui.store.tables import Customer, FollowUp, Promise

    columns = (
        {"on": "due_on", "at": "due_time", "what": "purpose", "channel": "channel"}
        if target.entity == "follow_up"
        else {"on": "due_on", "what": "what"}
    )
    with desk.write("edit") as work:
        record: Any = work.get(FollowUp if target.entity == "follow_up" else Promise, target.id)
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
            setattr(record, column, value)
        customer = work.session.get(Customer, target.customer_id)
        return work.commit(subject=customer.name if customer else "")


def _changed(wanted: PlanValues, base: PlanValues) -> Mapping[str, object]:
    pairs = {
        "on": (wanted.on, base.on),
        "at": (wanted.at, base.at),
        "what": (clean(wanted.what), clean(base.what)),
        "channel": (wanted.channel or None, base.channel or None),
    }
    return {name: mine for name, (mine, started) in pairs.items() if mine != started}
