"""Which backups go: a pure rule over their times and sizes (trust.md, promise 7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Everything this young stays.
_YOUNG = timedelta(days=2)
_DAILY = 7
_WEEKLY = 4


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup as the rule sees it.

    Attributes:
        name: Its file name.
        taken_at: Local time.
        size: Bytes.
        good: False for one known to be damaged.
    """

    name: str
    taken_at: datetime
    size: int
    good: bool = True


def to_delete(backups: Sequence[Kept], *, now: datetime, limit_bytes: int) -> tuple[Kept, ...]:
    """Return the backups to delete, the oldest first.

    All of the last two days stay, then the newest of each of seven days and of each of four weeks
    before them; over ``limit_bytes`` the oldest go first.  The newest good one always stays.  Days
    and weeks without a backup do not count, so a long holiday deletes nothing.

    Args:
        backups: In any order.
        now: In the same (local, naive) terms as ``taken_at``; a backup from a clock that ran
            ahead counts as young.
        limit_bytes: For all that stay together.
    """
    newest_first = sorted(backups, key=lambda each: (each.taken_at, each.name), reverse=True)
    last_good = next((each for each in newest_first if each.good), None)
    stay = _by_age(newest_first, now=now)
    if last_good is not None and last_good not in stay:
        stay.append(last_good)
    total = sum(each.size for each in stay)
    for each in sorted(stay, key=lambda each: (each.taken_at, each.name)):
        if total <= limit_bytes:
            break
        if each != last_good:
            stay.remove(each)
            total -= each.size
    return tuple(each for each in reversed(newest_first) if each not in stay)


def _by_age(newest_first: Sequence[Kept], *, now: datetime) -> list[Kept]:
    stay: list[Kept] = []
    days: set[object] = set()
    weeks: set[object] = set()
    for each in newest_first:
        if now - each.taken_at <= _YOUNG:
            stay.append(each)
            continue
        if not each.good:
            continue
        day = each.taken_at.date()
        week = day.isocalendar()[:2]
        if day in days:
            continue
        if len(days) < _DAILY:
            days.add(day)
            stay.append(each)
        elif week not in weeks and len(weeks) < _WEEKLY:
            weeks.add(week)
            stay.append(each)
    return stay
