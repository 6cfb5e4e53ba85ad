"""Notes that belong to no customer yet."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from kamtui.store.tables.base import Record
from kamtui.store.types import Day, Instant


class InboxNote(Record, table=True):
    """Something written down before anybody knows whose it is; filing it deletes it.

    ``at``, ``on_date`` and ``zone`` are those of the communication it is to become.
    """

    __tablename__ = "inbox_note"
    __table_args__ = (Index("ix_inbox_note_at", "at"),)

    content: str
    at: datetime = Field(sa_type=Instant)
    on_date: date = Field(sa_type=Day)
    zone: str | None = None
    by: str | None = None
