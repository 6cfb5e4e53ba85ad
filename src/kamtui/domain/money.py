"""Amounts as people write them, as exact decimals, and as the integers the book stores."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from kamtui.domain.errors import KamError

#: Digits before the decimal point that still fit a 64-bit integer of minor units.
MAX_WHOLE_DIGITS = 15
_LONGEST_TEXT = 64

_UNITS = {
    "": 0, "千": 3, "k": 3, "万": 4, "萬": 4, "w": 4,
    "百万": 6, "百萬": 6, "千万": 7, "千萬": 7, "亿": 8, "億": 8,
}  # fmt: skip
_CURRENCIES = {
    "人民币": "CNY", "人民幣": "CNY", "rmb": "CNY", "cny": "CNY", "¥": "CNY",
    "元": "CNY", "圆": "CNY", "圓": "CNY",
    "us$": "USD", "usd": "USD", "美元": "USD", "$": "USD",
    "hk$": "HKD", "hkd": "HKD", "港元": "HKD", "港币": "HKD",
    "eur": "EUR", "欧元": "EUR", "€": "EUR", "gbp": "GBP", "英镑": "GBP", "£": "GBP",
    "jpy": "JPY", "日元": "JPY",
    "nt$": "TWD", "twd": "TWD", "新台币": "TWD", "新台幣": "TWD",
}  # fmt: skip
_CURRENCY = "|".join(re.escape(name) for name in sorted(_CURRENCIES, key=len, reverse=True))
_SHAPE = re.compile(
    rf"(?P<lead>{_CURRENCY})?\s*(?P<open>\()?\s*(?P<sign>[+-])?\s*(?P<before>{_CURRENCY})?\s*(?P<inner>[+-])?\s*"
    r"(?P<number>[0-9][0-9.,'\s]*(?:e[+-]?[0-9]{1,2})?)"
    r"\s*(?P<unit>百万|百萬|千万|千萬|[千k万萬w亿億])?"
    rf"\s*(?P<after>{_CURRENCY})?\s*整?\s*(?P<close>\))?\s*(?P<trailing>-)?"
)
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\uffe5": "¥"})
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?e[+-]?[0-9]{1,2}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[.,' ])[0-9]{3})(?:(?P=mark)[0-9]{3})*")


class AmountError(KamError, ValueError):
    """A text is not an amount, or could mean two amounts.

    The text itself is in ``params["text"]``.
    """

    def __init__(self, text: str) -> None:
        super().__init__("amount.invalid", {"text": text}, 2)


def parse_amount(text: str) -> Decimal:
    """Return the amount a text states, its currency dropped (see `currency_of`).

    Reads ``¥1,234.50``, ``12.3万元``, ``1.2亿``, ``12k``, ``(500)``, ``500-``, ``1.234,56``,
    ``1 234,50``, ``1.2E+05`` and full-width forms.  One dot is a decimal point; one comma before
    exactly three digits groups thousands, as in China and in English.

    Raises:
        AmountError: The text is no amount or has no one reading.
    """
    match = _shape(text)
    if match is None:
        raise AmountError(text)
    signs = [match["sign"], match["inner"], match["trailing"], match["open"]]
    if sum(sign is not None for sign in signs) > 1 or bool(match["open"]) != bool(match["close"]):
        raise AmountError(text)
    if len({_CURRENCIES[name] for name in _written(match)}) > 1:
        raise AmountError(text)
    plain = _plain_number(match["number"].strip())
    if plain is None:
        raise AmountError(text)
    amount = Decimal(plain).scaleb(_UNITS[match["unit"] or ""])
    if amount and amount.adjusted() >= MAX_WHOLE_DIGITS:
        raise AmountError(text)
    return -amount if amount and any(sign in ("-", "(") for sign in signs) else amount


def currency_of(text: str) -> str | None:
    """Return the ISO 4217 code an amount is written with, None when it names none.

    ``¥`` and ``元`` count as CNY, a bare ``$`` as USD.
    """
    match = _shape(text)
    written = _written(match) if match is not None else []
    return _CURRENCIES[written[0]] if written else None


def to_minor(amount: Decimal, digits: int = 2) -> int:
    """Return an amount in integer minor units, rounded half up (away from zero).

    Raises:
        AmountError: The amount is not finite or too large to store.
    """
    try:
        scaled = amount.scaleb(digits).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        raise AmountError(str(amount)) from None
    if not scaled.is_finite() or (scaled and scaled.adjusted() >= MAX_WHOLE_DIGITS + digits):
        raise AmountError(str(amount))
    return int(scaled)


def from_minor(minor: int, digits: int = 2) -> Decimal:
    """Return integer minor units as an exact decimal."""
    return Decimal(minor).scaleb(-digits)


def decimal_text(minor: int, digits: int = 2) -> str:
    """Return integer minor units as a plain decimal string, ``1234.50`` (cli.md)."""
    whole, rest = divmod(abs(minor), 10**digits)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"


def _written(match: re.Match[str]) -> list[str]:
    """Return the currency names an amount carries."""
    return [name for name in match.group("lead", "before", "after") if name]


def _shape(text: str) -> re.Match[str] | None:
    if len(text) > _LONGEST_TEXT:
        return None
    folded = unicodedata.normalize("NFKC", text.translate(_MINUS)).casefold().strip()
    return _SHAPE.fullmatch(folded)


def _plain_number(written: str) -> str | None:
    """Return digits with at most one decimal point, or None when the marks make no sense."""
    if _SCIENTIFIC.fullmatch(written):
        return written
    written = re.sub(r"\s", " ", written)
    marks = re.findall(r"[.,' ]", written)
    if not marks:
        return written if written.isdecimal() else None
    last = marks[-1]
    whole, _, fraction = written.rpartition(last)
    if last in ".," and len(marks) == 1:
        grouping = last == "," and len(fraction) == 3 and not whole.startswith("0")
        if not grouping:
            # 1,2345 is neither a group of thousands nor a sum of money.
            odd = not fraction.isdecimal() or (last == "," and len(fraction) > 3)
            return None if odd else f"{whole}.{fraction}"
    if last in ".," and marks.count(last) == 1 and len(set(marks)) == 2:
        if not (_GROUPED.fullmatch(whole) and fraction.isdecimal()):
            return None
        return re.sub(r"[.,' ]", "", whole) + "." + fraction
    if len(set(marks)) == 1 and _GROUPED.fullmatch(written):
        return written.replace(last, "")
    return None
