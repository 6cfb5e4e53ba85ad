"""A row is exactly as wide as its column, whatever the text (look.md, rule 5)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kamtui.present.columns import ASCII_ELLIPSIS, Align, Column, fit, table, width_of, wrap_cells

TEXT = st.text(st.characters(), max_size=40) | st.text(
    st.sampled_from("华东ab \x1b\n\u0301\u200d\ufe0f👨é한…"), max_size=40
)
ALIGN: st.SearchStrategy[Align] = st.sampled_from(("left", "right", "center"))


@pytest.mark.parametrize(
    ("text", "width", "align", "ellipsis", "expected"),
    [
        ("华东机械", 10, "left", "…", "华东机械  "),
        ("华东机械", 10, "right", "…", "  华东机械"),
        ("华东机械", 10, "center", "…", " 华东机械 "),
        ("华东机械", 8, "left", "…", "华东机械"),
        ("华东机械", 7, "left", "…", "华东机…"),
        ("华东机械", 6, "left", "…", "华东… "),
        ("华东机械", 6, "right", "…", " 华东…"),
        ("华东机械", 6, "left", "~", "华东~ "),
        ("华东", 1, "left", "…", "…"),
        ("华东", 1, "left", "..", " "),
        ("Send revised quote", 9, "left", "…", "Send rev…"),
        ("Send a revised", 6, "left", "…", "Send… "),
        ("anything", 0, "left", "…", ""),
        ("anything", -3, "left", "…", ""),
        ("", 3, "right", "…", "   "),
        ("a\x1bb\nc", 6, "left", "…", "a?b c "),
        (None, 2, "left", "…", "  "),
    ],
)
def test_fit(text: object, width: int, align: Align, ellipsis: str, expected: str) -> None:
    assert fit(text, width, align, ellipsis) == expected


@settings(max_examples=400)
@given(TEXT, st.integers(0, 30), ALIGN, st.sampled_from(("…", ASCII_ELLIPSIS)))
def test_fit_is_exactly_as_wide_as_asked(text: str, width: int, align: Align, mark: str) -> None:
    result = fit(text, width, align, mark)
    assert cell_len(result) == width
    assert fit(result, width, align, mark) == result
    if width_of(text) <= width:
        assert result.strip(" ") in result
        assert "".join(result.split()) == "".join(fit(text, width).split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("价格可接受等总部批复", 8, ["价格可接", "受等总部", "批复"]),
        ("send the revised quote", 10, ["send the", "revised", "quote"]),
        ("one\n\ntwo", 10, ["one", "", "two"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("给 Acme 发报价", 8, ["给 Acme", "发报价"]),
        ("", 10, [""]),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert wrap_cells(text, width) == lines


def test_wrap_says_when_it_leaves_something_out() -> None:
    assert wrap_cells("价格可接受等总部批复", 8, max_lines=2) == ["价格可接", "受等总…"]
    assert wrap_cells("a\nb\nc", 8, max_lines=2) == ["a", "b…"]
    assert wrap_cells("a\nb", 8, max_lines=0) == []
    with pytest.raises(ValueError, match="1"):
        wrap_cells("a", 1)


@settings(max_examples=300)
@given(TEXT, st.integers(2, 20))
def test_wrapped_lines_fit_and_keep_every_character(text: str, width: int) -> None:
    lines = wrap_cells(text, width)
    assert all(cell_len(line) <= width for line in lines)
    kept = "".join("".join(lines).split())
    assert kept == "".join("".join(wrap_cells(text, 10_000)).split())


def test_table_lines_up() -> None:
    lines = table(
        [("华东机械", 12), ("Acme", 3), ("only",)],
        [Column("客户", max_width=8), Column("天数", align="right")],
    )
    assert lines == ["客户      天数", "华东机械    12", "Acme         3", "only"]
    assert table([("a", "b")], [Column(), Column()]) == ["a  b"]
    assert table([], [Column("A")]) == ["A"]
    assert table([("华东机械有限公司",)], [Column(max_width=7)], ellipsis="~") == ["华东机~"]


def test_a_very_long_paragraph_is_wrapped_in_one_pass() -> None:
    """The longest note there can be; each line once measured all that was left: 13 seconds."""
    assert len(wrap_cells("华东" * 50_000, 52)) == 3847
    assert len(wrap_cells("ab cd " * 16_000, 53)) == 16_000 * 6 // 54 + 1
