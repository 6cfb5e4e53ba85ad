"""What the feedback panels are opened with: a record to change, or whose a new one is."""

from typing import NamedTuple

from kamtui.domain.enums import ComplaintKind
from kamtui.domain.views.feedback import ComplaintView, SurveyView

__all__ = ["EditComplaint", "EditSurvey"]


class EditComplaint(NamedTuple):
    """A complaint to change, by its id; without one, a new complaint of the kind.

    ``first`` is the field to begin with.
    """

    customer_id: str
    complaint_id: str | None = None
    kind: str = ComplaintKind.COMPLAINT.value
    subject: str = ""
    first: str = ""

    @classmethod
    def of(cls, customer_id: str, complaint: ComplaintView) -> "EditComplaint":
        """Return what changes a complaint."""
        return cls(customer_id, complaint.id, complaint.kind)


class EditSurvey(NamedTuple):
    """A survey to change; without one, a new answer."""

    customer_id: str
    survey: SurveyView | None = None
