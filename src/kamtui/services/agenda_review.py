"""The one line that says grades are to be reviewed: quarterly by default (S0-11, S4-10)."""

from datetime import date

from kamtui.domain.decisions import Decision
from kamtui.domain.months import add_months
from kamtui.domain.owed import AgendaKind
from kamtui.domain.views.agenda import FoldedItem, GradeCount
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.store.queries import agenda as queries
from kamtui.store.queries.grade_history import count_misgraded
from kamtui.store.reader import Reader
from kamtui.store.values import as_instant

__all__ = ["REVIEW_ID", "review_due"]

REVIEW_ID = "review:grades"
_REVIEWED = (Decision.ACCEPTED.value, Decision.OVERRIDDEN.value, Decision.KEPT.value)


def review_due(desk: Desk, reader: Reader, today: date) -> FoldedItem | None:
    """Return how many grades the stored scores do not bear out, once a review is due.

    Also those kept by hand in an earlier review: whether that still holds is what it asks.

    Due is so many months after the last decision of a review, else after the book was begun.
    """
    stored = queries.last_review(reader, _REVIEWED) or queries.begun(reader)
    last = as_instant(stored)
    if last is None:
        return None
    on = last.astimezone(desk.clock.now().tzinfo).date()
    if add_months(on, int(rules.value_of(reader, "review.months"))) > today:
        return None
    from kamtui.services.live_scores import model_in

    classes = [(one.key, int(one.cut_off)) for one in model_in(reader, None).classes]
    counts = count_misgraded(reader, classes=classes)
    by_grade = tuple(
        GradeCount(grade, counts[grade]) for grade in sorted(counts, key=lambda one: one or "~")
    )
    total = sum(counts.values())
    return FoldedItem(REVIEW_ID, AgendaKind.REVIEW, total, by_grade) if total else None
