"""What segments are decided with: the book's rules and settings, the facts, who belongs where."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from kamtui.domain.names import fold
from kamtui.domain.segments.decide import Decider
from kamtui.domain.segments.measures import SCORES, Need
from kamtui.domain.segments.model import NO_DATA, NO_RULE, Dimension
from kamtui.domain.segments.rfm import RfmScore, Scores, Thresholds, rfm, thresholds
from kamtui.services import rules, segment_rules
from kamtui.services.segment_kept import kept
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

_VALUED, _INDUSTRY = Need("valued_industry"), Need("industry")


class Setup(NamedTuple):
    """The settings segments are decided with.

    Attributes:
        desk: Whose they are.
        lines: Every rule by its setting.
        currency: The book's.
        zone: The desk's, in which instants fall on days.
        today: The desk's; a day before it is looked at as the book was then.
        period_months: How far back movement is counted from (S1-31).
        rfm_months: Window of RFM, None for the whole history.
        by_day: RFM counts days with an order rather than orders.
    """

    desk: "Desk"
    lines: Mapping[str, Sequence[str]]
    currency: str
    zone: tzinfo | None
    today: date
    period_months: int
    rfm_months: int | None
    by_day: bool


class Judged(NamedTuple):
    """Everybody at one day.

    Attributes:
        ids: Customers by segment, by customer number; every segment of the rules is there.
        amounts: Amount of the last 12 months where one is known.
        scores: RFM scores, where the rules ask for them.
        thresholds: Their quantiles, None where they do not.
        left_out: Currencies left out, by customer.
        lacking: Facts whose absence left customers without a segment, the most frequent first.
    """

    ids: dict[str, list[str]]
    amounts: Mapping[str, int]
    scores: Mapping[str, RfmScore]
    thresholds: Thresholds | None
    left_out: Mapping[str, tuple[str, ...]]
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
        desk=desk,
        lines=segment_rules.lines_in(reader),
        currency=str(found["currency"]),
        zone=desk.clock.now().tzinfo,
        today=desk.today(),
        period_months=int(found["segments.period_months"]),
        rfm_months=int(found["segments.rfm_months"]) or None,
        by_day=found["segments.rfm_frequency"] == "days",
    )


def basis(
    reader: "Reader",
    known: Setup,
    needs: Sequence[Need],
    as_of: date,
    *,
    customer_ids: tuple[str, ...] | None = None,
) -> tuple[queries.Basis, Thresholds | None]:
    """Return what facts are measured with at a day, and RFM's quantiles where needs ask for RFM.

    Args:
        reader: Where to read.
        known: The settings.
        needs: The facts.
        as_of: The day.
        customer_ids: Only these are wanted, though all are measured against; None for all.
    """
    scores: Scores | None = None
    limits, money = None, None
    past = as_of < known.today
    if any(one.measure in SCORES for one in needs):
        if customer_ids is None:
            bought, money = _purchases(reader, known, as_of)
            away = queries.away(reader, as_of=as_of, past=past)
            scores, limits = rfm(
                (one for one in bought if one.customer_id not in away),
                as_of=as_of,
                others=[one for one in bought if one.customer_id in away],
            )
        else:
            limits = kept(
                known.desk, reader, ("rfm", as_of), Thresholds,
                lambda: _thresholds(reader, known, as_of),
            )  # fmt: skip
            own = _purchases(reader, known, as_of, customer_ids).purchases
            scores, _ = rfm(own if limits.customers else (), as_of=as_of, limits=limits)
    found = queries.Basis(
        as_of, known.currency, known.zone, past, scores, money, scored_months=known.rfm_months
    )
    if _VALUED in needs:
        valued = kept(
            known.desk, reader, ("valued", as_of), frozenset,
            lambda: _valued(reader, known, as_of),
        )  # fmt: skip
        found = found._replace(valued=valued)
    return found, limits


def _purchases(
    reader: "Reader", known: Setup, as_of: date, customer_ids: tuple[str, ...] | None = None
) -> queries.Bought:
    return queries.purchases(
        reader,
        as_of=as_of,
        months=known.rfm_months,
        currency=known.currency,
        by_day=known.by_day,
        customer_ids=customer_ids,
    )


def _thresholds(reader: "Reader", known: Setup, as_of: date) -> Thresholds:
    """RFM's quantiles alone."""
    away = queries.away(reader, as_of=as_of, past=as_of < known.today)
    many = _purchases(reader, known, as_of).purchases
    return thresholds((one for one in many if one.customer_id not in away), as_of=as_of)


def judged_at(reader: "Reader", known: Setup, dimension: Dimension, as_of: date) -> Judged:
    """Return where everybody is at a day."""
    needs = dimension.needs
    measured, limits = basis(reader, known, needs, as_of)
    many = queries.facts(reader, needs, measured)
    ids, lacking = _split(dimension, many)
    there = set(many.ids) if many.left_out else frozenset[str]()
    return Judged(
        ids=ids,
        amounts=many.amounts,
        scores=measured.scores or {},
        thresholds=limits,
        left_out={one: others for one, others in many.left_out.items() if one in there},
        # Equal counts stand in the rules' order.
        lacking=tuple(sorted(lacking.items(), key=lambda pair: (-pair[1], needs.index(pair[0])))),
    )


def places_at(
    reader: "Reader", known: Setup, dimension: Dimension, as_of: date
) -> dict[str, list[str]]:
    """Return the customers by segment at a day and nothing else."""
    needs = dimension.needs
    measured, _ = basis(reader, known, needs, as_of)
    return _split(dimension, queries.facts(reader, needs, measured, money=False))[0]


def grouped(judged: Judged) -> dict[str, tuple[str, ...]]:
    """Return the customers of every segment, the most money first, then by customer number.

    `NO_RULE` and `NO_DATA` are the last two.
    """
    found = judged.ids
    amount_of = defaultdict(int, judged.amounts).__getitem__
    keys = [*(key for key in found if key not in (NO_RULE, NO_DATA)), NO_RULE, NO_DATA]
    # Sorting keeps the order of equals, also in reverse.
    return {key: tuple(sorted(found.get(key, ()), key=amount_of, reverse=True)) for key in keys}


def _split(dimension: Dimension, many: queries.Facts) -> tuple[dict[str, list[str]], Counter[Need]]:
    """The customers by segment, and how many each fact left open.

    Values of a field that fold to the same are one segment, under the spelling most have.
    """
    found, lacking = Decider(dimension, dimension.needs).split(many.columns, len(many.ids))
    if dimension.each is not None:
        words = {key: len(places) for key, places in found.items() if key != NO_DATA}
        usual = usual_spellings(words)
        spelt: dict[str, list[int]] = {key: [] for key in usual.values()}
        for word in words:
            spelt[usual[fold(word)]] += found[word]
        spelt = {key: sorted(places) for key, places in spelt.items()}
        found = spelt | {NO_DATA: found.get(NO_DATA, [])}
    ids = many.ids
    return {key: [ids[at] for at in places] for key, places in found.items()}, lacking


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
    ids = set(places_at(reader, known, dimension, as_of)[dimension.segments[0].key])
    measured, _ = basis(reader, known, (_INDUSTRY,), as_of)
    found = queries.facts(reader, (_INDUSTRY,), measured, money=False)
    return frozenset(
        fold(str(industry))
        for one, industry in zip(found.ids, found.columns[0], strict=True)
        if industry is not None and one in ids
    )
