"""The change log as people read it, and what a write returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A follow-up that a write planned by cadence without being told a day.

    Attributes:
        customer_id: Whose.
        on: The day, a working day.
        channel: How the contact is meant.
        moved: It was planned already and got this day now, because its cadence changed.
    """

    customer_id: str
    on: date
    channel: str | None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What a write changed: kinds of records and customers, for screens to reload by.

    Attributes:
        group_id: The undo step.
        what: The verb, such as ``log``, ``done`` or ``import``.
        kinds: Entities touched, such as ``follow_up``.
        customer_ids: Customers touched; empty with ``everything`` set after a bulk change.
        everything: True where naming single customers makes no sense (an import).
        records: Ids of the records made, newest last.
        subject: What the verb was about, for the status line (data).
        planned: What was planned by cadence on the way, to be said with the verb.
    """

    group_id: str
    what: str
    kinds: frozenset[str]
    customer_ids: frozenset[str]
    everything: bool = False
    records: tuple[str, ...] = ()
    subject: str = ""
    planned: tuple[PlannedStep, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordWords:
    """Which record a line of the log is about, as values; words are made by `present`.

    Attributes:
        text: Its name, its words or its number, as they are now.
        code: Its kind of contact detail, channel, kind of complaint or decision.
        on: The day it is about.
        minor: Its amount in minor units.
        owner: Whose it is: the person of a number, the order of a line.
        grades: The grades before and after of a decision.
    """

    text: str | None = None
    code: str | None = None
    on: date | None = None
    minor: int | None = None
    owner: str | None = None
    grades: tuple[str | None, str | None] | None = None


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One line of ``history`` (cli.md); ``fields`` maps a name to [old, new].

    Attributes:
        group: The undo step.
        at: When.
        actor: By whom.
        what: The verb of the step.
        entity: The kind of record.
        entity_id: The record.
        customer: Whose it is.
        fields: Old and new value of every field that changed, as the log holds them.
        undone: The step does not stand any more.
        seq: The line's number.
        op: What happened to the record: ``create``, ``update``, ``delete``, ``restore``, or a
            ``bulk_...`` for an import.
        device: The computer it was done on.
        about: Which record.
        names: What the records are called that fields point to, by id.
    """

    group: str
    at: datetime
    actor: str | None
    what: str
    entity: str
    entity_id: str | None
    customer: str | None
    fields: Mapping[str, tuple[object, object]]
    undone: bool
    seq: int = 0
    op: str = ""
    device: str | None = None
    about: RecordWords = RecordWords()
    names: Mapping[str, str] = field(default_factory=dict)
