"""Cadences as people say them, in either language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.test_cadence import cadences

from kamtui.domain.cadence import Cadence, format_cadence
from kamtui.domain.cadence_words import read_cadence
from kamtui.domain.errors import KamError


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("1m visit", "1m visit"),
        ("3m call", "3m call"),
        ("每月拜访", "1m visit"),
        ("每月 拜访", "1m visit"),
        ("每个月拜访一次", "1m visit"),
        ("每月一次拜访", "1m visit"),
        ("拜访 每月", "1m visit"),
        ("拜访，每月一次", "1m visit"),
        ("monthly visit", "1m visit"),
        ("Monthly  Visit", "1m visit"),
        ("visit monthly", "1m visit"),
        ("visit every month", "1m visit"),
        ("1m bf", "1m visit"),
        ("１ｍ　ｖｉｓｉｔ", "1m visit"),
        ("月度拜访", "1m visit"),
        ("每季度电话", "3m call"),
        ("每季打电话", "3m call"),
        ("每三个月打一次电话", "3m call"),
        ("quarterly call", "3m call"),
        ("every 3 months by phone", "3m call"),
        ("a call every quarter", "3m call"),
        ("半年邮件", "6m email"),
        ("每半年 邮件", "6m email"),
        ("half-yearly e-mail", "6m email"),
        ("twice a year email", "6m email"),
        ("每两周微信", "2w wechat"),
        ("隔周企业微信", "2w wecom"),
        ("every two weeks wechat", "2w wechat"),
        ("fortnightly call", "2w call"),
        ("2w wx", "2w wechat"),
        ("每周视频会议", "1w video"),
        ("weekly meeting", "1w meeting"),
        ("每周一次会议", "1w meeting"),
        ("daily sms", "1d sms"),
        ("每10天短信", "10d sms"),
        ("每十天短信", "10d sms"),
        ("每半个月拜访", "15d visit"),
        ("每年拜访", "12m visit"),
        ("yearly visit", "12m visit"),
        ("2y visit", "24m visit"),
        ("每月事务", "1m errand"),
        ("none", "none"),
        ("无", "none"),
        ("不定期", "none"),
        ("-", "none"),
        ("Never", "none"),
    ],
)
def test_what_people_say(text: str, means: str) -> None:
    assert format_cadence(read_cadence(text)) == means


@pytest.mark.parametrize("text", ["每月", "1m", "every two weeks", "季度", "monthly"])
def test_only_the_channel_is_missing(text: str) -> None:
    with pytest.raises(KamError) as caught:
        read_cadence(text)
    assert caught.value.code == "cadence.no_channel"


@pytest.mark.parametrize(
    "text",
    ["", "visit", "拜访", "每周五拜访", "month visit", "0m visit", "1m fax", "99y visit",
     "monthlyvisit", "1mvisits5", "每月拜访打电话吗", "[red]", "\u202e1m visit"],
)  # fmt: skip
def test_refuses_what_says_something_else(text: str) -> None:
    with pytest.raises(KamError) as caught:
        read_cadence(text)
    assert caught.value.code == "cadence.invalid"


@given(cadences)
def test_reads_what_is_stored(cadence: Cadence) -> None:
    assert read_cadence(format_cadence(cadence)) == cadence


@given(st.text(max_size=30))
def test_anything_is_read_or_refused(text: str) -> None:
    try:
        read_cadence(text)
    except KamError as error:
        assert error.code.startswith("cadence.")
