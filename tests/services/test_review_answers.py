"""Answers that must be exact: fractional cut-offs, order of another model, files, brackets."""

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import TODAY
from tests.tui.sample_desk import sample_desk as sample

from kamtui.cli.commands.grade_documents import review_document
from kamtui.domain.errors import KamError
from kamtui.domain.scoring.rounding import whole_cut_off, whole_points
from kamtui.domain.segments.grammar import parse_rule
from kamtui.i18n import language, set_language
from kamtui.present.grade_table import review_lines
from kamtui.services import grade_review, grading, models, records, scores, settings
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.store.tables import SalesOrder
from kamtui.tui.widgets.grade_rows import GradeRows


@pytest.fixture
def sample_desk(tmp_path: Path, unsynced: None) -> Iterator[Desk]:
    desk = sample(tmp_path)
    yield desk
    desk.close()


@given(
    value=st.fractions(0, 100),
    cuts=st.lists(st.decimals(1, 100, places=2), min_size=1, max_size=3, unique=True),
)
def test_whole_points_lie_in_the_class_of_the_exact_value(
    value: Fraction, cuts: list[Decimal]
) -> None:
    ordered = sorted(cuts, reverse=True)
    wholes = [whole_cut_off(one) for one in ordered]
    if len(set(wholes)) < len(wholes):
        return  # two cut-offs within one point: whole points cannot tell them apart
    exact = next((at for at, cut in enumerate(ordered) if value >= cut), len(ordered))
    points = whole_points(value, ordered)
    assert next((at for at, cut in enumerate(wholes) if points >= cut), len(wholes)) == exact
    assert abs(points - value) < 2


@pytest.mark.parametrize(
    ("value", "cut", "points"),
    [("74.6", "74.5", 75), ("74.5", "74.5", 75), ("74.4", "74.5", 74), ("74.3", "74.2", 75),
     ("74.6", "75", 74), ("75", "75", 75), ("74.1", "74.2", 74)],
)  # fmt: skip
def test_around_a_fractional_cut_off(value: str, cut: str, points: int) -> None:
    assert whole_points(Fraction(value), [Decimal(cut)]) == points


def test_the_count_of_the_header_is_that_of_the_list(sample_desk: Desk) -> None:
    desk = sample_desk
    base = grading.model_named(desk)
    for cut in ("80.5", "80.6", "80.63", "62.5", "61.2", "70.99"):
        classes = tuple(
            one._replace(cut_off=Decimal(cut)) if one.key == "A" else one for one in base.classes
        )
        after = base._replace(name="mine", classes=classes, version=1)
        held = next((one for one in models.listed(desk) if one.name == "mine"), None)
        base_revision = held.revision if held else None
        models.save(desk, model=after, base_revision=base_revision, activate=True)
        scores.refresh(desk)
        listed = [row for row in grade_review.read(desk).rows if row.is_open]
        assert grade_review.count(desk) == len(listed), cut


def order(desk: Desk, name: str, *amounts: int, grade: str | None = None) -> str:
    who = records.add(desk, draft=CustomerDraft(name, grade=grade)).records[0]
    with desk.write("order") as work:
        for amount in amounts:
            work.add(SalesOrder(customer_id=who, ordered_on=TODAY, amount_minor=amount * 100))
        work.commit()
    return who


def test_another_model_stands_in_the_order_of_the_review(sample_desk: Desk) -> None:
    desk = sample_desk
    same = grade_review.listed(desk, model="default").rows
    assert [one.customer_id for one in same] == [
        one.customer_id for one in grade_review.read(desk).rows if one.is_open
    ]
    rating = grade_review.listed(desk, model="rating").rows
    rank = {key: at for at, (key, _cut) in enumerate(grade_review.listed(desk, model="rating")
                                                     .classes)}  # fmt: skip
    places = [rank[one.proposed or ""] for one in rating]
    assert places == sorted(places)
    everybody = grade_review.listed(desk, everybody=True).rows
    numbers = [one.proposal.customer_no for one in everybody]
    assert numbers == sorted(numbers)


def test_the_amount_of_a_rating_is_the_sum_not_that_of_whole_thousands(desk: Desk) -> None:
    order(desk, "甲", *[1_999] * 10)
    order(desk, "乙", 999, 999)
    found = grade_review.listed(desk, model="rating", everybody=True)
    text = "\n".join(review_lines(found, found.rows, ascii_only=True))
    assert "amount 20k" in text and "amount 10k" not in text
    assert "2 of 2 customers have enough data." in text and "would change" not in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_sentence_below_the_list_for_none_one_and_many(desk: Desk, lang: str) -> None:
    set_language("zh" if lang == "zh" else "en")

    try:
        empty = grade_review.read(desk)
        assert review_lines(empty, (), ascii_only=True) == [
            "没有可评定的客户。" if language() == "zh" else "There is no customer to judge."
        ]
        settings.change(desk, key="grade.data", text="10")
        order(desk, "甲", 100)
        found = grade_review.read(desk)
        said = review_lines(found, found.rows, ascii_only=True)
        wanted = {
            "en": "1 of 1 customer has enough data; 1 grade would change.",
            "zh": "1 个客户中 1 个数据足够；1 个等级会变。",
        }
        assert wanted[lang] in said
        grading.accept(desk)
        found = grade_review.read(desk)
        said = review_lines(found, (), ascii_only=True)
        wanted = {
            "en": "1 of 1 customer has enough data; no grade would change.",
            "zh": "1 个客户中 1 个数据足够；没有等级会变。",
        }
        assert said == [wanted[lang]]
    finally:
        set_language("en")


def test_amounts_of_a_part_are_decimal_strings_and_counts_are_numbers(desk: Desk) -> None:
    order(desk, "甲", 1_234)
    found = grade_review.listed(desk, everybody=True)
    document = json.loads(
        json.dumps(review_document(found.judged, [one.proposal for one in found.rows]))
    )
    (one,) = document["proposals"]
    values = {part["criterion"]: part["value"] for part in one["parts"]}
    assert values["amount"] == "1234.00"
    assert values["orders"] == 1 and values["variety"] is None


def test_a_row_that_comes_back_stands_where_it_belongs(sample_desk: Desk) -> None:
    review = grade_review.read(sample_desk)
    ids = [one.customer_id for one in review.rows]
    for gone in range(len(ids)):
        order_without = [one for at, one in enumerate(ids) if at != gone]
        rows = GradeRows(review, order_without)
        assert [one.customer_id for one in rows.rows] == ids
    moved = [ids[3], *ids[:3], *ids[4:]]
    assert [one.customer_id for one in GradeRows(review, moved).rows] == moved
    back = [one.customer_id for one in GradeRows(review, [ids[3], ids[0], *ids[5:]]).rows]
    assert back.index(ids[1]) == back.index(ids[0]) + 1
    assert sorted(back) == sorted(ids)


@pytest.mark.parametrize(
    ("key", "code"),
    [("grade.D", "setting.unknown"), ("filter.x", "filter.gone"),
     ("grades.filter.x", "filter.gone"), ("segments.own.x", "setting.unknown")],
)  # fmt: skip
def test_a_setting_there_is_not_is_refused(desk: Desk, key: str, code: str) -> None:
    with pytest.raises(KamError) as caught:
        settings.get(desk, key=key)
    assert caught.value.code == code


def test_the_lowest_class_begins_at_nothing_and_cannot_be_set(desk: Desk) -> None:
    assert settings.get(desk, key="grade.C").value == 0
    with pytest.raises(KamError, match=r"grade\.lowest"):
        settings.change(desk, key="grade.C", text="10")
    models.activate(desk, name="four classes")
    assert settings.get(desk, key="grade.C").value == 25


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "no.toml", "file.missing"), (tmp_path, "file.is_directory")):
        with pytest.raises(KamError) as caught:
            settings.read_file(path)
        assert (caught.value.code, caught.value.params["path"]) == (code, str(path))
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KamError, match=r"setting\.not_text"):
        settings.read_file(latin)


@pytest.mark.parametrize(
    ("rule", "place"),
    [("(amount.12 >= 5", 1), ("amount.12 >= 5)", 15), ("orders > 2 and (orders < 5", 16),
     ("（orders > 2）", 1)],
)  # fmt: skip
def test_a_bracket_is_refused_with_its_place(rule: str, place: int) -> None:
    with pytest.raises(KamError) as caught:
        parse_rule(rule, path="segments.value[1]")
    assert caught.value.params["reason"] == "brackets"
    assert caught.value.params["path"] == f"segments.value[1]:{place}"
    assert parse_rule('region = "上海(浦东)"', path="x")


def test_a_model_that_is_to_leave_without_another_in_its_place_stays(desk: Desk) -> None:
    text = settings.export_text(desk).replace("active = true", "active = false")
    found = settings.read_whole(text, name="x")
    applied = settings.apply(desk, values=found.values, models=found.models)
    assert applied.stay == ("default", "points table") and applied.keys == ()
