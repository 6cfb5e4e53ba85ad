"""The book's own records: settings, change log, imports, identity, and what is derived."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, text
from sqlmodel import Field, SQLModel

from kamtui.store.tables.base import Record
from kamtui.store.types import Day, Instant, TimeOfDay


class Setting(Record, table=True):
    """A business rule that travels with the book; the settings registry says what it means."""

    __tablename__ = "setting"

    key: str = Field(unique=True)
    value: Any = Field(default=None, sa_type=JSON)


class ChangeLog(SQLModel, table=True):
    """One line per record changed, or one per bulk import; appended, never edited.

    ``undoes`` names the group that this group takes back (an undo or a redo).
    """

    __tablename__ = "change_log"
    __table_args__ = (
        Index("ix_change_log_group_id", "group_id"),
        Index("ix_change_log_entity_entity_id", "entity", "entity_id"),
        Index("ix_change_log_customer_id", "customer_id"),
        Index("ix_change_log_device_seq", "device", "seq"),
        {"sqlite_autoincrement": True},
    )

    seq: int | None = Field(default=None, primary_key=True, sa_type=Integer)
    group_id: str = Field(max_length=32)
    what: str
    entity: str
    entity_id: str | None = Field(default=None, max_length=32)
    customer_id: str | None = Field(default=None, max_length=32)
    op: str
    base_version: int | None = None
    new_version: int | None = None
    fields: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    actor: str | None = None
    device: str | None = None
    at: datetime = Field(sa_type=Instant)
    undoes: str | None = Field(default=None, max_length=32)


class ImportBatch(SQLModel, table=True):
    """One imported file."""

    __tablename__ = "import_batch"

    id: str = Field(primary_key=True, max_length=32)
    file_name: str
    file_hash: str | None = None
    vendor: str | None = None
    kind: str
    counts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    group_id: str = Field(max_length=32)
    at: datetime = Field(sa_type=Instant)


class AppMeta(SQLModel, table=True):
    """Identity of the book: one row a fact."""

    __tablename__ = "app_meta"

    key: str = Field(primary_key=True)
    value: str


class CustomerSearch(SQLModel, table=True):
    """Folded text to find a customer by; rebuildable, never logged."""

    __tablename__ = "customer_search"

    customer_id: str = Field(foreign_key="customer.id", primary_key=True, max_length=32)
    names: str
    pinyin: str
    contacts: str
    digits: str
    #: Bits by which a scan skips rows (`kamtui.domain.search_marks`).
    hanzi: int = Field(sa_column=Column(BigInteger, nullable=False, server_default="0"))
    pairs: int = Field(sa_column=Column(BigInteger, nullable=False, server_default="0"))
    starts: int = Field(sa_column=Column(BigInteger, nullable=False, server_default="0"))


class CustomerFacts(SQLModel, table=True):
    """Facts that do not move with the day; rebuildable, written with what they count."""

    __tablename__ = "customer_facts"
    __table_args__ = (
        Index("ix_customer_facts_plan", "active", "next_due_on", "grade", "last_contact_on"),
        Index("ix_customer_facts_quiet", "active", "grade", "last_contact_on", "next_due_on"),
        Index("ix_customer_facts_verified", "active", "verified_on", "grade"),
        Index(
            "ix_customer_facts_list",
            "active",
            "grade_order",
            text("last_score DESC"),
            "customer_id",
        ),
        Index("ix_customer_facts_contact", "active", "last_contact_on"),
    )

    customer_id: str = Field(foreign_key="customer.id", primary_key=True, max_length=32)
    #: True while the customer is neither deleted nor archived.
    active: bool = True
    grade: str | None = Field(default=None, max_length=8)
    #: The grade, or ``~`` for none, so that an index can list those without one last.
    grade_order: str = Field(default="~", max_length=8)
    verified_on: date | None = Field(default=None, sa_type=Day)
    contact_name: str | None = None
    phone: str | None = None
    first_order_on: date | None = Field(default=None, sa_type=Day)
    last_order_on: date | None = Field(default=None, sa_type=Day)
    orders: int = 0
    outstanding_minor: int = 0
    last_contact_at: datetime | None = Field(default=None, sa_type=Instant)
    last_contact_on: date | None = Field(default=None, sa_type=Day)
    last_channel: str | None = None
    communications: int = 0
    next_due_on: date | None = Field(default=None, sa_type=Day)
    next_due_time: time | None = Field(default=None, sa_type=TimeOfDay)
    open_follow_ups: int = 0
    open_promises: int = 0
    open_complaints: int = 0
    #: Whole points as lists show them; what grades rest on is in ``grade_change``.
    last_score: int | None = None
    last_with_data: int | None = None
