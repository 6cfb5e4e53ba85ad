"""What the customer list and the grade review ask of the book beyond what every screen asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from kamtui.tui.book import Book

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kamtui.domain.customer_filter import CustomerFilter, SortOrder
    from kamtui.domain.views.customer_list import CustomerListHead, CustomerRow
    from kamtui.domain.views.grade_review import GradeDecision, GradeReview
    from kamtui.domain.views.grading import Review
    from kamtui.tui.screens.base import KamScreen

__all__ = ["ListBook", "list_book"]


class ListBook(Book, Protocol):
    """One open book with its customer list and its grade review."""

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
        ...

    def customer_spine(self, *, wanted: CustomerFilter, order: SortOrder) -> tuple[str, ...]:
        """Return the ids of everybody in order."""
        ...

    def customer_rows(self, *, customer_ids: Sequence[str]) -> tuple[CustomerRow, ...]:
        """Return the rows of some customers."""
        ...

    def customer_head(self) -> CustomerListHead:
        """Return customers per grade and how many are out of touch."""
        ...

    def open_follow_ups(self, *, customer_ids: Sequence[str]) -> dict[str, str]:
        """Return the earliest open follow-up of each customer that has one."""
        ...

    def grade_review(self, *, judged: Review | None = None) -> GradeReview:
        """Return the grade review of today."""
        ...

    def grade_history(self, *, customer_id: str) -> tuple[GradeDecision, ...]:
        """Return the decisions about a customer's grade, the newest first."""
        ...


def list_book(screen: KamScreen) -> ListBook:
    """Return the book of a screen with the verbs of lists."""
    return cast("ListBook", screen.book)
