"""What the rules of segments can ask about a customer: measures of records, fields, own fields.

`None` always means "no data", never zero (product.md).  What the grades measure is named and
counted here exactly as there (`kamtui.domain.metrics`).
"""

from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from kamtui.domain.enums import Lifecycle, NeedType, RelationState
from kamtui.domain.metrics import MINOR_UNITS, Window


class Kind(Enum):
    """How the values of a measure compare."""

    NUMBER = "number"
    WORD = "word"
    WORDS = "words"
    TEXT = "text"


class Measure(NamedTuple):
    """One thing rules can ask.

    Attributes:
        kind: How its values compare.
        window: Whether it is taken over the last months.
        values: The only values of a word, empty where any word will do.
    """

    kind: Kind
    window: Window = Window.NEVER
    values: tuple[str, ...] = ()


def _field(*values: str) -> Measure:
    return Measure(Kind.WORD, values=values)


MEASURES: dict[str, Measure] = {
    "amount": Measure(Kind.NUMBER, Window.OPTIONAL),
    "orders": Measure(Kind.NUMBER, Window.OPTIONAL),
    "products": Measure(Kind.NUMBER, Window.OPTIONAL),
    "years_together": Measure(Kind.NUMBER),
    "strategic_value": Measure(Kind.NUMBER),
    "satisfaction": Measure(Kind.NUMBER),
    "contacts": Measure(Kind.NUMBER, Window.OPTIONAL),
    "contacts_per_month": Measure(Kind.NUMBER, Window.REQUIRED),
    "activities": Measure(Kind.NUMBER, Window.OPTIONAL),
    "activities_per_month": Measure(Kind.NUMBER, Window.REQUIRED),
    "complaints": Measure(Kind.NUMBER, Window.OPTIONAL),
    "answer_hours": Measure(Kind.NUMBER, Window.OPTIONAL),
    "late_payments": Measure(Kind.NUMBER, Window.OPTIONAL),
    "worst_days_late": Measure(Kind.NUMBER, Window.OPTIONAL),
    "margin": Measure(Kind.NUMBER, Window.OPTIONAL),
    "profit": Measure(Kind.NUMBER, Window.OPTIONAL),
    "average_order": Measure(Kind.NUMBER, Window.OPTIONAL),
    "average_order_change": Measure(Kind.NUMBER, Window.REQUIRED),
    "visits": Measure(Kind.NUMBER, Window.OPTIONAL),
    "recommend": Measure(Kind.NUMBER),
    "referrals": Measure(Kind.NUMBER),
    "last_order_days": Measure(Kind.NUMBER),
    "last_contact_days": Measure(Kind.NUMBER),
    "first_contact_days": Measure(Kind.NUMBER),
    "days_to_first_order": Measure(Kind.NUMBER),
    "pause_before_last_order": Measure(Kind.NUMBER),
    "r": Measure(Kind.NUMBER),
    "f": Measure(Kind.NUMBER),
    "m": Measure(Kind.NUMBER),
    "employees": Measure(Kind.NUMBER),
    "credit_days": Measure(Kind.NUMBER),
    "region": _field(),
    "city": _field(),
    "country": _field(),
    "industry": _field(),
    "owner": _field(),
    "grade": _field(),
    "intent": _field(),
    "revenue_band": _field(),
    "lifecycle": _field(*(each.value for each in Lifecycle)),
    "need_type": _field(*(each.value for each in NeedType)),
    "relation_state": _field(*(each.value for each in RelationState)),
    "tag": Measure(Kind.WORDS),
    "preferences": Measure(Kind.TEXT),
    "feedback": Measure(Kind.TEXT),
    "valued_industry": Measure(Kind.WORD, values=("yes", "no")),
}
#: A field of one's own is ``custom.NAME``: a number where it is compared as one, else a word.
CUSTOM = "custom."
_CUSTOM = Measure(Kind.WORD)
#: Measures that are money, in minor units.
MONEY = frozenset({"amount", "profit", "average_order"})
#: Scores of `kamtui.domain.segments.rfm`.
SCORES = ("r", "f", "m")
PER_MONTH = ("contacts_per_month", "activities_per_month")

#: A fact: amounts in minor units, counts over a whole window, words as they are written.
Value = int | Fraction | str | frozenset[str] | None


class Need(NamedTuple):
    """One fact a rule needs: a measure, and its months where it is taken over a window."""

    measure: str
    months: int | None = None


def measure_of(name: str) -> Measure | None:
    """Return what a name measures, None for a name that measures nothing."""
    if name.startswith(CUSTOM) and name != CUSTOM:
        return _CUSTOM
    return MEASURES.get(name)


def scale(need: Need) -> int:
    """Return by what a number people write is multiplied to compare with the fact."""
    if need.measure in MONEY:
        return MINOR_UNITS
    if need.measure in PER_MONTH:
        return need.months or 1
    return 1


def natural(need: Need, value: Value) -> Value:
    """Return a fact as people say it: whole units of money, contacts per month."""
    factor = scale(need)
    if factor == 1 or not isinstance(value, int | Fraction):
        return value
    return Fraction(value) / factor
