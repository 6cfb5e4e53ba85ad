"""The rules of segments: conditions, segments, dimensions; first match wins.

Three answers: met, not met, no data.  A segment that cannot be decided ends the search with
"no data", because nobody can say that the customer does not belong there.
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from kamtui.domain.segments.measures import Need

#: Where customers are whose segment the records do not decide.
NO_DATA = "no_data"
#: Where customers are whom no rule fits, though the records decide every one of them.
NO_RULE = "no_rule"
#: Where a customer was before it was in the book at all, and where one is that is archived since:
#: what a move begins or ends with.
NOT_THERE = "not_there"
ARCHIVED = "archived"
#: Every customer, as the command line names them.
EVERYBODY = "all"
#: The dimensions the seeds name, in the order they are shown (S1-09..12, S3-02).
BUILT_IN = ("value", "behaviour", "need", "lifecycle", "region", "rfm")
#: The portraits the seeds draw (S1-13, S1-14, S1-21..24).
PORTRAITS = ("high", "core", "at_risk", "potential")


class Op(StrEnum):
    """How a condition compares."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    IS = "="
    IS_NOT = "!="
    MENTIONS = "~"
    KNOWN = "is known"
    UNKNOWN = "is unknown"


class Span(NamedTuple):
    """Numbers from one to another, both included."""

    low: Decimal
    high: Decimal


#: What a condition compares with: a number, a span, words of which one suffices, or nothing.
Wanted = Decimal | Span | tuple[str, ...]


class Condition(NamedTuple):
    """One comparison of one fact.

    Attributes:
        need: The fact.
        op: How it is compared.
        wanted: With what; empty for `Op.KNOWN` and `Op.UNKNOWN`.
    """

    need: Need
    op: Op
    wanted: Wanted = ()


#: Any of the groups, each with all of its conditions; an empty group is always met.
Rule = tuple[tuple[Condition, ...], ...]
#: What is met by everybody.
OTHERWISE: Rule = ((),)


class Segment(NamedTuple):
    """A name and who belongs to it."""

    key: str
    rule: Rule


class Dimension(NamedTuple):
    """A way to divide the customers.

    Attributes:
        name: ``value``, ``rfm`` or the user's own.
        segments: In order, first match wins; empty for one that has a segment a value of a field.
        each: That field.
    """

    name: str
    segments: tuple[Segment, ...] = ()
    each: Need | None = None

    @property
    def needs(self) -> tuple[Need, ...]:
        """The facts the rules need, each once, in the order they are first named."""
        if self.each is not None:
            return (self.each,)
        return needs_of(one.rule for one in self.segments)

    @property
    def compared(self) -> tuple[Need, ...]:
        """The needs whose absence can leave a customer without a segment."""
        if self.each is not None:
            return (self.each,)
        return compared_in(one.rule for one in self.segments)

    def rule_of(self, key: str) -> Rule:
        """The rule of a segment, `OTHERWISE` for a key that has none."""
        return next((one.rule for one in self.segments if one.key == key), OTHERWISE)


def needs_of(rules: Iterable[Rule]) -> tuple[Need, ...]:
    """Return the facts some rules need, each once."""
    return tuple(
        dict.fromkeys(condition.need for rule in rules for group in rule for condition in group)
    )


def compared_in(rules: Iterable[Rule]) -> tuple[Need, ...]:
    """Return the facts some rules compare, without those they only ask whether they are known."""
    return tuple(
        dict.fromkeys(
            condition.need
            for rule in rules
            for group in rule
            for condition in group
            if condition.op not in (Op.KNOWN, Op.UNKNOWN)
        )
    )
