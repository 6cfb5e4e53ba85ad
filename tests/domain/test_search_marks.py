"""Bits leave out only what LIKE would not find."""

import sqlite3

from hypothesis import example, given
from hypothesis import strategies as st

from kamtui.domain.search_marks import marks_of_columns, token_marks

TEXT = st.text(st.sampled_from("aAbBz19.é华东機İſ|% _!\0"), max_size=8)
LIKE = sqlite3.connect(":memory:", check_same_thread=False)


def _found(text: str, pattern: str) -> bool:
    plain = pattern.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    asked = LIKE.execute("SELECT ? LIKE ? ESCAPE '!'", (text, f"%{plain}%"))
    return bool(asked.fetchone()[0])


@given(names=TEXT, pinyin=TEXT, contacts=TEXT, digits=TEXT, token=TEXT.filter(bool))
@example(names="|hd", pinyin="", contacts="", digits="", token="HD")
def test_whatever_like_finds_has_the_bits(
    names: str, pinyin: str, contacts: str, digits: str, token: str
) -> None:
    token = token.replace("|", " ")  # as `query_key` does
    row, asked = marks_of_columns(names, pinyin, contacts, digits), token_marks(token)
    if _found(names, token) or _found(contacts, token):
        assert row.hanzi & asked.hanzi == asked.hanzi
        assert row.pairs & asked.pairs == asked.pairs
    if _found(digits, token):
        assert row.pairs & asked.pairs == asked.pairs
    if token.isascii() and _found(pinyin, f"|{token}"):
        assert row.starts & asked.starts == asked.starts


@given(TEXT, TEXT, TEXT, TEXT)
def test_bits_fit_a_number_of_any_database(a: str, b: str, c: str, d: str) -> None:
    assert all(0 <= bits < 2**61 for bits in marks_of_columns(a, b, c, d))


def test_bits_tell_texts_apart() -> None:
    row = marks_of_columns("|华东机械|c0001|", "|hdjx|huadongjixie||", "|李总|", "|13828034063|")
    assert row.hanzi & token_marks("上海").hanzi != token_marks("上海").hanzi
    assert row.pairs & token_marks("9977").pairs != token_marks("9977").pairs
    assert row.starts & token_marks("sh").starts != token_marks("sh").starts
    assert token_marks("h") == (0, 0, 0)
