"""The words of an evaluation in both languages."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from tests.services.wide_model import wide_model

from kamtui.domain.metrics import CustomerFacts, Fact, Lateness, MetricKey
from kamtui.domain.scoring.deeds import Deed, Hint
from kamtui.domain.scoring.defaults import default_grade_model, default_rating_model
from kamtui.domain.scoring.distance import NextGrade, next_grade
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.i18n import set_language
from kamtui.present.grade_reasons import driving_text
from kamtui.present.grade_way import hint_text, next_text
from kamtui.present.grading import (
    class_label,
    criterion_label,
    lack_text,
    left_out_text,
    missing_text,
    total_text,
    why_text,
)
from kamtui.present.money import full_amount

SCORER = Scorer(default_grade_model(), as_of=date(2026, 11, 22))
#: The customer of look.md's pictures: 65 of 80 points are 81.
ROW: tuple[Fact, ...] = (
    42_000_000,
    10,
    4,
    date(2022, 5, 3),
    None,
    Lateness((4, 1, 0), 1, 3),
    None,
    4,
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


def why(at: int, fact: Fact) -> str:
    row = (*ROW[:at], fact, *ROW[at + 1 :])
    return why_text(SCORER.evaluate(CustomerFacts("x", row)).parts[at])


@pytest.mark.parametrize(
    ("at", "fact", "english", "chinese"),
    [
        (0, 42_000_000, "420k; 500k gives 30", "42万，到 50万 得 30"),
        (0, 60_000_000, "600k", "60万"),
        (0, 0, "0; any amount gives 10", "0，有成交就得 10"),
        (1, 10, "10", "10 单"),
        (1, 6, "6; 10 gives 15", "6 单，到 10 得 15"),
        (2, 4, "4 products", "4 种产品"),
        (2, 1, "1 product; 3 gives 5", "1 种产品，到 3 得 5"),
        (3, date(2022, 5, 3), "since 2022-05", "2022年5月起"),
        (3, date(2026, 5, 3), "since 2026-05; 1 year gives 6", "2026年5月起，到 1 年 得 6"),
        (4, None, "no data", "无数据"),
        (4, 3, "3 of 5; 5 gives 10", "3（满 5），到 5 得 10"),
        (5, Lateness((4, 1, 0), 1, 3), "1 of 5 late by 3 days", "5 笔中 1 笔逾期 3 天"),
        (5, Lateness((4, 1, 0), 1, 1), "1 of 5 late by 1 day", "5 笔中 1 笔逾期 1 天"),
        (5, Lateness((5, 0, 0), 0, 0), "all 5 on time", "5 笔全部按时"),
        (5, Lateness((3, 1, 1), 2, 40), "2 of 5 late, by 40 days at most",
         "5 笔中 2 笔逾期，最长 40 天"),
        (6, Decimal("3.5"), "3.5, counted as 4", "3.5，按 4 计"),
        (6, Decimal(3), "3; 4 gives 10", "3，到 4 得 10"),
        (7, 4, "1.3; 2 gives 5", "1.3 次，到 2 得 5"),
        (7, 6, "2", "2 次"),
    ],
)  # fmt: skip
def test_why(at: int, fact: Fact, english: str, chinese: str) -> None:
    assert why(at, fact) == english
    set_language("zh")
    assert why(at, fact) == chinese


def test_totals_and_what_is_missing() -> None:
    row = (*ROW[:5], Lateness((3, 2, 0), 2, 3), *ROW[6:])
    evaluation = SCORER.evaluate(CustomerFacts("x", row, ("EUR", "USD")))
    assert total_text(evaluation) == "65 of 80 points with data = 81"
    assert missing_text(evaluation) == "no data: Strategic value; Satisfaction"
    assert left_out_text(evaluation) == "amounts in EUR, USD are left out"
    little = SCORER.evaluate(CustomerFacts("x", (100, 1, *[None] * 6)))
    assert total_text(little) == "45 of 100 points have data"
    assert left_out_text(little) == ""
    set_language("zh")
    assert total_text(evaluation) == "80 分有数据，得 65，折 81"
    assert total_text(little) == "100 分里只有 45 分有数据"


def test_the_way_up() -> None:
    four = Hint(Deed.ORDER, 4, 24)
    following = NextGrade("A", Decimal("6.25"), Decimal(6), (four,))
    assert next_text(following) == "6 points to A: 4 more orders"
    assert next_text(NextGrade("A", Decimal(1), Decimal(1))) == "1 point to A"
    far = NextGrade("A", Decimal(40), Decimal(40), ())
    assert next_text(far) == "40 points to A: no one or two small facts would do"
    assert next_text(None) == ""
    set_language("zh")
    assert next_text(following) == "离 A 还差 6 分：再下 4 单"
    assert next_text(far) == "离 A 还差 40 分：没有一两件小事能补上"


DUE = date(2026, 12, 3)
HINTS = [
    (Hint(Deed.ORDER, 1, 6), "1 more order", "再下 1 单"),
    (Hint(Deed.ORDER, 1, 6, amount_minor=3_800_000, currency="CNY"),
     "1 more order of 38,000 CNY", "再下 1 单，每单 38,000 CNY"),
    (Hint(Deed.ORDER, 5, 30, amount_minor=5_300_050, currency="CNY"),
     "5 more orders of 53,000.50 CNY each", "再下 5 单，每单 53,000.50 CNY"),
    (Hint(Deed.ORDER, 2, 15, products=1), "2 more orders with 1 new product",
     "再下 2 单，其中有 1 种没买过的产品"),
    (Hint(Deed.ORDER, 1, 15, amount_minor=1_900_000, products=3, at_margin=True),
     "1 more order of 19,000 at the usual margin with 3 new products",
     "再下 1 单，每单 19,000，毛利照旧，其中有 3 种没买过的产品"),
    (Hint(Deed.PAYMENT, 1, 4, amount_minor=4_720_000, currency="USD", on=DUE),
     "the 47,200 USD due on Thu 3 Dec paid on time", "12月3日 周四到期的 47,200 USD 按时付清"),
    (Hint(Deed.PAYMENT, 2, 6, on=DUE), "2 payments due by Thu 3 Dec made on time",
     "12月3日 周四前到期的 2 笔款都按时付清"),
    (Hint(Deed.SURVEY, 1, 10, score=Decimal(4)), "a survey of 4 or better", ""),
    (Hint(Deed.RECOMMEND, 1, 10, score=Decimal(9)),
     "a survey that would recommend by 9 of 10 or better", ""),
    (Hint(Deed.REFERRAL, 2, 24), "2 more customers brought", ""),
    (Hint(Deed.VISIT, 1, 3), "1 more visit", ""),
    (Hint(Deed.CONTACT, 5, 5), "5 more contacts", ""),
    (Hint(Deed.ANNIVERSARY, 3, 2, on=DUE), "3 years together on Thu 3 Dec", ""),
]  # fmt: skip


@pytest.mark.parametrize(("hint", "en", "zh"), HINTS)
def test_every_fact_in_words(hint: Hint, en: str, zh: str) -> None:
    set_language("en")
    assert hint_text(hint) == en
    hidden = hint_text(hint, masked=True)
    assert ("***" in hidden) == (hint.amount_minor is not None)
    assert not hint.amount_minor or full_amount(hint.amount_minor) not in hidden.split()
    set_language("zh")
    words = hint_text(hint)
    assert words != en and "{" not in words and (not zh or words == zh)


def test_every_fact_has_words_of_its_own() -> None:
    assert {hint.deed for hint, _en, _zh in HINTS} == set(Deed)


def test_labels() -> None:
    assert criterion_label(MetricKey.AMOUNT, 12) == "Amount, 12 months"
    assert class_label("preferred") == "Preferred"
    assert class_label("D") == "D"
    assert "\x1b" not in class_label("\x1b[31mA")
    set_language("zh")
    assert criterion_label(MetricKey.AMOUNT, 12) == "近一年成交额"
    assert class_label("preferred") == "优质"


def test_a_found_distance_reads_as_a_sentence() -> None:
    facts = CustomerFacts("x", (12_000_000, 4, *ROW[2:5], Lateness((1, 0, 1), 1, 9), *ROW[6:]))
    following = next_grade(SCORER, facts)
    assert next_text(following).startswith("11 points to A: ")


def test_the_points_of_a_points_table_are_its_score() -> None:
    scorer = Scorer(default_rating_model(), as_of=date(2026, 11, 22))
    found = scorer.evaluate(CustomerFacts("x", (20, 40, 3, None, Decimal(4))))
    set_language("en")
    assert total_text(found) == "80 of 100 points, 20 of them without data"
    set_language("zh")
    assert total_text(found) == "100 分里得 80 分，其中 20 分无数据"


@pytest.mark.parametrize(
    ("metric", "fact", "en", "zh"),
    [
        ("profit", 1_234_500, "12k", "1.2万"),
        ("average_order", 123_456, "1.2k", "1,235"),
        ("days_since_order", date(2026, 11, 21), "1 day", "1 天"),
        ("days_since_order", date(2026, 8, 22), "92 days; at most 0 gives 10", "降到 0 得 10"),
        ("visits", 3, "3 visits", "拜访 3 次"),
        ("complaints", 2, "2 complaints; at most 0 gives 10", "降到 0 得 10"),
        ("complaints", 0, "0 complaints", "投诉"),
        ("recommend", 9, "9 of 10", "9（满 10）"),
        ("referrals", 2, "2 customers", "2"),
        ("intent", 3, "high", "高"),
        ("custom", Decimal("85.5"), "85.5", "85.5"),
    ],
)
def test_every_new_metric_in_words(metric: str, fact: Fact, en: str, zh: str) -> None:
    model = wide_model()
    at = next(n for n, one in enumerate(model.criteria) if one.key == metric)
    request = model.requests.index(model.criteria[at].request)
    values: list[Fact] = [None] * len(model.requests)
    evaluation = Scorer(model, as_of=date(2026, 11, 22)).evaluate(CustomerFacts("x", tuple(values)))
    set_language("en")
    assert lack_text(evaluation) and missing_text(evaluation)
    values[request] = fact
    evaluation = Scorer(model, as_of=date(2026, 11, 22)).evaluate(CustomerFacts("x", tuple(values)))
    found = evaluation.parts[at]
    assert en in why_text(found)
    masked = metric in ("profit", "average_order")
    assert (why_text(found, masked=True) == "***") == masked
    assert driving_text(evaluation, up=True) or not found.points
    set_language("zh")
    assert zh in why_text(found), why_text(found)
    assert driving_text(evaluation, up=False) or found.points == found.maximum
    label = criterion_label(found.metric, found.months, found.field)
    assert not label.isascii() and "{" not in label


@pytest.mark.parametrize("metric", list(MetricKey))
def test_every_metric_has_a_name(metric: MetricKey) -> None:
    for language, ascii_only in (("en", True), ("zh", False)):
        set_language("zh" if language == "zh" else "en")
        field = "score" if ascii_only else "信用"
        for months in (None, 1, 12, 600):
            assert criterion_label(metric, months, field).isascii() == ascii_only


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (9_999_999, "99,999.99; 100k gives 20"), (10_000_000, "100k; 500k gives 30"),
        (49_999_999, "499,999.99; 500k gives 30"), (9_000_000, "90k; 100k gives 20"),
    ],
)  # fmt: skip
def test_an_amount_never_reads_as_the_limit_it_missed(cents: int, words: str) -> None:
    values = (cents, *ROW[1:])
    assert why_text(SCORER.evaluate(CustomerFacts("x", values)).parts[0]) == words
