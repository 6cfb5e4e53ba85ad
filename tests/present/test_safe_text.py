"""Text from data can neither drive the terminal nor shift a column (trust.md, promise 11)."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kamtui.present.safe_text import MAX_MARKS, safe_text

ANY_TEXT = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from(
        "\x1b\x9b\x00\x7f\r\n\t\u202e\u2066\u200b\u200d\ufe0f\ud800\U000e0041\u0301a华👨🏽한"
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("华东机械有限公司", "华东机械有限公司"),
        ("J. Smith — Ltd. “A” ①", "J. Smith — Ltd. “A” ①"),
        ("[/Acme] [@click=app.pwn()]x[/]", "[/Acme] [@click=app.pwn()]x[/]"),
        ("\x1b[31mred\x1b[0m", "?[31mred?[0m"),
        ("\x9b2J", "?2J"),
        ("\x1b]0;title\x07", "?]0;title?"),
        ("a\x00b\x7f", "a?b?"),
        ("one\ntwo\r\nthree\tfour\u2028five\x85six", "one two three four five six"),
        ("abc\u202etxt.exe\u202c", "abctxt.exe"),
        ("\u2066a\u2069\u200e\u200f\u061c", "a"),
        ("a\u200bb\u200c\ufeff\u2060\u00adc", "abc"),
        ("\U000e0041\U000e007f", ""),
        ("\ud800x\udfff", "?x?"),
        ("\ue000\U000f0000\uffff", "???"),
        ("e\u0301", "e\u0301"),
        ("z" + "\u0300" * 40, "z" + "\u0300" * MAX_MARKS),
        ("\u3164\uffa0", ""),
        ("☎\ufe0f 1\ufe0f\u20e3", "☎ 1\u20e3"),
        ("全角\u3000空格", "全角\u3000空格"),
        (None, ""),
        (42, "42"),
    ],
)
def test_what_becomes_of_it(raw: object, shown: str) -> None:
    assert safe_text(raw) == shown


def test_lines_are_kept_on_request_and_only_as_newlines() -> None:
    assert safe_text("a\r\nb\rc\n\x1bd\te", keep_lines=True) == "a\nb\nc\n?d e"


def test_a_value_that_cannot_be_written_out_is_named() -> None:
    class Awkward:
        def __str__(self) -> str:
            raise RuntimeError

    assert safe_text(Awkward()) == "Awkward"


def is_dangerous(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


@settings(max_examples=400)
@given(ANY_TEXT)
def test_nothing_dangerous_is_left(text: str) -> None:
    result = safe_text(text)
    assert not any(map(is_dangerous, result))
    assert not any(map(is_dangerous, safe_text(text, keep_lines=True).replace("\n", "")))
    result.encode("utf-8")


@settings(max_examples=400)
@given(ANY_TEXT, ANY_TEXT)
def test_widths_add_up_and_a_second_pass_changes_nothing(left: str, right: str) -> None:
    first, second = safe_text(left), safe_text(right)
    assert safe_text(first) == first
    assert cell_len(first + second) == cell_len(first) + cell_len(second)
    assert cell_len(first) == sum(map(cell_len, first))


def test_every_character_alone_is_safe() -> None:
    for code in range(0x110000):
        result = safe_text(chr(code))
        assert len(result) <= 1
        assert not result or not is_dangerous(result), hex(code)
