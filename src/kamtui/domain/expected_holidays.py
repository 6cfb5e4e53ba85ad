"""China's holidays in years the State Council has not arranged yet: their days, not the breaks.

The days themselves follow from the law and the moon; which days around them are taken off and
which weekends are worked is known about two months before the year begins.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from kamtui.domain.workdays import Break

__all__ = ["expected_breaks"]

#: Spring Festival, Tomb-sweeping Day, Dragon Boat and Mid-autumn Festival as MMDD (the tests hold
#: them against an independent library).
_MOON = {
    2027: "0206 0405 0609 0915", 2028: "0126 0404 0528 1003", 2029: "0213 0404 0616 0922",
    2030: "0203 0405 0605 0912", 2031: "0123 0405 0624 1001", 2032: "0211 0404 0612 0919",
    2033: "0131 0404 0601 0908", 2034: "0219 0405 0620 0927", 2035: "0208 0405 0610 0916",
    2036: "0128 0404 0530 1004", 2037: "0215 0404 0618 0924", 2038: "0204 0405 0607 0913",
    2039: "0124 0405 0527 1002", 2040: "0212 0404 0614 0920", 2041: "0201 0404 0603 0910",
    2042: "0122 0404 0622 0928", 2043: "0210 0405 0611 0917", 2044: "0130 0404 0531 1005",
    2045: "0217 0404 0619 0925", 2046: "0206 0404 0608 0915", 2047: "0126 0405 0529 1004",
    2048: "0214 0404 0615 0922", 2049: "0202 0404 0604 0911", 2050: "0123 0404 0623 0930",
}  # fmt: skip
_MOON_NAMES = (
    "Spring Festival", "Tomb-sweeping Day", "Dragon Boat Festival", "Mid-autumn Festival",
)  # fmt: skip
#: Name -> days off before and after the day itself that there were in each of the last years.
_USUAL = {"Spring Festival": (1, 6), "Labour Day": (0, 4), "National Day": (0, 6)}


def expected_breaks(first: date, last: date) -> Iterator[Break]:
    """Yield the holidays that touch a span as long as they usually are, in order."""
    for year in range(first.year, min(last.year, max(_MOON)) + 1):
        for day, name in sorted(_days(year)):
            before, after = _USUAL.get(name, (0, 0))
            found = Break(day - timedelta(days=before), day + timedelta(days=after), (name,))
            if found.last >= first and found.first <= last:
                yield found


def _days(year: int) -> Iterator[tuple[date, str]]:
    yield date(year, 1, 1), "New Year's Day"
    yield date(year, 5, 1), "Labour Day"
    yield date(year, 10, 1), "National Day"
    for text, name in zip(_MOON.get(year, "").split(), _MOON_NAMES, strict=False):
        yield date(year, int(text[:2]), int(text[2:])), name
