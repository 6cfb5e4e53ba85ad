"""The way to the next grade, done in the book: what is told is written, and the grade is there."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from tests.conftest import NOW, TODAY

from kamtui.domain.metrics import CustomerFacts
from kamtui.domain.scoring.deeds import Deed, Hint
from kamtui.domain.scoring.distance import Distance, NextGrade
from kamtui.domain.scoring.outlook import Outlook
from kamtui.domain.views.feedback import SurveyValues
from kamtui.domain.views.orders import LineValues, OrderValues
from kamtui.services import (
    communications,
    feedback,
    grade_review,
    grade_ways,
    grading,
    orders,
    receivables,
    records,
)
from kamtui.services.clock import FixedClock
from kamtui.services.communications import LogDraft
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.services.sample import build
from kamtui.store.queries.grade_outlook import due_soon

DeskOn = Callable[..., Desk]


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory, unsynced: None) -> Path:
    """The sample book as it is built."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    build(path, today=TODAY)
    return path


def at(day: date) -> FixedClock:
    """Nine o'clock of a day."""
    return FixedClock(datetime.combine(day, NOW.timetz()))


def writes(desk: Desk, customer_id: str, hint: Hint) -> Iterator[Callable[[], object]]:
    """Every single record a hint asks for; payments and anniversaries come on their own days."""
    day = desk.today()
    for number in range(hint.count):
        match hint.deed:
            case Deed.ORDER:
                # New products are on the first order, as many lines as it takes.
                new = hint.products if not number else 0

                def order(new: int = new) -> None:
                    values = OrderValues(None, day, hint.amount_minor or 1)
                    done = orders.add(desk, customer_id=customer_id, values=values)
                    (order_id,) = [one for one in done.records if one in _orders(desk)]
                    for place in range(new):
                        line = LineValues(f"never bought {place}", "1", None, None)
                        orders.add_line(desk, order_id=order_id, values=line)

                yield order
            case Deed.CONTACT | Deed.VISIT:
                channel = "visit" if hint.deed is Deed.VISIT else "call"
                draft = LogDraft(customer_id, "聊", channel=channel, on=day)
                yield partial(communications.log, desk, draft=draft)
            case Deed.SURVEY:
                survey = SurveyValues(day, str(hint.score))
                yield partial(feedback.add_survey, desk, customer_id=customer_id, values=survey)
            case _:
                return


def _orders(desk: Desk) -> set[str]:
    with desk.read() as reader:
        return {row[0] for row in reader.rows("SELECT id FROM sales_order")}


def pay(desk: Desk, customer_id: str, *, first: date, until: date, count: int | None) -> None:
    """Pay what falls due on its day: the first ones, or all."""
    with desk.read() as reader:
        rows = reader.rows(
            "SELECT id, due_on, amount_minor - paid_minor FROM receivable WHERE customer_id = :id"
            " AND due_on >= :first AND due_on <= :until AND settled_on IS NULL"
            " AND deleted_at IS NULL ORDER BY due_on, id",
            id=customer_id, first=first.isoformat(), until=until.isoformat(),
        )  # fmt: skip
    for receivable_id, due, amount in rows[:count]:
        receivables.receive(
            desk, receivable_id=receivable_id, amount_minor=amount, on=date.fromisoformat(due)
        )


def follow(path: Path, desk_on: DeskOn, day: date, customer_id: str, way: NextGrade,
           model: str | None) -> None:  # fmt: skip
    """Write all a way tells, and find the grade on the day promised, not before."""
    assert way.hints and way.by is not None
    desk, then = desk_on(path, clock=at(day)), desk_on(path, clock=at(way.by))

    def reached() -> bool:
        found = grading.explain(then, customer_id=customer_id, model=model)
        keys = [one.key for one in grading.model_named(then, name=model).classes]
        assert found.proposed is not None
        return keys.index(found.proposed) <= keys.index(way.grade)

    # On credit, an order is paid on its day; what fell due before is left as it is.
    owed_before = [hint.count for hint in way.hints if hint.deed is Deed.PAYMENT]
    if owed_before:
        pay(then, customer_id, first=day, until=way.by, count=owed_before[0])
    steps = [one for hint in way.hints for one in writes(desk, customer_id, hint)]
    for at_step, step in enumerate(steps):
        if at_step or not way.hints[0].products:
            assert not reached()
        step()
    if any(hint.deed is Deed.ORDER for hint in way.hints):
        pay(then, customer_id, first=day, until=way.by, count=None)
    assert reached(), way


def open_ways(desk: Desk, model: str | None) -> dict[str, NextGrade]:
    """The ways of everybody."""
    rows = grade_review.listed(desk, model=model, everybody=True).rows
    found = grade_ways.with_ways(desk, [row.proposal for row in rows], model=model)
    return {one.customer_id: one.following for one in found if one.following is not None}


@pytest.mark.parametrize("model", [None, "rating"])
def test_doing_what_is_told_reaches_the_next_grade(
    sample_file: Path, tmp_path: Path, desk_on: DeskOn, model: str | None
) -> None:
    path = tmp_path / "way.db"
    shutil.copyfile(sample_file, path)
    ways = open_ways(desk_on(path), model)
    told = {one: way for one, way in ways.items() if way.hints}
    assert len(told) > 10
    for customer_id, way in told.items():
        follow(path, desk_on, TODAY, customer_id, way, model)


def test_promises_of_days_ahead_are_kept_too(
    sample_file: Path, tmp_path: Path, desk_on: DeskOn
) -> None:
    """Anniversaries and due days, met on whichever day of a year the book is looked at."""
    kept: set[Deed] = set()
    for weeks in range(0, 52, 3):
        day = TODAY - timedelta(weeks=weeks)
        ahead = {
            one: way
            for one, way in open_ways(desk_on(sample_file, clock=at(day)), None).items()
            if way.by is not None and way.by > day
        }
        for place, (customer_id, way) in enumerate(ahead.items()):
            path = tmp_path / f"{weeks}-{place}.db"
            shutil.copyfile(sample_file, path)
            follow(path, desk_on, day, customer_id, way, None)
            kept.update(hint.deed for hint in way.hints or ())
    assert kept & {Deed.ANNIVERSARY, Deed.PAYMENT}


def named(desk: Desk, number: str) -> str:
    """The id of a customer number."""
    with desk.read() as reader:
        return str(reader.value("SELECT id FROM customer WHERE customer_no = :no", "", no=number))


def test_orders_are_of_the_sizes_the_customer_knows(sample_file: Path, desk_on: DeskOn) -> None:
    desk = desk_on(sample_file)
    way = grade_ways.way(desk, customer_id=named(desk, "C0006"))
    assert way is not None
    (hint,) = way.hints or ()
    assert (hint.deed, hint.count, hint.amount_minor) == (Deed.ORDER, 5, 5_300_000)
    assert hint.currency == orders.book_currency(desk)


def grown(desk: Desk, since: date, dates: list[date], amount: int) -> str:
    """A customer with an anniversary and orders, in touch and content."""
    customer_id = records.add(desk, draft=CustomerDraft("周年")).records[0]
    records.edit(desk, customer_id=customer_id, assignments={"customer_since": since.isoformat()})
    for on in dates:
        values = OrderValues(None, on, amount, product="P")
        orders.add(desk, customer_id=customer_id, values=values)
    return customer_id


@pytest.mark.parametrize("leaves", [False, True])
def test_an_anniversary_counts_only_with_what_its_day_still_holds(desk: Desk, leaves: bool) -> None:
    """Three years on 23 November; an order of 23 November last year has left by then."""
    oldest = date(2025, 11, 23 if leaves else 24)
    dates = [oldest, *(TODAY - timedelta(days=20 * n) for n in range(8))]
    customer_id = grown(desk, date(2023, 11, 23), dates, 1_200_000)
    feedback.add_survey(desk, customer_id=customer_id, values=SurveyValues(TODAY, "4"))
    for _contact in range(3):
        communications.log(desk, draft=LogDraft(customer_id, "聊", on=TODAY))
    # 20 + 13.5 + 0 + 6 + 10 + 3 of 75; A from 56.25: the third year brings 4 points on the day.
    assert grading.explain(desk, customer_id=customer_id).evaluation.points == Decimal("52.5")
    way = grade_ways.way(desk, customer_id=customer_id)
    assert way is not None and way.hints
    alone = [one.deed for one in way.hints] == [Deed.ANNIVERSARY]
    assert alone is not leaves
    if alone:
        assert way.by == date(2026, 11, 23)


def test_a_review_looks_for_no_way(
    sample_file: Path, desk_on: DeskOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of ten thousand customers one is explained: a review does not look for the ways of all."""
    asked: list[str] = []
    real = Distance.way

    def counted(
        self: Distance, missing: NextGrade, facts: CustomerFacts, outlook: Outlook
    ) -> NextGrade:
        asked.append(facts.customer_id)
        return real(self, missing, facts, outlook)

    monkeypatch.setattr(Distance, "way", counted)
    desk = desk_on(sample_file)
    review = grade_review.read(desk)
    proposals = [row.proposal for row in review.rows if row.proposal.following is not None]
    assert proposals and not asked
    assert all(one.following and one.following.hints is None for one in proposals)
    (one,) = grade_ways.with_ways(desk, proposals[:1])
    assert len(asked) == 1 and one.following is not None and one.following.hints is not None
    explained = grading.explain(desk, customer_id=one.customer_id)
    assert explained.following == one.following == grade_ways.way(desk, customer_id=one.customer_id)


def test_of_a_past_day_nothing_ahead_is_promised(sample_file: Path, desk_on: DeskOn) -> None:
    desk = desk_on(sample_file)
    for row in grade_review.listed(desk, everybody=True).rows:
        day = TODAY - timedelta(days=200)
        found = grading.explain(desk, customer_id=row.customer_id, as_of=day).following
        assert found is None or found.by in (None, day)


def test_money_already_paid_or_called_off_falls_due_no_more(desk: Desk) -> None:
    customer_id = records.add(desk, draft=CustomerDraft("甲")).records[0]
    soon = TODAY + timedelta(days=9)
    for status in ("confirmed", "confirmed", "cancelled"):
        values = OrderValues(None, TODAY, 100_00, due_on=soon if status != "cancelled" else None,
                             status=status)  # fmt: skip
        orders.add(desk, customer_id=customer_id, values=values)
    with desk.read() as reader:
        both = due_soon(reader, [customer_id], first=TODAY, last=soon, currency="CNY")
        assert [(one.on, one.amount_minor, one.currency) for one in both[customer_id]] == [
            (soon, 100_00, "CNY")
        ] * 2
        first = str(reader.value("SELECT min(id) FROM receivable", ""))
    receivables.receive(desk, receivable_id=first, amount_minor=100_00, on=TODAY)
    with desk.read() as reader:
        left = due_soon(reader, [customer_id], first=TODAY, last=soon, currency="CNY")
    assert len(left[customer_id]) == 1
