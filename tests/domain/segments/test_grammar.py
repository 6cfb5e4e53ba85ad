"""Rules as text: read back to the same rule, refused with line, reason and value."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.errors import KamError
from kamtui.domain.segments.defaults import DIMENSIONS, PORTRAITS
from kamtui.domain.segments.grammar import (
    Reason,
    dimension_lines,
    parse_dimension,
    parse_rule,
    rule_text,
    split_lines,
)
from kamtui.domain.segments.model import BUILT_IN, OTHERWISE
from kamtui.domain.segments.model import PORTRAITS as PORTRAIT_NAMES
from kamtui.present.error_words.segments import REASONS
from kamtui.present.errors import sentence


def test_the_seeds_have_every_dimension_and_portrait() -> None:
    assert tuple(DIMENSIONS) == BUILT_IN
    assert tuple(PORTRAITS) == PORTRAIT_NAMES


@pytest.mark.parametrize("name", DIMENSIONS)
def test_defaults_are_written_as_they_are_read(name: str) -> None:
    lines = list(DIMENSIONS[name])
    assert dimension_lines(parse_dimension(name, lines, path="x")) == lines


@pytest.mark.parametrize("trait", [one for many in PORTRAITS.values() for one in many])
def test_traits_read_back(trait: str) -> None:
    rule = parse_rule(trait, path="x")
    assert parse_rule(rule_text(rule), path="x") == rule


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("amount.12>=50万", "amount.12 >= 500000"),
        ("AMOUNT.12 ≥ 500000", "amount.12 >= 500000"),
        ("amount.12 ＞＝ 12k", "amount.12 >= 12000"),
        ("region=华东，华北", "region = 华东, 华北"),
        ("region = 华东、华北、华东", "region = 华东, 华北"),
        ("satisfaction >= 4.50", "satisfaction >= 4.5"),
        ("r = 4..5", "r = 4..5"),
        ("r != 1 .. 2", "r != 1..2"),
        ("margin >= 30%", "margin >= 30"),
        ("orders IS Known 且 orders.6 = 0", "orders is known and orders.6 = 0"),
        ("tag = 重点 或 tag = vip", "tag = 重点 or tag = vip"),
        ('custom."税 号" = a', 'custom."税 号" = a'),
        ("custom.渠道 != 直销", "custom.渠道 != 直销"),
        ("custom.score >= 3", "custom.score >= 3"),
        ('owner = "Rock and Roll"', 'owner = "Rock and Roll"'),
        ('owner = "Wang Lei"', "owner = Wang Lei"),
        ("feedback ~ 太贵", "feedback ~ 太贵"),
        ("otherwise", "otherwise"),
        ("其余", "otherwise"),
        ("lifecycle = AT_RISK", "lifecycle = at_risk"),
    ],
)
def test_what_people_type(typed: str, kept: str) -> None:
    rule = parse_rule(typed, path="x")
    assert rule_text(rule) == kept
    assert parse_rule(kept, path="x") == rule


def test_and_binds_tighter_than_or() -> None:
    both = parse_rule("r = 1 and f = 1 or m = 1", path="x")
    assert [len(group) for group in both] == [2, 1]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("amout.12 >= 1", "unknown_measure"),
        ("custom. = 1", "unknown_measure"),
        ("amount.12", "no_comparison"),
        ("amount.12 and orders = 1", "no_comparison"),
        ("amount.12 is nice", "no_comparison"),
        ("amount.12 >=", "no_value"),
        ("amount.12 >= and", "no_value"),
        ("region = ,", "no_value"),
        ('region = ""', "no_value"),
        ("amount.12 >= much", "not_a_number"),
        ("amount.12 = 1, 2", "not_a_number"),
        ("r = 5..4", "not_a_number"),
        ("r >= 1..2", "bad_comparison"),
        ("amount.0 > 1", "bad_months"),
        ("amount.601 > 1", "bad_months"),
        ("amount.x > 1", "bad_months"),
        ("amount.-1 > 1", "bad_months"),
        ("region.12 = x", "no_months"),
        ("contacts_per_month >= 2", "months_needed"),
        ("region >= x", "bad_comparison"),
        ("region ~ x", "bad_comparison"),
        ("feedback = x", "bad_comparison"),
        ("amount ~ x", "bad_comparison"),
        ("need_type = cheap", "unknown_value"),
        ("amount.12 >= 1 otherwise", "not_a_number"),
        ("amount.12 >= 1 amount", "not_a_number"),
        ("amount.12 >= 1 and", "no_value"),
        (">= 1", "unexpected"),
        ('"a" = 1', "unexpected"),
        ("region = a = b", "unexpected"),
        ("(amount.12 >= 1", "brackets"),
        ("（amount.12 >= 1 and r = 1) or f = 1", "brackets"),
        ("amount.12 >= 1)", "brackets"),
        ("region = 华东）", "brackets"),
        ("region = a\x1b[31m", "not_text"),
        ("region = \u202eabc", "not_text"),
        ("region = " + "x" * 1000, "too_long"),
        (" and ".join(["r = 1"] * 21), "too_many"),
    ],
)
def test_refused(rule: str, reason: str) -> None:
    with pytest.raises(KamError) as caught:
        parse_rule(rule, path="segments.value[1]")
    assert caught.value.code == "segments.invalid"
    assert caught.value.params["reason"] == reason
    said = sentence(caught.value)
    assert "segments.value[1]" in said and "\x1b" not in said


def test_every_reason_has_words() -> None:
    assert set(REASONS) == {each.value for each in Reason}


@pytest.mark.parametrize(
    ("lines", "path", "reason"),
    [
        ([], "d", "empty"),
        (["amount.12 >= 1"], "d[1]", "no_name"),
        ([": amount.12 >= 1"], "d[1]", "no_name"),
        (["a;b: amount.12 >= 1"], "d[1]", "no_name"),
        (["a: r = 1", "Ａ: r = 2"], "d[2]", "duplicate"),
        (["a: otherwise", "b: r = 1"], "d[2]", "after_otherwise"),
        (["No_Data: r = 1"], "d[1]", "reserved"),
        (["ALL: r = 1"], "d[1]", "reserved"),
        (["Archived: r = 1"], "d[1]", "reserved"),
        (["Otherwise: r = 1"], "d[1]", "keyword"),
        (["ｅｌｓｅ： r = 1"], "d[1]", "keyword"),
        (["其他: otherwise"], "d[1]", "keyword"),
        (["其餘： r = 1"], "d[1]", "keyword"),
        (["or: r = 1"], "d[1]", "keyword"),
        (["Each: r = 1"], "d[1]", "keyword"),
        (["Ｇold： r = 1", "gOLD: r = 2"], "d[2]", "duplicate"),
        (["x" * 41 + ": r = 1"], "d[1]", "too_long"),
        ([f"a{at}: r = 1" for at in range(31)], "d", "too_many"),
        (["each region", "a: r = 1"], "d[2]", "unexpected"),
        (["each tag"], "d[1]", "not_a_field"),
        (["each amount"], "d[1]", "not_a_field"),
        (["each feedback"], "d[1]", "not_a_field"),
        (["each nothing"], "d[1]", "unknown_measure"),
        ([7], "d[1]", "not_text"),
        (["a: r = 1", "b: r == 1"], "d[2]", "no_value"),
    ],
)
def test_dimensions_refused(lines: list[object], path: str, reason: str) -> None:
    with pytest.raises(KamError) as caught:
        parse_dimension("d", lines, path="d")
    assert caught.value.params["path"] == path
    assert caught.value.params["reason"] == reason


def test_what_was_kept_before_is_still_read() -> None:
    lines = ["otherwise: region = 华东)", "archived: r = 1", "其他: otherwise"]
    dimension = parse_dimension("d", lines, path="d", kept=True)
    assert [one.key for one in dimension.segments] == ["otherwise", "archived", "其他"]
    assert rule_text(dimension.segments[0].rule) == 'region = "华东)"'
    with pytest.raises(KamError, match=r"segments\.invalid"):
        parse_dimension("d", ["no_data: r = 1"], path="d", kept=True)


def test_brackets_that_belong_to_a_value() -> None:
    rule = parse_rule("region = 华东（北）, Leeds (North UK)", path="x")
    assert rule_text(rule) == "region = 华东（北）, Leeds (North UK)"


def test_otherwise_is_met_by_everybody() -> None:
    dimension = parse_dimension("d", ["a: r = 1", "b：otherwise"], path="d")
    assert dimension.segments[1].rule == OTHERWISE
    assert dimension.rule_of("nobody") == OTHERWISE


@given(st.text(max_size=60) | st.text(alphabet=string.printable + "≥且或“”：，", max_size=60))
def test_any_text_is_a_rule_or_a_refusal(text: str) -> None:
    try:
        rule = parse_rule(text, path="x")
    except KamError as problem:
        assert problem.code == "segments.invalid"
        return
    text = rule_text(rule)
    assert parse_rule(text, path="x") == rule
    assert split_lines(f"{text};{text}") == [text, text]


_WORDS = st.text(
    alphabet=st.characters(whitelist_categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12
)


@given(st.lists(_WORDS, min_size=1, max_size=4))
def test_any_words_survive_quoting(words: list[str]) -> None:
    try:
        rule = parse_rule("region = " + ", ".join(f'"{word}"' for word in words), path="x")
    except KamError:
        return
    text = rule_text(rule)
    assert parse_rule(text, path="x") == rule
    assert split_lines(f"{text};{text}") == [text, text]
