"""Customer lifetime value, of one customer or of a segment, with every input."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.domain.order_standing import OrderStanding
from kamtui.domain.segments.clv import Clv, clv
from kamtui.domain.views.segments import ClvView
from kamtui.services import rules
from kamtui.store.queries import segments_records as records
from kamtui.store.queries.grade_facts_scope import Scope
from kamtui.store.queries.order_standing import order_standings

if TYPE_CHECKING:
    from kamtui.services.desk import Desk
    from kamtui.store.reader import Reader

__all__ = ["of_customer", "of_many"]


def of_customer(desk: "Desk", *, customer_id: str, as_of: date | None) -> ClvView:
    """Return a customer's lifetime value; retention is the whole book's.

    Raises:
        KamError: ``customer.unknown`` where there is no such customer.
    """
    day = as_of or desk.today()
    with desk.read() as reader:
        known = reader.one(
            "SELECT id FROM customer WHERE id = :id AND deleted_at IS NULL", id=customer_id
        )
        if known is None:
            raise KamError("customer.unknown", {"customer": customer_id})
        everybody = _bought(reader, day, None)
    own = everybody.get(customer_id)
    with desk.read() as reader:
        if own is None:  # archived, or without an order
            own = _bought(reader, day, (customer_id,)).get(customer_id)
        return _view(reader, day, [] if own is None else [own], list(everybody.values()), 1,
                     customer_ids=(customer_id,))  # fmt: skip


def of_many(desk: "Desk", *, customer_ids: Sequence[str] | None, as_of: date) -> ClvView:
    """Return the lifetime value of one of some customers; None for all.

    Averages are over those that ordered in the window; the total counts each of them.  Retention
    is the whole book's: that of today's members would leave out whoever left the segment.
    """
    with desk.read() as reader:
        found = _bought(reader, as_of, None)
        everybody = list(found.values())
        wanted = None if customer_ids is None else set(customer_ids)
        many = [one for key, one in found.items() if wanted is None or key in wanted]
        return _view(reader, as_of, many, everybody, None, customer_ids=customer_ids)


def _bought(
    reader: "Reader", as_of: date, customer_ids: tuple[str, ...] | None
) -> dict[str, records.Bought]:
    scope = Scope(reader, as_of, customer_ids)
    months, currency = _window(reader)
    found = records.bought(scope, months=months, currency=currency)
    if customer_ids is None:
        living = {row[0] for row in reader.rows(
            "SELECT id FROM customer WHERE deleted_at IS NULL AND archived_on IS NULL"
        )}  # fmt: skip
        return {one: bought for one, bought in found.items() if one in living}
    return found


def _window(reader: "Reader") -> tuple[int, str]:
    found = rules.values_of(reader, "segments.clv_months", "currency")
    return int(found["segments.clv_months"]), str(found["currency"])


def _view(
    reader: "Reader",
    as_of: date,
    own: list[records.Bought],
    others: list[records.Bought],
    customers: int | None,
    *,
    customer_ids: Sequence[str] | None,
) -> ClvView:
    found = rules.values_of(
        reader, "segments.clv_margin", "segments.clv_retention", "segments.clv_months", "currency"
    )
    months, currency = int(found["segments.clv_months"]), str(found["currency"])
    facts = records.together(own, months=months)
    loyal = records.together(others, months=months)
    facts = facts._replace(buyers_before=loyal.buyers_before, bought_again=loyal.bought_again)
    value: Clv = clv(
        facts,
        assumed_margin=_share(int(found["segments.clv_margin"])),
        assumed_retention=_share(int(found["segments.clv_retention"])),
    )
    count = facts.customers if customers is None else customers
    return ClvView(
        customers=count,
        clv=value,
        total_minor=None if value.value_minor is None else value.value_minor * count,
        currency=currency,
        as_of=as_of,
        left_out=records.other_currencies(
            reader, as_of, months=months, currency=currency, customer_ids=customer_ids
        ),
        orders=None if customers is None else _standing(reader, customer_ids, as_of, currency),
    )


def _standing(
    reader: "Reader", customer_ids: Sequence[str] | None, as_of: date, currency: str
) -> OrderStanding | None:
    found = order_standings(reader, customer_ids or (), as_of=as_of, currency=currency)
    return next(iter(found.values()), None)


def _share(percent: int) -> Fraction | None:
    """A setting in percent; 0 stands for no assumption."""
    return Fraction(percent, 100) if percent else None
