"""Words in notes: every spelling, and where a text has them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.domain.note_words import note_words, places, spellings

CASES = [
    ("报价 399", ("报价",), ["报价"]),
    ("報價單", ("报价",), ["報價"]),
    ("先报价后報價", ("報價",), ["报价", "報價"]),
    ("Quote QUOTE quote", ("quote",), ["Quote", "QUOTE", "quote"]),
    ("ＯＫ 了", ("ok",), ["ＯＫ"]),
    ("Café", ("cafe",), ["Café"]),
    ("line one\nline two", ("one", "two"), ["one", "two"]),
    ("样品样", ("样", "样品"), ["样品", "样"]),
    ("aaa", ("aa",), ["aa"]),
    ("nothing", ("zzz",), []),
    ("", ("a",), []),
]


@pytest.mark.parametrize(("text", "words", "found"), CASES)
def test_places(text: str, words: tuple[str, ...], found: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, words)] == found


def test_words_are_looked_for_as_typed_and_in_the_other_script() -> None:
    assert spellings("quote") == ("quote",)
    assert spellings("报价")[0] == "报价" and "報價" in spellings("报价")
    assert "报价" in spellings("報價") and "发票" in spellings("發票")
    assert {"Ünal", "ünal", "ÜNAL"} <= set(spellings("ünal"))
    assert "OK" in spellings("ＯＫ")
    assert len(spellings("发干后里面发发发")) <= 8
    assert note_words("  a  b a ") == ("a", "b") and note_words(" ") == ()
    assert len(note_words("x" * 10_000)[0]) == 200


@settings(max_examples=200)
@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_places_lie_in_the_text_in_order(text: str, words: list[str]) -> None:
    found = places(text, tuple(words))
    flat = [one for place in found for one in place]
    assert flat == sorted(flat) and all(0 <= start < end <= len(text) for start, end in found)


@settings(max_examples=200)
@given(st.text(min_size=1, max_size=20))
def test_a_word_is_found_in_itself(text: str) -> None:
    for word in note_words(text):
        assert places(word, (word,)) or not any(map(str.isalnum, word))
