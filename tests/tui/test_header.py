"""The header at any width: what does not fit goes whole, nothing is drawn over anything else."""

import pytest

from kamtui.tui.widgets.header import Group, Header, Progress, Tab
from kamtui.tui.widgets.paint import Brush

LATE = Group((("8 late", "late", True),))
TODAY = Group((("3 today", "text", False),), drop=3)
DATE = Group((("Sun 22 Nov", "muted", False),), drop=5)
TABS = {
    "agenda": (Tab("agenda", "Agenda", None, True), Tab("customers", "Customers", 24)),
    "customers": (Tab("agenda", "今日待办"), Tab("customers", "Customers", 24, True)),
}


@pytest.mark.parametrize("sample", [False, True])
@pytest.mark.parametrize("tabs", TABS.values(), ids=TABS)
@pytest.mark.parametrize("width", range(1, 131))
def test_words_are_whole_or_gone(width: int, tabs: tuple[Tab, ...], sample: bool) -> None:
    """At 20 columns the late count was written into the name of the screen: ``Agen8``."""
    brush = Brush()
    header = Header(brush)
    header.sample = sample
    header._tabs, header._groups = tabs, (LATE, TODAY, Progress(0, 11, 6), DATE)
    [line] = header.draw(width, 1)
    strip = line.strip(brush)
    assert strip.cell_length == width
    words = strip.text.split()
    own = next(tab for tab in tabs if tab.active)
    room = width - len(" kamtui ") - 2
    if room >= len(own.text):
        assert own.text in strip.text
    for letters in words:
        whole = {"SAMPLE", "kamtui", "Agenda", "Customers", "24", "今日待办", "8", "late", "3",
                 "today", "0/11", "Sun", "22", "Nov"}  # fmt: skip
        known = letters in whole or set(letters) <= set("━─")
        assert known or room < len(own.text), letters
    if width >= 80:
        assert "8 late  3 today" in strip.text and "0/11" in strip.text
