"""The screens' book over a real desk: every verb is one service call, imported when first used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kamtui.domain.customer_filter import CustomerFilter, SortOrder
    from kamtui.domain.views.agenda import Agenda, AgendaItem, Outlook
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.domain.views.customer import CustomerBrief
    from kamtui.domain.views.customer_list import CustomerListHead, CustomerRow
    from kamtui.domain.views.grade_review import GradeDecision, GradeReview
    from kamtui.domain.views.grading import Proposal, Review
    from kamtui.domain.views.search import CustomerMatch
    from kamtui.services.communications import LogDraft, PlanDraft
    from kamtui.services.desk import Desk
    from kamtui.services.drafts import Draft
    from kamtui.services.finder import Finder
    from kamtui.services.next_step import NextProposal
    from kamtui.services.records import CustomerDraft

__all__ = ["DeskBook"]


class DeskBook:
    """Implements `kamtui.tui.book.Book` and `kamtui.tui.panels.ledger.Ledger`."""

    def __init__(self, desk: Desk) -> None:
        """Stand over a desk; whoever opened it closes it."""
        self.desk = desk
        self._finder: Finder | None = None

    # -- reads ---------------------------------------------------------------------------------

    def today(self) -> date:
        """Return the day it is for this session."""
        return self.desk.today()

    def now(self) -> datetime:
        """Return the aware instant it is for this session."""
        return self.desk.clock.now()

    def agenda(self, *, days: int = 7, limit: int | None = None) -> Agenda:
        """Return everything owed, the most important first."""
        from kamtui.services import agenda

        return agenda.read(self.desk, days=days, limit=limit)

    def outlook(self) -> Outlook:
        """Return the next 14 days and the receivables."""
        from kamtui.services import agenda

        return agenda.outlook(self.desk)

    def next_item(self) -> AgendaItem | None:
        """Return the earliest thing owed after today."""
        from kamtui.services import agenda

        return agenda.next_item(self.desk)

    def brief(self, *, customer_id: str, communications: int = 20) -> CustomerBrief:
        """Return one customer."""
        from kamtui.services import customers

        return customers.brief(self.desk, customer_id=customer_id, communications=communications)

    def score(self, *, customer_id: str) -> int | None:
        """Return a customer's grade score of today."""
        from kamtui.services import grading

        with self.desk.read() as reader:
            found = grading.scores(reader, customer_ids=[customer_id], today=self.today())
        return found[customer_id][1] if customer_id in found else None

    def find(self, *, text: str, limit: int = 20) -> tuple[CustomerMatch, ...]:
        """Return the customers found, with the scores of the customer list."""
        if self._finder is None:
            from kamtui.services.finder import Finder

            self._finder = Finder(self.desk)
        return self._finder.find(text=text, limit=limit)

    def stop_finding(self) -> None:
        """Stop a look-up that runs in another thread; its answer has been superseded."""
        if self._finder is not None:
            self._finder.interrupt()

    def has_customers(self) -> bool:
        """Tell whether the book holds any customer."""
        from kamtui.services.presence import has_customers

        return has_customers(self.desk)

    def latest_seq(self) -> int:
        """Return the highest number of the change log."""
        from kamtui.services import history

        return history.latest_seq(self.desk)

    def explain(self, *, customer_id: str) -> Proposal:
        """Return a customer's grade with every reason."""
        from kamtui.services import grading

        return grading.explain(self.desk, customer_id=customer_id)

    def similar(self, *, name: str) -> tuple[tuple[str, str, str], ...]:
        """Return (id, number, name) of customers that may be the same one."""
        from kamtui.services import records

        return records.similar(self.desk, name=name)

    def propose_next(self, *, customer_id: str, answered: str | None) -> NextProposal | None:
        """Return the next contact by cadence."""
        from kamtui.services import next_step

        return next_step.propose(self.desk, customer_id=customer_id, answered=answered)

    def cadence_of(self, *, customer_id: str) -> str | None:
        """Return the cadence that holds for a customer."""
        from kamtui.services import next_step

        return next_step.cadence_of(self.desk, customer_id=customer_id)

    # -- writes --------------------------------------------------------------------------------

    def done(self, *, item_ids: tuple[str, ...]) -> ChangeSet:
        """Clear rows of the agenda in one undo step."""
        from kamtui.services import actions

        return actions.done(self.desk, item_ids=item_ids)

    def snooze(self, *, item_ids: tuple[str, ...], to: date) -> ChangeSet:
        """Move rows to a day in one undo step; a naive `datetime` sets the time of day too."""
        from kamtui.services import actions

        if isinstance(to, datetime):
            return actions.snooze(self.desk, item_ids=item_ids, to=to.date(), at=to.time())
        return actions.snooze(self.desk, item_ids=item_ids, to=to)

    def undo(self) -> ChangeSet:
        """Take the last step back."""
        from kamtui.services import history

        return history.undo(self.desk)

    def redo(self) -> ChangeSet:
        """Do again what was undone last."""
        from kamtui.services import history

        return history.redo(self.desk)

    def log(self, *, draft: LogDraft) -> ChangeSet:
        """Write a communication."""
        from kamtui.services import communications

        return communications.log(self.desk, draft=draft)

    def plan(self, *, customer_id: str, draft: PlanDraft) -> ChangeSet:
        """Plan a follow-up."""
        from kamtui.services import communications

        return communications.plan(self.desk, customer_id=customer_id, draft=draft)

    def add_customer(self, *, draft: CustomerDraft) -> ChangeSet:
        """Add a customer."""
        from kamtui.services import records

        return records.add(self.desk, draft=draft)

    def edit_customer(
        self,
        *,
        customer_id: str,
        assignments: Mapping[str, str],
        base: Mapping[str, object] | None,
    ) -> ChangeSet:
        """Change fields of a customer."""
        from kamtui.services import records

        return records.edit(self.desk, customer_id=customer_id, assignments=assignments, base=base)

    def delete(self, *, entity: str, record_id: str) -> ChangeSet:
        """Delete a record; undo brings it back."""
        from kamtui.services import records

        return records.delete(self.desk, entity=entity, record_id=record_id)

    # -- the customer list and the grade review --------------------------------------------------

    def customer_window(
        self,
        *,
        wanted: CustomerFilter,
        order: SortOrder,
        offset: int,
        limit: int,
        total: int | None = None,
    ) -> tuple[CustomerRow, ...]:
        """Return some customers in order."""
        from kamtui.services import customer_list

        return customer_list.window(
            self.desk, wanted=wanted, order=order, offset=offset, limit=limit, total=total
        )

    def customer_spine(self, *, wanted: CustomerFilter, order: SortOrder) -> tuple[str, ...]:
        """Return the ids of everybody in order."""
        from kamtui.services import customer_list

        return customer_list.spine(self.desk, wanted=wanted, order=order)

    def customer_rows(self, *, customer_ids: Sequence[str]) -> tuple[CustomerRow, ...]:
        """Return the rows of some customers."""
        from kamtui.services import customer_list

        return customer_list.rows_of(self.desk, customer_ids=customer_ids)

    def customer_head(self) -> CustomerListHead:
        """Return customers per grade and how many are out of touch."""
        from kamtui.services import customer_list

        return customer_list.head(self.desk)

    def open_follow_ups(self, *, customer_ids: Sequence[str]) -> dict[str, str]:
        """Return the earliest open follow-up of each customer that has one."""
        from kamtui.services import marks

        return marks.open_follow_ups(self.desk, customer_ids=customer_ids)

    def grade_review(self, *, judged: Review | None = None) -> GradeReview:
        """Return the grade review of today."""
        from kamtui.services import grade_review

        return grade_review.read(self.desk, judged=judged)

    def grade_history(self, *, customer_id: str) -> tuple[GradeDecision, ...]:
        """Return the decisions about a customer's grade, the newest first."""
        from kamtui.services import grade_review

        return grade_review.history(self.desk, customer_id=customer_id)

    # -- drafts --------------------------------------------------------------------------------

    def keep_draft(self, draft: Draft) -> bool:
        """Keep an unfinished log; False where that failed."""
        from kamtui.services import drafts

        return drafts.keep(self.desk, draft)

    def draft_of(self, *, customer_id: str) -> Draft | None:
        """Return an unfinished log of a customer."""
        from kamtui.services import drafts

        return drafts.read(self.desk, customer_id=customer_id)

    def drafts(self) -> tuple[Draft, ...]:
        """Return every unfinished log, the newest first."""
        from kamtui.services import drafts

        return drafts.latest(self.desk)

    def discard_draft(self, *, customer_id: str) -> None:
        """Forget an unfinished log."""
        from kamtui.services import drafts

        drafts.discard(self.desk, customer_id=customer_id)
