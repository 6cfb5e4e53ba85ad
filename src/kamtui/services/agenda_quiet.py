"""Rows for customers out of touch: a few by name, the others as one line (product.md)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from kamtui.domain.owed import AgendaKind
from kamtui.domain.silence import GRADES, SilenceLimits
from kamtui.domain.views.agenda import FoldedItem, GradeCount
from kamtui.services import rules
from kamtui.services.owed import Owed
from kamtui.store.queries import quiet as queries
from kamtui.store.reader import Reader
from kamtui.store.values import as_day

__all__ = ["is_silent", "quiet_limits", "rest_of_quiet", "silent"]

_RULES = (
    "silence.days", "silence.A", "silence.B", "silence.C", "silence.D", "silence.shown_days",
)  # fmt: skip


def quiet_limits(reader: Reader) -> SilenceLimits:
    """Return the days without contact that are too many; the agenda and the lists ask here."""
    return _limits(rules.values_of(reader, *_RULES))


def _limits(values: Mapping[str, Any]) -> SilenceLimits:
    own = {grade: int(values.get(f"silence.{grade}", 0)) for grade in GRADES}
    return SilenceLimits(
        int(values["silence.days"]),
        int(values["silence.shown_days"]),
        tuple((grade, days) for grade, days in own.items() if days),
    )


def silent(reader: Reader, *, today: date, ahead: bool) -> list[Owed]:
    """Return rows for those out of touch without a plan soon, at most `agenda.most` of them.

    A customer with something planned soon is not left alone: the plan is its row.  Chosen are the
    best grades first, of one grade those without a contact for longest.  The day owed is the one
    the limit is reached on; rows show from two thirds of the limit on (day 60 of 90).

    Args:
        reader: Where to look.
        today: The day it is.
        ahead: Also those whose limit lies ahead.
    """
    values = rules.values_of(reader, *_RULES, "agenda.most")
    limits, most = _limits(values), int(values["agenda.most"])
    asked = limits.shown_since if ahead else limits.since
    since = {grade: asked(grade, today) for grade in GRADES}
    owed = []
    soon = limits.left_alone_after(today)
    for customer_id, last, grade, money in queries.longest_silent(
        reader, since, soon=soon, most=most
    ):
        last_on = as_day(last)
        assert last_on is not None
        due = last_on + timedelta(days=limits.days(grade))
        owed.append(Owed(AgendaKind.SILENCE, customer_id, customer_id, due, grade, money, "silent"))
    # Late ones first: who is only getting quiet never takes their place.
    owed.sort(key=lambda row: (row.due is not None and row.due > today, row.grade or "~", row.due))
    return owed[:most]


def is_silent(reader: Reader, customer_id: str, *, today: date) -> bool:
    """Tell whether a customer is out of touch, or getting so, with nothing planned soon."""
    found = queries.standing(reader, customer_id)
    last_on = as_day(found[0]) if found is not None else None
    if last_on is None or found is None:
        return False
    limits, planned = quiet_limits(reader), as_day(found[1])
    if planned is not None and planned <= limits.left_alone_after(today):
        return False
    return last_on <= limits.shown_since(found[2], today)


def rest_of_quiet(reader: Reader, owed: list[Owed], today: date) -> FoldedItem | None:
    """Return the line for all out of touch, None where all of them have a row.

    It counts those in the rows, and those with a plan: the list that opens from it has them.
    """
    limits = quiet_limits(reader)
    since = {grade: limits.since(grade, today) for grade in GRADES}
    rows = queries.count_quiet(reader, since, ungraded=limits.since(None, today))
    shown = sum(
        row.kind is AgendaKind.SILENCE and row.due is not None and row.due <= today for row in owed
    )
    by_grade = tuple(GradeCount(grade, int(number)) for grade, number in rows)
    total = sum(one.customers for one in by_grade)
    if total <= shown:
        return None
    return FoldedItem(AgendaKind.SILENCE.value, AgendaKind.SILENCE, total, by_grade)
