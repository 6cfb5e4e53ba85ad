"""What changed since the last review: then and now, and every record that came or left."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.conftest import TODAY

from kamtui.domain.errors import KamError
from kamtui.domain.views.feedback import SurveyValues
from kamtui.domain.views.grade_changes import CriterionChange, GradeChanges
from kamtui.domain.views.grade_records import OrderRecord, Record
from kamtui.domain.views.orders import OrderValues
from kamtui.i18n import Language, set_language
from kamtui.present.grade_changes import change_lines, gained_text, since_words
from kamtui.present.grading import why_text
from kamtui.services import (
    communications,
    feedback,
    grading,
    orders,
    receivables,
    records,
    settings,
)
from kamtui.services.clock import FixedClock
from kamtui.services.communications import LogDraft
from kamtui.services.desk import Desk
from kamtui.services.grade_changes import changes_since
from kamtui.services.records import CustomerDraft
from kamtui.store.queries import orders as order_queries

LATER = date(2027, 3, 5)


@pytest.fixture
def acme(desk: Desk) -> str:
    return records.add(desk, draft=CustomerDraft("Acme")).records[0]


def at(desk: Desk, day: date) -> None:
    assert isinstance(desk.clock, FixedClock)
    now = desk.clock.now()
    desk.clock = FixedClock(now.replace(year=day.year, month=day.month, day=day.day))


def sell(desk: Desk, who: str, on: date, amount: int, no: str | None = None, **more: Any) -> None:
    values = OrderValues(no, on, amount * 100, **more)
    orders.add(desk, customer_id=who, values=values)


def judged_in_november(desk: Desk, who: str) -> None:
    """Orders of which one leaves by March, a contact, a survey; a grade set on them."""
    sell(desk, who, date(2026, 3, 3), 30_000, "2041")
    sell(desk, who, date(2026, 10, 1), 80_000, "2190")
    feedback.add_survey(desk, customer_id=who, values=SurveyValues(date(2026, 10, 2), "3"))
    communications.log(desk, draft=LogDraft(who, "聊", on=TODAY))
    grading.override(desk, customer_id=who, grade="B", reason="战略")


def of(changes: GradeChanges, criterion: str) -> CriterionChange:
    return next(one for one in changes.criteria if one.criterion == criterion)


def numbers(found: Sequence[Record]) -> list[str | None]:
    return [one.order_no for one in found if isinstance(one, OrderRecord)]


def words(changes: GradeChanges, **options: bool) -> str:
    return "\n".join(one.text for one in change_lines(changes, arrow=" -> ", **options))


def test_what_came_and_what_fell_out_is_named(desk: Desk, acme: str) -> None:
    judged_in_november(desk, acme)
    at(desk, LATER)
    sell(desk, acme, LATER, 600_000, "2301")
    found = changes_since(desk, customer_id=acme)
    assert found.since == TODAY and found.kept and not found.other_model
    assert found.decision is not None and found.decision.to_grade == "B"
    amount = of(found, "amount")
    assert (amount.then, amount.now) == (Decimal(110_000), Decimal(680_000))
    assert (amount.points_then, amount.points_now) == (Decimal(20), Decimal(30))
    assert amount.gained == 10
    assert numbers(amount.came) == ["2301"]
    assert numbers(amount.left) == ["2041"]
    assert not amount.corrected
    told = words(found)
    assert "Amount, 12 months: 110k -> 680k" in told
    assert "new: order 2301 of 5 Mar, 600,000" in told
    assert "order 2041 of 3 Mar 2026 fell out of the 12 months" in told
    contacts = of(found, "contacts")
    assert (contacts.came, len(contacts.left)) == ((), 1)
    assert "1 fell out of the 3 months" in told
    assert since_words(found, arrow=" -> ").startswith("Since Sun 22 Nov 2026 (set by hand B)")


def test_amounts_are_hidden_while_somebody_looks(desk: Desk, acme: str) -> None:
    judged_in_november(desk, acme)
    at(desk, LATER)
    sell(desk, acme, LATER, 600_000, "2301")
    told = words(changes_since(desk, customer_id=acme), masked=True)
    assert "600" not in told and "680" not in told and "***" in told and "2301" in told


def test_nothing_changed(desk: Desk, acme: str) -> None:
    judged_in_november(desk, acme)
    at(desk, TODAY + timedelta(days=1))
    found = changes_since(desk, customer_id=acme)
    assert found.criteria == () and found.score_then == found.score_now
    assert words(found) == "Nothing that counts has changed since."


def test_a_payment_that_came_late_says_so(desk: Desk, acme: str) -> None:
    sell(desk, acme, date(2026, 10, 1), 500, "7", due_on=date(2026, 11, 1))
    grading.override(desk, customer_id=acme, grade="B", reason="战略")
    at(desk, TODAY + timedelta(days=3))
    with desk.read() as reader:
        (owed,) = order_queries.open_receivables(reader, acme)
    receivables.receive(desk, receivable_id=owed[0], amount_minor=50_000, on=TODAY)
    found = changes_since(desk, customer_id=acme)
    assert all(one.criterion != "payment" for one in found.criteria), "21 days late then and now"


def test_what_was_entered_later_for_a_day_before_is_said(desk: Desk, acme: str) -> None:
    judged_in_november(desk, acme)
    at(desk, TODAY + timedelta(days=5))
    sell(desk, acme, date(2026, 11, 1), 400_000, "late")
    found = changes_since(desk, customer_id=acme)
    amount = of(found, "amount")
    assert amount.corrected and amount.came == ()
    assert "records of before that day were entered or changed later" in words(found)


def test_the_step_of_a_person_names_who_set_it(desk: Desk, acme: str) -> None:
    judged_in_november(desk, acme)
    at(desk, TODAY + timedelta(days=5))
    fields = {"strategic_value": "4", "strategic_reason": "新厂"}
    records.edit(desk, customer_id=acme, assignments=fields)
    found = changes_since(desk, customer_id=acme)
    assert of(found, "strategic_value").gained == 8
    assert "set on 27 Nov: 新厂 (set by tester)" in words(found)


def test_a_new_survey_takes_the_place_of_the_old_one(desk: Desk, acme: str) -> None:
    judged_in_november(desk, acme)
    at(desk, LATER)
    feedback.add_survey(desk, customer_id=acme, values=SurveyValues(LATER, "5"))
    told = words(changes_since(desk, customer_id=acme))
    assert "new survey of 5 Mar: 5 of 5" in told
    assert "the survey of 2 Oct 2026 is not the latest any more" in told


def test_without_a_review_the_records_of_months_ago_are_compared(desk: Desk, acme: str) -> None:
    sell(desk, acme, date(2026, 7, 1), 50_000, "1")
    sell(desk, acme, date(2026, 10, 1), 50_000, "2")
    found = changes_since(desk, customer_id=acme)
    assert (found.decision, found.since, found.kept) == (None, date(2026, 8, 22), False)
    assert numbers(of(found, "amount").came) == ["2"]
    settings.change(desk, key="review.months", text="6")
    assert changes_since(desk, customer_id=acme).since == date(2026, 5, 22)
    assert "no review yet" in since_words(found, arrow="->")


def test_another_version_of_the_model_is_said(desk: Desk, acme: str) -> None:
    judged_in_november(desk, acme)
    at(desk, TODAY + timedelta(days=1))
    settings.apply(desk, values={"grade.A": 70})
    found = changes_since(desk, customer_id=acme)
    assert found.other_model
    assert "another version of the model" in words(found)


def test_the_decision_of_today_is_what_the_comparison_led_to(desk: Desk, acme: str) -> None:
    judged_in_november(desk, acme)
    at(desk, LATER)
    sell(desk, acme, LATER, 600_000, "2301")
    before = changes_since(desk, customer_id=acme)
    grading.override(desk, customer_id=acme, grade="A", reason="大单")
    assert changes_since(desk, customer_id=acme) == before


def test_the_points_table_has_no_reviews(desk: Desk, acme: str) -> None:
    judged_in_november(desk, acme)
    found = changes_since(desk, customer_id=acme, model="rating")
    assert found.decision is None and found.since == date(2026, 8, 22)


def test_nobody_is_refused(desk: Desk) -> None:
    with pytest.raises(KamError, match=r"customer\.unknown"):
        changes_since(desk, customer_id="nobody")


@pytest.mark.parametrize(
    ("gained", "plain", "ascii_only"),
    [("10", "+10", "+10"), ("-2.50", "-2.5", "-2.5"), ("0", "±0", "0"), ("3.0", "+3", "+3")],
)
def test_points_more_or_less(gained: str, plain: str, ascii_only: str) -> None:
    assert gained_text(Decimal(gained), ascii_only=False) == plain
    assert gained_text(Decimal(gained), ascii_only=True) == ascii_only


def test_hostile_words_are_made_harmless(desk: Desk, acme: str) -> None:
    judged_in_november(desk, acme)
    at(desk, LATER)
    sell(desk, acme, LATER, 600_000, "[red]1‮2")
    names: tuple[Language, ...] = ("en", "zh")
    for name in names:
        set_language(name)
        try:
            told = words(changes_since(desk, customer_id=acme))
        finally:
            set_language("en")
        assert "‮" not in told and "[red]1" in told


def test_what_was_taken_back_is_named_where_it_counts(desk: Desk, acme: str) -> None:
    sell(desk, acme, date(2026, 1, 5), 1_000, "1")
    at(desk, TODAY + timedelta(days=1))
    grading.override(desk, customer_id=acme, grade="B", reason="战略")
    at(desk, TODAY + timedelta(days=3))
    for number, amount in (("2", 500), ("R2", -500), ("R1", -1_200)):
        sell(desk, acme, TODAY + timedelta(days=2), amount, number)
    told = words(changes_since(desk, customer_id=acme))
    assert "taken back: order R2 of 24 Nov, -500" in told
    assert "taken back: order R1 of 24 Nov, -1,200" in told
    assert told.count("new: order 2 of 24 Nov") == 1
    part = grading.explain(desk, customer_id=acme).evaluation.parts[0]
    assert why_text(part) == "-200; above 0 gives 10"
