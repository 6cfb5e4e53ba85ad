"""Business rules as settings: one registry of keys, defaults and checks (data-model.md, Settings).

They live in the book's ``setting`` table, travel with it and can be undone.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from kamtui.domain.errors import KamError
from kamtui.store.reader import Reader


class Rule(NamedTuple):
    """One setting of the book.

    Attributes:
        key: Dotted name, as ``settings set`` takes it.
        default: Value while nothing is stored (the seeds' number where they give one).
        parse: Makes a value from typed text; raises ValueError for what is not one.
        source: Where the default comes from.
    """

    key: str
    default: Any
    parse: Callable[[str], Any]
    source: str


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise ValueError(text)
        return number

    return parse


def _cadence(text: str) -> str:
    from kamtui.domain.cadence import parse_cadence

    cadence = parse_cadence(text)
    return text.strip() if cadence is not None else "none"


def _currency(text: str) -> str:
    code = text.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise ValueError(text)
    return code


def _prefix(text: str) -> str:
    if len(text) > 10 or any(ch.isdigit() or not ch.isprintable() for ch in text):
        raise ValueError(text)
    return text


def _country(text: str) -> str:
    code = text.strip().upper()
    if len(code) != 2 or not code.isalpha():
        raise ValueError(text)
    return code


def _words(text: str) -> list[str]:
    words = [word.strip() for word in re.split("[,，、]", text) if word.strip()]
    if not words:
        raise ValueError(text)
    return words


RULES: Mapping[str, Rule] = {
    rule.key: rule
    for rule in (
        Rule("cadence.A", "1m visit", _cadence, "S0-23"),
        Rule("cadence.B", "3m call", _cadence, "S0-24"),
        Rule("cadence.C", "6m email", _cadence, "S0-25"),
        Rule("stale.days", 180, _whole(1, 3650), "S0-04"),
        Rule("silence.days", 90, _whole(1, 3650), "S2-25"),
        Rule("complaint.respond_hours", 24, _whole(1, 720), "S1-23"),
        Rule("complaint.settle_hours", 72, _whole(1, 2160), "S2-30"),
        Rule("complaint.causes", ["product quality", "price", "delivery", "slow response",
             "poor service", "attitude", "dispute between departments", "other"], _words,
             "S2-27"),
        Rule("currency", "CNY", _currency, "product.md"),
        Rule("customer_no.prefix", "C", _prefix, "product.md"),
        Rule("country", "CN", _country, "product.md"),
        Rule("backup.limit_mb", 500, _whole(10, 100_000), "trust.md 7"),
    )
}  # fmt: skip


def stored(reader: Reader) -> dict[str, Any]:
    """Return the values stored in the book; unknown keys of a newer program included."""
    rows = reader.rows("SELECT key, value FROM setting WHERE deleted_at IS NULL")
    return {key: _read(value) for key, value in rows}


def value_of(reader: Reader, key: str) -> Any:
    """Return a rule's value in this book.

    Raises:
        KamError: ``setting.unknown`` for a key that is not in the registry.
    """
    rule = RULES.get(key)
    if rule is None:
        raise KamError("setting.unknown", {"key": key}, exit_code=2)
    row = reader.one("SELECT value FROM setting WHERE key = :key AND deleted_at IS NULL", key=key)
    if row is None or row[0] is None:
        return rule.default
    return _read(row[0])


def effective_cadence(reader: Reader, *, grade: str | None, own: str | None) -> str | None:
    """Return the cadence that applies: the customer's own, else its grade's (S0-23..25, S0-43)."""
    if own:
        return own
    key = f"cadence.{grade}"
    return str(value_of(reader, key)) if key in RULES else None


def _read(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # Late: most books keep the defaults, and every look-up would pay.
    import json

    return json.loads(value)
