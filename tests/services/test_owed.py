"""Silence, care and the review of grades on the agenda: who is owed, what acting on it does."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import TODAY

from kamtui.domain.customer_filter import parse_filter
from kamtui.domain.enums import AgendaKind, Decision, DueState
from kamtui.domain.errors import KamError
from kamtui.domain.months import add_months
from kamtui.domain.views.agenda import Agenda, AgendaItem, FoldedItem, GradeCount
from kamtui.present.agenda_table import public_id
from kamtui.services import (
    actions,
    agenda,
    communications,
    contacts,
    customer_list,
    customers,
    grading,
    history,
    records,
    review_timers,
    settings,
)
from kamtui.services.clock import FixedClock
from kamtui.services.communications import LogDraft, PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.store.queries.grade_history import misgraded, model_changed, review_due
from kamtui.store.tables import CustomerFacts, GradeChange, Receivable
from kamtui.store.values import instant_text


def customer(desk: Desk, name: str, grade: str | None = "B", *, silent: int | None = None) -> str:
    changes = records.add(desk, draft=CustomerDraft(name, grade=grade))
    who = next(iter(changes.customer_ids))
    if silent is not None:
        on = TODAY - timedelta(days=silent)
        communications.log(desk, draft=LogDraft(who, "聊了", on=on))
    return who


def rows(desk: Desk, kind: AgendaKind) -> list[AgendaItem]:
    return [item for item in agenda.read(desk).items if item.kind is kind]


def line(found: Agenda, kind: AgendaKind) -> FoldedItem | None:
    return next((one for one in found.folded if one.kind is kind), None)


def number(desk: Desk, who: str) -> str:
    return customers.brief(desk, customer_id=who).customer.customer_no


# -- silence --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("silent", "state", "late"),
    [
        (59, None, 0),
        (60, DueState.UPCOMING, 0),
        (89, DueState.UPCOMING, 0),
        (90, DueState.TODAY, 0),
        (91, DueState.OVERDUE, 1),
        (130, DueState.OVERDUE, 40),
    ],
)
def test_silence_shows_from_day_60_and_is_late_after_90(
    desk: Desk, silent: int, state: DueState | None, late: int
) -> None:
    who = customer(desk, "甲", silent=silent)
    found = rows(desk, AgendaKind.SILENCE)
    assert [item.state for item in found] == ([state] if state else [])
    if found:
        assert (found[0].id, found[0].why) == (f"silence:{number(desk, who)}", "silent")
        assert found[0].days_overdue == late
        assert found[0].due == TODAY - timedelta(days=silent - 90)


def test_each_grade_may_have_its_own_limit(desk: Desk) -> None:
    customer(desk, "甲", "A", silent=40)
    customer(desk, "乙", "B", silent=40)
    assert rows(desk, AgendaKind.SILENCE) == []
    settings.change(desk, key="silence.A", text="30")
    (row,) = rows(desk, AgendaKind.SILENCE)
    assert (row.customer, row.days_overdue) == ("甲", 10)


def test_who_was_never_contacted_or_has_a_plan_is_not_silent(desk: Desk) -> None:
    customer(desk, "从未联系")
    planned = customer(desk, "有计划", silent=120)
    communications.plan(
        desk, customer_id=planned, draft=PlanDraft(TODAY + timedelta(days=30), "拜访")
    )
    archived = customer(desk, "归档", silent=120)
    records.edit(desk, customer_id=archived, assignments={"archived_on": TODAY.isoformat()})
    ungraded = customer(desk, "未分级", None, silent=120)
    assert ungraded and rows(desk, AgendaKind.SILENCE) == []


def test_a_plan_far_off_does_not_hide_who_is_out_of_touch(desk: Desk) -> None:
    """Thirty days, from being shown to the limit, are near; the thirty-first is not."""
    for days in (30, 31, 200):
        who = customer(desk, f"{days} 天后", silent=120)
        communications.plan(
            desk, customer_id=who, draft=PlanDraft(TODAY + timedelta(days=days), "拜访")
        )
    assert {row.customer for row in rows(desk, AgendaKind.SILENCE)} == {"31 天后", "200 天后"}
    settings.change(desk, key="agenda.most", text="1")
    found = agenda.read(desk)
    rest = line(found, AgendaKind.SILENCE)
    assert rest is not None and rest.count == 3, "everybody, as the list that opens"
    (row,) = [item for item in found.items if item.kind is AgendaKind.SILENCE]
    assert len(actions.done(desk, item_ids=[row.id]).records) >= 1


def test_many_silent_customers_do_not_flood_the_agenda(desk: Desk) -> None:
    """3,500 imported customers with old last contacts: twenty rows and one line."""
    assert desk.path is not None
    old = (TODAY - timedelta(days=200)).isoformat()
    with closing(sqlite3.connect(desk.path)) as book, book:
        for index in range(3500):
            grade = "ABC"[index % 3] if index % 7 else None
            made = (f"{index:032x}", f"X{index}", f"客户{index}", grade)
            book.execute(
                "INSERT INTO customer (id, created_at, updated_at, version, customer_no, name,"
                " name_key, grade, tags, custom)"
                " VALUES (?, '2026-11-01T00:00:00.000Z', '', 1, ?, ?, '', ?, '[]', '{}')",
                made,
            )
            book.execute(
                "INSERT INTO customer_facts (customer_id, active, grade, grade_order, orders,"
                " outstanding_minor, communications, open_follow_ups, open_promises,"
                " open_complaints, last_contact_on) VALUES (?, 1, ?, ?, 0, 0, 1, 0, 0, 0, ?)",
                (made[0], grade, grade or "~", old),
            )
    settings.change(desk, key="agenda.most", text="20")
    found = agenda.read(desk)
    assert len([item for item in found.items if item.kind is AgendaKind.SILENCE]) == 20
    assert {item.grade for item in found.items} == {"A"}
    rest = line(found, AgendaKind.SILENCE)
    assert rest is not None and rest.count == 3500, "as many as the list shows that opens"
    wanted = parse_filter("quiet")
    assert customer_list.count(desk, wanted=wanted) == 3500
    assert sum(one.customers for one in rest.by_grade) == 3500
    assert [one.grade for one in rest.by_grade] == ["A", "B", "C", None]
    assert found.counts.overdue == 20


def test_late_silence_is_never_pushed_out_by_who_is_only_getting_quiet(desk: Desk) -> None:
    settings.change(desk, key="agenda.most", text="2")
    for index in range(3):
        customer(desk, f"安静{index}", "A", silent=70)
    customer(desk, "太久", "C", silent=200)
    assert next(iter(rows(desk, AgendaKind.SILENCE))).customer == "太久"


def test_done_ends_silence_and_snooze_plans(desk: Desk) -> None:
    who = customer(desk, "甲", silent=120)
    (row,) = rows(desk, AgendaKind.SILENCE)
    to = TODAY + timedelta(days=3)
    actions.snooze(desk, item_ids=[row.id], to=to, called={row.id: "重新联系"})
    assert rows(desk, AgendaKind.SILENCE) == []
    (plan,) = customers.brief(desk, customer_id=who).follow_ups
    assert (plan.due_on, plan.what, plan.channel) == (to, "重新联系", "call")
    history.undo(desk)
    (row,) = rows(desk, AgendaKind.SILENCE)
    actions.done(desk, item_ids=[row.id])
    assert rows(desk, AgendaKind.SILENCE) == []
    talk = customers.brief(desk, customer_id=who).communications[0]
    assert (talk.on, talk.noted) == (TODAY, False)
    with pytest.raises(KamError, match=r"agenda\.already_done"):
        actions.done(desk, item_ids=[row.id])
    with pytest.raises(KamError, match=r"agenda\.already_done"):
        actions.snooze(desk, item_ids=[row.id], to=to)


@pytest.mark.parametrize("bad", ["silence:", "silence:NOBODY", "silence:C0001:x", "silence:%"])
def test_an_id_of_nobody_is_refused(desk: Desk, bad: str) -> None:
    customer(desk, "甲", silent=120)
    with pytest.raises(KamError, match=r"agenda\.unknown_id"):
        actions.done(desk, item_ids=[bad])


@pytest.mark.parametrize("folded", ["silence", "care", "no_plan", "stale"])
def test_lines_that_stand_for_many_are_refused(desk: Desk, folded: str) -> None:
    with pytest.raises(KamError, match=r"agenda\.folded"):
        actions.done(desk, item_ids=[folded])


def test_a_record_is_verified_by_its_customers_number(desk: Desk) -> None:
    who = customer(desk, "甲")
    number = customers.brief(desk, customer_id=who).customer.customer_no
    assert line(agenda.read(desk), AgendaKind.STALE) is not None
    assert customer_list.count(desk, wanted=parse_filter("待核实")) == 1
    with pytest.raises(KamError, match=r"agenda\.stale_waits"):
        actions.snooze(desk, item_ids=[f"stale:{number}"], to=TODAY)
    actions.done(desk, item_ids=[f"stale:{number}"])
    assert line(agenda.read(desk), AgendaKind.STALE) is None
    assert customer_list.count(desk, wanted=parse_filter("stale")) == 0
    history.undo(desk)
    assert customer_list.count(desk, wanted=parse_filter("stale")) == 1


# -- care -----------------------------------------------------------------------------------------


def born(desk: Desk, birthday: str, *, name: str = "李总", grade: str = "B") -> str:
    who = customer(desk, f"客户{name}{birthday}", grade)
    contacts.add(desk, customer_id=who, assignments={"name": name, "birthday": birthday})
    return who


@pytest.mark.parametrize(
    ("birthday", "due"),
    [
        ("11-27", date(2026, 11, 27)),
        ("1980-11-22", TODAY),
        ("11月29日", date(2026, 11, 29)),
        ("11-30", None),
        ("11-19", date(2026, 11, 19)),
        ("11-18", None),
        ("1980", None),
        ("11月", None),
        # 2026-11-27 is the 19th of the tenth lunar month.
        ("农历10-19", date(2026, 11, 27)),
        ("农历1980-10-14", TODAY),
        ("农历11-27", None),
    ],
)
def test_birthdays_of_both_calendars_with_and_without_a_year(
    desk: Desk, birthday: str, due: date | None
) -> None:
    born(desk, birthday)
    found = rows(desk, AgendaKind.CARE)
    assert [item.due for item in found] == ([due] if due else [])
    if found:
        assert (found[0].contact, found[0].what, found[0].gift) == ("李总", "birthday", None)


def test_care_is_done_once_a_year_and_remembers_the_gift(desk: Desk) -> None:
    who = born(desk, "11-27")
    (row,) = rows(desk, AgendaKind.CARE)
    actions.done(desk, item_ids=[row.id], sent="岩茶 两盒", called={row.id: "生日 11-27"})
    talk = customers.brief(desk, customer_id=who).communications[0]
    assert (talk.content, talk.channel, talk.who, talk.noted) == (
        "生日 11-27: 岩茶 两盒", "wechat", "李总", True,
    )  # fmt: skip
    found = agenda.read(desk)
    assert [item for item in found.items if item.kind is AgendaKind.CARE] == []
    assert found.counts.done_today == 1
    with pytest.raises(KamError, match=r"agenda\.already_done"):
        actions.done(desk, item_ids=[row.id])
    at(desk, TODAY + timedelta(days=365))
    (again,) = rows(desk, AgendaKind.CARE)
    assert (again.gift, again.due) == ("岩茶 两盒", date(2027, 11, 27))


def test_care_put_off_is_a_follow_up_and_deleting_that_brings_it_back(desk: Desk) -> None:
    who = born(desk, "11-27")
    (row,) = rows(desk, AgendaKind.CARE)
    actions.snooze(desk, item_ids=[row.id], to=TODAY + timedelta(days=4), called={row.id: "生日"})
    assert rows(desk, AgendaKind.CARE) == []
    (plan,) = customers.brief(desk, customer_id=who).follow_ups
    assert (plan.what, plan.contact) == ("生日", "李总")
    records.delete(desk, entity="follow_up", record_id=plan.id)
    assert len(rows(desk, AgendaKind.CARE)) == 1


def test_a_birthday_can_be_named_by_the_tail_of_its_id(desk: Desk) -> None:
    born(desk, "11-27")
    (row,) = rows(desk, AgendaKind.CARE)
    assert public_id(row) != row.id and public_id(row).startswith("care:2026:birthday:")
    actions.done(desk, item_ids=[public_id(row)])
    assert rows(desk, AgendaKind.CARE) == []


def at(desk: Desk, day: date) -> None:
    desk.clock = FixedClock(desk.clock.now() + (day - desk.today()))


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        (date(2026, 12, 24), []),
        (date(2026, 12, 25), ["new_year"]),
        (date(2027, 1, 1), ["new_year"]),
        (date(2027, 1, 30), ["spring_festival"]),  # 6 February 2027
        (date(2027, 2, 10), []),
        (date(2026, 9, 20), ["mid_autumn"]),  # 25 September 2026
    ],
)
def test_festivals_concern_the_grades_of_the_setting(
    desk: Desk, today: date, codes: Sequence[str]
) -> None:
    for grade in "ABC":
        customer(desk, f"客户{grade}", grade)
    at(desk, today)
    found = rows(desk, AgendaKind.CARE)
    assert [(item.what, item.grade) for item in found] == [
        (code, grade) for code in codes for grade in "AB"
    ]


def test_a_festival_of_ones_own_and_none_at_all(desk: Desk) -> None:
    who = customer(desk, "甲", "A")
    settings.change(desk, key="care.festivals", text="厂庆=11-25, 中秋")
    (row,) = rows(desk, AgendaKind.CARE)
    assert (row.id, row.what) == (f"care:2026:厂庆:{number(desk, who)}", "厂庆")
    actions.done(desk, item_ids=[row.id], sent="贺卡")
    assert rows(desk, AgendaKind.CARE) == []
    settings.change(desk, key="care.festivals", text="none")
    assert settings.get(desk, key="care.festivals").value == []
    with pytest.raises(KamError, match=r"setting\.invalid"):
        settings.change(desk, key="care.festivals", text="生造节")


def test_festivals_of_many_customers_are_a_few_rows_and_one_line(desk: Desk) -> None:
    settings.change(desk, key="agenda.most", text="3")
    for index in range(8):
        customer(desk, f"客户{index}", "A")
    at(desk, date(2026, 12, 30))
    found = agenda.read(desk)
    cares = [item for item in found.items if item.kind is AgendaKind.CARE]
    rest = line(found, AgendaKind.CARE)
    assert len(cares) == 3 and rest is not None and rest.count == 5
    actions.done(desk, item_ids=[item.id for item in cares])
    found = agenda.read(desk)
    assert len([item for item in found.items if item.kind is AgendaKind.CARE]) == 3
    rest = line(found, AgendaKind.CARE)
    assert rest is not None and rest.count == 2


@pytest.mark.parametrize(
    "bad", ["care:", "care:2026", "care:x:birthday:1", "care:2026:birthday:zzzzzz", "care:2026:x:Y"]
)
def test_an_occasion_of_nobody_is_refused(desk: Desk, bad: str) -> None:
    with pytest.raises(KamError, match=r"agenda\.unknown_id"):
        actions.done(desk, item_ids=[bad])


# -- the review -----------------------------------------------------------------------------------


def misgrade(desk: Desk, who: str, score: int) -> None:
    with desk.write("score") as work:
        facts = work.session.get(CustomerFacts, who)
        assert facts is not None
        facts.last_score = score
        work.session.commit()


def test_grades_are_to_be_reviewed_three_months_after_the_last_review(desk: Desk) -> None:
    who = customer(desk, "甲", "C")
    misgrade(desk, who, 90)
    assert line(agenda.read(desk), AgendaKind.REVIEW) is None, "the book was begun today"
    at(desk, date(2027, 2, 15))
    found = line(agenda.read(desk), AgendaKind.REVIEW)
    assert found is not None and (found.id, found.count) == ("review:grades", 1)
    assert (found.due, found.state, found.days_overdue) == (date(2027, 2, 22), "upcoming", 0)
    assert line(agenda.read(desk, days=6), AgendaKind.REVIEW) is None
    at(desk, date(2027, 2, 22))
    found = line(agenda.read(desk), AgendaKind.REVIEW)
    assert found is not None and (found.since, found.state) == (TODAY, "today")
    at(desk, date(2027, 3, 1))
    found = line(agenda.read(desk), AgendaKind.REVIEW)
    assert found is not None and (found.state, found.days_overdue) == ("overdue", 7)
    assert found in agenda.read(desk, overdue_only=True).folded
    at(desk, date(2027, 2, 22))
    with desk.write("accept") as work:
        work.add(GradeChange(customer_id=who, at=desk.clock.now(), decision=Decision.KEPT.value))
        work.commit()
    assert line(agenda.read(desk), AgendaKind.REVIEW) is None
    at(desk, date(2027, 6, 1))
    assert line(agenda.read(desk), AgendaKind.REVIEW) is not None
    with pytest.raises(KamError, match=r"agenda\.review_open"):
        actions.done(desk, item_ids=["review:grades"])


def test_a_review_that_was_begun_keeps_what_is_left_of_it(desk: Desk) -> None:
    """One decision must not hide the others for a quarter."""
    who = [customer(desk, name, "C") for name in "甲乙丙"]
    for one in who:
        misgrade(desk, one, 90)
    at(desk, date(2027, 2, 22))
    for left, one in zip((2, 1, 0), who, strict=True):
        with desk.write("accept") as work:
            work.add(
                GradeChange(customer_id=one, at=desk.clock.now(), decision=Decision.KEPT.value)
            )
            work.commit()
        found = line(agenda.read(desk), AgendaKind.REVIEW)
        assert (found.count if found else 0) == left
    at(desk, date(2027, 5, 21))
    assert line(agenda.read(desk, days=0), AgendaKind.REVIEW) is None
    at(desk, date(2027, 5, 22))
    found = line(agenda.read(desk), AgendaKind.REVIEW)
    assert found is not None and found.count == 3


def test_the_line_is_due_since_the_first_of_them_and_new_customers_wait(desk: Desk) -> None:
    first, second = customer(desk, "甲", "C"), customer(desk, "乙", "A")
    misgrade(desk, first, 90)
    misgrade(desk, second, 10)
    at(desk, date(2027, 1, 10))
    third = customer(desk, "丙", "B")
    misgrade(desk, third, 90)
    with desk.write("accept") as work:
        work.add(GradeChange(customer_id=second, at=desk.clock.now(), decision="accepted"))
        work.commit()
    at(desk, date(2027, 3, 2))
    found = line(agenda.read(desk), AgendaKind.REVIEW)
    assert found is not None and found.by_grade == (GradeCount("C", 1),)
    assert (found.since, found.due, found.days_overdue) == (TODAY, date(2027, 2, 22), 8)
    at(desk, date(2027, 4, 10))
    found = line(agenda.read(desk), AgendaKind.REVIEW)
    assert found is not None and [(one.grade, one.customers) for one in found.by_grade] == [
        ("A", 1), ("B", 1), ("C", 1),
    ]  # fmt: skip
    assert found.due == date(2027, 2, 22)


@given(
    since=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    months=st.integers(1, 24),
    later=st.integers(-3, 3),
)
def test_a_decision_is_due_on_its_day_and_not_before(since: date, months: int, later: int) -> None:
    """At the ends of months too: three months after 30 November are over on 28 February."""
    clock = FixedClock(datetime(2026, 11, 22, 10, tzinfo=UTC))
    fake = SimpleNamespace(clock=clock)
    due = add_months(since, months)
    day = due + timedelta(days=later)
    before = review_timers.decided_before(cast(Desk, fake), months, day)
    decided = instant_text(datetime.combine(since, time(10), tzinfo=UTC))
    assert (decided <= before) is (due <= day)


def test_an_imported_book_whose_grades_were_decided_long_ago_is_one_line(desk: Desk) -> None:
    ids = [customer(desk, f"客户{index}", "C") for index in range(60)]
    with desk.write("import") as work:
        for one in ids:
            facts = work.session.get(CustomerFacts, one)
            assert facts is not None
            facts.last_score = 90
            long_ago = datetime(2019, 3, 1, 9, tzinfo=UTC)
            work.add(GradeChange(customer_id=one, at=long_ago, decision="accepted"))
        work.commit()
    found = agenda.read(desk)
    reviews = [one for one in found.rows if one.kind is AgendaKind.REVIEW]
    assert [(one.id, getattr(one, "count", 0)) for one in reviews] == [("review:grades", 60)]
    assert reviews[0].due == date(2019, 6, 1) and found.counts.overdue == 1
    assert agenda.first(desk).counts.overdue == 1


def test_reviews_stand_in_the_one_order_and_are_counted(desk: Desk) -> None:
    debtor = customer(desk, "债", None)
    customer(desk, "静A", "A", silent=125)
    misgrade(desk, customer(desk, "甲", "C"), 90)
    at(desk, date(2027, 2, 27))  # the review of grades is five days late
    with desk.write("receivable") as work:
        for days in (40, 9, 6, 2):
            due = desk.today() - timedelta(days=days)
            work.add(Receivable(customer_id=debtor, due_on=due, amount_minor=100_00))
        work.commit()
    found = agenda.read(desk)
    late = [(one.kind.value, one.days_overdue) for one in found.rows if one.days_overdue]
    assert late == [
        ("silence", 132), ("collection", 40), ("collection", 9), ("collection", 6),
        ("collection", 2), ("review", 5),
    ]  # fmt: skip
    assert found.counts.overdue == len(late)
    for limit in range(len(found.items) + 1):
        shown = agenda.read(desk, limit=limit)
        assert [one.id for one in shown.rows if one.kind is AgendaKind.REVIEW] == ["review:grades"]
        assert shown.counts == found.counts
    first = agenda.first(desk)
    assert (first.rows[:1], first.counts.overdue) == (found.rows[:1], len(late))


@pytest.mark.parametrize(
    ("grade", "score", "differs"),
    [
        ("A", 75, 0), ("A", 74, 1), ("B", 75, 1), ("B", 74, 0), ("B", 45, 0), ("B", 44, 1),
        ("C", 44, 0), ("C", 45, 1), ("D", 10, 1), (None, 10, 1),
    ],
)  # fmt: skip
def test_the_count_of_the_review_is_that_of_the_cut_offs(
    desk: Desk, grade: str | None, score: int, differs: int
) -> None:
    misgrade(desk, customer(desk, "甲", grade), score)
    classes = [("A", 75), ("B", 45), ("C", 0)]
    with desk.read() as reader:
        due = review_due(reader, classes=classes, before="9", decisions=["accepted"])
        assert sum(count for _grade, count, _since in due) == differs
        assert len(misgraded(reader, classes=classes)) == differs


# -- one order over all kinds ---------------------------------------------------------------------


def test_every_kind_stands_in_the_one_order(desk: Desk) -> None:
    """Timed today, then stage, grade, money at stake, days late (product.md)."""
    customer(desk, "静A", "A", silent=125)  # 35 days late
    customer(desk, "静B", "B", silent=95)  # 5 days late
    born(desk, "11-22", name="今", grade="C")
    debtor = customer(desk, "债", "A")
    with desk.write("receivable") as work:
        for days, amount in ((5, 500_00), (-3, 900_00)):
            due = TODAY - timedelta(days=days)
            work.add(Receivable(customer_id=debtor, due_on=due, amount_minor=amount))
        work.commit()
    promised = customer(desk, "诺", "B")
    communications.log(desk, draft=LogDraft(promised, "好", promises=[("样册", None)]))
    timed = customer(desk, "约", "C")
    communications.plan(
        desk, customer_id=timed, draft=PlanDraft(TODAY, "拜访", at=time(16), channel="visit")
    )
    customer(desk, "静C", "C", silent=61)
    found = agenda.read(desk)
    assert [(item.kind.value, item.customer) for item in found.items] == [
        ("follow_up", "约"),
        ("silence", "静A"),
        ("collection", "债"),
        ("silence", "静B"),
        ("promise", "诺"),
        ("care", "客户今11-22"),
        ("collection", "债"),
        ("silence", "静C"),
    ]
    counts = found.counts
    assert (counts.overdue, counts.today, counts.upcoming) == (3, 3, 2)
    assert agenda.first(desk).items == found.items[:1]
    assert (agenda.first(desk).counts.overdue, agenda.first(desk).counts.today) == (3, 3)


def test_the_model_is_looked_over_every_half_year(desk: Desk) -> None:
    def model_line() -> FoldedItem | None:
        folded = agenda.read(desk).folded
        return next((one for one in folded if one.id == review_timers.MODEL), None)

    who = customer(desk, "甲", "A")
    at(desk, date(2027, 5, 14))
    misgrade(desk, who, 90)
    assert model_line() is None, "half a year is not over"
    at(desk, date(2027, 5, 22))
    found = model_line()
    assert found is not None and (found.since, found.months) == (TODAY, 6)
    assert (found.due, found.state) == (date(2027, 5, 22), "today")
    review_timers.put_off(desk, timer=review_timers.MODEL, to=date(2027, 5, 24))
    found = model_line()
    assert found is not None and (found.due, found.state) == (date(2027, 5, 24), "upcoming")
    at(desk, date(2027, 5, 26))
    found = model_line()
    assert found is not None and (found.state, found.days_overdue) == ("overdue", 2)
    actions.done(desk, item_ids=["review:model"])
    assert model_line() is None
    history.undo(desk)
    assert model_line() is not None
    review_timers.model_reviewed(desk)
    at(desk, date(2027, 11, 18))
    assert model_line() is None
    at(desk, date(2027, 11, 26))
    assert model_line() is not None
    settings.change(desk, key="review.model_months", text="12")
    assert model_line() is None
    settings.change(desk, key="review.model_months", text="6")
    settings.apply(desk, values={"grade.A": 70})
    assert model_line() is None, "another version of the model is a review of it"


def test_the_first_decision_is_no_change_of_the_model(desk: Desk) -> None:
    who = customer(desk, "甲", "A")
    grading.override(desk, customer_id=who, grade="B", reason="战略")
    with desk.read() as reader:
        assert model_changed(reader) is None


def test_the_review_of_grades_can_be_put_off(desk: Desk) -> None:
    misgrade(desk, customer(desk, "甲", "C"), 90)
    at(desk, date(2027, 2, 22))
    assert line(agenda.read(desk), AgendaKind.REVIEW) is not None
    actions.snooze(desk, item_ids=["review:grades"], to=date(2027, 3, 9))
    assert line(agenda.read(desk), AgendaKind.REVIEW) is None
    actions.snooze(desk, item_ids=["review:grades"], to=date(2027, 3, 1))
    found = line(agenda.read(desk), AgendaKind.REVIEW)
    assert found is not None and (found.due, found.state) == (date(2027, 3, 1), "upcoming")
    at(desk, date(2027, 3, 1))
    found = line(agenda.read(desk), AgendaKind.REVIEW)
    assert found is not None and (found.since, found.months) == (TODAY, 3)
    with pytest.raises(KamError, match=r"date\.past"):
        review_timers.put_off(desk, timer=review_timers.GRADES, to=TODAY)
    with pytest.raises(KamError, match=r"agenda\.unknown_id"):
        review_timers.put_off(desk, timer="review:nothing", to=date(2027, 4, 1))
