"""Cut-offs as settings: a new version of the model, one undo step, everything follows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import TODAY

from kamtui.domain.errors import KamError
from kamtui.domain.scoring.defaults import default_grade_model
from kamtui.domain.scoring.scale import DEFAULT_SCALE, Scale
from kamtui.services import grade_rules, grading, history, sample, scores, settings
from kamtui.services.desk import Desk


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    sample.build(path, today=TODAY)
    return path


@pytest.fixture
def sample_desk(sample_file: Path, tmp_path: Path, desk_on: Callable[..., Desk]) -> Desk:
    path = tmp_path / "book.db"
    path.write_bytes(sample_file.read_bytes())
    return desk_on(path)


def value(desk: Desk, key: str) -> object:
    return settings.get(desk, key=key).value


def versions(desk: Desk) -> list[tuple[int, bool, bool]]:
    """Return version, active and gone of every stored model."""
    with desk.read() as reader:
        rows = reader.rows(
            "SELECT revision, active, deleted_at FROM scoring_model ORDER BY revision"
        )
    return [(row[0], bool(row[1]), row[2] is not None) for row in rows]


def test_the_default_scale_is_the_default_models(desk: Desk) -> None:
    assert grade_rules.scale(desk) == DEFAULT_SCALE
    halves = Scale((("A", 75), ("B", 45), ("C", 0)), said=("74.5", "45", "0"))
    assert halves.legend == "B45 A74.5" and DEFAULT_SCALE.legend == "B45 A75"
    assert grade_rules.values_of(default_grade_model()) == {
        "grade.A": 75, "grade.B": 45, "grade.data": 60,
    }  # fmt: skip


def test_a_cut_off_is_a_new_version_and_one_undo_step(desk: Desk) -> None:
    settings.change(desk, key="grade.A", text="70")
    settings.change(desk, key="grade.b", text="４０")
    assert value(desk, "grade.A") == 70 and value(desk, "grade.B") == 40
    assert versions(desk) == [(2, False, False), (3, True, False)]
    assert grading.model_named(desk).version == 3
    changes = history.undo(desk)
    assert changes.what == "undo:grade.B" or changes.what.startswith("undo:")
    assert value(desk, "grade.B") == 45 and value(desk, "grade.A") == 70
    history.undo(desk)
    assert value(desk, "grade.A") == 75
    history.redo(desk)
    assert value(desk, "grade.A") == 70
    history.undo(desk)
    settings.change(desk, key="grade.A", text="80")  # the versions undo took away keep their number
    assert value(desk, "grade.A") == 80
    assert [row[0] for row in versions(desk)] == [2, 3, 4]
    assert settings.change(desk, key="grade.A", text="80").keys == ()


def test_both_at_once_are_one_version(desk: Desk) -> None:
    applied = settings.apply(desk, values={"grade.A": 40, "grade.B": 30, "silence.days": 60})
    assert applied.changes is not None and versions(desk) == [(2, True, False)]
    history.undo(desk)
    assert [value(desk, key) for key in ("grade.A", "grade.B", "silence.days")] == [75, 45, 90]


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("grade.A", "45", "grade.cut_order"),
        ("grade.A", "44", "grade.cut_order"),
        ("grade.B", "75", "grade.cut_order"),
        ("grade.B", "0", "setting.invalid"),
        ("grade.A", "101", "setting.invalid"),
        ("grade.A", "-1", "setting.invalid"),
        ("grade.A", "seventy", "setting.invalid"),
        ("grade.A", "", "setting.invalid"),
        ("grade.A", "70.5", "setting.invalid"),
        ("grade.A", "9" * 10_000, "setting.invalid"),
        ("grade.A", "[red]\x1b[31m", "setting.invalid"),
        ("grade.data", "101", "setting.invalid"),
        ("grade.D", "10", "setting.unknown"),
    ],
)
def test_what_cannot_be_a_cut_off(desk: Desk, key: str, text: str, code: str) -> None:
    with pytest.raises(KamError) as caught:
        settings.change(desk, key=key, text=text)
    assert caught.value.code == code
    assert versions(desk) == []


def test_proposals_and_scores_follow(sample_desk: Desk) -> None:
    before = {one.customer_id: one for one in grading.review(sample_desk, everybody=True).proposals}
    settings.apply(sample_desk, values={"grade.A": 60, "grade.B": 20})
    after = {one.customer_id: one for one in grading.review(sample_desk, everybody=True).proposals}
    moved = [one for one in after if after[one].proposed != before[one].proposed]
    assert moved
    for one in after.values():
        score = one.evaluation.score
        if score is not None and one.proposed is not None:
            assert one.proposed == ("A" if score >= 60 else "B" if score >= 20 else "C")
    _model, found = grading.what_if(sample_desk, weights={}, cuts={"A": "75", "B": "45"})
    assert {move.customer_id for move in found.moves()} == set(moved)


def test_an_old_decision_keeps_the_version_it_rests_on(sample_desk: Desk) -> None:
    first = next(one for one in grading.review(sample_desk).proposals if one.changes)
    grading.accept(sample_desk, customer_ids=[first.customer_id])
    settings.change(sample_desk, key="grade.A", text="70")
    second = next(
        one
        for one in grading.review(sample_desk).proposals
        if one.changes and one.customer_id != first.customer_id
    )
    grading.accept(sample_desk, customer_ids=[second.customer_id])
    with sample_desk.read() as reader:
        used: dict[str, int] = dict(
            reader.rows(
                "SELECT customer_id, model_revision FROM grade_change WHERE customer_id IN :ids"
                " AND decision = 'accepted' ORDER BY at",
                ids=(first.customer_id, second.customer_id),
            )
        )
    assert used[first.customer_id] == 1 and used[second.customer_id] == 2
    assert versions(sample_desk) == [(1, False, False), (2, True, False)]
    for _step in range(3):
        history.undo(sample_desk)
    assert grading.model_named(sample_desk).version == 1


def test_other_data_needed_makes_every_stored_score_due(sample_desk: Desk) -> None:
    scores.refresh(sample_desk)
    assert scores.due(sample_desk) == ()
    first = next(one for one in grading.review(sample_desk).proposals if one.changes)
    grading.accept(sample_desk, customer_ids=[first.customer_id])
    due = scores.due(sample_desk)
    assert due is not None and len(due) == 1  # a decision moves nobody's score
    settings.change(sample_desk, key="grade.data", text="100")
    assert scores.due(sample_desk) is None
    scores.refresh(sample_desk)
    with sample_desk.read() as reader:
        scored = reader.value("SELECT count(*) FROM customer_facts WHERE last_score IS NOT NULL")
    everybody = grading.review(sample_desk, everybody=True).proposals
    assert scored == sum(1 for one in everybody if one.proposed is not None) < len(everybody)


def test_another_window_set_it_meanwhile(desk: Desk, desk_on: Callable[..., Desk]) -> None:
    assert desk.path is not None
    settings.change(desk_on(desk.path, device="two"), key="grade.A", text="80")
    with pytest.raises(KamError) as caught:
        settings.change(desk, key="grade.A", text="70", base={"grade.A": 75})
    assert caught.value.code == "setting.conflict" and caught.value.params["theirs"] == 80
    settings.change(desk, key="grade.A", text="70", base={"grade.A": 80})
    assert value(desk, "grade.A") == 70


def test_a_broken_model_hides_no_other_setting(desk: Desk) -> None:
    settings.change(desk, key="grade.A", text="70")
    from sqlalchemy import text

    with desk.engine().begin() as connection:
        connection.execute(text("UPDATE scoring_model SET document = '{}'"))
    keys = [one.key for one in settings.entries(desk)]
    assert "cadence.A" in keys and "grade.A" not in keys
