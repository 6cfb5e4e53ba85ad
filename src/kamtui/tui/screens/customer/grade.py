"""The grade of a customer: what every criterion rests on, what was decided, deciding anew."""

from typing import TYPE_CHECKING, ClassVar

from kamtui.domain.errors import KamError
from kamtui.domain.scoring.treatment import treatments_of
from kamtui.i18n import N_, _
from kamtui.present.grading import class_label
from kamtui.present.rule_words import rule_text
from kamtui.tui.commands import Command, command
from kamtui.tui.keymap import key_text
from kamtui.tui.panels.line_drafts import LineDraft
from kamtui.tui.screens.customer.grade_rows import (
    SINCE,
    GradeFacts,
    criterion_of,
    decision_of,
    grade_rows,
)
from kamtui.tui.screens.customer.tab import CustomerTab
from kamtui.tui.screens.grade_flow import ask_grade
from kamtui.tui.widgets.drawn_rows import empty_rows
from kamtui.tui.widgets.line_list import RowSource
from kamtui.tui.widgets.preview import Facts
from kamtui.tui.widgets.words import planned_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kamtui.domain.scoring.model import ScoringModel
    from kamtui.domain.scoring.treatment import Treatments
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.domain.views.grade_review import GradeDecision
    from kamtui.domain.views.grading import Proposal
    from kamtui.services.desk import Desk

__all__ = ["GradeTab"]

#: From so many rows on what changed is told without being asked (ux.md, wide layout).
_TALL = 32


def _rating(desk: "Desk", customer_id: str) -> "tuple[Proposal, Treatments] | None":
    """Return the evaluation of the other axis; a model that cannot be read hides only itself."""
    from kamtui.services import grading

    try:
        rating = grading.explain(desk, customer_id=customer_id, model="rating")
        return rating, treatments_of(grading.model_named(desk, name="rating"))
    except KamError:
        return None


def _judges(
    desk: "Desk", history: "Sequence[GradeDecision]"
) -> "dict[tuple[str, int], ScoringModel]":
    """Return the models decisions rest on, as they were; one that is gone is left out."""
    from kamtui.services import models

    found = {}
    for one in history:
        if one.model is None or one.revision is None or (one.model, one.revision) in found:
            continue
        try:
            found[one.model, one.revision] = models.get(desk, name=one.model, revision=one.revision)
        except KamError:
            continue
    return found


class GradeTab(CustomerTab):
    """Criteria, each with its records on Enter; below them the decisions."""

    NAME: ClassVar[str] = "grade"
    LABEL: ClassVar[str] = N_("Grade")
    READS: ClassVar[bool] = True

    #: Criteria whose records are shown; the same for the next customer, for one compares them.
    opened: frozenset[str] = frozenset()

    def read(self, desk: "Desk") -> GradeFacts | None:
        """Return records, decisions and classes; runs in the reading thread."""
        from kamtui.services import credit_terms, grade_changes, grade_review, grading

        customer_id = self.screen.customer_id
        try:
            model = grading.model_named(desk)
            records = grading.records_of_all(desk, customer_id=customer_id)
            changes = grade_changes.changes_since(desk, customer_id=customer_id)
        except KamError:  # a model that cannot be read: `rows` says so
            return None
        history = grade_review.history(desk, customer_id=customer_id)
        rating = _rating(desk, customer_id)
        return GradeFacts(
            records={one.criterion: one for one in records},
            history=history,
            classes=tuple(one.key for one in model.classes),
            needed=int(model.minimum_with_data),
            rating=None if rating is None else rating[0],
            treatments=treatments_of(model),
            rating_treatments=None if rating is None else rating[1],
            credit=credit_terms.read(desk),
            rules={one.key: rule_text(one) for one in model.criteria},
            changes=changes,
            judges=_judges(desk, history),
        )

    def rows(self, facts: Facts) -> RowSource:
        """Return criteria and decisions."""
        proposal = self.screen.proposal
        if proposal is None:
            return empty_rows(_("The scoring model cannot be read, so there is no score"))
        known = self.value if isinstance(self.value, GradeFacts) else GradeFacts()
        tall = self.screen.app.size.height >= _TALL
        return grade_rows(
            proposal,
            known,
            today=facts.today,
            opened=self.opened ^ ({SINCE} if tall else set()),
            hints=self._hints(proposal),
            masked=facts.masked,
            tall=tall,
        )

    def _hints(self, proposal: "Proposal") -> list[tuple[str, str]]:
        keys = self.screen.kam.key_map
        hints = [
            (key_text("enter"), _("records")),
            (keys.shown(command("customer.edit")), _("set the grade")),
            (keys.shown(command("customer.portrait")), _("portrait")),
        ]
        if proposal.changes:
            hints.insert(1, (keys.shown(command("customer.accept_grade")), _("accept")))
        return hints

    def why_not(self, one: Command) -> str | None:
        """Say why there is nothing to accept."""
        if one.id == "customer.accept_grade":
            return self._why_not_accept()
        return super().why_not(one)

    def _why_not_accept(self) -> str | None:
        proposal = self.screen.proposal
        if proposal is None or proposal.changes:
            return None if proposal is not None else _("There is no proposal")
        words = (
            _("Too little data for a proposal; {key} sets a grade")
            if proposal.proposed is None
            else _("The records fit the grade; {key} sets another")
        )
        return words.format(key=self.screen.letter("customer.grade"))

    async def open(self) -> None:
        """Show the records of the criterion under the cursor, or put them away."""
        decision = decision_of(self.key)
        if decision is not None:
            self.opened = self.opened ^ {decision}
            self.screen.show()
            return
        criterion = criterion_of(self.key)
        if criterion is None:
            await super().open()
            return
        self.opened = self.opened ^ {criterion}
        if criterion == SINCE:
            self.screen.show()
            self.screen.line_list.move_to_key("since")
            return
        listing = self.screen.line_list
        self.screen.show()
        if criterion not in self.opened:  # the cursor may have stood on a record
            listing.move_to_key(f"criterion/{criterion}")

    async def edit(self) -> None:
        """Set the grade by hand."""
        await self.set_grade()

    async def accept(self) -> None:
        """Accept what the records propose."""
        from kamtui.services import grading

        proposal, desk = self.screen.proposal, self.screen.desk
        if proposal is None or proposal.proposed is None:
            return
        ids, seen = [proposal.customer_id], {proposal.customer_id: proposal.proposed}
        await self._decide(
            _("Accepted"),
            proposal,
            proposal.proposed,
            lambda: grading.accept(desk, customer_ids=ids, seen=seen),
        )

    async def set_grade(self) -> None:
        """Ask for a grade and the reason, and keep both."""
        from kamtui.services import grading

        screen, desk = self.screen, self.screen.desk
        proposal = screen.proposal
        if proposal is None:
            screen.say(_("The scoring model cannot be read, so there is no score"))
            return
        model = await screen.operations.fetch(lambda: grading.model_named(desk))
        title = _("Reason of a grade: {name}").format(name=proposal.name)
        who = proposal.customer_id
        line = LineDraft(screen, "override", who, title=title, customer_id=who)
        answer = await ask_grade(screen, [one.key for one in model.classes], line)
        if answer is None:
            screen.say(_("Nothing was decided"))
            return
        grade, reason = answer
        ids, seen = [proposal.customer_id], {proposal.customer_id: proposal.current}

        def write() -> "ChangeSet":
            changes = grading.override_many(
                desk, customer_ids=ids, grade=grade, reason=reason, seen=seen
            )
            line.forget()
            return changes

        verb = _("Kept") if grade == proposal.current else _("Set")
        await self._decide(verb, proposal, grade, write)

    async def _decide(
        self, verb: str, proposal: "Proposal", grade: str, write: "Callable[[], ChangeSet]"
    ) -> None:
        screen = self.screen
        try:
            changes = await screen.operations.perform(write)
        except KamError:
            screen.reload()  # what it was decided on is not what is there any more
            raise
        before = class_label(proposal.current) if proposal.current else "-"
        step = f"  {before}{screen.arrow()[0]}{class_label(grade)}"
        planned = planned_parts(changes)
        screen.say(screen.told(verb, proposal.name, (step, "muted", False), *planned))
        screen.kam.broadcast(changes)
