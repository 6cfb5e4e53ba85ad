"""What was worked out about everybody is kept until the book, the day or the rules change."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.conftest import NOW, TODAY

from kamtui.domain.errors import KamError
from kamtui.domain.views.orders import OrderValues
from kamtui.services import history, orders, segments, settings
from kamtui.services.clock import FixedClock
from kamtui.services.desk import Desk
from kamtui.store.queries import segments as queries
from kamtui.store.reader import Reader

from .segment_book import SegmentBook

AMOUNT = OrderValues(order_no=None, ordered_on=TODAY, amount_minor=60_000_000)


@pytest.fixture
def book(desk: Desk) -> SegmentBook:
    found = SegmentBook(desk)
    found.customer()
    found.order("2026-11-01", 5)
    return found


def test_the_second_look_costs_nothing(book: SegmentBook) -> None:
    first = segments.overview(book.desk, by="rfm")
    assert segments.overview(book.desk, by="ＲＦＭ") is first
    assert segments.overview(book.desk, by="rfm", as_of=TODAY) is first
    assert segments.overview(book.desk, by="rfm", as_of=date(2026, 11, 1)) is not first
    assert segments.overview(book.desk, by="value") is not first


def test_any_write_is_seen(book: SegmentBook, desk_on: Callable[..., Desk]) -> None:
    desk = book.desk
    views = [segments.overview(desk)]
    orders.add(desk, customer_id="c1", values=AMOUNT)
    views.append(segments.overview(desk))
    history.undo(desk)
    views.append(segments.overview(desk))
    history.redo(desk)
    views.append(segments.overview(desk))
    assert [view.amount_minor for view in views] == [500, 60_000_500, 500, 60_000_500]
    orders.add(desk_on(desk.path, device="two"), customer_id="c1", values=AMOUNT)
    assert segments.overview(desk).amount_minor == 120_000_500
    segments.set_rules(desk, by="value", lines=["all_of_them: otherwise"])
    assert [row.key for row in segments.overview(desk).rows] == ["all_of_them"]
    settings.change(desk, key="segments.period_months", text="6")
    assert segments.overview(desk).before_on == date(2026, 5, 22)


def test_another_day_is_another_view(book: SegmentBook) -> None:
    view = segments.overview(book.desk)
    book.desk.clock = FixedClock(NOW + timedelta(days=1))
    assert segments.overview(book.desk).as_of == view.as_of + timedelta(days=1)


def test_what_fails_is_not_kept(book: SegmentBook) -> None:
    for _ in range(2):
        with pytest.raises(KamError, match=r"segments\.unknown"):
            segments.overview(book.desk, by="own")


def test_one_customer_reads_everybodys_orders_once_and_no_names(
    book: SegmentBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RFM's quantiles are everybody's; the rest is the customer's own."""
    asked: list[tuple[str, ...] | None] = []
    purchases = queries.purchases

    def counting(
        reader: Reader,
        *,
        as_of: date,
        months: int | None,
        currency: str,
        by_day: bool,
        customer_ids: tuple[str, ...] | None,
    ) -> queries.Bought:
        asked.append(customer_ids)
        return purchases(
            reader, as_of=as_of, months=months, currency=currency, by_day=by_day,
            customer_ids=customer_ids,
        )  # fmt: skip

    monkeypatch.setattr(queries, "purchases", counting)
    wanted = segments.of_customer(book.desk, customer_id="c1")
    assert asked == [None, ("c1",)]
    assert segments.of_customer(book.desk, customer_id="c1") == wanted
    assert asked == [None, ("c1",), ("c1",)]
    book.order("2026-11-02", 7)
    assert segments.of_customer(book.desk, customer_id="c1") != wanted
    assert asked.count(None) == 2
