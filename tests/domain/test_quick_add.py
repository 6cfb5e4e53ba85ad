"""A customer in one line."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.domain.markers import LineProblem
from kamtui.domain.quick_add import QuickAdd, parse_quick_add

TODAY = date(2026, 11, 22)


def parse(text: str) -> QuickAdd:
    return parse_quick_add(text, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "华东机械 13800138000 @李总 #A >2w 续约报价",
        "华东机械　13800138000　＠李总　＃Ａ　》2w　续约报价",
        "#a @李总 华东机械 13800138000 ＞2w 续约报价",
    ],
)
def test_the_example(text: str) -> None:
    assert parse(text) == QuickAdd(
        name="华东机械",
        phones=("13800138000",),
        contacts=("李总",),
        grade="A",
        next_on=date(2026, 12, 6),
        next_what="续约报价",
    )


@pytest.mark.parametrize(
    ("text", "name", "phones"),
    [
        ("Acme +86 138 0013 8000", "Acme", ("+86 138 0013 8000",)),
        ("Acme +86-138-0013-8000", "Acme", ("+86-138-0013-8000",)),
        ("Acme +1 (514) 721-4711 Ltd", "Acme Ltd", ("+1 (514) 721-4711",)),
        ("Acme 0512-6258-1234 400-699-8888", "Acme", ("0512-6258-1234", "400-699-8888")),
        ("华东 13800138000/13900139000", "华东", ("13800138000", "13900139000")),
        ("华东 0512-62581234转801", "华东", ("0512-62581234转801",)),
        ("华东 138 0013 8000", "华东 138 0013 8000", ()),
        ("3M 中国 123456", "3M 中国 123456", ()),
        ("Studio 54", "Studio 54", ()),
        ("华东 2026-12-15", "华东 2026-12-15", ()),
        ("华东 91320594MA1MT6N12X", "华东 91320594MA1MT6N12X", ()),
        ("华东 lee@acme.com a#b", "华东 lee@acme.com a#b", ()),
        ("华东 1380013800a", "华东 1380013800a", ()),
    ],
)
def test_phones(text: str, name: str, phones: tuple[str, ...]) -> None:
    assert parse(text) == QuickAdd(name=name, phones=phones)


def test_everything_at_once() -> None:
    line = parse("Acme Tools Ltd @J.Smith @Lee #key #B >next fri 10:30 first visit #north")
    assert line == QuickAdd(
        name="Acme Tools Ltd",
        contacts=("J.Smith", "Lee"),
        grade="B",
        tags=("key", "north"),
        next_on=date(2026, 11, 27),
        next_at=time(10, 30),
        next_what="first visit",
    )


def test_the_follow_up_keeps_its_numbers() -> None:
    assert parse("华东 >2w 打 13800138000").next_what == "打 13800138000"


@pytest.mark.parametrize(
    ("text", "name", "problem"),
    [
        ("华东 >改天 回访", "华东 >改天 回访", LineProblem("date.unknown", "改天")),
        ("华东 #A #B", "华东 #B", LineProblem("grade.twice", "#B")),
        ("华东 >2w a >3w b", "华东 >3w b", LineProblem("next.twice", "3w b")),
        ("#A 13800138000", "", LineProblem("name.missing", "#A 13800138000")),
        ("", "", LineProblem("name.missing", "")),
    ],
)
def test_problems(text: str, name: str, problem: LineProblem) -> None:
    line = parse(text)
    assert (line.name, line.problems) == (name, (problem,))


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_line(text: str) -> None:
    line = parse(text)
    assert line.name == " ".join(line.name.split())
    assert line.name or line.problems
