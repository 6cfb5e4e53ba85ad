"""Any number of scoring models: revisions, names, what is in force, and what never changes."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import TODAY

from kamtui.domain.customer_filter import SortOrder, parse_filter
from kamtui.domain.enums import Axis
from kamtui.domain.errors import KamError
from kamtui.domain.scoring.defaults import (
    BUILT_IN,
    built_in_model,
    default_grade_model,
    default_rating_model,
)
from kamtui.domain.scoring.model import ScoringModel
from kamtui.services import (
    bulk,
    customer_list,
    grading,
    history,
    models,
    records,
    sample,
    scores,
    settings,
)
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.store.queries.grade_history import misgraded, review_due


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


def other(model: ScoringModel, needed: int = 30) -> ScoringModel:
    return model._replace(minimum_with_data=Decimal(needed))


def names(desk: Desk) -> list[str]:
    return [one.name for one in models.listed(desk)]


def active(desk: Desk) -> list[str]:
    return [one.name for one in models.listed(desk) if one.active]


def test_an_empty_book_has_the_models_that_ship(desk: Desk) -> None:
    found = models.listed(desk)
    assert [(one.name, one.axis, one.revision, one.active) for one in found] == [
        ("default", Axis.GRADE, 1, True),
        ("four classes", Axis.GRADE, 1, False),
        ("points table", Axis.RATING, 1, True),
    ]
    assert all(one.built_in and not one.edited and not one.used for one in found)
    assert [one.key for one in found[1].model.classes] == ["A", "B", "C", "D"]


def test_a_save_is_a_new_revision_and_the_old_one_stays(desk: Desk) -> None:
    first = models.get(desk, name="default")
    changes = models.save(desk, model=other(first), base_revision=1)
    assert changes.what == "model" and changes.subject == "default"
    second = models.get(desk, name="DEFAULT ")
    assert second.version == 2 and second.minimum_with_data == Decimal(30)
    assert models.get(desk, name="default", revision=1) == first
    assert grading.model_named(desk) == second  # it was in force and is
    assert active(desk) == ["default", "points table"]


def test_what_equals_the_kept_one_changes_nothing(desk: Desk) -> None:
    model = models.get(desk, name="four classes")
    assert models.save(desk, model=model, base_revision=1).group_id == ""
    assert models.save(desk, model=model, base_revision=1, activate=True).group_id
    assert models.save(desk, model=model, base_revision=1, activate=True).group_id == ""
    assert models.activate(desk, name="four classes").group_id == ""


def test_another_window_saved_meanwhile(desk: Desk, desk_on: Callable[..., Desk]) -> None:
    assert desk.path is not None
    model = models.get(desk, name="default")
    models.save(desk_on(desk.path), model=other(model, 20), base_revision=1)
    with pytest.raises(KamError) as caught:
        models.save(desk, model=other(model, 40), base_revision=1)
    assert caught.value.code == "record.conflict"
    assert models.get(desk, name="default").minimum_with_data == 20
    models.save(desk, model=other(model, 40), base_revision=2)


def test_one_model_of_an_axis_is_in_force_and_the_other_axis_stays(desk: Desk) -> None:
    models.activate(desk, name="four classes")
    assert active(desk) == ["four classes", "points table"]
    assert grading.model_named(desk).name == "four classes"
    models.copy(desk, name="rating", to="积分")
    models.activate(desk, name="积分")
    assert active(desk) == ["four classes", "积分"]
    assert models.get(desk, name="rating").name == "积分"
    assert grading.model_named(desk, name="rating").name == "积分"
    models.activate(desk, name="default")
    assert active(desk) == ["default", "积分"]
    for _step in range(3):
        history.undo(desk)
    assert active(desk) == ["four classes", "points table"]
    history.undo(desk)
    assert active(desk) == ["default", "points table"]


def test_a_copy_is_a_model_of_its_own(desk: Desk) -> None:
    models.copy(desk, name="default", to=" 我的 模型 ")
    models.save(
        desk, model=other(models.get(desk, name="我的 模型")), base_revision=1, activate=True
    )
    assert models.get(desk, name="default") == default_grade_model()
    assert grading.model_named(desk).name == "我的 模型"
    entry = next(one for one in models.listed(desk) if one.name == "我的 模型")
    assert (entry.revision, entry.active, entry.built_in, entry.edited) == (2, True, False, True)


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("default", "model.taken"),
        ("ＤＥＦＡＵＬＴ", "model.taken"),
        ("four  Classes", "model.taken"),
        ("rating", "model.taken"),
        ("Grade", "model.taken"),
        ("", "model.invalid"),
        ("  ", "model.invalid"),
        ("x" * 61, "model.invalid"),
        ("x" * 10_000, "model.invalid"),
        ("a\nb", "model.invalid"),
        ("a\x1b[31m", "model.invalid"),
        ("a\u202eb", "model.invalid"),
    ],
)
def test_what_cannot_be_a_name(desk: Desk, to: str, code: str) -> None:
    models.copy(desk, name="default", to="甲")
    for act in (models.copy, models.rename):
        with pytest.raises(KamError) as caught:
            act(desk, name="甲", to=to)
        assert caught.value.code == code
    assert names(desk) == ["default", "four classes", "甲", "points table"]


def test_markup_is_a_name_like_any_other(desk: Desk) -> None:
    models.copy(desk, name="default", to="[red]甲[/] 😀")
    assert "[red]甲[/] 😀" in names(desk)


def test_what_ships_keeps_its_name_and_what_is_in_force_stays(desk: Desk) -> None:
    for name in BUILT_IN:
        with pytest.raises(KamError, match=r"model\.built_in"):
            models.rename(desk, name=name, to="甲")
        with pytest.raises(KamError, match=r"model\.built_in"):
            models.delete(desk, name=name)
    models.copy(desk, name="default", to="甲")
    models.activate(desk, name="甲")
    with pytest.raises(KamError, match=r"model\.active"):
        models.delete(desk, name="甲")
    with pytest.raises(KamError, match=r"model\.unknown"):
        models.delete(desk, name="乙")


def test_a_name_keeps_its_axis(desk: Desk) -> None:
    wrong = default_rating_model()._replace(name="four classes")
    with pytest.raises(KamError, match=r"model\.axis"):
        models.save(desk, model=wrong, base_revision=1)


def test_an_old_decision_finds_its_document_after_edit_rename_and_delete(
    sample_desk: Desk,
) -> None:
    desk = sample_desk
    models.copy(desk, name="default", to="甲")
    models.activate(desk, name="甲")
    judged = models.get(desk, name="甲")
    customer = grading.review(desk, everybody=True).proposals[0]
    grading.override(desk, customer_id=customer.customer_id, grade="C", reason="试")
    entry = next(one for one in models.listed(desk) if one.name == "甲")
    assert entry.used and entry.decisions == 1
    models.save(desk, model=other(judged), base_revision=1)
    entry = next(one for one in models.listed(desk) if one.name == "甲")
    assert not entry.used and entry.decisions == 1  # the new revision has judged nobody yet
    assert models.get(desk, name="甲", revision=1) == judged
    models.rename(desk, name="甲", to="乙")
    assert grading.model_named(desk).name == "乙"
    assert models.get(desk, name="甲", revision=1) == judged
    models.activate(desk, name="default")
    models.delete(desk, name="乙")
    assert "乙" not in names(desk)
    assert models.get(desk, name="甲", revision=1) == judged
    assert models.get(desk, name="乙", revision=1).minimum_with_data == 30
    # A new model of the old name takes no number that judged somebody.
    models.copy(desk, name="default", to="甲")
    assert models.get(desk, name="甲").version == 3
    with pytest.raises(KamError, match=r"model\.unknown_revision"):
        models.get(desk, name="甲", revision=9)


def test_documents_never_change_whatever_happens(sample_desk: Desk) -> None:
    """A revision's document is written once: every verb, undo and redo leave it as it was."""
    desk = sample_desk
    seen: dict[tuple[str, int], str] = {}

    def check() -> None:
        with desk.read() as reader:
            rows = reader.rows("SELECT name, revision, document FROM scoring_model")
        for name, revision, document in rows:
            assert seen.setdefault((name, revision), document) == document

    def decide() -> None:
        customer = grading.review(desk, everybody=True).proposals[0]
        grading.override(desk, customer_id=customer.customer_id, grade="B", reason="试")

    steps: list[Callable[[], object]] = [
        decide,
        lambda: settings.change(desk, key="grade.A", text="70"),
        decide,
        lambda: models.activate(desk, name="four classes"),
        decide,
        lambda: models.save(
            desk, model=other(models.get(desk, name="four classes")), base_revision=1
        ),
        lambda: history.undo(desk),
        lambda: models.save(
            desk, model=other(models.get(desk, name="four classes"), 20), base_revision=1
        ),
        lambda: history.undo(desk),
        lambda: history.redo(desk),
        lambda: models.copy(desk, name="four classes", to="丁"),
        lambda: models.rename(desk, name="丁", to="戊"),
        lambda: history.undo(desk),
        lambda: history.undo(desk),
        lambda: models.copy(desk, name="default", to="丁"),
    ]
    for step in steps:
        step()
        check()
    assert len(seen) >= 6


def test_the_cut_off_settings_edit_the_model_in_force(desk: Desk) -> None:
    models.activate(desk, name="four classes")
    assert settings.get(desk, key="grade.B").value == 50
    settings.change(desk, key="grade.B", text="40")
    model = models.get(desk, name="four classes")
    assert [(one.key, int(one.cut_off)) for one in model.classes] == [
        ("A", 75), ("B", 40), ("C", 25), ("D", 0),
    ]  # fmt: skip
    assert models.get(desk, name="default") == default_grade_model()
    with pytest.raises(KamError, match=r"grade\.cut_order"):
        settings.change(desk, key="grade.B", text="25")


def test_scores_are_due_again_when_another_model_judges(sample_desk: Desk) -> None:
    scores.refresh(sample_desk)
    assert scores.due(sample_desk) == ()
    changes = models.activate(sample_desk, name="four classes")
    assert scores.moved_by(changes) and scores.due(sample_desk) is None


def test_four_classes_propose_a_d(sample_desk: Desk) -> None:
    models.activate(sample_desk, name="four classes")
    found = grading.review(sample_desk, everybody=True).proposals
    for one in found:
        score = one.evaluation.score
        if score is not None:
            wanted = next(
                k for k, cut in (("A", 75), ("B", 50), ("C", 25), ("D", 0)) if score >= cut
            )
            assert one.proposed == wanted
    grading.override(sample_desk, customer_id=found[0].customer_id, grade="d", reason="淘汰")


def test_a_broken_document_is_named_and_hides_nothing(desk: Desk) -> None:
    models.copy(desk, name="default", to="甲")
    with desk.write("break") as work:
        from sqlalchemy import text

        work.connection.execute(text("UPDATE scoring_model SET document = '{\"name\": 1}'"))
        work.session.commit()
    assert names(desk) == ["default", "four classes", "points table"]
    assert models.unreadable(desk) == ("甲",)
    with pytest.raises(KamError, match=r"model\.invalid"):
        models.get(desk, name="甲")
    mended = default_grade_model()._replace(name="甲")
    models.save(desk, model=mended, base_revision=1)
    assert models.unreadable(desk) == () and models.get(desk, name="甲").version == 2


def test_built_in_models_are_what_they_say(desk: Desk) -> None:
    for name in BUILT_IN:
        assert built_in_model(name).name == name
        assert models.get(desk, name=name) == built_in_model(name)


OWN = ("钻石", "Gold", "普通")


@pytest.fixture
def own_classes(sample_desk: Desk) -> Desk:
    """Return the sample book judged by a model whose classes are no letters."""
    model = default_grade_model()
    classes = tuple(one._replace(key=key) for one, key in zip(model.classes, OWN, strict=True))
    mine = model._replace(name="自家", classes=classes)
    models.save(sample_desk, model=mine, base_revision=None, activate=True)
    return sample_desk


def test_a_grade_has_room_where_a_customer_keeps_it(desk: Desk) -> None:
    model = default_grade_model()
    classes = (model.classes[0]._replace(key="x" * 9), *model.classes[1:])
    with pytest.raises(KamError, match=r"model\.invalid"):
        models.save(desk, model=model._replace(name="甲", classes=classes), base_revision=None)


def test_classes_of_other_names_work_everywhere(own_classes: Desk) -> None:
    desk = own_classes
    found = grading.review(desk)
    assert {one.proposed for one in found.proposals} <= {*OWN, None}
    grading.accept(desk)
    assert not [one for one in grading.review(desk).proposals if one.changes]
    first = found.proposals[0].customer_id
    records.edit(desk, customer_id=first, assignments={"grade": "ｇｏｌｄ"})
    records.edit(desk, customer_id=first, assignments={"grade": "b"})
    bulk.edit(desk, customer_ids=[first], assignments={"grade": "钻石"})
    records.add(desk, draft=CustomerDraft("新", grade="普通"))
    with pytest.raises(KamError, match=r"value\.invalid"):
        records.edit(desk, customer_id=first, assignments={"grade": "白金"})
    ids = customer_list.spine(desk, wanted=parse_filter("grade:钻石"), order=SortOrder.GRADE)
    listed = customer_list.rows_of(desk, customer_ids=ids)
    assert first in ids and {one.grade for one in listed} == {"钻石"}
    assert settings.get(desk, key="grade.data").value == 60
    with pytest.raises(KamError, match=r"model\.unknown_class"):
        settings.change(desk, key="grade.A", text="70")
    assert settings.read_document(settings.export_text(desk), name="x")


def test_the_count_of_the_review_knows_every_grade(own_classes: Desk) -> None:
    desk = own_classes
    scores.refresh(desk)
    classes = [(one.key, int(one.cut_off)) for one in grading.model_named(desk).classes]
    for _again in range(2):
        with desk.read() as reader:
            held = Counter(was for was, _earned in misgraded(reader, classes=classes).values())
            due = review_due(reader, classes=classes, before="9", decisions=["accepted"])
            assert {grade: count for grade, count, _since in due} == held
        grading.accept(desk)
        models.activate(desk, name="default")
        classes = [("A", 75), ("B", 45), ("C", 0)]


def test_a_d_customer_has_rules_of_its_own(sample_desk: Desk) -> None:
    desk = sample_desk
    models.activate(desk, name="four classes")
    assert [settings.get(desk, key=f"grade.{one}").value for one in "ABC"] == [75, 50, 25]
    settings.change(desk, key="grade.C", text="30")
    assert models.get(desk, name="four classes").classes[2].cut_off == Decimal(30)
    assert settings.get(desk, key="cadence.D").value == "none"
    settings.change(desk, key="cadence.D", text="12m email")
    settings.change(desk, key="silence.D", text="365")
    models.activate(desk, name="default")
    with pytest.raises(KamError, match=r"grade\.lowest"):
        settings.change(desk, key="grade.C", text="30")  # C is the last and begins at 0


def test_a_decision_does_not_put_a_model_in_force_that_another_window_retired(
    sample_desk: Desk, desk_on: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = sample_desk
    assert desk.path is not None
    with desk.write("empty") as work:  # a book in which nobody has decided yet
        from sqlalchemy import text

        work.connection.execute(text("DELETE FROM scoring_model"))
        work.session.commit()
    window = desk_on(desk.path)
    judge = grading.proposals_of

    def meanwhile(*args: Any, **named: Any) -> Any:
        found = judge(*args, **named)
        models.activate(window, name="four classes")
        return found

    customer = grading.review(desk, everybody=True).proposals[0].customer_id
    monkeypatch.setattr(grading, "proposals_of", meanwhile)
    grading.override(desk, customer_id=customer, grade="C", reason="试")
    assert active(desk) == ["four classes", "points table"]
    assert next(one for one in models.listed(desk) if one.name == "default").used


def test_a_treatment_is_of_its_revision(desk: Desk) -> None:
    model = models.get(desk, name="grade")
    (first, *others) = model.classes

    def treated(words: str) -> ScoringModel:
        return model._replace(classes=(first._replace(treatment=words), *others))

    models.save(desk, model=treated("每月拜访"), base_revision=1)
    models.save(desk, model=treated("每周拜访"), base_revision=2)
    assert models.get(desk, name="grade").treatments == {"A": "每周拜访"}
    assert models.get(desk, name="default", revision=2).treatments == {"A": "每月拜访"}
    assert models.get(desk, name="default", revision=1).treatments == {}
    history.undo(desk)
    assert models.get(desk, name="grade").treatments == {"A": "每月拜访"}
    with pytest.raises(KamError) as caught:  # another window saved meanwhile
        models.save(desk, model=treated("x"), base_revision=1)
    assert caught.value.code == "record.conflict"
