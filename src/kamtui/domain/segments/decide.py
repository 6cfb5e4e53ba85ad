"""Deciding rules: met, not met, or no data, over the facts of one customer."""

import operator
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from kamtui.domain.names import fold
from kamtui.domain.segments.measures import CUSTOM, SCORES, Need, Value, scale
from kamtui.domain.segments.model import (
    EVERYBODY,
    NO_DATA,
    NO_RULE,
    Condition,
    Dimension,
    Op,
    Rule,
    Span,
    compared_in,
)

#: The facts of one customer, in the order of the needs.
Values = tuple[Value, ...]
Number = int | Fraction
#: True for met, False for not met, None for no data.
Answer = bool | None
Test = Callable[[Values], Answer]
_ANSWERS = (NO_DATA, NO_RULE, EVERYBODY)


class Decided(NamedTuple):
    """Where a customer belongs.

    Attributes:
        key: The segment, `NO_DATA` where the facts do not decide, `NO_RULE` where none fits.
        lacking: The facts whose absence left it open; empty where it is decided.
    """

    key: str
    lacking: tuple[Need, ...] = ()


class Decider:
    """A dimension made ready to judge many customers."""

    def __init__(self, dimension: Dimension, needs: Sequence[Need]) -> None:
        """Judge facts that stand in the order of ``needs``, which may be more than it needs."""
        places = {need: at for at, need in enumerate(needs)}
        self._tests = [(one.key, test_of(one.rule, places)) for one in dimension.segments]
        self._each = None if dimension.each is None else places[dimension.each]
        self._compared = [
            [(need, places[need]) for need in compared_in([one.rule])] for one in dimension.segments
        ] or [[(need, places[need]) for need in dimension.needs]]
        # Scores have few combinations, so that most customers were decided before.
        self._few = bool(needs) and all(one.measure in SCORES for one in needs)
        self._known: dict[Values, str] = {}

    def key_of(self, values: Values) -> str:
        """The segment of a customer, `NO_DATA` or `NO_RULE`."""
        if not self._few:
            return self._decided(values)
        key = self._known.get(values)
        if key is None:
            key = self._known[values] = self._decided(values)
        return key

    def decide(self, values: Values) -> Decided:
        """The segment of a customer, and what is lacking where there is no data."""
        key = self._decided(values)
        if key != NO_DATA:
            return Decided(key)
        at = next((at for at, (_, test) in enumerate(self._tests) if test(values) is None), 0)
        return Decided(key, tuple([need for need, at in self._compared[at] if values[at] is None]))

    def _decided(self, values: Values) -> str:
        if self._each is not None:
            value = values[self._each]
            if value is None or value == "":
                return NO_DATA
            # A region that is called "all" is not everybody.
            return f'"{value}"' if fold(str(value)) in _ANSWERS else str(value)
        for key, test in self._tests:
            answer = test(values)
            if answer:
                return key
            if answer is None:
                return NO_DATA
        return NO_RULE


def test_of(rule: Rule, places: dict[Need, int]) -> Test:
    """Return what decides a rule over facts at these places.

    One group with all of its conditions suffices.  What lacks data leaves the answer open unless
    the other conditions decide it.
    """
    groups = [[_condition(one, places[one.need]) for one in group] for group in rule]
    if len(groups) == 1 and len(groups[0]) == 1:
        return groups[0][0]

    def test(values: Values) -> Answer:
        found: Answer = False
        for group in groups:
            answer: Answer = True
            for condition in group:
                one = condition(values)
                if one is False:
                    answer = False
                    break
                if one is None:
                    answer = None
            if answer:
                return True
            if answer is None:
                found = None
        return found

    return test


def _condition(condition: Condition, at: int) -> Test:
    need, op, wanted = condition
    if op is Op.KNOWN:
        return lambda values: values[at] is not None
    if op is Op.UNKNOWN:
        return lambda values: values[at] is None
    if isinstance(wanted, Span):
        low, high = _exact(wanted.low * scale(need)), _exact(wanted.high * scale(need))
        inside = op is Op.IS
        return _number(need, at, lambda fact: (low <= fact <= high) is inside)
    if isinstance(wanted, Decimal):
        compare, limit = _COMPARE[op], _exact(wanted * scale(need))
        return _number(need, at, lambda fact: compare(fact, limit))
    if op is Op.MENTIONS:
        return _mentions(tuple(fold(word) for word in wanted), at)
    return _words(frozenset(fold(word) for word in wanted), at, inside=op is Op.IS)


def _number(need: Need, at: int, holds: Callable[[Number], bool]) -> Test:
    if need.measure.startswith(CUSTOM):
        return lambda values: _maybe(_read(values[at]), holds)

    def test(values: Values) -> Answer:
        fact = values[at]
        if type(fact) is int or isinstance(fact, Fraction):
            return holds(fact)
        return None

    return test


def _maybe(fact: Number | None, holds: Callable[[Number], bool]) -> Answer:
    return None if fact is None else holds(fact)


def _read(value: Value) -> Number | None:
    """Return a text of a field of one's own as a number, None for what is none."""
    if isinstance(value, int | Fraction):
        return value
    try:
        number = Decimal(value.strip()) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return Fraction(number) if number is not None and number.is_finite() else None


def _words(wanted: frozenset[str], at: int, *, inside: bool) -> Test:
    known: dict[str, bool] = {}

    def test(values: Values) -> Answer:
        fact = values[at]
        if isinstance(fact, frozenset):
            return any(fold(word) in wanted for word in fact) is inside
        if fact is None or fact == "":
            return None
        word = str(fact)
        answer = known.get(word)
        if answer is None:
            answer = known[word] = (fold(word) in wanted) is inside
        return answer

    return test


def _mentions(wanted: tuple[str, ...], at: int) -> Test:
    def test(values: Values) -> Answer:
        fact = values[at]
        if not isinstance(fact, str) or not fact:
            return None
        text = fold(fact)
        return any(word in text for word in wanted)

    return test


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
