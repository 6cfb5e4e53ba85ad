"""Filters of the agenda under a name: kept, picked by a digit, deleted, shown from the palette."""

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import app_over, fill, list_of
from tests.tui.test_agenda_owed import bottom, customer, owed, ready
from textual.pilot import Pilot

from kamtui.domain.filter_of import FilterOf
from kamtui.i18n import set_language
from kamtui.services import saved_filters
from kamtui.services.desk import Desk
from kamtui.tui.screens.agenda import AgendaScreen
from kamtui.tui.session import DeskApp

HOSTILE = ("[red]", "a\u202eb", "x" * 40, "东区 A类", "\x1b[2J", "😀" * 8, "１")
AGENDA = FilterOf.AGENDA


def kept(desk: Desk) -> list[tuple[str, str]]:
    return [(one.name, one.words) for one in saved_filters.read(desk, of=AGENDA)]


def steps(desk: Desk) -> int:
    with desk.read() as reader:
        return int(reader.value("SELECT count(*) FROM change_log", 0))


def filter_now(app: DeskApp) -> tuple[str, str]:
    screen = app.screen
    assert isinstance(screen, AgendaScreen)
    return screen.filter_now


async def all_rows(pilot: Pilot[None], app: DeskApp) -> int:
    """Return how many rows there are, once the folded ones, which are read last, are there too."""
    await until(pilot, lambda: "Done today" in "\n".join(screen_text(pilot)))
    return list_of(app).selectable


async def test_a_filter_is_kept_and_comes_back_by_its_digit(desk: Desk) -> None:
    owed(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        every = await all_rows(pilot, app)
        await pilot.press("f", *"city:苏州")
        await until(pilot, lambda: "ctrl+s keep it" in bottom(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "a name for city:苏州" in bottom(pilot))
        await pilot.press(*"苏州行", "enter")
        await until(pilot, lambda: "Filter saved: 苏州行   f 1 shows it" in bottom(pilot))
        assert kept(desk) == [("苏州行", "city:苏州")] and saved_filters.read(desk) == ()
        assert "only 苏州行" in screen_text(pilot)[0]
        assert list_of(app).selectable == 2 < every
        await pilot.press("escape")
        await until(pilot, lambda: list_of(app).selectable == every)
        await pilot.press("f", "1")
        await until(pilot, lambda: "苏州行  2 rows" in bottom(pilot))
        assert list_of(app).selectable == 2  # shown already
        await pilot.press("enter")
        await until(pilot, lambda: "only 苏州行  2 of 4" in bottom(pilot))
        await pilot.press("u")
        await until(pilot, lambda: kept(desk) == [])


async def test_a_command_behind_the_digit_runs_and_a_day_is_a_day(desk: Desk) -> None:
    owed(desk)
    saved_filters.save(desk, name="苏州", words="city:苏州", of=AGENDA)
    saved_filters.save(desk, name="second", words="A", of=AGENDA)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        every = await all_rows(pilot, app)
        await pilot.press("f", "1", "j")
        await until(pilot, lambda: filter_now(app) == ("city:苏州", "苏州"))
        await until(pilot, lambda: not app.screen.status.asking)  # type: ignore[attr-defined]
        await until(pilot, lambda: list_of(app).cursor > 0)
        await pilot.press("escape")
        await until(pilot, lambda: list_of(app).selectable == every)
        before = steps(desk)
        await pilot.press("f", *"2026-12-01..2026-12-05", "enter")
        await until(pilot, lambda: filter_now(app) == ("2026-12-01..2026-12-05", ""))
        assert steps(desk) == before  # no key of it acted on a row
        await pilot.press("escape", "f", "２")
        await until(pilot, lambda: filter_now(app) == ("A", "second"))
        await pilot.press("escape")
        await until(pilot, lambda: filter_now(app) == ("", ""))
        await pilot.press("f", "1", "backspace")
        await until(pilot, lambda: filter_now(app) == ("", ""))
        await pilot.press("escape", "f", *"SECOND", "enter")
        await until(pilot, lambda: filter_now(app) == ("A", "second"))


@pytest.mark.parametrize("key", ["?", "？", "down", "space"])
async def test_any_key_behind_the_digit_means_what_it_means_in_the_list(
    desk: Desk, key: str
) -> None:
    owed(desk)
    saved_filters.save(desk, name="苏州", words="city:苏州", of=AGENDA)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("f", "1", key)
        await until(pilot, lambda: filter_now(app) == ("city:苏州", "苏州"))
        if key in ("?", "？"):
            await until(pilot, lambda: bool(app.screen.query("OverlayList")))
        elif key == "down":
            await until(pilot, lambda: list_of(app).ordinal == 1)
        else:
            await until(pilot, lambda: len(list_of(app).marks) == 1)


async def test_one_is_overwritten_deleted_and_comes_back(desk: Desk) -> None:
    owed(desk)
    for name in ("first", "second"):
        saved_filters.save(desk, name=name, words="late", of=AGENDA)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("f", "A", "ctrl+s", *"first")
        await until(pilot, lambda: "replaces late" in bottom(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: kept(desk)[0] == ("first", "A"))
        await pilot.press("escape", "f", "delete")
        await until(pilot, lambda: "Delete filter" in bottom(pilot))
        await pilot.press("1")
        await until(pilot, lambda: kept(desk) == [("second", "late")])
        await pilot.press("u")
        await until(pilot, lambda: len(kept(desk)) == 2)
        app.screen.action_run("agenda.save_filter")  # type: ignore[attr-defined]
        await until(pilot, lambda: "f filters first" in bottom(pilot))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_hostile_names_stand_in_their_cells(
    desk: Desk, language: str, size: tuple[int, int]
) -> None:
    owed(desk)
    for name in HOSTILE:
        try:
            saved_filters.save(desk, name=name, words="A", of=AGENDA)
        except Exception as error:
            assert getattr(error, "code", "").startswith("text.")
    assert len(kept(desk)) >= 5
    set_language("zh" if language == "zh" else "en")
    app = app_over(desk)
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        for place in range(1, len(kept(desk)) + 1):
            await pilot.press("f", str(place))
            await until(pilot, lambda: app.screen.status.asking)  # type: ignore[attr-defined]
            assert [cell_len(row) for row in screen_text(pilot)] == [size[0]] * size[1]
            await pilot.press("enter")
            assert [cell_len(row) for row in screen_text(pilot)] == [size[0]] * size[1]


async def test_the_palette_shows_one_and_another_window_may_take_it_away(desk: Desk) -> None:
    owed(desk)
    saved_filters.save(desk, name="trip", words="city:苏州", of=AGENDA)
    saved_filters.save(desk, name="trip", words="A", of=FilterOf.CUSTOMERS)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("f3")
        await until(pilot, lambda: not isinstance(app.screen, AgendaScreen))
        await pilot.press(":", *"agenda filter: trip")
        await until(pilot, lambda: any("city:苏州" in row for row in screen_text(pilot)))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await until(pilot, lambda: filter_now(app) == ("city:苏州", "trip"))
        await pilot.press("f", "delete")
        await until(pilot, lambda: "Delete filter" in bottom(pilot))
        saved_filters.delete(desk, name="trip", of=AGENDA)  # the other window
        await pilot.press("1")
        await until(pilot, lambda: "no saved filter" in bottom(pilot))


async def test_without_any_nothing_is_picked(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).filled)
        await pilot.press("f", "1", "enter")
        await until(pilot, lambda: "not understood: 1" in bottom(pilot))
        await pilot.press("escape")
        app.screen.action_run("agenda.forget_filter")  # type: ignore[attr-defined]
        await until(pilot, lambda: "No filter is saved" in bottom(pilot))


@pytest.mark.parametrize(
    ("language", "words"), [("en", "city:苏州 due:today"), ("zh", "城市:苏州 due:today")]
)
async def test_a_bare_city_is_a_word_also_one_where_nothing_is_owed(
    desk: Desk, language: str, words: str
) -> None:
    owed(desk)
    customer(desk, "安静贸易", city="宁波")
    set_language("zh" if language == "zh" else "en")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("f", *"苏州 due:today", "enter")
        await until(pilot, lambda: filter_now(app) == (words, ""))
        assert 0 < list_of(app).selectable < 4
        await pilot.press("escape", "f", *"宁波")
        nobody = "0 rows" if language == "en" else "0 项"
        await until(pilot, lambda: nobody in bottom(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: f"{words.partition(':')[0]}:宁波" in bottom(pilot))
        await pilot.press(*"甬", "enter")
        await until(pilot, lambda: [name for name, _words in kept(desk)] == ["甬"])
        await pilot.press("escape", "f", *"杭州", "enter")
        await until(pilot, lambda: "杭州" in bottom(pilot) and app.screen.status.asking)  # type: ignore[attr-defined]
        assert filter_now(app)[1] != "杭州"


async def test_places_and_days_complete_a_word(desk: Desk) -> None:
    owed(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("f", *"苏")
        await until(pilot, lambda: "Tab city:苏州" in bottom(pilot))
        await pilot.press("tab", *"due:n")
        await until(pilot, lambda: "Tab due:nextweek due:nextmonth" in bottom(pilot))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: filter_now(app) == ("city:苏州 due:nextweek", ""))
