"""Amounts as people write them."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.errors import KamError
from kamtui.domain.money import (
    AmountError,
    currency_of,
    decimal_text,
    from_minor,
    parse_amount,
    to_minor,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("¥1,234.50", "1234.50"),
        ("￥1,234.50", "1234.50"),
        ("$99", "99"),
        ("12.3万", "123000"),
        ("12.3万元", "123000"),
        ("12.3 萬", "123000"),
        ("1.2亿", "120000000"),
        ("3千万", "30000000"),
        ("12k", "12000"),
        ("12K", "12000"),
        ("12w", "120000"),
        ("(500)", "-500"),
        ("（500）", "-500"),
        ("($1,500.25)", "-1500.25"),
        ("-500", "-500"),
        ("500-", "-500"),
        ("\u2212500", "-500"),
        ("－500", "-500"),
        ("+500", "500"),
        ("-¥500", "-500"),
        ("¥-500", "-500"),
        ("1.234,56", "1234.56"),
        ("1.234.567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1,234,567.89", "1234567.89"),
        ("1,234", "1234"),
        ("1.234", "1.234"),
        ("12,50", "12.50"),
        ("0,500", "0.500"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("１２３４．５０", "1234.50"),
        ("1，234", "1234"),
        ("500元", "500"),
        ("人民币500元整", "500"),
        ("RMB 500", "500"),
        ("500 CNY", "500"),
        ("USD500", "500"),
        ("500 usd", "500"),
        ("1.2E+05", "120000"),
        ("0", "0"),
        ("-0.00", "0.00"),
        ("0000012", "12"),
    ],
)
def test_reads(text: str, amount: str) -> None:
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "—", "abc", "12,3456", "1,23,456", "1.23.456", "1,234,56", "1.234,567,8",
        "1,2.3,4", "--5", "(-5)", "(5", "5)", "12%", "NaN", "Infinity", "1e999", "1e99", "$5€",
        "12.3万万", "5元6角", "1..2", "1 23", "12m", "٣٤٥", "1,", ",5", "9" * 16, "9" * 10_000,
        "99999999亿", "=1+1", "五百", "12\x00", "1 2 3",
    ],
)  # fmt: skip
def test_refuses(text: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(text)
    assert caught.value.code == "amount.invalid"
    assert isinstance(caught.value, KamError)
    assert isinstance(caught.value, ValueError)


def test_the_text_stays_out_of_the_error_string() -> None:
    assert str(AmountError("secret")) == "amount.invalid"


@pytest.mark.parametrize(
    ("text", "code"),
    [("¥5", "CNY"), ("5元", "CNY"), ("US$5", "USD"), ("€5", "EUR"), ("5", None), ("x", None)],
)
def test_currency(text: str, code: str | None) -> None:
    assert currency_of(text) == code


@pytest.mark.parametrize(
    ("amount", "minor"),
    [("1.005", 101), ("1.004", 100), ("-1.005", -101), ("0.5", 50), ("1E+3", 100000), ("-0", 0)],
)
def test_minor_units_round_half_up(amount: str, minor: int) -> None:
    assert to_minor(Decimal(amount)) == minor


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e40", "1e16", "-1e16", "sNaN"])
def test_minor_units_refuse_what_cannot_be_stored(amount: str) -> None:
    with pytest.raises(AmountError):
        to_minor(Decimal(amount))


def test_minor_units_of_other_currencies() -> None:
    assert to_minor(Decimal("12.5"), 0) == 13
    assert decimal_text(13, 0) == "13"
    assert decimal_text(-1234567, 3) == "-1234.567"


@given(st.integers(-(10**16), 10**16))
def test_round_trips(minor: int) -> None:
    assert to_minor(from_minor(minor)) == minor
    assert to_minor(parse_amount(decimal_text(minor))) == minor
    grouped = f"{from_minor(minor):,.2f}"
    assert to_minor(parse_amount(grouped)) == minor


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_an_amount_error(text: str) -> None:
    with contextlib.suppress(AmountError):
        assert parse_amount(text).is_finite()
