"""Filters typed as short words: cases, and that no word is ever dropped."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.domain.customer_filter import CustomerFilter, parse_filter, word_for
from kamtui.domain.typed_words import typed_words

CASES = [
    ("", CustomerFilter()),
    ("A", CustomerFilter(grades=("A",))),
    ("Ａ ｂ", CustomerFilter(grades=("A", "B"))),
    ("b a b", CustomerFilter(grades=("B", "A"))),
    ("nograde", CustomerFilter(grades=("~",))),
    ("late", CustomerFilter(late=True)),
    ("ＬＡＴＥ", CustomerFilter(late=True)),
    ("逾期", CustomerFilter(late=True)),
    ("noplan", CustomerFilter(without_plan=True)),
    ("未安排 A", CustomerFilter(grades=("A",), without_plan=True)),
    ("quiet", CustomerFilter(quiet=True)),
    ("久未聯繫", CustomerFilter(quiet=True)),
    ("久未联系", CustomerFilter(quiet=True)),
    ("archived", CustomerFilter(archived=True)),
    ("已歸檔", CustomerFilter(archived=True)),
    ("deleted", CustomerFilter(deleted=True)),
    ("已删除", CustomerFilter(deleted=True)),
    ("已刪除", CustomerFilter(deleted=True)),
    ("at_risk", CustomerFilter(lifecycles=("at_risk",))),
    ("流失风险 新", CustomerFilter(lifecycles=("at_risk", "new"))),
    ("owner:王磊", CustomerFilter(owners=("王磊",))),
    ("owner:王磊 负责人：李娜", CustomerFilter(owners=("王磊", "李娜"))),
    ("负责人：王磊", CustomerFilter(owners=("王磊",))),
    ("负责人：“王 磊”", CustomerFilter(owners=("王 磊",))),
    ('owner:"John Smith" A', CustomerFilter(owners=("John Smith",), grades=("A",))),
    ("owner:＂John Smith＂", CustomerFilter(owners=("John Smith",))),
    ("Owner:“John Smith” late", CustomerFilter(owners=("John Smith",), late=True)),
    ('owner:"John ""JS"" Smith"', CustomerFilter(owners=('John "JS" Smith',))),
    ('owner:"John Smith', CustomerFilter(owners=("John Smith",))),
    ('owner:"John Smith"A', CustomerFilter(owners=("John Smith",), grades=("A",))),
    ("owner:O'Brien", CustomerFilter(owners=("O'Brien",))),
    ('owner:12"', CustomerFilter(owners=('12"',))),
    ("owner:a:b", CustomerFilter(owners=("a:b",))),
    ('owner:""', CustomerFilter(owners=("",))),
    ("region:“”", CustomerFilter(regions=("",))),
    ("city:苏州 late", CustomerFilter(cities=("苏州",), late=True)),
    ("#重点", CustomerFilter(tags=("重点",))),
    ("＃重点", CustomerFilter(tags=("重点",))),
    ('#"key account" #vip', CustomerFilter(tags=("key account", "vip"))),
    ("tag:vip", CustomerFilter(tags=("vip",))),
    ("latte", CustomerFilter(unknown=("latte",))),
    ('"late"', CustomerFilter(late=True)),
    ("owner:", CustomerFilter(unknown=("owner:",))),
    ("owner: x", CustomerFilter(unknown=("owner:", "x"))),
    ("#", CustomerFilter(unknown=("#",))),
    ('#""', CustomerFilter(unknown=('#""',))),
    ("phone:1 A x", CustomerFilter(grades=("A",), unknown=("phone:1", "x"))),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_words_mean(text: str, wanted: CustomerFilter) -> None:
    assert parse_filter(text) == wanted


def test_only_nothing_is_plain() -> None:
    assert parse_filter("  ").is_plain
    assert not parse_filter("A").is_plain
    assert not parse_filter("nonsense").is_plain


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_any_text_is_read_and_no_word_is_dropped(text: str) -> None:
    found = parse_filter(text)
    assert found.is_plain == (not text.split())


@settings(max_examples=300)
@given(st.sampled_from(("owner", "负责人", "region", "城市", "#")), st.text(max_size=12))
def test_a_value_of_any_kind_is_read_back(name: str, value: str) -> None:
    found = parse_filter(f"late {word_for(name, value)} A")
    assert found.late and found.grades == ("A",)
    attribute = {"owner": "owners", "负责人": "owners", "region": "regions", "城市": "cities"}
    if name != "#":
        assert getattr(found, attribute[name]) == (value,) and not found.unknown
    elif value:
        assert found.tags == (value,) and not found.unknown


@settings(max_examples=200)
@given(st.text(alphabet='ab "“”＂:：#＃+- \u3000,', max_size=20))
def test_words_are_found_where_they_stand(text: str) -> None:
    words = typed_words(text, marks="#+-", breaks=",")
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert all(one.end <= two.start for one, two in pairwise(words))
    between = [*(word.start for word in words), len(text)]
    ends = [0, *(word.end for word in words)]
    for end, start in zip(ends, between, strict=True):
        assert not text[end:start].replace(",", "").strip()


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("grade:d", ("D",)),
        ("等级:A 等级：b", ("A", "B")),
        ('grade:"金 牌"', ("金 牌",)),
        ('grade:""', ("~",)),
        ("D", ("D",)),
        ("A级 等级B c类", ("A", "B", "C")),
    ],
)
def test_a_grade_may_be_named(text: str, grades: tuple[str, ...]) -> None:
    found = parse_filter(text)
    assert found.grades == grades and not found.unknown
