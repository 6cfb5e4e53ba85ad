"""What a screen reader is told of a row: whole sentences, in both languages, masked where asked."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from kamtui.domain.owed import AgendaKind, DueState
from kamtui.domain.views.agenda import AgendaItem, FoldedItem, GradeCount
from kamtui.domain.views.customer_list import CustomerRow
from kamtui.domain.views.orders import ReceivableView
from kamtui.i18n import set_language
from kamtui.present.spoken import (
    changed_grade,
    clauses,
    customer_words,
    due_words,
    folded_words,
    in_place,
    is_said,
    item_words,
    receivable_words,
    sentences,
)

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def item(**changes: object) -> AgendaItem:
    plain = AgendaItem(
        id="1", kind=AgendaKind.FOLLOW_UP, state=DueState.OVERDUE, due=TODAY - timedelta(days=12),
        at=None, days_overdue=12, customer_id="c", customer_no="C0001",
        customer="Acme Industrial", grade="A", what="Send revised quote", why="promised",
        amount_minor=None, deadline=None, channel="call", contact="J. Smith", phone=None,
        last_contact=TODAY - timedelta(days=15), last_channel="call", money_minor=0,
    )  # fmt: skip
    return plain._replace(**changes)  # type: ignore[arg-type]


def test_a_row_of_the_agenda() -> None:
    said = item_words(item(), today=TODAY, now=NOW)
    assert said == (
        "12 days late, A, Acme Industrial, Send revised quote, promised, contact J. Smith,"
        " call 15 days ago"
    )
    set_language("zh")
    said = item_words(item(), today=TODAY, now=NOW)
    assert said == (
        "迟 12 天，A，Acme Industrial，Send revised quote，承诺，联系人 J. Smith，15 天前电话"
    )


def test_what_is_not_there_is_named_or_left_out() -> None:
    bare = item(grade=None, contact=None, last_contact=None, due=None)
    said = item_words(bare, today=TODAY, now=NOW)
    assert said == (
        "no day, no grade, Acme Industrial, Send revised quote, promised, never contacted"
    )


def test_an_amount_is_hidden_while_masked() -> None:
    owed = item(why="owed", amount_minor=8_000_000, kind=AgendaKind.COLLECTION)
    assert "80k owed" in item_words(owed, today=TODAY, now=NOW)
    said = item_words(owed, today=TODAY, now=NOW, masked=True)
    assert "*** owed" in said and "80k" not in said


@pytest.mark.parametrize(
    ("days", "at", "en", "zh"),
    [
        (-1, None, "1 day late", "迟 1 天"),
        (-41, None, "41 days late", "迟 41 天"),
        (0, None, "today", "今天"),
        (0, time(10), "today at 10:00", "今天 10:00"),
        (1, None, "in 1 day, Mon 23 Nov", "1 天后，11月23日 周一"),
        (400, time(9, 5), "in 400 days at 09:05, Mon 27 Dec", None),
    ],
)
def test_how_far_off_a_day_is(days: int, at: time | None, en: str, zh: str | None) -> None:
    day = TODAY + timedelta(days=days)
    assert due_words(day, TODAY, at) == en
    set_language("zh")
    assert zh is None or due_words(day, TODAY, at) == zh


def test_a_line_that_stands_for_many() -> None:
    counts = (GradeCount("B", 2), GradeCount(None, 3))
    folded = FoldedItem("no_plan", AgendaKind.NO_PLAN, 5, counts)
    stale = FoldedItem("stale", AgendaKind.STALE, 9, ())
    assert folded_words((folded, stale)) == "No plan: B 2, no grade 3, Not verified: 9 customers"
    set_language("zh")
    assert folded_words((folded,)) == "未安排：B 2 家，未分级 3 家"


def test_a_customer() -> None:
    row = CustomerRow(
        customer_id="c", customer_no="C0001", name="Beta Tools", grade="B", contact="D. Novak",
        phone="13828034063", last_contact=TODAY - timedelta(days=120), last_channel="visit",
        next_due=None, next_time=None, score=None, owner=None, city=None,
    )  # fmt: skip
    said = customer_words(row, today=TODAY, silence_days=90)
    assert said == (
        "B, Beta Tools, D. Novak, phone 138 2803 4063, visit 120 days ago, out of touch,"
        " no plan, no score"
    )
    assert "phone ***" in customer_words(row, today=TODAY, masked=True)
    set_language("zh")
    assert "120 天前拜访，久未联系，未安排，没有得分" in customer_words(
        row, today=TODAY, silence_days=90
    )


def test_money_owed_is_late_partly_paid_promised_and_hidden() -> None:
    one = ReceivableView(
        id="r", order_id="o", order_no="INV-7", due_on=TODAY - timedelta(days=8),
        amount_minor=8_000_000, paid_minor=3_000_000, settled_on=None,
        promised_on=TODAY + timedelta(days=2), invoice_no=None, currency="EUR",
    )  # fmt: skip
    said = receivable_words(one, today=TODAY, currency="CNY")
    assert said == ("8 days late, order INV-7, EUR 80,000, EUR 50,000 left, promised for 24 Nov")
    said = receivable_words(one, today=TODAY, currency="CNY", masked=True)
    assert not any(digits in said for digits in ("80,000", "50,000"))


def test_what_becomes_of_a_grade() -> None:
    assert changed_grade("B", "A") == "from B to A"
    assert changed_grade(None, "C") == "from no grade to C"
    assert changed_grade("A", "A") == "stays A"
    assert changed_grade("A", None) == "A, not enough data"


def test_sentences_are_put_together_in_each_language() -> None:
    assert in_place(3, 11, clauses(("a", "", None, "b"))) == "3 of 11: a, b"
    assert sentences(("Agenda, 2 rows", "", "Late 1.")) == "Agenda, 2 rows. Late 1."
    assert sentences(("It ends.", "Late 1")) == "It ends. Late 1"
    set_language("zh")
    assert in_place(3, 11, clauses(("甲", "乙"))) == "第 3 项，共 11 项：甲，乙"
    assert sentences(("待办", "逾期 1")) == "待办。逾期 1"


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\nb\u202e", "[red]x", "x" * 10_000, "１２"])
def test_hostile_words_stay_words(text: str) -> None:
    said = item_words(item(what=text, customer=text), today=TODAY, now=NOW)
    assert "\x1b" not in said and "\n" not in said and "\u202e" not in said


@pytest.mark.parametrize("text", ["-", "──", " > ", "·", "[]"])
def test_what_only_looks_like_something_is_not_read(text: str) -> None:
    assert not is_said(text)
