"""What-if: the facts of everybody read once, then judged by any model in a moment."""

from collections.abc import Sequence
from datetime import date
from threading import Lock

from kamtui.domain.metrics import Fact, MetricKey, MetricRequest
from kamtui.domain.scoring.columns import FactColumns, Judged
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.views.what_if import Account, Outcome
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.store.queries.grade_facts import grade_facts
from kamtui.store.queries.grade_facts_scope import Scope
from kamtui.store.queries.segments_past import present
from kamtui.store.reader import Reader

__all__ = ["WhatIf"]

#: What every mover is shown with: the orders of the twelve months before.
_MONEY = MetricRequest(MetricKey.AMOUNT, 12)
#: Judged models remembered; a screen compares one with another.
_REMEMBERED = 4


class WhatIf:
    """Everybody's facts at one day.

    A model that asks for more than was read, such as another window, has its columns read when it
    is first judged.  Whoever shows it makes a new one when the book changes.

    Attributes:
        as_of: The day.
        replayed: Whether that is another day than today: nothing is decided about the past.
    """

    def __init__(self, desk: Desk, *, as_of: date | None = None) -> None:
        """Read nothing yet: the first model says what it asks for."""
        self._desk = desk
        today = desk.today()
        self.as_of = as_of or today
        self.replayed = self.as_of != today
        self._accounts: tuple[Account, ...] = ()
        self._columns: FactColumns | None = None
        self._judged: dict[ScoringModel, Judged] = {}
        self._lock = Lock()

    def outcome(self, before: ScoringModel, after: ScoringModel) -> Outcome:
        """Return what the second model would change against the first one."""
        with self._lock:
            columns = self._ready((before, after))
            was, now = self._judge(columns, before), self._judge(columns, after)
            return Outcome(self._accounts, was, now, as_of=self.as_of, replayed=self.replayed)

    def _judge(self, columns: FactColumns, model: ScoringModel) -> Judged:
        found = self._judged.pop(model, None)
        if found is None:
            found = columns.judge(model)
        self._judged[model] = found  # the newest last
        while len(self._judged) > _REMEMBERED:
            del self._judged[next(iter(self._judged))]
        return found

    def _ready(self, models: Sequence[ScoringModel]) -> FactColumns:
        """Return the columns, with whatever these models ask for in them."""
        wanted = tuple(
            dict.fromkeys((_MONEY, *(one for model in models for one in model.requests)))
        )
        columns = self._columns
        if columns is None:
            with self._desk.read() as reader:
                columns = self._columns = self._read(reader, wanted)
            return columns
        missing = tuple(dict.fromkeys(one for model in models for one in columns.missing(model)))
        if missing:
            with self._desk.read() as reader:
                self._read_more(reader, columns, missing)
        return columns

    def _read(self, reader: Reader, wanted: Sequence[MetricRequest]) -> FactColumns:
        many = grade_facts(reader, wanted, as_of=self.as_of, currency=_currency(reader))
        # In the order lists show; those of equal money stay by their numbers.
        many.sort(key=lambda facts: -_money(facts.values[0]))
        rows = reader.rows("SELECT id, customer_no, name, grade FROM customer")
        known = {row[0]: row for row in rows}
        if self.as_of < self._desk.today():
            there = frozenset(present(Scope(reader, self.as_of, None), past=True))
            many = [facts for facts in many if facts.customer_id in there]
        accounts = []
        for facts in many:
            _id, number, name, grade = known[facts.customer_id]
            money = _money(facts.values[0])
            accounts.append(
                Account(
                    facts.customer_id, number, name, grade,
                    money, facts.left_out,
                )
            )  # fmt: skip
        self._accounts = tuple(accounts)
        values = zip(*(facts.values for facts in many), strict=True)
        found = dict(zip(wanted, values, strict=True)) if many else dict.fromkeys(wanted, ())
        return FactColumns(found, count=len(accounts), as_of=self.as_of)

    def _read_more(
        self, reader: Reader, columns: FactColumns, wanted: Sequence[MetricRequest]
    ) -> None:
        many = grade_facts(reader, wanted, as_of=self.as_of, currency=_currency(reader))
        by_id = {facts.customer_id: facts.values for facts in many}
        nothing = (None,) * len(wanted)
        rows = [by_id.get(one.customer_id, nothing) for one in self._accounts]
        columns.add({request: tuple(row[at] for row in rows) for at, request in enumerate(wanted)})


def _money(fact: Fact) -> int:
    return fact if isinstance(fact, int) else 0


def _currency(reader: Reader) -> str:
    return str(rules.value_of(reader, "currency"))
