"""Complaints and surveys in words: causes, clocks, answers."""

from datetime import datetime

from kamtui.domain.views.feedback import ComplaintView, SurveyView
from kamtui.i18n import NP_, _, pgettext
from kamtui.present.agenda_words import clock_words
from kamtui.present.safe_text import safe_text

__all__ = ["cause_words", "complaint_state", "survey_answer"]

#: The causes a new book offers; a book's own ones are shown as they were typed.
_CAUSES = {
    "product quality": NP_("cause", "product quality"),
    "price": NP_("cause", "price"),
    "delivery": NP_("cause", "delivery"),
    "slow response": NP_("cause", "slow response"),
    "poor service": NP_("cause", "poor service"),
    "attitude": NP_("cause", "attitude"),
    "dispute between departments": NP_("cause", "dispute between departments"),
    "other": NP_("cause", "other"),
}


def cause_words(cause: str) -> str:
    """Return a cause in the current language, one's own as typed."""
    words = _CAUSES.get(cause)
    if words is None:
        return safe_text(cause)
    return pgettext(*words)


def complaint_state(complaint: ComplaintView, now: datetime) -> str:
    """Return ``answer in 5h``, ``settle in 2d``, ``settling late``, or ``settled``."""
    if complaint.settled_at is not None:
        return pgettext("complaint", "settled")
    if complaint.responded_at is None:
        return clock_words("respond", complaint.respond_by, now)
    return clock_words("settle", complaint.settle_by, now)


def survey_answer(survey: SurveyView) -> str:
    """Return ``4/5  recommends 9/10``."""
    parts = []
    if survey.score is not None:
        parts.append(f"{safe_text(survey.score)}/5")
    if survey.recommend is not None:
        parts.append(_("recommends {number}/10").format(number=survey.recommend))
    return "  ".join(parts)
