"""Segments over a book: every boundary of the seeds, no data said, movement, members, value."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from tests.conftest import TODAY

from kamtui.domain.errors import KamError
from kamtui.domain.months import months_before
from kamtui.domain.segments.clv import Lacking
from kamtui.domain.segments.measures import Need
from kamtui.domain.segments.model import BUILT_IN, NO_DATA, NO_RULE
from kamtui.domain.views.segments import Portrait
from kamtui.services import records, segments, settings
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft

from .segment_book import SegmentBook

AGO = {months: months_before(TODAY, months) for months in (1, 2, 3, 6, 12, 24, 36)}


@pytest.fixture
def book(desk: Desk) -> SegmentBook:
    found = SegmentBook(desk)
    found.customer()
    return found


def day(months: int, days: int = 0) -> str:
    """Return the day so many months ago, and some days after it."""
    return (AGO[months] + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("amounts", "segment"),
    [
        ([500_000], "high"),
        ([499_999.99], "core"),
        ([500_000.01], "high"),
        ([100_000], "core"),
        ([99_999.99], "low"),
        ([0], "low"),
        ([300_000, 200_000], "high"),
        ([600_000, -100_000], "high"),
        ([600_000, -100_000.01], "core"),
        ([-5, 1], "low"),
        ([-5], NO_DATA),
        ([], NO_DATA),
    ],
)
def test_value_is_decided_by_the_amount_alone(
    book: SegmentBook, amounts: list[float], segment: str
) -> None:
    for amount in amounts:
        book.order(day(1), amount)
    book.complaint("2026-10-01T00:00:00.000Z")  # no trait moves the class
    assert book.segment("value") == segment


@pytest.mark.parametrize(
    ("on", "segment"),
    [(day(12), "low"), (day(12, 1), "high"), (TODAY.isoformat(), "high"), ("2026-11-23", NO_DATA)],
)
def test_value_looks_at_twelve_months(book: SegmentBook, on: str, segment: str) -> None:
    book.order(on, 500_000)
    assert book.segment("value") == segment


def test_cancelled_and_foreign_orders(book: SegmentBook) -> None:
    book.order(day(1), 900_000, status="cancelled")
    assert book.segment("value") == NO_DATA
    book.order(day(1), 900_000, currency="USD")
    view = segments.overview(book.desk)
    assert book.segment("value") == NO_DATA and view.left_out == ("USD",)
    book.order(day(1), 500_000, currency="CNY")
    assert book.segment("value") == "high"


@pytest.mark.parametrize(
    ("on", "segment"),
    [(day(6), "at_risk"), (day(6, 1), "new"), (day(12), "at_risk"), ("2026-11-23", NO_DATA)],
)
def test_at_risk_is_six_months_without_an_order(book: SegmentBook, on: str, segment: str) -> None:
    book.order(on)
    assert book.segment("lifecycle") == segment


@pytest.mark.parametrize(
    ("first", "segment"), [(day(12), "mature"), (day(12, 1), "new"), (day(36), "mature")]
)
def test_new_is_the_first_year(book: SegmentBook, first: str, segment: str) -> None:
    book.order(first)
    book.order(day(1))
    assert book.segment("lifecycle") == segment


def test_years_count_from_customer_since(book: SegmentBook) -> None:
    book.customer("c2", customer_since=day(24))
    book.order(day(1), customer="c2")
    assert book.segment("lifecycle", customer="c2") == "mature"


def test_a_prospect_was_talked_to_or_is_said_to_be_one(book: SegmentBook) -> None:
    assert book.segment("lifecycle") == NO_DATA
    book.talk(day(24))
    assert book.segment("lifecycle") == "prospect"
    book.customer("c2", lifecycle="prospect")
    assert book.segment("lifecycle", customer="c2") == "prospect"
    book.order(day(1), -5)  # what is taken back is no order
    assert book.segment("lifecycle") == "prospect"
    book.order(day(1), 0)  # an order of zero is one
    assert book.segment("lifecycle") == "new"


@pytest.mark.parametrize(
    ("talks", "orders", "segment"),
    [
        (6, 0, "highly_active"),
        (5, 0, "less_active"),
        (5, 1, "highly_active"),
        (1, 0, "less_active"),
        (0, 1, "less_active"),
        (0, 0, NO_DATA),
    ],
)
def test_behaviour_counts_orders_and_contacts(
    book: SegmentBook, talks: int, orders: int, segment: str
) -> None:
    for _ in range(talks):
        book.talk(day(3, 1))
    for _ in range(orders):
        book.order(day(3, 1))
    assert book.segment("behaviour") == segment


@pytest.mark.parametrize(("on", "segment"), [(day(6), "dormant"), (day(6, 1), "less_active")])
def test_dormant_is_half_a_year_of_nothing(book: SegmentBook, on: str, segment: str) -> None:
    book.talk(on)
    assert book.segment("behaviour") == segment


@pytest.mark.parametrize("need", ["price", "quality", "service"])
def test_need_is_the_field(book: SegmentBook, need: str) -> None:
    book.customer("c2", need_type=need)
    assert book.segment("need", customer="c2") == need
    assert book.segment("need") == NO_DATA


def test_regions_are_one_whatever_the_spelling(book: SegmentBook) -> None:
    for name, region in (("a", "华东"), ("b", "華東"), ("c", "华东"), ("d", "华北"), ("e", " ")):
        book.customer(name, region=region)
    found = segments.judge(book.desk, by="region")
    assert {key: len(ids) for key, ids in found.ids.items()} == {
        "华东": 3,
        "华北": 1,
        NO_RULE: 0,
        NO_DATA: 2,
    }
    assert list(found.ids) == ["华东", "华北", NO_RULE, NO_DATA]
    assert not found.was and not found.gone


def test_regions_with_the_names_of_answers(book: SegmentBook) -> None:
    for name, region in (("a", "no_data"), ("b", "ALL"), ("c", "\x1b[31m[red]")):
        book.customer(name, region=region)
    found = segments.judge(book.desk, by="region")
    assert found.ids['"no_data"'] == ("a",) and found.ids['"ALL"'] == ("b",)
    assert found.ids[NO_DATA] == ("c1",)
    assert segments.members(book.desk, by="region", segment="all").total == 4
    assert book.segment("region", customer="a") == '"no_data"'


def test_fields_of_ones_own_and_tags(book: SegmentBook) -> None:
    book.customer("a", tags='["重点","代理"]', custom='{"渠道": "直销", "Score": "7"}')
    book.customer("b", tags="[]", custom='{"渠道": "分销"}')
    segments.set_rules(
        book.desk,
        by="打法",
        lines=[
            "亲自: tag = 重點 and custom.渠道 = 直销 and custom.score >= 7",
            "其他客户: otherwise",
        ],
    )
    places = book.places("打法")
    assert places == {"a": "亲自", "b": "其他客户", "c1": "其他客户"}
    assert segments.names(book.desk) == (*BUILT_IN, "打法")
    assert not segments.judge(book.desk, by="打法").was


def test_whom_no_rule_fits_is_said(book: SegmentBook) -> None:
    segments.set_rules(book.desk, by="own", lines=["big: amount.12 >= 1000"])
    assert NO_RULE not in {row.key for row in segments.overview(book.desk, by="own").rows}
    book.customer("c2")
    book.order(day(1), 1, customer="c2")
    view = segments.overview(book.desk, by="own")
    counts = {row.key: row.customers for row in view.rows}
    assert counts == {"big": 0, NO_RULE: 1, NO_DATA: 1}
    assert segments.members(book.desk, by="own", segment="no_rule").rows[0].customer_no == "c2"


def test_measures_of_records_for_ones_own(book: SegmentBook) -> None:
    book.order(day(1), 1_000, cost_minor=60_000)
    book.order(day(2), 1_000)
    book.talk(day(2))
    book.talk(day(24))
    due = AGO[3]
    book.insert(
        "receivable", customer_id="c1", due_on=due.isoformat(), amount_minor=100, paid_minor=100,
        settled_on=(due + timedelta(days=10)).isoformat(),
    )  # fmt: skip
    checks = {
        "margin >= 40 and margin < 41": True,
        "margin.1 is known": False,
        "last_order_days = 31": True,
        "last_contact_days = 61": True,
        "first_contact_days >= 700": True,
        "contacts = 2 and contacts.12 = 1": True,
        "products is unknown": True,
        "valued_industry is unknown": True,
        "m = 1 and r = 5": True,
        "late_payments = 1 and worst_days_late = 10": True,
        "late_payments.1 is unknown": True,
    }
    for text, wanted in checks.items():
        lines = [f"yes: {text}", "no: otherwise"]
        segments.set_rules(book.desk, by="probe", lines=lines)
        assert book.segment("probe") == ("yes" if wanted else "no"), text


def test_movement_since_a_quarter(book: SegmentBook) -> None:
    book.order("2025-08-22", 500_000)  # in the window of 22 August 2026 no more
    book.order("2025-08-23", 500_000)  # in it, but out of today's
    book.customer("c2")
    book.order(day(1), 500_000, customer="c2")
    view = segments.overview(book.desk)
    assert view.before_on == date(2026, 8, 22)
    rows = {row.key: row for row in view.rows}
    assert (rows["high"].customers, rows["high"].came, rows["high"].left) == (1, 1, 1)
    assert (rows["low"].customers, rows["low"].came, rows["low"].left) == (1, 1, 0)
    assert (rows[NO_DATA].customers, rows[NO_DATA].left) == (0, 1)
    assert rows["high"].amount_minor == 50_000_000 and rows["high"].share == 1
    came = segments.members(book.desk, segment="high", moved="came")
    left = segments.members(book.desk, segment="high", moved="left")
    assert [(row.customer_no, row.was) for row in came.rows] == [("c2", NO_DATA)]
    assert [(row.customer_no, row.segment) for row in left.rows] == [("c1", "low")]
    settings.change(book.desk, key="segments.period_months", text="12")
    assert segments.overview(book.desk).before_on == date(2025, 11, 22)


def test_replay_of_a_past_day(book: SegmentBook) -> None:
    book.order("2026-02-01", 500_000)
    assert book.segment("value", as_of=date(2026, 1, 31)) == NO_DATA
    assert book.segment("value", as_of=date(2026, 2, 1)) == "high"
    assert book.segment("value", as_of=date(2027, 2, 1)) == "low"
    assert segments.overview(book.desk, as_of=date(2026, 2, 1)).as_of == date(2026, 2, 1)
    assert segments.overview(book.desk, as_of=date(1, 1, 1)).before_on == date.min


def test_members_by_windows(book: SegmentBook) -> None:
    for at in range(30):
        book.customer(f"m{at:02}")
        book.order(day(1), 1_000 + at // 2, customer=f"m{at:02}")
    judged = segments.judge(book.desk)
    first = segments.members(book.desk, segment="low", count=10, membership=judged)
    rest = segments.members(book.desk, segment="LOW", first=10, count=99, membership=judged)
    assert (first.total, rest.first, len(first.rows), len(rest.rows)) == (30, 10, 10, 20)
    numbers = [row.customer_no for row in (*first.rows, *rest.rows)]
    # The most money first, then by customer number.
    assert numbers[:4] == ["m28", "m29", "m26", "m27"] and len(set(numbers)) == 30
    everybody = segments.members(book.desk, segment="all", membership=judged)
    assert everybody.total == 31 and everybody.rows[-1].segment == NO_DATA
    assert segments.members(book.desk, first=99).rows == ()
    assert segments.members(book.desk, first=-5, count=-1).rows == ()


def test_unknown_names_name_the_known_ones(book: SegmentBook) -> None:
    with pytest.raises(KamError, match=r"segments\.unknown$") as caught:
        segments.overview(book.desk, by="size")
    assert caught.value.params["known"] == list(BUILT_IN) and caught.value.exit_code == 2
    with pytest.raises(KamError, match=r"segments\.unknown_segment") as caught:
        segments.members(book.desk, segment="gold")
    assert caught.value.params["known"] == ["high", "core", "low", "no_data", "all"]
    for look in (segments.portrait, segments.of_customer, segments.clv):
        with pytest.raises(KamError, match=r"customer\.unknown"):
            look(book.desk, customer_id="nobody")


def test_an_empty_book(desk: Desk) -> None:
    for by in BUILT_IN:
        view = segments.overview(desk, by=by)
        assert view.customers == 0 and all(row.share is None for row in view.rows)
        assert segments.members(desk, by=by).rows == ()
    assert segments.clv(desk).clv.value_minor is None


def test_archived_customers_are_judged_only_alone(book: SegmentBook) -> None:
    book.customer("old", archived_on="2026-01-01")
    book.order(day(1), 500_000, customer="old")
    assert "old" not in book.places("value")
    places = segments.of_customer(book.desk, customer_id="old")
    assert places[0].key == "high"
    assert segments.clv(book.desk, customer_id="old").clv.facts.orders == 1


def test_rfm_leaves_out_who_never_ordered(book: SegmentBook) -> None:
    for at, amount in enumerate((10, 20, 30, 40, 50, 60)):
        book.customer(f"m{at}")
        book.order(day(1), amount, customer=f"m{at}")
    view = segments.overview(book.desk, by="rfm")
    assert view.thresholds is not None and view.thresholds.customers == 6
    assert [int(one) for one in view.thresholds.amount] == [2_000, 3_000, 4_000, 5_000]
    assert {row.key: row.customers for row in view.rows}[NO_DATA] == 1
    assert view.lacking == ((Need("r"), 1), (Need("f"), 1), (Need("m"), 1))
    rows = segments.members(book.desk, by="rfm").rows
    scores = {row.customer_no: row.score.m for row in rows if row.score}
    assert scores == {"m0": 1, "m1": 1, "m2": 2, "m3": 3, "m4": 4, "m5": 5}


def test_rfm_is_among_the_customers_of_today(book: SegmentBook) -> None:
    book.order(day(1), 100)
    book.customer("gone", deleted_at="2026-01-01T00:00:00.000Z")
    book.order(day(1), 9_000, customer="gone")
    book.customer("away", archived_on="2026-01-01")
    book.order(day(1), 9_000, customer="away")
    view = segments.overview(book.desk, by="rfm")
    assert view.thresholds is not None and view.thresholds.customers == 1
    assert view.thresholds.amount == (Fraction(10_000),) * 4
    (score,) = (
        one.score for one in segments.of_customer(book.desk, customer_id="away") if one.score
    )
    assert score.m == 5
    assert segments.clv(book.desk).clv.facts.orders == 1


def test_currencies_the_scores_leave_out_are_named(book: SegmentBook) -> None:
    book.order(day(24), 100, currency="USD")
    book.order(day(1), 100)
    assert segments.overview(book.desk, by="value").left_out == ()
    assert segments.overview(book.desk, by="rfm").left_out == ("USD",)


def test_rfm_window_and_days(book: SegmentBook) -> None:
    book.order(day(24), 100)
    book.order(day(1), 100)
    book.order(day(1), 100)

    def score() -> tuple[int, int]:
        (row,) = segments.members(book.desk, by="rfm").rows
        assert row.score is not None
        return row.score.frequency, row.score.amount_minor

    assert score() == (3, 30_000)
    settings.change(book.desk, key="segments.rfm_months", text="12")
    assert score() == (2, 20_000)
    settings.change(book.desk, key="segments.rfm_frequency", text="days")
    assert score() == (1, 20_000)


def traits(portrait: Portrait) -> list[bool | None]:
    return [one.met for one in portrait.traits]


def test_the_portrait_of_a_customer_of_high_value(book: SegmentBook) -> None:
    book.customer("v", customer_since=day(36), preferences="喜欢定製化服务")
    book.order(day(1), 500_000, customer="v")
    book.survey(day(1), "4.5", customer="v")
    for _ in range(6):
        book.talk(day(1), customer="v")
    found = {one.key: one for one in segments.portrait(book.desk, customer_id="v").portraits}
    # Exactly 500,000: at least as much, but not over it (S1-21 and S1-13).
    assert traits(found["high"]) == [True, False, True, True, True, True, True]
    assert found["high"].belongs and found["high"].met == 6
    assert not found["core"].belongs and found["core"].traits[1].met  # three years are in 1 to 3
    assert not found["at_risk"].belongs and not found["potential"].belongs
    evidence = found["high"].traits[6].evidence
    assert [(one.need, one.value) for one in evidence] == [(Need("contacts_per_month", 3), 2)]


@pytest.mark.parametrize(
    ("since", "score", "complaints", "wanted"),
    [
        (day(36), "4.5", 0, [True, True, True]),
        (day(36, 1), "4.49", 1, [False, False, False]),
        (None, None, 2, [False, None, False]),
    ],
)
def test_traits_at_their_boundary(
    book: SegmentBook, since: str | None, score: str | None, complaints: int, wanted: list[bool]
) -> None:
    book.customer("v", customer_since=since)
    book.order(day(1), 1, customer="v")
    book.survey(day(1), score, customer="v")
    for _ in range(complaints):
        book.complaint("2026-11-01T00:00:00.000Z", customer="v")
    book.complaint("2026-11-01T00:00:00.000Z", customer="v", kind="grumble")
    found = segments.portrait(book.desk, customer_id="v").portraits[0]
    assert [found.traits[at].met for at in (2, 4, 5)] == wanted


def test_the_portrait_of_a_customer_at_risk(book: SegmentBook) -> None:
    book.order(day(12), 100_000)
    for at in range(2):
        book.complaint(f"2026-0{at + 1}-01T00:00:00.000Z", cause="slow response")
    found = segments.portrait(book.desk, customer_id="c1").portraits[2]
    assert found.belongs
    assert traits(found) == [True, True, False, True, True, False]
    book.survey(day(1), None, suggestion="價格偏高，同行更便宜")
    assert traits(segments.portrait(book.desk, customer_id="c1").portraits[2]) == [True] * 6


def test_complaints_end_with_the_day_of_the_desk(book: SegmentBook) -> None:
    """Half past midnight in Shanghai is the day before in UTC."""
    book.complaint("2026-11-21T16:30:00.000Z")

    def met(day: date) -> bool | None:
        found = segments.portrait(book.desk, customer_id="c1", as_of=day)
        return found.portraits[0].traits[5].met

    assert met(date(2026, 11, 21)) is True and met(date(2026, 11, 22)) is False


def test_the_portrait_of_a_potential_customer(book: SegmentBook) -> None:
    book.customer("v", industry="机械")
    book.order(day(1), 500_000, customer="v")
    book.customer("p", industry="機械", need_type="price")
    assert traits(segments.portrait(book.desk, customer_id="p").portraits[3]) == [
        None, True, True, None,
    ]  # fmt: skip
    book.talk(day(6, -1), customer="p")
    assert traits(segments.portrait(book.desk, customer_id="p").portraits[3])[0] is False
    book.talk(day(1), customer="p")
    found = segments.portrait(book.desk, customer_id="p").portraits[3]
    assert traits(found) == [True] * 4 and found.belongs
    # Industry, need and enquiries are not recorded; only the orders are known.
    assert traits(segments.portrait(book.desk, customer_id="c1").portraits[3]) == [
        None, None, False, None,
    ]  # fmt: skip


def test_lifetime_value_with_its_inputs(book: SegmentBook) -> None:
    for at in range(4):
        book.customer(f"m{at}")
        book.order(day(24, 1), 100, customer=f"m{at}")  # a buyer of the year before
    for at in range(3):
        book.order(day(12, 1), 200, customer=f"m{at}")
    book.order(day(1), 400, customer="m0", cost_minor=30_000)
    found = segments.clv(book.desk, customer_id="m0")
    value = found.clv
    assert value.average_minor == 30_000 and value.orders_per_year == 2
    assert value.margin == Fraction(1, 4) and not value.margin_assumed
    assert value.retention == Fraction(3, 4) and value.years == 4
    assert value.value_minor == 60_000 and found.customers == 1  # 300 x 2 x 25 % x 4
    assumed = segments.clv(book.desk, customer_id="m1").clv
    assert assumed.margin_assumed and assumed.margin == Fraction(3, 10)
    settings.change(book.desk, key="segments.clv_margin", text="0")
    lacking = segments.clv(book.desk, customer_id="m1").clv
    assert lacking.lacking == (Lacking.MARGIN,) and lacking.value_minor is None
    never = segments.clv(book.desk, customer_id="c1").clv
    assert Lacking.ORDERS in never.lacking and never.value_minor is None


def test_lifetime_value_of_a_segment_uses_the_books_retention(book: SegmentBook) -> None:
    book.order(day(24, 1), 100)
    book.order(day(1), 100)
    book.customer("gone")
    book.order(day(24, 1), 100, customer="gone")
    low = segments.clv(book.desk, segment="low")
    assert low.customers == 1 and low.clv.retention == Fraction(1, 2)
    assert low.clv.years == 2 and low.total_minor == low.clv.value_minor
    everybody = segments.clv(book.desk)
    assert everybody.clv.facts.orders == 1
    settings.change(book.desk, key="segments.clv_retention", text="90")
    assert segments.clv(book.desk).clv.years == 10


def test_lifetime_value_names_other_currencies(book: SegmentBook) -> None:
    book.order(day(1), 100, currency="USD")
    found = segments.clv(book.desk, customer_id="c1")
    assert found.left_out == ("USD",) and Lacking.AMOUNT in found.clv.lacking


def test_what_the_write_path_makes(desk: Desk) -> None:
    """The rows of these tests are those the services write."""
    made = records.add(desk, draft=CustomerDraft("华东机械"))
    (customer_id,) = made.customer_ids
    assert {one.by: one.key for one in segments.of_customer(desk, customer_id=customer_id)} == (
        dict.fromkeys(BUILT_IN, NO_DATA)
    )
