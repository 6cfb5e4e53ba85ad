"""Every verb of the services is one undo step: undo gives the state before, redo the one after."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.conftest import TODAY
from tests.store.states import State, state_of

from kamtui.domain.errors import KamError
from kamtui.services import (
    actions,
    agenda,
    communications,
    contacts,
    customers,
    grading,
    history,
    records,
    sample,
    settings,
)
from kamtui.services.communications import LogDraft, PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample book of the tests' day, built once per worker; copy it, never open it."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    sample.build(path, today=TODAY)
    return path


@pytest.fixture
def sample_desk(sample_file: Path, tmp_path: Path, desk_on: Callable[..., Desk]) -> Desk:
    path = tmp_path / "book.db"
    path.write_bytes(sample_file.read_bytes())
    return desk_on(path)


def living(desk: Desk) -> State:
    """Return the state without links of communications that are gone."""
    assert desk.path is not None
    state = state_of(desk.path)
    talks = {row[0] for row in state["communication"]}
    state["links"] = [row for row in state["links"] if row[0] in talks]
    return state


def one(desk: Desk, kind: str) -> str:
    """Return the id of the first agenda row of a kind."""
    return next(item.id for item in agenda.read(desk).items if item.kind == kind)


def huadong(desk: Desk) -> str:
    return customers.resolve(desk, customer="hdj")[0]


def _log(desk: Desk) -> object:
    return communications.log(
        desk,
        draft=LogDraft(
            huadong(desk),
            "同意试样\n周五寄出",
            people=["李总", "没有的人"],
            promises=[("寄样册", None), ("报价", date(2026, 12, 1))],
            outcome="同意",
            next=PlanDraft(on=date(2026, 11, 25), what="样品回访"),
        ),
    )


def _accept_all(desk: Desk) -> object:
    return grading.accept(desk)


def _delete(desk: Desk) -> object:
    return records.delete(desk, entity="customer", record_id=huadong(desk))


VERBS: dict[str, Callable[[Desk], object]] = {
    "done follow-up": lambda desk: actions.done(desk, item_ids=[one(desk, "follow_up")]),
    "done promise": lambda desk: actions.done(desk, item_ids=[one(desk, "promise")]),
    "done money": lambda desk: actions.done(desk, item_ids=[one(desk, "collection")]),
    "done complaint": lambda desk: actions.done(desk, item_ids=[one(desk, "complaint")]),
    "done all": lambda desk: actions.done(
        desk, item_ids=[item.id for item in agenda.read(desk).items]
    ),
    "snooze": lambda desk: actions.snooze(
        desk,
        item_ids=[one(desk, "follow_up"), one(desk, "promise"), one(desk, "collection")],
        to=date(2026, 12, 4),
    ),
    "log": _log,
    "plan": lambda desk: communications.plan(
        desk, customer_id=huadong(desk), draft=PlanDraft(on=TODAY, what="拜访", channel="visit")
    ),
    "add": lambda desk: records.add(
        desk,
        draft=CustomerDraft(
            "新客户", phones=["13800138000", "010-88889999"], contacts=["张三", "李四"], grade="b",
            tags=["重点"], next=PlanDraft(on=TODAY + timedelta(days=3), what="首访"),
        ),
    ),
    "edit": lambda desk: records.edit(
        desk,
        customer_id=huadong(desk),
        assignments={"city": "上海", "grade": "C", "tags": "a,b", "custom.税号": "1", "name": "新"},
    ),
    "edit parent and cadence": lambda desk: records.edit(
        desk,
        customer_id=huadong(desk),
        assignments={"parent": "Acme", "cadence": "每两周微信", "referred_by": "王总"},
    ),
    "log with a new person": lambda desk: communications.log(
        desk,
        draft=LogDraft(huadong(desk), "x", people=["新人", "李总"], new_people=["新人", "李总"]),
    ),
    "contact": lambda desk: contacts.set_contact(
        desk,
        customer_id=huadong(desk),
        assignments={"name": "张工", "mobile": "13900139000", "is_main": "yes", "birthday": "5-2"},
    ),
    "delete": _delete,
    "accept one": lambda desk: grading.accept(
        desk, customer_ids=[customers.resolve(desk, customer="Acme")[0]]
    ),
    "accept all": _accept_all,
    "override": lambda desk: grading.override(
        desk, customer_id=huadong(desk), grade="B", reason="战略客户"
    ),
    "setting": lambda desk: settings.change(desk, key="cadence.A", text="2w call"),
}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_undo_and_redo(sample_desk: Desk, verb: str) -> None:
    before = living(sample_desk)
    VERBS[verb](sample_desk)
    after = living(sample_desk)
    assert after != before, "the verb changed nothing"
    history.undo(sample_desk)
    assert living(sample_desk) == before
    history.redo(sample_desk)
    assert living(sample_desk) == after
    history.undo(sample_desk)
    assert living(sample_desk) == before


def test_all_verbs_after_one_another_across_restarts(
    sample_desk: Desk, desk_on: Callable[..., Desk]
) -> None:
    """Two hundred levels are kept in the book: a new desk takes back what an old one did."""
    assert sample_desk.path is not None
    states = [living(sample_desk)]
    done = []
    for verb, act in VERBS.items():
        try:
            act(sample_desk)
        except (KamError, StopIteration):
            # The row it acts on is gone by now, which is another verb's doing.
            continue
        done.append(verb)
        states.append(living(sample_desk))
    assert len(done) >= 10
    for state in reversed(states[:-1]):
        again = desk_on(sample_desk.path)
        history.undo(again)
        assert living(again) == state
    with pytest.raises(KamError, match=r"undo\.nothing"):
        history.undo(desk_on(sample_desk.path))
