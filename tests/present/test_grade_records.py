"""Records behind a criterion in words: windows said, lateness said, amounts hidden when asked."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from kamtui.domain.metrics import CustomerFacts, Fact, MetricKey
from kamtui.domain.scoring.deeds import Deed, Hint
from kamtui.domain.scoring.defaults import default_grade_model
from kamtui.domain.scoring.distance import NextGrade, next_grade
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.domain.views.grade_records import (
    CriterionRecords,
    OrderRecord,
    ProductRecord,
    ReceivableRecord,
    Record,
    SinceRecord,
    StrategicRecord,
    SurveyRecord,
    TalkRecord,
)
from kamtui.domain.views.grading import Proposal
from kamtui.i18n import set_language
from kamtui.present.grade_records import record_words, window_text
from kamtui.present.grade_way import next_text, way_text
from kamtui.present.grading import lack_text, needed_text, why_text

TODAY = date(2026, 11, 22)
SCORER = Scorer(default_grade_model(), as_of=TODAY)
DAY = date(2026, 10, 12)
ORDER = OrderRecord("o", DAY, "SO-1", 42_000_050, None)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


def found(metric: MetricKey, *records: Record, months: int | None = 12) -> CriterionRecords:
    first = date(2025, 11, 23) if months else None
    return CriterionRecords("x", metric, months, first, TODAY, "CNY", records)


@pytest.mark.parametrize(
    ("metric", "one", "english", "chinese"),
    [
        (MetricKey.AMOUNT, ORDER, "2026-10-12|SO-1|420,000.50|", "2026-10-12|SO-1|420,000.50|"),
        (MetricKey.AMOUNT, OrderRecord("o", DAY, None, -500, "USD"),
         "2026-10-12|no number|-5 USD|taken back", "2026-10-12|无编号|-5 USD|退回"),
        (MetricKey.PRODUCTS, ProductRecord("p", "阀门 VA-80", "VA-80", 2, DAY),
         "2026-10-12|阀门 VA-80||in 2 orders", "2026-10-12|阀门 VA-80||2 单里有"),
        (MetricKey.PRODUCTS, ProductRecord("p", "", None, 1, DAY),
         "2026-10-12|-||in 1 order", "2026-10-12|-||1 单里有"),
        (MetricKey.YEARS_TOGETHER, SinceRecord(DAY, None),
         "2026-10-12|customer since||as entered", "2026-10-12|合作起始日||录入值"),
        (MetricKey.YEARS_TOGETHER, SinceRecord(DAY, ORDER),
         "2026-10-12|first order|420,000.50|SO-1", "2026-10-12|首单|420,000.50|SO-1"),
        (MetricKey.STRATEGIC_VALUE, StrategicRecord(4, "标杆", DAY, "林晓"),
         "2026-10-12|4 of 5||标杆 (set by 林晓)", "2026-10-12|4（满 5）||标杆（林晓 评定）"),
        (MetricKey.STRATEGIC_VALUE, StrategicRecord(4, None, None, None),
         "|4 of 5||no reason given", "|4（满 5）||未写理由"),
        (MetricKey.PAYMENT_TIMELINESS,
         ReceivableRecord("r", DAY, date(2026, 10, 15), 3, 100, None, "SO-1", None),
         "2026-10-12|due, SO-1|1|paid 2026-10-15, 3 days late",
         "2026-10-12|到期 SO-1|1|2026-10-15 付，迟 3 天"),
        (MetricKey.PAYMENT_TIMELINESS,
         ReceivableRecord("r", DAY, DAY, 0, 100, None, None, "INV-2"),
         "2026-10-12|due, INV-2|1|paid 2026-10-12, on time",
         "2026-10-12|到期 INV-2|1|2026-10-12 付，按时"),
        (MetricKey.PAYMENT_TIMELINESS,
         ReceivableRecord("r", DAY, None, 1, 100, None, None, None),
         "2026-10-12|due, no number|1|not paid, 1 day late",
         "2026-10-12|到期 无编号|1|未付，迟 1 天"),
        (MetricKey.SATISFACTION, SurveyRecord("s", DAY, "4.5", "phone"),
         "2026-10-12|4.5 of 5||phone", "2026-10-12|4.5（满 5）||phone"),
        (MetricKey.CONTACTS_PER_MONTH, TalkRecord("t", DAY, "wechat", "李总", "价格\n可接受"),
         "2026-10-12|WeChat||李总: 价格 可接受", "2026-10-12|微信||李总：价格 可接受"),
        (MetricKey.CONTACTS_PER_MONTH, TalkRecord("t", DAY, "call", None, None),
         "2026-10-12|call||not noted", "2026-10-12|电话||未写内容"),
    ],
)  # fmt: skip
def test_records(metric: MetricKey, one: Record, english: str, chinese: str) -> None:
    for language, expected in (("en", english), ("zh", chinese)):
        set_language("zh" if language == "zh" else "en")
        words = record_words(one, found(metric, one))
        assert "|".join((words.day, words.what, words.amount, words.note)) == expected
        assert words.late == ("late" in english)
        hidden = record_words(one, found(metric, one), masked=True)
        assert hidden.amount == ("***" if words.amount else "")


@pytest.mark.parametrize(
    "text",
    ["[red]x[/red]", "\x1b[31mx", "\u202eabc", "a\x00b", "长" * 10_000, "１２３", "🙂\ufe0f"],
)
def test_hostile_text_is_made_safe(text: str) -> None:
    for one in (
        TalkRecord("t", DAY, "call", text, text),
        ProductRecord("p", text, text, 1, DAY),
        StrategicRecord(1, text, DAY, text),
        SurveyRecord("s", DAY, text, text),
        OrderRecord("o", DAY, text, 1, text),
    ):
        words = record_words(one, found(MetricKey.ORDERS, one))
        for part in words[:4]:
            assert not set(part) & set("\x1b\x00\u202e\n")


def test_windows_are_said() -> None:
    assert window_text(found(MetricKey.ORDERS, ORDER)) == "2025-11-23 to 2026-11-22: 1 order"
    assert window_text(found(MetricKey.ORDERS)) == "2025-11-23 to 2026-11-22: none"
    assert window_text(found(MetricKey.PRODUCTS, months=None)) == "until 2026-11-22: none"
    set_language("zh")
    assert window_text(found(MetricKey.ORDERS, ORDER, ORDER)) == "2025-11-23 至 2026-11-22：2 单"


def proposal(*values: Fact) -> Proposal:
    facts = CustomerFacts("x", values)
    return Proposal("x", "C1", "X", "B", SCORER.evaluate(facts), next_grade(SCORER, facts))


TOP = proposal(60_000_000, 20, 5, date(2020, 1, 1), 5, None, Decimal(5), 9)
MIDDLE = proposal(20_000_000, 5, 1, date(2020, 1, 1), 3, None, Decimal(3), 3)
BLANK = proposal(None, None, None, date(2026, 4, 1), 3, None, None, 1)


def test_the_way_up_the_top_and_too_little_data() -> None:
    assert way_text(TOP) == "nothing above A"
    assert way_text(MIDDLE).startswith("14 points to A: ")
    assert way_text(BLANK) == ""
    assert lack_text(TOP.evaluation) == "no payment due"
    assert lack_text(BLANK.evaluation) == "no orders, no products, no payment due, no survey"
    assert needed_text(BLANK.evaluation, 60) == "25 of 100 points have data, 60 are needed"
    set_language("zh")
    assert way_text(TOP) == "A 已是最高"
    assert lack_text(BLANK.evaluation) == "没有订单，没有产品，没有到期款，没有满意度调查"
    assert needed_text(BLANK.evaluation, 60) == "100 分里只有 25 分有数据，需要 60 分"


def test_no_amount_is_read_over_a_shoulder() -> None:
    amount = MIDDLE.evaluation.parts[0]
    assert why_text(amount) == "200k; 500k gives 30" and why_text(amount, masked=True) == "***"
    order = Hint(Deed.ORDER, 1, 6, amount_minor=1_000_000, currency="CNY")
    following = NextGrade("A", Decimal(3), Decimal(3), (order,))
    assert next_text(following) == "3 points to A: 1 more order of 10,000 CNY"
    assert next_text(following, masked=True) == "3 points to A: 1 more order of *** CNY"
