"""Customer lifetime value, of one customer or of a segment, with every input."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.domain.segments.clv import Clv, clv
from kamtui.domain.views.segments import ClvView
from kamtui.services import rules
from kamtui.store.queries import segments as queries
from kamtui.store.queries import segments_records as records
from kamtui.store.queries.grade_facts_scope import Scope
from kamtui.store.queries.order_standing import order_standings

if TYPE_CHECKING:
    from kamtui.services.desk import Desk
    from kamtui.store.reader import Reader

__all__ = ["of_customer", "of_groups"]


def of_customer(desk: "Desk", *, customer_id: str, as_of: date | None) -> ClvView:
    """Return a customer's lifetime value; retention is the whole book's.

    Raises:
        KamError: ``customer.unknown`` where there is no such customer.
    """
    with desk.read() as reader:
        known = reader.one(
            "SELECT id FROM customer WHERE id = :id AND deleted_at IS NULL", id=customer_id
        )
        if known is None:
            raise KamError("customer.unknown", {"customer": customer_id})
        day = as_of or desk.today()
        records_of = _Records(desk, reader, day, (customer_id,))
        currency = str(rules.value_of(reader, "currency"))
        standing = order_standings(reader, (customer_id,), as_of=day, currency=currency)
        return replace(
            records_of.view((customer_id,), customers=1), orders=standing.get(customer_id)
        )


def of_groups(
    desk: "Desk", *, groups: Mapping[str, Iterable[str]], as_of: date
) -> dict[str, ClvView]:
    """Return the lifetime value of one of each group of customers, from one pass over the orders.

    Averages are over those that ordered in the window; the total counts each of them.  Retention
    is the whole book's: that of today's members would leave out whoever left the segment.
    """
    with desk.read() as reader:
        records_of = _Records(desk, reader, as_of, None)
        return {key: records_of.view(ids) for key, ids in groups.items()}


class _Records:
    """What the records say about lifetime values at a day, and the settings beside it."""

    def __init__(
        self, desk: "Desk", reader: "Reader", as_of: date, customer_ids: tuple[str, ...] | None
    ) -> None:
        found = rules.values_of(
            reader,
            "segments.clv_margin",
            "segments.clv_retention",
            "segments.clv_months",
            "currency",
        )
        self._as_of = as_of
        self._months = int(found["segments.clv_months"])
        self._currency = str(found["currency"])
        self._margin = _share(int(found["segments.clv_margin"]))
        self._retention = _share(int(found["segments.clv_retention"]))
        scope = Scope(reader, as_of, customer_ids)
        self._bought = records.bought(scope, months=self._months, currency=self._currency)
        self._others = records.other_currencies(scope, months=self._months, currency=self._currency)
        away = queries.away(reader, as_of=as_of, past=as_of < desk.today())
        self._loyal = records.loyalty(Scope(reader, as_of, None), away=away)

    def view(self, customer_ids: Iterable[str], *, customers: int | None = None) -> ClvView:
        """Return the value of one of some customers."""
        bought, others = self._bought, self._others
        wanted = list(customer_ids)
        facts = records.together(
            [bought[one] for one in wanted if one in bought], self._loyal, months=self._months
        )
        value: Clv = clv(facts, assumed_margin=self._margin, assumed_retention=self._retention)
        count = facts.customers if customers is None else customers
        left_out = {other for one in wanted if one in others for other in others[one]}
        return ClvView(
            customers=count,
            clv=value,
            total_minor=None if value.value_minor is None else value.value_minor * count,
            currency=self._currency,
            as_of=self._as_of,
            left_out=tuple(sorted(left_out)),
        )


def _share(percent: int) -> Fraction | None:
    """A setting in percent; 0 stands for no assumption."""
    return Fraction(percent, 100) if percent else None
