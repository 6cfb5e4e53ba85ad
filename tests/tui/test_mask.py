"""Masked, no phone number and no amount of the sample is on any screen, tab, form or strip."""

import re
from pathlib import Path

import pytest
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, sample_desk
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services.desk import Desk
from kamtui.tui.screens.customer.screen import CustomerScreen
from kamtui.tui.session import DeskApp
from kamtui.tui.widgets.status import Status

AMOUNT = re.compile(r"[¥$]?\d[\d,.]*\s?(?:万|亿|[kM]\b)|\d{1,3}(?:,\d{3})+")


def _phones(desk: Desk) -> set[str]:
    with desk.read() as reader:
        rows = reader.rows("SELECT value FROM contact_point WHERE kind IN ('phone', 'mobile')")
        rows += reader.rows("SELECT phone FROM customer WHERE phone IS NOT NULL")
    numbers = {re.sub(r"\D", "", row[0])[-8:] for row in rows}
    assert len(numbers) > 20
    return numbers


class Watch:
    """Looks at every frame for what must not be there."""

    def __init__(self, pilot: Pilot[None], phones: set[str]) -> None:
        self.pilot, self.phones = pilot, phones
        self.frames = 0

    def look(self, where: str) -> None:
        self.frames += 1
        for row in screen_text(self.pilot):
            digits = re.sub(r"[ \-()+]", "", row)
            assert not [one for one in self.phones if one in digits], (where, row)
            assert not AMOUNT.search(row), (where, row)

    async def press(self, where: str, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()
            self.look(where)

    async def shown(self, where: str, words: str) -> None:
        await until(self.pilot, lambda: words in "\n".join(screen_text(self.pilot)))
        self.look(where)


@pytest.mark.parametrize(("language", "size"), [("en", (120, 40)), ("zh", (80, 24))])
async def test_nothing_is_readable_while_masked(
    tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    zh = language == "zh"
    set_language("zh" if zh else "en")
    desk = sample_desk(tmp_path)
    app: DeskApp = app_of(desk)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "华东机械" in "\n".join(screen_text(pilot)))
        plain = "\n".join(screen_text(pilot))
        assert AMOUNT.search(plain)  # unmasked there is something to hide
        await pilot.press("8")
        await until(pilot, lambda: not AMOUNT.search("\n".join(screen_text(pilot))))
        watch = Watch(pilot, _phones(desk))
        await watch.press("agenda", *["j"] * 16)
        await watch.press("copy", "c", "c", "escape")
        await watch.press("edit", "home", "j", "e", "escape", "escape")
        await watch.press("log", "l", *"hello", "escape", "escape")
        await watch.press("find", "/", *"hdj")
        await watch.shown("find", "华东机械")
        await watch.press("find", "escape")
        await watch.press("palette", ":", *"hdj", "escape")
        await watch.press("customers", "f3")
        await watch.shown("customers", "Acme")
        await watch.press("customers", *["j"] * 22)
        await watch.press("grades", "f4")
        await watch.shown("grades", "Omega Steel")
        await watch.press("grades", *["j"] * 9)
        await watch.press("customer", "f2", "home", "j", "enter")
        await watch.shown("customer", "李总")
        for tab in range(6):
            await watch.press(f"tab {tab}", *["j"] * 14)
            await watch.press(f"edit on tab {tab}", "e")
            await pilot.pause(0.05)
            watch.look(f"edit on tab {tab}")
            while app.screen.query("Form") or app.screen.query_one(Status).asking:
                await watch.press(f"edit on tab {tab}", "escape")
            assert isinstance(app.screen, CustomerScreen)
            await watch.press(f"tab {tab}", "tab")
        assert watch.frames > 150
