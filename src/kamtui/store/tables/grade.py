"""Scoring models and the history of grades."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from kamtui.domain.enums import Axis, Decision
from kamtui.store.tables.base import Record, one_of
from kamtui.store.types import Instant


class ScoringModelRow(Record, table=True):
    """A scoring model; its document is immutable once a grade change rests on it."""

    __tablename__ = "scoring_model"
    __table_args__ = (
        one_of("axis", Axis),
        Index("uq_scoring_model_name", "name", "revision", unique=True),
    )

    name: str
    axis: str = Axis.GRADE.value
    revision: int = 1
    document: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    active: bool = True


class GradeChange(Record, table=True):
    """One decision about a customer's grade, with what it was judged by."""

    __tablename__ = "grade_change"
    __table_args__ = (
        one_of("decision", Decision),
        Index("ix_grade_change_customer_id_at", "customer_id", "at"),
    )

    customer_id: str = Field(foreign_key="customer.id", max_length=32)
    at: datetime = Field(sa_type=Instant)
    model: str | None = None
    model_revision: int | None = None
    #: Text of the exact score, so that no float rounds a grade.
    score: str | None = None
    with_data: int | None = None
    parts: list[Any] = Field(default_factory=list, sa_type=JSON)
    proposed: str | None = None
    from_grade: str | None = None
    to_grade: str | None = None
    decision: str
    reason: str | None = None
    by: str | None = None
