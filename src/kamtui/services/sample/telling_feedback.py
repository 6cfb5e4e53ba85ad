"""Writes the surveys, complaints and grade history of one hand-written customer."""

from kamtui.services.sample.almanac import Almanac
from kamtui.services.sample.ledger import Ledger
from kamtui.services.sample.story import Story

#: Complaints are opened at this hour (UTC), which is one date from Alaska to New Zealand's west.
_OPENED = "08:00:00.000Z"


def tell_feedback(
    ledger: Ledger, almanac: Almanac, story: Story, *, customer: str, rep: str
) -> None:
    """Write what a customer thinks of us, and what we thought of it."""
    for opinion in story.opinions:
        ledger.add(
            "survey", ledger.new_id(), customer, almanac.iso(opinion.ago), opinion.score,
            opinion.recommend, opinion.suggestion, "phone",
        )  # fmt: skip
    for trouble in story.troubles:
        settled = trouble.settled_ago
        formal = trouble.kind == "complaint"
        ledger.add(
            "complaint", ledger.new_id(), customer, trouble.kind, trouble.cause,
            trouble.description, f"{almanac.iso(trouble.ago)}T{_OPENED}",
            f"{almanac.iso(trouble.ago - 1)}T{_OPENED}" if formal else None,
            f"{almanac.iso(trouble.ago - 3)}T{_OPENED}" if formal else None,
            f"{almanac.iso(trouble.ago)}T09:30:00.000Z",
            None if settled is None else f"{almanac.iso(settled)}T{_OPENED}",
            trouble.resolution, rep,
        )  # fmt: skip
    for graded in story.grades:
        judged = graded.decision == "accepted"
        ledger.add(
            "grade_change", ledger.new_id(), customer, almanac.at(graded.ago, 2),
            "default" if judged else None, 1 if judged else None, graded.score, "[]",
            graded.after if judged else None, graded.before, graded.after, graded.decision,
            graded.reason, rep,
        )  # fmt: skip
