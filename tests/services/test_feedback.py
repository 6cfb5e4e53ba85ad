"""Complaints and surveys: written down, answered, settled, handed over; the clocks they run by."""

import sys
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from tests.conftest import NOW, TODAY

from kamtui.domain.enums import AgendaKind
from kamtui.domain.errors import KamError
from kamtui.domain.views.feedback import ComplaintValues, CustomerFeedback, SurveyValues
from kamtui.services import (
    actions,
    agenda,
    calendars,
    customers,
    feedback,
    history,
    records,
    settings,
)
from kamtui.services.complaint_clock import Clock
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft

HOUR = timedelta(hours=1)
BASE = ComplaintValues("complaint", "delivery", "交期晚 9 天", NOW - 5 * HOUR)
HOSTILE = (
    "[red]x[/red]",
    "a\x1b[31mb",
    "\u202eabc",
    "😀" * 50,
    "１２",
    "=cmd|'/c'!A1",
    "行一\n行二",
)


@pytest.fixture
def who(desk: Desk) -> str:
    """Return a customer."""
    return next(iter(records.add(desk, draft=CustomerDraft("甲", grade="B")).customer_ids))


def complain(desk: Desk, who: str, values: ComplaintValues = BASE) -> str:
    return feedback.add_complaint(desk, customer_id=who, values=values).records[0]


def said(desk: Desk, who: str) -> CustomerFeedback:
    return feedback.read(desk, customer_id=who)


def test_a_complaint_is_answered_settled_and_gone_from_the_agenda(desk: Desk, who: str) -> None:
    one = complain(desk, who)
    (row,) = agenda.read(desk).items
    assert (row.kind, row.why, row.what) == (AgendaKind.COMPLAINT, "respond", "交期晚 9 天")
    assert customers.brief(desk, customer_id=who).complaints_open == 1
    feedback.respond(desk, complaint_id=one)
    with pytest.raises(KamError, match=r"complaint\.responded"):
        feedback.respond(desk, complaint_id=one)
    (row,) = agenda.read(desk).items
    assert row.why == "settle"
    feedback.settle(desk, complaint_id=one, resolution="补发\n两台")
    assert agenda.read(desk).items == ()
    (view,) = said(desk, who).complaints
    assert (view.resolution, view.settled_at) == ("补发\n两台", NOW)
    with pytest.raises(KamError, match=r"complaint\.settled"):
        feedback.settle(desk, complaint_id=one)
    with pytest.raises(KamError, match=r"complaint\.settled"):
        feedback.respond(desk, complaint_id=one)
    with pytest.raises(KamError, match=r"complaint\.settled"):
        feedback.hand_over(desk, complaint_id=one, to="王")


def test_settling_without_an_answer_answers_too(desk: Desk, who: str) -> None:
    one = complain(desk, who)
    feedback.settle(desk, complaint_id=one)
    (view,) = said(desk, who).complaints
    assert view.responded_at == view.settled_at == NOW


def test_handed_over_it_stays_on_the_agenda_under_another_name(desk: Desk, who: str) -> None:
    one = complain(desk, who)
    feedback.hand_over(desk, complaint_id=one, to="  王 磊 ")
    (row,) = agenda.read(desk).items
    assert (row.handled_by, row.why) == ("王 磊", "respond")
    assert "王 磊" in feedback.handlers(desk)
    for bad in ("", "   "):
        with pytest.raises(KamError, match=r"complaint\.no_handler"):
            feedback.hand_over(desk, complaint_id=one, to=bad)
    with pytest.raises(KamError, match=r"value\.too_long"):
        feedback.hand_over(desk, complaint_id=one, to="王" * 10_000)


def test_settled_by_mistake_it_is_opened_again_in_the_form(desk: Desk, who: str) -> None:
    one = complain(desk, who)
    actions.done(desk, item_ids=[one])
    actions.done(desk, item_ids=[one])
    base = feedback.complaint_values(desk, complaint_id=one)
    assert base.settled_at == NOW
    feedback.change_complaint(
        desk, complaint_id=one, wanted=replace(base, settled_at=None), base=base
    )
    assert len(agenda.read(desk).items) == 1


def test_another_window_is_heard(desk: Desk, who: str) -> None:
    one = complain(desk, who)
    base = feedback.complaint_values(desk, complaint_id=one)
    theirs = replace(base, cause="price", handled_by="李")
    feedback.change_complaint(desk, complaint_id=one, wanted=theirs, base=base)
    mine = replace(base, description="改过")
    feedback.change_complaint(desk, complaint_id=one, wanted=mine, base=base)
    (view,) = said(desk, who).complaints
    assert (view.cause, view.handled_by, view.description) == ("price", "李", "改过")
    with pytest.raises(KamError, match=r"record\.conflict") as refused:
        feedback.change_complaint(
            desk, complaint_id=one, wanted=replace(base, cause="attitude"), base=base
        )
    assert refused.value.params == {
        "field": "cause", "mine": "attitude", "theirs": "price", "base": "delivery",
    }  # fmt: skip
    records.delete(desk, entity="complaint", record_id=one)
    with pytest.raises(KamError, match=r"record\.gone"):
        feedback.change_complaint(desk, complaint_id=one, wanted=mine, base=base)
    history.undo(desk)
    assert len(said(desk, who).complaints) == 1


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (replace(BASE, cause=None, description=" "), "complaint.empty"),
        (replace(BASE, kind="rumour"), "value.invalid"),
        (replace(BASE, opened_at=NOW + HOUR), "date.future"),
        (replace(BASE, responded_at=NOW - 6 * HOUR), "complaint.before_opened"),
        (replace(BASE, settled_at=NOW - 6 * HOUR), "complaint.before_opened"),
        (replace(BASE, settled_at=NOW + HOUR), "date.future"),
        (replace(BASE, cause="x" * 101), "value.too_long"),
        (replace(BASE, description="a\0b"), "text.nul"),
        (replace(BASE, description="x" * 100_001), "text.too_long"),
    ],
)
def test_what_makes_no_sense_is_refused(
    desk: Desk, who: str, wanted: ComplaintValues, code: str
) -> None:
    with pytest.raises(KamError) as refused:
        complain(desk, who, wanted)
    assert refused.value.code == code
    assert said(desk, who) == CustomerFeedback()


@pytest.mark.parametrize("text", HOSTILE)
def test_words_are_kept_as_they_are(desk: Desk, who: str, text: str) -> None:
    one = complain(desk, who, replace(BASE, description=text, cause=text))
    assert feedback.complaint_values(desk, complaint_id=one).description == text
    feedback.settle(desk, complaint_id=one, resolution=text)
    assert said(desk, who).complaints[0].resolution == text


@pytest.mark.parametrize(
    ("score", "kept"),
    [("4", "4"), ("４", "4"), ("4.5", "4.5"), ("5分", "5"), ("1", "1"), ("4.0", "4"), ("", None)],
)
def test_scores(desk: Desk, who: str, score: str, kept: str | None) -> None:
    values = SurveyValues(TODAY, score, 9, "更快")
    feedback.add_survey(desk, customer_id=who, values=values)
    (survey,) = said(desk, who).surveys
    assert (survey.score, survey.recommend, survey.suggestion) == (kept, 9, "更快")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (SurveyValues(TODAY, "0"), "survey.score"),
        (SurveyValues(TODAY, "5.1"), "survey.score"),
        (SurveyValues(TODAY, "nan"), "survey.score"),
        (SurveyValues(TODAY, "1e400"), "survey.score"),
        (SurveyValues(TODAY, "好"), "survey.score"),
        (SurveyValues(TODAY, "4", 11), "survey.recommend"),
        (SurveyValues(TODAY, "4", -1), "survey.recommend"),
        (SurveyValues(TODAY), "survey.empty"),
        (SurveyValues(TODAY + timedelta(days=1), "4"), "date.future"),
    ],
)
def test_no_answer_is_refused(desk: Desk, who: str, values: SurveyValues, code: str) -> None:
    with pytest.raises(KamError) as refused:
        feedback.add_survey(desk, customer_id=who, values=values)
    assert refused.value.code == code


def test_the_latest_survey_is_the_customers_satisfaction(desk: Desk, who: str) -> None:
    made = feedback.add_survey(desk, customer_id=who, values=SurveyValues(TODAY, "2"))
    base = feedback.survey_values(desk, survey_id=made.records[0])
    feedback.change_survey(
        desk, survey_id=made.records[0], wanted=replace(base, score="5"), base=base
    )
    assert customers.brief(desk, customer_id=who).satisfaction == "5"
    with pytest.raises(KamError, match=r"record\.conflict"):
        feedback.change_survey(
            desk, survey_id=made.records[0], wanted=replace(base, score="3"), base=base
        )


# -- the clocks ---------------------------------------------------------------------------------

SHANGHAI = timezone(timedelta(hours=8))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("opened", "respond", "settle"),
    [
        # Wednesday.
        ("2026-11-18 15:00", "2026-11-19 15:00", "2026-11-23 15:00"),
        # Friday afternoon: Monday, and three working days.
        ("2026-11-20 15:00", "2026-11-23 15:00", "2026-11-25 15:00"),
        # Saturday: it begins to run on Monday.
        ("2026-11-21 10:00", "2026-11-24 00:00", "2026-11-26 00:00"),
        # Saturday, 14 February 2026 is worked for Spring Festival; then it rests until the 24th.
        ("2026-02-13 15:00", "2026-02-14 15:00", "2026-02-25 15:00"),
    ],
)
def test_on_working_days_a_clock_stands_still_over_the_weekend(
    desk: Desk, opened: str, respond: str, settle: str
) -> None:
    settings.change(desk, key="complaint.clock", text="working")
    with desk.read() as reader:
        clock = Clock.of(reader, NOW)
    assert clock.respond_by(local(opened)) == local(respond)
    assert clock.settle_by(local(opened)) == local(settle)


@pytest.mark.parametrize(
    ("country", "opened", "respond", "settle"),
    [
        # Friday 17:00: the day counts until Monday 17:00, wherever weekends are Saturday, Sunday.
        ("CN", "2026-11-20 17:00", "2026-11-23 17:00", "2026-11-25 17:00"),
        ("DE", "2026-11-20 17:00", "2026-11-23 17:00", "2026-11-25 17:00"),
        # The last minute before a day off, and the first of it.
        ("CN", "2026-11-20 23:59", "2026-11-23 23:59", "2026-11-25 23:59"),
        ("CN", "2026-11-21 00:00", "2026-11-24 00:00", "2026-11-26 00:00"),
        # Into Spring Festival 2026: the 14th is worked, the 15th to the 23rd are not, the 28th is.
        ("CN", "2026-02-12 17:00", "2026-02-13 17:00", "2026-02-24 17:00"),
        ("CN", "2026-02-14 17:00", "2026-02-24 17:00", "2026-02-26 17:00"),
        ("CN", "2026-02-18 09:00", "2026-02-25 00:00", "2026-02-27 00:00"),
        ("CN", "2026-02-27 17:00", "2026-02-28 17:00", "2026-03-03 17:00"),
        # Abroad the same days are ordinary ones, and its own holidays are off.
        ("DE", "2026-02-13 17:00", "2026-02-16 17:00", "2026-02-18 17:00"),
        ("DE", "2026-12-24 17:00", "2026-12-28 17:00", "2026-12-30 17:00"),
        ("AE", "2026-11-19 17:00", "2026-11-20 17:00", "2026-11-24 17:00"),
    ],
)
def test_working_clocks_follow_the_country_of_the_book(
    desk: Desk, country: str, opened: str, respond: str, settle: str
) -> None:
    settings.change(desk, key="complaint.clock", text="working")
    settings.change(desk, key="country", text=country)
    with desk.read() as reader:
        clock = Clock.of(reader, NOW)
    assert clock.calendar is calendars.of_desk(desk)  # as planning by cadence asks it
    assert clock.respond_by(local(opened)) == local(respond)
    assert clock.settle_by(local(opened)) == local(settle)
    assert clock.guessed_from(local(opened), local(settle)) is None


def test_without_the_extra_package_a_clock_knows_weekends_and_says_so(
    desk: Desk, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    monkeypatch.setattr(calendars, "_known", {})
    settings.change(desk, key="complaint.clock", text="working")
    settings.change(desk, key="country", text="DE")
    complain(desk, who, replace(BASE, opened_at=local("2026-10-02 17:00")))
    (one,) = said(desk, who).complaints
    assert one.respond_by == local("2026-10-05 17:00") and one.guessed_from == date(2026, 10, 2)
    settings.change(desk, key="complaint.clock", text="calendar")
    (one,) = said(desk, who).complaints
    assert one.respond_by == local("2026-10-03 17:00") and one.guessed_from is None


def test_past_the_data_a_clock_says_from_when_it_knows_weekends_only(desk: Desk) -> None:
    settings.change(desk, key="complaint.clock", text="working")
    with desk.read() as reader:
        clock = Clock.of(reader, NOW)
    opened = local("2026-12-31 17:00")
    settled = clock.settle_by(opened)
    assert settled == local("2027-01-05 17:00")  # New Year's Day 2027 is not arranged yet
    assert clock.guessed_from(opened, settled) == date(2027, 1, 1)
    assert clock.guessed_from(opened, local("2026-12-31 23:59")) is None


def test_by_default_clocks_run_in_calendar_time(desk: Desk, who: str) -> None:
    with desk.read() as reader:
        clock = Clock.of(reader, NOW)
    assert clock.respond_by(local("2026-11-20 15:00")) == local("2026-11-21 15:00")
    assert clock.settle_by(local("2026-11-20 15:00")) == local("2026-11-23 15:00")
    complain(desk, who, replace(BASE, opened_at=local("2026-11-20 15:00")))
    (row,) = agenda.read(desk).items
    assert row.days_overdue == 1
    settings.change(desk, key="complaint.clock", text="working")
    (row,) = agenda.read(desk).items
    assert (row.days_overdue, row.due) == (0, local("2026-11-23 15:00").date())
    with pytest.raises(KamError, match=r"setting\.invalid"):
        settings.change(desk, key="complaint.clock", text="sometimes")
