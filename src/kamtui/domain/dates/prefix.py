"""The date at the beginning of some words, for the ``>`` of the one-line grammars."""

from collections.abc import Sequence
from datetime import date

from kamtui.domain.dates.model import DateOrder, TypedDate
from kamtui.domain.dates.parse import parse_date
from kamtui.domain.workdays import WorkCalendar

#: ``15 December 2026 3 pm`` is the longest date in words.
_MOST_TOKENS = 6
_REFUSED = frozenset({"past", "invalid", "ambiguous", "holiday"})


def longest_date_prefix(
    tokens: Sequence[str],
    *,
    today: date,
    order: DateOrder = DateOrder.DMY,
    calendar: WorkCalendar | None = None,
) -> tuple[TypedDate, int]:
    """Return the date that the most leading words make, and how many words it took.

    A longer date that is refused (past, invalid, ambiguous) comes before a shorter good one, since
    ``30 feb`` is not ``30`` days.  Without any, the first word as unknown with 0.
    """
    for count in range(min(len(tokens), _MOST_TOKENS), 0, -1):
        words = " ".join(tokens[:count])
        typed = parse_date(words, today=today, order=order, calendar=calendar)
        if typed.error is None or typed.error in _REFUSED:
            return typed, count
    return parse_date(tokens[0] if tokens else "", today=today, order=order), 0
