"""Files for the phone, written from the screens."""

from pathlib import Path

import icalendar
import pytest
import vobject
from tests.tui.conftest import screen_text, until
from tests.tui.desks import app_over, fill, status_of

from kamtui.services.desk import Desk


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


async def test_the_calendar_file_is_offered_at_home(desk: Desk, home: Path) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Order check A" in "\n".join(screen_text(pilot)))
        await pilot.press(":", *"calendar file", "enter")
        await until(pilot, lambda: "~/kamtui-agenda.ics" in screen_text(pilot)[-2])
        await pilot.press("enter")
        await until(pilot, lambda: "6 rows written to ~/kamtui-agenda.ics." in status_of(app))
    found = icalendar.Calendar.from_ical((home / "kamtui-agenda.ics").read_bytes())
    assert "call Acme Industrial: Order check B" in {
        str(one["SUMMARY"]) for one in found.walk("VEVENT")
    }


async def test_a_wrong_name_or_folder_is_said_and_stays(desk: Desk, home: Path) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Order check A" in "\n".join(screen_text(pilot)))
        app.screen.action_run("app.contact_file")  # type: ignore[attr-defined]
        await until(pilot, lambda: "~/kamtui-contacts.vcf" in screen_text(pilot)[-2])
        await pilot.press(*"x.txt", "enter")
        await until(pilot, lambda: "The name must end in .vcf" in screen_text(pilot)[-2])
        await pilot.press("ctrl+u", *"~/none/x.vcf", "enter")
        await until(pilot, lambda: "There is no such folder" in screen_text(pilot)[-2])
        (home / "x.vcf").write_text("old", encoding="utf-8")
        await pilot.press("ctrl+u", *"~/x.vcf")
        await until(pilot, lambda: "replaces the file there" in screen_text(pilot)[-2])
        await pilot.press("enter")
        await until(pilot, lambda: "3 rows written to ~/x.vcf." in status_of(app))
    cards = list(vobject.readComponents((home / "x.vcf").read_text("utf-8")))
    assert [one.fn.value for one in cards] == ["李总", "J. Smith", "王小明"]
