"""The change log as people read it, and what a write returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


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
    """

    group_id: str
    what: str
    kinds: frozenset[str]
    customer_ids: frozenset[str]
    everything: bool = False
    records: tuple[str, ...] = ()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One line of ``history`` (cli.md); ``fields`` maps a name to [old, new]."""

    group: str
    at: datetime
    actor: str | None
    what: str
    entity: str
    entity_id: str | None
    customer: str | None
    fields: Mapping[str, tuple[object, object]]
    undone: bool
