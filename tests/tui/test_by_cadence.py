"""Planning by cadence and the country's calendar on the screens, over a real book."""

from datetime import date

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import NAMES, TODAY, app_over, fill, id_of, list_of
from tests.tui.test_settings import open_on
from textual.pilot import Pilot

from kamtui.domain.workdays import WeekendCalendar
from kamtui.i18n import Language, set_language
from kamtui.services import (
    cadence_plans,
    calendars,
    follow_ups,
    records,
    settings,
)
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.tui.panels import dates
from kamtui.tui.panels.snooze import options, snooze_days
from kamtui.tui.session import DeskApp


@pytest.fixture(autouse=True)
def _as_before() -> object:
    yield
    set_language("en")
    dates.use_calendar(WeekendCalendar())


def folded(desk: Desk, count: int = 7) -> None:
    """Write customers without a plan."""
    for number in range(count):
        records.add(desk, draft=CustomerDraft(f"客户{number}", grade="ABCD"[number % 4]))


def said(pilot: Pilot[None]) -> str:
    """Return the status row: what was said, or the question asked there."""
    return screen_text(pilot)[-2]


def due(desk: Desk, name: str) -> list[tuple[date, str]]:
    found = follow_ups.listed(desk, customer_id=id_of(desk, name))
    return [(one.due_on, one.origin) for one in found if one.state == "open"]


async def on_folded(pilot: Pilot[None], app: DeskApp) -> None:
    await until(pilot, lambda: list_of(app).selectable > 0)
    await until(pilot, lambda: isinstance(dates.calendar(), calendars.ChinaCalendar))
    assert list_of(app).move_to_key("folded")
    await until(pilot, lambda: list_of(app).key == "folded")


@pytest.mark.parametrize("key", ["1", "d", "１"])
async def test_the_folded_line_is_planned_as_one_step(desk: Desk, key: str) -> None:
    fill(desk)
    folded(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_folded(pilot, app)
        assert "1 by cadence" in "\n".join(screen_text(pilot))
        await pilot.press(key)
        await until(pilot, lambda: "Plan 6 by cadence" in said(pilot))
        assert "1 5 a day, to 24 Nov" in said(pilot)
        await pilot.press("1")
        await until(pilot, lambda: "Planned: 6 customers" in said(pilot))
        assert "23 Nov – Tue 24 Nov 2026" in said(pilot)
        assert "1 without cadence" in said(pilot)
        assert due(desk, "客户0") == [(date(2026, 11, 23), "cadence")]
        await pilot.press("u")
        await until(pilot, lambda: "Undone:" in said(pilot))
        assert due(desk, "客户0") == []


async def test_any_number_may_be_typed_and_it_may_be_left(desk: Desk) -> None:
    fill(desk)
    folded(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_folded(pilot, app)
        await pilot.press("1", "0")
        await until(pilot, lambda: "How many a day" in said(pilot))
        for wrong in ("0", "x", "101", "-1"):
            await pilot.press(*wrong, "enter")
            await until(pilot, lambda: "a number from 1 to 100" in said(pilot))
            await pilot.press("ctrl+u")
        await pilot.press("２")
        await until(pilot, lambda: "2 a day, to 25 Nov" in said(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "Nothing was planned" in said(pilot))
        assert due(desk, "客户0") == []
        await pilot.press("1", "0", "2", "enter")
        await until(pilot, lambda: "Planned: 6 customers" in said(pilot))


async def test_where_nobody_has_a_cadence_it_says_so(desk: Desk) -> None:
    records.add(desk, draft=CustomerDraft("无周期", grade="D"))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_folded(pilot, app)
        await pilot.press("1")
        await until(pilot, lambda: "No cadence for the 1" in said(pilot))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_question_fits(desk: Desk, size: tuple[int, int], language: Language) -> None:
    fill(desk)
    folded(desk, 60)
    set_language(language)
    app = app_over(desk)
    async with app.run_test(size=size) as pilot:
        await on_folded(pilot, app)
        await pilot.press("1")
        await until(pilot, lambda: " 45 " in said(pilot))
        assert all(cell_len(row) == size[0] for row in screen_text(pilot))
        shown = "\n".join(screen_text(pilot))
        assert ("0 other" if language == "en" else "0 其他") in shown


async def test_other_keys_say_that_the_line_is_folded(desk: Desk) -> None:
    fill(desk)
    folded(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_folded(pilot, app)
        await pilot.press("2")
        await until(pilot, lambda: "folded" in said(pilot))


async def test_done_says_what_comes_next(desk: Desk) -> None:
    records.add(desk, draft=CustomerDraft(NAMES[0], grade="A"))
    cadence_plans.plan_many(desk, customer_ids=[id_of(desk, NAMES[0])], per_day=1)
    app = app_over(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: list_of(app).selectable > 0)
        await pilot.press("d")
        await until(pilot, lambda: "next: Tue 22 Dec 2026 visit" in said(pilot))
        await pilot.press("u")
        await until(pilot, lambda: "Undone:" in said(pilot))
    assert due(desk, NAMES[0]) == [(date(2026, 11, 23), "cadence")]


async def test_a_bulk_grade_says_how_many_moved_and_tab_plans_by_cadence(desk: Desk) -> None:
    folded(desk)
    app = app_over(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: list_of(app).selectable > 0)
        await pilot.press("f3")
        await until(pilot, lambda: app.current_mode == "customers" and list_of(app).selectable > 6)
        await pilot.press("*", "*")
        await until(pilot, lambda: len(list_of(app).marks) == 7)
        await pilot.press("e", "5")
        await until(pilot, lambda: "by cadence" in said(pilot))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "Plan 6 by cadence" in said(pilot))
        await pilot.press("1")
        await until(pilot, lambda: "Planned: 6 customers" in said(pilot))
        assert list_of(app).marks == ()
        await pilot.press("*", "*")
        await until(pilot, lambda: len(list_of(app).marks) == 7)
        await pilot.press("e", "3", "1")
        await until(pilot, lambda: "4 re-planned" in said(pilot))
    assert due(desk, "客户2") == [(date(2026, 12, 22), "cadence")]


def test_the_sixth_digit_is_after_the_next_holiday() -> None:
    dates.use_calendar(calendars.for_country("CN"))
    assert snooze_days(TODAY)[5] == date(2027, 1, 4)
    assert snooze_days(date(2026, 2, 14))[5] == date(2026, 2, 24)
    assert [one.key for one in options(TODAY)] == [*"123456", "0"]
    dates.use_calendar(WeekendCalendar(known=False))
    assert [one.key for one in options(TODAY)] == [*"12345", "0"]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_strip_puts_off_to_after_the_holiday(
    desk: Desk, language: Language, size: tuple[int, int]
) -> None:
    fill(desk)
    set_language(language)
    app = app_over(desk)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: list_of(app).selectable > 0)
        await until(pilot, lambda: isinstance(dates.calendar(), calendars.ChinaCalendar))
        await pilot.press("2")
        await until(pilot, lambda: ("holiday" if language == "en" else "节后") in said(pilot))
        assert ("0 date" if language == "en" else "0 日期") in "\n".join(screen_text(pilot))
        await pilot.press("6")
        await until(pilot, lambda: ("4 Jan" if language == "en" else "1月4日") in said(pilot))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("节后", "Mon 4 Jan 2027"),
        ("before month end", "Mon 30 Nov 2026"),
        ("2027-01-01", "no holiday data for 2027"),
        ("2026-12-06", "day off"),
        ("before christmas", "no such holiday known"),
    ],
)
async def test_the_date_strip_echoes_the_calendar(desk: Desk, text: str, words: str) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable > 0)
        await until(pilot, lambda: isinstance(dates.calendar(), calendars.ChinaCalendar))
        await pilot.press("r", *text)
        await until(pilot, lambda: words in said(pilot))


def test_the_echo_names_holidays_and_made_up_days() -> None:
    dates.use_calendar(calendars.for_country("CN"))
    today = date(2026, 1, 22)

    def echo(text: str) -> str:
        return "".join(part[0] for part in dates.echo_parts(dates.read_plan(text, today), today))

    assert "day off: Spring Festival" in echo("2026-02-17")
    assert "make-up working day" in echo("2026-02-14")
    assert "day off" in echo("2026-01-25") and "day off" not in echo("2026-01-26")
    set_language("zh")
    assert "休息日：春节" in echo("2026-02-17") and "调休上班" in echo("2026-02-14")


async def test_another_country_counts_at_once(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        await until(pilot, lambda: isinstance(dates.calendar(), calendars.ChinaCalendar))
        app.broadcast(settings.change(desk, key="country", text="DE").changes)
        await until(pilot, lambda: isinstance(dates.calendar(), calendars.LibraryCalendar))


async def test_the_settings_say_how_far_holidays_are_known(desk: Desk) -> None:
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(dates.calendar(), calendars.ChinaCalendar))
        await open_on(pilot, app, "country")
        about = "\n".join(screen_text(pilot))
        assert "holidays known to 2026, then weekends" in about


async def test_templates_are_edited_in_the_language_spoken(desk: Desk) -> None:
    set_language("zh")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(dates.calendar(), calendars.ChinaCalendar))
        await open_on(pilot, app, "plan.goal.A")
        await pilot.press("enter")
        await until(pilot, lambda: "了解最新需求和反馈" in said(pilot))
        await pilot.press("ctrl+u", *"签约", "enter")
        await until(pilot, lambda: "签约" in said(pilot))
    assert settings.get(desk, key="plan.goal.A").value == "签约"


async def test_never_is_chosen_by_a_digit(desk: Desk) -> None:
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(dates.calendar(), calendars.ChinaCalendar))
        await open_on(pilot, app, "cadence.auto")
        await pilot.press("enter")
        await until(pilot, lambda: "1 never" in said(pilot))
        await pilot.press("1")
        await until(pilot, lambda: "before: after any follow-up" in said(pilot))
    assert settings.get(desk, key="cadence.auto").value == "off"
