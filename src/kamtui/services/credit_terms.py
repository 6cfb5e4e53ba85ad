"""The settings that say when payments ask for strict or flexible terms (S4-10)."""

from kamtui.domain.credit_risk import CreditTerms
from kamtui.services import rules
from kamtui.services.desk import Desk

__all__ = ["read"]


def read(desk: Desk) -> CreditTerms:
    """Return the terms of this book."""
    keys = [f"credit.{one}" for one in ("least_payments", "strict_below", "flexible_from")]
    words = ["credit.text.strict", "credit.text.flexible"]
    with desk.read() as reader:
        found = rules.values_of(reader, *keys, *words)
    least, strict, flexible = (int(found[key]) for key in keys)
    return CreditTerms(least, strict, flexible, *(str(found[key]) for key in words))
