"""How often a customer is to be contacted, and when the next contact falls."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from kamtui.domain.enums import FollowUpChannel
from kamtui.domain.errors import KamError
from kamtui.domain.months import add_months
from kamtui.domain.workdays import WorkDays, next_working_day

#: How a cadence of nobody is written: such a customer is planned by hand.
NO_CADENCE = "none"
_LONGEST = 999
_TEXT = re.compile(r"(?P<every>[1-9][0-9]{0,2}) ?(?P<unit>[dwm]) (?P<channel>[a-z]+)")


class CadenceUnit(StrEnum):
    """Units of a cadence; the value is what stands in its text."""

    DAY = "d"
    WEEK = "w"
    MONTH = "m"


@dataclass(frozen=True, slots=True)
class Cadence:
    """A contact every so many days, weeks or months (requirements S0-22..24).

    Attributes:
        every: 1 to 999 units.
        unit: Days, weeks or months.
        channel: How the contact is meant to happen.

    Raises:
        KamError: ``cadence.invalid``: `every` is out of range.
    """

    every: int
    unit: CadenceUnit
    channel: FollowUpChannel

    def __post_init__(self) -> None:
        if not 1 <= self.every <= _LONGEST:
            raise KamError("cadence.invalid", {"text": f"{self.every}{self.unit}"}, 2)


#: By grade: A monthly visit, B quarterly call, C half-yearly e-mail (product.md, Decisions).
DEFAULT_CADENCES: Mapping[str, Cadence] = MappingProxyType(
    {
        "A": Cadence(1, CadenceUnit.MONTH, FollowUpChannel.VISIT),
        "B": Cadence(3, CadenceUnit.MONTH, FollowUpChannel.CALL),
        "C": Cadence(6, CadenceUnit.MONTH, FollowUpChannel.EMAIL),
    }
)


def parse_cadence(text: str) -> Cadence | None:
    """Return the cadence that ``1m visit`` states, None for ``none``.

    Raises:
        KamError: ``cadence.invalid`` with the ``text``.
    """
    even = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if even == NO_CADENCE:
        return None
    match = _TEXT.fullmatch(even)
    if match is None or match["channel"] not in set(FollowUpChannel):
        raise KamError("cadence.invalid", {"text": text}, 2)
    channel = FollowUpChannel(match["channel"])
    return Cadence(int(match["every"]), CadenceUnit(match["unit"]), channel)


def format_cadence(cadence: Cadence | None) -> str:
    """Return the text that `parse_cadence` reads back."""
    if cadence is None:
        return NO_CADENCE
    return f"{cadence.every}{cadence.unit} {cadence.channel}"


def next_date(start: date, cadence: Cadence, calendar: WorkDays) -> date:
    """Return the day of the next contact after one on `start`.

    Month ends clip; a day that is not worked moves forward to one that is (product.md, Dates).

    Raises:
        KamError: ``calendar.no_working_day``.
        OverflowError: Beyond the year 9999.
    """
    if cadence.unit is CadenceUnit.MONTH:
        day = add_months(start, cadence.every)
    else:
        days = 7 if cadence.unit is CadenceUnit.WEEK else 1
        day = start + timedelta(days=days * cadence.every)
    return next_working_day(day, calendar)
