"""The one-line log grammar."""

import re
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.domain.log_line import LinePromise, LogLine, parse_log_line
from kamtui.domain.markers import LineProblem

TODAY = date(2026, 11, 22)


def parse(text: str) -> LogLine:
    return parse_log_line(text, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "同意试样 >2w 样品回访 !寄样册 @张工",
        "同意试样 》2w 样品回访 ！寄样册 ＠张工",
        "同意试样 ＞２ｗ 样品回访 !寄样册 @张工。",
        "@张工 同意试样 !寄样册 >2w 样品回访",
        "!寄样册 @张工 同意试样 >2w,  样品回访 ",
        "同意试样　>2w　样品回访　!寄样册　@张工",
        "同意试样\n>2w 样品回访\n!寄样册\n@张工",
    ],
)
def test_the_example(text: str) -> None:
    assert parse(text) == LogLine(
        content="同意试样",
        next_on=date(2026, 12, 6),
        next_what="样品回访",
        promises=(LinePromise("寄样册"),),
        people=("张工",),
    )


@pytest.mark.parametrize(
    "text",
    [
        "a@b.com 5>3 好! 真好！ 甲＠乙", "5 > 3", "! 注意", "@ home", "!!!", "!= x", ">= 5",
        ">> quoted", "> quoted", "a\tb  c", "", "3！", "->", "》》",
    ],
)  # fmt: skip
def test_not_markers(text: str) -> None:
    assert parse(text) == LogLine(content=text)


@pytest.mark.parametrize(
    ("text", "content"),
    [(r"\>2w x", ">2w x"), (r"a \!b \@c", "a !b @c"), ("\\》2w", "》2w"), (r"C:\!x", r"C:\!x")],
)
def test_escapes(text: str, content: str) -> None:
    assert parse(text) == LogLine(content=content)


def test_next_takes_the_longest_date_and_its_time() -> None:
    line = parse("聊了 >下周三 10:30 样品回访 第二批")
    assert (line.next_on, line.next_at) == (date(2026, 11, 25), time(10, 30))
    assert line.next_what == "样品回访 第二批"
    assert parse("ok >next fri visit").next_on == date(2026, 11, 27)
    assert parse(">2w").next_what == ""


def test_several_promises_and_people() -> None:
    line = parse("谈价 !寄样册 两份 !发报价 @张工 @李总 @张工 带话")
    assert [promise.what for promise in line.promises] == ["寄样册 两份", "发报价"]
    assert line.people == ("张工", "李总")
    assert line.content == "谈价 带话"


@pytest.mark.parametrize(
    ("text", "content", "problem"),
    [
        ("好 >改天 回访 @张工", "好 >改天 回访", LineProblem("date.unknown", "改天")),
        (
            ">2025-12-15 回访",
            ">2025-12-15 回访",
            LineProblem("date.past", "2025-12-15", date(2026, 12, 15)),
        ),
        ("x >30 feb y", "x >30 feb y", LineProblem("date.invalid", "30 feb")),
        ("x >2w样品回访", "x >2w样品回访", LineProblem("date.unknown", "2w样品回访")),
    ],
)
def test_a_date_that_is_none_stays_in_the_words(
    text: str, content: str, problem: LineProblem
) -> None:
    line = parse(text)
    assert (line.content, line.problems, line.next_on) == (content, (problem,), None)


def test_a_second_next_step_is_a_problem() -> None:
    line = parse("a >2w b >3w c")
    assert (line.next_on, line.next_what) == (date(2026, 12, 6), "b")
    assert line.content == "a >3w c"
    assert line.problems == (LineProblem("next.twice", "3w c"),)


def test_no_next_date() -> None:
    line = parse("谈崩了 >none")
    assert (line.next_clears, line.next_on, line.content) == (True, None, "谈崩了")


def test_lines_stay_lines() -> None:
    line = parse("第一行  缩进\n\n  第二行 !寄样\n>2w\n第三行\n")
    assert line.content == "第一行  缩进\n\n  第二行\n第三行"
    assert line.next_on == date(2026, 12, 6)


@settings(deadline=None)
@given(st.text(alphabet="ab >》!！@＠\\\n2w周五。", max_size=40))
def test_no_word_is_lost(text: str) -> None:
    line = parse(text)
    promises = [promise.what for promise in line.promises]
    kept = "\n".join([line.content, line.next_what, *promises, *line.people])
    assert all(word in kept for word in re.findall("[ab]+", text))


def test_a_huge_note_is_read_at_once() -> None:
    text = "字 >2w x !y @z \n" * 20_000
    assert len(parse(text).problems) == 19_999
