"""Segments as the JSON documents of cli.md."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from kamtui.cli.order_documents import orders_document
from kamtui.domain.money import decimal_text
from kamtui.domain.segments.clv import Clv
from kamtui.domain.segments.grammar import need_text, rule_text
from kamtui.domain.segments.measures import MONEY, Value
from kamtui.domain.segments.model import NO_DATA, NO_RULE, Condition, Dimension, Op
from kamtui.domain.segments.rfm import Thresholds
from kamtui.domain.views.segments import (
    ClvView,
    Evidence,
    MemberRow,
    MembersView,
    Placed,
    PortraitView,
    SegmentsView,
)

__all__ = ["overview_document", "placed_document", "portrait_document"]


def overview_document(
    view: SegmentsView, members: MembersView | None, values: Mapping[str, ClvView]
) -> dict[str, object]:
    """Return the JSON of cli.md; members are empty where none were asked for."""
    scored = view.thresholds is not None
    return {
        "by": view.by,
        "as_of": view.as_of.isoformat(),
        "segments": [
            {
                "segment": row.key,
                "customers": row.customers,
                "rule": _rule(view.dimension, row.key),
                "amount": decimal_text(row.amount_minor),
                "share": _number(row.share),
                "came": row.came if view.before_on else None,
                "left": row.left if view.before_on else None,
                **({"clv": _clv(values[row.key])} if row.key in values else {}),
            }
            for row in view.rows
        ],
        "members": [] if members is None else [_member(row, scored) for row in members.rows],
        "before": None if view.before_on is None else view.before_on.isoformat(),
        "customers": view.customers,
        "amount": decimal_text(view.amount_minor),
        "currency": view.currency,
        "left_out": list(view.left_out),
        "lacking": [{"fact": need_text(need), "customers": count} for need, count in view.lacking],
        "dimensions": list(view.dimensions),
        **(
            {"thresholds": _thresholds(view.thresholds), "frequency_counts": _counted(view)}
            if view.thresholds is not None
            else {}
        ),
    }


def placed_document(places: tuple[Placed, ...]) -> dict[str, object]:
    """Return the segment of a customer by dimension, as ``show`` has it."""
    return {one.by: one.key for one in places}


def portrait_document(found: PortraitView) -> dict[str, object]:
    """Return a customer held against the portraits."""
    return {
        "customer_no": found.customer_no,
        "name": found.name,
        "as_of": found.as_of.isoformat(),
        "segments": placed_document(found.placed),
        "portraits": [
            {
                "portrait": one.key,
                "belongs": one.belongs,
                "traits": [
                    {
                        "rule": rule_text(trait.rule),
                        "met": trait.met,
                        "evidence": [_evidence(each) for each in trait.evidence],
                    }
                    for trait in one.traits
                ],
            }
            for one in found.portraits
        ],
        "clv": _clv(found.clv),
        "orders": orders_document(found.orders),
    }


def _rule(dimension: Dimension, key: str) -> str:
    if key == NO_DATA:
        return " or ".join(f"{need_text(need)} is unknown" for need in dimension.compared)
    if key == NO_RULE:
        return "no rule fits"
    if dimension.each is not None:
        return rule_text(((Condition(dimension.each, Op.IS, (key,)),),))
    return rule_text(dimension.rule_of(key))


def _member(row: MemberRow, scored: bool) -> dict[str, object]:
    amount = None if row.amount_minor is None else decimal_text(row.amount_minor)
    document: dict[str, object] = {
        "customer_no": row.customer_no,
        "name": row.name,
        "segment": row.segment,
        "was": row.was,
        "grade": row.grade,
        "amount_12_months": amount,
        "left_out": list(row.left_out),
    }
    if not scored:
        return document
    score = row.score
    return document | {
        "r": score and score.r,
        "f": score and score.f,
        "m": score and score.m,
        "recency_days": score and score.recency_days,
        "frequency": score and score.frequency,
        "amount": score and decimal_text(score.amount_minor),
        "average": score and _money(score.average_minor),
    }


def _counted(view: SegmentsView) -> str:
    return "days" if view.by_day else "orders"


def _thresholds(limits: Thresholds) -> dict[str, object]:
    return {
        "recency_days": [_number(one) for one in limits.recency],
        "frequency": [_number(one) for one in limits.frequency],
        "amount": [_money(one) for one in limits.amount],
        "customers": limits.customers,
    }


def _clv(found: ClvView) -> dict[str, object]:
    one = found.clv
    return {
        "value": None if one.value_minor is None else decimal_text(one.value_minor),
        "total": None if found.total_minor is None else decimal_text(found.total_minor),
        "customers": found.customers,
        "average_order": _money(one.average_minor),
        "orders_per_year": _number(one.orders_per_year),
        "months": one.facts.months,
        "orders": one.facts.orders,
        "margin": _number(one.margin),
        "margin_assumed": one.margin_assumed,
        "orders_with_cost": one.facts.costed_orders,
        "retention": _number(one.retention),
        "retention_assumed": one.retention_assumed,
        "buyers_before": one.facts.buyers_before,
        "bought_again": one.facts.bought_again,
        "expected_years": _number(one.years),
        "capped": one.capped,
        "lacking": list(one.lacking),
        "inputs": _inputs(one),
        "left_out": list(found.left_out),
        "currency": found.currency,
    }


def _inputs(one: Clv) -> dict[str, object]:
    """Where each factor comes from: the book's ``records``, a ``setting``; null is not known."""
    return {
        "average_order": None if one.average_minor is None else "records",
        "orders_per_year": None if one.orders_per_year is None else "records",
        "margin": _source(one.margin, assumed=one.margin_assumed),
        "retention": _source(one.retention, assumed=one.retention_assumed),
        "expected_years": _source(one.retention, assumed=one.retention_assumed),
    }


def _source(value: Fraction | None, *, assumed: bool) -> str | None:
    if value is None:
        return None
    return "setting" if assumed else "records"


def _evidence(one: Evidence) -> dict[str, object]:
    return {"fact": need_text(one.need), "value": _plain(one.need.measure, one.value)}


def _plain(measure: str, value: Value) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if measure in MONEY and isinstance(value, int | Fraction):
        return _money(Fraction(value) * 100)
    return _number(value) if isinstance(value, int | Fraction) else value


def _money(minor: Fraction | None) -> str | None:
    """Minor units as a decimal string, a part of a cent rounded half away from zero."""
    if minor is None:
        return None
    half = Fraction(1, 2)
    return decimal_text(int(minor + half) if minor >= 0 else -int(half - minor))


def _number(number: int | Fraction | None) -> int | float | None:
    """A count as an integer, else a number of at most six decimals."""
    if number is None or isinstance(number, int):
        return number
    return int(number) if number.denominator == 1 else float(Decimal(round(number * 10**6)) / 10**6)
