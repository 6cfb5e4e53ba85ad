"""Customers: the account, apart from the people in it."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlmodel import Field

from kamtui.domain.enums import Lifecycle, NeedType, RelationState
from kamtui.store.tables.base import Record, one_of
from kamtui.store.types import Day


class Customer(Record, table=True):
    """A customer (requirements S0-03, S1-04)."""

    __tablename__ = "customer"
    __table_args__ = (
        one_of("lifecycle", Lifecycle),
        one_of("need_type", NeedType),
        one_of("relation_state", RelationState),
        CheckConstraint("strategic_value BETWEEN 1 AND 5", name="strategic_value_range"),
        Index(
            "uq_customer_customer_no_living",
            "customer_no",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index("ix_customer_name_key", "name_key"),
    )

    customer_no: str = Field(max_length=64)
    name: str
    short_name: str | None = None
    name_key: str
    parent_id: str | None = Field(default=None, foreign_key="customer.id", max_length=32)
    uscc: str | None = None
    industry: str | None = None
    region: str | None = None
    city: str | None = None
    country: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    employees: int | None = None
    revenue_band: str | None = None
    customer_since: date | None = Field(default=None, sa_type=Day)
    grade: str | None = Field(default=None, max_length=8)
    lifecycle: str | None = None
    need_type: str | None = None
    intent: str | None = None
    relation_state: str | None = None
    strategic_value: int | None = None
    strategic_reason: str | None = None
    credit_days: int | None = None
    credit_limit_minor: int | None = None
    preferences: str | None = None
    special_attention: str | None = None
    verified_on: date | None = Field(default=None, sa_type=Day)
    archived_on: date | None = Field(default=None, sa_type=Day)
    cadence: str | None = None
    owner: str | None = None
    referred_by: str | None = None
    tags: list[str] = Field(default_factory=list, sa_type=JSON)
    custom: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    remarks: str | None = None
