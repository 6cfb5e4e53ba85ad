"""Which customers and which day a set of facts is about."""

from datetime import UTC, date, datetime, time, timedelta

from kamtui.domain.metrics import window_start
from kamtui.store.reader import Reader, Row
from kamtui.store.values import as_instant, instant_text


def customer(table: str = "") -> str:
    """The customer's id as something to group by.

    Grouping by the bare column makes SQLite walk its index and look up each row apart, which
    takes twice as long over a whole table as one sequential pass and a sort of the groups. No
    customer_id is null: coalesce only hides the column, without making a new text of each.
    """
    return f"coalesce({table}customer_id, '')"


class Scope:
    """Runs one statement for the same customers and date.

    Attributes:
        reader: Where to read.
        as_of: The date to measure at.
        customer_ids: Some customers, None for all.
    """

    def __init__(self, reader: Reader, as_of: date, customer_ids: tuple[str, ...] | None) -> None:
        """Measure at a date over some customers or all."""
        self.reader = reader
        self.as_of = as_of
        self.customer_ids = customer_ids
        self._days: dict[str, date] = {}

    def rows(self, sql: str, column: str = "customer_id", /, **params: object) -> list[Row]:
        """Run a statement in which ``{scope}`` narrows to the customers of this scope.

        ``:as_of`` is bound to the date where the statement names it.
        """
        if ":as_of" in sql:
            params["as_of"] = self.as_of.isoformat()
        if self.customer_ids is None:
            return self.reader.rows(sql.format(scope=""), **params)
        narrowed = sql.format(scope=f"AND {column} IN :ids")
        return self.reader.rows(narrowed, ids=self.customer_ids, **params)

    def after(self, months: int | None) -> str:
        """The day after which a window begins, as stored; before every day for all of history."""
        return "" if months is None else window_start(self.as_of, months).isoformat()

    def moments(self, months: int | None) -> tuple[str, str]:
        """The instants a window begins at and ends before, in the reader's zone, as stored."""
        first = date.min if months is None else window_start(self.as_of, months)
        begin = "" if first == date.min else self._midnight(first + timedelta(days=1))
        end = "~" if self.as_of == date.max else self._midnight(self.as_of + timedelta(days=1))
        return begin, end

    def _midnight(self, day: date) -> str:
        try:
            moment = datetime.combine(day, time(), tzinfo=self.reader.zone)
            return instant_text(moment.astimezone(UTC))
        except OverflowError:
            return ""

    def local_day(self, text: str) -> date:
        """The day a stored instant falls on in the reader's zone."""
        moment = as_instant(text)
        assert moment is not None
        return moment.astimezone(self.reader.zone).date()

    def day(self, text: str) -> date:
        """A stored day as a date; the same days come again and again."""
        known = self._days.get(text)
        if known is None:
            known = self._days[text] = date.fromisoformat(text)
        return known
