"""Rows of care: birthdays of contacts and festivals, a few days before and just after."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kamtui.domain.birthdays import Birthday
from kamtui.domain.owed import AgendaKind
from kamtui.domain.views.agenda import FoldedItem
from kamtui.services import rules
from kamtui.services.occasions import BIRTHDAY, Occasion, gift_of, read_occasion
from kamtui.services.owed import Owed
from kamtui.store.queries import care as queries
from kamtui.store.reader import Reader

__all__ = ["CareRows", "CareWords", "care_rows", "words_of"]

#: Days after which nobody is congratulated any more.
BELATED = 3


class CareRows(NamedTuple):
    """The rows, and the line for those who got none."""

    rows: list[Owed]
    rest: FoldedItem | None


class CareWords(NamedTuple):
    """What a row of care says: the occasion, the person, and what was sent last."""

    code: str
    contact: str | None
    birthday: Birthday
    gift: str | None


def care_rows(reader: Reader, *, today: date, ahead: bool) -> CareRows:
    """Return the birthdays and festivals near today that nothing was sent for.

    Args:
        reader: Where to look.
        today: The day it is.
        ahead: Also those still to come, `care.days` before.
    """
    values = rules.values_of(reader, "care.days", "care.festivals", "care.grades", "agenda.most")
    first = today - timedelta(days=BELATED)
    last = today + timedelta(days=int(values["care.days"]) if ahead else 0)
    most = int(values["agenda.most"])
    born = list(_birthdays(reader, first, last))
    met = queries.handled(reader, [row.id for row in born])
    born = [row for row in born if row.id not in met]
    born.sort(key=lambda row: (row.grade or "~", row.due, row.id))
    rows, left = born[:most], len(born) - most
    grades = [str(one) for one in values["care.grades"]]
    for code, day in _festivals(values["care.festivals"], first, last):
        prefix = Occasion(day.year, code, "").key
        room = most - len(rows)
        found = queries.greeted(reader, grades, prefix=prefix, most=max(0, room))
        rows += [
            Owed(AgendaKind.CARE, f"{prefix}{who}", who, day, grade, money, "care")
            for who, grade, money in found
        ]
        if len(found) == room:
            everybody = queries.count_of_grades(reader, grades)
            rest = everybody - queries.count_handled(reader, prefix) - len(found)
            left = max(0, left) + max(0, rest)
    rest_line = FoldedItem(AgendaKind.CARE.value, AgendaKind.CARE, left, ()) if left > 0 else None
    return CareRows(rows, rest_line)


def words_of(reader: Reader, keys: Sequence[str]) -> dict[str, CareWords]:
    """Return what rows of care say, by their keys."""
    occasions = {key: one for key in keys if (one := read_occasion(key)) is not None}
    born = [one.who for one in occasions.values() if one.code == BIRTHDAY]
    people = queries.people(reader, born)
    before = [key for one in occasions.values() for key in one.earlier()]
    sent: dict[tuple[str, str], str] = {}
    for key, content in queries.sent_before(reader, before):
        one = read_occasion(key)
        if one is not None:
            sent.setdefault((one.code, one.who), gift_of(content))
    found = {}
    for key, one in occasions.items():
        name, year, month, day, lunar = people.get(one.who, (None, None, None, None, False))
        found[key] = CareWords(
            one.code, name, Birthday(year, month, day, bool(lunar)), sent.get((one.code, one.who))
        )
    return found


def _birthdays(reader: Reader, first: date, last: date) -> Iterator[Owed]:
    """Return the birthdays of a span in either calendar."""
    solar = {}
    day = first
    while day <= last:
        solar[(day.month, day.day)] = day
        if (day.month, day.day) == (2, 28) and (day + timedelta(days=1)).month == 3:
            solar[(2, 29)] = day
        day += timedelta(days=1)
    yield from _born(reader, solar, lunar=False)
    if queries.any_lunar(reader):
        from kamtui.domain.lunar import lunar_days

        yield from _born(reader, lunar_days(first, last), lunar=True)


def _born(reader: Reader, days: dict[tuple[int, int], date], *, lunar: bool) -> Iterator[Owed]:
    for month in sorted({month for month, _day in days}):
        of_month = [day for one, day in days if one == month]
        for contact_id, customer_id, day, grade, money in queries.birthdays(
            reader, lunar=lunar, month=month, first=min(of_month), last=max(of_month)
        ):
            falls_on = days.get((month, day))
            if falls_on is not None:
                key = Occasion(falls_on.year, BIRTHDAY, contact_id).key
                yield Owed(AgendaKind.CARE, key, customer_id, falls_on, grade, money, "care")


def _festivals(codes: object, first: date, last: date) -> Iterator[tuple[str, date]]:
    """Return the festivals of a span by name."""
    from kamtui.domain.festivals import festival_named, festival_within

    for text in codes if isinstance(codes, list) else ():
        try:
            festival = festival_named(str(text))
        except ValueError:  # stored by a newer program
            continue
        day = festival_within(festival, first, last)
        if day is not None:
            yield festival.name, day
