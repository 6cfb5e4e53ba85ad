"""The same change to many customers: one step, nobody touched who is so already."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.conftest import TODAY, make_desk

from kamtui.domain.errors import KamError
from kamtui.services import bulk, customers, grade_review, history, records
from kamtui.services.communications import PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft

NAMES = ("One", "Two", "Three", "Four")


@pytest.fixture
def four(desk: Desk) -> tuple[Desk, list[str]]:
    """Return a desk with four customers: A, B, A and none; two of them have tags."""
    for name, grade, tags in zip(
        NAMES, ("A", "B", "A", None), (("VIP",), (), ("old", "x"), ()), strict=True
    ):
        records.add(desk, draft=CustomerDraft(name=name, grade=grade, tags=tags))
    return desk, [customers.resolve_exactly(desk, customer=name) for name in NAMES]


def field(desk: Desk, ids: list[str], name: str) -> list[object]:
    return [customers.brief(desk, customer_id=one).customer.fields.get(name) for one in ids]


def test_tags_are_added_and_taken_away(four: tuple[Desk, list[str]]) -> None:
    desk, ids = four
    changes = bulk.tag(desk, customer_ids=ids, add=["vip", "重点"], remove=["OLD"])
    assert changes.customer_ids == frozenset(ids)
    assert field(desk, ids, "tags") == [
        ("VIP", "重点"), ("vip", "重点"), ("x", "vip", "重点"), ("vip", "重点"),
    ]  # fmt: skip
    again = bulk.tag(desk, customer_ids=ids, add=["Vip"], remove=["old"])
    assert again.group_id == ""
    history.undo(desk)
    assert field(desk, ids, "tags") == [("VIP",), (), ("old", "x"), ()]


def test_who_is_so_already_is_left_alone(four: tuple[Desk, list[str]]) -> None:
    desk, ids = four
    changes = bulk.edit(desk, customer_ids=ids, assignments={"grade": "A", "owner": "tester"})
    assert changes.customer_ids == {ids[1], ids[3]}
    assert [len(grade_review.history(desk, customer_id=one)) for one in ids] == [1, 2, 1, 1]
    newest = grade_review.history(desk, customer_id=ids[1])[0]
    assert (newest.from_grade, newest.to_grade, newest.decision) == ("B", "A", "manual")
    history.undo(desk)
    assert field(desk, ids, "grade") == ["A", "B", "A", None]
    assert [len(grade_review.history(desk, customer_id=one)) for one in ids] == [1, 1, 1, 0]


def test_a_field_is_cleared_and_a_cadence_is_checked(four: tuple[Desk, list[str]]) -> None:
    desk, ids = four
    bulk.edit(desk, customer_ids=ids, assignments={"owner": "", "cadence": "2w call"})
    assert field(desk, ids, "owner") == [None] * 4
    assert field(desk, ids, "cadence") == ["2w call"] * 4
    for assignments in ({"cadence": "often"}, {"grade": "E"}, {"name": "x"}, {"customer_no": "1"}):
        with pytest.raises(KamError):
            bulk.edit(desk, customer_ids=ids, assignments=assignments)
    assert field(desk, ids, "cadence") == ["2w call"] * 4


def test_a_plan_for_all(four: tuple[Desk, list[str]]) -> None:
    desk, ids = four
    draft = PlanDraft(on=TODAY + timedelta(days=3), what="寄样册")
    assert bulk.plan(desk, customer_ids=ids, draft=draft).customer_ids == frozenset(ids)
    for one in ids:
        (plan,) = customers.brief(desk, customer_id=one).follow_ups
        assert (plan.due_on, plan.what) == (draft.on, "寄样册")
    history.undo(desk)
    assert not any(customers.brief(desk, customer_id=one).follow_ups for one in ids)
    for wrong in (PlanDraft(on=TODAY, what=" "), PlanDraft(on=date(2020, 1, 1), what="x")):
        with pytest.raises(KamError):
            bulk.plan(desk, customer_ids=ids, draft=wrong)


def test_archiving_keeps_the_day_of_who_is_archived(four: tuple[Desk, list[str]]) -> None:
    desk, ids = four
    records.edit(desk, customer_id=ids[0], assignments={"archived_on": "2026-01-05"})
    assert bulk.archive(desk, customer_ids=ids).customer_ids == frozenset(ids[1:])
    assert field(desk, ids, "archived_on") == [date(2026, 1, 5), *[TODAY] * 3]
    assert bulk.archive(desk, customer_ids=ids, archived=False).customer_ids == frozenset(ids)
    assert field(desk, ids, "archived_on") == [None] * 4


def test_deleting_and_bringing_back(four: tuple[Desk, list[str]]) -> None:
    desk, ids = four
    bulk.delete(desk, customer_ids=ids[:2])
    with pytest.raises(KamError):
        customers.brief(desk, customer_id=ids[0])
    # Who is gone is no part of another change, and who is there cannot be brought back.
    assert bulk.tag(desk, customer_ids=ids, add=["n"]).customer_ids == frozenset(ids[2:])
    assert bulk.restore(desk, customer_ids=ids).customer_ids == frozenset(ids[:2])
    assert len(field(desk, ids, "name")) == 4
    history.undo(desk)
    with pytest.raises(KamError):
        customers.brief(desk, customer_id=ids[0])
    history.redo(desk)
    assert len(field(desk, ids, "name")) == 4


def test_a_number_given_away_meanwhile_stops_all_of_it(four: tuple[Desk, list[str]]) -> None:
    desk, ids = four
    number = customers.number_of(desk, customer_id=ids[0])
    bulk.delete(desk, customer_ids=ids[:2])
    records.add(desk, draft=CustomerDraft(name="New", customer_no=number))
    with pytest.raises(KamError, match=r"customer\.duplicate_no"):
        bulk.restore(desk, customer_ids=ids[:2])
    with pytest.raises(KamError):
        customers.brief(desk, customer_id=ids[1])


@pytest.mark.parametrize(
    ("add", "remove", "code"),
    [((), (), "tag.none"), ((" ",), ("",), "tag.none"), (("a",), ("A",), "tag.both"),
     (("\0",), (), "text.nul")],
)  # fmt: skip
def test_tags_that_are_refused(
    four: tuple[Desk, list[str]], add: tuple[str, ...], remove: tuple[str, ...], code: str
) -> None:
    desk, ids = four
    with pytest.raises(KamError) as caught:
        bulk.tag(desk, customer_ids=ids, add=add, remove=remove)
    assert caught.value.code == code


def test_nobody_and_somebody_twice(four: tuple[Desk, list[str]]) -> None:
    desk, ids = four
    assert bulk.tag(desk, customer_ids=[], add=["a"]).group_id == ""
    draft = PlanDraft(on=TODAY, what="x")
    bulk.plan(desk, customer_ids=[ids[0], ids[0]], draft=draft)
    assert len(customers.brief(desk, customer_id=ids[0]).follow_ups) == 1
    assert bulk.archive(desk, customer_ids=["nobody"]).group_id == ""


def test_more_than_one_statement_s_worth(book_path: Path, desk_on: Callable[..., Desk]) -> None:
    from kamtui.services.sample import build

    path = book_path.parent / "crowd.db"
    build(path, today=TODAY, customers=600)
    desk = make_desk(path)
    from kamtui.domain.customer_filter import CustomerFilter, SortOrder, parse_filter
    from kamtui.services import customer_list

    ids = customer_list.spine(desk, wanted=CustomerFilter(), order=SortOrder.GRADE)
    changes = bulk.tag(desk, customer_ids=ids, add=["批量"])
    assert len(changes.customer_ids) == 600
    assert customer_list.count(desk, wanted=parse_filter("#批量")) == 600
    desk.close()
