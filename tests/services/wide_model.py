"""A model that asks for every metric there is, for tests that must miss none."""

from typing import Any

from kamtui.domain.metrics import CATALOGUE, Better, MetricKey, Window
from kamtui.domain.scoring.document import from_document
from kamtui.domain.scoring.model import ScoringModel


def _criterion(metric: MetricKey, months: int | None) -> dict[str, Any]:
    spec = CATALOGUE[metric]
    document: dict[str, Any] = {
        "key": metric.value if months is None else f"{metric.value} {months}",
        "metric": metric.value,
        "rule": {"kind": "per_unit", "points": 1},
        "cap": 10,
    }
    if months is not None:
        document["months"] = months
    if spec.shares:
        shares = [{"days_late": 0, "share": 1}, {"days_late": 7, "share": "0.5"}]
        document["rule"] = {"kind": "mean_share", "shares": shares}
    if spec.better is Better.LESS:
        document["rule"] = {"kind": "bands", "bands": [{"to": 0, "points": 10}]}
    if spec.field:
        document["field"] = "信用评分"
    return document


def wide_model(name: str = "wide") -> ScoringModel:
    """Every metric, over the whole history and over six months where it may."""
    criteria = []
    for metric, spec in CATALOGUE.items():
        if spec.window is not Window.REQUIRED:
            criteria.append(_criterion(metric, None))
        if spec.window is not Window.NEVER:
            criteria.append(_criterion(metric, 6))
    return from_document(
        {
            "name": name,
            "axis": "rating",
            "normalise": False,
            "criteria": criteria,
            "classes": [{"key": "high", "from": 30}, {"key": "low", "from": 0}],
        }
    )
