"""One customer: the history, the log over it, the grade."""

from tests.tools.scenes.agenda import opened
from tests.tools.scenes.stage import scenes, shown
from textual.pilot import Pilot


async def _history(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("enter")
    await shown(pilot, "参观车间")


async def _log(pilot: Pilot[None]) -> None:
    await _history(pilot)
    await pilot.press("l")
    await shown(pilot, "ctrl+s")
    await pilot.press(*"李总同意样品试用", "enter", *"周五寄出", "tab", *"2w")
    await shown(pilot, "Dec 2026", "12月6日")


scenes("customer", _history)
scenes("customer-log", _log)
