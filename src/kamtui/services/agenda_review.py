"""The lines that say grades, or the model that judges them, are to be looked over."""

from collections.abc import Sequence
from datetime import date

from kamtui.domain.owed import AgendaKind
from kamtui.domain.scoring.scale import DEFAULT_SCALE
from kamtui.domain.views.agenda import FoldedItem, GradeCount
from kamtui.services import review_timers as timers
from kamtui.services.desk import Desk
from kamtui.store.queries.grade_history import (
    count_misgraded,
    count_settled,
    has_grade_model,
    has_scores,
)
from kamtui.store.reader import Reader

__all__ = ["reviews_due"]


def reviews_due(desk: Desk, reader: Reader, today: date) -> tuple[FoldedItem, ...]:
    """Return the reviews whose time has come.

    Grades: how many the stored scores do not bear out, also those kept by hand in an earlier
    review: whether that still holds is what it asks.  The model: once, where it judges anybody.
    """
    found = []
    grades = timers.due(desk, reader, timers.GRADES, today)
    if grades is not None:
        classes = _classes(reader)
        before = timers.decided_before(desk, grades.months)
        counts = count_misgraded(reader, classes=classes)
        settled = count_settled(reader, classes=classes, since=before, decisions=timers.REVIEWED)
        by_grade = tuple(
            GradeCount(grade, number - settled.get(grade, 0))
            for grade, number in sorted(counts.items(), key=lambda pair: pair[0] or "~")
            if number > settled.get(grade, 0)
        )
        if by_grade:
            count = sum(one.customers for one in by_grade)
            line = FoldedItem(timers.GRADES, AgendaKind.REVIEW, count, by_grade)
            found.append(line._replace(since=grades.since, months=grades.months))
    model = timers.due(desk, reader, timers.MODEL, today)
    if model is not None and has_scores(reader):
        line = FoldedItem(timers.MODEL, AgendaKind.REVIEW, 1, ())
        found.append(line._replace(since=model.since, months=model.months))
    return tuple(found)


def _classes(reader: Reader) -> Sequence[tuple[str, int]]:
    """Return each class and where it begins; the first frame loads no scoring for the defaults."""
    if not has_grade_model(reader):
        return DEFAULT_SCALE.classes
    from kamtui.services.live_scores import model_in

    return [(one.key, int(one.cut_off)) for one in model_in(reader, None).classes]
