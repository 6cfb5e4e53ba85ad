"""The open book of a real session: each verb of `Book` is one service, imported at first use."""

from datetime import date, datetime

from kamtui.domain.views.agenda import Agenda, AgendaItem, Outlook
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.customer import CustomerBrief
from kamtui.domain.views.search import CustomerMatch
from kamtui.services.desk import Desk

__all__ = ["ServiceBook"]


class ServiceBook:
    """`Book` over the services.  Reads load neither SQLModel nor Alembic; writes do."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk; it is closed by whoever opened it."""
        self.desk = desk

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

    def brief(self, *, customer_id: str, communications: int = 20) -> CustomerBrief:
        """Return one customer."""
        from kamtui.services import customers

        return customers.brief(self.desk, customer_id=customer_id, communications=communications)

    def score(self, *, customer_id: str) -> int | None:
        """Return a customer's grade score, None where the data do not suffice."""
        from kamtui.services import grading

        with self.desk.read() as reader:
            found = grading.scores(reader, customer_ids=[customer_id], today=self.desk.today())
        score = found.get(customer_id)
        return score[1] if score is not None else None

    def find(self, *, text: str, limit: int = 20) -> tuple[CustomerMatch, ...]:
        """Return the customers found."""
        from kamtui.services import customers

        return customers.find_scored(self.desk, text=text, limit=limit)

    def next_item(self) -> AgendaItem | None:
        """Return the earliest thing owed after today."""
        from kamtui.services import agenda

        return agenda.next_item(self.desk)

    def has_customers(self) -> bool:
        """Tell whether the book holds any customer."""
        from kamtui.services import customers

        return bool(customers.find(self.desk, text="", limit=1))

    def done(self, *, item_ids: tuple[str, ...]) -> ChangeSet:
        """Clear rows of the agenda in one undo step."""
        from kamtui.services import actions

        return actions.done(self.desk, item_ids=item_ids)

    def snooze(self, *, item_ids: tuple[str, ...], to: date) -> ChangeSet:
        """Move rows of the agenda to a day in one undo step."""
        from kamtui.services import actions

        return actions.snooze(self.desk, item_ids=item_ids, to=to)

    def undo(self) -> ChangeSet:
        """Take the last step back."""
        from kamtui.services import history

        return history.undo(self.desk)

    def redo(self) -> ChangeSet:
        """Do again what was undone last."""
        from kamtui.services import history

        return history.redo(self.desk)

    def latest_seq(self) -> int:
        """Return the highest number of the change log."""
        from kamtui.services import history

        return history.latest_seq(self.desk)
