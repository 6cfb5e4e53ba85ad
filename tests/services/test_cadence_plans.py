"""Cadence plans itself: the next one, another day for another grade, many at once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.conftest import TODAY
from tests.store.states import state_of

from kamtui.domain.cadence import Cadence, CadenceUnit, next_date
from kamtui.domain.enums import FollowUpChannel
from kamtui.domain.errors import KamError
from kamtui.domain.views.customer import FollowUpView
from kamtui.i18n import set_language
from kamtui.services import (
    actions,
    agenda,
    bulk,
    cadence_plans,
    calendars,
    communications,
    customers,
    follow_ups,
    grade_decisions,
    grading,
    history,
    next_step,
    records,
    sample,
    settings,
)
from kamtui.services.clock import FixedClock
from kamtui.services.communications import LogDraft, PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.follow_ups import PlanEdit
from kamtui.services.records import CustomerDraft
from kamtui.store.tables import FollowUp

CHINA = calendars.for_country("CN")


def customer(desk: Desk, name: str = "华东机械", grade: str | None = "A") -> str:
    changes = records.add(desk, draft=CustomerDraft(name, grade=grade))
    return next(iter(changes.customer_ids))


def planned(desk: Desk, name: str = "华东机械", grade: str | None = "A") -> str:
    """Add a customer and plan it by cadence."""
    identifier = customer(desk, name, grade)
    cadence_plans.plan_many(desk, customer_ids=[identifier], per_day=1)
    return identifier


def open_plans(desk: Desk, customer_id: str) -> list[FollowUpView]:
    found = follow_ups.listed(desk, customer_id=customer_id)
    return [one for one in found if one.state == "open"]


def only(desk: Desk, customer_id: str) -> FollowUpView:
    (plan,) = open_plans(desk, customer_id)
    return plan


def talked(desk: Desk, customer_id: str, on: date) -> None:
    draft = LogDraft(customer_id, "谈过", on=on, follow_up_id=None)
    communications.log(desk, draft=draft)


# -- the next one ----------------------------------------------------------------------------------


def test_completing_one_plans_the_next_in_the_same_step(desk: Desk) -> None:
    identifier = planned(desk)
    first = only(desk, identifier)
    assert desk.path is not None
    before = state_of(desk.path)
    changes = actions.done(desk, item_ids=[first.id])
    (step,) = changes.planned
    assert (step.on, step.channel, step.moved) == (date(2026, 12, 22), "visit", False)
    following = only(desk, identifier)
    assert (following.due_on, following.origin) == (date(2026, 12, 22), "cadence")
    assert following.goal == "Latest needs and feedback"
    assert following.expected_result == "Needs noted, next step agreed"
    assert following.what == "Regular visit"
    history.undo(desk)
    assert state_of(desk.path) == before
    history.redo(desk)
    assert only(desk, identifier).due_on == date(2026, 12, 22)


def test_an_errand_is_no_contact_so_the_next_counts_from_the_last_one(desk: Desk) -> None:
    lately, long_ago = customer(desk, "近"), customer(desk, "久")
    talked(desk, lately, date(2026, 11, 10))
    talked(desk, long_ago, date(2026, 3, 2))
    draft = PlanDraft(on=TODAY, what="寄样册", channel="errand")
    ids = [
        communications.plan(desk, customer_id=one, draft=draft).records[0]
        for one in (lately, long_ago)
    ]
    days = {step.customer_id: step.on for step in actions.done(desk, item_ids=ids).planned}
    # A month after the tenth; who should have been seen long ago comes on the next working day.
    assert days == {lately: date(2026, 12, 10), long_ago: date(2026, 11, 23)}


@pytest.mark.parametrize(
    ("auto", "by_hand", "own"), [("all", 1, 1), ("cadence", 0, 1), ("off", 0, 0)]
)
def test_after_which_is_a_setting(desk: Desk, auto: str, by_hand: int, own: int) -> None:
    settings.change(desk, key="cadence.auto", text=auto)
    one, two = customer(desk, "手动"), planned(desk, "周期")
    made = communications.plan(desk, customer_id=one, draft=PlanDraft(on=TODAY, what="x"))
    actions.done(desk, item_ids=[made.records[0], only(desk, two).id])
    assert (len(open_plans(desk, one)), len(open_plans(desk, two))) == (by_hand, own)


def test_nothing_is_planned_beside_another_plan(desk: Desk) -> None:
    identifier = planned(desk)
    first = only(desk, identifier)
    communications.plan(
        desk, customer_id=identifier, draft=PlanDraft(on=date(2026, 12, 1), what="拜访")
    )
    assert actions.done(desk, item_ids=[first.id]).planned == ()
    assert only(desk, identifier).what == "拜访"


def test_several_of_one_customer_at_once_plan_one(desk: Desk) -> None:
    identifier = planned(desk)
    more = communications.plan(desk, customer_id=identifier, draft=PlanDraft(on=TODAY, what="x"))
    ids = [*more.records, *(one.id for one in open_plans(desk, identifier))]
    changes = actions.done(desk, item_ids=ids)
    assert len(changes.planned) == len(open_plans(desk, identifier)) == 1


def test_setting_one_done_in_its_form_plans_too(desk: Desk) -> None:
    identifier = planned(desk)
    item = only(desk, identifier).id
    base = follow_ups.values_of(desk, item_id=item)
    edit = PlanEdit(replace(base, state="done"), base)
    assert len(follow_ups.change(desk, item_id=item, edit=edit).planned) == 1


def test_an_archived_customer_is_left_alone(desk: Desk) -> None:
    identifier = planned(desk)
    bulk.archive(desk, customer_ids=[identifier])
    assert actions.done(desk, item_ids=[only(desk, identifier).id]).planned == ()


def test_a_log_plans_the_next_where_asked_and_by_its_proposal(desk: Desk) -> None:
    one, two, three = planned(desk, "一"), planned(desk, "二"), planned(desk, "三")
    item = only(desk, one).id
    changes = communications.log(desk, draft=LogDraft(one, "谈", follow_up_id=item, plan_next=True))
    assert [step.on for step in changes.planned] == [date(2026, 12, 22)]
    item = only(desk, two).id
    assert communications.log(desk, draft=LogDraft(two, "谈", follow_up_id=item)).planned == ()
    item = only(desk, three).id
    proposal = next_step.propose(desk, customer_id=three, answered=item)
    assert proposal is not None
    step = PlanDraft(on=proposal.on, what="", channel=proposal.channel, by_cadence=True)
    communications.log(desk, draft=LogDraft(three, "谈", follow_up_id=item, next=step))
    plan = only(desk, three)
    assert (plan.origin, plan.what, plan.goal) == (
        "cadence", "Regular visit", "Latest needs and feedback",
    )  # fmt: skip


def test_the_words_are_in_the_language_of_who_plans_and_a_setting(desk: Desk) -> None:
    settings.change(desk, key="plan.result.B", text="  签下  年度框架 ")
    settings.change(desk, key="plan.goal.C", text="")
    set_language("zh")
    try:
        one, two, three = planned(desk, "一"), planned(desk, "二", "B"), planned(desk, "三", "C")
    finally:
        set_language("en")
    assert only(desk, one).goal == "了解最新需求和反馈"
    assert only(desk, two).expected_result == "签下 年度框架"
    assert only(desk, three).goal is None


def test_another_grade_renews_words_of_another_language(desk: Desk) -> None:
    identifier = planned(desk, grade="C")
    set_language("zh")
    try:
        records.edit(desk, customer_id=identifier, assignments={"grade": "A"})
    finally:
        set_language("en")
    plan = only(desk, identifier)
    assert (plan.what, plan.goal) == ("定期拜访", "了解最新需求和反馈")


@pytest.mark.parametrize("text", ["x" * 201, "a\x00b", "a\u202eb"])
def test_a_template_is_one_readable_line(desk: Desk, text: str) -> None:
    with pytest.raises(KamError, match=r"setting\.invalid"):
        settings.change(desk, key="plan.goal.A", text=text)


# -- another grade ---------------------------------------------------------------------------------


def test_another_grade_gives_another_day_in_the_same_step(desk: Desk) -> None:
    identifier = planned(desk, grade="C")
    first = only(desk, identifier)
    changes = records.edit(desk, customer_id=identifier, assignments={"grade": "A"})
    # Never spoken to, so it counts from today; and it was planned for tomorrow already.
    (step,) = changes.planned
    assert (step.on, step.channel, step.moved) == (date(2026, 12, 22), "visit", True)
    plan = only(desk, identifier)
    assert (plan.due_on, plan.channel, plan.what) == (date(2026, 12, 22), "visit", "Regular visit")
    assert plan.goal == "Latest needs and feedback"
    history.undo(desk)
    assert only(desk, identifier) == first


@pytest.mark.parametrize(
    ("spoken", "before", "due", "after", "expected"),
    [
        # B since 10 November: monthly is 10 December.
        (date(2026, 11, 10), "B", date(2027, 2, 10), "A", date(2026, 12, 10)),
        # Monthly since 1 September is over: from today, but not later than it was planned.
        (date(2026, 9, 1), "B", date(2026, 12, 1), "A", date(2026, 12, 1)),
        (date(2026, 9, 1), "B", date(2027, 1, 4), "A", date(2026, 12, 22)),
        # Half-yearly since 1 November, 1 May 2027 is a Saturday and Labour Day, not arranged yet.
        (date(2026, 11, 1), "A", date(2026, 12, 1), "C", date(2027, 5, 3)),
        # Late is late: it does not hide behind a new cadence that is over as well.
        (date(2026, 6, 1), "B", date(2026, 11, 2), "A", date(2026, 11, 2)),
    ],
)
def test_the_day_counts_from_the_last_contact(
    desk: Desk, spoken: date, before: str, due: date, after: str, expected: date
) -> None:
    identifier = customer(desk, grade=before)
    talked(desk, identifier, spoken)
    cadence_plans.plan_many(desk, customer_ids=[identifier], per_day=1)
    _put(desk, only(desk, identifier).id, due)
    records.edit(desk, customer_id=identifier, assignments={"grade": after})
    assert only(desk, identifier).due_on == expected


def _put(desk: Desk, item: str, due: date) -> None:
    with desk.write("snooze") as work:
        work.get(FollowUp, item).due_on = due
        work.commit()


def _accept(desk: Desk, identifier: str) -> object:
    return grading.override_many(desk, customer_ids=[identifier], grade="B", reason="x")


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, one: records.edit(desk, customer_id=one, assignments={"grade": "B"}),
        lambda desk, one: bulk.edit(desk, customer_ids=[one], assignments={"grade": "B"}),
        lambda desk, one: grading.override(desk, customer_id=one, grade="B", reason="战略"),
        _accept,
        lambda desk, one: records.edit(desk, customer_id=one, assignments={"cadence": "3m call"}),
    ],
)
def test_every_way_to_change_it(desk: Desk, act: object) -> None:
    identifier = planned(desk)
    assert desk.path is not None
    before = state_of(desk.path)
    changes = act(desk, identifier)  # type: ignore[operator]
    assert [(one.on, one.moved) for one in changes.planned] == [(date(2027, 2, 22), True)]
    assert only(desk, identifier).channel == "call"
    history.undo(desk)
    assert state_of(desk.path) == before


def test_accepting_a_proposal_replans(tmp_path: Path, desk_on: Callable[..., Desk]) -> None:
    path = tmp_path / "sample.db"
    sample.build(path, today=TODAY)
    desk = desk_on(path)
    with desk.read() as reader:
        proposals = {one.customer_id: one for one in grade_decisions.standing(
            reader, grading.review(desk).proposals, desk.clock.now())}  # fmt: skip
    one = next(one for one in proposals.values() if one.proposed in ("A", "B", "C"))
    with desk.write("plan") as work:
        work.add(FollowUp(customer_id=one.customer_id, due_on=date(2027, 6, 1), purpose="x",
                          channel="other", origin="cadence"))  # fmt: skip
        work.commit()
    before = state_of(path)
    changes = grading.accept(desk, customer_ids=[one.customer_id])
    moved = [step for step in changes.planned if step.moved]
    assert moved and all(CHINA.is_working(step.on) for step in moved)
    history.undo(desk)
    assert state_of(path) == before


def test_an_own_cadence_does_not_follow_the_grade(desk: Desk) -> None:
    identifier = customer(desk)
    records.edit(desk, customer_id=identifier, assignments={"cadence": "2w wechat"})
    cadence_plans.plan_many(desk, customer_ids=[identifier], per_day=1)
    before = only(desk, identifier)
    changes = records.edit(desk, customer_id=identifier, assignments={"grade": "C"})
    assert changes.planned == () and only(desk, identifier).due_on == before.due_on


def test_what_was_typed_is_never_moved(desk: Desk) -> None:
    identifier = customer(desk)
    saturday = date(2026, 12, 5)
    communications.plan(desk, customer_id=identifier, draft=PlanDraft(on=saturday, what="x"))
    records.edit(desk, customer_id=identifier, assignments={"grade": "C"})
    assert only(desk, identifier).due_on == saturday


def test_what_somebody_wrote_into_the_plan_stays(desk: Desk) -> None:
    identifier = planned(desk)
    item = only(desk, identifier).id
    base = follow_ups.values_of(desk, item_id=item)
    wanted = replace(base, what="带样册", goal="签约", channel="video")
    follow_ups.change(desk, item_id=item, edit=PlanEdit(wanted, base))
    records.edit(desk, customer_id=identifier, assignments={"grade": "B"})
    plan = only(desk, identifier)
    assert (plan.what, plan.goal, plan.channel) == ("带样册", "签约", "video")
    assert plan.expected_result == "Satisfaction noted, problems named"


def test_a_grade_without_cadence_leaves_the_plan(desk: Desk) -> None:
    identifier = planned(desk)
    before = only(desk, identifier)
    assert records.edit(desk, customer_id=identifier, assignments={"grade": "D"}).planned == ()
    assert only(desk, identifier).due_on == before.due_on


# -- many ------------------------------------------------------------------------------------------


def test_many_are_spread_over_working_days_a_first(desk: Desk) -> None:
    for number in range(7):
        for grade in ("C", "A", "B", "D", None):
            customer(desk, f"客户{number}{grade}", grade)
    busy = planned(desk, "已有计划")
    found = cadence_plans.unplanned(desk)
    assert (len(found.customer_ids), found.without_cadence, found.per_day) == (21, 14, 5)
    assert found.starts == date(2026, 11, 23) and found.ends(5) == date(2026, 11, 27)
    assert desk.path is not None
    before = state_of(desk.path)
    changes = cadence_plans.plan_many(
        desk, customer_ids=[*found.customer_ids, busy, "nobody"], per_day=5
    )
    days = Counter(one.on for one in changes.planned)
    assert days == {date(2026, 11, 23) + timedelta(days=n): 5 for n in range(4)} | {
        date(2026, 11, 27): 1
    }
    channels = [one.channel for one in changes.planned]
    assert channels == ["visit"] * 7 + ["call"] * 7 + ["email"] * 7
    assert cadence_plans.unplanned(desk).customer_ids == ()
    history.undo(desk)
    assert state_of(desk.path) == before


def test_they_pass_over_a_holiday_and_take_the_made_up_day(desk_on_day: Desk) -> None:
    for number in range(4):
        customer(desk_on_day, f"客户{number}")
    found = cadence_plans.unplanned(desk_on_day)
    changes = cadence_plans.plan_many(desk_on_day, customer_ids=found.customer_ids, per_day=1)
    days = [one.on for one in changes.planned]
    assert days == [date(2026, 2, 13), date(2026, 2, 14), date(2026, 2, 24), date(2026, 2, 25)]


@pytest.fixture
def desk_on_day(desk: Desk) -> Desk:
    """Return the desk on Thursday, 12 February 2026, before Spring Festival."""
    zone = timezone(timedelta(hours=8))
    desk.clock = FixedClock(datetime(2026, 2, 12, 9, 0, tzinfo=zone))
    return desk


def test_who_was_not_spoken_to_for_longest_comes_first(desk: Desk) -> None:
    recent, never, old = customer(desk, "近"), customer(desk, "从未"), customer(desk, "久")
    talked(desk, recent, date(2026, 11, 1))
    talked(desk, old, date(2026, 1, 1))
    assert cadence_plans.unplanned(desk).customer_ids == (never, old, recent)


def test_who_was_spoken_to_lately_is_planned_when_the_cadence_asks_for_it(desk: Desk) -> None:
    lately, late, quarterly = customer(desk, "近"), customer(desk, "久"), customer(desk, "季", "B")
    talked(desk, lately, TODAY)
    talked(desk, late, date(2026, 9, 1))
    talked(desk, quarterly, date(2026, 10, 30))
    found = cadence_plans.unplanned(desk)
    changes = cadence_plans.plan_many(desk, customer_ids=found.customer_ids, per_day=5)
    assert {step.customer_id: step.on for step in changes.planned} == {
        lately: date(2026, 12, 22),
        late: date(2026, 11, 23),
        quarterly: date(2027, 2, 1),
    }
    assert found.ends(5) == date(2027, 2, 1)


def test_without_any_cadence_it_is_said_what_to_do(desk: Desk) -> None:
    customer(desk, "未评级", None)
    with pytest.raises(KamError, match=r"plan\.no_cadence"):
        cadence_plans.unplanned(desk).need_somebody()


def test_only_some_grades(desk: Desk) -> None:
    a, _b = customer(desk, "a", "A"), customer(desk, "b", "B")
    assert cadence_plans.unplanned(desk, grades=["A"]).customer_ids == (a,)


@pytest.mark.parametrize("per_day", [0, -1])
def test_less_than_one_a_day_is_refused(desk: Desk, per_day: int) -> None:
    with pytest.raises(KamError, match=r"plan\.per_day"):
        cadence_plans.plan_many(desk, customer_ids=[customer(desk)], per_day=per_day)


def test_nobody_to_plan_is_refused_and_writes_nothing(desk: Desk) -> None:
    identifier = planned(desk)
    with pytest.raises(KamError, match=r"plan\.none"):
        cadence_plans.plan_many(desk, customer_ids=[identifier], per_day=5)
    assert len(open_plans(desk, identifier)) == 1


# -- never a day off -------------------------------------------------------------------------------

units = {CadenceUnit.DAY: "days", CadenceUnit.WEEK: "weeks", CadenceUnit.MONTH: "months"}


@hypothesis_settings(max_examples=1000)
@given(
    st.dates(date(2023, 12, 1), date(2028, 1, 1)),
    st.builds(
        Cadence,
        every=st.integers(1, 60),
        unit=st.sampled_from(CadenceUnit),
        channel=st.sampled_from(FollowUpChannel),
    ),
)
def test_a_thousand_cadences_agree_with_dateutil_and_the_calendar(
    start: date, cadence: Cadence
) -> None:
    plain = start + relativedelta(**{units[cadence.unit]: cadence.every})  # type: ignore[arg-type]
    day = next_date(start, cadence, CHINA)
    assert CHINA.is_working(day) and day >= plain
    between = [plain + timedelta(days=n) for n in range((day - plain).days)]
    assert not any(map(CHINA.is_working, between))


@hypothesis_settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABC"),
            st.sampled_from(["1d call", "2w visit", "1m call", "9d email", ""]),
        ),
        min_size=1, max_size=6,
    ),
    st.integers(1, 4),
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from("ABCD")), max_size=6),
)  # fmt: skip
def test_no_day_off_is_ever_planned_and_undo_takes_all_back(
    desk: Desk,
    many: list[tuple[str, str]],
    per_day: int,
    changed: list[tuple[int, str]],
) -> None:
    assert desk.path is not None
    ids = []
    for number, (grade, own) in enumerate(many):
        name = f"{number}-{len(customers.find(desk, text='-', limit=999))}-{id(many)}"
        ids.append(customer(desk, name, grade))
        if own:
            records.edit(desk, customer_id=ids[-1], assignments={"cadence": own})
    states, changes = [state_of(desk.path)], []
    changes.append(cadence_plans.plan_many(desk, customer_ids=ids, per_day=per_day))
    for place, grade in changed:
        identifier = ids[place % len(ids)]
        for one in open_plans(desk, identifier)[:1]:
            states.append(state_of(desk.path))
            changes.append(actions.done(desk, item_ids=[one.id]))
        states.append(state_of(desk.path))
        made = records.edit(desk, customer_id=identifier, assignments={"grade": grade})
        if made.group_id:
            changes.append(made)
        else:
            states.pop()
    assert all(CHINA.is_working(step.on) for one in changes for step in one.planned)
    for state in reversed(states):
        history.undo(desk)
        assert state_of(desk.path) == state
    assert agenda.read(desk).items is not None
