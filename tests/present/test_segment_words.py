"""Segments in words: nothing the rules can name is without a word, amounts hide when masked."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from kamtui.domain.segments.defaults import DIMENSIONS, PORTRAITS
from kamtui.domain.segments.grammar import parse_dimension, parse_rule
from kamtui.domain.segments.measures import MEASURES, Need
from kamtui.domain.segments.model import NO_DATA
from kamtui.domain.segments.rfm import Thresholds
from kamtui.domain.views.segments import Evidence
from kamtui.i18n import set_language
from kamtui.present import segment_words as words
from kamtui.present.columns import width_of


@pytest.fixture(autouse=True, params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("en")


def test_everything_has_a_word(language: str) -> None:
    for name in MEASURES:
        label = words.measure_label(Need(name))
        assert label and (label != name or language == "en")
        assert "_" not in label
    for name, lines in DIMENSIONS.items():
        assert words.dimension_label(name) != name
        for one in parse_dimension(name, lines, path="x").segments:
            assert words.segment_label(name, one.key) != one.key
    for name in PORTRAITS:
        assert words.portrait_label(name) != name
    assert words.segment_label("value", NO_DATA) != NO_DATA


def test_names_lead_back(language: str) -> None:
    names = (*DIMENSIONS, "打法")
    for name in names:
        found = words.dimension_named(words.dimension_label(name), names)
        assert found.casefold() == name  # services fold the names they are given
    keys = [one.key for one in parse_dimension("rfm", DIMENSIONS["rfm"], path="x").segments]
    for key in (*keys, NO_DATA, "all"):
        found = words.segment_named(words.segment_label("rfm", key), "rfm", keys)
        assert found.casefold() == key
    assert words.segment_named("nobody", "rfm", keys) == "nobody"


def test_every_default_reads_as_a_sentence_of_numbers(language: str) -> None:
    for many in (*PORTRAITS.values(),):
        for text in many:
            rule = words.rule_words(parse_rule(text, path="x"))
            assert "_" not in rule and rule


def test_a_rule(language: str) -> None:
    rule = parse_rule("amount.12 >= 500000 and years_together = 1..3 or orders is known", path="x")
    wanted = {
        "en": "(amount (12 months) ≥ 500,000 and years together = 1 to 3) or has ordered",
        "zh": "(金额（近12个月） ≥ 500,000 且 合作年数 = 1 至 3) 或 下过订单",
    }
    assert words.rule_words(rule) == wanted[language]
    assert "≥" not in words.rule_words(rule, ascii_only=True)
    assert "500" not in words.rule_words(rule, masked=True)


@pytest.mark.parametrize(
    ("share", "wanted"),
    [
        (None, ""),
        (Fraction(0), "0%"),
        (Fraction(1, 200), "<1%"),
        (Fraction(1, 100), "1%"),
        (Fraction(995, 1000), "100%"),
        (Fraction(-5, 1000), "-1%"),
        (Fraction(3, 2), "150%"),
    ],
)
def test_shares(share: Fraction | None, wanted: str) -> None:
    assert words.share_text(share) == wanted


def test_amounts_hide_while_somebody_looks() -> None:
    one = Evidence(Need("amount", 12), Fraction(1234))
    assert "1,234" in words.evidence_text(one)
    assert "1,234" not in words.evidence_text(one, masked=True)
    limits = Thresholds((Fraction(1),), (Fraction(5, 2),), (Fraction(123_400),), 3)
    assert "1,234" in words.threshold_lines(limits)[2]
    assert "1,234" not in words.threshold_lines(limits, masked=True)[2]
    assert words.threshold_lines(Thresholds()) == []


def test_data_in_words_is_safe() -> None:
    label = words.segment_label("own", "\x1b[31m[red]\u202e")
    assert "\x1b" not in label and "\u202e" not in label and width_of(label) > 0
    rule = parse_rule("custom.x = [red]", path="x")
    assert "[red]" in words.rule_words(rule)
