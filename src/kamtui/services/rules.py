"""Business rules as settings: one registry of keys, defaults and checks (data-model.md, Settings).

They live in the book's ``setting`` table, travel with it and can be undone.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from kamtui.domain.errors import KamError
from kamtui.i18n import N_
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


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        word = text.strip().casefold()
        if word not in choices:
            raise ValueError(text)
        return word

    return parse


def _line(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > 200 or not line.isprintable():
        raise ValueError(text)
    return line


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
    code = {"中国": "CN", "CHINA": "CN"}.get(text.strip().upper(), text.strip().upper())
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise ValueError(text)
    return code


def _words(text: str) -> list[str]:
    words = [word.strip() for word in re.split("[,，、]", text) if word.strip()]
    if not words:
        raise ValueError(text)
    return words


#: After which follow-ups the next one is planned by cadence: none, those so planned, or all.
AUTO = ("off", "cadence", "all")
#: Goal and expected result of a follow-up planned by cadence, by grade (S0-23..26).  While they
#: are the program's own they are written in the language of who plans.
TEMPLATE_GOALS: Mapping[str, str] = {
    "A": N_("Latest needs and feedback"),
    "B": N_("How the products are used, and satisfaction"),
    "C": N_("Latest products and offers"),
    "other": N_("Keep in touch"),
}
TEMPLATE_RESULTS: Mapping[str, str] = {
    "A": N_("Needs noted, next step agreed"),
    "B": N_("Satisfaction noted, problems named"),
    "C": N_("An answer or an enquiry"),
    "other": N_("A reason to talk again, or none"),
}


def _clock(text: str) -> str:
    word = text.strip().casefold()
    if word not in ("calendar", "working"):
        raise ValueError(text)
    return word


def _grades(text: str) -> list[str]:
    grades = [word.upper() for word in _words(text)]
    if any(len(one) != 1 or one not in "ABCD" for one in grades):
        raise ValueError(text)
    return list(dict.fromkeys(grades))


def _festivals(text: str) -> list[str]:
    from kamtui.domain.festivals import festival_named

    if text.strip().casefold() in ("", "-", "none", "无"):
        return []
    return [festival_named(word).code for word in _words(text)]


RULES: Mapping[str, Rule] = {
    rule.key: rule
    for rule in (
        Rule("cadence.A", "1m visit", _cadence, "S0-23"),
        Rule("cadence.B", "3m call", _cadence, "S0-24"),
        Rule("cadence.C", "6m email", _cadence, "S0-25"),
        # To win back or to drop (S4-11): that is decided one by one, not by the calendar.
        Rule("cadence.D", "none", _cadence, "S4-11"),
        Rule("cadence.auto", "all", _one_of(*AUTO), "product.md"),
        Rule("plan.per_day", 5, _whole(1, 100), "product.md"),
        *(
            Rule(f"plan.{kind}.{grade}", words, _line, "S0-26")
            for kind, found in (("goal", TEMPLATE_GOALS), ("result", TEMPLATE_RESULTS))
            for grade, words in found.items()
        ),
        Rule("stale.days", 180, _whole(1, 3650), "S0-04"),
        Rule("silence.days", 90, _whole(1, 3650), "S2-25"),
        Rule("silence.A", 0, _whole(0, 3650), "S2-25"),
        Rule("silence.B", 0, _whole(0, 3650), "S2-25"),
        Rule("silence.C", 0, _whole(0, 3650), "S2-25"),
        Rule("silence.D", 0, _whole(0, 3650), "S2-25"),
        Rule("silence.shown_days", 60, _whole(1, 3650), "product.md"),
        Rule("complaint.respond_hours", 24, _whole(1, 720), "S1-23"),
        Rule("complaint.settle_hours", 72, _whole(1, 2160), "S2-30"),
        Rule("complaint.clock", "calendar", _clock, "product.md"),
        Rule("complaint.causes", ["product quality", "price", "delivery", "slow response",
             "poor service", "attitude", "dispute between departments", "other"], _words,
             "S2-27"),
        Rule("care.days", 7, _whole(0, 60), "S0-41"),
        Rule("care.festivals", ["new_year", "spring_festival", "mid_autumn"], _festivals, "S0-41"),
        Rule("care.grades", ["A", "B"], _grades, "S4-10"),
        # The seeds name the two ends and no numbers (S4-10): these are ours.
        Rule("credit.least_payments", 2, _whole(1, 100), "S4-10"),
        Rule("credit.strict_below", 70, _whole(0, 100), "S4-10"),
        Rule("credit.flexible_from", 90, _whole(0, 100), "S4-10"),
        Rule("credit.text.strict", N_("strict credit terms"), _line, "S4-10"),
        Rule("credit.text.flexible", N_("flexible payment terms"), _line, "S4-10"),
        Rule("review.months", 3, _whole(1, 24), "S4-10"),
        Rule("review.model_months", 6, _whole(1, 60), "S1-19"),
        Rule("agenda.most", 20, _whole(1, 1000), "product.md"),
        Rule("segments.period_months", 3, _whole(1, 24), "S1-31"),
        Rule("segments.rfm_months", 0, _whole(0, 600), "product.md"),
        Rule("segments.rfm_frequency", "orders", _one_of("orders", "days"), "product.md"),
        Rule("segments.clv_months", 12, _whole(1, 120), "S3-03"),
        Rule("segments.clv_margin", 30, _whole(0, 100), "product.md"),
        Rule("segments.clv_retention", 0, _whole(0, 99), "product.md"),
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


def values_of(reader: Reader, *keys: str) -> dict[str, Any]:
    """Return several rules' values by one statement; raises KeyError for an unknown one."""
    rows = reader.rows(
        "SELECT key, value FROM setting WHERE key IN :keys AND deleted_at IS NULL", keys=keys
    )
    found = {key: RULES[key].default for key in keys}
    found.update((key, _read(value)) for key, value in rows if value is not None)
    return found


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
