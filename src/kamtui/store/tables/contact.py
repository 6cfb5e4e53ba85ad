"""People at customers and the ways to reach them."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from kamtui.domain.enums import ContactRole, PointKind
from kamtui.store.tables.base import Record, one_of
from kamtui.store.types import Day


class Contact(Record, table=True):
    """A person, separate from the account so that one person can be exported or erased."""

    __tablename__ = "contact"
    __table_args__ = (
        one_of("role", ContactRole),
        CheckConstraint("birth_month BETWEEN 1 AND 12", name="birth_month_range"),
        CheckConstraint("birth_day BETWEEN 1 AND 31", name="birth_day_range"),
        Index("ix_contact_birth", "birth_lunar", "birth_month", "birth_day"),
    )

    customer_id: str = Field(foreign_key="customer.id", max_length=32, index=True)
    name: str
    title: str | None = None
    role: str | None = None
    birth_year: int | None = None
    birth_month: int | None = None
    birth_day: int | None = None
    birth_lunar: bool = False
    is_main: bool = False
    remarks: str | None = None
    data_purpose: str | None = None
    data_source: str | None = None
    retain_until: date | None = Field(default=None, sa_type=Day)


class ContactPoint(Record, table=True):
    """One phone, address or WeChat name of a contact, or of the customer itself."""

    __tablename__ = "contact_point"
    __table_args__ = (
        one_of("kind", PointKind),
        CheckConstraint("(contact_id IS NULL) <> (customer_id IS NULL)", name="one_owner"),
        Index("ix_contact_point_digits", "digits"),
    )

    contact_id: str | None = Field(
        default=None, foreign_key="contact.id", max_length=32, index=True
    )
    customer_id: str | None = Field(
        default=None, foreign_key="customer.id", max_length=32, index=True
    )
    kind: str
    value: str
    digits: str | None = None
    is_main: bool = False
