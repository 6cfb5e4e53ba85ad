"""A rule as one line of text and back: ``500000=30, 100000=20, >0=10`` or ``<=30=10, <90=5``."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from kamtui.domain.errors import KamError
from kamtui.domain.scoring.document import RuleKind
from kamtui.domain.scoring.rules import Bands, MeanShare, PerUnit, Rule, Share, UpperBands

__all__ = ["kind_of", "read_rule", "rule_text"]

_BETWEEN = re.compile(r"[,;、\n]+")
_BAND = re.compile(r"(>=|<=|≥|≤|>|<|)\s*([^=:<>]+?)\s*[=:]\s*([^=:<>]+)")
#: What stands before a limit -> its key in a document.
_SIGNS = {
    "": "from", ">=": "from", "≥": "from", ">": "above", "<=": "to", "≤": "to", "<": "below",
}  # fmt: skip
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(k|w|m|万|亿|%)?", re.ASCII)
_UNITS = {
    None: Decimal(1),
    "%": Decimal("0.01"),
    "k": Decimal(1_000),
    "w": Decimal(10_000),
    "万": Decimal(10_000),
    "m": Decimal(1_000_000),
    "亿": Decimal(100_000_000),
}


def kind_of(rule: Rule) -> RuleKind:
    """Return what a document calls a rule."""
    return RuleKind.BANDS if isinstance(rule, UpperBands) else RuleKind(rule.kind)


def rule_text(rule: Rule) -> str:
    """Return a rule as it is typed."""
    match rule:
        case PerUnit(points):
            return _plain(points)
        case Share(full_at):
            return _plain(full_at)
        case Bands(bands):
            return ", ".join(
                f"{'' if one.inclusive else '>'}{_plain(one.limit)}={_plain(one.points)}"
                for one in bands
            )
        case UpperBands(bands):
            return ", ".join(
                f"{'<=' if one.inclusive else '<'}{_plain(one.limit)}={_plain(one.points)}"
                for one in bands
            )
        case MeanShare(steps):
            return ", ".join(f"{one.days_late}={_plain(one.share)}" for one in steps)


def read_rule(kind: RuleKind, text: str) -> dict[str, object]:
    """Return the document of a typed rule; `from_document` says whether it is a right one.

    Chinese punctuation, full-width digits and 万, k, % are understood; the order does not matter.

    Raises:
        KamError: ``rule.unreadable`` with the part that cannot be read.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    match kind:
        case RuleKind.PER_UNIT:
            return {"kind": kind.value, "points": str(_number(plain))}
        case RuleKind.SHARE:
            return {"kind": kind.value, "full_at": str(_number(plain))}
        case RuleKind.BANDS:
            bands = sorted(map(_pair, _parts(plain)), key=_order)
            return {
                "kind": kind.value,
                "bands": [
                    {name: str(limit), "points": str(points)} for name, limit, points in bands
                ],
            }
        case RuleKind.MEAN_SHARE:
            steps = sorted(map(_pair, _parts(plain)), key=lambda one: one[1])
            return {
                "kind": kind.value,
                "shares": [
                    {"days_late": str(days), "share": str(share)} for _name, days, share in steps
                ],
            }


def _parts(text: str) -> list[str]:
    found = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    if not found:
        raise KamError("rule.unreadable", {"text": text[:40]})
    return found


def _order(band: tuple[str, Decimal, Decimal]) -> tuple[Decimal, bool]:
    """Lower limits begin at the highest, upper ones at the lowest."""
    name, limit, _points = band
    return (limit, name != "below") if name in ("to", "below") else (-limit, name != "above")


def _pair(part: str) -> tuple[str, Decimal, Decimal]:
    match = _BAND.fullmatch(part)
    if match is None:
        raise KamError("rule.unreadable", {"text": part[:40]})
    return _SIGNS[match[1]], _number(match[2], part), _number(match[3], part)


def _number(text: str, part: str = "") -> Decimal:
    match = _NUMBER.fullmatch(text.strip().casefold())
    if match is None:
        raise KamError("rule.unreadable", {"text": (part or text)[:40]})
    try:
        return Decimal(match[1]) * _UNITS[match[2]]
    except InvalidOperation as problem:
        raise KamError("rule.unreadable", {"text": (part or text)[:40]}) from problem


def _plain(number: Decimal) -> str:
    return f"{number:f}"
