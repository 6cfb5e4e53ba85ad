"""Surveys and complaints."""

from decimal import Decimal
from typing import Any

from kamtui.exchange.typed import TypedRow
from kamtui.services.transfer.matched import MatchedRows
from kamtui.services.transfer.records import Row
from kamtui.services.transfer.result import Outcome, RowRejected
from kamtui.services.transfer.values import decimal_text, moment_text, need

_BEST = 5


class _Feedback(MatchedRows):
    """What both kinds of feedback do once a row is understood."""

    def _settle(
        self, table: str, found: Row | None, customer_id: str, made: Row, fresh: Row
    ) -> Outcome:
        """Create a record of ``made`` and ``fresh``, or bring the one found up to date."""
        if found is None:
            row = self._book.run.add(table, customer_id, {**made, **fresh})
            self._known.made(row)
            return Outcome.CREATED
        changed = self._book.run.change(table, found, customer_id, fresh)
        return Outcome.UPDATED if changed else Outcome.UNCHANGED


def survey_content(row: Row) -> tuple[object, ...]:
    """Return what makes two surveys alike."""
    return (row["customer_id"], row["on_date"], row["score"], row["recommend"])


class Surveys(_Feedback):
    """Imports answers to surveys (requirements S2-14); a row without a date is of today."""

    def decide(self, row: TypedRow, values: Any) -> Outcome:
        """Create one survey, or find it again."""
        score, recommend = values.get("score"), values.get("recommend")
        if score is None and recommend is None:
            raise RowRejected("", "", "row.required_missing", fields=("score", "recommend"))
        if score is not None and not 1 <= score <= _BEST:
            raise RowRejected("score", score, "cell.out_of_range", low=1, high=_BEST)
        customer_id = self._book.customers.need(values)
        self._known.load([customer_id])
        text = None if score is None else decimal_text(Decimal(score))
        on = values.get("on")
        source_key = self._keys.key(customer_id, on and on.isoformat(), text, recommend)
        day = (on or self._book.run.today).isoformat()
        found = self._known.find(source_key, (customer_id, day, text, recommend))
        fresh = {name: values[name] for name in ("suggestion", "source") if values.get(name)}
        made = {
            "customer_id": customer_id,
            "on_date": day,
            "score": text,
            "recommend": recommend,
            "source_key": source_key,
        }
        return self._settle("survey", found, customer_id, made, fresh)


def complaint_content(row: Row) -> tuple[object, ...]:
    """Return what makes two complaints alike."""
    return (row["customer_id"], row["opened_at"], row["description"] or "")


class Complaints(_Feedback):
    """Imports complaints and grumbles (requirements S2-27..31).

    Their deadlines are not written down: the clocks of the book tell them, as of typed ones.
    """

    def decide(self, row: TypedRow, values: Any) -> Outcome:
        """Create one complaint, or find it again and bring it up to date."""
        now = self._book.run.now
        opened = need(values, "opened_at")
        at = moment_text(opened, now=now, field="opened_at")
        fresh = {name: values[name] for name in ("kind", "cause", "resolution") if values.get(name)}
        for name in ("responded_at", "settled_at"):
            if values.get(name):
                fresh[name] = moment_text(values[name], now=now, field=name)
        # Last, because it may make the customer: a rejected row leaves nothing behind.
        customer_id = self._book.customers.need(values)
        self._known.load([customer_id])
        content = (customer_id, at, values.get("description") or "")
        source_key = self._keys.key(*content)
        found = self._known.find(source_key, content)
        made = {
            "customer_id": customer_id,
            "opened_at": at,
            "description": values.get("description"),
            "source_key": source_key,
        }
        return self._settle("complaint", found, customer_id, made, fresh)
