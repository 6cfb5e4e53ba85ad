"""What panels and the customer screen ask of the book beyond what every screen asks."""

from typing import TYPE_CHECKING, Protocol, cast

from kamtui.tui.book import Book

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kamtui.domain.views.changes import ChangeSet
    from kamtui.domain.views.grading import Proposal
    from kamtui.services.communications import LogDraft, PlanDraft
    from kamtui.services.drafts import Draft
    from kamtui.services.next_step import NextProposal
    from kamtui.services.records import CustomerDraft
    from kamtui.tui.screens.base import KamScreen

__all__ = ["Ledger", "ledger_of"]


class Ledger(Book, Protocol):
    """One open book with everything forms write; see the services for what each one raises."""

    def log(self, *, draft: "LogDraft") -> "ChangeSet":
        """Write a communication."""
        ...

    def plan(self, *, customer_id: str, draft: "PlanDraft") -> "ChangeSet":
        """Plan a follow-up."""
        ...

    def add_customer(self, *, draft: "CustomerDraft") -> "ChangeSet":
        """Add a customer."""
        ...

    def similar(self, *, name: str) -> tuple[tuple[str, str, str], ...]:
        """Return (id, number, name) of customers that may be the same one."""
        ...

    def edit_customer(
        self,
        *,
        customer_id: str,
        assignments: "Mapping[str, str]",
        base: "Mapping[str, object] | None",
    ) -> "ChangeSet":
        """Change fields of a customer."""
        ...

    def delete(self, *, entity: str, record_id: str) -> "ChangeSet":
        """Delete a record; undo brings it back."""
        ...

    def propose_next(self, *, customer_id: str, answered: str | None) -> "NextProposal | None":
        """Return the next contact by cadence."""
        ...

    def cadence_of(self, *, customer_id: str) -> str | None:
        """Return the cadence that holds for a customer: its own, else its grade's."""
        ...

    def explain(self, *, customer_id: str) -> "Proposal":
        """Return a customer's grade with every reason."""
        ...

    def keep_draft(self, draft: "Draft") -> bool:
        """Keep an unfinished log; False where that failed."""
        ...

    def draft_of(self, *, customer_id: str) -> "Draft | None":
        """Return an unfinished log of a customer."""
        ...

    def drafts(self) -> "tuple[Draft, ...]":
        """Return every unfinished log, the newest first."""
        ...

    def discard_draft(self, *, customer_id: str) -> None:
        """Forget an unfinished log."""
        ...


def ledger_of(screen: "KamScreen") -> Ledger:
    """Return the book of a screen with all of its verbs."""
    return cast(Ledger, screen.book)
