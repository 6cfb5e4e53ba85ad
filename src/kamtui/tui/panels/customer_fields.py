"""The fields of a customer's form: their order, their groups, how each starts and is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kamtui.domain.enums import Lifecycle, NeedType, RelationState
from kamtui.domain.errors import KamError
from kamtui.domain.views.customer_sheet import CustomerSheet
from kamtui.i18n import N_, _
from kamtui.present.fields import field_label
from kamtui.present.labels import choices
from kamtui.present.safe_text import safe_text
from kamtui.services.customer_fields import COLUMN
from kamtui.tui.panels.dates import date_error, read_happened
from kamtui.tui.panels.field import Field, Option
from kamtui.tui.panels.field_form import as_text
from kamtui.tui.widgets.prompt import Part

__all__ = [
    "DATES",
    "GROUPS",
    "NEW",
    "Sources",
    "build_fields",
    "column_of",
    "label_of",
    "shown_text",
    "typed_value",
]

#: Title of a group and its fields in order; the first, of what is changed most, has none.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("name", "grade", "lifecycle", "owner", "cadence", "tags")),
    (N_("Who and where"), (
        "short_name", "customer_no", "parent", "phone", "email", "website", "address", "city",
        "region", "country", "industry", "uscc",
    )),
    (N_("Standing"), (
        "need_type", "relation_state", "intent", "strategic_value", "strategic_reason",
        "customer_since", "referred_by",
    )),
    (N_("Size and money"), ("credit_limit", "credit_days", "revenue_band", "employees")),
    (N_("Notes"), (
        "preferences", "special_attention", "remarks", "verified_on", "archived_on",
    )),
)  # fmt: skip
_OWN = N_("Own fields")
#: The row that takes a field the book does not have yet: ``name: value``.
NEW = "custom+"
DATES = frozenset({"customer_since", "verified_on", "archived_on"})
_SECRET = frozenset({"phone", "credit_limit"})
_LETTERS: tuple[Option, ...] = tuple((letter, letter) for letter in "ABCD")
_NUMBERS: tuple[Option, ...] = tuple((number, number) for number in "12345")
_LISTS = {"lifecycle": Lifecycle, "need_type": NeedType, "relation_state": RelationState}


@dataclass(frozen=True, slots=True)
class Sources:
    """What fields ask while somebody types: offers and echoes by field name."""

    offers: Mapping[str, Callable[[str], Sequence[str]]] = field(default_factory=dict)
    echoes: Mapping[str, Callable[[str], tuple[Part, ...]]] = field(default_factory=dict)


def build_fields(
    sheet: CustomerSheet, sources: Sources, *, masked: bool
) -> tuple[list[Field], dict[int, str]]:
    """Return every field, and the titles of the groups by row."""
    fields: list[Field] = []
    heads: dict[int, str] = {}
    row = 0
    own = tuple(f"custom.{name}" for name in sheet.custom)
    for title, names in (*GROUPS, (_OWN, (*own, NEW))):
        if title:
            heads[row] = _(title)
            row += 1
        for name in names:
            one = Field(
                name,
                label_of(name),
                shown_text(name, sheet),
                row=row,
                hint=_hint(name),
                options=_options(name, sheet),
                several=name == "tags",
                secret=masked and name in _SECRET,
            )
            one.offers = sources.offers.get(name, one.offers)
            one.echo = sources.echoes.get(name, one.echo)
            fields.append(one)
            row += 1
    return fields, heads


def column_of(name: str) -> str:
    """Return the column, or own field, that a field of the form is stored as."""
    return COLUMN.get(name, name)


def label_of(name: str) -> str:
    """Return a field's label."""
    short = {
        NEW: _("New field"),
        "uscc": _("Credit code"),
        "relation_state": _("Relation"),
        "strategic_reason": _("Why strategic"),
    }
    if name in short:
        return short[name]
    words = name.partition(".")[2] if name.startswith("custom.") else field_label(name)
    return words[:1].upper() + words[1:]


def shown_text(name: str, sheet: CustomerSheet) -> str:
    """Return what a field starts with."""
    if name == NEW:
        return ""
    if name == "parent":
        return as_text(sheet.parent)
    if name.startswith("custom."):
        return as_text(sheet.custom.get(name.partition(".")[2]))
    return value_text(name, sheet.values.get(column_of(name)))


def value_text(name: str, value: object) -> str:
    """Return a stored value as it would be typed: a choice by its word, money without cents."""
    if name == "credit_limit" and isinstance(value, int):
        units, cents = divmod(value, 100)
        return f"{units}.{cents:02d}" if cents else str(units)
    words = dict(_options(name))
    return words.get(str(value), as_text(value)) if value is not None else ""


def typed_value(one: Field, today: date) -> str:
    """Return what a field says in the words the book takes.

    Raises:
        KamError: ``value.invalid`` or ``date.*``, with the field.
    """
    text = one.typed.strip()
    if not text or text == "-":
        return ""
    if one.options:
        if one.value is None:
            known = [word for _value, word in one.options]
            raise KamError("value.invalid", {"field": one.name, "value": text, "choices": known})
        return one.value
    if one.name in DATES:
        typed = read_happened(text, today)
        if typed.on is None:
            error = date_error(typed)
            raise KamError(error.code, {**error.params, "field": one.name})
        return typed.on.isoformat()
    return text


def _options(name: str, sheet: CustomerSheet | None = None) -> Sequence[Option]:
    if name == "grade":
        # A model may have classes of other names: the customer's own stays a choice.
        held = str(sheet.values.get("grade") or "") if sheet is not None else ""
        more = ((held, safe_text(held)),) if held and (held, held) not in _LETTERS else ()
        return (*_LETTERS, *more)
    if name == "strategic_value":
        return _NUMBERS
    return choices(_LISTS[name]) if name in _LISTS else ()


def _hint(name: str) -> str:
    hints = {
        "tags": _("words, separated by commas"),
        "parent": _("a number or part of a name"),
        "remarks": _("what fits no other field"),
        NEW: _("name: value"),
    }
    if name in DATES:
        return _("today, 2026-11-22, last fri")
    return hints.get(name, _("Space chooses") if _options(name) else "")
