"""Deciding: three answers, first match wins, and what lacks data is never a silent no."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.segments import decide
from kamtui.domain.segments.decide import Decided, Decider
from kamtui.domain.segments.grammar import parse_dimension, parse_rule
from kamtui.domain.segments.measures import Need, Value, natural
from kamtui.domain.segments.model import NO_DATA, NO_RULE

AMOUNT, SCORE, REGION = Need("amount", 12), Need("satisfaction"), Need("region")
decided_by = decide.test_of


def answer(text: str, **facts: Value) -> bool | None:
    """Decide a rule over facts named by measure."""
    rule = parse_rule(text, path="x")
    needs = [one.need for group in rule for one in group]
    values = tuple(facts.get(one.measure.replace(".", "_")) for one in needs)
    return decided_by(rule, {one: at for at, one in enumerate(needs)})(values)


@pytest.mark.parametrize(
    ("rule", "fact", "wanted"),
    [
        ("amount.12 >= 500000", 50_000_000, True),
        ("amount.12 >= 500000", 49_999_999, False),
        ("amount.12 > 500000", 50_000_000, False),
        ("amount.12 > 500000", 50_000_001, True),
        ("amount.12 <= 0", 0, True),
        ("amount.12 < 0", -1, True),
        ("amount.12 = 0.01", 1, True),
        ("amount.12 = 100..200", 10_000, True),
        ("amount.12 = 100..200", 20_000, True),
        ("amount.12 = 100..200", 20_001, False),
        ("amount.12 != 100..200", 20_001, True),
        ("amount.12 >= 500000", None, None),
        ("amount.12 is known", None, False),
        ("amount.12 is unknown", None, True),
        ("amount.12 is known", 0, True),
    ],
)
def test_amounts_at_and_around_the_boundary(rule: str, fact: Value, wanted: bool | None) -> None:
    assert answer(rule, amount=fact) is wanted


@pytest.mark.parametrize(
    ("contacts", "wanted"), [(5, False), (6, True), (7, True), (0, False), (None, None)]
)
def test_two_a_month_over_three_months_is_six(contacts: Value, wanted: bool | None) -> None:
    assert answer("contacts_per_month.3 >= 2", contacts_per_month=contacts) is wanted
    if isinstance(contacts, int):
        assert natural(Need("contacts_per_month", 3), contacts) == Fraction(contacts, 3)


@pytest.mark.parametrize(
    ("rule", "fact", "wanted"),
    [
        ("satisfaction >= 4.5", Fraction(9, 2), True),
        ("satisfaction >= 4.5", Fraction(449, 100), False),
        ("satisfaction >= 4.5", 5, True),
        ("satisfaction = 4", 4, True),
        ("satisfaction != 4", Fraction(4), False),
    ],
)
def test_scores(rule: str, fact: Value, wanted: bool) -> None:
    assert answer(rule, satisfaction=fact) is wanted


@pytest.mark.parametrize(
    ("rule", "fact", "wanted"),
    [
        ("region = 华东", "華東", True),
        ("region = 华东", "华东 ", True),
        ("region = 华东, 华北", "华北", True),
        ("region != 华东", "华北", True),
        ("region != 华东", None, None),
        ("region = 华东", "", None),
        ("tag = vip", frozenset({"ＶＩＰ", "x"}), True),
        ("tag = vip", frozenset(), False),
        ("tag != vip", frozenset(), True),
        ("feedback ~ 价格偏高", "他说價格偏高。", True),
        ("feedback ~ 价格偏高, too expensive", "It is Too  expensive", True),
        ("feedback ~ 价格偏高", "很好", False),
        ("feedback ~ 价格偏高", None, None),
        ("custom.n >= 3", "3.0", True),
        ("custom.n >= 3", "2", False),
        ("custom.n >= 3", "many", None),
        ("custom.n >= 3", "NaN", None),
        ("custom.n = Ａ", "a", True),
    ],
)
def test_words(rule: str, fact: Value, wanted: bool | None) -> None:
    name = rule.split()[0].replace(".", "_")
    assert answer(rule, **{name: fact}) is wanted


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (1, 1, True, True),
        (1, 2, False, True),
        (2, 2, False, False),
        (1, None, None, True),
        (2, None, False, None),
        (None, None, None, None),
    ],
)
def test_three_answers(left: Value, right: Value, both: bool | None, either: bool | None) -> None:
    for r, f in ((left, right), (right, left)):
        assert answer("r = 1 and f = 1", r=r, f=f) is both
        assert answer("r = 1 or f = 1", r=r, f=f) is either


def test_first_match_wins_and_no_data_is_an_answer() -> None:
    dimension = parse_dimension(
        "d", ["happy: satisfaction >= 4.5", "east: region = 华东", "rest: otherwise"], path="d"
    )
    decider = Decider(dimension, [SCORE, REGION])
    assert decider.decide((5, "华东")) == Decided("happy")
    assert decider.decide((4, "华东")) == Decided("east")
    assert decider.decide((4, "华北")) == Decided("rest")
    # Nobody can say that this one is not happy.
    assert decider.decide((None, "华东")) == Decided(NO_DATA, (SCORE,))
    known = parse_dimension(
        "d", ["happy: satisfaction is known and satisfaction >= 4.5", "rest: otherwise"], path="d"
    )
    assert Decider(known, [SCORE]).decide((None,)).key == "rest"


def test_no_rule_is_not_no_data() -> None:
    decider = Decider(parse_dimension("d", ["happy: satisfaction >= 4.5"], path="d"), [SCORE])
    assert decider.decide((5,)) == Decided("happy")
    assert decider.decide((4,)) == Decided(NO_RULE)
    assert decider.decide((None,)) == Decided(NO_DATA, (SCORE,))


def test_only_what_left_it_open_is_lacking() -> None:
    lines = ["a: orders is known and satisfaction >= 4", "b: amount.12 > 0 or region = x"]
    orders = Need("orders")
    decider = Decider(parse_dimension("d", lines, path="d"), [orders, SCORE, AMOUNT, REGION])
    assert decider.decide((None, None, None, "y")) == Decided(NO_DATA, (AMOUNT,))
    assert decider.decide((3, None, None, "y")) == Decided(NO_DATA, (SCORE,))


def test_each_value_is_a_segment() -> None:
    decider = Decider(parse_dimension("d", ["each region"], path="d"), [REGION])
    assert decider.decide(("华东",)).key == "华东"
    assert decider.decide((None,)).key == NO_DATA


@given(st.lists(st.none() | st.integers(1, 5), min_size=3, max_size=3), st.permutations("rfm"))
def test_the_order_of_conditions_changes_nothing(scores: list[Value], order: list[str]) -> None:
    facts = dict(zip("rfm", scores, strict=True))
    rules = [f"{name} >= 4" for name in order]
    for joint in (" and ", " or "):
        usual = answer(joint.join(f"{name} >= 4" for name in "rfm"), **facts)
        assert answer(joint.join(rules), **facts) is usual


_LINES = st.lists(
    st.sampled_from(
        ["r >= 4 and f >= 4", "r < 3 or region = 华东", "m is known and m = 2..4", "f != 3",
         "region is unknown", "satisfaction > 3 and region != x or r = 1", "otherwise"]
    ),
    min_size=1, max_size=4,
)  # fmt: skip
_FACTS = st.tuples(
    *[st.none() | st.integers(1, 5)] * 3,
    st.none() | st.sampled_from(["华东", "x", ""]),
    st.none() | st.fractions(1, 5),
)


@given(_LINES, st.lists(_FACTS, max_size=20))
def test_many_are_decided_as_one_by_one(lines: list[str], many: list[tuple[Value, ...]]) -> None:
    ends = lines.index("otherwise") + 1 if "otherwise" in lines else len(lines)
    named = [f"s{at}: {one}" for at, one in enumerate(lines[:ends])]
    dimension = parse_dimension("d", named, path="d")
    needs = [Need("r"), Need("f"), Need("m"), REGION, SCORE]
    decider = Decider(dimension, needs)
    columns = [list(one) for one in zip(*many, strict=True)] or [[]] * 5
    found = decider.split(columns, len(many))
    places = {at: key for key, ids in found.places.items() for at in ids}
    alone = [decider.decide(one) for one in many]
    assert [places[at] for at in range(len(many))] == [one.key for one in alone]
    assert sum(map(len, found.places.values())) == len(many)
    assert all(ids == sorted(ids) for ids in found.places.values())
    lacking: dict[Need, int] = {}
    for one in alone:
        for need in one.lacking:
            lacking[need] = lacking.get(need, 0) + 1
    assert dict(found.lacking) == lacking
