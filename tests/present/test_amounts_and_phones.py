"""Amounts and phone numbers as people read them, digits untouched."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.i18n import language, set_language
from kamtui.present.columns import width_of
from kamtui.present.money import full_amount, short_amount
from kamtui.present.phones import phone_text


@pytest.fixture(autouse=True)
def _language_as_before() -> Iterator[None]:
    before = language()
    yield
    set_language(before)


@pytest.mark.parametrize(
    ("minor", "chinese", "english"),
    [
        (0, "0", "0"),
        (42_000_000, "42万", "420k"),
        (8_000_000, "8万", "80k"),
        (12_345_600, "12万", "123k"),
        (1_230_000, "1.2万", "12k"),
        (830_000, "8,300", "8.3k"),
        (999_900, "9,999", "10k"),
        (999_960, "1万", "10k"),
        (960_000, "9,600", "9.6k"),
        (99_950, "1,000", "1k"),
        (99_900, "999", "999"),
        (12_000_000_000, "1.2亿", "120M"),
        (120_000_000, "120万", "1.2M"),
        (96_000_000, "96万", "960k"),
        (99_960_000, "100万", "1M"),
        (9_999_960_000, "1亿", "100M"),
        (123_456_789_000_000, "12,346亿", "1,235B"),
        (-42_000_000, "-42万", "-420k"),
        (50, "1", "1"),
        (49, "0.49", "0.49"),
        (-1, "-0.01", "-0.01"),
    ],
)
def test_short_amount(minor: int, chinese: str, english: str) -> None:
    set_language("zh")
    assert short_amount(minor) == chinese
    set_language("en")
    assert short_amount(minor) == english


@given(st.integers(-(10**15), 10**15), st.sampled_from(("zh", "en")))
def test_short_amounts_are_near_and_narrow(minor: int, name: str) -> None:
    set_language("zh" if name == "zh" else "en")
    text = short_amount(minor)
    number = Decimal(re.sub(r"[^\d.-]", "", text))
    sizes = {"亿": 10**8, "万": 10**4, "B": 10**9, "M": 10**6, "k": 10**3}
    value = number * sizes.get(text[-1], 1) * 100
    assert abs(value - minor) <= max(Decimal(abs(minor)) * 6 / 100, Decimal(50))
    assert abs(minor) >= 10**13 or width_of(text) <= 8


@pytest.mark.parametrize(
    ("minor", "symbol", "text"),
    [
        (42_000_000, "", "420,000"),
        (123_450, "¥", "¥1,234.50"),
        (-123_405, "¥", "-¥1,234.05"),
        (0, "$", "$0"),
        (7, "", "0.07"),
        (-7, "", "-0.07"),
    ],
)
def test_full_amount(minor: int, symbol: str, text: str) -> None:
    assert full_amount(minor, symbol) == text


@given(st.integers(-(10**17), 10**17))
def test_full_amounts_read_back(minor: int) -> None:
    assert Decimal(full_amount(minor).replace(",", "")) * 100 == minor


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("13828034063", "138 2803 4063"),
        ("138-2803-4063", "138 2803 4063"),
        ("+8613828034063", "+86 138 2803 4063"),
        ("+86 138 2803 4063", "+86 138 2803 4063"),
        ("008613828034063", "0086 138 2803 4063"),
        ("051262881190", "0512 6288 1190"),
        ("0512-6288119", "0512 628 8119"),
        ("02162831187", "021 6283 1187"),
        ("010 62831187", "010 6283 1187"),
        ("(021)62831187", "021 6283 1187"),
        ("4008208820", "400 820 8820"),
        ("62831187", "6283 1187"),
        ("6283118", "628 3118"),
        ("+442079460812", "+44 2079460812"),
        ("+44 20 7946 0812", "+44 20 7946 0812"),
        ("+12025550143", "+1 2025550143"),
        ("+35312345678", "+353 12345678"),
        ("021-62831187转8003", "021-62831187转8003"),
        ("138 2803 4063 / 139 1522 8807", "138 2803 4063 / 139 1522 8807"),
        ("１３８２８０３４０６３", "１３８２８０３４０６３"),
        ("95588", "95588"),
        ("110", "110"),
        ("", ""),
        (None, ""),
        ("\x1b[31m138", "?[31m138"),
        ("(202) 555-0143", "(202) 555-0143"),
    ],
)
def test_phone_text(number: object, text: str) -> None:
    assert phone_text(number) == text


@given(st.text(st.sampled_from("+0123456789 -()转."), max_size=24))
def test_phone_digits_stay(number: str) -> None:
    assert re.sub(r"\D", "", phone_text(number)) == re.sub(r"\D", "", number)
    assert phone_text(phone_text(number)) == phone_text(number)
