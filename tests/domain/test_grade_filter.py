"""The words of the review's filter, and which rows they leave."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import TODAY

from kamtui.domain.grade_filter import GradeFilter, narrowed, parse_grade_filter
from kamtui.services import grade_review, grading, records
from kamtui.services.desk import Desk
from kamtui.services.sample import build


@pytest.fixture
def sample(tmp_path: Path, unsynced: None, desk_on: Callable[..., Desk]) -> Desk:
    path = tmp_path / "sample.db"
    build(path, today=TODAY)
    return desk_on(path)


def left(desk: Desk, text: str) -> list[str]:
    wanted = parse_grade_filter(text)
    assert not wanted.unknown
    return [row.proposal.name for row in narrowed(grade_review.read(desk), wanted)]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("up", "升"), ("down", "降级"), ("nodata", "数据不足"), ("overridden", "人工调整"),
        ("decided", "已定"), ("open", "未定"), ("A up", "升 Ａ"), ("owner:x", "负责人：x"),
        ("#重点", "标签:重点"), ("UP", "ｕｐ"),
    ],
)  # fmt: skip
def test_both_languages_say_the_same(english: str, chinese: str) -> None:
    assert parse_grade_filter(english) == parse_grade_filter(chinese)


@pytest.mark.parametrize("text", ["xyz", "late", "archived", "quiet", "[red]", "‮", "owner"])
def test_words_that_mean_nothing_here_are_named(text: str) -> None:
    assert parse_grade_filter(f"up {text}").unknown == (text,)


def test_nothing_typed_leaves_everything(sample: Desk) -> None:
    assert parse_grade_filter("  ") == GradeFilter()
    assert len(left(sample, "")) == 11


def test_directions_grades_and_data(sample: Desk) -> None:
    assert left(sample, "up") == ["深圳新锐电子", "南京宁科电气有限公司", "上海宏图贸易"]
    assert left(sample, "up A") == ["深圳新锐电子", "南京宁科电气有限公司"]
    assert left(sample, "down A") == ["重庆长安配件", "Acme Industrial"]
    assert set(left(sample, "up down")) == set(left(sample, "open"))
    assert left(sample, "nodata") == ["Kappa Labs"]
    assert left(sample, "nograde") == []


def test_owner_region_and_tag(sample: Desk) -> None:
    review = grade_review.read(sample)
    row = review.rows[0]
    records.edit(
        sample,
        customer_id=row.customer_id,
        assignments={"owner": "John Smith", "region": "西南", "tags": "重点"},
    )
    for text in ('owner:"john smith"', "region:西南 #重点", "#重点 down"):
        assert row.proposal.name in left(sample, text)
    assert left(sample, 'owner:"John Smith" up') == []


def test_decided_and_overridden(sample: Desk) -> None:
    first, second, third = grade_review.read(sample).rows[:3]
    grading.accept(sample, customer_ids=[first.customer_id])
    grading.override(sample, customer_id=second.customer_id, grade="B", reason="战略")
    assert set(left(sample, "decided")) == {first.proposal.name, second.proposal.name}
    assert left(sample, "overridden") == [second.proposal.name]
    assert third.proposal.name in left(sample, "open")


def test_what_was_decided_against_is_found_the_day_after(
    sample: Desk, tmp_path: Path, desk_on: Callable[..., Desk]
) -> None:
    from datetime import timedelta

    from tests.conftest import NOW, make_desk

    from kamtui.services.clock import FixedClock

    row = next(r for r in grade_review.read(sample).rows if r.proposal.name == "王小明商行")
    grading.override(sample, customer_id=row.customer_id, grade="B", reason="战略客户")
    assert sample.path is not None
    tomorrow = make_desk(sample.path, clock=FixedClock(NOW + timedelta(days=1)))
    try:
        assert row.proposal.name not in left(tomorrow, "")
        assert left(tomorrow, "overridden") == [row.proposal.name]
        (found,) = grade_review.read(tomorrow).refused
        assert found.is_refused and found.is_open
    finally:
        tomorrow.close()


def test_everybody_without_enough_data_is_listed_where_asked(sample: Desk) -> None:
    review = grade_review.read(sample)
    whole = grade_review.read(sample, judged=review.judged, blanks=True)
    assert [row.proposed for row in whole.rows].count(None) == review.judged.not_enough
    assert whole.unlisted == 0
