"""The words around a hit: in the room there is, the hit always in sight."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kamtui.domain.views.search import NoteMatch
from kamtui.present.excerpt import excerpt, note_text


def match(content: str, outcome: str = "") -> NoteMatch:
    return NoteMatch("c", "C0001", "x", "m", date(2026, 11, 1), "call", content, outcome)


def test_a_text_that_fits_is_whole() -> None:
    pieces = excerpt("问报价和交期", ("报价",), 20)
    assert [tuple(one) for one in pieces] == [("问", False), ("报价", True), ("和交期", False)]


def test_a_hit_far_off_is_brought_into_sight() -> None:
    pieces = excerpt("一" * 50 + "报价", ("报价",), 20)
    assert pieces[0].text == "…" and pieces[-1] == ("报价", True)
    assert sum(cell_len(one.text) for one in pieces) <= 20
    assert excerpt("x" * 90 + "hit", ("hit",), 20, ellipsis="~")[0].text == "~"


def test_content_and_outcome_are_one_line_that_drives_no_terminal() -> None:
    assert note_text(match("a\nb", "c")) == "a b  [c]"
    assert note_text(match("", "c")) == "c" and note_text(match("")) == ""
    assert "\x1b" not in note_text(match("\x1b[2J[red]")) and "[red]" in note_text(match("[red]"))


@settings(max_examples=300)
@given(st.text(max_size=80), st.text(min_size=1, max_size=3), st.integers(4, 40))
def test_the_hit_begins_within_the_room(text: str, word: str, cells: int) -> None:
    safe = note_text(match(text))
    pieces = excerpt(safe, (word,), cells)
    before = 0
    for piece in pieces:
        if piece.hit:
            assert before < cells
            break
        before += cell_len(piece.text)
    joined = "".join(piece.text for piece in pieces)
    assert joined == safe or (joined[0] == "…" and safe.endswith(joined[1:]))
