"""How exact scores become the numbers on a screen, without promising what was not reached."""

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

#: Exact numbers, before any rounding.
Exact = int | Fraction


def shown(value: Exact, *, places: int, limits: Iterable[Decimal] = ()) -> Decimal:
    """Round half up, but never across a limit that the exact value has not reached.

    74.6 with a cut-off at 75 is shown as 74: a list that says 75 beside a B would contradict the
    explanation.  The same function serves both.

    Args:
        value: The exact value.
        places: Decimals to keep.
        limits: Numbers a reader compares the result with.
    """
    # Integers instead of Fractions: this runs for every number of every explained customer.
    scale = 10**places
    upper, lower = value.numerator * scale, value.denominator
    rounded = (2 * upper + lower) // (2 * lower)
    result = Decimal(rounded).scaleb(-places) if places else Decimal(rounded)
    if rounded * lower > upper:
        for limit in limits:
            if result >= limit and value < limit:
                return Decimal(upper // lower).scaleb(-places)
    return result


def whole_points(value: Exact, cut_offs: Iterable[Decimal]) -> int:
    """Return whole points that lie in the class of the exact value.

    They are held against cut-offs as `whole_cut_off` has them: 74.6 with a cut-off at 74.5 is 75
    against 75, and 74.4 is 74.  Only of two cut-offs within one point is the lower one lost.
    """
    limits = tuple(cut_offs)
    points = int(shown(value, places=0, limits=limits))
    points = max((points, *(whole_cut_off(one) for one in limits if one <= value)))
    return min((points, *(whole_cut_off(one) - 1 for one in limits if one > value)))


def whole_cut_off(cut_off: Decimal) -> int:
    """Return the whole points a class begins at: the first that reach its cut-off."""
    return math.ceil(cut_off)


def hundredths(value: Exact) -> Decimal:
    """Rounded half up to two decimals, without trailing zeros."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    return as_number(shown(value, places=2))


def places_of(numbers: Iterable[Decimal]) -> int:
    """The most decimals any of the numbers has."""
    most = 0
    for number in numbers:
        exponent = number.normalize().as_tuple().exponent
        if isinstance(exponent, int):
            most = max(most, -exponent)
    return most


def as_number(number: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent."""
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) + 0 if number == whole else number.normalize()
