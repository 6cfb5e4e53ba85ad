"""The log panel where it stands: keys counted, the history behind it, few rows, much text."""

import time
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import NAMES, TODAY, app_over, fill, id_of, items, list_of, status_of
from tests.tui.test_customer import opened as open_customer
from tests.tui.test_log import letters, opened, panel_of, ready
from textual import events
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import customers, drafts
from kamtui.services.desk import Desk


def seen(pilot: Pilot[None], text: str) -> Callable[[], bool]:
    return lambda: any(text in row for row in screen_text(pilot))


async def test_t2_on_the_customer_screen_is_six_keys(desk: Desk) -> None:
    fill(desk)
    customer = id_of(desk, NAMES[0])
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_customer(pilot, app)
        keys = ["l", *letters("agreed"), "enter", *letters("ships fri"), "tab", "2", "w", "enter"]
        assert len(keys) - len("agreed") - len("ships fri") == 6
        await pilot.press(*keys)
        await until(pilot, lambda: status_of(app).startswith("Logged: 华东机械有限公司"))
    brief = customers.brief(desk, customer_id=customer)
    assert brief.communications[0].content == "agreed\nships fri"
    [plan] = [one for one in brief.follow_ups if one.state == "open"]
    assert plan.due_on.isoformat() == "2026-12-06"


async def test_three_keys_on_the_customer_screen_where_the_cadence_is_right(desk: Desk) -> None:
    fill(desk)
    customer = id_of(desk, NAMES[0])
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_customer(pilot, app)
        await pilot.press("l", "o", "k")
        await until(
            pilot, lambda: any("by cadence: monthly visit" in row for row in screen_text(pilot))
        )
        await pilot.press("ctrl+s")  # l and ctrl+s: two keys and the text
        await until(pilot, lambda: status_of(app).startswith("Logged:"))
    plans = customers.brief(desk, customer_id=customer).follow_ups
    [plan] = [one for one in plans if one.state == "open"]
    assert plan.due_on.isoformat() == "2026-12-22"


async def test_the_history_behind_is_read_and_the_words_stay(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_customer(pilot, app)
        await pilot.press("l", "x")
        await until(pilot, lambda: panel_of(app) is not None)
        panel = panel_of(app)
        assert panel is not None
        await pilot.press("ctrl+o")
        await until(pilot, lambda: list_of(app).has_focus)
        await pilot.press("enter")  # the entry in full, behind the panel
        await until(pilot, lambda: "second line" in [row.strip() for row in screen_text(pilot)])
        await pilot.press("down", "up", "J")
        await until(pilot, lambda: screen_text(pilot)[0].startswith(" Acme"))
        assert panel.is_attached and panel.note.text == "x"
        # The panel is still the first customer's, and says so now that another one is shown.
        await until(pilot, lambda: any("Log 华东机械" in row for row in screen_text(pilot)))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: panel.note.has_focus)
        await pilot.press("y", "ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Logged: 华东机械有限公司"))
    customer = id_of(desk, NAMES[0])
    assert customers.brief(desk, customer_id=customer).communications[0].content == "xy"


@pytest.mark.parametrize(
    ("typed", "day", "hour"),
    [
        ("昨晚 8点", 21, "20:00"),
        ("yesterday 19:30", 21, "19:30"),
        ("周五下午3点", 20, "15:00"),
        ("last fri", 20, None),
        ("-2d", 20, None),
        ("前天", 20, None),
    ],
)
async def test_past_evenings_are_understood_and_echoed(
    desk: Desk, typed: str, day: int, hour: str | None
) -> None:
    fill(desk)
    customer = items(desk)[0].customer_id
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await opened(pilot, app)
        await pilot.press("x", *["tab"] * 3)
        app.post_message(events.Paste(typed))
        await until(pilot, lambda: f"{day} Nov 2026" in status_of(app))
        assert hour is None or hour in status_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app).startswith("Logged:"))
    talk = next(
        one
        for one in customers.brief(desk, customer_id=customer).communications
        if one.content == "x"
    )
    assert talk.on == TODAY.replace(day=day)
    assert hour is None or talk.at.astimezone(desk.clock.now().tzinfo).strftime("%H:%M") == hour


async def test_a_day_off_and_a_promises_day_are_said(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await opened(pilot, app)
        await pilot.press("x", "tab", "2", "w")
        await until(pilot, lambda: any("day off" in row for row in screen_text(pilot)))
        await pilot.press("shift+tab", "shift+tab", *letters("samples >fri"))
        await until(pilot, lambda: "Fri 27 Nov 2026" in status_of(app))


async def test_channels_have_numbers(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        panel = await opened(pilot, app)
        await pilot.press("x", *["tab"] * 5)
        await until(pilot, lambda: status_of(app).startswith("1 call 2 WeChat"))
        assert cell_len(status_of(app)) <= 78
        await pilot.press("4")
        assert panel.texts()["channel"] == "visit"
        await pilot.press("space")
        assert panel.texts()["channel"] == "video"


async def test_a_megabyte_is_refused_at_once_and_the_note_stays(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        panel = await opened(pilot, app)
        await pilot.press("x")
        start = time.monotonic()
        app.post_message(events.Paste("line of text\n" * 80_000))
        await until(pilot, lambda: "too long" in status_of(app))
        await pilot.press("tab")
        app.post_message(events.Paste("2" * 1_000_000))
        await until(pilot, lambda: "too long for one line" in status_of(app))
        assert time.monotonic() - start < 3
        assert panel.note.text == "x" and panel.texts()["next"] == "12-22"


async def test_ten_thousand_characters_are_taken_and_typing_goes_on(desk: Desk) -> None:
    fill(desk)
    customer = items(desk)[0].customer_id
    app = app_over(desk)
    text = "\n".join("汉字 and [red]words[/red] " * 20 for _line in range(20))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        panel = await opened(pilot, app)
        app.post_message(events.Paste(text))
        await until(pilot, lambda: panel.note.text == text)
        start = time.monotonic()
        await pilot.press(*"abcdefghij")
        assert time.monotonic() - start < 3
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Logged:"))
    content = customers.brief(desk, customer_id=customer).communications[0].content or ""
    assert content.endswith("abcdefghij") and content.count("\n") == 19


@pytest.mark.parametrize("size", [(60, 20), (40, 12), (20, 5), (16, 4)])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_few_rows_still_show_what_is_typed(
    desk: Desk, size: tuple[int, int], language: str
) -> None:
    """Every field can be filled on every size; the one in hand is in sight."""
    set_language("zh" if language == "zh" else "en")
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        panel = await opened(pilot, app)
        await pilot.press(*"qq")
        await until(pilot, lambda: any("qq" in row for row in screen_text(pilot)))
        for sign in "ajkuvyz":
            await pilot.press("tab", sign, sign)
            await until(pilot, seen(pilot, sign * 2))
            assert {cell_len(row) for row in screen_text(pilot)} == {size[0]}
        assert panel.texts()["promise"] == "zz"
        await pilot.press("escape")
        await until(pilot, lambda: panel_of(app) is None)
    assert drafts.latest(desk)


async def test_a_terminal_that_grows_gives_the_rows_back(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(40, 6)) as pilot:
        await ready(pilot, app)
        panel = await opened(pilot, app)
        await pilot.press("x")
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: any("Promise" in row for row in screen_text(pilot)))
        assert panel.size.height == 7
        await pilot.resize_terminal(40, 6)
        await until(pilot, lambda: panel.size.height < 5)
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: panel.size.height == 7)
