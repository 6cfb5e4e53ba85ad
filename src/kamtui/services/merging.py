"""Two editors of one record: fields that differ merge, the same field is refused (trust.md 3)."""

from dataclasses import fields, replace
from typing import TypeVar

from kamtui.domain.errors import KamError
from kamtui.domain.views.feedback import ComplaintValues, SurveyValues
from kamtui.domain.views.orders import (
    LineValues,
    OrderValues,
    PaymentValues,
    ReceivableValues,
)

__all__ = ["AnyValues", "merged", "with_field"]

AnyValues = TypeVar(
    "AnyValues",
    OrderValues,
    LineValues,
    ReceivableValues,
    PaymentValues,
    ComplaintValues,
    SurveyValues,
)


def merged(wanted: AnyValues, base: AnyValues, theirs: AnyValues) -> AnyValues:
    """Return what stands in the book with the fields changed that the form changed.

    Raises:
        KamError: ``record.conflict`` with mine, theirs and base where another window changed the
            same field to something else meanwhile (trust.md 3).
    """
    final = theirs
    for field in fields(wanted):
        mine, started = getattr(wanted, field.name), getattr(base, field.name)
        if mine == started:
            continue
        found = getattr(theirs, field.name)
        if found not in (started, mine):
            raise KamError(
                "record.conflict",
                {"field": field.name, "mine": mine, "theirs": found, "base": started},
            )
        final = with_field(final, field.name, mine)
    return final


def with_field(values: AnyValues, name: str, value: object) -> AnyValues:
    """Return values with one of them another."""
    # The names come from the values' own fields, which the checker cannot follow.
    return replace(values, **{name: value})  # type: ignore[arg-type]
