"""What of a plan can be changed, and what its state leaves behind."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.conftest import TODAY

from kamtui.domain.errors import KamError
from kamtui.domain.views.customer import FollowUpView
from kamtui.services import actions, communications, customers, follow_ups, records
from kamtui.services.communications import PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.follow_ups import PlanEdit
from kamtui.services.records import CustomerDraft


@pytest.fixture
def customer(desk: Desk) -> str:
    draft = CustomerDraft("华东机械", contacts=("李总",))
    return next(iter(records.add(desk, draft=draft).customer_ids))


def plan(desk: Desk, customer: str, what: str = "回访", **more: object) -> str:
    values: dict[str, object] = {"on": TODAY, "what": what, "channel": "call", **more}
    draft = PlanDraft(**values)  # type: ignore[arg-type]
    return communications.plan(desk, customer_id=customer, draft=draft).records[0]


def change(desk: Desk, item: str, **wanted: object) -> None:
    base = follow_ups.values_of(desk, item_id=item)
    edit = PlanEdit(replace(base, **wanted), base)  # type: ignore[arg-type]
    follow_ups.change(desk, item_id=item, edit=edit)


def listed(desk: Desk, customer: str) -> tuple[FollowUpView, ...]:
    return follow_ups.listed(desk, customer_id=customer)


def talks(desk: Desk, customer: str) -> int:
    return customers.brief(desk, customer_id=customer).communications_total


def test_set_done_leaves_the_trace_that_done_leaves(desk: Desk, customer: str) -> None:
    item = plan(desk, customer)
    change(desk, item, state="done", result="同意")
    [found] = listed(desk, customer)
    assert (found.state, found.result, found.completed_at is None) == ("done", "同意", False)
    assert talks(desk, customer) == 1


def test_cancelled_is_no_contact(desk: Desk, customer: str) -> None:
    item = plan(desk, customer)
    change(desk, item, state="cancelled")
    [found] = listed(desk, customer)
    assert found.state == "cancelled" and found.completed_at is not None
    assert talks(desk, customer) == 0
    assert customers.brief(desk, customer_id=customer).follow_ups[0].state == "cancelled"


def test_open_again_stands_on_the_agenda_and_can_be_done_again(desk: Desk, customer: str) -> None:
    item = plan(desk, customer)
    actions.done(desk, item_ids=(item,))
    change(desk, item, state="open")
    [found] = listed(desk, customer)
    assert found.state == "open" and found.completed_at is None
    actions.done(desk, item_ids=(item,))
    assert talks(desk, customer) == 2, "what was written then stays"


def test_open_ones_come_by_date_and_the_closed_last_ones_first(desk: Desk, customer: str) -> None:
    for number in range(40):
        item = plan(desk, customer, f"p{number}", on=TODAY + timedelta(days=40 - number))
        if number >= 15:
            change(desk, item, state="cancelled")
    found = listed(desk, customer)
    assert [one.what for one in found[:15]] == [f"p{number}" for number in reversed(range(15))]
    assert len(found) == 15 + 20
    assert {one.state for one in found[15:]} == {"cancelled"}


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"what": " ", "channel": None}, "plan.empty"),
        ({"on": date(2026, 11, 21)}, "date.past"),
        ({"channel": "pigeon"}, "channel.unknown"),
        ({"state": "lost"}, "value.invalid"),
        ({"goal": "\0"}, "text.nul"),
        ({"place": "x" * 100_001}, "text.too_long"),
    ],
)
def test_what_cannot_be_is_refused(
    desk: Desk, customer: str, wanted: dict[str, object], code: str
) -> None:
    item = plan(desk, customer)
    before = listed(desk, customer)
    with pytest.raises(KamError) as caught:
        change(desk, item, **wanted)
    assert caught.value.code == code
    assert listed(desk, customer) == before


def test_a_contact_that_was_deleted_may_stay(desk: Desk, customer: str) -> None:
    [person] = customers.brief(desk, customer_id=customer).contacts
    item = plan(desk, customer, contact_id=person.id)
    other = plan(desk, customer, "anderes")
    records.delete(desk, entity="contact", record_id=person.id)
    assert follow_ups.people_of(desk, item_id=item) == ((person.id, "李总"),)
    assert follow_ups.people_of(desk, item_id=other) == ()
    change(desk, item, goal="ziel")
    assert {one.contact for one in listed(desk, customer) if one.id == item} == {"李总"}
