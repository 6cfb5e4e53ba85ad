"""`kamtui segments`: cli.md's JSON to the letter, tables in both languages, what is refused."""

import json
from pathlib import Path

import pytest

from .conftest import Kam
from .shapes import amount, assert_shape, boolean, day, listed, mapped, maybe, number, text

SEGMENT = {
    "segment": text, "customers": number, "rule": text, "amount": amount, "share": maybe(number),
    "came": maybe(number), "left": maybe(number),
}  # fmt: skip
MEMBER = {"customer_no": text, "name": text, "segment": text, "was": maybe(text)}
SCORED = {
    **MEMBER, "r": maybe(number), "f": maybe(number), "m": maybe(number),
    "recency_days": maybe(number), "frequency": maybe(number), "amount": maybe(amount),
}  # fmt: skip
CLV = {
    "value": maybe(amount), "average_order": maybe(amount), "orders_per_year": maybe(number),
    "margin": maybe(number), "margin_assumed": boolean, "retention": maybe(number),
    "expected_years": maybe(number), "capped": boolean, "lacking": listed,
}  # fmt: skip
ORDERS = """客户编号,客户名称,订单编号,下单日期,金额
C1,华东机械,S1,2026-11-01,500000
C1,华东机械,S2,2026-10-01,1000
C2,Acme,S3,2026-09-01,100000
C3,小客户,S4,2026-01-01,99999.99
C3,小客户,S5,2026-02-01,-50
"""


@pytest.fixture
def book(kam: Kam, tmp_path: Path) -> Kam:
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS, encoding="utf-8")
    kam("import", str(file), "--as", "orders", "--create-customers")
    kam("add", "没下单 #C")
    return kam


@pytest.mark.parametrize("by", ["value", "behaviour", "need", "lifecycle", "region", "rfm"])
def test_the_contract(book: Kam, by: str) -> None:
    found = book("segments", "--by", by, "--members", "all", "--json").json()
    assert_shape(found, {"by": text, "as_of": day, "segments": listed, "members": listed})
    assert found["by"] == by and found["as_of"] == "2026-11-22"
    for one in found["segments"]:
        assert_shape(one, SEGMENT)
    for one in found["members"]:
        assert_shape(one, SCORED if by == "rfm" else MEMBER)
    assert sum(one["customers"] for one in found["segments"]) == len(found["members"]) == 4
    for one in found["segments"]:
        places = [each["segment"] for each in found["members"]]
        assert places.count(one["segment"]) == one["customers"]


def test_by_value_is_what_is_asked_without_a_word(book: Kam) -> None:
    found = book("segments", "--json").json()
    assert found["by"] == "value" and found["members"] == []
    rules = {one["segment"]: (one["customers"], one["rule"]) for one in found["segments"]}
    assert rules == {
        "high": (1, "amount.12 >= 500000"),
        "core": (1, "amount.12 >= 100000"),
        "low": (1, "amount.12 < 100000"),
        "no_data": (1, "amount.12 is unknown"),
    }
    assert found["before"] == "2026-08-22" and found["amount"] == "700949.99"


def test_members_of_one_segment(book: Kam) -> None:
    (one,) = book("segments", "--members", "high", "--json").json()["members"]
    assert one["customer_no"] == "C1" and one["amount_12_months"] == "501000.00"
    (one,) = book("segments", "--members", "no_data", "--json").json()["members"]
    assert one["name"] == "没下单" and one["amount_12_months"] is None


def test_rfm_members_have_scores_and_what_they_rest_on(book: Kam) -> None:
    found = book("segments", "--by", "rfm", "--members", "all", "--json").json()
    members = {one["customer_no"]: one for one in found["members"]}
    first = members["C1"]
    assert (first["r"], first["f"], first["m"]) == (5, 5, 5)
    assert (first["recency_days"], first["frequency"]) == (21, 2)
    assert first["amount"] == "501000.00" and first["average"] == "250500.00"
    # What was taken back subtracts and is no order.
    assert (members["C3"]["frequency"], members["C3"]["amount"]) == (1, "99949.99")
    assert members["C3"]["recency_days"] == 325
    (nobody,) = (one for one in found["members"] if one["segment"] == "no_data")
    assert nobody["r"] is None and nobody["frequency"] is None and nobody["amount"] is None
    assert found["thresholds"]["customers"] == 3


@pytest.mark.parametrize("product", [True, False])
def test_the_small_example_from_its_file_to_the_scores(
    kam: Kam, tmp_path: Path, product: bool
) -> None:
    """Rows of one day as lines of one order, as a shop's export has them: by number alone too."""
    path = Path(__file__).resolve().parents[3] / "shared" / "data" / "small-rfm-example.json"
    if not path.is_file():
        pytest.skip("the shared data is not here")
    example = json.loads(path.read_text(encoding="utf-8"))
    lines = ["customer_no,customer,order_no,ordered_on,amount" + ",product" * product]
    for at, (name, on, money) in enumerate(example["transactions"]):
        lines.append(f"{name},Customer {name},{name}-{on},{on},{money}" + f",P{at}" * product)
    file = tmp_path / "orders.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    for _turn in range(2):
        kam("import", str(file), "--as", "orders", "--create-customers")
    words = ("segments", "--by", "rfm", "--members", "all", "--json")
    found = kam("--today", example["as_of"], *words).json()["members"]
    wanted = example["counting_first_purchase: frequency, days_since_last, monetary_mean"]
    assert {
        one["customer_no"]: [one["frequency"], one["recency_days"], float(one["average"])]
        for one in found
    } == wanted


def test_show_names_the_segments(book: Kam) -> None:
    found = book("show", "C1", "--json").json()["segments"]
    assert found == {
        "value": "high", "behaviour": "less_active", "need": "no_data", "lifecycle": "new",
        "region": "no_data", "rfm": "champions",
    }  # fmt: skip


def test_portrait(book: Kam) -> None:
    found = book("segments", "--portrait", "C1", "--json").json()
    assert_shape(found, {"customer_no": text, "segments": mapped, "portraits": listed, "clv": CLV})
    high = found["portraits"][0]
    assert high["portrait"] == "high" and high["belongs"] is True
    trait = high["traits"][0]
    assert trait["rule"] == "amount.12 >= 500000" and trait["met"] is True
    assert trait["evidence"] == [{"fact": "amount.12", "value": "501000.00"}]
    assert high["traits"][4]["met"] is None  # no survey
    lines = book("segments", "--portrait", "C1").out
    assert "High value: belongs to it; 3 of 7 traits met" in lines
    assert "Lifetime value: not known, for lack of buyers of the year before" in lines
    zh = book("--lang", "zh", "segments", "--portrait", "C1").out
    assert "高价值客户画像：属于此类；7 项特征中符合 3 项" in zh and "无数据" in zh


def test_lifetime_value(book: Kam) -> None:
    found = book("segments", "--clv", "--json").json()
    for one in found["segments"]:
        assert_shape(one["clv"], CLV)
    assert found["segments"][0]["clv"]["lacking"] == ["retention"]
    book("settings", "set", "segments.clv_retention", "50")
    value = book("segments", "--clv", "--json").json()["segments"][0]["clv"]
    assert value["value"] == "300600.00"  # 250,500 x 2 x 30 % x 2
    assert value["margin_assumed"] and value["retention_assumed"]
    out = book("segments", "--clv").out
    assert "30%*" in out and "* where there are none: 30%, the setting segments.clv_margin" in out
    assert "Retention 50%: assumed (segments.clv_retention)" in out


def test_tables_say_rule_money_and_what_is_lacking(book: Kam) -> None:
    lines = book("segments", "--members", "all").lines
    assert lines[0] == "Value, Sun 22 Nov 2026  came and left since Sat 22 Aug 2026"
    row = next(line for line in lines if line.startswith("High value"))
    assert "501,000" in row and "71%" in row and "amount (12 months) ≥ 500,000" in row
    assert "Not recorded: amount (12 months) 1" in lines
    assert "All: 4 customers" in lines
    zh = book("--lang", "zh", "segments", "--by", "rfm").out
    assert "重要价值客户" in zh and "R，距上次下单天数" in zh
    plain = book("--ascii", "segments").out
    assert plain.isascii() and "amount (12 months) >= 500,000" in plain


@pytest.mark.parametrize(
    ("lang", "by", "segment"),
    [
        ("en", "Lifecycle", "at risk"),
        ("zh", "生命周期", "流失风险"),
        ("zh", "LIFECYCLE", "at_risk"),
    ],
)
def test_names_as_they_are_shown(book: Kam, lang: str, by: str, segment: str) -> None:
    found = book("--lang", lang, "segments", "--by", by, "--members", segment, "--json").json()
    assert found["by"] == "lifecycle"
    assert [one["customer_no"] for one in found["members"]] == ["C3"]


def test_unknown_names_and_mixed_options(book: Kam) -> None:
    said = book("segments", "--by", "size", code=2)
    assert "size" in said.err and "lifecycle" in said.err and not said.out
    said = book("segments", "--members", "gold", code=1)
    assert "gold" in said.err and "high" in said.err
    book("segments", "--portrait", "C1", "--members", "all", code=2)
    book("segments", "--portrait", "zzz", code=1)
    book("segments", "--as-of", "someday", code=2)
    assert book("segments", "--as-of", "2026-09-30", "--json").json()["as_of"] == "2026-09-30"


def test_ones_own_dimension_from_the_settings(book: Kam) -> None:
    book("settings", "set", "segments.own.规模", "大: amount.12 >= 10万; 小: amount.12 < 10万")
    found = book("segments", "--by", "规模", "--json").json()
    rows = [(one["segment"], one["customers"], one["rule"]) for one in found["segments"]]
    assert rows == [
        ("大", 2, "amount.12 >= 100000"),
        ("小", 1, "amount.12 < 100000"),
        ("no_data", 1, "amount.12 is unknown"),
    ]
    assert book("show", "C1", "--json").json()["segments"]["规模"] == "大"
    said = book("settings", "set", "segments.own.规模", "大: amuont > 1", code=2)
    assert "segments.own.规模[1]" in said.err and "amuont" in said.err
    book("undo")
    book("segments", "--by", "规模", code=2)


def test_rules_travel_as_toml(book: Kam, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    book("settings", "export", str(file))
    words = file.read_text(encoding="utf-8")
    assert '"segments.value" = ["high: amount.12 >= 500000"' in words
    file.write_text(words.replace("amount.12 >= 500000", "amount.12 >= 50万"), encoding="utf-8")
    assert "segments" not in book("settings", "import", str(file)).out  # the same, written short
    file.write_text(
        words.replace("high: amount.12 >= 500000", "high: amount.12 >= 600000"), "utf-8"
    )
    book("settings", "import", str(file))
    assert book("segments", "--json").json()["segments"][0]["customers"] == 0


def test_hostile_names_stay_text(book: Kam) -> None:
    book("settings", "set", "segments.own.[red]x", "[bold]a\u200b: otherwise", code=2)
    book("settings", "set", "segments.own.[red]x", "[bold]a: otherwise")
    assert "[bold]a" in book("segments", "--by", "[red]x").out


def test_who_came_and_who_left(book: Kam) -> None:
    came = book("segments", "--members", "high", "--moved", "came", "--json").json()["members"]
    assert [(one["customer_no"], one["was"]) for one in came] == [("C1", "not_there")]
    book("edit", "C2", "grade=A")
    assert "not in the book" in book("segments", "--members", "high", "--moved", "came").out
    left = book("segments", "--members", "no_data", "--moved", "left", "--json").json()["members"]
    assert left == []
    book("segments", "--moved", "came", code=2)


def test_facts_rules_can_ask(kam: Kam) -> None:
    found = {one["fact"]: one["months"] for one in kam("segments", "--facts", "--json").json()}
    assert found["amount"] == "optional" and found["contacts_per_month"] == "required"
    assert "距上次下单天数" in kam("--lang", "zh", "segments", "--facts").out


def test_nothing_recorded(kam: Kam) -> None:
    found = kam("segments", "--by", "rfm", "--members", "all", "--clv", "--json").json()
    assert found["members"] == [] and found["customers"] == 0
    assert kam("segments", "--by", "region").lines[0].startswith("Region")


def test_every_input_of_a_lifetime_value_is_told_and_where_from(book: Kam) -> None:
    clv = book("segments", "--clv", "--json").json()["segments"][0]["clv"]
    assert clv["inputs"] == {
        "average_order": "records", "orders_per_year": "records", "margin": "setting",
        "retention": None, "expected_years": None,
    }  # fmt: skip
    out = book("segments", "--clv").out
    assert "Retention: not known, nobody bought in the year before the last 12 months." in out
    assert "High value: no lifetime value, for lack of buyers of the year before" in out
    out = book("segments", "--portrait", "没下单").out
    for words in (
        "average order: not known, no order counts in 12 months",
        "orders a year: not known, no order counts in 12 months",
        "gross margin 30%: assumed (segments.clv_margin), no order has a cost",
        "retention: not known, nobody bought in the year before",
        "expected years: not known without the retention",
    ):
        assert words in out
    book("settings", "set", "segments.clv_margin", "0")
    out = book("segments", "--portrait", "没下单").out
    assert (
        "gross margin: not known, no order has a cost and segments.clv_margin assumes none" in out
    )
    out = book("--lang", "zh", "segments", "--clv").out
    assert "保留率：未知" in out and "有成本" in out


def test_rfm_by_days_says_days(book: Kam) -> None:
    found = book("segments", "--by", "rfm", "--json").json()
    assert found["frequency_counts"] == "orders"
    assert "F, orders:" in book("segments", "--by", "rfm").out
    book("settings", "set", "segments.rfm_frequency", "days")
    assert book("segments", "--by", "rfm", "--json").json()["frequency_counts"] == "days"
    out = book("segments", "--by", "rfm", "--members", "all").out
    assert "F, days with an order:" in out and "Order days" in out and "  Orders  " not in out
    assert "下单天数" in book("--lang", "zh", "segments", "--by", "rfm", "--members", "all").out
    out = book("segments", "--portrait", "C1").out
    assert "order days)" in out or "order day)" in out


def test_words_of_the_rules_are_no_names(book: Kam) -> None:
    for name in ("otherwise", "其他", "其余", "ＥＬＳＥ", "且"):
        said = book("settings", "set", "segments.own.x", f"{name}： r = 1", code=2)
        assert "a word of the rules themselves" in said.err
    said = book("--lang", "zh", "settings", "set", "segments.own.x", "a: (r = 1", code=2)
    assert "规则不用括号" in said.err
    book("settings", "set", "segments.own.x", "a： r >= 1; A: r = 2", code=2)


def test_a_past_day_says_what_it_rests_on(book: Kam) -> None:
    out = book("segments", "--as-of", "2026-10-01").out
    assert "As the book stood that day" in out
    assert "As the book stood that day" not in book("segments").out


@pytest.mark.parametrize(
    "others",
    [("--by", "value"), ("--members", "all"), ("--clv",), ("--as-of", "2026-06-30"),
     ("--portrait", "C1"), ("--moved", "came")],
)  # fmt: skip
def test_what_rules_can_ask_takes_no_other_option(book: Kam, others: tuple[str, ...]) -> None:
    assert others[0] in book("segments", "--facts", *others, code=2).err
    assert book("segments", "--facts").code == 0


def test_a_portrait_takes_no_dimension_and_a_segment_that_is_none_is_not_found(book: Kam) -> None:
    book("segments", "--portrait", "C1", "--by", "rfm", code=2)
    book("segments", "--portrait", "C1", "--as-of", "2026-06-30")
    book("segments", "--members", "nope", code=1)
