"""What stands over a screen: the log, finding, help, the palette, the forms."""

from tests.tools.scenes.agenda import opened
from tests.tools.scenes.stage import VARIANTS, scenes, shown
from textual.pilot import Pilot

_SMALL = VARIANTS[:2]


async def _finding(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("slash", *"hdj")
    await shown(pilot, "华东机械")


async def _helping(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("question_mark")
    await shown(pilot, "Filter", "筛选", "type", "输入")


async def _palette(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("colon", *"nb")
    await shown(pilot, "宁波")


async def _logging(pilot: Pilot[None]) -> None:
    await opened(pilot)
    await pilot.press("l")
    await shown(pilot, "ctrl+s")
    await pilot.press(*"李总同意样品试用", "enter", *"周五寄出", "tab", *"2w")
    await shown(pilot, "Dec 2026", "12月6日")


scenes("find", _finding)
scenes("help", _helping)
scenes("palette", _palette, variants=_SMALL)
scenes("agenda-log", _logging, variants=_SMALL)
