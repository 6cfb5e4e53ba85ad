"""The settings and the key map as a user meets them: changed in place, in force at once."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.conftest import make_desk
from tests.tui.conftest import screen_text, until
from tests.tui.desks import app_over, fill, status_of
from tests.tui.sample_desk import sample_desk, shown
from textual import events
from textual.pilot import Pilot

from kamtui.config import paths
from kamtui.config.preferences import Preferences
from kamtui.i18n import LANGUAGES, language, set_language
from kamtui.services import settings, tips
from kamtui.services.desk import Desk
from kamtui.tui.launch import build
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.report import ReportScreen
from kamtui.tui.screens.settings import SettingsScreen
from kamtui.tui.screens.settings_keys import KeysScreen
from kamtui.tui.screens.settings_rows import About, SettingRows
from kamtui.tui.screens.settings_words import label, sections
from kamtui.tui.screens.settings_words import shown as shown_value
from kamtui.tui.session import DeskApp
from kamtui.tui.widgets.line_list import LineList


def rows_of(app: DeskApp) -> LineList:
    return app.screen.query_one("#list", LineList)


def about(app: DeskApp) -> str:
    return app.screen.query_one(About).text


async def open_on(pilot: Pilot[None], app: DeskApp, key: str) -> None:
    """Open the settings and put the cursor on one."""
    await until(pilot, lambda: bool(app.screen.query("#list")))
    if not isinstance(app.screen, SettingsScreen):
        await pilot.press(",")
    await until(pilot, lambda: isinstance(app.screen, SettingsScreen) and rows_of(app).filled)
    await until(pilot, lambda: rows_of(app).selectable > 10)
    assert rows_of(app).move_to_key(key)
    await until(pilot, lambda: key in screen_text(pilot)[21])


async def set_typed(pilot: Pilot[None], app: DeskApp, text: str) -> None:
    await pilot.press("enter")
    await until(pilot, lambda: app.screen.status.asking)  # type: ignore[attr-defined]
    app.post_message(events.Paste(text))
    await pilot.press("enter")


def stored(desk: Desk, key: str) -> object:
    return settings.get(desk, key=key).value


async def test_the_programs_own_words_are_in_the_users_language(desk: Desk) -> None:
    """The causes a book begins with stood in English under Chinese settings."""
    set_language("zh")
    app = app_over(desk)
    async with app.run_test(size=(80, 40)) as pilot:
        await until(pilot, lambda: bool(app.screen.query("#list")))
        await pilot.press(",")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen) and rows_of(app).filled)
        await until(pilot, lambda: rows_of(app).selectable > 10)
        assert rows_of(app).move_to_key("complaint.causes")
        await until(pilot, lambda: "用逗号隔开" in about(app))
        assert not any("quality" in row for row in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.status.asking)  # type: ignore[attr-defined]
        await until(pilot, lambda: any("产品质量、价格" in row for row in screen_text(pilot)[20:]))
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app) == "没有变化")
        assert settings.get(desk, key="complaint.causes").value[0] == "product quality"
        await set_typed(pilot, app, "质量、交期，其他")
        await until(pilot, lambda: stored(desk, "complaint.causes") == ["质量", "交期", "其他"])


@pytest.mark.parametrize("key", [",", "，"])
async def test_a_rule_of_the_book_is_changed_and_undone(desk: Desk, key: str) -> None:
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(app.screen.query("#list")))
        await pilot.press("comma" if key == "," else "fullwidth_comma")
        await open_on(pilot, app, "cadence.A")
        assert "1m visit" in about(app)
        await set_typed(pilot, app, "2w call")
        await until(pilot, lambda: "before: monthly visit" in status_of(app))
        assert status_of(app).endswith("u undo") and stored(desk, "cadence.A") == "2w call"
        await until(pilot, lambda: any("every 2 weeks call  " in row and "monthly visit" in row
                                       for row in screen_text(pilot)))  # fmt: skip
        await pilot.press("u")
        await until(pilot, lambda: status_of(app).startswith("Undone: Cadence of A customers"))
        assert stored(desk, "cadence.A") == "1m visit"
        await pilot.press("ctrl+r")
        await until(pilot, lambda: stored(desk, "cadence.A") == "2w call")
        await until(pilot, lambda: rows_of(app).key == "cadence.A")
        await pilot.press("d")
        await until(pilot, lambda: stored(desk, "cadence.A") == "1m visit")
        await pilot.press("d")
        await until(pilot, lambda: "own value already" in status_of(app))


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("silence.days", "soon", "“soon” cannot be used for Out of touch after"),
        ("silence.days", "[red]0\x1b[31m", "cannot be used"),
        ("silence.days", "9" * 10_000, "cannot be used"),
        ("currency", "￥", "cannot be used"),
        ("country", "\u202eabc", "cannot be used"),
        ("grade.B", "75", "A has to begin above B: A from 75, B from 75 cannot be."),
        ("complaint.causes", " , ，", "cannot be used"),
    ],
)
async def test_a_refusal_is_a_sentence_and_keeps_what_was_typed(
    desk: Desk, key: str, text: str, words: str
) -> None:
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_on(pilot, app, key)
        before = stored(desk, key)
        await set_typed(pilot, app, text)
        await until(pilot, lambda: words in about(app))
        assert app.screen.status.asking and stored(desk, key) == before  # type: ignore[attr-defined]
        assert {cell_len(row) for row in screen_text(pilot)} == {80}
        await pilot.press("escape")
        await until(pilot, lambda: words not in about(app))
        assert isinstance(app.screen, SettingsScreen)


async def test_full_width_digits_are_digits(desk: Desk) -> None:
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_on(pilot, app, "grade.A")
        await set_typed(pilot, app, "７０")
        await until(pilot, lambda: stored(desk, "grade.A") == 70)
        await until(pilot, lambda: app.scale.grade_of(70) == "A")


async def test_another_window_is_not_written_over_unseen(
    desk: Desk, desk_on: Callable[..., Desk]
) -> None:
    assert desk.path is not None
    other = desk_on(desk.path, device="two")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_on(pilot, app, "stale.days")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.status.asking)  # type: ignore[attr-defined]
        settings.change(other, key="stale.days", text="300")
        app.post_message(events.Paste("200"))
        await pilot.press("enter")
        await until(
            pilot, lambda: "Another window set Not verified after to 300 days" in about(app)
        )
        assert stored(desk, "stale.days") == 300
        await pilot.press("enter")
        await until(pilot, lambda: stored(desk, "stale.days") == 200)


async def test_the_computers_settings_are_in_force_at_once_and_in_the_file(desk: Desk) -> None:
    file = paths.preferences_file()
    file.parent.mkdir(parents=True)
    file.write_text('# mine\nlanguage = "en"  # spoken\n', encoding="utf-8")
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_on(pilot, app, "language")
        await pilot.press("enter", "2")
        await until(pilot, lambda: "设置" in screen_text(pilot)[0])
        await until(pilot, lambda: "原为 English" in status_of(app))
        assert language() == "zh" and "撤销" not in status_of(app)
        assert file.read_text(encoding="utf-8") == '# mine\nlanguage = "zh"  # spoken\n'
        await open_on(pilot, app, "theme")
        await pilot.press("enter", "3")
        await until(pilot, lambda: app.theme == "light")
        await open_on(pilot, app, "ascii")
        await pilot.press("enter", "1")
        await until(pilot, lambda: app.ascii_only and ">" in "".join(screen_text(pilot)))
        assert not any("─" in row for row in screen_text(pilot))
        await open_on(pilot, app, "user_name")
        await set_typed(pilot, app, "小王")
        await until(pilot, lambda: desk.actor == "小王")
        await open_on(pilot, app, "upcoming_days")
        await set_typed(pilot, app, "30")
        await until(pilot, lambda: app.days_ahead == 30)
        await open_on(pilot, app, "language")
        await pilot.press("d")
        await until(pilot, lambda: language() == "en")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, SettingsScreen))
    kept = tomllib.loads(file.read_text(encoding="utf-8"))
    assert kept == {
        "language": "auto", "theme": "light", "ascii": True, "user_name": "小王",
        "upcoming_days": 30,
    }  # fmt: skip


async def test_the_palettes_language_is_kept(desk: Desk) -> None:
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(app.screen.query("#list")))
        await pilot.press(":", *"language", "enter")
        await until(pilot, lambda: "1 中文" in screen_text(pilot)[22])
        await pilot.press("1")
        await until(pilot, lambda: "原为 自动" in status_of(app))
    assert 'language = "zh"' in paths.preferences_file().read_text(encoding="utf-8")


async def test_a_file_that_cannot_be_written_is_a_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _text: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(paths, "write_private", refuse)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_on(pilot, app, "slow")
        await pilot.press("enter", "1")
        await until(pilot, lambda: "cannot be written (Permission denied)" in status_of(app))
        await open_on(pilot, app, "user_name")
        await set_typed(pilot, app, "me")
        await until(pilot, lambda: "cannot be written" in about(app))
        assert app.screen.status.asking and desk.actor == "tester"  # type: ignore[attr-defined]


async def test_a_broken_file_leaves_the_books_rules_alone(desk: Desk) -> None:
    file = paths.preferences_file()
    file.parent.mkdir(parents=True)
    file.write_text("language = 'klingon'\n", encoding="utf-8")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_on(pilot, app, "silence.days")
        await set_typed(pilot, app, "60")
        await until(pilot, lambda: stored(desk, "silence.days") == 60)
        await open_on(pilot, app, "theme")
        await pilot.press("enter", "3")
        await until(pilot, lambda: app.theme == "light")
        assert "klingon" in file.read_text(encoding="utf-8")
        await open_on(pilot, app, "language")  # the way to repair it
        await pilot.press("enter", "3")
        await until(pilot, lambda: 'language = "en"' in file.read_text(encoding="utf-8"))
    file.write_text("[broken", encoding="utf-8")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_on(pilot, app, "theme")
        await pilot.press("enter", "2")
        await until(pilot, lambda: "cannot be used" in status_of(app))
    assert file.read_text(encoding="utf-8") == "[broken"


async def test_the_filter_finds_by_words_and_initials(desk: Desk) -> None:
    set_language("zh")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_on(pilot, app, "language")
        await pilot.press("f", *"ajfsx")
        await until(pilot, lambda: rows_of(app).selectable == 1 and rows_of(app).key == "grade.A")
        await pilot.press("enter", "escape")
        await until(pilot, lambda: rows_of(app).selectable > 10)
        await pilot.press("f", *"qqq")
        await until(pilot, lambda: rows_of(app).key is None)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "没有设置项" in status_of(app))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: not isinstance(app.screen, SettingsScreen))


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_setting_has_a_name_and_a_section(desk: Desk, name: str) -> None:
    set_language("zh" if name == "zh" else "en")
    views = settings.entries(desk)
    listed = [key for _title, keys in sections([view.key for view in views]) for key in keys]
    assert sorted(listed) == sorted([*(view.key for view in views), "keys"])
    for view in views:
        assert label(view.key) != view.key
        assert shown_value(view.key, view.value)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (20, 5), (1, 1), (200, 60)])
@pytest.mark.parametrize("key", ["settings", "keys"])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_rows_have_their_width_at_every_size(
    tmp_path: Path, size: tuple[int, int], key: str, ascii_only: bool
) -> None:
    set_language("zh")
    app = app_over(sample_desk(tmp_path), ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: bool(app.screen.query("#list")))
        await app.open_panel(key, app.screen)  # type: ignore[arg-type]
        await until(pilot, lambda: isinstance(app.screen, (SettingsScreen, KeysScreen)))
        await until(pilot, lambda: rows_of(app).selectable > 10)
        await pilot.press("G", "enter")
        await pilot.pause(0.02)
        rows = screen_text(pilot)
        assert {cell_len(row) for row in rows} == {size[0]}
        if ascii_only:
            drawn = {c for row in rows for c in row if not c.isascii()}
            assert all(cell_len(c) == 2 for c in drawn), drawn


# -- keys ----------------------------------------------------------------------------------------


async def keys_on(pilot: Pilot[None], app: DeskApp, command_id: str) -> None:
    await until(pilot, lambda: bool(app.screen.query("#list")))
    if not isinstance(app.screen, KeysScreen):
        await app.open_panel("keys", app.screen)  # type: ignore[arg-type]
    await until(pilot, lambda: isinstance(app.screen, KeysScreen) and rows_of(app).selectable > 10)
    assert rows_of(app).move_to_key(command_id)
    await until(pilot, lambda: f"keys.{command_id}" in screen_text(pilot)[21])


def kept_keys() -> object:
    return tomllib.loads(paths.preferences_file().read_text(encoding="utf-8")).get("keys", {})


async def test_a_key_is_given_at_once_everywhere(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys_on(pilot, app, "agenda.done")
        await pilot.press("enter")
        await until(pilot, lambda: "press the new key" in screen_text(pilot)[22])
        await pilot.press("x")
        await until(pilot, lambda: status_of(app) == "Done 1 x   before: 1 d")
        assert kept_keys() == {"agenda.done": "x"}
        await pilot.press("escape")
        await until(pilot, lambda: "1x Done" in screen_text(pilot)[23])
        await pilot.press("d")
        await until(pilot, lambda: "d means nothing here" in status_of(app))
        await pilot.press("x")
        await until(pilot, lambda: status_of(app).startswith("Done:"))
        await pilot.press("?", *"Mark done")
        await until(pilot, lambda: any("1 x" in row for row in screen_text(pilot)))
        await pilot.press("escape")
        await keys_on(pilot, app, "agenda.done")
        await pilot.press("enter")
        await until(pilot, lambda: "press the new key" in screen_text(pilot)[22])
        await pilot.press("delete")
        await until(pilot, lambda: status_of(app) == "Done 1 d   before: 1 x")
        assert kept_keys() == {}


async def test_a_clash_is_named_and_swapped(desk: Desk) -> None:
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys_on(pilot, app, "agenda.done")
        await pilot.press("enter", "ｓ")  # an input method is on
        await until(pilot, lambda: "s runs Snooze:" in screen_text(pilot)[22])
        await pilot.press("0")
        await until(pilot, lambda: not app.screen.status.asking)  # type: ignore[attr-defined]
        assert not app.key_map.overrides
        await pilot.press("enter", "s")
        await until(pilot, lambda: "1 swap the keys" in screen_text(pilot)[22])
        await pilot.press("1")
        await until(pilot, lambda: status_of(app) == "Done 1 s   before: 1 d   Snooze 2 d")
        assert kept_keys() == {"agenda.done": "s", "agenda.snooze": "d"}
        await pilot.press("d")  # the key map's own d: back, and Snooze with it
        await until(pilot, lambda: status_of(app) == "Done 1 d   before: 1 s   Snooze 2 s")
        assert kept_keys() == {} and not app.key_map.overrides


@pytest.mark.parametrize(
    ("command_id", "key", "words"),
    [
        ("agenda.done", "ctrl+b", "terminals use it themselves"),
        ("agenda.done", "中", "This key cannot be used"),
        ("panel.save", "x", "types text in a form"),
        ("agenda.done", "4", "4 is the digit of"),
    ],
)
async def test_a_key_that_cannot_be_is_refused_and_the_question_stays(
    desk: Desk, command_id: str, key: str, words: str
) -> None:
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys_on(pilot, app, command_id)
        await pilot.press("enter", key)
        await until(pilot, lambda: words in "".join(screen_text(pilot)[20:23]))
        assert app.screen.status.asking and not app.key_map.overrides  # type: ignore[attr-defined]
        await pilot.press("escape")
        await until(pilot, lambda: not app.screen.status.asking)  # type: ignore[attr-defined]


def desk_with_keys(path: Path, keys: dict[str, str]) -> Desk:
    desk = make_desk(path)
    desk.preferences = Preferences(keys=keys)
    return desk


async def test_keys_that_clash_are_said_at_the_start_and_listed(book_path: Path) -> None:
    """A settings file from another laptop must not lock anybody out on the road."""
    desk = desk_with_keys(book_path, {"agenda.done": "S", "agenda.snooze": "Ｓ", "app.redo": "F8"})
    fill(desk)
    app = build(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Key map: S is given to both" in status_of(app))
        assert "agenda.done and agenda.snooze" in status_of(app)
        assert app.key_map.overrides == {"app.redo": ("f8",)}
        await app.open_panel("keys", app.screen)  # type: ignore[arg-type]
        await shown(pilot, "Not used")
        source = rows_of(app).source
        assert isinstance(source, SettingRows) and source.key(1) == "!0"
        await pilot.press("enter")
        await until(pilot, lambda: "is not used" in status_of(app))
    desk.close()


async def test_a_tip_retires_after_three_times(desk: Desk) -> None:
    assert [tips.teach("agenda.log") for _time in range(5)] == [True, True, True, False, False]
    assert tips.teach("agenda.done")
    (paths.state_folder() / "tips.json").write_text("[broken", encoding="utf-8")
    assert tips.teach("agenda.log")


async def test_coming_back_from_a_screen_far_above_does_not_hang(tmp_path: Path) -> None:
    app = build(sample_desk(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(app.screen.query("#list")))
        await pilot.press(",")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        below = app.screen
        await pilot.press("/", *"acme", "enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        await pilot.press(",")
        await until(pilot, lambda: app.screen is below)
