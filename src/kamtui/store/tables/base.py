"""What every business table carries, and the checks SQLModel does not make by itself."""

from datetime import datetime
from enum import StrEnum
from typing import cast

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from kamtui.domain.ids import new_id
from kamtui.store.types import Instant


class Record(SQLModel):
    """A row that people change: versioned, tombstoned, logged (data-model.md)."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=32)
    #: Both are filled by the unit of work, which alone asks the clock.
    created_at: datetime = Field(default=cast(datetime, None), sa_type=Instant, nullable=False)
    updated_at: datetime = Field(default=cast(datetime, None), sa_type=Instant, nullable=False)
    version: int = Field(default=1)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
    import_batch_id: str | None = Field(default=None, max_length=32, index=True)


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Return a CHECK that a column holds one of an enumeration's values (or nothing)."""
    allowed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


#: Constraint names must be stable: a migration can only drop what it can name.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
