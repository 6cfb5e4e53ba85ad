"""What the status line says in few cells, and how long it says it."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.fitted import fitted
from kamtui.tui.widgets.prompt import Part
from kamtui.tui.widgets.refusal import Refusal

UNDO: tuple[Part, Part] = (("   u", "accent", False), (" undo", "muted", False))


def words(parts: tuple[Part, ...]) -> str:
    return "".join(part[0] for part in parts)


def test_the_longest_words_give_way_and_the_key_stays_whole() -> None:
    said: tuple[Part, ...] = (
        ("Changed: ", "muted", False),
        ("深圳市新锐电子科技股份有限公司华南分公司采购一部", "text", False),
        ("  re-planned: Mon 7 Dec 2026 visit", "accent", False),
        *UNDO,
    )
    assert words(fitted(said, 200, "…")) == words(said)
    short = words(fitted(said, 78, "…"))
    assert cell_len(short) <= 78
    assert short.endswith("re-planned: Mon 7 Dec 2026 visit   u undo")
    assert short.startswith("Changed: 深圳市新锐")


@given(
    st.lists(st.tuples(st.text(max_size=60), st.sampled_from(["muted", "accent"]), st.booleans())),
    st.integers(min_value=20, max_value=120),
)
def test_whatever_is_said_fits_and_ends_in_the_key(said: list[Part], cells: int) -> None:
    shown = fitted((*said, *UNDO), cells, "…")
    assert shown[-2:] == UNDO
    assert sum(cell_len(safe_text(part[0])) for part in shown) <= cells


def test_a_refused_strip_takes_one_digit_and_a_refused_line_its_whole_line() -> None:
    strip = Refusal("digit")
    assert strip.takes("1", "1") and not strip.is_open
    assert not Refusal("digit").takes("d", "d")
    assert not Refusal("digit").takes("down", None)
    assert not Refusal("digit").takes("slash", "/"), "find is a command where no line is asked"
    assert Refusal("digit").takes("escape", None)
    line = Refusal("line")
    for key in "１５/12w":
        assert line.takes(key, key) and line.is_open
    assert line.takes("enter", None) and not line.is_open
    assert not Refusal("line").takes("f", "f")
    assert not Refusal("line").takes("ctrl+z", None)
