"""The agenda: its order, its counts, and what acting on a row means (product.md, Decisions)."""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from sqlmodel import select
from tests.conftest import NOW, TODAY

from kamtui.domain.enums import AgendaKind, DueState
from kamtui.domain.errors import KamError
from kamtui.domain.views.agenda import AgendaItem
from kamtui.present.agenda_words import why_text
from kamtui.services import actions, agenda, communications, customers, receivables, records
from kamtui.services.clock import FixedClock
from kamtui.services.communications import LogDraft, PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.store.tables import Complaint, Customer, FollowUp, Promise, Receivable, SalesOrder


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def customer(desk: Desk, name: str, grade: str | None = None) -> str:
    changes = records.add(desk, draft=CustomerDraft(name, grade=grade))
    return next(iter(changes.customer_ids))


def plan(desk: Desk, customer_id: str, due: date, what: str, at: time | None = None) -> str:
    """Plan by the tables: the service refuses the past."""
    with desk.write("plan") as work:
        made = work.add(FollowUp(customer_id=customer_id, due_on=due, due_time=at, purpose=what))
        work.commit()
    return made.id


def order(desk: Desk, customer_id: str, ordered_on: date, amount_minor: int) -> None:
    with desk.write("order") as work:
        work.add(
            SalesOrder(customer_id=customer_id, ordered_on=ordered_on, amount_minor=amount_minor)
        )
        work.commit()


def owes(desk: Desk, customer_id: str, due: date, amount_minor: int) -> str:
    with desk.write("receivable") as work:
        made = work.add(Receivable(customer_id=customer_id, due_on=due, amount_minor=amount_minor))
        work.commit()
    return made.id


def whats(items: Sequence[AgendaItem]) -> list[str]:
    return [item.what for item in items]


def test_timed_items_of_today_then_stage_then_grade_then_money_then_days(desk: Desk) -> None:
    a, b, none = customer(desk, "甲", "A"), customer(desk, "乙", "B"), customer(desk, "丙")
    rich = customer(desk, "丁", "B")
    order(desk, rich, day(30), 900_00)
    for who, ago, what in (
        (b, 31, "very late B"), (a, 30, "late A"), (b, 8, "late B 8"), (rich, 8, "late B rich"),
        (b, 20, "late B 20"), (none, 9, "late none"), (a, 7, "just late A"), (b, 1, "just late B"),
        (none, 0, "today none"), (a, 0, "today A"), (a, -3, "coming A"), (b, -1, "coming B"),
    ):  # fmt: skip
        plan(desk, who, day(ago), what)
    plan(desk, none, TODAY, "timed late", time(16, 0))
    plan(desk, b, TODAY, "timed early", time(9, 30))
    plan(desk, a, day(2), "timed long ago", time(8, 0))
    found = agenda.read(desk)
    assert whats(found.items) == [
        "timed early", "timed late",
        "very late B",
        "late A", "late B rich", "late B 20", "late B 8", "late none",
        "just late A", "timed long ago", "just late B",
        "today A", "today none",
        "coming A", "coming B",
    ]  # fmt: skip
    assert (found.counts.overdue, found.counts.today, found.counts.upcoming) == (9, 4, 2)
    assert [item.state for item in found.items[:2]] == [DueState.TODAY] * 2


def test_outstanding_money_stands_before_turnover(desk: Desk) -> None:
    turnover, debtor = customer(desk, "甲", "B"), customer(desk, "乙", "B")
    order(desk, turnover, day(100), 5_000_00)
    owes(desk, debtor, TODAY + timedelta(days=60), 6_000_00)
    plan(desk, turnover, day(3), "turnover")
    plan(desk, debtor, day(3), "debtor")
    assert whats(agenda.read(desk).items) == ["debtor", "turnover"]


@pytest.mark.parametrize(("ago", "counts"), [(364, True), (365, False), (366, False)])
def test_turnover_is_of_the_last_twelve_months(desk: Desk, ago: int, counts: bool) -> None:
    """A window is after the same day twelve months ago (product.md, Today)."""
    who = customer(desk, "甲", "A")
    order(desk, who, day(ago), 100_00)
    plan(desk, who, TODAY, "x")
    assert agenda.read(desk).items[0].money_minor == (100_00 if counts else 0)


def test_customers_without_a_plan_are_one_line_and_never_rows(desk: Desk) -> None:
    for index in range(5):
        customer(desk, f"客户{index}", "C")
    customer(desk, "甲", "A")
    found = agenda.read(desk)
    assert found.items == ()
    folded = {one.kind: one for one in found.folded}
    assert folded[AgendaKind.NO_PLAN].count == 6
    assert [(one.grade, one.customers) for one in folded[AgendaKind.NO_PLAN].by_grade] == [
        ("A", 1),
        ("C", 5),
    ]


def test_archived_and_deleted_customers_owe_nothing(desk: Desk) -> None:
    gone, resting = customer(desk, "甲", "A"), customer(desk, "乙", "A")
    plan(desk, gone, day(1), "gone")
    plan(desk, resting, day(1), "resting")
    records.delete(desk, entity="customer", record_id=gone)
    records.edit(desk, customer_id=resting, assignments={"archived_on": TODAY.isoformat()})
    found = agenda.read(desk)
    assert (found.items, found.folded) == ((), ())


def test_a_limit_cuts_rows_and_not_counts(desk: Desk) -> None:
    who = customer(desk, "甲", "A")
    for ago in range(10):
        plan(desk, who, day(ago), str(ago))
    found = agenda.read(desk, limit=3)
    assert len(found.items) == 3
    assert found.counts.overdue == 9


def test_done_on_a_call_leaves_a_contact_not_noted(desk: Desk) -> None:
    who = customer(desk, "甲", "A")
    plan(desk, who, day(1), "打电话")
    actions.done(desk, item_ids=[agenda.read(desk).items[0].id])
    brief = customers.brief(desk, customer_id=who)
    assert [(one.noted, one.content, one.on) for one in brief.communications] == [
        (False, None, TODAY)
    ]
    assert brief.last_contact == TODAY


def test_done_on_an_errand_is_no_contact(desk: Desk) -> None:
    who = customer(desk, "甲", "A")
    communications.plan(
        desk, customer_id=who, draft=PlanDraft(on=TODAY, what="寄样品", channel="errand")
    )
    actions.done(desk, item_ids=[agenda.read(desk).items[0].id])
    assert customers.brief(desk, customer_id=who).communications == ()


def test_a_complaint_is_answered_and_then_settled(desk: Desk) -> None:
    who = customer(desk, "甲", "B")
    with desk.write("complaint") as work:
        work.add(Complaint(customer_id=who, description="交期", opened_at=desk.clock.now()))
        work.commit()
    (row,) = agenda.read(desk).items
    assert (row.why, row.due) == ("respond", TODAY + timedelta(days=1))
    actions.done(desk, item_ids=[row.id])
    (row,) = agenda.read(desk).items
    assert (row.why, row.due) == ("settle", TODAY + timedelta(days=3))
    with pytest.raises(KamError, match=r"agenda\.clock_runs"):
        actions.snooze(desk, item_ids=[row.id], to=TODAY + timedelta(days=9))
    actions.done(desk, item_ids=[row.id])
    assert agenda.read(desk).items == ()


def test_money_received_closes_the_row_and_money_promised_moves_it(desk: Desk) -> None:
    who = customer(desk, "甲", "B")
    owes(desk, who, day(8), 80_000_00)
    (row,) = agenda.read(desk).items
    assert (row.kind, row.days_overdue, row.amount_minor) == (AgendaKind.COLLECTION, 8, 80_000_00)
    actions.snooze(desk, item_ids=[row.id], to=TODAY + timedelta(days=2))
    (row,) = agenda.read(desk).items
    assert (row.state, row.due) == (DueState.UPCOMING, TODAY + timedelta(days=2))
    actions.done(desk, item_ids=[row.id])
    assert agenda.read(desk).items == ()
    money = customers.brief(desk, customer_id=who).money
    assert (money.outstanding_minor, money.overdue_minor) == (0, 0)


def test_a_promise_without_a_day_is_owed_today_until_it_is_kept(desk: Desk) -> None:
    who = customer(desk, "甲", "B")
    communications.log(desk, draft=LogDraft(who, "好", promises=[("寄样册", None)]))
    (row,) = agenda.read(desk).items
    assert (row.kind, row.state, row.due) == (AgendaKind.PROMISE, DueState.TODAY, None)
    actions.done(desk, item_ids=[row.id])
    with desk.write("look") as work:
        (promise,) = work.session.exec(select(Promise)).all()
        assert promise.delivered_on == TODAY


def test_one_wrong_id_of_several_changes_nothing(desk: Desk) -> None:
    who = customer(desk, "甲", "B")
    good = plan(desk, who, day(1), "x")
    with pytest.raises(KamError, match=r"agenda\.unknown_id"):
        actions.done(desk, item_ids=[good, "f" * 32])
    assert whats(agenda.read(desk).items) == ["x"]


def test_a_row_done_twice_says_so(desk: Desk) -> None:
    who = customer(desk, "甲", "B")
    identifier = plan(desk, who, day(1), "x")
    actions.done(desk, item_ids=[identifier])
    with pytest.raises(KamError, match=r"agenda\.already_done"):
        actions.done(desk, item_ids=[identifier])


def test_a_log_closes_the_earliest_plan_due_by_today_and_no_later_one(desk: Desk) -> None:
    who = customer(desk, "甲", "B")
    plan(desk, who, day(5), "first")
    plan(desk, who, day(2), "second")
    plan(desk, who, TODAY + timedelta(days=1), "tomorrow")
    communications.log(desk, draft=LogDraft(who, "聊了"))
    assert whats(agenda.read(desk).items) == ["second", "tomorrow"]


def test_a_log_of_a_past_evening_keeps_its_day(desk: Desk) -> None:
    who = customer(desk, "甲", "B")
    communications.log(desk, draft=LogDraft(who, "吃饭", on=day(2), at=time(23, 30)))
    (talk,) = customers.brief(desk, customer_id=who).communications
    assert talk.on == day(2)
    with pytest.raises(KamError, match=r"date\.future"):
        communications.log(desk, draft=LogDraft(who, "x", on=TODAY + timedelta(days=1)))


def test_people_are_linked_when_they_are_known_and_kept_as_text_when_not(desk: Desk) -> None:
    who = next(iter(records.add(desk, draft=CustomerDraft("甲", contacts=["李总"])).customer_ids))
    communications.log(desk, draft=LogDraft(who, "x", people=["李总", "王工"]))
    (talk,) = customers.brief(desk, customer_id=who).communications
    assert talk.who == "李总、王工"


def test_two_editors_of_one_field_meet_and_of_two_fields_merge(desk: Desk) -> None:
    """Trust.md 3: different fields merge, the same field asks with mine, theirs and base."""
    who = customer(desk, "甲", "B")
    started = customers.brief(desk, customer_id=who).customer.fields
    records.edit(desk, customer_id=who, assignments={"city": "上海"}, base=started)
    records.edit(desk, customer_id=who, assignments={"phone": "021-1234567"}, base=started)
    with pytest.raises(KamError, match=r"record\.conflict") as refused:
        records.edit(desk, customer_id=who, assignments={"city": "苏州"}, base=started)
    assert refused.value.params == {
        "field": "city", "mine": "苏州", "theirs": "上海", "base": None
    }  # fmt: skip
    with desk.write("look") as work:
        found = work.get(Customer, who)
        assert (found.city, found.phone) == ("上海", "021-1234567")


def money_row(desk: Desk, *, days: int = 30) -> AgendaItem:
    (row,) = [i for i in agenda.read(desk, days=days).items if i.kind is AgendaKind.COLLECTION]
    return row


def test_money_stands_at_its_promise_until_that_passed_then_at_the_day_it_was_due(
    desk: Desk, desk_on: Callable[..., Desk], book_path: Path
) -> None:
    receivable_id = owes(desk, customer(desk, "甲", "A"), day(12), 80_000_00)
    row = money_row(desk)
    assert (row.why, row.days_overdue, row.promised) == ("owed", 12, None)
    promised = TODAY + timedelta(days=2)
    receivables.promise(desk, receivable_id=receivable_id, on=promised)
    row = money_row(desk)
    assert (row.why, row.state, row.due) == ("pay_promised", DueState.UPCOMING, promised)
    assert (row.days_overdue, row.promised) == (0, promised)
    assert why_text(row, NOW) == "promised 24 Nov"
    assert why_text(row, NOW, cells=13) == "pays 24 Nov"
    later = desk_on(book_path, clock=FixedClock(NOW + timedelta(days=2)))
    assert (money_row(later).why, money_row(later).state) == ("pay_promised", DueState.TODAY)
    row = money_row(desk_on(book_path, clock=FixedClock(NOW + timedelta(days=3))))
    assert (row.why, row.due, row.days_overdue) == ("pay_broken", day(12), 15)
    assert why_text(row, NOW) == "promised 24 Nov, not paid"
    assert why_text(row, NOW, cells=13) == "missed 24 Nov"


def test_a_promise_of_money_that_is_not_due_yet_can_be_broken_too(
    desk: Desk, desk_on: Callable[..., Desk], book_path: Path
) -> None:
    receivable_id = owes(desk, customer(desk, "甲"), day(-9), 100)
    receivables.promise(desk, receivable_id=receivable_id, on=TODAY)
    row = money_row(desk_on(book_path, clock=FixedClock(NOW + timedelta(days=1))))
    assert (row.why, row.due, row.days_overdue) == ("pay_broken", day(-9), 0)
