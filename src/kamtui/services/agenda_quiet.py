"""Rows for customers out of touch: a few by name, the others as one line (product.md)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from kamtui.domain.owed import AgendaKind
from kamtui.domain.views.agenda import FoldedItem, GradeCount
from kamtui.services import rules
from kamtui.services.owed import Owed
from kamtui.store.queries import quiet as queries
from kamtui.store.reader import Reader
from kamtui.store.values import as_day

__all__ = ["GRADES", "is_silent", "quiet_limits", "rest_of_quiet", "silent"]

#: Grades whose customers get rows of their own: somebody judged them worth a plan.
GRADES = ("A", "B", "C", "D")
_RULES = (
    "silence.days", "silence.A", "silence.B", "silence.C", "silence.D",
    "silence.shown_days", "agenda.most",
)  # fmt: skip


def quiet_limits(reader: Reader) -> tuple[dict[str, int], Mapping[str, Any]]:
    """Return the days without contact that are too many, by grade, and the rules they come of."""
    values = rules.values_of(reader, *_RULES)
    common = int(values["silence.days"])
    return {grade: int(values.get(f"silence.{grade}", 0)) or common for grade in GRADES}, values


def silent(reader: Reader, *, today: date, ahead: bool) -> list[Owed]:
    """Return rows for those out of touch without a plan, at most `agenda.most` of them.

    A customer with something planned is not left alone: the plan is its row.  Chosen are the best
    grades first, of one grade those without a contact for longest.  The day owed is the one the
    limit is reached on; rows show from two thirds of the limit on (day 60 of 90).

    Args:
        reader: Where to look.
        today: The day it is.
        ahead: Also those whose limit lies ahead.
    """
    limits, values = quiet_limits(reader)
    most = int(values["agenda.most"])
    share = min(int(values["silence.shown_days"]), int(values["silence.days"]))
    since = {}
    for grade, limit in limits.items():
        shown = limit * share // int(values["silence.days"]) if ahead else limit
        since[grade] = today - timedelta(days=shown)
    owed = []
    for customer_id, last, grade, money in queries.longest_silent(reader, since, most=most):
        last_on = as_day(last)
        assert last_on is not None
        due = last_on + timedelta(days=limits[grade])
        owed.append(Owed(AgendaKind.SILENCE, customer_id, customer_id, due, grade, money, "silent"))
    # Late ones first: who is only getting quiet never takes their place.
    owed.sort(key=lambda row: (row.due is not None and row.due > today, row.grade or "~", row.due))
    return owed[:most]


def is_silent(reader: Reader, customer_id: str, *, today: date) -> bool:
    """Tell whether a customer is out of touch, or getting so, with nothing planned."""
    found = queries.standing(reader, customer_id)
    last_on = as_day(found[0]) if found is not None and found[1] is None else None
    if last_on is None or found is None:
        return False
    limits, values = quiet_limits(reader)
    limit = limits.get(found[2] or "", int(values["silence.days"]))
    share = min(int(values["silence.shown_days"]), int(values["silence.days"]))
    return (today - last_on).days >= limit * share // int(values["silence.days"])


def rest_of_quiet(reader: Reader, owed: list[Owed], today: date) -> FoldedItem | None:
    """Return the line for those out of touch who got no row, None where all did."""
    limits, values = quiet_limits(reader)
    since = {grade: today - timedelta(days=limit) for grade, limit in limits.items()}
    rows = queries.count_silent(
        reader, since, ungraded=today - timedelta(days=int(values["silence.days"]))
    )
    counts = {grade: int(number) for grade, number in rows}
    for row in owed:
        if row.kind is AgendaKind.SILENCE and row.due is not None and row.due <= today:
            counts[row.grade] -= 1
    rest = tuple(GradeCount(grade, number) for grade, number in counts.items() if number > 0)
    total = sum(one.customers for one in rest)
    return FoldedItem(AgendaKind.SILENCE.value, AgendaKind.SILENCE, total, rest) if total else None
