"""What is typed into a form comes back: after Esc, never over a newer value in silence."""

from pathlib import Path

import pytest
from tests.tui.conftest import until
from tests.tui.desks import app_over, fill, id_of, list_of, status_of
from textual.pilot import Pilot

from kamtui.config import paths
from kamtui.domain.errors import KamError
from kamtui.services import drafts, records
from kamtui.services.desk import Desk
from kamtui.services.drafts import FormDraft, FormText
from kamtui.tui.panels.add_customer import AddCustomer
from kamtui.tui.panels.edit_customer import CustomerForm
from kamtui.tui.session import DeskApp

HUADONG = "华东机械有限公司"


def files() -> list[Path]:
    return list((paths.state_folder() / "drafts").rglob("*.json"))


async def editing(pilot: Pilot[None], app: DeskApp) -> CustomerForm:
    """Open the form of the first customer in the list."""
    if getattr(app.screen, "KIND", "") != "customers":
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("f3")
        await until(pilot, lambda: getattr(app.screen, "KIND", "") == "customers")
        await until(pilot, lambda: list_of(app).key is not None)
    await pilot.press("e")
    await until(pilot, lambda: bool(app.screen.query(CustomerForm)))
    return app.screen.query_one(CustomerForm)


async def test_left_with_escape_the_words_come_back_and_saving_ends_the_draft(desk: Desk) -> None:
    fill(desk, names=(HUADONG,))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, app)
        await pilot.press(*"New name", "escape")
        await until(pilot, lambda: "brings back what you typed" in status_of(app))
        assert len(files()) == 1
        form = await editing(pilot, app)
        await until(pilot, lambda: status_of(app).startswith("Typed 22 Nov, not saved"))
        assert form.lines.named("name").typed == "New name"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
        await until(pilot, lambda: files() == [])
        assert id_of(desk, "New name")
        form = await editing(pilot, app)
        assert form.lines.named("name").typed == "New name" and not form.drafts.offered


async def test_ctrl_n_begins_anew(desk: Desk) -> None:
    fill(desk, names=(HUADONG,))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, app)
        await pilot.press(*"x", "escape")
        form = await editing(pilot, app)
        await until(pilot, lambda: form.drafts.offered)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: form.lines.named("name").typed == HUADONG)
        assert files() == []
        await pilot.press("escape")
        await until(pilot, lambda: not app.screen.query(CustomerForm))
        assert files() == []


async def test_a_field_changed_meanwhile_is_pointed_out(desk: Desk) -> None:
    fill(desk, names=(HUADONG,))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await editing(pilot, app)
        await pilot.press(*"Mine", "escape")
        await until(pilot, lambda: not app.screen.query(CustomerForm))
        records.edit(desk, customer_id=id_of(desk, HUADONG), assignments={"name": "Theirs"})
        app.broadcast(None)
        form = await editing(pilot, app)
        await until(pilot, lambda: "is Theirs in the book by now" in status_of(app))
        assert form.lines.named("name").typed == "Mine"


async def test_a_draft_that_cannot_be_read_is_left_out_with_a_sentence(desk: Desk) -> None:
    fill(desk, names=(HUADONG,))
    drafts.keep_form(desk, FormDraft("add_customer", "", "", {"line": FormText("x")}))
    [file] = files()
    for garbage in (b"{", b"\xff\x00", b"[]", b'{"fields": {"line": 3}}', b"[" * 50_000):
        file.write_bytes(garbage)
        app = app_over(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda app=app: list_of(app).key is not None)  # type: ignore[misc]
            await pilot.press("f3")
            await until(pilot, lambda app=app: getattr(app.screen, "KIND", "") == "customers")  # type: ignore[misc]
            await pilot.press("a")
            await until(pilot, lambda app=app: "cannot be read" in status_of(app))  # type: ignore[misc]
            form = app.screen.query_one(AddCustomer)
            assert form.lines.current.typed == ""
            await pilot.press(*"ok", "escape")
            await until(pilot, lambda app=app: not app.screen.query(AddCustomer))  # type: ignore[misc]
        found = drafts.read_form(desk, form="add_customer", record="")
        assert found is not None and found.fields["line"].text == "ok"


@pytest.mark.parametrize("record", ["../../etc/passwd", "", "a/b", "\ud800", "x" * 10_000])
def test_a_record_is_never_a_path(desk: Desk, record: str) -> None:
    draft = FormDraft("talk", record, "t", {"note": FormText("\ud800 words", "b")})
    assert drafts.keep_form(desk, draft)
    folder = paths.state_folder() / "drafts"
    assert all(folder in one.parents for one in files()) and len(files()) == 1
    found = drafts.read_form(desk, form="talk", record=record)
    assert found is not None and found.fields == draft.fields
    assert drafts.latest(desk) == (), "the log's drafts are others"
    drafts.discard_form(desk, form="talk", record=record)
    assert drafts.read_form(desk, form="talk", record=record) is None


def test_another_forms_draft_is_not_taken(desk: Desk) -> None:
    drafts.keep_form(desk, FormDraft("talk", "1", "t", {"note": FormText("x")}))
    [file] = files()
    text = file.read_text().replace('"talk"', '"customer"')
    file.write_text(text)
    with pytest.raises(KamError, match=r"draft\.unreadable"):
        drafts.read_form(desk, form="talk", record="1")
