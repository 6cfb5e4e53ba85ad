"""What is owed before its words are fetched: light rows an agenda is ordered by."""

from datetime import date, datetime, time

from kamtui.domain.owed import AgendaKind

__all__ = ["Owed"]


class Owed:
    """One obligation before its words are fetched; ``id`` is the record's."""

    __slots__ = (
        "amount_minor", "at", "customer_id", "deadline", "due", "grade", "id", "kind",
        "money_minor", "promised", "why",
    )  # fmt: skip

    def __init__(
        self,
        kind: AgendaKind,
        id: str,
        customer_id: str,
        due: date | None,
        grade: str | None,
        money_minor: int,
        why: str,
        *,
        at: time | None = None,
        amount_minor: int | None = None,
        deadline: datetime | None = None,
        promised: date | None = None,
    ) -> None:
        """Keep what rows are ordered by."""
        self.kind = kind
        self.id = id
        self.customer_id = customer_id
        self.due = due
        self.grade = grade
        self.money_minor = money_minor
        self.why = why
        self.at = at
        self.amount_minor = amount_minor
        self.deadline = deadline
        self.promised = promised
