"""The models a new book starts with, as documents (product.md, the two default models; S4-11)."""

from functools import cache

from kamtui.domain.enums import Axis
from kamtui.domain.scoring.document import from_document
from kamtui.domain.scoring.model import ScoringModel

_SHARES = [{"days_late": 0, "share": 1}, {"days_late": 7, "share": "0.5"}]

#: 100 points; A from 75, B from 45 (product.md, The default grading model).
DEFAULT_GRADE_DOCUMENT: dict[str, object] = {
    "name": "default",
    "axis": Axis.GRADE.value,
    "version": 1,
    "normalise": True,
    "minimum_with_data": 60,
    "criteria": [
        {
            "key": "amount",
            "metric": "amount",
            "months": 12,
            "rule": {
                "kind": "bands",
                "bands": [
                    {"from": 500_000, "points": 30},
                    {"from": 100_000, "points": 20},
                    {"above": 0, "points": 10},
                ],
            },
        },
        {
            "key": "orders",
            "metric": "orders",
            "months": 12,
            "rule": {"kind": "per_unit", "points": "1.5"},
            "cap": 15,
        },
        {
            "key": "variety",
            "metric": "products",
            "rule": {"kind": "bands", "bands": [{"from": 3, "points": 5}]},
        },
        {
            "key": "years_together",
            "metric": "years_together",
            "rule": {
                "kind": "bands",
                "bands": [
                    {"from": 3, "points": 10},
                    {"from": 1, "points": 6},
                    {"from": 0, "points": 3},
                ],
            },
        },
        {
            "key": "strategic_value",
            "metric": "strategic_value",
            "rule": {"kind": "per_unit", "points": 2},
            "cap": 10,
        },
        {
            "key": "payment",
            "metric": "payment_timeliness",
            "months": 12,
            "rule": {"kind": "mean_share", "shares": _SHARES},
            "weight": 15,
        },
        {
            "key": "satisfaction",
            "metric": "satisfaction",
            "rule": {
                "kind": "bands",
                "bands": [{"from": 4, "points": 10}, {"from": 2, "points": 5}],
            },
        },
        {
            "key": "contacts",
            "metric": "contacts_per_month",
            "months": 3,
            "rule": {
                "kind": "bands",
                "bands": [{"from": 2, "points": 5}, {"from": 1, "points": 3}],
            },
        },
    ],
    "classes": [{"key": "A", "from": 75}, {"key": "B", "from": 45}, {"key": "C", "from": 0}],
}

#: The seeds' points table (requirements S4-01..06; product.md, The default rating model).
DEFAULT_RATING_DOCUMENT: dict[str, object] = {
    "name": "points table",
    "axis": Axis.RATING.value,
    "version": 1,
    "normalise": False,
    "minimum_with_data": 0,
    "criteria": [
        {
            "key": "purchases",
            "metric": "orders",
            "rule": {"kind": "per_unit", "points": 1},
            "cap": 20,
        },
        {
            "key": "amount",
            "metric": "whole_thousands",
            "rule": {"kind": "per_unit", "points": 1},
            "cap": 40,
        },
        {
            "key": "variety",
            "metric": "products",
            "rule": {"kind": "bands", "bands": [{"from": 3, "points": 1}]},
            "weight": 5,
        },
        {
            "key": "payment",
            "metric": "payment_timeliness",
            "rule": {"kind": "mean_share", "shares": _SHARES},
            "weight": 20,
        },
        {
            "key": "feedback",
            "metric": "satisfaction",
            "rule": {
                "kind": "bands",
                "bands": [{"from": 4, "points": 1}, {"from": 2, "points": "0.5"}],
            },
            "weight": 15,
        },
    ],
    "classes": [
        {"key": "vip", "from": 80},
        {"key": "preferred", "from": 60},
        {"key": "standard", "from": 30},
        {"key": "emerging", "from": 0},
    ],
}

#: Four classes of the same points (requirements S4-11): A the best to serve better, C and D to win
#: back or to drop.  The seeds give no cut-offs: three quarters, a half and a quarter of the points.
FOUR_CLASSES_DOCUMENT: dict[str, object] = {
    **DEFAULT_GRADE_DOCUMENT,
    "name": "four classes",
    "classes": [
        {"key": "A", "from": 75},
        {"key": "B", "from": 50},
        {"key": "C", "from": 25},
        {"key": "D", "from": 0},
    ],
}

#: Every model that ships, by its name; the first of an axis is in force until another is chosen.
BUILT_IN: dict[str, dict[str, object]] = {
    str(one["name"]): one
    for one in (DEFAULT_GRADE_DOCUMENT, FOUR_CLASSES_DOCUMENT, DEFAULT_RATING_DOCUMENT)
}


@cache
def default_grade_model() -> ScoringModel:
    """The grade model of a new book."""
    return from_document(DEFAULT_GRADE_DOCUMENT)


@cache
def default_rating_model() -> ScoringModel:
    """The rating model of a new book."""
    return from_document(DEFAULT_RATING_DOCUMENT)


@cache
def built_in_model(name: str) -> ScoringModel:
    """A model that ships, by its name.

    Raises:
        KeyError: There is none of that name.
    """
    return from_document(BUILT_IN[name])
