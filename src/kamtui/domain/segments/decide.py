"""Deciding rules: met, not met, or no data, over the facts of one customer or of many."""

import operator
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from kamtui.domain.names import fold
from kamtui.domain.segments.measures import CUSTOM, Need, Value, scale
from kamtui.domain.segments.model import (
    ARCHIVED,
    EVERYBODY,
    NO_DATA,
    NO_RULE,
    NOT_THERE,
    Condition,
    Dimension,
    Op,
    Rule,
    Span,
    compared_in,
)

#: The facts of one customer, in the order of the needs.
Values = tuple[Value, ...]
#: One fact of many customers.
Column = Sequence[Value]
Number = int | Fraction
#: True for met, False for not met, None for no data.
Answer = bool | None
#: What one fact says about one condition.
Check = Callable[[Value], Answer]
Test = Callable[[Values], Answer]
#: The same answers as bits, of which "and" and "or" are those of three answers.
_NOT_MET, _OPEN, _MET = 0b00, 0b01, 0b11
_BITS: Mapping[Answer, int] = {False: _NOT_MET, None: _OPEN, True: _MET}
_ANSWERS: Mapping[int, Answer] = {bits: answer for answer, bits in _BITS.items()}
#: Names a value of a field is told apart from.
_TAKEN = (NO_DATA, NO_RULE, EVERYBODY, NOT_THERE, ARCHIVED)


class Decided(NamedTuple):
    """Where a customer belongs.

    Attributes:
        key: The segment, `NO_DATA` where the facts do not decide, `NO_RULE` where none fits.
        lacking: The facts whose absence left it open; empty where it is decided.
    """

    key: str
    lacking: tuple[Need, ...] = ()


class Split(NamedTuple):
    """Where many customers belong.

    Attributes:
        places: By segment the places of its customers, ascending; every segment of the rules is
            there, and `NO_RULE` and `NO_DATA` where anybody is.
        lacking: How many customers each fact left open.
    """

    places: dict[str, list[int]]
    lacking: Counter[Need]


class Decider:
    """A dimension made ready to judge many customers."""

    def __init__(self, dimension: Dimension, needs: Sequence[Need]) -> None:
        """Judge facts that stand in the order of ``needs``, which may be more than it needs."""
        places = {need: at for at, need in enumerate(needs)}
        self._rules = [(one.key, _Rule(one.rule, places)) for one in dimension.segments]
        self._each = None if dimension.each is None else (dimension.each, places[dimension.each])

    def decide(self, values: Values) -> Decided:
        """The segment of one customer, and what is lacking where there is no data."""
        found = self.split([[value] for value in values], 1)
        (key,) = (key for key, places in found.places.items() if places)
        return Decided(key, tuple(found.lacking))

    def split(self, columns: Sequence[Column], count: int) -> Split:
        """The segments of many customers, a condition at a time over all that are left.

        Args:
            columns: A column for each of the needs.
            count: How many customers there are.
        """
        if self._each is not None:
            return self._by_value(*self._each, columns)
        found: dict[str, list[int]] = {key: [] for key, _ in self._rules}
        lacking: Counter[Need] = Counter()
        unknown: list[int] = []
        left: Sequence[int] = range(count)
        for key, rule in self._rules:
            if not left:
                break
            answers = rule.answers(columns, left, count)
            found[key] = [at for at, one in zip(left, answers, strict=True) if one == _MET]
            asked = [at for at, one in zip(left, answers, strict=True) if one == _OPEN]
            if asked:
                unknown += asked
                for need, place in rule.compared:
                    column = columns[place]
                    lacking[need] += sum(column[at] is None for at in asked)
            left = [at for at, one in zip(left, answers, strict=True) if one == _NOT_MET]
        if left:
            found[NO_RULE] = list(left)
        if unknown:
            found[NO_DATA] = sorted(unknown)
        return Split(found, +lacking)

    @staticmethod
    def _by_value(need: Need, place: int, columns: Sequence[Column]) -> Split:
        found: dict[str, list[int]] = {}
        column = columns[place]
        keys = {value: _value_key(value) for value in set(column)}
        for at, value in enumerate(column):
            found.setdefault(keys[value], []).append(at)
        return Split(found, +Counter({need: len(found.get(NO_DATA, ()))}))


def _value_key(value: Value) -> str:
    if value is None or value == "":
        return NO_DATA
    # A region that is called "all" is not everybody.
    return f'"{value}"' if fold(str(value)) in _TAKEN else str(value)


class _Rule:
    """One rule over columns: groups of conditions, of which one group with all of its suffices."""

    def __init__(self, rule: Rule, places: Mapping[Need, int]) -> None:
        self._groups = [[(places[one.need], _check(one)) for one in group] for group in rule]
        self.compared = [(need, places[need]) for need in compared_in([rule])]

    def answers(self, columns: Sequence[Column], left: Sequence[int], count: int) -> list[int]:
        """Return what is known of each customer that is left, as bits."""
        whole = len(left) == count
        asked = {place for group in self._groups for place, _ in group}
        here = {
            place: columns[place] if whole else [columns[place][at] for at in left]
            for place in asked
        }
        groups = [
            _joined(
                operator.and_, [_column(check, here[place]) for place, check in group], len(left)
            )
            for group in self._groups
        ]
        return _joined(operator.or_, groups, len(left))


def _joined(joint: Callable[[int, int], int], many: Sequence[list[int]], count: int) -> list[int]:
    if not many:  # a group without conditions is met by everybody
        return [_MET] * count
    found, *others = many
    for one in others:
        found = list(map(joint, found, one))
    return found


def _column(check: Check, column: Column) -> list[int]:
    """Return a condition's answers; equal facts are decided once."""
    known = {fact: _BITS[check(fact)] for fact in set(column)}
    return list(map(known.__getitem__, column))


def test_of(rule: Rule, places: Mapping[Need, int]) -> Test:
    """Return what decides a rule over the facts of one customer, at these places.

    One group with all of its conditions suffices.  What lacks data leaves the answer open unless
    the other conditions decide it.
    """
    ready = _Rule(rule, places)

    def test(values: Values) -> Answer:
        (answer,) = ready.answers([[value] for value in values], range(1), 1)
        return _ANSWERS[answer]

    return test


def _check(condition: Condition) -> Check:
    need, op, wanted = condition
    if op is Op.KNOWN:
        return lambda fact: fact is not None
    if op is Op.UNKNOWN:
        return lambda fact: fact is None
    if isinstance(wanted, Span):
        low, high = _exact(wanted.low * scale(need)), _exact(wanted.high * scale(need))
        inside = op is Op.IS
        return _number(need, lambda fact: (low <= fact <= high) is inside)
    if isinstance(wanted, Decimal):
        compare, limit = _COMPARE[op], _exact(wanted * scale(need))
        return _number(need, lambda fact: compare(fact, limit))
    if op is Op.MENTIONS:
        return _mentions(tuple(fold(word) for word in wanted))
    return _words(frozenset(fold(word) for word in wanted), inside=op is Op.IS)


def _number(need: Need, holds: Callable[[Number], bool]) -> Check:
    own = need.measure.startswith(CUSTOM)

    def check(fact: Value) -> Answer:
        number = _read(fact) if own else fact
        return holds(number) if isinstance(number, int | Fraction) else None

    return check


def _read(value: Value) -> Number | None:
    """Return a text of a field of one's own as a number, None for what is none."""
    if isinstance(value, int | Fraction):
        return value
    try:
        number = Decimal(value.strip()) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return Fraction(number) if number is not None and number.is_finite() else None


def _words(wanted: frozenset[str], *, inside: bool) -> Check:
    def check(fact: Value) -> Answer:
        if isinstance(fact, frozenset):
            return any(fold(word) in wanted for word in fact) is inside
        if fact is None or fact == "":
            return None
        return (fold(str(fact)) in wanted) is inside

    return check


def _mentions(wanted: tuple[str, ...]) -> Check:
    def check(fact: Value) -> Answer:
        if not isinstance(fact, str) or not fact:
            return None
        text = fold(fact)
        return any(word in text for word in wanted)

    return check


def _exact(number: Decimal) -> Number:
    """Return a limit as what facts compare with fast: an integer where it is one."""
    return int(number) if number == int(number) else Fraction(number)


_COMPARE: dict[Op, Callable[[Number, Number], bool]] = {
    Op.AT_LEAST: operator.ge,
    Op.ABOVE: operator.gt,
    Op.AT_MOST: operator.le,
    Op.BELOW: operator.lt,
    Op.IS: operator.eq,
    Op.IS_NOT: operator.ne,
}
