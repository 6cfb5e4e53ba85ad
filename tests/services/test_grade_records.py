"""The records of a criterion are exactly those its value is made of: they give it again."""

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from tests.conftest import TODAY
from tests.services.wide_model import wide_model

from kamtui.domain.errors import KamError
from kamtui.domain.metrics import MetricKey, full_years
from kamtui.domain.scoring.evaluate import Part
from kamtui.domain.views.grade_records import (
    ComplaintRecord,
    CriterionRecords,
    FieldRecord,
    OrderRecord,
    ProductRecord,
    ReceivableRecord,
    ReferralRecord,
    SinceRecord,
    StrategicRecord,
    SurveyRecord,
    TalkRecord,
)
from kamtui.services import customers, grading, models, records
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.services.sample import build

_CUSTOM = ("{}", '{"信用评分": "８５.5"}', '{"信用评分": 7}', '{"信用评分": "好"}')
_STAMP = "2026-01-01T00:00:00.000Z"


def recomputed(found: CriterionRecords) -> Decimal | None:
    """Work a criterion's value out of its records alone, in the unit of the explanation."""
    some = found.records
    orders = [one for one in some if isinstance(one, OrderRecord)]
    match found.metric:
        case MetricKey.AMOUNT:
            return Decimal(sum(one.amount_minor for one in orders)) / 100
        case MetricKey.ORDERS:
            return Decimal(len(orders))
        case MetricKey.WHOLE_THOUSANDS:
            return Decimal(sum(int(Decimal(one.amount_minor) / 100_000) for one in orders))
        case MetricKey.PRODUCTS:
            return Decimal(sum(isinstance(one, ProductRecord) for one in some))
        case MetricKey.YEARS_TOGETHER:
            (since,) = some
            assert isinstance(since, SinceRecord)
            return Decimal(full_years(since.on, found.last))
        case MetricKey.STRATEGIC_VALUE:
            (value,) = some
            assert isinstance(value, StrategicRecord)
            return Decimal(value.step)
        case MetricKey.PAYMENT_TIMELINESS:
            dues = [one for one in some if isinstance(one, ReceivableRecord)]
            shares = [
                Decimal(1) if not one.days_late
                else Decimal("0.5") if one.days_late <= 7 else Decimal(0)
                for one in dues
            ]  # fmt: skip
            return (sum(shares, Decimal(0)) / len(shares)).quantize(
                Decimal("0.01"), "ROUND_HALF_UP"
            )
        case MetricKey.SATISFACTION:
            (survey,) = some
            assert isinstance(survey, SurveyRecord)
            return Decimal(survey.score)
        case MetricKey.CONTACTS_PER_MONTH:
            talks = [one for one in some if isinstance(one, TalkRecord)]
            assert found.months
            return (Decimal(len(talks)) / found.months).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        case MetricKey.VISITS:
            return Decimal(sum(isinstance(one, TalkRecord) for one in some))
        case MetricKey.PROFIT:
            return Decimal(sum(one.amount_minor - (one.cost_minor or 0) for one in orders)) / 100
        case MetricKey.AVERAGE_ORDER:
            counting = sum(one.amount_minor >= 0 for one in orders)
            return Decimal(sum(one.amount_minor for one in orders) // counting) / 100
        case MetricKey.DAYS_SINCE_ORDER:
            (last,) = orders
            return Decimal((found.last - last.on).days)
        case MetricKey.COMPLAINTS:
            return Decimal(sum(isinstance(one, ComplaintRecord) for one in some))
        case MetricKey.RECOMMEND:
            (survey,) = some
            assert isinstance(survey, SurveyRecord)
            return Decimal(survey.score)
        case MetricKey.REFERRALS:
            return Decimal(sum(isinstance(one, ReferralRecord) for one in some))
        case MetricKey.INTENT:
            (field,) = some
            assert isinstance(field, FieldRecord)
            return Decimal(
                {"高": 3, "medium": 2, "Low": 1, "low": 1, "中": 2, "低": 1, "high": 3}[field.text]
            )
        case MetricKey.CUSTOM:
            (field,) = some
            assert isinstance(field, FieldRecord)
            return Decimal(field.text)


def check(desk: Desk, customer_id: str, *, model: str | None, as_of: date) -> int:
    """Compare every criterion of a customer with its records; return how many there were."""
    proposals = grading.review(desk, model=model, everybody=True, as_of=as_of).proposals
    parts: Sequence[Part] = next(
        one.evaluation.parts for one in proposals if one.customer_id == customer_id
    )
    found = grading.records_of_all(desk, customer_id=customer_id, model=model, as_of=as_of)
    assert [one.criterion for one in found] == [part.criterion for part in parts]
    for part, one in zip(parts, found, strict=True):
        where = (customer_id, part.criterion, as_of)
        alone = grading.records(
            desk, customer_id=customer_id, criterion=part.criterion, model=model, as_of=as_of
        )
        assert alone == one, where
        if not part.has_data:
            assert one.records == (), where
        else:
            assert recomputed(one) == part.value, where
        days = [day for record in one.records if (day := _day(record)) is not None]
        assert days == sorted(days, reverse=True), where
        undated = one.metric is MetricKey.REFERRALS  # as it is now, whatever day is judged
        if one.first is not None and not undated:
            assert one.first > as_of - timedelta(days=31 * (one.months or 0) + 1)
            assert all(one.first <= day <= as_of for day in days), where
    return sum(len(one.records) for one in found)


def _day(record: object) -> date | None:
    match record:
        case OrderRecord(on=day) | SinceRecord(on=day) | SurveyRecord(on=day) | TalkRecord(on=day):
            return day
        case ComplaintRecord(on=day) | ReferralRecord(on=day):
            return day
        case ReceivableRecord(due_on=day) | ProductRecord(last_on=day):
            return day
        case _:
            return None


@pytest.fixture
def sample(tmp_path: Path, unsynced: None, desk_on: Callable[..., Desk]) -> Desk:
    path = tmp_path / "sample.db"
    build(path, today=TODAY)
    return desk_on(path)


@pytest.mark.parametrize("model", [None, "rating"])
@pytest.mark.parametrize("as_of", [TODAY, date(2026, 2, 28), date(2024, 2, 29)])
def test_every_value_of_the_sample_is_made_of_its_records(
    sample: Desk, model: str | None, as_of: date
) -> None:
    people = grading.review(sample, everybody=True, as_of=as_of).proposals
    seen = sum(check(sample, one.customer_id, model=model, as_of=as_of) for one in people)
    assert seen > (300 if as_of == TODAY else 0)


class Rows:
    """Writes rows past the write path, so that anything a file may hold is in the book."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.database = sqlite3.connect(path)
        self.chance = chance
        self._ids = count(1)

    def insert(self, table: str, **values: object) -> str:
        row: dict[str, object] = {
            "id": f"{next(self._ids):032x}",
            "created_at": _STAMP,
            "updated_at": _STAMP,
            "version": 1,
            **values,
        }
        names, places = ", ".join(row), ", ".join("?" * len(row))
        self.database.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", [*row.values()])
        return str(row["id"])

    def day(self) -> str:
        # On and around the ends of the windows more often than anywhere else.
        near = self.chance.choice([0, 91, 92, 93, 364, 365, 366, 730])
        back = near + self.chance.choice([-1, 0, 1, self.chance.randrange(-20, 500)])
        return (TODAY - timedelta(days=back)).isoformat()

    def gone(self) -> str | None:
        return self.chance.choice([None, None, None, None, _STAMP])


def wild_book(path: Path, seed: int) -> list[str]:
    """Fill a book with rows of every kind that do and do not count; return the customers."""
    rows = Rows(path, random.Random(seed))
    chance = rows.chance
    products = [rows.insert("product", name=name, name_key=name) for name in "abcdef"]
    people = [
        rows.insert(
            "customer", customer_no=f"K{n}", name=f"k{n}", name_key=f"k{n}", tags="[]",
            custom=chance.choice(_CUSTOM),
            intent=chance.choice([None, "高", "medium", "Low", "?"]),
            referred_by=chance.choice([None, "K0", "k1", " K2", "王总", f"K{n}"]),
            customer_since=chance.choice([None, None, rows.day()]),
            strategic_value=chance.choice([None, 1, 5]),
            strategic_reason=chance.choice([None, "战略"]),
        )
        for n in range(6)
    ]  # fmt: skip
    for _n in range(150):
        order = rows.insert(
            "sales_order", customer_id=chance.choice(people), ordered_on=rows.day(),
            cost_minor=chance.choice([None, 0, 90_000]),
            amount_minor=chance.choice([-250_000, 0, 99_999, 100_000, 4_312_345]),
            status=chance.choice(["completed", "cancelled", "open", "returned"]),
            currency=chance.choice([None, "CNY", "USD"]), deleted_at=rows.gone(),
        )  # fmt: skip
        for _line in range(chance.randrange(3)):
            rows.insert("order_line", order_id=order, product_id=chance.choice([None, *products]),
                        deleted_at=rows.gone())  # fmt: skip
        if chance.random() < 0.5:
            rows.insert(
                "receivable", customer_id=chance.choice(people),
                order_id=chance.choice([None, order]), due_on=rows.day(),
                settled_on=chance.choice([None, rows.day()]),
                amount_minor=chance.choice([-5, 0, 100, 100, 100]), paid_minor=0,
                deleted_at=rows.gone(),
            )  # fmt: skip
        if chance.random() < 0.3:
            rows.insert("survey", customer_id=chance.choice(people), on_date=rows.day(),
                        score=chance.choice([None, "1", "3.5", "5", "4", "good"]),
                        recommend=chance.choice([None, 0, 7, 10]),
                        deleted_at=rows.gone())  # fmt: skip
        if chance.random() < 0.2:
            hour = chance.choice(["15:59", "16:00", "23:59"])  # midnight in Shanghai is 16:00
            rows.insert(
                "complaint", customer_id=chance.choice(people), deleted_at=rows.gone(),
                kind=chance.choice(["complaint", "grumble"]),
                opened_at=f"{rows.day()}T{hour}:00.000Z",
                settled_at=chance.choice([None, f"{TODAY}T08:00:00.000Z"]),
            )  # fmt: skip
        on = rows.day()
        rows.insert("communication", customer_id=chance.choice(people), on_date=on,
                    at=f"{on}T08:00:00.000Z", channel=chance.choice(["call", "visit"]), noted=1,
                    deleted_at=rows.gone())  # fmt: skip
    rows.database.commit()
    rows.database.close()
    return people


@pytest.mark.parametrize("seed", range(6))
def test_every_value_of_a_wild_book_is_made_of_its_records(
    book_path: Path, desk_on: Callable[..., Desk], seed: int
) -> None:
    people = wild_book(book_path, seed)
    desk = desk_on(book_path)
    models.save(desk, model=wide_model(), base_revision=None)
    for as_of in (TODAY, TODAY - timedelta(days=1), date(2026, 2, 28)):
        for model in (None, "rating", "wide"):
            for one in people:
                check(desk, one, model=model, as_of=as_of)


@pytest.fixture
def acme(desk: Desk) -> Iterator[str]:
    records.add(desk, draft=CustomerDraft(name="Acme"))
    yield customers.resolve(desk, customer="Acme")[0]


def test_a_window_names_its_first_and_last_day(desk: Desk, acme: str) -> None:
    amount = grading.records(desk, customer_id=acme, criterion="amount")
    assert (amount.first, amount.last, amount.months) == (date(2025, 11, 23), TODAY, 12)
    assert amount.records == () and amount.currency == "CNY"
    assert grading.records(desk, customer_id=acme, criterion="variety").first is None


def test_who_set_the_strategic_value_when(desk: Desk, acme: str) -> None:
    def found() -> object:
        return grading.records(desk, customer_id=acme, criterion="strategic_value").records

    assert found() == ()
    fields = {"strategic_value": "4", "strategic_reason": "行业标杆"}
    records.edit(desk, customer_id=acme, assignments=fields)
    records.edit(desk, customer_id=acme, assignments={"city": "苏州"})
    assert found() == (StrategicRecord(4, "行业标杆", TODAY, "tester"),)


def test_what_is_not_there_is_said(desk: Desk, acme: str) -> None:
    for criterion, who, code in (
        ("amount", "nobody", "customer.unknown"),
        ("beauty", acme, "model.unknown_criterion"),
    ):
        with pytest.raises(KamError) as caught:
            grading.records(desk, customer_id=who, criterion=criterion)
        assert caught.value.code == code
    with pytest.raises(KamError, match=r"model\.unknown"):
        grading.records(desk, customer_id=acme, criterion="amount", model="nope")


def test_the_wide_model_asks_for_every_metric() -> None:
    """Nothing above is proved about a metric that no model here asks for."""
    assert {one.metric for one in wide_model().criteria} == set(MetricKey)
