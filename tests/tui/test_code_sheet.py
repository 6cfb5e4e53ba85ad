"""The QR code of a phone number and of a contact, read back from the cells on the screen."""

from functools import partial
from pathlib import Path

import pytest
from tests.tui.codes import read_code
from tests.tui.conftest import screen_text, until
from tests.tui.desks import NAMES, app_over, fill, id_of, status_of
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import contacts, settings
from kamtui.services.desk import Desk
from kamtui.tui.session import DeskApp
from kamtui.tui.styles.palettes import ThemeName

TEL = "tel:+8613828034063"


async def _shown(pilot: Pilot[None], app: DeskApp, *, last: str = "QR code") -> None:
    """Copy the phone, ask again, and choose the strip's last answer."""
    await until(pilot, lambda: "Order chec" in "\n".join(screen_text(pilot)))
    await pilot.press("c")
    await until(pilot, lambda: "Copied:" in status_of(app))
    await pilot.press("c")
    await until(pilot, lambda: last in screen_text(pilot)[-2])
    row = screen_text(pilot)[-2]
    await pilot.press(row.split(last)[0].split()[-1])
    await until(pilot, lambda: bool(app.screen.query("#code")))
    await pilot.pause()


@pytest.mark.parametrize("theme", ["dark", "light", "ansi"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 24)])
async def test_a_code_that_dials_is_read_in_every_theme(
    desk: Desk, theme: ThemeName, size: tuple[int, int]
) -> None:
    fill(desk)
    app = app_over(desk)
    app.change_theme(theme)
    async with app.run_test(size=size) as pilot:
        await _shown(pilot, app)
        assert read_code(pilot) == TEL
        text = "\n".join(screen_text(pilot))
        assert "李总" in text and NAMES[0][:4] in text and "+86 138 2803 4063" in text
        await pilot.press("escape")
        await until(pilot, lambda: not app.screen.query("#code"))
        assert "Order chec" in "\n".join(screen_text(pilot))


async def test_a_contact_is_read_with_its_chinese_name(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await _shown(pilot, app)
        await pilot.press("2")
        await until(pilot, lambda: read_code(pilot) not in (None, TEL))
        assert read_code(pilot) == "MECARD:N:李总;ORG:华东机械有限公司;TEL:+8613828034063;;"
        await pilot.resize_terminal(120, 44)
        await until(pilot, lambda: (read_code(pilot) or "").startswith("BEGIN:VCARD"))
        assert "\nFN:李总\nORG:华东机械有限公司\n" in (read_code(pilot) or "")
        await pilot.press("1")
        await until(pilot, lambda: read_code(pilot) == TEL)


@pytest.mark.parametrize("screen", ["agenda", "customers", "customer"])
async def test_ascii_shows_a_code_in_24_rows(desk: Desk, screen: str) -> None:
    fill(desk)
    app = app_over(desk, ascii_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Order chec" in "\n".join(screen_text(pilot)))
        if screen == "customers":
            await pilot.press("f3")
            await until(pilot, lambda: bool(app.screen.query("#titles")))
        elif screen == "customer":
            await pilot.press("enter")
            await until(pilot, lambda: bool(app.screen.query("#tabs")))
        await pilot.pause()
        before = screen_text(pilot)
        app.screen.action_run("app.code")  # type: ignore[attr-defined]
        await until(pilot, lambda: read_code(pilot) == TEL.upper())
        text = "\n".join(screen_text(pilot))
        assert "##" in text and not set("▀▄█") & set(text)
        assert "+86 138" in text and "Esc back" in text
        assert "save the contact" in screen_text(pilot)[-1]  # the questions stay
        await pilot.press("2")
        await until(pilot, lambda: "The contact needs" in "\n".join(screen_text(pilot)))
        assert read_code(pilot) == TEL.upper()
        await pilot.resize_terminal(80, 40)
        await until(pilot, lambda: (read_code(pilot) or "").startswith("MECARD:N:李总"))
        await pilot.press("1")
        await until(pilot, lambda: read_code(pilot) == TEL)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: read_code(pilot) == TEL.upper())
        await pilot.press("escape")
        await until(pilot, lambda: not app.screen.query("#code"))
        await until(pilot, lambda: screen_text(pilot)[0] == before[0])
        assert screen_text(pilot)[-1] == before[-1]


def _reads(pilot: Pilot[None], expected: str | None) -> bool:
    return read_code(pilot) == expected


async def test_too_small_a_window_is_told_how_many_rows_it_needs(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk, ascii_only=True)
    async with app.run_test(size=(80, 23)) as pilot:
        await _shown(pilot, app)
        assert read_code(pilot) is None
        text = " ".join(" ".join(screen_text(pilot)).split())
        assert "The code needs a window of 24 rows and 80 columns; this one has 23 x 80" in text
        assert "kamtui export contacts contacts.vcf" in text
        for rows in (24, 25, 26, 27, 24, 23, 24):
            await pilot.resize_terminal(80, rows)
            expected = TEL.upper() if rows >= 24 else None
            await until(pilot, partial(_reads, pilot, expected))


async def test_the_country_of_the_book_decides_how_a_number_is_dialled(desk: Desk) -> None:
    fill(desk)
    settings.change(desk, key="country", text="SG")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await _shown(pilot, app)
        assert read_code(pilot) == "tel:+6513828034063"


async def test_while_masked_no_code_is_shown(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Order chec" in "\n".join(screen_text(pilot)))
        await pilot.press("8")
        app.screen.action_run("app.code")  # type: ignore[attr-defined]
        await until(pilot, lambda: "a code would show one; 8 shows them" in status_of(app))
        assert not app.screen.query("#code")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_hostile_names_are_codes_too(desk: Desk, language: str) -> None:
    fill(desk)
    customer_id = id_of(desk, NAMES[0])
    set_language("zh" if language == "zh" else "en")
    with desk.read() as reader:
        contact_id = str(
            reader.value("SELECT id FROM contact WHERE customer_id = :id", "", id=customer_id)
        )
    name = "李;总,\\:\u202e[red]😀" + "很长" * 2_000
    contacts.change(desk, contact_id=contact_id, assignments={"name": name})
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Order chec" in "\n".join(screen_text(pilot)))
        app.screen.action_run("app.code")  # type: ignore[attr-defined]
        await until(pilot, lambda: bool(app.screen.query("#code")))
        await pilot.press("2")
        await pilot.resize_terminal(120, 50)
        start = "MECARD:N:李\\;总\\,\\\\\\:[red]😀很长"
        await until(pilot, lambda: (read_code(pilot) or "").startswith((start, "BEGIN:VCARD")))
        assert "总" in (read_code(pilot) or "") and "\u202e" not in (read_code(pilot) or "")


async def test_without_a_phone_there_is_no_code(desk: Desk, tmp_path: Path) -> None:
    del tmp_path
    fill(desk)
    with desk.write("test") as work:
        from sqlalchemy import text

        work.connection.execute(text("DELETE FROM contact_point"))
        work.touch_everything(frozenset({"customer"}))
        work.commit()
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Order chec" in "\n".join(screen_text(pilot)))
        app.screen.action_run("app.code")  # type: ignore[attr-defined]
        await until(pilot, lambda: "no phone number to make a code of" in status_of(app))
