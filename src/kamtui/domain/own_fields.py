"""Numbers out of fields a person typed freely: the customer's own fields, and its intent."""

import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

__all__ = ["INTENT_STEPS", "field_number", "intent_step"]

#: Words of the intent level (requirements S2-01), folded, and the step each stands for.
INTENT_STEPS: Mapping[str, int] = {
    "high": 3, "strong": 3, "hot": 3, "高": 3, "强": 3,
    "medium": 2, "middle": 2, "mid": 2, "warm": 2, "中": 2, "一般": 2,
    "low": 1, "weak": 1, "cold": 1, "低": 1, "弱": 1,
}  # fmt: skip
_LARGEST = Decimal(10) ** 12


def intent_step(text: object) -> int | None:
    """Return 3, 2 or 1 for a high, medium or low intent; None for any other word."""
    return INTENT_STEPS.get(_folded(text)) if isinstance(text, str) else None


def field_number(fields: Mapping[str, object], name: str) -> Decimal | None:
    """Return the number in a field of a customer's own, None where there is none.

    Args:
        fields: The fields by name.
        name: The wanted one; case and width make no other name.
    """
    value = fields.get(name)
    if value is None:
        wanted = _folded(name)
        value = next((held for key, held in fields.items() if _folded(key) == wanted), None)
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        # Through text: 0.1 typed by a person is the decimal 0.1.  Grouping commas are no decimals.
        number = Decimal(_folded(str(value)).replace(",", "")) if len(str(value)) < 40 else None
    except (InvalidOperation, ValueError):
        return None
    if number is None or not number.is_finite() or abs(number) > _LARGEST:
        return None
    return number


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
