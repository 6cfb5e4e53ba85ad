"""Palette, help and menu: everything by name in both languages, by key, by number."""

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import app_over, fill, items, list_of, status_of
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services.desk import Desk
from kamtui.tui.commands import COMMANDS, SCOPES_OF, command
from kamtui.tui.keymap import KeyMap
from kamtui.tui.screens.command_rows import entries_for, matches, score
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.overlay import OverlayList
from kamtui.tui.screens.palette import numbered
from kamtui.tui.screens.palette_initials import initials
from kamtui.tui.session import DeskApp


async def ready(pilot: Pilot[None], app: DeskApp) -> None:
    await until(pilot, lambda: list_of(app).selectable >= 3 and list_of(app).key is not None)


def overlay(app: DeskApp) -> OverlayList | None:
    return next(iter(app.screen.query(OverlayList)), None)


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("完成", "wc"),
        ("推迟", "tc"),
        ("今日待办", "jrdb"),
        ("Log", "log"),
        ("撤销", "cx"),
        ("", ""),
    ],
)
def test_initials_without_a_dictionary(word: str, letters: str) -> None:
    assert initials(word) == letters


def test_initials_agree_with_the_dictionary_on_every_word_of_the_registry() -> None:
    from pypinyin import Style, lazy_pinyin

    set_language("zh")
    from kamtui.i18n import _

    wrong = []
    for one in COMMANDS:
        word = _(one.label)
        known = "".join(part[:1] for part in lazy_pinyin(word, style=Style.FIRST_LETTER))
        if word and not word.isascii() and initials(word)[:1] != known[:1]:
            wrong.append((word, initials(word), known))
    assert wrong == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("typed", ["done", "wc", "完成", "DONE"])
def test_a_command_is_found_in_both_languages_whichever_is_shown(language: str, typed: str) -> None:
    set_language("zh" if language == "zh" else "en")
    entries = entries_for("agenda", KeyMap(), moves=False)
    first = matches(typed, entries)[0]
    assert first.command is not None and first.command.id == "agenda.done"
    assert score("nothing like it", command("agenda.done")) is None


@pytest.mark.parametrize("kind", ["agenda", "customer", "customers", "grades"])
def test_every_action_is_in_the_menu_with_a_number_of_its_own(kind: str) -> None:
    entries = numbered(entries_for(kind, KeyMap(), moves=False, groups=False))
    numbers = [entry.number for entry in entries]
    assert len(set(numbers)) == len(numbers)
    assert None not in numbers
    for entry in entries:
        assert entry.command is not None
        if entry.command.digit:
            assert entry.number == int(entry.command.digit)


@pytest.mark.parametrize("kind", sorted(SCOPES_OF.keys() - {"log"}))
def test_help_has_every_command_of_the_screen(kind: str) -> None:
    scopes = {*SCOPES_OF[kind], "panel"}
    shown = {entry.key for entry in entries_for(kind, KeyMap(), moves=True)}
    assert shown == {one.id for one in COMMANDS if one.scope in scopes}


def test_help_shows_a_remapped_key() -> None:
    key_map = KeyMap({"agenda.done": ("x",)})
    [entry] = [
        one for one in entries_for("agenda", key_map, moves=True) if one.key == "agenda.done"
    ]
    assert entry.keys == "1 x"


async def test_help_filters_and_enter_runs(desk: Desk) -> None:
    fill(desk)
    first, *others = [one.id for one in items(desk)]
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("?")
        await until(pilot, lambda: any("This screen" in row for row in screen_text(pilot)))
        await pilot.press("d", "o", "n", "e", "enter")
        await until(pilot, lambda: status_of(app).startswith("Done:"))
        await until(pilot, lambda: not app.operations.writing and overlay(app) is None)
    left = {one.id for one in items(desk)}
    assert first not in left and left.issuperset(others)


async def test_help_closes_without_a_trace(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        before = screen_text(pilot)[:18]
        for key in ("?", ":", "0"):
            await pilot.press(key)
            await until(pilot, lambda: overlay(app) is not None)
            await pilot.press("escape")
            await until(pilot, lambda: overlay(app) is None)
            await until(pilot, lambda: screen_text(pilot)[:18] == before)


async def test_the_palette_opens_a_customer_by_pinyin_initials(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press(":", *"shht")
        await until(pilot, lambda: any("上海宏图" in row and "C0003" in row
                                       for row in screen_text(pilot)))  # fmt: skip
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        await until(pilot, lambda: "上海宏图贸易" in screen_text(pilot)[0])


async def test_the_menu_runs_by_digits_alone(desk: Desk) -> None:
    fill(desk)
    before = len(items(desk))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("0", "1", "enter")
        await until(pilot, lambda: status_of(app).startswith("Done:"))
        await pilot.press("0", "7")
        await until(pilot, lambda: status_of(app).startswith("Undone:"))
    assert len(items(desk)) == before


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (20, 5), (1, 1)])
@pytest.mark.parametrize("key", ["?", ":", "0"])
async def test_rows_have_their_width_at_every_size(
    desk: Desk, size: tuple[int, int], key: str
) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3)
        await pilot.press(key)
        await until(pilot, lambda: overlay(app) is not None)
        await pilot.press("s", "down", "pagedown")
        await pilot.pause(0.05)
        assert {cell_len(row) for row in screen_text(pilot)} == {size[0]}
