"""The filter of the history: what it finds, and where a found word stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.channel_words import CHANNEL_WORDS, channel_named
from kamtui.domain.enums import FollowUpChannel
from kamtui.domain.people import people_named
from kamtui.domain.talk_filter import Sought, hits, holds, sought, words_of
from kamtui.i18n import set_language
from kamtui.present.labels import channel_label


def talk(*texts: str | None, channel: str = "call", promised: bool = False) -> Sought:
    return sought(texts, channel=channel, promised=promised)


@pytest.mark.parametrize(
    ("words", "one", "found"),
    [
        ("报价", talk("要求 11 月前给新报价"), True),
        ("報價", talk("要求 11 月前给新报价"), True),
        ("ＰＲＩＣＥ", talk("Price list"), True),
        ("price 报价", talk("Price", "报价"), True),
        ("price 报价", talk("Price"), False),
        ("koh", talk(None, "Köhler"), True),
        ("李总", talk("x", None, "李 总"), True),
        ("上海", talk("上\n海"), True),
        ("call", talk("x"), True),
        ("电话", talk("x"), True),
        ("電話", talk("x"), True),
        ("we", talk("x", channel="wechat"), True),
        ("微信", talk("x", channel="wecom"), False),
        ("mail", talk("x", channel="email"), True),
        ("邮件", talk("x", channel="email"), True),
        ("e", talk("x", channel="email"), False),
        ("promise", talk("x"), False),
        ("promise", talk("x", promised=True), True),
        ("承诺", talk("x", promised=True), True),
        ("承諾", talk("x", promised=True), True),
        ("promise", talk("a promise"), True),
        ("[red]", talk("[red]x"), True),
        ("", talk(None), True),
    ],
)
def test_what_is_found(words: str, one: Sought, found: bool) -> None:
    assert holds(one, words_of(words)) is found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_channel_is_found_by_the_word_the_screen_shows(language: str) -> None:
    set_language("zh" if language == "zh" else "en")
    try:
        for channel in FollowUpChannel:
            assert channel_named(channel_label(channel)) == channel
            assert holds(talk("-", channel=channel), words_of(channel_label(channel)))
    finally:
        set_language("en")
    assert set(CHANNEL_WORDS) == set(FollowUpChannel)


@pytest.mark.parametrize(
    ("text", "words", "spans"),
    [
        ("要求新报价", "报价", [(3, 5)]),
        ("要求新報價", "报价", [(3, 5)]),
        ("Ｐｒｉｃｅ price", "price", [(0, 5), (6, 11)]),
        ("报 价", "报价", [(0, 3)]),
        ("the rapist", "therapist", []),
        ("aaa", "aa a", [(0, 3)]),
        ("abc", "", []),
        ("", "a", []),
    ],
)
def test_where_words_stand(text: str, words: str, spans: list[tuple[int, int]]) -> None:
    assert list(hits(text, words_of(words))) == spans


@given(st.text(max_size=40), st.text(max_size=4))
def test_spans_lie_in_the_text_in_order(text: str, words: str) -> None:
    ends = [0]
    for start, end in hits(text, words_of(words)):
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)


@given(st.text(max_size=40), st.integers(0, 39), st.integers(1, 5))
def test_a_piece_of_a_text_without_gaps_finds_it(text: str, start: int, length: int) -> None:
    piece = "".join(text[start : start + length].split())
    if piece and piece in text and piece.isalnum() and piece.isascii():
        assert holds(talk(text), words_of(piece))
        assert hits(text, words_of(piece))


@pytest.mark.parametrize(
    ("name", "ids"),
    [("李总", ("1",)), ("张", ("2", "3")), ("張三", ("3",)), ("", ()), ("  ", ()), ("王", ())],
)
def test_who_is_meant(name: str, ids: tuple[str, ...]) -> None:
    assert people_named(name, (("1", "李总"), ("2", "张工"), ("3", "张三"))) == ids
