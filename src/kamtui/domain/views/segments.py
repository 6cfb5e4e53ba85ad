"""Segments as they are shown: their rules, members, what moved, and a customer's portrait."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from kamtui.domain.order_standing import OrderStanding
from kamtui.domain.segments.clv import Clv
from kamtui.domain.segments.measures import Need, Value
from kamtui.domain.segments.model import Dimension, Rule
from kamtui.domain.segments.rfm import RfmScore, Thresholds


@dataclass(frozen=True, slots=True)
class Membership:
    """Who is in which segment, computed once for a list that is then read window by window.

    Attributes:
        dimension: By what.
        as_of: The day the records were read at.
        before_on: The day movement is counted from; None where it was not asked for.
        past: The day is before today: customers, grades and fields are those of the day.
        ids: Customer ids by segment, each most amount first; segments in their order, `NO_RULE`
            and `NO_DATA` last. Every segment of the dimension is there, also an empty one.
        amounts: Amount of the last 12 months by customer, minor units; who has none known is
            not in it; others may be.
        was: Segment at ``before_on`` of those who are in another one now; `NOT_THERE` of those
            who were in none because they were not in the book.
        gone: Segment at ``before_on`` of those who are archived since.
        scores: RFM scores by customer, where the dimension needs them.
        thresholds: The quantiles behind them.
        by_day: They count days with an order rather than orders.
        left_out: Currencies whose amounts were left out, by customer.
        lacking: Facts whose absence leaves customers without a segment, and how many lack each.
    """

    dimension: Dimension
    as_of: date
    before_on: date | None
    ids: Mapping[str, tuple[str, ...]]
    amounts: Mapping[str, int]
    past: bool = False
    was: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, RfmScore] = field(default_factory=dict)
    thresholds: Thresholds | None = None
    by_day: bool = False
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lacking: tuple[tuple[Need, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One segment.

    Attributes:
        key: Its name; `NO_DATA` for those whose records do not decide, `NO_RULE` for those whom
            no rule fits.
        customers: How many are in it.
        amount_minor: Their amount of the last 12 months.
        share: Its share of everybody's amount, None where there is no amount to share.
        came: Customers who were in another segment at ``before_on``, or not in the book.
        left: Customers who were in this one and are in another, or archived.
        rule: Who belongs to it.
    """

    key: str
    customers: int
    amount_minor: int
    share: Fraction | None
    came: int
    left: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class SegmentsView:
    """All segments of a dimension at a day.

    Attributes:
        by: Name of the dimension.
        dimension: Its rules.
        dimensions: Every dimension there is, in order.
        as_of: The day.
        before_on: The day movement is counted from.
        rows: The segments in order; "no rule fits" and "no data" last, where anybody is or was.
        customers: How many customers were judged.
        amount_minor: Everybody's amount of the last 12 months.
        currency: Of the amounts.
        thresholds: RFM's quantiles, None for other dimensions.
        rfm_months: Window of RFM, None for the whole history.
        by_day: RFM counts days with an order rather than orders.
        left_out: Currencies whose amounts were left out, sorted.
        lacking: Facts whose absence leaves customers without a segment, and how many lack each,
            the most frequent first.
        membership: Who is where, for `kamtui.services.segments.members`.
    """

    by: str
    dimension: Dimension
    dimensions: tuple[str, ...]
    as_of: date
    before_on: date | None
    rows: tuple[SegmentRow, ...]
    customers: int
    amount_minor: int
    currency: str
    thresholds: Thresholds | None
    rfm_months: int | None
    by_day: bool
    left_out: tuple[str, ...]
    lacking: tuple[tuple[Need, int], ...]
    membership: Membership


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One customer of a segment.

    Attributes:
        segment: Where it is now; `ARCHIVED` for who left for the archive.
        was: Where it was at ``before_on``, None where it has not moved, `NOT_THERE` where it was
            not in the book.
        amount_minor: Amount of the last 12 months, None where none is known.
        score: RFM scores, None without them.
        left_out: Currencies whose amounts were left out.
    """

    customer_id: str
    customer_no: str
    name: str
    grade: str | None
    owner: str | None
    city: str | None
    segment: str
    was: str | None
    amount_minor: int | None
    score: RfmScore | None
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MembersView:
    """A window of the members of a segment.

    Attributes:
        by: Name of the dimension.
        segment: The segment, ``all`` for everybody.
        as_of: The day.
        total: How many members there are.
        first: Place of the first row shown.
        rows: The window.
    """

    by: str
    segment: str
    as_of: date
    total: int
    first: int
    rows: tuple[MemberRow, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a rule looked at: the fact as people say it (amounts in whole units), or no data."""

    need: Need
    value: Value


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a customer is in one dimension, and why.

    Attributes:
        by: Name of the dimension.
        key: The segment, `NO_DATA` where the records do not decide, `NO_RULE` where none fits.
        rule: Its rule.
        evidence: The facts the dimension's rules looked at.
        lacking: Facts whose absence left it open.
        score: RFM scores where the dimension needs them.
        by_day: They count days with an order rather than orders.
    """

    by: str
    key: str
    rule: Rule
    evidence: tuple[Evidence, ...]
    lacking: tuple[Need, ...]
    score: RfmScore | None
    by_day: bool = False


@dataclass(frozen=True, slots=True)
class Trait:
    """One trait of a portrait: met, not met, or None for no data, with what it rests on."""

    rule: Rule
    met: bool | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """One of the seeds' portraits held against a customer.

    Attributes:
        key: ``high``, ``core``, ``at_risk`` or ``potential``.
        belongs: Whether the customer's class is the one portrayed (the class is decided by its own
            rule, the traits are evidence: product.md, Numbers); None where it has no data.
        traits: In the seeds' order.
    """

    key: str
    belongs: bool | None
    traits: tuple[Trait, ...]

    @property
    def met(self) -> int:
        """How many traits are met."""
        return sum(one.met is True for one in self.traits)


@dataclass(frozen=True, slots=True)
class PortraitView:
    """A customer held against every portrait, where it is in every dimension, and its value."""

    customer_id: str
    customer_no: str
    name: str
    as_of: date
    portraits: tuple[Portrait, ...]
    placed: tuple[Placed, ...]
    clv: "ClvView"

    @property
    def orders(self) -> OrderStanding | None:
        """The customer's orders, for what is said where they do not count."""
        return self.clv.orders


@dataclass(frozen=True, slots=True)
class ClvView:
    """A lifetime value and what it is of.

    Attributes:
        customers: How many customers it stands for; 1 for one customer.
        clv: The value of one of them, with its inputs.
        total_minor: The value of all of them together, None where an input is lacking.
        currency: Of the amounts.
        as_of: The day.
        left_out: Currencies whose amounts were left out.
        orders: Of one customer: which orders count, and why the others do not.
    """

    customers: int
    clv: Clv
    total_minor: int | None
    currency: str
    as_of: date
    left_out: tuple[str, ...]
    orders: OrderStanding | None = None
