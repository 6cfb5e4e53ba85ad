"""Scores as shown never promise a class that was not reached."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.scoring.rounding import as_number, hundredths, places_of, shown

CUTS = (Decimal(75), Decimal(45), Decimal(0))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("81.25", 81),
        ("81.5", 82),
        ("74.4", 74),
        ("74.5", 74),
        ("74.999", 74),
        ("75", 75),
        ("75.5", 76),
        ("44.5", 44),
        ("45", 45),
        ("0.4", 0),
        ("0.5", 1),
        ("100", 100),
    ],
)
def test_whole_scores(value: str, expected: int) -> None:
    assert shown(Fraction(value), places=0, limits=CUTS) == expected


@given(st.fractions(0, 100), st.integers(0, 3))
def test_within_one_step_and_on_the_right_side(value: Fraction, places: int) -> None:
    result = shown(value, places=places, limits=CUTS)
    assert abs(Fraction(result) - value) < Fraction(1, 10**places)
    for cut in CUTS:
        assert (result >= cut) == (value >= cut)


def test_small_helpers() -> None:
    assert hundredths(Fraction(4, 3)) == Decimal("1.33")
    assert str(hundredths(Fraction(5, 2))) == "2.5"
    assert str(as_number(Decimal("1E+3"))) == "1000"
    assert str(as_number(Decimal("-0.00"))) == "0"
    assert places_of([Decimal("45.50"), Decimal(75)]) == 1
