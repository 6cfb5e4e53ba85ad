"""The header at any width: what does not fit goes whole, nothing is drawn over anything else."""

import pytest

from kamtui.i18n import _, set_language
from kamtui.tui.app import SPARE
from kamtui.tui.app import TABS as APP_TABS
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


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("late", [8, 120, 4500])
@pytest.mark.parametrize("width", range(60, 131))
def test_a_spare_tab_takes_nobody_elses_room(width: int, late: int, language: str) -> None:
    set_language("zh" if language == "zh" else "en")
    brush, header = Brush(), Header(Brush())
    words = [(name, _(label)) for name, label in APP_TABS]
    plain = tuple(
        Tab(name, label, 24 if name == "customers" else None, name == "agenda")
        for name, label in words
        if name not in SPARE
    )
    spare = tuple(Tab(name, label, None, False, True) for name, label in words if name in SPARE)
    groups = (
        Group(((f"{late} {_('late')}", "late", True),)), TODAY, Progress(0, 11, 6, drop=2), DATE
    )  # fmt: skip
    header._tabs, header._groups = plain, groups
    [before] = header.draw(width, 1)
    header._tabs = (*plain, *spare)
    [after] = header.draw(width, 1)
    own, old = after.strip(brush).text, before.strip(brush).text
    for words_before in old.replace("━", " ").replace("─", " ").split():
        assert words_before in own
    label = spare[0].label
    if label not in own:
        assert own == old
    away = tuple(tab._replace(active=False) for tab in plain)
    header._tabs = (*away, *(one._replace(active=True) for one in spare))
    [lit] = header.draw(width, 1)
    assert label in lit.strip(brush).text
