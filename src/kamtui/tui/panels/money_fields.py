"""Amounts, quantities and days in the fields of the money forms: read, prefilled, echoed."""

from collections.abc import Callable
from datetime import date

from kamtui.domain.dates import TypedDate, parse_date
from kamtui.domain.errors import KamError
from kamtui.domain.money import AmountError, currency_of, parse_amount, to_minor
from kamtui.i18n import _
from kamtui.present.dates import long_date
from kamtui.present.money import full_amount
from kamtui.tui.panels.dates import (
    calendar,
    date_error,
    echo_parts,
    order,
    read_happened,
    read_plan,
)
from kamtui.tui.widgets.prompt import Part

__all__ = [
    "amount_echo",
    "amount_text",
    "date_echo",
    "day_or_error",
    "day_or_none",
    "minor_or_none",
    "read_due",
    "read_due_after",
    "read_minor",
    "shown_value",
]

#: Reads a typed day.
DayReader = Callable[[str], TypedDate]


def amount_text(minor: int | None) -> str:
    """Return an amount as a field starts with it: ``420,000``; it reads back as the same."""
    return "" if minor is None else full_amount(minor)


def read_minor(text: str, currency: str | None = None) -> int:
    """Return a typed amount in minor units.

    Args:
        text: ``420,000``, ``42万``, ``12.5``.
        currency: The only currency it may be written with, None for any.

    Raises:
        KamError: ``amount.invalid``, ``amount.too_large``, ``amount.currency``.
    """
    try:
        amount = parse_amount(text)
    except AmountError as problem:
        raise KamError("amount.invalid", {"text": text.strip()}) from problem
    written = currency_of(text)
    if currency is not None and written not in (None, currency):
        raise KamError("amount.currency", {"text": text.strip(), "currency": currency})
    return to_minor(amount)


def minor_or_none(text: str) -> int | None:
    """Return a typed amount in minor units, None where nothing is typed."""
    return read_minor(text) if text else None


def amount_echo(prefilled: str) -> Callable[[str], tuple[Part, ...]]:
    """Return what shows how an amount is understood, where it is not written out already."""

    def echo(text: str) -> tuple[Part, ...]:
        if not text.strip() or text == prefilled:
            return ()
        try:
            minor = to_minor(parse_amount(text))
        except AmountError:
            return ((_("no amount"), "late", True), ("   420,000  42万  12.5", "muted", False))
        parts: list[Part] = [("= ", "muted", False), (full_amount(minor), "text", True)]
        if code := currency_of(text):
            parts.append((f" {code}", "muted", False))
        return tuple(parts)

    return echo


def read_due(text: str, today: date) -> TypedDate:
    """Return the day money is due, which may be past: the next such day, else the very day."""
    typed = read_plan(text, today)
    if typed.error == "past":
        happened = read_happened(text, today)
        return happened if happened.on is not None else typed
    return typed


def read_due_after(text: str, ordered_on: date, today: date) -> TypedDate:
    """Return the day an order's money is due: ``30d`` counts from the order's day."""
    typed = parse_date(text, today=ordered_on, order=order(), calendar=calendar())
    return typed if typed.error != "past" else read_due(text, today)


def date_echo(prefilled: str, read: DayReader, today: date) -> Callable[[str], tuple[Part, ...]]:
    """Return what shows how a day is understood."""

    def echo(text: str) -> tuple[Part, ...]:
        if text == prefilled or not text.strip():
            return ()
        return echo_parts(read(text), today)

    return echo


def day_or_error(text: str, read: DayReader) -> date:
    """Return a typed day; raises the `KamError` of a text that is none."""
    typed = read(text)
    if typed.on is None:
        raise date_error(typed)
    return typed.on


def day_or_none(text: str, read: DayReader) -> date | None:
    """Return a typed day, None where nothing is typed or it is cleared."""
    if not text.strip():
        return None
    typed = read(text)
    return None if typed.clears else day_or_error(text, lambda _text: typed)


def shown_value(value: object, *, minor: bool) -> str:
    """Return a value of a record as a conflict shows it."""
    if minor and isinstance(value, int):
        return full_amount(value)
    if isinstance(value, date):
        return long_date(value)
    return "" if value is None else str(value)
