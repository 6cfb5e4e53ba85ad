"""Rules as text and back: ``high: amount.12 >= 500000``, ``north: region = 华北, 东北``.

A segment is a name, a colon and conditions joined by ``and`` and ``or`` (``and`` binds tighter);
``otherwise`` takes everybody who is left.  ``each region`` makes a segment of every value there is.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NoReturn

from kamtui.domain.errors import KamError
from kamtui.domain.metrics import Window
from kamtui.domain.money import AmountError, parse_amount
from kamtui.domain.names import fold
from kamtui.domain.segments.measures import CUSTOM, MEASURES, Kind, Measure, Need, measure_of
from kamtui.domain.segments.model import (
    ARCHIVED,
    EVERYBODY,
    NO_DATA,
    NO_RULE,
    NOT_THERE,
    OTHERWISE,
    Condition,
    Dimension,
    Op,
    Rule,
    Segment,
    Span,
    Wanted,
)

#: What a document may hold: people have to keep an overview (S1-08, 避免维度过多).
MOST_SEGMENTS = 30
MOST_CONDITIONS = 20
LONGEST_KEY = 40
LONGEST_RULE = 1000
MOST_MONTHS = 600

_ELSE = ("otherwise", "else", "其他", "其余")
_EACH = re.compile(r"each\s+(\S.*)", re.IGNORECASE)
_TOKEN = re.compile(
    r'\s*(?:(?P<quoted>"[^"]*")|(?P<op>>=|<=|!=|>|<|=|~)|(?P<comma>,)'
    r'|(?P<word>(?:custom\."[^"]*"(?:\.\d+)?)|[^\s,<>=!~"]+))',
    re.IGNORECASE,
)
_WIDE = str.maketrans({
    "≥": ">=", "≤": "<=", "≠": "!=", "＞": ">", "＜": "<", "＝": "=", "～": "~", "，": ",",
    "、": ",", "“": '"', "”": '"', "：": ":",
})  # fmt: skip
_JOINTS = {"and": "and", "且": "and", "并且": "and", "or": "or", "或": "or", "或者": "or"}
#: Words of the rules themselves, which nothing can be named.
_KEYWORDS = frozenset(fold(word) for word in (*_ELSE, *_JOINTS, "each"))
#: Names that mean something since rules were first kept.
_SINCE = (NOT_THERE, ARCHIVED)
_OPENING, _CLOSING = "(（", ")）"
_PLAIN = re.compile(r'[^\s,<>=!~":;；≥≤≠＞＜＝～，、“”：]+')
_SPAN = re.compile(r"(?P<low>[^.]+(?:\.\d+)?)\.\.(?P<high>.+)")


class Reason(StrEnum):
    """Why a rule is refused; `present.error_words` has the words."""

    EMPTY = "empty"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    NO_NAME = "no_name"
    RESERVED = "reserved"
    KEYWORD = "keyword"
    BRACKETS = "brackets"
    DUPLICATE = "duplicate"
    AFTER_OTHERWISE = "after_otherwise"
    UNKNOWN_MEASURE = "unknown_measure"
    MONTHS_NEEDED = "months_needed"
    NO_MONTHS = "no_months"
    BAD_MONTHS = "bad_months"
    NO_COMPARISON = "no_comparison"
    BAD_COMPARISON = "bad_comparison"
    NOT_A_NUMBER = "not_a_number"
    NO_VALUE = "no_value"
    UNKNOWN_VALUE = "unknown_value"
    UNEXPECTED = "unexpected"
    NOT_A_FIELD = "not_a_field"


def refuse(path: str, reason: Reason, value: object = "", known: Sequence[str] = ()) -> NoReturn:
    """Refuse a rule.

    Raises:
        KamError: ``segments.invalid`` with ``path``, ``reason``, ``value`` and, where there is a
            closed list, what is ``known``.
    """
    params: dict[str, object] = {
        "path": path, "reason": reason.value, "value": str(value)[:80], "known": list(known)
    }  # fmt: skip
    raise KamError("segments.invalid", params, exit_code=2)


def split_lines(text: str) -> list[str]:
    """Return typed rules as lines: ``;`` or a line end between them, but not inside quotes."""
    lines = [""]
    for at, part in enumerate(re.split(r'("[^"]*"|“[^”]*”)', text)):
        if at % 2:
            lines[-1] += part
            continue
        first, *more = re.split(r"[;；\n]", part)
        lines[-1] += first
        lines += more
    return [line for line in lines if line.strip()]


def parse_dimension(
    name: str, lines: Sequence[object], *, path: str, kept: bool = False
) -> Dimension:
    """Read the rules of a dimension, one line a segment.

    Args:
        name: Of the dimension.
        lines: As typed.
        path: Where they stand, for what is refused.
        kept: They were kept before, maybe when more was allowed; they stay readable.

    Raises:
        KamError: ``segments.invalid`` naming the line as ``path[2]``.
    """
    if not lines:
        refuse(path, Reason.EMPTY)
    if len(lines) > MOST_SEGMENTS:
        refuse(path, Reason.TOO_MANY, len(lines))
    texts = [_text(line, f"{path}[{at}]") for at, line in enumerate(lines, start=1)]
    each = _EACH.fullmatch(texts[0])
    if each is not None:
        if len(texts) > 1:
            refuse(f"{path}[2]", Reason.UNEXPECTED, texts[1])
        return Dimension(name, each=_field(each[1], f"{path}[1]"))
    segments: list[Segment] = []
    for at, text in enumerate(texts, start=1):
        where = f"{path}[{at}]"
        key, colon, rest = text.partition(":")
        key = key.strip()
        if not colon or not key or set(key) & set(';；"'):
            refuse(where, Reason.NO_NAME, text)
        if len(key) > LONGEST_KEY:
            refuse(where, Reason.TOO_LONG, key)
        if fold(key) in (NO_DATA, NO_RULE, EVERYBODY) or (not kept and fold(key) in _SINCE):
            refuse(where, Reason.RESERVED, key)
        if not kept and fold(key) in _KEYWORDS:
            refuse(where, Reason.KEYWORD, key)
        if any(fold(one.key) == fold(key) for one in segments):
            refuse(where, Reason.DUPLICATE, key)
        if segments and segments[-1].rule == OTHERWISE:
            refuse(where, Reason.AFTER_OTHERWISE, key)
        segments.append(Segment(key, parse_rule(rest, path=where, kept=kept)))
    return Dimension(name, tuple(segments))


def parse_rule(text: object, *, path: str, kept: bool = False) -> Rule:
    """Read the conditions of a segment or the trait of a portrait; see `parse_dimension`.

    Raises:
        KamError: ``segments.invalid``.
    """
    plain = _text(text, path)
    if fold(plain) in _ELSE:
        return OTHERWISE
    try:
        return _parsed(plain, path, kept=kept)
    except KamError:
        at = _bracket(plain)
        if at is None:
            raise
        refuse(f"{path}:{at + 1}", Reason.BRACKETS, plain[at : at + 20])


def _bracket(text: str) -> int | None:
    """Return where the first bracket outside quotation marks stands, None for none."""
    quoted = False
    for at, sign in enumerate(text):
        quoted ^= sign == '"'
        if sign in _OPENING + _CLOSING and not quoted:
            return at
    return None


def _parsed(plain: str, path: str, *, kept: bool) -> Rule:
    reader = _Reader(plain, path, kept=kept)
    groups: list[tuple[Condition, ...]] = []
    group: list[Condition] = []
    count = 0
    while True:
        group.append(reader.condition())
        count += 1
        if count > MOST_CONDITIONS:
            refuse(path, Reason.TOO_MANY, count)
        joint = reader.joint()
        if joint == "and":
            continue
        groups.append(tuple(group))
        group = []
        if joint is None:
            return tuple(groups)


def dimension_lines(dimension: Dimension) -> list[str]:
    """Return what `parse_dimension` reads back to an equal dimension."""
    if dimension.each is not None:
        return [f"each {need_text(dimension.each)}"]
    return [f"{one.key}: {rule_text(one.rule)}" for one in dimension.segments]


def rule_text(rule: Rule) -> str:
    """Return what `parse_rule` reads back to an equal rule."""
    if rule == OTHERWISE:
        return _ELSE[0]
    return " or ".join(" and ".join(map(_condition_text, group)) for group in rule)


def number_text(number: Decimal) -> str:
    """Return a number without exponent and trailing zeros."""
    if number == int(number):
        return str(int(number))
    return f"{number:f}".rstrip("0")


def _condition_text(condition: Condition) -> str:
    need, op, wanted = condition
    if op in (Op.KNOWN, Op.UNKNOWN):
        return f"{need_text(need)} {op.value}"
    if isinstance(wanted, Span):
        value = f"{number_text(wanted.low)}..{number_text(wanted.high)}"
    elif isinstance(wanted, Decimal):
        value = number_text(wanted)
    else:
        value = ", ".join(map(_quoted, wanted))
    return f"{need_text(need)} {op.value} {value}"


def need_text(need: Need) -> str:
    """Return a fact as rules name it: ``amount.12``, ``custom."tax no"``."""
    name = need.measure
    if name.startswith(CUSTOM):
        own = name.removeprefix(CUSTOM)
        if not _PLAIN.fullmatch(own):
            return f'{CUSTOM}"{own}"'
    return name if need.months is None else f"{name}.{need.months}"


def _quoted(word: str) -> str:
    # A comma, an operator or one of our own words inside a value would end it.
    parts = word.split(" ")
    plain = _balanced(word) and all(
        _PLAIN.fullmatch(part) and fold(part) not in _JOINTS for part in parts
    )
    return word if plain and fold(word) not in _ELSE else f'"{word}"'


def _balanced(word: str) -> bool:
    """Whether the brackets of a word belong together: it is a value, and not part of a group."""
    depth = 0
    for character in word:
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth < 0:
            return False
    return depth == 0


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        refuse(path, Reason.NOT_TEXT, value)
    plain = " ".join(value.split())
    if not plain.isprintable() or "\ufffd" in plain:
        refuse(path, Reason.NOT_TEXT, ascii(plain))
    if len(plain) > LONGEST_RULE:
        refuse(path, Reason.TOO_LONG, plain)
    if not plain:
        refuse(path, Reason.EMPTY)
    return _widths(plain)


def _widths(text: str) -> str:
    """Return full-width signs as ASCII ones, but not inside quotes."""
    parts = re.split(r'("[^"]*")', text.replace("“", '"').replace("”", '"'))
    return "".join(part if at % 2 else part.translate(_WIDE) for at, part in enumerate(parts))


def _field(text: str, path: str) -> Need:
    need = _need(text.strip(), path)
    measure = measure_of(need.measure)
    if measure is None or measure.kind is not Kind.WORD:
        refuse(path, Reason.NOT_A_FIELD, text)
    return need


def _need(name: str, path: str) -> Need:
    folded = name.casefold()
    if folded.startswith(CUSTOM):
        own = name[len(CUSTOM) :].strip('"').strip()
        if not own:
            refuse(path, Reason.UNKNOWN_MEASURE, name)
        return Need(CUSTOM + own)
    word, dot, months = folded.partition(".")
    measure = measure_of(word)
    if measure is None and not _balanced(name):
        refuse(path, Reason.BRACKETS, name)
    if measure is None:
        refuse(path, Reason.UNKNOWN_MEASURE, name, [*MEASURES, f"{CUSTOM}…"])
    if not dot:
        if measure.window is Window.REQUIRED:
            refuse(path, Reason.MONTHS_NEEDED, name)
        return Need(word)
    if measure.window is Window.NEVER:
        refuse(path, Reason.NO_MONTHS, name)
    if not months.isdecimal() or len(months) > 3 or not 1 <= int(months) <= MOST_MONTHS:
        refuse(path, Reason.BAD_MONTHS, name)
    return Need(word, int(months))


class _Reader:
    """The tokens of one rule."""

    def __init__(self, text: str, path: str, *, kept: bool) -> None:
        self._path = path
        self._kept = kept
        self._tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                refuse(path, Reason.UNEXPECTED, text[at:])
            self._tokens.append((match.lastgroup or "", match[match.lastgroup or 0]))
            at = match.end()
        self._at = 0

    def condition(self) -> Condition:
        kind, name = self._take(Reason.NO_VALUE)
        if kind != "word":
            refuse(self._path, Reason.UNEXPECTED, name)
        need = _need(name, self._path)
        measure = measure_of(need.measure)
        assert measure is not None
        kind, sign = self._take(Reason.NO_COMPARISON, name)
        if kind == "word" and sign.casefold() == "is":
            _, word = self._take(Reason.NO_COMPARISON, name)
            if word.casefold() not in ("known", "unknown"):
                refuse(self._path, Reason.NO_COMPARISON, f"{name} is {word}")
            return Condition(need, Op.KNOWN if word.casefold() == "known" else Op.UNKNOWN)
        if kind != "op":
            refuse(self._path, Reason.NO_COMPARISON, f"{name} {sign}")
        return self._compared(need, measure, Op(sign))

    def joint(self) -> str | None:
        """``and``, ``or``, or None at the end."""
        if self._at == len(self._tokens):
            return None
        kind, word = self._take(Reason.UNEXPECTED)
        joint = _JOINTS.get(word.casefold()) if kind == "word" else None
        if joint is None:
            refuse(self._path, Reason.UNEXPECTED, word)
        return joint

    def _compared(self, need: Need, measure: Measure, op: Op) -> Condition:
        words = self._words(f"{need_text(need)} {op.value}")
        ordering = op in (Op.AT_LEAST, Op.ABOVE, Op.AT_MOST, Op.BELOW)
        own = need.measure.startswith(CUSTOM)
        numeric = measure.kind is Kind.NUMBER or (own and ordering)
        if (op is Op.MENTIONS) is not (measure.kind is Kind.TEXT) and not own:
            refuse(self._path, Reason.BAD_COMPARISON, f"{need_text(need)} {op.value}")
        if (ordering and not numeric) or (op is Op.MENTIONS and numeric):
            refuse(self._path, Reason.BAD_COMPARISON, f"{need_text(need)} {op.value}")
        if numeric:
            return Condition(need, op, self._number(words, op))
        if measure.values:
            words = tuple(word.casefold() for word in words)
            for word in words:
                if word not in measure.values:
                    refuse(self._path, Reason.UNKNOWN_VALUE, word, measure.values)
        return Condition(need, op, words)

    def _words(self, before: str) -> tuple[str, ...]:
        """Values separated by commas; words of one value may have spaces between them."""
        found: list[str] = []
        while True:
            parts: list[str] = []
            plain: list[str] = []
            while self._at < len(self._tokens):
                kind, word = self._tokens[self._at]
                if kind in ("comma", "op") or (kind == "word" and word.casefold() in _JOINTS):
                    break
                if kind != "quoted":
                    plain.append(word)
                parts.append(word[1:-1] if kind == "quoted" else word)
                self._at += 1
            if not self._kept and not _balanced(" ".join(plain)):
                refuse(self._path, Reason.BRACKETS, " ".join(plain))
            value = " ".join(" ".join(parts).split())
            if not value or not fold(value):
                refuse(self._path, Reason.NO_VALUE, before)
            found.append(value)
            if self._at == len(self._tokens) or self._tokens[self._at][0] != "comma":
                return tuple(dict.fromkeys(found))
            self._at += 1

    def _number(self, words: tuple[str, ...], op: Op) -> Wanted:
        if len(words) > 1:
            refuse(self._path, Reason.NOT_A_NUMBER, ", ".join(words))
        match = _SPAN.fullmatch(words[0])
        if match is None:
            return self._one_number(words[0])
        if op not in (Op.IS, Op.IS_NOT):
            refuse(self._path, Reason.BAD_COMPARISON, f"{op.value} {words[0]}")
        low, high = self._one_number(match["low"]), self._one_number(match["high"])
        if low > high:
            refuse(self._path, Reason.NOT_A_NUMBER, words[0])
        return Span(low, high)

    def _one_number(self, text: str) -> Decimal:
        try:
            return parse_amount(text.removesuffix("%"))
        except AmountError:
            refuse(self._path, Reason.NOT_A_NUMBER, text)

    def _take(self, missing: Reason, value: str = "") -> tuple[str, str]:
        if self._at == len(self._tokens):
            refuse(self._path, missing, value)
        self._at += 1
        return self._tokens[self._at - 1]
