"""What is typed into one-line questions comes back, and every draft is found again."""

import stat
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.conftest import NOW
from tests.tui.conftest import screen_text, until
from tests.tui.desks import NAMES, app_over, fill, id_of, list_of, status_of
from textual.pilot import Pilot

from kamtui.config import paths
from kamtui.i18n import set_language
from kamtui.services import customers, drafts
from kamtui.services.desk import Desk
from kamtui.services.drafts import FormDraft, FormText
from kamtui.tui.panels.add_customer import AddCustomer
from kamtui.tui.panels.log import LogPanel
from kamtui.tui.panels.note_form import NoteForm
from kamtui.tui.session import DeskApp

HOSTILE = ("[red]x", "a\u202eb", "x" * 10_000, "１２", "😀" * 30, "\x1b[2J", "a\nb")


def files() -> list[Path]:
    return list((paths.state_folder() / "drafts").rglob("*.json"))


def bottom(pilot: Pilot[None]) -> str:
    return screen_text(pilot)[-2]


def plans(desk: Desk, name: str) -> list[str]:
    brief = customers.brief(desk, customer_id=id_of(desk, name))
    return [one.what for one in brief.follow_ups]


async def asking(pilot: Pilot[None], app: DeskApp) -> None:
    """Ask for a plan of the first row."""
    await until(pilot, lambda: list_of(app).key is not None)
    await until(pilot, lambda: app.focused is list_of(app))
    await pilot.press("a")
    await until(pilot, lambda: app.screen.status.asking)  # type: ignore[attr-defined]


async def test_a_plan_line_is_on_the_disk_while_it_is_typed_and_comes_back(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await asking(pilot, app)
        await pilot.press(*"2w 回访")
        await until(pilot, lambda: len(files()) == 1)  # nobody left the question
        (file,) = files()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        (kept,) = drafts.latest_forms(desk)
        assert (kept.form, kept.fields["line"].text) == ("add_plan", "2w 回访")
        assert kept.customer_id == kept.record
    again = app_over(desk)  # as after a kill: nothing of the first one is asked
    async with again.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "1 draft kept: Follow-up for" in status_of(again))
        assert "drafts lists them" in status_of(again)
        await asking(pilot, again)
        await until(pilot, lambda: "Typed 22 Nov, not saved   ctrl+n begins anew" in bottom(pilot))
        assert "2w 回访" in bottom(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: status_of(again).startswith("Planned:"))
        assert files() == []
        await asking(pilot, again)
        assert "回访" not in bottom(pilot)


async def test_escape_keeps_it_and_ctrl_n_throws_it_away(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await asking(pilot, app)
        await pilot.press("escape")
        assert files() == []
        await asking(pilot, app)
        await pilot.press(*"2w x", "escape")
        await until(pilot, lambda: "kept for the next time" in status_of(app))
        assert len(files()) == 1
        await asking(pilot, app)
        await until(pilot, lambda: "not saved" in bottom(pilot))
        await pilot.press("ctrl+n")
        assert "2w x" not in bottom(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: files() == [])


async def test_a_plan_that_cannot_be_written_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).key is not None)
        await asking(pilot, app)

        def full(*_args: object, **_named: object) -> None:
            from kamtui.domain.errors import KamError

            raise KamError("file.no_space")

        monkeypatch.setattr(type(app.desk_book), "plan", full)
        await pilot.press(*"2w 回访", "enter")
        await until(pilot, lambda: not app.screen.status.asking)  # type: ignore[attr-defined]
        await until(pilot, lambda: bool(files()))
        (kept,) = drafts.latest_forms(desk)
        assert kept.fields["line"].text == "2w 回访"


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_drafts_stand_in_their_row_and_in_the_list(desk: Desk, text: str) -> None:
    fill(desk)
    who = id_of(desk, NAMES[0])
    draft = FormDraft("add_plan", who, text[:300], {"line": FormText(text)}, NOW, who)
    drafts.keep_form(desk, draft)
    app = app_over(desk)
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: "1 draft kept" in status_of(app))
        assert [cell_len(row) for row in screen_text(pilot)] == [60] * 20
        await asking(pilot, app)
        assert [cell_len(row) for row in screen_text(pilot)] == [60] * 20
        await pilot.press("escape")
        app.screen.action_run("app.drafts")  # type: ignore[attr-defined]
        await until(pilot, lambda: any("Typed and not saved" in row for row in screen_text(pilot)))
        assert [cell_len(row) for row in screen_text(pilot)] == [60] * 20


async def test_a_broken_draft_is_said_and_typing_is_kept(desk: Desk) -> None:
    fill(desk)
    who = id_of(desk, NAMES[0])
    drafts.keep_form(desk, FormDraft("add_plan", who, "x", {"line": FormText("y")}, NOW, who))
    (file,) = files()
    file.write_text("{")
    app = app_over(desk)
    async with app.run_test(size=(120, 30)) as pilot:
        await asking(pilot, app)
        await until(pilot, lambda: "read" in bottom(pilot))
        await pilot.press(*"2w z")
        await until(pilot, lambda: len(drafts.latest_forms(desk)) == 1)


async def test_the_reason_of_a_grade_is_kept(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("enter")
        await until(pilot, lambda: getattr(app.screen, "KIND", "") == "customer")
        screen = app.screen
        await pilot.press("tab", "tab", "tab", "tab", "tab")
        await until(pilot, lambda: getattr(screen, "tab", "") == "grade")
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("5")
        await until(pilot, lambda: "Grade" in bottom(pilot))
        await pilot.press("b", "0", *"my own", "escape")
        await until(pilot, lambda: [one.form for one in drafts.latest_forms(desk)] == ["override"])
        await pilot.press("5")
        await until(pilot, lambda: "Grade" in bottom(pilot))
        await pilot.press("b", "0")
        await until(pilot, lambda: "my own" in bottom(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: files() == [])


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_drafts_are_listed_opened_and_discarded(desk: Desk, language: str) -> None:
    fill(desk)
    who = id_of(desk, NAMES[0])
    drafts.keep(desk, drafts.Draft(who, NAMES[0], {"note": "half a 句子"}, NOW))
    drafts.keep_form(desk, FormDraft("note", "", "Note", {"note": FormText("later")}))
    line = FormDraft("add_customer", "", "New customer", {"line": FormText("新客户")})
    drafts.keep_form(desk, line)
    set_language("zh" if language == "zh" else "en")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).key is not None)
        await until(pilot, lambda: "3" in status_of(app) and ":" in status_of(app))

        async def listed() -> None:
            app.screen.action_run("app.drafts")  # type: ignore[attr-defined]
            await until(pilot, lambda: bool(app.screen.query("OverlayList")))

        await listed()
        text = "\n".join(screen_text(pilot))
        assert "half a 句子" in text and "新客户" in text and NAMES[0] in text
        await pilot.press(*"new c")
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query(AddCustomer)))
        await until(pilot, lambda: app.screen.query_one(AddCustomer).typed == "新客户")
        await pilot.press("escape")
        await until(pilot, lambda: not app.screen.query(AddCustomer))
        await listed()
        await pilot.press(*NAMES[0], "enter")
        await until(pilot, lambda: bool(app.screen.query(LogPanel)))
        await pilot.press("escape")
        await until(pilot, lambda: not app.screen.query(LogPanel))
        for left in (2, 1):
            await listed()
            await pilot.press("delete")
            await until(pilot, lambda: "1" in bottom(pilot) and "2" in bottom(pilot))
            await pilot.press("2")  # not now
            await until(pilot, lambda: bool(app.screen.query("OverlayList")))
            await pilot.press("delete", "1")
            await until(pilot, lambda left=left: len(files()) == left)  # type: ignore[misc]
            await pilot.press("escape")
            await until(pilot, lambda: not app.screen.query("OverlayList"))
        (last,) = drafts.everything(desk)
        drafts.drop(desk, last)  # the other window
        app.screen.action_run("app.drafts")  # type: ignore[attr-defined]
        await pilot.pause()
        await until(pilot, lambda: not app.screen.query("OverlayList") and bool(status_of(app)))


async def test_a_draft_of_a_row_leads_to_its_customer_and_a_note_opens(desk: Desk) -> None:
    fill(desk)
    who = id_of(desk, NAMES[0])
    drafts.keep_form(desk, FormDraft("note", "", "Note", {"note": FormText("later")}))
    drafts.keep_form(
        desk, FormDraft("contact", "x", "Edit 李总", {"name": FormText("y")}, NOW, who)
    )
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).key is not None)
        app.screen.action_run("app.drafts")  # type: ignore[attr-defined]
        await until(pilot, lambda: bool(app.screen.query("OverlayList")))
        await pilot.press(*"edit", "enter")
        await until(pilot, lambda: getattr(app.screen, "tab", "") == "contacts")
        await until(pilot, lambda: "what you typed is in the form" in status_of(app))
        app.screen.action_run("app.drafts")  # type: ignore[attr-defined]
        await until(pilot, lambda: bool(app.screen.query("OverlayList")))
        await pilot.press(*"note", "enter")
        await until(pilot, lambda: bool(app.screen.query(NoteForm)))
        await until(pilot, lambda: app.screen.query_one(NoteForm).note.text == "later")
