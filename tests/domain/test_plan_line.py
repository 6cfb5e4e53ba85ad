"""A follow-up in one line: day, channel, person, what."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.plan_line import parse_plan_line

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "what", "channel", "person"),
    [
        ("2w 样品回访", "样品回访", None, ""),
        ("2w 电话 样品回访 @李总", "样品回访", "call", "李总"),
        ("2w 样品回访 电话 ＠李总，", "样品回访", "call", "李总"),
        ("2w 微信", "微信", "wechat", ""),
        ("2w call price list", "price list", "call", ""),
        ("2w prepare meeting", "prepare meeting", None, ""),
        ("2w 准备 会议", "准备", "meeting", ""),
        ("2w E-Mail offer @J.Smith", "offer", "email", "J.Smith"),
        ("2w other things", "other things", None, ""),
        ("2w 事务 寄样", "寄样", "errand", ""),
        ("2w a@b.com @", "a@b.com @", None, ""),
        ("2w @a @b x", "@b x", None, "a"),
        ("2w", "", None, ""),
        ("2w @李总", "", None, "李总"),
    ],
)
def test_what_a_line_says(text: str, what: str, channel: str | None, person: str) -> None:
    line = parse_plan_line(text, today=TODAY)
    assert line.typed.on == date(2026, 12, 6)
    assert (line.what, line.channel, line.person) == (what, channel, person)


def test_a_time_belongs_to_the_day() -> None:
    line = parse_plan_line("15/12 10:30 拜访 谈框架", today=TODAY)
    assert (line.typed.on, line.typed.at) == (date(2026, 12, 15), time(10, 30))
    assert (line.channel, line.what) == ("visit", "谈框架")


@pytest.mark.parametrize("text", ["", "样品回访 2w", "30 feb x", "\x1b[31m", "＠"])
def test_without_a_day_there_is_nothing(text: str) -> None:
    line = parse_plan_line(text, today=TODAY)
    assert line.typed.error is not None and line.what == ""


@given(st.text(max_size=60))
def test_no_text_raises_and_no_word_is_lost(text: str) -> None:
    line = parse_plan_line(f"2w {text}", today=TODAY)
    if line.typed.error is None and not line.channel and not line.person:
        kept = line.what.split()
        assert f"2w {text}".split()[-len(kept) :] == kept or not kept
