"""Plans: what is to be done with whom, when, and what came of it."""

from datetime import date, datetime, time

from sqlalchemy import Index
from sqlmodel import Field

from kamtui.domain.enums import FollowUpChannel, FollowUpState, Origin
from kamtui.store.tables.base import Record, one_of
from kamtui.store.types import Day, Instant, TimeOfDay


class FollowUp(Record, table=True):
    """A planned step (requirements S0-22, S0-26)."""

    __tablename__ = "follow_up"
    __table_args__ = (
        one_of("channel", FollowUpChannel),
        one_of("state", FollowUpState),
        one_of("origin", Origin),
        Index("ix_follow_up_state_due_on", "state", "due_on"),
        Index("ix_follow_up_customer_id_state_due_on", "customer_id", "state", "due_on"),
    )

    customer_id: str = Field(foreign_key="customer.id", max_length=32)
    contact_id: str | None = Field(
        default=None, foreign_key="contact.id", max_length=32, index=True
    )
    due_on: date = Field(sa_type=Day)
    due_time: time | None = Field(default=None, sa_type=TimeOfDay)
    place: str | None = None
    channel: str | None = None
    purpose: str
    goal: str | None = None
    expected_result: str | None = None
    assignee: str | None = None
    state: str = FollowUpState.OPEN.value
    completed_at: datetime | None = Field(default=None, sa_type=Instant)
    result: str | None = None
    communication_id: str | None = Field(default=None, max_length=32)
    origin: str = Origin.MANUAL.value
    source_key: str | None = Field(default=None, index=True)
