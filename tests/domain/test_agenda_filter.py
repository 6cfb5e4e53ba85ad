"""The words of the agenda's filter, and its orders."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.agenda_filter import (
    AgendaFilter,
    AgendaOrder,
    filtered,
    in_order,
    parse_agenda_filter,
    with_places,
)
from kamtui.domain.enums import AgendaKind, DueState
from kamtui.domain.views.agenda import AgendaItem

TODAY = date(2026, 11, 22)


def item(**more: object) -> AgendaItem:
    values: dict[str, object] = {
        "id": "1", "kind": AgendaKind.FOLLOW_UP, "state": DueState.TODAY, "due": TODAY, "at": None,
        "days_overdue": 0, "customer_id": "c", "customer_no": "C1", "customer": "甲",
        "grade": "A", "what": "x", "why": "plan", "amount_minor": None, "deadline": None,
        "channel": None, "contact": None, "phone": None, "last_contact": None,
        "last_channel": None, "money_minor": 0,
    }  # fmt: skip
    return AgendaItem(**(values | more))  # type: ignore[arg-type]


def parse(text: str) -> AgendaFilter:
    return parse_agenda_filter(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", AgendaFilter()),
        ("a Ｂ", AgendaFilter(grades=("A", "B"))),
        ("nograde", AgendaFilter(grades=("~",))),
        ("投诉 promise", AgendaFilter(kinds=(AgendaKind.COMPLAINT, AgendaKind.PROMISE))),
        ("逾期", AgendaFilter(late=True)),
        ('city:上海 owner:"J Smith"', AgendaFilter(cities=("上海",), owners=("jsmith",))),
        ("today", AgendaFilter(first=TODAY, last=TODAY)),
        ("this week", AgendaFilter(first=date(2026, 11, 16), last=TODAY)),
        ("下周", AgendaFilter(first=date(2026, 11, 23), last=date(2026, 11, 29))),
        ("Next Month", AgendaFilter(first=date(2026, 12, 1), last=date(2026, 12, 31))),
        (
            "2026-12-01..2026-12-05",
            AgendaFilter(first=date(2026, 12, 1), last=date(2026, 12, 5)),
        ),
        ("12-05..12-01", AgendaFilter(first=date(2026, 12, 1), last=date(2026, 12, 5))),
        ("..12-05", AgendaFilter(last=date(2026, 12, 5))),
        ("fri", AgendaFilter(first=date(2026, 11, 27), last=date(2026, 11, 27))),
        ("hello 7 ..", AgendaFilter(unknown=("hello", "7", ".."))),
        ("tag:x", AgendaFilter(unknown=("tag:x",))),
        ("到期:下周", AgendaFilter(first=date(2026, 11, 23), last=date(2026, 11, 29))),
        ("到期：下下周", AgendaFilter(first=date(2026, 11, 30), last=date(2026, 12, 6))),
        ("due:next week", AgendaFilter(first=date(2026, 11, 23), last=date(2026, 11, 29))),
        ('due:"next month"', AgendaFilter(first=date(2026, 12, 1), last=date(2026, 12, 31))),
        ("DATE:fri", AgendaFilter(first=date(2026, 11, 27), last=date(2026, 11, 27))),
        ("日期:..12-05", AgendaFilter(last=date(2026, 12, 5))),
        ("due:late A", AgendaFilter(late=True, grades=("A",))),
        ("due:A due:7", AgendaFilter(unknown=("due:A", "due:7"))),
        # Rows have a day each; a time would be dropped without a word.
        ("周五十点 due:10:30", AgendaFilter(unknown=("周五十点", "due:10:30"))),
    ],
)
def test_words(text: str, wanted: AgendaFilter) -> None:
    found = parse(text)
    if wanted.owners:
        wanted = wanted._replace(owners=found.owners)
        assert found.owners and "smith" in found.owners[0]
    assert found == wanted


def test_conditions_hold_together_and_several_of_one_sort_mean_any() -> None:
    rows = (
        item(id="1", grade="A", city="上海"),
        item(id="2", grade="B", city="上海", kind=AgendaKind.COMPLAINT),
        item(id="3", grade="C", city="苏州", due=None),
        item(id="4", grade=None, city=None, due=TODAY - timedelta(days=3), days_overdue=3),
    )

    def ids(text: str) -> str:
        return "".join(one.id for one in filtered(rows, parse(text)))

    assert ids("A B city:上海") == "12"
    assert ids("A B city:上海 投诉") == "2"
    assert ids("late") == "4"
    assert ids("nograde") == "4"
    assert ids("today") == "12"
    assert ids("..12-31") == "124"
    assert ids('city:""') == "4"


def test_orders() -> None:
    rows = (
        item(id="1", customer="丙", grade="C", due=None, money_minor=5),
        item(id="2", customer="b", grade=None, due=TODAY, money_minor=0, amount_minor=9),
        item(id="3", customer="A", grade="A", due=TODAY - timedelta(days=1), money_minor=7),
    )

    def ids(order: AgendaOrder) -> str:
        return "".join(one.id for one in in_order(rows, order))

    assert ids(AgendaOrder.IMPORTANCE) == "123"
    assert ids(AgendaOrder.DAY) == "321"
    assert ids(AgendaOrder.GRADE) == "312"
    assert ids(AgendaOrder.MONEY) == "231"
    assert ids(AgendaOrder.CUSTOMER) == "321"


PLACES = {
    "city": ["苏州", "上海", "New York", "苏州市", "A", "late", "a|b"],
    "region": ["华东", "上海"],
}


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("苏州", "city:苏州 city:苏州市"),
        ("苏州市 逾期", "city:苏州 city:苏州市 逾期"),
        ("上海", "city:上海"),
        ("华东 A", "region:华东 A"),
        ("new  york late", 'city:"New York" late'),
        ('"New York"', 'city:"New York"'),
        ("A late", "A late"),  # a grade, and what is late, as ever
        ("york new", "york new"),
        ("city:苏州 owner:上海", "city:苏州 owner:上海"),
        ("new owner:x york", "new owner:x york"),
        ("hello 苏州", "hello city:苏州 city:苏州市"),
        ("市", "市"),
        ("", ""),
    ],
)
def test_bare_names_of_places_are_spelt_out(text: str, spelt: str) -> None:
    assert with_places(text, PLACES, today=TODAY) == spelt


@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(
            st.sampled_from([*PLACES["city"], "new", "york", '"', " ", ":", "due:", "late", "x"])
        ).map(" ".join),
    ),
    st.lists(st.text(max_size=8), max_size=5),
)
def test_spelling_out_adds_nothing_unknown_and_happens_once(text: str, cities: list[str]) -> None:
    places = {"city": [*PLACES["city"], *cities], "region": PLACES["region"]}
    spelt = with_places(text, places, today=TODAY)
    before, after = parse(text), parse(spelt)
    assert set(after.unknown) <= set(before.unknown)
    assert with_places(spelt, places, today=TODAY) == spelt
    assert after.grades == before.grades and after.kinds == before.kinds


@given(st.text(max_size=60))
def test_any_text_is_understood_or_said(text: str) -> None:
    found = parse(text)
    assert found.is_plain == (not text.split()) or found != AgendaFilter()


@pytest.mark.parametrize(
    ("text", "grades"), [("grade:d", ("D",)), ("等级:金牌", ("金牌",)), ("D", ("D",))]
)
def test_a_grade_may_be_named(text: str, grades: tuple[str, ...]) -> None:
    found = parse_agenda_filter(text, today=date(2026, 11, 22))
    assert found.grades == grades and not found.unknown
