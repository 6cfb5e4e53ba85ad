"""Models as documents: round trip, and every refusal names its key."""

import copy
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.scoring.models import models

from kamtui.domain.errors import KamError
from kamtui.domain.scoring.adjust import with_cut_off
from kamtui.domain.scoring.defaults import (
    DEFAULT_GRADE_DOCUMENT,
    DEFAULT_RATING_DOCUMENT,
    default_grade_model,
    default_rating_model,
)
from kamtui.domain.scoring.document import from_document, to_document

Document = dict[str, Any]


def test_round_trip_of_the_defaults_through_json() -> None:
    for model in (default_grade_model(), default_rating_model()):
        assert from_document(json.loads(json.dumps(to_document(model)))) == model


@given(models())
@settings(max_examples=60, deadline=None)
def test_round_trip_of_any_model(document: Document) -> None:
    model = from_document(document)
    again = to_document(model)
    assert from_document(json.loads(json.dumps(again))) == model
    assert to_document(from_document(again)) == again


def test_numbers_may_be_written_in_any_way_a_person_or_toml_does() -> None:
    document: Document = copy.deepcopy(DEFAULT_GRADE_DOCUMENT)
    document["criteria"][1]["rule"]["points"] = 1.5
    document["criteria"][1]["cap"] = "15.00"
    document["classes"][0]["from"] = Decimal("75.0")
    assert from_document(document) == default_grade_model()


def edited(edit: Callable[[Document], object]) -> Document:
    document: Document = copy.deepcopy(DEFAULT_GRADE_DOCUMENT)
    edit(document)
    return document


def put(*path: Any) -> Callable[[Document], None]:
    *keys, last, value = path

    def edit(document: Document) -> None:
        place: Any = document
        for key in keys:
            place = place[key]
        place[last] = value

    return edit


RULE = ("criteria", 1, "rule")


@pytest.mark.parametrize(
    ("edit", "path", "reason"),
    [
        (lambda d: d.pop("name"), "name", "missing"),
        (put("name", ""), "name", "empty"),
        (put("name", 5), "name", "not_text"),
        (put("name", "a\x1b[31m"), "name", "not_text"),
        (put("name", "n" * 61), "name", "too_long"),
        (put("axis", "colour"), "axis", "unknown_value"),
        (put("axis", ["grade"]), "axis", "not_text"),
        (put("version", 0), "version", "out_of_range"),
        (put("version", 1.5), "version", "not_whole"),
        (put("normalise", 1), "normalise", "not_true_or_false"),
        (put("minimum_with_data", 101), "minimum_with_data", "out_of_range"),
        (put("minimum_with_data", -1), "minimum_with_data", "out_of_range"),
        (put("wieght", 1), "wieght", "unknown_key"),
        (put("criteria", []), "criteria", "empty"),
        (put("criteria", {}), "criteria", "not_a_list"),
        (put("criteria", [3]), "criteria[1]", "not_a_table"),
        (put("criteria", 0, "metric", "turnover"), "criteria[1].metric", "unknown_value"),
        (put("criteria", 0, "months", 0), "criteria[1].months", "out_of_range"),
        (put("criteria", 7, "months", None), "criteria[8].months", "window_needed"),
        (put("criteria", 3, "months", 12), "criteria[4].months", "no_window"),
        (put("criteria", 1, "key", "amount"), "criteria[2].key", "duplicate"),
        (put("criteria", 1, "cap", None), "criteria[2].cap", "cap_needed"),
        (put("criteria", 1, "weight", "heavy"), "criteria[2].weight", "not_a_number"),
        (put("criteria", 1, "weight", True), "criteria[2].weight", "not_a_number"),
        (put("criteria", 1, "weight", float("nan")), "criteria[2].weight", "not_a_number"),
        (put("criteria", 1, "weight", float("inf")), "criteria[2].weight", "not_a_number"),
        (put("criteria", 1, "weight", 10**5000), "criteria[2].weight", "out_of_range"),
        (put("criteria", 1, "weight", "1e999999"), "criteria[2].weight", "out_of_range"),
        (put("criteria", 1, "weight", "1e-999999"), "criteria[2].weight", "out_of_range"),
        (put("criteria", 1, "weight", "0.00001"), "criteria[2].weight", "out_of_range"),
        (put(*RULE, "kind", "curve"), "criteria[2].rule.kind", "unknown_value"),
        (put(*RULE, "bands", []), "criteria[2].rule.bands", "unknown_key"),
        (put(*RULE, "points", -1), "criteria[2].rule.points", "out_of_range"),
        (put("criteria", 1, "rule", "per unit"), "criteria[2].rule", "not_a_table"),
        (put("criteria", 1, "metric", "payment_timeliness"), "criteria[2].rule.kind",
         "not_for_metric"),
        (put("criteria", 5, "metric", "orders"), "criteria[6].rule.kind", "not_for_metric"),
        (put("criteria", 0, "rule", "bands", 0, "from", 5), "criteria[1].rule.bands",
         "wrong_order"),
        (put("criteria", 0, "rule", "bands", 0, "points", 5), "criteria[1].rule.bands",
         "wrong_order"),
        (put("criteria", 0, "rule", "bands", 0, "above", 5), "criteria[1].rule.bands[1].above",
         "duplicate"),
        (put("criteria", 5, "rule", "shares", 1, "share", 2), "criteria[6].rule.shares[2].share",
         "out_of_range"),
        (put("criteria", 5, "rule", "shares", 1, "days_late", 0), "criteria[6].rule.shares",
         "wrong_order"),
        (put("classes", 1, "key", "a"), "classes[2].key", "duplicate"),
        (put("classes", 1, "from", 75), "classes", "wrong_order"),
        (put("classes", 0, "from", 101), "classes[1].from", "out_of_range"),
        (put("classes", 2, "from", 5), "classes[3].from", "last_not_zero"),
        (put("classes", 0, "treatment", 5), "classes[1].treatment", "not_text"),
        (put("classes", 0, "treatment", "a\nb"), "classes[1].treatment", "not_text"),
        (put("classes", 0, "treatment", " "), "classes[1].treatment", "empty"),
        (put("classes", 1, "treatment", "x" * 201), "classes[2].treatment", "too_long"),
    ],
)  # fmt: skip
def test_refusals_name_the_key(edit: Callable[[Document], object], path: str, reason: str) -> None:
    with pytest.raises(KamError) as caught:
        from_document(edited(edit))
    assert caught.value.code == "model.invalid"
    assert (caught.value.params["path"], caught.value.params["reason"]) == (path, reason)


@pytest.mark.parametrize("document", [None, [], "model", 3, {}])
def test_what_is_no_document_is_refused(document: object) -> None:
    with pytest.raises(KamError):
        from_document(document)


def test_a_model_that_gives_no_points_is_refused() -> None:
    document: Document = copy.deepcopy(DEFAULT_RATING_DOCUMENT)
    for criterion in document["criteria"]:
        criterion["weight"] = 0
    with pytest.raises(KamError) as caught:
        from_document(document)
    assert caught.value.params["reason"] == "no_points"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(
    st.sampled_from(sorted(DEFAULT_GRADE_DOCUMENT)),
    json_values,
)
@settings(max_examples=120, deadline=None)
def test_anything_in_place_of_a_value_reads_or_is_refused(key: str, value: object) -> None:
    document: Document = copy.deepcopy(DEFAULT_GRADE_DOCUMENT)
    document[key] = value
    try:
        from_document(document)
    except KamError as refusal:
        assert refusal.params["path"]


def test_a_document_without_treatments_stays_as_it_was_written() -> None:
    plain = to_document(default_grade_model())
    assert all(set(one) == {"key", "from"} for one in cast("list[Document]", plain["classes"]))
    model = from_document(edited(put("classes", 0, "treatment", "x" * 200)))
    assert model.treatments == {"A": "x" * 200}
    moved = with_cut_off(model, "A", Decimal(70))
    assert moved.treatments == model.treatments and moved.classes[0].cut_off == 70
