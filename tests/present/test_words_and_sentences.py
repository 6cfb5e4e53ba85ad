"""Every closed list, error and reason has words in both languages, safe whatever the data."""

import ast
import inspect
import string
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kamtui
from kamtui.domain import enums
from kamtui.domain.enums import AgendaKind, Channel, DueState, FollowUpState, OrderStatus
from kamtui.domain.errors import KamError
from kamtui.domain.scoring.reading import Reason
from kamtui.domain.views.agenda import AgendaItem
from kamtui.exchange import codes
from kamtui.i18n import Language, language, set_language
from kamtui.present.agenda_words import why_text
from kamtui.present.columns import width_of
from kamtui.present.error_words import SENTENCES
from kamtui.present.error_words.model_reasons import MODEL_REASONS
from kamtui.present.errors import sentence
from kamtui.present.fields import entity_label, field_label, kind_label
from kamtui.present.labels import channel_label, choices, label
from kamtui.present.reasons import _REASONS, reason_text
from kamtui.present.safe_text import safe_text
from kamtui.present.words import join_words

LANGUAGES: tuple[Language, ...] = ("zh", "en")
KINDS = [
    kind
    for _name, kind in inspect.getmembers(enums, inspect.isclass)
    if issubclass(kind, StrEnum) and kind is not StrEnum
]
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _language_as_before() -> Iterator[None]:
    before = language()
    yield
    set_language(before)


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_has_words_of_its_own(kind: type[StrEnum]) -> None:
    for name in LANGUAGES:
        set_language(name)
        words = [words for _value, words in choices(kind)]
        assert all(words) and len(set(words)) == len(words)
        assert name == "en" or not any(word.isascii() for word in words)


def test_words_of_the_glossary() -> None:
    set_language("zh")
    assert "".join(words for _value, words in choices(Channel)) == (
        "电话微信企业微信拜访视频会议邮件短信会议其他"
    )
    assert label(OrderStatus, "open") != label(FollowUpState, "open")
    assert channel_label("errand") == "事务"
    set_language("en")
    assert [words for _value, words in choices(Channel)][:4] == ["call", "WeChat", "WeCom", "visit"]
    assert channel_label("pigeon\x1b") == "pigeon?"
    assert channel_label(None) == ""


ITEM = AgendaItem(
    id="1", kind=AgendaKind.FOLLOW_UP, state=DueState.TODAY, due=None, at=None, days_overdue=0,
    customer_id="", customer_no="", customer="", grade=None, what="", why="plan",
    amount_minor=None, deadline=None, channel=None, contact=None, phone=None, last_contact=None,
    last_channel=None, money_minor=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("why", "amount", "hours", "english", "chinese"),
    [
        ("plan", None, None, "plan", "计划"),
        ("timed", None, None, "timed", "定时"),
        ("promised", None, None, "promised", "承诺"),
        ("owed", 8_000_000, None, "80k owed", "应收 8万"),
        ("owed", None, None, "payment due", "回款提醒"),
        ("settle", None, 30, "settle in 1d", "1天内结案"),
        ("settle", None, 23, "settle in 23h", "23小时内结案"),
        ("respond", None, 0.5, "answer in 1h", "1小时内响应"),
        ("respond", None, 72, "answer in 3d", "3天内响应"),
        ("respond", None, -1, "answer late", "响应超时"),
        ("settle", None, -1, "settling late", "结案超时"),
        ("settle", None, None, "to settle", "待结案"),
        ("something new", None, None, "follow-up", "跟进"),
    ],
)
def test_why_a_row_is_here(
    why: str, amount: int | None, hours: float | None, english: str, chinese: str
) -> None:
    deadline = None if hours is None else NOW + timedelta(hours=hours)
    item = ITEM._replace(why=why, amount_minor=amount, deadline=deadline)
    for name, expected in (("en", english), ("zh", chinese)):
        set_language("zh" if name == "zh" else "en")
        assert why_text(item, NOW) == expected
        assert width_of(expected) <= 13


def test_sentences_name_what_where_and_what_to_do() -> None:
    set_language("en")
    unknown = KamError("date.unknown", {"text": "someday"})
    assert sentence(unknown) == (
        "“someday” is not understood as a date. For example: 2w, next fri, 12-15."
    )
    past = KamError("date.past", {"date": date(2026, 1, 5), "next_year": date(2027, 1, 5)})
    assert sentence(past) == (
        "Mon 5 Jan 2026 is past. Did you mean Tue 5 Jan 2027? A plan needs a date to come."
    )
    full = KamError("file.full", {"path": "/b/k.db"})
    assert sentence(full).startswith("No space left for /b/k.db. Nothing was changed;")
    set_language("zh")
    ambiguous = KamError("customer.ambiguous", {"customer": "华东", "matches": ("甲", "乙")})
    assert sentence(ambiguous) == "“华东”对应多个客户：甲、乙。请改用客户编号。"
    conflict = KamError("undo.conflict", {"kind": "customer", "field": "address"})
    assert sentence(conflict) == "无法撤销：这条客户的地址之后又改过，请手工修改。"


def test_an_unknown_code_is_said_and_named() -> None:
    set_language("en")
    assert "frob.failed" in sentence(KamError("frob.failed", {"x": 1}))


def placeholders(message: str) -> set[str]:
    return {name for _text, name, _form, _how in string.Formatter().parse(message) if name}


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_sentence_shows_a_hole_when_its_values_are_known(name: Language) -> None:
    set_language(name)
    for code, words in {**SENTENCES, **_REASONS}.items():
        for message in (words,) if isinstance(words, str) else words:
            params: dict[str, object] = {key: f"<{key}>" for key in placeholders(message)}
            make = (
                sentence(KamError(code, params)) if code in SENTENCES else reason_text(code, params)
            )
            assert "?" not in make or "?" in message or "{" not in make
            assert not placeholders(make)
        # and with nothing known there is still a sentence
        bare = sentence(KamError(code)) if code in SENTENCES else reason_text(code)
        assert bare and "{" not in bare


HOSTILE = st.one_of(
    st.text(st.characters(), max_size=30),
    st.integers(),
    st.none(),
    st.dates(),
    st.lists(st.text(st.characters(), max_size=8), max_size=20),
    st.binary(max_size=5),
    st.sampled_from(["\x1b[2J", "{path}", "{0.__class__}", "%s", "[/b]", "\u202e"]),
)


@settings(max_examples=150)
@given(st.sampled_from(sorted(SENTENCES)), st.data(), st.sampled_from(LANGUAGES))
def test_sentences_survive_any_value(code: str, data: st.DataObject, name: Language) -> None:
    set_language(name)
    words = SENTENCES[code]
    names = set().union(*map(placeholders, (words,) if isinstance(words, str) else words))
    params = {key: data.draw(HOSTILE) for key in sorted(names)}
    text = sentence(KamError(code, params))
    assert text == safe_text(text) != ""


def test_long_lists_say_how_many_more() -> None:
    set_language("en")
    assert join_words([str(number) for number in range(20)], limit=3) == "0, 1, 2 and 17 more"
    assert len(sentence(KamError("import.empty", {"file": "x" * 100_000}))) < 400


def codes_raised() -> set[str]:
    """Return the literal codes of every KamError the source raises."""
    found: set[str] = set()
    for path in Path(kamtui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "KamError":
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def test_every_error_that_is_raised_has_a_sentence() -> None:
    assert codes_raised() - SENTENCES.keys() == set()


def test_every_code_of_a_file_has_words() -> None:
    every = {value for name, value in vars(codes).items() if name.isupper() and "." in value}
    cells = {code for code in every if code.startswith(("cell.", "row.", "note."))}
    assert cells - _REASONS.keys() == set()
    assert every - cells - SENTENCES.keys() == set()


def test_every_reason_of_a_model_has_words() -> None:
    assert {reason.value for reason in Reason} == MODEL_REASONS.keys()
    set_language("zh")
    error = KamError("model.invalid", {"path": "cuts.A", "reason": "missing", "value": "x"})
    assert sentence(error) == "评分模型在 cuts.A 处有误：缺少此项（“x”）。"


def test_reasons() -> None:
    set_language("zh")
    assert reason_text("cell.bad_date") == "不是日期，例如 2026-12-15"
    assert reason_text("row.required_missing", {"fields": ["customer_no", "customer"]}) == (
        "以下至少填一项：客户编号、客户"
    )
    assert reason_text(
        "note.date_order_decided", {"order": "dmy", "row": 12, "value": "15/12"}
    ) == ("日期按 日/月/年 读取：第 12 行有 15/12")
    assert reason_text("cell.surprise\x1b") == "无法导入（cell.surprise?）"


def test_names_of_records_and_fields() -> None:
    set_language("zh")
    assert (entity_label("follow_up"), kind_label("order-lines"), field_label("city")) == (
        "跟进",
        "订单明细",
        "城市",
    )
    assert (entity_label("x\x1b"), kind_label("x"), field_label("favourite\tcolour")) == (
        "x?",
        "",
        "favourite colour",
    )
