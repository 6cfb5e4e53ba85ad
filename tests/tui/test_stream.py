"""The slim stream paints cell by cell what the long one does."""

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from kamtui.tui.stream import slim

_TOKEN = re.compile(r"\x1b\[([\d;]*)m|\x1b\[(\d+);(\d+)H|(.)", re.DOTALL)

STYLES = st.builds(
    Style,
    color=st.sampled_from([None, "#ff875f", "#dadada", "red", "bright_blue", "color(123)"]),
    bgcolor=st.sampled_from([None, "#1c1c1c", "#262626", "black", "color(17)"]),
    bold=st.booleans(),
    dim=st.booleans(),
    italic=st.booleans(),
    underline=st.booleans(),
    reverse=st.booleans(),
)


def painted(data: str) -> tuple[list[object], tuple[object, ...]]:
    """Return each character with its look as a terminal would, and the look at the end."""
    cells: list[object] = []
    flags: set[str] = set()
    fore = back = ""
    for match in _TOKEN.finditer(data):
        if match[4] is not None:
            seen = flags & set("479")
            if match[4] == " " and not seen:  # neither its foreground nor bold shows on a blank
                cells.append((" ", back))
            else:
                cells.append((match[4], frozenset(flags), fore, back))
        elif match[2] is not None:
            cells.append(("move", match[2], match[3]))
        else:
            rest = (match[1] or "0").split(";")
            while rest:
                code = rest.pop(0)
                number = int(code)
                if number == 0:
                    flags, fore, back = set(), "", ""
                elif number in (38, 48):
                    size = 2 if rest[0] == "5" else 4
                    colour, rest = (code, *rest[:size]), rest[size:]
                    fore, back = (
                        (";".join(colour), back) if number == 38 else (fore, ";".join(colour))
                    )
                elif number < 10:
                    flags.add(code)
                elif number == 22:
                    flags -= {"1", "2"}
                elif 20 < number < 30:
                    flags.discard(str(number - 20))
                elif number in (39, 49):
                    fore, back = ("", back) if number == 39 else (fore, "")
                else:
                    fore, back = (code, back) if number // 10 in (3, 9) else (fore, code)
    return cells, (frozenset(flags), fore, back)


@given(
    st.lists(
        st.one_of(
            st.tuples(STYLES, st.sampled_from(["a", "  ", "华东", "\r\n", "!!36d"])).map(
                lambda pair: pair[0].render(pair[1])
            ),
            st.sampled_from(["\x1b[3;1H", "\x1b[?2026h", "x", "\x1b[0m"]),
        ),
        max_size=12,
    ).map("".join)
)
def test_every_cell_looks_the_same(data: str) -> None:
    short = slim(data)
    # A new line before a move is left out: the move says it all.
    assert painted(short) == painted(re.sub(r"\r?\n(?=\x1b\[\d+;\d+H)", "", data))
    assert len(short) <= len(data)


def test_one_background_is_sent_once() -> None:
    plane = "#262626"
    row = Style(color="#dadada", bgcolor=plane).render("Last ")
    row += Style(color="#a8a8a8", bgcolor=plane, bold=True).render("22 Sep")
    row += Style(color="#dadada", bgcolor=plane).render(" call")
    assert slim(row).count("48;") == 1
    assert slim(row).endswith("\x1b[0m")


def test_what_is_not_colour_stays() -> None:
    for data in (
        "",
        "\x1b[?1049h\x1b[6n",
        "\x1b]52;c;aGo=\x07",
        "\x1b[58;5;3mx\x1b[0m",
        "\x1b[38mx",
    ):
        assert slim(data) == data
