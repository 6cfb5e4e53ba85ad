"""A table on its way out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal

from kamtui.domain.money import from_minor
from kamtui.store.values import as_instant


@dataclass(frozen=True, slots=True)
class Sheet:
    """Records as rows.

    Attributes:
        fields: Field names of cli.md, one per column.
        rows: Cells: texts, numbers, dates, None.
        own: Names of further columns of people's own, after the fields.
    """

    fields: tuple[str, ...]
    rows: Sequence[Sequence[object]]
    own: tuple[str, ...] = field(default=())


def money(minor: int | None) -> Decimal | None:
    """Return a stored amount as a decimal."""
    return None if minor is None else from_minor(minor)


def number(text: str | None) -> Decimal | None:
    """Return a stored number as a decimal."""
    return None if text is None else Decimal(text)


def day(text: str | None) -> date | None:
    """Return a stored date."""
    return None if text is None else date.fromisoformat(text)


def local(text: str | None, zone: tzinfo | None) -> datetime | None:
    """Return a stored instant as the local time that a person reads and that imports again."""
    instant = as_instant(text)
    return None if instant is None else instant.astimezone(zone).replace(tzinfo=None, microsecond=0)
