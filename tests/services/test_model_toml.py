"""Models as TOML: out and back equal, exact numbers, and a sentence for every hostile document."""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from tests.domain.scoring.models import models as documents
from tests.services.wide_model import wide_model

from kamtui.domain.enums import Axis
from kamtui.domain.errors import KamError
from kamtui.domain.scoring.defaults import BUILT_IN, built_in_model
from kamtui.domain.scoring.document import from_document, to_document
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.views.scoring_models import ModelEntry
from kamtui.i18n import Language, set_language
from kamtui.present.errors import sentence
from kamtui.present.model_notes import model_notes
from kamtui.services import history, models
from kamtui.services import settings as all_settings
from kamtui.services.desk import Desk
from kamtui.services.model_toml import text_of


def entry(model: ScoringModel, *, active: bool = False) -> ModelEntry:
    return ModelEntry(
        name=model.name, axis=model.axis, revision=model.version, active=active, used=False,
        decisions=0, built_in=False, edited=True, model=model,
    )  # fmt: skip


def read(text: str) -> tuple[ScoringModel, ...]:
    found = all_settings.read_whole(text, name="x.toml")
    return tuple(one.model for one in found.models)


@given(documents())
@settings(max_examples=150, deadline=None)
def test_any_model_comes_round(document: dict[str, Any]) -> None:
    model = from_document(document)
    assert from_document(to_document(model)) == model
    text = text_of([entry(model, active=True)], notes=model_notes())
    assert read(text) == (model._replace(version=1),)


@pytest.mark.parametrize("name", [*BUILT_IN, "wide"])
def test_what_ships_comes_round(name: str) -> None:
    model = wide_model() if name == "wide" else built_in_model(name)
    assert read(text_of([entry(model)])) == (model,)


@pytest.mark.parametrize(
    "name", ["a\"b'c\\d", "[red]x[/]", "#no comment", "= 3", "电商 模型", "😀", "a]]b"]
)
def test_any_name_comes_round(name: str) -> None:
    model = built_in_model("default")._replace(name=name)
    (found,) = read(text_of([entry(model)]))
    assert found == model


def test_floats_are_what_was_typed() -> None:
    text = text_of([entry(built_in_model("default"))]).replace("points = 1.5", "points = 0.1")
    (found,) = read(text)
    assert to_document(found)["criteria"][1]["rule"] == {"kind": "per_unit", "points": "0.1"}  # type: ignore[index]


PLAIN = text_of([entry(built_in_model("points table"))])


def _with(old: str, new: str) -> str:
    assert old in PLAIN
    return PLAIN.replace(old, new, 1)


HOSTILE: dict[str, tuple[str, str]] = {
    "not a number": (_with("cap = 20", "cap = nan"), "cap"),
    "endless": (_with("cap = 20", "cap = inf"), "cap"),
    "beyond floats": (_with("cap = 20", "cap = 1e400"), "cap"),
    "beyond decimals": (_with("cap = 20", "cap = 1e99999999999999999999"), "cap"),
    "too fine": (_with("cap = 20", "cap = 0.00001"), "cap"),
    "negative": (_with("cap = 20", "cap = -1"), "cap"),
    "negative zero": (_with('rule.points = 1', 'rule.points = 1\nrule.pints = -0.0'), "pints"),
    "giant": (_with("cap = 20", f"cap = {'9' * 5000}"), "x.toml"),
    "large": (_with("cap = 20", f"cap = {'9' * 4000}"), "cap"),
    "text for a number": (_with("cap = 20", 'cap = "many"'), "many"),
    "a flag for a number": (_with("cap = 20", "cap = true"), "cap"),
    "a date": (_with("cap = 20", "cap = 2026-11-22"), "cap"),
    "a list": (_with("cap = 20", "cap = [1]"), "cap"),
    "the same key twice": (_with("cap = 20", "cap = 20\ncap = 21"), "x.toml"),
    "an unknown key": (_with("cap = 20", "cap = 20\ncup = 1"), "cup"),
    "an unknown metric": (_with('"whole_thousands"', '"beauty"'), "beauty"),
    "an unknown rule": (_with('"per_unit"', '"magic"'), "magic"),
    "a rule that is none": (_with('rule.kind = "per_unit"\nrule.points = 1', 'rule = 3'), "rule"),
    "no cap": (_with("cap = 20\n", ""), "cap"),
    "no name": (_with('name = "points table"\n', ""), "name"),
    "an empty name": (_with('name = "points table"', 'name = " "'), "name"),
    "a name with controls": (_with('"points table"', '"a\\u001b[31m"'), "name"),
    "a long name": (_with('"points table"', f'"{"x" * 10_000}"'), "name"),
    "an axis": (_with('"rating"', '"beauty"'), "axis"),
    "active is a word": (_with("active = false", 'active = "yes"'), "active"),
    "normalise is a number": (_with("normalise = false", "normalise = 0"), "normalise"),
    "classes out of order": (_with("from = 60", "from = 90"), "classes"),
    "the last not at zero": (_with("from = 0 }", "from = 1 }"), "classes[4].from"),
    "mixed bands": (_with("{ from = 2, points", "{ to = 2, points"), "bands[2].to"),
    "an upper band for more": (_with("{ from = 3, points", "{ to = 3, points"), "rule.kind"),
    "models that are a table": ("[model]\nname = 'x'\n", "model"),
    "a model that is no table": ("model = [3]\n", "model[1]"),
    "a model twice": (PLAIN + PLAIN, "model[2].name"),
    "two in force": (
        (PLAIN + _with('"points table"', '"other"')).replace("active = false", "active = true"),
        "model[2].active",
    ),
    "too many": (PLAIN * 101, "model"),
    "nested": (f"model = {'[' * 5000}{']' * 5000}\n", "x.toml"),
    "huge": ("#" * 2_000_000, "x.toml"),
    "no TOML at all": ('{"name": "x"}', "x.toml"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_hostile_document_gets_a_sentence(case: str, language: Language) -> None:
    text, word = HOSTILE[case]
    with pytest.raises(KamError) as caught:
        read(text)
    codes = {"model.invalid", "setting.not_toml", "setting.twice", "setting.too_long"}
    assert caught.value.code in codes
    set_language(language)
    try:
        said = sentence(caught.value)
    finally:
        set_language("en")
    assert word in said, said
    assert "{" not in said.replace('{"', "") and len(said) < 500
    assert "\x1b" not in said and "\n" not in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[model]]\nname = plain\n", ["2", "name = plain", "[[model]]"]),
        ("[[model]\n", ["1", "[[model]"]),
        ("[[model]]\nname = 'a'\nname = 'b'\n", ["3", "name = 'b'", "already"]),
        (PLAIN.replace('axis = "rating"', 'axis = "ratings"'), ["grade", "rating"]),
        (PLAIN.replace('metric = "', 'metrics = "', 1), ["metrics", "metric, field"]),
    ],
)
def test_the_sentence_shows_the_line_or_what_there_is(text: str, words: list[str]) -> None:
    with pytest.raises(KamError) as caught:
        read(text)
    said = sentence(caught.value)
    assert all(word in said for word in words), said


def test_only_what_differs_is_written_as_one_step(desk: Desk) -> None:
    text = all_settings.export_text(desk)
    found = all_settings.read_whole(text, name="x")
    assert len(found.models) == 3
    assert all_settings.apply(desk, values=found.values, models=found.models).keys == ()
    text = text.replace('"stale.days" = 180', '"stale.days" = 100')
    head, four, tail = text.partition('name = "four classes"')
    text = head + four + tail.replace('{ key = "B", from = 50 }', '{ key = "B", from = 55 }', 1)
    found = all_settings.read_whole(text, name="x")
    applied = all_settings.apply(desk, values=found.values, models=found.models)
    assert applied.keys == ("stale.days", "model.four classes")
    assert models.get(desk, name="four classes").version == 2
    assert all_settings.apply(desk, values=found.values, models=found.models).keys == ()
    history.undo(desk)
    assert models.get(desk, name="four classes").version == 1
    assert all_settings.get(desk, key="stale.days").value == 180


def test_a_book_moves_to_another_by_its_document(
    desk: Desk, tmp_path: Any, desk_on: Callable[..., Desk]
) -> None:
    models.copy(desk, name="four classes", to="我的")
    mine = models.get(desk, name="我的")._replace(minimum_with_data=Decimal("12.5"))
    models.save(desk, model=mine, base_revision=1, activate=True)
    models.activate(desk, name="points table")
    all_settings.change(desk, key="grade.B", text="47")
    other = desk_on(tmp_path / "other.db")
    found = all_settings.read_whole(all_settings.export_text(desk), name="x")
    all_settings.apply(other, values=found.values, models=found.models)
    assert all_settings.export_text(other) == all_settings.export_text(desk)
    assert [one.name for one in models.listed(other) if one.active] == ["我的", "points table"]
    assert models.get(other, name="default").version == 1  # its cut-offs were not the document's


def test_a_cut_off_and_its_model_may_not_differ(desk: Desk) -> None:
    text = all_settings.export_text(desk)
    edited = text.replace('"grade.A" = 75', '"grade.A" = 72')
    found = all_settings.read_whole(edited, name="x")
    assert all_settings.apply(desk, values=found.values, models=found.models).keys == ("grade.A",)
    assert models.get(desk, name="default").classes[0].cut_off == 72
    history.undo(desk)
    both = edited.replace('key = "A", from = 75', 'key = "A", from = 70', 1)
    found = all_settings.read_whole(both, name="x")
    with pytest.raises(KamError, match=r"model\.contradicts"):
        all_settings.apply(desk, values=found.values, models=found.models)
    assert models.get(desk, name="default").version == 1
    only = text.replace('key = "A", from = 75', 'key = "A", from = 70', 1)
    only = only.replace('"grade.A" = 75\n', "")
    found = all_settings.read_whole(only, name="x")
    all_settings.apply(desk, values=found.values, models=found.models)
    assert all_settings.get(desk, key="grade.A").value == 70


def test_the_axis_of_a_name_stays(desk: Desk) -> None:
    text = text_of([entry(built_in_model("points table")._replace(axis=Axis.GRADE))])
    text = text.replace("[[model]]\n", "[[model]]\n").replace('"vip"', '"A"')
    text = (
        text.replace('"preferred"', '"B"').replace('"standard"', '"C"').replace('"emerging"', '"D"')
    )
    found = all_settings.read_whole(text, name="x")
    with pytest.raises(KamError, match=r"model\.axis"):
        all_settings.apply(desk, values={}, models=found.models)


def test_the_notes_are_comments_and_name_every_metric() -> None:
    lines = model_notes()
    assert all(line.startswith("#") for line in lines)
    assert tomllib.loads("\n".join(lines)) == {}
    from kamtui.domain.metrics import MetricKey

    assert all(any(metric.value in line for line in lines) for metric in MetricKey)
