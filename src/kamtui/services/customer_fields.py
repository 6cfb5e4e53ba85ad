"""Which fields of a customer and a contact people set by name, and how typed text becomes them."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kamtui.domain.cadence import format_cadence
from kamtui.domain.cadence_words import read_cadence
from kamtui.domain.dates import DateOrder, parse_date
from kamtui.domain.enums import ContactRole, Lifecycle, NeedType, PointKind, RelationState
from kamtui.domain.errors import KamError
from kamtui.domain.money import AmountError, parse_amount, to_minor
from kamtui.domain.text import clean


@dataclass(frozen=True, slots=True)
class Field:
    """One field people can set.

    ``parse`` gets cleaned text and raises ValueError; ``choices`` is the closed list its value is
    from, so that a front end can take the words it shows for them.
    """

    name: str
    parse: Callable[[str, date], Any]
    choices: type[StrEnum] | None = None


def _text(text: str, _today: date) -> str | None:
    return text or None


def _needed(text: str, _today: date) -> str:
    if not text:
        raise ValueError("empty")
    return text


def _number(low: int, high: int) -> Callable[[str, date], int | None]:
    def parse(text: str, _today: date) -> int | None:
        if not text:
            return None
        number = int(text)
        if not low <= number <= high:
            raise ValueError(text)
        return number

    return parse


def _one_of(name: str, values: type[StrEnum]) -> Field:
    def parse(text: str, _today: date) -> str | None:
        return values(text.casefold()).value if text else None

    return Field(name, parse, values)


def _happened(text: str, today: date) -> date | None:
    if not text:
        return None
    typed = parse_date(text, today=today, order=DateOrder.MDY, past=True)
    if typed.on is None:
        raise ValueError(text)
    return typed.on


def _grade(text: str, _today: date) -> str | None:
    if not text:
        return None
    grade = text.upper()
    if len(grade) != 1 or grade not in "ABCD":
        raise ValueError(text)
    return grade


def _money(text: str, _today: date) -> int | None:
    try:
        return to_minor(parse_amount(text)) if text else None
    except AmountError as problem:
        raise ValueError(text) from problem


def _tags(text: str, _today: date) -> list[str]:
    words = text.replace("，", ",").replace("、", ",").split(",")
    return [word for word in (part.strip().lstrip("#＃") for part in words) if word]


def _cadence(text: str, _today: date) -> str | None:
    return format_cadence(read_cadence(text)) if text else None


CUSTOMER: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("customer_no", _needed),
        Field("name", _needed),
        *(
            Field(name, _text)
            for name in (
                "short_name", "industry", "region", "city", "country", "address", "phone",
                "email", "website", "uscc", "revenue_band", "intent", "owner", "remarks",
                "preferences", "special_attention", "strategic_reason", "referred_by", "parent",
            )
        ),
        Field("employees", _number(0, 100_000_000)),
        Field("credit_days", _number(0, 3650)),
        Field("strategic_value", _number(1, 5)),
        Field("credit_limit", _money),
        Field("grade", _grade),
        _one_of("lifecycle", Lifecycle),
        _one_of("need_type", NeedType),
        _one_of("relation_state", RelationState),
        Field("customer_since", _happened),
        Field("verified_on", _happened),
        Field("archived_on", _happened),
        Field("cadence", _cadence),
        Field("tags", _tags),
    )
}  # fmt: skip

#: Names whose column is called otherwise.
#: (``parent`` is typed as a number or a name; `records.edit` finds whose.)
COLUMN = {"credit_limit": "credit_limit_minor", "parent": "parent_id"}

CONTACT: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("name", _needed),
        Field("title", _text),
        _one_of("role", ContactRole),
        Field("remarks", _text),
        Field("birthday", _text),
        Field("is_main", _text),
        *(Field(kind.value, _text) for kind in PointKind),
    )
}


def _as_one_of(grades: Sequence[str], typed: str) -> str | None:
    """Return a class of the book's own model as it is spelt there, None for any other word."""
    wanted = unicodedata.normalize("NFKC", typed).strip().casefold()
    return next((one for one in grades if one.casefold() == wanted), None)


def parse_assignments(
    fields: Mapping[str, Field],
    assignments: Mapping[str, str],
    *,
    today: date,
    grades: Callable[[], Sequence[str]] | None = None,
) -> dict[str, Any]:
    """Return the values of typed ``FIELD=VALUE`` pairs by column name.

    Args:
        fields: Those there are.
        assignments: What was typed.
        today: The day typed days are understood from.
        grades: Gives the classes of the book's grade model; asked where a grade is no letter.

    Raises:
        KamError: ``field.unknown`` with the names there are; ``value.invalid``, ``text.*`` and
            what a field's own rule raises, each with the field.
    """
    values: dict[str, Any] = {}
    for name, typed in assignments.items():
        field = fields.get(name.strip().casefold())
        if field is None:
            raise KamError("field.unknown", {"field": name, "known": sorted(fields)}, exit_code=2)
        try:
            values[COLUMN.get(field.name, field.name)] = field.parse(clean(typed), today)
        except ValueError as problem:
            own = _as_one_of(grades(), typed) if grades and field.name == "grade" else None
            if own is not None:
                values["grade"] = own
                continue
            params: dict[str, object] = {"field": field.name, "value": typed}
            if field.choices is not None:
                params["choices"] = [one.value for one in field.choices]
            raise KamError("value.invalid", params) from problem
        except KamError as problem:
            params = {**problem.params, "field": field.name}
            raise KamError(problem.code, params, problem.exit_code) from problem
    return values
