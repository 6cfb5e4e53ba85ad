"""Surveys and complaints."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from kamtui.domain.enums import ComplaintKind
from kamtui.store.tables.base import Record, one_of
from kamtui.store.types import Day, Instant


class Survey(Record, table=True):
    """One answer to a satisfaction survey; ``score`` is text so that 4.5 stays 4.5 (1 to 5)."""

    __tablename__ = "survey"
    __table_args__ = (
        CheckConstraint("recommend BETWEEN 0 AND 10", name="recommend_range"),
        Index("ix_survey_customer_id_on_date", "customer_id", "on_date"),
    )

    customer_id: str = Field(foreign_key="customer.id", max_length=32)
    on_date: date = Field(sa_type=Day)
    score: str | None = None
    recommend: int | None = None
    suggestion: str | None = None
    source: str | None = None
    source_key: str | None = Field(default=None, index=True)


class Complaint(Record, table=True):
    """A complaint (formal) or grumble (informal) with its clocks (requirements S2-27..31)."""

    __tablename__ = "complaint"
    __table_args__ = (
        one_of("kind", ComplaintKind),
        Index("ix_complaint_settled_at_settle_by", "settled_at", "settle_by"),
    )

    customer_id: str = Field(foreign_key="customer.id", max_length=32, index=True)
    kind: str = ComplaintKind.COMPLAINT.value
    cause: str | None = None
    description: str | None = None
    opened_at: datetime = Field(sa_type=Instant)
    respond_by: datetime | None = Field(default=None, sa_type=Instant)
    settle_by: datetime | None = Field(default=None, sa_type=Instant)
    responded_at: datetime | None = Field(default=None, sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    resolution: str | None = None
    handled_by: str | None = None
    source_key: str | None = Field(default=None, index=True)
