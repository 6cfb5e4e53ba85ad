"""Filters typed as short words: cases, and that no word is ever dropped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.domain.customer_filter import CustomerFilter, parse_filter

CASES = [
    ("", CustomerFilter()),
    ("A", CustomerFilter(grades=("A",))),
    ("b a b", CustomerFilter(grades=("B", "A"))),
    ("nograde", CustomerFilter(grades=("~",))),
    ("late", CustomerFilter(late=True)),
    ("逾期", CustomerFilter(late=True)),
    ("noplan", CustomerFilter(without_plan=True)),
    ("未安排 A", CustomerFilter(grades=("A",), without_plan=True)),
    ("archived", CustomerFilter(archived=True)),
    ("at_risk", CustomerFilter(lifecycle="at_risk")),
    ("流失风险", CustomerFilter(lifecycle="at_risk")),
    ("owner:王磊", CustomerFilter(owner="王磊")),
    ("负责人：王磊", CustomerFilter(owner="王磊")),
    ("city:苏州 late", CustomerFilter(city="苏州", late=True)),
    ("#重点", CustomerFilter(tag="重点")),
    ("＃重点", CustomerFilter(tag="重点")),
    ("tag:vip", CustomerFilter(tag="vip")),
    ("latte", CustomerFilter(unknown=("latte",))),
    ("owner:", CustomerFilter(unknown=("owner:",))),
    ("#", CustomerFilter(unknown=("#",))),
    ("phone:1 A x", CustomerFilter(grades=("A",), unknown=("phone:1", "x"))),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_words_mean(text: str, wanted: CustomerFilter) -> None:
    assert parse_filter(text) == wanted


def test_only_nothing_is_plain() -> None:
    assert parse_filter("  ").is_plain
    assert not parse_filter("A").is_plain
    assert not parse_filter("nonsense").is_plain


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_any_text_is_read_and_no_word_is_dropped(text: str) -> None:
    found = parse_filter(text)
    assert found.is_plain == (not text.replace("：", ":").replace("＃", "#").split())
