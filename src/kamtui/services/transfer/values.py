"""Typed cells as rows hold them."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from kamtui.domain.money import currency_of
from kamtui.services.transfer.result import RowRejected
from kamtui.store.values import instant_text

#: Years whose instants every zone and clock of ours can hold.
_FIRST_YEAR, _LAST_YEAR = 1000, 9000


def stored(value: object) -> Any:
    """Return a cell's value in its stored form: dates and decimals as text."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, tuple):
        return list(value)
    return value


def decimal_text(value: Decimal) -> str:
    """Return a number without exponent and trailing zeros, ``1.25``."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def picked(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the stored values of the fields a row has, by column: ``names`` maps them."""
    return {
        column: stored(values[name])
        for name, column in names.items()
        if values.get(name) is not None
    }


def need(values: Mapping[str, Any], name: str) -> Any:
    """Return a value the record cannot be without.

    Raises:
        RowRejected: ``row.required_missing``.
    """
    value = values.get(name)
    if value is None or value == "":
        raise RowRejected(name, "", "row.required_missing", fields=(name,))
    return value


def moment(value: date | datetime, *, now: datetime, field: str = "") -> tuple[datetime, date]:
    """Return the aware instant of a cell, and its date where it happened.

    A date alone is noon, so that no near zone moves it to another day; a time without a zone is
    local time.

    Raises:
        RowRejected: ``cell.bad_date`` for a year at the ends of the calendar, where zones and
            clocks leave it.
    """
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise RowRejected(field, value.isoformat(), "cell.bad_date")
    if not isinstance(value, datetime):
        return _local(datetime.combine(value, time(12)), now), value
    if value.tzinfo is None:
        return _local(value, now), value.date()
    here = value.astimezone(now.tzinfo)
    return here, here.date()


def moment_text(value: date | datetime, *, now: datetime, field: str = "") -> str:
    """Return the instant of a cell as stored; raises what `moment` raises."""
    return instant_text(moment(value, now=now, field=field)[0])


def currency_code(text: str) -> str | None:
    """Return the ISO code of a currency as files write it, None for one that is not known."""
    plain = text.strip().upper()
    if len(plain) == 3 and plain.isascii() and plain.isalpha():
        return "CNY" if plain == "RMB" else plain
    return currency_of(f"1{text.strip()}")


def _local(value: datetime, now: datetime) -> datetime:
    """Give a local time its zone: this computer's with its history of summer time, else now's."""
    try:
        if now.replace(tzinfo=None).astimezone().utcoffset() == now.utcoffset():
            return value.astimezone()
    except (OverflowError, OSError):
        pass  # A year this system's zone tables do not reach.
    return value.replace(tzinfo=now.tzinfo)
