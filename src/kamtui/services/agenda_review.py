"""The lines that say grades, or the model that judges them, are to be looked over."""

from collections.abc import Sequence
from datetime import date

from kamtui.domain.due import days_overdue, due_state
from kamtui.domain.owed import AgendaKind
from kamtui.domain.scoring.scale import DEFAULT_SCALE
from kamtui.domain.views.agenda import FoldedItem, GradeCount
from kamtui.services import review_timers as timers
from kamtui.services.desk import Desk
from kamtui.store.queries.grade_history import has_grade_model, has_scores, review_due
from kamtui.store.reader import Reader

__all__ = ["reviews_due"]


def reviews_due(desk: Desk, reader: Reader, today: date, until: date) -> tuple[FoldedItem, ...]:
    """Return the reviews that are due by a day, each with the day it is due.

    Grades: how many the stored scores do not bear out, also those kept by hand in an earlier
    review: whether that still holds is what it asks.  One line, however many, due since the first
    of them; those due later than today stand in it only while none is due.  The model: once, where
    it judges anybody.
    """
    grades, model = timers.asked(desk, reader, until), timers.model_due(desk, reader, until)
    lines = []
    if grades is not None:
        found = _grades(desk, reader, grades, today, until)
        if found is not None:
            lines.append(_dated(*found, today))
    if model is not None and has_scores(reader):
        line = FoldedItem(timers.MODEL, AgendaKind.REVIEW, 1, ())
        lines.append(_dated(line, model, today))
    return tuple(lines)


def _grades(
    desk: Desk, reader: Reader, asked: timers.Asked, today: date, until: date
) -> tuple[FoldedItem, timers.Due] | None:
    """Return the grades to review by today, else by a later day; None for none."""
    classes = _classes(reader)
    for day in dict.fromkeys((today, until)):
        rows = review_due(
            reader, classes=classes, before=timers.decided_before(desk, asked.months, day),
            decisions=timers.REVIEWED,
        )  # fmt: skip
        if rows:
            first = min(since for _grade, _count, since in rows)
            due = timers.Due.after(timers.local_day(desk, first), asked)
            if due.on > until:
                return None
            by_grade = tuple(GradeCount(grade, count) for grade, count, _since in rows)
            count = sum(one.customers for one in by_grade)
            return FoldedItem(timers.GRADES, AgendaKind.REVIEW, count, by_grade), due
    return None


def _dated(line: FoldedItem, due: timers.Due, today: date) -> FoldedItem:
    return line._replace(
        since=due.since,
        months=due.months,
        due=due.on,
        state=due_state(due.on, today),
        days_overdue=days_overdue(due.on, today),
    )


def _classes(reader: Reader) -> Sequence[tuple[str, int]]:
    """Return each class and where it begins; the first frame loads no scoring for the defaults."""
    if not has_grade_model(reader):
        return DEFAULT_SCALE.classes
    from kamtui.domain.scoring.rounding import whole_cut_off
    from kamtui.services.live_scores import model_in

    return [(one.key, whole_cut_off(one.cut_off)) for one in model_in(reader, None).classes]
