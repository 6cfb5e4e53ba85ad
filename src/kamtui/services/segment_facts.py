"""What segments are decided with: the book's rules and settings, the facts, who belongs where."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from kamtui.domain.names import fold
from kamtui.domain.segments.decide import Decider
from kamtui.domain.segments.measures import SCORES, Need
from kamtui.domain.segments.model import NO_DATA, NO_RULE, Dimension
from kamtui.domain.segments.rfm import RfmScore, Thresholds, rfm
from kamtui.services import rules, segment_rules
from kamtui.store.queries import segments as queries

if TYPE_CHECKING:
    from kamtui.services.desk import Desk
    from kamtui.store.reader import Reader

__all__ = [
    "Judged",
    "Setup",
    "basis",
    "grouped",
    "judged_at",
    "places_at",
    "setup",
    "usual_spellings",
]

_VALUED = Need("valued_industry")


class Setup(NamedTuple):
    """The settings segments are decided with.

    Attributes:
        lines: Every rule by its setting.
        currency: The book's.
        zone: The desk's, in which instants fall on days.
        period_months: How far back movement is counted from (S1-31).
        rfm_months: Window of RFM, None for the whole history.
        by_day: RFM counts days with an order rather than orders.
    """

    lines: Mapping[str, Sequence[str]]
    currency: str
    zone: tzinfo | None
    period_months: int
    rfm_months: int | None
    by_day: bool


class Judged(NamedTuple):
    """Everybody at one day.

    Attributes:
        keys: Segment by customer, by customer number.
        amounts: Amount of the last 12 months where one is known.
        scores: RFM scores, where the rules ask for them.
        thresholds: Their quantiles, None where they do not.
        left_out: Currencies left out, by customer.
        lacking: Facts whose absence left customers without a segment, the most frequent first.
    """

    keys: dict[str, str]
    amounts: dict[str, int]
    scores: Mapping[str, RfmScore]
    thresholds: Thresholds | None
    left_out: dict[str, tuple[str, ...]]
    lacking: tuple[tuple[Need, int], ...]


def setup(desk: "Desk", reader: "Reader") -> Setup:
    """Return the settings of a book."""
    found = rules.values_of(
        reader,
        "currency",
        "segments.period_months",
        "segments.rfm_months",
        "segments.rfm_frequency",
    )
    return Setup(
        lines=segment_rules.lines_in(reader),
        currency=str(found["currency"]),
        zone=desk.clock.now().tzinfo,
        period_months=int(found["segments.period_months"]),
        rfm_months=int(found["segments.rfm_months"]) or None,
        by_day=found["segments.rfm_frequency"] == "days",
    )


def basis(
    reader: "Reader", known: Setup, needs: Sequence[Need], as_of: date
) -> tuple[queries.Basis, Thresholds | None]:
    """Return what facts are measured with at a day, and RFM's quantiles where needs ask for RFM."""
    scores: Mapping[str, RfmScore] = {}
    thresholds = None
    if any(one.measure in SCORES for one in needs):
        bought = queries.purchases(
            reader,
            as_of=as_of,
            months=known.rfm_months,
            currency=known.currency,
            by_day=known.by_day,
        )
        away = queries.away(reader)
        scores, thresholds = rfm(
            (one for one in bought if one.customer_id not in away),
            as_of=as_of,
            others=[one for one in bought if one.customer_id in away],
        )
    found = queries.Basis(as_of, known.currency, known.zone, scores, scored_months=known.rfm_months)
    if _VALUED in needs:
        found = found._replace(valued=_valued(reader, known, as_of))
    return found, thresholds


def judged_at(reader: "Reader", known: Setup, dimension: Dimension, as_of: date) -> Judged:
    """Return where everybody is at a day."""
    needs = dimension.needs
    measured, thresholds = basis(reader, known, needs, as_of)
    many = queries.facts(reader, needs, measured)
    decider = Decider(dimension, needs)
    key_of = decider.key_of
    keys = {one.customer_id: key_of(one.values) for one in many}
    lacking = Counter(
        need
        for one in many
        if keys[one.customer_id] == NO_DATA
        for need in decider.decide(one.values).lacking
    )
    return Judged(
        keys=keys,
        amounts={one.customer_id: one.amount_minor for one in many if one.amount_minor is not None},
        scores=measured.scores,
        thresholds=thresholds,
        left_out={one.customer_id: one.left_out for one in many if one.left_out},
        # Equal counts stand in the rules' order.
        lacking=tuple(sorted(lacking.items(), key=lambda pair: (-pair[1], needs.index(pair[0])))),
    )


def places_at(reader: "Reader", known: Setup, dimension: Dimension, as_of: date) -> dict[str, str]:
    """Return the segment of everybody at a day and nothing else."""
    needs = dimension.needs
    measured, _ = basis(reader, known, needs, as_of)
    key_of = Decider(dimension, needs).key_of
    return {one.customer_id: key_of(one.values) for one in queries.facts(reader, needs, measured)}


def grouped(dimension: Dimension, judged: Judged) -> dict[str, tuple[str, ...]]:
    """Return the customers of every segment, the most money first, then by customer number.

    `NO_RULE` and `NO_DATA` are the last two.

    Values of a field that fold to the same are one segment, under the spelling most have.
    """
    found: dict[str, list[str]] = {one.key: [] for one in dimension.segments}
    spelt: Mapping[str, str] = {}
    if dimension.each is not None:
        usual = usual_spellings(Counter(key for key in judged.keys.values() if key != NO_DATA))
        found = {key: [] for key in usual.values()}
        spelt = {word: usual[fold(word)] for word in set(judged.keys.values()) - {NO_DATA}}
    found |= {NO_RULE: [], NO_DATA: []}
    for customer_id, key in judged.keys.items():
        found[spelt.get(key, key)].append(customer_id)
    amounts = judged.amounts
    for ids in found.values():
        ids.sort(key=lambda one: -amounts.get(one, 0))
    return {key: tuple(ids) for key, ids in found.items()}


def usual_spellings(counts: Mapping[str, int]) -> dict[str, str]:
    """Return by folded word the spelling most have; those that most have come first."""
    totals: Counter[str] = Counter()
    usual: dict[str, str] = {}
    for word in sorted(counts, key=lambda word: (-counts[word], word)):
        totals[fold(word)] += counts[word]
        usual.setdefault(fold(word), word)
    return {key: usual[key] for key in sorted(usual, key=lambda key: (-totals[key], usual[key]))}


def _valued(reader: "Reader", known: Setup, as_of: date) -> frozenset[str]:
    """The industries of the customers in the first segment by value (S1-24)."""
    dimension = segment_rules.dimension_in(known.lines, "value")
    if dimension.each is not None or _VALUED in dimension.needs:
        return frozenset()
    judged = judged_at(reader, known, dimension, as_of)
    first = dimension.segments[0].key
    ids = [one for one, key in judged.keys.items() if key == first]
    return frozenset(fold(one) for one in queries.industries(reader, ids))
