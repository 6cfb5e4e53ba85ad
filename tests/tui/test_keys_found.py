"""Making keys discoverable (ux.md): footer, help, palette, menu, g, the input-method hint."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.conftest import make_desk
from tests.tui.conftest import screen_text, until
from tests.tui.desks import app_over, fill, list_of, status_of
from tests.tui.sample_desk import app_of, sample_desk
from textual.pilot import Pilot

from kamtui.i18n import LANGUAGES, Language, _, set_language
from kamtui.services.desk import Desk
from kamtui.tui.commands import SCOPES_OF, command, in_scopes
from kamtui.tui.keymap import KeyMap
from kamtui.tui.panels.form import Form
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.command_rows import CommandRows, Entry, entries_for, matches
from kamtui.tui.screens.overlay import OverlayList
from kamtui.tui.screens.palette import numbered
from kamtui.tui.screens.palette_initials import initials
from kamtui.tui.session import DeskApp
from kamtui.tui.widgets.keys import FooterKey, fitting

SCREENS = sorted(SCOPES_OF.keys() - {"log"})


async def ready(pilot: Pilot[None], app: DeskApp) -> None:
    await until(pilot, lambda: bool(app.screen.query("#list")) and list_of(app).filled)


def hints(app: DeskApp) -> dict[str, FooterKey]:
    """Return the footer by command."""
    assert isinstance(app.screen, KamScreen)
    return {hint.command_id: hint for hint in app.screen.keys_row._hints}


def cells(kept: tuple[FooterKey, ...]) -> int:
    return 1 + sum(hint.cells for hint in kept) + 2 * (len(kept) - 1)


@pytest.mark.parametrize("kind", SCREENS)
@pytest.mark.parametrize("name", LANGUAGES)
def test_every_action_is_reached_in_four_ways(kind: str, name: Language) -> None:
    """By a key or a digit, by its name in both languages, by its initials, by a number."""
    set_language(name)
    entries = entries_for(kind, KeyMap(), moves=False)
    numbers = {one.command.id: one.number for one in numbered(entries) if one.command is not None}
    found = {one.command.id for one in entries if one.command is not None}
    for one in in_scopes(SCOPES_OF[kind]):
        if one.hidden or one.id in ("app.palette", "app.menu"):
            assert one.keys, one.id
            continue
        assert one.id in found and numbers[one.id] is not None
        for other in LANGUAGES:
            set_language(other)
            typed = [_(one.label), initials(_(one.label)), _(one.label).casefold()]
            set_language(name)
            for text in typed:
                ids = [hit.command.id for hit in matches(text, entries) if hit.command is not None]
                assert one.id in ids, (text, one.id)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
@pytest.mark.parametrize("name", LANGUAGES)
async def test_every_footer_fits(tmp_path: Path, name: Language, size: tuple[int, int]) -> None:
    """Screens, the overlay and every form: whole within the row, the last hint always there."""
    set_language(name)
    app = app_of(sample_desk(tmp_path))
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)

        def fits(*, whole: bool) -> None:
            assert isinstance(app.screen, KamScreen)
            row = app.screen.keys_row
            kept = fitting(row._hints, size[0])
            assert cells(kept) <= size[0] and kept[-1] == row._hints[-1]
            assert not whole or len(kept) == len(row._hints), [hint.word for hint in row._hints]

        for place in ("f2", "f3", "f4", "comma"):
            await pilot.press(place)
            await until(pilot, lambda: list_of(app).filled)
            fits(whole=size[0] >= 80)
            assert app.screen.keys_row._hints[-1].command_id == "app.help"  # type: ignore[attr-defined]
            for key in ("question_mark", "colon", "0"):
                await pilot.press(key)
                await until(pilot, lambda: bool(app.screen.query(OverlayList)))
                fits(whole=True)
                await pilot.press("escape")
                await until(pilot, lambda: not app.screen.query(OverlayList))
        for place, key in (("f2", "l"), ("f2", "e"), ("f3", "a"), ("f3", "e")):
            await pilot.press(place)
            await until(pilot, lambda: list_of(app).key is not None)
            await pilot.press(key)
            await until(pilot, lambda: bool(app.screen.query(Form)))
            await until(pilot, lambda: bool(app.screen.form_keys))  # type: ignore[attr-defined]
            fits(whole=size[0] >= 80)
            await pilot.press("escape")
            await until(pilot, lambda: not app.screen.query(Form))
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query("#identity")) and list_of(app).filled)
        fits(whole=size[0] >= 80)


@pytest.mark.parametrize(
    ("keys", "mode"),
    [
        (("g", "c"), "customers"),
        (("ｇ", "ｃ"), "customers"),
        (("g", "r"), "grades"),
        (("f3",), "customers"),
        (("f4",), "grades"),
        (("right_square_bracket",), "customers"),
        (("right_black_lenticular_bracket",), "customers"),
        (("tab", "tab"), "grades"),
        (("left_square_bracket",), "grades"),
        (("shift+tab", "shift+tab"), "customers"),
        (("g", "r", "g", "a"), "agenda"),
        (("f3", "f2"), "agenda"),
    ],
)
async def test_the_ways_between_screens(desk: Desk, keys: tuple[str, ...], mode: str) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await until(pilot, lambda: app.current_mode == mode)


@pytest.mark.parametrize("keys", [("f5",), ("g", "s"), ("ｇ", "ｓ")])
async def test_a_screen_that_does_not_exist_says_so(desk: Desk, keys: tuple[str, ...]) -> None:
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press(*keys)
        await until(pilot, lambda: "no reports yet" in status_of(app)
                    or "does not exist yet" in status_of(app))  # fmt: skip


async def test_g_shows_its_letters_and_gg_is_the_top(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3)
        await pilot.press("G", "g")
        await until(pilot, lambda: "g Top" in screen_text(pilot)[22])
        for letter in ("a Agenda", "c Customers", "r Grades", "s Reports"):
            assert letter in screen_text(pilot)[22]
        await pilot.press("g")
        await until(pilot, lambda: list_of(app).ordinal == 0)


@pytest.mark.parametrize("name", LANGUAGES)
async def test_an_input_method_is_spoken_of_once_a_minute(desk: Desk, name: Language) -> None:
    set_language(name)
    fill(desk)
    app = app_over(desk)
    now = [1000.0]
    app.monotonic = lambda: now[0]
    wanted = {
        "en": "The input method is on: press Shift, or use the digits 1 to 6",
        "zh": "输入法已开：请按 Shift 切换，或用数字键 1 到 6",
    }[name]
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("完")
        await until(pilot, lambda: status_of(app) == wanted)
        app.screen.say("")  # type: ignore[attr-defined]
        now[0] += 59
        await pilot.press("完")
        await pilot.pause(0.05)
        assert status_of(app) == ""
        now[0] += 2
        await pilot.press("完")
        await until(pilot, lambda: status_of(app) == wanted)
        await pilot.press("１")  # a digit works all the same
        await until(pilot, lambda: wanted != status_of(app))


async def test_what_cannot_be_done_now_steps_back_and_says_why(desk: Desk) -> None:
    """In the footer muted, in help and palette with the reason; and it comes forward again."""
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await until(pilot, lambda: hints(app)["agenda.done"].disabled)
        assert not hints(app)["app.find"].disabled and not hints(app)["app.help"].disabled
        for key in ("question_mark", "colon", "0"):
            await pilot.press(key)
            await until(pilot, lambda: bool(app.screen.query(OverlayList)))
            rows = app.screen.query_one(OverlayList).source
            assert isinstance(rows, CommandRows)
            entries = [rows.entry(at) for at in range(len(rows))]
            why = {one.key: one.why_not for one in entries if isinstance(one, Entry)}
            assert why["agenda.done"] == "Nothing is on the agenda; / finds a customer"
            assert why["app.reports"] == "There are no reports yet" and not why["app.find"]
            await pilot.press("escape")
            await until(pilot, lambda: not app.screen.query(OverlayList))
        await pilot.press("colon", *"done", "enter")
        await until(pilot, lambda: status_of(app).startswith("Nothing is on the agenda"))
        fill(desk)
        await until(pilot, lambda: not hints(app)["agenda.done"].disabled)
        assert hints(app)["list.repeat"].disabled
        await pilot.press("d")
        await until(pilot, lambda: not hints(app)["list.repeat"].disabled)


async def test_the_palette_teaches_a_key_three_times(book_path: Path) -> None:
    desk = make_desk(book_path)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        for time in range(4):
            app.screen.say("")  # type: ignore[attr-defined]
            said: list[str] = []
            say = app.screen.say  # type: ignore[attr-defined]

            def note(parts, said=said, say=say):  # type: ignore[no-untyped-def]
                said.append(parts if isinstance(parts, str) else "".join(one[0] for one in parts))
                say(parts)

            app.screen.say = note  # type: ignore[attr-defined]
            await pilot.press("colon", *"mask", "enter")
            await until(pilot, lambda said=said: any("hidden" in one for one in said))  # type: ignore[misc]
            assert any(one.startswith("Next time: 8") for one in said) is (time < 3)
            app.screen.say = say  # type: ignore[attr-defined]
    desk.close()


def test_the_registry_has_the_keys_of_the_specification() -> None:
    """ux.md, Key map: what is everywhere in lists."""
    wanted = {
        "j": "list.down", "k": "list.up", "G": "list.bottom", "home": "list.top",
        "end": "list.bottom", "ctrl+d": "list.page_down", "ctrl+u": "list.page_up",
        "pagedown": "list.page_down", "pageup": "list.page_up", "enter": "list.open",
        "right": "list.open", "h": "app.back", "left": "app.back", "escape": "app.back",
        "q": "app.back", "ctrl+q": "app.quit", "tab": "app.next_screen", "]": "app.next_screen",
        "[": "app.previous_screen", "shift+tab": "app.previous_screen", "f2": "app.agenda",
        "f3": "app.customers", "f4": "app.grades", "f5": "app.reports", "g": "app.go",
        "/": "app.find", "space": "list.mark", "*": "list.mark_group", ".": "list.repeat",
        "u": "app.undo", "7": "app.undo", "ctrl+z": "app.undo", "ctrl+r": "app.redo",
        "0": "app.menu", "8": "app.mask", "S": "list.sort", "delete": "list.delete",
        "?": "app.help", ":": "app.palette", "ctrl+p": "app.palette", "ctrl+c": "app.leave",
        "ctrl+l": "app.redraw", ",": "app.settings",
    }  # fmt: skip
    for kind in SCREENS:
        keys = {key: one.id for one in in_scopes(SCOPES_OF[kind]) for key in KeyMap().keys(one)}
        assert {key: keys.get(key) for key in wanted} == wanted, kind
    assert command("app.help").required


def test_footers_are_measured_in_cells() -> None:
    assert cells((FooterKey("1d", "完成", "x"),)) == 1 + cell_len("1d 完成")
