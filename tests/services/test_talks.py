"""Correcting a communication: what changes, what is refused, what another window keeps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from tests.conftest import TODAY
from tests.store.states import State, state_of

from kamtui.domain.errors import KamError
from kamtui.domain.views.customer import CommunicationView, PromiseView
from kamtui.services import actions, communications, customers, history, records, talks
from kamtui.services.communications import LogDraft, PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.services.talks import PromiseValues, TalkEdit, TalkValues

FRIDAY = date(2026, 12, 4)


@pytest.fixture
def customer(desk: Desk) -> str:
    draft = CustomerDraft("华东机械", contacts=("李总", "张工", "张三"))
    return next(iter(records.add(desk, draft=draft).customer_ids))


def logged(desk: Desk, customer: str, content: str = "谈价", **more: object) -> str:
    draft = LogDraft(customer, content, people=("李总", "外人"),
                     promises=(("样品", FRIDAY),), **more)  # type: ignore[arg-type]  # fmt: skip
    return next(iter(communications.log(desk, draft=draft).records))


def state(desk: Desk) -> State:
    assert desk.path is not None
    return state_of(desk.path)


def values(desk: Desk, talk: str) -> TalkValues:
    return talks.values_of(desk, communication_id=talk)


def change(desk: Desk, talk: str, base: TalkValues, **wanted: object) -> None:
    edit = TalkEdit(replace(base, **wanted), base)  # type: ignore[arg-type]
    talks.change(desk, communication_id=talk, edit=edit)


def view(desk: Desk, customer: str) -> CommunicationView:
    return customers.brief(desk, customer_id=customer).communications[0]


def promises(desk: Desk, customer: str) -> tuple[PromiseView, ...]:
    return customers.brief(desk, customer_id=customer).promises


def test_what_is_read_is_what_was_written(desk: Desk, customer: str) -> None:
    talk = logged(desk, customer, on=date(2026, 11, 20), at=time(19, 30), direction="in")
    found = values(desk, talk)
    assert found.when == (date(2026, 11, 20), time(19, 30))
    assert found.people == ("李总", "外人") and found.direction == "in"
    assert [(one.what, one.due_on) for one in found.promises] == [("样品", FRIDAY)]


def test_a_day_without_a_time_stays_one(desk: Desk, customer: str) -> None:
    assert values(desk, logged(desk, customer, on=date(2026, 11, 1))).when == (
        date(2026, 11, 1),
        None,
    )


def test_nothing_changed_writes_nothing(desk: Desk, customer: str) -> None:
    talk = logged(desk, customer)
    before, version = state(desk), history.latest_seq(desk)
    change(desk, talk, values(desk, talk))
    assert history.latest_seq(desk) == version
    assert state(desk) == before


def test_the_facts_follow_the_day(desk: Desk, customer: str) -> None:
    logged(desk, customer, on=date(2026, 11, 1))
    talk = logged(desk, customer)
    change(desk, talk, values(desk, talk), when=(date(2026, 10, 5), None), channel="visit")
    brief = customers.brief(desk, customer_id=customer)
    assert brief.last_contact == date(2026, 11, 1) and brief.communications_total == 2
    assert sum(brief.weeks) == 2
    history.undo(desk)
    assert customers.brief(desk, customer_id=customer).last_contact == TODAY


def test_words_make_a_contact_noted_and_no_words_make_it_not_noted(
    desk: Desk, customer: str
) -> None:
    draft = PlanDraft(on=TODAY, what="回访", channel="call")
    plan = next(iter(communications.plan(desk, customer_id=customer, draft=draft).records))
    actions.done(desk, item_ids=(plan,))
    talk = view(desk, customer)
    assert not talk.noted
    change(desk, talk.id, values(desk, talk.id), content="说了", outcome="同意")
    assert view(desk, customer).noted
    [done] = customers.brief(desk, customer_id=customer).follow_ups
    assert done.result == "同意", "the outcome of what was done is the result of the plan"
    change(desk, talk.id, values(desk, talk.id), content="", outcome="")
    assert not view(desk, customer).noted


def test_a_name_keeps_its_contact_and_a_new_one_is_linked(desk: Desk, customer: str) -> None:
    talk = logged(desk, customer)
    change(desk, talk, values(desk, talk), people=("李总", "张工", "外人", "张"))
    assert len(state(desk)["links"]) == 2, "李总 and 张工; 张 could be two people"
    assert view(desk, customer).who == "李总、张工、外人、张"


def test_a_deleted_contact_stays_linked_while_its_name_stays(desk: Desk, customer: str) -> None:
    talk = logged(desk, customer)
    [person] = [one for one in customers.brief(desk, customer_id=customer).contacts
                if one.name == "李总"]  # fmt: skip
    records.delete(desk, entity="contact", record_id=person.id)
    change(desk, talk, values(desk, talk), people=("李总", "张工"))
    assert view(desk, customer).who == "李总、张工"
    assert len(state(desk)["links"]) == 2


def test_undo_and_redo_of_log_and_edits_of_people_in_any_order(desk: Desk, customer: str) -> None:
    talk = logged(desk, customer)
    states = [state(desk)]
    for people in (("张工",), ("张工", "张三"), (), ("李总", "别人")):
        change(desk, talk, values(desk, talk), people=people)
        states.append(state(desk))
    for wanted in reversed(states[:-1]):
        history.undo(desk)
        assert state(desk) == wanted
    history.undo(desk)
    assert not customers.brief(desk, customer_id=customer).communications
    for wanted in states:
        history.redo(desk)
        assert state(desk) == wanted


def test_the_change_log_names_who_joined_and_left(desk: Desk, customer: str) -> None:
    talk = logged(desk, customer)
    change(desk, talk, values(desk, talk), people=("张工",))
    lines = [one for one in history.entries(desk, customer_id=customer)
             if one.entity == "communication_contact"]  # fmt: skip
    assert [
        tuple(one.names.get(str(each)) for each in one.fields["contact_id"]) for one in lines
    ] in ([("李总", None), (None, "张工")], [(None, "张工"), ("李总", None)])


def test_promises_are_added_changed_and_removed_in_one_step(desk: Desk, customer: str) -> None:
    talk = logged(desk, customer)
    base = values(desk, talk)
    [sample] = base.promises
    more = (replace(sample, delivered_on=TODAY), PromiseValues(None, "寄样册", None),
            PromiseValues(None, "报价", FRIDAY))  # fmt: skip
    change(desk, talk, base, promises=more)
    assert [(one.what, one.delivered_on) for one in promises(desk, customer)] == [
        ("报价", None),
        ("寄样册", None),
        ("样品", TODAY),
    ]
    assert {one.communication_id for one in promises(desk, customer)} == {talk}
    change(desk, talk, values(desk, talk), promises=())
    assert promises(desk, customer) == ()
    history.undo(desk)
    assert len(promises(desk, customer)) == 3


def test_a_promise_without_words_is_none(desk: Desk, customer: str) -> None:
    talk = logged(desk, customer)
    base = values(desk, talk)
    change(desk, talk, base, promises=(replace(base.promises[0], what="  "),))
    assert promises(desk, customer) == ()
    with pytest.raises(KamError, match=r"promise\.empty"):
        change(desk, talk, values(desk, talk), promises=(PromiseValues(None, "", FRIDAY),))


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"channel": "pigeon"}, "channel.unknown"),
        ({"direction": "up"}, "value.invalid"),
        ({"when": (date(2026, 11, 23), None)}, "date.future"),
        ({"content": "\0"}, "text.nul"),
        ({"outcome": "x" * 100_001}, "text.too_long"),
        ({"people": ("a\0",)}, "text.nul"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    desk: Desk, customer: str, wanted: dict[str, object], code: str
) -> None:
    talk = logged(desk, customer)
    before = state(desk)
    with pytest.raises(KamError) as caught:
        change(desk, talk, values(desk, talk), **wanted)
    assert caught.value.code == code
    assert state(desk) == before


CONFLICTS: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "content": ({"content": "我的"}, {"content": "他的"}),
    "at": ({"when": (date(2026, 11, 1), None)}, {"when": (date(2026, 11, 2), time(9))}),
    "who": ({"people": ("张工",)}, {"people": ("张三",)}),
    "channel": ({"channel": "visit"}, {"channel": "email"}),
    "direction": ({"direction": "in"}, {"direction": "out"}),
    "outcome": ({"outcome": "我的"}, {"outcome": "他的"}),
}


@pytest.mark.parametrize("field", CONFLICTS)
def test_the_same_field_in_two_windows_is_asked_about(
    desk: Desk, customer: str, field: str, desk_on: Callable[..., Desk]
) -> None:
    mine, theirs = CONFLICTS[field]
    talk = logged(desk, customer)
    base = values(desk, talk)
    other = desk_on(desk.path)
    change(other, talk, base, **theirs)
    with pytest.raises(KamError) as caught:
        change(desk, talk, base, **mine)
    params = caught.value.params
    assert caught.value.code == "record.conflict" and params["field"] == field
    assert [params["mine"], params["theirs"]] == [*mine.values(), *theirs.values()]
    change(desk, talk, values(desk, talk), **mine)  # what the form does when asked again


@pytest.mark.parametrize("mine", CONFLICTS)
@pytest.mark.parametrize("theirs", CONFLICTS)
def test_different_fields_of_two_windows_merge(
    desk: Desk, customer: str, mine: str, theirs: str, desk_on: Callable[..., Desk]
) -> None:
    talk = logged(desk, customer)
    base = values(desk, talk)
    same = CONFLICTS[mine][0]
    if mine != theirs:
        change(desk_on(desk.path), talk, base, **CONFLICTS[theirs][1])
    else:
        change(desk_on(desk.path), talk, base, **same)  # the same value is no conflict
    change(desk, talk, base, **same)
    found = values(desk, talk)
    for name, value in same.items():
        assert getattr(found, name) == value


def test_a_promise_in_two_windows(desk: Desk, customer: str, desk_on: Callable[..., Desk]) -> None:
    talk = logged(desk, customer)
    base = values(desk, talk)
    [sample] = base.promises
    other = desk_on(desk.path)
    change(other, talk, base, promises=(replace(sample, due_on=None), PromiseValues(None, "他的")))
    # Another field of the same promise, and one more promise, merge.
    change(desk, talk, base, promises=(replace(sample, what="我的"),))
    assert {(one.what, one.due_on) for one in promises(desk, customer)} == {
        ("我的", None),
        ("他的", None),
    }
    with pytest.raises(KamError) as caught:
        change(desk, talk, base, promises=(replace(sample, due_on=TODAY),))
    assert caught.value.params["promise"] == sample.id
    with pytest.raises(KamError, match=r"record\.conflict"):
        change(desk, talk, base, promises=())  # deleting against an edit asks as well
    records.delete(other, entity="promise", record_id=str(sample.id))
    with pytest.raises(KamError) as caught:
        change(desk, talk, base, promises=(replace(sample, due_on=TODAY),))
    assert caught.value.params["theirs"] is None


def test_a_communication_deleted_meanwhile(desk: Desk, customer: str) -> None:
    talk = logged(desk, customer)
    base = values(desk, talk)
    records.delete(desk, entity="communication", record_id=talk)
    for act in (lambda: values(desk, talk), lambda: change(desk, talk, base, content="x")):
        with pytest.raises(KamError, match=r"record\.gone"):
            act()


def test_deleting_takes_its_promises_along_and_undo_and_restore_bring_them_back(
    desk: Desk, customer: str
) -> None:
    talk = logged(desk, customer)
    before = state(desk)
    changes = records.delete(desk, entity="communication", record_id=talk)
    assert changes.subject == "华东机械" and promises(desk, customer) == ()
    history.undo(desk)
    assert state(desk) == before
    history.redo(desk)
    assert promises(desk, customer) == ()
    records.restore(desk, record_id=talk)
    assert state(desk) == before


def test_everything_is_listed_with_its_people(desk: Desk, customer: str) -> None:
    for days in range(30):
        logged(desk, customer, f"谈 {days}", on=TODAY - timedelta(days=days))
    found = talks.listed(desk, customer_id=customer)
    assert found == customers.brief(desk, customer_id=customer, communications=99).communications
    assert len(found) == 30 and {one.who for one in found} == {"李总、外人"}


def test_a_time_in_another_zone_is_the_time_it_had_there(desk: Desk, customer: str) -> None:
    talk = logged(desk, customer, at=time(8))
    with desk.write("edit") as work:
        from kamtui.store.tables import Communication

        record = work.get(Communication, talk)
        record.at, record.zone = datetime(2026, 11, 22, 2, 15, tzinfo=UTC), "-05:00"
        record.on_date = date(2026, 11, 21)
        work.commit()
    assert values(desk, talk).when == (date(2026, 11, 21), time(21, 15))
    with desk.write("edit") as work:
        work.get(Communication, talk).zone = "nonsense"
        work.commit()
    assert values(desk, talk).when == (date(2026, 11, 21), None)
