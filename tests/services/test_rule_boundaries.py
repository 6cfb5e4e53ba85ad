"""From a record to its points, at and around each limit of the seeds, through book and words."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.conftest import TODAY

from kamtui.domain.scoring.evaluate import Part
from kamtui.i18n import set_language
from kamtui.present.grading import why_text
from kamtui.services import customers, grading, records
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft


@pytest.fixture
def who(desk: Desk) -> str:
    records.add(desk, draft=CustomerDraft("甲"))
    return customers.resolve(desk, customer="甲")[0]


def part(desk: Desk, who: str, criterion: str, model: str | None = None) -> Part:
    found = grading.explain(desk, customer_id=who, model=model).evaluation.parts
    return next(one for one in found if one.criterion == criterion)


def order(desk: Desk, who: str, *cents: int, on: date = TODAY, status: str = "completed") -> None:
    from kamtui.store.tables import SalesOrder

    with desk.write("order") as work:
        for one in cents:
            work.add(SalesOrder(customer_id=who, ordered_on=on, amount_minor=one, status=status))
        work.commit()


@pytest.mark.parametrize(
    ("cents", "points"),
    [
        ((0,), 0), ((1,), 10), ((9_999_999,), 10), ((10_000_000,), 20),
        ((4_999_999, 5_000_000), 10), ((5_000_000, 5_000_000), 20),
        ((49_999_999,), 20), ((50_000_000,), 30), ((50_000_000, -1), 20), ((-1, 100), 10),
    ],
)  # fmt: skip
def test_amount_of_twelve_months(desk: Desk, who: str, cents: tuple[int, ...], points: int) -> None:
    order(desk, who, *cents)
    found = part(desk, who, "amount")
    assert found.points == points
    assert found.value == Decimal(sum(cents)) / 100


def test_an_order_a_day_too_old_is_in_the_table_and_not_in_the_grade(desk: Desk, who: str) -> None:
    order(desk, who, 10_000_000, on=date(2025, 11, 22))
    assert part(desk, who, "amount").points == 0
    assert part(desk, who, "amount", "rating").points == 40
    order(desk, who, 10_000_000, on=date(2025, 11, 23))
    assert part(desk, who, "amount").points == 20


@pytest.mark.parametrize(
    ("cents", "points"),
    [
        ((99_999,), 0), ((100_000,), 1), ((199_999,), 1), ((99_999, 99_999), 0),
        ((100_000, 99_999), 1), ((200_000, 100_000), 3), ((3_999_999,), 39), ((4_000_000,), 40),
        ((4_100_000,), 40), ((100_000, -100_000), 0),
    ],
)  # fmt: skip
def test_a_point_for_each_whole_thousand_of_each_order(
    desk: Desk, who: str, cents: tuple[int, ...], points: int
) -> None:
    order(desk, who, *cents)
    assert part(desk, who, "amount", "rating").points == points


@pytest.mark.parametrize(
    ("orders", "grade", "rating"),
    [(1, "1.5", 1), (9, "13.5", 9), (10, "15", 10), (19, "15", 19), (20, "15", 20), (21, "15", 20)],
)
def test_points_for_each_order(desk: Desk, who: str, orders: int, grade: str, rating: int) -> None:
    order(desk, who, *[0] * orders)
    order(desk, who, 100, status="cancelled")
    assert part(desk, who, "orders").points == Decimal(grade)
    assert part(desk, who, "purchases", "rating").points == rating


@pytest.mark.parametrize(("products", "grade"), [(1, 0), (2, 0), (3, 5), (4, 5)])
def test_three_or_more_products(desk: Desk, who: str, products: int, grade: int) -> None:
    from kamtui.store.tables import OrderLine, Product, SalesOrder

    with desk.write("order") as work:
        head = work.add(SalesOrder(customer_id=who, ordered_on=TODAY, amount_minor=1))
        for n in range(products):
            product = work.add(Product(name=f"p{n}", name_key=f"p{n}"))
            for _twice in range(2):
                work.add(OrderLine(order_id=head.id, product_id=product.id))
        work.commit()
    assert part(desk, who, "variety").points == grade
    assert part(desk, who, "variety", "rating").points == grade


@pytest.mark.parametrize(
    ("late", "share"),
    [(-3, "1"), (0, "1"), (1, "0.5"), (2, "0.5"), (6, "0.5"), (7, "0.5"), (8, "0"), (400, "0")],
)
@pytest.mark.parametrize("paid", [True, False])
def test_days_late(desk: Desk, who: str, late: int, share: str, paid: bool) -> None:
    """Paid so many days late, or not paid and so many days past due."""
    if not paid and late <= 0:
        pytest.skip("not paid and not past due is not judged")
    from kamtui.store.tables import Payment, Receivable

    due = TODAY - timedelta(days=late if not paid else 30)
    if late == 400 and not paid:
        due = TODAY - timedelta(days=300)  # within the twelve months
    with desk.write("receivable") as work:
        owed = work.add(Receivable(customer_id=who, due_on=due, amount_minor=100))
        if paid:
            on = min(TODAY, due + timedelta(days=late))
            work.add(
                Payment(customer_id=who, receivable_id=owed.id, amount_minor=100, received_on=on)
            )
        work.commit()
    assert part(desk, who, "payment").points == 15 * Decimal(share)
    assert part(desk, who, "payment", "rating").points == 20 * Decimal(share)


@pytest.mark.parametrize(
    ("score", "grade", "rating", "shown"),
    [
        ("1", "0", "0", "1"), ("1.4", "0", "0", "1.4"), ("1.5", "5", "7.5", "1.5"),
        ("2", "5", "7.5", "2"), ("3", "5", "7.5", "3"), ("3.49", "5", "7.5", "3.49"),
        ("3.5", "10", "15", "3.5"), ("4", "10", "15", "4"), ("4.5", "10", "15", "4.5"),
        ("5", "10", "15", "5"),
    ],
)  # fmt: skip
def test_satisfaction_is_rounded_half_up_and_both_numbers_are_shown(
    desk: Desk, who: str, score: str, grade: str, rating: str, shown: str
) -> None:
    from kamtui.store.tables import Survey

    with desk.write("survey") as work:
        work.add(Survey(customer_id=who, on_date=TODAY - timedelta(days=1), score="2"))
        work.add(Survey(customer_id=who, on_date=TODAY, score=score))
        work.commit()
    found = part(desk, who, "satisfaction")
    assert found.points == Decimal(grade)
    assert part(desk, who, "feedback", "rating").points == Decimal(rating)
    set_language("en")
    words = why_text(found)
    assert words.startswith(shown)
    rounded = str(int(Decimal(score) + Decimal("0.5")))
    assert ("counted as" in words) == (rounded != shown)
    assert rounded in words


@pytest.mark.parametrize(
    ("since", "points"),
    [
        (date(2023, 11, 22), 10), (date(2023, 11, 23), 6), (date(2025, 11, 22), 6),
        (date(2025, 11, 23), 3), (TODAY, 3),
    ],
)  # fmt: skip
def test_years_together(desk: Desk, who: str, since: date, points: int) -> None:
    records.edit(desk, customer_id=who, assignments={"customer_since": since.isoformat()})
    assert part(desk, who, "years_together").points == points


@pytest.mark.parametrize(("contacts", "points"), [(1, 0), (2, 0), (3, 3), (5, 3), (6, 5), (7, 5)])
def test_contacts_a_month_over_three_months(
    desk: Desk, who: str, contacts: int, points: int
) -> None:
    from kamtui.store.tables import Communication

    with desk.write("log") as work:
        for n in range(contacts):
            on = TODAY - timedelta(days=n)
            work.add(Communication(customer_id=who, on_date=on, at=work.now, channel="call"))
        work.add(
            Communication(customer_id=who, on_date=date(2026, 8, 22), at=work.now, channel="call")
        )
        work.commit()
    assert part(desk, who, "contacts").points == points
