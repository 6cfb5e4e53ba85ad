"""The second slash: what was written, from every screen that finds, to the entry itself."""

from datetime import timedelta

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import TODAY, fill, id_of, list_of, status_of
from tests.tui.sample_desk import app_of, shown
from textual import events
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import communications
from kamtui.services.communications import LogDraft
from kamtui.services.desk import Desk
from kamtui.tui.session import DeskApp

HIT = "终于谈了報價單 [red]，\n第二行在这里"


def talk(desk: Desk, name: str, content: str, days: int) -> str:
    draft = LogDraft(
        customer_id=id_of(desk, name), content=content, on=TODAY - timedelta(days=days),
        follow_up_id=None,
    )  # fmt: skip
    return communications.log(desk, draft=draft).records[0]


@pytest.fixture
def talked(desk: Desk) -> tuple[Desk, str]:
    """Return a desk where one note of a long history is about a quote."""
    fill(desk)
    entry = talk(desk, "上海宏图贸易", HIT, 300)
    talk(desk, "Acme Industrial", "sent the big QUOTE", 700)
    for days in range(100, 105):
        talk(desk, "上海宏图贸易", f"回访 {days}", days)
    return desk, entry


async def to_screen(pilot: Pilot[None], app: DeskApp, where: str) -> None:
    await until(pilot, lambda: list_of(app).key is not None)
    if where != "agenda":
        await pilot.press({"customers": "f3", "grades": "f4", "customer": "f3"}[where])
        await until(pilot, lambda: getattr(app.screen, "KIND", "") != "agenda")
        if where != "grades":
            await until(pilot, lambda: list_of(app).key is not None)
    if where == "customer":
        await pilot.press("enter")
        await until(pilot, lambda: getattr(app.screen, "KIND", "") == "customer")
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("tab")  # not the history, to come back to it


@pytest.mark.parametrize("where", ["agenda", "customers", "grades", "customer"])
@pytest.mark.parametrize(
    ("key", "character"),
    [("slash", "/"), ("ideographic_comma", "、"), ("fullwidth_solidus", "／")],
)
async def test_the_entry_itself_is_opened_from_every_screen(
    talked: tuple[Desk, str], where: str, key: str, character: str
) -> None:
    desk, entry = talked
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_screen(pilot, app, where)
        await pilot.press("/", *"报价")
        app.post_message(events.Key(key, character))  # as a terminal sends it
        await until(pilot, lambda: list_of(app).key == entry)
        text = "\n".join(screen_text(pilot))
        assert "報價單 [red]" in text and "上海宏图" in text and "2026-01-26" not in text
        assert "1 note" in text and "/ names" in text
        await pilot.press("enter")
        await until(pilot, lambda: getattr(app.screen, "KIND", "") == "customer")
        await until(pilot, lambda: list_of(app).key == entry)
        await shown(pilot, "第二行在这里")  # whole
        assert "上海宏图" in screen_text(pilot)[0]


async def test_slash_goes_to_and_fro_and_esc_returns_to_the_rows(talked: tuple[Desk, str]) -> None:
    desk, entry = talked
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_screen(pilot, app, "customers")
        await pilot.press("j")
        before, titles = list_of(app).key, screen_text(pilot)[1]
        await pilot.press("/")
        await shown(pilot, "/ notes")
        await pilot.press("/")  # with nothing typed too
        await shown(pilot, "words of any note, the newest first")
        await pilot.press(*"acme")
        await shown(pilot, "no note has this")
        await pilot.press("enter")  # nothing to open, nothing to add: the question stays
        await pilot.press("/")
        await shown(pilot, "1 customer")
        assert list_of(app).key == id_of(desk, "Acme Industrial")
        await pilot.press("/", "ctrl+u", *"quote")
        await shown(pilot, "QUOTE")
        assert screen_text(pilot)[1].split() == ["Day", "Channel", "Customer", "Note"]
        assert "2024-12-22" in screen_text(pilot)[2]
        await pilot.press("escape")
        await until(pilot, lambda: list_of(app).key == before)
        assert screen_text(pilot)[1] == titles
        assert not app.screen.query("Form")
    assert entry


async def test_the_newest_comes_first_and_arrows_choose(talked: tuple[Desk, str]) -> None:
    desk, _entry = talked
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_screen(pilot, app, "agenda")
        await pilot.press("/", "/", *"回访")
        await shown(pilot, "5 notes")
        rows = [row for row in screen_text(pilot)[:10] if "回访" in row]
        assert [row.split("回访")[1].split()[0] for row in rows] == [
            "100", "101", "102", "103", "104",
        ]  # fmt: skip
        await pilot.press("down", "down", "enter")
        await shown(pilot, "回访 102")
        await until(pilot, lambda: getattr(app.screen, "KIND", "") == "customer")
        talks = app.screen.facts.brief.communications  # type: ignore[attr-defined]
        await until(pilot, lambda: list_of(app).key == next(
            one.id for one in talks if one.content == "回访 102"))  # fmt: skip


async def test_an_entry_beyond_the_first_page_is_read(
    talked: tuple[Desk, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kamtui.tui.screens.customer.history import HistoryTab

    monkeypatch.setattr(HistoryTab, "limit", 2)
    monkeypatch.setattr("kamtui.tui.screens.customer.history.FIRST_PAGE", 2)
    desk, entry = talked
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_screen(pilot, app, "agenda")
        await pilot.press("/", "/", *"報價", "enter")
        await until(pilot, lambda: getattr(app.screen, "KIND", "") == "customer")
        await until(pilot, lambda: list_of(app).key == entry)


async def test_an_entry_deleted_meanwhile_leaves_the_customer(talked: tuple[Desk, str]) -> None:
    from kamtui.services import records

    desk, entry = talked
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_screen(pilot, app, "agenda")
        await pilot.press("/", "/", *"報價")
        await until(pilot, lambda: list_of(app).key == entry)
        records.delete(desk, entity="communication", record_id=entry)
        await pilot.press("enter")
        await until(pilot, lambda: getattr(app.screen, "KIND", "") == "customer")
        await until(pilot, lambda: list_of(app).key is not None)
        assert list_of(app).key != entry


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_rows_are_exactly_as_wide_as_the_screen(
    talked: tuple[Desk, str], language: str, ascii_only: bool, size: tuple[int, int]
) -> None:
    set_language("zh" if language == "zh" else "en")
    desk, _entry = talked
    talk(desk, "华东机械有限公司", "\x1b[2J长" * 200 + "报价" + "尾" * 300, 3)
    app = app_of(desk, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await to_screen(pilot, app, "customers")
        await pilot.press("/", "/", *"报价")
        await until(pilot, lambda: any("報價單" in row for row in screen_text(pilot)))
        rows = screen_text(pilot)
        assert [cell_len(row) for row in rows] == [size[0]] * size[1]
        assert any("报价" in row and "尾" in row for row in rows)
        assert ("…" in "".join(rows)) is not ascii_only


async def test_a_key_stops_the_search_before_and_keys_are_not_held_up(
    talked: tuple[Desk, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow book: what is typed meanwhile is in the strip at once, the last answer counts."""
    import threading

    from kamtui.services import note_finder

    desk, entry = talked
    app = app_of(desk)
    go_on, begun = threading.Event(), threading.Event()
    look = note_finder.NoteFinder._look

    def slow(self: note_finder.NoteFinder, *args: object) -> list[str]:
        begun.set()
        go_on.wait(10)
        return look(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(note_finder.NoteFinder, "_look", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_screen(pilot, app, "customers")
        await pilot.press("/", "/", "回")
        await until(pilot, begun.is_set)
        await pilot.press("ctrl+u", *"報價")
        await shown(pilot, "報價")
        await shown(pilot, "looking through the notes")
        go_on.set()
        await until(pilot, lambda: list_of(app).key == entry)
        assert "1 note" in "\n".join(screen_text(pilot)) and status_of(app) is not None


@pytest.mark.parametrize(
    "text", ["汉" * 10_000, "汉 x" * 3_000, "/" * 10_000, "%_!'\"[red]\u202e\x1b" * 900]
)
@pytest.mark.parametrize("notes", [False, True])
async def test_a_long_paste_is_looked_for_and_drawn_at_once(
    talked: tuple[Desk, str], text: str, notes: bool
) -> None:
    """Drawing ten thousand Hanzi in the strip took eight seconds."""
    desk, _entry = talked
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_screen(pilot, app, "customers")
        await pilot.press("/", *("/" if notes else ""))
        app.screen.status.take_paste(text)  # type: ignore[attr-defined]
        await shown(pilot, "no note has this" if notes else "no match")
        assert [cell_len(row) for row in screen_text(pilot)] == [80] * 24
        await pilot.press("escape")
        await until(pilot, lambda: list_of(app).key is not None)
