"""Tags typed for many customers: cases, and that nothing typed becomes a broken tag."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.domain.tag_changes import BREAKS, parse_tag_changes

CASES = [
    ("", (), ()),
    ("vip", ("vip",), ()),
    ("+vip -old", ("vip",), ("old",)),
    ("＋重点　－旧", ("重点",), ("旧",)),
    ("#vip ＃重点", ("vip", "重点"), ()),
    ("vip,重点、新", ("vip", "重点", "新"), ()),
    ('"key account" -"no longer"', ("key account",), ("no longer",)),
    ("+#vip -#old", ("vip",), ("old",)),
    ("VIP vip", ("VIP",), ()),
    ("a:b", ("a:b",), ()),
    ("t-shirt", ("t-shirt",), ()),
    ("+ - #", (), ()),
    ('"a,b"', ("a", "b"), ()),
]


@pytest.mark.parametrize(("text", "add", "remove"), CASES)
def test_words_mean(text: str, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    assert parse_tag_changes(text) == (add, remove)


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_no_tag_is_empty_or_holds_what_parts_tags(text: str) -> None:
    for tag in (found := parse_tag_changes(text)).add + found.remove:
        assert tag == tag.strip() != "" and not set(tag) & set(BREAKS)
