"""Fields of forms: editing keys, whole characters, completion, rows exactly as wide as asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kamtui.present import graphemes
from kamtui.tui.panels.field import Field, matching
from kamtui.tui.panels.field_rows import draw_fields
from kamtui.tui.panels.fields import FieldLines
from kamtui.tui.panels.offers import beginning
from kamtui.tui.widgets.paint import Brush
from kamtui.tui.widgets.prompt import LONGEST_LINE, TextPrompt
from kamtui.tui.widgets.status import Status

KEYS = (
    "left", "right", "home", "end", "backspace", "delete", "ctrl+left", "ctrl+right", "ctrl+w",
    "ctrl+u", "ctrl+k", "ctrl+e", "space", "up", "pagedown",
)  # fmt: skip
#: Text of every kind that has made a terminal stumble.
pieces = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ("李总", "e\u0301", "\U0001f469\u200d\U0001f680", "👍🏽", "🇨🇳🇩🇪", "क्षि", "한글", "[red]",
         "\u202eabc", "\x1b[31m", "ａｂｃ", "１２", "、", "\u3000", "z\u0301\u0302\u0303\u0304",
         "\ud800",
         "☎\ufe0f", "\u0301", "x" * 300, "汉" * 200)
    ),
)  # fmt: skip
presses = st.lists(st.one_of(st.sampled_from(KEYS), pieces), max_size=25)


def typed(prompt: TextPrompt, keys: list[str]) -> None:
    for key in keys:
        prompt.press(key, None)


@pytest.mark.parametrize(
    ("text", "keys", "expected", "at"),
    [
        ("hello big world", ["ctrl+w"], "hello big ", 10),
        ("hello big  ", ["ctrl+w"], "hello ", 6),
        ("李总同意 ok", ["ctrl+w", "ctrl+w"], "", 0),
        ("李总，张工", ["ctrl+w"], "李总，", 3),
        ("a@b.com", ["ctrl+w"], "a@b.", 4),
        ("hello world", ["ctrl+left"], "hello world", 6),
        ("hello world", ["home", "ctrl+right"], "hello world", 5),
        ("hello world", ["home", "ctrl+right", "ctrl+right"], "hello world", 11),
        ("hello world", ["ctrl+left", "ctrl+u"], "world", 0),
        ("hello world", ["ctrl+left", "ctrl+k"], "hello ", 6),
        ("hello", ["home", "ctrl+e"], "hello", 5),
        ("ne\u0301e", ["left", "left"], "ne\u0301e", 1),
        ("ne\u0301", ["backspace"], "n", 1),
        ("e\u0301x", ["home", "delete"], "x", 0),
        ("a👍🏽", ["backspace"], "a", 1),
        ("a\U0001f469\u200d\U0001f680", ["left"], "a\U0001f469\u200d\U0001f680", 1),
        ("🇨🇳🇩🇪", ["backspace"], "🇨🇳", 2),
        ("", ["backspace", "delete", "left", "right", "ctrl+w", "ctrl+left"], "", 0),
    ],
)
def test_editing_keys(text: str, keys: list[str], expected: str, at: int) -> None:
    prompt = TextPrompt("x", text)
    typed(prompt, keys)
    assert (prompt.text, prompt.at) == (expected, at)


@given(presses)
def test_the_cursor_never_stands_inside_a_character(keys: list[str]) -> None:
    prompt = TextPrompt("x")
    for key in keys:
        if key in KEYS:
            prompt.press(key, " " if key == "space" else None)
        else:
            prompt.insert(key)
        ends = {0}
        place = 0
        while place < len(prompt.text):
            place = graphemes.after(prompt.text, place)
            ends.add(place)
        assert prompt.at in ends


@given(st.text(max_size=200), st.integers(0, 200), st.integers(1, 80))
def test_a_window_has_the_cursor_in_sight(text: str, at: int, room: int) -> None:
    head, caret, tail, _cut = graphemes.window(text, min(at, len(text)), room)
    assert cell_len(head) + cell_len(caret) <= max(room, cell_len(caret))
    assert caret and cell_len(caret) >= 1
    assert not any(sign in head + caret + tail for sign in "\x1b\u202e\n")


ECHO = (("= 日期", "text", True),)


def some_fields() -> list[Field]:
    return [
        Field("a", "Next", row=1, echo=lambda _text: ECHO),
        Field("b", "标签很长的", row=2, hint="hint", offers=lambda _typed: ("李总", "x" * 99)),
        Field("c", "Grade", row=3, options=(("A", "A"), ("B", "乙"))),
        Field("d", "Secret", "138", row=4, secret=True),
        *(
            Field(str(n), "Who", row=6, well=False, hint="-", several=n == 1,
                  offers=lambda typed: beginning(typed, ("李总", "张工")))
            for n in range(4)
        ),
    ]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(presses, st.integers(1, 130), st.integers(1, 9), st.booleans(), st.integers(0, 7))
def test_rows_are_as_wide_as_the_widget_whatever_is_pressed(
    keys: list[str], width: int, height: int, ascii_only: bool, index: int
) -> None:
    brush = Brush(ascii=ascii_only)
    lines = FieldLines(brush, some_fields(), start=12, heads={0: "Head", 5: "其他"})
    for key in keys:
        lines.enter(index)
        field = lines.current
        if key in KEYS:
            field.press(key, " " if key == "space" else None)
        elif len(key) == 1:
            field.press(key, key)
        else:
            field.insert(key)
        lines.step(1)
        lines.step(-1)
        drawn = draw_fields(
            brush, lines.fields, width=width, start=12, active=lines.index, heads=lines.heads
        )
        for line in drawn.lines:
            strip = line.strip(brush)
            assert strip.cell_length == width
            assert sum(segment.cell_length for segment in strip) == width
        assert len(lines.draw(width, height)) == min(height, 7)
        assert lines._top <= lines.current.row < lines._top + height
        if drawn.cursor and width > 20:
            assert drawn.cursor[0] < width


@settings(max_examples=100, deadline=None)
@given(presses, st.integers(1, 130), st.booleans())
def test_a_question_in_the_status_row_is_as_wide_as_the_row(
    keys: list[str], width: int, remark: bool
) -> None:
    status = Status(Brush())
    said = (("汉字 remark", "muted", False),)
    prompt = TextPrompt("标题", remark=lambda _text: said if remark else ())
    status._prompt = prompt
    for key in keys:
        if key in KEYS:
            prompt.press(key, " " if key == "space" else None)
        else:
            prompt.insert(key)
        for line in status.draw(width, 1):
            assert sum(segment.cell_length for segment in line.strip(Brush())) == width


def test_a_line_refuses_what_no_line_is() -> None:
    prompt = TextPrompt("x", "kept")
    assert prompt.insert("y" * 10_000) and len(prompt.text) == 10_000
    assert not prompt.insert("y" * LONGEST_LINE)
    assert len(prompt.text) == 10_000 and "too long" in prompt.problem[0][0]
    prompt.press("x", "x")
    assert prompt.problem == ()


# -- completion ----------------------------------------------------------------------------------


def people(typed: str) -> tuple[str, ...]:
    return beginning(typed, ("李总", "李工", "张工", "Ann Lee"))


def test_right_takes_the_first_and_again_the_next() -> None:
    field = Field("who", "Who", offers=people)
    for key in "lg":
        field.press(key, key)
    assert list(field.offered()) == ["李工"]
    field = Field("who", "Who", offers=people)
    field.press("l", "l")
    assert list(field.offered()) == ["李总", "李工", "Ann Lee"]
    seen = []
    for _time in range(4):
        field.press("right", None)
        seen.append(field.typed)
    assert seen == ["李总", "李工", "Ann Lee", "李总"]
    assert field.touched


def test_each_of_several_names_is_completed_by_itself() -> None:
    field = Field("who", "Who", "李总", offers=people, several=True)
    field.enter()
    field.press("、", "、")  # one more, though the field was fresh
    assert field.typed == "李总、"
    for key in ("z", "g", "right"):
        field.press(key, key if len(key) == 1 else None)
    assert field.typed == "李总、张工"
    field.press("home", None)
    assert not field.offered()
    field.press("right", None)
    assert field.prompt.at == 1, "away from a word's end Right moves"


def test_nothing_is_offered_for_nothing_and_the_whole_word_is_no_offer() -> None:
    field = Field("city", "City", offers=people)
    assert not field.offered()
    field.insert("张工")
    assert not field.offered()


@pytest.mark.parametrize(
    ("text", "value"),
    [("we", "wechat"), ("微", "wechat"), ("wx", "wechat"), ("2", "wechat"), ("２", "wechat"),
     ("0", None), ("9", None), ("zzz", None), ("", None), ("call", "call")],
)  # fmt: skip
def test_a_choice_is_taken_by_word_pinyin_or_number(text: str, value: str | None) -> None:
    assert matching(text, (("call", "电话"), ("wechat", "微信"))) == value


def test_a_number_becomes_the_choice_at_once_and_a_beginning_when_left() -> None:
    options = (("call", "电话"), ("wechat", "微信"))
    lines = FieldLines(Brush(), [Field("a", "A", "电话", options=options), Field("b", "B", row=1)],
                       start=5)  # fmt: skip
    lines.enter(0)
    lines.current.press("2", "2")
    assert lines.current.typed == "微信"
    lines.current.press("d", "d")
    assert lines.current.typed == "d"
    lines.step(1)
    assert lines.fields[0].typed == "电话"


def test_the_rows_around_the_keyboard_are_in_sight_with_their_head() -> None:
    fields = [Field(str(row), f"F{row}", row=row) for row in (0, 1, 2, 4, 5, 6)]
    lines = FieldLines(Brush(), fields, start=5, heads={3: "Head"})
    lines.limit(3)
    assert lines.styles.height is not None and lines.styles.height.value == 3

    def sight() -> str:
        drawn = lines.draw(30, 3)
        return "\n".join("".join(part.text for part in row.strip(Brush())) for row in drawn)

    assert "F0" in sight() and "Head" not in sight()
    assert lines.step_group(1) and lines.current.name == "4"
    assert "F4" in sight()
    lines.step(1)
    lines.step_group(-1)
    assert "Head" in sight() and "F4" in sight()
    lines.step_group(-1)
    assert lines.current.name == "0" and "F0" in sight()
