"""What was said and what was promised."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from kamtui.domain.enums import Channel, Direction, ServiceKind
from kamtui.store.tables.base import Record, one_of
from kamtui.store.types import Day, Instant


class Communication(Record, table=True):
    """One contact with a customer (requirements S0-13).

    ``at`` is the instant, ``on_date`` the local date where it happened, for windows; ``noted`` is
    false for a contact marked done without a word (product.md, Done).
    """

    __tablename__ = "communication"
    __table_args__ = (
        one_of("channel", Channel),
        one_of("direction", Direction),
        one_of("service_kind", ServiceKind),
        Index("ix_communication_customer_id_on_date", "customer_id", "on_date"),
    )

    customer_id: str = Field(foreign_key="customer.id", max_length=32)
    at: datetime = Field(sa_type=Instant)
    on_date: date = Field(sa_type=Day)
    zone: str | None = None
    channel: str
    direction: str | None = None
    service_kind: str | None = None
    content: str | None = None
    outcome: str | None = None
    noted: bool = True
    minutes: int | None = None
    by: str | None = None
    #: Names as typed, also of people without a contact record.
    who: str | None = None
    follow_up_id: str | None = Field(
        default=None, foreign_key="follow_up.id", max_length=32, index=True
    )
    source_key: str | None = Field(default=None, index=True)


class CommunicationContact(SQLModel, table=True):
    """Who took part: a link without history of its own."""

    __tablename__ = "communication_contact"

    communication_id: str = Field(foreign_key="communication.id", primary_key=True, max_length=32)
    contact_id: str = Field(foreign_key="contact.id", primary_key=True, max_length=32, index=True)


class Promise(Record, table=True):
    """Something promised to a customer (requirements S0-15)."""

    __tablename__ = "promise"
    __table_args__ = (Index("ix_promise_delivered_on_due_on", "delivered_on", "due_on"),)

    customer_id: str = Field(foreign_key="customer.id", max_length=32, index=True)
    communication_id: str | None = Field(
        default=None, foreign_key="communication.id", max_length=32, index=True
    )
    what: str
    due_on: date | None = Field(default=None, sa_type=Day)
    delivered_on: date | None = Field(default=None, sa_type=Day)
