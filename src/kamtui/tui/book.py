"""What the screens ask of the services, with the desk already in hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kamtui.domain.views.agenda import Agenda, AgendaItem, Outlook
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.domain.views.customer import CustomerBrief
    from kamtui.domain.views.search import CustomerMatch

__all__ = ["Book"]


class Book(Protocol):
    """One open book.  Methods may be slow and fail with `KamError`: call them by `Operations`.

    `today` and `now` are quick and answer anywhere.  Reads come from one thread, writes from
    another.
    """

    def today(self) -> date:
        """Return the day it is for this session."""
        ...

    def now(self) -> datetime:
        """Return the aware instant it is for this session."""
        ...

    def agenda(self, *, days: int = 7, limit: int | None = None) -> Agenda:
        """Return everything owed, the most important first."""
        ...

    def outlook(self) -> Outlook:
        """Return the next 14 days and the receivables."""
        ...

    def brief(self, *, customer_id: str, communications: int = 20) -> CustomerBrief:
        """Return one customer."""
        ...

    def score(self, *, customer_id: str) -> int | None:
        """Return a customer's grade score, None where the data do not suffice."""
        ...

    def find(self, *, text: str, limit: int = 20) -> tuple[CustomerMatch, ...]:
        """Return the customers found."""
        ...

    def stop_finding(self) -> None:
        """Stop a running `find`, from any thread: a newer one follows."""
        ...

    def done(self, *, item_ids: tuple[str, ...]) -> ChangeSet:
        """Clear rows of the agenda in one undo step."""
        ...

    def snooze(self, *, item_ids: tuple[str, ...], to: date) -> ChangeSet:
        """Move rows of the agenda to a day in one undo step."""
        ...

    def next_item(self) -> AgendaItem | None:
        """Return the earliest thing owed after today, for an empty agenda."""
        ...

    def has_customers(self) -> bool:
        """Tell whether the book holds any customer: an empty book greets differently."""
        ...

    def undo(self) -> ChangeSet:
        """Take the last step back."""
        ...

    def redo(self) -> ChangeSet:
        """Do again what was undone last."""
        ...

    def latest_seq(self) -> int:
        """Return the highest number of the change log: it changes with every write."""
        ...
