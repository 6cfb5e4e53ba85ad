"""What would let customers be judged who cannot be: against lowering the setting and counting."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import TODAY

from kamtui.domain.metrics import MetricKey
from kamtui.domain.views.grading import Suffices
from kamtui.i18n import set_language
from kamtui.present.grade_data import gives_text, lacking, lacking_lines, offers
from kamtui.services import grading, settings
from kamtui.services.desk import Desk
from kamtui.services.sample import build


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "book.db"
    build(path, today=TODAY, customers=60)
    return path


@pytest.fixture
def sample_desk(sample_file: Path, tmp_path: Path, desk_on: Callable[..., Desk]) -> Desk:
    path = tmp_path / "book.db"
    path.write_bytes(sample_file.read_bytes())
    return desk_on(path)


@pytest.mark.parametrize("needed", ["60", "90", "100", "0"])
@pytest.mark.parametrize("day", [TODAY, date(2025, 12, 1), date(2020, 1, 1)])
def test_each_lower_need_lets_exactly_so_many_be_judged(
    sample_desk: Desk, needed: str, day: date
) -> None:
    settings.change(sample_desk, key="grade.data", text=needed)
    before = grading.review(sample_desk, as_of=day)
    points = [one.points for one in before.suffices]
    assert points == sorted(set(points), reverse=True) and 0 not in points
    assert all(one < before.minimum_with_data for one in points)
    for one in before.suffices:
        settings.change(sample_desk, key="grade.data", text=str(one.points))
        after = grading.review(sample_desk, as_of=day)
        assert before.not_enough - after.not_enough == one.customers
    # Whoever has no data at all is judged by nothing.
    settings.change(sample_desk, key="grade.data", text="1")
    none_left = grading.review(sample_desk, as_of=day).not_enough
    most = before.suffices[-1].customers if before.suffices else 0
    assert before.not_enough - most == none_left or before.minimum_with_data == 0


def test_points_of_what_lacks_are_those_of_the_model(sample_desk: Desk) -> None:
    settings.change(sample_desk, key="grade.data", text="100")
    found = grading.review(sample_desk)
    best = {one.key: one.maximum for one in grading.model_named(sample_desk).criteria}
    assert found.missing
    assert all(one.points == best[one.criterion] for one in found.missing)
    assert len(lacking(found)) == len(found.missing)


@pytest.mark.parametrize(
    ("found", "offered"),
    [
        ((), []),
        ([(55, 3546)], [55]),
        ([(55, 1), (40, 2), (30, 900)], [30]),  # the first two help next to nobody
        ([(55, 500), (40, 505), (30, 900)], [55, 30]),
        ([(55, 10), (40, 11), (30, 13), (20, 15), (10, 19)], [55, 40, 30]),
    ],
)
def test_what_is_offered(found: list[tuple[int, int]], offered: list[int]) -> None:
    assert [one.points for one in offers([Suffices(*one) for one in found])] == offered


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_metric_says_what_gives_it_data(language: str, sample_desk: Desk) -> None:
    set_language("zh" if language == "zh" else "en")
    try:
        assert all(gives_text(one) for one in MetricKey)
        settings.change(sample_desk, key="grade.data", text="100")
        lines = lacking_lines(grading.review(sample_desk), ascii_only=False)
        assert any("--as order-lines" in line for line in lines)
    finally:
        set_language("en")
