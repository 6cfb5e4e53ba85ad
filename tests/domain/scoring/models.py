"""Hypothesis strategies for model documents and for facts that fit a model."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from tests.domain.scoring.facts import TODAY

from kamtui.domain.metrics import (
    CATALOGUE,
    Better,
    Fact,
    Lateness,
    MetricKey,
    MetricRequest,
    Window,
)

tenths = st.integers(0, 300).map(lambda n: str(Decimal(n) / 10))
#: How a class is treated, or nothing of the kind as in documents of before; decimals are words.
_treatment = st.sampled_from(
    ["", "专属客服", 'a "b" \\\\ # c]', "[red]x", "15", "0.5e3", "😀"]
).map(lambda words: {"treatment": words} if words else {})


@st.composite
def _rule(draw: st.DrawFn, metric: MetricKey) -> dict[str, Any]:
    if CATALOGUE[metric].shares:
        days = sorted(draw(st.sets(st.integers(0, 60), min_size=1, max_size=4)))
        shares = sorted(draw(st.lists(st.integers(1, 10), min_size=len(days), max_size=len(days))))
        steps = [
            {"days_late": day, "share": str(Decimal(share) / 10)}
            for day, share in zip(days, reversed(shares), strict=True)
        ]
        return {"kind": "mean_share", "shares": steps}
    better = CATALOGUE[metric].better
    if better is Better.LESS or (better is Better.EITHER and draw(st.booleans())):
        return _upper_bands(draw)
    kind = draw(st.sampled_from(["per_unit", "bands", "share"]))
    if kind == "per_unit":
        return {"kind": kind, "points": draw(tenths)}
    if kind == "share":
        return {"kind": kind, "full_at": draw(st.integers(1, 50))}
    limits = sorted(draw(st.sets(st.integers(0, 500), min_size=1, max_size=4)), reverse=True)
    points = sorted(
        draw(st.lists(st.integers(1, 30), min_size=len(limits), max_size=len(limits))),
        reverse=True,
    )
    name = draw(st.sampled_from(["from", "above"]))
    bands = [{name: limit, "points": point} for limit, point in zip(limits, points, strict=True)]
    return {"kind": kind, "bands": bands}


def _upper_bands(draw: st.DrawFn) -> dict[str, Any]:
    limits = sorted(draw(st.sets(st.integers(0, 500), min_size=1, max_size=4)))
    points = sorted(
        draw(st.lists(st.integers(1, 30), min_size=len(limits), max_size=len(limits))),
        reverse=True,
    )
    bands = [
        {"to" if limit == 0 else draw(st.sampled_from(["to", "below"])): limit, "points": point}
        for limit, point in zip(limits, points, strict=True)
    ]
    return {"kind": "bands", "bands": bands}


@st.composite
def _criterion(draw: st.DrawFn, key: str) -> dict[str, Any]:
    metric = draw(st.sampled_from(MetricKey))
    window = CATALOGUE[metric].window
    document: dict[str, Any] = {"key": key, "metric": metric.value, "rule": draw(_rule(metric))}
    if window is Window.REQUIRED or (window is Window.OPTIONAL and draw(st.booleans())):
        document["months"] = draw(st.integers(1, 36))
    if CATALOGUE[metric].field:
        document["field"] = draw(st.sampled_from(["信用评分", "market potential"]))
    document["weight"] = draw(st.integers(1, 20))
    if document["rule"]["kind"] == "per_unit" or draw(st.booleans()):
        document["cap"] = draw(st.integers(1, 40))
    return document


@st.composite
def models(draw: st.DrawFn) -> dict[str, Any]:
    """A valid document (with a bounded criterion, so that there are points to earn)."""
    count = draw(st.integers(1, 6))
    criteria = [draw(_criterion(f"c{at}")) for at in range(count)]
    rule = {"kind": "bands", "bands": [{"from": 1, "points": 10}]}
    criteria.append({"key": "sure", "metric": "orders", "rule": rule})
    return {
        "name": draw(st.sampled_from(["mine", "我的模型"])),
        "axis": draw(st.sampled_from(["grade", "rating"])),
        "version": draw(st.integers(1, 9)),
        "normalise": draw(st.booleans()),
        "minimum_with_data": draw(st.integers(0, 10)),
        "criteria": criteria,
        "classes": [
            {"key": "A", "from": 8, **draw(_treatment)},
            {"key": "B", "from": "4.5", **draw(_treatment)},
            {"key": "C", "from": 0},
        ],
    }


def fact(request: MetricRequest) -> st.SearchStrategy[Fact]:
    """Anything the store could answer to a request."""
    match request.metric:
        case MetricKey.PAYMENT_TIMELINESS:
            buckets = len(request.days_late) + 1
            counts = st.lists(st.integers(0, 9), min_size=buckets, max_size=buckets)
            known: st.SearchStrategy[Fact] = counts.filter(any).map(
                lambda some: Lateness(tuple(some), sum(some[1:]), 9)
            )
        case MetricKey.YEARS_TOGETHER | MetricKey.DAYS_SINCE_ORDER:
            known = st.integers(0, 15_000).map(lambda days: TODAY - timedelta(days=days))
        case MetricKey.SATISFACTION:
            known = st.integers(100, 500).map(lambda score: Decimal(score) / 100)
        case MetricKey.CUSTOM:
            known = st.integers(-20_000, 10**9).map(lambda number: Decimal(number) / 10_000)
        case MetricKey.STRATEGIC_VALUE:
            known = st.integers(1, 5)
        case MetricKey.RECOMMEND:
            known = st.integers(0, 10)
        case MetricKey.INTENT:
            known = st.integers(1, 3)
        case (
            MetricKey.AMOUNT
            | MetricKey.WHOLE_THOUSANDS
            | MetricKey.PROFIT
            | MetricKey.AVERAGE_ORDER
        ):
            known = st.integers(-100_000, 80_000_000)
        case _:
            known = st.integers(0, 60)
    return st.none() | known


def fact_rows(requests: tuple[MetricRequest, ...]) -> st.SearchStrategy[tuple[Fact, ...]]:
    """A row of facts for a model."""
    return st.tuples(*(fact(request) for request in requests))
